"""Noun phrases: where they begin and end, which case, number and gender they have, and how they read in another case.

Analysis goes by synthesis: a reading holds if articles, adjectives and noun, inflected for it, give what is written.
What forms leave open the governing preposition and the parse narrow down; what they leave open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, TypeVar, cast

from spacy.tokens import Span, Token

from klartext.grammar.adjectives import ending, is_invariable, is_place, stems
from klartext.grammar.determiners import Determiner, determiner
from klartext.grammar.features import CASES, GENDERS, READINGS, Case, Declension, Gender, Number, Reading
from klartext.grammar.nouns import NounForms, analyses
from klartext.grammar.prepositions import contract, contraction, preposition_case
from klartext.grammar.pronouns import Pronoun, personal, pronouns, relative
from klartext.pipeline.agreement import ARTICLES

_T = TypeVar("_T")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM", "X")
_DETERMINERS = ("det", "det:poss")
_LEFT = (*_DETERMINERS, "amod", "nummod", "nmod", "compound")
_TITLES = ("Herr", "Herrn", "Frau")
_SMALL = (*_DETERMINERS, "amod", "nummod", "advmod", "case", "mark", "cc")
_RIGHT = ("nmod", "appos", "flat", "fixed", "acl", "acl:relcl", "nummod", "conj", "amod", "compound", "goeswith")
_RIGHT_OF_PLAIN = (*_RIGHT, "obl", "ccomp", "advcl", "advmod", "parataxis", "dep")
_CLAUSES = ("acl", "acl:relcl", "ccomp", "advcl")
_PAIRED = ("sowohl", "entweder", "weder", "nicht nur", "teils", "zwar")
_ADJECTIVE_LIKE = ("solch", "jed", "beid", "viel", "wenig", "ander", "meist", "einig", "all", "ein")
_MONTHS = frozenset("Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jänner".split())
_UNITS = frozenset(
    """Euro EUR € Cent Prozent % Grad Gramm Kilogramm kg Meter Quadratmeter m² qm Kubikmeter m³ Kilometer km Liter kWh
    Mal""".split()
)
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|«.*»|\[.*\]|<.*>|_{2,}|…")
_MIXED_WRITING = re.compile(r"[^\W\d_]+[*:_/][^\W\d_]+")
_ABBREVIATION = re.compile(r".*[A-ZÄÖÜ].*[A-ZÄÖÜ].*|.*\.")
_SIBILANT = ("s", "ß", "x", "z", "ce")
_TRAILING = frozenset(",;:.!?–-")
_CLOSERS = {")": "(", "]": "[", "“": "„", "”": "„", "‘": "‚", "»": "«", "«": "»", '"': '"'}
_GOVERNED: dict[str, tuple[Case, ...]] = {
    "nsubj": ("Nom",), "nsubj:pass": ("Nom",), "obj": ("Acc",), "iobj": ("Dat",), "obl:arg": ("Dat", "Gen"),
    "nmod": ("Gen",),
}  # fmt: skip


Word: TypeAlias = NounForms | Pronoun | Determiner | None


@dataclass(frozen=True, slots=True)
class _Slot:
    """One word; ``member`` counts the coordinated phrases, -1 for a word that never changes.

    ``continued`` says that more words of a name follow.
    """

    text: str
    space: str
    member: int = -1
    kind: Literal["fixed", "determiner", "adjective", "head"] = "fixed"
    determiner: Determiner | None = None
    stem: str = ""
    continued: bool = False


@dataclass(frozen=True, slots=True)
class _Option:
    """One way to understand a coordinated phrase; without ``word`` the head is a name or an abbreviation."""

    reading: Reading
    declension: Declension
    word: Word
    archaic: bool = False


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A noun phrase in a sentence, see ``noun_phrase``.

    Args:
        head: Its noun, name or pronoun.
        start: Index of its first token, without preposition.
        end: Index behind its last token, without a closing comma.
        readings: The cases, numbers and genders that the sentence leaves possible.
        determiner: Its article or article word as inside a sentence, the one in a contraction too; or empty.
        is_definite: Whether it means something known: the, this, your, a name, a pronoun.
        needs_comma: Whether it ends with a clause or apposition that needs a comma if the sentence goes on.
    """

    head: Token
    start: int
    end: int
    readings: frozenset[Reading]
    determiner: str
    is_definite: bool
    needs_comma: bool
    slots: tuple[_Slot, ...]
    options: tuple[tuple[_Option, ...], ...]

    @property
    def case(self) -> Case | None:
        """Its case; None if that is open."""
        return _only(r[0] for r in self.readings)

    @property
    def number(self) -> Number | None:
        """Its number; None if that is open."""
        return _only(r[1] for r in self.readings)

    @property
    def gender(self) -> Gender | None:
        """Its gender; None if that is open."""
        return _only(r[2] for r in self.readings)

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

    @property
    def is_coordinated(self) -> bool:
        """Whether it joins several phrases: the notice and the records."""
        return len(self.options) > 1

    def inflect(self, case: Case) -> str | None:
        """Return the whole phrase in another case, written as inside a sentence; None when that is not sure."""
        if self.case == case:
            return self.text
        chosen: list[dict[int, str]] = []
        for member, options in enumerate(self.options):
            ways = {_rendered(self.slots, member, option, case) for option in options}
            if len(ways) != 1 or None in ways:
                return None
            words = cast("tuple[str, ...]", next(iter(ways)))
            chosen.append(dict(zip(_places(self.slots, member), words, strict=True)))
        texts = {place: word for words in chosen for place, word in words.items()}
        return _joined(_Slot(texts.get(i, slot.text), slot.space) for i, slot in enumerate(self.slots))

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
            and not any(slot.kind == "determiner" and slot.member > 0 for slot in self.slots)
        ):
            return f"{contract(preposition, article)} {rest}"
        return f"{preposition} {text}"

    def pronoun(self, case: Case) -> str | None:
        """Return the personal pronoun for it: er, ihn, sie, ihnen, Ihnen; None when that is not sure."""
        if self.is_pronoun and (self.is_polite or self.person < 3):
            return self.inflect(case)
        found = {personal(r[1], r[2]) for r in self.readings}
        return _one_form(found, case)

    def relative_pronoun(self, case: Case) -> str | None:
        """Return the relative pronoun that fits it: der, dem, dessen, deren; None when that is not sure."""
        if self.is_pronoun and (self.is_polite or self.person < 3):
            return None
        return _one_form({relative(r[1], r[2]) for r in self.readings}, case)

    def _points_ahead(self) -> bool:
        """Whether a relative clause tells which one is meant; then zu dem does not contract."""
        return any(child.dep_ == "acl:relcl" for child in self.head.children)


