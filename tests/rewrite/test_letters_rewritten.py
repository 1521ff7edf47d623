"""What comes out of a whole letter: lists below a colon, steps that follow each other, parts at a semicolon."""

from functools import cache

import pytest
from loaded import checker

from klartext.documents import read_text
from klartext.spans import Edit, apply_edits

LETTER = "Stadt Auenfeld\nBürgeramt\n\nSehr geehrte Frau Weber,\n\n{}\n\nMit freundlichen Grüßen\nIm Auftrag\nPohl\n"


@cache
def klartext():
    return checker()


def rewritten(body):
    """Return every new sentence that is proposed for the body of a letter, on one line each."""
    analysis = klartext().fresh().analyse(read_text(LETTER.format(body)))
    texts = {s.id: (s.text, s.span.start) for s in analysis.sentences}
    found = []
    for suggestion in analysis.suggestions:
        proposal = suggestion.proposal
        text, start = texts[proposal.sentence]
        found.append(" ".join(apply_edits(text, [Edit(proposal.span.moved(-start), proposal.replacement)]).split()))
    return found


@pytest.mark.parametrize(
    ("items", "turned"),
    [
        ("a) die Kontoauszüge,\nb) ein Nachweis über die Miete,\nc) der aktuelle Bescheid.", False),
        ("- Kontoauszüge\n- der Mietvertrag", False),
        ("1. Kopie des Ausweises\n2. vollständig ausgefüllter Antrag", False),
        ("• Personalausweis\n• ein aktueller, lesbarer Impfpass", False),
        ("- Kontoauszüge\n- die Lohnabrechnung", True),
    ],
)
def test_items_that_are_the_subject_stay_it(items, turned):
    found = rewritten(f"Zur Entscheidung sind vorzulegen:\n{items}")
    assert any("müssen Sie vorlegen" in text for text in found) is turned


def test_a_list_beside_its_own_subject_hinders_nothing():
    found = rewritten("Folgende Unterlagen sind vorzulegen:\n- der Mietvertrag\n- die Lohnabrechnung")
    assert "Sie müssen folgende Unterlagen vorlegen:" in found


def test_a_citation_stays_with_its_part():
    found = rewritten(
        "Die Benutzung eines Gewässers bedarf nach § 8 WHG der Erlaubnis oder der Bewilligung; diese darf nicht vor "
        "Zustellung des Bescheids ausgeübt werden."
    )
    assert found
    assert all("bedarf nach § 8 WHG" in text for text in found)


def test_the_second_sentence_begins_with_a_capital_and_goes_on_without():
    found = rewritten(
        "Sie müssen nach § 60 SGB I alle Änderungen mitteilen, weshalb wir um die Vorlage der neuen Lohnabrechnung und "
        "des neuen Mietvertrags bitten."
    )
    assert any(
        text.endswith("Bitte legen Sie deshalb die neue Lohnabrechnung und den neuen Mietvertrag vor.")
        for text in found
    )


def test_two_duties_do_not_meet_at_a_comma():
    found = rewritten("Ob die Gebühr zu zahlen ist, ist von uns noch zu prüfen.")
    assert "Ob die Gebühr zu zahlen ist, müssen wir noch prüfen." in found
    assert not [text for text in found if "müssen, müssen" in text]


def test_who_acts_is_not_carried_across_a_semicolon():
    found = rewritten(
        "Die Übermittlung der Unterlagen kann über das Serviceportal oder postalisch erfolgen; von einer Übersendung "
        "per unverschlüsselter E-Mail bitten wir aus datenschutzrechtlichen Gründen abzusehen."
    )
    assert any(
        text.startswith("Sie können die Unterlagen über das Serviceportal oder postalisch übermitteln; von")
        for text in found
    )


def test_items_behind_dass_keep_their_verb_at_the_end():
    found = rewritten(
        "Bitte beachten Sie, dass\na) Änderungen uns unverzüglich anzuzeigen sind,\nb) die Belege vorzulegen sind."
    )
    assert any("uns unverzüglich angezeigt werden müssen," in text for text in found)


def test_a_ban_among_duties_is_not_for_the_office():
    body = "Die Zufahrt ist auf 5 m zu befestigen; Oberflächenwasser darf der Straße nicht zugeleitet werden."
    analysis = klartext().fresh().analyse(read_text(LETTER.format(body)))
    others = [a for s in analysis.suggestions for a in s.proposal.alternatives]
    assert not [a for a in others if "wir dürfen" in a.lower()]


