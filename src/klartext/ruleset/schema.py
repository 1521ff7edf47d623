"""The shape of rule files and word lists; ``load`` turns a breach into an error with line and column."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from klartext.config import Profile
from klartext.records import Category, SourceKind
from klartext.ruleset.rule import Search, parse_marked

UPOS = Literal[
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
    "VERB", "X",
]  # fmt: skip
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FIELD: Final = re.compile(r"\{([^{}]*)\}")
_NAME: Final = re.compile(r"[a-z_]+")


def _text(value: object) -> object:
    """Take a bare number or true/false as the text it was written as."""
    return str(value).lower() if isinstance(value, bool | int) else value


def one_line(value: str) -> str:
    """Return a text on one line; one without words is an error."""
    text = " ".join(value.split())
    if not text:
        raise ValueError("ein Text, der nicht leer ist")
    return text


def _identifier(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError("Kleinbuchstaben a–z, Ziffern und einzelne Bindestriche")
    return value


def _marked(value: str) -> str:
    try:
        parse_marked(value)
    except ValueError as error:
        raise ValueError("mindestens eine Stelle zwischen ⟦ und ⟧, keine offene und keine leere Klammer") from error
    return value


def _unmarked(value: str) -> str:
    if "⟦" in value or "⟧" in value:
        raise ValueError("ein Satz ohne ⟦ und ⟧")
    return value


def _template(value: str) -> str:
    rest = _FIELD.sub("", value)
    if "{" in rest or "}" in rest or not all(_NAME.fullmatch(name) for name in _FIELD.findall(value)):
        raise ValueError("Platzhalter wie {treffer}, jede Klammer geschlossen")
    return value


def as_list(value: object) -> object:
    """Take a single text as a list of one."""
    return [value] if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_text), AfterValidator(one_line)]
Identifier = Annotated[Text, AfterValidator(_identifier)]
Marked = Annotated[Text, AfterValidator(_marked)]
Unmarked = Annotated[Text, AfterValidator(_unmarked)]
Template = Annotated[Text, AfterValidator(_template)]
Severity = Literal[1, 2, 3]
Parameter = bool | int | str


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    @model_validator(mode="before")
    @classmethod
    def _null_is_absent(cls, data: object) -> object:
        return {k: v for k, v in data.items() if v is not None} if isinstance(data, dict) else data


class SourceModel(_Model):
    """One entry of ``quellen``."""

    art: SourceKind
    titel: Text
    stelle: Text | None = None


class CodeModel(_Model):
    """``muster`` with a detector; ``profile`` changes parameters for a profile."""

    art: Literal["code"]
    detektor: Text
    parameter: dict[str, Parameter] = Field(default_factory=dict)
    profile: dict[Profile, dict[str, Parameter]] = Field(default_factory=dict)


class TokenModel(_Model):
    """``muster`` for spaCy's Matcher."""

    art: Literal["token"]
    tokens: Annotated[list[Annotated[list[dict[str, Any]], Field(min_length=1)]], Field(min_length=1)]


class DependencyModel(_Model):
    """``muster`` for spaCy's DependencyMatcher."""

    art: Literal["dependenz"]
    knoten: Annotated[list[dict[str, Any]], Field(min_length=2)]


class PhraseModel(_Model):
    """``muster`` with word sequences."""

    art: Literal["phrase"]
    phrasen: Annotated[list[Text], Field(min_length=1)]


class ExampleModel(_Model):
    """One entry of ``beispiele``."""

    falsch: Marked
    besser: Unmarked


class CounterExampleModel(_Model):
    """One entry of ``gegenbeispiele``."""

    text: Unmarked
    grund: Text


class _Shared(_Model):
    id: Identifier
    titel: Text
    kategorie: Category
    schwere: Severity
    warum: Text
    quellen: Annotated[list[SourceModel], Field(min_length=1)]


class RuleModel(_Shared):
    """A rule file."""

    meldung: Template
    muster: Annotated[CodeModel | TokenModel | DependencyModel | PhraseModel, Field(discriminator="art")]
    ausnahmen: list[Text] = Field(default_factory=list)
    statt: list[Text] = Field(default_factory=list)
    ersatz: Text | Literal[""] | None = None
    beispiele: Annotated[list[ExampleModel], Field(min_length=2)]
    gegenbeispiele: Annotated[list[CounterExampleModel], Field(min_length=2)]


class EntryModel(_Model):
    """One entry of a word list."""

    id: Identifier
    wort: Text
    suche: Search = "form"
    wortart: Annotated[list[UPOS], BeforeValidator(as_list)] = Field(default_factory=list)
    statt: list[Text] = Field(default_factory=list)
    ersatz: Text | Literal[""] | None = None
    schwere: Severity | None = None
    grund: Text
    beispiel: Marked
    ausnahmen: list[Text] = Field(default_factory=list)
    gegenbeispiele: list[CounterExampleModel] = Field(default_factory=list)


class WordListModel(_Shared):
    """A word list; its entries share explanation and sources."""

    meldung: Template | None = None
    ausnahmen: list[Text] = Field(default_factory=list)
    eintraege: Annotated[list[EntryModel], Field(min_length=1)]
