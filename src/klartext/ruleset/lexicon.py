"""The words that rewriting needs: who acts, which verb hides in a noun, plain prepositions, explanations.

The lists lie at the top of ``rules/`` beside the folders of the rules. ``load_lexicon`` reads them once; the session
hands them on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final, Literal

from klartext import paths
from klartext.grammar.features import Case
from klartext.ruleset import lexicon_schema as schema
from klartext.ruleset.lexicon_schema import Actor, Reader
from klartext.ruleset.list_file import ListFile, open_list

Use = Literal["vorgang", "pflicht", "kann"]

ROLES: Final = "rollen.yaml"
ACTIONS: Final = "handlungen.yaml"
LIGHT_VERBS: Final = "gefuege.yaml"
PREPOSITIONS: Final = "verhaeltniswoerter.yaml"
GLOSSARY: Final = "glossar.yaml"

_SHORTEST_FIRST_PART: Final = 3
_READER: Final = frozenset({"sie", "ihnen"})
_OFFICE: Final = frozenset({"wir", "uns", "ich", "mir", "mich"})


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """Who acts for one verb, perhaps only with one object."""

    present: Actor
    past: Actor
    duty: Actor
    may: Actor

    def actor(self, use: Use, past: bool) -> Actor:
        """Return who acts in a kind of statement."""
        if use == "vorgang":
            return self.past if past else self.present
        return self.duty if use == "pflicht" else self.may


@dataclass(frozen=True, slots=True)
class PersonNoun:
    """A noun that may stand for the reader: *Antragsteller*.

    Args:
        words: Its forms for a man, a woman and, if there is one, for any person.
        adjective: Whether it is inflected like an adjective: *der Betroffene, ein Betroffener*.
        reader: ``sicher`` if it means the reader of a letter to one person, ``fragen`` if a person must say so.
    """

    words: tuple[str, ...]
    adjective: bool
    reader: Reader


@dataclass(frozen=True, slots=True)
class Roles:
    """Who acts where a passive does not say, in a letter from an office to a person."""

    verbs: Mapping[str, RoleEntry]
    by_object: Mapping[str, Mapping[str, RoleEntry]]
    persons: Mapping[str, PersonNoun]
    offices: frozenset[str]
    others: frozenset[str]

    def knows(self, verb: str) -> bool:
        """Whether the infinitive is listed."""
        return verb in self.verbs

    def actor(self, verb: str, use: Use, objects: Sequence[str] = (), *, past: bool = True) -> Actor:
        """Return who acts; ``offen`` for an unknown verb and where objects disagree.

        Args:
            verb: The infinitive (*einreichen*, *glaubhaft machen*).
            use: ``vorgang`` for *wird geprüft*, ``pflicht`` for *ist zu prüfen*, ``kann`` for *kann geprüft werden*.
            objects: Lemmas of what the action is done to; a compound counts by its last part. Who is among them
                (*Sie*, *uns*) does not act.
            past: Only for ``vorgang``: whether it has happened already. What has happened may have been done by others,
                so leave it at True unless the sentence surely speaks of the present or the future.
        """
        entry = self.verbs.get(verb)
        if entry is None:
            return "offen"
        special = self.by_object.get(verb, {})
        found = {match.actor(use, past) for word in objects if (match := _longest(word, special)) is not None}
        actor = found.pop() if found else entry.actor(use, past)
        told = {word.casefold() for word in objects}
        excluded = (actor == "adressat" and told & _READER) or (actor == "amt" and told & _OFFICE)
        return "offen" if found or excluded else actor

    def person(self, noun: str) -> PersonNoun | None:
        """Return the entry of a noun that may stand for the reader."""
        return self.persons.get(noun)

    def is_office(self, noun: str) -> bool:
        """Whether a noun names an authority, also as the last part of a compound (*Hausverwaltung* is none)."""
        return _first_in(noun, self.offices, self.others)

    def is_other(self, noun: str) -> bool:
        """Whether a noun names somebody who is neither the office nor the reader, also as the last part."""
        return _first_in(noun, self.others, self.offices)


@dataclass(frozen=True, slots=True)
class Action:
    """A noun that hides a verb: *Prüfung* → *prüfen*.

    Args:
        noun: The noun.
        verb: The infinitive.
        object: What the verb takes: ``akkusativ``, ``dativ``, ``ohne``, or ``praep`` (the preposition of the noun).
        genitive: What a genitive behind the noun becomes: ``akkusativ``, ``dativ``, ``subjekt``; ``offen`` if only
            reading tells, ``keiner`` if there is none.
        reflexive: Whether the verb needs *sich* when it has no object: *Anmeldung* → *sich anmelden*.
        actor: Who acts if the noun alone says so, else None; then the roles of the verb count.
        implied: What the noun means without saying it: *Auszahlung* → *das Geld auszahlen*; empty for most.
    """

    noun: str
    verb: str
    object: schema.ActionObject
    genitive: schema.Genitive
    reflexive: bool
    actor: Actor | None
    implied: str = ""


@dataclass(frozen=True, slots=True)
class Actions:
    """Nouns of action."""

    by_noun: Mapping[str, Action]

    def of(self, noun: str) -> Action | None:
        """Return the action of a noun."""
        return self.by_noun.get(noun)


@dataclass(frozen=True, slots=True)
class LightVerb:
    """What a light verb construction becomes: *in Abzug bringen* → *abziehen*.

    Args:
        id: The id of the entry in the word list.
        verb: The plain infinitive; None if no single verb is always right.
        arguments: What each argument becomes, by its form: a case, ``satz`` (a clause) or a preposition (or *davon*)
            to a case, ``satz``, the same preposition or another one with its case (``mit+Dat``). ``genitiv`` is the
            attribute of the noun, also with *von*.
        needs: Of these arguments one must be there; empty if the plain verb may stand without.
        blocked_by: Prepositions of arguments that have no place beside the plain verb.
        passive: Whether it says a passive: *Berücksichtigung finden* → *berücksichtigt werden*.
        reflexive: Whether the plain verb needs *sich*.
        predicate: What stands beside *sein* in place of the noun: *in Betracht kommen* → *möglich sein*; else empty.
    """

    id: str
    verb: str | None
    arguments: Mapping[str, str]
    needs: frozenset[str]
    blocked_by: frozenset[str]
    passive: bool
    reflexive: bool
    predicate: str = ""


@dataclass(frozen=True, slots=True)
class PlainPreposition:
    """A plain preposition and when it may stand.

    Args:
        word: The preposition.
        case: The case that it takes.
        governors: What the phrase hangs on, one of these; empty if anything will do.
        nouns: What stands in the phrase, one of these, also as the last part of a compound; empty if anything will do.
        not_nouns: What must not stand in the phrase.
        passive: Only for who acts in a passive.
        article: Whether a noun without an article gets the definite one: *zwecks Klärung* → *zur Klärung*.
        sure: Whether it is right for nearly every noun under these conditions.
    """

    word: str
    case: Case
    governors: frozenset[str]
    nouns: frozenset[str]
    not_nouns: frozenset[str]
    passive: bool
    article: bool
    sure: bool

    def fits(self, governor: str, noun: str, passive: bool) -> bool:
        """Whether its conditions hold."""
        if (self.passive and not passive) or _last_part(noun, self.not_nouns):
            return False
        if self.governors and not _last_part(governor, self.governors):
            return False
        return not self.nouns or _last_part(noun, self.nouns)


@dataclass(frozen=True, slots=True)
class OfficialPreposition:
    """A preposition of official German: *hinsichtlich*, *im Hinblick auf*.

    Args:
        word: The preposition, perhaps of several words.
        rule: The id of the word list entry that marks it, None if none does.
        cases: The cases that it takes.
        place: Whether it stands before its noun, after it, or either.
        keep: Why it must stay, empty if it need not.
        plain: Plain prepositions, the special ones first.
    """

    word: str
    rule: str | None
    cases: tuple[Case, ...]
    place: Literal["vor", "nach", "beide"]
    keep: str
    plain: tuple[PlainPreposition, ...]

    def choose(self, governor: str = "", noun: str = "", *, passive: bool = False) -> PlainPreposition | None:
        """Return the first plain preposition that is surely right here."""
        return next((p for p in self.plain if p.sure and p.fits(governor, noun, passive)), None)


@dataclass(frozen=True, slots=True)
class Prepositions:
    """Prepositions of official German by word; ``first_words`` are those they begin with."""

    by_word: Mapping[str, OfficialPreposition]
    first_words: frozenset[str]

    def may_begin(self, word: str) -> bool:
        """Whether a preposition begins with a word, whatever its capitals."""
        return word.casefold() in self.first_words

    def of(self, word: str) -> OfficialPreposition | None:
        """Return the entry of a preposition, whatever its capitals."""
        return self.by_word.get(word.casefold())


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """A legal or technical term in plain words.

    Args:
        term: As it stands in the dictionary.
        bracket: An explanation that fits in brackets behind the term, or empty.
        sentence: An explanation as a sentence of its own, or empty.
        not_with: Words or their beginnings; with one of them in its sentence the term means something else.
        only_with: Words or their beginnings; without any of them in the letter the term may mean something else.
        not_if: In German, when the term means something else, or empty.
        areas: The fields of law in which it means this.
    """

    term: str
    bracket: str
    sentence: str
    not_with: tuple[str, ...]
    only_with: tuple[str, ...]
    not_if: str
    areas: tuple[schema.Area, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists."""

    roles: Roles
    actions: Actions
    light_verbs: Mapping[str, LightVerb]
    prepositions: Prepositions
    glossary: Mapping[str, GlossaryTerm]


