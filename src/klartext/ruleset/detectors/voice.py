"""Passive, modal infinitive and impersonal wording: sentences that hide who acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import names_a_person
from klartext.grammar.phrases import as_noun, described
from klartext.grammar.verbs import lemma_of_participle, may_be_participle
from klartext.grammar.verbs import verb as known_verb
from klartext.pipeline.tokenizer import is_placeholder
from klartext.ruleset.detectors.clauses import (
    children,
    clause_verbs,
    evidence,
    hit,
    is_cut_off,
    is_finite,
    is_whoever,
    wants_zu,
    words_of,
)  # fmt: skip
from klartext.ruleset.detectors.contract import Hit, SentenceView
from klartext.ruleset.detectors.nominal import is_verb
from klartext.ruleset.rule import Parameters
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Span

_HIDDEN_WHO: Final = "Der Satz sagt nicht gleich, wer handelt."
_LATE_WHO: Final = "Leichter liest sich der Satz, wenn am Anfang steht, wer handelt."
_CAUSE: Final = "Leichter liest sich der Satz im Aktiv, mit der Ursache am Anfang."
_OPINIONS: Final = frozenset({"Auffassung", "Ansicht", "Einschätzung", "Meinung", "Überzeugung"})
_REPORTS: Final = frozenset({"wurde", "wurden", "worden"})
_ATTENTION: Final = "aufmerksam"
_DONE_TO: Final = ("nsubj", "nsubj:pass", "obj")
_HAPPENING: Final = frozenset({"erfolgen", "geschehen", "stattfinden", "unterbleiben", "entfallen"})
"""What is done by nobody in particular: *eine Versagung hat zu erfolgen*."""
_ACTING: Final = (
    "fachbetrieb",
    "firma",
    "unternehmen",
    "amt",
    "behörde",
    "dienst",
    "träger",
    "person",
    "stelle",
    "schule",
    "arzt",
    "kasse",
    "gericht",
    "kraft",
    "schulleitung",
    "heimleitung",
    "amtsleitung",
)
_HELPERS: Final = frozenset({"sein", "haben", "werden"})
_MODALS: Final = frozenset({"müssen", "sollen", "können", "dürfen"})
_POLITE: Final = frozenset({"Sie", "Ihnen", "Ihr", "Ihre", "Ihrer", "Ihrem", "Ihren", "Ihres"})
_DEATH: Final = ("verstorben", "verstarb", "verstirbt", "gestorben", "nachlass", "erblasser", "hinterblieb", "ableben")
_OF_READER: Final = "spricht niemanden an. Ist die Leserin oder der Leser gemeint, schreiben Sie „Sie“."
_OF_WHOM: Final = "lässt offen, wer gemeint ist. Schreiben Sie „Sie“, oder nennen Sie den Namen."
_OF_PARENT: Final = (
    "sagt nicht, wer das ist. Nennen Sie den Namen; nur wenn der Brief an diese Person geht, schreiben Sie „Sie“."
)
_OF_WRITER: Final = "klingt, als wäre es jemand anderes. Ist gemeint, wer den Brief unterschreibt, sagen Sie „ich“."
_OF_OFFICE: Final = "klingt, als wäre es ein anderes Amt. Schreibt es den Brief selbst, sagen Sie „{wir}“."
_OF_NOBODY: Final = "spricht niemanden an. Sagen Sie „Sie“ oder „{wir}“."
_POINTING: Final = re.compile(r"\A(?:hier|dar?|wor?)(?=\w)")
_RECIPIENT: Final = frozenset({"bekommen", "erhalten", "kriegen"})


def passive(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield werden-passives and, with ``bekommen``, recipient passives, from their first to their last verb."""
    for token in view.sent:
        if token.pos_ not in ("VERB", "ADJ") or not may_be_participle(token.lower_):
            continue  # wenn Ihr Kind krank wird
        participle = lemma_of_participle(token.lower_) is not None
        if "VerbForm=Inf" in token.morph and (not participle or is_verb(token.lower_)):
            continue
        auxiliaries = [a for a in children(token, "aux:pass") if a.lemma_ == "werden"]
        if any(a.lower_.startswith("würde") for a in auxiliaries) and not participle and is_verb(token.lower_):
            continue  # dass sie es rechtfertigen würden
        if auxiliaries:
            yield _passive_hit(token, auxiliaries)
    if parameters.get("bekommen"):
        yield from _recipient_passives(view)


