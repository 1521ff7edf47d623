"""A blind second look: suggestions drawn by chance, as a form or for the terminal, without what was decided."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

from klartext.errors import StoreError
from klartext.spreadsheet import csv_text
from klartext.store import VERDICTS, Item, Judgement, Verdict

WORDS: Final[Mapping[str, Verdict]] = {"richtig": "right", "falsch": "wrong", "schädlich": "harmful"}
"""What people write; the English names count, too."""
QUESTION: Final = (
    "richtig: sagt dasselbe und ist gutes Deutsch; falsch: sagt nicht dasselbe oder ist kein gutes Deutsch; "
    "schädlich: wer danach handelt, verliert etwas (Frist, Recht, Geld)."
)
_COLUMNS: Final = ("nummer", "satz", "vorschlag", "urteil", "bemerkung", "brief", "kennung")


def draw(items: Sequence[Item], size: int, seed: int, without: Collection[tuple[str, str]] = ()) -> tuple[Item, ...]:
    """Return a sample in a random order; the same seed draws the same from the same store.

    Args:
        items: What can be judged.
        size: How many at most.
        seed: Any number.
        without: Letter and mark of what is left out; that moves others up and changes no order.
    """
    order = random.Random(seed).sample(items, len(items))
    return tuple(islice((item for item in order if (item.letter, item.mark) not in without), size))


def write_form(sample: Sequence[Item], path: Path) -> None:
    """Write a form to fill in; its ending, .csv or .json, names the format. It says nothing of rules and decisions.

    Raises:
        StoreError: KT-S09, another ending or the file cannot be written.
    """
    rows = [
        dict(zip(_COLUMNS, (str(n), i.sentence, i.proposed, "", "", i.letter, i.mark), strict=True))
        for n, i in enumerate(sample, 1)
    ]
    match path.suffix.lower():
        case ".json":
            content = {"schema_version": 1, "frage": QUESTION, "stichprobe": rows}
            text, encoding = json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8"
        case ".csv":
            text, encoding = csv_text(_COLUMNS, [row.values() for row in rows]), "utf-8-sig"
        case _:
            raise _no_form(path, f"das Format „{path.suffix}“ gibt es nicht")
    try:
        path.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise _no_form(path, error.strerror or str(error)) from error


def read_form(path: Path, reviewer: str, now: datetime) -> tuple[Judgement, ...]:
    """Return the judgements of a form that somebody has filled in; rows without a verdict are left out.

    Raises:
        StoreError: KT-S09, the file is no form; KT-S10, a verdict is none of the three.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        rows = json.loads(text)["stichprobe"] if path.suffix.lower() == ".json" else _rows(text)
        return tuple(
            Judgement(
                row["brief"], row["kennung"], reviewer, verdict, now, (row.get("bemerkung") or "").strip() or None
            )
            for row in rows
            if (verdict := verdict_of(row["urteil"], path, row["nummer"]))
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _no_form(path, "sie ist keine Stichprobe von Klartext") from error


def verdict_of(word: str, path: Path | None = None, number: str = "") -> Verdict | None:
    """Return the verdict that a word means; None where nothing is written.

    Raises:
        StoreError: KT-S10.
    """
    told = word.strip().lower()
    if not told:
        return None
    if told in WORDS:
        return WORDS[told]
    for verdict in VERDICTS:
        if told == verdict:
            return verdict
    raise StoreError(
        "KT-S10",
        f"„{word}“ ist kein Urteil" + (f" (Nummer {number})." if number else "."),
        f"Möglich sind: {', '.join(WORDS)}. Leer lassen heißt: noch nicht beurteilt.",
        str(path) if path else None,
    )


def _rows(text: str) -> list[dict[str, Any]]:
    """Return the rows of a form, also of one that a spreadsheet has saved with commas."""
    first = text.partition("\n")[0]
    return list(csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first else ","))


def _no_form(path: Path, why: str) -> StoreError:
    return StoreError(
        "KT-S09",
        f"Mit dieser Datei geht es nicht: {why}.",
        "Nennen Sie eine Datei mit der Endung .csv oder .json, wie „klartext log sample“ sie schreibt.",
        str(path),
    )
