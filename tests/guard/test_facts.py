"""What counts as a fact, and when two spellings state the same one."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.guard.facts import currency_words, difference, facts, flat, number, number_word, time_limits, values


def stated(text, *kinds):
    return sorted(values(facts(flat(text)), *kinds).elements())


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Zahlen Sie 1.250,00 EUR.", "betrag", ["1250 Euro"]),
        ("Zahlen Sie 1250 Euro.", "betrag", ["1250 Euro"]),
        ("Zahlen Sie € 50,–.", "betrag", ["50 Euro"]),
        ("zweihundertfünfzig Euro", "betrag", ["250 Euro"]),
        ("höchstens 80 v. H.", "betrag", ["80 Prozent"]),
        ("am 03.05.2025", "datum", ["3.5.2025"]),
        ("am 3. Mai 2025", "datum", ["3.5.2025"]),
        ("am 3.\nMai 2025", "datum", ["3.5.2025"]),
        ("Stand 2025-05-03", "datum", ["3.5.2025"]),
        ("am 30.04. und ab Mai 2026", "datum", ["30.4.", "5.2026"]),
        ("am 31.13.2025", "datum", []),
        ("§ 60 Absatz 1 Satz 2 Nummer 3 SGB I", "paragraf", ["§ 60 Abs 1 Satz 2 Nr 3 SGB I"]),
        ("§ 60 Abs. 1 S. 2 Nr. 3 SGB I", "paragraf", ["§ 60 Abs 1 Satz 2 Nr 3 SGB I"]),
        ("§ 66 Abs. 1 i. V. m. § 60 SGB I", "paragraf", ["§ 66 Abs 1 iVm § 60 SGB I"]),
        ("§ 66 Abs. 1 in Verbindung mit § 60 SGB I", "paragraf", ["§ 66 Abs 1 iVm § 60 SGB I"]),
        ("nach § 48a EStG", "paragraf", ["§ 48a EStG"]),
        ("§ 7 und 20 Euro", "betrag", ["20 Euro"]),
        ("an {{Vor_Name}} «Ort» [Frist einsetzen] ${x} <Name>", "platzhalter",
         ["${x}", "<Name>", "[Frist einsetzen]", "{{Vor_Name}}", "«Ort»"]),
        ("in drei Raten, zum zweiten Mal, zur Hälfte", "zahl", ["2.", "3", "halb"]),
        ("Das lassen wir außer Acht.", "zahl", []),
        ("siebenundzwanzig Monate", "zahl", ["27"]),
        ("Telefon 0172", "zahl", ["0172"]),
        ("doppelt und dreifach", "zahl", ["3", "doppelt"]),
    ],
)  # fmt: skip
def test_facts_are_read_by_value(text, kind, expected):
    assert stated(text, kind) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bis zum 3. Mai 2025", {"bis 3.5.2025"}),
        ("spätestens am 3. Mai 2025", {"bis 3.5.2025"}),
        ("bis spätestens [Frist einsetzen]", {"bis [Frist einsetzen]"}),
        ("ab dem 3. Mai und seit dem 4. Mai", {"ab 3.5.", "ab 4.5."}),
        ("mit Wirkung vom 02.12.2024", {"ab 2.12.2024"}),
        ("innerhalb eines Monats nach Bekanntgabe", {"innerhalb 1 monat"}),
        ("binnen einer Frist von zwei Wochen", {"innerhalb 2 woche"}),
        ("die zweiwöchige Frist", {"2 woche"}),
        ("monatlich", {"monat"}),
        ("in fünf Werktagen", {"5 werktag"}),
        ("Ihr Geburtstag", set()),
        ("bis zum 15. jedes Monats", {"bis 15.", "monat"}),
    ],
)
def test_time_limits_know_their_direction(text, expected):
    assert set(time_limits(text)) == expected


@pytest.mark.parametrize(
    ("written", "value"), [("1.250,00", "1250"), ("1250", "1250"), ("0,50", "0.5"), ("007", "007")]
)
def test_number_has_one_value(written, value):
    assert number(written) == value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("eines", 1),
        ("zwölf", 12),
        ("einundzwanzig", 21),
        ("dreihundertfünf", 305),
        ("zweitausendeins", 2001),
        ("rund", None),
    ],
)
def test_number_word_is_counted(word, value):
    assert number_word(word) == value


def test_difference_names_what_is_gone_and_what_is_new():
    assert difference(currency_words("5 Euro"), currency_words("5 %")) == "fehlt: „Euro“; neu: „Prozent“"
    assert difference(currency_words("5 EUR"), currency_words("5 €")) == ""


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="aA1 .,§€%{}«»[]()\n0-9dreiEuroMai", max_size=80))
def test_facts_never_overlap_and_quote_the_text(text):
    line = flat(text)
    found = facts(line)
    assert all(line[f.start : f.end] == f.text or line[f.start : f.end].startswith(f.text) for f in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


@settings(deadline=None, derandomize=True)
@given(st.integers(1, 9_999_999), st.integers(0, 99))
def test_an_amount_reads_the_same_with_and_without_dots(euro, cent):
    dotted = f"{euro:,}".replace(",", ".")
    assert stated(f"{dotted},{cent:02} Euro", "betrag") == stated(f"{euro},{cent:02} EUR", "betrag")
