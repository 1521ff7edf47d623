"""Find words and phrases of the lists: indexed once, so that hundreds of entries cost a letter almost nothing.

Phrases *as written* are sequences of atoms (runs of letters and digits, single signs), so that they do not depend on
how a pipeline cuts tokens: ``z.B.`` and ``z. B.`` are the same atoms. *Lemma* entries read the tokens' lemmas.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from klartext.pipeline.word_forms import lemma_of
from klartext.spans import Span

_ATOM: Final = re.compile(r"[^\W_]+|[^\w\s]|_")
_LETTER_DOTS: Final = re.compile(r"(?:[^\W\d_]{1,2}\.\s?){2,}")
_NO_VOWEL: Final = re.compile(r"[b-df-hj-np-tv-xzß]{2,}\.", re.IGNORECASE)
_TIES: Final = frozenset("-‐‑_@'’")


@dataclass(frozen=True, slots=True)
class Atom:
    """A word or sign of the text; ``key`` is its text without regard to case."""

    start: int
    end: int
    key: str


def atoms_of(text: str, within: Span | None = None) -> list[Atom]:
    """Cut a text into atoms, or a part of it."""
    here = Span(0, len(text)) if within is None else within
    return [Atom(m.start(), m.end(), m[0].casefold()) for m in _ATOM.finditer(text, here.start, here.end)]


@dataclass(frozen=True, slots=True)
class _Form:
    """One spelling of a phrase; ``exact`` also asks for the same upper and lower case."""

    rule: str
    keys: tuple[str, ...]
    exact: str | None


class FormIndex:
    """Phrases as written, by their first word."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """Index pairs of a rule's id and a phrase of it."""
        self._forms: dict[str, list[_Form]] = defaultdict(list)
        for rule, phrase in phrases:
            for form in _spellings(rule, phrase):
                self._forms[form.keys[0]].append(form)
        for forms in self._forms.values():
            forms.sort(key=lambda f: -len(f.keys))

    def find(self, text: str, atoms: Sequence[Atom]) -> Iterator[tuple[str, Span]]:
        """Yield the places of every rule, at each place the longest spelling of a rule."""
        for i, atom in enumerate(atoms):
            found: set[str] = set()
            for form in self._forms.get(atom.key, ()):
                if form.rule in found or not _fits(form, atoms, i):
                    continue
                span = Span(atom.start, atoms[i + len(form.keys) - 1].end)
                if (form.exact is None or text[span.start : span.end] == form.exact) and _free_standing(text, span):
                    found.add(form.rule)
                    yield form.rule, span


def _spellings(rule: str, phrase: str) -> Iterator[_Form]:
    """Yield a phrase and, of an abbreviation, the spellings that people also use: ``iVm``, ``i.V.m``, ``bzw``."""
    keys = tuple(atom.key for atom in atoms_of(phrase))
    if not keys:
        return
    yield _Form(rule, keys, None)
    if _LETTER_DOTS.fullmatch(phrase):
        yield _Form(rule, keys[:-1], None)
        joined = re.sub(r"[.\s]", "", phrase)
        if any(c.isupper() for c in joined) and any(c.islower() for c in joined):
            yield _Form(rule, (joined.casefold(),), joined)
    elif _NO_VOWEL.fullmatch(phrase):
        yield _Form(rule, keys[:-1], None)


def _fits(form: _Form, atoms: Sequence[Atom], at: int) -> bool:
    keys = form.keys
    return at + len(keys) <= len(atoms) and all(atoms[at + k].key == keys[k] for k in range(1, len(keys)))


