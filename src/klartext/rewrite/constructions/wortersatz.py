"""A hard word becomes a plain one in the same inflection: *entrichtet* → *zahlt*, *die Diskrepanz* → *die Abweichung*.

Only pairs of ``rules/wortersatz.yaml``; nothing where the form of the old word or of the new one is not sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from spacy.tokens import Token

from klartext.grammar.adjectives import attributive, inflected_stem
from klartext.grammar.determiners import determiner
from klartext.grammar.features import Case, Declension, Gender, Reading
from klartext.grammar.nouns import NounForms, analyses, noun_forms
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.prepositions import contract, contraction
from klartext.grammar.pronouns import POLITE_FORMS, RELATIVE_FORMS
from klartext.grammar.verbs import Mood, Number, Person, Tense, Verb, lemma_of_participle, verb
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.clause import read_clause
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, token_span
from klartext.rewrite.verb_complex import has_zu
from klartext.ruleset.word_swaps import Swap
from klartext.spans import Edit, Span

_ENDING: Final = re.compile(r"(?:e|er|es|en|em)\Z")
_PERSONS: Final[tuple[Person, ...]] = (3, 1)
_NUMBERS: Final[tuple[Number, ...]] = ("Sing", "Plur")
_TENSES: Final[tuple[Tense, ...]] = ("Pres", "Past")
_MOODS: Final[tuple[Mood, ...]] = ("Ind", "Sub")
_AUXILIARIES: Final = frozenset({"aux", "aux:pass"})
_CHILDREN: Final = ("kind", "sohn", "tochter", "säugling", "zwilling", "geschwister")
_LIKE_ARTICLES: Final = frozenset({"folgend"})
"""Adjectives that no comma parts from the next one."""
_WITH_COMPLEMENT: Final = frozenset({"Verstoß"})
"""Plain nouns that say little without what follows them: *Verstoß gegen …*."""
_THIRD: Final = frozenset({"er", "sie", "es", "ihn", "ihm", "ihr", "dessen", "deren", "dieser", "diese", "dieses"})


@dataclass(frozen=True, slots=True)
class WordSwaps:
    """The construction with its pairs, by the last word of the hard one."""

    by_word: Mapping[str, Sequence[Swap]]

    @classmethod
    def of(cls, swaps: Iterable[Swap]) -> WordSwaps:
        """Return the construction that makes these swaps."""
        by_word: dict[str, list[Swap]] = {}
        for swap in swaps:
            by_word.setdefault(swap.word.casefold().rsplit(" ", 1)[-1], []).append(swap)
        return cls(MappingProxyType({word: tuple(same) for word, same in by_word.items()}))

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the plain word for every hard word whose form is sure."""
        for token in scene.doc:
            for swap in self._swaps(token):
                if scene.is_protected(token_span(token.doc, token.i, token.i + 1)):
                    continue
                edits = _EDITS[swap.kind](token, swap)
                if edits and not any(scene.is_protected(e.span, "zitat", "name") for e in edits):
                    yield _rewrite(token, swap, edits)

    def _swaps(self, token: Token) -> Iterator[Swap]:
        keys = dict.fromkeys((token.lemma_.casefold(), *_bases(token.text, token.pos_ in ("NOUN", "PROPN"))))
        yield from (swap for key in keys for swap in self.by_word.get(key, ()))


def _rewrite(token: Token, swap: Swap, edits: Sequence[Edit]) -> Rewrite:
    explanation = f"„{swap.plain}“ ist geläufiger als „{swap.word}“ und heißt hier dasselbe."
    if not any(e.replacement for e in edits) and " " not in swap.word:
        explanation = f"„{swap.word}“ kann wegfallen: Welche Sache gemeint ist, sagt schon das Wort davor."
    if " " in swap.word:
        explanation = f"„{swap.plain}“ sagt schon alles; das Wort davor kann wegfallen."
    place = Span(min(e.span.start for e in edits), max(e.span.end for e in edits))
    if swap.kind != "verben":
        place = token_span(token.doc, token.i, token.i + 1)
    return Rewrite("wortersatz", swap.category, place, tuple(edits), explanation, confidence=0.92)


@lru_cache(maxsize=16_384)
def _bases(form: str, is_noun: bool) -> tuple[str, ...]:
    """Return base forms that a form may have, without trusting the lemma of the parse."""
    if is_noun:
        return tuple(f.lemma.casefold() for f in analyses(form))
    base = _ENDING.sub("", form.casefold())
    return base, lemma_of_participle(base) or base


# --- nouns ----------------------------------------------------------------------------------------------------------


