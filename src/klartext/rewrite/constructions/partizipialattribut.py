"""A whole sentence packed before a noun becomes a relative clause behind it.

*die von Ihnen am 3. Mai gestellten Anträge* → *die Anträge, die Sie am 3. Mai gestellt haben*
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from klartext.grammar.determiners import DEFINITE_ARTICLES
from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.rewrite.attributes import (
    NOUN_PREPOSITIONS,
    Attribute,
    agrees,
    attribute_of,
    is_short,
    says_only_its_date,
    says_only_when,
    says_only_where,
)  # fmt: skip
from klartext.rewrite.capitals import capitalised, inner_text, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.rewrite.relative_clauses import RelativeClause, relative_clause
from klartext.rewrite.verb_complex import AUXILIARIES
from klartext.spans import Edit, Span

_NO_COMMA_BEFORE: Final = frozenset({".", ",", ";", ":", "!", "?", ")"})
_UNCLEAR_NEXT: Final = frozenset({"(", "–", "—", "-", "/", "bzw.", "“", '"', "«"})
_VERBAL_PREPOSITIONS: Final = NOUN_PREPOSITIONS | {"am", "ans", "aufs", "in", "im"}
_POSTPOSITIONS: Final = frozenset(
    {"hin", "her", "willen", "halber", "zufolge", "zuliebe", "entlang", "hinaus", "hindurch"}
)
"""What closes a phrase behind its noun: *auf Ihre am 3. Mai erfolgte Meldung hin*."""
_STEM: Final = 3
_FARTHEST: Final = 8
"""Most words between a noun and its relative clause."""
_EXPLANATION: Final = (
    "Was vor dem Substantiv stand, steht jetzt in einem Nebensatz dahinter: So kommt das Substantiv früher, "
    "und man muss sich weniger merken."
)

_EMPTY: Final = "Das Wort davor sagt nur, dass etwas geschehen ist. Das Datum allein genügt."


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield a relative clause for every attribute before a noun that carries words of its own."""
    for token in scene.doc:
        attribute = attribute_of(scene, token)
        if attribute is None or is_short(attribute):
            continue
        if says_only_when(attribute) or says_only_its_date(attribute):
            rewrite = _with_date(scene, attribute)
        else:
            relative = relative_clause(attribute)
            joint = _is_done_with_reader(attribute)
            rewrite = _rewrite(scene, attribute, relative) if relative and not joint else None
        if rewrite:
            yield rewrite


def _rewrite(scene: Scene, attribute: Attribute, relative: RelativeClause) -> Rewrite | None:
    doc, text = attribute.doc, scene.text
    if doc[attribute.start - 1].lower_ == "nicht" and attribute.start > 0:
        return None  # „ersetzt nicht Genehmigungen, die …“: without its attribute the noun wants „keine“
    if attribute.anchor - attribute.noun.i > _FARTHEST:
        return None
    place = _behind_bracket(attribute)
    if place == attribute.anchor and _has_clause_beside(attribute):
        return None
    following = doc[place + 1] if place + 1 < len(doc) else None
    if following is not None and (following.text in _UNCLEAR_NEXT or _stumbles(relative, following)):
        return None
    if following is not None and following.lower_ in _POSTPOSITIONS and place == attribute.anchor:
        return None
    if says_only_where(attribute) and following is not None and following.text not in _NO_COMMA_BEFORE:
        return None  # two or three words before the noun are easier than a clause between it and its verb
    comma = "" if following is None or following.text in _NO_COMMA_BEFORE else ","
    at = doc[place].idx + len(doc[place])
    gone = Span(doc[attribute.start].idx, doc[attribute.word.i + 1].idx)
    opens = is_capital_start(text, gone.start)
    edits = [Edit(gone, ""), Edit(Span(at, at), f", {relative.text}{comma}")]
    if opens:
        first = doc[attribute.word.i + 1]
        edits[0] = Edit(Span(gone.start, first.idx + len(first)), capitalised(first.text))
    confidence = relative.confidence
    if place == attribute.anchor and following is not None and following.lower_ in _VERBAL_PREPOSITIONS:
        confidence = min(confidence, 0.8)  # the phrase may belong to the noun
    article = min([attribute.start, *(c.i for c in attribute.noun.lefts if c.dep_ in ("det", "det:poss"))])
    return Rewrite(
        "partizipialattribut",
        "partizipialattribut",
        token_span(doc, article, attribute.noun.i + 1),
        tuple(edits),
        _EXPLANATION,
        confidence=confidence,
    )


