"""Detectors that need no grammar: long sentences, long words, chained citations, unknown abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klartext.grammar.nouns import names_a_person
from klartext.pipeline.word_frequency import zipf_frequency
from klartext.records import Evidence, Protected, ProtectedKind
from klartext.ruleset.detectors.contract import Detector, Hit, SentenceView, count_words
from klartext.ruleset.rule import Parameters
from klartext.spans import Span

_LONGEST_ENDING: Final = 4
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_TIES: Final = frozenset("-‐‑_@*:")
_NOT_A_WORD: Final[frozenset[ProtectedKind]] = frozenset(
    {"name", "platzhalter", "kontakt", "aktenzeichen", "rechtsbegriff", "paragraph", "zitat", "rechtsbehelf"}
)

_CITATION: Final = re.compile(
    r"§|(?<!\w)(?:Art(?:\.|ikel)|Abs(?:\.|atz)|Nr\.|Nummer|Satz|S\.|Buchst|Ziff|lit\.)[\w.]*\s*\d"
)
_SECTION: Final = re.compile(r"(?<!§)§{1,2}\s*\d|(?<!\w)Art(?:\.|ikeln?)\s*\d")
_BETWEEN: Final = re.compile(
    r"""\s*(?:(?:i\.?\s?V\.?\s?m\.?|iVm|in\s+Verbindung\s+mit|und|u\.|oder|sowie|bzw\.|bis|zu[mr]?|mit|nach|gem\.|gemäß
    |de[rmsn]|die|Anlagen?|Anhang|Abs\.|Absatz|Satz|S\.|Nr\.|Nummer|Teil|Buchst\.|vgl\.|ebenso|auch|[\d.]+|[,;/–&])(?!\w)\s*){0,10}""",
    re.VERBOSE,
)
_LEAD: Final = re.compile(
    r"""(?<!\w)(?:gem\.|gemäß|nach|lt\.|laut|i\.\s?S\.\s?d\.|im\s+Sinne|auf\s?grund|auf\s+der\s+Grundlage|auf\s+Grundlage|nach\s+Maßgabe
    |entsprechend|entgegen|aus|in|mit|von|zu)?\s*(?:(?<!\w)(?:de[rmsn]|die|von))?\s*\Z""",
    re.VERBOSE | re.IGNORECASE,
)

_DOTTED: Final = re.compile(r"(?<![\w.])[a-zäöü]\.(?:\s?(?:[A-Za-zÄÖÜäöü]|Hd)\.)+(?!\w)")
_CONSONANTS: Final = re.compile(
    r"(?<![\w.\-/])(?<!\d\s)(?!(?:ff|km|cm|mm|kg|qm|kwh)\.)[bcdfghj-np-tv-xzß]{2,8}\.(?![\w.\-/])"
)


def long_sentence(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield the sentence when it has more than ``grenze`` words; ``schwer`` and ``sehr_schwer`` are the next steps."""
    limit, hard, very_hard = (int(parameters[name]) for name in ("grenze", "schwer", "sehr_schwer"))
    if view.words > limit:
        severity = 1 if view.words <= hard else 2 if view.words <= very_hard else 3
        start, end = view.sent.start_char, view.sent.end_char
        yield Hit(start, end, severity=severity, fields={"woerter": str(view.words), "grenze": str(limit)})


