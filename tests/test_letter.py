from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from normalised import letter_of

from klartext.letter import list_marker_length

BRIEFE = Path(__file__).resolve().parents[1] / "evaluation" / "briefe"


def blocks_of(text: str) -> list[str]:
    return [text[span.start : span.end] for span in letter_of(text).blocks]


def parts_of(text: str) -> list[tuple[str, str]]:
    return [(part.kind, text[part.span.start : part.span.end]) for part in letter_of(text).parts]


def kinds_of(text: str) -> list[str]:
    return [kind for kind, _ in parts_of(text)]


EXPECTED_KINDS = {
    "c01": "anschrift betreff anrede text aufzaehlung text aufzaehlung text rechtsbehelf gruss",
    "c02": "anschrift betreff anrede text rechtsbehelf gruss fuss",
    "c03": "anschrift betreff anrede text aufzaehlung text gruss",
    "c04": "anschrift betreff anrede text aufzaehlung text gruss",
    "c05": "anschrift betreff anrede text tabelle text rechtsbehelf gruss fuss",
    "c06": "anschrift betreff anrede text gruss",
    "c07": "anschrift betreff anrede text aufzaehlung text rechtsbehelf gruss",
    "c08": "anschrift betreff anrede text tabelle text rechtsbehelf gruss",
    "c09": "anschrift betreff anrede text rechtsbehelf gruss fuss",
    "c10": "anschrift betreff anrede text rechtsbehelf gruss anlage",
}


@pytest.mark.parametrize("name", sorted(EXPECTED_KINDS))
def test_read_letter_finds_the_parts_of_the_ten_letters(name: str) -> None:
    text = (BRIEFE / f"{name}.txt").read_text(encoding="utf-8")
    assert " ".join(kinds_of(text)) == EXPECTED_KINDS[name]


@pytest.mark.parametrize("name", sorted(EXPECTED_KINDS))
def test_hard_line_breaks_lie_inside_blocks_and_paragraphs_do_not_run_together(name: str) -> None:
    text = (BRIEFE / f"{name}.txt").read_text(encoding="utf-8")
    body = [
        text[block.start : block.end]
        for part in letter_of(text).parts
        for block in letter_of(text).blocks
        if part.kind in ("text", "aufzaehlung", "rechtsbehelf") and part.span.contains(block)
    ]
    for block in body:
        assert block[0].isupper() or block.startswith(("-", "a)", "b)", "1.", "2.", "3.", "4.")) or block == body[0]
        assert "\n\n" not in block
        assert block.endswith((".", ":", "?")) or block.startswith(("-", "a)", "b)")) or len(block.split()) <= 8


def test_hanging_lines_belong_to_their_list_item() -> None:
    text = "Bitte senden Sie:\n- den Ausweis\n- die Bescheinigung, die nicht\nälter als drei Monate ist\n- ein Foto"
    assert blocks_of(text) == [
        "Bitte senden Sie:",
        "- den Ausweis",
        "- die Bescheinigung, die nicht\nälter als drei Monate ist",
        "- ein Foto",
    ]


def test_a_date_at_the_beginning_of_a_line_is_no_list_item() -> None:
    text = "Der Antrag wurde am\n15. Mai 2025 gestellt und am\n2. Juni 2025 abgelehnt."
    assert blocks_of(text) == [text]


