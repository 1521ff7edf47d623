"""Decode plain text: Unicode where the bytes prove it, otherwise the encoding that reads best as German."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from klartext.documents.problems import Problem

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the one of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "iso8859_15": "ISO 8859-15",
    "cp850": "DOS (Codepage 850)",
    "mac_roman": "Mac Roman",
}
_GERMAN_ENCODINGS = ("cp1252", "iso8859_15", "cp850", "mac_roman")  # the earlier one wins a tie

_LETTER = r"[^\W\d_]"
_NON_ASCII = re.compile(r"[^\x00-\x7f]")
_SIGN = r"[„“”‚‘’«»‹›…–—•·§€°©®²³½¼¾µ×\xa0\xad]"
_READING = re.compile(
    rf"(?P<german>[äöüß]|(?<![a-zäöüß])[ÄÖÜẞ]|(?<!{_LETTER}){_SIGN}|{_SIGN}(?!{_LETTER}))"
    rf"|(?P<foreign>[éèêàáâçñôîëï’–])|(?P<misplaced>[ÄÖÜẞ]|{_SIGN})|(?P<strange>[^\x00-\x7f])"
)
_STRANGENESS = {"german": 0, "foreign": 1, "misplaced": 2, "strange": 3}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_CONTROL_SHARE = 0.01


def decode(data: bytes, source: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Return the text with its own line ends, and notes where the encoding was not UTF-8.

    Raises:
        InputError: KT-E05 binary data, KT-E10 and KT-E11 the named encoding is unknown or does not fit.
    """
    text, notes = _detect(data) if encoding is None else (_decode_as(data, source, encoding), ())
    if len(_CONTROL.findall(text)) > _CONTROL_SHARE * len(text):
        raise Problem.BINARY.error(source)
    return text, notes


def _decode_as(data: bytes, source: str, encoding: str) -> str:
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError) as error:
        raise Problem.UNKNOWN_ENCODING.error(source, encoding=encoding) from error
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError as error:  # a codec such as "base64" that does not make text
        raise Problem.UNKNOWN_ENCODING.error(source, encoding=encoding) from error
    except ValueError as error:
        raise Problem.WRONG_ENCODING.error(source, encoding=encoding) from error


def _detect(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            text = _decoded(data, encoding)
            if text is not None:
                return text, () if encoding == "utf-8-sig" else (_note(encoding),)
    encoding = _utf16_by_zeros(data) or "utf-8"
    text = _decoded(data, encoding)
    if text is not None:
        return text, () if encoding == "utf-8" else (_note(encoding),)
    return _mostly_utf8(data) or _legacy(data)


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except ValueError:
        return None


def _utf16_by_zeros(data: bytes) -> str | None:
    """Recognise UTF-16 without a mark: in Latin text every other byte is zero."""
    half = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or half == 0:
        return None
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.05 * half else None


def _mostly_utf8(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Return a UTF-8 text with few damaged bytes, shown as replacement characters."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return (text, ()) if len(_NON_ASCII.findall(text)) > 2 * damaged else None


def _legacy(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Choose the eight-bit encoding that reads best as German, else what charset-normalizer holds likely."""
    readings = [(name, text) for name in _GERMAN_ENCODINGS if (text := _decoded(data, name)) is not None]
    name, text = min(readings, key=lambda reading: _strangeness(reading[1]))
    if _strangeness(text) > len(_NON_ASCII.findall(text)):
        guess = charset_normalizer.from_bytes(data).best()
        if guess is not None:
            name, text = guess.encoding, str(guess)
    return text, (_note(name),)


def _strangeness(text: str) -> int:
    """Weigh the characters outside ASCII by how little a German letter has them at such a place."""
    return sum(_STRANGENESS[match.lastgroup or "strange"] for match in _READING.finditer(text))


def _note(encoding: str) -> str:
    return (
        f"Der Text ist nicht in UTF-8 gespeichert. Gelesen wurde er als {_NAMES.get(encoding, encoding)}. "
        "Bitte prüfen Sie Umlaute und Sonderzeichen."
    )
