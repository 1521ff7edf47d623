"""The active voice of a passive or an *ist zu*: who acts comes first, what is acted on is the object."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from klartext.grammar.nouns import analyses, names_a_person
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.two_endings import TWO_ENDINGS
from klartext.grammar.verbs import Verb
from klartext.rewrite.agents import governs_von
from klartext.rewrite.attributes import agrees
from klartext.rewrite.capitals import capitalised
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import ME, WE, YOU, Pattern, Subject, order_verbs, verb_of
from klartext.rewrite.word_order import Order, with_object, with_subject
from klartext.ruleset.lexicon import Use
from klartext.ruleset.word_groups import word_groups

_WHEN: Final = frozenset({"am", "im", "seit", "ab", "bis", "zum", "vor", "nach"})
_TIMES: Final = frozenset(
    """Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag Januar Februar März April Mai Juni Juli
    August September Oktober November Dezember Jahr Jahre Frühjahr Sommer Herbst Winter""".split()
)
_GOVERNED: Final = frozenset({"über", "auf", "gegen", "um"})
"""Prepositions of an object: before the verb it gives way to the subject."""
_CONNECTORS: Final = frozenset(
    "daher deshalb deswegen somit folglich jedoch mithin demnach allerdings dennoch trotzdem".split()
)
"""Adverbs that link to the sentence before: they stand right behind the subject."""
_CONTRASTS: Final = frozenset("hingegen dagegen demgegenüber indes indessen jedoch aber allerdings".split())
_THIRD: Final = frozenset({"er", "sie", "es", "ihn", "ihm", "ihr", "ihnen", "diese", "dieser", "dieses"})
_DESCRIBED: Final = re.compile(r"als\s[a-zäöüß]+e[mnr]\s[A-ZÄÖÜ]")
_KNOWN: Final = frozenset({"der", "dieser", "jener"})
_CONDITIONS: Final = frozenset({"soweit", "sofern", "wenn", "falls", "solange"})
_LINKS: Final = frozenset({"und", "oder", "sowie", "bzw.", "beziehungsweise"})
_CHOICES: Final = ("äußerung", "stellungnahme", "widerspruch", "rückfrage", "einwendung", "einspruch", "ausschlagung")
"""Ends of nouns for what the reader may do or leave."""
_REASONS: Final = frozenset({"wegen", "aufgrund", "infolge", "mangels", "trotz", "anlässlich", "zwecks"})
_WIDEST: Final = 18
"""Most words between a verb and its particle."""
_CELLS: Final = 8
"""How many forms the table tells of a noun: four cases in two numbers."""
_RECIPIENTS: Final = (
    "behörde", "stelle", "kasse", "agentur", "verwaltung", "gemeinde", "stadt", "schule", "polizei", "versicherung",
    "universität", "bank", "abteilung", "direktion", "firma", "klinik", "einrichtung", "kammer", "leitung", "aufsicht",
)  # fmt: skip
"""Ends of feminine nouns for those who can receive something."""


def infinitives_of(clause: Clause, main: Verb) -> list[str]:
    """Return the infinitives of a predicate; of a verb that is not known its lemma."""
    others = [(verb_of(t), t.lemma_) for t in clause.verbs.also]
    first = next(
        (f for p in clause.pieces if (f := f"{p.text} {main.infinitive}") in word_groups().gefuege_als_verb),
        main.infinitive,
    )
    return [first, *(known.infinitive if known else lemma for known, lemma in others)]


def objects_of(clause: Clause) -> list[str]:
    """Return the lemmas of what a clause acts on; a relative pronoun stands for the noun before it."""
    subject = clause.find("subjekt")
    subject = subject or clause.find("dativ") or next((p for p in clause.pieces if _is_governed(p, clause)), None)
    own = [subject.head.lemma_] if subject is not None and subject.head is not None else []
    if subject is not None and subject == clause.opener and clause.verbs.main.dep_ in ("acl:relcl", "acl"):
        own = [clause.verbs.main.head.lemma_]
    return own + [c.lemma_ for v in clause.verbs.also for c in v.children if c.dep_ in ("nsubj", "nsubj:pass", "obj")]


def use_of(pattern: Pattern) -> Use:
    """Return the kind of statement that a predicate makes; only the present tense tells a duty."""
    if pattern.helper in ("können", "dürfen"):
        return "kann"
    return "pflicht" if pattern.helper == "müssen" and pattern.tense == "Pres" else "vorgang"


def is_past(pattern: Pattern) -> bool:
    """Whether a predicate tells what has happened."""
    return pattern.helper == "haben" or pattern.tense == "Past"


def active(clause: Clause, pattern: Pattern, main: Verb, subject: Subject, without: Piece | None = None) -> str | None:
    """Return the clause in the active voice, None where its order or a form is not sure.

    Args:
        clause: A clause in the passive voice.
        pattern: How its active voice is built.
        main: Its main verb.
        subject: Who acts.
        without: The phrase that named who acts.
    """
    if clause.lends_subject or (pattern.helper == "sollen" and subject.person == 1) or _compares(clause):
        return None
    if _is_one_of_conditions(clause) or _gives_and_more(clause, main):
        return None
    clause = no_order(clause, pattern, subject)
    verbs = order_verbs(clause, pattern, main, subject)
    patient = clause.find("subjekt")
    thing = _as_object(patient) if patient is not None else None
    if verbs is None or (patient is not None and thing is None):
        return None
    if _is_unsure(clause, main, patient, without):
        return None
    if patient is not None:
        described = _as_objects(clause)
        if described is None:
            return None
        clause = described
    if thing is not None and patient is not None and (told := _condition_in(patient, thing)) is not None:
        moved = _with_condition_last(clause, patient, *told)
        if moved is None:
            return None
        clause, thing = moved, told[0]
    denial = clause.find("negation")
    if denial is not None and clause.kind == "vend" and _denies_how(clause, denial):
        denial = None
    if thing is not None and denial is not None and _is_indefinite(thing, closed=denial in clause.mittelfeld[-1:]):
        denied = _denied(thing)
        if denied is None or denial not in clause.mittelfeld or patient == clause.opener:
            return None
        inner = tuple(denied if p == denial else p for p in clause.mittelfeld if p != patient)
        clause, thing = replace(clause, mittelfeld=inner), None
    if clause.kind == "vend":
        order = _subordinate(clause, verbs, subject, patient, thing, without)
    else:
        order = _main(clause, verbs, subject, patient, thing, without)
    if order is None:
        return None
    order = _extraposed(replace(order, mittelfeld=tuple(_governed_last(order.mittelfeld, clause))))
    if _is_parted(order, main) and (_is_torn(order) or _is_stretched(order)):
        return None
    text = order.text()
    return capitalised(text) if clause.begins else text


def _gives_and_more(clause: Clause, main: Verb) -> bool:
    """Whether only the first of several verbs takes the dative: *der Behörde auszuhändigen und aufzubewahren*.

    Before the object that both share, it would seem to be meant with both.
    """
    groups, dative = word_groups(), clause.find("dativ")
    givers = groups.mit_empfaenger | groups.geben | groups.nur_mit_dativ
    if dative is None or not clause.verbs.also or main.infinitive not in givers:
        return False
    return any(known is not None and known.infinitive not in givers for known in map(verb_of, clause.verbs.also))


def _is_unsure(clause: Clause, main: Verb, patient: Piece | None, without: Piece | None) -> bool:
    """Whether old subject or agent may be misread, or would be once they have changed places."""
    if any(TWO_ENDINGS.search(p.text) for p in (patient, without) if p is not None):
        return True
    if without is not None and _is_described(without, clause):
        return True
    if patient is None:
        return any(_is_unread(p) for p in clause.pieces)
    misread = _misleads(patient) or _may_hold_dative(patient, clause, main) or _may_own(clause.find("dativ"), patient)
    return misread or _is_described_in_front(clause, patient)


def _is_parted(order: Order, main: Verb) -> bool:
    """Whether the particle of the verb stands by itself behind the clause: *Wir rechnen … an*."""
    return order.kind != "vend" and bool(main.particle) and order.bracket == main.particle


def _is_torn(order: Order) -> bool:
    """Whether a clause would stand between a verb and its particle: *Wir rechnen das Einkommen, da …, an*.

    Before another clause the particle would stand alone: *Wir rechnen Zeiten, die …, an, wenn …*.
    """
    alone = any(p.comma_before for p in order.nachfeld) and any(p.comma_after for p in order.mittelfeld[-1:])
    return alone or any(p.comma_before for p in order.mittelfeld)


def _is_stretched(order: Order) -> bool:
    """Whether a particle would stand too far from its verb: *Wir heben den Bescheid, mit dem …, mit Wirkung vom … auf*.

    Numbers and signs do not count.
    """
    return sum(word[0].isalpha() for p in order.mittelfeld for word in p.text.split()) > _WIDEST


def _governed_last(pieces: Sequence[Piece], clause: Clause) -> list[Piece]:
    """Put *nicht* and adverbs of manner before an object with a preposition: *nicht endgültig über den Antrag*.

    In the passive they may follow it; before an active verb they would hang behind.
    """
    found = list(pieces)
    for at, piece in enumerate(found):
        behind = list(takewhile(_says_how, found[at + 1 :]))
        if behind and _is_object_phrase(piece, clause):
            found[at : at + 1 + len(behind)] = [*behind, piece]
            break
    return found


def _says_how(piece: Piece) -> bool:
    return piece.role == "negation" or (piece.role == "adverb" and piece.text in word_groups().als_adverb)


def _denies_how(clause: Clause, denial: Piece) -> bool:
    """Whether *nicht* denies but how something is done, so that every word keeps its place: *nicht fristgerecht*."""
    return any(a == denial and b.role == "adverb" and _says_how(b) for a, b in pairwise(clause.mittelfeld))


def _is_object_phrase(piece: Piece, clause: Clause) -> bool:
    """Whether the phrase is an object with a preposition and an article: *über diesen Bescheid*, not *auf Antrag*."""
    head = piece.head
    if piece.role != "praep" or head is None or piece.comma_after or not _is_governed(piece, clause):
        return False
    accusative = piece.text.split(" ", 1)[0] not in ("auf", "über") or "Case=Acc" in head.morph
    return accusative and any(c.dep_ in ("det", "det:poss") for c in head.children)


def _extraposed(order: Order) -> Order:
    """Put a relative clause at the end of the middle field behind the verb: *keinen Bedarf feststellen, der …*.

    What *Ihre Tochter, die …* only says besides stays beside its noun.
    """
    last = order.mittelfeld[-1] if order.mittelfeld else None
    if order.kind == "vend" or order.nachfeld or not order.bracket or last is None or last.head is None:
        return order
    relative = next((c for c in last.head.children if c.dep_ == "acl:relcl" and c.i > last.head.i), None)
    known = any(c.dep_ == "det:poss" or c.lemma_ in _KNOWN for c in last.head.children)
    if relative is None or known or relative.right_edge.i + 1 < last.end:
        return order
    words = last.head.doc[relative.left_edge.i : last.end].text.strip(" ,")
    front, found, behind = last.text.partition(f", {words}")
    if not found or behind.strip(" ,"):
        return order
    own = replace(last, text=front, comma_after=False)
    clause = Piece(words, "satz", comma_before=True, comma_after=True)
    return replace(order, mittelfeld=(*order.mittelfeld[:-1], own), nachfeld=(clause,))


def no_order(clause: Clause, pattern: Pattern, subject: Subject) -> Clause:
    """Return a condition with *wenn* where the reader acts: *Legen Sie … vor, …* would read as an order."""
    if subject == YOU and pattern.helper != "sollen" and _is_condition(clause):
        return replace(clause, kind="vend", opener=Piece("wenn", "anderes"))
    return clause


def _is_condition(clause: Clause) -> bool:
    """Whether the clause is a condition with its verb first: *Wird der Nachweis nicht vorgelegt, …*."""
    behind = clause.doc[clause.end :]
    return clause.kind == "v1" and len(behind) > 0 and behind[0].text == "," and "?" not in behind.text


def _is_one_of_conditions(clause: Clause) -> bool:
    """Whether it is one of several conditions with the verb first: *Wird … versäumt oder fehlen Unterlagen*.

    They change together or not at all.
    """
    if clause.kind != "v1":
        return False
    before, behind = clause.doc[: clause.start], [t for t in clause.doc[clause.end :] if t.text != ","]
    linked = len(before) > 0 and before[-1].lower_ in _LINKS
    return linked or (len(behind) > 1 and behind[0].lower_ in _LINKS and behind[1].pos_ in ("VERB", "AUX"))


def _is_unread(piece: Piece) -> bool:
    """Whether a noun counts as an object though a passive has none: it is the subject, and its form must change."""
    if piece.role != "akkusativ" or piece.head is None or piece.head.pos_ != "NOUN":
        return False
    phrase = noun_phrase(piece.head, leave_clauses=True)
    return phrase is None or phrase.inflect("Acc") != piece.text


def _as_object(patient: Piece) -> Piece | None:
    """Return the old subject in the accusative."""
    if patient.head is None:
        return None
    if patient.text == "es":
        return None  # what it points to is clear only at the front
    if patient.text == "Sie":
        return replace(patient, role="akkusativ")
    if patient.text.startswith(("deren ", "dessen ")):
        return replace(patient, role="akkusativ") if _is_owned_noun(patient) else None
    phrase = noun_phrase(patient.head) or noun_phrase(patient.head, leave_clauses=True)
    text = phrase.inflect("Acc") if phrase is not None else None
    if phrase is None or text is None or phrase.end > patient.end:
        return None
    behind = phrase.head.doc[phrase.end : patient.end]
    if len(behind) and behind[0].dep_ != "case":
        return None
    return replace(patient, text=f"{text} {behind.text}".strip(), role="akkusativ")


def _is_owned_noun(patient: Piece) -> bool:
    """Whether the subject is *deren Kosten*: the pronoun keeps its form, and this noun has one for both cases."""
    words = patient.text.split()
    if len(words) != 2 or words[0] not in ("deren", "dessen"):
        return False
    cells = [way.cells for way in analyses(words[1])]
    return bool(cells) and all(len(c) == _CELLS and set(c[0] + c[4]) & {words[1]} <= set(c[3] + c[7]) for c in cells)


def _condition_in(patient: Piece, thing: Piece) -> tuple[Piece, Piece] | None:
    """Return what is acted on and the condition at its end: *Unterlagen, soweit sie sich in Ihrem Besitz befinden,*."""
    if patient.head is None:
        return None
    doc = patient.head.doc
    words = doc[patient.start : patient.end]
    mark = next((t for t in words if t.lower_ in _CONDITIONS and t.i and t.nbor(-1).text == ","), None)
    if mark is None:
        return None
    text = doc[mark.i : patient.end].text.rstrip(" ,")
    at = thing.text.find(f", {doc[mark.i : patient.end].text}")
    if at < 0:
        return None
    text_of_thing = thing.text[:at].rstrip()
    own = replace(thing, text=text_of_thing, end=mark.i - 1, comma_after="," in text_of_thing)
    return own, Piece(text, "satz", mark.i, patient.end, mark.head, comma_before=True, comma_after=True)


def _with_condition_last(clause: Clause, patient: Piece, thing: Piece, condition: Piece) -> Clause | None:
    """Put a condition that hangs on the old subject behind the verbs, None where its pronoun may mean another noun."""
    if clause.nachfeld or clause.kind == "vend" or thing.head is None:
        return None
    pronoun = any(t.pos_ == "PRON" and t.lower_ in _THIRD for t in clause.doc[condition.start : condition.end])
    beside = (t for p in clause.pieces if p != patient and p.start >= 0 for t in clause.doc[p.start : p.end])
    if pronoun and any(t.pos_ in ("NOUN", "PROPN") and agrees(t, thing.head) for t in beside):
        return None
    return replace(clause, nachfeld=(condition,))


def _is_described(agent: Piece, clause: Clause) -> bool:
    """Whether *als …* behind who acts stands in its case: *von Ihnen als unterlegener Partei*."""
    behind = clause.doc[agent.end : agent.end + 3].text if agent.end > 0 else ""
    return _DESCRIBED.match(behind) is not None


def _is_described_in_front(clause: Clause, patient: Piece) -> bool:
    """Whether *als …* tells of the old subject: *Als Halterin werden Sie …*, not *Als Halterin ersuche ich*."""
    front, head = clause.vorfeld, patient.head
    return front is not None and front.text.startswith(("Als ", "als ")) and head is not None and head.pos_ != "NOUN"


def _as_objects(clause: Clause) -> Clause | None:
    """Put what *als …* tells of the old subject in its case: *als wichtigen Grund anerkennen*; None if unknown."""
    told = [_in_accusative(p) for p in clause.mittelfeld]
    pieces = tuple(p for p in told if p is not None)
    return replace(clause, mittelfeld=pieces) if len(pieces) == len(told) else None


def _in_accusative(piece: Piece) -> Piece | None:
    """Return a piece with what follows its *als* in the accusative, None where the form is not sure."""
    words = piece.head.doc[piece.start : piece.end] if piece.head is not None and piece.start >= 0 else ()
    mark = next((t for t in words if t.lower_ == "als" and t.head.i > t.i and t.dep_ in ("case", "cc", "mark")), None)
    if mark is None or mark.head.pos_ == "VERB" or not mark.head.text[0].isupper():
        return piece
    phrase = noun_phrase(mark.head, leave_clauses=True)
    if phrase is None:
        return piece if mark.i + 1 == mark.head.i else None
    text = phrase.inflect("Acc")
    if text is None or phrase.start != mark.i + 1:
        return None
    old = mark.doc[phrase.start : phrase.end].text
    return replace(piece, text=piece.text.replace(f"als {old}", f"als {text}", 1))


def _compares(clause: Clause) -> bool:
    """Whether the clause compares (*als … ausgelegt wurde*) or its opener is but a part of one.

    *Dem gegenüber* holds a word behind it, *bis zu dem* one before it.
    """
    opener = clause.opener
    if opener is None:
        return False
    behind = clause.doc[opener.end] if opener.end < len(clause.doc) else None
    if opener.text == "bis" and behind is not None and behind.pos_ == "ADP":
        return True
    return opener.text in ("als", "wie") or (
        behind is not None and behind.lower_ in ("gegenüber", "zufolge", "entsprechend")
    )


def _misleads(patient: Piece) -> bool:
    """Whether a phrase without article begins with words of its participle: *bis zum 3. Mai eingegangene Anträge*.

    Behind the verb these words would seem to belong to it: *Sie müssen nicht angewachsene Bäume ersetzen*.
    """
    head = patient.head
    if head is None or patient.start < 0 or _is_owned_noun(patient):
        return False
    first = head.doc[patient.start]
    bare = not any(c.dep_ in ("det", "det:poss") for c in head.children)
    return bare and first.i < head.i and first.pos_ in ("ADP", "ADV", "PART", "PRON")


def _may_hold_dative(patient: Piece, clause: Clause, main: Verb) -> bool:
    """Whether the parse may have taken who receives something for a genitive: *die Akten der Stelle übersenden*."""
    if main.infinitive not in word_groups().geben or patient.head is None or clause.find("dativ") is not None:
        return False
    behind = [c for c in patient.head.children if c.dep_ == "nmod" and not any(x.dep_ == "case" for x in c.children)]
    return any(x.lower_ == "der" for c in behind for x in c.children if x.dep_ == "det")


def _may_own(dative: Piece | None, patient: Piece) -> bool:
    """Whether a dative right behind the subject may be its genitive: *Änderungen der Anschrift mitzuteilen*."""
    if dative is None or dative.head is None or dative.start != patient.end or not dative.text.startswith("der "):
        return False
    lemma = dative.head.lemma_
    return not names_a_person(lemma) and not lemma.lower().endswith(_RECIPIENTS)


def _is_ambiguous(opener: Piece, subject: Subject) -> bool:
    """Whether relative pronoun and subject could change places: *das Unternehmen, das die Gemeinde beauftragt hat*."""
    if opener.text not in ("die", "das", "welche", "welches") or subject.text in ("wir", "ich", "Sie"):
        return False
    return not subject.text.startswith(("der ", "ein ", "kein ", "dieser ", "jeder ", "unser ", "Ihr "))


def _dative_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Put a dative before the accusative in front of it: *die Akten der Stelle* would read as a genitive."""
    found = list(pieces)
    for at in range(len(found) - 1):
        head = found[at].head
        pronoun = found[at].is_short or (head is not None and head.pos_ in ("PRON", "DET"))
        if found[at].role == "akkusativ" and not pronoun and found[at + 1].role == "dativ":
            found[at], found[at + 1] = found[at + 1], found[at]
    return found