def noun_phrase(head: Token, *, leave_clauses: bool = False) -> NounPhrase | None:
    """Return the phrase around a noun, name, pronoun or nominalised adjective.

    With it go the phrases coordinated to it and everything behind it, but not its preposition; an article that hides
    in a contraction is taken out (``zur Prüfung`` has the phrase ``der Prüfung``). None when its pieces do not stand
    in one stretch or no reading explains them.

    Args:
        head: The noun.
        leave_clauses: Whether a clause that belongs to it, but stands further behind in the sentence, may stay out.
    """
    if not _is_nominal(head) or head.dep_ in ("flat", "fixed"):
        return None
    if titled := _titled(head):
        return _name_with_title(head, titled)
    members = _members(head)
    extent = _extent(members, leave_clauses) if members else None
    slots = _slots(members, *extent) if members and extent else None
    if members is None or extent is None or slots is None:
        return None
    every = [_options(slots, number, member) for number, member in enumerate(members)]
    cases = _cases([head], every)
    options = [
        _narrowed(member, _sharing(slots, number, [o for o in ways if o.reading[0] in cases]))
        for number, (member, ways) in enumerate(zip(members, every, strict=True))
    ]
    if not all(options):
        return None
    options = _parallel(slots, options)
    return NounPhrase(
        head=head,
        start=extent[0],
        end=extent[1],
        readings=_readings(members, options),
        determiner=slots[0].text if slots[0].kind == "determiner" else "",
        is_definite=_is_definite(head, slots),
        needs_comma=_needs_comma(members, extent[1]),
        slots=slots,
        options=tuple(options),
    )