def _passive_hit(participle: Token, auxiliaries: list[Token]) -> Hit:
    verbs = [t for t in clause_verbs(participle) if t.dep_ != "cop"]
    proofs = [evidence(a, "hilfsverb") for a in auxiliaries] + [evidence(participle, "partizip")]
    proofs += [evidence(a, "handelnde") for a in children(participle, "obl:agent")]
    proofs += [evidence(s, "subjekt") for s in children(participle, "nsubj:pass")]
    if participle.dep_ == "conj":
        verbs = [t for t in verbs if t.i >= min(a.i for a in auxiliaries) or t == participle]
        verbs += _shared_passive(participle, auxiliaries)
    verbs += [c for c in children(participle, "xcomp") if c.i == participle.i - 1]  # geltend gemacht
    verbs += _bound_to(participle)
    fault = _LATE_WHO if any(map(_surely_acts, _beside(participle))) else _HIDDEN_WHO
    if fault == _HIDDEN_WHO and _has_cause(participle):
        fault = _CAUSE
    return hit({participle, *verbs, *auxiliaries}, sorted(proofs, key=lambda p: p.span), mangel=fault)


def _bound_to(participle: Token) -> list[Token]:
    """Return the word right before a participle that makes one verb with it: *instand gesetzt*."""
    before = (c for c in children(participle, "advmod") if c.i == participle.i - 1)
    return [c for c in before if known_verb(c.lower_ + participle.lemma_) is not None]


def _has_cause(participle: Token) -> bool:
    """Whether nobody acts because a thing does it: *wird durch den Lärm gestört*, *wird hierdurch erschwert*."""
    if participle.lemma_ not in word_groups().folgen | word_groups().verursachen:
        return False
    pointing = any(c.lower_ in ("dadurch", "hierdurch", "wodurch") for c in participle.children)
    return pointing or any(c.lower_ == "durch" for p in _phrases(participle) for c in children(p, "case"))


def _phrases(participle: Token) -> list[Token]:
    return children(participle, "obl:agent", "obl")


def _beside(participle: Token) -> list[Token]:
    """Return the phrases beside a participle that may name who acts, also those it shares with the one before."""
    shared = participle.head if participle.dep_ == "conj" else participle
    phrases = (*_phrases(participle), *_phrases(shared))
    return [p for p in phrases if not _is_deed(p)]


def _shared_passive(participle: Token, auxiliaries: list[Token]) -> list[Token]:
    """Return the first participle and the last verb of *verhandelt und entschieden werden kann*."""
    first = participle.head
    last = [a for a in children(first, "aux") if is_finite(a) and a.i == auxiliaries[-1].i + 1]
    return [first, *last] if last and lemma_of_participle(first.lower_) is not None else []


def _recipient_passives(view: SentenceView) -> Iterator[Hit]:
    """Yield *Sie bekommen die Kosten erstattet*: bekommen with object and a participle in its clause."""
    for token in view.sent:
        if token.pos_ != "VERB" or "VerbForm=Part" not in token.morph:
            continue
        verbs = [
            a for a in (*children(token, "aux", "aux:pass"), token.head) if a.lemma_ in _RECIPIENT and is_finite(a)
        ]
        verbs = [v for v in verbs if v.i < token.i and (v.head == token or token.dep_ in ("xcomp", "ccomp", "advcl"))]
        marked = any(c.dep_ == "mark" for c in token.children)
        if verbs and not marked:
            proofs = [evidence(verbs[0], "hilfsverb"), evidence(token, "partizip")]
            yield hit([verbs[0], token], proofs, mangel=_HIDDEN_WHO)