def _time_first(pieces: Sequence[Piece], thing: Piece) -> list[Piece]:
    """Put a date before the event in front of it: *hat uns den Unfall am 3. Mai gemeldet* would date the event."""
    found = list(pieces)
    at = found.index(thing)
    lemma = thing.head.lemma_.lower() if thing.head is not None else ""
    if not lemma.endswith(tuple(word_groups().ereignisse)):
        return found
    while at + 1 < len(found) and _is_date(found[at + 1]) and not thing.comma_after:
        found[at], found[at + 1], at = found[at + 1], thing, at + 1
    return found


def _decides(clause: Clause) -> bool:
    """Whether the verb decides: a date says from when the decision holds, and stays behind what is decided on.

    *Wir heben die Festsetzung ab September 2024 auf*, not *heben ab September 2024 die Festsetzung auf*.
    """
    main = verb_of(clause.verbs.main)
    return main is not None and main.infinitive in word_groups().wirkt_ab


def _is_date(piece: Piece) -> bool:
    """Whether a phrase says when: *am 3. Mai*, *im Januar 2025*, *seit dem 3. Mai*, *gestern*."""
    first, _, rest = piece.text.partition(" ")
    words = rest.removeprefix("dem ").removeprefix("den ").split()
    counts = bool(words) and (words[0][0].isdigit() or words[0] in _TIMES)
    return piece.role in ("praep", "adverb") and first.lower() in _WHEN and counts