def _noun(token: Token, swap: Swap) -> Sequence[Edit]:
    if token.pos_ not in ("NOUN", "PROPN") or token.text.isupper() or _is_whose(token, swap):
        return ()
    old, new, phrase = noun_forms(swap.word), noun_forms(swap.plain), noun_phrase(token)
    if old is None or new is None or phrase is None or phrase.head != token:
        return ()
    if any(c.i > token.i and (c.dep_ in ("flat", "nummod") or c.pos_ in ("NUM", "X")) for c in token.children):
        return ()
    if token.i + 1 < len(token.doc) and re.fullmatch(r"[IVX0-9].*", token.nbor(1).text):
        return ()
    if swap.plain in _WITH_COMPLEMENT and _is_a_bare_case(token):
        return ()  # „für den Fall der Zuwiderhandlung“: a violation of what?
    if old.gender != new.gender and _is_bare(token):
        return ()  # „bei Zuwiderhandlung“, but „bei einem Verstoß“
    readings = [r for r in phrase.readings if token.text in old.form(r[0], r[1])]
    if not readings or new.is_adjectival:
        return ()
    if old.gender != new.gender and new.gender is not None and _is_referred_to(token):
        return ()
    ways = {_written(token, new, reading) for reading in readings}
    way = ways.pop() if len(ways) == 1 else None
    if way is None:
        return ()
    return tuple(Edit(span, text) for span, text in way if token.doc.text[span.start : span.end] != text)


def _is_a_bare_case(token: Token) -> bool:
    """Whether a noun only says what kind of case it is, and no phrase follows it: *der Fall der Zuwiderhandlung*."""
    followed = token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP"
    return token.dep_ == "nmod" and token.head.lemma_ == "Fall" and not followed


def _is_whose(token: Token, swap: Swap) -> bool:
    """Whether the plain word leaves open whose: *Sie und die Mutter* seems the reader's own, *die Kindesmutter* not.

    Where the sentence speaks of the child, or does not speak to the reader, it is clear.
    """
    if not swap.word.startswith(("Kindes", "Kinds")):
        return False
    words = [t for t in token.doc if t != token]
    child = any(t.lemma_.lower().endswith(_CHILDREN) for t in words if t.pos_ == "NOUN")
    return not child and any(t.text in POLITE_FORMS for t in words)


def _is_bare(token: Token) -> bool:
    """Whether nothing but a preposition stands before a noun."""
    return token.n_lefts > 0 and all(c.dep_ == "case" and not contraction(c.lower_) for c in token.lefts)


def _is_referred_to(token: Token) -> bool:
    """Whether a pronoun may take up the noun, so that its gender counts."""
    if any(c.dep_ in ("acl:relcl", "acl", "appos", "conj") for c in token.children):
        return True
    later = [t for t in token.doc[token.i + 1 :] if t.pos_ in ("PRON", "DET") and t.text != "Sie"]
    return any(t.lower_ in _THIRD or (t.pos_ == "PRON" and t.lower_ in RELATIVE_FORMS) for t in later)


def _written(token: Token, new: NounForms, reading: Reading) -> tuple[tuple[Span, str], ...] | None:
    """Return noun, article and adjectives with the new noun in a reading, None where a form is not sure."""
    case, number, gender = reading
    target: Gender = new.gender or gender
    forms = new.form(case, number)
    if not forms:
        return None
    pieces = [(token_span(token.doc, token.i, token.i + 1), forms[0])]
    if number == "Plur" or target == gender:
        return tuple(pieces)
    declension: Declension = "strong"
    for word in sorted(token.lefts, key=lambda t: t.i):
        if word.dep_ in ("nummod", "advmod") or (word.dep_ == "case" and contraction(word.lower_) is None):
            continue
        if word.dep_ == "amod":
            text = _attribute(word, declension, case, target)
        else:
            text, declension = _opening(word, case, target)
        if text is None:
            return None
        pieces.append((token_span(word.doc, word.i, word.i + 1), text))
    return tuple(pieces)


def _opening(word: Token, case: Case, gender: Gender) -> tuple[str | None, Declension]:
    """Return an article or *zum* before a noun of another gender, and how an adjective behind it is declined."""
    hidden = contraction(word.lower_) if word.dep_ == "case" else None
    article = determiner("der" if hidden else word.text) if hidden or word.dep_ in ("det", "det:poss") else None
    form = article.form(case, "Sing", gender) if article is not None else None
    if article is None or form is None:
        return None, "strong"
    text = contract(hidden[0], form) if hidden else form
    declension: Declension = article.declensions[0] if article.declensions else "strong"
    return capitalised(text) if text and word.text[0].isupper() else text, declension


