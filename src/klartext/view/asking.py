"""What the page says while long work goes on or a language model is asked, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from klartext.errors import KlartextError
from klartext.report.words import count
from klartext.view.markup import Html, html

Course = Literal["running", "stopped", "done", "failed"]
Doing = Literal["liest", "formuliert"]
_DOING: Final[Mapping[Doing, tuple[str, str]]] = {
    "liest": ("Klartext liest den Brief", ""),
    "formuliert": ("Klartext formuliert Vorschläge", "Über die fertigen können Sie schon entscheiden."),
}


def working_line(doing: Doing, done: int, total: int, meanwhile: bool = False) -> Html:
    """Return one line: what is being done and how far it is; ``meanwhile`` says that people can go on."""
    said, can = _DOING[doing]
    return html(
        '<p aria-live="off"><progress max="{total}" value="{done}" aria-label="{said}"></progress>{said}: {of}.'
        "{can}</p>",
        total=total,
        done=done,
        said=said,
        of=_of(done, total),
        can=f" {can}" if meanwhile and can else "",
    )


def asking_line(
    course: Course,
    done: int,
    total: int,
    suggestions: int,
    held_back: int,
    error: KlartextError | None = None,
) -> Html:
    """Return one line: how many sentences are answered, or how it ended and with how many suggestions."""
    if course == "running":
        return _running(done, total, suggestions)
    if error is not None:
        came = _result(suggestions, held_back) if done else ""
        return html(
            "<p><strong>{what}</strong> {remedy} {came} Ihre Arbeit geht ohne Sprachmodell weiter."
            " <small>[{code}]</small></p>",
            what=error.what,
            remedy=error.remedy,
            came=came,
            code=error.code,
        )
    if course == "stopped":
        said = f"Angehalten nach {_of(done, total)}. {_result(suggestions, held_back)}"
    elif not total:
        said = "Für das Sprachmodell bleibt in diesem Brief nichts zu tun."
    else:
        said = _result(suggestions, held_back)
    return html("<p>{said}</p>", said=said)


def _running(done: int, total: int, suggestions: int) -> Html:
    """Return the line that changes often; screen readers are told only how it ends."""
    so_far = f" Bisher gefunden: {suggestions}." if suggestions else ""
    return html(
        '<p aria-live="off"><progress max="{total}" value="{done}" aria-label="Fortschritt der Suche"></progress>'
        "Das Sprachmodell sucht weitere Vorschläge: {of}.{so_far}</p>",
        total=total,
        done=done,
        of=_of(done, total),
        so_far=so_far,
    )


def _of(done: int, total: int) -> str:
    return f"{done} von {count(total, 'Satz', 'Sätzen')}"


def _result(suggestions: int, held_back: int) -> str:
    found = {0: "keinen weiteren Vorschlag", 1: "einen weiteren Vorschlag"}
    held = {0: "", 1: "; einen hat die Prüfung zurückgehalten"}
    said = found.get(suggestions, f"{suggestions} weitere Vorschläge")
    return f"Das Sprachmodell hat {said}{held.get(held_back, f'; {held_back} hat die Prüfung zurückgehalten')}."
