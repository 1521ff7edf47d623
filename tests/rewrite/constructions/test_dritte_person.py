"""The reader in the third person: the whole sentence speaks to the reader, or nothing changes."""

import pytest
from phrase_scenes import facts_in, first, lexicon, scene

from klartext.rewrite.constructions.dritte_person import ThirdPerson
from klartext.rewrite.contract import LetterFacts

TABLE = [
    ("Der Antragsteller hat seinen Wohnsitz in Köln.", "Sie haben Ihren Wohnsitz in Köln."),
    ("Die Antragstellerin hat ihren Wohnsitz in Köln.", "Sie haben Ihren Wohnsitz in Köln."),
    ("Dem Antragsteller wurde der Bescheid zugestellt.", "Ihnen wurde der Bescheid zugestellt."),
    ("Wir haben den Antragsteller informiert.", "Wir haben Sie informiert."),
    ("Der Arzt muss die Antragstellerin untersuchen.", "Der Arzt muss Sie untersuchen."),
    ("Die Gebühr muss die Antragstellerin zahlen.", None),
    ("Das Gutachten muss die Antragstellerin vorlegen.", None),
    ("Eine Gebühr zahlt die Antragstellerin nicht.", "Eine Gebühr zahlen Sie nicht."),
    ("Das Einkommen des Antragstellers ist zu hoch.", "Ihr Einkommen ist zu hoch."),
    ("Der bisherige Bescheid der Antragstellerin gilt weiter.", "Ihr bisheriger Bescheid gilt weiter."),
    ("Die antragstellende Person hat ihren Wohnsitz in Köln.", "Sie haben Ihren Wohnsitz in Köln."),
    (
        "Die antragstellende Person kann die Nachweise auch persönlich abgeben.",
        "Sie können die Nachweise auch persönlich abgeben.",
    ),
    ("Die Einkünfte der antragstellenden Person wurden berücksichtigt.", "Ihre Einkünfte wurden berücksichtigt."),
    ("Wir gewähren der leistungsberechtigten Person einen Zuschuss.", "Wir gewähren Ihnen einen Zuschuss."),
    ("Im Haushalt des Antragstellers leben zwei Kinder.", "In Ihrem Haushalt leben zwei Kinder."),
    ("Zum Antrag der Antragstellerin fehlen Unterlagen.", "Zu Ihrem Antrag fehlen Unterlagen."),
    ("Die Unterlagen wurden vom Antragsteller vorgelegt.", "Die Unterlagen wurden von Ihnen vorgelegt."),
    (
        "Wenn sich der Antragsteller nicht meldet, endet das Verfahren.",
        "Wenn Sie sich nicht melden, endet das Verfahren.",
    ),
    (
        "Der Antragsteller ist verpflichtet, jede Änderung mitzuteilen.",
        "Sie sind verpflichtet, jede Änderung mitzuteilen.",
    ),
    ("Der Antragsteller wird gebeten, seinen Ausweis vorzulegen.", "Sie werden gebeten, Ihren Ausweis vorzulegen."),
    ("Der Antragsteller reicht die Belege ein.", "Sie reichen die Belege ein."),
    ("Der Antragsteller hat geheiratet und zieht um.", "Sie haben geheiratet und ziehen um."),
    ("Bis zum 3. Mai muss der Antragsteller zahlen.", "Bis zum 3. Mai müssen Sie zahlen."),
    ("Sofern der Antragsteller umzieht, endet die Leistung.", "Sofern Sie umziehen, endet die Leistung."),
    ("Der Antragsteller wurde am 3. Mai angehört.", "Sie wurden am 3. Mai angehört."),
    ("Der Antragsteller trägt vor, er habe gezahlt.", "Sie tragen vor, Sie hätten gezahlt."),
    ("Die Antragstellerin teilte mit, dass sie umgezogen ist.", "Sie teilten mit, dass Sie umgezogen sind."),
    ("Der Leistungsberechtigte darf seinen Wohnort wählen.", "Sie dürfen Ihren Wohnort wählen."),
    ("Der Steuerpflichtige kann Einspruch einlegen.", "Sie können Einspruch einlegen."),
    (
        "Zuviel gezahlte Beträge werden dem Steuerpflichtigen erstattet.",
        "Zuviel gezahlte Beträge werden Ihnen erstattet.",
    ),
    ("Der Fahrzeughalter erhält den Schein zurück.", "Sie erhalten den Schein zurück."),
    # near misses
    ("Die Fläche ist durch den Antragsteller zu räumen.", None),
    ("Jeder Antragsteller muss unterschreiben.", None),
    ("Die Antragsteller müssen unterschreiben.", None),
    ("Ein Antragsteller hat sich beschwert.", None),
    ("Der Antragsteller hat dem Vermieter seine Kündigung geschickt.", None),
    ("Der Antragsteller, der in Köln wohnt, hat gezahlt.", None),
    ("Der Antragsteller hat Ihnen geschrieben.", None),
    ("Der Antragsteller und seine Frau wohnen in Köln.", None),
    ("Der Antragsteller Müller wohnt in Köln.", None),
    ("Der neue Antragsteller wohnt in Köln.", None),
    ("Die Witwe des Versicherten erhält eine Rente.", None),
    ("Die Miete ist angemessen.", None),
    ("Das Unternehmen zahlt die Rechnung.", None),
]


