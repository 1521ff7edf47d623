"""A legal basis in the middle of the sentence moves into brackets at its end.

*Gemäß § 60 Abs. 1 SGB I sind Sie verpflichtet, …* → *Sie sind verpflichtet, … (§ 60 Abs. 1 SGB I).*
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from klartext.rewrite.clause import capitalised, inner_text, token_span
from klartext.rewrite.contract import Rewrite, Scene
from klartext.spans import Edit, Span

_PREPOSITIONS: Final = frozenset({"gemäß", "gem.", "nach", "laut", "lt.", "aufgrund"})
_JOINTS: Final = (",", "und", "sowie", "i. V. m.", "i.V.m.", "in Verbindung mit", "iVm", ";", ", §", "u.")
_ARTICLES: Final = frozenset({"des", "der", "dem"})
# With these verbs the citation is what the sentence is about.
_GOVERNING: Final = frozenset("""
    richten bemessen bestimmen beurteilen berechnen handeln ermitteln verfahren ergeben folgen verstoßen gelten
    entsprechen widersprechen fallen unterliegen stehen lauten
""".split())
_SHORT: Final = frozenset({"Ihnen", "uns", "Sie", "sich", "ihm", "ihr", "ihnen", "es"})
_CLAUSES: Final = frozenset({"advcl", "ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "parataxis"})
_EXPLANATION: Final = (
    "Zuerst steht jetzt, was gilt. Die Rechtsgrundlage steht in Klammern am Ende und stört beim Lesen nicht mehr."
)


@dataclass(frozen=True, slots=True)
class _Reference:
    """A preposition with its citation: token indices, end exclusive, and the citation's characters."""

    start: int
    end: int
    citation: Span


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the sentence with its only legal basis at the end."""
    doc = scene.doc
    reference = _reference(scene)
    if reference is None or scene.text.rstrip()[-1:] != "." or not _is_simple(doc, reference):
        return
    at_front = not any(c.isalnum() for c in scene.text[: doc[reference.start].idx])
    moved = _from_front(scene, reference) if at_front else _from_middle(scene, reference)
    if moved:
        citation = scene.text[reference.citation.start : reference.citation.end]
        stop = scene.text.rindex(".")
        edits = (*moved, Edit(Span(stop, stop), f" ({citation})"))
        place = token_span(doc, reference.start, reference.end)
        yield Rewrite("rechtsverweis", "paragraphenkette", place, edits, _EXPLANATION)


def _reference(scene: Scene) -> _Reference | None:
    """Return the citations of the sentence if they form one stretch behind a preposition that names a basis."""
    places = sorted(p.span for p in scene.protected if p.kind == "paragraph")
    if not places or scene.text.count("§") == 0 or "(" in scene.text[: places[-1].end]:
        return None
    for left, right in zip(places, places[1:], strict=False):
        if scene.text[left.end : right.start].strip() not in _JOINTS:
            return None
    span = Span(places[0].start, places[-1].end)
    if not scene.text[span.start] == "§":
        return None
    inside = [t.i for t in scene.doc if span.start <= t.idx < span.end]
    if not inside or inside[0] == 0 or inside[-1] + 1 >= len(scene.doc):
        return None
    start, end = inside[0] - 1, inside[-1] + 1
    if scene.doc[end - 1].idx + len(scene.doc[end - 1]) != span.end or scene.doc[start].lower_ not in _PREPOSITIONS:
        return None
    return _Reference(start, end, span)


def _is_simple(doc: Doc, reference: _Reference) -> bool:
    """Whether the sentence is one main clause in which the citation belongs to the verb."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    head = doc[reference.start + 1]
    if root is None or head.dep_ not in ("obl", "advmod") or head.head != root or root.lemma_ in _GOVERNING:
        return False
    own = {t.i for t in head.subtree if t.dep_ != "punct"}
    if not own <= set(range(reference.start, reference.end)):
        return False
    if any(t.dep_ in _CLAUSES for t in doc) or any(t.text in (";", ":", "?", "–", "(") for t in doc):
        return False
    return not any(t.dep_ == "conj" and t.head == root and t.pos_ in ("VERB", "AUX") for t in doc)


def _from_front(scene: Scene, reference: _Reference) -> tuple[Edit, ...]:
    """Return the edits for a citation before the finite verb: the subject takes its place."""
    doc, verb = scene.doc, scene.doc[reference.end]
    if verb.pos_ not in ("VERB", "AUX"):
        return ()
    subject = _subject(doc, reference.end + 1)
    if subject is None:
        return ()
    start, end = subject
    text = capitalised(inner_text(doc, start, end))
    first = Span(doc[0].idx, doc[verb.i].idx)
    gone = Span(doc[start - 1].idx + len(doc[start - 1]), doc[end - 1].idx + len(doc[end - 1]))
    return (Edit(first, f"{text} "), Edit(gone, ""))


def _subject(doc: Doc, at: int) -> tuple[int, int] | None:
    """Return the tokens of the subject that stands behind the verb, perhaps behind a short pronoun."""
    found = next((t for t in doc if t.dep_ in ("nsubj", "nsubj:pass", "expl") and t.head.dep_ == "ROOT"), None)
    if found is None or (found.dep_ == "expl" and found.lower_ != "es"):
        return None
    words = sorted(t.i for t in found.subtree if t.dep_ != "punct")
    start, end = words[0], words[-1] + 1
    if len(words) != end - start or start < at or not _only_pronouns(doc[at:start]):
        return None
    return (start, end) if end < len(doc) and doc[end].text != "," else None


def _only_pronouns(words: Sequence[Token]) -> bool:
    return all(t.text in _SHORT for t in words) and len(words) <= 1


def _from_middle(scene: Scene, reference: _Reference) -> tuple[Edit, ...]:
    """Return the edit that takes a citation out of the middle of the clause."""
    doc = scene.doc
    before, after = doc[reference.start - 1], doc[reference.end]
    if before.pos_ in ("NOUN", "PROPN", "NUM", "ADP", "CCONJ", "ADJ") or before.text == ",":
        return ()
    if after.pos_ == "PUNCT" or doc[: reference.start].text.count(" ") < 1:
        return ()
    return (Edit(Span(before.idx + len(before), doc[reference.end - 1].idx + len(doc[reference.end - 1])), ""),)
