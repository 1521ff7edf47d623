"""The colours of the page reach the contrast that WCAG 2.2 AA asks of text: 4.5 to 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "src/klartext/page/page.css").read_text(encoding="utf-8")
GROUPS = ("satz", "verb", "wort", "ton")
ON_PAPER = ("text", "soft", "accent", "satz", "verb", "wort", "ton", "neu", "weg")
PAIRS = [
    *((colour, "paper") for colour in ON_PAPER),
    *((colour, "ground") for colour in ("text", "soft", "accent")),
    *((group, f"{group}-bg") for group in GROUPS),
    *(("text", f"{group}-bg") for group in GROUPS),
    ("neu", "neu-bg"),
    ("weg", "weg-bg"),
]


def colours(selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + r" \{(.*?)\n\}", CSS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--kt-([\w-]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_itself_is_right():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", [":root", ".dark"])
@pytest.mark.parametrize(("colour", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(scheme: str, colour: str, ground: str):
    named = colours(scheme)
    assert contrast(named[colour], named[ground]) >= 4.5


@pytest.mark.parametrize(("scheme", "ink"), [(":root", "#ffffff"), (".dark", "#10171f")])
@pytest.mark.parametrize("ground", [*GROUPS, "soft", "neu"])
def test_numbers_and_the_accept_button_stand_out(scheme: str, ink: str, ground: str):
    assert contrast(colours(scheme)[ground], ink) >= 4.5


@pytest.mark.parametrize("scheme", [":root", ".dark"])
@pytest.mark.parametrize("ground", ["paper", "ground"])
def test_the_focus_ring_is_visible(scheme: str, ground: str):
    assert contrast(colours(scheme)["focus"], colours(scheme)[ground]) >= 3
