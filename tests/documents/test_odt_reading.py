from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

import pytest
from odf import draw, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet, OpenDocumentText

from klartext.documents import read_bytes
from klartext.errors import InputError


def packed(document):
    buffer = BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def read(document):
    return read_bytes(packed(document), "brief.odt")


def with_content(body, styles="<office:automatic-styles/>"):
    """Pack a document whose content is written as XML."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "style")
    )
    spaces += (
        ' xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}>{styles}<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return read_bytes(buffer.getvalue(), "brief.odt")


def test_paragraphs_headings_and_short_lines():
    document = OpenDocumentText()
    for line in ("Frau", "Erika Muster", ""):
        document.text.addElement(text.P(text=line))
    document.text.addElement(text.H(outlinelevel=1, text="Ihr Bescheid"))
    document.text.addElement(text.P(text="Wir haben Ihren Antrag geprüft."))
    assert read(document).text == "Frau\nErika Muster\n\nIhr Bescheid\n\nWir haben Ihren Antrag geprüft."


def test_blanks_tabs_and_line_breaks():
    paragraph = (
        "<text:p>Az.:\n   <text:span>12<text:s text:c='3'/>34</text:span><text:tab/>x<text:line-break/>neu</text:p>"
    )
    assert with_content(paragraph).original == "Az.: 12   34\tx\nneu"


def test_table_rows_are_lines_with_tabs():
    document = OpenDocumentText()
    sheet = table.Table()
    sheet.addElement(table.TableColumn(numbercolumnsrepeated=2))
    for cells in (("Leistung", "Betrag"), ("Miete", "412,50 Euro")):
        line = table.TableRow()
        for content in cells:
            cell = table.TableCell()
            cell.addElement(text.P(text=content))
            line.addElement(cell)
        sheet.addElement(line)
    document.text.addElement(sheet)
    assert read(document).original == "Leistung\tBetrag\nMiete\t412,50 Euro"


def test_deleted_text_does_not_count():
    read_document = with_content(
        """<text:tracked-changes><text:changed-region><text:deletion><text:p>Alt.</text:p></text:deletion>
        </text:changed-region></text:tracked-changes>
        <text:p>Sie zahlen
        <text:change-start text:change-id="a"/>40<text:change-end text:change-id="a"/> Euro.</text:p>"""
    )
    assert read_document.text == "Sie zahlen 40 Euro."
    assert "Änderungen" in read_document.notes[0]


def test_comments_and_hidden_sections_are_not_printed():
    read_document = with_content(
        """<text:p>Der Antrag<office:annotation><dc:creator>A</dc:creator><text:p>Prüfen!</text:p></office:annotation>
        liegt vor.</text:p><text:section text:display="none"><text:p>Verborgen.</text:p></text:section>
        <text:section><text:p>Sichtbar.</text:p></text:section>"""
    )
    assert read_document.text == "Der Antrag liegt vor.\n\nSichtbar."


def test_footnotes_follow_the_text():
    document = OpenDocumentText()
    paragraph = text.P(text="Der Satz gilt.")
    note = text.Note(id="1", noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    body = text.NoteBody()
    body.addElement(text.P(text="Siehe § 3."))
    note.addElement(body)
    paragraph.addElement(note)
    document.text.addElement(paragraph)
    document.text.addElement(text.P(text="Der nächste Satz gilt auch."))
    read_document = read(document)
    assert read_document.text == "Der Satz gilt.\n\nDer nächste Satz gilt auch.\n\nSiehe § 3."
    assert "Fußnoten" in read_document.notes[0]


def test_text_box_comes_before_its_paragraph():
    document = OpenDocumentText()
    paragraph = text.P(text="Ihr Bescheid vom Mai.")
    frame = draw.Frame()
    box = draw.TextBox()
    box.addElement(text.P(text="Frau Muster"))
    frame.addElement(box)
    paragraph.addElement(frame)
    document.text.addElement(paragraph)
    assert read(document).text == "Frau Muster\n\nIhr Bescheid vom Mai."


def test_headers_come_first_and_footers_last():
    document = OpenDocumentText()
    layout = style.PageLayout(name="pm")
    document.automaticstyles.addElement(layout)
    for name, content in (("Standard", "Kreis Auenrode"), ("Umschlag", "Nicht benutzt")):
        page = style.MasterPage(name=name, pagelayoutname="pm")
        header, footer = style.Header(), style.Footer()
        header.addElement(text.P(text=content))
        footer.addElement(text.P(text=f"Fuß {content}"))
        page.addElement(header)
        page.addElement(footer)
        document.masterstyles.addElement(page)
    document.text.addElement(text.P(text="Der Brief."))
    assert read(document).text == "Kreis Auenrode\n\nDer Brief.\n\nFuß Kreis Auenrode"


LISTS = """<office:automatic-styles>
<text:list-style style:name="Z">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/>
</text:list-style>
<text:list-style style:name="P"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>
<text:list-style style:name="N"><text:list-level-style-number text:level="1" style:num-format=""/></text:list-style>
</office:automatic-styles>"""


def item(content, attributes=""):
    return f"<text:list-item {attributes}><text:p>{content}</text:p></text:list-item>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            f"""<text:list text:style-name="Z">{item("eins")}<text:list-item><text:p>zwei</text:p>
            <text:list>{item("innen")}{item("noch")}</text:list></text:list-item>{item("drei")}</text:list>""",
            "1. eins\n2. zwei\n2.a) innen\n2.b) noch\n3. drei",
        ),
        (
            f"""<text:list text:style-name="Z">{item("eins")}</text:list><text:p>Dazwischen steht ein Satz.</text:p>
            <text:list text:style-name="Z" text:continue-numbering="true">{item("zwei")}</text:list>""",
            "1. eins\n\nDazwischen steht ein Satz.\n\n2. zwei",
        ),
        (
            f"""<text:list text:style-name="Z">{item("eins")}</text:list><text:p>Dazwischen steht ein Satz.</text:p>
            <text:list text:style-name="Z">{item("neu")}{item("fünf", 'text:start-value="5"')}</text:list>""",
            "1. eins\n\nDazwischen steht ein Satz.\n\n1. neu\n5. fünf",
        ),
        (f'<text:list text:style-name="P">{item("Nachweis")}{item("Beleg")}</text:list>', "– Nachweis\n– Beleg"),
        (f'<text:list text:style-name="N">{item("ohne")}</text:list>', "ohne"),
        (f"<text:list>{item('frei')}</text:list>", "• frei"),
    ],
)
def test_list_labels(body, expected):
    assert with_content(body, LISTS).text == expected


def test_document_with_encrypted_parts_is_named_as_protected():
    document = OpenDocumentText()
    document.text.addElement(text.P(text="geheim"))
    buffer = BytesIO()
    with ZipFile(BytesIO(packed(document))) as plain, ZipFile(buffer, "w") as locked:
        for name in plain.namelist():
            data = plain.read(name)
            if name == "META-INF/manifest.xml":
                data = data.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")
            locked.writestr(name, b"\x8f\x13" if name == "content.xml" else data)
    with pytest.raises(InputError) as caught:
        read_bytes(buffer.getvalue(), "brief.odt")
    assert caught.value.code == "KT-E07"


def test_spreadsheet_is_no_letter():
    document = OpenDocumentSpreadsheet()
    with pytest.raises(InputError) as caught:
        read_bytes(packed(document), "tabelle.ods")
    assert caught.value.code == "KT-E06"
