"""Who acts where the sentence does not say: by the role lexicon, the letter, and the human's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import names_a_person
from klartext.rewrite.actions import Deed
from klartext.rewrite.contract import LetterFacts, Scene
from klartext.rewrite.enquiries import is_asked_of_reader
from klartext.rewrite.fields import Clause
from klartext.rewrite.generality import (
    REASONS,
    follows_doctrine,
    is_habit,
    is_maxim,
    limits_what_is_allowed,
    states_a_rule,
)
from klartext.rewrite.others import (
    goes_on_with_their_deed,
    has_modal,
    is_among_duties,
    is_at_an_open_event,
    is_at_their_event,
    is_copy_of_this,
    is_denied,
    is_done_thereby,
    is_part_of_theirs,
    is_person,
    is_promise_of_all,
    is_seen_to,
    is_somebody_elses,
    is_their_finding,
    is_their_gift,
    may_be_theirs,
    others_act_above,
    others_act_near,
    others_rule_near,
    speaks_of_reader,
    third_party_speaks,
)
from klartext.rewrite.predicate import ME, WE, YOU, Subject
from klartext.ruleset.lexicon import Roles, Use
from klartext.ruleset.word_groups import word_groups

ASKED: Final = "handelnde"
_WRITES: Final = "Die Behörde, die den Brief schreibt, handelt."
_SILENT: Final = "Die Behörde, die den Brief schreibt, handelt. Im Brief handeln aber auch andere."
_PERFORMS: Final = "„Hiermit“ sagt: Die Behörde, die den Brief schreibt, tut es mit diesem Brief."
_USES: Final[tuple[Use, ...]] = ("vorgang", "pflicht", "kann")
_CONDITIONS: Final = frozenset({"wenn", "falls", "sofern", "soweit", "solange", "sobald", "bis", "bevor", "nachdem"})
_BANS: Final = frozenset({"unterlassen", "unterbleiben", "einstellen"})
_DEEDS: Final = ("nutzung", "benutzung", "entnahme", "befahren", "betreten", "verwendung")
"""Ends of what anybody may do with a thing or a place."""
_NORMS: Final = ("vorschrift", "abkommen", "gesetz", "verordnung", "formular", "muster", "richtlinie", "satzung")
_OBJECTS_BY: Final = frozenset({"mit", "damit", "über", "gegen", "um", "von", "davon"})
"""Words that open an object with a preposition: *mit dem Bau darf nicht begonnen werden*."""
_STAFF: Final = (
    "mitarbeiter",
    "mitarbeiterin",
    "mitarbeitende",
    "mitarbeitender",
    "bedienstete",
    "bediensteter",
    "beauftragte",
    "beauftragter",
)
"""Ends of nouns for people who work for an office or for the reader: to their own, neither gives what they need."""
_DUTIES: Final = frozenset({"müssen", "dürfen", "sollen"})
_FOR_READER: Final = frozenset({"Sie", "Ihnen"})
_FOR_OFFICE: Final = frozenset({"uns", "mir", "mich"})
_FORMS: Final = ("vordruck", "formular", "merkblatt", "fragebogen", "informationsblatt", "hinweisblatt", "broschüre")
_TOLD: Final = frozenset({"obl:arg", "iobj", "obj", "nsubj:pass"})
"""Relations in which a dative is read; in front of a passive, it may be taken for the subject."""
_JUST_OFFICE: Final = frozenset({"Behörde", "Verwaltung", "Verwaltungsbehörde"})


@dataclass(frozen=True, slots=True)
class Actors:
    """Possible subjects, the likeliest first; more than one means that a person must decide."""

    subjects: tuple[Subject, ...]
    assumed: str
    sure: bool = True

    @property
    def needs(self) -> str | None:
        """The question to a person, None where there is none."""
        return ASKED if len(self.subjects) > 1 or not self.sure else None


def office(facts: LetterFacts) -> Subject:
    """Return how the office speaks of itself in this letter."""
    return ME if facts.office_pronoun == "ich" else WE


def actors(
    clause: Clause, scene: Scene, roles: Roles, verbs: Sequence[str], use: Use, objects: Sequence[str],
    past: bool = False, own: bool = True,
) -> Actors | None:  # fmt: skip
    """Return who may act, None where it is a third party or nobody can tell.

    Args:
        clause: What it says about others decides, too: who receives something does not act.
        scene: Its sentence, with what the letter tells.
        roles: The role lexicon.
        verbs: The infinitives; several coordinated verbs must share one actor.
        use: A statement, a duty or a permission.
        objects: Lemmas of what the action is done to.
        past: Whether it has happened already.
        own: Whether the deed is that of the clause, so that who receives something in it does not act.
    """
    asked = _Question(clause, scene, roles, verbs, use, objects, past, own)
    found = {_role(roles, verb, use, objects, clause, past) for verb in verbs}
    role = found.pop() if len(found) == 1 else None
    if role is None or _nobody_can_tell(asked):
        return None
    found_out = _of_role(asked, role)
    if found_out is not None and office(scene.facts) in found_out.subjects and told_sender(scene):
        return None
    return found_out


def _of_role(asked: _Question, role: str) -> Actors | None:
    performed = asked.own and asked.use == "vorgang" and not asked.past and asked.facts.office_writes
    if performed and _is_performed(asked.clause, asked.verbs):
        return Actors((office(asked.facts),), _PERFORMS)
    if _is_others(asked, role):
        return None
    return _ANSWERS[role](asked) if role in _ANSWERS else None


def told_sender(scene: Scene) -> list[Token]:
    """Return the nouns in the dative by which the sentence calls the writing office: *dem Gesundheitsamt vorzulegen*.

    Beside *wir* it would seem to be another one.
    """
    return [
        t
        for t in scene.doc
        if t.pos_ == "NOUN"
        and (t.lemma_ in _JUST_OFFICE or t.lemma_.lower() in scene.facts.senders)
        and t.dep_ in _TOLD
        and _has_only_dative(t)
    ]


def _has_only_dative(noun: Token) -> bool:
    """Whether nothing but *dem* or the *der* of a feminine dative stands before a noun."""
    words = [c.lower_ for c in noun.children]
    return words == ["dem"] or (words == ["der"] and "Gender=Fem" in noun.morph)


@dataclass(frozen=True, slots=True)
class _Question:
    """Who does this? The arguments of ``actors``."""

    clause: Clause
    scene: Scene
    roles: Roles
    verbs: Sequence[str]
    use: Use
    objects: Sequence[str]
    past: bool
    own: bool

    @property
    def facts(self) -> LetterFacts:
        return self.scene.facts

    @property
    def for_client(self) -> bool:
        """Whether the reader acts for somebody, and nobody has said that the reader is meant."""
        return self.facts.for_client and self.facts.actor != "Sie"

    @property
    def told(self) -> set[str]:
        """The pronouns of the clause: who receives something does not act."""
        words = self.clause.doc[self.clause.start : self.clause.end] if self.own else ()
        return {t.text for t in words if _is_person(t, self.clause)}


def _nobody_can_tell(asked: _Question) -> bool:
    """Whether the sentence states a rule, asks the reader, or others act in it or near it."""
    clause, scene, roles = asked.clause, asked.scene, asked.roles
    if asked.use == "vorgang" and states_a_rule(clause.doc, roles):
        return True
    if is_asked_of_reader(clause) and asked.use != "pflicht":
        return True
    if third_party_speaks(clause, roles) or is_seen_to(clause):
        return True
    if asked.own and asked.past and _is_open(clause):
        return True
    if not asked.own:
        return False
    if others_act_above(clause, roles):
        return True
    return not speaks_of_reader(clause) and others_act_near(clause, scene, roles, asked.past)


def _is_open(clause: Clause) -> bool:
    """Whether it is left open if something was done, by whomever: *Ob das Geld verwendet wurde, ist unerheblich*.

    The office knows what it looks into or tells: *Wir prüfen, ob …*.
    """
    if clause.opener is None or clause.opener.text.lower() != "ob":
        return False
    above = (c for verb in clause.verbs.main.ancestors for c in verb.children if c.dep_ == "nsubj")
    return not any(c.lower_ in ("wir", "ich") for c in above)


def _is_others(asked: _Question, role: str) -> bool:
    """Whether it belongs to what others do, holds for anybody, or is done by law."""
    clause, scene, roles, past = asked.clause, asked.scene, asked.roles, asked.past
    if role == "amt" and asked.use == "pflicht" and (is_done_thereby(clause) or is_maxim(clause)):
        return True  # „Dabei sind auch Schulden in Ansatz zu bringen“: by whoever does what was told before
    if role == "amt" and (_is_by_norm(clause) or follows_doctrine(clause) or _is_printed(clause)):
        return True
    if role == "amt" and not past and asked.facts.office_pronoun == "ich" and is_habit(clause):
        return True  # what the whole office does as a rule is no habit of the one who signs
    if role == "amt" and asked.use == "kann" and _is_a_right_of_all(asked):
        return True
    if _is_forbidden(clause) and _is_about_nothing(clause):
        return True
    if not asked.own:
        return False
    if goes_on_with_their_deed(clause, scene, roles) or is_promise_of_all(clause, scene, roles):
        return True
    if asked.use == "pflicht" and _is_ban_for_all(clause, asked.verbs, asked.objects):
        return True
    if role == "adressat":
        return False
    if _is_their_matter(asked):
        return True
    return is_their_finding(clause, roles) or (past and is_done_thereby(clause))


def _office_acts(asked: _Question) -> Actors | None:
    """Return the office, unless it receives something; a ban may be meant for the reader, too."""
    clause, scene, we = asked.clause, asked.scene, office(asked.facts)
    if _is_forbidden(clause) and not _all_grant(asked.verbs):
        who = (YOU,) if is_among_duties(clause, scene) else (YOU, we)
        return None if asked.for_client else Actors(who, "Wem es verboten ist, sagt der Brief nicht.", sure=False)
    if asked.past and _is_decision_before(asked):
        return None
    if asked.facts.court_decides and asked.facts.actor != "wir" and _is_ruled(asked):
        return None
    if not asked.facts.office_writes or asked.told & _FOR_OFFICE or any(_is_just_office(t) for t in clause.doc):
        return None
    if _lacks_leave(clause):
        return None
    unsure = asked.own and may_be_theirs(clause, scene, asked.roles, asked.verbs, asked.past)
    return Actors((we,), _SILENT if unsure else _WRITES, sure=not unsure)


def _lacks_leave(clause: Clause) -> bool:
    """Whether somebody else has no permission: *ohne Erlaubnis erhoben*; beside *wir* it would be the office."""
    return any(
        p.head is not None
        and p.text.lower().startswith(("ohne ", "auch ohne "))
        and p.head.lemma_.lower().endswith(tuple(word_groups().zustimmungen))
        and not any(c.dep_ in ("det", "det:poss") for c in p.head.children)
        for p in clause.pieces
    )


def _is_ruled(asked: _Question) -> bool:
    """Whether it is decided on somebody else than the reader: *Dem Zeugen werden Kosten auferlegt*."""
    groups = word_groups()
    rulings = (groups.entscheiden | groups.nur_mit_dativ | {"entscheiden", "befinden"}) - groups.mitteilen
    return not speaks_of_reader(asked.clause) and all(v in rulings for v in asked.verbs)


def _is_decision_before(asked: _Question) -> bool:
    """Whether a letter that decides on an objection tells of the decision before, which may be another office's."""
    decided = all(v in word_groups().entscheiden - word_groups().mitteilen - {"feststellen"} for v in asked.verbs)
    return asked.facts.reviews and asked.facts.actor != "wir" and decided


