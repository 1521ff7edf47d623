"""The writing office says *uns* of itself."""

import pytest
from phrase_scenes import facts_in, first, scene

from klartext.rewrite.actors import told_sender
from klartext.rewrite.constructions.eigenes_amt import rewrites
from klartext.rewrite.contract import LetterFacts

OURS = LetterFacts(senders=frozenset({"umweltamt", "baubehörde"}))
TABLE = [
    ("Der Bericht ist dem Umweltamt bis Mai vorzulegen.", "Der Bericht ist uns bis Mai vorzulegen."),
    ("Sie werden gebeten, der Baubehörde zwei Pläne zu schicken.", "Sie werden gebeten, uns zwei Pläne zu schicken."),
    ("Sie haben dem Umweltamt nichts gemeldet.", "Sie haben uns nichts gemeldet."),
    ("Der Bericht ist dem Sozialamt bis Mai vorzulegen.", None),
    ("Der Bericht ist dem Umweltamt Musterstadt bis Mai vorzulegen.", None),
    ("Der Bericht ist bis Mai dem Umweltamt vorzulegen.", None),
    ("Dem Umweltamt ist der Bericht vorzulegen.", None),
    ("Der Bericht ist beim Umweltamt vorzulegen.", None),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_eigenes_amt(text, expected):
    assert first(rewrites, text, OURS) == expected


def test_who_signs_alone_says_mir():
    alone = LetterFacts(office_pronoun="ich", senders=OURS.senders)
    assert first(rewrites, TABLE[0][0], alone) == "Der Bericht ist mir bis Mai vorzulegen."


def test_an_office_that_never_says_wir_does_not_begin_here():
    silent = LetterFacts(office_speaks=False, senders=OURS.senders)
    assert first(rewrites, TABLE[0][0], silent) is None


def test_the_letterhead_names_the_sender_and_not_who_the_letter_goes_to():
    head = "Stadt Neuhausen\nUmweltamt\n\nAn das Sozialamt\nRingweg 1\n12345 Neuhausen\n\n"
    letter = f"{head}Sehr geehrte Damen und Herren,\n\n"
    facts = facts_in(letter + "der Bericht ist dem Umweltamt vorzulegen.\n\nMit freundlichen Grüßen\n")
    assert facts.senders == {"umweltamt"}


def test_beside_its_name_the_office_is_not_called_wir():
    text = "Sie werden aufgefordert, dem Umweltamt zwei Pläne zu schicken."
    assert told_sender(scene(text, OURS))
    assert not told_sender(scene(text))
