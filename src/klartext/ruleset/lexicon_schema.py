"""The shape of the lists that ``lexicon`` reads."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from klartext.grammar.features import Case
from klartext.ruleset.schema import as_list, one_line

Actor = Literal["amt", "adressat", "dritte", "offen"]
Reader = Literal["sicher", "fragen"]
ActionObject = Literal["akkusativ", "dativ", "praep", "ohne"]
Genitive = Literal["akkusativ", "dativ", "subjekt", "offen", "keiner"]
Area = Literal[
    "allgemein", "arbeit", "aufenthalt", "bau", "bußgeld", "daten", "familie", "gebühren", "gericht", "gesundheit",
    "gewerbe", "melde", "ordnung", "rente", "schule", "sozial", "steuer", "umwelt", "verkehr", "vollstreckung", "zoll",
]  # fmt: skip

_MOST_WORDS = 20


def _capital(value: str) -> str:
    if not value[:1].isupper():
        raise ValueError("ein großgeschriebenes Hauptwort")
    return value


def _small(value: str) -> str:
    if not value[:1].islower() or not value.endswith("n"):
        raise ValueError("ein Verb in der Grundform")
    return value


def _sentence(value: str) -> str:
    if not value.endswith("."):
        raise ValueError("ein ganzer Satz mit Punkt")
    return value


Text = Annotated[str, AfterValidator(one_line)]
Noun = Annotated[Text, AfterValidator(_capital)]
Infinitive = Annotated[str, AfterValidator(one_line), AfterValidator(lambda v: _small(v.rsplit(" ", 1)[-1]) and v)]


class Model(BaseModel):
    """Strict: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ListModel(Model):
    """What every list begins with."""

    id: Text
    titel: Text


class RoleModel(Model):
    """Who acts; ``vergangen`` counts only where it differs from ``vorgang``."""

    vorgang: Actor
    vergangen: Actor | None = None
    pflicht: Actor
    kann: Actor


class RoleGroupModel(Model):
    """Verbs that share who acts."""

    wer: RoleModel
    verben: Annotated[list[Infinitive], Field(min_length=1)]


class ObjectRoleModel(Model):
    """What an object changes; keys that are not there stay as with the verb."""

    verben: Annotated[list[Infinitive], Field(min_length=1)]
    objekte: Annotated[list[Text], Field(min_length=1)]
    vorgang: Actor | None = None
    vergangen: Actor | None = None
    pflicht: Actor | None = None
    kann: Actor | None = None


class PersonModel(Model):
    """A noun for a person, in its forms."""

    mann: Noun
    frau: Noun | None = None
    person: Text | None = None
    adjektiv: bool = False
    leser: Reader


class RolesModel(ListModel):
    """``rollen.yaml``."""

    objekte: dict[str, list[Noun]]
    rollen: Annotated[list[RoleGroupModel], Field(min_length=1)]
    je_objekt: list[ObjectRoleModel]
    personen: list[PersonModel]
    amtsnamen: list[Noun]
    dritte: list[Noun]


class ActionGroupModel(Model):
    """Nouns of action that behave alike."""

    objekt: ActionObject
    genitiv: Genitive
    reflexiv: bool = False
    wer: Actor | None = None
    verben: Annotated[dict[Noun, Infinitive], Field(min_length=1)]


class ActionsModel(ListModel):
    """``handlungen.yaml``."""

    mitgemeint: dict[Noun, Text] = Field(default_factory=dict)
    gruppen: Annotated[list[ActionGroupModel], Field(min_length=1)]


class LightVerbModel(Model):
    """One entry of ``gefuege.yaml``."""

    id: Text
    verb: Infinitive | None = None
    argumente: dict[str, str] = Field(default_factory=dict)
    braucht: list[str] = Field(default_factory=list)
    allein: bool = False
    stoert: list[str] = Field(default_factory=list)
    passivisch: bool = False
    reflexiv: bool = False
    praedikat: str = ""
    grund: Text | None = None

    @model_validator(mode="after")
    def _says_why(self) -> LightVerbModel:
        if self.verb is None and self.grund is None:
            raise ValueError("ein „verb“ oder der „grund“, warum keines sicher ist")
        if not set(self.braucht) <= set(self.argumente):
            raise ValueError("unter „braucht“ nur, was unter „argumente“ steht")
        if self.verb is not None and not self.argumente and not self.allein:
            raise ValueError("„argumente“ oder „allein: true“")
        return self


class LightVerbsModel(ListModel):
    """``gefuege.yaml``."""

    eintraege: Annotated[list[LightVerbModel], Field(min_length=1)]


class PlainPrepositionModel(Model):
    """One entry of ``statt``."""

    wort: Text
    kasus: Case
    bei: list[Text] = Field(default_factory=list)
    nomen: list[Text] = Field(default_factory=list)
    nicht: list[Noun] = Field(default_factory=list)
    nur_passiv: bool = False
    artikel: bool = False
    sicher: bool = False
    wenn: str = ""


class PrepositionModel(Model):
    """One entry of ``verhaeltniswoerter.yaml``."""

    wort: Text
    regel: Text | None = None
    regiert: Annotated[list[Case], BeforeValidator(as_list), Field(min_length=1)]
    stellung: Literal["vor", "nach", "beide"] = "vor"
    bleibt: str = ""
    statt: list[PlainPrepositionModel] = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_what(self) -> PrepositionModel:
        if bool(self.bleibt) == bool(self.statt):
            raise ValueError("entweder „statt“ oder unter „bleibt“ der Grund, warum das Wort stehen bleibt")
        return self


class PrepositionsModel(ListModel):
    """``verhaeltniswoerter.yaml``."""

    gruppen: dict[str, list[Text]] = Field(default_factory=dict)
    eintraege: Annotated[list[PrepositionModel], Field(min_length=1)]


class GlossaryEntryModel(Model):
    """One entry of ``glossar.yaml``."""

    begriff: Text
    klammer: str = ""
    satz: Annotated[str, AfterValidator(lambda v: _sentence(v) if v else v)] = ""
    rechtsgebiet: Annotated[list[Area], BeforeValidator(as_list), Field(min_length=1)]
    nicht_mit: list[Text] = []
    nur_bei: list[Text] = []
    nicht_wenn: str = ""

    @model_validator(mode="after")
    def _explains(self) -> GlossaryEntryModel:
        if not self.klammer and not self.satz:
            raise ValueError("„klammer“ oder „satz“")
        if max(len(self.klammer.split()), len(self.satz.split())) > _MOST_WORDS:
            raise ValueError(f"eine Erklärung mit höchstens {_MOST_WORDS} Wörtern")
        return self


class GlossaryModel(ListModel):
    """``glossar.yaml``."""

    eintraege: Annotated[list[GlossaryEntryModel], Field(min_length=1)]