def _is_just_office(token: Token) -> bool:
    """Whether the sentence calls who decides *die Behörde*: *wir* beside it would be somebody else."""
    if token.lemma_ not in _JUST_OFFICE or token.dep_ not in ("nsubj", "nsubj:pass"):
        return False
    return all(c.lemma_ == "der" for c in token.children)


def _reader_acts(asked: _Question) -> Actors | None:
    """Return the reader, if the letter speaks to them and they are meant."""
    if not asked.facts.reader_addressed or asked.told & _FOR_READER or not _is_reader_meant(asked):
        return None
    return Actors((YOU,), "Die Person, an die der Brief geht, handelt.")


def _somebody_acts(asked: _Question) -> Actors | None:
    """Return office or reader as a question where both may act."""
    facts, told = asked.facts, asked.told
    if asked.use == "vorgang" and facts.office_writes and is_copy_of_this(asked.clause) and not told & _FOR_OFFICE:
        return Actors((office(facts),), _WRITES)
    undone = asked.past and _is_left_undone(asked.clause, asked.verbs, asked.objects, asked.roles)
    if undone and not told & _FOR_READER:
        return Actors((YOU,), "Sie haben angegeben, wer in diesem Brief handelt.") if facts.actor == "Sie" else None
    if not facts.office_writes or not facts.reader_addressed or asked.past:
        return None
    uses = ({asked.roles.actor(v, u, asked.objects, past=False) for u in _USES} for v in asked.verbs)
    likely = set.intersection(*uses)
    reader = asked.use != "vorgang" and "adressat" in likely and _is_reader_meant(asked)
    return _open(facts, office(facts) if "amt" in likely else None, YOU if reader else None, told, asked.use)


