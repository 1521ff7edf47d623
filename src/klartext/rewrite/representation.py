"""Whether the letter goes to somebody who acts for another, by what it says itself."""

from __future__ import annotations

import re
from typing import Final

from klartext.records import Letter
from klartext.spans import Span

_LAWYER: Final = (
    r"Ihre?[nmrs]?\s(?:Mandant|Klient)\w*"
    r"|namens\s+und\s+in\s+Vollmacht|(?:von\sIhnen|Ihre?[nmrs]?)\snamens\sde[rs]"
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
_REPRESENTS: Final = re.compile(
    r"von\sIhnen\svertreten|(?<!\w)Ihre?[nmrs]?\sMandant|(?<!\w)Sie\svertreten(?!\sdie\s(?:Auf|Ans|Mei))|"
    r"namens\s(?:und\s\w+\s(?:Vollmacht|Auftrag)|Ihre[rs])|(?<!\w)Ihre[rs]?\s(?:Auftraggeber|Klient)"
)
"""Narrower than ``ACTS_FOR``: whom the letter speaks about is never its reader then."""

_JURIST: Final = re.compile(
    r"^\s*(?:(?:Herrn?|Frau)\s+)?(?:Rechts|Patent|Fach)an(?:walt|wälte|wältin|wältinnen)(?!\w)"
    r"|^\s*(?:(?:Herrn?|Frau)\s+)?Notar(?:in)?(?!\w)|^\s*(?:Rechtsanwalts|Anwalts)?[Kk]anzlei(?!\w)"
    r"|Sehr\sgeehrte[rn]?\s(?:(?:Herr|Frau)\s)?(?:Kollegin|Kollege|Rechtsanw|Notar)\w*",
    re.MULTILINE,
)
_NAME: Final = r"(?:Herrn?|Frau)\s(?:(?:Prof|Dr)\.\s)*[A-ZÄÖÜ][\w-]+(?:\s[A-ZÄÖÜ][\w-]+)*"
_FIRM: Final = r"(?:[A-ZÄÖÜ&][\w-]*\s)+(?:GmbH|AG|KG|OHG|UG|SE|e\.\s?V\.)"
_OWNED: Final = r"Ihre[mr]\s[A-ZÄÖÜ]\w+"
_WHOM: Final = rf"(?P<whom>{_NAME}|{_OWNED}|(?:der\s)?{_FIRM})"
_ORDERED: Final = re.compile(
    rf"(?<!\w)[Gg]egen(?:über)?\s{_WHOM}(?!\w)|(?<!\w){_WHOM.replace('whom', 'patient')}\s(?:wird|werden)\s"
)
_ORDERS: Final = re.compile(
    r"(?<!\w)(?:ergeh\w+|erlass\w+|angeordnet|anordnen|ordne\w*|verfüg\w+|bestimm\w+|aufgegeben|auferlegt"
    r"|Anordnung\w*|Auflage\w*|Verfügung\w*|Maßnahme\w*)(?!\w)"
)
_SENTENCE: Final = re.compile(r"[^\n:]*:(?=\s)")


def is_to_lawyer(letter: Letter) -> bool:
    """Whether the lines above the salutation or the salutation itself name a lawyer or notary as the reader."""
    greeted = letter.salutation
    return greeted is not None and _JURIST.search(letter.text, 0, greeted.end) is not None


def orders_another(letter: Letter) -> bool:
    """Whether the letter opens a list of orders that are given to somebody named who does not read it.

    *Gegenüber Herrn Ott ergehen folgende Anordnungen:* to the guardian of Herr Ott
    """
    greeted = letter.salutation or Span(0, 0)
    head, greeting = letter.text[: greeted.end], letter.text[greeted.start : greeted.end]
    for sentence in _SENTENCE.findall(letter.text):
        told = _ORDERED.search(sentence) if _ORDERS.search(sentence) else None
        whom = (told["whom"] or told["patient"]) if told else None
        if whom and not _is_greeted(whom, greeting, head):
            return True
    return False


def _is_greeted(whom: str, greeting: str, head: str) -> bool:
    """Whether a name is that of the reader: by the salutation, or by the lines above one that names nobody."""
    title, _, rest = whom.partition(" ")
    name = rest.split()[-1] if rest else whom
    if title == "der" or title not in ("Herr", "Herrn", "Frau"):
        return whom.removeprefix("der ") in head
    if re.search(r"Damen und Herren", greeting):
        return name in head
    return re.search(rf"{title.removesuffix('n')}\s[^,]*{re.escape(name)}", greeting) is not None


def acts_for_client(text: str) -> bool:
    """Whether a lawyer reads for a client: what is to be done, and by whom, is the client's.

    A guardian or a receiver, be it a lawyer, acts in person.
    """
    return _FOR_CLIENT.search(text) is not None and _IN_PLACE.search(text) is None


def represents_somebody(text: str) -> bool:
    """Whether the reader represents somebody, so that every person whom the letter speaks about is another."""
    return _REPRESENTS.search(text) is not None
