"""The shape of ``rules/inhalt.yaml``: kinds of letter, questions a letter must answer, and signs of the answers."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated, Final, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from klartext import paths
from klartext.records import ChecklistName, LetterKind, PartKind
from klartext.ruleset.lexicon_schema import ListModel, Model, Text
from klartext.ruleset.list_file import read_list

FILE: Final = "inhalt.yaml"


def _compiled(value: object) -> object:
    if not isinstance(value, str):
        raise ValueError("ein regulärer Ausdruck als Text")
    try:
        return re.compile(value)
    except re.error as error:
        raise ValueError(f"ein gültiger regulärer Ausdruck ({error})") from error


Pattern = Annotated[re.Pattern[str], BeforeValidator(_compiled)]
Patterns = tuple[Pattern, ...]


def _as_tuple(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Signs = Annotated[Patterns, BeforeValidator(_as_tuple)]
Names = Annotated[tuple[ChecklistName, ...], BeforeValidator(_as_tuple)]


class Source(Model):
    """Where it is written."""

    art: Literal["norm", "praxis", "hausregel"]
    titel: Text
    stelle: Text


class Kind(Model):
    """A kind of letter: how to know it, what it must say, and what it need not say, with the reason."""

    id: LetterKind
    titel: Text
    teile: Annotated[tuple[PartKind, ...], BeforeValidator(_as_tuple)] = ()
    betreff: Signs = ()
    text: Signs = ()
    mit_pflicht: bool = False
    verlangt: Names
    wenn_pflicht: Names = ()
    entfaellt: dict[ChecklistName, Text] = Field(default_factory=dict)

    @property
    def is_last(self) -> bool:
        """Whether the kind has no signs: it is what remains."""
        return not (self.teile or self.betreff or self.text or self.mit_pflicht)


class PartOfAnswer(Model):
    """One thing that an answer has to name."""

    id: Text
    titel: Text
    art: Literal["muster", "betrag", "sitz"] = "muster"
    muster: Signs = ()


class Question(Model):
    """A question of the reader; the texts are shown to the author."""

    id: ChecklistName
    frage: Text
    fehlt: Text
    unvollstaendig: Text = "Die Angabe ist nicht vollständig."
    warum: Text
    quellen: Annotated[tuple[Source, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    muster: Signs = ()
    absicht: Signs = ()
    keine: Signs = ()
    ungefaehr: Signs = ()
    zahlung: Signs = ()
    teile: Annotated[tuple[PartOfAnswer, ...], BeforeValidator(_as_tuple)] = ()


class Contents(ListModel):
    """The whole file."""

    bedingt: Signs
    briefarten: Annotated[tuple[Kind, ...], BeforeValidator(_as_tuple)]
    punkte: Annotated[tuple[Question, ...], BeforeValidator(_as_tuple)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.briefarten or not self.briefarten[-1].is_last:
            raise ValueError("als letzte Briefart eine ohne Zeichen")
        if len({q.id for q in self.punkte}) < len(self.punkte):
            raise ValueError("jeder Punkt nur einmal")
        return self

    def question(self, name: ChecklistName) -> Question:
        """Return the question with a name."""
        return next(q for q in self.punkte if q.id == name)


@cache
def contents() -> Contents:
    """Return the shipped list, read once.

    Raises:
        RuleError: KT-R82 the file is missing or no YAML, KT-R83 an entry is not valid.
    """
    return read_list(paths.rules_dir() / FILE, Contents)