_ANSWERS: Final[Mapping[str, Callable[[_Question], Actors | None]]] = {
    "amt": _office_acts, "adressat": _reader_acts, "offen": _somebody_acts,
}  # fmt: skip


def _is_reader_meant(asked: _Question) -> bool:
    """Whether *Sie* may act: nobody else stands for the reader, and it is no reproach and nobody else's duty."""
    clause, scene, use = asked.clause, asked.scene, asked.use
    to_office = bool(asked.told & _FOR_OFFICE)
    if asked.for_client and use != "kann":
        return False  # „ist vorzulegen“ to a lawyer: by whom, the lawyer or the client? Who represents may, too
    if asked.past and is_denied(clause) and asked.facts.actor != "Sie":
        return False  # a reproach: who is to blame, nobody guesses
    if use == "pflicht" and asked.facts.orders_another and not speaks_of_reader(clause):
        return False
    if to_office:
        return True
    if "rechnen" in asked.verbs and clause.opener is not None and clause.opener.text in REASONS:
        return False  # „weil mit weiteren Vorfällen gerechnet werden muss“: the office gives its reason
    owed = use == "pflicht" or _is_condition(clause)
    if owed and is_somebody_elses(clause, scene, asked.objects, asked.roles):
        return False
    return _may_mean_reader(clause, asked.roles) and not any(_has_duty(t) for t in scene.rest)