def load_lexicon(folder: Path | None = None) -> Lexicon:
    """Load the shipped lists, which are read once, or those of another folder.

    Raises:
        RuleError: KT-R82 a list is missing or no YAML, KT-R83 an entry is not valid, with its line.
    """
    return _shipped(paths.rules_dir()) if folder is None else _read(folder)


@lru_cache(maxsize=1)
def _shipped(folder: Path) -> Lexicon:
    return _read(folder)


def _read(folder: Path) -> Lexicon:
    return Lexicon(
        roles=_roles(open_list(folder, ROLES)),
        actions=_actions(open_list(folder, ACTIONS)),
        light_verbs=_light_verbs(open_list(folder, LIGHT_VERBS)),
        prepositions=_prepositions(open_list(folder, PREPOSITIONS)),
        glossary=_glossary(open_list(folder, GLOSSARY)),
    )


def _roles(file: ListFile) -> Roles:
    model = file.read(schema.RolesModel)
    verbs: dict[str, RoleEntry] = {}
    for at, group in enumerate(model.rollen):
        entry = RoleEntry(
            group.wer.vorgang, group.wer.vergangen or group.wer.vorgang, group.wer.pflicht, group.wer.kann
        )
        for index, verb in enumerate(group.verben):
            if verb in verbs:
                file.fail(("rollen", at, "verben", index), f"Das Verb „{verb}“ steht zweimal da.")
            verbs[verb] = entry
    offices, others = _folded(model.amtsnamen), _folded(model.dritte)
    return Roles(MappingProxyType(verbs), _by_object(file, model, verbs), _persons(file, model), offices, others)


