"""Groups of words that behave alike in grammar: ``rules/wortgruppen.yaml``, where each group says what it is for."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Final

from pydantic import BeforeValidator

from klartext import paths
from klartext.ruleset.lexicon_schema import ListModel, Text
from klartext.ruleset.list_file import read_list

FILE: Final = "wortgruppen.yaml"


def _distinct(words: list[str]) -> frozenset[str]:
    if len(set(words)) < len(words):
        raise ValueError("jedes Wort nur einmal")
    return frozenset(words)


Words = Annotated[frozenset[Text], BeforeValidator(_distinct)]


class WordGroups(ListModel):
    """Each field is a group of the file."""

    mit_von: Words
    trennen: Words
    zugunsten: Words
    von_jemandem: Words
    verursachen: Words
    folgen: Words
    rechtswirkungen: Words
    vollziehen: Words
    sorgen: Words
    keine_handelnden: Words
    koerperschaften: Words
    objekte_mit_von: Words
    gefuege_mit_von: Words
    belegen: Words
    belege: Words
    gefuege_als_verb: Words
    geben: Words
    beibringen: Words
    ereignisse: Words
    mit_empfaenger: Words
    erhalten: Words
    erlauben: Words
    raten: Words
    nur_mit_dativ: Words
    mit_bei: Words
    mit_dativ_der_sache: Words
    reaktionen: Words
    papiere: Words
    keine_pflicht: Words
    faellig: Words
    ausfuehren: Words
    versaeumnisse: Words
    auskunft: Words
    auskuenfte: Words
    formvorschriften: Words
    erklaerungen: Words
    mitteilen: Words
    verweise: Words
    gewaehren: Words
    als_adverb: Words
    ohne_objekt: Words
    nur_mit_ergaenzung: Words
    mit_zu: Words
    hauptwoerter_mit_zu: Words
    dativverben: Words
    genitivverben: Words
    zustimmungen: Words
    entscheiden: Words
    wirkt_ab: Words
    zwecke: Words
    weiterfuehren: Words
    zustaende: Words
    mit_mitte: Words
    zustandspartizipien: Words
    vergaengliche_zustaende: Words
    dauernd: Words
    offenes_ende: Words
    attribute_mit_von: Words
    adjektive_mit_ergaenzung: Words


@cache
def word_groups() -> WordGroups:
    """Return the shipped groups, read once.

    Raises:
        RuleError: KT-R82 the file is missing or no YAML, KT-R83 a group is not valid.
    """
    return read_list(paths.rules_dir() / FILE, WordGroups)
