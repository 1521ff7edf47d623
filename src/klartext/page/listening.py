"""Add to a letter on the desk what rules and the language model have suggested since it was opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from klartext.page.desk import Desk, with_review
from klartext.page.gathering import Progress
from klartext.page.office import Office
from klartext.records import Analysis, HeldBack, Suggestion
from klartext.view import Html, error_message, message


def listen(office: Office, desk: Desk) -> Desk:
    """Add what rules and the language model have suggested since; the same desk where there is nothing to show.

    Proposals that were held back come along with the next suggestion, or at the end. Once the rules are done, the
    language model is asked.
    """
    if desk.is_drafting and desk.drafting is not None:
        return _drafted(office, desk, desk.drafting.progress)
    now = desk.asking
    if now is None or now is desk.heard:
        return desk
    new, held = _since(now, desk.heard)
    if not new and now.course == "running":
        return desk
    if not new and not held:
        return replace(desk, heard=now)
    return replace(with_review(desk, desk.review.with_suggestions(new, held)), heard=now)


def _drafted(office: Office, desk: Desk, now: Progress) -> Desk:
    if now is desk.drafted or (now.course == "running" and now.until == 0):
        return desk
    new, held = _since(now, desk.drafted)
    review = desk.review.with_suggestions(new, held) if new or held else desk.review
    after = replace(desk, review=review, drafted=now)
    if now.course == "running" or desk.speaking is None or now.course == "stopped":
        return after
    return replace(after, inquiry=office.inquiry(desk.speaking, review.first))


def _since(now: Progress, before: Progress | None) -> tuple[tuple[Suggestion, ...], tuple[HeldBack, ...]]:
    had = before or Progress("running", 0, 0)
    return now.suggestions[len(had.suggestions) :], now.held_back[len(had.held_back) :]


def leave(desk: Desk | None) -> None:
    """Wait for no further suggestions about a letter; whoever goes on with it keeps what has come."""
    for run in (desk.drafting, desk.inquiry) if desk is not None else ():
        if run is not None:
            run.stop()


def drafted_message(desk: Desk, *notes: str) -> Html:
    """Say that all suggestions are there, and what a person should know about them."""
    if desk.drafted is not None and desk.drafted.error is not None:
        return error_message(desk.drafted.error)
    told = dict.fromkeys((*notes, *_questions(desk.review.first)))
    return message(" ".join(("Der Brief ist geprüft.", *told)))


def _questions(analysis: Analysis) -> Iterator[str]:
    """Say where the letter leaves open who acts."""
    asked = sum(s.proposal.needs == "handelnde" for s in analysis.suggestions)
    if asked:
        places = "An einer Stelle" if asked == 1 else f"An {asked} Stellen"
        yield f"{places} sagt der Brief nicht, wer handelt. Ist es immer gleich? Dann wählen Sie es oben beim Brief."
