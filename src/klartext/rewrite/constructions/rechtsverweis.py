"""A legal basis in the middle of the sentence moves into brackets at its end.

*Gemäß § 60 Abs. 1 SGB I sind Sie verpflichtet, …* → *Sie sind verpflichtet, … (§ 60 Abs. 1 SGB I).*
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.rewrite.capitals import capitalised, inner_text, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.spans import Edit, Span

_PREPOSITIONS: Final = (
    "nach Maßgabe des", "nach Maßgabe der", "nach Maßgabe von", "auf der Grundlage des", "auf der Grundlage von",
    "auf Grundlage des", "auf Grundlage von", "auf Grund des", "auf Grund von", "auf Grund der", "auf Grund",
    "aufgrund des", "aufgrund der", "aufgrund von", "aufgrund", "entsprechend", "gemäß", "gem.", "nach", "laut", "lt.",
)  # fmt: skip
_JOINTS: Final = (",", "und", "sowie", "i. V. m.", "i.V.m.", "in Verbindung mit", "iVm", ";", ", §", "u.")
# With these verbs the citation is what the sentence is about.
_GOVERNING: Final = frozenset(
    """
    richten bemessen bestimmen beurteilen berechnen handeln ermitteln verfahren ergeben folgen verstoßen gelten
    entsprechen widersprechen fallen unterliegen stehen lauten
