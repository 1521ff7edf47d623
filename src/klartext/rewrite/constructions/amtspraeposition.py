"""A preposition of official German becomes a plain one, and the phrase behind it takes the case that this one needs.

*seitens des Arbeitgebers* → *vom Arbeitgeber*, *hinsichtlich Ihrer Anfrage* → *zu Ihrer Anfrage*
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.nouns import names_a_person
from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.prepositions import contract, contraction
from klartext.rewrite.capitals import capitalised, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import token_span
from klartext.ruleset.lexicon import OfficialPreposition, PlainPreposition, Prepositions
from klartext.spans import Edit, Span

_LONGEST: Final = 6
_INNER: Final = frozenset({"det", "det:poss", "amod", "nummod", "case", "advmod", "cc"})
_ABOUT: Final = frozenset({"hinsichtlich", "bezüglich", "betreffs", "in Bezug auf", "betreffend", "seitens"})
_CASES: Final = frozenset({"im Falle", "im Fall"})
_SAYING: Final = frozenset(
    """
    mitteilen hinweisen verweisen anmerken ausführen erklären äußern informieren erläutern bemerken antworten schreiben
""".split()
)
_ATTRIBUTE: Final = frozenset({"obl", "obl:agent", "obl:arg", "obj", "nmod"})


_WITHIN: Final = "binnen"
"""It belongs to a time limit, which keeps its length with *innerhalb*, too."""
_AMOUNT: Final = "in Höhe von"
_ADDING: Final = "nebst"
_DEEDS: Final = ("ung", "gabe", "nahme")


@dataclass(frozen=True, slots=True)
class OfficialPrepositions:
    """The construction with its word list."""

    prepositions: Prepositions

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the plain preposition wherever one is surely right."""
        at = 0
        while at < len(scene.doc):
            found = self._at(scene.doc, at)
            if found is None:
                at += 1
                continue
            entry, length = found
            rewrite = _rewrite(scene, entry, at, at + length)
            if rewrite:
                yield rewrite
            at += length

    def _at(self, doc: Doc, start: int) -> tuple[OfficialPreposition, int] | None:
        """Return the longest preposition that begins with a token, and its number of tokens."""
        if not self.prepositions.may_begin(doc[start].text):
            return None
        for length in range(min(_LONGEST, len(doc) - start - 1), 0, -1):
            entry = self.prepositions.of(doc[start : start + length].text)
            if entry is not None:
                return entry, length
        return None


def _rewrite(scene: Scene, entry: OfficialPreposition, start: int, end: int) -> Rewrite | None:
    doc = scene.doc
    if entry.rule is None or entry.keep or entry.place == "nach" or (end - start == 1 and doc[start].pos_ == "NOUN"):
        return None
    span, limits = token_span(doc, start, end), entry.word == _WITHIN
    if any(p.span.overlaps(span) and not (limits and p.kind == "frist") for p in scene.protected):
        return None
    head = _head_behind(doc, end)
    phrase = noun_phrase(head) if head is not None else None
    if phrase is None or phrase.start not in (end, end - 1) or not (limits or _may_follow(scene, phrase)):
        return None
    before = doc[start - 1] if start and doc[start - 1].pos_ == "NOUN" else None
    if entry.word == _AMOUNT and not _names_amount(doc, start, phrase):
        return None
    if entry.word == _ADDING and _is_beside(phrase.head):
        return None
    plain = _plain(entry, _governor(doc, start, phrase), before, phrase.head.lemma_)
    text = _after(phrase, plain, entry.word) if plain else None
    if limits and phrase.determiner and "Gen" in {reading[0] for reading in phrase.readings}:
        text = f"innerhalb {doc[phrase.start : phrase.end].text}"
    if plain is None or text is None or _meets_itself(text):
        return None
    opens = is_capital_start(scene.text, doc[start].idx)
    place = Span(doc[start].idx, doc[phrase.end - 1].idx + len(doc[phrase.end - 1]))
    edit = _trimmed(scene.text, place, capitalised(text) if opens else text)
    return Rewrite(
        "amtspraeposition",
        "floskel" if entry.rule.startswith("floskel") else "amtswort",
        token_span(doc, start, end),
        (edit,),
        f"„{plain.word}“ sagt dasselbe wie „{doc[start:end].text}“ und ist geläufiger.",
        confidence=0.92 if entry.word == _ADDING else _confidence(phrase, plain),
    )


