"""The transparency document and the explanation of one suggestion."""

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from loaded import checker
from pypdf import PdfReader

from klartext import paths
from klartext.config import Config
from klartext.decisions import to_dict
from klartext.doctor import trained_files
from klartext.documents import read_text
from klartext.errors import DecisionError
from klartext.proof import explanation, explanation_page, sheet
from klartext.proof.inventory import Inventory, measurements, take_stock
from klartext.proof.paper import Bullets, Grid, Section, to_html, to_markdown
from klartext.proof.transparency import CONTACTS, FILL_IN, sections
from klartext.proof.tree import RELATION_NAMES, Branch, drawing, outline
from klartext.records import Versions
from klartext.store import open_store

DAY = date(2026, 3, 1)
LETTER = """Sehr geehrte Frau Nowak,

unter Bezugnahme auf Ihr Schreiben wird Ihnen mitgeteilt, dass die Nachweise bis zum 31.01.2026 vorzulegen sind.
Nach Prüfung der Unterlagen wird die Zahlung von 897,00 EUR von der Stadtkasse eingestellt. Bei Nichtzahlung
muss mit der Einleitung von Vollstreckungsmaßnahmen gerechnet werden. Der Betrag ist nach § 5 Abs. 1 UVG zu zahlen.
Sie können uns anrufen, wenn Sie Fragen haben. Wir helfen Ihnen gerne weiter und beraten Sie auch vor Ort.

Mit freundlichen Grüßen
"""


@pytest.fixture(scope="module")
def klartext():
    return checker()


@pytest.fixture(scope="module")
def analysis(klartext):
    return klartext.analyse(read_text(LETTER, "brief.txt"))


@pytest.fixture(scope="module")
def chosen(analysis):
    """The suggestion with the most steps of grammar."""
    return max(analysis.suggestions, key=lambda s: len(s.proposal.steps))


@pytest.fixture(scope="module")
def stock():
    return take_stock(Config())


def written(stock, config=None):
    return to_markdown("Titel", sections(stock, config or Config(), DAY))


def test_the_document_names_versions_checksums_licences_and_figures(stock):
    text = written(stock)
    listed = yaml.safe_load(paths.manifest_file().read_text(encoding="utf-8"))["de_klartext"]
    for told in listed.values():
        assert str(told["sha256"]) in text
    assert stock.parts[2].checksum.startswith("sha256:")
    assert stock.parts[2].checksum in text
    assert "CC BY-SA 4.0" in text
    assert "| NEIN |" not in text
    result = json.loads((paths.results_dir() / "abdeckung.json").read_text(encoding="utf-8"))
    assert result["titel"] in text
    assert text.count(FILL_IN.replace("_", r"\_")) == len(CONTACTS)


def test_a_changed_file_of_the_language_analysis_is_named(tmp_path):
    for name in ("meta.json", "labels.json"):
        (tmp_path / name).write_text("anders", encoding="utf-8")
    found = {f.name: f.intact for f in trained_files(folder=tmp_path)}
    assert found["meta.json"] is False
    assert "NEIN" in written(Inventory((), trained_files(folder=tmp_path), ()))


def test_what_is_missing_is_said_and_not_left_out(tmp_path):
    assert trained_files(tmp_path / "fehlt.yaml") == ()
    text = written(Inventory((), (), measurements(tmp_path)))
    for told in ("keine Messergebnisse", "liegt in dieser Installation keine Messung", "Liste der Herkunft"):
        assert told in text


def test_measured_values_are_written_the_german_way(tmp_path):
    result = {"titel": "T", "befehl": "python x.py", "stand": "2026-01-31", "werte": [["F1", "0.93", "≥ 0.75"]]}
    (tmp_path / "x.json").write_text(json.dumps(result), encoding="utf-8")
    assert measurements(tmp_path)[0].values == (("F1", "0,93", "≥ 0,75"),)


