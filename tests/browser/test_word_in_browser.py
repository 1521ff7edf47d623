"""A Word file goes through the page and comes back as a Word file, and decisions made in Word come back, too."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from page_driver import Page
from word_samples import accept_all

from klartext.documents import read_bytes

SENTENCES = (
    "Sehr geehrte Frau Muster,",
    "der Antrag wurde seitens der Behörde geprüft.",
    "Die Nachweise sind bis zum 3. Mai 2025 vorzulegen.",
    "Rückfragen können Sie fernmündlich stellen.",
)


def letter(folder: Path) -> Path:
    document = docx.Document()
    for sentence in SENTENCES:
        document.add_paragraph(sentence)
    path = folder / "bescheid.docx"
    document.save(str(path))
    return path


def downloaded(page: Page, box: str, name: str) -> bytes:
    page.click(f"{box} .kt-laden[download='{name}']")
    return page.downloaded(name).read_bytes()


def begin(page: Page, tmp_path: Path) -> str:
    page.upload(letter(tmp_path))
    page.message("„bescheid.docx“ ist eingelesen")
    page.click("#kt-pruefen")
    page.see(".kt-annehmen")
    page.type("#kt-name :is(input, textarea)", "Erika Muster")
    return page.open_suggestions()[0]


def test_a_word_file_comes_back_with_what_was_accepted(page: Page, tmp_path: Path):
    first = begin(page, tmp_path)
    page.click(f"{page.field(first)} .kt-annehmen")
    page.state(first, "accepted")
    page.click("#kt-freigeben")
    page.see("#kt-dateien .kt-laden")
    released = downloaded(page, "#kt-dateien", "bescheid-freigegeben.txt").decode("utf-8")
    marked = downloaded(page, "#kt-dateien", "bescheid-aenderungen.docx")
    clean = downloaded(page, "#kt-dateien", "bescheid-freigegeben.docx")
    assert released != read_bytes((tmp_path / "bescheid.docx").read_bytes(), "bescheid.docx").original
    assert read_bytes(accept_all(marked), "bescheid.docx").original == released
    assert read_bytes(clean, "bescheid.docx").original == released
    assert "Erika Muster" in page.text(f"#karte-{first}")


def test_decisions_made_in_word_come_back(page: Page, tmp_path: Path):
    first = begin(page, tmp_path)
    page.click("#kt-nach-word")
    page.see("#kt-fuer-word .kt-laden")
    marked = downloaded(page, "#kt-fuer-word", "bescheid-entscheiden.docx")
    assert len(docx.Document(BytesIO(marked)).paragraphs) == len(SENTENCES)
    decided = tmp_path / "bescheid-entscheiden.docx"
    decided.write_bytes(accept_all(marked))
    page.all("input[type=file]")[-1].send_keys(str(decided))
    page.message("Entscheidungen aus Word")
    page.state(first, "accepted")
