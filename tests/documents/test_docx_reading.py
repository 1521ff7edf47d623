from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from klartext.documents import read_bytes

W = nsdecls("w")


def read(document):
    buffer = BytesIO()
    document.save(buffer)
    return read_bytes(buffer.getvalue(), "brief.docx")


def add(document, xml):
    """Append a body element written as XML, before the section properties."""
    document.element.body.insert(-1, parse_xml(xml))


def test_paragraphs_become_blocks_and_short_lines_stay_together():
    document = docx.Document()
    for line in ("Frau", "Erika Muster", "Lindenweg 4", "", "Sehr geehrte Frau Muster,"):
        document.add_paragraph(line)
    document.add_paragraph("Ihr Antrag liegt uns vor.").add_run().add_break()
    document.add_paragraph("Wir prüfen ihn.")
    read_document = read(document)
    assert read_document.text == (
        "Frau\nErika Muster\nLindenweg 4\n\nSehr geehrte Frau Muster,\n\nIhr Antrag liegt uns vor.\n\nWir prüfen ihn."
    )
    assert read_document.source == "brief.docx"
    assert read_document.notes == ()


def test_table_rows_are_lines_with_tabs():
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for left, right in (("Leistung", "Betrag"), ("Miete", "412,50 Euro")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
    read_document = read(document)
    assert read_document.original == "Leistung\tBetrag\nMiete\t412,50 Euro"
    assert read_document.text == "Leistung Betrag\nMiete 412,50 Euro"


def test_layout_table_is_read_cell_by_cell():
    document = docx.Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Amt für Soziales"
    right.text = "Auskunft: Frau Kern"
    right.add_paragraph("Telefon: 0123 456")
    assert read(document).text == "Amt für Soziales\n\nAuskunft: Frau Kern\nTelefon: 0123 456"


def test_one_column_is_layout_not_a_table():
    document = docx.Document()
    table = document.add_table(rows=2, cols=1)
    table.rows[0].cells[0].text = "Wir haben Ihren Antrag geprüft."
    table.rows[1].cells[0].text = "Sie erhalten Wohngeld."
    assert read(document).text == "Wir haben Ihren Antrag geprüft.\n\nSie erhalten Wohngeld."


def test_nested_table_is_read():
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "außen"
    cell.add_table(rows=1, cols=2).rows[0].cells[1].text = "innen"
    assert "außen" in read(document).text
    assert "innen" in read(document).text


def test_headers_come_first_and_footers_last():
    document = docx.Document()
    document.add_paragraph("Der Brief.")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Folgeseite"
    section.footer.paragraphs[0].text = "Sparkasse Auenrode"
    section.first_page_header.paragraphs[0].text = "Kreis Auenrode"
    assert read(document).text == "Folgeseite\n\nDer Brief.\n\nSparkasse Auenrode"
    section.different_first_page_header_footer = True
    assert read(document).text == "Kreis Auenrode\n\nFolgeseite\n\nDer Brief.\n\nSparkasse Auenrode"


def test_header_shared_by_sections_is_read_once():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kreis Auenrode"
    document.add_paragraph("Der Brief.")
    document.add_section()
    assert read(document).text.count("Kreis Auenrode") == 1


def test_tracked_insertions_count_and_deletions_do_not():
    document = docx.Document()
    add(
        document,
        f"""<w:p {W}><w:r><w:t xml:space="preserve">Sie zahlen </w:t></w:r>
        <w:del w:id="1" w:author="a"><w:r><w:delText>50</w:delText></w:r></w:del>
        <w:ins w:id="2" w:author="a"><w:r><w:t>40</w:t></w:r></w:ins><w:r><w:t xml:space="preserve"> Euro.</w:t></w:r>
        <w:moveFrom w:id="3" w:author="a"><w:r><w:t>Weg.</w:t></w:r></w:moveFrom></w:p>""",
    )
    read_document = read(document)
    assert read_document.text == "Sie zahlen 40 Euro."
    assert "Änderungen" in read_document.notes[0]


def test_deleted_paragraph_mark_joins_two_paragraphs():
    document = docx.Document()
    add(
        document,
        f"""<w:p {W}><w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>
        <w:r><w:t xml:space="preserve">Der Antrag </w:t></w:r></w:p>""",
    )
    document.add_paragraph("ist abgelehnt.")
    assert read(document).text == "Der Antrag ist abgelehnt."


def test_deleted_table_row_is_left_out():
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for table_row, word in zip(table.rows, ("alt", "neu"), strict=True):
        table_row.cells[0].text, table_row.cells[1].text = word, "Betrag"
    deleted = OxmlElement("w:del")
    table.rows[0]._tr.get_or_add_trPr().append(deleted)
    assert read(document).text == "neu Betrag"


def test_text_box_is_read_once_before_its_paragraph():
    document = docx.Document()
    namespaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    box = "<w:txbxContent><w:p><w:r><w:t>Frau Muster</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        f"""<w:p {W} {namespaces}><w:r><mc:AlternateContent>
        <mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>
        </mc:AlternateContent></w:r><w:r><w:t>Ihr Bescheid vom Mai.</w:t></w:r></w:p>""",
    )
    assert read(document).text == "Frau Muster\n\nIhr Bescheid vom Mai."


def test_content_controls_links_and_signs_are_read():
    document = docx.Document()
    add(
        document,
        f"""<w:sdt {W}><w:sdtContent><w:p>
        <w:hyperlink><w:r><w:t>Amt</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>Ost</w:t><w:noBreakHyphen/><w:t>West</w:t></w:r>
        <w:sdt><w:sdtPr/><w:sdtContent><w:r><w:br/><w:t>Zimmer 3</w:t></w:r></w:sdtContent></w:sdt>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>verborgen</w:t></w:r>
        <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>!</w:t></w:r>
        </w:p></w:sdtContent></w:sdt>""",
    )
    assert read(document).original == "Amt\tOst-West\nZimmer 3!"


def field_xml(instruction, result=None):
    separate = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{instruction}</w:instrText></w:r>'
        f'{separate}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_fields_show_their_result_and_empty_merge_fields_their_name():
    document = docx.Document()
    nested = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f"{field_xml('MERGEFIELD Art', 'verborgen')}"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>ja</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    add(
        document,
        f"""<w:p {W}><w:r><w:t xml:space="preserve">Frau </w:t></w:r>{field_xml(" MERGEFIELD Nachname ")}
        <w:r><w:t xml:space="preserve"> am </w:t></w:r>{field_xml("DATE", "3. Mai")}
        <w:r><w:t xml:space="preserve"> </w:t></w:r>{nested}<w:fldSimple w:instr='MERGEFIELD "Ort 2"'/></w:p>""",
    )
    assert read(document).text == "Frau «Nachname» am 3. Mai ja«Ort 2»"


def test_field_without_an_end_swallows_nothing():
    document = docx.Document()
    add(document, f'<w:p {W}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>Wichtig.</w:t></w:r></w:p>')
    assert read(document).text == "Wichtig."


def test_footnotes_follow_the_text():
    document = docx.Document()
    add(
        document,
        f'<w:p {W}><w:r><w:t>Der Satz gilt.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    )
    xml = (
        f'<w:footnotes {W}><w:footnote w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t>Siehe § 3.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, xml.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph("Der nächste Satz gilt auch.")
    read_document = read(document)
    assert read_document.text == "Der Satz gilt.\n\nDer nächste Satz gilt auch.\n\nSiehe § 3."
    assert "Fußnoten" in read_document.notes[0]


def numbered(document, levels, overrides=""):
    """Give the document one list definition and return a function that adds its items."""
    numbering = document.part.numbering_part.element
    numbering.clear()
    numbering.append(parse_xml(f'<w:abstractNum {W} w:abstractNumId="7">{levels}</w:abstractNum>'))
    for number, override in ((1, ""), (2, overrides)):
        numbering.append(parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="7"/>{override}</w:num>'))

    def item(text, level=0, number=1):
        paragraph = document.add_paragraph(text)
        properties = parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
        paragraph._p.get_or_add_pPr().append(properties)

    return item


def level_xml(level, style, text, start=1):
    shape = f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/>{shape}</w:lvl>'


def test_list_labels_are_counted_like_word_does():
    document = docx.Document()
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    levels = level_xml(0, "decimal", "%1.") + level_xml(1, "lowerLetter", "%1.%2)")
    item = numbered(document, levels, restart)
    item("Aufhebung")
    item("für Mai", 1)
    item("für Juni", 1)
    item("Erstattung")
    item("für Juli", 1)
    document.add_paragraph("Es folgt eine neue Liste mit einer eigenen Zählung für die Kosten.")
    item("Kosten", 0, 2)
    assert read(document).text == (
        "1. Aufhebung\n1.a) für Mai\n1.b) für Juni\n2. Erstattung\n2.a) für Juli\n\n"
        "Es folgt eine neue Liste mit einer eigenen Zählung für die Kosten.\n\n1. Kosten"
    )


@pytest.mark.parametrize(
    ("style", "text", "label"),
    [
        ("bullet", "\uf0b7", "• "),
        ("bullet", "o", "• "),
        ("bullet", "–", "– "),
        ("upperRoman", "%1.", "IV. "),
        ("decimal", "§ %1", "§ 4 "),
        ("none", "", ""),
    ],
)
def test_label_styles(style, text, label):
    document = docx.Document()
    numbered(document, level_xml(0, style, text, start=4))("Nachweis")
    assert read(document).text == f"{label}Nachweis"


def test_numbering_by_style_is_found():
    document = docx.Document()
    document.add_paragraph("Nachweise", style="List Number")
    document.add_paragraph("Belege", style="List Number")
    document.add_paragraph("Kopie", style="List Bullet")
    assert read(document).text == "1. Nachweise\n2. Belege\n• Kopie"


def test_only_a_table_is_a_letter():
    document = docx.Document()
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = "Nur eine Zelle"
    assert read(document).text == "Nur eine Zelle"


def test_suffix_does_not_matter():
    document = docx.Document()
    document.add_paragraph("Ihr Bescheid")
    buffer = BytesIO()
    document.save(buffer)
    assert read_bytes(buffer.getvalue(), "brief.txt").text == "Ihr Bescheid"


def test_style_numbering_survives_a_style_that_is_based_on_itself():
    document = docx.Document()
    style = document.styles["Normal"].element
    based_on = OxmlElement("w:basedOn")
    based_on.set(qn("w:val"), "Normal")
    style.append(based_on)
    document.add_paragraph("Ihr Bescheid")
    assert read(document).text == "Ihr Bescheid"
