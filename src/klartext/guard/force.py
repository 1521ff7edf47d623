"""Force: modal verbs, conditions and words of quantity, and the readings in which they say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from klartext.guard.change import Texts
from klartext.guard.denial import explicit, until, without_litotes
from klartext.guard.families import families, meets, root, words
from klartext.guard.words import (
    CONDITIONS,
    DUTY_INFINITIVE,
    FORCE,
    MODALS,
    QUANTITIES,
    WordClass,
    first_fault,
)  # fmt: skip
from klartext.pipeline.words import FUNCTION_WORDS

_STRENGTH: Final = (*MODALS, *FORCE)
_IF_CLAUSE: Final = re.compile(
    r"(?<!\w)(?:auch wenn|selbst wenn|wenn|falls|sofern|sobald|bevor|nachdem)(?!\w)(?P<inside>[^,.;:?!]+)",
    re.IGNORECASE,
)
_TELLING: Final = 3
_ONE_DEADLINE: Final = re.compile(r"(?<!\w)(?:bis\sspätestens|spätestens\sbis)(?!\w)", re.IGNORECASE)
_COURTESY: Final = re.compile(
    r"(?<!\w)(?:(?:ich|wir) (?:darf|dürfen|möchten?)|(?:darf|dürfen|möchten?|muss|müssen) (?:ich|wir))(?!\w)"
    r"(?=[^,;.!?]*(?<!\w)(?:bitten|ersuchen|hinweisen|mitteilen|informieren|erinnern|danken|aufmerksam machen)(?!\w))",
    re.IGNORECASE,
)
_WISH: Final = re.compile(
    r"(?<!\w)wollen(?=(?: Sie)?(?: uns| mir)? bitte(?!\w)| Sie [^.,;:?!]{1,60} bitte(?! (?:ich|wir)(?!\w))(?!\w))"
)
"""*Wollen Sie dieses Schreiben bitte zurücksenden* is a request and tells of no will."""
_NO_DUTY: Final = re.compile(
    r"(?<!\w)(?:davon auszugehen|damit zu rechnen|festzu(?:stellen|halten)|an(?:zu)merken"
    r"|zu (?:entnehmen|erwarten|verstehen|befürchten)"
    r"|darauf hinzuweisen|nicht auszuschließen|abzulehnen|zurückzuweisen|stattzugeben|abzustellen)(?!\w)",
    re.IGNORECASE,
)
_MAY_NOT: Final = re.compile(
    r"(?<!\w)(?:darf|dürfen|kann|können)(?!\w)(?=[^.]*(?<!\w)(?:nicht|kein\w*)(?!\w))", re.IGNORECASE
)
_NOT_AVOIDABLE: Final = re.compile(
    r"(?<!\w)(?:kann|können|konnten?)(?!\w)(?=[^.]*(?<!\w)(?:nicht|kein\w*)(?!\w)[^.]*"
    r"(?:verzichte|abgesehen|absehen|unterbleib|unterlassen|entfallen|entbehr|entsprochen|stattgegeben"
    r"|Folge geleistet))",
    re.IGNORECASE,
)
"""*Wir können nicht darauf verzichten* says *wir müssen*."""
_MUST_NOT_DO: Final = re.compile(
    r"(?<!\w)(?:verpflichtet|gehalten|aufgegeben|angewiesen|obliegt(?: es)?(?: Ihnen)?)[^,.;:?!]{0,20},"
    r"[^,.;:?!]*(?<!\w)(?:nicht|kein\w*|nichts|niemand\w*)(?!\w)[^,.;:?!]*(?:\szu\s|zu)[a-zäöüß]+n(?!\w)",
    re.IGNORECASE,
)
"""*Ihnen wird aufgegeben, das Grundstück nicht zu betreten* forbids; *Sie müssen es nicht betreten* does not."""
_NEED_NOT: Final = re.compile(
    r"(?<!\w)(?:muss|müssen)(?!\w)[^,.;:?!]*(?<!\w)(?:nicht|kein\w*|nichts|niemand\w*)(?!\w)"
    r"|(?<!\w)(?:nicht|kein\w*|nichts|niemand\w*)(?!\w)[^,.;:?!]*\s(?:muss|müssen)(?=\s?[,.;:?!]|$)",
    re.IGNORECASE,
)
_SO_THAT: Final = re.compile(r"((?<!\w)damit(?!\w)[^.,]*?)\s(?:kann|können)(?!\w)", re.IGNORECASE)
_AIM: Final = re.compile(r"(?<!\w)(?:zur|zum|zwecks|um|für)(?!\w)", re.IGNORECASE)


def modalitaet(texts: Texts) -> str:
    """Modal verbs stay, and so do the words that set how strictly a statement holds."""
    if _MUST_NOT_DO.search(texts.spelt) and _NEED_NOT.search(texts.after) and not _NEED_NOT.search(texts.spelt):
        return "„müssen nicht“ verbietet nichts"
    fault = ""
    for before, after in _force_readings(texts):
        if not (fault := first_fault(_STRENGTH, before, after)):
            return ""
    return fault


def force_changes(texts: Texts) -> dict[str, int]:
    """Return the classes of force that changed however one reads: 1 new, -1 lost."""
    return _changes(_STRENGTH, tuple(_force_readings(texts)))


def condition_changes(texts: Texts) -> dict[str, int]:
    """Return the classes of conditions that changed: 1 new, -1 lost."""
    return _changes(CONDITIONS, (until(texts.spelt, texts.after),))


def quantity_changes(texts: Texts) -> dict[str, int]:
    """Return the classes of quantity that changed: 1 new, -1 lost."""
    return _changes(QUANTITIES, ((texts.spelt, texts.after),))


def _changes(classes: Sequence[WordClass], readings: Sequence[tuple[str, str]]) -> dict[str, int]:
    found = {c.name: [c.change(before, after) for before, after in readings] for c in classes}
    return {name: changes[0] for name, changes in found.items() if all(changes)}


def _force_readings(texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield both texts as they may be read: without courtesies, announcements, double negation, or as they stand."""
    before, after = _plain_force(texts.spelt), _plain_force(texts.after)
    before, after = _forbidden(*_purpose(*without_litotes(*until(before, after))))
    yield before, after
    yield _NO_DUTY.sub("", before), _NO_DUTY.sub("", after)
    yield texts.spelt, texts.after
    yield _NOT_AVOIDABLE.sub("muss", texts.spelt), texts.after


