"""*Sie sind verpflichtet, … zu …* → *Sie müssen …*, *wir sind gehalten, … zu …* → *wir müssen …*.

*Berechtigt* and *befugt* become *dürfen*.
*Ihnen wird aufgegeben* and *Ihnen obliegt es* become *Sie müssen*, too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from klartext.grammar.verbs import verb
from klartext.records import Category
from klartext.rewrite.actions import deed_of
from klartext.rewrite.actors import does
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.mainclause import infinitive_behind, parts_reflexive, person_and_number
from klartext.rewrite.predicate import YOU, mood_of, tense_of
from klartext.rewrite.word_order import Order, with_subject
from klartext.ruleset.lexicon import Actions, Roles
from klartext.spans import Edit

_MODAL: Final[Mapping[str, str]] = MappingProxyType(
    {"verpflichtet": "müssen", "gehalten": "müssen", "berechtigt": "dürfen", "befugt": "dürfen"}
)
_WHY: Final[Mapping[str, str]] = MappingProxyType({
    "verpflichtet": "„Sie müssen“ sagt dasselbe wie „Sie sind verpflichtet“ und braucht keinen zweiten Satzteil.",
    "gehalten": "Wer von sich selbst schreibt „gehalten“, meint eine Pflicht. „Müssen“ ist geläufig.",
    "aufgegeben": "„Sie müssen“ sagt dasselbe wie „Ihnen wird aufgegeben“ und ist geläufig.",
    "bedarf": "„Sie müssen“ sagt, wer handeln muss; „es bedarf“ verschweigt es.",
    "unbenommen": "„Sie können“ sagt dasselbe wie „bleibt Ihnen unbenommen“ und ist geläufig.",
    "steht": "„Sie können“ sagt dasselbe wie „es steht Ihnen frei“ und klingt freundlicher.",
    "obliegt": "„Sie müssen“ sagt dasselbe wie „Ihnen obliegt es“ und ist geläufig.",
    "berechtigt": "„Sie dürfen“ sagt dasselbe wie „Sie sind berechtigt“ und braucht keinen zweiten Satzteil.",
    "befugt": "„Dürfen“ sagt dasselbe wie „befugt sein“ und braucht keinen zweiten Satzteil.",
})  # fmt: skip
_FOR_YOU: Final[Mapping[str, tuple[str, str, Category]]] = MappingProxyType({
    "aufgegeben": ("wird", "müssen", "passiv"),
    "obliegt": ("obliegt", "müssen", "amtswort"),
    "unbenommen": ("bleibt", "können", "amtswort"),
    "steht": ("steht", "können", "floskel"),
})  # fmt: skip
"""Words that say with *Ihnen* what the reader must or can do: the finite verb that says it now, and the modal verb."""
_BY_LAW: Final = frozenset({"gesetzlich", "rechtlich", "vertraglich", "dienstlich", "satzungsgemäß"})
"""What one is bound by, as an adverb that no modal verb takes."""
_SURE: Final = 0.93


@dataclass(frozen=True, slots=True)
class Obligations:
    """Turns *verpflichtet* and *berechtigt* with an infinitive or a deed into modal verbs."""

    roles: Roles
    actions: Actions

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the clause with the modal verb."""
        for clause in scene.clauses:
            if (imposed := _imposed(clause) or self._needed(clause, scene)) is not None:
                yield imposed
            word, finite = clause.verbs.main.lower_, clause.verbs.finite
            if word not in _MODAL or finite is None or finite.lemma_ != "sein" or clause.kind == "inf":
                continue
            if clause.verbs.others or clause.chain or clause.find("negation") is not None:
                continue
            if word == "gehalten" and not _is_own_duty(clause):
                continue
            if tense_of(finite) == "Past" and mood_of(finite) == "Ind":
                continue  # „Sie mussten mitteilen“ would say that they did
            if any(p.text in _BY_LAW for p in clause.mittelfeld):
                continue  # „müssen gesetzlich prüfen“
            text = self._from_infinitive(clause, word) or self._from_noun(clause, word)
            if text is not None:
                new = capitalised(text) if clause.begins else text
                yield Rewrite(
                    "verpflichtet", "amtswort", clause.span, (Edit(clause.span, new),), _WHY[word], confidence=_SURE
                )

    def _from_infinitive(self, clause: Clause, word: str) -> str | None:
        found = infinitive_behind(clause)
        if found is None:
            return None
        inner, main, after = found
        announced = tuple(p for p in clause.mittelfeld if p.text == "dazu")
        return _text(clause, word, announced, inner.mittelfeld, main.infinitive, after)

    def _from_noun(self, clause: Clause, word: str) -> str | None:
        told = [p for p in clause.mittelfeld if p.role == "praep" and p.text.split(" ", 1)[0] in ("zu", "zur", "zum")]
        if len(told) != 1 or told[0].head is None:
            return None
        deed = deed_of(told[0].head, self.actions, self.roles)
        if deed is None or deed.end != told[0].end or deed.subject is not None or deed.reflexive:
            return None
        return _text(clause, word, (told[0],), deed.pieces(), deed.verb.infinitive, clause.nachfeld)

    def _needed(self, clause: Clause, scene: Scene) -> Rewrite | None:
        """Return *Sie müssen … vorlegen* for *es bedarf der Vorlage …*, where only the reader can do it."""
        finite, must = clause.verbs.finite, verb("müssen")
        deeds = [p for p in clause.mittelfeld if p.role in ("dativ", "akkusativ", "anderes") and p.text != "es"]
        if clause.verbs.main.lemma_ != "bedürfen" or finite is None or finite.lower_ != "bedarf" or must is None:
            return None
        if clause.kind != "v2" or clause.chain or len(deeds) != 1 or deeds[0].head is None:
            return None
        if all(p.text != "es" for p in clause.pieces) or clause.find("negation") is not None:
            return None
        deed = deed_of(deeds[0].head, self.actions, self.roles)
        if deed is None or deed.end != deeds[0].end or not deed.objects or deed.negated or deed.subject is not None:
            return None
        who = does(deed, clause, scene, self.roles, "pflicht", expected=True)
        if who is None or who.needs or who.subjects != (YOU,):
            return None
        kept = [p for p in clause.mittelfeld if p not in deeds and p.text != "es"]
        you, first = Piece("Sie", "subjekt"), clause.vorfeld
        inner = (*kept, *deed.pieces())
        if first is None or first.text == "es":
            order = Order("v2", must.finite(3, "Plur"), deed.verb.infinitive, "", you, inner, clause.nachfeld)
        else:
            later = with_subject(inner, you)
            order = Order("v2", must.finite(3, "Plur"), deed.verb.infinitive, "", first, later, clause.nachfeld)
        text = capitalised(order.text()) if clause.begins else order.text()
        edits = (Edit(clause.span, text),)
        return Rewrite(
            "verpflichtet", "amtswort", clause.span, edits, _WHY["bedarf"], assumed=who.assumed, confidence=_SURE
        )  # fmt: skip


