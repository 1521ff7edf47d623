"""Noun phrases: their extent, their case, number and gender, and how they read in another case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import cast

from spacy.tokens import Token

from klartext.grammar.adjectives import as_nouns
from klartext.grammar.extent import appositions, coordinated, find_extent, is_nominal, is_preposition, needs_comma
from klartext.grammar.features import Case, Gender, Number, Reading, only
from klartext.grammar.prepositions import contract, preposition_case
from klartext.grammar.pronouns import Pronoun, personal, pronouns
from klartext.grammar.readings import (
    Option,
    joint_readings,
    narrowed,
    parallel,
    possible_cases,
    read_options,
    rendered,
    sharing,
)
from klartext.grammar.slots import Slot, places, read_slots

_TITLES = ("Herr", "Herrn", "Frau")


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase in a sentence, see ``noun_phrase``.

    Args:
        head: Its noun, name or pronoun.
        start: Index of its first token, without preposition.
        end: Index behind its last token, without a closing comma.
        readings: The cases, numbers and genders that the sentence leaves possible.
        determiner: Its article or article word as inside a sentence, the one in a contraction too; or empty.
        is_coordinated: Whether it joins several phrases: the notice and the records.
        needs_comma: Whether it ends with a clause or apposition that needs a comma if the sentence goes on.
    """

    head: Token
    start: int
    end: int
    readings: frozenset[Reading]
    determiner: str
    is_coordinated: bool
    needs_comma: bool
    slots: tuple[Slot, ...]
    options: tuple[tuple[Option, ...], ...]

    @property
    def case(self) -> Case | None:
        """Its case; None if that is open."""
        return only(r[0] for r in self.readings)

    @property
    def number(self) -> Number | None:
        """Its number; None if that is open."""
        return only(r[1] for r in self.readings)

    @property
    def gender(self) -> Gender | None:
        """Its gender; None if that is open."""
        return only(r[2] for r in self.readings)

    @property
    def text(self) -> str:
        """Its words as inside a sentence, with the article from a contraction."""
        return _joined(self.slots)

    @property
    def person(self) -> int:
        """1, 2 or 3."""
        persons = {o.word.person if isinstance(o.word, Pronoun) else 3 for options in self.options for o in options}
        return min(persons, default=3)

    @property
    def is_pronoun(self) -> bool:
        """Whether it is a single pronoun."""
        return all(isinstance(o.word, Pronoun) for options in self.options for o in options)

    @property
    def is_polite(self) -> bool:
        """Whether it is the polite Sie."""
        return all(isinstance(o.word, Pronoun) and o.word.polite for options in self.options for o in options)

    def inflect(self, case: Case) -> str | None:
        """Return the whole phrase in another case, written as inside a sentence; None when that is not sure."""
        if self.case == case and not self.is_pronoun:
            return self.text
        chosen: list[dict[int, str]] = []
        for member, options in enumerate(self.options):
            ways = {rendered(self.slots, member, option, case) for option in options}
            if len(ways) != 1 or None in ways:
                return None
            words = cast("tuple[str, ...]", next(iter(ways)))
            chosen.append(dict(zip(places(self.slots, member), words, strict=True)))
        texts = {place: word for words in chosen for place, word in words.items()}
        return _joined(Slot(texts.get(i, slot.text), slot.space) for i, slot in enumerate(self.slots))

    def after(self, preposition: str, case: Case) -> str | None:
        """Return preposition and phrase, contracted where German does: zur Prüfung, beim Amt, mit dem Vordruck."""
        text = self.inflect(case)
        if text is None:
            return None
        article, _, rest = text.partition(" ")
        first = self.slots[0]
        if (
            case == "Dat"
            and first.kind == "determiner"
            and article in ("dem", "der")
            and not self._points_ahead()
            and not _opens_attribute(self.slots[1:2])
            and not (self.is_coordinated and any(s.kind == "determiner" and s.member > 0 for s in self.slots))
        ):
            return f"{contract(preposition, article)} {rest}"
        return f"{preposition} {text}"

    def pronoun(self, case: Case) -> str | None:
        """Return the personal pronoun for it: er, ihn, sie, ihnen, Ihnen; None when that is not sure."""
        if self.is_pronoun and (self.is_polite or self.person < 3):
            return self.inflect(case)
        found = {personal(r[1], r[2]) for r in self.readings}
        return _one_form(found, case)

    def _points_ahead(self) -> bool:
        """Whether a relative clause tells which one is meant; then zu dem does not contract."""
        return any(child.dep_ == "acl:relcl" for child in self.head.children)