def _free_standing(text: str, span: Span) -> bool:
    """Whether a place is no piece of a longer word, address or abbreviation."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    last = text[span.end - 1]
    if before == "." or before.isalnum() or (before in _TIES and last != "." and span.start > 1):
        return False
    if (last == "." and after.isalnum()) or (after == "." and text[span.end + 1 : span.end + 2].isalnum()):
        return False
    return not (after in _TIES and after and text[span.end + 1 : span.end + 2].isalnum())


@dataclass(frozen=True, slots=True)
class LemmaEntry:
    """An entry in its base form: ``fixed`` words stay together, ``verb`` may stand apart from them.

    With ``article`` an article in front of the fixed words belongs to the place, but may be missing.
    """

    rule: str
    fixed: tuple[str, ...]
    verb: str | None = None
    article: bool = False


@dataclass(frozen=True, slots=True)
class LemmaHit:
    """A place of an entry: its pieces in text order with their roles, and its first fixed word."""

    rule: str
    pieces: tuple[tuple[Span, str], ...]
    first: Token


_NO_VERBS: Final = frozenset(["von", "an", "in", "den", "ein", "man", "wenn", "dann", "schon", "denn"])
_ARTICLES: Final = frozenset(
    ["ein", "eine", "einen", "einem", "einer", "eines", "der", "die", "das", "den", "dem", "des"]
)
_FILLERS: Final = frozenset({"ADJ", "ADV", "DET", "PART", "PRON", "NUM"})
_INFLECTED: Final = frozenset({"VERB", "AUX", "ADJ", "DET"})
_MAX_FILLERS: Final = 3
_CLAUSE_SIGNS: Final = frozenset(",;:()–")


def lemma_entry(rule: str, phrase: str) -> LemmaEntry:
    """Return an entry, split into its fixed words and its verb.

    A phrase ends in a verb when its last word is an infinitive. ``sich`` and a leading article may be missing in a
    text or look different there, so they are not searched for.

    >>> lemma_entry("r", "in Abzug bringen")
    LemmaEntry(rule='r', fixed=('in', 'abzug'), verb='bringen', article=False)
    >>> lemma_entry("r", "eine Entscheidung treffen")
    LemmaEntry(rule='r', fixed=('entscheidung',), verb='treffen', article=True)
    """
    words = [w for w in phrase.split() if w != "sich"]
    verb = words[-1] if len(words) > 1 and words[-1].endswith("n") and words[-1].islower() else None
    if verb in _NO_VERBS:
        verb = None
    fixed = words[:-1] if verb else words
    article = verb is not None and len(fixed) > 1 and fixed[0] in _ARTICLES
    return LemmaEntry(rule, tuple(w.casefold() for w in fixed[article:]), verb.casefold() if verb else None, article)


class LemmaIndex:
    """Entries in base form, by their last fixed word."""

    def __init__(self, entries: Iterable[LemmaEntry]) -> None:
        self._entries: Mapping[str, list[LemmaEntry]] = defaultdict(list)
        for entry in entries:
            if entry.fixed:
                self._entries[entry.fixed[-1]].append(entry)

    def find(self, doc: Doc, sentences: Iterable[DocSpan]) -> Iterator[LemmaHit]:
        """Yield the places of every entry; a verb is looked for inside the same clause."""
        if not self._entries:
            return
        has_tree, has_pos = doc.has_annotation("DEP"), doc.has_annotation("POS")
        for sentence in sentences:
            for token in sentence:
                for entry in (e for key in _base_forms(token) for e in self._entries.get(key, ())):
                    hit = _hit(entry, token, sentence, has_tree, has_pos)
                    if hit:
                        yield hit


def _hit(entry: LemmaEntry, anchor: Token, sentence: DocSpan, has_tree: bool, has_pos: bool) -> LemmaHit | None:
    fixed = _fixed_words(entry, anchor, sentence, has_pos and entry.verb is not None)
    if fixed is None:
        return None
    verb = _verb(entry, fixed, sentence, has_tree) if entry.verb else None
    if entry.verb and verb is None:
        return None
    start = _article(fixed[0], sentence, has_pos) if entry.article else fixed[0]
    words, pieces = Span(start.idx, anchor.idx + len(anchor)), []
    if verb is None:
        particle = _particle(anchor) if len(fixed) == 1 else None
        pieces = [(words, "wort")]
    else:
        particle = _particle(verb)
        pieces = [(words, "wort"), (_range(verb), "verb")]
        if _follows(anchor, verb):
            pieces = [(Span(words.start, verb.idx + len(verb)), "wort")]
    if particle is not None:
        pieces.append((_range(particle), "partikel"))
    return LemmaHit(entry.rule, tuple(sorted(pieces)), fixed[0])


def _article(word: Token, sentence: DocSpan, has_pos: bool) -> Token:
    """Return the article of a word where it has one, else the word; adjectives may stand between."""
    at = word.i - 1
    while has_pos and at > max(sentence.start, word.i - 1 - _MAX_FILLERS) and word.doc[at].pos_ in ("ADJ", "ADV"):
        at -= 1
    return word.doc[at] if at >= sentence.start and word.doc[at].lower_ in _ARTICLES else word


def _range(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


def _base_forms(token: Token) -> set[str]:
    """Return what a token may be listed as: its text, its lemma and, for a verb or adjective, the dictionary's lemma.

    The dictionary knows rare participles (*anheimgestellt*) that a statistical lemma misses; it does not know
    particles that stand elsewhere, so a verb with one keeps to its lemma.
    """
    found = {token.text.casefold(), token.lemma_.casefold()}
    if token.pos_ in _INFLECTED and (token.pos_ == "ADJ" or _particle(token) is None):
        found.add(lemma_of(token.lower_).casefold())
    return found


def _fixed_words(entry: LemmaEntry, anchor: Token, sentence: DocSpan, fillers: bool) -> list[Token] | None:
    """Return the tokens of the fixed words that end at the anchor, or None.

    With ``fillers`` a few adjectives or articles may stand between them: *in keinem engen Zusammenhang stehen*.
    """
    found, at, skipped = [anchor], anchor.i - 1, 0
    for word in reversed(entry.fixed[:-1]):
        while at >= sentence.start and word not in _base_forms(sentence.doc[at]):
            if not fillers or skipped == _MAX_FILLERS or sentence.doc[at].pos_ not in _FILLERS:
                return None
            at, skipped = at - 1, skipped + 1
        if at < sentence.start:
            return None
        found.append(sentence.doc[at])
        at -= 1
    return found[::-1]


def _particle(token: Token) -> Token | None:
    """Return the particle that a verb has split off: *stellen … anheim*."""
    return next((t for t in token.children if t.dep_ == "compound:prt"), None)


def _verb(entry: LemmaEntry, fixed: Sequence[Token], sentence: DocSpan, has_tree: bool) -> Token | None:
    """Return the verb that belongs to the fixed words: the one they depend on, or the one next to them.

    Words with a preposition (*in Abzug*) are taken to belong to the only verb of the kind in their clause, wherever
    the parser hung them; a bare noun (*Folge leisten*) only at the end of its clause.
    """
    noun, verb = fixed[-1], entry.verb or ""
    if _is_until(fixed[0], sentence):
        return None
    if has_tree and len(fixed) == 1 and any(child.dep_ == "case" for child in noun.children):
        return None  # *nach Prüfung*: with a preposition the noun is no object of the verb
    following = noun.i + 1
    if following < sentence.end and sentence.doc[following].lower_ == "zu":
        following += 1
    if following < sentence.end and _is_form_of(sentence.doc[following], verb):
        return sentence.doc[following]
    clause = _clause(noun, sentence)
    candidates = [t for t in clause if t not in fixed and t.pos_ != "ADJ" and _is_form_of(t, verb)]
    if not has_tree:
        return min(candidates, key=lambda t: abs(t.i - noun.i), default=None)
    candidates = [t for t in candidates if not _has_own_phrase(t, noun)]
    governed = [t for t in candidates if t in _governors(noun)]
    if governed:
        return governed[0]
    alone = len(candidates) == 1 and (len(fixed) > 1 or _closes(noun, candidates[0], clause))
    return candidates[0] if alone else None


def _is_until(word: Token, sentence: DocSpan) -> bool:
    """Whether words with *zu* only say until when: *bis zum Abschluss*."""
    return word.i > sentence.start and word.nbor(-1).lower_ == "bis" and word.lemma_ == "zu"


def _has_own_phrase(verb: Token, noun: Token) -> bool:
    """Whether a verb behind a noun forms a phrase with another one: *zum Abschluss … zu Schaden kommen*."""
    before = verb.i - 1
    return (
        before - 1 > noun.i
        and verb.doc[before].pos_ == "NOUN"
        and verb.doc[before - 1].lower_ == "zu"
        and verb.doc[before].head == verb
    )


def _is_form_of(token: Token, verb: str) -> bool:
    """Whether a token is a form of the verb, be it a participle that the parser reads as an adjective."""
    base = _base_forms(token)
    if token.pos_ == "ADJ":
        base.add(lemma_of(token.lemma_).casefold())
    return verb in base


def _closes(noun: Token, verb: Token, clause: Sequence[Token]) -> bool:
    """Whether a noun without a preposition is the last word of the clause that its verb opens."""
    before = noun.i - 1
    while before > verb.i and noun.doc[before].pos_ in _FILLERS:
        before -= 1
    after = [t for t in clause if t.i > noun.i and t.text[0].isalnum() and t.dep_ != "compound:prt"]
    return verb.i < noun.i and noun.doc[before].pos_ != "ADP" and not after


def _clause(noun: Token, sentence: DocSpan) -> list[Token]:
    """Return the tokens around a word up to the next sign that parts clauses."""
    start, end = noun.i, noun.i + 1
    while start > sentence.start and sentence.doc[start - 1].text not in _CLAUSE_SIGNS:
        start -= 1
    while end < sentence.end and sentence.doc[end].text not in _CLAUSE_SIGNS:
        end += 1
    return list(sentence.doc[start:end])


def _governors(noun: Token) -> list[Token]:
    """Return the heads of a noun: its own, and through *und* that of the noun before."""
    found, at = [noun.head], noun
    while at.dep_ == "conj" and at.head.i != at.i:
        at = at.head
        found.append(at.head)
    return found


def _follows(noun: Token, verb: Token) -> bool:
    """Whether the verb stands right after the noun, perhaps with *zu* between."""
    between = noun.doc[noun.i + 1 : verb.i]
    return verb.i > noun.i and all(t.lower_ == "zu" for t in between)