def long_word(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield words of at least ``buchstaben`` letters that are no name, term or citation and have no hyphen.

    ``behoerden`` lists endings, parted by blanks, that make a word the name of an authority; what is as frequent as
    ``gelaeufig`` on the Zipf scale is read at a glance.
    """
    least, very_long, known = (int(parameters[name]) for name in ("buchstaben", "sehr_lang", "gelaeufig"))
    offices = tuple(str(parameters.get("behoerden", "")).split())
    text, offset = view.sent.text, view.sent.start_char
    for match in _LETTERS.finditer(text):
        length = match.end() - match.start()
        if (
            length < least
            or _uninflected(view, match) < least
            or _joined(text, match.start(), match.end())
            or match[0].lower().endswith(offices)
        ):
            continue
        span = Span(offset + match.start(), offset + match.end())
        if _inside(span, view.protected) or _is_name(view, span) or _is_said_by_office(view, match[0]):
            continue
        if _frequency(view, span) < known:
            severity = 2 if length >= very_long else 1
            yield Hit(span.start, span.end, severity=severity, fields={"buchstaben": str(length)})


def _uninflected(view: SentenceView, word: re.Match[str]) -> int:
    """Return how many letters a word has without the ending of its case or number."""
    found = view.sent.doc.char_span(view.sent.start_char + word.start(), view.sent.start_char + word.end())
    lemma = found[0].lemma_ if found is not None and len(found) == 1 else ""
    return len(lemma) if len(lemma) > len(word[0]) - _LONGEST_ENDING else len(word[0])


def _joined(text: str, start: int, end: int) -> bool:
    """Whether a hyphen, digit or sign ties the letters to more of the same word."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(c in _TIES or c.isdigit() for c in around)


def _inside(span: Span, protected: Sequence[Protected]) -> bool:
    return any(p.kind in _NOT_A_WORD and p.span.overlaps(span) for p in protected)


def _frequency(view: SentenceView, span: Span) -> float:
    """Return how frequent a word is, in this form or as its lemma: 3 is once in a million words."""
    words = view.sent.doc.char_span(span.start, span.end)
    forms = {_text(view, span.start, span.end), *(t.lemma_ for t in words or ())}
    return max(zipf_frequency(form) for form in forms)


def _is_name(view: SentenceView, span: Span) -> bool:
    words = view.sent.doc.char_span(span.start, span.end)
    return words is not None and any(t.pos_ == "PROPN" for t in words)


def _is_said_by_office(view: SentenceView, word: str) -> bool:
    """Whether a word is the office's own name or the title of who signs, alone in its line: neither can change."""
    return word.lower() in view.senders or view.part == "gruss" or (view.words == 1 and names_a_person(word))


@dataclass(frozen=True, slots=True)
class _Chain:
    """Citations that follow each other with nothing but joining words between them."""

    citations: tuple[Span, ...]

    @property
    def start(self) -> int:
        return self.citations[0].start

    @property
    def end(self) -> int:
        return self.citations[-1].end


def citation_chain(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield places with at least ``mindestens`` chained citations; from ``sehr_viele`` on they are hard to understand.

    A chain in brackets at the end of the sentence is where it belongs, and so is a line that holds nothing else.
    """
    if view.part not in ("text", "aufzaehlung"):
        return
    least, many = int(parameters["mindestens"]), int(parameters["sehr_viele"])
    for chain in _chains(view):
        count = sum(_parts_of(view, citation) for citation in chain.citations)
        if count < least or _bracketed_at_end(view, chain) or not _runs_on(view, chain):
            continue
        evidence = tuple(Evidence(citation, "fundstelle") for citation in chain.citations)
        severity = 3 if count >= many else 2
        yield Hit(_with_lead(view, chain.start), chain.end, evidence, severity, {"anzahl": str(count)})


def _chains(view: SentenceView) -> Iterator[_Chain]:
    spans = [p.span for p in view.protected if p.kind == "paragraph" and _CITATION.search(p.text)]
    at = 0
    while at < len(spans):
        last = at
        while last + 1 < len(spans) and _BETWEEN.fullmatch(_text(view, spans[last].end, spans[last + 1].start)):
            last += 1
        yield _Chain(tuple(spans[at : last + 1]))
        at = last + 1


def _parts_of(view: SentenceView, citation: Span) -> int:
    """Return how many citations one protected place holds: one, or one for each § or article in it."""
    return max(1, len(_SECTION.findall(_text(view, citation.start, citation.end))))


def _bracketed_at_end(view: SentenceView, chain: _Chain) -> bool:
    before = _text(view, view.sent.start_char, chain.start)
    after = _text(view, chain.end, view.sent.end_char)
    return before.count("(") > before.count(")") and re.fullmatch(r"[^()]*\)\s*[.;:!?]?\s*", after) is not None


def _runs_on(view: SentenceView, chain: _Chain) -> bool:
    """Whether the chain stands in running text: at least two words of the sentence are outside it."""
    outside = _text(view, view.sent.start_char, chain.start) + " " + _text(view, chain.end, view.sent.end_char)
    return count_words(outside) >= 2


def _with_lead(view: SentenceView, start: int) -> int:
    """Return the start with the preposition and article that lead into the chain."""
    before = _text(view, view.sent.start_char, start)
    lead = _LEAD.search(before)
    found = lead.start() if lead else len(before)
    return view.sent.start_char + found + len(before[found:]) - len(before[found:].lstrip())


def _text(view: SentenceView, start: int, end: int) -> str:
    """Return the characters of a range, cut to the sentence."""
    offset, text = view.sent.start_char, view.sent.text
    return text[max(0, start - offset) : max(0, end - offset)]


def unlisted_abbreviation(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield abbreviations by their shape: single letters with dots, or nothing but consonants with a dot.

    Initials of names start with a capital, units stand behind a number; both stay silent.
    """
    text, offset = view.sent.text, view.sent.start_char
    for pattern in (_DOTTED, _CONSONANTS):
        for match in pattern.finditer(text):
            yield Hit(offset + match.start(), offset + match.end())


def leading_citation(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield a citation with its preposition (``einleitungen``) that opens a sentence."""
    first = next((p.span for p in view.protected if p.kind == "paragraph"), None)
    if first is None or view.part != "text":
        return
    lead = _text(view, view.sent.start_char, first.start).lower().replace(".", "").split()
    if lead and lead[0] in str(parameters["einleitungen"]).split() and len(lead) <= 2:
        yield Hit(view.sent.start_char, first.end, (Evidence(first, "fundstelle"),))


SURFACE: Final[dict[str, Detector]] = {
    "langer_satz": long_sentence,
    "bandwurmwort": long_word,
    "paragraphenkette": citation_chain,
    "paragraf_vorn": leading_citation,
    "abkuerzung": unlisted_abbreviation,
}
