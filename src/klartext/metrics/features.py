"""The features behind ``klartext_index``: what makes German text hard, each as one number that grows with difficulty.

All are means and rates, so a longer letter is not harder for being longer. Names, numbers and citations never count
as rare words, and no rate counts them, so that leaving out a fact is no way to a better figure. Grammar features read
Universal Dependencies and are None as long as the document has none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from spacy.tokens import Token

from klartext.metrics.counts import LONGEST_WORD, Sentence, letters
from klartext.pipeline.word_frequency import zipf_frequency
from klartext.pipeline.words import is_word

_LONG_WORD: Final = 12
_WIDE_BRACKET: Final = 6
_COMMON: Final = 5.0
"""Zipf frequency (decadic logarithm of occurrences in a billion words) from which a word counts as well known."""
_CLAUSES: Final = frozenset({"acl", "advcl", "ccomp", "csubj"})
_NOUN_ATTRIBUTES: Final = frozenset({"amod", "nmod", "acl"})
_ONE_NAME: Final = frozenset({"flat", "fixed", "goeswith"})
_ARGUMENTS: Final = frozenset({"obl", "obj", "iobj", "nsubj", "nmod", "xcomp", "ccomp", "advcl"})
_NOMINALISATIONS: Final = ("ung", "heit", "keit", "ion", "ität", "nis", "schaft", "nahme", "enz", "anz")

Text = Sequence[Sentence]


@dataclass(frozen=True, slots=True)
class Feature:
    """One reason why a text is hard.

    ``name`` and ``hint`` are what a user reads; ``measure`` is only called on a text with at least one word.
    """

    id: str
    name: str
    hint: str
    measure: Callable[[Text], float]
    grammar: bool = True


def measure(text: Text) -> Mapping[str, float | None]:
    """Return every feature of a text by its id; None where it is not defined."""
    parsed = bool(text) and text[0][0].doc.has_annotation("DEP")
    return {f.id: f.measure(text) if text and (parsed or not f.grammar) else None for f in FEATURES}


def _words(text: Text) -> Iterable[Token]:
    return (token for sentence in text for token in sentence)


def _share(text: Text, counts: Callable[[Token], float]) -> float:
    """Return the mean of ``counts`` over the words."""
    return sum(map(counts, _words(text))) / sum(map(len, text))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _sentence_length(text: Text) -> float:
    """Return the mean sentence length; an abbreviation (*i. V. m.*) counts as the words it stands for."""
    return sum(t.text.count(". ") + 1 for t in _words(text)) / len(text)


def _word_length(text: Text) -> float:
    """Return the mean number of letters; an abbreviation hides its letters, and a hyphen parts a word for the eye."""
    return _mean([n for t in _words(text) if not _is_abbreviation(t) for n in _part_lengths(t.text)])


def _long_words(text: Text) -> float:
    """Return how many letters long words have beyond the twelfth, for each word of the text."""
    return _share(text, lambda t: sum(max(0, n - _LONG_WORD) for n in _part_lengths(t.text)))


def _part_lengths(word: str) -> list[int]:
    return [] if _has_digit(word) else [n for part in word.split("-") if (n := letters(part))]


def _abbreviations(text: Text) -> float:
    return _share(text, lambda t: _is_abbreviation(t) and _relation(t) not in _ONE_NAME)


def _is_abbreviation(token: Token) -> bool:
    return token.text.endswith(".") and not _has_digit(token.text)


def _rare(upos: str) -> Callable[[Text], float]:
    """Return a measure of how rare the words of one word class are, on average."""

    def measure_rarity(text: Text) -> float:
        found = (t.text[:LONGEST_WORD] for t in _words(text) if t.pos_ == upos)
        return _mean([_rarity(word) for word in found if not _has_digit(word)])

    return measure_rarity


@lru_cache(maxsize=100_000)
def _rarity(word: str) -> float:
    """Return how far a word's Zipf frequency lies below that of a well-known word."""
    return max(0.0, _COMMON - zipf_frequency(word))


def _has_digit(word: str) -> bool:
    return any(c.isdigit() for c in word)


def _nominalised(token: Token) -> bool:
    lemma = (token.lemma_ or token.text).lower()
    return token.pos_ == "NOUN" and len(lemma) > 5 and lemma.endswith(_NOMINALISATIONS)


def _nominal_share(text: Text) -> float:
    nouns = sum(t.pos_ == "NOUN" for t in _words(text))
    verbs = sum(t.pos_ == "VERB" for t in _words(text))
    return nouns / (nouns + verbs) if nouns else 0.0


def _hides_actor(token: Token) -> bool:
    """Whether a word marks a passive (*wird geprüft*) or an obligation without an actor (*ist vorzulegen*)."""
    if token.dep_ == "aux:pass":
        return True
    if token.pos_ != "VERB" or "VerbForm=Inf" not in token.morph or not _with_zu(token):
        return False
    return any(c.dep_ in {"aux", "cop"} and c.lemma_ in {"sein", "haben"} for c in token.children)


def _with_zu(infinitive: Token) -> bool:
    return "zu" in infinitive.lower_[1:] or any(c.lower_ == "zu" and c.pos_ == "PART" for c in infinitive.children)