def _titled(head: Token) -> list[Token]:
    """Return title and name where the parse does not hang the name on the title; else nothing."""
    words = [head]
    while words[0].text not in _TITLES and words[0].i > head.sent.start and _in_name(words[0]):
        words.insert(0, words[0].nbor(-1))
    while words[-1].i + 1 < head.sent.end and _in_name(words[-1].nbor()):
        words.append(words[-1].nbor())
    if words[0].text not in _TITLES or len(words) == 1 or any(w.head is words[0] for w in words[1:]):
        return []
    return words


def _in_name(token: Token) -> bool:
    return token.pos_ == "PROPN" or token.text in ("Dr.", "Prof.", "von")


def _name_with_title(head: Token, words: Sequence[Token]) -> NounPhrase | None:
    start, end = words[0].i, words[-1].i + 1
    children = [child for word in words for child in word.children if not start <= child.i < end]
    if any(not _is_preposition(child) and not child.is_punct for child in children):
        return None
    first = _Slot(words[0].text, words[0].whitespace_, 0, "head", continued=True)
    slots = (first, *(_Slot(word.text, word.whitespace_ if word.i + 1 < end else "") for word in words[1:]))
    options = _options(slots, 0, words[0])
    cases = _cases(words[::-1], [options])
    chosen = _narrowed(words[0], [option for option in options if option.reading[0] in cases])
    readings = frozenset(option.reading for option in chosen)
    return NounPhrase(head, start, end, readings, "", True, False, slots, (chosen,)) if chosen else None


def genitive_attribute(phrase: NounPhrase) -> NounPhrase | None:
    """Return the genitive or von-phrase directly behind the head: Prüfung *Ihrer Unterlagen*, von Unterlagen."""
    place = phrase.head.i + 1
    for child in phrase.head.rights:
        if child.dep_ == "flat" and child.i == place:
            place = child.right_edge.i + 1
        elif child.dep_ == "nmod" and _edge(child) == place:
            prepositions = [c for c in child.children if _is_preposition(c)]
            found = noun_phrase(child)
            if found is None or _is_date_or_amount(child) or any(c.lower_ not in ("von", "vom") for c in prepositions):
                return None
            return found if prepositions or found.case == "Gen" else None
    return None


def _is_date_or_amount(head: Token) -> bool:
    return head.text in _MONTHS or _is_amount(head) or not head.text[:1].isalpha()


def _is_amount(head: Token) -> bool:
    """Whether a unit stands behind a figure: 300 Euro."""
    return head.text in _UNITS and any(child.dep_ == "nummod" for child in head.lefts)


# Extent


def _is_nominal(token: Token) -> bool:
    return token.pos_ in _NOMINAL or (token.pos_ in ("ADJ", "DET") and token.dep_ not in (*_DETERMINERS, "amod"))


def _members(head: Token) -> list[Token] | None:
    """Return the head and the heads coordinated to it; None where one of them is something else."""
    found = [head]
    for child in head.rights:
        if child.dep_ != "conj":
            continue
        if not _is_nominal(child) or any(c.dep_ in ("case", "cop", "nsubj") for c in child.children):
            if _is_clause(head) or not _is_nominal(child):
                continue
            return None
        deeper = _members(child)
        if deeper is None:
            return None
        found += deeper
    return found


def _is_clause(head: Token) -> bool:
    return any(child.dep_ in ("cop", "nsubj", "nsubj:pass") for child in head.children)