def _plain(
    entry: OfficialPreposition, governor: Token | None, before: Token | None, noun: str
) -> PlainPreposition | None:
    """Return the plain preposition that surely fits what the phrase depends on.

    Where it tells what something is about, the noun right before may govern it, whatever the parse says; a verb stands
    for the nouns that it takes (*haben wir eine Frage*), a verb of saying for the *Mitteilung* that it makes.
    """
    if governor is None:
        return entry.choose("", noun)
    if entry.word not in _ABOUT:
        return entry.choose(governor.lemma_, noun, passive=_is_passive(governor))
    words = [*([before.lemma_] if before is not None else []), governor.lemma_]
    if governor.pos_ in ("VERB", "AUX", "ADJ"):
        words += [c.lemma_ for c in governor.children if c.dep_ in ("obj", "nsubj", "nsubj:pass")]
        words += ["Mitteilung"] if governor.lemma_ in _SAYING else []
    found = (entry.choose(word, noun, passive=_is_passive(governor)) for word in words)
    return next((plain for plain in found if plain is not None), None)


def _confidence(phrase: NounPhrase, plain: PlainPreposition) -> float:
    if phrase.determiner or phrase.is_pronoun or phrase.number == "Plur":
        return 0.92
    return 0.75 if plain.word == "mit" else 0.88


def _head_behind(doc: Doc, start: int) -> Token | None:
    """Return the head of the noun phrase whose first word stands at ``start``."""
    token = doc[start]
    while token.head != token and token.head.i > token.i and _climbs(token):
        token = token.head
    return token if token.pos_ in ("NOUN", "PROPN", "PRON", "DET", "ADJ") else None


def _climbs(token: Token) -> bool:
    if token.dep_ in _INNER and token.pos_ not in ("PRON",):
        return token.pos_ != "NOUN" or token.head.pos_ in ("NOUN", "PROPN")
    return token.dep_ in _ATTRIBUTE and token.head.dep_ == "amod" and token.head.i > token.i


def _may_follow(scene: Scene, phrase: NounPhrase) -> bool:
    """Whether the phrase may be inflected: no citation, no date, amount or name alone."""
    head = phrase.head
    span = token_span(head.doc, head.i, head.i + 1)
    if head.text[:1] in "§" or head.pos_ in ("SYM", "X", "NUM"):
        return False
    if head.pos_ in ("PRON", "DET") and "PronType=Prs" not in head.morph:
        return False
    return not scene.is_protected(span, "paragraph", "datum", "frist", "aktenzeichen", "zitat", "platzhalter")


def _names_amount(doc: Doc, start: int, phrase: NounPhrase) -> bool:
    """Whether *in Höhe von* says what the noun before it amounts to.

    In *die Miete für März in Höhe von 500 Euro* the amount would seem to belong to March; in *die Forderung in Höhe von
    30 Prozent aufrechnen* it belongs to the verb, in *sich an den Kosten in Höhe von 50 Euro beteiligen* perhaps.
    """
    if start and doc[start - 1].head.lemma_.lower().startswith("beteilig"):
        return False
    share = any(t.lower_ in ("prozent", "%", "hundert") for t in doc[phrase.start : phrase.end])
    governor = _governor(doc, start, phrase)
    beside = governor is not None and (governor.i == start - 1 or governor.pos_ == "VERB")
    return beside and not share


