"""How near a letter is to what the house aims at: a light with words, and how much is left to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from klartext.config import Profile
from klartext.records import Analysis, Scores
from klartext.report.words import count, decimal
from klartext.view.markup import Html, html, join
from klartext.view.names import State
from klartext.view.worklist import Item

Light = Literal["gruen", "gelb", "rot"]

_LEVELS: Final = ("A1", "A2", "B1", "B2", "C1", "C2")
_WORDS: Final[Mapping[Light, str]] = {"gruen": "Ziel erreicht", "gelb": "nah am Ziel", "rot": "noch weit vom Ziel"}
_SIGNS: Final[Mapping[Light, str]] = {"gruen": "●", "gelb": "▲", "rot": "■"}
_NO_AIM: Final = "Die Zahl ist kein Ziel für sich. Ein guter Brief ist richtig, vollständig und leicht zu verstehen."


@dataclass(frozen=True, slots=True)
class Target:
    """What a profile aims at: up to ``good`` is reached, up to ``fair`` is near."""

    name: str
    level: tuple[str, str]
    words: tuple[float, float]


TARGETS: Final[Mapping[Profile, Target]] = {
    "behoerdenbrief": Target("Behördenbrief", ("B1", "B2"), (15, 20)),
    "einfache-sprache": Target("Einfache Sprache", ("A2", "B1"), (10, 12)),
}


def traffic_light(
    scores: Scores, profile: Profile, worklist: Sequence[Item], states: Mapping[str, State], left: str = ""
) -> Html:
    """Return a light for each aim of the profile, told by sign, word and colour, and what is left to do."""
    target = TARGETS[profile]
    rows = join(_row(*row) for row in _rows(scores, target, worklist, states))
    return html(
        '<section class="kt-ampel" aria-label="Ziele"><h3>Ziele des Profils „{name}“</h3><ul>{rows}</ul>'
        '<p><strong>{left}</strong> <span class="kt-klein">{note}</span></p></section>',
        name=target.name,
        rows=rows,
        left=left,
        note=_NO_AIM,
    )


def left_to_do(analysis: Analysis, worklist: Sequence[Item], states: Mapping[str, State]) -> str:
    """Return how many sentences and words still have a place that nobody has decided on, or a hint."""
    places = [i.span for i in worklist if i.suggestion is None or states.get(i.id, "open") == "open"]
    waiting = [s for s in analysis.sentences if any(s.span.overlaps(place) for place in places)]
    if not waiting:
        return "Kein Satz mehr anzusehen."
    words = count(sum(s.words for s in waiting), "Wort", "Wörtern")
    return f"Noch anzusehen: {count(len(waiting), 'Satz', 'Sätze')} mit {words}."


def _rows(
    scores: Scores, target: Target, worklist: Sequence[Item], states: Mapping[str, State]
) -> Iterator[tuple[Light, str]]:
    if scores.cefr in _LEVELS:
        good, fair = (_LEVELS.index(level) for level in target.level)
        at = _LEVELS.index(scores.cefr)
        yield _light(at, good, fair), f"Sprachniveau {scores.cefr}, Ziel {target.level[0]} oder leichter"
    if (words := scores.words_per_sentence) is not None:
        aim = decimal(target.words[0], 0)
        yield _light(words, *target.words), f"{decimal(words)} Wörter je Satz, Ziel höchstens {aim}"
    severe = sum(_is_open_and_severe(item, states) for item in worklist)
    said = count(severe, "schwer verständliche Stelle", "schwer verständliche Stellen")
    yield _light(severe, 0, 2), f"{said} offen, Ziel 0"


def _is_open_and_severe(item: Item, states: Mapping[str, State]) -> bool:
    severe = any(f.severity == 3 for f in item.findings)
    return severe and (item.suggestion is None or states.get(item.id, "open") == "open")


def _light(value: float, good: float, fair: float) -> Light:
    return "gruen" if value <= good else "gelb" if value <= fair else "rot"


def _row(light: Light, said: str) -> Html:
    return html(
        '<li><strong class="kt-licht {light}"><span aria-hidden="true">{sign}</span> {word}</strong> {said}</li>',
        light=light,
        sign=_SIGNS[light],
        word=_WORDS[light],
        said=said,
    )
