"""One sheet of paper for a report of many parts: the browser prints it so, and LibreOffice makes a PDF file of it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape
from io import BytesIO
from typing import Final

from pypdf import PdfReader, PdfWriter

from klartext.word.office import printed

_WIDTH, _HEIGHT = 210.0, 297.0
"""A4 in millimetres."""
_MARGIN: Final = 9.0
_GAP: Final = 6.0
_LARGEST, _SMALLEST = 9.0, 5.0
"""Sizes of the letters in points."""
_POINT: Final = 25.4 / 72
_STEPS: Final = (1.0, 1.12, 1.25, 1.4, 1.6, 1.8, 2.1, 2.5)
"""How much smaller than at most the letters may be, one after the other, until all fits on the sheet."""
_DRAWING: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_SIZE: Final = re.compile(r'viewBox="0 [\d.]+ (\d+) ([\d.]+)"')
_TAG: Final = re.compile(r"<[^>]*>")
_BLOCK: Final = re.compile(r"</(?:tr|p|li|h2)>")
_LINES: Final = re.compile(r'<p class="aeste">(.*?)</p>', re.DOTALL)
_LINE: Final = re.compile(r'<span class="ast">(.*?)</span>', re.DOTALL)
_HIGHEST_DRAWING: Final = 55.0
_COLUMNS: Final = 5
_SCREEN: Final = """
.baum{overflow-x:auto}
.aeste .ast{display:inline-block;margin-right:1.2em}
td,th{vertical-align:top}
"""
_PRINT: Final = """
@media print{
@page{size:A4;margin:%(margin)smm}
body{font-size:%(size).2fpt;line-height:1.22;max-width:none;margin:0;padding:0;color:#000;background:#fff}
h1{font-size:1.5em;margin:0 0 .2em}
h2{font-size:1.12em;margin:.55em 0 .1em;break-after:avoid}
p,ul,ol{margin:.1em 0}
ul,ol{padding-left:1.3em}
li{margin:0 0 .2em;break-inside:avoid}
table{width:100%%}
td,th{padding:.08em .6em .08em 0}
td{overflow-wrap:anywhere}
.baum{overflow:visible}
.baum svg{display:block;width:100%%!important;height:auto!important;max-height:%(drawing)smm;margin:0 auto}
.aeste{columns:%(columns)s;column-gap:3mm;font-size:.88em}
.aeste .ast{display:block;margin:0}
.spalten{columns:2;column-gap:%(gap)smm}
}
"""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands below it; what is ``wide`` takes the whole width and comes first."""

    heading: str
    text: str
    wide: bool = False

    @property
    def html(self) -> str:
        """The part as it stands in the page."""
        return f"<h2>{escape(self.heading)}</h2>\n{self.text}"


def body(parts: Sequence[Part]) -> str:
    """Return the parts for a page of its own or a tab; on paper they stand in two columns."""
    wide, narrow = _sorted(parts)
    return f'<div class="breit">{_joined(wide)}</div>\n<div class="spalten">{_joined(narrow)}</div>\n'


def style(parts: Sequence[Part]) -> str:
    """Return the style with which the browser prints the parts on one sheet."""
    told = {"margin": _MARGIN, "size": _fitting(parts), "drawing": _HIGHEST_DRAWING, "gap": _GAP, "columns": _COLUMNS}
    return _SCREEN + _PRINT % told


def pdf(title: str, parts: Sequence[Part], source: str = "Seite") -> bytes:
    """Return the parts as a PDF file of one sheet.

    LibreOffice lays them out on a larger sheet, which is then made smaller; that way the letters fit without a guess.

    Raises:
        WordError: KT-O05 LibreOffice is not there, KT-O06 it could not convert the page.
    """
    wanted = _LARGEST / _fitting(parts)
    start = max((at for at, step in enumerate(_STEPS) if step <= wanted), default=0)
    for step in _STEPS[max(0, start - 1) :]:
        made = PdfReader(BytesIO(printed(_for_office(title, parts, step), source)))
        if len(made.pages) == 1:
            break
    out, written = PdfWriter(), BytesIO()
    first = out.add_page(made.pages[0])
    first.scale_to(_WIDTH / _POINT, _HEIGHT / _POINT)
    out.add_metadata({"/Title": title})
    out.write(written)
    return written.getvalue()


def _sorted(parts: Sequence[Part]) -> tuple[list[Part], list[Part]]:
    return [p for p in parts if p.wide], [p for p in parts if not p.wide]


def _joined(parts: Sequence[Part]) -> str:
    return "".join(part.html for part in parts)


def _fitting(parts: Sequence[Part]) -> float:
    """Return the size of letters, in points, with which the parts surely fit on the sheet."""
    size = _LARGEST
    while size > _SMALLEST and _needed(parts, size) > _HEIGHT - 2 * _MARGIN:
        size -= 0.1
    return size


def _needed(parts: Sequence[Part], size: float) -> float:
    """Return how many millimetres the parts take at most."""
    line, letter = size * _POINT * 1.3, size * _POINT * 0.52
    whole = _WIDTH - 2 * _MARGIN
    wide, narrow = _sorted(parts)
    above = sum(_lines(p, whole / letter) * line + _drawn(p, whole) for p in wide)
    return 2.5 * line + above + sum(_lines(p, (whole - _GAP) / 2 / letter) for p in narrow) * line / 2 + 4 * line


def _lines(part: Part, letters: float) -> float:
    """Return how many lines a part takes; cells and lines are not filled to their end."""
    blocks = (unescape(_TAG.sub(" ", block)) for block in _BLOCK.split(_DRAWING.sub("", part.text)))
    return 1.8 + sum(0.15 + -(-1.2 * len(" ".join(b.split())) // letters) for b in blocks if b.strip())


def _drawn(part: Part, width: float) -> float:
    found = _SIZE.search(part.text)
    return min(_HIGHEST_DRAWING, width * float(found[2]) / float(found[1])) if found else 0.0


def _for_office(title: str, parts: Sequence[Part], step: float) -> str:
    """Return the page as LibreOffice lays it out: a table for the columns, a picture for the drawing."""
    wide, narrow = _sorted(parts)
    left, right = _halves(narrow)
    width = (_WIDTH - 2 * _MARGIN) * step

    def picture(svg: re.Match[str]) -> str:
        data = b64encode(svg[0].encode("utf-8")).decode("ascii")
        found = _SIZE.search(svg[0])
        ratio = float(found[2]) / float(found[1]) if found else 0.3
        across = min(width, _HIGHEST_DRAWING * step / ratio) / 25.4 * 96
        return (
            f'<img width="{across:.0f}" height="{across * ratio:.0f}" alt="Satzbaum"'
            f' src="data:image/svg+xml;base64,{data}">'
        )

    top = _LINES.sub(_in_columns, _DRAWING.sub(picture, _joined(wide)))
    return (
        (
            '<!doctype html><html lang="de"><head><meta charset="utf-8">'
            f"<title>{escape(title)}</title><style>"
            f"@page{{size:{_WIDTH * step:.1f}mm {_HEIGHT * step:.1f}mm;margin:{_MARGIN * step:.1f}mm}}"
            f"body,td,th,p,li{{font-family:sans-serif;font-size:{_LARGEST}pt;line-height:1.15;text-align:left}}"
            "h1,h2{font-family:sans-serif;margin-left:0;text-indent:0}h1{font-size:14pt;margin:0}"
            "h2{font-size:10pt;margin-top:5pt;margin-bottom:1pt}p,li{margin-top:0;margin-bottom:1pt}"
            "ul,ol{margin-top:0;margin-bottom:1pt;margin-left:12pt;padding-left:0}th{font-weight:bold}"
            f"</style></head><body><h1>{escape(title)}</h1>{top}"
            '<table width="100%" cellpadding="0" cellspacing="0"><tr>'
            f'<td width="49%">{left}</td><td width="2%">&nbsp;</td><td width="49%">{right}</td>'
            "</tr></table></body></html>"
        )
        .replace("<td", '<td valign="top"')
        .replace("<th", '<th valign="top"')
    )


def _in_columns(lines: re.Match[str]) -> str:
    """Return the lines of a tree side by side, as a table."""
    found = _LINE.findall(lines[1])
    high = -(-len(found) // _COLUMNS)
    cells = "".join(
        f'<td width="{100 // _COLUMNS}%">{"<br>".join(found[at : at + high])}</td>' for at in range(0, len(found), high)
    )
    return f'<table width="100%" cellpadding="0" cellspacing="0"><tr>{cells}</tr></table>'


def _halves(parts: Sequence[Part]) -> tuple[str, str]:
    """Return the parts as two columns of about the same length."""
    sizes = [_lines(p, 70) for p in parts]
    cut = min(range(len(parts) + 1), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))
    return _joined(parts[:cut]), _joined(parts[cut:])
