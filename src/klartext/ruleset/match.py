"""Find the places of a letter that rules mark: run every rule, drop what may not be marked, keep the best."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from spacy.errors import MatchPatternError
from spacy.matcher import DependencyMatcher, Matcher
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from klartext.config import Config
from klartext.errors import RuleError
from klartext.grammar.nouns import analyses
from klartext.letter import TICK_BOX, sending_offices
from klartext.records import Evidence, Finding, Letter, PartKind, Protected, ProtectedKind
from klartext.ruleset.adapt import adapt
from klartext.ruleset.detectors import DETECTORS, Hit, SentenceView, count_words, layers_of
from klartext.ruleset.inline import SwitchedOff, comments, switched_off
from klartext.ruleset.rule import (
    CodePattern,
    DependencyPattern,
    PhrasePattern,
    Rule,
    RuleSet,
    TokenPattern,
    WordPattern,
)
from klartext.ruleset.select import Candidate, select
from klartext.ruleset.wordlists import Atom, FormIndex, LemmaHit, LemmaIndex, atoms_of, lemma_entry
from klartext.spans import Edit, Places, Span, apply_edits

_PROSE: Final[frozenset[PartKind]] = frozenset({"text", "aufzaehlung", "betreff"})
_NEVER_CHANGED: Final[frozenset[ProtectedKind]] = frozenset(
    {"paragraph", "name", "kontakt", "aktenzeichen", "platzhalter", "zitat", "rechtsbehelf"}
)
LIST_MARKER: Final = re.compile(
    rf"{TICK_BOX}|(?:\d{{1,3}}[.)]|[IVX]{{1,5}}[.)](?=\s+[A-ZÄÖÜ„])|\(?[a-z0-9]{{1,2}}\)|[-–—•*▪·])\s+(?:{TICK_BOX})?"
)
_FIELD: Final = re.compile(r"\{([a-z_]+)\}")
_DATIVE: Final[Mapping[str, str]] = {"ich": "mir", "wir": "uns"}
_LONGEST_QUOTE: Final = 60
_ATTRIBUTE_LAYERS: Final[Mapping[str, str]] = {
    "LEMMA": "LEMMA", "POS": "POS", "TAG": "TAG", "MORPH": "MORPH", "DEP": "DEP",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SkippedRule:
    """A rule that could not run, with the layer of analysis that the text lacks."""

    rule: str
    layer: str


@dataclass(frozen=True, slots=True)
class LetterVoice:
    """How a letter speaks of itself (``wir`` or ``ich``), and the nouns for people that it is not written to."""

    office: str = "wir"
    strangers: frozenset[str] = frozenset()


def find(
    doc: Doc,
    letter: Letter,
    protected: Sequence[Protected],
    ruleset: RuleSet,
    settings: Config | None = None,
    within: Sequence[Span] | None = None,
    told: LetterVoice = LetterVoice(),
) -> list[Finding]:
    """Return the findings of a letter in text order; their ids are ``f1``, ``f2`` and so on.

    Rules that need a layer the analysis lacks do not run; ``skipped_rules`` names them.

    Args:
        doc: Its text is that of the letter, line breaks inside blocks read as blanks; sentence boundaries are set.
        letter: Where its parts begin and end decides where rules look.
        protected: Without overlaps, in text order.
        ruleset: The rules as loaded.
        settings: Profile, thresholds, switches and words of the house.
        within: Look only into the blocks that these places touch; no finding reaches beyond its block. None looks
            everywhere.
        told: How the letter speaks of its writer and reader.

    Raises:
        ConfigError: The settings name a rule or threshold that does not exist.
        RuleError: KT-R12, spaCy does not understand a pattern.
    """
    if len(doc.text) != len(letter.text):
        raise ValueError("the analysed text is not that of the letter")
    settings = settings or Config()
    engine = _engine(ruleset, settings, doc.vocab)
    scene = _Scene(doc, letter, protected, within, told)
    allowed = frozenset(word.casefold() for word in settings.allowed_words)
    excepted = engine.excepted(scene)
    wanted = [
        candidate
        for candidate in engine.candidates(scene)
        if scene.may_mark(candidate)
        and not _is_allowed(candidate, scene, allowed)
        and not _is_excepted(candidate, excepted)
    ]
    return [_finding(number, candidate, scene) for number, candidate in enumerate(select(wanted), 1)]


def skipped_rules(doc: Doc, ruleset: RuleSet) -> tuple[SkippedRule, ...]:
    """Return the rules that cannot run on an analysis, each with the first layer that is missing."""
    there = _layers(doc)
    missing = ((rule, next((layer for layer in needs(rule) if layer not in there), None)) for rule in ruleset.rules)
    return tuple(SkippedRule(rule.id, layer) for rule, layer in missing if layer)


def needs(rule: Rule) -> tuple[str, ...]:
    """Return the layers of analysis that a rule cannot do without."""
    match rule.pattern:
        case CodePattern(detector=detector):
            return layers_of(detector)
        case TokenPattern(alternatives=alternatives):
            return _attribute_layers(token for tokens in alternatives for token in tokens)
        case DependencyPattern(nodes=nodes):
            return tuple(dict.fromkeys(("DEP", *_attribute_layers(node.get("RIGHT_ATTRS", {}) for node in nodes))))
        case WordPattern(search=search, pos=pos):
            return (*(["LEMMA"] if search == "lemma" else []), *(["POS"] if pos else []))
        case PhrasePattern():
            return ()


def _attribute_layers(tokens: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    used = {attribute.upper() for token in tokens for attribute in token}
    return tuple(layer for attribute, layer in _ATTRIBUTE_LAYERS.items() if attribute in used)


def _layers(doc: Doc) -> frozenset[str]:
    return frozenset(layer for layer in _ATTRIBUTE_LAYERS.values() if doc.has_annotation(layer))


class _Engine:
    """Rules made ready for matching: indexed, compiled, bound to one vocabulary."""

    def __init__(self, ruleset: RuleSet, vocab: Vocab) -> None:
        self._rules = {rule.id: rule for rule in ruleset.rules}
        self._needs = {rule.id: frozenset(needs(rule)) for rule in ruleset.rules}
        self._code = [(r, DETECTORS[r.pattern.detector], r.pattern.parameters) for r in ruleset.rules
                      if isinstance(r.pattern, CodePattern)]  # fmt: skip
        self._tokens: dict[frozenset[str], Matcher] = {}  # by the layers they need: spaCy refuses a text without them
        self._vocab = vocab
        self._trees = DependencyMatcher(vocab, validate=True)
        self._nodes: dict[str, tuple[str, ...]] = {}
        for rule in ruleset.rules:
            self._compile(rule)
        self._forms = FormIndex(_phrases(ruleset.rules))
        self._lemmas = LemmaIndex(
            lemma_entry(r.id, r.pattern.words)
            for r in ruleset.rules
            if isinstance(r.pattern, WordPattern) and r.pattern.search == "lemma"
        )
        self._exceptions = FormIndex((r.id, phrase) for r in ruleset.rules for phrase in r.exceptions)

    def _compile(self, rule: Rule) -> None:
        try:
            if isinstance(rule.pattern, TokenPattern):
                patterns = [[dict(token) for token in tokens] for tokens in rule.pattern.alternatives]
                matcher = self._tokens.setdefault(self._needs[rule.id], Matcher(self._vocab, validate=True))
                matcher.add(rule.id, patterns, greedy="LONGEST")
            elif isinstance(rule.pattern, DependencyPattern):
                self._trees.add(rule.id, [[dict(node) for node in rule.pattern.nodes]])
                self._nodes[rule.id] = tuple(str(node["RIGHT_ID"]) for node in rule.pattern.nodes)
        except (MatchPatternError, ValueError, KeyError) as error:
            raise RuleError(
                "KT-R12",
                f"spaCy versteht das Muster der Regel „{rule.id}“ nicht.\n  gefunden:  {' '.join(str(error).split())}\n"
                "  erwartet:  ein Muster für den Matcher oder DependencyMatcher von spaCy",
                "Prüfen Sie die Schlüssel und Werte des Musters.",
                rule.file or None,
            ) from error

    def candidates(self, scene: _Scene) -> Iterator[Candidate]:
        """Yield everything the rules mark, before anything is dropped."""
        runs = {id for id, layers in self._needs.items() if layers <= scene.layers}
        for rule, detector, parameters in self._code:
            if rule.id in runs:
                for view in scene.prose:
                    for hit in detector(view, parameters):
                        yield Candidate(rule, hit, _pieces(hit))
        yield from self._matched(scene, runs)
        for id, span in scene.phrases(self._forms):
            if id in runs and self._fits_pos(id, scene, span.start):
                yield Candidate(self._rules[id], Hit(span.start, span.end), (span,))
        if "LEMMA" in scene.layers:
            for found in self._lemmas.find(scene.doc, scene.sentences):
                if found.rule in runs and self._fits_pos(found.rule, scene, found.first.idx):
                    hit = _lemma_hit(found)
                    yield Candidate(self._rules[found.rule], hit, _pieces(hit))

    def _matched(self, scene: _Scene, runs: set[str]) -> Iterator[Candidate]:
        strings, doc = scene.doc.vocab.strings, scene.doc
        for layers, matcher in self._tokens.items():
            for first, words in scene.words if layers <= scene.layers else ():
                for key, start, end in matcher(words):
                    id, found = strings[key], doc[first + start : first + end]
                    if id in runs and found[0].sent.end >= found.end:
                        span = Span(found.start_char, found.end_char)
                        yield Candidate(self._rules[id], Hit(span.start, span.end), (span,))
        if len(self._trees) and "DEP" in scene.layers:
            for first, words in scene.words:
                for key, indices in self._trees(words):
                    id = strings[key]
                    if id in runs:
                        hit = _tree_hit(doc, [first + i for i in indices], self._nodes[id])
                        yield Candidate(self._rules[id], hit, _pieces(hit))

    def _fits_pos(self, id: str, scene: _Scene, start: int) -> bool:
        pattern = self._rules[id].pattern
        return not isinstance(pattern, WordPattern) or not pattern.pos or scene.pos_at(start) in pattern.pos

    def excepted(self, scene: _Scene) -> Mapping[str, Places[Span]]:
        """Return for each rule where its exceptions stand in the text."""
        found: dict[str, list[Span]] = {}
        for id, span in scene.phrases(self._exceptions):
            found.setdefault(id, []).append(span)
        return {id: Places(spans) for id, spans in found.items()}


@lru_cache(maxsize=8)
def _engine(ruleset: RuleSet, settings: Config, vocab: Vocab) -> _Engine:
    return _Engine(adapt(ruleset, settings), vocab)


def _phrases(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    for rule in rules:
        if isinstance(rule.pattern, PhrasePattern):
            yield from ((rule.id, phrase) for phrase in rule.pattern.phrases)
        elif isinstance(rule.pattern, WordPattern) and rule.pattern.search == "form":
            yield rule.id, rule.pattern.words


def _pieces(hit: Hit) -> tuple[Span, ...]:
    """Return the evidence of a hit as ranges, or the whole hit where it names none."""
    return tuple(sorted({e.span for e in hit.evidence})) or (Span(hit.start, hit.end),)


def _lemma_hit(found: LemmaHit) -> Hit:
    """Return the place from the first piece to the last; a place in one piece needs no evidence."""
    pieces = found.pieces
    evidence = tuple(Evidence(span, role) for span, role in pieces) if len(pieces) > 1 else ()
    return Hit(pieces[0][0].start, pieces[-1][0].end, evidence)


def _tree_hit(doc: Doc, indices: Sequence[int], roles: Sequence[str]) -> Hit:
    tokens = sorted(zip(indices, roles, strict=True))
    evidence = tuple(Evidence(Span(doc[i].idx, doc[i].idx + len(doc[i])), role) for i, role in tokens)
    return Hit(evidence[0].span.start, max(e.span.end for e in evidence), evidence)


class _Scene:
    """One letter with its analysis, prepared so that every question about a place is cheap."""

    def __init__(
        self,
        doc: Doc,
        letter: Letter,
        protected: Sequence[Protected],
        within: Sequence[Span] | None,
        told: LetterVoice,
    ) -> None:
        self.told = told
        self.doc, self.letter, self.text = doc, letter, doc.text
        self.layers = _layers(doc)
        self._whole = within is None
        blocks = Places(letter.blocks or (Span(0, len(self.text)),))
        self._blocks = sorted({b for place in within or (Span(0, len(self.text)),) for b in blocks.overlapping(place)})
        self._protected = sorted(protected, key=lambda p: p.span)
        self._protected_starts = [p.span.start for p in self._protected]
        self._parts = sorted(letter.parts, key=lambda p: p.span)
        self._part_starts = [p.span.start for p in self._parts]
        self._switched: Places[SwitchedOff] = Places(switched_off(letter.text))
        self._comments: Places[Span] = Places(comments(letter.text))

    def phrases(self, index: FormIndex) -> Iterator[tuple[str, Span]]:
        """Yield where phrases stand; none reaches from one block into another."""
        for atoms in self._atoms:
            yield from index.find(self.text, atoms)

    @cached_property
    def _atoms(self) -> list[list[Atom]]:
        return [atoms_of(self.text, block) for block in self._blocks]

    @cached_property
    def words(self) -> list[tuple[int, Doc | DocSpan]]:
        """The text for patterns of tokens, each piece with the index of its first token."""
        if self._whole:
            return [(0, self.doc)]
        starts = self._token_starts
        ranges = ((bisect_left(starts, b.start), bisect_left(starts, b.end)) for b in self._blocks)
        return [(first, self.doc[first:end]) for first, end in ranges if first < end]

    @cached_property
    def sentences(self) -> list[DocSpan]:
        """The sentences that are looked at."""
        if self._whole:
            return list(self.doc.sents)
        blocks = Places(self._blocks)
        return [s for s in self.doc.sents if blocks.overlapping(Span(s.start_char, s.end_char))]

    @cached_property
    def prose(self) -> list[SentenceView]:
        """The sentences that whole-sentence rules read."""
        return [v for sentence in self.sentences if (v := self._view(sentence)) and v.part in _PROSE]

    @cached_property
    def _token_starts(self) -> list[int]:
        return [t.idx for t in self.doc]

    @cached_property
    def _visible(self) -> str:
        """The text with the switches blanked out; same length."""
        return apply_edits(self.text, [Edit(span, " " * len(span)) for span in comments(self.letter.text)])

    def _view(self, sentence: DocSpan) -> SentenceView | None:
        part = self.part_at(sentence.start_char + len(sentence.text) - len(sentence.text.lstrip()))
        visible = self._visible[sentence.start_char : sentence.end_char]
        skip = len(visible) - len(visible.lstrip())
        marker = LIST_MARKER.match(visible, skip) if part == "aufzaehlung" else None
        start_char = sentence.start_char + (marker.end() if marker else skip)
        start, end = sentence.start, sentence.end
        while start < end and (self.doc[start].idx < start_char or self.doc[start].is_space):
            start += 1
        while end > start and self.doc[end - 1].is_space:
            end -= 1
        if start == end:
            return None
        sent = self.doc[start:end]
        inside = self._protected_in(Span(sent.start_char, sent.end_char))
        pieces = self._own_lines(sent) if part == "betreff" else [self._visible[sent.start_char : sent.end_char]]
        words = max(map(count_words, pieces))
        return SentenceView(sent, inside, part, words, self._senders, self.told.strangers)

    def _own_lines(self, subject: DocSpan) -> list[str]:
        """Return the lines of a subject that say something of their own; a line that was full goes on in the next."""
        lines, at, before, full = [""], subject.start_char, "", True
        for line in self.letter.text[at : subject.end_char].split("\n"):
            full = full or len(before) + len(line.split(" ", 1)[0]) >= self._width
            shown, before = self._visible[at : at + len(line)], line
            lines = [*lines[:-1], f"{lines[-1]} {shown}"] if full else [*lines, shown]
            at, full = at + len(line) + 1, False
        return lines

    @cached_property
    def _width(self) -> int:
        return max(map(len, self.letter.text.split("\n")))

    @cached_property
    def _senders(self) -> frozenset[str]:
        """The words for the sending office in the letterhead."""
        return sending_offices(self.letter)

    def _protected_in(self, span: Span) -> tuple[Protected, ...]:
        first = max(0, bisect_right(self._protected_starts, span.start) - 1)
        last = bisect_right(self._protected_starts, span.end - 1)
        return tuple(p for p in self._protected[first:last] if p.span.overlaps(span))

    def part_at(self, offset: int) -> PartKind:
        """Return the kind of part at an offset; what belongs to none is read as running text."""
        index = bisect_right(self._part_starts, offset) - 1
        return self._parts[index].kind if index >= 0 and offset < self._parts[index].span.end else "text"

    def pos_at(self, offset: int) -> str:
        """Return the UPOS tag of the token that covers an offset; a noun in capitals is one, as in a heading."""
        token = self.doc[bisect_right(self._token_starts, offset) - 1]
        return "NOUN" if token.text.isupper() and analyses(token.text.capitalize()) else str(token.pos_)

    def lemma_of(self, span: Span) -> str | None:
        """Return the lemma of a place that is exactly one token."""
        token = self.doc[bisect_right(self._token_starts, span.start) - 1]
        return str(token.lemma_) if (token.idx, token.idx + len(token)) == (span.start, span.end) else None

    def may_mark(self, candidate: Candidate) -> bool:
        """Whether a place lies where its rule looks, is not protected as a whole and not switched off."""
        if not self._looks_here(candidate):
            return False
        for piece in candidate.pieces if candidate.rule.word_level else (candidate.span,):
            if any(p.kind in _NEVER_CHANGED and p.span.contains(piece) for p in self._protected_in(piece)):
                return False
        off = any(off.covers(candidate.span, candidate.rule) for off in self._switched.overlapping(candidate.span))
        return not off and not self._comments.around(candidate.span)

    def _looks_here(self, candidate: Candidate) -> bool:
        """Whether a rule looks into the part: prose for all, tables for words, the closing for stiff formulas.

        In all other layout only abbreviations count.
        """
        part = self.part_at(candidate.hit.start)
        if part in _PROSE:
            return True
        if part == "rechtsbehelf":
            return False
        if candidate.rule.category == "abkuerzung":
            return True
        words = candidate.rule.word_level
        return words and (part == "tabelle" or (part == "gruss" and candidate.rule.category == "floskel"))


def _is_excepted(candidate: Candidate, excepted: Mapping[str, Places[Span]]) -> bool:
    """Whether every piece of a place lies inside one of its rule's exceptions."""
    spans = excepted.get(candidate.rule.id)
    whole = Span(candidate.pieces[0].start, max(piece.end for piece in candidate.pieces))
    return spans is not None and bool(spans.around(whole))


