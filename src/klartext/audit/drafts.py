"""Drafts for rules that people reject most: lines for ``klartext.toml`` that a person may take over, or not."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from klartext.audit.figures import Figures, RuleFigures
from klartext.config import Config
from klartext.store import Wording

Kind = Literal["ausnahme", "schwere", "aus"]
_ENOUGH: Final = 5
"""So many decisions before anything is drafted."""
_MOST: Final = 0.5
"""Share of rejections among the decisions on a rule before anything is drafted, and of some words among rejections."""
_NEARLY_ALL: Final = 0.8
"""Share of rejections from which a rule is drafted off."""
_SAME_WORDS: Final = 3
"""So many rejections of the same words make an exception."""
_LONGEST: Final = 3
"""Words of an exception at most; more are a sentence, no term."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One change that the figures speak for; ``words`` are the exception's."""

    rule: str
    kind: Kind
    why: str
    words: str = ""


def drafts(found: Figures, known: Collection[str]) -> tuple[Draft, ...]:
    """Return what could be changed, the most rejected rules first; nothing is changed by this.

    Args:
        found: The figures.
        known: The rules and categories that ``klartext.toml`` may name.
    """
    rejected = (rule for rule in found.rules if _is_rejected(rule) and rule.rule in known)
    return tuple(draft for rule in rejected for draft in _drafts_for(rule, found.wordings))


def to_toml(found: Sequence[Draft], config: Config) -> str:
    """Return the drafts as sections of ``klartext.toml``, together with what stands there already."""
    off = [d.rule for d in found if d.kind == "aus"]
    words = [d.words for d in found if d.kind == "ausnahme"]
    milder = {d.rule: 1 for d in found if d.kind == "schwere"}
    parts = [
        _list_section("regeln", "aus", config.rules_off, off),
        _table_section("schwere", dict(config.severities), milder),
        _list_section("woerter", "erlaubt", config.allowed_words, words),
    ]
    return "\n".join(part for part in parts if part)


def _is_rejected(rule: RuleFigures) -> bool:
    return rule.fared.decided >= _ENOUGH and rule.fared.rejected >= _MOST * rule.fared.decided


def _drafts_for(rule: RuleFigures, wordings: Sequence[Wording]) -> Iterator[Draft]:
    """Yield the mildest change that takes away enough rejections: exceptions first, then milder, then off."""
    mine = [w for w in wordings if w.rule == rule.rule and w.number >= _SAME_WORDS]
    exceptions = [w for w in mine if len(w.original.split()) <= _LONGEST]
    told = f"{rule.fared.rejected} von {rule.fared.decided} Entscheidungen lehnen ab"
    if sum(w.number for w in exceptions) >= _MOST * rule.fared.rejected:
        for wording in exceptions:
            yield Draft(
                rule.rule, "ausnahme", f"{told}, davon {wording.number} bei „{wording.original}“", wording.original
            )
    elif rule.fared.rejected >= _NEARLY_ALL * rule.fared.decided:
        yield Draft(rule.rule, "aus", told)
    else:
        yield Draft(rule.rule, "schwere", told)


def _list_section(section: str, key: str, there: Sequence[str], new: Sequence[str]) -> str:
    if not new:
        return ""
    values = ", ".join(_quoted(value) for value in dict.fromkeys((*there, *new)))
    return f"[{section}]\n{key} = [{values}]\n"


def _table_section(section: str, there: Mapping[str, int], new: Mapping[str, int]) -> str:
    if not new:
        return ""
    return f"[{section}]\n" + "".join(f"{_quoted(name)} = {value}\n" for name, value in {**there, **new}.items())


def _quoted(text: str) -> str:
    """Return a text as TOML writes it; JSON's strings are among TOML's but for a character beyond ASCII."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
