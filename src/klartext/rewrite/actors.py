"""Who acts where the sentence does not say: by the role lexicon, the letter, and the human's answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from klartext.grammar.nouns import names_a_person
from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.grammar.pronouns import POLITE_FORMS
from klartext.rewrite.actions import Deed
from klartext.rewrite.contract import LetterFacts, Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.rewrite.predicate import ME, WE, YOU, Subject
from klartext.ruleset.lexicon import Roles, Use
from klartext.ruleset.word_groups import word_groups

ASKED: Final = "handelnde"
_USES: Final[tuple[Use, ...]] = ("vorgang", "pflicht", "kann")
_CONDITIONS: Final = frozenset({"wenn", "falls", "sofern", "soweit", "solange", "sobald", "bis", "bevor", "nachdem"})
_SOURCES: Final = frozenset({"in", "im", "laut", "gemäß", "mit", "ausweislich", "entsprechend", "nach"})
"""Prepositions before the paper that a statement comes from."""
_PAPERS: Final = (
    "urkunde", "vertrag", "gutachten", "attest", "testament", "vollmacht", "vereinbarung", "befundbericht",
)  # fmt: skip
"""Ends of papers that somebody else than the office has written."""
_OCCASIONS: Final = frozenset({"bei", "beim", "anlässlich", "während", "im", "in", "nach", "aufgrund"})
"""Prepositions before the event in which something was found."""
_NORMS: Final = ("vorschrift", "abkommen", "gesetz", "verordnung", "formular", "muster", "richtlinie", "satzung")
_THEREBY: Final = frozenset({"hierbei", "dabei", "hierdurch", "dadurch"})
_LOOKED_AT: Final = ("schau", "untersuchung", "begutachtung", "exploration")
"""Ends of events that somebody else than the writing office may have held."""
_FOR_READER: Final = frozenset({"Sie", "Ihnen"})
_FOR_OFFICE: Final = frozenset({"uns", "mir", "mich"})
_WRITER: Final = frozenset({"uns", "unser", "unsere", "unserer", "unserem", "unseren", "unseres", "mir", "mich"})
_OUTCOMES: Final = ("ergebnis", "ergebnisse", "befund", "befunde", "gutachten")
"""Ends of nouns for what comes out of somebody's deed."""
_MEMBERS: Final = ("mitglied", "person", "kraft", "leute")
_MODALS: Final = frozenset({"müssen", "können", "dürfen", "sollen"})
_CARE: Final = frozenset({"Sorge", "Gewähr"})


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
    found = {_role(roles, verb, use, objects, clause, past) for verb in verbs}
    if len(found) != 1:
        return None
    role, facts = found.pop(), scene.facts
    we, reader = office(facts), YOU
    told = {t.text for t in clause.doc[clause.start : clause.end] if _is_person(t, clause)} if own else set()
    if _third_party_speaks(clause, roles) or _is_seen_to(clause) or (own and _others_act_above(clause, roles)):
        return None
    if own and not _speaks_of_reader(clause) and _others_act_near(clause, scene, roles, past):
        return None
    if own and use == "vorgang" and not past and facts.office_writes and _is_performed(clause, verbs):
        return Actors((we,), "„Hiermit“ sagt: Die Behörde, die den Brief schreibt, tut es mit diesem Brief.")
    if own and (_goes_on_with_their_deed(clause, scene, roles) or _is_promise_of_all(clause, scene, roles)):
        return None
    if role == "amt" and use == "pflicht" and clause.vorfeld is not None and clause.vorfeld.text in _THEREBY:
        return None  # „Dabei sind auch Schulden in Ansatz zu bringen“: by whoever does what was told before
    if own and role != "adressat" and (_is_their_finding(clause, roles) or _goes_on_about_them(clause, past)):
        return None
    if role == "amt" and _is_by_norm(clause):
        return None
    if role == "amt" and _is_forbidden(clause) and not _all_grant(verbs):
        return Actors((reader, we), "Wem es verboten ist, sagt der Brief nicht.", sure=False)
    if role == "amt" and facts.office_writes and not told & _FOR_OFFICE:
        return Actors((we,), "Die Behörde, die den Brief schreibt, handelt.")
    to_office = bool(told & _FOR_OFFICE)
    meant = to_office or (_may_mean_reader(clause, roles) and not any(_has_duty(t) for t in scene.rest))
    if past and _is_denied(clause) and facts.actor != "Sie":
        meant = False  # a reproach: who is to blame, nobody guesses
    if use == "pflicht" and not to_office and _is_somebody_elses(clause, scene, objects, roles):
        meant = False
    if role == "adressat" and facts.reader_addressed and not told & _FOR_READER and meant:
        return Actors((reader,), "Die Person, an die der Brief geht, handelt.")
    if role == "offen" and past and _is_left_undone(clause, verbs, objects, roles) and not told & _FOR_READER:
        return Actors((reader,), "Sie haben angegeben, wer in diesem Brief handelt.") if facts.actor == "Sie" else None
    if role == "offen" and facts.office_writes and facts.reader_addressed and not past:
        likely = set.intersection(*({roles.actor(v, u, objects, past=False) for u in _USES} for v in verbs))
        asked = use != "vorgang" and "adressat" in likely and meant
        return _open(facts, we if "amt" in likely else None, reader if asked else None, told, use)
    return None


