"""Switches inside a letter: ``<!-- klartext: aus -->`` … ``<!-- klartext: an -->``, also for one rule or category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from klartext.ruleset.rule import Rule, RuleSet
from klartext.spans import Span

_SWITCH: Final = re.compile(r"<!--\s*klartext:\s*(aus|an)(?:\s+([\w-]+))?\s*-->", re.IGNORECASE)

_MEANT: Final = re.compile(r"<!--\s*klartext\b.*?-->", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class SwitchedOff:
    """A range without findings; ``name`` is a rule id or category, None stands for all."""

    span: Span
    name: str | None

    def covers(self, span: Span, rule: Rule) -> bool:
        """Whether a finding of a rule is not wanted because it starts here."""
        return self.span.start <= span.start < self.span.end and self.name in (
            None, rule.id, rule.category, rule.word_list,
        )  # fmt: skip


def comments(text: str) -> list[Span]:
    """Return the ranges of the switches themselves; they are not part of what is read."""
    return [Span(*m.span()) for m in _SWITCH.finditer(text)]


def switched_off(text: str) -> tuple[SwitchedOff, ...]:
    """Return the ranges that the letter excludes; one that is never switched on again reaches to the end."""
    return tuple(_ranges(text))


def idle_switches(text: str, ruleset: RuleSet) -> Iterator[str]:
    """Yield what is meant as a switch and switches nothing: not ``aus`` or ``an``, or no rule, list or category."""
    known = {name for r in ruleset.rules for name in (r.id, r.category, r.word_list) if name}
    for meant in _MEANT.finditer(text):
        switch = _SWITCH.fullmatch(meant[0])
        if not switch or (switch[2] and switch[2] not in known):
            yield meant[0]


def _ranges(text: str) -> Iterator[SwitchedOff]:
    since: dict[str | None, int] = {}
    for switch in _SWITCH.finditer(text):
        name = switch[2]
        if switch[1].lower() == "aus":
            since.setdefault(name, switch.start())
            continue
        for ended in [n for n in since if name in (None, n)]:
            yield SwitchedOff(Span(since.pop(ended), switch.end()), ended)
    for name, start in since.items():
        yield SwitchedOff(Span(start, len(text)), name)
