import pytest

from klartext.config import Config, ModelServer, OwnTerm, Serving, Threshold, find_config, is_loopback, load_config
from klartext.errors import ConfigError

FULL = """\
profil = "einfache-sprache"

[regeln]
aus = ["langer-satz", "fremdwort"]

[schwellen]
langer-satz = { grenze = 18 }

[woerter]
erlaubt = ["Kfz", "im  Rahmen"]

[begriffe]
"Klient" = "Kundin"
"Fallmanagement" = ["Beratung", "Hilfe"]

[speicher]
an = true
mit_text = false

[modell]
an = true
server = "https://KI.stadt.example/v1/"
server_modell = "haus"
server_schluessel = "schluessel.txt"
erlaubte_server = ["KI.stadt.example"]
kerne = 3
"""


def write(folder, text):
    path = folder / "klartext.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_every_key_is_read(tmp_path):
    path = write(tmp_path, FULL)
    assert load_config(path) == Config(
        profile="einfache-sprache",
        rules_off=("langer-satz", "fremdwort"),
        thresholds=(Threshold("langer-satz", "grenze", 18),),
        allowed_words=("Kfz", "im Rahmen"),
        own_terms=(OwnTerm("Klient", ("Kundin",)), OwnTerm("Fallmanagement", ("Beratung", "Hilfe"))),
        store_on=True,
        store_text=False,
        model_on=True,
        model_server=ModelServer(
            True, "ki.stadt.example", 443, "/v1", "haus", tmp_path / "schluessel.txt", ("ki.stadt.example",)
        ),
        model_threads=3,
        path=path,
    )


def test_without_a_file_store_and_model_are_off(tmp_path):
    assert load_config(None) == Config()
    empty = load_config(write(tmp_path, ""))
    assert (empty.store_on, empty.store_text, empty.model_on, empty.profile) == (False, False, False, "behoerdenbrief")


def test_folder_of_a_model_starts_at_the_file(tmp_path):
    assert load_config(write(tmp_path, '[modell]\nordner = "modelle/haus"')).model_folder == tmp_path / "modelle/haus"
    elsewhere = tmp_path / "b" / "modell"
    path = write(tmp_path, f"[modell]\nordner = {str(elsewhere)!r}")
    assert load_config(path).model_folder == elsewhere


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://localhost:8080/v1", "http://localhost:8080/v1"),
        ("http://[::1]:11434/v1/", "http://[::1]:11434/v1"),
        ("https://ki.example", "https://ki.example:443"),
        ("http://10.1.2.3", "http://10.1.2.3:80"),
    ],
)
def test_address_of_a_server_is_taken_apart(tmp_path, address, shown):
    path = write(tmp_path, f'[modell]\nserver = "{address}"\nserver_modell = "m"')
    assert load_config(path).model_server.address == shown


def test_configuration_can_be_hashed(tmp_path):
    path = write(tmp_path, FULL)
    assert hash(load_config(path)) == hash(load_config(path))


