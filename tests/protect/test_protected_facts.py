from __future__ import annotations

import pytest
from normalised import letter_of

from klartext.protect import protect
from klartext.records import Protected


def found(text: str, kind: str) -> list[str]:
    return [protected.text for protected in protect(letter_of(text)) if protected.kind == kind]


def everything(text: str) -> tuple[Protected, ...]:
    return protect(letter_of(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nach § 48 Abs. 1 Satz 2 Nr. 3 SGB X gilt das.", ["§ 48 Abs. 1 Satz 2 Nr. 3 SGB X"]),
        ("Nach §§ 45, 48 SGB X gilt das.", ["§§ 45, 48 SGB X"]),
        ("Nach Art. 6 Abs. 1 Buchst. a DSGVO gilt das.", ["Art. 6 Abs. 1 Buchst. a DSGVO"]),
        (
            "Nach § 60 Absatz 1 Satz 1 Nummer 1 des Ersten Buches Sozialgesetzbuch gilt das.",
            ["§ 60 Absatz 1 Satz 1 Nummer 1 des Ersten Buches Sozialgesetzbuch"],
        ),
        ("Nach § 35a SGB VIII gilt das.", ["§ 35a SGB VIII"]),
        ("Das steht in § 3 der Satzung.", ["§ 3 der Satzung"]),
        ("Nach § 152 Abs. 1 i. V. m. Abs. 4 SGB IX gilt das.", ["§ 152 Abs. 1", "Abs. 4 SGB IX"]),
        ("Das regeln die §§ 1 bis 5 und § 12 ff. BauGB.", ["§§ 1 bis 5", "§ 12 ff. BauGB"]),
        ("Siehe Anlage 2 zu § 5 und §48.", ["Anlage 2 zu § 5", "§48"]),
        ("Nach den §§ 2, 6 und 10 KAG i. V. m. § 12 Abs. 2 KAG.", ["§§ 2, 6 und 10 KAG", "§ 12 Abs. 2 KAG"]),
        ("Nach § 7 des Bundesmeldegesetzes (BMG) gilt das.", ["§ 7 des Bundesmeldegesetzes (BMG)"]),
        ("Nach § 12 Abs. 1 S. 1 Nrn. 1 und 2 LVwVfG NRW.", ["§ 12 Abs. 1 S. 1 Nrn. 1 und 2 LVwVfG NRW"]),
        ("Nach § 433 II BGB gilt das.", ["§ 433 II BGB"]),
        ("Nach § 35 Abs. 1\nGewerbeordnung (GewO) gilt das.", ["§ 35 Abs. 1\nGewerbeordnung (GewO)"]),
        ("Nach § 3 Abs. 2 lit. b) gilt das.", ["§ 3 Abs. 2 lit. b)"]),
        (
            "Nach dem Neunten Buch Sozialgesetzbuch (SGB IX) gilt das.",
            ["Neunten Buch Sozialgesetzbuch (SGB IX)"],
        ),
        ("Nach § 6 der Gebührensatzung vom 18.11.2021 gilt das.", ["§ 6 der Gebührensatzung vom 18.11.2021"]),
        ("Die Größenordnung der Besatzung ist klein.", []),
        ("Der erste Absatz und der letzte Satz fehlen.", []),
    ],
)
def test_citations(text: str, expected: list[str]) -> None:
    assert found(text, "paragraph") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zahlen Sie 1.234,56 EUR.", ["1.234,56 EUR"]),
        ("Zahlen Sie € 20,- sofort.", ["€ 20,-"]),
        ("Zahlen Sie 26,50 Euro oder EUR 300.", ["26,50 Euro", "EUR 300"]),
        ("Es sind 3 Mio. Euro.", ["3 Mio. Euro"]),
        ("Es sind fünfzig Euro.", ["fünfzig Euro"]),
        ("Es sind 116,00\nEUR.", ["116,00\nEUR"]),
        ("Es sind 118 m³ x 3,12 EUR.", ["118 m³ x 3,12 EUR"]),
        ("Es sind 14,85 Euro/m².", ["14,85 Euro/m²"]),
        ("Die Geldbuße beträgt bis zu 5.000 Euro.", ["bis zu 5.000 Euro"]),
        ("Es sind 20 Prozent.", []),
        ("Der Euro ist eine Währung.", []),
    ],
)
def test_amounts(text: str, expected: list[str]) -> None:
    assert found(text, "betrag") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ihr Antrag vom 15.03.2025 ist da.", ["15.03.2025"]),
        ("Ihr Antrag vom 3. Mai 2025 ist da.", ["3. Mai 2025"]),
        ("Ihr Antrag vom 3. Mai ist da.", ["3. Mai"]),
        ("Im Mai 2025 und im 1. Quartal 2025.", ["Mai 2025", "1. Quartal 2025"]),
        ("Für 03/2025 gilt das.", ["03/2025"]),
        ("Das gilt vom 1. bis 31. März 2025.", ["vom 1. bis 31. März 2025"]),
        ("Das gilt vom 01.09.2025 bis zum 30.11.2025.", ["01.09.2025", "30.11.2025"]),
        ("Kommen Sie am Montag, den 3. Mai 2025, um 10:30 Uhr.", ["Montag, den 3. Mai 2025", "10:30 Uhr"]),
        ("Wir sind montags bis freitags von 8 bis 16 Uhr da.", ["montags bis freitags von 8 bis 16 Uhr"]),
        ("Wir buchen am 15. jedes Monats ab.", ["15. jedes Monats"]),
        ("Im Jahr 2021 war das so.", ["2021"]),
        ("Kapitel 1.2.3 gilt.", []),
    ],
)
def test_dates(text: str, expected: list[str]) -> None:
    assert found(text, "datum") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Antworten Sie innerhalb eines Monats.", ["innerhalb eines Monats"]),
        ("Antworten Sie binnen zwei Wochen nach Bekanntgabe.", ["zwei Wochen nach Bekanntgabe"]),
        ("Antworten Sie bis zum 15.04.2025.", ["bis zum 15.04.2025"]),
        ("Antworten Sie spätestens vier Wochen vor Beginn.", ["spätestens vier Wochen vor Beginn"]),
        ("Antworten Sie innerhalb von 14 Tagen.", ["innerhalb von 14 Tagen"]),
        ("Antworten Sie innerhalb von zwei (2) Wochen.", ["innerhalb von zwei (2) Wochen"]),
        ("Antworten Sie bis zum 15. jedes Monats.", ["bis zum 15. jedes Monats"]),
        ("Die Frist beträgt einen Monat.", ["einen Monat"]),
        ("Für jeden angefangenen Monat zahlen Sie mehr.", ["jeden angefangenen Monat"]),
        ("Eines Tages war das so.", []),
        ("Innerhalb der Behörde prüfen wir das.", []),
    ],
)
def test_time_limits(text: str, expected: list[str]) -> None:
    assert found(text, "frist") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Wert ist 40.", ["40"]),
        ("Sie haben einen GdB 30, dazu 12 m² Platz.", ["GdB 30", "12 m²"]),
        ("Das sind 20 Prozent oder 80 %.", ["20 Prozent", "80 %"]),
        ("Es sind mehr als 10\nProzent.", ["mehr als 10\nProzent"]),
        ("Das Merkzeichen G gilt in Stufe 4.", ["Merkzeichen G", "Stufe 4"]),
        ("Er ist 18 Jahre alt und hat drei Kinder.", ["18 Jahre", "drei Kinder"]),
        ("Es ist ganz einfach und einmal ein Versuch.", []),
        ("1. Der Bescheid gilt.\n2. Der Antrag ist gestellt.", []),
    ],
)
def test_numbers(text: str, expected: list[str]) -> None:
    assert found(text, "zahl") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Herr Kolbe wohnt dort.", ["Herr Kolbe"]),
        (
            "Frau Dr. Sabine Meier-Schulz und Herr von der Heide kommen.",
            ["Frau Dr. Sabine Meier-Schulz", "Herr von der Heide"],
        ),
        ("Frau Yılmaz hat recht.", ["Frau Yılmaz"]),
        ("Wir finden, dass Herr Kolbe Anspruch hat.", ["Herr Kolbe"]),
        ("Ihre Tochter Mila lernt. Jetzt lernt Mila viel.", ["Mila", "Mila"]),
        ("Sie wohnen im Haus Marktstraße 12 in 12345 Neustadt.", ["Marktstraße 12", "12345 Neustadt"]),
        ("Wenden Sie sich an das Finanzamt Erlenwalde.", ["Finanzamt Erlenwalde"]),
        ("Die Elektro Meier & Söhne GmbH zahlt.", ["Elektro Meier & Söhne GmbH"]),
        ("Ihrer Familie wird geholfen, weil das Jobcenter Bürgergeld zahlt.", []),
        ("Das kostet 10000 Euro im Jahr.", []),
    ],
)
def test_names(text: str, expected: list[str]) -> None:
    assert found(text, "name") == expected


