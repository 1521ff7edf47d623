"""The second look: suggestions that somebody judges without knowing what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Literal, get_args

from sqlalchemy import Connection, and_, delete, exists, select

from klartext.store.tables import decisions, judgements

Verdict = Literal["right", "wrong", "harmful"]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)


@dataclass(frozen=True, slots=True)
class Item:
    """A suggestion as a second person sees it: the sentence before and after, nothing about the decision."""

    letter: str
    mark: str
    rule: str
    origin: str
    sentence: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a second person says about the suggestion behind a decision."""

    letter: str
    mark: str
    reviewer: str
    verdict: Verdict
    time: datetime
    remark: str | None = None


def items(connection: Connection) -> tuple[Item, ...]:
    """Return the suggestions whose sentences are kept, each once, in an order that does not depend on decisions."""
    c = decisions.c
    query = select(c.letter, c.mark, c.rule, c.origin, c.sentence, c.proposed).where(c.sentence.is_not(None))
    found = {(r.letter, r.rule, r.sentence, r.proposed): Item(*r) for r in connection.execute(query.order_by(c.mark))}
    return tuple(sorted(found.values(), key=lambda item: item.mark))


def decided_by(connection: Connection, person: str, letter: str | None = None) -> frozenset[tuple[str, str]]:
    """Return letter and mark of the suggestions that a person decided about, of all letters or of one.

    A suggestion that several people decided about has several marks; all of them count.
    """
    c, own = decisions.c, decisions.alias("own")
    same = and_(*(c[name] == own.c[name] for name in ("letter", "rule", "sentence", "proposed")))
    query = select(c.letter, c.mark).join_from(decisions, own, same).where(own.c.person == person)
    if letter is not None:
        query = query.where(c.letter == letter)
    return frozenset((row.letter, row.mark) for row in connection.execute(query))


def is_known(connection: Connection, judgement: Judgement) -> bool:
    """Whether there is a decision that a judgement belongs to."""
    c = decisions.c
    query = select(exists().where(c.letter == judgement.letter, c.mark == judgement.mark))
    return bool(connection.execute(query).scalar_one())


def judgements_with_rules(connection: Connection) -> tuple[tuple[Judgement, str], ...]:
    """Return every judgement with the rule of its suggestion, the earliest first."""
    j, d = judgements.c, decisions.c
    query = (
        select(j.letter, j.mark, j.reviewer, j.verdict, j.time, j.remark, d.rule)
        .join_from(judgements, decisions, and_(j.letter == d.letter, j.mark == d.mark))
        .order_by(j.time, j.id)
    )
    return tuple(
        (Judgement(r.letter, r.mark, r.reviewer, r.verdict, r.time.replace(tzinfo=UTC), r.remark), r.rule)
        for r in connection.execute(query)
    )


def drop_orphans(connection: Connection) -> None:
    """Delete judgements whose decision is gone."""
    known = exists().where(decisions.c.letter == judgements.c.letter, decisions.c.mark == judgements.c.mark)
    connection.execute(delete(judgements).where(~known))