def test_nearest_file_above_counts(tmp_path):
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    outer = write(tmp_path, "")
    assert find_config(folder) == outer.resolve()
    inner = write(folder, "")
    assert find_config(folder) == inner.resolve()


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('profil = "leicht"', "KT-K04", 1),
        ("# oben\nprofiel = 1", "KT-K03", 2),
        ("[regeln]\nan = []", "KT-K03", 2),
        ('[regeln]\naus = "alles"', "KT-K04", 2),
        ('[regeln]\naus = [1, "a"]', "KT-K04", 2),
        ("[schwellen]\nlanger-satz = 18", "KT-K04", 2),
        ("[schwellen]\nlanger-satz = { grenze = 1.5 }", "KT-K04", 2),
        ("[begriffe]\nKlient = 5", "KT-K04", 2),
        ('[speicher]\nan = "ja"', "KT-K04", 2),
        ("speicher = true", "KT-K04", 1),
        ("[modell]\nkerne = 0", "KT-K04", 2),
        ("[modell]\nkerne = true", "KT-K04", 2),
        ('[modell]\nordner = ""', "KT-K04", 2),
        ('[modell]\nserver = "ki.example"\nserver_modell = "m"', "KT-K04", 2),
        ('[modell]\nserver = "ftp://ki.example"\nserver_modell = "m"', "KT-K04", 2),
        ('[modell]\nserver = "http://a:b@ki.example"\nserver_modell = "m"', "KT-K04", 2),
        ('[modell]\nserver = "http://ki.example:99999"\nserver_modell = "m"', "KT-K04", 2),
        ('[modell]\nserver = "http://ki.example/v1?x=1"\nserver_modell = "m"', "KT-K04", 2),
        ('[modell]\nserver = "http://ki.example"', "KT-K04", 2),
        ('[modell]\nserver = "http://ki.example"\nserver_modell = "m"\nerlaubte_server = "ki"', "KT-K04", 4),
        ('[modell]\nordner = "m"\nserver = "http://ki.example"\nserver_modell = "m"', "KT-K07", 3),
        ("[modell]\nadresse = 1", "KT-K03", 2),
        ("[grenzen.behoerdenbrief]\nindex = inf", "KT-K04", 2),
        ("[grenzen.behoerdenbrief]\nschwer = inf", "KT-K04", 2),
        ("[grenzen.behoerdenbrief]\naendern = 2.5", "KT-K04", 2),
        ("[regeln]\naus = [", "KT-K02", 2),
        ("[modell]\nan = true\nan = false", "KT-K02", 3),
    ],
)
def test_fault_is_named_with_its_line(tmp_path, text, code, line):
    path = write(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        load_config(path)
    assert raised.value.code == code
    assert (raised.value.where or "").startswith(f"{path}:{line}")
    assert "Abhilfe:" in str(raised.value)


def test_unreadable_files_are_named(tmp_path):
    with pytest.raises(ConfigError, match="KT-K01"):
        load_config(tmp_path / "fehlt.toml")
    path = tmp_path / "klartext.toml"
    path.write_bytes('profil = "behörde"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="KT-K02"):
        load_config(path)


def test_severities_and_the_store_of_a_house(tmp_path):
    text = '[schwere]\npassiv = 1\n[speicher]\nan = true\nurl = "postgresql://ada@db/klartext"\ntage = 365\n'
    config = load_config(write(tmp_path, text))
    assert config.severities == (("passiv", 1),)
    assert (config.store_url, config.store_days) == ("postgresql://ada@db/klartext", 365)


@pytest.mark.parametrize(
    "text",
    ["[schwere]\npassiv = 4", "[schwere]\npassiv = true", "[speicher]\nurl = 'mysql://x'", "[speicher]\ntage = 0"],
)
def test_severities_and_store_refuse_other_values(tmp_path, text):
    with pytest.raises(ConfigError) as caught:
        load_config(write(tmp_path, text))
    assert caught.value.code == "KT-K04"


def test_how_people_sign_in_is_read(tmp_path):
    path = write(tmp_path, '[server]\nkennwoerter = "personen.txt"\nnamen = ["Klartext.Amt.example"]')
    assert load_config(path).serving == Serving(passwords=tmp_path / "personen.txt", names=("klartext.amt.example",))
    path = write(tmp_path, '[server]\nkopf = "X-Remote-User"\nproxys = ["127.0.0.1", "10.1.2.0/24"]')
    assert load_config(path).serving == Serving(header="X-Remote-User", proxies=("127.0.0.1", "10.1.2.0/24"))
    path = write(tmp_path, '[server]\nkennwoerter = "p.txt"\nproxys = ["127.0.0.1"]')
    assert load_config(path).serving == Serving(passwords=tmp_path / "p.txt", proxies=("127.0.0.1",))
    assert not load_config(None).serving.signs_in


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ('kopf = "X-Remote-User"', "KT-K08"),
        ('kennwoerter = "p.txt"\nkopf = "X"\nproxys = ["10.1.2.3"]', "KT-K09"),
        ('kopf = "X Y"\nproxys = ["10.1.2.3"]', "KT-K04"),
        ('kopf = "X"\nproxys = ["rechner7"]', "KT-K04"),
        ('passwoerter = "p.txt"', "KT-K03"),
    ],
)
def test_ways_of_signing_in_that_cannot_work_are_refused(tmp_path, lines, code):
    with pytest.raises(ConfigError) as told:
        load_config(write(tmp_path, f"[server]\n{lines}"))
    assert told.value.code == code and "klartext.toml:" in str(told.value.where)


def test_reviewers_are_named_by_their_sign_in_names(tmp_path):
    path = tmp_path / "klartext.toml"
    path.write_text('[server]\npruefende = ["e.muster", "B. Beispiel"]\n', encoding="utf-8")
    assert load_config(path).serving.reviewers == ("e.muster", "B. Beispiel")
    assert load_config(None).serving.reviewers == ()


@pytest.mark.parametrize(
    ("host", "here"),
    [
        *(("localhost", True), ("127.0.0.1", True), ("127.9.9.9", True), ("::1", True), ("[::1]", True)),
        *(("10.0.0.1", False), ("0.0.0.0", False), ("::", False)),
        *(("localhost.example", False), ("127.0.0.1.example", False)),
    ],
)
def test_this_machine_is_told_by_spelling(host, here):
    assert is_loopback(host) is here