def _all_grant(verbs: Sequence[str]) -> bool:
    """Whether all verbs are what only an office does for the reader."""
    return all(v in word_groups().gewaehren or v in word_groups().entscheiden for v in verbs)


def _is_by_norm(clause: Clause) -> bool:
    """Whether a relative clause tells what anybody does by law: *die aufgrund des Abkommens gezahlt werden*."""
    if clause.verbs.main.dep_ != "acl:relcl" or _speaks_of_reader(clause):
        return False
    return any(
        p.role == "praep" and p.head is not None and p.head.lemma_.lower().endswith(_NORMS) for p in clause.pieces
    )


def _is_forbidden(clause: Clause) -> bool:
    """Whether the clause forbids, which may be meant for anybody: *Zufahrten dürfen nicht zugestellt werden*."""
    return any(t.lemma_ == "dürfen" for t in clause.verbs.all) and _is_denied(clause)


def _is_denied(clause: Clause) -> bool:
    """Whether *nicht* or *kein* stands in the clause."""
    return clause.find("negation") is not None or any(p.text.lower().startswith("kein") for p in clause.pieces)


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
    if use != "pflicht" and role in ("adressat", "offen") and _on_request(clause) and _grants(roles, verb, objects):
        return "amt"
    conditional = clause.kind == "v1" or (clause.opener is not None and clause.opener.text in _CONDITIONS)
    due = verb in word_groups().versaeumnisse and roles.actor(verb, "pflicht", objects) == "adressat"
    if role == "offen" and use == "vorgang" and conditional and due:
        return "adressat"
    return role


def _others_act_above(clause: Clause, roles: Roles) -> bool:
    """Whether the clause hangs on one whose subject is somebody else: *Wurde sie bewilligt, hat das Gericht …*."""
    return any(
        child.dep_ == "nsubj" and child.pos_ in ("NOUN", "PROPN") and _acts_for_itself(child.lemma_, roles)
        for verb in clause.verbs.main.ancestors
        for child in verb.children
    )


def _others_act_near(clause: Clause, scene: Scene, roles: Roles, past: bool) -> bool:
    """Whether somebody else acts in the rest of the sentence, or did in the one before: they may act here, too.

    *Das Gericht hat eine Strafe verhängt; von der Entziehung wurde abgesehen.*
    """
    rest = _rest(clause, scene)
    if past:
        rest += scene.before
    return any(acts(t, roles) for t in rest)


