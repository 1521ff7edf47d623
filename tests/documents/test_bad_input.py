from __future__ import annotations

import io
import random
import sys
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.documents import SUFFIXES, archive, problems, read_bytes, read_path, read_stdin, read_text
from klartext.errors import InputError
from klartext.spans import Span

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


def word_file(text="Ihr Bescheid"):
    document = docx.Document()
    document.add_paragraph(text)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def changed(data, **members):
    """Return the package with members replaced or added (``word_document`` for ``word/document``)."""
    buffer = BytesIO()
    new = {name.replace("_", "/") + ".xml": content for name, content in members.items()}
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        for name in {**dict.fromkeys(old.namelist()), **new}:
            package.writestr(name, new.get(name) or old.read(name))
    return buffer.getvalue()


def zipped(**members):
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def error_of(data, name="brief.docx"):
    with pytest.raises(InputError) as caught:
        read_bytes(data, name)
    return caught.value


def test_every_problem_has_its_own_code_and_a_complete_text():
    details = {"reason": "x", "format": "x", "encoding": "x", "limit": 1, "unpacked": "", "ending": "x"}
    errors = [problem.error("brief.txt", **details) for problem in problems.Problem]
    assert [error.code for error in errors] == [f"KT-E{number:02}" for number in range(1, len(errors) + 1)]
    for error in errors:
        assert error.code in (problems.__doc__ or "")
        assert str(error).startswith(f"brief.txt: {error.code} ")
        assert "{" not in str(error)
        assert error.what.endswith((".", ")."))
        assert error.remedy.endswith(".")


def test_missing_file_folder_and_impossible_name(tmp_path):
    for path, code in (
        (tmp_path / "fehlt.txt", "KT-E01"),
        (tmp_path, "KT-E02"),
        (tmp_path / "a\0b", "KT-E01"),
    ):
        with pytest.raises(InputError) as caught:
            read_path(path)
        assert caught.value.code == code
        assert caught.value.where == str(path)


def test_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "brief.txt"
    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(InputError) as caught:
        read_path(path)
    assert caught.value.code == "KT-E03"
    assert "Berechtigung" in caught.value.what


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", "\ufeff\u200b\u00a0".encode()])
def test_text_without_content_is_empty(data):
    assert error_of(data, "brief.txt").code == "KT-E04"


def test_empty_office_document_is_empty():
    assert error_of(word_file(" ")).code == "KT-E04"


@pytest.mark.parametrize("name", ["brief.txt", "brief", "brief.jpg"])
def test_binary_data_is_named(name):
    assert error_of(random.Random(3).randbytes(2000), name).code == "KT-E05"


@pytest.mark.parametrize("name", ["brief.docx", "brief.odt", "brief.pdf"])
def test_binary_data_with_an_office_name_is_a_broken_file(name):
    error = error_of(random.Random(3).randbytes(2000), name)
    assert error.code == "KT-E08"
    assert name[-4:].lstrip(".") in error.what.lower()