def test_in_a_rule_of_the_law_nobody_is_the_reader():
    found = rewritten("Kinderzuschlag wird nur für Kinder gezahlt, die im Haushalt des Antragstellers leben.")
    assert not [text for text in found if "Ihrem" in text or "Wir zahlen" in text]


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        ("Wir prüfen die Anlage, deren Kosten von Ihnen zu tragen sind.",
         "Wir prüfen die Anlage, deren Sie Kosten tragen müssen.", False),
        ("Wir prüfen die Anlage, deren Kosten von Ihnen zu tragen sind.",
         "Wir prüfen die Anlage, deren Kosten Sie tragen müssen.", True),
        ("Wir zahlen die Miete; Sie zahlen den Strom.", "Sie zahlen die Miete; Sie zahlen den Strom.", False),
        ("Belege vorzulegen sind und", "Belege vorgelegt werden müssen und", True),
        ("Den Antrag haben wir geprüft.", "Den Antrag wir geprüft haben.", False),
        ("Sie müssen alles mitteilen; wir danken.", "Sie müssen alles mitteilen. wir danken.", False),
        ("Das wird nur für Kinder gezahlt, die ledig sind, das 25. Lebensjahr noch nicht vollendet haben.",
         "Wir zahlen das nur für Kinder, die ledig sind, das 25. Lebensjahr noch nicht vollendet haben.", True),
    ],
)  # fmt: skip
def test_the_guard_reads_parts_and_cut_clauses(before, after, passes):
    assert all(check.passed for check in klartext().judge(before, after)) is passes


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Als Halterin des Fahrzeugs werden Sie um Benennung der Person ersucht.", "ersuchen wir"),
        ("in obiger Angelegenheit ergeht folgender", "folgender ergeht"),
        (
            "Gemäß § 5 Abs. 2 des Gesetzes sind zu viel gezahlte Bezüge nach den Vorschriften des Bürgerlichen "
            "Gesetzbuches zurückzufordern.",
            "(§ 5 Abs. 2 des Gesetzes)",
        ),
        ("Die gerichtliche Festsetzung des Unterhalts kann beantragt werden.", "können Sie"),
        (
            "Eine Verlängerung der Frist kommt nur ausnahmsweise in Betracht und ist vor deren Ablauf zu beantragen.",
            "diese vor deren",
        ),
    ],
)
def test_what_a_sentence_points_to_stays_what_it_is(sentence, wrong):
    assert not any(wrong in text for text in rewritten(sentence))


def test_a_genitive_object_is_no_part_of_the_subject():
    found = rewritten("Es wird darauf hingewiesen, dass Anträge der Schriftform bedürfen.")
    assert "Anträge der Schriftform bedürfen." not in found


def test_a_law_called_by_its_kind_moves_where_no_other_is_named():
    assert any(
        text.endswith("(§ 5 Abs. 2 der Satzung).")
        for text in rewritten("Gemäß § 5 Abs. 2 der Satzung sind die Gebühren bis zum 3. Mai 2025 zu zahlen.")
    )


@pytest.mark.parametrize(("applicant", "reads"), [("Frau Weber", True), ("Frau Kaya", False)])
def test_who_is_greeted_by_name_has_applied_herself(applicant, reads):
    found = rewritten(
        f"Die Entscheidung über den Antrag von {applicant} steht noch aus. Die Antragstellerin kann die Nachweise auch "
        "persönlich abgeben."
    )
    assert ("Sie können die Nachweise auch persönlich abgeben." in found) is reads


@pytest.mark.parametrize(
    "sentence",
    [
        "Die Gerichtskosten sind von Ihnen als unterlegener Partei an die Kasse zu zahlen.",
        "Der Zaun wurde von Ihnen als alleinigem Eigentümer im Mai 2025 errichtet.",
    ],
)
def test_who_acts_as_what_keeps_its_case(sentence):
    assert not any(text.startswith("Sie ") for text in rewritten(sentence))


@pytest.mark.parametrize(
    ("head", "says", "foot"),
    [
        ("Unser Zeichen: 33-110", "ich", ""),
        ("", "ich", "Besuchen Sie uns im Internet: www.auenfeld.example"),
        ("Ihr Zeichen: 12", "wir", ""),
    ],
)
def test_what_is_printed_in_the_head_does_not_say_how_the_letter_speaks(head, says, foot):
    own = "Ihre Anfrage habe ich erhalten." if says == "ich" else "Ihre Anfrage haben wir erhalten."
    text = LETTER.replace("\n\nSehr", f"\n{head}\n\nIhr Antrag vom 3. Mai 2025\n\nSehr", 1).format(
        f"{own} Die Anträge werden in der Reihenfolge ihres Eingangs bearbeitet."
    )
    analysis = klartext().fresh().analyse(read_text(f"{text}\n{foot}\n"))
    assert any(f"{says} " in s.proposal.replacement.lower() for s in analysis.suggestions)
    assert not any(
        other in s.proposal.replacement.lower().split()
        for s in analysis.suggestions
        for other in {"ich", "wir"} - {says}
    )


def test_no_comma_comes_into_an_infinitive_by_two_steps():
    found = rewritten(
        "Ihnen wird zur Last gelegt, als Halterin des Fahrzeugs MB-ES 404 am 19.05.2025 in der Zeit von 09:12 Uhr bis "
        "10:05 Uhr in der Bahnhofstraße vor Haus Nr. 31 im absoluten Haltverbot (Zeichen 283) geparkt zu haben."
    )
    assert any(text.startswith("Wir werfen Ihnen vor, als Halterin") for text in found)
    assert not any("19.05.2025," in text for text in found)


def test_a_roman_number_is_no_word_of_its_item():
    new = rewritten("IV. Die Genehmigung wird widerrufen.\nV. Die Plakette ist bis zum 4. Mai 2025 zurückzugeben.")
    assert new == [
        "IV. Wir widerrufen die Genehmigung.",
        "V. Sie müssen die Plakette bis zum 4. Mai 2025 zurückgeben.",
    ]