def _is_indefinite(thing: Piece, *, closed: bool = False) -> bool:
    """Whether a denied object takes *kein*: with *ein*, or a bare plural.

    Before its clause (*Gründe, die …*) only where nothing but the verb follows *nicht*, so that the clause may go last.
    """
    words, head = thing.text.split(), thing.head
    single = head is not None and head.i == thing.start and not any(c.dep_ in ("conj", "flat") for c in head.children)
    bare = len(words) == 1 or (closed and single and head is not None and "Number=Plur" in head.morph)
    return words[0] in ("ein", "eine", "einen") or (bare and words[0][0].isupper() and words[0] != "Sie")


def _denied(thing: Piece) -> Piece | None:
    """Return *keine Frist* for *eine Frist*, *keine Kosten* for *Kosten*; None for several that are denied at once."""
    if thing.head is not None and any(c.dep_ == "conj" for c in thing.head.children):
        return None
    if thing.text.startswith("ein"):
        return replace(thing, text="k" + thing.text)
    phrase = noun_phrase(thing.head, leave_clauses=True) if thing.head is not None else None
    if phrase is None:
        return None
    if phrase.number == "Plur":
        return replace(thing, text="keine " + thing.text)
    form = {"Masc": "keinen", "Fem": "keine", "Neut": "kein"}.get(phrase.gender or "")
    return replace(thing, text=f"{form} {thing.text}") if form else None


