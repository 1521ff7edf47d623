"""Intentions that nobody has: *Es ist beabsichtigt, den Bescheid aufzuheben.* The office says what it plans."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from klartext.grammar.verbs import verb
from klartext.rewrite.active import infinitives_of, objects_of
from klartext.rewrite.actors import actors
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import YOU, verb_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.lexicon import Roles
from klartext.spans import Edit

_PLANS: Final[Mapping[str, str]] = MappingProxyType(
    {"beabsichtigt": "beabsichtigen", "geplant": "planen", "vorgesehen": "planen"}
)
_WHY: Final = "„Es ist beabsichtigt“ verschweigt, wer etwas vorhat. Nun steht es vorn."
_SURE: Final = 0.93


@dataclass(frozen=True, slots=True)
class Intentions:
    """Turns impersonal plans into plans of the office, where the deed is surely its own."""

    roles: Roles

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield *Wir beabsichtigen, …* for every plan whose deed the office does."""
        for clause in scene.clauses:
            infinitive = _planned(clause)
            inner = read_clause(infinitive.head) if infinitive is not None and infinitive.head is not None else None
            if infinitive is None or inner is None or (inner.start, inner.end) != (infinitive.start, infinitive.end):
                continue
            found = self._rewrite(scene, clause, inner)
            if found is not None:
                yield found

    def _rewrite(self, scene: Scene, clause: Clause, inner: Clause) -> Rewrite | None:
        main, plan = verb_of(inner.verbs.main), verb(_PLANS[clause.verbs.main.lower_])
        if main is None or plan is None:
            return None
        objects = [p.head.lemma_ for p in inner.pieces if p.role in ("akkusativ", "dativ") and p.head is not None]
        verbs = infinitives_of(inner, main)
        choice = actors(inner, scene, self.roles, verbs, "vorgang", objects or objects_of(inner))
        if choice is None or choice.needs or choice.subjects[0] == YOU:
            return None
        subject = choice.subjects[0]
        finite = plan.finite(subject.person, subject.number or "Plur")
        actor, first = Piece(subject.text, "subjekt"), clause.vorfeld
        if first is None or first.role == "es":
            order = Order("v2", finite, "", "", actor, clause.mittelfeld, clause.nachfeld)
        else:
            order = Order("v2", finite, "", "", first, with_subject(clause.mittelfeld, actor), clause.nachfeld)
        text = order.text()
        new = capitalised(text) if clause.begins else text
        edits = (Edit(clause.span, new),)
        return Rewrite(
            "absicht", "unpersoenlich", clause.span, edits, _WHY, assumed=choice.assumed, confidence=_SURE
        )  # fmt: skip


def _planned(clause: Clause) -> Piece | None:
    """Return the infinitive behind *ist beabsichtigt*; None where somebody is named or it is denied."""
    verbs, finite = clause.verbs, clause.verbs.finite
    if clause.kind != "v2" or finite is None or finite.lower_ != "ist" or verbs.main.lower_ not in _PLANS:
        return None
    infinitives = [p for p in clause.nachfeld if p.role == "infinitiv"]
    others = [p for p in clause.pieces if p not in infinitives]
    if verbs.others or clause.chain or len(infinitives) != 1 or len(clause.nachfeld) != 1:
        return None
    return infinitives[0] if all(p.role in ("es", "adverb", "praep") for p in others) else None
