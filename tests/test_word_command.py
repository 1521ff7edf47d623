"""Word files through the command line: out of review and apply, to Word and back, and into other formats."""

import io
import json
import subprocess
import zipfile
from datetime import UTC, datetime

import pytest
from review_samples import analyse
from word_samples import LETTERS, NS, accept_all, reject_all, saved

from klartext import paths, word
from klartext.decisions import Review
from klartext.documents import read_bytes, read_path
from klartext.errors import WordError
from klartext.session import Klartext
from klartext.spans import apply_edits

CLOCK = lambda: datetime(2025, 3, 1, 12, 0, tzinfo=UTC)  # noqa: E731
PERSON = ("--person", "A. Muster")


class FakeKlartext:
    """Knows a few words, and remembers who acts."""

    def analyse(self, document, actor=""):
        FakeKlartext.actor = actor
        return analyse(document)

    def with_model(self, analysed):
        return analysed

    def review(self, analysed, actor=""):
        return Review(analysed, clock=CLOCK)


@pytest.fixture(autouse=True)
def _no_pipeline(monkeypatch, tmp_path):
    monkeypatch.setattr(Klartext, "load", classmethod(lambda cls, config=None, model="off": FakeKlartext()))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def letter(tmp_path):
    path = tmp_path / "brief.docx"
    path.write_bytes(saved(LETTERS["table"]()))
    return path


@pytest.fixture
def answers(monkeypatch):
    def give(*lines):
        left = iter(lines)
        monkeypatch.setattr("builtins.input", lambda question="": next(left))

    return give


def names(path):
    with zipfile.ZipFile(path) as package:
        return package.namelist()


def test_review_hands_out_the_word_file_with_tracked_changes(klartext, answers, letter, tmp_path):
    answers("a", "r", "", *"aaaaaaaa")
    before = read_path(letter).original
    status, out, err = klartext("review", letter, "-o", tmp_path / "neu.docx", *PERSON)
    assert (status, err) == (0, "")
    assert "Der Brief steht in" in out
    data = (tmp_path / "neu.docx").read_bytes()
    assert "word/comments.xml" in names(tmp_path / "neu.docx")
    (tmp_path / "alt.docx").write_bytes(reject_all(data))
    assert read_path(tmp_path / "alt.docx").original == before
    text = tmp_path / "neu.txt"
    kept = tmp_path / "neu.entscheidungen.json"
    assert klartext("apply", letter, "--decisions", kept, "-o", text)[0] == 0
    (tmp_path / "ja.docx").write_bytes(accept_all(data))
    assert read_path(tmp_path / "ja.docx").original == text.read_text(encoding="utf-8")


def test_apply_writes_tracked_and_clean_files_with_sources(klartext, answers, letter, tmp_path):
    answers(*"aaaaaaaaaa")
    klartext("review", letter, "-o", tmp_path / "neu.txt", *PERSON)
    kept = tmp_path / "neu.entscheidungen.json"
    recorded = json.loads(kept.read_text(encoding="utf-8"))
    recorded["decisions"][0]["rule"] = "passiv"
    kept.write_text(json.dumps(recorded), encoding="utf-8")
    assert klartext("apply", letter, "--decisions", kept, "-o", tmp_path / "a.docx")[0] == 0
    assert klartext("apply", letter, "--decisions", kept, "-o", tmp_path / "b.docx", "--clean")[0] == 0
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        comments = package.read("word/comments.xml").decode()
    assert "A. Muster" in comments and "Quelle: " in comments
    assert "word/comments.xml" not in names(tmp_path / "b.docx")
    assert read_path(tmp_path / "a.docx").original == read_path(tmp_path / "b.docx").original