def test_a_heading_without_a_full_stop_is_a_block_of_its_own() -> None:
    text = (
        "Begründung\nDie im Rahmen des Verfahrens beigezogenen Befundberichte der Sie\n"
        "behandelnden Ärzte sind durch unseren ärztlichen Dienst einer\neingehenden Würdigung unterzogen worden.\n"
        "Hinweis\nBitte beachten Sie das Merkblatt, das diesem Schreiben beigefügt ist, und\n"
        "melden Sie sich bei Fragen."
    )
    blocks = blocks_of(text)
    assert blocks[0] == "Begründung"
    assert blocks[2] == "Hinweis"
    assert len(blocks) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die Frist beginnt mit der Bekanntgabe.", ["text"]),
        ("Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch erhoben werden.", ["text"]),
        ("Frau Müller hat den Antrag gestellt.", ["text"]),
        ("Miete 500,00 EUR\nHeizung 80,00 EUR\nSumme 580,00 EUR", ["tabelle"]),
        ("Position\tBetrag\nMiete\t500", ["tabelle"]),
        ("Bescheid\n\nIhr Antrag wird abgelehnt, weil das Einkommen zu hoch ist.", ["text"]),
        ("", []),
        ("\n \n\t\n", []),
    ],
)
def test_texts_that_are_no_letter(text: str, expected: list[str]) -> None:
    assert kinds_of(text) == expected


def test_an_unheaded_instruction_begins_at_its_sentence_and_ends_at_the_closing_formula() -> None:
    text = (
        "Sehr geehrte Frau Ott,\n\nwir lehnen den Antrag ab.\n\n"
        "Gegen diesen Bescheid ist Klage zulässig. Sie ist beim Verwaltungsgericht zu erheben.\n\n"
        "Sie müssen die Klage begründen.\n\nMit freundlichen Grüßen\nMeier"
    )
    assert parts_of(text)[2:] == [
        ("rechtsbehelf", text[text.index("Gegen") : text.index("\n\nMit freundlichen")]),
        ("gruss", "Mit freundlichen Grüßen\nMeier"),
    ]


def test_a_report_on_an_objection_is_no_instruction() -> None:
    text = "Zur Sache.\n\nGegen diesen Bescheid haben Sie am 3. Mai Widerspruch erhoben. Darüber entscheiden wir."
    assert kinds_of(text) == ["text"]


@pytest.mark.parametrize(
    "heading",
    [
        "Rechtsbehelfsbelehrung",
        "Rechtsbehelfsbelehrung:",
        "Rechtsmittelbelehrung",
        "Ihre Rechte",
        "Ihr Recht auf Klage",
    ],
)
def test_headings_of_the_instruction_on_legal_remedies(heading: str) -> None:
    text = f"Wir lehnen den Antrag ab.\n\n{heading}\n\nDas geht so: Schreiben Sie uns.\n\nFreundliche Grüße\n\nOtt"
    assert kinds_of(text) == ["text", "rechtsbehelf", "gruss"]


def test_a_salutation_in_the_line_of_the_first_sentence_is_a_part_of_its_own() -> None:
    assert parts_of("Sehr geehrte Damen und Herren, wir haben Ihren Antrag erhalten und prüfen ihn nun.") == [
        ("anrede", "Sehr geehrte Damen und Herren,"),
        ("text", "wir haben Ihren Antrag erhalten und prüfen ihn nun."),
    ]


def test_an_email_with_header_lines() -> None:
    text = (
        "Von: amt@stadt.example\nAn: k@x.example\nBetreff: Ihr Antrag\n\nHallo Frau Weber,\n\nwir prüfen ihn.\n\n"
        "Viele Grüße\nJ. Meier"
    )
    assert kinds_of(text) == ["anschrift", "betreff", "anrede", "text", "gruss"]


def test_a_template_with_placeholders() -> None:
    text = "{{Briefkopf}}\n\n{{Anrede}},\n\nIhr Antrag ist da, wir prüfen ihn.\n\nMit freundlichen Grüßen\n{{Name}}"
    assert kinds_of(text) == ["anschrift", "anrede", "text", "gruss"]


def test_enclosures_and_footer_follow_the_signature() -> None:
    text = (
        "Sehr geehrte Frau Ott,\n\nwir bewilligen den Antrag.\n\nMit freundlichen Grüßen\n\ngez. Schulz\n\n"
        "Anlagen:\n- Merkblatt\n\nIBAN DE00 1234 0000 0044 7113 00\nÖffnungszeiten: Mo bis Fr 8–12 Uhr"
    )
    assert kinds_of(text) == ["anrede", "text", "gruss", "anlage", "fuss"]


