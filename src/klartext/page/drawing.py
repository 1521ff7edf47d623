"""What the browser is to show of a letter: the marked letter, the work list as it is filtered, and the preview."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from klartext.decisions import text_hash
from klartext.page import desk as steps
from klartext.page.desk import Desk
from klartext.page.sheets import Sheet, changes, shown_of
from klartext.view import (
    CATEGORY_NAMES,
    Html,
    Item,
    Stage,
    State,
    entry,
    marked_letter,
    message,
    more_entries,
    preview,
)

ANY_CATEGORY: Final = "Alle Kategorien"
_PREVIEW: Final = Html("Vorschau – noch nicht freigegeben")
_RELEASED: Final = Html("So ist der Brief freigegeben")


class Show(StrEnum):
    """What the work list shows."""

    ALL = "Alle Stellen"
    OPEN = "Offene Vorschläge"
    HINTS = "Hinweise"


class Severity(StrEnum):
    """How severe an entry must be to be in the list."""

    ANY = "Jede Schwere"
    CHANGE = "Ändern und schwerer"
    HARD = "Nur schwer verständlich"

    @property
    def least(self) -> int:
        """The lowest severity."""
        return {Severity.ANY: 0, Severity.CHANGE: 2, Severity.HARD: 3}[self]


class Mark(StrEnum):
    """What the marked letter shows besides the marks."""

    NAMES = "Kategorien nennen"
    PROTECTED = "Geschützte Stellen zeigen"


@dataclass(frozen=True, slots=True)
class View:
    """What a person wants to see: the filters of the list, the sentence that they have chosen, and what is marked."""

    wanted: str = Show.ALL
    category: str = ANY_CATEGORY
    severity: str = Severity.ANY
    sentence: str = ""
    marks: frozenset[str] = frozenset({Mark.NAMES.value})


def drawn(desk: Desk, view: View, examples: Mapping[str, tuple[str, str]], shown: str = "") -> str:
    """Return what the browser needs to show the desk, as JSON.

    Args:
        desk: The letter as it stands.
        view: What the person wants to see.
        examples: An example for each rule.
        shown: What the browser says that it shows already.
    """
    worklist, states = desk.worklist, desk.states
    letter = marked_letter(desk.review.analysis, worklist, states, show_protected=Mark.PROTECTED in view.marks)
    sheets = {
        "brief": Sheet.numbered(letter, "" if Mark.NAMES in view.marks else "ohne-namen"),
        "liste": _list(desk, worklist, states, view, examples),
        "stempel": Sheet.numbered((_RELEASED if desk.files else _PREVIEW,)),
        "vorschau": Sheet.numbered(preview(desk.review.current_text)),
    }
    return changes(text_hash(desk.review.first.letter.document), sheets, shown_of(shown))


def _list(
    desk: Desk,
    worklist: tuple[Item, ...],
    states: Mapping[str, State],
    view: View,
    examples: Mapping[str, tuple[str, str]],
) -> Sheet:
    """Return the entries that fit the filters, or those of the chosen sentence alone."""
    entries = [item for item in worklist if _fits(item, states.get(item.id, "open"), view)]
    if view.sentence:
        entries = steps.in_sentence(desk, view.sentence)
    blocks = [(item.id, _entry(desk, item, states, examples)) for item in entries[: desk.shown]]
    if not entries and not desk.is_drafting:
        blocks.append(("nichts", message("Hier ist nichts zu tun.")))
    if (hidden := len(entries) - desk.shown) > 0:
        blocks.append(("mehr", more_entries(hidden)))
    return Sheet(blocks, busy=desk.is_drafting)


def _entry(desk: Desk, item: Item, states: Mapping[str, State], examples: Mapping[str, tuple[str, str]]) -> Html:
    state = states.get(item.id, "open")
    stage: Stage = "decide"
    if desk.editing == item.id:
        stage = "doubted" if desk.doubted is not None else "write"
    elif state != "open" and desk.reopened != item.id:
        stage = "decided"
    decision = desk.review.decision(item.id) if item.suggestion else None
    return entry(desk.review.analysis, item, state, decision, stage, examples)


def _fits(item: Item, state: State, view: View) -> bool:
    return _is_wanted(item, state, view.wanted) and _is_of(item, view.category, Severity(view.severity))


def _is_wanted(item: Item, state: State, wanted: str) -> bool:
    match wanted:
        case Show.OPEN:
            return item.suggestion is not None and state == "open"
        case Show.HINTS:
            return item.suggestion is None
        case _:
            return True


def _is_of(item: Item, category: str, severity: Severity) -> bool:
    if not item.findings:
        return category == ANY_CATEGORY and severity is Severity.ANY
    fits = [f for f in item.findings if category in (ANY_CATEGORY, CATEGORY_NAMES[f.category])]
    return any(f.severity >= severity.least for f in fits)
