"""Instructions of a template to the caseworker: *Hinweis für die Sachbearbeitung*, *ist folgender Satz einzufügen*.

The letter's *Sie* is the reader, but an instruction speaks to whoever fills in the template.
"""

from __future__ import annotations

import re
from typing import Final

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


def is_instruction(text: str) -> bool:
    """Whether a sentence of a template speaks to the caseworker and not to the reader of the letter.

    >>> is_instruction("Hier ist folgender Absatz einzufügen."), is_instruction("Der Vordruck ist zu verwenden.")
    (True, False)
    """
    return is_announced(text) or _ABOUT_TEXT.search(text) is not None


def is_announced(text: str) -> bool:
    """Whether a sentence opens with words that announce an instruction."""
    return _ANNOUNCED.match(text) is not None or _STARRED.match(text) is not None
