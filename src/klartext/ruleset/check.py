"""Run the rules' own examples: what should be found is found, what should not stays silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc

from klartext.config import Config
from klartext.records import Document, Finding, Letter, Part, Protected
from klartext.ruleset.match import find, skipped_rules
from klartext.ruleset.rule import Example, Rule, RuleSet, fixed_replacement
from klartext.spans import OffsetMap, Span

ExampleKind = Literal["falsch", "besser", "gegenbeispiel", "ersatz"]
Analyse = Callable[[str], Doc]
Protect = Callable[[Letter], Sequence[Protected]]


@dataclass(frozen=True, slots=True)
class ExampleFailure:
    """An example that does not behave as its rule says; ``detail`` is German."""

    rule: str
    kind: ExampleKind
    text: str
    detail: str

    def __str__(self) -> str:
        return f"{self.rule} ({self.kind}): {self.detail}\n  Satz: {self.text}"


def check_rules(ruleset: RuleSet, nlp: Analyse, protect: Protect | None = None) -> list[ExampleFailure]:
    """Run every example of every rule, all rules together as on a letter.

    Examples of rules that need a layer ``nlp`` does not provide are left out; ``skipped_rules`` names them.

    Args:
        ruleset: The rules.
        nlp: Analyses a text.
        protect: Finds the protected places of a letter; without it nothing is protected.
    """
    bench = _Bench(ruleset, nlp, protect or (lambda _: ()))
    skipped = {s.rule for s in skipped_rules(nlp("Das ist ein Satz."), ruleset)}
    return [failure for rule in ruleset.rules if rule.id not in skipped for failure in bench.check(rule)]


def running_text(text: str) -> Letter:
    """Return a letter that is nothing but one paragraph."""
    whole = Span(0, len(text))
    return Letter(Document("Beispiel", text, text, OffsetMap.identity(len(text))), (Part("text", whole),), (whole,))


@dataclass(frozen=True, slots=True)
class _Bench:
    ruleset: RuleSet
    nlp: Analyse
    protect: Protect

    def check(self, rule: Rule) -> Iterator[ExampleFailure]:
        for example in rule.examples:
            yield from self._found(rule, example)
            if example.better is not None:
                yield from self._silent(rule, "besser", example.better)
        for counterexample in rule.counterexamples:
            yield from self._silent(rule, "gegenbeispiel", counterexample.text)

    def _findings(self, text: str) -> list[Finding]:
        letter = running_text(text)
        return find(self.nlp(text), letter, self.protect(letter), self.ruleset, Config())

    def _found(self, rule: Rule, example: Example) -> Iterator[ExampleFailure]:
        findings = self._findings(example.text)
        own = [f for f in findings if f.rule == rule.id]
        if len(own) != 1:
            others = ", ".join(f"{f.rule} bei „{f.text}“" for f in findings if f.rule != rule.id) or "nichts"
            detail = f"{len(own)} Befunde statt einem; sonst gefunden: {others}."
            yield ExampleFailure(rule.id, "falsch", example.text, detail)
            return
        finding = own[0]
        if not _covers(finding, example.marks, rule.word_level):
            marked = " … ".join(example.text[m.start : m.end] for m in example.marks)
            detail = f"gefunden wurde „{finding.text}“, markiert ist „{marked}“."
            yield ExampleFailure(rule.id, "falsch", example.text, detail)
        if "{" in finding.message:
            yield ExampleFailure(rule.id, "falsch", example.text, f"offener Platzhalter in „{finding.message}“.")
        yield from self._replaced(rule, example, finding)

    def _replaced(self, rule: Rule, example: Example, finding: Finding) -> Iterator[ExampleFailure]:
        new = fixed_replacement(rule, finding.text)
        if new is not None:
            span, text = finding.span, example.text
            yield from self._silent(rule, "ersatz", text[: span.start] + new + text[span.end :])

    def _silent(self, rule: Rule, kind: ExampleKind, text: str) -> Iterator[ExampleFailure]:
        for finding in self._findings(text):
            if finding.rule == rule.id:
                yield ExampleFailure(rule.id, kind, text, f"die Regel meldet auch hier „{finding.text}“.")


def _covers(finding: Finding, marks: Sequence[Span], word_level: bool) -> bool:
    """Whether a finding is exactly the marked place; of several marks those of words are its beginning and end."""
    if len(marks) == 1 or word_level:
        return finding.span == Span(marks[0].start, marks[-1].end)
    return all(finding.span.contains(m) or any(e.span.contains(m) for e in finding.evidence) for m in marks)
