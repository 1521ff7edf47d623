"""A document of headings, paragraphs, lists and tables, written once and put out as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from klartext.report.webpage import page, table


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of a row names it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = str | Bullets | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands below it; a plain text is a paragraph."""

    title: str
    blocks: tuple[Block, ...]


def to_markdown(title: str, sections: Iterable[Section]) -> str:
    """Return the document as Markdown."""
    parts = [f"# {title}"]
    for section in sections:
        parts += [f"## {section.title}", *(_markdown(block) for block in section.blocks)]
    return "\n\n".join(parts) + "\n"


def to_html(title: str, sections: Iterable[Section]) -> str:
    """Return the document as one page that loads nothing."""
    body = "".join(f"<h2>{escape(s.title)}</h2>\n{''.join(_html(block) for block in s.blocks)}" for s in sections)
    return page(title, body)


def _markdown(block: Block) -> str:
    if isinstance(block, str):
        return _plain(block)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_plain(point)}" for point in block.points)
    lines = [block.head, tuple("---" for _ in block.head), *block.rows]
    return "\n".join(f"| {' | '.join(_plain(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def _plain(text: str) -> str:
    """Return a text so that Markdown takes no sign of it for layout."""
    return text.translate({ord(sign): f"\\{sign}" for sign in "*_<`"})


def _html(block: Block) -> str:
    if isinstance(block, str):
        return f"<p>{escape(block)}</p>\n"
    if isinstance(block, Bullets):
        return f"<ul>{''.join(f'<li>{escape(point)}</li>' for point in block.points)}</ul>\n"
    return table(block.rows, block.head)