def bedingungen(texts: Texts) -> str:
    """Conditions and exceptions stay; *sofern* and *falls* may become *wenn*, and what happened may become a clause."""
    before, after = until(texts.spelt, texts.after)
    fault = first_fault(CONDITIONS, before, after)
    return fault and first_fault(CONDITIONS, before, _without_known_clauses(before, after))


def mengen(texts: Texts) -> str:
    """Words of quantity stay."""
    return first_fault(QUANTITIES, texts.spelt, texts.after)


def _without_known_clauses(before: str, after: str) -> str:
    """Leave out the conjunction of new clauses that only unpack words of the old sentence: *Bei Verlust*, *wenn …*."""
    if _IF_CLAUSE.search(before):
        return after
    there = families(before)

    def known(hit: re.Match[str]) -> str:
        said = [w for w in words(hit["inside"]) if w.lower() not in FUNCTION_WORDS and len(root(w)) >= _TELLING]
        met = sum(meets(w, there) for w in said)
        return hit["inside"] if said and 2 * met >= len(said) else hit[0]

    return _IF_CLAUSE.sub(known, after)


def _forbidden(before: str, after: str) -> tuple[str, str]:
    """Read *dürfen nicht* as *müssen* where ``before`` forbids with *ist nicht zu*."""
    if explicit(before) and DUTY_INFINITIVE.search(before) and not _MAY_NOT.search(before):
        after = _MAY_NOT.sub("müssen", after)
    return before, after


def _purpose(before: str, after: str) -> tuple[str, str]:
    """Leave out *können* where a purpose became a clause: *zur Prüfung*, *damit wir prüfen können*."""
    if _AIM.search(before) and not _SO_THAT.search(before):
        after = _SO_THAT.sub(r"\1", after)
    return before, after


@lru_cache(maxsize=4096)
def _plain_force(text: str) -> str:
    """Take *bis spätestens* as *bis*, which says the same twice, and leave out the modal of *ich darf Sie bitten*."""
    return _WISH.sub("", _COURTESY.sub("", _ONE_DEADLINE.sub("bis", text)))