def _extent(members: Sequence[Token], leave_clauses: bool = False) -> tuple[int, int] | None:
    """Return where the phrase begins and ends; None when foreign words stand inside it."""
    head, last = members[0], max(member.i for member in members)
    if any(_is_odd(member) for member in members):
        return None
    own = {head.i}
    for member in members:
        own |= _own_words(member, is_first=member is head, members=members)
    start, end = min(own), max(own) + 1
    if any(t.lower_ in _PAIRED for t in head.lefts if t.i < start):
        return None
    words = head.doc[start:end]
    foreign = [t.i for t in words if t.i not in own and not (t.is_punct or t.is_space or _slipped(t, last, own))]
    if foreign and not (leave_clauses and foreign[0] > last and _only_clauses(members, own, foreign[0])):
        return None
    end = _without_trailing(head.doc[start : foreign[0] if foreign else end])
    return (start, end) if end > last else None


def _slipped(token: Token, last: int, own: set[int]) -> bool:
    """Whether the parse has hung the article of an attribute on a noun before it."""
    return token.i > last and token.pos_ == "DET" and token.head.i in own and token.i + 1 in own


def _only_clauses(members: Sequence[Token], own: set[int], place: int) -> bool:
    """Whether behind a place stand nothing but whole clauses of the phrase."""
    clauses = [child for member in members for child in member.rights if child.dep_ in _CLAUSES]
    behind = {t.i for clause in clauses if clause.left_edge.i > place for t in clause.subtree}
    return all(i in behind for i in own if i > place)


def _own_words(member: Token, is_first: bool, members: Sequence[Token]) -> set[int]:
    """Return the tokens of one coordinated phrase, without its preposition."""
    plain = not _is_clause(member)
    own = {member.i}
    begun = False
    for child in member.lefts:
        preposition = _is_preposition(child)
        begun = begun or (child.dep_ in _LEFT and not preposition and not _is_foreign(child))
        if not preposition and (begun or (not is_first and child.dep_ in ("cc", "punct", "advmod"))):
            own |= {t.i for t in child.subtree}
    for child in member.rights:
        if child.dep_ == "conj" and child in members:
            own.add(child.i)
        elif child.dep_ in (_RIGHT_OF_PLAIN if plain else _RIGHT) and child.dep_ != "conj":
            if child.dep_ == "advmod" and child.i != max(own) + 1:
                continue
            own |= {t.i for t in child.subtree}
    return own


def _is_odd(member: Token) -> bool:
    """Whether the parse hangs a clause on a noun that reads like no attribute."""
    for child in member.rights:
        words = [t for t in child.subtree if not t.is_punct]
        if child.dep_ == "acl:relcl" and words[0].pos_ not in ("PRON", "ADP", "DET", "ADV", "SCONJ"):
            return True
        clausal = child.dep_ in ("acl", "ccomp", "advcl", "appos", "dep") and any(_is_finite(t) for t in words)
        if clausal and words[-1].pos_ not in ("VERB", "AUX"):
            return True
    return False


def _is_foreign(left: Token) -> bool:
    return left.dep_ == "nmod" and _has_preposition(left)


def _has_preposition(token: Token) -> bool:
    return any(_is_preposition(child) for child in token.children)


def _is_preposition(token: Token) -> bool:
    """Whether a word governs its head; the parse may take a rare preposition for an article."""
    if token.dep_ in _DETERMINERS:
        return determiner(token.text) is None and bool(preposition_case(token.text))
    return token.dep_ == "case" or (
        token.pos_ == "ADP" and token.i < token.head.i and bool(preposition_case(token.text))
    )


def _edge(token: Token) -> int:
    return token.left_edge.i


def _without_trailing(tokens: Span) -> int:
    """Return the index behind the last token that is no open punctuation."""
    words = list(tokens)
    while words:
        last = words[-1]
        closes = _CLOSERS.get(last.text)
        alone = closes is not None and not any(t.text == closes for t in words[:-1])
        if not (last.is_space or last.text in _TRAILING or alone or (last.is_punct and last.is_left_punct)):
            return last.i + 1
        words.pop()
    return tokens[0].i


