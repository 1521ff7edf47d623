"""Tokens of official German: citations, amounts, dates, abbreviations and placeholders stay in one piece.

One regular expression reads a text from left to right; its alternatives are tried in the order given. All
of them are free of nested repetition, so the time is linear in the length of the text.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc
from spacy.vocab import Vocab

from klartext.pipeline.words import (
    ABBREVIATIONS,
    CASED_ABBREVIATIONS,
    FUNCTION_WORDS,
    LETTER_ABBREVIATIONS,
    MONTHS,
    NUMBERED,
    ORDINAL_CONTEXT,
    UNIT_LETTERS,
    is_clipped,
)
from klartext.unfilled import UNFILLED, as_filled, is_unfilled

_PLACEHOLDER = (
    r"\{\{[^{}\n]{1,80}\}\}|\$\{[^{}\n]{1,80}\}|\[\[[^\[\]\n]{1,80}\]\]|«[^«»\n]{1,60}»"
    r"|\{ ?MERGEFIELD [^{}\n]{1,80}\}|<[A-Za-zÄÖÜäöü_][\w .:-]{0,60}>|\[[A-ZÄÖÜ][^\[\]\n]{2,60}\]"
    r"|\{[^\W\d][^{}\n]{0,80}\}|%[A-Z][A-Z0-9_]{1,40}%|@@[^\W\d][\w.]{0,60}@@|\$[^\W\d][\w.]{0,60}\$"
)
_CONTACT = r"(?:https?://|www\.)[^\s<>\"„“»«]{2,200}[\w/=#]|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
_DOTTED = (
    r"(?<![\w.])[A-Za-zÄÖÜäöü]\.(?:[ \n]?(?:[A-Za-zÄÖÜäöü]|Hd|Zt|Tl|Zw|Chr|dgl|Gr)\.){1,4}(?![\w])"  # i. d. R.
    r"|[A-ZÄÖÜ]\w{0,9}\.-[A-ZÄÖÜ]\w{0,20}(?:-\w{1,20}){0,3}(?!\w)"  # Tel.-Nr, Dipl.-Ing
)
_NUMBER = (
    r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?!\d)"  # 15.03.2025
    r"|\d{1,2}[.:]\d{2}(?=[ \n](?:Uhr|h)\b)"  # 10.30 Uhr
    r"|\d{1,3}(?:\.\d{3})+(?:,(?:\d+|-{1,2}|–))?(?![\d])"  # 1.234,56
    r"|\d+,(?:\d+|-{1,2}|–)(?![\w])"  # 26,50
)
_CODE = r"(?=[\w.-]{0,30}\d)[A-Za-z0-9ÄÖÜäöü]{1,20}(?:[-/.:][A-Za-z0-9ÄÖÜäöü]{1,20}){1,8}(?![\w])"  # 57.3-208/11-K
_WORD = (
    r"\w+(?:[*:_·]innen|[*:_·]in|/-?innen|/-?in)(?!\w)"  # Antragsteller*innen
    r"|\w+-/\w+(?:-\w+)*"  # Spa-/Wellness-Bereich
    r"|\w+(?:[-'’]\w+)*-?(?![\w])"
    r"|\w+"
)
_SIGN = r"\.\.\.|``|''|--|\S"
_TOKEN = re.compile("|".join((_PLACEHOLDER, UNFILLED, _CONTACT, _DOTTED, _NUMBER, _CODE, _WORD, _SIGN)))
_BLANKS = re.compile(r"\s+")
_NEXT_WORD = re.compile(r"\s+[„\"»(]?([^\W_]+)")
_SIGNS_AROUND = "{}[]<>«»$%@ _."
_CURRENCIES = frozenset({"Euro", "EUR", "€"})
_UNITS = frozenset({
    "m", "cm", "km", "m²", "qm", "kg", "kWh", "%", "Prozent", "Uhr", "Stunden", "Tage", "Tagen", "Wochen", "Monate",
    "Monaten", "Jahre", "Jahren", "Personen", "Kinder", "Kindern",
})  # fmt: skip
_FIELD = re.compile(_PLACEHOLDER)


class GermanTokenizer:
    """Callable that spaCy uses as ``nlp.tokenizer``."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return the Doc of a text; ``doc.text`` equals ``text``."""
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for start, end in token_spans(text):
            if start > at:
                _blanks(text[at:start], words, spaces)
            words.append(text[start:end])
            spaces.append(False)
            at = end
        if at < len(text):
            _blanks(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **_: object) -> bytes:
        """Return nothing: the tokeniser has no state."""
        return b""

    def from_bytes(self, _: bytes, **__: object) -> GermanTokenizer:
        """Return itself: the tokeniser has no state."""
        return self