def _rest(clause: Clause, scene: Scene) -> list[Token]:
    """Return the words of the sentence outside the clause."""
    return [*clause.doc[: clause.start], *clause.doc[clause.end :], *scene.rest]


def acts(token: Token, roles: Roles) -> bool:
    """Whether somebody who is neither reader nor writer acts: the subject of a verb, or named by *von* or *durch*."""
    if token.pos_ not in ("NOUN", "PROPN") or not _acts_for_itself(token.lemma_, roles):
        return False
    if token.dep_ == "nsubj":
        return token.head.pos_ == "VERB"
    return token.dep_ in ("obl", "obl:agent", "nmod") and any(
        c.lower_ in AGENT_PREPOSITIONS for c in token.children if c.dep_ == "case"
    )


def _goes_on_with_their_deed(clause: Clause, scene: Scene, roles: Roles) -> bool:
    """Whether the clause goes on about what somebody else holds: *eine Untersuchung durch das Amt, zu der Sie …*.

    The noun may also stand in the sentence before: *Das Amt führt eine Untersuchung durch. Zu der Untersuchung …*.
    """
    named = {p.head.lemma_ for p in clause.pieces if p.role == "praep" and p.head is not None and p.head.pos_ == "NOUN"}
    if clause.verbs.main.dep_ in ("acl", "acl:relcl"):
        noun = clause.verbs.main.head
        named |= {noun.lemma_, noun.head.lemma_}  # it may hang on the last noun of the phrase that it belongs to
    near = [*_rest(clause, scene), *scene.before]
    if any(noun.lower().endswith(_OUTCOMES) for noun in named) and any(acts(t, roles) for t in scene.before):
        return True
    return any(_is_held_by_others(t, roles) for t in near if t.pos_ == "NOUN" and t.lemma_ in named)


def _is_held_by_others(deed: Token, roles: Roles) -> bool:
    """Whether a noun says who does it, or is the object of somebody else's verb."""
    by = any(c.dep_ in ("nmod", "obl") and (acts(c, roles) or _is_by_somebody(c)) for c in deed.children)
    beside = deed.dep_ in ("obj", "nsubj", "nsubj:pass") and any(
        c != deed and acts(c, roles) for c in deed.head.children
    )
    return by or beside


def _is_by_somebody(token: Token) -> bool:
    """Whether *durch* names somebody with an article: *durch den Prüfverband*, not *durch Überweisung*."""
    words = {c.lower_ for c in token.children if c.dep_ in ("case", "det")}
    return "durch" in words and len(words) > 1 and not token.lemma_.endswith("ung")


def _is_promise_of_all(clause: Clause, scene: Scene, roles: Roles) -> bool:
    """Whether the clause promises what all keep who take part: *Ohne Ihre Einwilligung werden keine … eingeholt*."""
    words = [t.lower_ for t in clause.doc[clause.start : clause.end]]
    only_with = ("nur", "mit") in pairwise(words)
    without = any(p.role == "praep" and p.text.lower().startswith("ohne ") for p in clause.pieces)
    if not only_with and not (without and _is_denied(clause)):
        return False
    return scene.facts.several_act or any(acts(t, roles) for t in (*scene.rest, *scene.before))


def _is_somebody_elses(clause: Clause, scene: Scene, objects: Sequence[str], roles: Roles) -> bool:
    """Whether a duty may be that of a person told of just before, or a rule for all who do a legal act."""
    beside = _rest(clause, scene)
    if any(_is_told_to_act(t, roles) for t in (*scene.before, *beside)):
        return True
    if any(_is_represented(t, roles) for t in (*scene.before, *beside)):
        return True
    return any(_gives_a_rule(words, objects) for words in (scene.before, beside))


def _is_told_to_act(token: Token, roles: Roles) -> bool:
    """Whether a person who need not be the reader must or may do something: *Arbeitgeber müssen den Unfall melden*."""
    if token.dep_ != "nsubj" or token.pos_ not in ("NOUN", "PROPN", "ADJ") or not _is_another(token, roles):
        return False
    beside = {c.lemma_ for c in token.head.children if c.dep_ in ("aux", "cop")}
    must = "haben" in beside and "Inf" in token.head.morph.get("VerbForm", [])
    return must or bool(beside & _MODALS) or token.head.lower_ in ("verpflichtet", "berechtigt", "befugt", "gehalten")


