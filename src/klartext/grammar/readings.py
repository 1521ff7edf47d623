"""Which case, number and gender a noun phrase can have: every reading that gives its words back, then narrowed.

A reading holds if articles, adjectives and noun, inflected for it, give what is written. What forms leave open the
governing preposition and the parse narrow down; what they leave open stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from spacy.tokens import Token

from klartext.grammar.adjectives import ending
from klartext.grammar.determiners import Determiner, determiner
from klartext.grammar.extent import has_preposition, is_nominal, is_preposition
from klartext.grammar.features import CASES, GENDERS, READINGS, Case, Declension, Number, Reading, only
from klartext.grammar.nouns import NounForms, analyses, is_listed
from klartext.grammar.prepositions import preposition_case
from klartext.grammar.pronouns import Pronoun, pronouns
from klartext.grammar.slots import UNITS, Slot, inside, is_amount, may_be_they, places, verb_number
from klartext.pipeline.agreement import ARTICLES
from klartext.pipeline.tokenizer import is_placeholder

Word: TypeAlias = NounForms | Pronoun | Determiner | None
MONTHS = frozenset("Januar Februar März April Mai Juni Juli August September Oktober November Dezember Jänner".split())
_PLACEHOLDER = re.compile(r"\{\{.*\}\}|«.*»|\[.*\]|<.*>|_{2,}|…")
_ADJECTIVE = re.compile(r"(?P<stem>[A-ZÄÖÜ]\w+(?:lich|[^e]ig|isch|bar|sam|haft|los|ell|iv|ng|rst))(?:e|en|es|em)")
_INFINITIVE = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}(?:en|ern|eln)")
_LETTERS = re.compile(r"[a-zäöüß]{2}")
_MIXED_WRITING = re.compile(r"[^\W\d_]+[*:_/][^\W\d_]+")
_ABBREVIATION = re.compile(r".*[A-ZÄÖÜ].*[A-ZÄÖÜ].*|.*\.")
_SIBILANT = ("s", "ß", "x", "z", "ce")
_GENITIVE_VERBS = frozenset("bedürfen gedenken entbehren enthalten entheben beschuldigen verdächtigen berauben".split())
_GOVERNED: dict[str, tuple[Case, ...]] = {
    "nsubj": ("Nom",), "nsubj:pass": ("Nom",), "obj": ("Acc",), "iobj": ("Dat",),
    "nmod": ("Gen",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Option:
    """One way to understand a coordinated phrase; without ``word`` the head is a name or an abbreviation."""

    reading: Reading
    declension: Declension
    word: Word
    archaic: bool = False


def read_options(slots: Sequence[Slot], number: int, member: Token) -> list[Option]:
    """Return every way to understand one coordinated phrase; a nominalised infinitive where nothing else fits."""
    found = [option for word in _words(slots, number, member) for option in _fitting(slots, number, word)]
    if not found and member.pos_ == "NOUN" and not is_listed(member.text):
        found = [option for word in _nominalised(member.text) for option in _fitting(slots, number, word)]
    return found


def _nominalised(text: str) -> Iterator[NounForms]:
    """Yield what a noun can be that no table has: das Wesentliche, das Bestehen."""
    if adjective := _ADJECTIVE.fullmatch(text):
        yield NounForms(adjective["stem"] + "es", "Neut", ())
    elif _INFINITIVE.fullmatch(text):
        yield NounForms(text, "Neut", ((text,), (text + "s",), (text,), (text,), (), (), (), ()))


def _fitting(slots: Sequence[Slot], number: int, word: Word) -> Iterator[Option]:
    """Yield the readings in which this head and the words before it read as they are written."""
    own = places(slots, number)
    head = next(slots[i].text for i in own if slots[i].kind == "head")
    gender = word.gender if isinstance(word, NounForms) else None
    for reading in (r for r in READINGS if gender in (None, r[2])):
        case, count, _ = reading
        for declension in _declensions(slots, number):
            if all(slots[i].text in _forms(slots, i, declension, word, reading) for i in own):
                old = isinstance(word, NounForms) and word.is_archaic(head, case, count)
                yield Option(reading, declension, word, archaic=old)
                if number == 0 or count == "Sing":
                    break


def _declensions(slots: Sequence[Slot], number: int) -> tuple[Declension, ...]:
    """Return how adjectives decline here; a coordinated phrase without article can share the one of the first."""
    own = _last_determiner(slots, number)
    if own:
        return own
    shared = _last_determiner(slots, 0) if number else ()
    return tuple(dict.fromkeys((*shared[:1], "strong")))


def _last_determiner(slots: Sequence[Slot], number: int) -> tuple[Declension, ...]:
    found: tuple[Declension, ...] = ()
    for slot in slots:
        if slot.member == number and slot.determiner and slot.determiner.declensions:
            found = slot.determiner.declensions
    return found


def _words(slots: Sequence[Slot], number: int, member: Token) -> list[Word]:
    """Return what the head can be: nouns, pronouns, or a word without forms."""
    text = inside(member)
    if text in ("§", "§§"):
        return [NounForms(text, "Masc", ((text,),) * 8)]
    if text[:1].isdigit() and _LETTERS.search(text):
        return []
    if _PLACEHOLDER.search(text) or is_placeholder(text) or not text[:1].isalpha() or is_amount(member):
        return [None]
    if member.pos_ in ("PRON", "DET"):
        they = pronouns("sie")[-1:] if may_be_they(member) else ()
        return [*(pronouns(text) or _standing_alone(text)), *they]
    if _MIXED_WRITING.search(text):
        return []
    if text in MONTHS:
        return [NounForms(text, "Masc", ((text,),) * 4 + ((),) * 4)]
    found: list[Word] = [*analyses(text)]
    if member.pos_ == "PROPN" and not (found and _last_determiner(slots, number)):
        return [None]
    return found or ([None] if _ABBREVIATION.fullmatch(text) else [])


def _standing_alone(text: str) -> tuple[Determiner, ...]:
    """Return the article word that stands for a noun: dieser, jeder, alle, derjenige."""
    word = determiner(text)
    return (word,) if word and word.declensions[:1] == ("weak",) and text not in ARTICLES else ()


def _forms(slots: Sequence[Slot], place: int, declension: Declension, word: Word, target: Reading) -> tuple[str, ...]:
    """Return how the word at a place reads in a case, best first; none if it has no form there."""
    slot = slots[place]
    if slot.kind == "determiner":
        form = slot.determiner.form(*target) if slot.determiner else None
        return () if form is None else (form[:1].upper() + form[1:] if slot.text[:1].isupper() else form,)
    if slot.kind == "adjective":
        return (slot.stem + ending(declension, *target),)
    return _head_forms(slots, slot, declension, word, target)


def _head_forms(
    slots: Sequence[Slot], slot: Slot, declension: Declension, word: Word, target: Reading
) -> tuple[str, ...]:
    case, number, gender = target
    if isinstance(word, Pronoun):
        fits = word.number == number and word.gender in (None, gender)
        own = word.form(case) if fits else ""
        return (own, own.capitalize()) if own == "sie" else (own,) if own else ()
    if isinstance(word, Determiner):
        form = word.form(*target)
        return (form,) if form else ()
    if word is None:
        has_forms = slot.text[:1].isalpha() and not _ABBREVIATION.fullmatch(slot.text)
        if case != "Gen" or not has_forms or _is_marked(slots, slot):
            return (slot.text,)
        return () if slot.continued or slot.text in UNITS or slot.text.endswith(_SIBILANT) else (slot.text + "s",)
    if word.gender not in (None, gender):
        return ()
    forms = word.form(case, number, declension)
    if case == "Gen" and not word.is_adjectival and not _is_marked(slots, slot):
        forms = tuple(f for f in forms if number == "Sing" and f not in word.form("Nom", "Sing"))
    return forms


def _is_marked(slots: Sequence[Slot], head: Slot) -> bool:
    """Whether an article or adjective of the head shows its case."""
    return any(s.member == head.member and s.kind in ("determiner", "adjective") and _inflects(s) for s in slots)


def _inflects(slot: Slot) -> bool:
    return slot.determiner is None or len(set(slot.determiner.forms.values())) > 1


def rendered(slots: Sequence[Slot], member: int, option: Option, case: Case) -> tuple[str, ...] | None:
    """Return the words of a coordinated phrase in a case; None if one of them has no form there."""
    own = places(slots, member)
    if option.reading[0] == case and not isinstance(option.word, Pronoun):
        return tuple(slots[i].text for i in own)
    target = (case, option.reading[1], option.reading[2])
    words = [_forms(slots, i, option.declension, option.word, target) for i in own]
    return tuple(forms[0] for forms in words) if all(words) else None


def possible_cases(heads: Sequence[Token], options: Sequence[Sequence[Option]]) -> set[Case]:
    """Return the cases that all coordinated phrases share and that preposition and parse allow."""
    shared = set(CASES)
    for ways in options:
        shared &= {option.reading[0] for option in ways}
    for head in heads:
        shared = shared & _by_preposition(head) or shared
        if not _is_one_or_many(head, options[0]):
            shared = shared & _by_parse(head, shared) or shared
    return shared


def _is_one_or_many(head: Token, options: Sequence[Option]) -> bool:
    """Whether ``den Kunden`` can be one customer (Acc) or many (Dat), and too little tells which."""
    if head.dep_ not in ("obj", "obl:arg"):
        return False
    one, many = ({o.reading[1] for o in options if o.reading[0] == case} for case in ("Acc", "Dat"))
    if not one or not many or one & many:
        return False
    if head.dep_ == "obj":
        return bool(head.morph.get("Case", []) != ["Acc"])
    return not _is_passive(head.head) and not any(c.dep_ in ("obj", "ccomp", "xcomp") for c in head.head.children)


def _by_preposition(head: Token) -> set[Case]:
    found: set[Case] = set(CASES)
    for child in (*head.children, *(c for name in head.rights if name.dep_ == "flat" for c in name.lefts)):
        if is_preposition(child):
            found = set(preposition_case(child.text)) or set(CASES)
    return found


def _by_parse(head: Token, possible: set[Case]) -> set[Case]:
    """Return the cases that the relation to the governor allows."""
    if has_preposition(head):
        return set(CASES)
    if any(child.dep_ == "cop" for child in head.children):
        return {"Nom"}
    if head.dep_ == "conj" and is_nominal(head.head):
        return _by_parse(head.head, possible)
    if head.dep_ == "obj" and _is_passive(head.head):
        return {"Nom", "Acc"}
    if head.dep_ == "obj":
        return {"Acc"} if "Acc" in possible else {"Dat"} if "Dat" in possible else {"Nom"}
    if head.dep_ == "obl:arg":
        return {"Gen"} if head.head.lemma_ in _GENITIVE_VERBS else {"Dat"}
    return set(_GOVERNED.get(head.dep_, CASES))


def _is_passive(verb: Token) -> bool:
    """Whether a verb has no accusative object: passive, or ist … zu zahlen."""
    deps = {child.dep_ for child in verb.children}
    return "aux:pass" in deps or ("mark" in deps and "cop" in deps)


def sharing(slots: Sequence[Slot], number: int, options: Sequence[Option]) -> Sequence[Option]:
    """Return the options of a coordinated phrase that fit the article of the first one, if it has none of its own."""
    own, first = ([s for s in slots if s.member == n and s.kind == "determiner"] for n in (number, 0))
    if not number or own or not first:
        return options
    fitting = [o for o in options if all(s.text.lower() == _article(s, o.reading) for s in first)]
    return fitting or options


def _article(slot: Slot, reading: Reading) -> str | None:
    return slot.determiner.form(*reading) if slot.determiner else None


def narrowed(member: Token, options: Sequence[Option]) -> tuple[Option, ...]:
    """Return the likely options: figure and verb decide the number, the lemma the noun; old datives come last."""
    found = list(options)
    for number in (_counted(member), verb_number(member)):
        found = [o for o in found if o.reading[1] == number] or found
    if not any(isinstance(o.word, NounForms) and o.word.is_adjectival for o in found):
        found = [o for o in found if isinstance(o.word, NounForms) and o.word.lemma == member.lemma_] or found
    found = [o for o in found if not (isinstance(o.word, NounForms) and o.word.is_rare)] or found
    if all(o.word is None for o in found):
        found = [o for o in found if [o.reading[1]] == member.morph.get("Number", [])] or found
    found = [o for o in found if not o.archaic] or found
    return tuple({_kind(o): o for o in reversed(found)}.values())


def parallel(slots: Sequence[Slot], options: Sequence[tuple[Option, ...]]) -> list[tuple[Option, ...]]:
    """Let bare nouns take the number of the others: Bürgerinnen und Bürger are both plural."""
    sure = {only(option.reading[1] for option in ways) for ways in options} - {None}
    number = only(sure)
    bare = [not any(s.member == n and s.kind == "determiner" for s in slots) for n in range(len(options))]
    return [
        tuple(o for o in ways if not is_bare or o.reading[1] == number) or ways
        for ways, is_bare in zip(options, bare, strict=True)
    ]


def _kind(option: Option) -> object:
    """Return what must be told apart; rows of the table that differ in a genitive only (Grads, Grades) need not."""
    word = option.word
    return (option.reading, option.declension, (word.lemma, word.gender) if isinstance(word, NounForms) else word)


def _counted(member: Token) -> Number | None:
    figures = [child for child in member.lefts if child.dep_ == "nummod" and not determiner(child.text)]
    if not member.is_sent_start and (unit := member.nbor(-1)).head == member and _measures(unit):
        return "Sing"
    if any(child.lower_ == "paar" for child in member.lefts):
        return "Plur"
    return "Plur" if figures and figures[0].text not in ("1", "01") else None


def _measures(token: Token) -> bool:
    """Whether a word is a unit before what it measures: 200 m³ Wasser."""
    return token.text in UNITS or (token.pos_ == "NOUN" and any(child.dep_ == "nummod" for child in token.lefts))


def joint_readings(members: Sequence[Token], options: Sequence[Sequence[Option]]) -> frozenset[Reading]:
    """Return the readings of the whole: joined by und it is plural, whatever its parts are."""
    if len(members) == 1:
        return frozenset(option.reading for option in options[0])
    joined = any(c.lower_ in ("und", "sowie", "u.") for m in members[1:] for c in m.lefts if c.dep_ == "cc")
    genders = [{option.reading[2] for option in ways} for ways in options]
    same = set.intersection(*genders) if all(g == genders[0] for g in genders) else set(GENDERS)
    numbers = {"Plur"} if joined else {option.reading[1] for ways in options for option in ways}
    cases = {option.reading[0] for option in options[0]}
    return frozenset((c, cast(Number, n), g) for c in cases for n in numbers for g in same)
