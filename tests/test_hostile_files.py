"""Files made to do harm: no hang, no foreign file read, nothing that runs in what we write."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from review_samples import analyse

from klartext import word
from klartext.batch import letters, other_files
from klartext.batch.folder import LINK
from klartext.cli import main
from klartext.decisions import Review
from klartext.documents import read_bytes
from klartext.errors import InputError
from klartext.word.plain import document_of

LETTER = "Sehr geehrte Frau Muster,\n\ndie Nachweise sind lediglich vorzulegen. Sofern etwas fehlt, fragen wir nach.\n"
EVIL = "<script>alert(1)</script> & ]]> \" ' <img src=x onerror=alert(1)>"


def pdf(*objects):
    """Return a PDF file of these objects, the first one its catalogue, with a right table of places."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + head + table + tail


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
LOOPS = {
    "pages hold themselves": (CATALOGUE, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "two sets of pages hold each other": (
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>",
    ),
    "parents in a circle": (
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 /Parent 2 0 R >>",
        b"<< /Type /Page /Parent 2 0 R >>",
    ),
    "a drawing that draws itself": (
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /XObject << /A 5 0 R >> >> >>",
        b"<< /Length 5 >>\nstream\n/A Do\nendstream",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5"
        b" /Resources << /XObject << /A 5 0 R >> >> >>\nstream\n/A Do\nendstream",
    ),
    "a million pages promised": (CATALOGUE, b"<< /Type /Pages /Kids [] /Count 1000000 >>"),
    "fields of a form in a circle": (
        b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R >>",
        b"<< /T (a) /FT /Tx /Kids [4 0 R] /Parent 4 0 R >>",
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_pdf_that_runs_in_circles_ends_with_a_clear_error(name):
    with pytest.raises(InputError) as caught:
        read_bytes(pdf(*LOOPS[name]), "kreis.pdf")
    assert caught.value.code in ("KT-E08", "KT-E09")


WORD = "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r><w:t>"
ENTITY = "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32", "utf-7", "shift_jis", "gb18030", "cp037", "utf-9"])
def test_no_encoding_carries_an_entity_past_the_door(encoding):
    xml = f"<?xml version='1.0' encoding='{encoding}'?>{ENTITY}{WORD}Hallo &a;</w:t></w:r></w:p></w:body></w:document>"
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(document_of(LETTER))) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            body = xml.encode(encoding if encoding != "utf-9" else "utf-8")
            new.writestr(name, body if name == "word/document.xml" else old.read(name))
    with pytest.raises(InputError) as caught:
        read_bytes(buffer.getvalue(), "brief.docx")
    assert caught.value.code in ("KT-E08", "KT-E13")


def test_a_link_out_of_the_folder_is_not_read_and_a_circle_of_folders_ends(tmp_path):
    secret = tmp_path / "geheim.txt"
    secret.write_text("Geheim", encoding="utf-8")
    folder = tmp_path / "vorlagen"
    (folder / "tief").mkdir(parents=True)
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").symlink_to(secret)
    (folder / "tief" / "kreis").symlink_to(folder)
    (folder / "hinaus").symlink_to(tmp_path)
    (folder / "d.txt").symlink_to(folder / "fehlt.txt")
    assert [path.name for path in letters(folder)] == ["a.txt", "b.txt", "d.txt"]
    assert other_files(folder) == {LINK: 2}


def batch(report):
    with pytest.raises(SystemExit) as ended:
        main(["batch", "vorlagen", "--report", report])
    assert ended.value.code == 0


def test_names_and_text_of_templates_are_inert_in_the_report(tmp_path, monkeypatch):
    folder = tmp_path / "vorlagen"
    folder.mkdir()
    (folder / "=HYPERLINK(1)<script>alert(1)<|script>.txt").write_text(f"{LETTER}\n{EVIL}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    batch("bericht.html")
    page = (tmp_path / "bericht.html").read_text(encoding="utf-8")
    assert "alert(1)" in page
    assert "<script>alert" not in page and "<img" not in page
    batch("bericht.csv")
    cells = (tmp_path / "bericht.csv").read_text(encoding="utf-8-sig").splitlines()
    assert not any(line.startswith(("=", '"=')) for line in cells)


@settings(deadline=None, max_examples=25)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_reason_of_a_reviewer_is_only_text_in_a_word_comment(reason):
    source = document_of(LETTER)
    document = read_bytes(source, "brief.docx")
    review = Review(analyse(document), clock=lambda: datetime(2025, 3, 1, tzinfo=UTC))
    first, second, *_ = review.open_suggestions
    review = review.edit(first.id, "A. <script>Muster", EVIL + reason, insist=True)
    review = review.reject(second.id, "A. Muster", reason + EVIL)
    written = word.tracked(source, review, include_open=True)
    with zipfile.ZipFile(BytesIO(written.data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                assert not root.xpath("//*[local-name() = 'script' or local-name() = 'img']")