def _attribute(word: Token, declension: Declension, case: Case, gender: Gender) -> str | None:
    """Return an adjective before a noun of another gender, None where more belongs to it."""
    if word.n_lefts or word.n_rights or not _ENDING.search(word.text):
        return None
    return attributive(_ENDING.sub("", word.text), declension, case, "Sing", gender)


# --- adjectives -----------------------------------------------------------------------------------------------------


def _adjective(token: Token, swap: Swap) -> Sequence[Edit]:
    before = token.dep_ == "amod" and token.i < token.head.i
    if token.pos_ not in ("ADJ", "ADV") or not _stands_right(token, swap.only, before):
        return ()
    if swap.only == "mit-artikel" and any(c.dep_ == "det:poss" for c in token.head.lefts):
        return _without_pointer(token)
    old = token.text
    ending = _ending(old, swap.word)
    if ending is None or (before and not ending) or (ending and not before and token.dep_ not in ("conj", "amod")):
        return ()
    *front, last = swap.plain.split()
    if swap.only == "adverb" and ending:
        return ()
    new = " ".join((*front, inflected_stem(last) + ending if ending else last))
    edit = Edit(token_span(token.doc, token.i, token.i + 1), capitalised(new) if old[0].isupper() else new)
    if swap.plain in _LIKE_ARTICLES and token.nbor(1).text == ",":
        return _without_comma(token, edit)
    return (edit,)


def _without_comma(token: Token, edit: Edit) -> Sequence[Edit]:
    """Return the edit without the comma behind: *nachstehende, noch offene Beträge*, but *folgende noch offene …*."""
    behind = token.doc[token.i + 2 : token.head.i]
    if any(t.is_punct for t in behind) or not any(t.dep_ == "amod" and t.head == token.head for t in behind):
        return ()
    return edit, Edit(token_span(token.doc, token.i + 1, token.i + 2), "")


def _without_pointer(token: Token) -> Sequence[Edit]:
    """Return the edit that takes out *vorbezeichnet* behind *Ihr*: the possessive already says which one is meant.

    Not from what somebody is told to do with it: *Ihr vorbezeichnetes Grundstück anzuschließen* has to name one.
    """
    if has_zu(token.head.head):
        return ()
    if token.n_lefts or token.n_rights or token.nbor(1).pos_ not in ("NOUN", "PROPN", "ADJ"):
        return ()
    return (Edit(Span(token.idx, token.nbor(1).idx), ""),)


def _stands_right(token: Token, only: str, before: bool) -> bool:
    if only == "praedikativ":
        return not before and any(c.dep_ == "cop" for c in token.children)
    if only == "adverb":
        return not before and token.dep_ == "advmod"
    if only == "mit-artikel":
        return before and any(c.dep_ in ("det", "det:poss") for c in token.head.lefts)
    return before or not only


def _ending(form: str, lemma: str) -> str | None:
    """Return the ending of an adjective in its positive degree, empty if it has none; None for any other form."""
    word = form.lower()
    if word == lemma:
        return ""
    stem = inflected_stem(lemma)
    rest = word.removeprefix(stem)
    return rest if rest != word and rest in ("e", "er", "es", "en", "em") else None


# --- verbs ----------------------------------------------------------------------------------------------------------


def _verb(token: Token, swap: Swap) -> Sequence[Edit]:
    if token.pos_ not in ("VERB", "ADJ"):
        return ()
    if " " in swap.word:
        return _without_adverb(token, swap)
    old, new = verb(swap.word), verb(swap.plain)
    if old is None or new is None or old.auxiliary != new.auxiliary or not _has_object(token, swap):
        return ()
    if any(c.lower_ == "sich" or c.dep_ in ("ccomp", "expl:pv") for c in token.children):
        return ()
    if swap.objects and any(c.dep_ in ("obl:arg", "iobj") for c in token.children):
        return ()
    if token.pos_ == "ADJ":
        return _as_attribute(token, old, new)
    return _as_verb(token, old, new)


def _has_object(token: Token, swap: Swap) -> bool:
    if not swap.objects:
        return True
    nouns = [c for c in token.children if c.dep_ in ("obj", "nsubj:pass", "nsubj")]
    if token.dep_ == "amod":
        nouns = [token.head]
    return any(n.lemma_.casefold().endswith(tuple(o.casefold() for o in swap.objects)) for n in nouns)


def _without_adverb(token: Token, swap: Swap) -> Sequence[Edit]:
    """Return the edit that takes out the adverb of *erneut wiederholen*."""
    adverb, infinitive = swap.word.split()
    found = [c for c in token.children if c.lower_ == adverb and c.i < token.i and c.i > 0]
    if token.lemma_ != infinitive or len(found) != 1 or found[0].n_lefts or found[0].n_rights:
        return ()
    word = found[0]
    if word.nbor(1).is_punct or word.nbor(-1).text in (",", "und", "oder", "nicht"):
        return ()
    return (Edit(Span(word.idx, word.nbor(1).idx), ""),)


