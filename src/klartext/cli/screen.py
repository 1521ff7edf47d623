"""How the questions of ``klartext review`` look: plain lines for pipes and scripts, panels in a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Protocol

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from klartext.report.places import Lines, original_span, original_text
from klartext.report.plain import wrapped
from klartext.report.words import SEVERITY_WORDS, count, flatten, open_question
from klartext.view import Piece, word_diff

if TYPE_CHECKING:
    from klartext.decisions import Review
    from klartext.records import Finding, Suggestion

KEYS: Final = "[a] annehmen  [l] ablehnen  [b] bearbeiten  [s] später  [u] rückgängig  [q] aufhören"
"""As on the page, where later and stopping need no key."""
_WIDEST: Final = 100
_SEVERITY: Final = {1: ("·", "cyan"), 2: ("!", "yellow"), 3: ("!!", "red")}
"""A sign and a colour: nobody has to tell colours apart."""

Ask = Callable[[str], str]
Tell = Callable[[str], None]


class Screen(Protocol):
    """What a dialogue needs from the outside."""

    def ask(self, question: str, start: str = "") -> str:
        """Return what the person types; ``start`` is text to begin with, where the terminal can offer it."""
        ...

    def tell(self, text: str) -> None:
        """Say something."""
        ...

    def warn(self, text: str) -> None:
        """Say something that asks for attention."""
        ...

    def show(self, review: Review, suggestion: Suggestion) -> None:
        """Show a suggestion with its reasons."""
        ...

    def keys(self) -> str:
        """Return the question for what to do."""
        ...


@dataclass(frozen=True, slots=True)
class PlainScreen:
    """Lines of text, the same everywhere: for pipes, scripts and braille displays."""

    read: Ask
    write: Tell

    def ask(self, question: str, start: str = "") -> str:
        """Return what the person types."""
        return self.read(question)

    def tell(self, text: str) -> None:
        """Write a line."""
        self.write(text)

    warn = tell

    def keys(self) -> str:
        """Return the question for what to do."""
        return f"{KEYS}: "

    def show(self, review: Review, suggestion: Suggestion) -> None:
        """Write a suggestion with its reasons."""
        analysis, proposal = review.analysis, suggestion.proposal
        new = f"„{proposal.replacement}“" if proposal.replacement else "weglassen"
        lines = ["", f"{_left(review)} offen · {_place(review, suggestion)} [{proposal.rule}]"]
        lines += wrapped("  Stelle:    ", f"„{original_text(analysis, proposal.span)}“")
        for finding in _findings(review, suggestion):
            lines += wrapped("  Befund:    ", finding.message)
        lines += wrapped("  Vorschlag: ", new + open_question(suggestion))
        for number, wording in enumerate(proposal.alternatives, 1):
            lines += wrapped(f"  oder [{number}]:  ", f"„{wording}“")
        self.write("\n".join(lines))


@dataclass(slots=True)
class RichScreen:
    """Panels with the differences word by word, in colour and with signs."""

    read: Ask
    console: Console = field(default_factory=lambda: Console(highlight=False))

    def ask(self, question: str, start: str = "") -> str:
        """Return what the person types, beginning with ``start`` where the terminal lets them change it."""
        with _beginning_with(start):
            return self.read(question)

    def tell(self, text: str) -> None:
        """Write a line."""
        self.console.print(Text(text), width=self._width)

    def warn(self, text: str) -> None:
        """Write a warning in a frame."""
        self.console.print(
            Panel(Text(text), title="! Bitte beachten", title_align="left", border_style="yellow", box=box.HEAVY),
            width=self._width,
        )

    def keys(self) -> str:
        """Write what the keys do and return the question."""
        line = Text()
        for part in KEYS.split("  "):
            key, _, name = part.partition("] ")
            line.append(f"{key}]", "bold")
            line.append(f" {name}  ")
        self.console.print(line, width=self._width)
        return "> "

    def show(self, review: Review, suggestion: Suggestion) -> None:
        """Show a suggestion with its reasons in a panel."""
        proposal = suggestion.proposal
        findings = _findings(review, suggestion)
        severity = max((f.severity for f in findings), default=1)
        sign, colour = _SEVERITY[severity]
        self.console.print()
        self.console.print(Rule(Text(self._progress(review)), style="dim"), width=self._width)
        parts = [*self._wording(review, suggestion), *self._reasons(findings), *self._origin(suggestion)]
        if asked := open_question(suggestion):
            parts.append(Text(f"?  {asked.strip(' ()')}", "bold"))
        self.console.print(
            Panel(
                Group(*parts),
                title=Text(f"{sign} {_place(review, suggestion)} [{proposal.rule}]"),
                title_align="left",
                border_style=colour,
                padding=(1, 2),
            ),
            width=self._width,
        )

    @property
    def _width(self) -> int:
        return min(_WIDEST, self.console.width)

    def _progress(self, review: Review) -> str:
        decided = len({e.decision.suggestion for e in review.in_force})
        return f"{_left(review)} offen · {decided} entschieden"

    def _wording(self, review: Review, suggestion: Suggestion) -> Iterator[RenderableType]:
        proposal = suggestion.proposal
        before = flatten(original_text(review.analysis, proposal.span))
        pieces = word_diff(before, flatten(proposal.replacement))
        rows = Table.grid(padding=(0, 2), expand=True)
        rows.add_column(no_wrap=True, style="bold")
        rows.add_column(ratio=1)
        rows.add_row("Stelle", _painted(p for p in pieces if p.kind != "neu"))
        new = _painted(p for p in pieces if p.kind != "entfällt") if proposal.replacement else Text("(weglassen)")
        rows.add_row("Vorschlag", new)
        for number, wording in enumerate(proposal.alternatives, 1):
            others = word_diff(before, flatten(wording))
            rows.add_row(f"oder [{number}]", _painted(p for p in others if p.kind != "entfällt"))
        yield rows
        yield Padding(Text("−entfällt−  +neu+", "dim"), (0, 0, 1, 0))

    def _reasons(self, findings: Iterable[Finding]) -> Iterator[RenderableType]:
        for finding in findings:
            sign, colour = _SEVERITY[finding.severity]
            yield Text(f"{sign} {finding.message}", colour)
            yield Padding(Text(finding.explanation), (0, 0, 0, 2))
            yield Padding(Text("; ".join(finding.sources), "dim"), (0, 0, 1, 2))

    def _origin(self, suggestion: Suggestion) -> Iterator[RenderableType]:
        proposal = suggestion.proposal
        passed = count(sum(c.passed for c in suggestion.checks), "Prüfung", "Prüfungen")
        who = "Sprachmodell" if proposal.origin == "model" else "Regel"
        steps = f" · {count(len(proposal.steps), 'Schritt', 'Schritte')}" if proposal.steps else ""
        yield Text(f"Herkunft: {who} · Sicherheit {proposal.confidence:.0%} · {passed} bestanden{steps}", "dim")
        for number, step in enumerate(proposal.steps if len(proposal.steps) > 1 else (), 1):
            assumed = f" Angenommen: {step.assumed}" if step.assumed else ""
            yield Padding(Text(f"{number}. {step.explanation}{assumed}", "dim"), (0, 0, 0, 2))


def screen(read: Ask, write: Tell) -> Screen:
    """Return panels where somebody sits in front of a terminal, plain lines everywhere else."""
    if sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "") != "dumb":
        return RichScreen(read)
    return PlainScreen(read, write)


def _painted(pieces: Iterable[Piece]) -> Text:
    """Return a wording whose changes are coloured and stand between signs."""
    text = Text()
    for piece in pieces:
        match piece.kind:
            case "gleich":
                text.append(piece.text)
            case "entfällt":
                text.append(_between("−", piece.text), "red strike")
            case "neu":
                text.append(_between("+", piece.text), "bold green")
    return text


def _between(sign: str, text: str) -> str:
    words = text.strip()
    if not words:
        return text
    left = text[: len(text) - len(text.lstrip())]
    return f"{left}{sign}{words}{sign}{text[len(text.rstrip()) :]}"


def _findings(review: Review, suggestion: Suggestion) -> list[Finding]:
    return [f for f in review.analysis.findings if f.id in suggestion.proposal.findings]


def _left(review: Review) -> str:
    return count(len(review.open_suggestions), "Vorschlag", "Vorschläge")


def _place(review: Review, suggestion: Suggestion) -> str:
    analysis = review.analysis
    start = original_span(analysis, suggestion.proposal.span).start
    line, _ = Lines.of(analysis.letter.document.original).place(start)
    severity = SEVERITY_WORDS[max((f.severity for f in _findings(review, suggestion)), default=1)]
    return f"Zeile {line} · {severity}"


class _beginning_with:
    """Offers text at the next input, to be changed; without readline (Windows) the line begins empty."""

    def __init__(self, start: str) -> None:
        self._start = start

    def __enter__(self) -> None:
        self._hook(self._start)

    def __exit__(self, *error: object) -> None:
        self._hook("")

    @staticmethod
    def _hook(start: str) -> None:
        try:
            import readline
        except ImportError:
            return
        readline.set_startup_hook((lambda: readline.insert_text(start)) if start else None)