def _blanks(gap: str, words: list[str], spaces: list[bool]) -> None:
    """Attach the first blank to the token before; what is left becomes one token of its own."""
    if words and gap[0] == " ":
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


def is_placeholder(token: str) -> bool:
    """Whether a token is a placeholder of a template, or a date, amount or blank that is not filled in yet."""
    return _FIELD.fullmatch(token) is not None or is_unfilled(token)


def filled_in(token: str, behind: str = "") -> str:
    """Return what those who read grammar see of a placeholder: the name inside it, or a date or an amount.

    Args:
        token: The placeholder.
        behind: The word behind it; before a currency or a unit it must be a number.
    """
    if behind in _CURRENCIES:
        return "234,56"
    if behind in _UNITS:
        return "12"
    if is_unfilled(token):
        return as_filled(token)
    return token.strip(_SIGNS_AROUND).removeprefix("MERGEFIELD ") or "X"


def token_spans(text: str) -> list[tuple[int, int]]:
    """Return start and end of every token that is not white space."""
    spans: list[tuple[int, int]] = []
    at, length = 0, len(text)
    while at < length:
        blank = _BLANKS.match(text, at)
        if blank:
            at = blank.end()
            continue
        match = _TOKEN.match(text, at)
        if match is None:
            raise AssertionError(f"no token at {at}")
        start, end = match.span()
        end = _with_full_stop(text, start, end, spans)
        spans.append((start, end))
        at = end
    return spans


def _with_full_stop(text: str, start: int, end: int, before: list[tuple[int, int]]) -> int:
    """Return the end of a token with the full stop that belongs to it (abbreviation, ordinal, initial)."""
    if text[end : end + 1] != ".":
        return end
    token = text[start:end]
    last = token.rpartition("-")[2]
    if last.lower() in ABBREVIATIONS or last in CASED_ABBREVIATIONS or is_clipped(last):
        return end + 1
    if len(token) == 1 and token.isalpha() and _letter(text, start, end, before):
        return end + 1
    if token.isdigit() and len(token) <= 3 and _ordinal(text, start, end, before):
        return end + 1
    if token in _ROMAN and _ordinal(text, start, end, before):
        return end + 1
    return end


_ROMAN = frozenset("I II III IV V VI VII VIII IX X XI XII".split())


def _letter(text: str, start: int, end: int, before: list[tuple[int, int]]) -> bool:
    """Whether the full stop after a single letter makes it an abbreviation or an initial and ends no sentence."""
    letter = text[start]
    previous = text[slice(*before[-1])] if before else ""
    if text[start - 1 : start] == "/" or (letter in UNIT_LETTERS and previous[-1:].isdigit()):
        return False  # 30 km/h. or 5 m.
    following = _NEXT_WORD.match(text, end + 1)
    if following is None or previous.lower() in NUMBERED:
        return False  # Anlage B.
    if letter in LETTER_ABBREVIATIONS:
        return True
    if following[1][0].islower() or (len(previous) > 1 and previous.isupper()):
        return False  # SGB X.
    return following[1].lower() not in FUNCTION_WORDS and (following[1][0].isupper() or letter == "S")


def _ordinal(text: str, start: int, end: int, before: list[tuple[int, int]]) -> bool:
    """Whether the full stop after a number makes it an ordinal and does not end a sentence."""
    if start == 0 or text[start - 1] == "\n":
        return text[end + 1 : end + 2].isspace()  # list marker
    rest = text[end + 1 : end + 60]
    following = _NEXT_WORD.match(rest)
    if following is None:
        return bool(re.match(r"\s*[,;)/–-]", rest))
    word = following[1]
    previous = text[slice(*before[-1])].lower() if before else ""
    if word.lower() in MONTHS or word[0].islower():
        return True
    if word[0].isdigit():
        return previous in ORDINAL_CONTEXT or previous[:-1].isdigit()  # 1. 1. 2023
    return word.lower() not in FUNCTION_WORDS and previous in ORDINAL_CONTEXT