def test_a_template_comes_back_as_document_or_template_with_tracked_changes(klartext, answers, letter, tmp_path):
    template = tmp_path / "vorlage.dotx"
    template.write_bytes(word.as_template(letter.read_bytes()))
    answers(*"aaaaaaaaaa")
    assert klartext("review", template, "-o", tmp_path / "neu.docx", *PERSON)[:1] == (0,)
    kept = tmp_path / "neu.entscheidungen.json"
    assert klartext("apply", template, "--decisions", kept, "-o", tmp_path / "neu.dotx")[0] == 0
    for name, kind in (("neu.docx", b"document.main+xml"), ("neu.dotx", b"template.main+xml")):
        with zipfile.ZipFile(tmp_path / name) as package:
            assert kind in package.read("[Content_Types].xml")
            assert b"<w:ins " in package.read("word/document.xml")
    (tmp_path / "alt.docx").write_bytes(reject_all((tmp_path / "neu.docx").read_bytes()))
    assert read_path(tmp_path / "alt.docx").original == read_path(template).original


def test_a_letter_that_was_no_word_file_becomes_a_plain_one_and_that_is_said(klartext, answers, tmp_path):
    letter = tmp_path / "brief.txt"
    letter.write_text("Sofern Sie Fragen haben, melden Sie sich umgehend bei uns.\n", encoding="utf-8")
    answers("a", "a")
    status, out, _ = klartext("review", letter, "-o", tmp_path / "neu.docx", *PERSON)
    assert status == 0
    assert "keine nachverfolgten Änderungen" in out
    assert read_path(tmp_path / "neu.docx").text == "Wenn Sie Fragen haben, melden Sie sich sofort bei uns."


def test_people_decide_in_word_and_their_decisions_come_back(klartext, letter, tmp_path):
    status, out, _ = klartext("word", "export", letter, "-o", tmp_path / "vor.docx", "--handelnde", "wir")
    assert status == 0 and "offene Vorschläge, 0 Entscheidungen" in out
    (tmp_path / "zurueck.docx").write_bytes(accept_all((tmp_path / "vor.docx").read_bytes()))
    back = ("word", "read", tmp_path / "zurueck.docx", "--letter", letter)
    status, out, _ = klartext(*back, "--reviewer", "B. Beispiel", "-o", tmp_path / "e.json", "--protocol", "p.html")
    assert status == 0 and "8 angenommen" in out
    assert FakeKlartext.actor == "wir"
    assert "B. Beispiel" in (tmp_path / "p.html").read_text(encoding="utf-8")
    assert klartext("apply", letter, "--decisions", tmp_path / "e.json", "-o", tmp_path / "neu.docx")[0] == 0
    accepted = read_path(tmp_path / "zurueck.docx").original
    assert read_path(tmp_path / "neu.docx").original == accepted
    assert klartext("apply", letter, "--decisions", tmp_path / "e.json", "-o", tmp_path / "neu.txt")[0] == 0
    assert (tmp_path / "neu.txt").read_text(encoding="utf-8") == accepted


def test_reading_back_says_what_is_open_and_what_was_decided_before(klartext, answers, letter, tmp_path):
    answers("a", *"ssssssss")
    klartext("review", letter, "-o", tmp_path / "neu.docx", *PERSON)
    kept = tmp_path / "neu.entscheidungen.json"
    assert klartext("word", "export", letter, "-o", tmp_path / "vor.docx", "--decisions", kept)[0] == 0
    arguments = (
        "word",
        "read",
        tmp_path / "vor.docx",
        "--letter",
        letter,
        "--reviewer",
        "B",
        "-o",
        tmp_path / "e.json",
    )
    status, out, _ = klartext(*arguments)
    assert status == 0 and "7 in Word noch offen, 1 schon vorher entschieden" in out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("word", "export", "brief.docx", "-o", "neu.txt"), "KT-A12"),
        (("word", "export", "brief.docx", "-o", "brief.docx"), "KT-A03"),
        (("word", "export", "brief.txt", "-o", "neu.docx"), "KT-A13"),
        (("word", "read", "brief.docx", "--letter", "brief.docx", "--reviewer", "B", "-o", "e.json"), "KT-O02"),
        (("word", "read", "brief.txt", "--letter", "brief.docx", "--reviewer", "B", "-o", "e.json"), "KT-E08"),
    ],
)
def test_what_cannot_work_is_said_with_a_code(klartext, letter, tmp_path, arguments, code):
    (tmp_path / "brief.txt").write_text("Sofern Sie Fragen haben, melden Sie sich.", encoding="utf-8")
    status, _, err = klartext(*arguments)
    assert status == 2
    assert code in err and "Abhilfe" in err


