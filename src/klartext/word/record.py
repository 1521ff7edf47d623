"""What a Word file remembers of its changes, so that it can be read back: places and hashes, no words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Final, Literal
from uuid import NAMESPACE_URL, uuid5

from docx.oxml.parser import parse_xml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from klartext.checksums import text_sha256
from klartext.decisions import Step, text_hash, to_steps
from klartext.documents.archive import Archive
from klartext.documents.labels import Element
from klartext.records import ActorAnswer
from klartext.spans import Span
from klartext.word.changes import Change, Changes
from klartext.word.package import Package
from klartext.word.revisions import word_time

_NAMESPACE: Final = "urn:klartext:word"
_STORE_NS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml"
_PROPERTIES_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_PROPERTIES_TYPE: Final = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


class Place(BaseModel):
    """One change: ``start`` and ``end`` count in the text as it was read.

    The new words, without blank lines, are told by length and hash.
    """

    model_config = ConfigDict(frozen=True)

    suggestion: str
    rule: str
    origin: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    new_length: int = Field(ge=0)
    new_hash: str
    offered_hash: str
    author: str
    date: str
    open: bool

    @property
    def span(self) -> Span:
        """The place in the text as it was read."""
        return Span(self.start, self.end)


class StepRecord(BaseModel):
    """A step of the review before the file was written, without wording."""

    model_config = ConfigDict(frozen=True)

    number: int
    action: Literal["accepted", "rejected", "edited", "undo", "redo"]
    person: str
    time: datetime
    target: int | None = None
    rule: str = ""
    origin: str = ""
    start: int | None = None
    end: int | None = None
    final_hash: str = ""
    insisted: bool = False

    def step(self, final: str | None = None) -> Step:
        """Return the step, with the wording where it is known."""
        span = None if self.start is None or self.end is None else Span(self.start, max(self.start, self.end))
        return Step(
            self.number, self.action, self.person, self.time, self.target, self.rule, self.origin, span,
            self.final_hash, final, None, self.insisted,
        )  # fmt: skip


class Record(BaseModel):
    """Everything a Word file remembers; ``foreign`` are the tracked changes that were there before."""

    model_config = ConfigDict(frozen=True)

    schema_version: Literal[1] = 1
    text_sha256: str
    klartext: str
    rules: str
    actor: ActorAnswer = ""
    places: tuple[Place, ...]
    steps: tuple[StepRecord, ...]
    foreign: frozenset[str]


def squashed(text: str) -> str:
    """Return a text without blank lines."""
    return re.sub(r"\n{2,}", "\n", text)


def revision_hash(author: str | None, date: str | None) -> str:
    """Return what tells tracked changes of one person and time from others, without naming the person."""
    return text_sha256(f"{author}\x1f{date}")


def record_of(changes: Changes, made: Iterable[Change], foreign: Iterable[str]) -> Record:
    """Return what to remember of the changes that were made; ``foreign`` are hashes of revisions of others."""
    return Record(
        text_sha256=text_hash(changes.document),
        klartext=changes.versions.klartext,
        rules=changes.versions.rules,
        actor=changes.actor,
        places=tuple(_place(change) for change in made),
        steps=tuple(_step_record(step) for step in to_steps(changes.log, with_text=False)),
        foreign=frozenset(foreign),
    )


def keep(record: Record, package: Package, main: str) -> None:
    """Put the record into a package."""
    item = package.free("/customXml/item{}.xml")
    properties = item.replace("/item", "/itemProps")
    root = parse_xml(f'<klartext xmlns="{_NAMESPACE}"/>')
    root.text = json.dumps(record.model_dump(mode="json"))
    package.write(item, root)
    name = str(uuid5(NAMESPACE_URL, record.text_sha256)).upper()
    package.add(
        properties,
        parse_xml(
            f'<ds:datastoreItem xmlns:ds="{_STORE_NS}" ds:itemID="{{{name}}}"><ds:schemaRefs>'
            f'<ds:schemaRef ds:uri="{_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
        ),
        _PROPERTIES_TYPE,
    )
    package.relate(main, _KIND, item)
    package.relate(item, _PROPERTIES_KIND, properties)


def find(archive: Archive) -> Record | None:
    """Return the record that a file holds, the latest where it holds several; None without a valid one."""
    names = [n for n in archive.names if n.startswith("customXml/") and n.endswith(".xml")]
    for name in sorted(names, key=lambda n: (len(n), n), reverse=True):
        try:
            root: Element = parse_xml(archive.read(name))
            if root.tag == f"{{{_NAMESPACE}}}klartext":
                return Record.model_validate_json(root.text or "")
        except (SyntaxError, ValidationError):  # lxml's errors are syntax errors
            continue
    return None


def _place(change: Change) -> Place:
    return Place(
        suggestion=change.suggestion,
        rule=change.rule,
        origin=change.origin,
        start=change.edit.span.start,
        end=change.edit.span.end,
        new_length=len(squashed(change.edit.replacement)),
        new_hash=text_sha256(squashed(change.edit.replacement)),
        offered_hash=text_sha256(change.offered),
        author=change.author,
        date=word_time(change.time),
        open=change.is_open,
    )


def _step_record(step: Step) -> StepRecord:
    return StepRecord(
        number=step.number,
        action=step.action,
        person=step.person,
        time=step.time,
        target=step.target,
        rule=step.rule,
        origin=step.origin,
        start=step.span.start if step.span else None,
        end=step.span.end if step.span else None,
        final_hash=step.final_hash,
        insisted=step.insisted,
    )
