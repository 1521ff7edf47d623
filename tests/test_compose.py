"""The released letter: what nobody decided stays byte for byte, lines keep their width, facts survive."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from normalised import document_of
from review_samples import document

from klartext.compose import released_text
from klartext.errors import DecisionError
from klartext.records import Decision, Protected
from klartext.spans import Span


def decision(text, original, final, kind="accepted", person="Ada Kern", nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(original, start + 1)
    return Decision(
        "g1", kind, person, datetime(2025, 3, 1, tzinfo=UTC), "regel", "rule", Span(start, start + len(original)),
        original, final, final,
    )  # fmt: skip


def composed(text, *changes, **more):
    return released_text(document_of(text), [decision(text, *change) for change in changes], **more)


@settings(deadline=None, derandomize=True)
@given(st.text())
def test_no_decision_changes_no_character(text):
    assert released_text(document_of(text), []) == text


def test_rejection_changes_nothing():
    text = "Das ist gut."
    assert released_text(document_of(text), [decision(text, "gut", "schlecht", "rejected")]) == text


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.text(alphabet="ab \t\r\n\u00ad\u00a0ß", max_size=12), min_size=2, max_size=5),
    st.lists(st.text(alphabet="cde", min_size=1, max_size=5), min_size=4, max_size=4),
)
def test_everything_around_the_changes_stays(around, new):
    text, changes, kept = around[0], [], [around[0]]
    for number, piece in enumerate(around[1:]):
        start = len(text)
        text += f"X{number}" + piece
        changes.append((start, f"X{number}", new[number]))
        kept.append(piece)
    decisions = [
        Decision(
            "g", "accepted", "A", datetime(2025, 3, 1, tzinfo=UTC), "r", "rule", Span(at, at + 2), old, fresh, fresh
        )
        for at, old, fresh in changes
    ]
    # digits of the marks are facts of their own, so a person insists
    released = released_text(document_of(text), decisions, insisted=[d.span for d in decisions])
    assert released.split() == "".join(
        a + b for a, b in zip(kept, [*(new[n] for n in range(len(changes))), ""], strict=True)
    ).split()  # fmt: skip
    if not any("\n" in piece or "\r" in piece for piece in around):
        assert released == "".join(a + b for a, b in zip(kept, [*new[: len(changes)], ""], strict=True))


WRAPPED = (
    "Der Eingang Ihres Antrages auf Gewährung von Elterngeld wird hiermit\r\n"
    "bestätigt. Eine abschließende Bearbeitung desselben ist derzeit jedoch\r\n"
    "nicht möglich.\r\n"
    "\r\n"
    "- Arbeitszeitbestätigung des Arbeitgebers (bei Ausübung einer\r\n"
    "  Teilzeittätigkeit während des Zeitraums)\r\n"
)


def test_new_wording_over_a_line_break_is_wrapped_at_the_width_of_the_paragraph():
    old = "wird hiermit\r\nbestätigt. Eine abschließende Bearbeitung desselben ist"
    new = "ist bestätigt. Wir können ihn leider noch nicht ganz zu Ende bearbeiten, denn das ist"
    released = composed(WRAPPED, (old, new))
    lines = released.split("\r\n")
    assert max(map(len, lines)) <= 70
    assert "\n" not in released.replace("\r\n", "")
    assert " ".join(released.split()) == " ".join(WRAPPED.replace(old, new).split())
    assert released.endswith(WRAPPED[WRAPPED.index("derzeit") :])


def test_short_wording_over_a_line_break_needs_no_line_of_its_own():
    text = "Wir schreiben unter\nBezugnahme auf Ihren Brief.\n"
    assert composed(text, ("schreiben unter\nBezugnahme auf", "lesen")) == "Wir lesen\nIhren Brief.\n".replace(
        "\n", " ", 1
    )


def test_rest_of_the_line_does_not_grow_beyond_the_paragraph():
    text = "a" * 40 + " dieses alte\nund lange Wort " + "b" * 30 + "\n"
    released = composed(text, ("alte\nund lange Wort", "neue Wort"))
    assert max(map(len, released.split("\n"))) <= 52
    assert released.split() == ["a" * 40, "dieses", "neue", "Wort", "b" * 30]


def test_list_keeps_its_indentation():
    old = "des Arbeitgebers (bei Ausübung einer\r\n  Teilzeittätigkeit"
    new = "von Ihrem Arbeitgeber (wenn Sie in dieser Zeit in Teilzeit"
    lines = composed(WRAPPED, (old, new)).split("\r\n")
    assert lines[-2].startswith("  ")
    assert not lines[-2].startswith("   ")
    assert max(map(len, lines)) <= 70


def test_longer_wording_within_a_full_line_is_wrapped_too():
    new = "ist bei uns schon vor einiger Zeit angekommen, was wir hiermit"
    lines = composed(WRAPPED, ("wird hiermit", new)).split("\r\n")
    assert max(map(len, lines)) <= 70


@pytest.mark.parametrize("place", range(30, 62))
def test_no_line_ends_inside_a_legal_reference(place: int):
    reference = "§ 5a Abs. 2 Satz 1"
    new = "ist da. " + "x" * place + f" {reference}, wie wir hiermit"
    at = WRAPPED.index("wird hiermit")
    span = Span(at, at + len("wird hiermit"))
    assert reference in composed(WRAPPED, ("wird hiermit", new), insisted=[span])


def test_one_line_per_paragraph_stays_one_line():
    text = "Der Antrag " + "ist da und " * 20 + "gut.\n\nEnde.\n"
    new = "sehr " * 30 + "gut"
    assert composed(text, ("gut", new)).count("\n") == 3


def test_breaks_that_a_person_set_stay():
    text = "Eins\r\nund zwei.\r\n"
    assert composed(text, ("Eins\r\nund", "Erstens\n- oder"), insisted=[Span(0, 9)]) == "Erstens\r\n- oder zwei.\r\n"


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("KT-D01", lambda t: [decision(t, "50 Euro", "50 EUR", person=" ")]),
        ("KT-D10", lambda t: [decision("x" + t, "Euro", "EUR")]),
        ("KT-D10", lambda t: [decision(t, "50 Euro", "50 EUR"), decision(t, "Euro", "EUR")]),
        ("KT-D11", lambda t: [decision(t, "50 Euro", "60 Euro")]),
        ("KT-D11", lambda t: [decision(t, "3. Mai", "4. Mai")]),
        ("KT-D11", lambda t: [decision(t, "Frau Şahin", "die Frau")]),
    ],
)
def test_unfit_decisions_are_refused(code, make):
    text = "Zahlen Sie 50 Euro bis 3. Mai an Frau Şahin."
    place = text.index("Şahin")
    names = (Protected("name", Span(place, place + 5), "Şahin"),)
    with pytest.raises(DecisionError) as caught:
        released_text(document_of(text), make(text), names)
    assert caught.value.code == code


def test_lost_facts_are_named():
    text = "Zahlen Sie 50 Euro bis 3. Mai."
    with pytest.raises(DecisionError, match=r"Betrag fehlt: „50 Euro“; neu: „60 Euro“"):
        composed(text, ("50 Euro", "60 Euro"))


def test_a_person_may_insist_on_their_own_facts_and_only_there():
    text = "Zahlen Sie 50 Euro bis 3. Mai an Frau Şahin."
    span = Span(text.index("50"), text.index("50") + 7)
    assert composed(text, ("50 Euro", "60 Euro"), insisted=[span]).startswith("Zahlen Sie 60 Euro")
    with pytest.raises(DecisionError):
        composed(text, ("50 Euro", "60 Euro"), ("3. Mai", "4. Mai"), insisted=[span])


def test_places_that_normalising_hid_are_part_of_the_change():
    read = document()
    old = "seitens der Be\u00adhörde"
    released = released_text(read, [decision(read.original, old, "bei uns")])
    assert released == read.original.replace(old, "bei uns")
