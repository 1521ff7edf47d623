from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from klartext.documents import read_bytes
from klartext.errors import InputError


def letter(*paragraphs):
    style = getSampleStyleSheet()["Normal"]
    style.spaceAfter = 10
    buffer = BytesIO()
    flow = [Table(part) if isinstance(part, list) else Paragraph(part, style) for part in paragraphs]
    SimpleDocTemplate(buffer, pagesize=A4).build(flow)
    return buffer.getvalue()


def pages(*texts):
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for text in texts:
        if text:
            canvas.drawString(72, 700, text)
        else:
            canvas.rect(72, 72, 200, 200)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def encrypted(data, user_password, algorithm="RC4-128"):
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    writer.encrypt(user_password, "chef", algorithm=algorithm)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def code_of(data):
    with pytest.raises(InputError) as caught:
        read_bytes(data, "brief.pdf")
    return caught.value.code


def test_paragraphs_keep_their_distance_and_lines_their_order():
    long = "Wir haben Ihren Antrag auf Wohngeld geprüft und können ihm für die Zeit ab Mai nicht entsprechen. " * 3
    document = read_bytes(letter("Sehr geehrte Frau Groß,", long, "Mit freundlichen Grüßen<br/>Amt"), "brief.pdf")
    greeting, body, end = document.text.strip().split("\n\n")
    assert greeting == "Sehr geehrte Frau Groß,"
    assert " ".join(body.split()) == long.strip()
    assert end == "Mit freundlichen Grüßen\nAmt"
    assert document.notes == ()


def test_table_rows_are_lines():
    document = read_bytes(letter([["Leistung", "Betrag"], ["Miete", "412,50 Euro"]]), "brief.pdf")
    assert document.text.split("\n") == ["Leistung Betrag", "Miete 412,50 Euro"]


def test_sentence_across_pages_is_not_torn_apart():
    assert read_bytes(pages("Ihr Antrag ist", "abgelehnt."), "brief.pdf").text == "Ihr Antrag ist\nabgelehnt."
    assert read_bytes(pages("Ihr Antrag.", "Die Kosten."), "brief.pdf").text == "Ihr Antrag.\n\nDie Kosten."


def test_page_without_text_is_noted():
    assert "Seite 2" in read_bytes(pages("Ihr Antrag.", ""), "brief.pdf").notes[0]


def test_scan_is_named():
    assert code_of(pages("", "")) == "KT-E09"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128"])
def test_password_is_named(algorithm):
    assert code_of(encrypted(pages("geheim"), "kennwort", algorithm)) == "KT-E07"


def test_file_protected_only_against_changes_is_read():
    assert read_bytes(encrypted(pages("Ihr Antrag."), ""), "brief.pdf").text == "Ihr Antrag."


@pytest.mark.parametrize("damage", [lambda data: data[:40], lambda data: data[:5] + b"x" * 300])
def test_broken_file_is_named(damage):
    assert code_of(damage(pages("Ihr Antrag."))) == "KT-E08"


def test_filled_form_is_noted():
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.drawString(72, 700, "Name:")
    canvas.acroForm.textfield(name="name", value="Muster", x=120, y=690)
    canvas.save()
    assert any("Formularfelder" in note for note in read_bytes(buffer.getvalue(), "brief.pdf").notes)