def _needs_comma(members: Sequence[Token], end: int) -> bool:
    """Whether the last attribute stands behind a comma of its own."""
    for member in members:
        for child in member.rights:
            if child.dep_ in (*_CLAUSES, "appos") and child.left_edge.i < end <= child.right_edge.i + 1:
                first = child.left_edge
                return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")
    return False


# Words


def _slots(members: Sequence[Token], start: int, end: int) -> tuple[_Slot, ...] | None:
    """Return the words of the phrase with what each of them does; None where one cannot be understood."""
    roles: dict[int, _Slot] = {}
    for number, member in enumerate(members):
        for token, slot in _inflecting(member, number):
            if slot is None:
                return None
            roles[token.i] = slot
    first = members[0].doc[start]
    if start not in roles and first.i < members[0].i and first.head.i in roles and (word := determiner(first.text)):
        roles[start] = _Slot(_inside(first), first.whitespace_, 0, "determiner", word)
    slots = []
    for token in members[0].doc[start:end]:
        slots.append(roles.get(token.i) or _Slot(_inside(token), token.whitespace_))
    hidden = _hidden_article(members[0], start)
    if hidden:
        slots.insert(0, _Slot(hidden, " ", 0, "determiner", determiner(hidden)))
    slots[-1] = replace(slots[-1], space="")
    return tuple(slots)


def _inflecting(member: Token, number: int) -> Iterator[tuple[Token, _Slot | None]]:
    """Yield the words of one coordinated phrase that inflect; None for one that should, but is not understood."""
    governed = False
    for child in member.lefts:
        if _is_preposition(child):
            continue
        word = determiner(child.text)
        if child.dep_ in _DETERMINERS or (word and child.dep_ in ("nummod", "amod", "advmod")):
            if word and not (governed and child.lower_.startswith(_ADJECTIVE_LIKE)):
                yield child, _Slot(_inside(child), child.whitespace_, number, "determiner", word)
                governed = governed or bool(word.declensions)
            elif child.pos_ != "NUM" and not child.like_num:
                yield child, _adjective(child, number)
        elif child.dep_ == "amod":
            for adjective in [child, *_coordinated_adjectives(child)]:
                yield adjective, _adjective(adjective, number)
    named = any(child.dep_ in ("flat", "appos") and child.pos_ == "PROPN" for child in member.rights)
    yield member, _Slot(_inside(member), member.whitespace_, number, "head", continued=named)


def _coordinated_adjectives(adjective: Token) -> Iterator[Token]:
    for child in adjective.rights:
        if child.dep_ == "conj":
            yield child
            yield from _coordinated_adjectives(child)


def _adjective(token: Token, number: int) -> _Slot | None:
    if is_invariable(token.text) or (is_place(token.text) and not _is_first(token)) or token.text.endswith("-"):
        return _Slot(token.text, token.whitespace_)
    text = _inside(token)
    found = stems(text)
    return _Slot(text, token.whitespace_, number, "adjective", stem=found[0]) if found else None


def _hidden_article(head: Token, start: int) -> str:
    """Return the article in the contraction directly before the phrase, or nothing."""
    for child in head.lefts:
        if child.dep_ == "case" and child.i == start - 1 and (found := contraction(child.text)):
            return found[1]
    return ""


def _inside(token: Token) -> str:
    """Return a word as it is written inside a sentence."""
    text: str = token.text
    plain = text.istitle() and (token.dep_ in _SMALL or token.pos_ in ("DET", "PRON"))
    return text[:1].lower() + text[1:] if plain and _is_first(token) and not _is_polite(token) else text


def _is_first(token: Token) -> bool:
    """Whether a word opens its sentence."""
    for other in token.sent:
        if not (other.is_punct or other.is_space):
            return other.i == token.i
    return False


def _is_polite(token: Token) -> bool:
    if token.dep_ == "det:poss" or token.lower_.startswith("ihr"):
        return token.text.startswith("Ihr")
    return token.text in ("Sie", "Ihnen") and token.morph.get("Polite", []) == ["Form"]


