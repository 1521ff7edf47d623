"""Words that may stand for each other: ``rules/gleichbedeutend.yaml``, the plain words of the rules, their verbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final

from pydantic import Field

from klartext import paths
from klartext.guard.families import meets, root
from klartext.ruleset import load_word_list
from klartext.ruleset.lexicon import load_lexicon
from klartext.ruleset.lexicon_schema import ListModel
from klartext.ruleset.list_file import read_list
from klartext.ruleset.rule import WordPattern

FILE: Final = "gleichbedeutend.yaml"
_LISTS: Final = ("amtswort/amtswoerter.yaml", "fremdwort/fremdwoerter.yaml", "abkuerzung/abkuerzungen.yaml")

Word = Annotated[str, Field(min_length=2)]
_SHORTEST: Final = 3


class SynonymList(ListModel):
    """The shape of the list."""

    gruppen: list[Annotated[list[Word], Field(min_length=2)]]
    schlicht: list[Word]
    leer: list[Word]
    gegenteile: list[Annotated[list[Word], Field(min_length=2)]]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Word families by what may stand for them; all keys and values are families (see ``families.root``)."""

    groups: Mapping[str, frozenset[str]]
    plain: frozenset[str]
    empty: frozenset[str]
    opposites: tuple[frozenset[str], ...]

    def stands_for(self, word: str, others: Iterable[str]) -> bool:
        """Whether a word or what may stand for it has its family among families."""
        there = frozenset(others)
        return meets(word, there) or any(other in there for other in self.groups.get(root(word), ()))


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """Return the list that Klartext ships, with what the other lists say.

    Raises:
        RuleError: KT-R82 the list is missing or no YAML, KT-R83 it has another shape; what ``load_word_list`` and
            ``load_lexicon`` say of theirs.
    """
    listed = read_list(paths.rules_dir() / FILE, SynonymList)
    groups: dict[str, set[str]] = {}
    for words in (*listed.gruppen, *_from_rules()):
        families = {root(w) for w in words}
        for family in families:
            groups.setdefault(family, set()).update(families)
    return Synonyms(
        {family: frozenset(others) for family, others in groups.items()},
        frozenset(root(w) for w in listed.schlicht),
        frozenset(root(w) for w in listed.leer),
        tuple(frozenset(root(w) for w in row) for row in listed.gegenteile),
    )


def _from_rules() -> Iterator[list[str]]:
    """Yield the plain words of the word lists with what they replace, and nouns with their verbs."""
    for name in _LISTS:
        for rule in load_word_list(name):
            plain = [w for text in rule.plain for w in text.split() if len(w) > _SHORTEST]
            words = rule.pattern.words.split() if isinstance(rule.pattern, WordPattern) else []
            yield from ([old, *plain] for old in words if len(old) > _SHORTEST)
    lexicon = load_lexicon()
    for noun, action in lexicon.actions.by_noun.items():
        yield [noun, action.verb]
    for light in lexicon.light_verbs.values():
        if light.verb is not None:
            yield [light.verb, *(w for w in light.id.split("-")[1:] if len(w) > _SHORTEST)]