def _is_ban_for_all(clause: Clause, verbs: Sequence[str], objects: Sequence[str]) -> bool:
    """Whether nobody may do what is named, whoever does it: *die Nutzung ist zu unterlassen*, but not *Ihre Nutzung*.

    A business or a service is stopped by who runs it: *der Betrieb ist einzustellen*.
    """
    if speaks_of_reader(clause) or not all(v in _BANS for v in verbs):
        return False
    deeds = [o for o in objects if o.lower().endswith(_DEEDS)]
    return "einstellen" not in verbs or (bool(deeds) and len(deeds) == len(objects))


def _is_their_matter(asked: _Question) -> bool:
    """Whether another body holds the event told of, gives what is given, or decides."""
    clause, scene, verbs, roles = asked.clause, asked.scene, asked.verbs, asked.roles
    if is_at_an_open_event(clause):
        return True
    if is_at_their_event(clause, roles) or is_their_gift(clause, verbs, roles) or is_part_of_theirs(clause, scene):
        return True
    decided = asked.use == "pflicht" or _all_grant(verbs) or _on_request(clause)
    return not asked.past and decided and others_rule_near(scene, roles)


def _is_a_right_of_all(asked: _Question) -> bool:
    """Whether it may be done only within limits, by whom the sentence leaves open; only an office gives a benefit."""
    benefit = any(asked.roles.actor("zahlen", "vorgang", [o], past=False) == "amt" for o in asked.objects)
    return not benefit and limits_what_is_allowed(asked.clause, asked.verbs)


def _is_about_nothing(clause: Clause) -> bool:
    """Whether a passive has neither subject nor object, so that it holds for all: *darf hier nicht geraucht werden*."""
    if clause.find("subjekt", "akkusativ", "dativ") is not None or speaks_of_reader(clause):
        return False
    return not any(p.text.split(" ", 1)[0].lower() in _OBJECTS_BY for p in clause.pieces) and not any(
        p.role == "praep"
        and p.text.split(" ", 1)[0].lower() == "auf"
        and p.head is not None
        and "Case=Acc" in p.head.morph
        for p in clause.pieces
    )


def _all_grant(verbs: Sequence[str]) -> bool:
    """Whether all verbs are what only an office does for the reader."""
    return all(v in word_groups().gewaehren or v in word_groups().entscheiden for v in verbs)


def _is_by_norm(clause: Clause) -> bool:
    """Whether a relative clause tells what anybody does by law: *die aufgrund des Abkommens gezahlt werden*."""
    if clause.verbs.main.dep_ != "acl:relcl" or speaks_of_reader(clause):
        return False
    return any(
        p.role == "praep" and p.head is not None and p.head.lemma_.lower().endswith(_NORMS) for p in clause.pieces
    )