def _opens_attribute(slots: Sequence[Slot]) -> bool:
    """Whether an attribute with words of its own follows the article: zu dem von Ihnen gestellten Antrag."""
    return any(
        s.kind == "fixed" and (s.text in ("zu", "zum", "zur") or preposition_case(s.text) or pronouns(s.text))
        for s in slots
    )


def noun_phrase(head: Token, *, leave_clauses: bool = False) -> NounPhrase | None:
    """Return the phrase around a noun, name, pronoun or nominalised adjective.

    With it go the phrases coordinated to it and everything behind it, but not its preposition; an article that hides
    in a contraction is taken out (``zur Prüfung`` has the phrase ``der Prüfung``). None when its pieces do not stand
    in one stretch or no reading explains them.

    Args:
        head: The noun.
        leave_clauses: Whether a clause that belongs to it, but stands further behind in the sentence, may stay out.
    """
    if not is_nominal(head) or head.dep_ in ("flat", "fixed"):
        return None
    if titled := _titled(head):
        return _name_with_title(head, titled)
    members = coordinated(head)
    extent = find_extent(members, leave_clauses) if members else None
    if members is None or extent is None:
        return None
    parts = [*members, *(token for token in appositions(members) if token.i < extent[1])]
    slots = read_slots(parts, *extent)
    options = _understood(head, parts, slots) if slots else None
    if slots is None or options is None:
        return None
    return NounPhrase(
        head=head,
        start=extent[0],
        end=extent[1],
        readings=joint_readings(members, options),
        determiner=slots[0].text if slots[0].kind == "determiner" else "",
        is_coordinated=len(members) > 1,
        needs_comma=needs_comma(members, extent[1]),
        slots=slots,
        options=options,
    )


def _understood(head: Token, parts: Sequence[Token], slots: Sequence[Slot]) -> tuple[tuple[Option, ...], ...] | None:
    """Return the options of every coordinated phrase and apposition; None where one of them has none."""
    every = [read_options(slots, number, part) for number, part in enumerate(parts)]
    cases = possible_cases([head], every)
    options = [
        narrowed(part, sharing(slots, number, [o for o in ways if o.reading[0] in cases]))
        for number, (part, ways) in enumerate(zip(parts, every, strict=True))
    ]
    return tuple(parallel(slots, options)) if all(options) else None


def _titled(head: Token) -> list[Token]:
    """Return title and name where the parse does not hang the name on the title; else nothing."""
    if head.text not in _TITLES and not _in_name(head):
        return []
    words, end = [head], head.sent.end
    while words[0].text not in _TITLES and not words[0].is_sent_start and _in_name(words[0]):
        words.insert(0, words[0].nbor(-1))
    while words[-1].i + 1 < end and _in_name(words[-1].nbor()):
        words.append(words[-1].nbor())
    if words[0].text not in _TITLES or len(words) == 1 or any(w.head == words[0] for w in words[1:]):
        return []
    return words


def _in_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.text in ("Dr.", "Prof.", "von")


def _name_with_title(head: Token, words: Sequence[Token]) -> NounPhrase | None:
    start, end = words[0].i, words[-1].i + 1
    children = [child for word in words for child in word.children if not start <= child.i < end]
    if any(not is_preposition(child) and not child.is_punct for child in children):
        return None
    first = Slot(words[0].text, words[0].whitespace_, 0, "head", continued=True)
    slots = (first, *(Slot(word.text, word.whitespace_ if word.i + 1 < end else "") for word in words[1:]))
    options = read_options(slots, 0, words[0])
    cases = possible_cases(words[::-1], [options])
    chosen = narrowed(words[0], [option for option in options if option.reading[0] in cases])
    readings = frozenset(option.reading for option in chosen)
    return NounPhrase(head, start, end, readings, "", False, False, slots, (chosen,)) if chosen else None


def _one_form(found: Iterable[Pronoun | None], case: Case) -> str | None:
    return only(pronoun.form(case) if pronoun else "" for pronoun in found) or None


def _joined(slots: Iterable[Slot]) -> str:
    return "".join(slot.text + slot.space for slot in slots)


def described(person: Token) -> Token | None:
    """Return the one adjective right before the noun *Person*: *die antragstellende Person*; None if there is none."""
    found = [c for c in person.children if c.dep_ == "amod"] if person.lemma_ == "Person" else []
    only_one = len(found) == 1 and found[0].i == person.i - 1 and not any(c.dep_ != "punct" for c in found[0].children)
    return found[0] if only_one else None


def as_noun(person: Token) -> tuple[str, ...]:
    """Return the words for *Person* with its adjective: *antragstellende Person* → *Antragstellender, -stellende*."""
    adjective = described(person)
    return as_nouns(adjective.text.capitalize()) if adjective is not None else ()
