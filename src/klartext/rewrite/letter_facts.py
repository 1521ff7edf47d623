"""What the whole letter tells about who writes and who reads."""

from __future__ import annotations

import re
from typing import Final

from klartext.records import ActorAnswer
from klartext.rewrite.contract import LetterFacts

_OFFICE: Final = re.compile(r"(?<!\w)(?:wir|uns|unser\w{0,2})(?!\w)", re.IGNORECASE)
_ONE_PERSON: Final = re.compile(r"(?<!\w)(?:[Ii]ch|mir|mich|mein\w{0,2})(?!\w)")


def facts_of(text: str, actor: ActorAnswer = "") -> LetterFacts:
    """Return the facts of a letter's text; ``actor`` is the human's answer to who acts where the letter does not say.

    A letter that says *ich* and never *wir* keeps to *ich*.
    """
    alone = bool(_ONE_PERSON.search(text)) and not _OFFICE.search(text)
    return LetterFacts(office_pronoun="ich" if alone else "wir", actor=actor)