@pytest.mark.parametrize(
    ("config", "told"),
    [
        (Config(), "Der Speicher ist ausgeschaltet"),
        (Config(store_on=True), "ohne Wortlaut der Briefe, ohne festgelegte Frist"),
        (
            Config(store_on=True, store_text=True, store_days=90),
            "mit dem Wortlaut der geänderten Stellen, höchstens 90",
        ),
        (Config(store_on=True, store_url="postgresql://x/y"), "PostgreSQL"),
    ],
)
def test_it_says_what_this_house_keeps(stock, config, told):
    assert told in written(stock, config)


@given(st.text(max_size=30))
def test_no_text_breaks_out_of_the_page_or_of_a_table(text):
    document = [Section(text, (text, Bullets((text,)), Grid(("a", "b"), ((text, text),))))]
    page = to_html("T", document)
    assert page.count("<td>") == 1
    assert len(re.findall(r"<script|<img", page)) == 0
    table = to_markdown("T", [Section("S", (Grid(("a", "b"), (("x", text.replace("\n", " ")),)),))]).splitlines()
    assert len(re.findall(r"(?<!\\)\|", table[6])) == 3 if len(table) == 7 else True


def test_the_explanation_holds_everything_that_led_there(klartext, analysis, chosen):
    told = explanation.explain(klartext, analysis, chosen.id)
    page = explanation_page.to_html(told)
    assert "<svg" in page
    assert told.rule is not None
    assert told.rule.id in page
    assert analysis.versions.rules in page
    assert told.rivals
    assert all(f"Vorschlag {s.id}" in page for s in told.rivals)
    assert all(s.proposal.span.overlaps(chosen.proposal.span) for s in told.rivals)
    assert chosen.proposal.replacement in told.after
    assert len(told.examined) == len(chosen.checks)
    assert "http://" not in page.replace("http://www.w3.org", "")
    before, after = told.index
    assert before.klartext_index is not None
    assert after.klartext_index is not None
    assert after.klartext_index != before.klartext_index


def test_checks_come_with_what_they_counted(klartext, analysis):
    place = analysis.letter.text.index("897,00")
    inside = {s.id for s in analysis.sentences if s.span.start <= place < s.span.end}
    suggestion = next(s for s in analysis.suggestions if s.proposal.sentence in inside)
    told = explanation.explain(klartext, analysis, suggestion.id)
    amounts = next(e for e in told.examined if e.check.name == "betraege")
    assert amounts.before
    assert amounts.before == amounts.after


def test_what_the_guard_held_back_is_shown_with_its_reason(klartext, analysis, chosen):
    told = explanation.explain(klartext, analysis, chosen.id)
    refused = replace(told, held_back=(_held(chosen),))
    assert "Betrag 5 fehlt" in explanation_page.body(refused)


def _held(suggestion):
    from klartext.records import Check, HeldBack

    return HeldBack(suggestion.proposal, (Check("stelle", True), Check("betraege", False, "Betrag 5 fehlt")))


def test_the_same_letter_gives_the_same_page_again(klartext, analysis, chosen):
    again = klartext.analyse(read_text(LETTER, "brief.txt"))
    first = explanation_page.to_html(explanation.explain(klartext, analysis, chosen.id))
    assert explanation_page.to_html(explanation.explain(klartext, again, chosen.id)) == first
    assert drawing(klartext.memory("Wir helfen.")) == drawing(klartext.memory("Wir helfen."))


def test_every_relation_has_a_german_name_and_the_outline_tells_every_word(klartext):
    labels = json.loads((paths.pipeline_dir() / "labels.json").read_text(encoding="utf-8"))
    assert {name for name in labels["deprels"] if name not in RELATION_NAMES} <= {"root", "punct"}
    doc = klartext.memory("Die Behörde prüft, ob der Antrag vollständig ist.")
    told = outline(doc)
    assert sorted(b.word for b in told) == sorted(t.text for t in doc if not t.is_punct)
    assert told[0] == Branch(0, "prüft", "Verb")


