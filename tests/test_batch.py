import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from analysis_samples import ORIGINAL, analysis

from klartext.batch import Gate, Order, Plan, Recipe, Work, files_of, letters, other_files, write_all
from klartext.batch.analysing import record_of
from klartext.batch.cluster import require_ray
from klartext.batch.difference import compare
from klartext.batch.figures import Summary, row_of
from klartext.batch.repeats import Repeats, words_of
from klartext.batch.tasks import Result, crash, key_of, pack, unpack
from klartext.batch.webreport.repeated import MOST_VARIANTS, repeated
from klartext.batch.webreport.report import Report
from klartext.config import Config, Limits, ModelServer
from klartext.errors import ConfigError, InputError
from klartext.records import Checklist, ChecklistPart, ChecklistPoint
from klartext.spreadsheet import safe_cell

RECORD = record_of(analysis())


def with_answers(**states):
    """Return a record whose content checklist has these states."""
    points = tuple(
        ChecklistPoint(name, f"Frage {name}?", state, (), "", "", (), (ChecklistPart("sitz", "ihr Sitz"),))
        for name, state in states.items()
    )
    return record_of(replace(analysis(), checklist=Checklist("bescheid", "Bescheid", points)))


BROKEN = {"error": {"code": "KT-E09", "what": "Die Datei hat keine Textebene.", "remedy": "Hilft."}}


def filled(folder: Path, records, version="neu"):
    work = Work(folder)
    for position, (source, record) in enumerate(records.items()):
        work.keep(Result(source, pack(record)))
        work.place(version, position, source, source)
    return work


def order(*files, shown=500, compared=False, gate=None):
    return Order(files, "vorlagen", {".doc": 1}, shown, compared, gate or Gate())


@pytest.mark.parametrize(
    ("config", "model", "engine", "processes"),
    [
        (Config(), None, "local", 3),
        (Config(), "off", "local", 3),
        (Config(), "/modelle/eigenes", "local", 1),
        (Config(), "/modelle/eigenes", "ray", 3),
        (Config(model_on=True, model_folder=Path("/modelle/eigenes")), None, "local", 1),
        (Config(model_on=True, model_folder=Path("/modelle/eigenes")), "off", "local", 3),
        (Config(model_on=True, model_server=ModelServer(False, "127.0.0.1", 8080, "/v1", "m")), None, "local", 3),
    ],
)
def test_a_language_model_is_loaded_once_on_a_machine(config, model, engine, processes):
    plan = Plan(Path(), None, Recipe(config, model), jobs=3, engine=engine)
    assert plan.processes == processes


def test_a_record_says_nothing_of_where_the_letter_lies():
    assert "source" not in RECORD
    assert unpack(pack(RECORD)) == RECORD
    assert next(ORIGINAL[a:b] for a, b in RECORD["blocks"]) == "Betreff: Ihr Antrag"


def test_row_counts_findings_by_severity_and_category():
    row = row_of("a.txt", RECORD)
    assert (row.findings, row.severities) == (4, {1: 1, 2: 2, 3: 1})
    assert row.categories == {"amtswort": 1, "passiv": 1, "langer_satz": 1, "modaler_infinitiv": 1}
    assert (row.suggestions, row.held_back) == (4, 2)
    assert row.scores == analysis().scores


def test_summary_leaves_unreadable_letters_out_and_keeps_the_worst():
    summary = Summary(worst=1)
    easy = {**RECORD, "scores": {**RECORD["scores"], "klartext_index": 80.0}}
    for source, record in (("gut", easy), ("kaputt", BROKEN), ("schlecht", RECORD)):
        summary.add(row_of(source, record), record)
    sums = summary.totals()
    assert (sums["letters"], sums["unreadable"], sums["findings"], sums["rejected"]) == (3, 1, 8, 4)
    assert [row.source for row in summary.worst()] == ["schlecht"]
    assert summary.rules["amtswort-seitens"].letters == 2


def test_summary_says_how_most_findings_of_a_rule_weigh_and_which_letters_have_notes():
    summary = Summary(worst=1)
    first, *_ = RECORD["findings"]
    findings = [{**first, "severity": level} for level in (3, 2, 2)]
    for source, notes in (("a", []), ("b", ["Der Text ist sehr lang."])):
        record = {**RECORD, "findings": findings, "notes": notes}
        summary.add(row_of(source, record), record)
    use = summary.rules[first["rule"]]
    assert (use.findings, use.usual_severity, use.severities[3]) == (6, 2, 2)
    assert summary.noted == ["b"]


