"""Instructions of a template to the caseworker: *Hinweis für die Sachbearbeitung*, *ist folgender Satz einzufügen*.

The letter's *Sie* is the reader, but an instruction speaks to whoever fills in the template.
"""

from __future__ import annotations

import re
from typing import Final

from klartext.letter import TICK_BOX

_ANNOUNCED: Final = re.compile(
    r"\W*(?:(?:Be|Sach)arbeit(?:ung)?s?(?:hinweis|vermerk|anweisung)\w*|Bearbeiterhinweis\w*"
    r"|(?:Hinweis|Anmerkung|Anweisung|Notiz|Info)\w*\s(?:für|an)\s(?:die\s|den\s|das\s|alle\s)?"
    r"(?:\(?(?:zuständigen?|jeweiligen?)\)?\s)?(?:Sachbearbeit\w*|Bearbeit\w*|SB(?!\w)|Sachgebiet|Kanzlei|Schreibdienst"
    r"|Geschäftsstelle|Anwender\w*|Verwender\w*)"
    r"|(?:Für|An)\sdie\s(?:Sach)?[Bb]earbeitung\s?:|SB\s?:|Interner?\s(?:Hinweis|Vermerk|Anmerkung)"
    r"|Nur\s(?:ausfüllen|einfügen|verwenden|auswählen|ausdrucken),?\s(?:wenn|falls|sofern|soweit|bei)(?!\w))"
)
_STARRED: Final = re.compile(r"\s*\*{3,}")
_PIECE: Final = (
    r"(?:(?:Satz|Absatz)(?!\s\d)|Sätze|Absätze|Baustein\w*|Text|Texte|Textbaustein\w*|Textblock|Textblöcke|Textteil\w*|Passus|Passage\w*"
    r"|Textpassage\w*|Textvariante\w*|Variante\w*|Alternative\w*|Zutreffendes)"
)
_DONE_TO_TEXT: Final = (
    r"(?:einzufügen|einzusetzen|einzurücken|auszuwählen|anzupassen|wegzulassen|zu\s(?:löschen|streichen|verwenden|entfernen"
    r"|ergänzen|wählen|benutzen))"
)
_ABOUT_TEXT: Final = re.compile(rf"(?<!\w){_PIECE}(?!\w)[^.!?]{{0,120}}?(?<!\w){_DONE_TO_TEXT}(?!\w)")
_DECLARED: Final = re.compile(
    rf"(?m)^[^\S\n]*(?:{TICK_BOX})(?=[^\n]*(?<!\w)(?:[Ii]ch|[Mm](?:ir|ich|eine?[nmrs]?))(?!\w))[^\n]*"
)
_TO_THE_READER: Final = re.compile(r"(?<!\w)(?:Sie|Ihnen|Ihre?[nmrs]?)(?!\w)")


def is_instruction(text: str) -> bool:
    """Whether a sentence of a template speaks to the caseworker and not to the reader of the letter.

    >>> is_instruction("Hier ist folgender Absatz einzufügen."), is_instruction("Der Vordruck ist zu verwenden.")
    (True, False)
    """
    return is_announced(text) or _ABOUT_TEXT.search(text) is not None


def is_announced(text: str) -> bool:
    """Whether a sentence opens with words that announce an instruction."""
    return _ANNOUNCED.match(text) is not None or _STARRED.match(text) is not None


def is_declaration(text: str) -> bool:
    """Whether a sentence is what the reader declares by a tick.

    >>> is_declaration("☐ Ich bin Erbe."), is_declaration("☐ Ich lehne Ihren Antrag ab."), is_declaration("Ich erbe.")
    (True, False, False)
    """
    return _DECLARED.match(text) is not None and _TO_THE_READER.search(text) is None


def without_declarations(text: str) -> str:
    """Return a letter without the lines in which the reader declares something by a tick."""
    return _DECLARED.sub(lambda line: line[0] if _TO_THE_READER.search(line[0]) else "", text)
