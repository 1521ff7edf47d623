"""A deed behind a preposition becomes a clause: *nach Prüfung …* → *wenn wir … geprüft haben*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from klartext.rewrite.actions import Deed, deed_of
from klartext.rewrite.actors import does
from klartext.rewrite.capitals import capitalised, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.generality import is_on_condition
from klartext.rewrite.others import is_denied
from klartext.rewrite.predicate import ME, REFLEXIVE, WE, Subject, mood_of, tense_of
from klartext.rewrite.verb_complex import has_zu
from klartext.rewrite.word_order import joined, with_subject
from klartext.ruleset.lexicon import Actions, Roles, Use
from klartext.ruleset.word_groups import word_groups
from klartext.spans import Edit, Span

_PURPOSE: Final = frozenset({"zur", "zum", "zwecks", "zu"})
_WHY: Final = "Aus dem Substantiv ist ein Nebensatz mit Verb geworden. So steht da, wer etwas tut."
_WHY_PURPOSE: Final = "Aus dem Substantiv ist ein Verb geworden: „um … zu“ nennt den Zweck klarer."
_SURE: Final = 0.9
_THIRD: Final = frozenset({"er", "sie", "es", "ihn", "ihm", "ihr", "ihnen"})
_UNITS: Final = ("Tag", "Woche", "Monat", "monat", "Jahr", "jahr", "Stunde")
_TIMES: Final = ("tag", "woche", "monat", "jahr", "frist", "zeitpunkt", "stunde", "kalendermonat")
_BODIES: Final = ("amt", "behörde", "stelle", "kasse", "ministerium", "gericht", "verband", "ausschuss", "agentur")
_FOUND: Final = frozenset({"feststellen", "ergeben", "auffallen"})
"""What comes out on the way, no matter on what condition: *bei der Bearbeitung ist festzustellen*."""
_RUNS_OUT: Final = frozenset({"ablaufen", "enden", "verstreichen", "vergehen"})
_SPEAKERS: Final = frozenset({"wir", "ich", "Sie"})
_BARE: Final = frozenset({"werden", "müssen"})
"""Finite verbs of a passive that says what is done or must be, no matter who may or can."""
_HOW_FAR: Final = frozenset({"rechtzeitig", "kurz", "unmittelbar", "direkt", "gleich", "spätestens", "frühestens"})
_ENDS: Final = (".", "!", "?", ";", ":", "")


@dataclass(frozen=True, slots=True)
class NounStyle:
    """Turns prepositional phrases with an action noun into clauses."""

    roles: Roles
    actions: Actions

    def rewrites(self, scene: Scene) -> Iterator[Rewrite]:
        """Yield the sentence with the phrase as a clause, before the verb or at the end."""
        for clause in scene.clauses:
            if clause.kind not in ("v2", "v1") or _is_still_hidden(clause):
                continue
            for piece in clause.pieces:
                found = self._rewrite(scene, clause, piece)
                if found is not None:
                    yield found

    def _rewrite(self, scene: Scene, clause: Clause, piece: Piece) -> Rewrite | None:
        if piece.role != "praep" or piece.head is None or piece in clause.nachfeld:
            return None
        deed = deed_of(piece.head, self.actions, self.roles)
        if deed is None or deed.end != piece.end or _is_helped_with(clause, piece):
            return None
        if _measures_time(clause, piece) or _others_act(clause):
            return None
        if _captures(deed, scene) or (deed.rest and piece != clause.vorfeld):
            return None  # behind the verb, the last phrase may belong to it: „bei Abmeldung an das Amt zurückgeben“
        if piece != clause.vorfeld and (clause.chain is not None or _belongs_to_adverb(piece, clause)):
            return None
        preposition = piece.text.split(" ", 1)[0].lower()
        if preposition in _PURPOSE:
            text, why, assumed = _purpose(clause, deed, self.roles), _WHY_PURPOSE, ""
        else:
            (text, assumed), why = self._subordinate(scene, clause, preposition, deed) or (None, ""), _WHY
        if text and _tells_of_office(text) and _is_by_nobody(clause):
            return None  # „Bevor wir entscheiden, wird Ihnen … gegeben“: the passive comes first
        if text and piece == clause.vorfeld and _stumbles(text, clause):
            return None  # „wenn die Erlaubnis abgelaufen ist, ist …“
        edits = _placed(scene, clause, piece, text) if text else None
        if edits is None:
            return None
        place = Span(clause.doc[piece.start].idx, clause.doc[piece.end - 1].idx + len(clause.doc[piece.end - 1]))
        return Rewrite("nominalstil", "nominalstil", place, edits, why, assumed=assumed, confidence=_SURE)

    def _subordinate(self, scene: Scene, clause: Clause, preposition: str, deed: Deed) -> tuple[str, str] | None:
        """Return the clause and what it takes for granted about who acts."""
        if _is_reported(clause):
            return None
        past = clause.verbs.finite is not None and _is_past(clause)
        opener = _opener(preposition, past)
        if opener == "wenn" and preposition == "nach" and clause.verbs.main.lemma_ in word_groups().entscheiden:
            opener = "nachdem"
        if opener is None or (opener == "wenn" and preposition == "nach" and _is_state(clause)):
            return None
        if opener == "nachdem" and past and deed.verb.infinitive in _RUNS_OUT and is_denied(clause):
            return None  # „nach Ablauf der Frist ist nichts aufgetreten“: it means the time until then
        if deed.subject is not None and deed.subject.head is not None and deed.subject.head.lemma_.endswith(_UNITS):
            return None  # „nach Ablauf eines Jahres“ measures time
        if opener == "wenn" and (is_on_condition(scene.doc) or clause.verbs.main.lemma_ in _FOUND):
            return None  # two conditions in a sentence make it harder
        subject, assumed = self._subject(scene, clause, deed, "pflicht" if preposition == "bei" else "vorgang", past)
        if opener == "wenn" and preposition == "nach" and subject in (WE, ME) and _is_result(clause):
            return None  # „Nach vorläufiger Prüfung fehlen …“: the deed is done
        if subject is None or (opener == "indem" and not _same_subject(clause, subject)):
            return None
        not_yet = opener == "bevor" and clause.find("negation") is not None
        done = preposition == "nach" or opener == "als" or not_yet
        forms = _forms(deed, subject, done=done, before=opener == "nachdem" and past)
        own = list(deed.pieces())
        if deed.reflexive:
            own.insert(0, Piece(REFLEXIVE.get(subject.text, "sich"), "pronomen"))
        actor = deed.subject or Piece(subject.text, "subjekt")
        text = joined([Piece(opener, "anderes"), *with_subject(own, actor), Piece(forms, "anderes")])
        return text, assumed

    def _subject(self, scene: Scene, clause: Clause, deed: Deed, use: Use, past: bool) -> tuple[Subject | None, str]:
        """Return who acts and what that takes for granted."""
        if deed.subject is not None:
            return Subject(deed.subject.text, 3, "Plur" if deed.subject_number == "Plur" else "Sing"), ""
        if deed.verb.infinitive in word_groups().weiterfuehren and any(
            p.text.startswith(("dies", "jen")) for p in deed.objects
        ):
            return None, ""  # „diese Überprüfung“: whose it is stands in another sentence
        choice = does(deed, clause, scene, self.roles, use, past, expected=True)
        if choice is None and use == "pflicht":
            choice = does(deed, clause, scene, self.roles, "vorgang", past, expected=True)
        return (choice.subjects[0], choice.assumed) if choice is not None and choice.needs is None else (None, "")


def _is_still_hidden(clause: Clause) -> bool:
    """Whether what must be done hides in the subject: *Die Prüfung hat vor Beginn der Arbeiten zu erfolgen*."""
    main, finite = clause.verbs.main, clause.verbs.finite
    must = has_zu(main) or (finite is not None and finite.lemma_ == "müssen")
    return must and main.lemma_ == "erfolgen"


def _is_helped_with(clause: Clause, piece: Piece) -> bool:
    """Whether *bei* says with what somebody helps: *Beim Ausfüllen sind wir Ihnen behilflich* is no condition."""
    with_what = piece.text.split(" ", 1)[0].lower() in ("bei", "beim")
    return with_what and clause.verbs.main.lemma_ in word_groups().mit_bei


def _belongs_to_adverb(piece: Piece, clause: Clause) -> bool:
    """Whether an adverb right before the phrase says how far from it: *rechtzeitig vor Ablauf der Frist*."""
    return piece.start > 0 and clause.doc[piece.start - 1].lower_ in _HOW_FAR


def _captures(deed: Deed, scene: Scene) -> bool:
    """Whether a pronoun of the sentence would seem to mean what the new clause speaks of."""
    if not deed.objects and deed.subject is None:
        return False
    return any(t.pos_ == "PRON" and t.text in _THIRD and t.dep_ not in ("expl", "expl:pv") for t in scene.doc)


def _is_state(clause: Clause) -> bool:
    """Whether the clause tells how things are or what does not happen: *Nach der Prüfung* is no condition of it."""
    if clause.find("negation") is not None or any(p.text.startswith("kein") for p in clause.pieces):
        return True
    return clause.verbs.main.pos_ not in ("VERB",) or clause.verbs.main.lemma_ in word_groups().zustaende


def _is_result(clause: Clause) -> bool:
    """Whether the clause may tell what came out of a deed: a simple present of something, or what is said or thought.

    *Nach Prüfung fehlen Unterlagen*, *… gehen wir davon aus, dass …*; not *… entscheiden wir*, *… wird entschieden*.
    *Nach Prüfung können wir zahlen* leaves open whether the deed is done, *erst nach Prüfung* does not.
    """
    finite, subject = clause.verbs.finite, clause.find("subjekt")
    if finite is not None and finite.lemma_ == "können" and not any(t.lower_ == "erst" for t in clause.doc):
        return True
    simple = finite is not None and finite == clause.verbs.main
    told = any(c.dep_ in ("ccomp", "xcomp") for c in clause.verbs.main.children)
    return simple and (told or subject is None or subject.text not in _SPEAKERS)


def _measures_time(clause: Clause, piece: Piece) -> bool:
    """Whether the phrase counts from a moment: *drei Monate nach Eingang*, *vor Beginn des Monats nach Eintritt*."""
    before = clause.doc[piece.start - 1] if piece.start else None
    return (
        before is not None
        and before.pos_ in ("NOUN", "NUM")
        and piece != clause.vorfeld
        and (before.lemma_.lower().endswith(_TIMES))
    )


def _others_act(clause: Clause) -> bool:
    """Whether somebody other than office and reader is the subject of the clause."""
    subject = clause.find("subjekt")
    if subject is None or subject.head is None or subject.head.pos_ not in ("NOUN", "PROPN"):
        return False
    return (
        not any(t.dep_ == "aux:pass" for t in clause.verbs.all)
        and clause.verbs.main.pos_ == "VERB"
        and (subject.head.pos_ == "PROPN" or subject.head.lemma_.lower().endswith(_BODIES))
    )


def _stumbles(text: str, clause: Clause) -> bool:
    """Whether the same verb would stand twice in a row."""
    return clause.verbs.finite is not None and text.split()[-1] == clause.verbs.finite.lower_


def _tells_of_office(text: str) -> bool:
    return text.split()[1:2] in (["wir"], ["ich"])


def _is_by_nobody(clause: Clause) -> bool:
    """Whether the office may be behind a passive or an *ist zu*: half a sentence in the active would sound odd."""
    finite, verbs = clause.verbs.finite, clause.verbs
    if finite is None:
        return False
    passive = any(t.dep_ == "aux:pass" and t.lemma_ == "werden" for t in verbs.all) and finite.lemma_ in _BARE
    duty = finite.lemma_ == "sein" and "VerbForm=Inf" in verbs.main.morph
    return (passive or duty) and not any(p.role == "agens" for p in clause.pieces)


def _same_subject(clause: Clause, subject: Subject) -> bool:
    own = clause.find("subjekt")
    return own is not None and own.text == subject.text


def _is_reported(clause: Clause) -> bool:
    """Whether the verb is a subjunctive: when it happened, the tense does not say (*bei Eingang sei verfügt worden*).

    *Wäre … zurückzugeben* is but a milder duty.
    """
    finite = clause.verbs.finite
    if finite is not None and finite.lower_.startswith("wäre") and "VerbForm=Inf" in clause.verbs.main.morph:
        return False
    return finite is not None and mood_of(finite) == "Sub" and finite.lemma_ not in ("mögen", "möchten", "sollen")


def _is_past(clause: Clause) -> bool:
    finite = clause.verbs.finite
    if finite is None or finite.lower_.startswith("möcht"):
        return False
    perfect = finite.lemma_ in ("haben", "sein") and "VerbForm=Part" in clause.verbs.main.morph and not clause.verbs.zu
    return mood_of(finite) == "Ind" and (tense_of(finite) == "Past" or perfect)


def _opener(preposition: str, past: bool) -> str | None:
    match preposition, past:
        case "nach", False:
            return "wenn"
        case "nach", True:
            return "nachdem"
        case "bei" | "beim", False:
            return "wenn"
        case "vor", False:
            return "bevor"
        case "durch", False:
            return "indem"
        case _:
            return None


def _forms(deed: Deed, subject: Subject, done: bool, before: bool) -> str:
    """Return the verbs at the end of the clause: perfect for what is done, pluperfect for what was done before."""
    if not done:
        return deed.verb.finite_joined(subject.person, subject.number)
    finite, participle = deed.verb.perfect(
        subject.person, subject.number, "Past" if before else "Pres", with_object=bool(deed.objects)
    )
    return f"{participle} {finite}"


def _purpose(clause: Clause, deed: Deed, roles: Roles) -> str | None:
    """Return *um … zu* where the subject of the clause acts and nothing in it governs *zu*."""
    subject = clause.find("subjekt")
    words = {clause.verbs.main.lemma_, clause.verbs.main.lower_}
    if subject is None or subject.text not in ("wir", "Sie", "ich") or words & word_groups().mit_zu or not deed.objects:
        return None
    use: Use = "pflicht" if subject.text == "Sie" else "vorgang"
    expected = "adressat" if subject.text == "Sie" else "amt"
    infinitive = deed.verb.infinitive
    if (
        infinitive not in word_groups().zwecke
        and roles.actor(infinitive, use, deed.object_lemmas, past=False) != expected
    ):
        return None
    if deed.subject is not None or deed.reflexive or any(t.dep_ == "aux:pass" for t in clause.verbs.all):
        return None
    return joined([Piece("um", "anderes"), *deed.pieces(), Piece(deed.verb.zu_infinitive, "anderes")])


def _placed(scene: Scene, clause: Clause, piece: Piece, text: str) -> tuple[Edit, ...] | None:
    """Put the clause where the phrase stood before the verb, or else at the end of the sentence."""
    doc = clause.doc
    start, end = doc[piece.start].idx, doc[piece.end - 1].idx + len(doc[piece.end - 1])
    if piece == clause.vorfeld:
        new = capitalised(text) if is_capital_start(scene.text, start) else text
        return (Edit(Span(start, end), new + ","),)
    behind = scene.text[clause.span.end :].strip()
    if clause.nachfeld or behind[:1] not in _ENDS or clause.kind != "v2":
        return None
    if end == clause.span.end:
        return (Edit(Span(start - 1, end), ", " + text),)
    gap = end + (scene.text[end : end + 1] == " ")
    return Edit(Span(start, gap), ""), Edit(Span(clause.span.end, clause.span.end), ", " + text)
