"""Recording, listing, counting, exporting and deleting decisions, and keeping a review that is not finished."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from sqlalchemy import ColumnElement, Engine, delete, func, select
from sqlalchemy.dialects.sqlite import insert

from klartext.decisions import Entry, Resumed, Review, Step, resume, text_hash, to_steps, utc_now
from klartext.errors import StoreError
from klartext.records import DecisionKind
from klartext.spans import Span
from klartext.store.database import decisions, drafts, open_engine, shrink_log, writing

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded decision; the three wordings are None unless texts are kept."""

    letter: str
    number: int
    time: datetime
    person: str
    kind: DecisionKind
    in_force: bool
    insisted: bool
    rule: str
    category: str | None
    origin: str
    reason: str | None
    klartext: str
    pipeline: str
    rules: str
    model: str | None
    original: str | None
    replacement: str | None
    final: str | None


@dataclass(frozen=True, slots=True)
class RuleStats:
    """How people took the suggestions of one rule; decisions taken back or overtaken do not count."""

    rule: str
    accepted: int
    edited: int
    rejected: int

    @property
    def acceptance(self) -> float:
        """The share of decisions that took the suggestion, as it was or in the person's own words."""
        return (self.accepted + self.edited) / (self.accepted + self.edited + self.rejected)


@dataclass(frozen=True, slots=True)
class Draft:
    """A review in progress."""

    letter: str
    saved: datetime
    steps: tuple[Step, ...]

    def resume(self, review: Review) -> Resumed:
        """Take the decisions again on a review of the same letter without any decision.

        Raises:
            StoreError: KT-S05, the draft belongs to another letter.
        """
        if text_hash(review.first.letter.document) != self.letter:
            raise StoreError(
                "KT-S05",
                "Die gespeicherte Bearbeitung gehört zu einem anderen Text.",
                "Öffnen Sie den Brief, für den sie angelegt wurde, oder beginnen Sie neu.",
                review.first.letter.document.source,
            )
        return resume(review, self.steps)


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """An open store; close it, or use it in a ``with`` block."""

    path: Path
    with_text: bool
    clock: Callable[[], datetime]
    engine: Engine

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.engine.dispose()

    # --- decisions --------------------------------------------------------------------------------------------------

    def record(self, review: Review) -> int:
        """Keep the decisions of a review and return how many it has; recording it again only brings it up to date."""
        letter = text_hash(review.first.letter.document)
        holding = {e.number for e in review.in_force}
        rows = [self._row(review, letter, e, e.number in holding) for e in review.decisions]
        with writing(self.engine, self.path) as connection:
            for row in rows:
                added = insert(decisions).values(row)
                connection.execute(
                    added.on_conflict_do_update(
                        index_elements=["letter", "mark"], set_={"in_force": added.excluded.in_force}
                    )
                )
        return len(rows)

    def list_decisions(
        self,
        *,
        rule: str | None = None,
        category: str | None = None,
        kind: DecisionKind | None = None,
        person: str | None = None,
        letter: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        limit: int | None = None,
    ) -> tuple[Recorded, ...]:
        """Return recorded decisions, the latest first; every filter that is given must hold.

        ``since`` is included, ``until`` is not; both must be aware times.
        """
        equal = {"rule": rule, "category": category, "kind": kind, "person": person, "letter": letter}
        wanted: list[ColumnElement[bool]] = [decisions.c[n] == v for n, v in equal.items() if v is not None]
        if since is not None:
            wanted.append(decisions.c.time >= _naive(since))
        if until is not None:
            wanted.append(decisions.c.time < _naive(until))
        query = select(decisions).where(*wanted).order_by(decisions.c.time.desc(), decisions.c.id.desc()).limit(limit)
        with writing(self.engine, self.path) as connection:
            return tuple(_recorded(row) for row in connection.execute(query).mappings())

    def stats(self) -> tuple[RuleStats, ...]:
        """Return how the rules fared, the most decided ones first."""
        query = (
            select(decisions.c.rule, decisions.c.kind, func.count())
            .where(decisions.c.in_force)
            .group_by(decisions.c.rule, decisions.c.kind)
        )
        found: dict[str, dict[str, int]] = {}
        with writing(self.engine, self.path) as connection:
            for rule, kind, number in connection.execute(query):
                found.setdefault(rule, {"accepted": 0, "edited": 0, "rejected": 0})[kind] = number
        rows = [RuleStats(rule, **counts) for rule, counts in found.items()]
        return tuple(sorted(rows, key=lambda s: (-(s.accepted + s.edited + s.rejected), s.rule)))

    def export(self, path: Path) -> int:
        """Write all decisions to a file and return how many; its ending, .csv or .json, names the format.

        Raises:
            StoreError: KT-S04, another ending or the file cannot be written.
        """
        rows = [asdict(r) | {"time": r.time.isoformat()} for r in reversed(self.list_decisions())]
        match path.suffix.lower():
            case ".json":
                text = json.dumps({"schema_version": 1, "decisions": rows}, ensure_ascii=False, indent=2) + "\n"
                encoding = "utf-8"
            case ".csv":
                text, encoding = _csv(rows), "utf-8-sig"
            case _:
                raise StoreError(
                    "KT-S04",
                    f"Das Format „{path.suffix}“ kann Klartext nicht schreiben.",
                    "Geben Sie eine Datei mit der Endung .csv oder .json an.",
                    str(path),
                )
        try:
            path.write_text(text, encoding=encoding, newline="")
        except OSError as error:
            raise StoreError(
                "KT-S04",
                f"Die Datei lässt sich nicht schreiben ({error.strerror or error}).",
                "Prüfen Sie Ordner und Schreibrechte.",
                str(path),
            ) from error
        return len(rows)

    def purge(self, before: datetime | None = None, *, everything: bool = False) -> int:
        """Delete decisions and drafts older than an aware time, or everything; return how many rows went.

        What is deleted is also overwritten in the file.

        Raises:
            ValueError: Neither or both were asked for.
        """
        if (before is None) == (not everything):
            raise ValueError("name either a time or everything")
        gone = 0
        with writing(self.engine, self.path) as connection:
            for table, time in ((decisions, decisions.c.time), (drafts, drafts.c.saved)):
                query = delete(table) if before is None else delete(table).where(time < _naive(before))
                gone += connection.execute(query).rowcount
        shrink_log(self.engine)
        return gone

    # --- reviews in progress ----------------------------------------------------------------------------------------

    def save_draft(self, review: Review) -> None:
        """Keep a review as it stands; when this returns, it survives the end of the process."""
        steps = json.dumps([_step_dict(s) for s in to_steps(review.log, self.with_text)], ensure_ascii=False)
        values = {"saved": _naive(self.clock()), "steps": steps}
        added = insert(drafts).values(letter=text_hash(review.first.letter.document), **values)
        with writing(self.engine, self.path) as connection:
            connection.execute(added.on_conflict_do_update(index_elements=["letter"], set_=values))

    def load_draft(self, letter: str) -> Draft | None:
        """Return the review in progress of the letter with this hash (``decisions.text_hash``).

        Raises:
            StoreError: KT-S06, the draft is damaged.
        """
        with writing(self.engine, self.path) as connection:
            row = connection.execute(select(drafts).where(drafts.c.letter == letter)).mappings().one_or_none()
        if row is None:
            return None
        try:
            steps = tuple(_step(item) for item in json.loads(row["steps"]))
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(
                "KT-S06",
                "Die gespeicherte Bearbeitung ist beschädigt.",
                "Verwerfen Sie sie und entscheiden Sie neu. Ihr Brief ist davon nicht betroffen.",
                str(self.path),
            ) from error
        return Draft(letter, row["saved"].replace(tzinfo=UTC), steps)

    def drop_draft(self, letter: str) -> bool:
        """Forget the review in progress of a letter; return whether there was one."""
        with writing(self.engine, self.path) as connection:
            return bool(connection.execute(delete(drafts).where(drafts.c.letter == letter)).rowcount)

    def _row(self, review: Review, letter: str, entry: Entry, in_force: bool) -> dict[str, Any]:
        decision, versions = entry.decision, review.first.versions
        told = (entry.number, decision.time.isoformat(), decision.person, decision.kind, decision.rule, decision.span)
        row = {
            "letter": letter,
            "mark": sha256(repr(told).encode("utf-8")).hexdigest(),
            "number": entry.number,
            "time": _naive(decision.time),
            "person": decision.person,
            "kind": decision.kind,
            "in_force": in_force,
            "insisted": entry.insisted,
            "rule": decision.rule,
            "category": entry.category,
            "origin": decision.origin,
            "reason": decision.reason,
            "klartext": versions.klartext,
            "pipeline": versions.pipeline,
            "rules": versions.rules,
            "model": versions.model,
        }
        if self.with_text:
            row |= {"original": decision.original, "replacement": decision.replacement, "final": decision.final}
        return row


