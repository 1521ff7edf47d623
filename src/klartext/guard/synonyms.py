"""Words that may stand for each other: ``rules/gleichbedeutend.yaml``, the plain words of the rules, their verbs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from klartext import paths
from klartext.errors import RuleError
from klartext.guard.families import meets, root
from klartext.ruleset.lexicon import load_lexicon

FILE: Final = "gleichbedeutend.yaml"
_LOADER: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LISTS: Final = ("amtswort/amtswoerter.yaml", "fremdwort/fremdwoerter.yaml", "abkuerzung/abkuerzungen.yaml")

Word = Annotated[str, Field(min_length=2)]


class SynonymList(BaseModel):
    """The shape of the list; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    titel: str
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
        RuleError: KT-R02 a list is no YAML; KT-R06 it has another shape.
    """
    listed = _read()
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


def _read() -> SynonymList:
    try:
        return SynonymList.model_validate(_yaml(FILE))
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(map(str, fault["loc"]))
        raise RuleError("KT-R06", f"„{place}“ stimmt nicht: {fault['msg']}", _REMEDY, FILE) from error


def _yaml(name: str) -> dict[str, Any]:
    try:
        return dict(yaml.load((paths.rules_dir() / name).read_text(encoding="utf-8"), Loader=_LOADER))
    except (OSError, yaml.YAMLError) as error:
        raise RuleError("KT-R02", f"Die Liste lässt sich nicht lesen: {error}", _REMEDY, name) from error


_REMEDY: Final = "Stellen Sie die Liste wieder her, oder installieren Sie Klartext neu."


def _from_rules() -> Iterator[list[str]]:
    """Yield the plain words of the word lists with what they replace, and nouns with their verbs."""
    for name in _LISTS:
        for entry in _yaml(name)["eintraege"]:
            plain = [w for text in entry.get("statt") or () for w in text.split() if len(w) > _SHORTEST]
            for old in (w for w in entry["wort"].split() if len(w) > _SHORTEST):
                yield [old, *plain]
    lexicon = load_lexicon()
    for noun, action in lexicon.actions.by_noun.items():
        yield [noun, action.verb]
    for light in lexicon.light_verbs.values():
        if light.verb is not None:
            yield [light.verb, *(w for w in light.id.split("-")[1:] if len(w) > _SHORTEST)]


_SHORTEST: Final = 3
