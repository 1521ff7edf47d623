"""A legal basis in the middle of a sentence goes into brackets at the end, or stays."""

import pytest
from phrase_scenes import first

from klartext.rewrite.constructions import rechtsverweis

TABLE = [
    (
        "Dabei dürfen die Werte nicht addiert werden, da gem. § 152 Abs. 3 SGB IX die Auswirkungen der "
        "Beeinträchtigungen in ihrer Gesamtheit unter Berücksichtigung ihrer Beziehungen maßgeblich sind.",
        "Dabei dürfen die Werte nicht addiert werden, da die Auswirkungen der Beeinträchtigungen in ihrer Gesamtheit "
        "unter Berücksichtigung ihrer Beziehungen maßgeblich sind (§ 152 Abs. 3 SGB IX).",
    ),
    ("Die Nutzung bedarf nach § 8 WHG der Erlaubnis; diese erteilt das Amt.", None),
    ("Die Nutzung bedarf nach § 8 WHG der Erlaubnis. Diese darf nicht vorher ausgeübt werden.", None),
    ("Sie müssen nach § 60 SGB I Änderungen mitteilen, weshalb wir um Antwort bitten.", None),
    (
        "Gemäß § 60 Abs. 1 SGB I sind Sie verpflichtet, jede Änderung mitzuteilen.",
        "Sie sind verpflichtet, jede Änderung mitzuteilen (§ 60 Abs. 1 SGB I).",
    ),
    ("Nach § 5 der Satzung müssen Sie den Hund anmelden.", "Sie müssen den Hund anmelden (§ 5 der Satzung)."),
    ("Laut § 3 BauO ist der Abbruch anzuzeigen.", "Der Abbruch ist anzuzeigen (§ 3 BauO)."),
    ("Aufgrund des § 4 KAG erheben wir die Gebühr.", "Wir erheben die Gebühr (§ 4 KAG)."),
    ("Aufgrund von § 4 KAG erheben wir die Gebühr.", "Wir erheben die Gebühr (§ 4 KAG)."),
    ("Nach Maßgabe des § 8 KAG erheben wir die Gebühr.", "Wir erheben die Gebühr (§ 8 KAG)."),
    ("Entsprechend § 33 HwO wiederholen Sie die Prüfung.", "Sie wiederholen die Prüfung (§ 33 HwO)."),
    ("Auf der Grundlage von § 4 KAG erheben wir die Gebühr.", "Wir erheben die Gebühr (§ 4 KAG)."),
    ("Nach § 44 SGB X steht Ihnen der Betrag zu.", "Der Betrag steht Ihnen zu (§ 44 SGB X)."),
    ("Nach § 9 BauGB ist es verboten, hier zu bauen.", "Es ist verboten, hier zu bauen (§ 9 BauGB)."),
    (
        "Die Steuer wird gemäß § 37 AO auf Ihr Konto erstattet.",
        "Die Steuer wird auf Ihr Konto erstattet (§ 37 AO).",
    ),
    ("Sie sind nach § 60 SGB I verpflichtet, zu antworten.", "Sie sind verpflichtet, zu antworten (§ 60 SGB I)."),
    (
        "Die Fahrerlaubnis wird Ihnen gemäß § 3 StVG i. V. m. § 46 FeV entzogen.",
        "Die Fahrerlaubnis wird Ihnen entzogen (§ 3 StVG i. V. m. § 46 FeV).",
    ),
    (
        "Gemäß § 15 Abs. 2 i. V. m. § 3 Abs. 1 GewStG setzt die Gemeinde den Messbetrag fest.",
        "Die Gemeinde setzt den Messbetrag fest (§ 15 Abs. 2 i. V. m. § 3 Abs. 1 GewStG).",
    ),
    (
        "Nach §§ 60 und 65 SGB I sind Antragsteller zur Mitwirkung verpflichtet.",
        "Antragsteller sind zur Mitwirkung verpflichtet (§§ 60 und 65 SGB I).",
    ),
    (
        "Gemäß § 66 SGB I können wir die Leistung versagen, wenn Sie nicht antworten.",
        "Wir können die Leistung versagen, wenn Sie nicht antworten (§ 66 SGB I).",
    ),
    (
        "Der Einspruch wird nach § 358 AO verworfen, da er zu spät kam.",
        "Der Einspruch wird verworfen (§ 358 AO), da er zu spät kam.",
    ),
    # near misses
    ("Sie verstoßen damit gegen § 5 der Satzung.", None),
    ("Die Höhe richtet sich nach § 7 der Satzung.", None),
    ("Ihr Anspruch nach § 7 SGB II besteht weiter.", None),
    ("Wir haben Ihren Antrag nach § 44 SGB X abgelehnt.", None),
    ("Nach § 9 BauGB dürfen Sie bauen, wenn der Nachbar nach § 12 BauGB zustimmt.", None),
    ("Rechtsgrundlage ist § 5 der Satzung.", None),
    ("Nach § 8 der Satzung sind Klappen vom Eigentümer zu warten.", None),
    ("Sie müssen zahlen (§ 5 der Satzung).", None),
    ("Dürfen Sie nach § 9 BauGB hier bauen?", None),
    ("Wir meinen, dass Sie nach § 9 BauGB hier bauen dürfen.", None),
    (
        "Gemäß § 13 FZV sind Änderungen der Daten der Behörde mitzuteilen.",
        None,
    ),
    (
        "Gemäß § 10 der Satzung hat der Halter den Hund innerhalb von zwei Wochen, nachdem er ihn aufgenommen hat, "
        "anzumelden.",
        "Der Halter hat den Hund innerhalb von zwei Wochen, nachdem er ihn aufgenommen hat, anzumelden "
        "(§ 10 der Satzung).",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_new_sentence(text, expected):
    assert first(rechtsverweis.rewrites, text) == expected
