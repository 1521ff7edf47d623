"""The sentences of a letter as the checklist reads them: on one line, with what makes them conditional or a duty."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from klartext.checklist.schema import Contents, Patterns
from klartext.records import Letter, PartKind, Protected, Sentence
from klartext.ruleset.lexicon import Roles
from klartext.spans import Places, Span

_BODY: Final[frozenset[PartKind]] = frozenset({"text", "aufzaehlung", "tabelle"})
_INFINITIVE: Final = re.compile(
    r"\b(?:ist|sind|hat|haben)\b(?P<between>[^;]{0,260}?)"
    r"\b(?:zu (?P<apart>[a-zäöüß]{3,30}e?n)|(?P<front>[a-zäöüß]{2,12})zu(?P<back>[a-zäöüß]{3,24}e?n))\b"
)
_TO_READER: Final = re.compile(r"\b(?:Sie|Ihnen|von Ihnen|Ihrerseits)\b")
_DENIED: Final = re.compile(r"\bnicht$")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the body; ``text`` has the same length as the sentence, with line breaks as blanks."""

    span: Span
    text: str
    part: PartKind
    conditional: bool
    duty: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter, sentence by sentence.

    ``body`` are the sentences between salutation and closing, ``subject`` the Betreff on one line, ``remedy`` the
    ranges of the instruction on legal remedies.
    """

    letter: Letter
    protected: Places[Protected]
    body: tuple[Line, ...]
    subject: str
    remedy: tuple[Span, ...]

    @classmethod
    def of(
        cls,
        letter: Letter,
        protected: Sequence[Protected],
        sentences: Sequence[Sentence],
        known: Contents,
        roles: Roles,
    ) -> Reading:
        """Read a letter."""
        parts = {kind: [p.span for p in letter.parts if p.kind == kind] for kind in ("betreff", "rechtsbehelf")}
        subject = "\n".join(line(letter, span) for span in parts["betreff"])
        body = tuple(_lines(letter, sentences, known, roles))
        return cls(letter, Places(protected), body, subject, tuple(parts["rechtsbehelf"]))

    @property
    def duties(self) -> tuple[Line, ...]:
        """The sentences that ask something of the reader."""
        return tuple(s for s in self.body if s.duty)

    def near(self, span: Span) -> Iterator[Protected]:
        """Yield the protected places that touch a range."""
        return iter(self.protected.overlapping(span))

    def text_of(self, span: Span) -> str:
        """Return a range on one line, as long as it is in the letter."""
        return line(self.letter, span)


def line(letter: Letter, span: Span) -> str:
    """Return a range of the letter with line breaks as blanks."""
    return letter.text[span.start : span.end].replace("\n", " ")


def _lines(letter: Letter, sentences: Sequence[Sentence], known: Contents, roles: Roles) -> Iterator[Line]:
    duty = known.question("pflicht")
    asked: Span | None = None  # the question before, which makes the answer conditional
    for sentence in sentences:
        part = letter.part_at(sentence.span.start)
        if part is None or part.kind not in _BODY:
            continue
        text = line(letter, sentence.span)
        conditional = found_in(known.bedingt, text) or (asked is not None and _same_block(letter, asked, sentence.span))
        asked = sentence.span if text.endswith("?") else None
        wanted = (
            asked is None and not found_in(duty.keine, text) and (found_in(duty.muster, text) or _ought(text, roles))
        )
        yield Line(sentence.span, text, part.kind, conditional, wanted and not conditional)


def _same_block(letter: Letter, one: Span, other: Span) -> bool:
    at = bisect_right(letter.blocks, one.start, key=lambda block: block.start) - 1
    return at >= 0 and letter.blocks[at].contains(one) and letter.blocks[at].contains(other)


def _ought(text: str, roles: Roles) -> bool:
    """Whether something *ist zu tun* or *hat zu geschehen* that is the reader's duty."""
    for found in _INFINITIVE.finditer(text):
        verb = found["apart"] or found["front"] + found["back"]
        actor = roles.actor(verb, "pflicht")
        told = _TO_READER.search(text) is not None
        if not _DENIED.search(found["between"].strip()) and (actor == "adressat" or (actor == "offen" and told)):
            return True
    return False


def found_in(signs: Patterns, text: str) -> bool:
    """Whether one of the signs stands in a text."""
    return any(sign.search(text) for sign in signs)