def _by_object(
    file: ListFile, model: schema.RolesModel, verbs: Mapping[str, RoleEntry]
) -> Mapping[str, Mapping[str, RoleEntry]]:
    special: dict[str, dict[str, RoleEntry]] = {}
    for at, group in enumerate(model.je_objekt):
        nouns = list(_members(file, model, at, group.objekte))
        for index, verb in enumerate(group.verben):
            place = ("je_objekt", at, "verben", index)
            if verb not in verbs:
                file.fail(place, f"Das Verb „{verb}“ steht nicht unter „rollen“.")
            known = special.setdefault(verb, {})
            entry = _with(verbs[verb], group)
            for noun in nouns:
                if known.get(noun, entry) is not entry:
                    file.fail(place, f"Für „{verb}“ steht das Objekt „{noun}“ zweimal da.")
                known[noun] = entry
    return MappingProxyType({verb: MappingProxyType(nouns) for verb, nouns in special.items()})


def _members(file: ListFile, model: schema.RolesModel, at: int, objects: Sequence[str]) -> Iterator[str]:
    """Yield the nouns, lower case; a name without a capital stands for its group."""
    for index, name in enumerate(objects):
        if name[0].isupper():
            yield name.casefold()
        elif name in model.objekte:
            yield from (noun.casefold() for noun in model.objekte[name])
        else:
            file.fail(("je_objekt", at, "objekte", index), f"Die Gruppe „{name}“ steht nicht unter „objekte“.")


def _with(entry: RoleEntry, group: schema.ObjectRoleModel) -> RoleEntry:
    return RoleEntry(
        present=group.vorgang or entry.present,
        past=group.vergangen or group.vorgang or entry.past,
        duty=group.pflicht or entry.duty,
        may=group.kann or entry.may,
    )


def _persons(file: ListFile, model: schema.RolesModel) -> Mapping[str, PersonNoun]:
    persons: dict[str, PersonNoun] = {}
    for at, entry in enumerate(model.personen):
        words = tuple(word for word in (entry.mann, entry.frau, entry.person) if word)
        noun = PersonNoun(words, entry.adjektiv, entry.leser)
        for word in words:
            if word in persons:
                file.fail(("personen", at), f"„{word}“ steht zweimal da.")
            persons[word] = noun
    return MappingProxyType(persons)