def _with_date(scene: Scene, attribute: Attribute) -> Rewrite | None:
    """Return the noun with its date behind it: *die am 8. Juli durchgeführte Prüfung* → *die Prüfung vom 8. Juli*.

    A relative clause would only bring back the empty verb. *Am* stays where the phrase stands alone before the finite
    verb; anywhere else it would date the verb. Nothing where another phrase of the noun is in the way.
    """
    doc, noun = attribute.doc, attribute.noun
    when = inner_text(doc, attribute.start, attribute.word.i)
    at = noun.idx + len(noun)
    dated = says_only_its_date(attribute)
    if (attribute.anchor != noun.i and not dated) or any(p.span.start < at < p.span.end for p in scene.protected):
        return None
    following = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    in_the_way = ("NUM", "PROPN", "X") if dated else ("ADP", "NUM", "PROPN", "X")
    if following is not None and following.pos_ in in_the_way:
        return None
    alone = any(c.vorfeld is not None and c.vorfeld.end == noun.i + 1 for c in scene.clauses)
    if dated:
        when = f"vom {when.removeprefix('unter dem ').removeprefix('am ')}"
    elif not alone or attribute.word.lower_.startswith(("erfolgt", "vorgenommen")):
        preposition, _, rest = when.partition(" ")
        if preposition not in ("am", "im"):
            return None
        when = f"vom {rest}"
    gone = Span(doc[attribute.start].idx, doc[attribute.word.i + 1].idx)
    edits = [Edit(gone, ""), Edit(Span(at, at), f" {when}")]
    if is_capital_start(scene.text, gone.start):
        first = doc[attribute.word.i + 1]
        if first == noun:
            edits = [Edit(Span(gone.start, at), f"{noun.text} {when}")]
        else:
            edits[0] = Edit(Span(gone.start, first.idx + len(first)), capitalised(first.text))
    article = min([attribute.start, *(c.i for c in noun.lefts if c.dep_ in ("det", "det:poss"))])
    return Rewrite(
        "leeres-partizip", "partizipialattribut", token_span(doc, article, noun.i + 1), tuple(edits), _EMPTY,
        confidence=0.9,
    )  # fmt: skip


def _is_done_with_reader(attribute: Attribute) -> bool:
    """Whether somebody did it together with the reader and is not named: *das mit Ihnen geführte Gespräch*.

    *Das Gespräch, das mit Ihnen geführt wurde* is no plainer.
    """
    children = [c for c in attribute.word.children if c.i >= attribute.start]
    with_reader = any(c.text == "Ihnen" and any(x.lower_ == "mit" for x in c.children) for c in children)
    return with_reader and not any(x.lower_ in AGENT_PREPOSITIONS for c in children for x in c.children)


def _has_clause_beside(attribute: Attribute) -> bool:
    """Whether a relative clause follows about another noun of the same verb: two of them part the verb from its nouns.

    *wird durch das von uns beauftragte Labor eine Kontrolle durchgeführt, deren Kosten …*
    """
    verb, noun = attribute.noun.head, attribute.noun
    beside = (c for c in verb.children if c.i > noun.i and c.pos_ == "NOUN")
    return verb.pos_ == "VERB" and any(t.dep_ == "acl:relcl" for c in beside for t in c.children)


def _stumbles(relative: RelativeClause, following: Token) -> bool:
    """Whether the same verb would stand twice in a row: *durchgeführt wurde, wurden*."""
    last = relative.text.rsplit(" ", 1)[-1]
    return last == following.text or (following.pos_ == "AUX" and last[:_STEM] == following.text[:_STEM])


def _behind_bracket(attribute: Attribute) -> int:
    """Return the token behind which the clause stands: the noun phrase, or the verbs that close the sentence."""
    doc, at = attribute.doc, attribute.anchor + 1
    while at < len(doc) and (doc[at].pos_ in ("VERB", "AUX") or doc[at].dep_ in ("compound:prt", "mark")):
        at += 1
    if at == attribute.anchor + 1 and doc[at : at + 2].text.lower() == "nicht.":
        at += 1  # „Ich erstatte die Kosten, die Ihnen entstehen, nicht“
    closes = at == len(doc) or doc[at].text in (".", ",", ";", ":", "!", "?")
    bracket = doc[attribute.anchor + 1 : at]
    if not closes or not 0 < len(bracket) <= 3 or _has_second_verb(bracket) or _opens_clause(attribute):
        return attribute.anchor
    if _is_ambiguous_from_afar(attribute) or any(c.dep_ in ("xcomp", "ccomp") for t in bracket for c in t.rights):
        return attribute.anchor
    return at - 1


def _is_ambiguous_from_afar(attribute: Attribute) -> bool:
    """Whether behind the verbs the clause could also belong to the noun that this one depends on."""
    noun = attribute.noun
    return noun.dep_ == "nmod" and agrees(noun.head, noun)


def _opens_clause(attribute: Attribute) -> bool:
    """Whether nothing but the noun phrase stands before the verbs behind it."""
    first = min([attribute.start, *(t.i for t in attribute.noun.lefts)])
    before = attribute.doc[:first]
    return all(t.dep_ in ("case", "punct") or t.lower_ in DEFINITE_ARTICLES for t in before)


def _has_second_verb(bracket: DocSpan) -> bool:
    """Whether the verbs behind the noun hold the finite verb of a main clause, which would part noun and clause."""
    for token in bracket:
        if "VerbForm=Fin" in token.morph or (token.pos_ == "AUX" and token.dep_ != "aux:pass"):
            head = token.head if token.dep_ in AUXILIARIES else token
            if not any(c.dep_ == "mark" and c.lower_ != "zu" for c in head.children):
                return True
    return False