def test_a_person_without_herr_or_frau_is_protected_like_any_other() -> None:
    address = "Stadt Auenbrück\n\nKim Becker\nFeldgasse 8\n57113 Rohrbach\n\n"
    text = f"{address}Guten Tag Kim Becker,\n\nKim Becker hat geklagt.\n"
    assert found(text, "name")[-3:] == ["Kim Becker", "Kim", "Becker"]
    greeted = "Stadt Auenbrück\n\nLiebe Gäste des Bades,\n\nGäste zahlen drei Euro.\n"
    assert found(greeted, "name").count("Gäste") == 1


def test_names_of_a_whole_letter() -> None:
    text = (
        "Stadt Neustadt\nBauamt\nAm Wall 3\n12345 Neustadt\n\nHerrn\nBernd Bauer\nWeg 7\n12345 Neustadt\n\n"
        "Neustadt, den 3. Mai 2025\nAz.: 12-3/4\n\nIhr Antrag\n\nSehr geehrter Herr Bauer,\n\n"
        "der Bauer gegenüber baut. Bauer meint, in Neustadt darf er das.\n\n"
        "Mit freundlichen Grüßen\nIm Auftrag\n\nJana Ott"
    )
    names = found(text, "name")
    assert names == [
        "Stadt Neustadt",
        "Bauamt",
        "Am Wall 3",
        "12345 Neustadt",
        "Bernd Bauer",
        "Weg 7",
        "12345 Neustadt",
        "Neustadt",
        "Herr Bauer",
        "Bauer",
        "Neustadt",
        "Jana Ott",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unser Zeichen ist bekannt. Az.: 12-34/5 B", ["12-34/5 B"]),
        ("Geben Sie das Kassenzeichen 8810.4471.3 an.", ["8810.4471.3"]),
        ("Ihr Zeichen: we-12", ["we-12"]),
        ("Kundennummer 418 220 735", ["418 220 735"]),
        ("Steuernummer: 419 K 0027 7190", ["419 K 0027 7190"]),
        ("Das Fahrzeug HDB-ES 204 steht dort.", ["HDB-ES 204"]),
        ("Das Urteil B 4 AS 12/20 R ist bekannt.", ["B 4 AS 12/20 R"]),
        ("Der Bescheid 57.3-208/11-K ist bekannt.", ["57.3-208/11-K"]),
        ("Das Flurstück 214/7 ist bebaut.", ["Flurstück 214/7"]),
        ("Ihr Aktenzeichen ist wichtig.", []),
    ],
)
def test_reference_numbers(text: str, expected: list[str]) -> None:
    assert found(text, "aktenzeichen") == expected