def open_store(path: Path, with_text: bool = False, clock: Callable[[], datetime] = utc_now) -> Store:
    """Open the store in a file, and create it where there is none.

    Args:
        path: The file; its folder is created.
        with_text: Whether wordings of the letter may be kept. Without it, a person's own words in an unfinished review
            are not kept either, and that decision has to be made again.
        clock: Must return an aware time.

    Raises:
        StoreError: KT-S01 the file cannot be opened or is no store, KT-S02 it has another format.
    """
    return Store(path, with_text, clock, open_engine(path))


def _naive(time: datetime) -> datetime:
    """Return a time in UTC as the file keeps it."""
    if time.tzinfo is None:
        raise ValueError("an aware time is needed")
    return time.astimezone(UTC).replace(tzinfo=None)


def _recorded(row: Any) -> Recorded:  # noqa: ANN401 - a row of the database
    values = {f.name: row[f.name] for f in fields(Recorded)}
    return Recorded(**(values | {"time": row["time"].replace(tzinfo=UTC)}))


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    names = [f.name for f in fields(Recorded)]
    writer.writerow(names)
    writer.writerows([_cell(row[name]) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return "'" + text if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _step_dict(step: Step) -> dict[str, Any]:
    span = None if step.span is None else [step.span.start, step.span.end]
    return asdict(step) | {"time": step.time.isoformat(), "span": span}


def _step(row: dict[str, Any]) -> Step:
    span = None if row["span"] is None else Span(*row["span"])
    time = datetime.fromisoformat(row["time"])
    return Step(**(row | {"time": time, "span": span}))