def _is_another(token: Token, roles: Roles) -> bool:
    """Whether a noun names a person who is not surely the reader."""
    person = roles.person(token.lemma_)
    if person is not None and person.reader == "sicher":
        return False
    known = names_a_person(token.lemma_) or roles.is_other(token.lemma_) or is_person(token.lemma_, roles)
    return known or token.lemma_.lower().endswith(_MEMBERS)


def _is_represented(token: Token, roles: Roles) -> bool:
    """Whether a phrase names somebody who may act instead: *die Wahl eines Vertreters*, *durch einen Vertreter*."""
    if token.dep_ not in ("nmod", "obl", "obl:agent") or not _is_another(token, roles):
        return False
    if not any(c.lemma_ == "ein" and c.dep_ == "det" for c in token.children):
        return False
    words = {c.lower_ for c in token.children if c.dep_ == "case"}
    return bool(words & AGENT_PREPOSITIONS) or (
        not words and token.dep_ == "nmod" and token.head.lemma_.endswith(("ung", "nahme"))
    )


def _gives_a_rule(words: Sequence[Token], objects: Sequence[str]) -> bool:
    """Whether the words before say how an act is done at all, by whom it may be: *Die Annahme erfolgt durch Erklärung*.

    What is to be done must be named there, and nobody addressed.
    """
    if not {t.lemma_ for t in words if t.pos_ == "NOUN"} & set(objects):
        return False
    rule = any(t.lemma_ in word_groups().formvorschriften and t.morph.get("Tense", []) != ["Past"] for t in words)
    return rule and not any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in words)


def _speaks_of_reader(clause: Clause) -> bool:
    """Whether the clause names reader or writer: then it goes on between these two."""
    return any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in clause.doc[clause.start : clause.end])


def _is_their_finding(clause: Clause, roles: Roles) -> bool:
    """Whether the clause tells what stands in somebody's paper: *Im Gutachten der Fachärztin wurde festgestellt*."""
    phrases = [(p.text.split(" ", 1)[0].lower(), p) for p in clause.pieces if p.role in ("praep", "adverb")]
    return any(
        (by in _SOURCES and (_has_author(p, roles) or (by in ("in", "im") and _ends(p, _PAPERS))))
        or (by in _OCCASIONS and (_is_theirs(p, roles) or _ends(p, _LOOKED_AT)))
        for by, p in phrases
    )


def _ends(piece: Piece, ends: tuple[str, ...]) -> bool:
    return piece.head is not None and piece.head.lemma_.lower().endswith(ends)


def _is_theirs(piece: Piece, roles: Roles) -> bool:
    """Whether somebody else did what the phrase names: *bei der durch eine Firma durchgeführten Prüfung*."""
    if piece.head is None or piece.start < 0:
        return False
    words = piece.head.doc[piece.start : piece.end]
    named = next((t.i for t in words if t.lower_ in AGENT_PREPOSITIONS), piece.end)
    return any(t.i > named and t.pos_ in ("NOUN", "PROPN") and _acts_for_itself(t.lemma_, roles) for t in words)


def _has_author(piece: Piece, roles: Roles) -> bool:
    if piece.head is None:
        return False
    behind = [c for c in piece.head.children if c.dep_ == "nmod" and c.i > piece.head.i]
    return any(
        c.pos_ == "PROPN" or _acts_for_itself(c.lemma_, roles) or is_person(c.lemma_, roles)
        for c in behind
        if all(x.lower_ in ("von", "vom", "durch") for x in c.children if x.dep_ == "case")
    )