def _is_beside(second: Token) -> bool:
    """Whether *nebst* adds a person or a deed, which *mit* would make a part: *der Eigentümer nebst Mieter*.

    A deed has its object with it: *die Räumung nebst Herausgabe der Schlüssel*, but *die Erklärung nebst Übersetzung*.
    """
    if names_a_person(second.lemma_) or second.pos_ == "PROPN":
        return True
    deed = second.lemma_.lower().endswith(_DEEDS)
    return deed and any(c.dep_ == "nmod" and not any(x.dep_ == "case" for x in c.children) for c in second.children)


def _governor(doc: Doc, start: int, phrase: NounPhrase) -> Token | None:
    """Return the word that the prepositional phrase depends on."""
    token: Token = phrase.head
    while token.head != token and start <= token.head.i < phrase.end:
        token = token.head
    return token.head if token.head != token else None


def _is_passive(governor: Token) -> bool:
    if any(c.dep_ in ("aux:pass", "nsubj:pass") for c in governor.children):
        return True
    if "VerbForm=Inf" in governor.morph and any(c.dep_ == "cop" for c in governor.children):
        return True
    return governor.dep_ == "amod" and governor.pos_ in ("ADJ", "VERB")


def _after(phrase: NounPhrase, plain: PlainPreposition, official: str) -> str | None:
    """Return the plain preposition with the phrase.

    *zu* before a bare noun needs an article (*zur Klärung*); *laut* and *bei* for a case that may happen need none
    (*bei Verlust des Ausweises*).
    """
    inflected = phrase.inflect(plain.case)
    if inflected is None or (plain.case != "Gen" and any(w in ("zweier", "dreier") for w in inflected.split())):
        return None
    if phrase.number == "Sing" and not phrase.is_coordinated and phrase.head.pos_ == "NOUN":
        alone = phrase.determiner in ("der", "des", "dem") and phrase.head.i == phrase.start + 1
        if alone and plain.word == "bei" and official in _CASES and _is_one_of_many(phrase):
            return f"bei einer {inflected.partition(' ')[2]}"
        if alone and (plain.word == "laut" or (plain.word == "bei" and official in _CASES)):
            return f"{plain.word} {inflected.partition(' ')[2]}"
        bare = not phrase.determiner and phrase.start == phrase.head.i
        if bare and (plain.word == "zu" or plain.article):
            article = {"Masc": "dem", "Neut": "dem", "Fem": "der"}.get(phrase.gender or "")
            return f"{contract(plain.word, article)} {inflected}" if article and plain.case == "Dat" else None
    if _is_loaded(phrase) and phrase.determiner:
        return f"{plain.word} {inflected}"
    return phrase.after(plain.word, plain.case)


def _meets_itself(text: str) -> bool:
    """Whether the preposition would meet itself: *bei einer bei Ihnen durchgeführten Prüfung*, *zu den zu diesem …*."""
    first, *others = (contraction(word) or (word, "") for word in text.lower().split()[:3])
    return any(word[0] == first[0] for word in others)


def _is_one_of_many(phrase: NounPhrase) -> bool:
    """Whether a deed stands alone that may happen more than once: *bei einer Bewilligung*, but *bei Verlust*."""
    lemma = phrase.head.lemma_
    return lemma.endswith("ung") and not lemma.startswith("Nicht") and phrase.end == phrase.head.i + 1


def _is_loaded(phrase: NounPhrase) -> bool:
    """Whether an attribute with words of its own follows the article; *zur von Ihnen …* reads badly."""
    return any(c.dep_ == "amod" and c.n_lefts for c in phrase.head.lefts)


def _trimmed(text: str, place: Span, new: str) -> Edit:
    """Return the edit without the words at its end that stay as they are."""
    old = text[place.start : place.end]
    same = 0
    while same < min(len(old), len(new)) and old[-1 - same] == new[-1 - same]:
        same += 1
    while same and not old[len(old) - same].isspace():
        same -= 1
    return Edit(Span(place.start, place.end - same), new[: len(new) - same])