@pytest.mark.skipif(paths.office_program() is None, reason="LibreOffice fehlt (Debian: apt-get install libreoffice)")
def test_the_pdf_is_one_sheet_of_a4(klartext, analysis, chosen):
    told = explanation.explain(klartext, analysis, chosen.id)
    pages = PdfReader(BytesIO(explanation_page.to_pdf(told))).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    text = pages[0].extract_text()
    for wanted in ("Zum Wiederholen", "Prüfung vor dem Zeigen", "keine Entscheidung festgehalten"):
        assert wanted in text


def test_the_more_there_is_to_tell_the_smaller_are_the_letters():
    parts = [sheet.Part("Titel", "<p>Ein Satz von einiger Länge, der gelesen wird.</p>" * n) for n in (5, 150, 400)]
    sizes = [sheet._fitting([part]) for part in parts]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[2]
    assert f"font-size:{sizes[1]:.2f}pt" in sheet.style([parts[1]])


def test_a_suggestion_that_is_not_there_is_refused_with_those_that_are(analysis):
    with pytest.raises(DecisionError) as refused:
        explanation.suggestion_of(analysis, "g999")
    assert refused.value.code == "KT-D15"
    assert analysis.suggestions[0].id in refused.value.remedy


def test_the_decision_is_found_in_a_file_and_in_the_store(klartext, analysis, chosen, tmp_path):
    review = klartext.review(analysis).reject(chosen.id, "A. Muster", "zu lang")
    from_file = explanation.ruling_in_log(analysis, chosen, review.log)
    assert from_file is not None
    assert (from_file.kind, from_file.person, from_file.reason) == ("rejected", "A. Muster", "zu lang")
    assert to_dict(review)["decisions"]
    with open_store(tmp_path / "klartext.db") as store:
        store.record(review)
        recorded = store.list_decisions()
    kept = explanation.ruling_in_store(analysis, chosen, recorded)
    assert kept is not None
    assert kept.person == "A. Muster"
    assert kept.versions == analysis.versions
    page = explanation_page.body(explanation.explain(klartext, analysis, chosen.id, kept))
    assert "A. Muster" in page
    assert "anderen Fassung" not in page
    other = next(s for s in analysis.suggestions if s.proposal.span != chosen.proposal.span)
    assert explanation.ruling_in_store(analysis, other, recorded) is None


def test_a_decision_of_another_version_says_so(klartext, analysis, chosen):
    old = explanation.Ruling(
        "accepted", "A. Muster", datetime(2026, 1, 1, tzinfo=UTC), None, None, Versions("0.0.1", "p", "r")
    )
    assert "anderen Fassung" in explanation_page.body(explanation.explain(klartext, analysis, chosen.id, old))


def test_both_commands_write_their_files(tmp_path, capsys):
    from klartext.cli import main

    letter = tmp_path / "brief.txt"
    letter.write_text(LETTER, encoding="utf-8")

    def run(*arguments):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        return left.value.code, capsys.readouterr()

    assert run("transparency", "-o", str(tmp_path / "neu"))[0] == 0
    assert {p.name for p in (tmp_path / "neu").iterdir()} == {"transparenz.md", "transparenz.html"}
    assert run("explain", str(letter), "--suggestion", "g1", "-o", str(tmp_path / "g1.html"))[0] == 0
    assert "keine Entscheidung festgehalten" in (tmp_path / "g1.html").read_text(encoding="utf-8")
    status, told = run("explain", str(letter), "--suggestion", "g1", "-o", str(tmp_path / "g1.doc"))
    assert (status, "KT-A16" in told.err) == (2, True)


def test_without_libreoffice_a_pdf_is_refused_in_german(monkeypatch):
    from klartext.errors import WordError
    from klartext.word import office

    monkeypatch.setattr(office, "office_program", lambda: None)
    with pytest.raises(WordError, match="KT-O05"):
        office.printed("<p>Text</p>")
