"""The open store: what may be asked of it, what it keeps and what it deletes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from sqlalchemy import ColumnElement, Engine, delete, select

from klartext.decisions import Review, text_hash, utc_now
from klartext.errors import StoreError
from klartext.records import DecisionKind
from klartext.store import judging, tallies
from klartext.store.database import forget_deleted, insert, open_engine, place_of, writing
from klartext.store.judging import Item, Judgement
from klartext.store.recorded import Recorded, recorded, write_file
from klartext.store.rows import decision_row, naive, shown_rows
from klartext.store.tables import decisions, drafts, judgements, shown
from klartext.store.tallies import Reason, Tally, Wording
from klartext.store.unfinished import Draft, draft_of, kept_steps

_LOOK_EVERY: Final = timedelta(hours=1)


@dataclass(slots=True, eq=False)
class Retention:
    """How long the house keeps anything, and when what is too old was deleted last."""

    days: int
    since: datetime | None = None

    def is_due(self, now: datetime) -> bool:
        """Whether to look again; from then on it counts as done."""
        due = self.since is None or now - self.since >= _LOOK_EVERY
        if due:
            self.since = now
        return due


@dataclass(frozen=True, slots=True, eq=False)
class Store:
    """An open store; close it, or use it in a ``with`` block.

    A server has it open for weeks: what gets older than ``retention`` allows goes with the next use.
    """

    with_text: bool
    clock: Callable[[], datetime]
    engine: Engine
    retention: Retention | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the file or the connections."""
        self.engine.dispose()

    def drop_expired(self) -> None:
        """Delete what is too old by now; called before what is kept is read, and before decisions are recorded."""
        if self.retention is not None and self.retention.is_due(self.clock()):
            self.expire(self.retention.days)

    @property
    def place(self) -> str:
        """Where the store is, without a password."""
        return place_of(self.engine.url)

    # --- decisions --------------------------------------------------------------------------------------------------

    def record(self, review: Review) -> int:
        """Keep the decisions of a review and return how many it has; recording it again only brings it up to date.

        How many suggestions of each rule were shown is kept beside them. When this returns, it survives a power cut.
        """
        self.drop_expired()
        holding = {e.number for e in review.in_force}
        rows = [decision_row(review, e, e.number in holding, self.with_text) for e in review.decisions]
        with writing(self.engine) as connection:
            for row in rows:
                added = insert(self.engine, decisions).values(row)
                connection.execute(
                    added.on_conflict_do_update(
                        index_elements=["letter", "mark"], set_={"in_force": added.excluded.in_force}
                    )
                )
            for seen in shown_rows(review):
                added = insert(self.engine, shown).values(seen)
                connection.execute(
                    added.on_conflict_do_update(
                        index_elements=["letter", "rule", "origin", "klartext", "pipeline", "rules", "model"],
                        set_={"number": added.excluded.number},
                        where=added.excluded.number > shown.c.number,
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
        self.drop_expired()
        equal = {"rule": rule, "category": category, "kind": kind, "person": person, "letter": letter}
        wanted: list[ColumnElement[bool]] = [decisions.c[n] == v for n, v in equal.items() if v is not None]
        if since is not None:
            wanted.append(decisions.c.time >= naive(since))
        if until is not None:
            wanted.append(decisions.c.time < naive(until))
        query = select(decisions).where(*wanted).order_by(decisions.c.time.desc(), decisions.c.id.desc()).limit(limit)
        with writing(self.engine) as connection:
            return tuple(recorded(row) for row in connection.execute(query).mappings())

    def tallies(self) -> tuple[Tally, ...]:
        """Return how many suggestions were shown and decided, by month, rule and version."""
        self.drop_expired()
        with writing(self.engine) as connection:
            return tallies.tallies(connection)

    def reasons(self) -> tuple[Reason, ...]:
        """Return what people gave as the reason of a rejection, by rule, the most frequent first."""
        self.drop_expired()
        with writing(self.engine) as connection:
            return tallies.reasons(connection)

    def rejected_wordings(self) -> tuple[Wording, ...]:
        """Return the words at which people rejected a rule's suggestion; none where texts are not kept."""
        self.drop_expired()
        with writing(self.engine) as connection:
            return tallies.rejected_wordings(connection)

    # --- a second person's judgement --------------------------------------------------------------------------------

    def items(self) -> tuple[Item, ...]:
        """Return the suggestions that can be judged a second time: those whose sentences are kept."""
        self.drop_expired()
        with writing(self.engine) as connection:
            return judging.items(connection)

    def decided_by(self, person: str) -> frozenset[tuple[str, str]]:
        """Return letter and mark of the items that a person decided about; a second look needs somebody else."""
        with writing(self.engine) as connection:
            return judging.decided_by(connection, person)

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement; a later one by the same person takes the place of the former.

        Raises:
            StoreError: KT-S08, no decision belongs to it; KT-S12, the person decided about it.
        """
        with writing(self.engine) as connection:
            known = judging.is_known(connection, judgement)
            own = judging.decided_by(connection, judgement.reviewer, judgement.letter)
            if known and (judgement.letter, judgement.mark) not in own:
                row = asdict(judgement) | {"time": naive(judgement.time)}
                added = insert(self.engine, judgements).values(row)
                connection.execute(
                    added.on_conflict_do_update(
                        index_elements=["letter", "mark", "reviewer"],
                        set_={n: row[n] for n in ("verdict", "remark", "time")},
                    )
                )
        if (judgement.letter, judgement.mark) in own:
            raise StoreError(
                "KT-S12",
                "Über diesen Vorschlag haben Sie selbst entschieden.",
                "Eine zweite Durchsicht braucht eine andere Person.",
                self.place,
            )
        if not known:
            raise StoreError(
                "KT-S08",
                "Zu diesem Urteil gibt es keine festgehaltene Entscheidung.",
                "Ziehen Sie eine neue Stichprobe aus diesem Speicher, mit „klartext log sample“.",
                self.place,
            )

    def judgements(self) -> tuple[tuple[Judgement, str], ...]:
        """Return every judgement with the rule of its suggestion, the earliest first."""
        self.drop_expired()
        with writing(self.engine) as connection:
            return judging.judgements_with_rules(connection)

    # --- handing out and deleting -----------------------------------------------------------------------------------

    def export(self, path: Path) -> int:
        """Write all decisions to a file and return how many; its ending, .csv or .json, names the format.

        Raises:
            StoreError: KT-S04, another ending or the file cannot be written.
        """
        rows = tuple(reversed(self.list_decisions()))
        write_file(rows, path)
        return len(rows)

    def purge(self, before: datetime | None = None, *, everything: bool = False) -> int:
        """Delete decisions, judgements and drafts older than an aware time, or everything; return how many went.

        What is deleted is also overwritten in a file. The count of what was shown goes with them, uncounted.

        Raises:
            ValueError: Neither or both were asked for.
        """
        if (before is None) == (not everything):
            raise ValueError("name either a time or everything")
        gone = 0
        with writing(self.engine) as connection:
            for table, time in (
                (decisions, decisions.c.time),
                (drafts, drafts.c.saved),
                (judgements, judgements.c.time),
                (shown, shown.c.time),
            ):
                query = delete(table) if before is None else delete(table).where(time < naive(before))
                went = connection.execute(query).rowcount
                gone += went if table is not shown else 0
            judging.drop_orphans(connection)
        if gone:
            forget_deleted(self.engine)
        return gone

    def expire(self, days: int) -> int:
        """Delete what is older than the house wants to keep; return how many rows went."""
        return self.purge(self.clock() - timedelta(days=days))

    # --- reviews in progress ----------------------------------------------------------------------------------------

    def save_draft(self, review: Review) -> None:
        """Keep a review as it stands; when this returns, it survives the end of the process."""
        values = {"saved": naive(self.clock()), "steps": kept_steps(review, self.with_text)}
        added = insert(self.engine, drafts).values(letter=text_hash(review.first.letter.document), **values)
        with writing(self.engine) as connection:
            connection.execute(added.on_conflict_do_update(index_elements=["letter"], set_=values))

    def load_draft(self, letter: str) -> Draft | None:
        """Return the review in progress of the letter with this hash (``decisions.text_hash``).

        Raises:
            StoreError: KT-S06, the draft is damaged.
        """
        self.drop_expired()
        with writing(self.engine) as connection:
            row = connection.execute(select(drafts).where(drafts.c.letter == letter)).mappings().one_or_none()
        return draft_of(letter, row["saved"], row["steps"], self.place) if row is not None else None


def open_store(
    where: Path | str,
    with_text: bool = False,
    clock: Callable[[], datetime] = utc_now,
    keep_days: int | None = None,
) -> Store:
    """Open the store in a file or a database, create it where there is none, and delete what is too old.

    Args:
        where: A file, whose folder is created, or the URL of a PostgreSQL database.
        with_text: Whether wordings of the letter may be kept. Without it, a person's own words in an unfinished review
            are not kept either, and that decision has to be made again.
        clock: Must return an aware time.
        keep_days: How long anything is kept; None for as long as nobody deletes it.

    Raises:
        StoreError: KT-S01 it cannot be opened or is no store, KT-S02 it has a newer format, KT-S07 the package for
            PostgreSQL is missing.
    """
    store = Store(with_text, clock, open_engine(where), Retention(keep_days) if keep_days is not None else None)
    store.drop_expired()
    return store