def _is_printed(clause: Clause) -> bool:
    """Whether it stands on a form or in a leaflet, whoever made it: *obwohl im Vordruck darauf hingewiesen wurde*."""
    return any(
        p.role == "praep"
        and p.head is not None
        and p.head.lemma_.lower().endswith(_FORMS)
        and any(c.lower_ in ("in", "im", "auf", "am") for c in p.head.children if c.dep_ == "case")
        for p in clause.pieces
    )


def _is_forbidden(clause: Clause) -> bool:
    """Whether the clause forbids, which may be meant for anybody: *Zufahrten dürfen nicht zugestellt werden*."""
    return any(t.lemma_ == "dürfen" for t in clause.verbs.all) and is_denied(clause)


def _is_performed(clause: Clause, verbs: Sequence[str]) -> bool:
    """Whether the sentence does what it says: *Sie werden hiermit gemahnt*."""
    if clause.verbs.main.dep_ != "ROOT" or not all(v in word_groups().erklaerungen for v in verbs):
        return False
    return any(p.text.lower() == "hiermit" for p in clause.pieces)


def does(
    deed: Deed, clause: Clause, scene: Scene, roles: Roles, use: Use, past: bool = False, expected: bool = False
) -> Actors | None:
    """Return who does a deed: who its noun names (*Ihre Teilnahme*), who the list of deeds knows, or by the roles.

    ``expected`` says that the deed is a condition or still to come; only then the list of deeds may name the reader
    (*nach Rücksendung*, but not *die Rücksendung erfolgt*).
    """
    we = office(scene.facts)
    named = {"Sie": YOU, "wir": we}
    if deed.actor:
        return Actors((named[deed.actor],), "")
    by_noun = {"amt": we, "adressat": YOU}.get(deed.action.actor or "")
    if by_noun == YOU and scene.facts.for_client:
        return None
    if by_noun is not None and (expected or by_noun == we):
        return Actors((by_noun,), "Wer handelt, ergibt sich aus dem Wort für die Handlung.")
    return actors(clause, scene, roles, [deed.verb.infinitive], use, deed.object_lemmas, past, own=not expected)


def _is_left_undone(clause: Clause, verbs: Sequence[str], objects: Sequence[str], roles: Roles) -> bool:
    """Whether the clause tells what was not done though the reader had to: *Die Unterlagen wurden nicht vorgelegt*."""
    due = all(v in word_groups().versaeumnisse and roles.actor(v, "pflicht", objects) == "adressat" for v in verbs)
    return due and clause.find("negation") is not None


def _open(facts: LetterFacts, we: Subject | None, reader: Subject | None, told: set[str], use: Use) -> Actors | None:
    """Return the likely ones of office and reader as a question, or the one that a person has named before."""
    possible = [s for s, others in ((we, _FOR_OFFICE), (reader, _FOR_READER)) if s is not None and not told & others]
    answered = [s for s in possible if (facts.actor == "Sie") == (s == YOU)] if facts.actor else []
    if answered:
        return Actors(tuple(answered), "Sie haben angegeben, wer in diesem Brief handelt.")
    if use == "pflicht":
        possible.reverse()
    if use == "pflicht" and possible == [we]:
        return None  # „sind zu übersenden“: a duty that only the office could have is told better without it
    if use == "kann" and possible == [reader]:
        return None  # „kann nicht gewährleistet werden“ does not say that the reader cannot
    return Actors(tuple(possible), "Wer handelt, sagt der Brief nicht.", sure=False) if possible else None


def _role(roles: Roles, verb: str, use: Use, objects: Sequence[str], clause: Clause, past: bool) -> str:
    """Return the role for a verb; in a condition what nobody has done yet is what must be done."""
    if not roles.knows(verb):
        return "unbekannt"
    role = roles.actor(verb, use, objects, past=past)
    if _goes_to_office(clause, roles) and role in ("amt", "offen"):
        return "adressat" if use == "pflicht" else "offen"
    if role == "amt" and use == "pflicht" and _goes_to_staff(clause):
        return "unbekannt"
    if use != "pflicht" and role in ("adressat", "offen") and _on_request(clause) and _grants(roles, verb, objects):
        return "amt"
    conditional = _is_condition(clause)
    owed = roles.actor(verb, "pflicht", objects) == "adressat"
    if role == "amt" and conditional and owed and not any(p.text == "Ihnen" for p in clause.pieces):
        role = "offen"  # „wird der Vorschuss nicht gezahlt“: the office waits for it
    if role == "offen" and use == "vorgang" and conditional and owed and verb in word_groups().versaeumnisse:
        return "adressat"
    return role


