"""Legal terms stay; where a letter first uses one, an explanation from the glossary may follow as a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from klartext.protect.rechtsbegriff import inflections
from klartext.records import Letter, Proposal, Protected, Sentence
from klartext.ruleset.lexicon import GlossaryTerm, Roles
from klartext.spans import Places, Span

RULE: Final = "glossar"
_ASKED: Final = "erklaerung"
_NEAR: Final = 100
_MOST: Final = 3
"""More explanations would make a letter longer, not clearer."""
_CONFIDENCE: Final = 0.8
_LAST_WORD: Final = re.compile(r"\S+$")
_OPENS_CLAUSE: Final = frozenset({"jemand", "man", "wer", "es", "niemand"})
_NOUN: Final = re.compile(r"(?<!\w)[A-ZÄÖÜ][a-zäöüß]{3,}(?!\w)")
_GOES_ON: Final = re.compile(
    r"\s*(?:Da(?:bei|mit|durch|gegen|zu|rin|nach|für|von|rüber|rauf|her|nn)|Hier\w*|Dies\w*|Letzter\w*|Deshalb|Deswegen"
    r"|Außerdem|Zudem|Ferner|Zugleich|Weiterhin|Insoweit|Insbesondere|Andernfalls|Sonst|Ansonsten|Auch|Er|Dort|So)(?!\w)"
)
"""How a sentence begins that goes on about the one before: nothing may come between them."""
_READER: Final = re.compile(r"(?<!\w)(?:Sie|Ihnen|Ihr\w*)(?!\w)")


@dataclass(frozen=True, slots=True)
class GlossaryRewriter:
    """Proposes explanations for a whole letter, at most one for each term.

    ``by_form`` has every form of a term, ``explanations`` the explanation of each term on one line.
    """

    by_form: Mapping[str, GlossaryTerm]
    explanations: Mapping[str, str]
    roles: Roles

    @classmethod
    def of(cls, glossary: Mapping[str, GlossaryTerm], roles: Roles) -> GlossaryRewriter:
        """Return the rewriter with every form of the terms of one word, and the others as they stand."""
        found: dict[str, GlossaryTerm] = {}
        for term in glossary.values():
            forms = inflections(term.term) if " " not in term.term else frozenset([term.term])
            found.update(dict.fromkeys(forms, term))
        return cls(found, {t.term: " ".join(explanation_of(t).split()) for t in glossary.values()}, roles)

    def propose(
        self, letter: Letter, sentences: Sequence[Sentence], protected: Sequence[Protected]
    ) -> Iterator[Proposal]:
        """Yield an explanation behind the first sentence of running text where a term surely has that sense."""
        told = self._explained_in(letter)
        known = Places(sentences)
        for place in protected:
            term = self.by_form.get(" ".join(place.text.split())) if place.kind == "rechtsbegriff" else None
            if term is None or term.term in told or len(told) >= _MOST:
                continue
            sentence = next(iter(known.around(place.span)), None)
            part = letter.part_at(place.span.start)
            if (
                sentence is None
                or (part is not None and part.kind != "text")
                or self._is_between_others(sentence, term)
                or _GOES_ON.match(letter.text, sentence.span.end)
            ):
                continue
            if _needs(letter, sentence, place, term):
                told.add(term.term)
                yield _proposal(letter, sentence, term)

    def _explained_in(self, letter: Letter) -> set[str]:
        """Return the terms whose explanation stands in the letter already, as after a first acceptance."""
        text = " ".join(letter.text.split())
        return {term for term, explanation in self.explanations.items() if explanation in text}

    def _is_between_others(self, sentence: Sentence, term: GlossaryTerm) -> bool:
        """Whether the explanation speaks of the reader and the sentence only of others: *Die Kammer wird angehört*."""
        if not _READER.search(explanation_of(term)) or _READER.search(sentence.text):
            return False
        return any(self.roles.is_office(w) or self.roles.is_other(w) for w in _NOUN.findall(sentence.text))


def _needs(letter: Letter, sentence: Sentence, place: Protected, term: GlossaryTerm) -> bool:
    """Whether a term stands in a statement and is not explained there already."""
    behind = letter.text[place.span.end : place.span.end + 2].strip()
    before = letter.text[max(0, place.span.start - 1) : place.span.start]
    explained = any(w in sentence.text for w in ("bedeutet", "heißt", "das ist", "nennt man"))
    if _holds(sentence.text, term.not_with) or _is_anothers(letter, place, term):
        return False
    if term.only_with and not _holds(letter.text, term.only_with):
        return False
    return sentence.text.endswith(".") and not behind.startswith("(") and before != "(" and not explained


def _holds(text: str, words: Sequence[str]) -> bool:
    """Whether a word of the text begins with one of these."""
    return any(re.search(rf"(?<!\w){re.escape(word)}", text) for word in words)


def _is_anothers(letter: Letter, place: Protected, term: GlossaryTerm) -> bool:
    """Whether the term is somebody else's while its explanation speaks of the reader: *meine Einwilligung*."""
    before = letter.text[max(0, place.span.start - _NEAR) : place.span.start].split()[-1:]
    owned = bool(before) and before[0].lower().startswith(("mein", "unser", "sein", "ihr")) and before[0][:1] != "I"
    return owned and bool(_READER.search(explanation_of(term)))


def explanation_of(term: GlossaryTerm) -> str:
    """Return the explanation as a sentence of its own."""
    told = term.bracket
    if told.split(" ", 1)[0] in _OPENS_CLAUSE:
        told = told[0].upper() + told[1:]
    return term.sentence or f"{term.term[0].upper()}{term.term[1:]} bedeutet: {told}."


def _proposal(letter: Letter, sentence: Sentence, term: GlossaryTerm) -> Proposal:
    last = _LAST_WORD.search(sentence.text)
    start = sentence.span.start + (last.start() if last else 0)
    original, added = letter.text[start : sentence.span.end], explanation_of(term)
    caution = f" Passt nicht bei: {term.not_if}." if term.not_if else ""
    return Proposal(
        sentence=sentence.id,
        findings=(),
        span=Span(start, sentence.span.end),
        original=original,
        replacement=f"{original} {added}",
        rule=RULE,
        explanation=f"„{term.term}“ ist ein fester Begriff und bleibt stehen. Die Erklärung kommt nur dazu.{caution}",
        confidence=_CONFIDENCE,
        needs=_ASKED,
        adds=added,
    )