def _is_own_duty(clause: Clause) -> bool:
    """Whether the office tells what it must do itself; of others *gehalten* may only say that they should."""
    subject = clause.find("subjekt")
    return subject is not None and subject.text in ("wir", "ich")


def _imposed(clause: Clause) -> Rewrite | None:
    """Return *Sie müssen …* for *Ihnen obliegt es, … zu …*, *Sie können …* for *es bleibt Ihnen unbenommen, … zu …*.

    Only what is said now and without a denial.
    """
    word = clause.verbs.main.lower_
    told, modal, category = _FOR_YOU.get(word, ("", "", "amtswort"))
    finite, reader, must = clause.verbs.finite, clause.find("dativ"), verb(modal) if modal else None
    found = infinitive_behind(clause)
    if finite is None or finite.lower_ != told or clause.kind != "v2":
        return None
    if word == "steht" and (clause.verbs.particle is None or clause.verbs.particle.lower_ != "frei"):
        return None
    if reader is None or reader.text != "Ihnen" or found is None or must is None or clause.chain:
        return None
    if clause.find("negation", "agens", "subjekt") is not None or clause.verbs.others:
        return None
    inner, main, after = found
    kept = [p for p in clause.mittelfeld if p != reader and p.text not in ("es", "hiermit")]
    if parts_reflexive(kept, inner.mittelfeld):
        return None
    pieces = [*kept, *inner.mittelfeld]
    short = [p for p in pieces if p.is_short]
    rest = (*short, *(p for p in pieces if not p.is_short))
    you, first = Piece("Sie", "subjekt"), clause.vorfeld
    if first is None or first == reader or first.role == "es" or first.text == "hiermit":
        order = Order("v2", must.finite(3, "Plur"), main.infinitive, "", you, rest, after)
    else:
        order = Order("v2", must.finite(3, "Plur"), main.infinitive, "", first, with_subject(rest, you), after)
    text = capitalised(order.text()) if clause.begins else order.text()
    return Rewrite("verpflichtet", category, clause.span, (Edit(clause.span, text),), _WHY[word], confidence=_SURE)


def _text(
    clause: Clause, word: str, gone: tuple[Piece, ...], added: tuple[Piece, ...], infinitive: str,
    after: tuple[Piece, ...],
) -> str | None:  # fmt: skip
    """Return the clause with the modal verb; its own phrases stand before those of the deed."""
    features, finite = person_and_number(clause), clause.verbs.finite
    modal, subject = verb(_MODAL[word]), clause.find("subjekt")
    if features is None or finite is None or modal is None or subject is None:
        return None
    form = modal.finite(*features, tense_of(finite), mood_of(finite))
    inner = [p for p in clause.mittelfeld if p not in gone and p != subject]
    if parts_reflexive(inner, added):
        return None
    short = [p for p in (*inner, *added) if p.is_short]
    pieces = (*short, *(p for p in (*inner, *added) if p not in short))
    opener = clause.opener.text if clause.opener else ""
    if clause.kind == "v2" and clause.vorfeld == subject:
        return Order("v2", form, infinitive, "", subject, pieces, after).text()
    return Order(clause.kind, form, infinitive, opener, clause.vorfeld, with_subject(pieces, subject), after).text()
