"""The wiring: the only room that knows the order in which a letter goes through the others."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Final

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from klartext import __version__, checklist, guard, metrics
from klartext.config import Config
from klartext.decisions import Review
from klartext.documents import read_text
from klartext.errors import ModelError
from klartext.letter import read_letter
from klartext.model import AUTO, OFF, ProposalModel, open_model
from klartext.model.asking import questions
from klartext.model.frames import FrameReader
from klartext.model.judging import Judge, gauge_of
from klartext.nlp import Pipeline, SentenceMemory, finished, load_pipeline, sentence_after, sentence_before
from klartext.pipeline.words import FUNCTION_WORDS
from klartext.protect import protect
from klartext.records import (
    ActorAnswer,
    Analysis,
    Check,
    Document,
    HeldBack,
    Letter,
    Proposal,
    Protected,
    Sentence,
    Suggestion,
    Versions,
)  # fmt: skip
from klartext.remembered import Case, DraftMemory, Verdict
from klartext.rewrite import FixedReplacements, GlossaryRewriter, GrammarRewriter, constructions, facts_of
from klartext.rewrite.contract import Construction, LetterFacts
from klartext.ruleset import LetterVoice, RuleSet, adapt, find, load_rules, skipped_rules
from klartext.ruleset.detectors import count_words
from klartext.ruleset.inline import idle_switches
from klartext.ruleset.lexicon import Roles, load_lexicon
from klartext.spans import Places, Span

_EASY: Final = 75
"""From this ``klartext_index`` on a letter is plain enough to go without explanations of terms."""
_ENOUGH_WORDS: Final = 10
_SELDOM: Final = (20_000, 20, 20)
"""Objects made before the garbage collector looks through the youngest, then runs before it looks at older ones."""
_GERMAN_SHARE: Final = 0.15
"""German texts have 35 to 50 words in 100 that belong to the closed classes."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking the model about one sentence; ``done`` of ``total`` sentences are answered now."""

    done: int
    total: int
    suggestion: Suggestion | None
    held_back: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A letter that is analysed, searched and measured; ``analysis`` has everything but suggestions."""

    doc: Doc
    analysis: Analysis
    facts: LetterFacts = field(default_factory=LetterFacts)


@dataclass(frozen=True, slots=True)
class Draft:
    """What rules propose for one more sentence.

    ``done`` of ``total`` sentences are worked on now; for everything before ``until`` all is said.
    """

    done: int
    total: int
    until: int
    suggestions: tuple[Suggestion, ...]
    held_back: tuple[HeldBack, ...]


@dataclass(frozen=True, slots=True)
class Klartext:
    """Everything that is loaded once and used for many letters.

    ``rules`` are all rules as shipped; ``settings`` decide which of them run. ``fixed`` holds the texts that need no
    grammar, ``constructions`` what grammar can rewrite, ``glossary`` explanations of terms. ``memory`` holds the
    sentences that were analysed already, ``drafted`` what was proposed for them. ``model`` is the language model, if
    there is one and it is switched on; ``frames`` compares who does what in its wordings.
    """

    pipeline: Pipeline
    rules: RuleSet
    settings: Config
    fixed: FixedReplacements
    constructions: tuple[Construction, ...]
    glossary: GlossaryRewriter
    roles: Roles
    memory: SentenceMemory
    drafted: DraftMemory
    frames: FrameReader
    model: ProposalModel | None = field(default=None, compare=False)

    @classmethod
    def load(cls, config: Config | None = None, model: str | None = None) -> Klartext:
        """Load pipeline and rules; a language model starts to load beside them and is not waited for.

        Args:
            config: The house's choices; None leaves everything as shipped.
            model: ``off``, ``auto`` (a local language model if one is installed) or its path; None leaves it to the
                house's choices.

        Raises:
            ModelError: The model that is named cannot be used.
        """
        settings = config or Config()
        speaker = open_model(settings, model or (AUTO if settings.model_on else OFF))
        with _for_good():
            return cls._loaded(settings, speaker)

    @classmethod
    def _loaded(cls, settings: Config, speaker: ProposalModel | None) -> Klartext:
        rules = load_rules()
        pipeline, active, lexicon = load_pipeline(), adapt(rules, settings), load_lexicon()
        return cls(
            pipeline=pipeline,
            rules=rules,
            settings=settings,
            fixed=FixedReplacements.of(active),
            constructions=tuple(constructions(lexicon, active)),
            glossary=GlossaryRewriter.of(lexicon.glossary, lexicon.roles),
            roles=lexicon.roles,
            memory=SentenceMemory(pipeline),
            drafted=DraftMemory(),
            frames=FrameReader.of(lexicon),
            model=speaker,
        )

    def fresh(self) -> Klartext:
        """Return the same with an empty memory of sentences: what it says of a letter depends on no letter before."""
        return replace(self, memory=SentenceMemory(self.pipeline), drafted=DraftMemory())

    def analyse(self, document: Document, actor: ActorAnswer = "") -> Analysis:
        """Take a document through all rooms up to guarded suggestions.

        Args:
            document: The letter.
            actor: Who acts where the letter does not say, as far as a person has answered that.
        """
        reading = finished(self.reading(document))
        return _with_drafts(reading.analysis, self.drafts(reading, actor))

    def reading(
        self, document: Document, changed: Sequence[Span] | None = None
    ) -> Generator[tuple[int, int], None, Reading]:
        """Take a document through all rooms up to its findings and scores.

        Yields after each sentence how many of how many are read: whoever shares the pipeline with others lets them
        work in between.

        Args:
            document: The letter.
            changed: Findings are wanted only for sentences with these places, and no checklist; None wants all.
        """
        letter = read_letter(document)
        protected = protect(letter, self.memory.in_block)
        doc = yield from self.pipeline.reading(letter, protected, self.memory.read)
        sentences = tuple(_sentences(doc, letter))
        facts = facts_of(doc, letter, self.roles)
        voice = LetterVoice(facts.office_pronoun, facts.others)
        within = None if changed is None else [s.span for s in _touched(sentences, changed)]
        analysis = Analysis(
            letter=letter,
            protected=protected,
            sentences=sentences,
            findings=tuple(find(doc, letter, protected, self.rules, self.settings, within, voice)),
            suggestions=(),
            held_back=(),
            scores=metrics.scores(doc, letter),
            versions=Versions(__version__, self.pipeline.name, self.rules.digest, self._model_name()),
            notes=(*document.notes, *_doubts(doc, sentences), *_skipped(doc, self.rules), *_idle(letter, self.rules)),
            checklist=checklist.examine(letter, protected, sentences, self.roles) if changed is None else None,
        )
        return Reading(doc, analysis, facts)

    def drafts(
        self, reading: Reading, actor: ActorAnswer = "", wanted: Sequence[Sentence] | None = None
    ) -> Generator[Draft, None, None]:
        """Yield what rules propose and the guard says to it, sentence by sentence; suggestions count from ``g1``.

        Args:
            reading: The letter.
            actor: Who acts where the letter does not say, as far as a person has answered that.
            wanted: Only these sentences; None works on all.
        """
        doc, read = reading.doc, reading.analysis
        sentences = read.sentences if wanted is None else wanted
        facts, protected = replace(reading.facts, actor=actor), Places(read.protected)
        by_grammar = GrammarRewriter(
            self.fixed, doc, protected, self.constructions, facts, self.memory, self._may_become
        )
        found, guarded, numbers = Places(read.findings), _Guarded(read.sentences, protected, self.memory), count(1)
        explained = self._explained(read)
        for done, sentence in enumerate(sentences, 1):
            findings = found.inside(sentence.span)
            verdicts: tuple[Verdict, ...] = ()
            if findings:
                case = Case.of(sentence, _text_around(doc, sentence), findings, guarded.places(sentence), facts)
                proposals = (p for r in (self.fixed, by_grammar) for p in r.propose(sentence, findings))
                verdicts = self.drafted.verdicts(case, sentence, findings, map(guarded.verdict, proposals))
            added = (guarded.verdict(p) for p in explained if p.sentence == sentence.id)
            yield _draft(done, len(sentences), sentence.span.end, (*verdicts, *added), numbers)

    def ask_model(
        self,
        analysis: Analysis,
        cancelled: Callable[[], bool] = lambda: False,
        parse: Callable[[str], Doc] | None = None,
    ) -> Iterator[Answer]:
        """Ask the language model about every sentence that rules leave hard; yield what the guard says to its answers.

        Nothing comes where there is no model. Suggestions are numbered from ``m1``.

        Args:
            analysis: A letter with the suggestions of rules.
            cancelled: Asked again and again; after a yes no more answers come.
            parse: Analyses a sentence for the guard; whoever shares the pipeline takes turns at it. None reads at once.

        Raises:
            ModelError: The model cannot go on; the answers before stay good.
        """
        if self.model is None:
            return
        open_questions = list(questions(analysis))
        judge, numbers = Judge(parse or self.memory, self.frames, gauge_of(self.model)), count(1)
        asked = self.model.rewrite([q.ask for q in open_questions], cancelled)
        for done, (index, candidates) in enumerate(asked, 1):
            suggestion, held = judge.judged(open_questions[index], candidates, analysis.protected)
            numbered = replace(suggestion, id=f"m{next(numbers)}") if suggestion is not None else None
            yield Answer(done, len(open_questions), numbered, held)

    def with_model(self, analysis: Analysis) -> Analysis:
        """Return the analysis with what the language model proposes; when it fails, a note says so."""
        found: list[Suggestion] = []
        held: list[HeldBack] = []
        notes: tuple[str, ...] = ()
        try:
            for answer in self.ask_model(analysis):
                found += [answer.suggestion] if answer.suggestion else []
                held += answer.held_back
        except ModelError as error:
            notes = (f"Das Sprachmodell hat nicht alle Sätze bearbeitet. {error.what} {error.remedy}",)
        return replace(
            analysis,
            suggestions=(*analysis.suggestions, *found),
            held_back=(*analysis.held_back, *held),
            notes=(*analysis.notes, *notes),
        )

    def review(self, analysis: Analysis, actor: ActorAnswer = "") -> Review:
        """Open a review of an analysed letter; changed sentences are analysed again with the same answer."""
        return Review(analysis, partial(self._again, actor=actor), parse=self.memory)

    def judge(self, before: str, after: str, grammar: bool = True) -> tuple[Check, ...]:
        """Return what the guard says when a passage of a letter becomes another one.

        Args:
            before: The passage as it stands in the letter.
            after: Its new wording.
            grammar: Read the grammar of both, too, as for proposals; for a person's own words only facts count, and
                what the guard cannot tell is a doubt.
        """
        letter = read_letter(read_text(" ".join(before.split())))
        text = letter.text
        return guard.judge(
            text, 0, Span(0, len(text)), text, " ".join(after.split()), protect(letter), self.memory, person=not grammar
        )

    def _again(self, document: Document, changed: Sequence[Span], actor: ActorAnswer) -> Analysis:
        """Analyse a letter after a change; findings and suggestions come only for what it touches."""
        reading = finished(self.reading(document, changed))
        touched = _touched(reading.analysis.sentences, changed)
        return _with_drafts(reading.analysis, self.drafts(reading, actor, touched))

    def _explained(self, read: Analysis) -> tuple[Proposal, ...]:
        """Return the explanations of terms that a letter needs, unless it is plain enough."""
        index = read.scores.klartext_index
        if index is None or index >= _EASY:
            return ()
        return tuple(self.glossary.propose(read.letter, read.sentences, read.protected))

    def _model_name(self) -> str | None:
        return str(self.model.identity) if self.model is not None else None

    def _may_become(self, before: str, after: str, protected: Sequence[Protected], *, grammar: bool = True) -> bool:
        """Whether the guard lets a whole sentence become another one."""
        parse = self.memory if grammar else None
        checks = guard.judge(before, 0, Span(0, len(before)), before, after, protected, parse)
        return all(c.passed for c in checks)


@contextmanager
def _for_good() -> Iterator[None]:
    """Keep the garbage collector from what is made inside: it all stays, and looking through it takes time.

    From then on it looks seldom: letters leave little behind that points at itself.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        if collecting:
            gc.enable()