@pytest.mark.parametrize(
    ("data", "format_name"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), ".doc"),
        (b"{\\rtf1\\ansi Guten Tag}", ".rtf"),
        (b"<!DOCTYPE html><html>Guten Tag</html>", "Webseite"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><brief/>", "XML"),
        (zipped(**{"a.txt": "Guten Tag"}), "ZIP"),
        (zipped(**{"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}), "kein Textdokument"),
    ],
)
def test_other_formats_are_named(data, format_name):
    error = error_of(data, "brief.txt")
    assert error.code == "KT-E06"
    assert format_name in error.what


def word_file_as(kind):
    """Return a Word file that says of itself to be of another kind."""
    buffer = BytesIO()
    with ZipFile(BytesIO(word_file())) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                was = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
                assert was in content
                content = content.replace(was, kind.encode())
            new.writestr(name, content)
    return buffer.getvalue()


def test_word_template_is_read_as_a_document_is():
    template = word_file_as("application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
    assert read_bytes(template, "vorlage.dotx").text == read_bytes(word_file(), "brief.docx").text


@pytest.mark.parametrize("kind", ["document", "template"])
def test_word_file_with_macros_is_named(kind):
    error = error_of(word_file_as(f"application/vnd.ms-word.{kind}.macroEnabledTemplate.main+xml"), "vorlage.dotm")
    assert error.code == "KT-E06"
    assert "Makros" in error.what


def test_encrypted_office_file_is_named_as_protected():
    assert error_of(OLE + "EncryptedPackage".encode("utf-16-le")).code == "KT-E07"


def test_encrypted_zip_members_are_named_as_protected():
    data = bytearray(word_file())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    assert error_of(bytes(data)).code == "KT-E07"


@pytest.mark.parametrize(
    "data",
    [
        word_file()[:3000],
        changed(word_file(), word_document="<w:document"),
        changed(word_file(), word_document="<a/>"),
        zipped(**{"[Content_Types].xml": "<Types/>"}),
        zipped(mimetype="application/vnd.oasis.opendocument.text"),
        zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<a/>"}),
        zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<a"}),
    ],
)
def test_broken_packages_are_named(data):
    assert error_of(data).code == "KT-E08"


@pytest.mark.parametrize("part", ["word_document", "word_styles", "extra"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_attack_is_refused(part, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{BOMB}'.encode(encoding)
    assert error_of(changed(word_file(), **{part: xml})).code == "KT-E13"


def test_external_entity_in_an_odt_is_refused():
    xml = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    data = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": xml})
    assert error_of(data, "brief.odt").code == "KT-E13"


def test_endless_nesting_is_refused():
    assert error_of(changed(word_file(), extra="<a>" * 5000 + "</a>" * 5000)).code == "KT-E13"


@pytest.mark.parametrize(("member", "limit"), [("extra", "MAX_XML_MB"), ("word/media/bild.bin", "MAX_UNPACKED_MB")])
def test_zip_bomb_is_refused_before_it_is_unpacked(member, limit, monkeypatch):
    monkeypatch.setattr(archive, limit, 1)
    buffer = BytesIO(word_file())
    with ZipFile(buffer, "a", ZIP_DEFLATED) as package:
        package.writestr(member if "." in member else f"{member}.xml", " " * 3_000_000)
    assert len(buffer.getvalue()) < 100_000
    assert error_of(buffer.getvalue()).code == "KT-E12"


def test_size_declared_too_small_does_not_help_a_zip_bomb():
    data = bytearray(changed(word_file(), extra=b"<a>" + b" " * 100_000 + b"</a>"))
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.rfind(signature)
        data[at + offset : at + offset + 4] = (10).to_bytes(4, "little")
    assert error_of(bytes(data)).code == "KT-E08"


def test_file_too_large_for_a_letter_is_refused(monkeypatch):
    monkeypatch.setattr("klartext.documents._MAX_BYTES", 10)
    assert error_of(b"Guten Tag, Frau Muster", "brief.txt").code == "KT-E12"


@pytest.mark.parametrize("ending", [".docx", ".dotx", ".odt", ".pdf"])
def test_a_text_with_the_name_of_another_format_is_refused(ending):
    error = error_of("Schöne Grüße".encode(), f"brief{ending.upper()}")
    assert error.code == "KT-E14"
    assert f"endet auf „{ending}“" in error.what and "„.txt“" in error.remedy


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("Wort " * 100_001, "sehr lang"),
        ("a" * 1_000_000, "ohne Leerzeichen"),
        ("GebÃ¼hr", "Ã¼"),
        ("Geb\ufffdhr", "unlesbare"),
    ],
)
def test_odd_text_is_read_and_noted(text, noted):
    document = read_text(text)
    assert document.original == text
    assert any(noted in note for note in document.notes)


def test_ordinary_text_has_no_notes():
    document = read_text("Sehr geehrte Frau Groß,\r\nIhr Antrag liegt vor.")
    assert document.notes == ()
    assert document.source == "Text"
    assert document.original == "Sehr geehrte Frau Groß,\r\nIhr Antrag liegt vor."
    assert document.text == "Sehr geehrte Frau Groß,\nIhr Antrag liegt vor."
    assert document.offsets.to_original(Span(24, 27)) == Span(25, 28)


def test_halves_of_surrogate_pairs_do_not_travel_on():
    document = read_text("gut \ud83d\ude00 halb \ud83d")
    assert document.original == "gut 😀 halb \ufffd"


@pytest.mark.parametrize("name", ["brief.txt", "brief.md", "brief"])
def test_path_is_read_as_it_is(tmp_path, name):
    path = tmp_path / name
    path.write_bytes("Schöne\r\nGrüße".encode("cp1252"))
    document = read_path(path)
    assert document.original == "Schöne\r\nGrüße"
    assert document.source == str(path)
    assert read_path(path, "latin-1").original == document.original


def test_standard_input_is_read_as_bytes(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(BytesIO(word_file("Schöne Grüße")), encoding="ascii"))
    document = read_stdin()
    assert (document.source, document.text) == ("Standardeingabe", "Schöne Grüße")


def test_missing_standard_input_is_empty(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError) as caught:
        read_stdin()
    assert caught.value.code == "KT-E04"


@settings(deadline=None, derandomize=True, max_examples=150)
@given(
    st.sampled_from(
        [word_file(), b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>", OLE, b"PK\x03\x04"]
    ),
    st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=20),
    st.sampled_from(SUFFIXES),
)
def test_damaged_files_never_raise_anything_else(data, damage, suffix):
    damaged = bytearray(data)
    for at, byte in damage:
        damaged[at % len(damaged)] = byte
    try:
        document = read_bytes(bytes(damaged), f"brief{suffix}")
    except InputError as error:
        assert error.code.startswith("KT-E")
    else:
        assert document.text.strip()