def test_keys_part_content_kind_and_versions():
    keys = {key_of(d, s, b) for d in ("1", "2") for s in (".txt", ".docx") for b in (b"a", b"b")}
    assert len(keys) == 8


def test_digest_changes_with_the_settings_and_not_with_their_place(tmp_path):
    plain, moved = Recipe(Config()), Recipe(Config(path=tmp_path / "klartext.toml"))
    assert plain.digest() == moved.digest() != Recipe(Config(rules_off=("passiv",))).digest()


def test_work_keeps_results_over_the_end_of_a_run_but_no_crashes(tmp_path):
    with Work(tmp_path / "arbeit") as work:
        work.keep(Result("fertig", pack(RECORD)))
        work.keep(crash("gescheitert"))
    with Work(tmp_path / "arbeit") as work:
        assert work.has("fertig")
        assert not work.has("gescheitert")
        work.remove()
    assert not (tmp_path / "arbeit").exists()


@pytest.mark.parametrize("text", ["=1+1", "+49", "-1", "@x", "\tx", " =x", "＝x", "\u00a0=x", " \n@x"])
def test_cells_that_a_spreadsheet_would_run_are_text(text):
    assert safe_cell(text) == f"'{text}"
    assert safe_cell("Antrag = gut") == "Antrag = gut"


def test_tables_open_in_a_german_spreadsheet(tmp_path):
    work = filled(tmp_path / "a", {"=HYPERLINK(1).txt": RECORD, "kaputt.pdf": BROKEN})
    write_all(order(tmp_path / "briefe.csv", tmp_path / "befunde.csv"), work)
    text = (tmp_path / "briefe.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff")), delimiter=";"))
    assert rows[0]["Brief"].startswith("'=")
    assert (rows[0]["Klartext-Index"], rows[0]["passiv"]) == ("-3,50", "1")
    assert rows[1]["Fehler"].startswith("KT-E09")
    assert (tmp_path / "befunde.csv").read_text(encoding="utf-8").count("\n") == 5
    assert not list(tmp_path.glob("*.teil"))


