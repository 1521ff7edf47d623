"""The grammar rewriter: every construction that fits a sentence, alone and one step after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from types import MappingProxyType
from typing import Final, Protocol

from spacy.tokens import Doc

from klartext.grammar.pronouns import POLITE_FORMS
from klartext.nlp import alone, sentence_after, sentence_before
from klartext.pipeline.words import FUNCTION_WORDS
from klartext.records import Category, Finding, Proposal, Protected, Sentence, Step
from klartext.rewrite.contract import Construction, LetterFacts, Rewrite, Scene
from klartext.rewrite.from_rule import FixedReplacements
from klartext.rewrite.instructions import is_announced, is_declaration, is_instruction
from klartext.rewrite.listed import has_nominative, items_behind
from klartext.rewrite.verb_complex import is_finite
from klartext.ruleset.match import LIST_MARKER
from klartext.spans import Edit, Places, Span, apply_edits, changed_span

_MOST_STEPS: Final = 6
_SURE: Final = 0.85
_LONGEST: Final = 90
_RELATED: Final[Mapping[str, frozenset[Category]]] = MappingProxyType({
    "absicht": frozenset({"unpersoenlich", "floskel"}),
    "bitte": frozenset({"unpersoenlich", "passiv", "floskel", "nominalstil", "funktionsverbgefuege"}),
    "einleitung": frozenset({"floskel", "passiv", "unpersoenlich", "amtswort"}),
    "gelegenheit": frozenset({"passiv", "nominalstil", "funktionsverbgefuege", "unpersoenlich"}),
    "erfolgt": frozenset({"nominalstil", "funktionsverbgefuege", "modaler_infinitiv"}),
    "funktionsverbgefuege": frozenset({"funktionsverbgefuege", "nominalstil"}),
    "nominalstil": frozenset({"nominalstil", "verneinung", "amtswort", "genitivkette"}),
    "verneinung": frozenset({"verneinung", "nominalstil"}),
    "verpflichtet": frozenset({"paragraphenkette", "nominalstil", "amtswort"}),
    "gemeinsames-subjekt": frozenset({"modaler_infinitiv", "passiv", "langer_satz"}),
    "rueckfragen": frozenset({"floskel", "funktionsverbgefuege"}),
    "rechtsverweis": frozenset({"paragraphenkette", "amtswort", "nominalstil"}),
    "langer-satz": frozenset({"langer_satz", "schachtelsatz"}),
})  # fmt: skip
"""Categories whose findings at the same place a construction answers, too."""
_OUTDONE: Final[Mapping[str, frozenset[str]]] = MappingProxyType({
    "bitte": frozenset({"passiv", "passiv-handelnde", "nominalstil"}),
    "einleitung": frozenset({"passiv", "passiv-handelnde"}),
    "gelegenheit": frozenset({"passiv", "passiv-handelnde"}),
})  # fmt: skip
"""Constructions whose rewriting of the same clause is not shown beside a better one."""
_KEEPING: Final = frozenset({
    "passiv", "passiv-handelnde", "modaler-infinitiv", "partizipialattribut", "rechtsverweis", "langer-satz",
})  # fmt: skip
"""Constructions that only turn and reorder: no word of content may go."""
_TURNING: Final = frozenset({"passiv", "passiv-handelnde", "modaler-infinitiv", "gemeinsames-subjekt"})
"""Constructions that make an object of the subject."""
_CONTENT: Final = frozenset({"NOUN", "PROPN", "ADV", "ADJ"})
_FORMULAIC: Final = frozenset({"nicht", "so", "wobei", "sodass", "weshalb", "weswegen", "daher", "darauf", "hier"})
_CUT: Final = re.compile(r"[;:]\s")
_MUST_TWICE: Final = re.compile(r"(?<!\w)m[uü]ss\w*, m[uü]ss")
"""Two duties meet at a comma: *eingeholt werden muss, müssten Sie*."""
_FEWEST_BLANKS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")


class Parse(Protocol):
    """Analyses sentences, each on one line, and remembers them."""

    def __call__(self, text: str) -> Doc:
        """Return the analysis of a text."""

    def learn(self, text: str, doc: Doc) -> None:
        """Remember an analysis of exactly this text."""


class MayBecome(Protocol):
    """Says whether a sentence may become another one."""

    def __call__(self, before: str, after: str, protected: Sequence[Protected], *, grammar: bool = True) -> bool:
        """Return whether it may, by its texts and its protected places; ``grammar`` reads that of both, too."""


@dataclass(frozen=True, slots=True)
class GrammarRewriter:
    """A ``Rewriter`` for one letter.

    Args:
        fixed: Fixed texts of rules; they are the first steps where grammar takes more.
        doc: The analysed letter; offsets count in its text.
        protected: The protected places of the letter.
        constructions: In the order in which steps are taken.
        facts: What the letter tells.
        parse: Analyses the sentence after a step.
        may_become: Says whether a step may be taken.
    """

    fixed: FixedReplacements
    doc: Doc
    protected: Places[Protected]
    constructions: Sequence[Construction]
    facts: LetterFacts
    parse: Parse
    may_become: MayBecome

    def propose(self, sentence: Sentence, findings: Sequence[Finding]) -> Iterator[Proposal]:
        """Yield every step alone, then all sure steps together if there are several."""
        if not findings or sentence.words > _LONGEST or self._is_kept(sentence.span) or self._is_aside(sentence):
            return
        asked = self._asked(findings)
        if not asked:
            return
        span = _without_marker(sentence)
        scene = self._scene(span)
        if scene is None or (span != sentence.span and _ends_another(scene.doc)):
            return
        singles = _distinct([r for r in self._rewrites(scene, asked) if _linked(r, findings, span.start)], scene)
        place = _Place(sentence, span, scene, findings, asked)
        told = {(p.span, p.replacement) for p in self.fixed.propose(sentence, findings)}
        for rewrite in singles:
            if _as_fixed(rewrite, span.start) not in told:
                yield place.proposal([rewrite], [rewrite.text(scene)])
        yield from self._together(place, singles)

    def _is_kept(self, span: Span) -> bool:
        return any(p.kind in ("rechtsbehelf", "zitat") for p in self.protected.around(span))

    def _is_aside(self, sentence: Sentence) -> bool:
        """Whether the caseworker is spoken to, also by the sentence before in the block, or the reader speaks."""
        if is_instruction(sentence.text) or is_declaration(sentence.text):
            return True
        words = self.doc.char_span(sentence.span.start, sentence.span.end)
        before = sentence_before(words) if words is not None else None
        if before is None or not is_announced(before.text.strip()):
            return False
        return "\n" not in before.text or before.text.rstrip().endswith(":")

    def _scene(self, span: Span) -> Scene | None:
        """Return what stands at a place with its analysis in the letter, by which the guard knows it, too."""
        words = self.doc.char_span(span.start, span.end)
        if words is None:
            return None
        doc = alone(words)
        self.parse.learn(doc.text, doc)
        near = tuple(Protected(p.kind, _inside(p.span, span), p.text) for p in self.protected.overlapping(span))
        before, after = (tuple(s or ()) for s in (sentence_before(words), sentence_after(words)))
        return Scene(doc.text, doc, near, self.facts, before, after=after, items=items_behind(words))

    def _asked(self, findings: Sequence[Finding]) -> tuple[Construction, ...]:
        """Return the constructions that may answer one of some findings."""
        categories = {f.category for f in findings}
        return tuple(c for c in self.constructions if not c.answers.isdisjoint(categories))

    def _rewrites(self, scene: Scene, asked: Sequence[Construction]) -> Iterator[Rewrite]:
        """Yield what fits the sentence as a whole, then what fits its parts before and behind a semicolon or colon.

        A part without a verb, such as the word before a colon, has nothing that the whole has not.
        """
        parts = [(part, self._part(scene, part)) for part in _parts(scene.text) if _has_verb(scene, part)]
        for construction in asked:
            yield from (
                r for r in construction.rewrites(scene) if _is_faithful(r, scene) and not _parts_from_items(r, scene)
            )
            for part, inner in parts:
                yield from (
                    _in_whole(r, scene, part)
                    for r in construction.rewrites(inner)
                    if _is_faithful(r, inner) and not _leaves_list(r, inner, scene.text[part.end :])
                )

    def _part(self, scene: Scene, part: Span) -> Scene:
        text = scene.text[part.start : part.end]
        doc = self.parse(text)
        near = tuple(Protected(p.kind, _inside(p.span, part), p.text) for p in scene.protected if p.span.overlaps(part))
        rest = tuple(t for t in scene.doc if not part.start <= t.idx < part.end)
        return Scene(text, doc, near, scene.facts, scene.before, rest, scene.after)

    def _together(self, place: _Place, singles: Sequence[Rewrite]) -> Iterator[Proposal]:
        """Yield one proposal for all sure steps; after each the new sentence is analysed again."""
        if self._is_enough(place, singles):
            return
        scene = place.scene
        steps: list[Rewrite] = []
        texts: list[str] = []
        here, possible = scene, iter(singles)
        while len(steps) < _MOST_STEPS:
            chosen = next((r for r in possible if self._may_follow(r, here, scene, texts)), None)
            if chosen is None:
                break
            steps.append(chosen)
            texts.append(chosen.text(here))
            here = self._after(scene, texts[-1])
            possible = (r for r in self._rewrites(here, place.asked) if place.answers(r))
        if not steps:
            return
        for step, text in self._taken(scene, here, tuple(self._fixed_steps(place, texts[-1]))):
            steps.append(step)
            texts.append(text)
        if len(steps) > 1:
            yield place.proposal(steps, texts)

    def _is_enough(self, place: _Place, singles: Sequence[Rewrite]) -> bool:
        """Whether nothing is left to be done: no step, or the only one answers every finding of the sentence.

        Behind the plain verb for a Funktionsverbgefüge its noun may follow: *die Gewährung kommt nicht in Betracht*.
        """
        if len(singles) != 1 or singles[0].construction == "funktionsverbgefuege":
            return not singles
        answered = _linked(singles[0], place.findings, place.span.start)
        return len(answered) == len(place.findings) and not any(self._fixed_steps(place, singles[0].text(place.scene)))

    def _taken(self, first: Scene, here: Scene, steps: Sequence[Rewrite]) -> Iterator[tuple[Rewrite, str]]:
        """Yield the fixed texts that may be put in here, each with the sentence after it.

        As where they come alone, the guard reads no grammar of them: they need no inflection. It looks at the sentence
        after all of them; only if it says no, at one after the other.
        """
        at_once = list(accumulate(steps, lambda text, step: apply_edits(text, step.edits), initial=here.text))[1:]
        if at_once and self.may_become(first.text, at_once[-1], first.protected, grammar=False):
            yield from zip(steps, at_once, strict=True)
            return
        text = here.text
        for step in steps:
            if self.may_become(first.text, new := apply_edits(text, step.edits), first.protected, grammar=False):
                text = new
                yield step, text

    def _fixed_steps(self, place: _Place, text: str) -> Iterator[Rewrite]:
        """Yield the fixed texts for findings whose words stand once in the sentence as it is now, last one first."""
        found: list[Rewrite] = []
        for proposal in self.fixed.propose(place.sentence, place.findings):
            words = " ".join(proposal.original.split())
            at = text.find(words)
            if at < 0 or text.count(words) > 1:
                continue
            new = proposal.replacement
            if at == 0 and text[:1].isupper():
                new = new[:1].upper() + new[1:]
            category = next(f.category for f in place.findings if f.id in proposal.findings)
            span = Span(at - (not new and at > 0), at + len(words))
            found.append(
                Rewrite(
                    proposal.rule, category, span, (Edit(span, new),), proposal.explanation, confidence=0.95, fixed=True
                )
            )
        yield from sorted(found, key=lambda r: -r.place.start)

    def _may_follow(self, rewrite: Rewrite, here: Scene, first: Scene, texts: Sequence[str]) -> bool:
        if rewrite.needs is not None or rewrite.confidence < _SURE:
            return False
        if rewrite.assumed and here.text.count(". ") > first.text.count(". "):
            return False  # the sentence has been parted: a second guess at who acts may contradict the first
        text = rewrite.text(here)
        if _MUST_TWICE.search(text) and not _MUST_TWICE.search(here.text):
            return False
        return (
            text != here.text
            and text not in (first.text, *texts)
            and self.may_become(first.text, text, first.protected)
        )

    def _after(self, first: Scene, text: str) -> Scene:
        doc = self.parse(text)
        near = tuple(_found_again(first.protected, text))
        return Scene(text, doc, near, first.facts, first.before, after=first.after, items=first.items)


def _as_fixed(rewrite: Rewrite, start: int) -> tuple[Span, str] | None:
    """Return a step with one edit as the place in the letter and the new words."""
    if len(rewrite.edits) != 1:
        return None
    edit = rewrite.edits[0]
    return edit.span.moved(start), edit.replacement


def _inside(place: Span, around: Span) -> Span:
    """Return the part of a place that lies in a range, counted from its start."""
    return Span(max(place.start, around.start) - around.start, min(place.end, around.end) - around.start)


def _found_again(protected: Iterable[Protected], text: str) -> Iterator[Protected]:
    """Yield the protected places where they stand in a new sentence."""
    at: dict[str, int] = {}
    for place in protected:
        words = " ".join(place.text.split())
        start = text.find(words, at.get(words, 0))
        if start >= 0:
            at[words] = start + len(words)
            yield Protected(place.kind, Span(start, start + len(words)), words)


def _parts(text: str) -> list[Span]:
    """Return the parts of a sentence between semicolons and colons, none where there is but one.

    The parser reads each of them better alone; a mark inside brackets or quotes parts nothing.
    """
    cuts = [m.end() for m in _CUT.finditer(text) if text.count("(", 0, m.start()) == text.count(")", 0, m.start())]
    if not cuts or "„" in text:
        return []
    bounds = [0, *cuts, len(text)]
    spans = [Span(a, b - (len(text[a:b]) - len(text[a:b].rstrip()))) for a, b in pairwise(bounds)]
    return [s for s in spans if text[s.start : s.end].count(" ") >= _FEWEST_BLANKS]


def _has_verb(scene: Scene, part: Span) -> bool:
    return any(t.pos_ in ("VERB", "AUX") for t in scene.doc if part.start <= t.idx < part.end)


def _in_whole(rewrite: Rewrite, scene: Scene, part: Span) -> Rewrite:
    """Return the step of a part as a step of the sentence."""
    head, tail = scene.text[: part.start], scene.text[part.end :]
    small = bool(head) and not (head.rstrip().endswith(":") and scene.text[part.start].isupper())
    edits = tuple(
        Edit(e.span.moved(part.start), _small(e.replacement) if small and not e.span.start else e.replacement)
        for e in rewrite.edits
    )
    others = tuple(head + (_small(a) if small else a) + tail for a in rewrite.alternatives)
    return replace(rewrite, edits=edits, place=rewrite.place.moved(part.start), alternatives=others)


def _small(text: str) -> str:
    """Return a text that does not open the sentence with a small letter, unless its first word keeps its capital."""
    first = text.split(" ", 1)[0]
    small = first.lower() in FUNCTION_WORDS and first not in POLITE_FORMS
    return text[:1].lower() + text[1:] if small else text


def _leaves_list(rewrite: Rewrite, inner: Scene, behind: str) -> bool:
    """Whether the subject becomes an object while the items that it announces stay subjects."""
    if rewrite.construction not in _TURNING or not inner.text.endswith(":"):
        return False
    return not rewrite.last_resort and has_nominative(behind.strip())


def _parts_from_items(rewrite: Rewrite, scene: Scene) -> bool:
    """Whether the items in the lines below are the only subject of what is turned: *vorzulegen sind: der Vertrag*."""
    if rewrite.construction not in _TURNING or rewrite.last_resort or not any(map(has_nominative, scene.items)):
        return False
    return not any(
        t.dep_ in ("nsubj", "nsubj:pass") for t in scene.doc if rewrite.place.start <= t.idx < rewrite.place.end
    )


def _is_faithful(rewrite: Rewrite, scene: Scene) -> bool:
    return rewrite.construction not in _KEEPING or _keeps_words(rewrite, scene)


def _keeps_words(rewrite: Rewrite, scene: Scene) -> bool:
    """Whether every noun, number and adverb of the sentence is still there, be it with another ending."""
    there = [word.lower() for word in _WORD.findall(rewrite.text(scene))]
    wanted = {t.lower_ for t in scene.doc if t.pos_ in _CONTENT and t.is_alpha and t.lower_ not in _FORMULAIC}
    return all(any(word.startswith(_trunk(w)) for word in there) for w in wanted)


def _trunk(word: str) -> str:
    return word[: max(3, len(word) - 3)]


def _without_marker(sentence: Sentence) -> Span:
    """Return the range of a sentence behind the number or dash of a list."""
    marker = LIST_MARKER.match(sentence.text)
    return Span(sentence.span.start + (marker.end() if marker else 0), sentence.span.end)


def _ends_another(doc: Doc) -> bool:
    """Whether a list item goes on with the verb of the words above the list: *☐ wird abgelehnt*."""
    return doc[0].text[:1].islower() and is_finite(doc[0])


def _distinct(rewrites: Iterable[Rewrite], scene: Scene) -> list[Rewrite]:
    """Return the rewrites without those that only repeat an earlier one, by result or by the clause they answer for."""
    found: list[Rewrite] = []
    seen = {scene.text}
    known = list(rewrites)
    for rewrite in known:
        if rewrite.last_resort and any(_is_better(other, rewrite) for other in known):
            continue
        text = rewrite.text(scene)
        again = any(
            r.place == rewrite.place and rewrite.construction in _OUTDONE.get(r.construction, ()) for r in found
        )
        if text not in seen and not again:
            seen.add(text)
            found.append(rewrite)
    return found


def _is_better(other: Rewrite, rewrite: Rewrite) -> bool:
    return not other.last_resort and other.construction == rewrite.construction and other.place.overlaps(rewrite.place)


def _categories(rewrite: Rewrite) -> frozenset[Category]:
    return _RELATED.get(rewrite.construction, frozenset()) | {rewrite.category}


def _linked(rewrite: Rewrite, findings: Sequence[Finding], start: int) -> list[Finding]:
    """Return the findings that a rewrite answers; its place counts from ``start``."""
    place = rewrite.place.moved(start)
    return [f for f in findings if f.category in _categories(rewrite) and f.span.overlaps(place)]


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence of the letter: ``span`` is what the scene shows of it; ``asked`` may answer its findings."""

    sentence: Sentence
    span: Span
    scene: Scene
    findings: Sequence[Finding]
    asked: Sequence[Construction]

    def answers(self, step: Rewrite) -> bool:
        """Whether a later step answers a finding; its place has moved, so only the category counts."""
        return any(f.category in _categories(step) for f in self.findings)

    def proposal(self, steps: Sequence[Rewrite], texts: Sequence[str]) -> Proposal:
        """Return the proposal for some steps; its range is the smallest that holds every change, in whole words."""
        old, new = self.scene.text, texts[-1]
        others = steps[0].alternatives if len(steps) == 1 else ()
        changed = changed_span(old, (new, *others))
        linked = self._answered(steps, new)
        head, tail = changed.start, len(old) - changed.end
        start, end = self.span.start + changed.start, self.span.start + changed.end
        inside = self.sentence.span.start
        return Proposal(
            sentence=self.sentence.id,
            findings=tuple(f.id for f in linked),
            span=Span(start, end),
            original=self.sentence.text[start - inside : end - inside],
            replacement=new[head : len(new) - tail],
            rule=linked[0].rule,
            explanation=" ".join(dict.fromkeys(s.explanation for s in steps)),
            alternatives=tuple(o[head : len(o) - tail] for o in others),
            confidence=round(min(s.confidence for s in steps) - 0.01 * (len(steps) - 1), 2),
            needs=steps[0].needs if len(steps) == 1 else None,
            steps=tuple(
                Step(s.construction, text, s.explanation, s.assumed, s.fixed)
                for s, text in zip(steps, texts, strict=True)
            ),
        )

    def _answered(self, steps: Sequence[Rewrite], new: str) -> list[Finding]:
        """Return the findings whose words are gone: for the first step those at its place, for later ones all."""
        at_place = _linked(steps[0], self.findings, self.span.start)
        gone = [f for f in self.findings if " ".join(f.text.split()) not in new]
        found = [f for f in at_place if f in gone] or at_place
        for step in steps[1:]:
            found += [f for f in gone if f.category in _categories(step) and f not in found]
        return found