# --- LibreOffice ----------------------------------------------------------------------------------------------------

with_office = pytest.mark.skipif(paths.office_program() is None, reason="LibreOffice fehlt")


def test_without_libreoffice_a_pdf_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr("klartext.word.office.office_program", lambda: None)
    with pytest.raises(WordError, match=r"KT-O05.*LibreOffice") as problem:
        word.convert(saved(LETTERS["plain"]()), "pdf")
    assert ".docx" in problem.value.remedy


def test_when_libreoffice_fails_that_is_said(monkeypatch):
    monkeypatch.setattr("klartext.word.office.office_program", lambda: "/nirgends/soffice")
    with pytest.raises(WordError, match="KT-O06"):
        word.convert(saved(LETTERS["plain"]()), "pdf")


@with_office
def test_the_released_letter_becomes_a_pdf_without_marks_and_an_odt_with_them(klartext, answers, letter, tmp_path):
    answers(*"aaaaaaaaaa")
    assert klartext("review", letter, "-o", tmp_path / "neu.pdf", *PERSON)[0] == 0
    text = read_path(tmp_path / "neu.pdf").text
    assert "nur" in text and "lediglich" not in text
    kept = tmp_path / "neu.entscheidungen.json"
    assert klartext("apply", letter, "--decisions", kept, "-o", tmp_path / "neu.odt")[0] == 0
    with zipfile.ZipFile(tmp_path / "neu.odt") as package:
        content = package.read("content.xml").decode()
    assert content.count("<text:changed-region") == 16
    assert "A. Muster" in content and "Warum: Kürzer." in content


def test_nothing_outside_is_fetched_for_a_conversion(monkeypatch):
    seen = {}
    monkeypatch.setattr("klartext.word.office.office_program", lambda: "soffice")
    monkeypatch.setattr("klartext.word.office._run", lambda program, data, *_: seen.setdefault("data", data))
    document = LETTERS["hyperlink"]()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    document.part.relate_to("https://boese.example/bild.png", kind, is_external=True)
    word.convert(saved(document), "pdf")
    with zipfile.ZipFile(io.BytesIO(seen["data"])) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert "boese.example" not in relations
    assert "https://amt.example" in relations


@pytest.fixture(scope="module")
def by_libreoffice(tmp_path_factory):
    """Return the sample letters as LibreOffice writes them."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for name, make in LETTERS.items():
        (folder / f"{name}.docx").write_bytes(saved(make()))
    subprocess.run(
        [
            paths.office_program(), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "neu"),
            *map(str, sorted(folder.glob("*.docx"))),
        ],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return {path.stem: path.read_bytes() for path in (folder / "neu").glob("*.docx")}


@with_office
@pytest.mark.parametrize("name", LETTERS)
def test_files_of_libreoffice_take_changes_too(by_libreoffice, name):
    data = by_libreoffice[name]
    document = read_bytes(data, "brief.docx")
    review = Review(analyse(document), clock=CLOCK)
    for suggestion in review.open_suggestions:
        review = review.accept(suggestion.id, "A. Muster")
    written = word.tracked(data, review)
    assert written.made

    def ours(revision):
        return revision.get(NS + "author") == "A. Muster"

    expected = apply_edits(document.original, [c.edit for c in written.made])
    assert read_bytes(accept_all(written.data, ours), "x.docx").original == expected
    assert read_bytes(reject_all(written.data, ours), "x.docx").original == document.original
