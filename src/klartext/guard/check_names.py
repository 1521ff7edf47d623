"""How the checks of the guard are called when people read about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from klartext.records import Check

CHECK_NAMES: Final[Mapping[str, str]] = {
    "stelle": "Stelle im Brief",
    "geschuetzt": "Geschützte Stellen",
    "zahlen": "Zahlen",
    "betraege": "Beträge",
    "daten": "Daten",
    "fristen": "Fristen",
    "paragrafen": "Paragrafen",
    "platzhalter": "Platzhalter",
    "eigennamen": "Namen",
    "verneinung": "Verneinung",
    "modalitaet": "Müssen, können, dürfen",
    "bedingungen": "Bedingungen",
    "mengen": "Mengen und Grenzen",
    "satzart": "Aussage, Frage oder Aufforderung",
    "leer": "Text vorhanden",
    "personen": "Wer handelt, bleibt gleich",
    "zeit": "Zeit",
    "grammatik": "Grammatik",
    "zusatz": "Nur eine Erklärung kommt dazu",
    "alternativen": "Andere Fassungen",
    "neue_woerter": "Kein neuer Inhalt",
    "verlorene_woerter": "Kein Inhalt verloren",
    "gegenteil": "Kein Gegenteil",
    "verknuepfung": "Verknüpfungen (und, oder) und Daten",
    "aussage": "Jedes Verb sagt dasselbe",
    "folge": "Bedingung und Folge",
    "handelnde": "Kein erfundener Handelnder",
    "selbst": "Wer und wem",
    "satzbau": "Aufbau der Sätze",
    "zeitform": "Zeitform",
    "einfacher": "Leichter zu lesen",
    "aehnlichkeit": "Ähnlicher Sinn",
    "sprachfluss": "Sprachfluss",
    "sicherheit": "Das Sprachmodell ist sicher",
}
"""What a check of the guard looks at."""


def check_name(check: Check) -> str:
    """Return how people read of a check; one without a name here is shown as the guard calls it."""
    return CHECK_NAMES.get(check.name, check.name)
