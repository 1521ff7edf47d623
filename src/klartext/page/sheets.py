"""What stands in the letter, in the work list and in the preview, sent to the browser only where it has changed.

The page's script tells which blocks the browser shows, each with a mark of its content, and puts new ones in place of
old ones: focus, caret and scroll position stay where they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from klartext.view import Html

Shown = Mapping[str, Mapping[str, str]]
"""The marks of the blocks that the browser shows, by sheet and key."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the page that is made of blocks, each with a key of its own.

    Args:
        blocks: The blocks with their keys, in order.
        css: The class of the whole.
        busy: Whether more blocks are on their way; screen readers are told.
    """

    blocks: Sequence[tuple[str, Html]]
    css: str = ""
    busy: bool = False

    @classmethod
    def numbered(cls, blocks: Sequence[Html], css: str = "") -> Sheet:
        """Return a sheet whose blocks are known by their place."""
        return cls([(str(number), block) for number, block in enumerate(blocks)], css)


def shown_of(told: str) -> Shown:
    """Return what the browser says that it shows; nothing where that makes no sense."""
    try:
        data = json.loads(told)
    except ValueError:
        return {}
    return {name: marks for name, marks in data.items() if isinstance(marks, dict)} if isinstance(data, dict) else {}


def changes(letter: str, sheets: Mapping[str, Sheet], shown: Shown) -> str:
    """Return what the browser needs to show these sheets, as JSON.

    Args:
        letter: Which letter it is; with another one nothing stays that people have typed.
        sheets: All sheets as they should be.
        shown: What the browser has.
    """
    told = {name: _changed(sheet, shown.get(name, {})) for name, sheet in sheets.items()}
    return json.dumps({"letter": letter, "sheets": told}, ensure_ascii=False)


def _changed(sheet: Sheet, had: Mapping[str, str]) -> dict[str, object]:
    marks = {key: blake2b(block.encode("utf-8"), digest_size=6).hexdigest() for key, block in sheet.blocks}
    new = {key: block for key, block in sheet.blocks if had.get(key) != marks[key]}
    return {"css": sheet.css, "busy": sheet.busy, "order": list(marks.items()), "new": new}