def test_a_report_that_cannot_be_finished_leaves_no_half_file(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("klartext.batch.outputs.letter_row", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_all(order(tmp_path / "briefe.csv"), filled(tmp_path / "a", {"a.txt": RECORD}))
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_parquet_holds_the_same_rows(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow (Extra batch) ist nicht installiert")
    write_all(order(tmp_path / "briefe.parquet"), filled(tmp_path / "a", {"a.txt": RECORD, "k.pdf": BROKEN}))
    (first, second) = parquet.read_table(tmp_path / "briefe.parquet").to_pylist()
    assert (first["Brief"], first["Klartext-Index"], first["passiv"]) == ("a.txt", -3.5, 1)
    assert second["Befunde"] is None


def test_formats_for_pipelines_name_every_letter(tmp_path):
    files = [tmp_path / f"b{suffix}" for suffix in (".json", ".sarif", ".xml", ".jsonl")]
    gate = Gate(3, Limits(index=40))
    outcome = write_all(order(*files, gate=gate), filled(tmp_path / "a", {"a.txt": RECORD, "k.pdf": BROKEN}))
    assert [len(why) for why in outcome.failures.values()] == [2]
    data = json.loads(files[0].read_text(encoding="utf-8"))
    assert [row["source"] for row in data["letters"]] == ["a.txt", "k.pdf"]
    run = json.loads(files[1].read_text(encoding="utf-8"))["runs"][0]
    assert len(run["results"]) == 4
    suite = ElementTree.fromstring(files[2].read_text(encoding="utf-8"))
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("2", "1", "1")
    lines = [json.loads(line) for line in files[3].read_text(encoding="utf-8").splitlines()]
    assert lines[0]["location"]["range"]["start"] == {"line": 3, "column": 1}


def test_page_is_whole_escapes_names_and_shows_placeholders(tmp_path):
    slot = {"kind": "platzhalter", "start": 0, "end": 7, "text": "Betreff"}
    evil = {**RECORD, "protected": [slot]}
    write_all(order(tmp_path / "b.html"), filled(tmp_path / "a", {"<b>.txt": evil, "kaputt.pdf": BROKEN}))
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;.txt" in page
    assert "<b>.txt" not in page
    assert '<span class="platz" title="Platzhalter: bleibt unverändert">Betreff</span>' in page
    assert "keine Textebene" in page
    assert "default-src &#x27;none&#x27;" in page
    assert "1 × .doc" in page


def test_page_shows_the_worst_and_says_how_many_are_left(tmp_path):
    work = filled(tmp_path / "a", {f"{n}.txt": RECORD for n in range(4)})
    write_all(order(tmp_path / "b.html", shown=2), work)
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert page.count('<details class="brief"') == 2
    assert "2 weitere" in page


def test_compare_names_findings_that_came_and_went():
    fewer = {**RECORD, "findings": RECORD["findings"][:1]}
    fewer = {**fewer, "scores": {**RECORD["scores"], "klartext_index": 10.0}}
    better, worse = compare("a", RECORD, fewer), compare("a", fewer, RECORD)
    assert (better.verdict, better.findings, better.index) == ("besser", -3, 13.5)
    assert (len(better.gone), len(better.new)) == (3, 0)
    assert (worse.verdict, len(worse.new)) == ("schlechter", 3)
    assert compare("a", RECORD, RECORD).verdict == "gleich"
    assert compare("a", None, RECORD).verdict == "neu"
    assert compare("a", RECORD, BROKEN).verdict == "nicht vergleichbar"


def _paragraph(text, finding="Seitens"):
    start = text.index(finding)
    found = {**RECORD["findings"][0], "start": start, "end": start + len(finding), "text": finding}
    return {"text": text, "blocks": [[0, len(text)]], "findings": [found], "suggestions": [], "sentences": [],
            "protected": []}  # fmt: skip


def test_paragraphs_in_several_letters_are_found_though_words_and_figures_differ():
    one = "Seitens der Behörde wird um Übersendung der Unterlagen bis zum 3. Mai gebeten, sonst folgt die Ablehnung."
    like = one.replace("3. Mai", "17. Mai").replace("Unterlagen", "Nachweise")
    other = "Seitens des Amtes besteht kein Einwand gegen die geplante Nutzung des Grundstücks als Garten."
    repeats = Repeats()
    for source, text in (("a", one), ("b", one), ("c", like), ("d", other)):
        repeats.add(source, _paragraph(text))
    (found,) = repeats.found()
    assert found.sources == ("a", "b", "c")
    assert (found.passage.sources, found.gain) == (["a", "b"], 3)


def test_more_paragraphs_than_fit_are_left_out_and_it_says_so():
    repeats = Repeats(most=1)
    for number, word in enumerate(("eins", "zwei")):
        repeats.add(str(number), _paragraph(f"Seitens der Behörde {word} wird um Übersendung der Unterlagen gebeten."))
    assert not repeats.complete


def test_words_of_a_paragraph_have_blanks_for_placeholders_and_figures():
    assert words_of("Am {{datum}} um 10 Uhr", 0, 22, [(3, 12)]) == ["am", "_", "um", "0", "uhr"]


@pytest.mark.parametrize("name", ["bericht.docx", "bericht.csv.bak"])
def test_unknown_report_ending_is_refused(name):
    with pytest.raises(InputError, match="KT-B02"):
        files_of([Path(name)])


def test_a_report_without_an_ending_is_a_folder(tmp_path):
    assert tmp_path / "alles" / "bericht.html" in files_of([tmp_path / "alles"])


def test_letters_are_found_in_subfolders_and_lock_files_are_not(tmp_path):
    (tmp_path / "unter").mkdir()
    for name in ("b.TXT", "unter/a.docx", "~$b.docx", ".versteckt.txt", "bild.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [p.relative_to(tmp_path).as_posix() for p in letters(tmp_path)] == ["b.TXT", "unter/a.docx"]
    assert other_files(tmp_path) == {".png": 1}


@pytest.mark.parametrize("folder", ["", "gibt-es-nicht"])
def test_a_folder_without_letters_is_an_error(tmp_path, folder):
    with pytest.raises(InputError, match="KT-B01"):
        letters(tmp_path / folder)


def test_without_ray_the_error_names_the_command(monkeypatch):
    monkeypatch.setattr("importlib.import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    with pytest.raises(ConfigError, match=r"klartext\[cluster\]"):
        require_ray()


LACKS = with_answers(frist="fehlt", kontakt="gefunden", rechtsbehelf="unvollstaendig")
ANSWERS = with_answers(frist="gefunden", kontakt="gefunden", rechtsbehelf="entfaellt")


def test_summary_counts_what_letters_leave_open():
    summary = Summary(worst=5)
    for source, record in (("a", LACKS), ("b", ANSWERS), ("ohne", RECORD), ("kaputt", BROKEN)):
        summary.add(row_of(source, record), record)
    assert (summary.readable, summary.questioned, summary.lacking) == (3, 2, 1)
    assert (summary.answers["frist"].open, summary.answers["frist"].needed) == (1, 2)
    assert (summary.answers["rechtsbehelf"].needed, summary.answers["rechtsbehelf"].parts) == (1, {"ihr Sitz": 1})
    assert summary.answers["rechtsbehelf"].lacking == ["a"]
    assert summary.totals()["checklist"]["frist"] == {"fehlt": 1, "gefunden": 1}


def test_page_and_table_say_what_is_open(tmp_path):
    work = filled(tmp_path / "a", {"a.txt": LACKS, "b.txt": ANSWERS, "kaputt.pdf": BROKEN, "leer.txt": RECORD})
    write_all(order(tmp_path / "b.html", tmp_path / "briefe.csv"), work)
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "Nicht gezählt: 1 Brief ohne Fließtext." in page
    assert "1 von 2 Briefen lassen mindestens eine nötige Antwort" in page
    assert "Nur teilweise da, es fehlt: ihr Sitz (1-mal)" in page
    assert '<option value="fehlt-frist">Frist</option>' in page
    assert "fehlt-frist fehlt-rechtsbehelf" in page
    text = (tmp_path / "briefe.csv").read_text(encoding="utf-8").lstrip("\ufeff")
    first, second, third, _ = csv.DictReader(io.StringIO(text), delimiter=";")
    assert (first["Gelesen als"], first["Inhalt: Frist"]) == ("Bescheid", "fehlt")
    assert (second["Inhalt: Rechtsbehelf"], third["Inhalt: Frist"]) == ("nicht nötig", "")


def page_of(folder: Path, records) -> str:
    write_all(order(folder / "b.html"), filled(folder / "a", records))
    return (folder / "b.html").read_text(encoding="utf-8")


def test_one_letter_and_several_are_named_as_german_names_them(tmp_path):
    page = page_of(tmp_path, {"a.txt": {**RECORD, "notes": ["Der Text ist sehr lang."]}})
    assert "-mal in 1 Brief." in page and "<small>in 1 Brief</small>" in page
    assert "Zu diesen Briefen gibt es eine Anmerkung" in page


def test_page_says_how_many_wordings_of_a_paragraph_it_leaves_out(tmp_path):
    text = "Seitens der Behörde wird um Übersendung der Unterlagen gebeten, sonst folgt {} die Ablehnung des Antrags."
    words = ("bald", "dann", "leider", "stets", "wohl", "danach", "morgen", "sofort", "sicher")
    like = {f"{word}.txt": {**RECORD, **_paragraph(text.format(word))} for word in words}
    page = page_of(tmp_path, like)
    shown = page.partition("Die fast gleichen Fassungen")[2].partition("</details>")[0]
    assert shown.count("<li>") == MOST_VARIANTS
    assert f"Dazu {len(words) - 1 - MOST_VARIANTS} seltenere." in shown


def test_page_says_that_not_all_paragraphs_were_compared_even_where_none_repeats(tmp_path):
    report = Report("vorlagen", {}, Summary(1), Repeats(most=0), (), {}, compared=False)
    report.repeats.add("a", _paragraph("Seitens der Behörde wird um Übersendung der Unterlagen gebeten."))
    assert "nur die ersten wurden verglichen" in repeated(report, [], {}, report.repeats)


def test_compare_names_questions_that_were_opened_and_answered():
    assert compare("a", LACKS, ANSWERS).answered == ([], ["frist", "rechtsbehelf"])
    assert compare("a", ANSWERS, LACKS).verdict == "schlechter"