def _as_attribute(token: Token, old: Verb, new: Verb) -> Sequence[Edit]:
    """Turn *die entrichteten Beiträge* into *die gezahlten Beiträge*."""
    ending = _ENDING.search(token.text)
    if old.participle == old.infinitive:
        return ()  # *das erwachsene Kind* is no participle
    if token.dep_ != "amod" or ending is None or token.text.lower() != old.participle + ending[0]:
        return ()
    text = new.participle + ending[0]
    return (Edit(token_span(token.doc, token.i, token.i + 1), capitalised(text) if token.text[0].isupper() else text),)


def _as_verb(token: Token, old: Verb, new: Verb) -> Sequence[Edit]:
    zu = next((c for c in token.children if c.dep_ == "mark" and c.lower_ == "zu" and c.i == token.i - 1), None)
    spoken = " ".join(filter(None, (zu.lower_ if zu is not None else "", token.lower_)))
    if spoken == old.zu_infinitive:
        return (Edit(token_span(token.doc, token.i - (zu is not None), token.i + 1), new.zu_infinitive),)
    if zu is not None:
        return ()
    helped = any(c.dep_ in _AUXILIARIES for c in token.children)
    shared = token.dep_ == "conj" and any(c.dep_ in _AUXILIARIES for c in token.head.children)
    form = "".join(token.morph.get("VerbForm", []))
    if helped or shared:
        return _not_finite(token, old, new, form)
    return _finite(token, old, new) if form == "Fin" or token.lower_ not in (old.participle, old.infinitive) else ()


def _not_finite(token: Token, old: Verb, new: Verb, form: str) -> Sequence[Edit]:
    span = token_span(token.doc, token.i, token.i + 1)
    if token.lower_ == old.participle and old.participle != old.infinitive and form != "Inf":
        return (Edit(span, new.participle),)
    if token.lower_ == old.infinitive and old.participle != old.infinitive and form != "Part":
        return (Edit(span, new.infinitive),)
    return ()


def _finite(token: Token, old: Verb, new: Verb) -> Sequence[Edit]:
    clause = read_clause(token)
    if clause is None or clause.chain or clause.verbs.finite != token or clause.verbs.others:
        return ()
    particle = clause.verbs.particle
    last = clause.kind == "vend"
    forms = _features(token, old, joined=particle is None)
    written = {(new.finite_joined(*f) if last else new.finite(*f)) for f in forms}
    if len(written) != 1 or (particle is None and old.particle and not last):
        return ()
    if (particle.text if particle is not None else "") != ("" if last else old.particle):
        return ()
    text = written.pop()
    edit = Edit(token_span(token.doc, token.i, token.i + 1), capitalised(text) if token.text[0].isupper() else text)
    return (edit,) if last else (edit, *_with_particle(clause, new.particle))


def _with_particle(clause: Clause, new: str) -> Sequence[Edit]:
    """Return the edits that put the new particle where the old one stood, or at the end of the middle field."""
    doc, old = clause.doc, clause.verbs.particle
    if old is not None:
        before = old.nbor(-1)
        start = old.idx if new else before.idx + len(before)
        return (Edit(Span(start, old.idx + len(old)), new),)
    if not new or clause.verbs.finite is None:
        return ()
    last = max(clause.verbs.finite.i + 1, *(piece.end for piece in clause.mittelfeld), 0)
    at = doc[last - 1].idx + len(doc[last - 1])
    return (Edit(Span(at, at), f" {new}"),)


def _features(token: Token, old: Verb, joined: bool) -> list[tuple[Person, Number, Tense, Mood]]:
    """Return the features that the form can have, limited to what subject and parse say."""
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
    persons = (1,) if subject is not None and subject.lower_ in ("wir", "ich") else (3,)
    cells = [(p, n, t, m) for p in _PERSONS if p in persons for n in _NUMBERS for t in _TENSES for m in _MOODS]
    found = [c for c in cells if (old.finite_joined(*c) if joined else old.finite(*c)) == token.lower_]
    number = token.morph.get("Number", [])
    plural = subject is not None and subject.text == "Sie"
    fitting = [c for c in found if c[1] == ("Plur" if plural else (number or [c[1]])[0])]
    indicative = [c for c in fitting if c[3] == "Ind"]
    return indicative or fitting


_EDITS: Final = MappingProxyType({"verben": _verb, "nomen": _noun, "adjektive": _adjective})