def _subordinate(
    clause: Clause, verbs: tuple[str, str], subject: Subject, patient: Piece | None, thing: Piece | None,
    without: Piece | None,
) -> Order | None:  # fmt: skip
    opener = clause.opener
    if opener is None:
        return None
    words = opener.text
    if opener == without:
        return None
    if opener == patient and thing is not None:
        if _is_ambiguous(opener, subject):
            return None
        words = thing.text
    inner = [
        thing if p == patient and thing is not None else p
        for p in clause.mittelfeld
        if p not in (without, opener) and p.role != "es"
    ]
    inner = _dative_first(inner)
    return Order(
        "vend", verbs[0], verbs[1], words, None, with_subject(inner, Piece(subject.text, "subjekt")), clause.nachfeld
    )  # fmt: skip


def _main(
    clause: Clause, verbs: tuple[str, str], subject: Subject, patient: Piece | None, thing: Piece | None,
    without: Piece | None,
) -> Order | None:  # fmt: skip
    first, actor = clause.vorfeld, Piece(subject.text, "subjekt")
    inner = [
        thing if p == patient and thing is not None else p for p in clause.mittelfeld if p != without and p.role != "es"
    ]
    alone = not any(p.role == "praep" for p in clause.mittelfeld)
    governed = patient is None and first is not None and alone and _is_governed(first, clause)
    inner = _connected(_dative_first(inner))
    leads = clause.kind == "v2" and (
        first is None or first in (patient, without) or first.role in ("es", "dativ") or governed
    )
    if first is not None and first.role in ("anderes", "negation", "praedikativ") and not leads:
        return None
    if thing is not None and first == patient and (_is_topic(thing, clause) or _is_contrasted(thing, clause, subject)):
        topic = replace(thing, role="akkusativ")
        return Order(clause.kind, verbs[0], verbs[1], "", topic, with_subject(inner, actor), clause.nachfeld)
    if leads:
        if governed and first is not None:
            front = [p for p in inner if p.is_short or p.role == "dativ" or p.text in _CONNECTORS]
            inner = [*front, first, *(p for p in inner if p not in front)]
        if first is not None and first.role == "dativ" and first != without:
            inner = list(with_object(inner, first, closed=bool(verbs[1])))
        if first == patient and thing is not None:
            placed = with_object(inner, thing, closed=bool(verbs[1]))
            inner = list(placed) if _decides(clause) else _time_first(placed, thing)
        return Order(clause.kind, verbs[0], verbs[1], "", actor, tuple(inner), clause.nachfeld)
    return Order(clause.kind, verbs[0], verbs[1], "", first, with_subject(inner, actor), clause.nachfeld)


