"""One entry of the work list: what was found, the wording side by side, and on what it rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from klartext.guard.check_names import check_name
from klartext.records import Analysis, Check, Decision, HeldBack, Step, Suggestion
from klartext.report.words import SEVERITY_WORDS, decimal, flatten, full_question_of
from klartext.spans import Span
from klartext.view.differences import side_by_side
from klartext.view.markup import Html, html, join
from klartext.view.names import CATEGORY_NAMES, STATE_NAMES, State
from klartext.view.worklist import Item

Examples = Mapping[str, tuple[str, str]]
"""A sentence as it should not be, and as it should, by the id of a rule."""
_NONE: Final[Examples] = MappingProxyType({})
_SURE: Final = 0.9
_QUITE_SURE: Final = 0.75
MANY = 2
"""With more findings than this, a card gives their messages at once and their reasons when unfolded."""


def card(
    analysis: Analysis,
    item: Item,
    state: State = "open",
    decision: Decision | None = None,
    examples: Examples = _NONE,
) -> Html:
    """Return the entry of the work list; one that needs no decision any more is folded up and says why."""
    if item.suggestion is None:
        css, body = "hinweis", _hint(analysis, item, examples)
    elif state == "open":
        css = state
        body = _suggestion(analysis, item, item.suggestion, item.suggestion.proposal.replacement, examples=examples)
    else:
        edited = decision is not None and decision.kind == "edited"
        wording = item.suggestion.proposal.replacement
        if decision is not None and decision.kind != "rejected":
            wording = decision.final
        css = state
        body = html(
            '<p class="kt-wer">{who}</p><details><summary>Wortlaut und Begründung</summary>{body}</details>',
            who=decision_line(decision) if decision else "Eine andere Änderung betrifft dieselbe Stelle.",
            body=_suggestion(
                analysis, item, item.suggestion, wording, "Ihre Fassung" if edited else "Vorschlag", examples
            ),
        )
    return html(
        '<article class="kt-karte {css}" id="karte-{id}" aria-labelledby="titel-{id}" tabindex="-1">{head}{body}'
        "</article>",
        css=css,
        id=item.id,
        head=_head(item, state),
        body=body,
    )


def decision_line(decision: Decision) -> str:
    """Return who decided what and when, with the reason."""
    when = decision.time.astimezone().strftime("%d.%m.%Y, %H:%M Uhr")
    reason = f" Grund: {decision.reason}" if decision.reason else ""
    return f"{STATE_NAMES[decision.kind].capitalize()} von {decision.person} am {when}.{reason}"


def _head(item: Item, state: State) -> Html:
    severity = max((f.severity for f in item.findings), default=1)
    return html(
        '<header><a class="kt-nr g-{group}" href="#stelle-{id}" data-ziel="stelle-{id}"'
        ' aria-label="Stelle {number} im Brief zeigen">{number}</a><h3 id="titel-{id}">{names}</h3>'
        '<span class="kt-schwere s{severity}">{word}</span>{model}<span class="kt-stand">{state}</span></header>',
        group=item.group,
        id=item.id,
        number=item.number,
        names=" · ".join(dict.fromkeys(CATEGORY_NAMES[f.category] for f in item.findings)) or "Vorschlag",
        severity=severity,
        word=SEVERITY_WORDS[severity],
        model=Html('<span class="kt-modell">vom Sprachmodell formuliert</span>') if _by_model(item) else Html(),
        state=STATE_NAMES[state] if item.suggestion else "Hinweis, kein Vorschlag",
    )


def _by_model(item: Item) -> bool:
    return item.suggestion is not None and item.suggestion.proposal.origin == "model"


def _suggestion(
    analysis: Analysis,
    item: Item,
    suggestion: Suggestion,
    replacement: str,
    title: str = "Vorschlag",
    examples: Examples = _NONE,
) -> Html:
    proposal = suggestion.proposal
    question = full_question_of(proposal.needs) if proposal.needs else ""
    return html(
        "{pair}{question}{why}{steps}<details><summary>{rests_on}</summary>{facts}"
        '<h4>Prüfungen vor der Anzeige</h4><ul class="kt-pruefung">{checks}</ul></details>',
        pair=side_by_side(
            *_in_sentence(analysis, proposal.span, proposal.sentence, replacement), titles=("Original", title)
        ),
        question=html('<p class="kt-klaeren"><strong>Bitte klären Sie zuerst:</strong> {q}</p>', q=question)
        if question
        else Html(),
        why=_why(item),
        steps=_steps(proposal.steps),
        rests_on="Sprachmodell, Quellen und Prüfungen" if _by_model(item) else "Regel, Quellen und Prüfungen",
        facts=_facts(item, analysis.versions.model, examples),
        checks=join(map(_check, suggestion.checks)),
    )


def _steps(steps: Sequence[Step]) -> Html:
    """Return the way to the new wording: for every step what was done, and how the sentence reads then."""
    assumed = dict.fromkeys(s.assumed for s in steps if s.assumed)
    taken = html('<p class="kt-klein">Angenommen: {a}</p>', a=" ".join(assumed)) if assumed else Html()
    if len(steps) < 2:
        return taken
    rows = join(html("<li>{why}<br><q>{text}</q></li>", why=s.explanation, text=s.sentence) for s in steps)
    return html(
        '{taken}<details><summary>{n} Schritte einzeln zeigen</summary><ol class="kt-schritte">{rows}</ol></details>',
        taken=taken, n=len(steps), rows=rows,
    )  # fmt: skip


def _hint(analysis: Analysis, item: Item, examples: Examples = _NONE) -> Html:
    told = {f.id for f in item.findings}
    held = [h for h in analysis.held_back if told.intersection(h.proposal.findings)]
    return html(
        '<p class="kt-zitat">„{quote}“</p>{why}{held}<details><summary>Regel und Quellen</summary>{facts}</details>',
        quote=flatten(analysis.letter.text[item.span.start : item.span.end]),
        why=_why(item),
        held=join(html('<p class="kt-klein">{note}</p>', note=note) for note in _held_notes(held)),
        facts=_facts(item, examples=examples),
    )


def _in_sentence(analysis: Analysis, span: Span, sentence: str, replacement: str) -> tuple[str, str]:
    """Return the sentence around a place as it is and as it would be; without such a sentence only the place."""
    text = analysis.letter.text
    around = next((s.span for s in analysis.sentences if s.id == sentence and s.span.contains(span)), span)
    return text[around.start : around.end], text[around.start : span.start] + replacement + text[span.end : around.end]


def _why(item: Item) -> Html:
    """Return why the wording is hard and what the new one does; a change in several steps says the latter there."""
    said = _said(item)
    brief = len(said) > MANY
    lines = [html("<p><strong>{m}</strong> <span>{e}</span></p>", m=m, e="" if brief or e == m else e) for m, e in said]
    proposal = item.suggestion.proposal if item.suggestion else None
    extra = proposal.explanation if proposal and len(proposal.steps) < 2 else ""
    if extra and not any(extra in pair for pair in said):
        lines.append(html("<p>{e}</p>", e=extra))
    return html('<div class="kt-warum">{lines}</div>', lines=join(lines))


def _said(item: Item) -> list[tuple[str, str]]:
    """Return message and explanation of every finding, none twice."""
    return list(dict.fromkeys((f.message, f.explanation) for f in item.findings))


def _facts(item: Item, model: str | None = None, examples: Examples = _NONE) -> Html:
    """Return rules and sources; for a suggestion of a model also which one, with its version."""
    by_model = _by_model(item)
    own = [item.suggestion.proposal.rule] if item.suggestion and not by_model else []
    rules = dict.fromkeys((*own, *(f.rule for f in item.findings)))
    sources = dict.fromkeys(s for f in item.findings for s in f.sources)
    said = _said(item)
    reasons = dict.fromkeys(e for m, e in said if e != m) if len(said) > MANY else {}
    named = html("<dt>Sprachmodell</dt><dd>{m}</dd>", m=model or "nicht genannt") if by_model else Html()
    return html(
        '{reasons}<dl class="kt-fakten">{named}{sure}<dt>Regel</dt><dd>{rules}</dd><dt>Quellen</dt><dd>{sources}</dd>'
        "{shown}</dl>",
        reasons=join(html('<p class="kt-klein">{e}</p>', e=e) for e in reasons),
        named=named,
        sure=_confidence(item.suggestion) if item.suggestion else Html(),
        shown=_example(rules, examples),
        rules=join((html("<code>{r}</code>", r=r) for r in rules), ", "),
        sources=join((html("<span>{s}</span>", s=s) for s in sources), "; ") or "keine angegeben",
    )


def _confidence(suggestion: Suggestion) -> Html:
    """Return who made the suggestion and how sure it is, in a word and as a figure."""
    value = suggestion.proposal.confidence
    word = "hoch" if value >= _SURE else "mittel" if value >= _QUITE_SURE else "niedrig"
    return html(
        "<dt>Herkunft</dt><dd>{origin}</dd><dt>Sicherheit</dt><dd>{word} ({value})</dd>",
        origin="Sprachmodell" if suggestion.proposal.origin == "model" else "Regel",
        word=word,
        value=decimal(value, 2),
    )


def _example(rules: Iterable[str], examples: Examples) -> Html:
    """Return an example of the first rule that has one."""
    for rule in rules:
        if rule in examples:
            wrong, better = examples[rule]
            return html("<dt>Beispiel</dt><dd>Statt: „{w}“<br>Besser: „{b}“</dd>", w=wrong, b=better)
    return Html()


def _check(check: Check) -> Html:
    return html(
        '<li class="{css}"><strong>{result}</strong> {name}{detail}</li>',
        css="ja" if check.passed and not check.doubt else "nein",
        result="bitte ansehen:" if check.doubt else "bestanden:" if check.passed else "nicht bestanden:",
        name=check_name(check),
        detail=f" – {check.detail}" if check.detail else "",
    )


def _held_notes(held: Sequence[HeldBack]) -> Iterator[str]:
    """Yield why proposals for a place were held back; all that a model had for it make one line."""
    for one in held:
        if one.proposal.origin == "rule":
            why = "; ".join(
                f"{check_name(c)}: {c.detail}" if c.detail else check_name(c) for c in one.checks if not c.passed
            )
            yield f"Klartext hat einen Vorschlag zurückgehalten, weil er eine Prüfung nicht bestanden hat ({why})."
    if by_model := [h for h in held if h.proposal.origin == "model"]:
        names = dict.fromkeys(check_name(c) for h in by_model for c in h.checks if not c.passed)
        wordings = "1 Fassung" if len(by_model) == 1 else f"{len(by_model)} Fassungen"
        yield f"Vom Sprachmodell hat Klartext hier {wordings} zurückgehalten. Nicht bestanden: {', '.join(names)}."