@pytest.mark.parametrize(
    "placeholder",
    [
        "{{Name}}",
        "«Betrag»",
        "[[X]]",
        "<Anrede>",
        "${betrag}",
        "{ MERGEFIELD Name }",
        "[Frist einsetzen]",
        "____",
        "......",
        "{%- if x %}",
        "<%= name %>",
        "%NAME%",
        "#Name#",
        "##Kunde.Name##",
        "@Name@",
        "$Name$",
        "[Frist\neinsetzen]",
        "XX.XX.XXXX",
        "XX.XX.20XX",
        "xx.xx.xxxx",
        "XX. XX. XXXX",
        "TT.MM.JJJJ",
        "tt.mm.jjjj",
        "dd.mm.yyyy",
        "JJJJ-MM-TT",
        "01.01.20XX",
        "XX.05.2025",
        "##.##.####",
        "__.__.____",
        "../../....",
        "X.XXX,XX",
        "XXX,XX",
        "#.###,##",
        "0.000,00",
        "00.00.0000",
        "XX:XX",
        "20XX",
        ". . . . . .",
    ],
)
def test_placeholders(placeholder: str) -> None:
    assert found(f"Wir nennen hier {placeholder} an dieser Stelle.", "platzhalter") == [placeholder]


@pytest.mark.parametrize(
    "text",
    [
        "Es gilt 3 < 5.",
        "Es gilt a <b und c.",
        "Das war so …",
        "Das Ende. Und dann?",
        "Fälle #1 und #2",
        "5 $ bis 6 $",
        "Größe XXL ist da.",
        "Das ist Typ X.",
        "Kapitel XX. Es folgt",
        "Ein Rohr mit 12 MM.",
        "Siehe S. 12 ff.",
        "0,00 EUR",
        "Das sind 100 000,00 EUR.",
        "Es sind 1.000,00 EUR.",
        "3 x Wochen",
        "am 10.10.2025",
        "Firma TT und MM",
    ],
)
def test_signs_that_are_no_placeholders(text: str) -> None:
    assert found(text, "platzhalter") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Die IBAN DE89 3704 0044 0532 0130 00 gilt.", ["IBAN DE89 3704 0044 0532 0130 00"]),
        ("Konto: DE89370400440532013000, BIC COBADEFFXXX.", ["DE89370400440532013000", "BIC COBADEFFXXX"]),
        ("Rufen Sie an: 0000 555-1200, werktags.", ["0000 555-1200"]),
        ("Tel. 0123/45678-9, Fax: +49 30 1234-56", ["0123/45678-9", "+49 30 1234-56"]),
        ("Schreiben Sie an info@stadt.example.", ["info@stadt.example"]),
        ("Siehe https://www.stadt.example/a?b=c.", ["https://www.stadt.example/a?b=c"]),
        ("Siehe www.stadt.example/nachweis und mehr.", ["www.stadt.example/nachweis"]),
    ],
)
def test_contacts(text: str, expected: list[str]) -> None:
    assert found(text, "kontakt") == expected


