"""What the interface has done for it: requests in, answers out; HTTP stays outside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from klartext import __version__
from klartext.api import models
from klartext.api.limits import LARGEST_BODY, LONGEST_TEXT, Turn
from klartext.decisions import from_dict, text_hash
from klartext.decisions.files import versions_dict
from klartext.documents import read_text
from klartext.errors import RuleError, did_you_mean
from klartext.protokoll import protokoll, to_record
from klartext.records import Analysis, Versions
from klartext.report import to_dict
from klartext.report.contract import SCHEMA_VERSION
from klartext.ruleset.explain import marked
from klartext.ruleset.rule import Rule
from klartext.session import Klartext


@dataclass(frozen=True, slots=True)
class Work:
    """Everything behind the interface; whoever reads text holds ``turn``."""

    klartext: Klartext
    turn: Turn

    def check(self, request: models.LetterRequest) -> dict[str, Any]:
        """Return everything about a letter, as ``klartext check`` does."""
        return to_dict(self._analysis(request))

    def suggestions(self, request: models.LetterRequest) -> dict[str, Any]:
        """Return the suggestions for a letter."""
        analysis = self._analysis(request)
        told = to_dict(analysis)
        wanted = ("schema_version", "klartext", "suggestions", "rejected")
        return {**{key: told[key] for key in wanted}, "text_sha256": text_hash(analysis.letter.document)}

    def guard(self, request: models.GuardRequest) -> dict[str, Any]:
        """Return what the guard says about a wording, whoever wrote it."""
        with self.turn():
            checks = self.klartext.judge(request.original, request.proposed, grammar=request.author == "programm")
        return {
            "schema_version": SCHEMA_VERSION,
            "passed": all(c.passed for c in checks),
            "checks": [c.as_dict() for c in checks],
        }

    def release(self, request: models.DecisionsRequest, submitted_by: str | None) -> dict[str, Any]:
        """Apply recorded decisions to a letter and return it with its protocol; nothing is decided here.

        Raises:
            DecisionError: As for ``decisions.apply_decisions``.
        """
        document = read_text(request.text, request.source)
        log = from_dict(request.decisions.model_dump(mode="json", exclude_none=True), document)
        with self.turn():
            review = replace(self.klartext.review(self.klartext.analyse(document)), log=log)
            text, record = review.released_text(), to_record(protokoll(review))
        return {"schema_version": SCHEMA_VERSION, "text": text, "protocol": record, "submitted_by": submitted_by}

    def rules(self, category: str | None) -> dict[str, Any]:
        """Return all rules, or those of one category, in a line each."""
        lines = [rule.line() for rule in self.klartext.rules.rules if category in (None, rule.category)]
        return {"schema_version": SCHEMA_VERSION, "digest": self.klartext.rules.digest, "rules": lines}

    def rule(self, id: str) -> dict[str, Any]:
        """Return one rule with all it says.

        Raises:
            RuleError: KT-A05, there is no such rule.
        """
        try:
            return _details(self.klartext.rules.by_id(id))
        except KeyError:
            names = (r.id for r in self.klartext.rules.rules)
            remedy = did_you_mean(id, names) or "/api/v1/rules nennt alle Regeln."
            raise RuleError("KT-A05", "Diese Regel gibt es nicht.", remedy) from None

    def about(self, signed_in: str | None) -> dict[str, Any]:
        """Return what runs here."""
        versions = Versions(__version__, self.klartext.pipeline.name, self.klartext.rules.digest)
        return {
            "schema_version": SCHEMA_VERSION,
            "klartext": versions_dict(versions),
            "longest_text": LONGEST_TEXT,
            "largest_body": LARGEST_BODY,
            "signed_in": signed_in,
        }

    def _analysis(self, request: models.LetterRequest) -> Analysis:
        document = read_text(request.text, request.source)
        with self.turn():
            return self.klartext.analyse(document, request.actor)


def _details(rule: Rule) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA_VERSION,
        "id": rule.id,
        "category": rule.category,
        "severity": rule.severity,
        "title": rule.title,
        "message": rule.message,
        "explanation": rule.reason,
        "sources": [{"kind": s.kind, "title": s.title, "place": s.place} for s in rule.sources],
        "plain": list(rule.plain),
        "replacement": rule.replacement,
        "exceptions": list(rule.exceptions),
        "examples": [{"text": marked(e), "better": e.better} for e in rule.examples],
        "counterexamples": [{"text": c.text, "reason": c.reason} for c in rule.counterexamples],
        "word_list": rule.word_list,
    }