# Readings


def _options(slots: Sequence[_Slot], number: int, member: Token) -> list[_Option]:
    """Return every way to understand one coordinated phrase; a nominalised infinitive where nothing else fits."""
    found = [option for word in _words(slots, number, member) for option in _fitting(slots, number, word)]
    text = member.text
    if not found and member.pos_ == "NOUN" and text.istitle() and text.endswith(("en", "ern", "eln")):
        infinitive = NounForms(text, "Neut", ((text,), (text + "s",), (text,), (text,), (), (), (), ()))
        found = list(_fitting(slots, number, infinitive))
    return found


def _fitting(slots: Sequence[_Slot], number: int, word: Word) -> Iterator[_Option]:
    """Yield the readings in which this head and the words before it read as they are written."""
    places = _places(slots, number)
    head = next(slots[i].text for i in places if slots[i].kind == "head")
    for reading in READINGS:
        case, count, _ = reading
        for declension in _declensions(slots, number):
            option = _Option(reading, declension, word)
            if all(slots[i].text in _forms(slots, i, option, reading) for i in places):
                old = isinstance(word, NounForms) and word.is_archaic(head, case, count)
                yield replace(option, archaic=old)
                if number == 0 or count == "Sing":
                    break


def _declensions(slots: Sequence[_Slot], number: int) -> tuple[Declension, ...]:
    """Return how adjectives decline here; a coordinated phrase without article can share the one of the first."""
    own = _last_determiner(slots, number)
    if own:
        return own
    shared = _last_determiner(slots, 0) if number else ()
    return tuple(dict.fromkeys((*shared[:1], "strong")))


def _last_determiner(slots: Sequence[_Slot], number: int) -> tuple[Declension, ...]:
    found: tuple[Declension, ...] = ()
    for slot in slots:
        if slot.member == number and slot.determiner and slot.determiner.declensions:
            found = slot.determiner.declensions
    return found


def _words(slots: Sequence[_Slot], number: int, member: Token) -> list[Word]:
    """Return what the head can be: nouns, pronouns, or a word without forms."""
    text = _inside(member)
    if text in ("§", "§§"):
        return [NounForms(text, "Masc", ((text,),) * 8)]
    if _PLACEHOLDER.search(text) or not text[:1].isalpha() or _is_amount(member):
        return [None]
    if member.pos_ in ("PRON", "DET"):
        return [*(pronouns(text) or _standing_alone(text))]
    if _MIXED_WRITING.search(text):
        return []
    if text in _MONTHS:
        return [NounForms(text, "Masc", ((text,),) * 4 + ((),) * 4)]
    found: list[Word] = [*analyses(text)]
    if member.pos_ == "PROPN" and not (found and _last_determiner(slots, number)):
        return [None]
    return found or ([None] if _ABBREVIATION.fullmatch(text) else [])


def _standing_alone(text: str) -> tuple[Determiner, ...]:
    """Return the article word that stands for a noun: dieser, jeder, alle, derjenige."""
    word = determiner(text)
    return (word,) if word and word.declensions[:1] == ("weak",) and text not in ARTICLES else ()


def _forms(slots: Sequence[_Slot], place: int, option: _Option, target: Reading) -> tuple[str, ...]:
    """Return how the word at a place reads in a case, best first; none if it has no form there."""
    slot = slots[place]
    if slot.kind == "determiner":
        form = slot.determiner.form(*target) if slot.determiner else None
        return () if form is None else (form[:1].upper() + form[1:] if slot.text[:1].isupper() else form,)
    if slot.kind == "adjective":
        return (slot.stem + ending(option.declension, *target),)
    return _head_forms(slots, slot, option, target)


