"""Whether the letter goes to somebody who acts for another, by what it says itself."""

from __future__ import annotations

import re
from typing import Final

_LAWYER: Final = (
    r"Ihre?[nmrs]?\s(?:Mandant|Klient)\w*"
    r"|namens\s+und\s+in\s+Vollmacht"
    r"|Sehr\sgeehrte[rn]?\s(?:(?:Herr|Frau)\s)?(?:Kollegin|Kollege|Rechtsanw\w+|Steuerberaterin?)"
)
_HEAD: Final = (
    r"^\s*(?:(?:Herrn?|Frau)\s)?(?:Rechtsanw(?:alt|älte|ältin|ältinnen)|(?:Rechtsanwalts|Anwalts|Steuer)?[Kk]anzlei)(?!\w)"
    r"|^\s*als\s(?:Verfahrens|Prozess)?[Bb]evollmächtigte[rnm]?\s(?:de[rs]|von|Ihre[rs]|Frau|Herrn?)(?!\w)"
)
_FOR_CLIENT: Final = re.compile(rf"(?<!\w)(?:{_LAWYER})(?!\w)|{_HEAD}", re.MULTILINE)
_IN_PLACE: Final = re.compile(
    r"(?<!\w)(?:als\s(?:\w+\s)?(?:\w*[Bb]etreuer|Insolvenzverwalter|Vormund|Nachlass\w+|Testamentsvollstrecker|\w*[Pp]fleger)"
    r"(?:in)?|Betreuten?|Gemeinschuldner\w*)(?!\w)"
)
"""Whoever has such an office does what there is to do: the duty is the reader's own."""
ACTS_FOR: Final = re.compile(
    rf"(?<!\w)(?:{_LAWYER}|Ihre[nmrs]?\s(?:Mandatschaft|Auftraggeber|Betreut)\w*"
    r"|(?:Der|Die|de[rnms])\sBetreuten?|von\sIhnen\s(?:vertreten|betreut)\w*"
    r"|Sie\svertreten(?!\sdie\s(?:Auffassung|Ansicht|Meinung))"
    rf"|Sehr\sgeehrte[rn]?\s(?:Herr|Frau)\s?Notarin?)(?!\w)|{_HEAD}",
    re.MULTILINE,
)
"""The letter goes to who acts for somebody else: what it tells of does not happen to its reader."""


def acts_for_client(text: str) -> bool:
    """Whether a lawyer reads for a client: what is to be done, and by whom, is the client's.

    A guardian or a receiver, be it a lawyer, acts in person.
    """
    return _FOR_CLIENT.search(text) is not None and _IN_PLACE.search(text) is None
