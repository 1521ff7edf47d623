"""Two negations that cancel out: *nicht unerheblich* → *erheblich*.

*nicht unerheblich* can also mean a little less than *erheblich*; a person decides whether the plain word fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.determiners import determiner
from klartext.grammar.phrases import noun_phrase
from klartext.pipeline.word_forms import is_known
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit, Span

_CONFIDENCE: Final = 0.6
_BOTH_WAYS: Final = 0.7
_EXPLANATION: Final = "Zwei Verneinungen heben sich auf. Gerade gesagt versteht man sofort, was gilt."
_ENDING: Final = re.compile(r"(?:e|er|es|en|em)\Z")
# No opposites: *un-* belongs to the word, or the pair has a meaning of its own.
_NO_PAIR: Final = frozenset(
    """
    unbedingt unverzüglich ungefähr unmittelbar ungeachtet unbeschadet unterschiedlich unverhofft ungestüm unwirsch
    unlängst unheimlich ungeheuer unentgeltlich unbenommen unvermittelt unscheinbar unanfechtbar unbefristet
    unbestritten unbekannt unverletzt unverheiratet unabhängig unabhängige ungenutzt unversteuert unterbrochen
""".split()
)
_BEFORE: Final = frozenset({"noch", "nur", "gar", "auch", "immer", "nie"})
_MODALS: Final = frozenset({"können", "dürfen", "müssen", "sollen", "brauchen", "mögen"})


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the plain word for every *nicht un…* and *kein un…er*."""
    if any(t.lower_ == "sondern" for t in scene.doc):
        return
    yield from _not_without(scene)
    for token in scene.doc[1:]:
        before = token.nbor(-1)
        positive = _positive(token)
        if positive is None or scene.is_protected(token_span(token.doc, before.i, token.i + 1)):
            continue
        if _is_under_force(before, token):
            continue
        if before.lower_ == "nicht":
            edits = _without_not(before, token, positive)
        else:
            edits = _with_article(before, token, positive)
        if edits:
            place = token_span(token.doc, before.i, token.i + 1)
            yield Rewrite(
                "verneinung", "verneinung", place, edits, _EXPLANATION, needs="verneinung", confidence=_CONFIDENCE,
                assumed=f"„{before.text} {token.text}“ meint hier dasselbe wie „{positive}“.",
            )  # fmt: skip


def _not_without(scene: Scene) -> Iterator[Rewrite]:
    """Yield *nur mit Ihrer Unterschrift möglich* for *nicht ohne Ihre Unterschrift möglich*."""
    for token in scene.doc[1:]:
        negation, phrase = token.nbor(-1), noun_phrase(token.head) if token.lower_ == "ohne" else None
        if phrase is None or negation.lower_ != "nicht" or phrase.start != token.i + 1 or not _allows(token.head.head):
            continue
        text = phrase.after("mit", "Dat") if phrase.determiner else None
        if text is None or scene.is_protected(token_span(scene.doc, negation.i, token.i + 1)):
            continue
        place = token_span(scene.doc, negation.i, phrase.end)
        only = "Nur" if negation.text[0] == "N" else "nur"
        yield Rewrite(
            "verneinung", "verneinung", place, (Edit(place, f"{only} {text}"),), _EXPLANATION, needs="verneinung",
            confidence=_BOTH_WAYS,
        )  # fmt: skip


def _allows(governor: Token) -> bool:
    """Whether the clause says what may or can be."""
    if governor.lemma_ in ("möglich", "zulässig", "erlaubt", "gestattet"):
        return True
    return any(c.dep_ == "aux" and c.lemma_ in ("können", "dürfen") for c in governor.children)


def _is_under_force(negation: Token, token: Token) -> bool:
    """Whether the clause permits, forbids or orders: *darf nicht ungeprüft* forbids, *darf geprüft* would permit.

    Behind an article *nicht* denies but its own word: *ein nicht unerheblicher Teil kann …*.
    """
    if negation.lower_ == "nicht" and negation.i and determiner(negation.nbor(-1).text) and token.dep_ == "amod":
        return False
    for word in (token, *token.ancestors):
        parts = (word, *(c for c in word.children if c.dep_ in ("aux", "aux:pass", "cop", "mark")))
        if any(p.lemma_ in _MODALS or (p.dep_ == "mark" and p.lower_ == "zu") for p in parts):
            return True
        if any("VerbForm=Fin" in p.morph for p in parts):
            return bool(re.search(r"\wzu\w+en\Z", word.text)) and word.pos_ == "VERB"
    return False


def _positive(token: Token) -> str | None:
    """Return the word without *un-*, None where it has no known opposite."""
    word = token.text
    if token.pos_ not in ("ADJ", "ADV", "VERB") or not word.startswith("un") or len(word) < 6:
        return None
    bases = {token.lemma_.lower(), word, _ENDING.sub("", word)}
    if bases & (_NO_PAIR | word_groups().mit_mitte) or not any(
        _is_known(base[2:]) for base in bases if base.startswith("un")
    ):
        return None
    return word[2:]


def _is_known(word: str) -> bool:
    return len(word) > 3 and is_known(word)


def _without_not(negation: Token, token: Token, positive: str) -> tuple[Edit, ...]:
    """Return the edit for *nicht unerheblich*; none where *nicht* belongs to another word."""
    doc = token.doc
    before = doc[negation.i - 1].lower_ if negation.i else ""
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    verbs = (token.head, *token.children)
    if any(t.lemma_ in ("bleiben", "lassen") for t in verbs):
        return ()
    if before in _BEFORE or (token.dep_ == "amod" and negation.head not in (token, token.head)):
        return ()
    if negation.head not in (token, token.head) or (after is not None and after.text in ("und", "oder")):
        return ()
    opens = negation.text[:1].isupper()
    return (Edit(token_span(doc, negation.i, token.i + 1), capitalised(positive) if opens else positive),)


def _with_article(article: Token, token: Token, positive: str) -> tuple[Edit, ...]:
    """Return the edits for *ein(e) keine unerhebliche*: *kein* becomes *ein*, the singular only."""
    if not article.lower_.startswith("kein") or token.dep_ != "amod" or article.head != token.head:
        return ()
    noun = token.head
    if "Plur" in noun.morph.get("Number", ["Plur"]) or noun.i != token.i + 1 or determiner(article.text) is None:
        return ()
    new = article.text[1:] if article.text[0] == "k" else "E" + article.text[2:]
    start = Span(article.idx, article.idx + len(article))
    return (Edit(start, new), Edit(Span(token.idx, token.idx + len(token)), positive))