def _head_forms(slots: Sequence[_Slot], slot: _Slot, option: _Option, target: Reading) -> tuple[str, ...]:
    case, number, gender = target
    word = option.word
    marked = any(s.member == slot.member and s.kind in ("determiner", "adjective") and _inflects(s) for s in slots)
    if isinstance(word, Pronoun):
        fits = word.number == number and word.gender in (None, gender)
        return (word.form(case),) if fits and word.form(case) else ()
    if isinstance(word, Determiner):
        form = word.form(*target)
        return (form,) if form else ()
    if word is None:
        if case != "Gen" or marked or not slot.text[:1].isalpha() or _ABBREVIATION.fullmatch(slot.text):
            return (slot.text,)
        return () if slot.continued or slot.text in _UNITS or slot.text.endswith(_SIBILANT) else (slot.text + "s",)
    if word.gender not in (None, gender):
        return ()
    forms = word.form(case, number, option.declension)
    if case == "Gen" and not marked and not word.is_adjectival:
        forms = tuple(f for f in forms if number == "Sing" and f not in word.form("Nom", "Sing"))
    return forms


def _inflects(slot: _Slot) -> bool:
    return slot.determiner is None or len(set(slot.determiner.forms.values())) > 1


def _places(slots: Sequence[_Slot], member: int) -> list[int]:
    return [i for i, slot in enumerate(slots) if slot.member == member]


def _rendered(slots: Sequence[_Slot], member: int, option: _Option, case: Case) -> tuple[str, ...] | None:
    """Return the words of a coordinated phrase in a case; None if one of them has no form there."""
    places = _places(slots, member)
    if option.reading[0] == case:
        return tuple(slots[i].text for i in places)
    target = (case, option.reading[1], option.reading[2])
    words = [_forms(slots, i, option, target) for i in places]
    return tuple(forms[0] for forms in words) if all(words) else None


def _cases(heads: Sequence[Token], options: Sequence[Sequence[_Option]]) -> set[Case]:
    """Return the cases that all coordinated phrases share and that preposition and parse allow."""
    shared = set(CASES)
    for ways in options:
        shared &= {option.reading[0] for option in ways}
    for evidence in (e for head in heads for e in (_by_preposition(head), _by_parse(head))):
        if evidence & shared:
            shared &= evidence
    return shared


def _by_preposition(head: Token) -> set[Case]:
    found: set[Case] = set(CASES)
    for child in (*head.children, *(c for name in head.rights if name.dep_ == "flat" for c in name.lefts)):
        if _is_preposition(child):
            found = set(preposition_case(child.text)) or set(CASES)
    return found


def _by_parse(head: Token) -> set[Case]:
    """Return the cases that the relation to the governor allows."""
    if _has_preposition(head):
        return set(CASES)
    if any(child.dep_ == "cop" for child in head.children):
        return {"Nom"}
    if head.dep_ == "conj" and _is_nominal(head.head):
        return _by_parse(head.head)
    if head.dep_ == "obj" and _is_passive(head.head):
        return {"Nom", "Acc"}
    return set(_GOVERNED.get(head.dep_, CASES))


def _is_passive(verb: Token) -> bool:
    """Whether a verb has no accusative object: passive, or ist … zu zahlen."""
    deps = {child.dep_ for child in verb.children}
    return "aux:pass" in deps or ("mark" in deps and "cop" in deps)


def _sharing(slots: Sequence[_Slot], number: int, options: Sequence[_Option]) -> Sequence[_Option]:
    """Return the options of a coordinated phrase that fit the article of the first one, if it has none of its own."""
    own, first = ([s for s in slots if s.member == n and s.kind == "determiner"] for n in (number, 0))
    if not number or own or not first:
        return options
    fitting = [o for o in options if all(s.text.lower() == _article(s, o.reading) for s in first)]
    return fitting or options


def _article(slot: _Slot, reading: Reading) -> str | None:
    return slot.determiner.form(*reading) if slot.determiner else None