def _connected(pieces: Sequence[Piece]) -> list[Piece]:
    """Put *daher* and its like behind the pronouns, before everything else: *Wir haben daher …*."""
    early = [p for p in pieces if p.is_short]
    links = [p for p in pieces if p.text in _CONNECTORS]
    return [*early, *links, *(p for p in pieces if p not in early and p not in links)]


def _is_topic(thing: Piece, clause: Clause) -> bool:
    """Whether the clause says how to apply, should one wish to: *Eine Verlängerung ist vorher zu beantragen*.

    Behind the verb the wish would read as a duty.
    """
    main = verb_of(clause.verbs.main)
    asks = main is not None and (
        main.infinitive in ("beantragen", "benennen")
        or (main.infinitive == "stellen" and _is_request(thing))
        or (main.infinitive == "machen" and any(p.text == "geltend" for p in clause.pieces))
    )
    return (asks and _is_indefinite(thing)) or _is_free(thing) or _ends_in_reason(thing)


def _is_contrasted(thing: Piece, clause: Clause, subject: Subject) -> bool:
    """Whether the old subject is what differs from the sentence before: *Angaben zur Person müssen hingegen …*.

    It stays in front where the new subject shows its case.
    """
    noun = thing.head is not None and thing.head.pos_ in ("NOUN", "PROPN")
    return noun and subject in (WE, ME, YOU) and any(p.text in _CONTRASTS for p in clause.mittelfeld)


def _ends_in_reason(thing: Piece) -> bool:
    """Whether a phrase with *wegen* ends it: behind the verb it would say why, *können … wegen Krankheit nicht*."""
    head = thing.head
    behind = head.doc[head.i + 1 : thing.end] if head is not None else ()
    phrase = takewhile(lambda t: t.text != ",", behind)
    return any(t.lower_ in _REASONS and t.pos_ == "ADP" for t in phrase)


def _is_free(thing: Piece) -> bool:
    """Whether the reader may do it or leave it: *Die Äußerung ist schriftlich abzugeben* only says how."""
    return thing.head is not None and thing.head.lemma_.lower().endswith(_CHOICES)


def _is_request(thing: Piece) -> bool:
    return thing.head is not None and thing.head.lemma_.lower().endswith("antrag")


def _is_governed(piece: Piece, clause: Clause) -> bool:
    """Whether the phrase is an object with a preposition."""
    preposition = piece.text.split(" ", 1)[0]
    main = verb_of(clause.verbs.main)
    return preposition in _GOVERNED or (preposition == "von" and main is not None and governs_von(main))
