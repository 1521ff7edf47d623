"""Word files as offices write them, and what Word does when somebody accepts or rejects. Not collected by pytest.

``accept_all`` and ``reject_all`` work on the bare XML and share nothing with the program.
"""

import struct
import zipfile
import zlib
from functools import cache
from io import BytesIO

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from lxml import etree

from klartext.documents import read_bytes
from klartext.records import Document

W = nsdecls("w")
NS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BOXES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
STYLES = ("Normal", "DefaultParagraphFont", "TableNormal", "TableGrid", "ListNumber", "ListBullet", "Header", "Footer")
OPENING = "Der Antrag ist seitens der Behörde geprüft worden, lediglich 50,00 Euro fehlen noch bis zum 3. Mai 2025."
CLOSING = "Sofern Sie Fragen haben, melden Sie sich umgehend bei uns."


# --- accepting and rejecting ----------------------------------------------------------------------------------------


def settled(data, keep, drop, ours):
    """Return the file with one kind of revision made plain and the other gone, as far as ``ours`` says they count."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith(".xml") and (b"<w:ins" in content or b"<w:del" in content):
                root = etree.fromstring(content)
                for gone in [e for e in root.iter(NS + drop) if ours(e)]:
                    gone.getparent().remove(gone)
                for kept in [e for e in root.iter(NS + keep) if ours(e)]:
                    for text in list(kept.iter(NS + "delText")):
                        text.tag = NS + "t"
                    at = kept.getparent().index(kept)
                    kept.getparent()[at : at + 1] = list(kept)
                content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            new.writestr(member, content)
    return out.getvalue()


def accept_all(data, ours=lambda revision: True):
    return settled(data, keep="ins", drop="del", ours=ours)


def reject_all(data, ours=lambda revision: True):
    return settled(data, keep="del", drop="ins", ours=ours)


# --- letters --------------------------------------------------------------------------------------------------------


def saved(document):
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def add(document, xml):
    """Append a body element written as XML, before the section properties."""
    element = parse_xml(xml)
    document.element.body.insert(-1, element)
    return element


def run(text, looks=""):
    return f'<w:r>{f"<w:rPr>{looks}</w:rPr>" if looks else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction, result):
    return (
        f'{mark("begin")}<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f"{mark('separate')}{run(result)}{mark('end')}"
    )


def begun():
    """Return an empty A4 document with few styles, so that it is read fast."""
    document = docx.Document()
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith(("/stylesWithEffects", "/theme")):
            del document.part.rels[name]
    for style in list(document.styles.element):
        if style.get(qn("w:styleId")) not in STYLES:
            document.styles.element.remove(style)
    document.sections[0].page_width, document.sections[0].page_height = Cm(21), Cm(29.7)
    return document


def plain():
    document = begun()
    for line in ("Frau", "Erika Muster", "Lindenweg 4", "", "Betreff: Ihr Antrag", OPENING, CLOSING):
        document.add_paragraph(line)
    return document


def split_runs():
    """Runs end in the middle of words: formatting, spelling marks, bookmarks, saved revisions."""
    document = begun()
    add(
        document,
        f"""<w:p {W}><w:r w:rsidR="00AB12CD">{run("Der Antrag ist sei")[5:]}<w:proofErr w:type="spellStart"/>
        {run("tens", "<w:b/>")}<w:proofErr w:type="spellEnd"/>{run(" der ", "<w:i/><w:color w:val='C00000'/>")}
        <w:bookmarkStart w:id="900" w:name="Amt"/>{run("Behör")}<w:bookmarkEnd w:id="900"/>{run("de geprüft worden, ")}
        {run("ledig", "<w:b/><w:u w:val='single'/>")}{run("lich ")}{run("50,00 Euro", "<w:b/>")}{run(" fehlen noch.")}
        </w:p>""",
    )
    document.add_paragraph(CLOSING)
    return document


def table():
    document = begun()
    document.add_paragraph(OPENING)
    rows = document.add_table(rows=0, cols=2)
    rows.style = "Table Grid"
    for left, right in (("Leistung", "Hinweis"), ("Miete", "Das gilt lediglich heute."), ("Heizung", CLOSING)):
        cells = rows.add_row().cells
        cells[0].text, cells[1].text = left, right
    layout = document.add_table(rows=1, cols=2).rows[0].cells
    layout[0].text = "Amt für Soziales"
    layout[1].text = CLOSING
    layout[1].add_paragraph("Das gilt lediglich heute.")
    document.add_paragraph("Mit freundlichen Grüßen")
    return document


def text_box():
    document = begun()
    document.add_paragraph(OPENING)
    content = f"<w:p>{run('Bitte antworten Sie ')}{run('umgehend', '<w:b/>')}{run(', das gilt lediglich heute.')}</w:p>"
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    extent = '<wp:extent cx="3600000" cy="720000"/>'
    add(
        document,
        f"""<w:p {W} {BOXES}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
        <wp:inline distT="0" distB="0" distL="0" distR="0">{extent}<wp:docPr id="7" name="Textfeld 7"/>
        <a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
        <wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="720000"/></a:xfrm>
        <a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/>
        </a:solidFill>
        </a:ln></wps:spPr><wps:txbx>{box}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline>
        </w:drawing></mc:Choice><mc:Fallback><w:pict><v:rect style="width:283pt;height:57pt"><v:textbox>{box}
        </v:textbox>
        </v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>{run(CLOSING)}</w:p>""",
    )
    return document


def fields():
    document = begun()
    add(
        document,
        f"""<w:p {W}>{run("Sehr geehrte Frau ")}{field("MERGEFIELD Nachname", "«Nachname»")}
        {run(", Ihr Antrag ist seitens ")}
        {run("der Behörde geprüft worden, lediglich ")}{field("MERGEFIELD Betrag", "umgehend 50,00")}
        {run(" Euro fehlen.")}
        </w:p>""",
    )
    add(
        document,
        f'<w:p {W}>{run("Das gilt lediglich ")}<w:fldSimple w:instr=" DATE ">{run("heute")}</w:fldSimple>{run(".")}'
        f"</w:p>",
    )
    footer = document.sections[0].footer.paragraphs[0]._p
    footer.append(parse_xml(f"<w:r {W}><w:t xml:space='preserve'>Bitte umgehend zahlen. Seite </w:t></w:r>"))
    footer.append(parse_xml(f'<w:fldSimple {W} w:instr=" PAGE ">{run("1")}</w:fldSimple>'))
    document.add_paragraph(CLOSING)
    return document


def footnote():
    document = begun()
    add(
        document,
        f"""<w:p {W}>{run("Der Antrag ist seitens der Behörde geprüft worden")}<w:r><w:rPr>
        <w:vertAlign w:val="superscript"/>
        </w:rPr><w:footnoteReference w:id="2"/></w:r>{run(", lediglich 50,00 Euro fehlen noch.")}</w:p>""",
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="1"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
        "</w:footnote>"
        f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run(" Das gilt lediglich heute.")}</w:p></w:footnote>'
        "</w:footnotes>"
    )
    part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.add_paragraph(CLOSING)
    return document


def hyperlink():
    document = begun()
    number = document.part.relate_to("https://amt.example", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    add(
        document,
        f"""<w:p {nsdecls("w", "r")}>{run("Auskunft gibt es ")}<w:hyperlink r:id="{number}">
        {run("lediglich im Internet", "<w:color w:val='0000FF'/><w:u w:val='single'/>")}</w:hyperlink>
        {run(" und das umgehend, unter Bezug")}<w:hyperlink w:anchor="Amt">{run("nahme auf")}</w:hyperlink>
        {run(" § 5 SGB X.")}</w:p>""",
    )
    document.add_paragraph(CLOSING)
    return document


def picture():
    document = begun()
    document.add_paragraph(OPENING)
    pixels = b"".join(b"\0" + b"\x1f\x4e\x79" * 60 for _ in range(20))
    head = struct.pack(">2I5B", 60, 20, 8, 2, 0, 0, 0)

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    image = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")
    paragraph = document.add_paragraph("Das gilt lediglich ")
    paragraph.add_run().add_picture(BytesIO(image), width=Cm(3))
    paragraph.add_run(" heute, und zwar umgehend.")
    return document


def numbered():
    document = begun()
    document.add_paragraph(OPENING)
    for line in (CLOSING, "Das gilt lediglich heute.", "Bitte zahlen Sie umgehend."):
        document.add_paragraph(line, style="List Number")
    document.add_paragraph("Legen Sie lediglich Kopien bei.", style="List Bullet")
    return document


def headers():
    document = begun()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Kreis Auenrode – bitte umgehend antworten"
    section.header.paragraphs[0].text = "Dieses Blatt gilt lediglich als Folgeseite"
    section.footer.paragraphs[0].text = CLOSING
    section.first_page_footer.paragraphs[0].text = "Sparkasse Auenrode, lediglich Überweisungen"
    document.add_paragraph(OPENING)
    document.add_page_break()
    document.add_paragraph(CLOSING)
    return document


def signs():
    document = begun()
    add(
        document,
        f"""<w:p {W}>{run("Aktenzeichen:")}<w:r><w:tab/><w:t>50.4</w:t><w:noBreakHyphen/><w:t>WG</w:t></w:r>
        <w:r><w:br/><w:t xml:space="preserve">Der Antrag ist  seitens der Be</w:t><w:softHyphen/>
        <w:t>hörde geprüft</w:t>
        <w:br/><w:t>worden, ledig\u00adlich</w:t><w:tab/><w:t>50,00 Euro fehlen.</w:t></w:r>
        <w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>{run(" lediglich teilweise")}</w:p>""",
    )
    document.add_paragraph(CLOSING)
    return document


def controls():
    document = begun()

    def control(properties, content):
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{00000000-0000-0000-0000-000000000000}"/>'
    add(
        document,
        f"""<w:p {W}>{run("Das gilt ")}{control('<w:alias w:val="Umfang"/>', run("lediglich heute"))}{run(" und wird ")}
        {control(bound, run("umgehend"))}{run(" seitens ")}{control("<w:text/>", run("der Behörde"))}
        {run(" geprüft.")}</w:p>""",
    )
    block = control('<w:lock w:val="contentLocked"/>', f"<w:p>{run(CLOSING)}</w:p>")
    add(document, block.replace("<w:sdt>", f"<w:sdt {W}>", 1))
    document.add_paragraph(CLOSING)
    return document


def revised():
    """Somebody else has tracked changes and written a comment."""
    document = begun()
    add(
        document,
        f"""<w:p {W}>{run("Der Antrag ist ")}<w:del w:id="5" w:author="Jana Sauer" w:date="2025-01-07T10:00:00Z"><w:r>
        <w:delText xml:space="preserve">noch nicht </w:delText></w:r></w:del>
        {run("seitens der Behörde geprüft worden, ")}
        <w:ins w:id="6" w:author="Jana Sauer" w:date="2025-01-07T10:00:00Z">{run("lediglich")}</w:ins>
        <w:r><w:rPr><w:b/><w:rPrChange w:id="7" w:author="Jana Sauer" w:date="2025-01-07T10:00:00Z"><w:rPr/>
        </w:rPrChange>
        </w:rPr><w:t xml:space="preserve"> fehlen umgehend 50,00 Euro, lediglich heute.</w:t></w:r></w:p>""",
    )
    paragraph = document.add_paragraph(CLOSING)
    document.add_comment(paragraph.runs, text="Bitte prüfen.", author="Jana Sauer", initials="JS")
    return document


def joined_paragraphs():
    """The mark between two paragraphs is deleted, and a row was inserted, both tracked."""
    document = begun()
    first = document.add_paragraph("Der Antrag ist seitens der ")
    first._p.get_or_add_pPr().append(
        parse_xml(f'<w:rPr {W}><w:del w:id="3" w:author="Jana Sauer" w:date="2025-01-07T10:00:00Z"/></w:rPr>')
    )
    document.add_paragraph("Behörde geprüft worden und gilt lediglich heute.")
    rows = document.add_table(rows=2, cols=2)
    for at, cells in enumerate(rows.rows):
        cells.cells[0].text, cells.cells[1].text = f"Zeile {at}", "Das gilt lediglich heute."
    inserted = OxmlElement("w:ins")
    for name, value in (("id", "4"), ("author", "Jana Sauer"), ("date", "2025-01-07T10:00:00Z")):
        inserted.set(qn(f"w:{name}"), value)
    rows.rows[1]._tr.get_or_add_trPr().append(inserted)
    document.add_paragraph(CLOSING)
    return document


LETTERS = {
    make.__name__: make
    for make in (
        plain, split_runs, table, text_box, fields, footnote, hyperlink, picture, numbered, headers, signs, controls,
        revised, joined_paragraphs,
    )
}  # fmt: skip


@cache
def letter(name: str) -> tuple[bytes, Document]:
    """Return the bytes of one of the ``LETTERS`` and the document that is read from them."""
    data = saved(LETTERS[name]())
    return data, read_bytes(data, f"{name}.docx")