def _goes_on_about_them(clause: Clause, past: bool) -> bool:
    """Whether the clause goes on about a deed told before, which may be another's: *Hierbei wurde festgestellt*."""
    first = clause.vorfeld
    return past and first is not None and first.text in _THEREBY


def _acts_for_itself(lemma: str, roles: Roles) -> bool:
    return roles.is_office(lemma) or roles.is_other(lemma)


def _goes_to_office(clause: Clause, roles: Roles) -> bool:
    """Whether an authority receives what the clause is about: *dem Amt zu erteilen*, *an das Amt zu richten*."""
    for piece in clause.pieces:
        if piece.head is None or not roles.is_office(piece.head.lemma_):
            continue
        if piece.role == "dativ" or (piece.role == "praep" and piece.text.split(" ", 1)[0] in ("an", "ans")):
            return True
    return False


def _on_request(clause: Clause) -> bool:
    """Whether *auf Antrag* stands in the clause: then the office grants what the reader asks for."""
    return any(
        p.role == "praep" and p.head is not None and p.head.lemma_ == "Antrag" and p.text.startswith("auf ")
        for p in clause.pieces
    )


def _grants(roles: Roles, verb: str, objects: Sequence[str]) -> bool:
    return any(roles.actor(verb, use, objects, past=False) == "amt" for use in _USES) or verb in word_groups().gewaehren


def is_person(lemma: str, roles: Roles) -> bool:
    """Whether a noun may stand for the reader, also one inflected like an adjective (*Betroffene*, *Betroffener*)."""
    if roles.person(lemma) is not None:
        return True
    like_adjective = (roles.person(form) for form in (lemma + "r", lemma + "er", lemma.rstrip("n")))
    return any(person is not None and person.adjective for person in like_adjective)


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
    helpers = {c.lemma_ for c in token.head.children if c.dep_ in ("aux", "cop")}
    has_to = "haben" in helpers and "Inf" in token.head.morph.get("VerbForm", [])
    return has_to or bool(helpers & {"müssen", "dürfen", "sollen"})


def _means_a_person(pronoun: Token) -> bool:
    """Whether nothing in the sentence can be meant by *sie*, so that it is somebody told of before."""
    nouns = (t for t in pronoun.doc if t.pos_ == "NOUN" and t.i < pronoun.i)
    return not any("Fem" in t.morph.get("Gender", []) or "Plur" in t.morph.get("Number", []) for t in nouns)


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
    return token.pos_ == "PRON" and token.head in clause.verbs.all and "Yes" not in token.morph.get("Reflex", [])


def _is_seen_to(clause: Clause) -> bool:
    """Whether somebody else than the office must see to what the clause says, whoever does it.

    *Die Bauherrschaft hat dafür Sorge zu tragen, dass die Firmen informiert werden*; not *wir stellen sicher*.
    """
    main = clause.verbs.main
    if main.dep_ not in ("ccomp", "csubj", "csubj:pass", "acl", "advcl"):
        return False
    above = (main.head, *main.head.children)
    if not any(t.lemma_ in word_groups().sorgen or t.text in _CARE for t in above if t != main):
        return False
    return not any(t.text in ("wir", "ich", "Wir", "Ich") for t in main.head.children)


def _third_party_speaks(clause: Clause, roles: Roles) -> bool:
    """Whether the clause hangs on a verb that somebody else is named for: *Der Arzt teilte mit*, *seitens des Amts*."""
    main = clause.verbs.main
    if main.dep_ not in ("ccomp", "xcomp", "csubj", "csubj:pass"):
        return False
    told = [c for c in main.head.children if c.dep_ in ("obl", "obl:agent") and c.pos_ in ("NOUN", "PROPN")]
    if any(x.lower_ in ("seitens", "vonseiten") for c in told for x in c.children if x.dep_ == "case"):
        return True
    if any(_is_by_somebody(c) or acts(c, roles) for c in told):
        return True
    subject = next((c for c in main.head.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ not in ("wir", "ich", "es", "sie", "das", "dies")
