"""The German words for categories, groups, protected places and states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from klartext.decisions.review import State as State
from klartext.records import Category, ProtectedKind

CATEGORY_NAMES: Final[Mapping[Category, str]] = {
    "nominalstil": "Nominalstil",
    "funktionsverbgefuege": "Funktionsverb",
    "passiv": "Passiv",
    "modaler_infinitiv": "„ist zu“ / „hat zu“",
    "langer_satz": "Langer Satz",
    "schachtelsatz": "Schachtelsatz",
    "partizipialattribut": "Partizip-Kette",
    "genitivkette": "Genitivkette",
    "bandwurmwort": "Langes Wort",
    "amtswort": "Amtswort",
    "floskel": "Floskel",
    "abkuerzung": "Abkürzung",
    "paragraphenkette": "Paragrafenkette",
    "verneinung": "Verneinung",
    "unpersoenlich": "Unpersönlich",
    "fremdwort": "Fremdwort",
    "pleonasmus": "Doppelt gesagt",
}
GROUPS: Final[Mapping[str, tuple[str, tuple[Category, ...]]]] = {
    "satz": ("Satzbau", ("langer_satz", "schachtelsatz", "partizipialattribut", "genitivkette", "paragraphenkette")),
    "verb": ("Handlung", ("passiv", "modaler_infinitiv", "nominalstil", "funktionsverbgefuege")),
    "wort": ("Wortwahl", ("amtswort", "fremdwort", "bandwurmwort", "abkuerzung", "pleonasmus")),
    "ton": ("Ansprache", ("unpersoenlich", "floskel", "verneinung")),
}
"""Colour and line pattern go by group: seventeen colours could not be told apart."""
PROTECTED_NAMES: Final[Mapping[ProtectedKind, str]] = {
    "paragraph": "Rechtsgrundlage",
    "betrag": "Betrag",
    "datum": "Datum",
    "frist": "Frist",
    "zahl": "Zahl",
    "name": "Name",
    "aktenzeichen": "Aktenzeichen",
    "platzhalter": "Platzhalter",
    "kontakt": "Kontaktangabe",
    "zitat": "Zitat",
    "rechtsbehelf": "Rechtsbehelfsbelehrung",
    "rechtsbegriff": "Rechtsbegriff",
}
STATE_NAMES: Final[Mapping[State, str]] = {
    "open": "offen",
    "accepted": "angenommen",
    "rejected": "abgelehnt",
    "edited": "bearbeitet",
    "superseded": "überholt",
}
GROUP_OF: Final[Mapping[Category, str]] = {c: group for group, (_, members) in GROUPS.items() for c in members}
WHOLE_SENTENCE: Final[frozenset[Category]] = frozenset({"langer_satz", "schachtelsatz"})
"""Findings about a sentence as a whole; they are shown below those about single words."""
