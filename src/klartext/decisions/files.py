"""Decisions as JSON: to keep them, to hand them on, and to apply them to the same letter again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, TypeVar, get_args

from klartext.checksums import text_sha256
from klartext.compose import check_decision, released_text
from klartext.decisions.log import Entry, Event, Reversal, applied, entries, fits, in_force, reversals
from klartext.decisions.review import Review, normalised_span
from klartext.errors import DecisionError
from klartext.records import Category, Check, Decision, DecisionKind, Document, Protected, Versions
from klartext.spans import Span

SCHEMA_VERSION: Final = 1

_T = TypeVar("_T")


def text_hash(document: Document) -> str:
    """Return the SHA-256 of the letter as it was read."""
    return text_sha256(document.original)


def to_dict(review: Review) -> dict[str, Any]:
    """Return the decisions of a review; offsets count in the text as it was read.

    ``in_force`` is there for readers and is worked out anew when the decisions are read.
    """
    document = review.first.letter.document
    holding = {e.number for e in in_force(review.log)}
    return {
        "schema_version": SCHEMA_VERSION,
        "source": document.source,
        "text_sha256": text_hash(document),
        "klartext": versions_dict(review.first.versions),
        "decisions": [{**_entry_dict(e), "in_force": e.number in holding} for e in entries(review.log)],
        "reversals": [
            {"number": r.number, "action": r.action, "target": r.target, "person": r.person, "time": r.time.isoformat()}
            for r in reversals(review.log)
        ],
    }


def versions_dict(versions: Versions) -> dict[str, str | None]:
    """Return what produced an analysis, named as in the contract."""
    return {
        "version": versions.klartext,
        "pipeline": versions.pipeline,
        "rules": versions.rules,
        "model": versions.model,
    }


def from_dict(data: object, document: Document) -> tuple[Event, ...]:
    """Return the log that a review of this letter can go on with.

    Raises:
        DecisionError: KT-D01 a decision names no person, KT-D08 the data are not valid, KT-D09 they belong to another
            text, KT-D10 a decision does not fit the text.
    """
    reader = _Reader(document.source)
    top = reader.mapping(data, "Die Datei")
    if top.get("schema_version") != SCHEMA_VERSION:
        raise reader.invalid(f"„schema_version“ ist {top.get('schema_version')!r}, erwartet ist {SCHEMA_VERSION}")
    if reader.value(top, "text_sha256", str) != text_hash(document):
        raise DecisionError(
            "KT-D09",
            "Die Entscheidungen gehören zu einem anderen Text.",
            "Wenden Sie sie auf den Brief an, für den sie getroffen wurden, oder entscheiden Sie neu.",
            document.source,
        )
    events: list[Event] = [reader.entry(row, n) for n, row in enumerate(reader.rows(top, "decisions"), 1)]
    events += [reader.reversal(row) for row in reader.rows(top, "reversals", optional=True)]
    log: list[Event] = []
    for event in sorted(events, key=lambda e: e.number):
        if not fits(log, event):
            raise reader.invalid(f"Eintrag {event.number} passt nicht zu den vorigen")
        if isinstance(event, Entry):
            check_decision(document, event.decision)
            if event.decision.kind != "rejected":
                normalised_span(document, event.decision.span)
        elif not event.person.strip():
            raise reader.nobody(event.number)
        log.append(event)
    _refuse_overlaps(document, applied(log))
    return tuple(log)


def apply_decisions(document: Document, data: object, protected: Iterable[Protected] = ()) -> str:
    """Return the letter with recorded decisions applied, and nothing else.

    Raises:
        DecisionError: Any code of ``from_dict``; KT-D11, a fact would be lost.
    """
    holding = applied(from_dict(data, document))
    return released_text(
        document,
        [e.decision for e in holding],
        protected,
        [e.decision.span for e in holding if e.insisted],
    )


def _refuse_overlaps(document: Document, holding: Sequence[Entry]) -> None:
    ordered = sorted(holding, key=lambda e: e.decision.span)
    for left, right in pairwise(ordered):
        if left.decision.span.end > right.decision.span.start:
            raise DecisionError(
                "KT-D10",
                f"Die Entscheidungen {left.number} und {right.number} ändern dieselbe Stelle.",
                "Nehmen Sie eine der beiden aus der Datei.",
                document.source,
            )


def _entry_dict(entry: Entry) -> dict[str, Any]:
    decision = entry.decision
    return {
        "number": entry.number,
        "suggestion": decision.suggestion,
        "kind": decision.kind,
        "person": decision.person,
        "time": decision.time.isoformat(),
        "rule": decision.rule,
        "category": entry.category,
        "origin": decision.origin,
        "start": decision.span.start,
        "end": decision.span.end,
        "original": decision.original,
        "replacement": decision.replacement,
        "final": decision.final,
        "reason": decision.reason,
        "findings": list(decision.findings),
        "explanation": entry.explanation,
        "checks": [c.as_dict() for c in entry.checks],
        "replaces": list(entry.replaces),
        "insisted": entry.insisted,
    }


class _Reader:
    """Reads values out of parsed JSON and says in German what is wrong with them."""

    def __init__(self, source: str) -> None:
        self._source = source

    def entry(self, row: Mapping[str, Any], place: int) -> Entry:
        number = self.value(row, "number", int, place)
        start, end = self.value(row, "start", int), self.value(row, "end", int)
        if not 0 <= start < end:
            raise self.invalid(f"„start“ und „end“ von Eintrag {number} sind kein Bereich")
        person = row.get("person")
        if not isinstance(person, str) or not person.strip():
            raise self.nobody(number)
        kind: DecisionKind = self.one_of(row, "kind", get_args(DecisionKind))
        category: Category | None = row.get("category") and self.one_of(row, "category", get_args(Category))
        original, final = self.value(row, "original", str), self.value(row, "final", str)
        if kind == "rejected" and final != original:
            raise self.invalid(f"Eintrag {number} ist abgelehnt und ändert trotzdem den Text")
        return Entry(
            number=number,
            decision=Decision(
                suggestion=self.value(row, "suggestion", str, ""),
                kind=kind,
                person=person.strip(),
                time=self.time(row, number),
                rule=self.value(row, "rule", str, ""),
                origin=self.value(row, "origin", str, "rule"),
                span=Span(start, end),
                original=original,
                replacement=self.value(row, "replacement", str, final),
                final=final,
                reason=row.get("reason") and self.value(row, "reason", str),
                findings=tuple(self.items(row, "findings", str)),
            ),
            category=category,
            explanation=self.value(row, "explanation", str, ""),
            checks=tuple(self.check(c) for c in self.items(row, "checks", dict)),
            replaces=tuple(self.items(row, "replaces", int)),
            insisted=self.value(row, "insisted", bool, False),
        )

    def reversal(self, row: Mapping[str, Any]) -> Reversal:
        number = self.value(row, "number", int)
        return Reversal(
            number=number,
            action=self.one_of(row, "action", ("undo", "redo")),
            target=self.value(row, "target", int),
            person=self.value(row, "person", str),
            time=self.time(row, number),
        )

    def check(self, row: Mapping[str, Any]) -> Check:
        return Check(
            self.value(row, "name", str),
            self.value(row, "passed", bool),
            self.value(row, "detail", str, ""),
            self.value(row, "doubt", bool, False),
        )

    def time(self, row: Mapping[str, Any], number: int) -> datetime:
        try:
            time = datetime.fromisoformat(self.value(row, "time", str))
        except ValueError as error:
            raise self.invalid(f"„time“ von Eintrag {number} ist keine Zeit") from error
        if time.tzinfo is None:
            raise self.invalid(f"„time“ von Eintrag {number} nennt keine Zeitzone")
        return time

    def one_of(self, row: Mapping[str, Any], key: str, allowed: Sequence[Any]) -> Any:  # noqa: ANN401 - a Literal
        value = row.get(key)
        if value not in allowed:
            raise self.invalid(f"„{key}“ ist {value!r}, erlaubt ist {', '.join(allowed)}")
        return value

    def rows(self, data: Mapping[str, Any], key: str, optional: bool = False) -> list[Mapping[str, Any]]:
        if key not in data and not optional:
            raise self.invalid(f"„{key}“ fehlt")
        return [self.mapping(row, f"Ein Eintrag unter „{key}“") for row in self.items(data, key, dict)]

    def items(self, data: Mapping[str, Any], key: str, kind: type[_T]) -> list[_T]:
        found = data.get(key, [])
        if not isinstance(found, list) or not all(isinstance(item, kind) for item in found):
            raise self.invalid(f"„{key}“ ist keine Liste der erwarteten Art")
        return found

    def mapping(self, data: object, what: str) -> Mapping[str, Any]:
        if not isinstance(data, dict):
            raise self.invalid(f"{what} ist kein JSON-Objekt")
        return data

    def value(self, row: Mapping[str, Any], key: str, kind: type[_T], default: _T | None = None) -> _T:
        value = row.get(key, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.invalid(f"„{key}“ fehlt oder hat die falsche Art")
        return value

    def invalid(self, what: str) -> DecisionError:
        return DecisionError(
            "KT-D08",
            f"Die Entscheidungen sind nicht lesbar: {what}.",
            "Verwenden Sie eine Datei, die Klartext geschrieben hat, und ändern Sie sie nicht von Hand.",
            self._source,
        )

    def nobody(self, number: int) -> DecisionError:
        return DecisionError(
            "KT-D01",
            f"Die Entscheidung {number} nennt keine Person.",
            "Tragen Sie ein, wer entschieden hat. Klartext übernimmt nichts ohne einen Menschen.",
            self._source,
        )
