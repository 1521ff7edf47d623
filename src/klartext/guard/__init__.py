"""The one gate to the person: compare a sentence with its new wording and let pass only what keeps every fact.

The guard knows of who proposed only what it needs. A model writes freely, so every word of it has to answer for itself
(``strict``). The first checks read characters, and whatever they cannot tell counts as a fault: what a program wrote is
held back in doubt. To a ``person`` the guard does not say no without evidence; what it cannot tell is a doubt to look
at. With a parse at hand it also reads grammar: who does what, when, and whether the new sentence is German. There only
clear evidence counts, because a parser errs, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from klartext.guard.change import Change, changed_part
from klartext.guard.checks import run
from klartext.guard.facts import FactKind, difference, facts, flat, law_difference, values
from klartext.guard.protected_places import lost_places
from klartext.guard.rereading import reread
from klartext.guard.selfcheck import run_grammar, side
from klartext.guard.strict import Gauge, Losses, Similarity, run_strict
from klartext.guard.words import sentences
from klartext.records import Check, HeldBack, Proposal, Protected, Step, Suggestion
from klartext.ruleset.match import LIST_MARKER
from klartext.spans import Span

__all__ = ["Gauge", "Losses", "Similarity", "check", "judge", "letter_faults"]

_KINDS: Final[tuple[tuple[FactKind, str], ...]] = (
    ("betrag", "Betrag"),
    ("datum", "Datum"),
    ("paragraf", "Paragraf"),
    ("platzhalter", "Platzhalter"),
    ("zahl", "Zahl"),
)
_NO_NUMBER: Final = frozenset({"einmal"})
"""*nur einmal*, *noch einmal*: it counts nothing that the letter tells."""


def check(
    proposal: Proposal,
    sentence_text: str,
    sentence_start: int,
    protected: Iterable[Protected] = (),
    *,
    parse: Callable[[str], Doc] | None = None,
    gauge: Gauge | None = None,
) -> Suggestion | HeldBack:
    """Turn a proposal into a suggestion, which has no number yet, or hold it back with the checks that failed.

    Alternatives are judged like the proposal itself; those that fail are left out and counted in the check
    ``alternativen``.

    Args:
        proposal: Its span counts in the letter.
        sentence_text: The sentence as it stands in ``Letter.text``.
        sentence_start: Where the sentence starts in the letter.
        protected: The protected places of the letter, or at least those of the sentence.
        parse: Analyses a text of one or more sentences; None leaves out the checks that read grammar. What a model
            proposes needs it.
        gauge: What a loaded model can measure about a proposal of a model.

    Raises:
        ValueError: A model proposed, and there is no ``parse``.
    """
    places = tuple(protected)
    strict = proposal.origin == "model"
    without_fixed = _without_fixed(sentence_text, proposal.steps)

    def judged(replacement: str) -> tuple[Check, ...]:
        return judge(
            sentence_text, sentence_start, proposal.span, proposal.original, replacement, places, parse,
            strict=strict, gauge=gauge, grammar_of=without_fixed if replacement == proposal.replacement else "",
        )  # fmt: skip

    checks = (addition(proposal),) if proposal.adds else judged(proposal.replacement)
    if not all(c.passed for c in checks):
        return HeldBack(proposal, checks)
    others = [a for a in dict.fromkeys(proposal.alternatives) if a != proposal.replacement]
    kept = tuple(a for a in others if all(c.passed for c in judged(a)))
    if len(kept) < len(others):
        left_out = len(others) - len(kept)
        said = "1 weitere Fassung ist" if left_out == 1 else f"{left_out} weitere Fassungen sind"
        checks = (*checks, Check("alternativen", True, f"{said} zurückgehalten"))
    same = kept == proposal.alternatives
    return Suggestion("", proposal if same else replace(proposal, alternatives=kept), checks)


def _without_fixed(sentence: str, steps: Sequence[Step]) -> str:
    """Return the flat new sentence before the fixed texts at the end of its steps; empty if there are none."""
    if not steps or not steps[-1].fixed:
        return ""
    marker = LIST_MARKER.match(flat(sentence))
    by_grammar = next((s.sentence for s in reversed(steps) if not s.fixed), "")
    return flat((marker[0] if marker else "") + by_grammar) if by_grammar else ""


def addition(proposal: Proposal) -> Check:
    """Check that a proposal only adds what it says it adds, and no number, date or citation with it."""
    if proposal.replacement != f"{proposal.original} {proposal.adds}":
        return Check("zusatz", False, "Der Satz davor bleibt nicht, wie er ist")
    if any(fact.text.lower() not in _NO_NUMBER for fact in facts(flat(proposal.adds))):
        return Check("zusatz", False, "Die Erklärung enthält eine Angabe, die der Brief nicht macht")
    return Check("zusatz", True, "Der Satz bleibt, wie er ist; eine Erklärung kommt dazu")


def judge(
    sentence_text: str,
    sentence_start: int,
    span: Span,
    original: str,
    replacement: str,
    protected: Iterable[Protected] = (),
    parse: Callable[[str], Doc] | None = None,
    *,
    strict: bool = False,
    gauge: Gauge | None = None,
    person: bool = False,
    grammar_of: str = "",
) -> tuple[Check, ...]:
    """Return the outcome of every check for replacing ``original`` at ``span`` of the letter.

    The checks that read grammar run only with ``parse`` and where every other check has passed. ``grammar_of`` is the
    new sentence before fixed texts of rules were put in, whose grammar is the one to read; empty where there are none.

    With ``strict``, the checks for proposals of a model run, too: no word without a source, none lost, plainer;
    ``gauge`` is what a loaded model can measure for them.

    With ``person``, somebody's own words are judged: nobody reads their grammar, and what only the number of words
    speaks against is a doubt to look at, no fault. ``parse`` tells the two apart.

    Raises:
        ValueError: ``strict`` without ``parse``.
    """
    if strict and parse is None:
        raise ValueError("the strict checks need a parse")
    whole = Span(sentence_start, sentence_start + len(sentence_text))
    if not whole.contains(span):
        return (Check("stelle", False, "Die Stelle liegt nicht im Satz"),)
    here = Span(span.start - sentence_start, span.end - sentence_start)
    if sentence_text[here.start : here.end] != original:
        return (Check("stelle", False, f"„{original}“ steht nicht an der Stelle"),)
    change = Change.of(sentence_text, sentence_start, here, replacement, protected)
    checks = (Check("stelle", True), *run(change))
    if person:
        return _for_person(checks, change, parse)
    if parse is None or not all(c.passed for c in checks):
        return checks
    texts = change.texts
    now = grammar_of or texts.after
    before, after = map(parse, (texts.before, now) if strict else changed_part(texts.before, now))
    return (*checks, *run_grammar(before, after), *(run_strict(before, after, gauge or Gauge()) if strict else ()))


def _for_person(checks: tuple[Check, ...], change: Change, parse: Callable[[str], Doc] | None) -> tuple[Check, ...]:
    """Return the checks of a person's own words: a fault that the parse has no evidence for is a doubt."""
    if parse is None or all(c.passed for c in checks):
        return checks
    before, after = side(parse(change.texts.before)), side(parse(change.texts.after))
    return tuple(reread(check, change, before, after) for check in checks)


def _without_repetitions(has: Counter[str], had: Counter[str]) -> Counter[str]:
    """Leave out how much more often a value stands that stood there before: whoever splits a sentence repeats some."""
    return Counter({value: min(count, had[value] or count) for value, count in has.items()})


def letter_faults(before: str, after: str, touched: Iterable[Protected] = ()) -> tuple[str, ...]:
    """Return in German which facts of a whole letter are lost or new, by kind; empty when all survived.

    Args:
        before: The letter as it was read.
        after: The letter as it is to go out.
        touched: Protected places that an edit overlaps; their ``text`` is what was read there.
    """
    was, now = flat(before), flat(after)
    facts_before, facts_after, splits = facts(was), facts(now), sentences(now) > sentences(was)
    faults = []
    for kind, name in _KINDS:
        had, has = values(facts_before, kind), values(facts_after, kind)
        fault = difference(had, _without_repetitions(has, had) if splits else has)
        if fault and kind == "paragraf":
            fault = law_difference(was, now)
        if fault:
            faults.append(f"{name} {fault}")
    return (*faults, *(f"„{text}“ bleibt nicht, wie es ist" for text in lost_places(touched, was, now)))