@pytest.mark.parametrize(
    ("block", "length"),
    [
        ("1. Erstens", 2),
        ("a) Haus", 2),
        ("- Haus", 1),
        ("(2) Haus", 3),
        ("3. Mai 2025", 0),
        ("Haus", 0),
        ("-", 0),
        ("☐ Haus", 1),
        ("[x] Haus", 3),
        ("( ) Haus", 3),
        ("o Haus", 1),
        ("o haus", 0),
        ("XX Haus", 0),
    ],
)
def test_list_marker_length(block: str, length: int) -> None:
    assert list_marker_length(block) == length


def test_every_line_with_a_tick_box_is_an_item_of_its_own() -> None:
    lines = [
        "☐ Kontoauszüge der letzten drei Monate für alle auf Ihren Namen geführten Konten",
        "☒ Mietvertrag einschließlich der letzten Betriebskostenabrechnung",
        "☐ Die Leistung wird als Darlehen gewährt.",
        "( ) Die Leistung wird als Zuschuss gewährt.",
    ]
    assert blocks_of("Wir brauchen:\n\n" + "\n".join(lines))[1:] == lines


def test_dots_lead_to_the_value_of_a_row() -> None:
    rows = ["Heimentgelt ............ $ENTGELT$ EUR", "abzüglich Rente .. 300,00 EUR", "ungedeckt ....... «Rest» EUR"]
    assert parts_of("Wir haben gerechnet.\n\n" + "\n".join(rows))[1:] == [("tabelle", "\n".join(rows))]
    assert blocks_of("Wir haben gerechnet.\n\n" + "\n".join(rows))[1:] == rows


def check_invariants(text: str) -> None:
    letter = letter_of(text)
    ends = 0
    for block in letter.blocks:
        assert block.start >= ends
        piece = text[block.start : block.end]
        assert piece and piece == piece.strip()
        assert "\n\n" not in piece
        ends = block.end
    covered = [part for block in letter.blocks for part in letter.parts if part.span.contains(block)]
    assert len(covered) == len(letter.blocks)
    outside = set(range(len(text))) - {i for block in letter.blocks for i in range(block.start, block.end)}
    assert all(text[i].isspace() for i in outside)
    for left, right in zip(letter.parts, letter.parts[1:], strict=False):
        assert left.span.end <= right.span.start
        assert left.kind != right.kind


PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        " ",
        "Stadt Neustadt",
        "12345 Neustadt",
        "Herrn",
        "Az.: 12/3",
        "Sehr geehrte Frau Ott,",
        "Ihr Antrag",
        "wir lehnen den Antrag ab.",
        "1. ",
        "- ",
        "a) ",
        "Rechtsbehelfsbelehrung",
        "Gegen diesen Bescheid ist Klage zulässig.",
        "Mit freundlichen Grüßen",
        "gez. Schulz",
        "Anlage",
        "IBAN DE00",
        "Miete 3,00 EUR",
        "\t",
        "{{Anrede}},",
        "Betreff: X",
        "Neustadt, 3. Mai 2025",
        "hier: Anhörung",
        "Guten Tag, Herr Ott, wir prüfen.",
    ]
)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_blocks_and_parts_cover_letters_without_overlap(text: str) -> None:
    check_invariants(text)


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=200))
def test_blocks_and_parts_cover_any_text_without_overlap(text: str) -> None:
    check_invariants(text)


@pytest.mark.parametrize("unit", ["a", "§", "Abs. ", "x\n", "- a\n", "Sehr geehrte ", "Gegen diesen Bescheid ", "{{"])
def test_a_long_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    assert letter_of(text).blocks[-1].end == len(text.rstrip())
