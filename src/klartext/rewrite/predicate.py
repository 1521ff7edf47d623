"""Voice, tense and modal verb of a predicate, and the same predicate in the active voice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from spacy.tokens import Token

from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.verbs import Auxiliary, Mood, Number, Person, Tense, Verb, lemma_of_participle, verb
from klartext.rewrite.fields import Clause
from klartext.rewrite.verb_complex import Verbs
from klartext.ruleset.word_groups import word_groups

Form = Literal["finite", "infinitive", "participle"]

REFLEXIVE: Final[Mapping[str, str]] = {"wir": "uns", "ich": "mich"}
"""The reflexive pronoun by subject; *sich* for all others."""
_MODAL_PAST: Final = re.compile(r"(?:soll|woll|konn|könn|durf|dürf|muss|müss|moch|möch)ten?")
MODALS: Final = frozenset({"können", "müssen", "sollen", "dürfen", "wollen", "mögen"})


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts in the new clause: its person and number, and its words as inside a sentence."""

    text: str
    person: Person = 3
    number: Number = "Sing"


WE: Final = Subject("wir", 1, "Plur")
ME: Final = Subject("ich", 1, "Sing")
YOU: Final = Subject("Sie", 3, "Plur")


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a predicate is built: an auxiliary or modal verb (None: the main verb is finite itself), the form of the
    main verb, and what stands behind that form (*geprüft* **haben**).
    """  # noqa: D205

    helper: str | None
    form: Form
    tail: str = ""
    tense: Tense = "Pres"
    mood: Mood = "Ind"


def verb_of(token: Token) -> Verb | None:
    """Return the verb of a token by lemma and form, None where it is not sure.

    The form helps where the lemma is wrong or belongs to two verbs: *beizufügen*, *umgangen*.
    """
    form = token.lower_
    if is_participle(token):
        infinitive = lemma_of_participle(form) or token.lemma_
        return verb(infinitive, form)
    known = verb(token.lemma_)
    if known is None and "VerbForm=Inf" in token.morph:
        found = [v for at in _places_of_zu(form) if (v := verb(form[:at] + form[at + 2 :])) is not None]
        return next((v for v in found if v.zu_infinitive == form), None)
    return known


def is_participle(token: Token) -> bool:
    """Whether a verb form is a past participle; with an auxiliary beside it also where the parse calls it finite."""
    if "VerbForm=Part" in token.morph:
        return True
    if any(c.dep_ == "aux:pass" and c.lemma_ == "werden" for c in token.children):
        return lemma_of_participle(token.lower_) is not None
    helped = any(c.dep_ in ("aux", "aux:pass") for c in token.children)
    return helped and "VerbForm=Inf" not in token.morph and lemma_of_participle(token.lower_) is not None


def _places_of_zu(form: str) -> list[int]:
    return [at for at in range(1, len(form) - 2) if form[at : at + 2] == "zu"]


def passive_pattern(verbs: Verbs) -> Pattern | None:
    """Return how the active voice of a werden-passive is built, None for anything else or where it is unclear.

    The simple past becomes the perfect, the past of plain speech. *Muss übersetzt worden sein* has none: *muss
    übersetzt haben* only supposes.
    """
    finite = verbs.finite
    if finite is None or not is_participle(verbs.main):
        return None
    words = tuple(t.lower_ for t in verbs.others)
    lemma, tense, mood = finite.lemma_, tense_of(finite), mood_of(finite)
    if lemma == "werden":
        return _of_werden(finite, words, tense, mood)
    if lemma == "sein" and words == ("worden",) and mood == "Ind":
        return Pattern("haben", "participle", tense=tense)
    if lemma in MODALS and words == ("werden",):
        return Pattern(lemma, "infinitive", tense=tense, mood=mood)
    if lemma == "haben" and len(words) == 2 and words[0] == "werden" and words[1] in MODALS and mood == "Ind":
        return Pattern("haben", "infinitive", words[1], tense)
    return None


def _of_werden(finite: Token, words: tuple[str, ...], tense: Tense, mood: Mood) -> Pattern | None:
    if finite.lower_ in ("würde", "würden") and words in ((), ("werden",)):
        return Pattern("werden", "infinitive", tense="Past", mood="Sub")
    if mood == "Sub" or finite.lower_ not in ("wird", "werden", "wurde", "wurden"):
        return None
    past = finite.lower_.startswith("wurde")
    if words == ():
        return Pattern("haben", "participle") if past else Pattern(None, "finite")
    if words == ("werden",) and not past:
        return Pattern("werden", "infinitive")
    if words == ("worden", "sein") and not past:
        return Pattern("werden", "participle", "haben")
    return None


def tense_of(token: Token) -> Tense:
    """Return the tense of a finite verb; the form alone tells it of *sollte* and *könnte*."""
    told = "Tense=Past" in token.morph or (token.lemma_ in MODALS and _MODAL_PAST.fullmatch(token.lower_))
    return "Past" if told else "Pres"


def mood_of(token: Token) -> Mood:
    """Return the mood of a finite verb."""
    return "Sub" if "Mood=Sub" in token.morph else "Ind"


def duty_pattern(verbs: Verbs) -> Pattern | None:
    """Return *müssen* in the tense of *ist … zu* or *hat … zu*, None for anything else."""
    finite = verbs.finite
    if finite is None or finite.lemma_ not in ("sein", "haben") or verbs.others or _belongs_to_noun(verbs):
        return None
    mood = mood_of(finite)
    if mood == "Sub" and finite.lower_ not in ("wäre", "wären"):
        return None
    return Pattern("müssen", "infinitive", tense="Past" if mood == "Sub" else tense_of(finite), mood=mood)


def _belongs_to_noun(verbs: Verbs) -> bool:
    """Whether the infinitive hangs on a noun that a bare comma follows: *Sie haben die Möglichkeit, … einzureichen*."""
    for child in verbs.main.children:
        last = child.right_edge
        closed = last.i + 1 < len(child.doc) and last.nbor(1).text == "," and last.i < verbs.main.i
        if child.dep_ == "obj" and closed and "," not in [t.text for t in child.subtree]:
            return True
    return False


def order_verbs(clause: Clause, pattern: Pattern, main: Verb, subject: Subject) -> tuple[str, str] | None:
    """Return the finite verb and the words of the right bracket for a pattern, None where a form is not known.

    Coordinated verbs keep what stands between them.
    """
    last = clause.kind == "vend"
    if pattern.helper is None:
        if clause.chain:
            return _finite_chain(clause, pattern, subject) or _finite_series(clause, pattern, main, subject)
        if last:
            return main.finite_joined(subject.person, subject.number, pattern.tense, pattern.mood), ""
        return main.finite(subject.person, subject.number, pattern.tense, pattern.mood), main.particle
    words, perfect = _chain_text(clause, pattern.form, main), _perfect_with(clause, main)
    if words is None or perfect is None:
        return None
    built = {"haben": perfect} if pattern.form == "participle" else {}
    helper, tail = verb(built.get(pattern.helper, pattern.helper)), built.get(pattern.tail, pattern.tail)
    if helper is None:
        return None
    finite = helper.finite(subject.person, subject.number, pattern.tense, pattern.mood)
    return finite, f"{words} {tail}".strip()


def _perfect_with(clause: Clause, main: Verb) -> Auxiliary | None:
    """Return the auxiliary of the perfect: *wir sind dem Hinweis nachgegangen*.

    None where coordinated verbs differ, and where a verb of motion acts on something, unless it is *eine Pflicht
    eingehen* and its like: of *anspringen* the table knows only what it says of an engine.
    """
    acted_on = clause.find("subjekt") is not None
    verbs = (main, *(known for t in clause.verbs.also if (known := verb_of(t)) is not None))
    if acted_on and any("haben" not in v.auxiliaries and not v.infinitive.endswith("gehen") for v in verbs):
        return None
    found = {"haben" if acted_on and "haben" in v.auxiliaries else v.auxiliary for v in verbs}
    return found.pop() if len(found) == 1 else None


def _chain_text(clause: Clause, form: Form, main: Verb) -> str | None:
    """Return the form of the main verb; of coordinated verbs all of them with the words between."""
    if clause.chain is None:
        return main.participle if form == "participle" else main.infinitive
    doc, (start, end) = clause.doc, clause.chain
    objects = _objects_between(clause)
    if objects is None:
        return None
    text, at = "", start
    while at < end:
        word, at = objects.get(at) or (_in_chain(doc[at], clause, form), at)
        if word is None:
            return None
        if word:
            text += word + (doc[at].whitespace_ if at + 1 < end else "")
        at += 1
    return text


def _in_chain(token: Token, clause: Clause, form: Form) -> str | None:
    """Return a word between coordinated verbs; empty for *zu*, None for a helper, which would have to go, too."""
    if token == clause.verbs.main or token in clause.verbs.also:
        known = verb_of(token)
        return None if known is None else known.participle if form == "participle" else known.infinitive
    if token in clause.verbs.zu:
        return ""
    return None if token in clause.verbs.all else token.text


def _objects_between(clause: Clause) -> dict[int, tuple[str, int]] | None:
    """Return what the later verbs act on, in the accusative: by first token its words and its last token.

    None where one can be neither subject nor object: *durch Vorlage geeigneter Belege*, torn by the parse.
    """
    found: dict[int, tuple[str, int]] = {}
    for verb_token in clause.verbs.also:
        for child in verb_token.children:
            if child.dep_ in ("nsubj", "nsubj:pass", "obj"):  # in the passive, an object is a misread subject
                phrase = noun_phrase(child)
                words = phrase.inflect("Acc") if phrase is not None else None
                if phrase is None or words is None or phrase.needs_comma or _is_oblique(phrase):
                    return None
                found[phrase.start] = (words, phrase.end - 1)
    return found


def _is_oblique(phrase: NounPhrase) -> bool:
    return {case for case, _, _ in phrase.readings}.isdisjoint(("Nom", "Acc"))


def _finite_chain(clause: Clause, pattern: Pattern, subject: Subject) -> tuple[str, str] | None:
    """Return *prüfen und bearbeiten* as one finite verb: only for two bare verbs without particles side by side."""
    start, end = clause.chain or (0, 0)
    words = [clause.doc[i] for i in range(start, end)]
    tokens = (clause.verbs.main, *clause.verbs.also)
    known = [verb_of(t) for t in tokens]
    if any(w.dep_ not in ("cc", "punct") for w in words if w not in tokens):
        return None
    if any(v is None or (v.particle and clause.kind != "vend") for v in known):
        return None
    forms = {
        t.i: v.finite_joined(subject.person, subject.number, pattern.tense, pattern.mood)
        for t, v in zip(tokens, known, strict=True)
        if v is not None
    }
    text = "".join(forms.get(w.i, w.text) + (w.whitespace_ if w.i + 1 < end else "") for w in words)
    return text, ""


def _finite_series(clause: Clause, pattern: Pattern, main: Verb, subject: Subject) -> tuple[str, str] | None:
    """Return *setzen … fest* and *fest und ordnen ein Fahrverbot an*: every later verb has an object of its own."""
    objects = _objects_between(clause)
    if objects is None or clause.chain is None or clause.kind == "vend" or clause.chain[0] != clause.verbs.main.i:
        return None
    text, at = main.particle, clause.verbs.main.i + 1
    for token in sorted(clause.verbs.also, key=lambda t: t.i):
        known = verb_of(token)
        link = clause.doc[at]
        own = [i for i in objects if at < i < token.i]
        if known is None or link.dep_ != "cc" or len(own) != 1:
            return None
        receiver = _receiver(clause, known)
        if receiver is None:
            return None
        words = _words_with_objects(clause, at + 1, token.i, objects)
        finite = known.finite(subject.person, subject.number, pattern.tense, pattern.mood)
        link_word = "und" if link.text == "sowie" else link.text
        text = " ".join(w for w in (text, link_word, finite, receiver, words, known.particle) if w)
        at = token.i + 1
    return main.finite(subject.person, subject.number, pattern.tense, pattern.mood), text


def _receiver(clause: Clause, later: Verb) -> str | None:
    """Return who receives something by a later verb, too: *händigen Ihnen … aus und geben Ihnen …*.

    Empty where nobody does; None where it is not sure that the later verb has a receiver, or its words would be long.
    """
    receiver = clause.find("dativ")
    if receiver is None:
        return ""
    return receiver.text if receiver.is_short and later.infinitive in word_groups().mit_empfaenger else None


def _words_with_objects(clause: Clause, start: int, end: int, objects: dict[int, tuple[str, int]]) -> str:
    text, i = "", start
    while i < end:
        word = clause.doc[i].text
        if i in objects:
            word, i = objects[i]
        text += word + clause.doc[i].whitespace_
        i += 1
    return text.strip()
