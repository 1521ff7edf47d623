"""Plans that nobody has become plans of the office; what somebody else plans stays."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.absicht import Intentions
from klartext.rewrite.contract import LetterFacts

TABLE = [
    (
        "Es ist beabsichtigt, Ihnen den Verkauf zu diesem Zweck zu untersagen und Sie unter Androhung einer Strafe von "
        "90 Euro aufzufordern, den Laden innerhalb von zwei Wochen wieder zu räumen.",
        "Wir beabsichtigen, Ihnen den Verkauf zu diesem Zweck zu untersagen und Sie unter Androhung einer Strafe von "
        "90 Euro aufzufordern, den Laden innerhalb von zwei Wochen wieder zu räumen.",
    ),
    (
        "Es ist daher beabsichtigt, den Bescheid aufzuheben und die Beträge von Ihnen zurückzufordern.",
        "Wir beabsichtigen daher, den Bescheid aufzuheben und die Beträge von Ihnen zurückzufordern.",
    ),
    (
        "Es ist deshalb vorgesehen, Ihnen die Nutzung mit sofortiger Wirkung zu untersagen.",
        "Wir planen deshalb, Ihnen die Nutzung mit sofortiger Wirkung zu untersagen.",
    ),
    ("Daher ist beabsichtigt, ein Gutachten in Auftrag zu geben.", None),
    (
        "Nach alledem ist beabsichtigt, Ihren Antrag abzulehnen.",
        "Nach alledem beabsichtigen wir, Ihren Antrag abzulehnen.",
    ),
    ("Es ist geplant, die Straße im Sommer zu sanieren.", None),
    ("Es ist nicht beabsichtigt, den Bescheid aufzuheben.", None),
    ("Es ist vom Bauherrn beabsichtigt, das Gebäude abzureißen.", None),
    ("Es ist daher beabsichtigt, Ihnen die Fahrerlaubnis zu entziehen.", None),
    ("Es war beabsichtigt, den Bescheid aufzuheben.", None),
    ("Es ist beabsichtigt, die Unterlagen bis zum 3. Mai einzureichen.", None),
    (
        "Es ist beabsichtigt, gegen Sie ein Bußgeld festzusetzen, wenn Sie nicht zahlen.",
        "Wir beabsichtigen, gegen Sie ein Bußgeld festzusetzen, wenn Sie nicht zahlen.",
    ),
]


@cache
def construction():
    return Intentions(lexicon().roles).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_absicht(text, expected):
    assert first(construction(), text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Es ist daher beabsichtigt, Ihnen gegenüber die Räumung anzuordnen.",
            "Wir beabsichtigen daher, Ihnen gegenüber die Räumung anzuordnen.",
        ),
        ("Es ist daher beabsichtigt, die Unterlagen zu prüfen.", None),
    ],
)
def test_what_is_ordered_of_the_reader_is_planned_by_who_writes_whoever_else_acts(text, expected):
    silent = LetterFacts(office_speaks=False)
    assert first(construction(), text, silent, before="Der Gutachter besichtigt das Dach.") == expected
