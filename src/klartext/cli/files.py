"""The files of a review: decisions that survive the end of the program, and the protocol."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from klartext.cli.common import write, writing
from klartext.errors import DecisionError, InputError

if TYPE_CHECKING:
    from klartext.decisions import Resumed, Review

PROTOCOLS: Final = (".json", ".csv", ".html")
ProtocolOption = Annotated[
    Path | None,
    typer.Option("--protocol", metavar="DATEI", help="Protokoll der Entscheidungen: Endung .json, .csv oder .html."),
]


def beside(output: Path) -> Path:
    """Return where the decisions on a letter are kept when nobody names a place."""
    return output.with_name(f"{output.stem}.entscheidungen.json")


def read_json(path: Path) -> object:
    """Return what a JSON file holds.

    Raises:
        DecisionError: KT-A08, the file is missing or no JSON.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "kein gültiges JSON in UTF-8"
        raise DecisionError(
            "KT-A08",
            f"Die Entscheidungen lassen sich nicht lesen ({reason}).",
            "Nennen Sie die Datei, die „klartext review“ geschrieben hat.",
            str(path),
        ) from problem


def take_up(start: Review, kept: Path) -> Resumed:
    """Return the review with the decisions of a file taken again; without the file it begins."""
    from klartext.decisions import Resumed, from_dict, resume, to_steps

    if not kept.exists():
        return Resumed(start, ())
    log = from_dict(read_json(kept), start.first.letter.document)
    return resume(start, to_steps(log, with_text=True))


def keep(review: Review, path: Path) -> None:
    """Write the decisions so that a crash leaves either the old file or the new one, never half of one.

    Raises:
        InputError: KT-A02, the file cannot be written.
    """
    from klartext.decisions import to_dict

    part = path.with_name(f"{path.name}.neu")
    with writing(path):
        with part.open("w", encoding="utf-8", newline="\n") as file:
            json.dump(to_dict(review), file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)


def check_protocol_name(path: Path | None) -> None:
    """Refuse a protocol that could not be written, before the work is done.

    Raises:
        InputError: KT-A09.
    """
    if path is not None and path.suffix.lower() not in PROTOCOLS:
        raise InputError(
            "KT-A09",
            f"Ein Protokoll mit der Endung „{path.suffix}“ kann Klartext nicht schreiben.",
            f"Nennen Sie eine Datei mit der Endung {', '.join(PROTOCOLS)}.",
            str(path),
        )


def write_protocol(review: Review, path: Path) -> None:
    """Write the protocol in the format of its ending."""
    from klartext.protokoll import protokoll, to_csv, to_html, to_json

    writers = {".json": to_json, ".csv": to_csv, ".html": to_html}
    write(path, writers[path.suffix.lower()](protokoll(review)))
