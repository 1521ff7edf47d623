"""An entry of the work list with everything a person can do about it: plain controls that the page's script listens to.

``data-tat`` names the deed; the script adds the entry and what stands in its fields.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from klartext.records import Analysis, Decision
from klartext.report.words import flatten
from klartext.view.cards import card
from klartext.view.markup import Html, html, join
from klartext.view.names import State
from klartext.view.worklist import Item

Stage = Literal["decide", "write", "doubted", "decided"]
"""What may be done: decide, write own words, insist on words that the guard doubts, or decide once more."""


def entry(
    analysis: Analysis,
    item: Item,
    state: State,
    decision: Decision | None,
    stage: Stage,
    examples: Mapping[str, tuple[str, str]],
) -> Html:
    """Return an entry with its controls; a hint and a suggestion that has lapsed have none."""
    decidable = item.suggestion is not None and state != "superseded"
    controls = _controls(item, stage) if decidable else Html()
    shown = card(analysis, item, state, decision, examples)
    return html('<div class="kt-feld" data-id="{id}">{card}{controls}</div>', id=item.id, card=shown, controls=controls)


def _controls(item: Item, stage: Stage) -> Html:
    match stage:
        case "decide":
            return _deciding(item)
        case "decided":
            return html('<div class="kt-knoepfe">{b}</div>', b=_button("anders", "Anders entscheiden"))
        case _:
            return _writing(item, doubted=stage == "doubted")


def more_entries(hidden: int) -> Html:
    """Return the button that shows further entries."""
    return html('<div class="kt-mehr">{more}</div>', more=_button("mehr", f"Weitere Stellen zeigen (noch {hidden})"))


def _deciding(item: Item) -> Html:
    assert item.suggestion is not None
    proposal = item.suggestion.proposal
    wordings = list(dict.fromkeys((proposal.replacement, *proposal.alternatives)))
    return html(
        '{choice}<div class="kt-knoepfe">{yes}{own}{no}<span class="kt-grund"><input type="text" autocomplete="off"'
        ' data-merken="grund-{id}" aria-label="Grund, wenn Sie Vorschlag {number} ablehnen (freiwillig)"'
        ' placeholder="Warum ablehnen? (freiwillig)"></span></div>',
        choice=_choice(item.id, wordings) if len(wordings) > 1 else Html(),
        yes=_button("annehmen", "Annehmen", item.id, "kt-annehmen"),
        own=_button("bearbeiten", "Bearbeiten", item.id, "kt-bearbeiten"),
        no=_button("ablehnen", "Ablehnen", item.id, "kt-ablehnen"),
        id=item.id,
        number=item.number,
    )


def _choice(id: str, wordings: list[str]) -> Html:
    rows = join(
        html(
            '<label><input type="radio" name="wahl-{id}" value="{text}"{checked}> {text}</label>',
            id=id,
            text=text,
            checked=Html(" checked") if text == wordings[0] else Html(),
        )
        for text in wordings
    )
    return html('<fieldset class="kt-wahl"><legend>Welche Fassung passt?</legend>{rows}</fieldset>', rows=rows)


def _writing(item: Item, doubted: bool) -> Html:
    assert item.suggestion is not None
    proposal, id = item.suggestion.proposal, item.id
    return html(
        '<div class="kt-eigen kt-eigen-{id}"><label for="eigen-{id}">Ihre Fassung</label>'
        '<p class="kt-klein" id="ersetzt-{id}">Sie ersetzt im Brief: „{original}“</p>'
        '<textarea id="eigen-{id}" rows="3" aria-describedby="ersetzt-{id}" data-merken="text-{id}">{text}</textarea>'
        '</div><div class="kt-knoepfe">{take}{leave}{keep}</div>',
        id=id,
        original=flatten(proposal.original),
        text=proposal.replacement,
        take=_button("uebernehmen", "Fassung übernehmen", id, "primary"),
        leave=_button("lassen", "Abbrechen", id),
        keep=_button("trotzdem", "Trotz Einwand übernehmen", id, "kt-trotzdem") if doubted else Html(),
    )


def _button(deed: str, label: str, id: str = "", css: str = "") -> Html:
    told = html(' aria-describedby="titel-{id}"', id=id) if id else Html()
    return html(
        '<button type="button" class="kt-knopf {css}" data-tat="{deed}"{told}>{label}</button>',
        css=css,
        deed=deed,
        told=told,
        label=label,
    )
