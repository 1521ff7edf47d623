"""The command line against the contract. The analysis is a fake; what is real is everything around it."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from analysis_samples import ORIGINAL, analysis

from klartext import paths
from klartext.cli.german import german_help
from klartext.decisions import Review
from klartext.session import Klartext


class FakeKlartext:
    """Finds the same in every letter."""

    def fresh(self):
        return self

    def analyse(self, document, actor=""):
        sample = analysis()
        return replace(sample, letter=replace(sample.letter, document=replace(document, notes=())))

    def with_model(self, analysed):
        return analysed

    def review(self, analysed, actor=""):
        return Review(analysed)


@pytest.fixture(autouse=True)
def _no_pipeline(monkeypatch, tmp_path):
    monkeypatch.setattr(Klartext, "load", classmethod(lambda cls, config=None, model="off": FakeKlartext()))
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KLARTEXT_PERSON", raising=False)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "brief.txt"
    path.write_text(ORIGINAL, encoding="utf-8", newline="")
    return path


@pytest.fixture
def answers(monkeypatch):
    """Return a function that lays out what a person will type; then the input ends."""

    def lay_out(*lines):
        left = iter(lines)

        def answer(_question):
            try:
                return next(left)
            except StopIteration:
                raise EOFError from None

        monkeypatch.setattr("builtins.input", answer)

    return lay_out


# --- check ----------------------------------------------------------------------------------------


def test_check_prints_findings_and_succeeds_without_a_gate(klartext, letter):
    status, out, err = klartext("check", letter)
    assert (status, err) == (0, "")
    assert "4 Befunde" in out


@pytest.mark.parametrize(("level", "expected"), [("1", 1), ("3", 1)])
def test_check_fails_from_the_severity_on(klartext, letter, level, expected):
    assert klartext("check", letter, "--fail-on", level)[0] == expected


def test_check_succeeds_when_nothing_reaches_the_gate(klartext, letter, monkeypatch):
    calm = [f for f in analysis().findings if f.severity < 3]
    found = FakeKlartext.analyse
    monkeypatch.setattr(
        FakeKlartext, "analyse", lambda self, d, actor="": replace(found(self, d), findings=tuple(calm))
    )
    assert klartext("check", letter, "--fail-on", "3")[0] == 0
    assert klartext("check", letter, "--fail-on", "2")[0] == 1


def test_check_json_is_one_object_for_one_letter_and_a_list_for_several(klartext, letter):
    one = json.loads(klartext("check", letter, "--format", "json")[1])
    assert (one["source"], one["text"]) == (str(letter), ORIGINAL)
    several = json.loads(klartext("check", letter, letter, "--format", "json")[1])
    assert [entry["source"] for entry in several] == [str(letter)] * 2


@pytest.mark.parametrize(("form", "beginning"), [("text", ""), ("json", "{"), ("html", "<!doctype"), ("sarif", "{")])
def test_check_writes_every_format_to_a_file(klartext, letter, tmp_path, form, beginning):
    report = tmp_path / "bericht"
    assert klartext("check", letter, "--format", form, "-o", report) == (0, "", "")
    assert report.read_text(encoding="utf-8").startswith(beginning)


def test_check_reads_standard_input(klartext, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ORIGINAL.encode("utf-8")), encoding="utf-8"))
    status, out, _ = klartext("check", "-", "--format", "json")
    assert status == 0
    assert json.loads(out)["text"] == ORIGINAL


def test_check_of_an_unreadable_letter_names_it_and_checks_the_others(klartext, letter, tmp_path):
    status, out, err = klartext("check", tmp_path / "fehlt.txt", letter, "--format", "json", "--fail-on", "3")
    assert status == 2
    assert "fehlt.txt: KT-E01" in err
    assert "Abhilfe:" in err
    assert [entry["source"] for entry in json.loads(out)] == [str(letter)]


def test_check_of_only_unreadable_letters_prints_no_result(klartext, tmp_path):
    (tmp_path / "leer.txt").write_text(" \n", encoding="utf-8")
    status, out, err = klartext("check", tmp_path / "leer.txt", "--format", "json")
    assert (status, out) == (2, "")
    assert "KT-E04" in err


def test_a_file_that_cannot_be_written_is_an_error(klartext, letter, tmp_path):
    status, _, err = klartext("check", letter, "-o", tmp_path / "kein" / "ordner.txt")
    assert status == 2
    assert "KT-A02" in err


def test_a_broken_configuration_is_an_error(klartext, letter, tmp_path):
    (tmp_path / "klartext.toml").write_text("profil = ", encoding="utf-8")
    status, _, err = klartext("check", letter)
    assert status == 2
    assert "KT-K02" in err


# --- usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["pruefe"], "Den Befehl „pruefe“ gibt es nicht."),
        (["check"], "Es fehlt die Angabe"),
        (["check", "x", "--laut"], "Die Option „--laut“ gibt es nicht."),
        (["check", "x", "--format", "pdf"], "Der Wert „pdf“ passt nicht zu"),
        (["check", "x", "--fail-on", "4"], "Der Wert passt nicht zu --fail-on: höchstens 3."),
        (["batch", "x", "--report", "b.csv", "--jobs", "viele"], "Der Wert passt nicht zu --jobs: eine ganze Zahl"),
        (["batch", "x", "--report", "b.csv", "--jobs", "0"], "Der Wert passt nicht zu --jobs: mindestens 1."),
        (["check", "x", "--format"], "Nach der Option --format fehlt ein Wert."),
        (["apply", "x", "-o", "y"], "Es fehlt die Option --decisions."),
        (["rules", "zeige"], "Den Befehl „zeige“ gibt es nicht."),
        (["doctor", "zu", "viel"], "Diese Angabe ist zu viel"),
    ],
)
def test_a_wrong_call_is_told_in_german(klartext, arguments, told):
    status, out, err = klartext(*arguments)
    assert (status, out) == (2, "")
    assert err.startswith("KT-A01 ")
    assert told in err
    assert "--help" in err


COMMANDS = [
    [],
    *([name] for name in ("check", "review", "apply", "batch", "app", "doctor", "rules", "log")),
    *(["rules", name] for name in ("list", "show", "check")),
    *(["log", name] for name in ("list", "stats", "export", "purge")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_german(klartext, command):
    status, out, err = klartext(*command, "--help")
    assert (status, err) == (0, "")
    assert out.startswith("Aufruf: klartext")
    for english in (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "default",
        "required",
        "Show this",
        "ARGS",
        "env var",
        "<str>",
        "{",
    ):
        assert english not in out


def test_help_leaves_other_words_alone():
    assert german_help("Usage: klartext [OPTIONS]\n\nOptions:\n  --x  [default: 1; required]\n") == (
        "Aufruf: klartext [OPTIONEN]\n\nOptionen:\n  --x  [Vorgabe: 1; nötig]\n"
    )


def test_version_is_named(klartext):
    assert klartext("--version")[:2] == (0, "klartext 0.1.0\n")


# --- apply and review -----------------------------------------------------------------------------


def decided(klartext, answers, letter, out, *lines):
    """Run a review with these answers."""
    answers(*lines)
    return klartext("review", letter, "-o", out, "--person", "A. Beispiel")


def test_review_writes_accepted_changes_and_nothing_else(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    status, told, err = decided(klartext, answers, letter, out, "l", "zu hart", "s", "a", "s")
    assert (status, err) == (0, "")
    assert out.read_bytes().decode("utf-8") == ORIGINAL.replace("geprüft", "angesehen")
    assert f"Der Brief steht in {out}." in told
    recorded = json.loads((tmp_path / "neu.entscheidungen.json").read_text(encoding="utf-8"))["decisions"]
    assert [(d["kind"], d["person"], d["reason"]) for d in recorded] == [
        ("rejected", "A. Beispiel", "zu hart"),
        ("accepted", "A. Beispiel", None),
    ]


def test_review_that_changes_nothing_returns_the_same_bytes(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    assert decided(klartext, answers, letter, out, "s", "s", "s", "s")[0] == 0
    assert out.read_bytes() == letter.read_bytes()


def test_review_resumes_where_it_stopped(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    status, told, _ = decided(klartext, answers, letter, out, "l", "", "q")
    assert status == 0
    assert not out.exists()
    assert "derselbe Aufruf macht hier weiter" in told
    status, told, _ = decided(klartext, answers, letter, out, "s", "s", "s")
    assert status == 0
    assert "Bisher entschieden: 1." in told
    assert out.exists()


def test_review_keeps_decisions_when_the_input_ends(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    assert decided(klartext, answers, letter, out, "l", "")[0] == 2
    kept = json.loads((tmp_path / "neu.entscheidungen.json").read_text(encoding="utf-8"))
    assert len(kept["decisions"]) == 1
    assert not out.exists()


def test_review_takes_back_and_asks_again(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    _, told, _ = decided(klartext, answers, letter, out, "l", "", "u", "s", "s", "s", "s")
    assert told.count("„Von uns“") == 2
    assert out.read_bytes() == letter.read_bytes()


def test_review_takes_an_alternative_by_number(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    assert decided(klartext, answers, letter, out, "s", "1", "s", "s")[0] == 0
    assert "Das Amt hat Ihren <Antrag> geprüft" in out.read_text(encoding="utf-8")


def test_review_takes_own_words(klartext, answers, letter, tmp_path):
    out = tmp_path / "neu.txt"
    assert decided(klartext, answers, letter, out, "s", "s", "b", "durchgesehen", "s")[0] == 0
    assert "wurde Ihr <Antrag> durchgesehen." in out.read_text(encoding="utf-8")


@pytest.mark.parametrize("answer", ["x", "9", "0", "-1", ""])
def test_review_asks_again_after_an_answer_it_does_not_know(klartext, answers, letter, tmp_path, answer):
    _, told, _ = decided(klartext, answers, letter, tmp_path / "neu.txt", answer, "s", "s", "s", "s")
    assert "Bitte antworten Sie mit" in told


def test_review_asks_for_a_name(klartext, answers, letter, tmp_path):
    answers("B. Muster", "l", "", "q")
    klartext("review", letter, "-o", tmp_path / "neu.txt")
    kept = json.loads((tmp_path / "neu.entscheidungen.json").read_text(encoding="utf-8"))
    assert kept["decisions"][0]["person"] == "B. Muster"


def test_review_never_writes_over_the_letter(klartext, answers, letter):
    answers()
    status, _, err = klartext("review", letter, "-o", letter, "--person", "A")
    assert status == 2
    assert "KT-A03" in err
    assert letter.read_bytes().decode("utf-8") == ORIGINAL


def test_review_refuses_an_ending_it_cannot_write(klartext, letter, tmp_path):
    status, _, err = klartext("review", letter, "-o", tmp_path / "neu.rtf", "--person", "A")
    assert status == 2
    assert "KT-A07" in err


@pytest.mark.parametrize("ending", ["json", "csv", "html"])
def test_review_writes_a_protocol(klartext, answers, letter, tmp_path, ending):
    answers("s", "s", "a", "s")
    protocol = tmp_path / f"protokoll.{ending}"
    status, _, _ = klartext(
        *("review", letter, "-o", tmp_path / "neu.txt", "--person", "A. Beispiel", "--protocol", protocol)
    )
    assert status == 0
    assert "A. Beispiel" in protocol.read_text(encoding="utf-8-sig")


def test_apply_puts_the_recorded_decisions_into_the_letter(klartext, answers, letter, tmp_path):
    decided(klartext, answers, letter, tmp_path / "neu.txt", "s", "s", "a", "s")
    status, _, err = klartext(
        *("apply", letter, "--decisions", tmp_path / "neu.entscheidungen.json", "-o", tmp_path / "zwei.txt")
    )
    assert (status, err) == (0, "")
    assert (tmp_path / "zwei.txt").read_bytes() == (tmp_path / "neu.txt").read_bytes() != letter.read_bytes()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda d: d["decisions"][0].update(person=" "), "KT-D01"),
        (lambda d: d["decisions"][0].update(original="anders"), "KT-D10"),
        (lambda d: d.update(text_sha256="0"), "KT-D09"),
        (lambda d: d.pop("decisions"), "KT-D08"),
    ],
)
def test_apply_refuses_what_does_not_fit_and_writes_nothing(klartext, answers, letter, tmp_path, spoil, code):
    decided(klartext, answers, letter, tmp_path / "neu.txt", "s", "s", "a", "s")
    path = tmp_path / "neu.entscheidungen.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    spoil(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    status, _, err = klartext("apply", letter, "--decisions", path, "-o", tmp_path / "zwei.txt")
    assert status == 2
    assert code in err
    assert not (tmp_path / "zwei.txt").exists()


@pytest.mark.parametrize("content", [None, "kein json", "[1"])
def test_apply_without_usable_decisions_says_so(klartext, letter, tmp_path, content):
    path = tmp_path / "e.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    status, _, err = klartext("apply", letter, "--decisions", path, "-o", tmp_path / "zwei.txt")
    assert status == 2
    assert "KT-A08" in err


# --- batch ----------------------------------------------------------------------------------------


def test_batch_writes_a_report_and_names_unreadable_letters(klartext, letter, tmp_path):
    (tmp_path / "leer.txt").write_text(" ", encoding="utf-8")
    report = tmp_path / "bericht.json"
    status, out, err = klartext("batch", tmp_path, "--report", report)
    assert status == 2
    assert "leer.txt: KT-E04" in err
    assert "1 Brief geprüft, 1 nicht lesbar" in out
    data = json.loads(report.read_text(encoding="utf-8"))
    assert [row["source"] for row in data["letters"]] == ["brief.txt", "leer.txt"]


@pytest.mark.parametrize(("extra", "expected"), [([], 0), (["--fail-on", "3"], 1)])
def test_batch_has_the_gate_of_check(klartext, letter, tmp_path, extra, expected):
    assert klartext("batch", tmp_path, "--report", tmp_path / "b.csv", *extra)[0] == expected


def test_batch_compares_with_an_earlier_version(klartext, letter, tmp_path):
    old = tmp_path / "alt"
    old.mkdir()
    (old / "weg.txt").write_text(ORIGINAL, encoding="utf-8")
    new = tmp_path / "neu"
    new.mkdir()
    (new / "da.txt").write_text(ORIGINAL, encoding="utf-8")
    klartext("batch", new, "--report", tmp_path / "b.json", "--baseline", old)
    changes = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))["changes"]
    assert {c["source"]: c["status"] for c in changes} == {"da.txt": "neu", "weg.txt": "entfallen"}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(["--report", "b.docx"], "KT-B02"), (["--baseline", "fehlt"], "KT-B01")],
)
def test_batch_refuses_before_it_works(klartext, letter, tmp_path, arguments, code):
    status, _, err = klartext("batch", tmp_path, "--report", "b.csv", *arguments)
    assert status == 2
    assert code in err


# --- log -------------------------------------------------------------------------------------------


@pytest.fixture
def kept(klartext, answers, letter, tmp_path, monkeypatch):
    """A store with one rejected and one accepted suggestion."""
    monkeypatch.setattr(paths, "user_data_dir", lambda: tmp_path / "daten")
    (tmp_path / "klartext.toml").write_text("[speicher]\nan = true\n", encoding="utf-8")
    assert decided(klartext, answers, letter, tmp_path / "neu.txt", "l", "zu hart", "s", "a", "s")[0] == 0
    return tmp_path / "daten" / "klartext.db"


def test_nothing_is_stored_unless_it_is_switched_on(klartext, answers, letter, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_data_dir", lambda: tmp_path / "daten")
    decided(klartext, answers, letter, tmp_path / "neu.txt", "a", "s", "s", "s")
    status, out, _ = klartext("log", "list")
    assert status == 0
    assert "keine Entscheidungen festgehalten" in out
    assert not (tmp_path / "daten").exists()


def test_log_list_shows_and_filters_decisions(klartext, kept):
    _, out, _ = klartext("log", "list")
    assert "A. Beispiel  abgelehnt  r: zu hart" in out
    _, out, _ = klartext("log", "list", "--kind", "angenommen", "--json")
    assert [(row["kind"], row["final"]) for row in json.loads(out)] == [("accepted", None)], "no text unless asked"
    assert "Dazu ist keine" in klartext("log", "list", "--person", "Niemand")[1]


def test_log_stats_count_acceptance_per_rule(klartext, kept):
    (row,) = json.loads(klartext("log", "stats", "--json")[1])
    assert (row["rule"], row["accepted"], row["rejected"], row["acceptance"]) == ("r", 1, 1, 0.5)
    assert "50 % übernommen" in klartext("log", "stats")[1]


@pytest.mark.parametrize("ending", ["csv", "json"])
def test_log_export_writes_a_file(klartext, kept, tmp_path, ending):
    status, out, _ = klartext("log", "export", tmp_path / f"export.{ending}")
    assert status == 0
    assert "2 Entscheidungen" in out
    assert "A. Beispiel" in (tmp_path / f"export.{ending}").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("answer", "extra", "left"),
    [("n", [], 2), ("j", [], 0), (None, ["--yes"], 0)],
)
def test_log_purge_asks_first(klartext, kept, answers, answer, extra, left):
    answers(*([answer] if answer else []))
    assert klartext("log", "purge", "--all", *extra)[0] == 0
    assert len(json.loads(klartext("log", "list", "--json")[1])) == left


def test_log_purge_before_a_day_keeps_what_is_newer(klartext, kept):
    assert klartext("log", "purge", "--before", "2020-01-31", "--yes")[0] == 0
    assert len(json.loads(klartext("log", "list", "--json")[1])) == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [([], "KT-A10"), (["--all", "--before", "2020-01-31"], "KT-A10"), (["--before", "31.1.2020"], "KT-A11")],
)
def test_log_purge_wants_to_know_what(klartext, kept, arguments, code):
    status, _, err = klartext("log", "purge", *arguments)
    assert status == 2
    assert code in err


# --- rules, app -----------------------------------------------------------------------------------


def test_rules_list_names_every_rule(klartext):
    from klartext.ruleset import load_rules

    status, out, _ = klartext("rules", "list", "--json")
    assert status == 0
    assert [entry["id"] for entry in json.loads(out)] == [rule.id for rule in load_rules().rules]


def test_rules_list_of_one_category(klartext):
    status, out, _ = klartext("rules", "list", "--category", "passiv")
    assert status == 0
    rows = out.splitlines()[:-2]
    assert rows and all("passiv" in row for row in rows)


def test_rules_show_explains_one_rule_and_guesses_a_misspelt_one(klartext):
    from klartext.ruleset import load_rules

    name = load_rules().rules[0].id
    status, out, _ = klartext("rules", "show", name)
    assert status == 0
    assert "Quellen" in out
    status, _, err = klartext("rules", "show", name + "x")
    assert status == 2
    assert f"„{name}“" in err


def test_app_passes_its_address_on(klartext, monkeypatch):
    called = []
    monkeypatch.setattr("klartext.server.launch", lambda *a, **k: called.append((a, k)))
    assert klartext("app", "--port", "8123", "--no-browser")[0] == 0
    assert called == [(("127.0.0.1", 8123), {"open_browser": False, "model": None, "passwords": None})]


# --- start-up -------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["rules", "list"]], ids=" ".join)
def test_small_commands_do_not_load_the_page_or_the_model(arguments):
    code = (
        "import sys\nfrom klartext.cli import main\n"
        f"sys.argv = ['klartext', *{arguments!r}]\n"
        "try:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code, leaving.code\n"
        "print(*sorted({'gradio', 'onnxruntime', 'torch'} & {*sys.modules}), file=sys.stderr)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stderr.strip() == ""


def test_python_m_klartext_is_the_command():
    run = subprocess.run(
        [sys.executable, "-m", "klartext", "--version"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert run.stdout == "klartext 0.1.0\n"


def test_output_is_utf8_whatever_the_console_says():
    run = subprocess.run(
        [sys.executable, "-m", "klartext", "check", str(Path("fehlt.txt"))],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii", "PATH": "", "SYSTEMROOT": "C:\\Windows"},
    )
    assert run.returncode == 2
    assert "Abhilfe: Prüfen Sie" in run.stderr.decode("utf-8")


# --- with the real pipeline ------------------------------------------------------------------------


def test_check_of_the_sample_letter_keeps_the_contract():
    sample = Path(paths.__file__).parent / "page" / "beispielbrief.txt"
    run = subprocess.run(
        [sys.executable, "-m", "klartext", "check", str(sample), "--format", "json", "--fail-on", "1"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stderr) == (1, "")
    result = json.loads(run.stdout)
    text = result["text"]
    assert text == sample.read_bytes().decode("utf-8")
    placed = [*result["sentences"], *result["findings"], *result["protected"]]
    assert all(text[p["start"] : p["end"]] == p["text"] for p in placed)
    assert all(text[s["start"] : s["end"]] == s["original"] for s in result["suggestions"])
    known = {s["id"] for s in result["sentences"]}, {f["id"] for f in result["findings"]}
    assert all(s["sentence"] in known[0] and {*s["findings"]} <= known[1] for s in result["suggestions"])
    assert {f["category"] for f in result["findings"]} >= {"passiv", "nominalstil", "langer_satz"}


# --- log: figures and a second look -----------------------------------------------------------------


@pytest.fixture
def kept_with_text(klartext, answers, letter, tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_data_dir", lambda: tmp_path / "daten")
    (tmp_path / "klartext.toml").write_text("[speicher]\nan = true\nmit_text = true\ntage = 400\n", encoding="utf-8")
    assert decided(klartext, answers, letter, tmp_path / "neu.txt", "l", "zu hart", "s", "a", "s")[0] == 0


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_log_stats_in_every_format(klartext, kept, tmp_path, form):
    out = tmp_path / f"zahlen.{form}"
    assert klartext("log", "stats", "--format", form, "-o", out)[0] == 0
    told = out.read_text(encoding="utf-8")
    assert "zu hart" in told
    assert ("Fassungen" in told) == (form != "json")


def test_a_second_person_judges_blind_and_the_figures_say_so(klartext, kept_with_text, answers, tmp_path):
    form = tmp_path / "stichprobe.json"
    assert "2 Vorschläge" in klartext("log", "sample", "-o", form)[1]
    data = json.loads(form.read_text(encoding="utf-8"))
    assert "zu hart" not in form.read_text(encoding="utf-8")
    for row in data["stichprobe"]:
        row["urteil"] = "falsch"
    form.write_text(json.dumps(data), encoding="utf-8")
    assert "2 Urteile festgehalten" in klartext("log", "judge", "--form", form, "--person", "Dana")[1]
    assert "2 nicht: Darüber" in klartext("log", "judge", "--form", form, "--person", "A. Beispiel")[1]
    assert "nur jemand anders" in klartext("log", "sample", "-o", form, "--person", "A. Beispiel")[1]
    answers("x", "r", "", "f", "gut gemeint")
    out = klartext("log", "judge", "--person", "Cem")[1]
    assert "Bitte antworten Sie" in out
    assert "Alles beurteilt" in out
    assert "schon alles" in klartext("log", "judge", "--person", "Cem")[1]
    assert "Cem und Dana: 1 von 2 Urteilen gleich" in klartext("log", "stats")[1]


def test_without_text_there_is_nothing_to_judge(klartext, kept, tmp_path):
    assert "mit_text = true" in klartext("log", "sample", "-o", tmp_path / "s.csv")[1]
    assert "mit_text = true" in klartext("log", "judge", "--person", "Cem")[1]


def test_log_purge_expired_needs_a_period(klartext, kept):
    status, _, err = klartext("log", "purge", "--expired", "--yes")
    assert (status, "KT-A14" in err) == (2, True)


def test_log_purge_expired_keeps_what_is_new(klartext, kept_with_text):
    assert klartext("log", "purge", "--expired", "--yes")[0] == 0
    assert len(json.loads(klartext("log", "list", "--json")[1])) == 2


# --- purge -----------------------------------------------------------------------------------------


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_cache_dir", lambda: tmp_path / "cache")
    (tmp_path / "cache" / "modell").mkdir(parents=True)
    (tmp_path / "cache" / "modell" / "gewichte").write_bytes(b"0" * 2_000_000)
    return tmp_path / "cache"


def test_purge_shows_everything_and_deletes_nothing_with_dry_run(klartext, kept, cache):
    _, out, _ = klartext("purge", "--dry-run")
    assert str(kept.parent) in out
    assert "2,0 MB" in out
    assert kept.is_file()
    assert cache.is_dir()


def test_purge_offers_an_export_and_asks(klartext, kept, cache, answers, tmp_path):
    answers(str(tmp_path / "alles.json"), "n")
    assert "nichts gelöscht" in klartext("purge")[1]
    assert kept.is_file()
    assert len(json.loads((tmp_path / "alles.json").read_text(encoding="utf-8"))["decisions"]) == 2
    answers("", "j")
    assert "Gelöscht." in klartext("purge")[1]
    assert not kept.parent.exists()
    assert not cache.exists()
    assert "nichts gespeichert" in klartext("purge")[1]


def test_purge_keeps_everything_when_the_export_fails(klartext, kept, cache, tmp_path):
    status, _, err = klartext("purge", "--yes", "--export", tmp_path / "alles.docx")
    assert (status, "KT-S04" in err) == (2, True)
    assert kept.is_file()
