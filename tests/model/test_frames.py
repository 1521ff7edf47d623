"""A free wording may only say what the old sentence says: same verbs, same objects, same actors."""

from functools import cache

import pytest
from loaded import pipeline

from klartext.model.frames import FrameReader
from klartext.ruleset.lexicon import load_lexicon

RIGHT = [
    (
        "Die Frist wird, da Sie Ihre wirtschaftliche Notlage glaubhaft gemacht haben, bis zum 3. Mai verlängert.",
        "Wir verlängern die Frist bis zum 3. Mai. Denn Sie haben Ihre wirtschaftliche Notlage glaubhaft gemacht.",
    ),
    (
        "Die für den Antrag benötigten Unterlagen können nur mit einer Übersetzung berücksichtigt werden.",
        "Die Unterlagen, die für den Antrag benötigt werden, können nur mit einer Übersetzung berücksichtigt werden.",
    ),
    (
        "Nach Prüfung Ihrer Einwände, die wir erhalten haben, lehnen wir den Antrag ab.",
        "Wir haben Ihre Einwände geprüft, die wir erhalten haben. Wir lehnen den Antrag ab.",
    ),
]
RIGHT += [
    ("Bei Nichtvorlage der Lohnabrechnung lehnen wir den Antrag ab.",
     "Wenn die Lohnabrechnung nicht vorgelegt wird, lehnen wir den Antrag ab."),
    ("Nach Eingang der Steueranmeldung setzen wir die Steuer fest.",
     "Sobald die Steueranmeldung eingegangen ist, setzen wir die Steuer fest."),
    ("Die Sperrung der Straße dauert bis Mai.", "Die Straße ist gesperrt. Die Sperrung dauert bis Mai."),
]  # fmt: skip
WRONG = [
    (
        "Die Mitteilung, dass Ihre Tochter die Ausbildung beendet hat, ist erst im Mai eingegangen.",
        "Ihre Tochter hat die Ausbildung beendet. Sie ist erst im Mai eingegangen.",
        "handelt",
    ),
    (
        "Die Bewilligung wird aufgehoben, weil der Arbeitgeber die Stelle gekündigt hat.",
        "Sie heben die Bewilligung auf, weil der Arbeitgeber die Stelle gekündigt hat.",
        "nicht sicher",
    ),
    (
        "Der Lärm, der von der Baustelle ausgeht, überschreitet die zulässigen Werte nicht.",
        "Der Lärm, den die Baustelle ausgeht, überschreitet die zulässigen Werte nicht.",
        "geht es um",
    ),
    (
        "Die Befreiung gilt, bis die Unterlagen vorliegen und die Gebühr gezahlt ist.",
        "Wir erlassen die Gebühr, bis die Unterlagen vorliegen.",
        "nicht das Verb",
    ),
    (
        "Wir werden die Unterlagen weiterleiten und Sie über das Ergebnis unterrichten.",
        "Wir werden die Unterlagen weiterleiten. Sie über das Ergebnis unterrichten.",
        "nicht sicher zu lesen",
    ),
    (
        "Die Fahrerlaubnis kann Ihnen erst wieder erteilt werden, wenn Sie geeignet sind.",
        "Sie können die Fahrerlaubnis erst wieder erteilt werden, wenn Sie geeignet sind.",
        "",
    ),
]


@cache
def reader() -> FrameReader:
    lexicon = load_lexicon()
    return FrameReader.of(lexicon)


@pytest.mark.parametrize(("before", "after"), RIGHT)
def test_the_same_statements_in_other_sentences_pass(before, after):
    check = reader().check(pipeline()(before), pipeline()(after))
    assert check.passed, check.detail


@pytest.mark.parametrize(("before", "after", "detail"), WRONG)
def test_another_actor_object_or_verb_is_noticed(before, after, detail):
    check = reader().check(pipeline()(before), pipeline()(after))
    assert not check.passed
    assert detail in check.detail
