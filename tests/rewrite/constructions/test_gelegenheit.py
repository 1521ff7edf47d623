"""Offers of a chance say what the reader can do; past offers stay."""

from functools import cache

import pytest
from phrase_scenes import first, lexicon

from klartext.rewrite.constructions.gelegenheit import Offers

TABLE = [
    # the chance as a deed in a noun
    ("Für Sie besteht die Möglichkeit der Einsichtnahme in die Pläne.", "Sie können die Pläne einsehen."),
    ("Im Mai haben Sie die Möglichkeit zur Einsicht in Ihre Akte.", "Im Mai können Sie Ihre Akte einsehen."),
    ("Sie haben die Möglichkeit der Teilnahme an einem Kochkurs.", "Sie können an einem Kochkurs teilnehmen."),
    ("Es besteht die Möglichkeit der Einsichtnahme in die Pläne.", None),
    ("Sie haben die Möglichkeit der Bewilligung eines Darlehens.", None),
    ("Für Sie besteht die Möglichkeit der baldigen Einsichtnahme in die Pläne.", None),
    (
        "Ihnen wird Gelegenheit gegeben, sich bis zum 3. Mai 2025 zu äußern.",
        "Sie können sich bis zum 3. Mai 2025 äußern.",
    ),
    (
        "Vor Erlass einer Entscheidung wird Ihnen hiermit Gelegenheit gegeben, sich zu den Tatsachen zu äußern.",
        "Vor Erlass einer Entscheidung können Sie sich zu den Tatsachen äußern.",
    ),
    ("Wir geben Ihnen die Möglichkeit, die Unterlagen nachzureichen.", "Sie können die Unterlagen nachreichen."),
    ("Hiermit geben wir Ihnen Gelegenheit zur Stellungnahme.", "Sie können Stellung nehmen."),
    ("Ihnen wird die Möglichkeit eingeräumt, den Betrag in Raten zu zahlen.", "Sie können den Betrag in Raten zahlen."),
    ("Ihnen wurde Gelegenheit gegeben, sich zu äußern.", None),
    ("Der Verein gibt Ihnen Gelegenheit, mitzuspielen.", None),
    ("Ihnen wird eine letzte Gelegenheit gegeben, sich zu äußern.", None),
    ("Ihnen wird keine Gelegenheit gegeben, sich zu äußern.", None),
    ("Den Nachbarn wird Gelegenheit gegeben, sich zu äußern.", None),
    ("Sie haben die Möglichkeit, die Fläche zu pachten.", "Sie können die Fläche pachten."),
    (
        "Nach der Ernte haben Sie die Möglichkeit, die Fläche für ein Jahr zu pachten.",
        "Nach der Ernte können Sie die Fläche für ein Jahr pachten.",
    ),
    ("Sie hatten die Möglichkeit, die Fläche zu pachten.", None),
    ("Sie haben nicht die Möglichkeit, die Fläche zu pachten.", None),
    ("Sie haben letztmalig die Möglichkeit, die Fläche zu pachten.", None),
    ("Für Sie besteht die Möglichkeit, einen Antrag zu stellen.", "Sie können einen Antrag stellen."),
    (
        "Wenn Ihr Vater das verweigert, besteht für Sie die Möglichkeit, einen Antrag zu stellen.",
        "Wenn Ihr Vater das verweigert, können Sie einen Antrag stellen.",
    ),
    ("Für Sie besteht keine Möglichkeit, einen Antrag zu stellen.", None),
    ("Für Sie besteht die Möglichkeit, dass wir zahlen.", None),
    ("Ihnen wird nochmals Gelegenheit gegeben, die Unterlagen vorzulegen.", None),
    ("Es besteht die Möglichkeit, Widerspruch einzulegen.", "Sie können Widerspruch einlegen."),
    (
        "Bei fehlenden Mitteln besteht die Möglichkeit, einen Vorschuss zu beantragen.",
        "Bei fehlenden Mitteln können Sie einen Vorschuss beantragen.",
    ),
    ("Es besteht die Möglichkeit, den Bescheid aufzuheben.", None),
    ("Für die Gemeinde besteht die Möglichkeit, einen Antrag zu stellen.", None),
    ("Es bestand die Möglichkeit, einen Antrag zu stellen.", None),
    ("Es besteht nicht die Möglichkeit, einen Antrag zu stellen.", None),
    (
        "Danach erhalten Sie die Möglichkeit, sich bis zum 19. März 2025 schriftlich zu äußern.",
        "Danach können Sie sich bis zum 19. März 2025 schriftlich äußern.",
    ),
    ("Sie erhalten Gelegenheit, die Akte einzusehen.", "Sie können die Akte einsehen."),
    ("Sie haben die Möglichkeit, sich beraten zu lassen.", "Sie können sich beraten lassen."),
    ("Die Eltern erhalten die Möglichkeit, sich zu äußern.", None),
    ("Die Mieter haben die Möglichkeit, die Fläche zu pachten.", "Die Mieter können die Fläche pachten."),
    (
        "Danach hat der Mieter die Möglichkeit, der Kündigung zu widersprechen.",
        "Danach kann der Mieter der Kündigung widersprechen.",
    ),
    ("Ihre Tochter hat die Möglichkeit, sich beraten zu lassen.", "Ihre Tochter kann sich beraten lassen."),
    ("Der Mieter hatte die Möglichkeit, der Kündigung zu widersprechen.", None),
    ("Der Mieter hat keine Möglichkeit, der Kündigung zu widersprechen.", None),
    ("Sie haben Gelegenheit zur Äußerung.", "Sie können sich äußern."),
    (
        "Ich gebe Ihnen hiermit Gelegenheit zur Stellungnahme bis zum 3. Mai.",
        "Sie können bis zum 3. Mai Stellung nehmen.",
    ),
    (
        "Bis zum 3. Mai haben Sie Gelegenheit zur Äußerung zu den Vorwürfen.",
        "Bis zum 3. Mai können Sie sich zu den Vorwürfen äußern.",
    ),
    ("Wir räumen Ihnen die Möglichkeit ein, den Mangel zu beheben.", "Sie können den Mangel beheben."),
    ("Sie haben die Möglichkeit, keinen Antrag zu stellen.", None),
    ("Sie haben die Möglichkeit, nur einen Teil zu zahlen.", None),
    ("Ihnen wird Gelegenheit gegeben, sich nicht zu äußern.", None),
    ("Sie erhalten erneut die Möglichkeit, einen Antrag zu stellen.", None),
]


@cache
def construction():
    return Offers(lexicon().roles, lexicon().actions).rewrites


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_gelegenheit(text, expected):
    assert first(construction(), text) == expected