class _Guarded:
    """The guard before the proposals for one letter."""

    def __init__(self, sentences: Sequence[Sentence], protected: Places[Protected], parse: SentenceMemory) -> None:
        self._by_id, self._places, self._parse = {s.id: s for s in sentences}, protected, parse

    def places(self, sentence: Sentence) -> list[Protected]:
        """Return what is protected in a sentence."""
        return self._places.overlapping(sentence.span)

    def verdict(self, proposal: Proposal) -> Verdict:
        """Return what the guard makes of a proposal; a suggestion has no number yet."""
        sentence = self._by_id[proposal.sentence]
        return guard.check(
            proposal, sentence.text, sentence.span.start, self.places(sentence),
            parse=self._parse if proposal.steps else None,
        )  # fmt: skip


def _draft(done: int, total: int, until: int, verdicts: Iterable[Verdict], numbers: Iterator[int]) -> Draft:
    """Return what the guard lets pass, numbered, and what it holds back."""
    told = list(verdicts)
    passed = tuple(replace(v, id=f"g{next(numbers)}") for v in told if isinstance(v, Suggestion))
    return Draft(done, total, until, passed, tuple(v for v in told if isinstance(v, HeldBack)))


def _text_around(doc: Doc, sentence: Sentence) -> str:
    """Return the sentences before and behind: a proposal reads both, so it is known again only between the same."""
    words = doc.char_span(sentence.span.start, sentence.span.end)
    around = (sentence_before(words), sentence_after(words)) if words is not None else ()
    return "\n\n".join("" if near is None else near.text for near in around)


