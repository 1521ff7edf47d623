"""Hard words and the plain ones that may stand in their place: ``rules/wortersatz.yaml``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from pydantic import Field

from klartext import paths
from klartext.records import Category
from klartext.ruleset.lexicon_schema import ListModel, Model, Text
from klartext.ruleset.list_file import ListFile, open_list
from klartext.ruleset.rule import Rule, RuleSet, WordPattern

FILE: Final = "wortersatz.yaml"
Kind = Literal["verben", "nomen", "adjektive"]
Only = Literal["", "attributiv", "mit-artikel", "praedikativ", "adverb"]


class _SwapModel(Model):
    regel: Text
    statt: Text


class _VerbModel(_SwapModel):
    rahmen: Literal["gleich"]
    objekte: list[Text] = Field(default_factory=list)


class _AdjectiveModel(_SwapModel):
    nur: Only = ""


class _Swaps(ListModel):
    verben: list[_VerbModel] = Field(default_factory=list)
    nomen: list[_SwapModel] = Field(default_factory=list)
    adjektive: list[_AdjectiveModel] = Field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Swap:
    """A hard word and the plain one for it.

    Args:
        kind: Whether it is a verb, a noun or an adjective.
        word: The hard word in its base form; an adverb before a verb falls away (*erneut wiederholen*).
        plain: The plain word in its base form.
        category: The category of the findings that it answers.
        objects: Nouns one of which must be the object of the verb; empty if any will do.
        only: ``attributiv``, ``mit-artikel``, ``praedikativ`` or ``adverb`` for an adjective, empty for any place.
    """

    kind: Kind
    word: str
    plain: str
    category: Category
    objects: frozenset[str] = frozenset()
    only: Only = ""


def load_swaps(rules: RuleSet, path: Path | None = None) -> tuple[Swap, ...]:
    """Load the pairs whose rules are in the set.

    Raises:
        RuleError: KT-R82 the file is missing or no YAML, KT-R83 an entry is not valid.
    """
    path = path or paths.rules_dir() / FILE
    file = open_list(path.parent, path.name)
    return tuple(_swaps(file, file.read(_Swaps), {rule.id: rule for rule in rules.rules}))


def _swaps(file: ListFile, listed: _Swaps, known: Mapping[str, Rule]) -> Iterator[Swap]:
    kinds: tuple[tuple[Kind, Sequence[_SwapModel]], ...] = (
        ("verben", listed.verben), ("nomen", listed.nomen), ("adjektive", listed.adjektive),
    )  # fmt: skip
    for kind, entries in kinds:
        for at, entry in enumerate(entries):
            rule = known.get(entry.regel)
            if rule is None:
                continue
            if not isinstance(rule.pattern, WordPattern) or entry.statt not in rule.plain:
                file.fail((kind, at), f"„{entry.statt}“ steht nicht unter den schlichteren Wörtern von „{rule.id}“.")
            yield Swap(
                kind, rule.pattern.words, entry.statt, rule.category,
                frozenset(entry.objekte) if isinstance(entry, _VerbModel) else frozenset(),
                entry.nur if isinstance(entry, _AdjectiveModel) else "",
            )  # fmt: skip
