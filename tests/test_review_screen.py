"""``klartext review`` in a terminal: panels that say the same as the plain lines, by signs as well as by colour."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from analysis_samples import analysis
from rich.console import Console

from klartext.cli.dialogue import Dialogue
from klartext.cli.screen import PlainScreen, RichScreen, screen
from klartext.decisions import Review


def shown(*answers: str, colour: bool = False, width: int = 100) -> tuple[Review, str]:
    """Run a review in a terminal with these answers; return what became of it and what was on the screen."""
    out, left = io.StringIO(), iter(answers)
    system = "truecolor" if colour else None
    console = Console(file=out, width=width, force_terminal=colour, color_system=system, highlight=False)
    dialogue = Dialogue(
        review=Review(analysis()),
        person="A. Beispiel",
        screen=RichScreen(lambda question: next(left), console),
        keep=lambda review: None,
    )
    dialogue.run()
    return dialogue.review, out.getvalue()


def test_every_suggestion_is_shown_with_its_reasons():
    review, text = shown("q")
    first = review.open_suggestions[0]
    finding = next(f for f in review.analysis.findings if f.id in first.proposal.findings)
    flat = " ".join(text.replace("│", " ").split())
    assert first.proposal.rule in flat and finding.message in flat and finding.explanation in flat
    assert finding.sources[0] in flat
    assert f"{len(review.open_suggestions)} Vorschläge offen" in flat
    assert "Herkunft: Regel" in flat and "[a] annehmen" in flat


def test_changes_carry_signs_that_need_no_colour():
    _, plain = shown("s", "s", "s", "s")
    assert "−" in plain and "+" in plain and "\x1b" not in plain
    _, coloured = shown("q", colour=True)
    assert "\x1b[" in coloured


@pytest.mark.parametrize("width", [40, 80, 200])
def test_no_line_is_wider_than_the_terminal(width: int):
    _, text = shown("s", "s", "s", "s", width=width)
    assert max(len(line) for line in text.splitlines()) <= min(width, 100)


def test_the_same_answers_lead_to_the_same_decisions():
    answers = ("a", "r", "zu hart", "u", "s", "s", "s")
    rich, _ = shown(*answers)
    left = iter(answers)
    plain = Dialogue(
        Review(analysis()), "A. Beispiel", PlainScreen(lambda q: next(left), lambda t: None), lambda r: None
    )
    plain.run()

    def made(review: Review) -> list[tuple[str, str, str, str | None]]:
        found = (e.decision for e in review.decisions)
        return [(d.suggestion, d.kind, d.final, d.reason) for d in found]

    assert made(rich) == made(plain.review) and made(rich)


@pytest.mark.parametrize("answer", ["", "x", "0", "99", "9" * 5_000])
def test_an_answer_that_means_nothing_decides_nothing(answer: str):
    review, text = shown(answer, "q")
    assert not review.decisions and "Bitte antworten Sie mit" in text


def test_the_guard_warns_in_a_frame_and_the_person_may_insist():
    review = Review(analysis())
    amount = next(s for s in review.open_suggestions if s.proposal.replacement)
    answers = [*["s"] * review.open_suggestions.index(amount), "e", "Sie zahlen 99 Euro.", "j", "q"]
    after, text = shown(*answers)
    assert "Bitte beachten" in text and "99 Euro" in text
    assert [e.insisted for e in after.in_force] == [True]


def test_letters_are_no_markup():
    sample = analysis()
    first = sample.suggestions[0]
    odd = replace(first.proposal, replacement="[red]x[/red] [link=http://a]y[/link]")
    out = io.StringIO()
    review = Review(replace(sample, suggestions=(replace(first, proposal=odd),)))
    RichScreen(lambda q: "q", Console(file=out, width=100)).show(review, review.open_suggestions[0])
    assert "red]x" in out.getvalue() and "link=http" in out.getvalue()


@pytest.mark.parametrize(("terminal", "term", "kind"), [(True, "xterm", RichScreen), (True, "dumb", PlainScreen),
                                                        (False, "xterm", PlainScreen)])  # fmt: skip
def test_panels_are_only_for_terminals(monkeypatch: pytest.MonkeyPatch, terminal: bool, term: str, kind: type):
    monkeypatch.setattr("sys.stdin.isatty", lambda: terminal, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("TERM", term)
    assert isinstance(screen(input, print), kind)