def _with_drafts(analysis: Analysis, drafts: Iterable[Draft]) -> Analysis:
    known = list(drafts)
    return replace(
        analysis,
        suggestions=tuple(s for draft in known for s in draft.suggestions),
        held_back=tuple(h for draft in known for h in draft.held_back),
    )


def _touched(sentences: Sequence[Sentence], changed: Iterable[Span]) -> list[Sentence]:
    """Return the sentences that share a character or an edge with a changed place."""
    known = Places(sentences)
    near = {s.id for c in changed for s in known.overlapping(Span(max(0, c.start - 1), c.end + 1))}
    return [s for s in sentences if s.id in near]


def _sentences(doc: Doc, letter: Letter) -> Iterator[Sentence]:
    """Yield the sentences of the letter, numbered from ``s1``, without the white space around them."""
    number = 0
    for sent in doc.sents:
        span = _trimmed(sent)
        if span is not None:
            number += 1
            text = letter.text[span.start : span.end]
            yield Sentence(f"s{number}", span, text, count_words(text))


def _trimmed(sent: DocSpan) -> Span | None:
    words = [t for t in sent if not t.is_space]
    return Span(words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _doubts(doc: Doc, sentences: Sequence[Sentence]) -> Iterator[str]:
    """Say where the letter gives little to go by: another language, or nothing but headings and tables."""
    words = [t.lower_ for t in doc if t.is_alpha]
    if len(words) >= _ENOUGH_WORDS and sum(w in FUNCTION_WORDS for w in words) < _GERMAN_SHARE * len(words):
        yield "Der Text scheint nicht deutsch zu sein. Befunde und Werte sind dann nicht verlässlich."
    if not any(s.text.endswith((".", "!", "?", ":")) for s in sentences):
        yield "Klartext hat keinen ganzen Satz gefunden, nur Überschriften oder Tabellen."


def _idle(letter: Letter, rules: RuleSet) -> Iterator[str]:
    """Say which switches in the letter switch nothing; a misspelt one must not pass for an exception."""
    for switch in idle_switches(letter.text, rules):
        yield (
            f"„{switch}“ wirkt nicht. So schalten Sie eine Regel oder Kategorie aus: „<!-- klartext: aus passiv -->“, "
            "und wieder an: „<!-- klartext: an passiv -->“. „klartext rules list“ nennt die Namen."
        )


def _skipped(doc: Doc, rules: RuleSet) -> Iterator[str]:
    skipped = skipped_rules(doc, rules)
    if skipped and len(doc):
        yield f"{len(skipped)} Regeln übersprungen: Es fehlt die Ebene {skipped[0].layer}."