def rewrites(here):
    return ThirdPerson(lexicon().roles).rewrites(here)


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(rewrites, text) == expected


def test_a_role_of_the_letter_is_surer_than_one_that_may_be_somebody_else():
    text = "Der Fahrzeughalter erhält den Schein zurück."
    (asked,) = rewrites(scene(text))
    (known,) = rewrites(scene(text, LetterFacts(roles=frozenset(["Fahrzeughalter"]))))
    assert (asked.needs, known.needs) == ("person", None)
    assert asked.confidence < 0.7 < 0.9 <= known.confidence


def test_who_the_letter_tells_apart_from_the_reader_stays_a_third_person():
    facts = facts_in("Der Antragsteller kann Ihnen den Bescheid vorlegen. Er zieht am 1. Mai ein.")
    text = "Der Antragsteller muss uns den Mietvertrag schicken."
    assert "Antragsteller" in facts.others
    assert list(rewrites(scene(text, facts))) == []
    assert list(rewrites(scene(text))) != []


def test_who_is_represented_by_the_reader_stays_a_third_person():
    facts = facts_in("Der von Ihnen vertretenen Gesellschaft wird die Befreiung gewährt. Die Antragstellerin zahlt.")
    text = "Die Antragstellerin muss uns den Mietvertrag schicken."
    assert list(rewrites(scene(text, facts))) == []


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("Auf Antrag Ihres Nachbarn wird das Gutachten eingeholt.", None),
        ("Der Bauantrag der Eigentümerin des Hinterhauses liegt vor.", None),
        ("Die Vermieterin hat die Prüfung der Miete beantragt.", None),
        ("Ihr Sohn hat einen Antrag gestellt.", None),
        ("Auf Ihren Antrag wird das Gutachten eingeholt.", "Die Gebühr zahlen Sie."),
        ("Der Antrag des Antragstellers liegt vor.", "Die Gebühr zahlen Sie."),
        ("Die Vermieterin hat den Widerspruch zurückgenommen.", "Die Gebühr zahlen Sie."),
    ],
)
def test_who_else_has_applied_is_not_the_reader(letter, expected):
    facts = facts_in(letter)
    assert first(rewrites, "Die Gebühr zahlt der Antragsteller.", facts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Nach § 34 FwG ist der Fahrzeughalter zum Ersatz verpflichtet, wenn der Einsatz dadurch entstanden ist.",
            None,
        ),
        ("Nach der Satzung ist der Fahrzeughalter zum Ersatz der Kosten verpflichtet.", None),
        ("Der Antragsteller erhält den Zuschuss (§ 3 WoGG), wenn die Miete hoch ist.", None),
        ("Der Antragsteller ist nach § 60 SGB I verpflichtet.", "Sie sind nach § 60 SGB I verpflichtet."),
        ("Der Antragsteller wurde nach § 24 SGB X angehört.", "Sie wurden nach § 24 SGB X angehört."),
        (
            "Der Antragsteller erhält den Zuschuss, wenn die Miete hoch ist.",
            "Sie erhalten den Zuschuss, wenn die Miete hoch ist.",
        ),
    ],
)
def test_what_a_norm_gives_is_said_of_everybody(text, expected):
    assert first(rewrites, text) == expected


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        ("Zur Begründung trägt er vor, dass die Miete gestiegen ist.", False),
        ("Zudem hat er die Belege nachgereicht.", False),
        ("Die Belege liegen vor.", True),
        ("", True),
    ],
)
def test_a_person_that_the_next_sentence_calls_he_stays(after, changes):
    found = first(rewrites, "Der Antragsteller beantragt Wohngeld.", after=after)
    assert (found is not None) is changes


@pytest.mark.parametrize(
    ("letter", "taken_up"),
    [
        ("Die Klägerin wohnt hier. Die Miete ist hoch. Zudem trägt sie vor, dass der Hof laut ist.", {"Klägerin"}),
        ("Die Klägerin wohnt hier. Die Nachbarin wohnt unten. Zudem trägt sie vor, dass der Hof laut ist.", set()),
        ("Die Klägerin wohnt hier.\n\nZudem trägt sie vor, dass der Hof laut ist.", set()),
        ("Die Klägerin wohnt hier. Die Miete ist hoch. Sie ist fällig.", set()),
    ],
)
def test_whom_a_later_sentence_takes_up_is_known(letter, taken_up):
    facts = facts_in(letter)
    assert facts.taken_up == taken_up
    found = first(rewrites, "Die Klägerin wohnt hier.", facts, after="Die Miete ist hoch.")
    assert (found is None) is bool(taken_up)