""".split()
)
_BACK: Final = re.compile(
    r"\s(?:(?:des|dieses|jenes|genannten)\s(?:Gesetzes|Vertrag(?:e?s))|(?:der|dieser|jener|genannten)\s(?:Satzung|Verordnung"
    r"|Vorschrift|Richtlinie|Ordnung)|a\.\s?a\.\s?O\.)(?!\w)"
)
_LAW: Final = re.compile(r"(?:gesetz|gesetzbuch|ordnung|satzung|richtlinie|vertrag)(?:e?s)?(?!\w)", re.IGNORECASE)
_REASONS: Final = frozenset({"dass", "da", "weil", "damit", "obwohl", "sodass", "um", "nachdem"})
_FURTHER: Final = frozenset({"weshalb", "weswegen", "sodass", "wobei", "womit", "wodurch", "wonach", "wogegen", "wozu"})
"""They open a clause that adds a statement."""
_SHORT: Final = frozenset({"Ihnen", "uns", "Sie", "sich", "ihm", "ihr", "ihnen", "es"})
_CLAUSES: Final = frozenset({"ccomp", "csubj", "csubj:pass", "acl", "acl:relcl", "parataxis"})
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
    if (
        reference is None
        or _points_back(scene, reference)
        or scene.text.rstrip()[-1:] != "."
        or not _is_simple(doc, reference)
    ):
        return
    at_front = not any(c.isalnum() for c in scene.text[: doc[reference.start].idx])
    moved = _from_front(scene, reference) if at_front else _from_middle(scene, reference)
    if moved:
        citation = scene.text[reference.citation.start : reference.citation.end]
        stop = _end(scene, reference)
        edits = (*moved, Edit(Span(stop, stop), f" ({citation})"))
        place = token_span(doc, reference.start, reference.end)
        yield Rewrite("rechtsverweis", "paragraphenkette", place, edits, _EXPLANATION)


def _points_back(scene: Scene, reference: _Reference) -> bool:
    """Whether the law is only called *das Gesetz* and the sentence names another one, which it would seem to be."""
    start, end = reference.citation.start, reference.citation.end
    back = _BACK.search(scene.text, start, end) or _BACK.match(scene.text, end)
    return back is not None and _LAW.search(scene.text[:start] + scene.text[max(end, back.end()) :]) is not None


def _end(scene: Scene, reference: _Reference) -> int:
    """Return where the brackets stand: before the full stop, or before a reason behind the citation."""
    for token in scene.doc:
        if token.dep_ == "mark" and token.lower_ in _REASONS and token.head.dep_ == "advcl" and token.i > 1:
            comma = token.nbor(-2) if token.nbor(-1).lower_ == "so" else token.nbor(-1)
            ends = all(t.is_punct for t in scene.doc[token.head.right_edge.i + 1 :])
            if comma.text == "," and comma.i >= reference.end and token.head.head.dep_ == "ROOT" and ends:
                return int(comma.idx)
    return scene.text.rindex(".")


def _reference(scene: Scene) -> _Reference | None:
    """Return the citations of the sentence if they form one stretch behind a preposition that names a basis."""
    places = sorted(p.span for p in scene.protected if p.kind == "paragraph")
    if not places or scene.text.count("§") == 0 or "(" in scene.text[: places[-1].end]:
        return None
    for left, right in pairwise(places):
        if scene.text[left.end : right.start].strip() not in _JOINTS:
            return None
    span = Span(places[0].start, places[-1].end)
    if scene.text[span.start] != "§":
        return None
    inside = [t.i for t in scene.doc if span.start <= t.idx < span.end]
    if not inside or inside[0] == 0 or inside[-1] + 1 >= len(scene.doc):
        return None
    end = inside[-1] + 1
    for preposition in _PREPOSITIONS:
        start = inside[0] - preposition.count(" ") - 1
        if start >= 0 and scene.doc[start : inside[0]].text.casefold() == preposition.casefold():
            closed = scene.doc[end - 1].idx + len(scene.doc[end - 1]) == span.end
            return _Reference(start, end, span) if closed else None
    return None


def _is_simple(doc: Doc, reference: _Reference) -> bool:
    """Whether the citation belongs to the main verb of a sentence without further statements."""
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    inside = doc[reference.start : reference.end]
    heads = [t for t in inside if t.head not in inside]
    if root is None or not heads or root in inside or root.lemma_ in _GOVERNING:
        return False
    if any(t.head != root or t.dep_ not in ("obl", "advmod", "case", "mark") for t in heads):
        return False
    own = {t.i for head in heads for t in head.subtree if t.dep_ != "punct"}
    if not own <= set(range(reference.start, reference.end)):
        return False
    if _says_more(doc) or any(t.dep_ in _CLAUSES for t in doc) or any(t.text in (";", ":", "?", "–", "(") for t in doc):
        return False
    return not any(t.dep_ == "conj" and t.head == root and t.pos_ in ("VERB", "AUX") for t in doc)


def _says_more(doc: Doc) -> bool:
    """Whether a second statement follows, in a sentence or a clause of its own: brackets at its end would be for it."""
    parted = any(t.text == "." and t.is_punct and t.i + 1 < len(doc) and t.nbor(1).text[:1].isupper() for t in doc)
    return parted or any(t.lower_ in _FURTHER for t in doc)


def _from_front(scene: Scene, reference: _Reference) -> tuple[Edit, ...]:
    """Return the edits for a citation before the finite verb: the subject takes its place."""
    doc, verb = scene.doc, scene.doc[reference.end]
    if verb.pos_ not in ("VERB", "AUX"):
        return ()
    subject = _subject(doc, reference.end + 1)
    if subject is None:
        return ()
    start, end = subject
    if not any(c.isalnum() for c in doc[reference.end + 1 : start].text + doc[end:].text):
        return ()
    text = inner_text(doc, start, end)
    if is_capital_start(doc.text, doc[reference.start].idx):
        text = capitalised(text)
    first = Span(doc[0].idx, doc[verb.i].idx)
    gone = Span(doc[start - 1].idx + len(doc[start - 1]), doc[end - 1].idx + len(doc[end - 1]))
    return (Edit(first, f"{text} "), Edit(gone, ""))


def _subject(doc: Doc, at: int) -> tuple[int, int] | None:
    """Return the tokens of the subject that stands behind the verb, perhaps behind a short pronoun."""
    found = next((t for t in doc if t.dep_ in ("nsubj", "nsubj:pass", "expl") and t.head.dep_ == "ROOT"), None)
    if found is None and any(t.text == "Sie" and t.i == at for t in doc):
        return None
    if found is None or (found.dep_ == "expl" and found.lower_ != "es"):
        return None
    words = sorted(t.i for t in found.subtree if t.dep_ != "punct")
    start, end = words[0], words[-1] + 1
    if len(words) != end - start or start < at or not _only_pronouns(list(doc[at:start])) or _may_hide_more(found):
        return None
    return (start, end) if end < len(doc) and doc[end].text != "," else None


def _may_hide_more(subject: Token) -> bool:
    """Whether the parse may have hung on the subject what belongs to the verb: a dative object or who acts.

    *Änderungen der Daten der Behörde mitteilen*, *Klappen vom Eigentümer zu warten*
    """
    if any(c.lower_ in AGENT_PREPOSITIONS for t in subject.rights for c in t.children if c.dep_ == "case"):
        return True
    links = [t for t in subject.subtree if t.dep_ == "nmod" and not any(c.dep_ == "case" for c in t.children)]
    return len(links) > 1 and any(c.lower_ == "der" for c in links[-1].children)


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
