"""The letter with its hard places marked by colour, line pattern, number and word."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from klartext.records import Analysis, Finding, Protected
from klartext.report.words import SEVERITY_WORDS
from klartext.spans import Span
from klartext.view.markup import Html, html, join
from klartext.view.names import CATEGORY_NAMES, GROUP_OF, GROUPS, PROTECTED_NAMES, STATE_NAMES, WHOLE_SENTENCE, State
from klartext.view.worklist import Item, sentence_of


def marked_letter(
    analysis: Analysis,
    worklist: Sequence[Item],
    states: Mapping[str, State],
    *,
    show_protected: bool = False,
) -> tuple[Html, ...]:
    """Return the letter with its findings marked, block by block: what a decision leaves alone stays the same.

    Args:
        analysis: The letter and what was found in it.
        worklist: Its entries, as ``items`` numbers them.
        states: The state of each suggestion by id; a missing one is open.
        show_protected: Mark the protected places too.
    """
    text = analysis.letter.text
    badges: defaultdict[int, list[Item]] = defaultdict(list)
    state_of: dict[str, State] = {}
    for item in worklist:
        badges[item.span.start].append(item)
        state_of |= {f.id: states.get(item.id, "open") for f in item.findings}
    guarded = analysis.protected if show_protected else ()
    answers = {s.start for p in (analysis.checklist.points if analysis.checklist else ()) for s in p.places}
    sentence_at = sentence_of(analysis, worklist)
    with_entries = set(sentence_at.values())
    choosable = [s for s in analysis.sentences if s.id in with_entries]
    edges = {edge for s in choosable for edge in (s.span.start, s.span.end)}
    begins = [s.span.start for s in choosable]
    later = [b.start for b in analysis.letter.blocks[1:]]
    blocks: list[list[Html]] = [[] for _ in range(len(later) + 1)]
    for here, found, kept in _stretches({0, len(text), *badges, *answers, *edges, *later}, analysis.findings, guarded):
        pieces = blocks[bisect_right(later, here.start)]
        if here.start in answers:
            pieces.append(html('<span class="kt-ort" id="ort-{at}" tabindex="-1"></span>', at=here.start))
        pieces += [_badge(item, states, sentence_at.get(item.id, "")) for item in badges.get(here.start, ())]
        shown = _stretch(text[here.start : here.end], found, kept, state_of)
        at = bisect_right(begins, here.start) - 1
        if at >= 0 and here.end <= choosable[at].span.end:
            shown = html('<span class="kt-satztext" data-satz="{id}">{text}</span>', id=choosable[at].id, text=shown)
        pieces.append(shown)
    return tuple(join(pieces) for pieces in blocks)


def _stretches(
    cuts: set[int], findings: Sequence[Finding], guarded: Sequence[Protected]
) -> Iterator[tuple[Span, Sequence[Finding], Protected | None]]:
    """Yield the ranges between ``cuts``, cut further so that each is covered by the same findings and places."""
    starts: defaultdict[int, list[Finding | Protected]] = defaultdict(list)
    ends: defaultdict[int, list[Finding | Protected]] = defaultdict(list)
    places: tuple[Finding | Protected, ...] = (*findings, *guarded)
    for covering in places:
        if len(covering.span):
            starts[covering.span.start].append(covering)
            ends[covering.span.end].append(covering)
    current: dict[int, Finding | Protected] = {}
    for start, end in pairwise(sorted(cuts.union(starts, ends))):
        for ended in ends[start]:
            del current[id(ended)]
        current |= {id(started): started for started in starts[start]}
        found = [c for c in current.values() if isinstance(c, Finding)]
        yield Span(start, end), found, next((c for c in current.values() if isinstance(c, Protected)), None)


def _badge(item: Item, states: Mapping[str, State], sentence: str) -> Html:
    state = states.get(item.id, "open")
    names = list(dict.fromkeys(CATEGORY_NAMES[f.category] for f in item.findings)) or ["Vorschlag"]
    kind = f"Vorschlag, {STATE_NAMES[state]}" if item.suggestion else "Hinweis, kein Vorschlag"
    severity = SEVERITY_WORDS[max((f.severity for f in item.findings), default=1)]
    messages = " ".join(dict.fromkeys(f.message for f in item.findings))
    return html(
        '<a class="kt-nr g-{group} {state}" id="stelle-{id}" href="#karte-{id}" data-ziel="karte-{id}"'
        ' data-satz="{sentence}" data-tip="{tip}" aria-label="Stelle {number}: {tip}">{number}'
        '<span class="kt-kategorie"> {word}</span></a>',
        group=item.group,
        state=state if item.suggestion else "hinweis",
        id=item.id,
        sentence=sentence,
        number=item.number,
        tip=f"{', '.join(names)} – {severity} ({kind}). {messages}",
        word=names[0] + (f" +{len(names) - 1}" if names[1:] else ""),
    )


def _stretch(text: str, found: Sequence[Finding], kept: Protected | None, state_of: Mapping[str, State]) -> Html:
    shown = html("{text}", text=text)
    if kept is not None:
        shown = html(
            '<span class="kt-schutz" data-tip="Geschützt: {kind}. Kein Vorschlag ändert diese Stelle.">{text}</span>',
            kind=PROTECTED_NAMES[kept.kind],
            text=shown,
        )
    if not found:
        return shown
    narrow = [f for f in found if f.category not in WHOLE_SENTENCE]
    top = min(narrow or found, key=lambda f: (len(f.span), -f.severity))
    return html(
        '<mark class="kt-stelle {width} g-{group} s{severity} {state}" data-tip="{tip}">{text}</mark>',
        width="wort" if narrow else "satz",
        group=GROUP_OF[top.category],
        severity=top.severity,
        state=state_of.get(top.id, "open"),
        tip=" · ".join(dict.fromkeys(f"{CATEGORY_NAMES[f.category]}: {f.message}" for f in narrow or found)),
        text=shown,
    )


def legend(analysis: Analysis) -> Html:
    """Return what the colours and patterns of the marked letter stand for, with how often each category occurs."""
    counts = Counter(f.category for f in analysis.findings)
    rows = []
    for group, (name, members) in GROUPS.items():
        if found := ", ".join(f"{CATEGORY_NAMES[c]} {counts[c]}" for c in members if counts[c]):
            rows.append(
                html(
                    '<li><mark class="kt-stelle wort g-{group} s2">{name}</mark> {found}</li>',
                    group=group,
                    name=name,
                    found=found,
                )
            )
    severities = join(
        html('<mark class="kt-stelle wort g-satz s{level}">{word}</mark> ', level=level, word=word)
        for level, word in SEVERITY_WORDS.items()
    )
    return html(
        '<div class="kt-legende"><ul>{rows}</ul><p>Je kräftiger die Linie, desto wichtiger: {severities}</p></div>',
        rows=join(rows),
        severities=severities,
    )