def _is_condition(clause: Clause) -> bool:
    return clause.kind == "v1" or (clause.opener is not None and clause.opener.text in _CONDITIONS)


def _goes_to_office(clause: Clause, roles: Roles) -> bool:
    """Whether an authority receives what the clause is about: *dem Amt zu erteilen*, *an das Amt zu richten*."""
    if any(p.role == "dativ" and p.text in ("uns", "mir") for p in clause.pieces):
        return True
    for piece in clause.pieces:
        if piece.head is None or not roles.is_office(piece.head.lemma_):
            continue
        if piece.role == "dativ" or (piece.role == "praep" and piece.text.split(" ", 1)[0] in ("an", "ans")):
            return True
    return False


def _goes_to_staff(clause: Clause) -> bool:
    """Whether somebody's people receive what the clause is about: *Den Mitarbeitenden ist Einblick zu gewähren*."""
    return any(
        p.role == "dativ" and p.head is not None and p.head.lemma_.lower().endswith(_STAFF) for p in clause.pieces
    )


def _on_request(clause: Clause) -> bool:
    """Whether *auf Antrag* stands in the clause: then the office grants what the reader asks for."""
    return any(
        p.role == "praep" and p.head is not None and p.head.lemma_ == "Antrag" and p.text.startswith("auf ")
        for p in clause.pieces
    )


def _grants(roles: Roles, verb: str, objects: Sequence[str]) -> bool:
    return any(roles.actor(verb, use, objects, past=False) == "amt" for use in _USES) or verb in word_groups().gewaehren


def _may_mean_reader(clause: Clause, roles: Roles) -> bool:
    """Whether *Sie* may act: nobody in the sentence stands for the reader, and nothing is only reasoned about."""
    if any(_stands_for_reader(t, roles) or _has_duty(t) for t in clause.doc) or _depends_on_somebody(clause, roles):
        return False
    if any(t.text == "sie" and t.dep_ == "nsubj" and _means_a_person(t) for t in clause.doc):
        return False
    main = clause.verbs.main
    if main.dep_ not in ("ccomp", "csubj", "csubj:pass"):
        return True
    return main.head.lemma_ in word_groups().mitteilen or main.head.lower_ in word_groups().mitteilen


def _has_duty(token: Token) -> bool:
    """Whether a person is the subject of a duty: *Der Bauherr hat … zu bestellen; ein Wechsel ist mitzuteilen*."""
    if token.dep_ != "nsubj" or token.pos_ != "NOUN" or not names_a_person(token.lemma_):
        return False
    return has_modal(token.head, _DUTIES)


def _means_a_person(pronoun: Token) -> bool:
    """Whether nothing in the sentence can be meant by *sie*, so that it is somebody told of before."""
    nouns = (t for t in pronoun.doc if t.pos_ == "NOUN" and t.i < pronoun.i)
    return not any("Gender=Fem" in t.morph or "Number=Plur" in t.morph for t in nouns)


def _stands_for_reader(token: Token, roles: Roles) -> bool:
    """Whether a noun may mean the reader: *die Antragstellerin*, *die leistungsberechtigte Person*."""
    if token.lemma_ == "Person":
        entitled = ("berechtigt", "bedürftig", "pflichtig")
        return any(c.dep_ == "amod" and c.lemma_.endswith(entitled) for c in token.children)
    return token.pos_ in ("NOUN", "ADJ") and token.text[0].isupper() and is_person(token.lemma_, roles)


def _depends_on_somebody(clause: Clause, roles: Roles) -> bool:
    """Whether a condition speaks of just anybody: *Ist eine Schülerin erkrankt, so ist die Schule zu verständigen*."""
    for piece in clause.pieces:
        if piece.head is None or piece.role not in ("satz", "adverb"):
            continue
        subject = next((c for c in piece.head.children if c.dep_ in ("nsubj", "nsubj:pass")), None)
        if subject is None or subject.pos_ != "NOUN":
            continue
        somebody = names_a_person(subject.lemma_) or roles.is_other(subject.lemma_)
        if somebody and any(c.lower_ in ("ein", "eine", "jemand") for c in subject.children):
            return True
    return False


def _is_person(token: Token, clause: Clause) -> bool:
    return token.pos_ == "PRON" and token.head in clause.verbs.all and "Reflex=Yes" not in token.morph