def _is_allowed(candidate: Candidate, scene: _Scene, allowed: frozenset[str]) -> bool:
    if not allowed:
        return False
    pattern, span = candidate.rule.pattern, candidate.span
    names = {" ".join(scene.text[span.start : span.end].split()).casefold()}
    if isinstance(pattern, WordPattern):
        names.add(pattern.words.casefold())
    if candidate.rule.word_level and "LEMMA" in scene.layers and (lemma := scene.lemma_of(span)):
        names.add(lemma.casefold())
    return bool(names & allowed)


def _finding(number: int, candidate: Candidate, scene: _Scene) -> Finding:
    rule, hit, span = candidate.rule, candidate.hit, candidate.span
    office = scene.told.office
    voice = {"wir": office, "uns": _DATIVE.get(office, "uns")}
    own = {name: _filled(text, voice) for name, text in hit.fields.items()}
    fields = {"treffer": _quote(candidate, scene.text), **voice, **own}
    return Finding(
        id=f"f{number}",
        rule=rule.id,
        category=rule.category,
        severity=candidate.severity,
        span=span,
        text=scene.letter.text[span.start : span.end],
        message=_filled(rule.message, fields),
        explanation=rule.reason + (f" Schlichter: {', '.join(rule.plain)}." if rule.plain else ""),
        sources=tuple(map(str, rule.sources)),
        evidence=hit.evidence,
    )


def _filled(message: str, fields: Mapping[str, str]) -> str:
    return _FIELD.sub(lambda m: fields.get(m[1], m[0]), message)


def _quote(candidate: Candidate, text: str) -> str:
    """Return a place in one line; of a word list's entry only its own words, of a long place beginning and end."""
    pieces = candidate.pieces if candidate.rule.word_level else (candidate.span,)
    quote = " … ".join(" ".join(text[p.start : p.end].split()) for p in pieces)
    if len(quote) <= _LONGEST_QUOTE:
        return quote
    half = _LONGEST_QUOTE // 2
    return f"{quote[:half].rsplit(' ', 1)[0]} … {quote[-half:].split(' ', 1)[-1]}"