def test_a_number_with_a_wrong_checksum_stays_protected() -> None:
    assert found("Die IBAN DE88 3704 0044 0532 0130 00 gilt.", "kontakt") == ["IBAN DE88 3704 0044 0532 0130 00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er sagte: „Das ist nicht wahr.“ Gut.", ["„Das ist nicht wahr.“"]),
        ('Er sagte "zwei Worte" dazu.', ['"zwei Worte"']),
        ("Er sagte »so nicht« dazu.", ["»so nicht«"]),
        ("Das Wort „Ordnung“ steht dort.", []),
        ("Er sagte: „Das ist\n\nnicht wahr.“", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert found(text, "zitat") == expected


def test_the_instruction_on_legal_remedies_is_one_span() -> None:
    instruction = "Rechtsbehelfsbelehrung\nGegen diesen Bescheid kann bis zum 3. Mai 2025 Klage erhoben werden."
    text = f"Wir lehnen den Antrag ab.\n\n{instruction}\n\nMit freundlichen Grüßen\nOtt"
    assert [(p.kind, p.text) for p in everything(text)] == [("rechtsbehelf", instruction), ("name", "Ott")]


def test_what_is_left_of_an_overlapped_candidate_stays_protected() -> None:
    text = "Neustadt, den 3. Mai 2025\n12345 Neustadt\n\nSehr geehrte Frau Ott,\n\nwir prüfen."
    assert [(p.kind, p.text) for p in everything(text)][:2] == [("name", "Neustadt"), ("datum", "3. Mai 2025")]