def _genitive(token: Token) -> bool:
    """Whether a noun hangs on another noun in the genitive, without a preposition."""
    return token.dep_ == "nmod" and "Case=Gen" in token.morph and all(child.dep_ != "case" for child in token.children)


def _attributes(text: Text) -> float:
    """Return how many attributes a noun has on average; names, numbers, dates and citations are no attributes."""
    nouns = sum(t.pos_ == "NOUN" for t in _words(text))
    found = sum(_relation(t) in _NOUN_ATTRIBUTES and not _is_fact(t) for t in _words(text))
    return found / nouns if nouns else 0.0


def _is_fact(token: Token) -> bool:
    """Whether a phrase is a name, number, date or citation: *vom 3. Mai 2025*, *nach § 48 SGB X*."""
    if token.pos_ in {"NUM", "PROPN"} or _has_digit(token.text):
        return True
    return any(_relation(c) in {"flat", "nummod"} or _has_digit(c.text) for c in token.children)


def _stretched(token: Token) -> int:
    """Return how many words an attribute puts before its noun: *die* [*von Ihnen am 3. Mai gestellten*] *Anträge*."""
    if token.dep_ != "amod" or not any(_relation(c) in _ARGUMENTS for c in token.children):
        return 0
    return 1 + sum(is_word(t.text) for t in token.doc[token.left_edge.i : token.i])


def _depth(text: Text) -> float:
    """Return the mean number of subordinate clauses around a word."""
    known: dict[int, int] = {}
    return _share(text, lambda token: _clauses_around(token, known))


def _clauses_around(token: Token, known: dict[int, int]) -> int:
    path = []
    while token.i not in known and token.head.i != token.i:
        path.append(token)
        token = token.head
    depth = known.setdefault(token.i, 0)
    for step in reversed(path):
        depth += _relation(step) in _CLAUSES
        known[step.i] = depth
    return depth


def _distance(text: Text) -> float:
    """Return the mean number of words from a word to the word it depends on; parts of a name or citation are one."""
    distances = []
    for sentence in text:
        at = {token.i: place for place, token in enumerate(sentence)}
        distances += [
            abs(at[t.i] - at[t.head.i])
            for t in sentence
            if t.head.i != t.i and t.head.i in at and _relation(t) not in _ONE_NAME
        ]
    return _mean(distances)


def _bracket(text: Text) -> float:
    """Return the share of words that stretch a verb bracket (*haben … geprüft*, *reichen … ein*) beyond six words."""
    beyond = 0
    for sentence in text:
        at = {token.i: place for place, token in enumerate(sentence)}
        for token in sentence:
            if token.head.i in at and token.dep_ in {"aux", "aux:pass", "compound:prt"}:
                beyond += max(0, abs(at[token.i] - at[token.head.i]) - 1 - _WIDE_BRACKET)
    return beyond / sum(map(len, text))


def _relation(token: Token) -> str:
    return token.dep_.partition(":")[0]


FEATURES: Final = (
    Feature("satzlaenge", "Satzlänge", "Kürzere Sätze helfen.", _sentence_length, grammar=False),
    Feature("wortlaenge", "Wortlänge", "Kürzere Wörter helfen.", _word_length, grammar=False),
    Feature("lange_woerter", "Lange Wörter", "Lösen Sie lange Zusammensetzungen auf.", _long_words, grammar=False),
    Feature("seltene_substantive", "Seltene Substantive", "Bekanntere Substantive helfen.", _rare("NOUN")),
    Feature("seltene_verben", "Seltene Verben", "Verben aus dem Alltag helfen.", _rare("VERB")),
    Feature("seltene_adjektive", "Seltene Adjektive", "Bekanntere Adjektive helfen.", _rare("ADJ")),
    Feature("nominalstil", "Nominalstil", "Sagen Sie es mit einem Verb.", lambda t: _share(t, _nominalised)),
    Feature("substantive_je_verb", "Viele Substantive, wenige Verben", "Mehr Verben helfen.", _nominal_share),
    Feature("attribute", "Attribute je Substantiv", "Verteilen Sie Angaben auf mehrere Sätze.", _attributes),
    Feature("passiv", "Passiv und „ist zu“", "Nennen Sie, wer handelt.", lambda t: _share(t, _hides_actor)),
    Feature("genitiv", "Genitive", "Lösen Sie Genitivketten auf.", lambda t: _share(t, _genitive)),
    Feature(
        "lange_attribute",
        "Lange Attribute vor dem Substantiv",
        "Machen Sie daraus einen eigenen Satz.",
        lambda t: _share(t, _stretched),
    ),
    Feature("abkuerzungen", "Abkürzungen", "Schreiben Sie Abkürzungen aus.", _abbreviations),
    Feature("satztiefe", "Verschachtelte Sätze", "Ein Gedanke je Satz hilft.", _depth),
    Feature("abstand", "Weite Bezüge im Satz", "Stellen Sie zusammen, was zusammengehört.", _distance),
    Feature("satzklammer", "Weite Satzklammern", "Rücken Sie die Teile des Verbs zusammen.", _bracket),
)
"""The features, in the order in which they are explained."""
