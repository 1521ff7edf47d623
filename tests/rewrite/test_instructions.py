"""Instructions of a template speak to the caseworker: no *Sie* and no *wir* is made of them."""

import pytest
from loaded import checker

from klartext.documents import read_text
from klartext.rewrite.instructions import is_instruction
from klartext.session import Klartext

INSTRUCTIONS = (
    "(*) Wird ein Barbetrag beantragt, ist folgender Satz einzufügen: „Der Barbetrag wird bewilligt.“",
    "Hinweis für die Sachbearbeitung: Wird ein Barbetrag beantragt, ist er einzutragen.",
    "Bearbeitungshinweis: Die Frist ist von Hand einzutragen.",
    "SB: Werden Unterlagen nachgereicht, ist der Vorgang erneut vorzulegen.",
    "*** Bei Widerspruch: Die Akte ist der Widerspruchsstelle vorzulegen. ***",
    "Nur ausfüllen, wenn ein Partner vorhanden ist: Die Einkünfte sind anzugeben.",
    "Bei Selbstständigen ist der folgende Textbaustein zu verwenden.",
    "Die nicht benötigten Absätze sind zu löschen.",
)
FOR_THE_READER = (
    "Die Unterlagen sind bis zum 3. Mai einzureichen.",
    "Der beigefügte Vordruck ist zu verwenden.",
    "Die Eintragung im Register ist zu löschen.",
    "Hinweis: Die Unterlagen sind vollständig vorzulegen.",
    "Der Antrag ist bei der Sachbearbeitung zu stellen.",
    "Nach § 3 Absatz 2 sind die Kosten zu übernehmen.",
    "**Wichtig:** Der Ausweis ist vorzulegen.",
)


@pytest.fixture(scope="module")
def klartext() -> Klartext:
    return checker()


@pytest.mark.parametrize("text", INSTRUCTIONS)
def test_an_instruction_is_seen(text: str) -> None:
    assert is_instruction(text)


@pytest.mark.parametrize("text", FOR_THE_READER)
def test_what_the_reader_has_to_do_is_no_instruction(text: str) -> None:
    assert not is_instruction(text)


def _proposed(klartext: Klartext, text: str) -> list[str]:
    analysis = klartext.analyse(read_text(f"Sehr geehrte Frau Muster,\n\n{text}\n\nMit freundlichen Grüßen\n"))
    return [s.proposal.replacement for s in analysis.suggestions]


def test_no_instruction_is_turned_to_the_reader(klartext: Klartext) -> None:
    made = _proposed(klartext, "\n\n".join(INSTRUCTIONS))
    assert not [m for m in made if "Sie " in m or "wir " in m.lower()]


def test_the_next_sentence_of_an_instruction_belongs_to_it(klartext: Klartext) -> None:
    told = "Bearbeitungshinweis: Es gibt zwei Fälle. Wird ein Zuschuss beantragt, ist er einzutragen."
    assert not _proposed(klartext, told)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Der Bescheid vom XX.XX.XXXX wird aufgehoben.", "Wir heben den Bescheid vom XX.XX.XXXX auf."),
        ("Die Leistung wird ab ##.##.#### gewährt.", "Wir gewähren die Leistung ab ##.##.####."),
        ("Ihr Antrag vom TT.MM.JJJJ wird abgelehnt.", "Wir lehnen Ihren Antrag vom TT.MM.JJJJ ab."),
        ("☐ Die Leistung wird als Darlehen gewährt.", "Wir gewähren die Leistung als Darlehen."),
        ("[x] Der Antrag wird teilweise abgelehnt.", "Wir lehnen den Antrag teilweise ab."),
        ("☒ Die Kosten werden nicht übernommen.", "Wir übernehmen die Kosten nicht."),
        ("o Der Bescheid wird aufgehoben.", "Wir heben den Bescheid auf."),
        ("Dem/Der Mieter/in wird Gelegenheit gegeben, sich zu äußern.", "Wir geben dem/der Mieter/in Gelegenheit"),
        ("Die Gebühr in Höhe von @@Gebuehr@@ EUR ist fällig.", "von"),
        ("Die Erstattung in Höhe von [Betrag] Euro steht Ihnen zu.", "von"),
    ],
)  # fmt: skip
def test_templates_keep_their_placeholders_and_boxes(klartext: Klartext, text: str, wanted: str) -> None:
    assert any(made in wanted or wanted in made for made in _proposed(klartext, text))


@pytest.mark.parametrize(
    "text",
    [
        "Von Ihrer/Ihrem Bevollmächtigten wurde der Widerspruch nicht begründet.",
        "Sie oder Ihr/e Bevollmächtigte/r werden eingeladen.",
        "☐ wird abgelehnt",
        "– wird bis zum XX.XX.XXXX bewilligt",
        "Wird die Mitwirkung nachgeholt und liegen die Voraussetzungen vor, zahlt die Kasse weiter.",
    ],
)
def test_nothing_is_proposed_where_half_of_it_would_be_wrong(klartext: Klartext, text: str) -> None:
    assert not [made for made in _proposed(klartext, text) if "Bevollmächtigte dürfen" not in made]


def test_what_somebody_is_quoted_with_does_not_decide_how_the_letter_speaks(klartext: Klartext) -> None:
    made = _proposed(klartext, "Die Zeugin gab an: „Der Hund kam auf mich zu.“ Der Antrag wird abgelehnt.")
    assert any("Wir lehnen den Antrag ab" in m for m in made)


def test_what_the_reader_declares_by_a_tick_is_left_alone_and_does_not_decide_how_the_letter_speaks(
    klartext: Klartext,
) -> None:
    made = _proposed(
        klartext,
        "( ) Ich habe die Erbschaft ausgeschlagen (Nachweis ist beizufügen).\n"
        "☐ Ich beantrage, dass die Rente überwiesen wird.\n\nDer Antrag wird abgelehnt.",
    )
    assert made == ["Wir lehnen den Antrag ab."]


def test_what_stands_between_two_fields_is_not_quoted(klartext: Klartext) -> None:
    made = _proposed(klartext, "Am «Datum» habe ich das geprüft. Der Antrag vom «Tag» wird abgelehnt.")
    assert any("Ich lehne den Antrag" in m for m in made)
