r"""Bring a text into the one form the program works on, and keep the way back.

The form is NFC with ``\n`` as the only line end, one blank between words, no blanks at the edges of
a line, at most two line ends in a row, nothing invisible, and no word divided at the end of a line.
Every pass runs in linear time and yields edits; one place (``_Draft``) applies them to text and offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from klartext.spans import Edit, OffsetMap, Span, apply_edits

_BLANK = r" \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LETTER = r"[^\W\d_]"

_LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")
_SOFT_BREAK = re.compile(rf"(?<={_LETTER})\u00ad[{_BLANK}]*\n[{_BLANK}]*(?={_LETTER})")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters other than blanks and line ends
    r"\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)
_BLANK_RUN = re.compile(rf"[{_BLANK}\n]{{2,}}|[{_BLANK.removeprefix(' ')}]|\A | \Z")

# Below U+0300 nothing combines with the character before it, so these are safe places to cut.
_MAY_COMPOSE = re.compile(r"[\x00-\u02ff]?[\u0300-\U0010ffff]+")

_DIVIDED = re.compile(rf"(?<=[^\W_])[-\u2010\u2011]\n(?={_LETTER})")
_LAST_LETTERS = re.compile(rf"{_LETTER}*\Z")
_FIRST_LETTERS = re.compile(rf"{_LETTER}+")
_NOT_BLANK = re.compile(r"\S+")
_TECHNICAL = re.compile(r"[@\\{}\[\]<>$]|://|\w\.[a-zäöü]{2}")  # addresses, domains, placeholders
_VOWEL = re.compile(r"[aeiouyäöüàâáéèêëíìîïóòôúùûœæø]", re.IGNORECASE)
_TOKEN_LIMIT = 200


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# After a suspended hyphen ("Vor- und Nachteile") the line goes on with one of these …
_NEVER_A_TAIL = _words(
    "aber als am anstatt auch beim beziehungsweise bis bzw im je nicht oder ohne plus resp respektive sondern "
    "sowie und vom zum zur"
)
# … or with one of these, unless they end an adverb such as "hiermit", "sowie" or "dennoch".
_RARELY_A_TAIL = _words(
    "an auf aus bei durch für gegen in mit nach noch statt über um unter von vor weder wegen wie zu zwischen"
)
_ADVERB_HEADS = _words(
    "all an be da dar dem den des durch ent gegen gerade her hier hin in mit nahe so um über voll vor war wes wo wor zu"
)


def normalise(original: str) -> tuple[str, OffsetMap]:
    r"""Return the normalised text and the map from its characters to ranges of ``original``.

    >>> text, offsets = normalise("Ihr  Wider-\r\nspruch")
    >>> text, offsets.to_original(Span(4, 15))
    ('Ihr Widerspruch', Span(start=5, end=19))
    """
    draft = _Draft(original, range(len(original)), range(1, len(original) + 1))
    for edits in (_line_ends, _soft_breaks, _invisible, _compositions, _blanks):
        draft = draft.after(edits)
    while (joined := draft.after(_divisions)) is not draft:  # a word joined here may settle the line before
        draft = joined
    if draft.text == original:
        return original, OffsetMap.identity(len(original))
    return draft.text, OffsetMap(tuple(draft.starts), tuple(draft.ends), len(original))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A text on its way; ``starts`` and ``ends`` as in ``OffsetMap``."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def after(self, find_edits: Callable[[str], Iterable[Edit]]) -> _Draft:
        """Return the draft with the edits applied, or this very draft when there are none."""
        edits = list(find_edits(self.text))
        if not edits:
            return self
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for edit in edits:
            start, end, width = edit.span.start, edit.span.end, len(edit.replacement)
            starts += self.starts[at:start]
            ends += self.ends[at:start]
            starts += [self.starts[start]] * width
            ends += [self.ends[end - 1]] * width
            at = end
        starts += self.starts[at:]
        ends += self.ends[at:]
        return _Draft(apply_edits(self.text, edits), starts, ends)


def _line_ends(text: str) -> Iterator[Edit]:
    return (Edit(Span(*match.span()), "\n") for match in _LINE_END.finditer(text))


def _soft_breaks(text: str) -> Iterator[Edit]:
    return (Edit(Span(*match.span()), "") for match in _SOFT_BREAK.finditer(text))


def _invisible(text: str) -> Iterator[Edit]:
    return (Edit(Span(*match.span()), "") for match in _INVISIBLE.finditer(text))


def _compositions(text: str) -> Iterator[Edit]:
    """Compose canonically (NFC), in the smallest pieces that can be composed on their own."""
    if unicodedata.is_normalized("NFC", text):
        return
    for match in _MAY_COMPOSE.finditer(text):
        if unicodedata.is_normalized("NFC", match.group()):
            continue
        for cluster in _clusters(match.group(), match.start()):
            before = text[cluster.start : cluster.end]
            after = _nfc(before)
            if after != before:
                yield Edit(cluster, after)


def _clusters(run: str, offset: int) -> Iterator[Span]:
    begin = 0
    for at in range(1, len(run)):
        character = run[at]
        if unicodedata.combining(unicodedata.normalize("NFD", character)[0]):
            continue
        head = run[begin:at]
        if _nfc(head + character) == _nfc(head) + _nfc(character):
            yield Span(offset + begin, offset + at)
            begin = at
    yield Span(offset + begin, offset + len(run))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _blanks(text: str) -> Iterator[Edit]:
    """Leave one blank between words, none at the edges of a line, and at most two line ends in a row."""
    for match in _BLANK_RUN.finditer(text):
        run, start, end = match.group(), match.start(), match.end()
        first = run.find("\n")
        if first < 0:
            yield Edit(Span(start, end), "" if start == 0 or end == len(text) else " ")
            continue
        second, last = run.find("\n", first + 1), run.rfind("\n")
        yield from _removed(start, start + first)
        if second > first:
            yield from _removed(start + first + 1, start + second)
        if last > second > first:
            yield Edit(Span(start + second, start + last + 1), "\n")
        yield from _removed(start + last + 1, end)


def _removed(start: int, end: int) -> Iterator[Edit]:
    if start < end:
        yield Edit(Span(start, end), "")


def _divisions(text: str) -> Iterator[Edit]:
    """Join words that were divided at the end of a line."""
    built, at = "", 0  # the end of the text as it will be, as far as a decision can depend on it
    for match in _DIVIDED.finditer(text):
        built = (built + text[at : match.start()])[-_TOKEN_LIMIT:]
        following = _NOT_BLANK.match(text, match.end(), match.end() + _TOKEN_LIMIT)
        middle = _joint(built.split()[-1], following.group() if following else "", match.group()[0])
        if middle is not None:
            yield Edit(Span(*match.span()), middle)
        built += match.group() if middle is None else middle
        at = match.end()


def _joint(left: str, right: str, hyphen: str) -> str | None:
    """Return what stands between the halves once they are joined; None when the line break stays.

    ``left`` ends with a letter or digit and ``right`` begins with a letter; both are written without blanks.
    """
    head = _LAST_LETTERS.search(left)
    tail = _FIRST_LETTERS.match(right)
    if head is None or tail is None or tail.group().lower() in _NEVER_A_TAIL:
        return None
    stem, word = head.group(), tail.group()
    if word.lower() in _RARELY_A_TAIL and stem.lower() not in _ADVERB_HEADS:
        return None
    keeps_hyphen = (
        not stem  # 25-jährige
        or not word[0].islower()  # Baden-Württemberg
        or stem[-1].isupper()  # EU-weit
        or len(stem) < 2  # e-mail
        or not _VOWEL.search(stem)  # Kfz-steuerfrei
        or _TECHNICAL.search(left)
        or _TECHNICAL.search(right)
    )
    if keeps_hyphen:
        return hyphen
    return "" if len(word) > 1 and _VOWEL.search(word) else None