def _actions(file: ListFile) -> Actions:
    model = file.read(schema.ActionsModel)
    found: dict[str, Action] = {}
    for at, group in enumerate(model.gruppen):
        for noun, verb in group.verben.items():
            if noun in found:
                file.fail(("gruppen", at, "verben", noun), f"„{noun}“ steht zweimal da.")
            implied = model.mitgemeint.get(noun, "")
            found[noun] = Action(noun, verb, group.objekt, group.genitiv, group.reflexiv, group.wer, implied)
    return Actions(MappingProxyType(found))


def _light_verbs(file: ListFile) -> Mapping[str, LightVerb]:
    model = file.read(schema.LightVerbsModel)
    found: dict[str, LightVerb] = {}
    for at, entry in enumerate(model.eintraege):
        if entry.id in found:
            file.fail(("eintraege", at, "id"), f"„{entry.id}“ steht zweimal da.")
        found[entry.id] = LightVerb(
            id=entry.id,
            verb=entry.verb,
            arguments=MappingProxyType(dict(entry.argumente)),
            needs=frozenset() if entry.allein else frozenset(entry.braucht or entry.argumente),
            blocked_by=frozenset(entry.stoert),
            passive=entry.passivisch,
            reflexive=entry.reflexiv,
            predicate=entry.praedikat,
        )
    return MappingProxyType(found)


def _prepositions(file: ListFile) -> Prepositions:
    model = file.read(schema.PrepositionsModel)
    groups = {name: _folded(words) for name, words in model.gruppen.items()}
    found: dict[str, OfficialPreposition] = {}
    for at, entry in enumerate(model.eintraege):
        key = entry.wort.casefold()
        if key in found:
            file.fail(("eintraege", at, "wort"), f"„{entry.wort}“ steht zweimal da.")
        plain = tuple(_plain(p, groups) for p in entry.statt)
        found[key] = OfficialPreposition(
            entry.wort, entry.regel, tuple(entry.regiert), entry.stellung, entry.bleibt, plain
        )
    return Prepositions(MappingProxyType(found), frozenset(word.split(" ", 1)[0] for word in found))


def _plain(model: schema.PlainPrepositionModel, groups: Mapping[str, frozenset[str]]) -> PlainPreposition:
    return PlainPreposition(
        word=model.wort,
        case=model.kasus,
        governors=_expanded(model.bei, groups),
        nouns=_expanded(model.nomen, groups),
        not_nouns=_folded(model.nicht),
        passive=model.nur_passiv,
        article=model.artikel,
        sure=model.sicher,
    )


def _expanded(words: Sequence[str], groups: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the words, lower case; the name of a group stands for its words."""
    return frozenset().union(*(groups.get(word, {word.casefold()}) for word in words))


def _glossary(file: ListFile) -> Mapping[str, GlossaryTerm]:
    model = file.read(schema.GlossaryModel)
    found: dict[str, GlossaryTerm] = {}
    for at, entry in enumerate(model.eintraege):
        if entry.begriff in found:
            file.fail(("eintraege", at, "begriff"), f"„{entry.begriff}“ steht zweimal da.")
        found[entry.begriff] = GlossaryTerm(
            entry.begriff,
            entry.klammer,
            entry.satz,
            tuple(entry.nicht_mit),
            tuple(entry.nur_bei),
            entry.nicht_wenn,
            tuple(entry.rechtsgebiet),
        )
    return MappingProxyType(found)


def _folded(words: Sequence[str]) -> frozenset[str]:
    return frozenset(word.casefold() for word in words)


def _parts(word: str) -> Iterator[str]:
    """Yield the word and its last parts, longest first, lower case; the part before each has three letters or more.

    >>> list(_parts("Restmüll"))
    ['restmüll', 'tmüll', 'müll', 'üll', 'll', 'l']
    """
    folded = word.casefold()
    yield folded
    for at in range(_SHORTEST_FIRST_PART, len(folded)):
        yield folded[at:].removeprefix("-") if folded[at] == "-" else folded[at:]


def _longest(word: str, entries: Mapping[str, RoleEntry]) -> RoleEntry | None:
    return next((entries[part] for part in _parts(word) if part in entries), None)


def _first_in(word: str, words: frozenset[str], rivals: frozenset[str]) -> bool:
    """Whether the longest last part that is known at all is one of the words."""
    return next((part in words for part in _parts(word) if part in words or part in rivals), False)


def _last_part(word: str, words: frozenset[str]) -> bool:
    return any(part in words for part in _parts(word))
