from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.documents.text import decode
from klartext.errors import InputError

LETTER = "Sehr geehrte Frau Groß,\r\nüber Ihren Antrag „Wohngeld“ – 50 € – entscheiden wir spätestens am 3. März."
PLAIN = "Sehr geehrte Frau Groß,\r\nüber Ihren Antrag können wir nach § 3 noch nicht entscheiden. Ämter prüfen."


@pytest.mark.parametrize(
    ("data", "noted"),
    [
        (LETTER.encode(), False),
        (codecs.BOM_UTF8 + LETTER.encode(), False),
        (LETTER.encode("utf-16"), True),
        (codecs.BOM_UTF16_BE + LETTER.encode("utf-16-be"), True),
        (LETTER.encode("utf-16-le"), True),
        (LETTER.encode("utf-16-be"), True),
        (LETTER.encode("utf-32"), True),
        (LETTER.encode("cp1252"), True),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_encoding_is_detected(data, noted):
    text, notes = decode(data, "brief.txt")
    assert text == LETTER
    assert bool(notes) == noted


@pytest.mark.parametrize("encoding", ["cp1252", "latin_1", "iso8859_15", "cp850", "mac_roman"])
def test_eight_bit_encoding_that_reads_as_german_wins(encoding):
    assert decode(PLAIN.encode(encoding), "brief.txt")[0] == PLAIN


@pytest.mark.parametrize(
    ("word", "encoding"),
    [
        ("Kosten–Nutzen", "cp1252"),
        ("Bürger’s", "cp1252"),
        ("André", "cp1252"),
        ("gehören", "mac_roman"),
        ("hält", "cp850"),
    ],
)
def test_one_special_character_is_enough(word, encoding):
    assert decode(word.encode(encoding), "brief.txt")[0] == word


def test_euro_sign_tells_latin_9_from_windows():
    text, notes = decode("Gebühr: 50 €".encode("iso8859_15"), "brief.txt")
    assert text == "Gebühr: 50 €"
    assert "ISO 8859-15" in notes[0]


def test_note_names_the_encoding():
    _, notes = decode("Gebühr".encode("cp1252"), "brief.txt")
    assert "Windows-1252" in notes[0]


def test_few_damaged_bytes_do_not_spoil_a_utf8_text():
    text, _ = decode("Gebühr für Prüfung ".encode() + b"\xfc" + " über".encode(), "brief.txt")
    assert text == "Gebühr für Prüfung \ufffd über"


def test_other_languages_are_left_to_the_detector():
    polish = "Szanowny Panie, w odpowiedzi na wniosek złożony w sprawie świadczeń żądamy dołączenia zaświadczeń. " * 5
    assert decode(polish.encode("cp1250"), "brief.txt")[0] == polish


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8"])
def test_named_encoding_is_used(encoding):
    assert decode(LETTER.encode(encoding), "brief.txt", encoding) == (LETTER, ())


@pytest.mark.parametrize(("encoding", "code"), [("utf-8", "KT-E11"), ("utf-17", "KT-E10"), ("base64", "KT-E10")])
def test_named_encoding_that_cannot_be_used_is_an_error(encoding, code):
    with pytest.raises(InputError) as caught:
        decode(LETTER.encode("cp1252"), "brief.txt", encoding)
    assert caught.value.code == code
    assert encoding in caught.value.what


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x89PNG\r\n\x1a\n" + bytes(range(200)), b"\x00" * 100])
def test_binary_data_is_refused(data):
    with pytest.raises(InputError) as caught:
        decode(data, "brief.txt")
    assert caught.value.code == "KT-E05"


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "cp1252", "idna", "unbekannt"]))
def test_any_bytes_give_text_or_a_german_error(data, encoding):
    try:
        text, _ = decode(data, "brief.txt", encoding)
    except InputError as error:
        assert error.code in {"KT-E05", "KT-E10", "KT-E11"}
    else:
        assert isinstance(text, str)