def _narrowed(member: Token, options: Sequence[_Option]) -> tuple[_Option, ...]:
    """Return the likely options: figure and verb decide the number, the lemma the noun; old datives come last."""
    found = list(options)
    for number in (_counted(member), _by_verb(member)):
        found = [o for o in found if o.reading[1] == number] or found
    if not any(isinstance(o.word, NounForms) and o.word.is_adjectival for o in found):
        found = [o for o in found if isinstance(o.word, NounForms) and o.word.lemma == member.lemma_] or found
        if all(isinstance(o.word, NounForms) and o.word.gender for o in found):
            found = [o for o in found if [o.reading[2]] == member.morph.get("Gender", [])] or found
    found = [o for o in found if not o.archaic] or found
    return tuple({_kind(o): o for o in reversed(found)}.values())


def _parallel(slots: Sequence[_Slot], options: Sequence[tuple[_Option, ...]]) -> list[tuple[_Option, ...]]:
    """Let bare nouns take the number of the others: Bürgerinnen und Bürger are both plural."""
    sure = {_only(option.reading[1] for option in ways) for ways in options} - {None}
    number = _only(sure)
    bare = [not any(s.member == n and s.kind == "determiner" for s in slots) for n in range(len(options))]
    return [
        tuple(o for o in ways if not is_bare or o.reading[1] == number) or ways
        for ways, is_bare in zip(options, bare, strict=True)
    ]


def _kind(option: _Option) -> object:
    """Return what must be told apart; rows of the table that differ in a genitive only (Grads, Grades) need not."""
    word = option.word
    return (option.reading, option.declension, (word.lemma, word.gender) if isinstance(word, NounForms) else word)


def _counted(member: Token) -> Number | None:
    figures = [child for child in member.lefts if child.dep_ == "nummod" and not determiner(child.text)]
    if member.i > member.sent.start and (unit := member.nbor(-1)).head == member and _measures(unit):
        return "Sing"
    return "Plur" if figures and figures[0].text not in ("1", "01") else None


def _measures(token: Token) -> bool:
    """Whether a word is a unit before what it measures: 200 m³ Wasser."""
    return token.text in _UNITS or (token.pos_ == "NOUN" and any(child.dep_ == "nummod" for child in token.lefts))


def _by_verb(member: Token) -> Number | None:
    """Return the number of the finite verb of which this is the only subject."""
    if member.dep_ not in ("nsubj", "nsubj:pass") or any(child.dep_ == "conj" for child in member.children):
        return None
    for verb in (member.head, *member.head.children):
        if _is_finite(verb) and (verb is member.head or verb.dep_.startswith(("aux", "cop"))):
            return _only(cast("list[Number]", verb.morph.get("Number", [])))
    return None


def _is_finite(verb: Token) -> bool:
    return verb.morph.get("VerbForm", []) == ["Fin"]


def _readings(members: Sequence[Token], options: Sequence[Sequence[_Option]]) -> frozenset[Reading]:
    if len(members) == 1:
        return frozenset(option.reading for option in options[0])
    joined = any(c.lower_ in ("und", "sowie", "u.") for m in members[1:] for c in m.lefts if c.dep_ == "cc")
    genders = [{option.reading[2] for option in ways} for ways in options]
    same = set.intersection(*genders) if all(g == genders[0] for g in genders) else set(GENDERS)
    numbers = {"Plur"} if joined else {option.reading[1] for ways in options for option in ways}
    cases = {option.reading[0] for option in options[0]}
    return frozenset((c, cast(Number, n), g) for c in cases for n in numbers for g in same)


def _is_definite(head: Token, slots: Sequence[_Slot]) -> bool:
    found = [slot.determiner for slot in slots if slot.member == 0 and slot.determiner]
    if found:
        return any(d.definite for d in found)
    return head.pos_ in ("PRON", "PROPN") or any(c.dep_ == "nmod" for c in head.lefts)


def _only(values: Iterable[_T]) -> _T | None:
    different = set(values)
    return next(iter(different)) if len(different) == 1 else None


def _one_form(found: Iterable[Pronoun | None], case: Case) -> str | None:
    return _only(pronoun.form(case) if pronoun else "" for pronoun in found) or None


def _joined(slots: Iterable[_Slot]) -> str:
    return "".join(slot.text + slot.space for slot in slots)