def modal_infinitive(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield *ist … zu + infinitive* and *hat … zu + infinitive*; infinitives that share *ist* are one place.

    ``ausser`` lists adverbs (kaum, leicht …) and infinitives after which the construction means no duty, also such with
    their preposition (zurückführen_auf), ``urteile``
    infinitives that judge or expect and tell nobody to do anything. ``mangel`` in the message says what is wrong.
    """
    free, judging = words_of(parameters.get("ausser")), words_of(parameters.get("urteile"))
    found: dict[int, tuple[Token, list[Token], set[Token]]] = {}
    for token, verb, particle in _modal_infinitives(view, free):
        finite = _finite_beside(verb)
        if finite is not None and not is_cut_off(finite, token) and not _is_property(verb, finite):
            _, infinitives, words = found.setdefault(verb.i, (finite, [], {verb, finite}))
            infinitives.append(token)
            words.update((token, *particle, *(c for c in token.children if c.lower_ == "gewesen")))
    for finite, infinitives, words in found.values():
        verb = next(w for w in words if w.lemma_ in ("sein", "haben"))
        proofs = [evidence(verb, "hilfsverb"), *(evidence(t, "infinitiv") for t in infinitives)]
        yield hit(words, proofs, mangel=_fault(verb, finite, infinitives, judging))


def _is_property(verb: Token, finite: Token) -> bool:
    """Whether the clause says what must be possible: *die Tür muss von innen zu öffnen sein*."""
    return finite != verb and finite.lemma_ in _MODALS


def _fault(verb: Token, finite: Token, infinitives: list[Token], judging: frozenset[str]) -> str:
    """Return what is wrong with modal infinitives that share their verb, as the message of the rule goes on."""
    infinitive = infinitives[0]
    past = "Tense=Past" in finite.morph and "Mood=Sub" not in finite.morph
    if infinitive.lemma_ in judging or _finds(infinitive):
        return "ist umständlich. Gemeint ist keine Pflicht; sagen Sie einfach, was gilt."
    if any(_names_who(verb, each) for each in infinitives):
        return f"klingt nach Akten; geläufig ist „{'mussten' if past else 'müssen'}“."
    if past or verb != finite:
        return "ist umständlich und sagt nicht klar, wer etwas tun musste oder getan hat."
    if any(c.lower_ == "nicht" or c.lemma_ == "kein" for c in infinitive.children):
        return "ist mehrdeutig: Es kann „darf nicht“, „kann nicht“ oder „muss nicht“ heißen."
    if "Mood=Sub" in finite.morph:
        return "sagt nicht klar, wer in diesem Fall etwas tun müsste."
    if _is_asked_or_told_of(infinitive) or any(
        c.text == "Sie" and c.i > c.sent.start for c in children(infinitive, *_DONE_TO)
    ):
        return "ist umständlich und sagt nicht klar, wer handeln muss."
    if holds_opinion(infinitive):
        return "ist umständlich und lässt offen, ob es eine Pflicht oder nur eine Wertung ist."
    return "klingt wie ein Befehl und sagt nicht klar, wer handeln muss."


def holds_opinion(infinitive: Token) -> bool:
    """Whether the clause tells what somebody thinks and orders nothing: *ist nach Ansicht des Arztes zu werten*."""
    phrases = (c for t in (infinitive, *infinitive.children) for c in t.children if c.lemma_ in _OPINIONS)
    return any(c.lower_ == "nach" for phrase in phrases for c in children(phrase, "case"))


def _finds(infinitive: Token) -> bool:
    """Whether *ist festzustellen, dass …* only says what was found."""
    clauses = children(infinitive, "ccomp", "csubj", "csubj:pass")
    return infinitive.lemma_ in ("feststellen", "konstatieren") and any(_dass(c) is not None for c in clauses)


def _is_asked_or_told_of(infinitive: Token) -> bool:
    """Whether the duty stands in a question or a relative clause, which orders nothing: *ob … einzuleiten ist*."""
    asked = any(c.lower_ == "ob" for c in children(infinitive, "mark"))
    return asked or infinitive.dep_ == "acl:relcl" or "PronType=Int" in str(infinitive.left_edge.morph)


def _names_who(verb: Token, infinitive: Token) -> bool:
    """Whether the sentence says who must act: beside *haben*, or with *von* or *durch* beside *sein*."""
    if verb.lemma_ == "haben":
        around = (c for t in (infinitive, infinitive.head, verb) for c in t.children)
        people = (c for c in around if (c.dep_ in ("nsubj", "nsubj:pass", "obj") and not _is_deed(c)) or is_whoever(c))
        return infinitive.lemma_ not in _HAPPENING and any(people)
    if any(_acts(c) for c in children(infinitive, "obl:agent", "obl", "nmod") if not _is_deed(c)):
        return True
    between = infinitive.doc[min(verb.i, infinitive.i) : infinitive.i]  # the parse may hang it on a noun beside it
    return any(t.text in ("Ihnen", "uns", "mir") and _surely_acts(t) for t in between)


def _acts(noun: Token) -> bool:
    by = {c.lower_ for c in children(noun, "case")}
    return (noun.dep_ == "obl:agent" and bool(by & {"von", "vom"})) or _surely_acts(noun)


def _surely_acts(noun: Token) -> bool:
    """Whether a phrase names somebody who acts: *durch den Amtsarzt*, not *vom Schulbesuch*."""
    before = noun.left_edge.i - 1
    by = {c.lower_ for c in children(noun, "case")} | ({noun.doc[before].lower_} if before >= 0 else set())
    titled = noun.lemma_ in ("Frau", "Herr", "Leitung") or is_placeholder(noun.text)
    known = names_a_person(noun.lemma_) or noun.lemma_.lower().endswith(_ACTING)
    person = noun.pos_ in ("PRON", "PROPN") or titled or known
    return person and bool(by & {"von", "vom", "durch"})


def _is_deed(noun: Token) -> bool:
    acting = noun.lemma_ == "Leitung" or noun.lemma_.lower().endswith(_ACTING)
    return noun.pos_ == "NOUN" and noun.lemma_.endswith("ung") and not acting


def _finite_beside(verb: Token) -> Token | None:
    """Return the finite verb of *ist … zu* itself or beside *gewesen* and *haben*; an infinitive clause has none."""
    if is_finite(verb):
        return verb
    beside_zu = verb.doc[max(verb.i - 1, 0) : verb.i + 2]
    if any(t.lower_ == "zu" for t in beside_zu):
        return None
    after = verb.doc[verb.i + 1 : verb.i + 2]
    if verb.lower_ == "haben" and after.text in (",", ".", ";", ""):
        return verb  # the last word of a clause: *dass Sie die Waffen zu überlassen haben*
    beside = [*verb.children, *verb.head.children, verb.head]
    return next((t for t in beside if is_finite(t) and (t.pos_ == "AUX" or t.lemma_ in _HELPERS)), None)


def _modal_infinitives(view: SentenceView, free: frozenset[str]) -> Iterator[tuple[Token, Token, list[Token]]]:
    for token in view.sent:
        plain = token.pos_ == "VERB" and "VerbForm=Inf" in token.morph
        if not plain and not _holds_zu(token):
            continue
        particle = _zu(token)
        verb = _duty_verb(token)
        if not particle or verb is None or token.lemma_ in free or _is_quoted(token, view) or _governs(token, free):
            continue
        if any(c.text.lower() in free for c in token.children if c.dep_ in ("advmod", "mark")):
            continue
        yield token, verb, particle


def _is_quoted(token: Token, view: SentenceView) -> bool:
    """Whether a word stands in what somebody else is quoted with: *der Bescheid sei „aufzuheben und …“*."""
    place = Span(token.idx, token.idx + len(token))
    return any(p.kind == "zitat" and p.span.overlaps(place) for p in view.protected)


def _governs(infinitive: Token, free: frozenset[str]) -> bool:
    """Whether the verb stands in a list with its preposition: *zurückführen auf*, also *darauf* and *worauf*."""
    beside = {case.lower_ for child in infinitive.children for case in children(child, "case")}
    beside |= {_POINTING.sub("", child.lower_) for child in infinitive.children}
    return any(f"{infinitive.lemma_}_{word}" in free for word in beside)


def _zu(infinitive: Token) -> list[Token]:
    """Return the *zu* of an infinitive: the particle before it or the infinitive that contains it."""
    marks = [c for c in infinitive.children if c.dep_ == "mark"]
    if any(m.lower_ in ("um", "ohne", "statt", "anstatt") for m in marks):
        return []
    particles = [m for m in marks if m.lower_ == "zu" and m.i == infinitive.i - 1]
    inside = "zu" in infinitive.lower_[1:] and "zu" not in infinitive.lemma_.lower()[1:]
    return particles or ([infinitive] if inside or _holds_zu(infinitive) else [])


def _holds_zu(token: Token) -> bool:
    """Whether a word is an infinitive with *zu* in it (*beizufügen*), whatever the parser takes it for."""
    if (
        token.pos_ not in ("VERB", "ADJ")
        or "zu" not in token.lower_[2:]
        or not token.lower_.endswith(("en", "rn", "ln"))
    ):
        return False
    at = token.lower_.index("zu", 2)
    return is_verb(token.lower_[:at] + token.lower_[at + 2 :])


def _duty_verb(infinitive: Token) -> Token | None:
    """Return the *sein* or *haben* that makes an infinitive a duty; a coordinated one shares it."""
    for owner in (infinitive, *_listed_before(infinitive)):
        for child in owner.children:
            if child.pos_ in ("AUX", "VERB") and child.lemma_ in ("sein", "haben") and child.dep_ in ("cop", "aux"):
                return None if _announces_clause(owner) or asks_zu(owner) else child
    head = infinitive.head
    if infinitive.dep_ == "xcomp" and (state := _state_beside(infinitive, head)) is not None:
        return state
    # the parser may take haben as the main verb of *Sie haben … zu zahlen*
    if infinitive.dep_ == "xcomp" and head.lemma_ in ("haben", "sein") and not children(head, "obj", "compound:prt"):
        return head
    return None


def _listed_before(verb: Token) -> Iterator[Token]:
    """Yield the verbs before one in its enumeration, the nearest first: *zu entleeren, zu reinigen und zu füllen*."""
    while verb.dep_ == "conj" and verb.head != verb:
        verb = verb.head
        yield verb


def _announces_clause(infinitive: Token) -> bool:
    """Whether *es* stands for the infinitive, behind its comma: *Ziel ist es, auf eine Einigung hinzuwirken*."""
    announced = (c for c in infinitive.children if c.lower_ == "es" and c.dep_ == "expl" and c.i < infinitive.i)
    return any(c.nbor(1).text == "," for c in announced)


def asks_zu(infinitive: Token) -> bool:
    """Whether *zu* belongs to a word before the infinitive: *ist gezwungen umzuziehen*, *hat Angst zu stürzen*."""
    beside = (c for c in infinitive.children if c.i < infinitive.i and c.dep_ in ("advmod", "xcomp", "obj", "dep"))
    return _follows_noun(infinitive) or any(wants_zu(c) for c in beside if c.pos_ in ("VERB", "ADJ"))


def _follows_noun(infinitive: Token) -> bool:
    """Whether a noun without article that wants *zu* stands right before it: *hat Angst zu stürzen*."""
    start = infinitive.i - any(c.lower_ == "zu" and c.i == infinitive.i - 1 for c in infinitive.children)
    before = infinitive.doc[start - 1] if start else None
    return before is not None and before.lemma_ in word_groups().hauptwoerter_mit_zu and not any(before.children)


def _state_beside(infinitive: Token, participle: Token) -> Token | None:
    """Return *ist* where a participle only tells the state of what is to be sent: *ist ausgefüllt zurückzusenden*."""
    if wants_zu(participle):
        return None
    if "VerbForm=Part" not in participle.morph or lemma_of_participle(participle.lower_) is None:
        return None
    things = [s for s in children(participle, "nsubj", "nsubj:pass") if s.pos_ in ("NOUN", "PROPN")]
    verb = next((a for a in children(participle, "aux", "cop") if a.lemma_ == "sein" and is_finite(a)), None)
    if verb is None or not things:
        return None
    between = infinitive.doc[min(verb.i, participle.i) : infinitive.i]
    return None if any(t.text == "," for t in between) else verb


def impersonal(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield the reader or the sending office in the third person, *man*, and *es* formulas.

    ``rollen`` lists the nouns for the person addressed, ``bitten`` verbs of asking and telling, ``es`` predicates of
    *es* formulas.
    """
    yield from _roles(view, words_of(parameters["rollen"]))
    offices = [t for t in view.sent if t.pos_ == "NOUN" and t.lemma_.lower() in view.senders]
    yield from _third_persons(offices, _OF_OFFICE)
    yield from _speech_acts(view, words_of(parameters["bitten"]))
    yield from _it_formulas(view, words_of(parameters["es"]))
    for token in view.sent:
        if token.lower_ == "man" and token.pos_ == "PRON":
            yield hit([token], [evidence(token, "subjekt")], rat=_OF_NOBODY)


def _roles(view: SentenceView, roles: frozenset[str]) -> Iterator[Hit]:
    """Yield the nouns for the reader; who surely is somebody else, or has died, is none."""
    nouns = [t for t in view.sent if t.pos_ == "NOUN" and _names_of(t) & roles and not _names_of(t) & view.strangers]
    if nouns and any(t.lower_.startswith(_DEATH) for t in view.sent):
        return
    addressed = any(t.text in _POLITE and t.i > view.sent.start for t in view.sent)
    for noun in nouns:
        parent, signs = noun.lemma_.startswith("Kindes"), noun.lemma_.startswith("Unterzeichn")
        advice = _OF_WRITER if signs else _OF_PARENT if parent else _OF_WHOM if addressed else _OF_READER
        yield from _third_persons([noun], advice)


def _names_of(noun: Token) -> set[str]:
    return {noun.lemma_, noun.lemma_ + "r", noun.text, *as_noun(noun)}


def _third_persons(nouns: Iterable[Token], advice: str) -> Iterator[Hit]:
    """Yield the nouns that mean one person or office, each with its article; with a name they mean someone else."""
    for token in nouns:
        articles = [c for c in children(token, "det") if c.lemma_ == "der"]
        contracted = [c for c in children(token, "case") if c.lower_ in ("vom", "zum", "beim", "zur")]
        named = [c for c in children(token, "flat", "appos", "nmod") if not children(c, "case")]
        if (articles or contracted) and not _are_many(token) and not named:
            adjective = described(token)
            words = [token] if adjective is None else [adjective, token]
            yield hit([(articles or contracted)[0], *words], [evidence(token, "rolle")], rat=advice)


def _are_many(noun: Token) -> bool:
    """Whether a noun is plural; of a subject its verb tells."""
    oblique = any(c.lower_ in ("den", "dem", "des") for c in children(noun, "det"))
    subject = noun.dep_ in ("nsubj", "nsubj:pass") and not oblique
    verbs = [v for v in clause_verbs(noun.head) if is_finite(v)] if subject else []
    return "Plur" in (verbs[0] if verbs else noun).morph.get("Number", [])


def _speech_acts(view: SentenceView, verbs: frozenset[str]) -> Iterator[Hit]:
    """Yield what the office asks or says now without saying who (*wird gebeten*); a report of the past stays."""
    for token in view.sent:
        helpers = children(token, "aux:pass")
        if token.lemma_ not in verbs or not helpers or any(h.lower_ in _REPORTS for h in helpers):
            continue
        if any(c.lower_ != "es" for c in children(token, "nsubj:pass", "nsubj")):
            continue
        expletive = [c for c in token.children if c.lower_ == "es"]
        yield hit({token, *clause_verbs(token), *expletive}, [evidence(token, "verb")], rat=_OF_NOBODY)


def _it_formulas(view: SentenceView, predicates: frozenset[str]) -> Iterator[Hit]:
    for token in view.sent:
        if token.lower_ != "es" or token.pos_ != "PRON" or token.dep_ not in ("expl", "nsubj", "expl:pv", "nsubj:pass"):
            continue
        head = token.head
        if head.lemma_ in predicates or head.lower_ in predicates or _is_duty(token, head):
            yield hit({token, head, *clause_verbs(head)}, [evidence(head, "verb")], rat=_OF_NOBODY)


def _is_duty(expletive: Token, infinitive: Token) -> bool:
    """Whether nobody in particular has a duty: *Es ist zu prüfen, ob …*."""
    duty = bool(_zu(infinitive)) and _duty_verb(infinitive) is not None
    return duty and expletive.dep_ == "expl" and not children(infinitive, "nsubj", "nsubj:pass", "obj")


def announcement(view: SentenceView, parameters: Parameters) -> Iterator[Hit]:
    """Yield what stands before *dass* where it only announces: *Wir weisen darauf hin*.

    ``verben`` announce, said by the office or by nobody; those in ``nur_unpersoenlich`` only when nobody says them.
    """
    verbs, impersonal_only = words_of(parameters["verben"]), words_of(parameters["nur_unpersoenlich"])
    for token in view.sent:
        told = token.lemma_ if token.lemma_ in verbs | impersonal_only else token.lower_
        if token.lemma_ == "machen" and any(c.lower_ == _ATTENTION for c in token.children):
            told = _ATTENTION
        clause = next((c for c in children(token, "ccomp", "csubj", "csubj:pass") if _dass(c) is not None), None)
        if token.dep_ != "ROOT" or clause is None or told not in verbs | impersonal_only or _denied(token):
            continue
        parts = [token, *clause_verbs(token)]
        subjects = children(token, "nsubj", "nsubj:pass", "expl")
        nobody = all(s.lower_ in ("es", "sie") for s in subjects) and not is_active_statement(parts)
        office = [s.lower_ for s in subjects] in (["wir"], ["ich"]) and told in verbs
        if not (nobody or office) or any("Tense=Past" in p.morph for p in parts):
            continue
        conjunction = _dass(clause)
        before = [t for t in view.sent if conjunction is not None and t.i < conjunction.i and not t.is_punct]
        if before and before[-1].i >= token.i:
            yield hit(before, [evidence(token, "verb")])


def is_active_statement(verbs: Iterable[Token]) -> bool:
    """Whether a predicate is neither a werden-passive nor a modal infinitive."""
    found = list(verbs)
    passive_voice = any(v.dep_ == "aux:pass" for v in found)
    return not passive_voice and not any(v.lemma_ == "sein" and v.dep_ == "cop" for v in found)


def _dass(clause: Token) -> Token | None:
    return next((c for c in children(clause, "mark") if c.lower_ in ("dass", "daß")), None)


def _denied(token: Token) -> bool:
    return any(c.lower_ in ("nicht", "kein") for c in token.children)
