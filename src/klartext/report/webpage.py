"""The report as one HTML page that loads nothing, runs nothing and can be printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from klartext.records import Analysis, Checklist, ChecklistPoint, Finding, Suggestion
from klartext.report.places import notes, original_span, original_text
from klartext.report.preview import by_finding
from klartext.report.words import (
    CHECKLIST_WORDS,
    SEVERITY_WORDS,
    checklist_title,
    held_back_line,
    open_question,
    score_rows,
    shorten,
    summary,
)

_STYLE = """
:root{color-scheme:light dark;--s1:#1d5c8a;--s2:#8a5a00;--s3:#a4161a}
@media(prefers-color-scheme:dark){:root{--s1:#8cc8f5;--s2:#f2c46d;--s3:#ff9a9a}}
body{font:16px/1.55 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
.brief{white-space:pre-wrap;border:1px solid #8888;border-radius:.4rem;padding:1rem;overflow-wrap:anywhere}
mark{background:none;color:inherit;border-bottom:2px solid}
mark a{color:inherit;text-decoration:none}
.s1{border-color:var(--s1)}
.s2{border-color:var(--s2);border-bottom-style:dashed}
.s3{border-color:var(--s3);border-bottom:4px double var(--s3)}
li{margin:0 0 1rem}
.stufe{font-weight:600}
.t1{color:var(--s1)}.t2{color:var(--s2)}.t3{color:var(--s3)}
ins{font-weight:600;text-decoration:none}
table{border-collapse:collapse}
td,th{border-bottom:1px solid #8886;padding:.2rem .8rem .2rem 0;text-align:left;font-weight:normal}
thead th{font-weight:600}
.balken{display:inline-block;height:.7em;background:var(--s1)}
"""


def to_html(analyses: Sequence[Analysis]) -> str:
    """Return a page with the marked letters, their findings, suggestions and figures."""
    return page("Klartext-Prüfung", "".join(_section(f"brief{at}-", a) for at, a in enumerate(analyses, 1)))


def page(title: str, body: str, style: str = "") -> str:
    """Return a whole page; its policy forbids every request and every script. ``style`` is added to the common one."""
    return (
        '<!doctype html>\n<html lang="de">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>\n"
        f"<body>\n<h1>{escape(title)}</h1>\n{body}</body>\n</html>\n"
    )


def table(rows: Iterable[Sequence[str]], head: Sequence[str] = ()) -> str:
    """Return a table; the first cell of each row is its heading, cells are plain text."""
    top = f"<thead><tr>{''.join(f'<th scope=col>{escape(h)}</th>' for h in head)}</tr></thead>" if head else ""
    body = "".join(
        f"<tr><th scope=row>{escape(first)}</th>{''.join(f'<td>{escape(cell)}</td>' for cell in rest)}</tr>\n"
        for first, *rest in rows
    )
    return f"<table>{top}<tbody>\n{body}</tbody></table>\n"


def _section(anchor: str, analysis: Analysis) -> str:
    remarks = [summary(analysis), held_back_line(analysis), *(f"Anmerkung: {n}" for n in notes(analysis))]
    proposed = by_finding(analysis.suggestions)
    findings = sorted(analysis.findings, key=lambda f: f.span)
    items = (_item(analysis, f, anchor, proposed.get(f.id, ())) for f in findings)
    versions = analysis.versions
    made_by = " · ".join(
        (
            f"Klartext {versions.klartext}",
            versions.pipeline,
            f"Regeln {versions.rules}",
            versions.model or "ohne Modell",
        )
    )
    return (
        f"<section>\n<h2>{escape(analysis.letter.document.source)}</h2>\n"
        f"{''.join(f'<p>{escape(r)}</p>' for r in remarks if r)}\n"
        f'<div class="brief">{"".join(_marked(analysis, anchor))}</div>\n'
        f"<h3>Befunde</h3>\n<ol>\n{''.join(items)}</ol>\n"
        f"{_checklist(analysis, analysis.checklist) if analysis.checklist else ''}"
        f"<h3>Lesbarkeit</h3>\n{table(score_rows(analysis.scores))}"
        f"<p><small>{escape(made_by)}</small></p>\n</section>\n"
    )


def _item(analysis: Analysis, finding: Finding, anchor: str, proposed: Sequence[Suggestion]) -> str:
    proposals = "".join(
        f"<br>Vorschlag: <del>{escape(original_text(analysis, s.proposal.span))}</del> "
        f"<ins>{escape(s.proposal.replacement)}</ins>{escape(open_question(s))}"
        for s in proposed
    )
    return (
        f'<li id="{escape(anchor + finding.id)}"><span class="stufe t{finding.severity}">'
        f"{escape(SEVERITY_WORDS[finding.severity])}:</span> {escape(finding.message)} "
        f"<code>{escape(finding.rule)}</code><br>{escape(finding.explanation)}{proposals}</li>\n"
    )


def _checklist(analysis: Analysis, checklist: Checklist) -> str:
    rows = "".join(_point(analysis, point) for point in checklist.points)
    return f"<h3>{escape(checklist_title(checklist))}</h3>\n<ul>\n{rows}</ul>\n"


def _point(analysis: Analysis, point: ChecklistPoint) -> str:
    """Return a question with the words that answer it, or what is missing and why that matters."""
    quotes = " · ".join(f"„{escape(shorten(original_text(analysis, place), 90))}“" for place in point.places[:3])
    wanted = point.state in ("fehlt", "unvollstaendig")
    why = f" {escape(point.why)} ({escape('; '.join(point.sources))})" if wanted else ""
    said = "".join(f"<br>{text}" for text in (quotes, f"{escape(point.message)}{why}") if text)
    return f"<li><strong>{escape(point.question)}</strong> {escape(CHECKLIST_WORDS[point.state])}{said}</li>\n"


def _marked(analysis: Analysis, anchor: str) -> Iterator[str]:
    """Yield the escaped letter piece by piece; where findings overlap, the severest is shown."""
    original = analysis.letter.document.original
    starts: defaultdict[int, list[Finding]] = defaultdict(list)
    ends: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in analysis.findings:
        there = original_span(analysis, finding.span)
        if len(there):
            starts[there.start].append(finding)
            ends[there.end].append(finding)
    current: dict[str, Finding] = {}
    at = 0
    for cut in sorted({*starts, *ends, len(original)}):
        yield _piece(original[at:cut], current, anchor)
        for ended in ends[cut]:
            del current[ended.id]
        current |= {started.id: started for started in starts[cut]}
        at = cut


def _piece(text: str, findings: Mapping[str, Finding], anchor: str) -> str:
    if not text or not findings:
        return escape(text)
    first = max(findings.values(), key=lambda f: (f.severity, -len(f.span)))
    told = escape(" / ".join(f.message for f in findings.values()))
    target = escape(anchor + first.id)
    return f'<mark class="s{first.severity}" title="{told}"><a href="#{target}">{escape(text)}</a></mark>'
