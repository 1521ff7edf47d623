"""Whether somebody else than writer and reader may act in a clause: where that is so, nobody guesses.

Every question reads the clause, its sentence, the sentence before it, and what the whole letter tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from spacy.tokens import Token

from klartext.grammar.adjectives import as_nouns, stems
from klartext.grammar.nouns import names_a_person
from klartext.grammar.phrases import as_noun, described
from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.grammar.pronouns import POLITE_FORMS
from klartext.rewrite.contract import Scene
from klartext.rewrite.fields import Clause, Piece
from klartext.ruleset.lexicon import PersonNoun, Roles
from klartext.ruleset.word_groups import word_groups

_SOURCES: Final = frozenset({"in", "im", "laut", "gemäß", "mit", "ausweislich", "entsprechend", "nach"})
"""Prepositions before the paper that a statement comes from."""
_PAPERS: Final = (
    "urkunde", "vertrag", "gutachten", "attest", "testament", "vollmacht", "vereinbarung", "befundbericht", "klage",
    "klageschrift", "schriftsatz", "antrag", "widerspruch", "einspruch", "beschwerde",
)  # fmt: skip
"""Ends of papers that somebody else than the office has written."""
_FRAMES: Final = frozenset({"Rahmen", "Zug", "Zuge", "Verlauf", "Lauf", "Laufe", "Anlass"})
"""Nouns that only lead to the one behind them: *im Rahmen der Begutachtung*."""
_OCCASIONS: Final = frozenset({"bei", "beim", "anlässlich", "während", "im", "in", "nach", "aufgrund"})
"""Prepositions before the event in which something was found."""
_THEREBY: Final = frozenset({"hierbei", "dabei", "hierdurch", "dadurch"})
_LOOKED_AT: Final = ("schau", "untersuchung", "begutachtung", "exploration")
"""Ends of events that somebody else than the writing office may have held."""
_WRITER: Final = frozenset({"uns", "unser", "unsere", "unserer", "unserem", "unseren", "unseres", "mir", "mich"})
OUTCOMES: Final = ("ergebnis", "ergebnisse", "befund", "befunde", "gutachten")
"""Ends of nouns for what comes out of somebody's deed."""
_EVENTS: Final = ("ung", "kontrolle", "inspektion", "besuch", "schau", "termin", "einsatz", "revision", "recherche")
"""Ends of events that a genitive says the holder of."""
_AT: Final = frozenset({"bei", "beim", "anlässlich", "während", "im", "in"})
"""Prepositions before an event at which who holds it acts."""
_COSTS: Final = ("kosten", "auslage", "auslagen", "honorar", "rechnung", "forderung", "gebühr", "aufwendung")
"""Ends of what is owed to whom a genitive names."""
_GIVING: Final = frozenset({"bewilligen", "erbringen", "zuerkennen", "überweisen"})
_RULING: Final = frozenset({"befinden", "bewilligen", "entscheiden", "festlegen", "festsetzen", "genehmigen"})
_UP_TO: Final = frozenset({"obliegen", "vorbehalten"})
"""Verbs whose dative names who decides: *Die Auswahl obliegt dem Gericht*."""
_REFERS: Final = frozenset({"auf", "wegen", "zur", "zum", "hinsichtlich", "bezüglich"})
"""Prepositions beside a verb of reference that name no other paper in which it is referred to."""
_LETTERS: Final = ("bescheid", "schreiben", "brief", "verfügung", "anordnung", "mitteilung", "ladung")
"""Ends of names of the letter."""
_COPIES: Final = ("ausfertigung", "abschrift", "durchschrift", "kopie", "abdruck")
_BY_LETTER: Final = ("mit schreiben", "mit anhörungsschreiben", "mit meinem schreiben", "mit unserem schreiben")
_DATIVES: Final = frozenset({"obl:arg", "iobj", "obj"})
_MEMBERS: Final = ("mitglied", "person", "kraft", "leute")
_MODALS: Final = frozenset({"müssen", "können", "dürfen", "sollen"})
_TAKEN_UP: Final = frozenset({"er", "ihn", "ihm", "sie", "ihr", "ihnen"})
_CARE: Final = frozenset({"Sorge", "Gewähr"})


def others_act_above(clause: Clause, roles: Roles) -> bool:
    """Whether the clause hangs on one whose subject is somebody else: *Wurde sie bewilligt, hat das Gericht …*."""
    return any(
        child.dep_ == "nsubj" and child.pos_ in ("NOUN", "PROPN") and _acts_for_itself(child.lemma_, roles)
        for verb in clause.verbs.main.ancestors
        for child in verb.children
    )


def others_act_near(clause: Clause, scene: Scene, roles: Roles, past: bool) -> bool:
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


def goes_on_with_their_deed(clause: Clause, scene: Scene, roles: Roles) -> bool:
    """Whether the clause goes on about what somebody else holds: *eine Untersuchung durch das Amt, zu der Sie …*.

    The noun may also stand in the sentence before: *Das Amt führt eine Untersuchung durch. Zu der Untersuchung …*.
    """
    named = {p.head.lemma_ for p in clause.pieces if p.role == "praep" and p.head is not None and p.head.pos_ == "NOUN"}
    if clause.verbs.main.dep_ in ("acl", "acl:relcl"):
        noun = clause.verbs.main.head
        named |= {noun.lemma_, noun.head.lemma_}  # it may hang on the last noun of the phrase that it belongs to
    near = [*_rest(clause, scene), *scene.before]
    if any(noun.lower().endswith(OUTCOMES) for noun in named) and any(acts(t, roles) for t in scene.before):
        return True
    return any(_is_held_by_others(t, roles) for t in near if t.pos_ == "NOUN" and t.lemma_ in named)


def _is_held_by_others(deed: Token, roles: Roles) -> bool:
    """Whether a noun says who does it, or belongs to somebody else's verb: *zu einer Untersuchung eingeladen*."""
    by = any(c.dep_ in ("nmod", "obl") and (acts(c, roles) or _is_by_somebody(c)) for c in deed.children)
    beside = deed.dep_ in ("obj", "nsubj", "nsubj:pass", "obl") and any(
        c != deed and acts(c, roles) for c in deed.head.children
    )
    return by or beside


def _is_by_somebody(token: Token) -> bool:
    """Whether *durch* names somebody with an article: *durch den Prüfverband*, not *durch Überweisung*."""
    words = {c.lower_ for c in token.children if c.dep_ in ("case", "det")}
    return "durch" in words and len(words) > 1 and not token.lemma_.endswith("ung")


def is_promise_of_all(clause: Clause, scene: Scene, roles: Roles) -> bool:
    """Whether the clause promises what all keep who take part: *Ohne Ihre Einwilligung werden keine … eingeholt*."""
    words = [t.lower_ for t in clause.doc[clause.start : clause.end]]
    only_with = ("nur", "mit") in pairwise(words)
    without = any(p.role == "praep" and p.text.lower().startswith("ohne ") for p in clause.pieces)
    if not only_with and not (without and is_denied(clause)):
        return False
    return scene.facts.several_act or any(acts(t, roles) for t in (*scene.rest, *scene.before))


def is_somebody_elses(clause: Clause, scene: Scene, objects: Sequence[str], roles: Roles) -> bool:
    """Whether a duty may be that of a person told of just before, or a rule for all who do a legal act."""
    beside = _rest(clause, scene)
    if any(_is_told_to_act(t, roles) for t in (*scene.before, *beside)):
        return True
    if any(_is_represented(t, roles) for t in (*scene.before, *beside)) or _is_for_who_acts(clause, roles):
        return True
    if any(_is_left_to_others(t, objects, roles) for t in (*scene.before, *scene.after)):
        return True
    if any(_is_alternative(t) for t in (*scene.before, *scene.doc)) or _goes_on_with_what_is_theirs(scene):
        return True
    return any(_gives_a_rule(words, objects) for words in (scene.before, beside))


def _is_for_who_acts(clause: Clause, roles: Roles) -> bool:
    """Whether the clause goes on about a person who acts in its condition.

    *Beantragt Ihr Mann es auch, ist für ihn ein Antrag zu stellen*: by either.
    """
    for piece in clause.pieces:
        head = piece.head
        subject = next((c for c in head.children if c.dep_ == "nsubj"), None) if head is not None else None
        if piece.role not in ("satz", "adverb") or subject is None or head is None or head.pos_ != "VERB":
            continue
        rest = (t for p in clause.pieces if p != piece and p.start >= 0 for t in clause.doc[p.start : p.end])
        if subject.pos_ == "NOUN" and _is_another(subject, roles) and any(t.text in _TAKEN_UP for t in rest):
            return True
    return False


def _is_left_to_others(token: Token, objects: Sequence[str], roles: Roles) -> bool:
    """Whether just anybody may do something with the same thing: *Der Hund darf nur von Erwachsenen geführt werden*."""
    if token.pos_ not in ("NOUN", "ADJ") or (token.dep_ != "obl:agent" and not _is_another(token, roles)):
        return False
    by = any(c.dep_ == "case" and c.lower_ in AGENT_PREPOSITIONS for c in token.children)
    anybody = all(c.lemma_ == "ein" for c in token.children if c.dep_ in ("det", "det:poss"))
    return by and anybody and any(c.lemma_ in objects for c in token.head.children if c.dep_ in ("nsubj", "nsubj:pass"))


def _goes_on_with_what_is_theirs(scene: Scene) -> bool:
    """Whether the sentence goes on about what is somebody else's: *sie erklärt ihren Austritt. Der Austritt …*."""
    theirs = {
        t.head.lemma_
        for t in scene.before
        if t.dep_ == "det:poss" and t.text.startswith(("ihr", "sein")) and t.head.pos_ == "NOUN"
    }
    return any(t.lemma_ in theirs for t in scene.doc if t.pos_ == "NOUN")


def _is_alternative(token: Token) -> bool:
    """Whether *Sie* and somebody else are the subject in turn: *sofern der Mieter oder Sie zustimmen*.

    What then is to be done falls to the one who did it, and that need not be the reader.
    """
    if token.dep_ not in ("nsubj", "nsubj:pass"):
        return False
    parts = [token, *(c for c in token.children if c.dep_ == "conj")]
    joined = any(c.dep_ == "cc" and c.lower_ == "oder" for part in parts for c in part.children)
    reader = [p for p in parts if p.text == "Sie" and p.i > 0]
    return joined and bool(reader) and any(p.pos_ in ("NOUN", "PROPN", "ADJ") for p in parts)


def _is_told_to_act(token: Token, roles: Roles) -> bool:
    """Whether a person who need not be the reader must or may do something: *Arbeitgeber müssen den Unfall melden*."""
    if token.dep_ != "nsubj" or token.pos_ not in ("NOUN", "PROPN", "ADJ") or not _is_another(token, roles):
        return False
    told = token.head.lower_ in ("verpflichtet", "berechtigt", "befugt", "gehalten")
    return told or has_modal(token.head, _MODALS)


def has_modal(verb: Token, modals: frozenset[str]) -> bool:
    """Whether a verb stands with one of these modals, or is a duty with *haben … zu*."""
    beside = {c.lemma_ for c in verb.children if c.dep_ in ("aux", "cop")}
    return ("haben" in beside and "VerbForm=Inf" in verb.morph) or bool(beside & modals)


def is_among_duties(clause: Clause, scene: Scene) -> bool:
    """Whether the sentence or the one before says what is to be done, too."""
    return any(_is_duty(t) for t in (*scene.before, *_rest(clause, scene)))


def _is_duty(verb: Token) -> bool:
    """Whether a verb says in the present what is to be done: *ist zu befestigen*, *muss befestigt werden*."""
    beside = {c.lemma_ for c in verb.children if c.dep_ in ("aux", "cop")}
    return ("sein" in beside and "VerbForm=Inf" in verb.morph) or "müssen" in beside


def _is_another(token: Token, roles: Roles) -> bool:
    """Whether a noun names a person who is not surely the reader."""
    person = person_of(roles, token)
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


def speaks_of_reader(clause: Clause) -> bool:
    """Whether the clause names reader or writer: then it goes on between these two."""
    return any(t.text in POLITE_FORMS or t.lower_ in _WRITER for t in clause.doc[clause.start : clause.end])


def is_their_finding(clause: Clause, roles: Roles) -> bool:
    """Whether the clause tells what stands in somebody's paper: *Im Gutachten der Fachärztin wurde festgestellt*."""
    phrases = [(p.text.split(" ", 1)[0].lower(), p) for p in clause.pieces if p.role in ("praep", "adverb")]
    return any(
        (by in _SOURCES and (_has_author(p, roles) or (by in ("in", "im") and _ends(p, _PAPERS))))
        or (by in _OCCASIONS and (_is_theirs(p, roles) or _ends(p, _LOOKED_AT)))
        for by, p in phrases
    ) or any(_is_in_their_paper(t, roles) for t in clause.doc[clause.start : clause.end])


def _is_in_their_paper(noun: Token, roles: Roles) -> bool:
    """Whether a participle says who wrote a paper: *in einem durch die Behörde erlassenen Bescheid*."""
    if noun.pos_ != "NOUN" or not any(c.dep_ == "case" and c.lower_ in ("in", "im", "mit") for c in noun.children):
        return False
    participles = (c for c in noun.children if c.dep_ == "amod")
    return noun.lemma_.lower().endswith(_LETTERS + _PAPERS) and any(
        acts(c, roles) for participle in participles for c in participle.children
    )


def is_at_their_event(clause: Clause, roles: Roles) -> bool:
    """Whether the clause names an event that another body holds: *bei einer Begehung durch die Feuerwehr*.

    The holder may stand in the genitive (*bei den Messungen des Umweltamts*); *nach Anhörung des Umweltamts* is not
    meant, there the genitive is heard.
    """
    return any(
        _has_holder(token, roles)
        for piece in clause.pieces
        if piece.role in ("praep", "adverb") and piece.start >= 0 and piece.text.split(" ", 1)[0].lower() in _AT
        for token in clause.doc[piece.start : piece.end]
        if token.pos_ == "NOUN"
    )


def is_at_an_open_event(clause: Clause) -> bool:
    """Whether a relative clause tells of an event about a thing that is not said to be reader's or writer's.

    *Sie beziehen Leistungen, bei deren Berechnung die Miete berücksichtigt wurde*: whoever pays them has reckoned;
    not *Ihr Antrag, bei dessen Prüfung …*.
    """
    opener, main = clause.opener, clause.verbs.main
    if opener is None or opener.head is None or main.dep_ not in ("acl", "acl:relcl"):
        return False
    words = opener.text.lower().split()
    if words[0] not in _AT or not {"deren", "dessen"} & set(words) or not opener.head.lemma_.lower().endswith(_EVENTS):
        return False
    about = (main.head, main.head.head)  # it may hang on the last noun of the phrase that it belongs to
    owners = (c for noun in about if noun.pos_ == "NOUN" for c in noun.children)
    return not any(c.text in POLITE_FORMS or c.lower_ in _WRITER for c in owners)


def _has_holder(event: Token, roles: Roles) -> bool:
    behind = [c for c in event.children if c.dep_ == "nmod" and c.i > event.i]
    if any(_is_by_somebody(c) or acts(c, roles) for c in behind):
        return True
    return event.lemma_.lower().endswith(_EVENTS) and any(_is_body(c, roles) for c in behind)


def _is_body(token: Token, roles: Roles) -> bool:
    """Whether a bare genitive names a body, no person: *der Rentenversicherung*, *des Umweltamts*."""
    if token.pos_ not in ("NOUN", "PROPN") or any(c.dep_ == "case" for c in token.children):
        return False
    if any(c.lower_ in _WRITER or c.text in POLITE_FORMS for c in token.children):
        return False
    return roles.is_office(token.lemma_) or (roles.is_other(token.lemma_) and not names_a_person(token.lemma_))


def is_their_gift(clause: Clause, verbs: Sequence[str], roles: Roles) -> bool:
    """Whether what is given has another body for its giver: *eine Rente der Unfallkasse wird gewährt*.

    An unknown noun may be one where *Sie erhalten* says the same whoever gives: *eine Zulage der Knappschaft*.
    """
    groups = word_groups()
    if not all(v in groups.erhalten or v in groups.gewaehren or v in _GIVING for v in verbs):
        return False
    given = clause.find("subjekt")
    if given is None or given.head is None or given.head.lemma_.lower().endswith(_COSTS):
        return False
    owners = [c for c in given.head.children if c.dep_ == "nmod"]
    if any(_is_body(c, roles) or (c.pos_ == "PROPN" and "Case=Gen" in c.morph) for c in owners):
        return True
    to_reader = any(p.role == "dativ" and p.text == "Ihnen" for p in clause.pieces)
    receives = to_reader and all(v in groups.erhalten for v in verbs)
    return receives and any(c.pos_ == "NOUN" and _is_named_genitive(c) for c in owners)


def _is_named_genitive(noun: Token) -> bool:
    articles = {c.lower_ for c in noun.children if c.dep_ == "det"}
    return bool(articles & {"der", "des"}) and not any(c.dep_ == "case" for c in noun.children)


def others_rule_near(scene: Scene, roles: Roles) -> bool:
    """Whether a sentence beside this one says who else decides: *Über den Antrag entscheidet die Kommission*."""
    beside = (*scene.before, *scene.rest, *scene.after)
    return any(_rules(token, roles) or _is_up_to(token, roles) for token in beside)


def _is_up_to(token: Token, roles: Roles) -> bool:
    """Whether something is up to another body: *Die Auswahl obliegt dem Gericht*."""
    return token.pos_ in ("NOUN", "PROPN") and token.head.lemma_ in _UP_TO and (
        token.dep_ in _DATIVES and _acts_for_itself(token.lemma_, roles)
    )  # fmt: skip


def _rules(token: Token, roles: Roles) -> bool:
    if token.dep_ != "nsubj" or token.pos_ not in ("NOUN", "PROPN") or token.head.lemma_ not in _RULING:
        return False
    person = roles.person(token.lemma_)
    if person is not None or any(c.text in POLITE_FORMS for c in token.children):
        return False
    verbs = [token.head, *(c for c in token.head.children if c.dep_ == "aux")]
    return any(v.morph.get("Tense", []) == ["Pres"] and v.lemma_ not in ("haben", "sein") for v in verbs)


def is_part_of_theirs(clause: Clause, scene: Scene) -> bool:
    """Whether the clause tells of what another's deed brings about: *das Ergebnis*, *im Ortstermin* of the surveyor.

    What it hangs on counts, too: *Da niemand ermittelt wurde, wurde das Bußgeldverfahren eingestellt*.
    """
    above = (c for verb in clause.verbs.main.ancestors for c in verb.children if c.dep_ in ("nsubj", "nsubj:pass"))
    heads = [*(p.head for p in clause.pieces if p.head is not None), *above]
    inside = (c for head in heads if head.lemma_ in _FRAMES for c in head.children if c.dep_ == "nmod")
    return any(noun.lemma_ in scene.facts.theirs for noun in (*heads, *inside))


def may_be_theirs(clause: Clause, scene: Scene, roles: Roles, verbs: Sequence[str], past: bool) -> bool:
    """Whether the office never speaks of itself and others act around: then *wir* is only likely.

    Not where the letter itself is named (*Mit diesem Bescheid wird festgesetzt*), or does by its words what is told
    (*Es wird darauf hingewiesen*, *Ihnen wird angedroht*). What the letter decides is another's only where that one
    acts close by.
    """
    facts = scene.facts
    if facts.office_speaks or facts.actor == "wir" or _names_this_letter(clause):
        return False
    if not past and _is_told_hereby(clause):
        return False
    around = (*_rest(clause, scene), *scene.before, *scene.after)
    if past and _hears_reader(clause) and not any(acts(t, roles) and roles.is_office(t.lemma_) for t in around):
        return False
    groups, told = word_groups(), speaks_of_reader(clause)
    states = (clause.verbs.main.dep_ == "ROOT" or _is_planned(clause)) and not past
    if states and all(v in groups.mitteilen or (v in groups.erklaerungen and told) for v in verbs):
        return False
    if states and all(v in groups.verweise for v in verbs) and _refers_only(clause):
        return False
    decides = states and all(v in groups.entscheiden or v in groups.gewaehren for v in verbs)
    return (facts.several_act and not decides) or any(acts(t, roles) and not _is_a_means(t) for t in around)


def _refers_only(clause: Clause) -> bool:
    """Whether no phrase names another place where it is referred to: *auf das Gutachten*, not *in der Klage*."""
    phrases = [p.text.split(" ", 1)[0].lower() for p in clause.pieces if p.role in ("praep", "agens")]
    return "auf" in phrases and all(word in _REFERS for word in phrases)


def _is_a_means(token: Token) -> bool:
    """Whether somebody is only what another makes use of: *durch einen Hufschmied*."""
    return token.dep_ != "nsubj" and any(c.lemma_ == "ein" and c.dep_ == "det" for c in token.children)


def _names_this_letter(clause: Clause) -> bool:
    words = clause.doc[clause.start : clause.end]
    return any(t.lower_ in ("hiermit", "hierdurch") or _is_this_letter(t) for t in words)


def _is_this_letter(token: Token) -> bool:
    """Whether a noun names the letter itself: *dieser Bescheid*."""
    return token.lemma_.lower().endswith(_LETTERS) and any(c.lower_.startswith("dies") for c in token.children)


def _is_told_hereby(clause: Clause) -> bool:
    """Whether the letter tells the reader by its words: *wird Ihnen hiermit mitgeteilt, dass … eingestellt wird*."""
    main, above = clause.verbs.main, clause.verbs.main.head
    told = main.dep_ in ("ccomp", "csubj", "csubj:pass") and above.dep_ == "ROOT"
    return told and above.lemma_ in word_groups().mitteilen and any(c.lower_ == "hiermit" for c in above.children)


def _is_planned(clause: Clause) -> bool:
    """Whether an infinitive says what is planned: *Es ist beabsichtigt, Ihnen den Betrieb zu untersagen*."""
    plan = clause.verbs.main.head
    return clause.kind == "inf" and plan.dep_ == "ROOT" and plan.lower_ in ("beabsichtigt", "geplant", "vorgesehen")


def _hears_reader(clause: Clause) -> bool:
    """Whether the office heard the reader, as it does before it decides.

    *Mit Schreiben vom 3. Mai wurde Ihnen Gelegenheit zur Äußerung gegeben.*
    """
    chance = any(p.head is not None and p.head.lemma_ in ("Gelegenheit", "Möglichkeit") for p in clause.pieces)
    by_letter = any(p.text.lower().startswith(_BY_LETTER) for p in clause.pieces)
    return chance and by_letter and any(p.text == "Ihnen" for p in clause.pieces)


def is_copy_of_this(clause: Clause) -> bool:
    """Whether the clause tells to whom a copy of this letter goes: *eine Abschrift dieses Schreibens*."""
    copy = clause.find("subjekt")
    if copy is None or copy.head is None or not copy.head.lemma_.lower().endswith(_COPIES):
        return False
    return any(c.dep_ == "nmod" and _is_this_letter(c) for c in copy.head.children)


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


def is_done_thereby(clause: Clause) -> bool:
    """Whether the clause goes on about a deed told before, which may be another's: *Hierbei wurde festgestellt*."""
    return clause.vorfeld is not None and clause.vorfeld.text in _THEREBY


def _acts_for_itself(lemma: str, roles: Roles) -> bool:
    return roles.is_office(lemma) or roles.is_other(lemma)


def person_of(roles: Roles, token: Token) -> PersonNoun | None:
    """Return the entry of a noun; an adjective used as a noun or beside *Person* is looked up by its stem."""
    adjective = described(token)
    whole = (f"{stem}e Person" for stem in stems(adjective.text)) if adjective is not None else ()
    for word in (token.lemma_, token.text, *whole):
        found = roles.person(word)
        if found is not None:
            return found
    entries = (roles.person(word) for word in (*as_nouns(token.text), *as_noun(token)))
    return next((entry for entry in entries if entry is not None and entry.adjective), None)


def takes_up(pronoun: Token, person: Token) -> bool:
    """Whether *er* or *sie* does what only a person does, and agrees with the noun: *Zudem trägt sie vor, dass …*."""
    feminine = "Gender=Fem" in person.morph or person.lemma_.endswith("in")
    if pronoun.pos_ != "PRON" or pronoun.lower_ != ("sie" if feminine else "er") or not acts_as_person(pronoun):
        return False
    finite = [
        v for v in (pronoun.head, *pronoun.head.children) if "VerbForm=Fin" in v.morph and v.pos_ in ("VERB", "AUX")
    ]
    return bool(finite) and "Number=Sing" in finite[0].morph


def acts_as_person(pronoun: Token) -> bool:
    """Whether a pronoun does what only a person does: the subject of an active verb with an object."""
    return pronoun.dep_ == "nsubj" and any(c.dep_ in ("obj", "ccomp", "xcomp") for c in pronoun.head.children)


def is_person(lemma: str, roles: Roles) -> bool:
    """Whether a noun may stand for the reader, also one inflected like an adjective (*Betroffene*, *Betroffener*)."""
    if roles.person(lemma) is not None:
        return True
    like_adjective = (roles.person(form) for form in (lemma + "r", lemma + "er", lemma.rstrip("n")))
    return any(person is not None and person.adjective for person in like_adjective)


def is_seen_to(clause: Clause) -> bool:
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


def third_party_speaks(clause: Clause, roles: Roles) -> bool:
    """Whether the clause hangs on a verb that somebody else is named for: *Der Arzt teilte mit*, *seitens des Amts*."""
    main = clause.verbs.main
    if main.dep_ not in ("ccomp", "xcomp", "csubj", "csubj:pass"):
        return False
    told = [c for c in main.head.children if c.dep_ in ("obl", "obl:agent") and c.pos_ in ("NOUN", "PROPN")]
    if any(x.lower_ in ("seitens", "vonseiten") for c in told for x in c.children if x.dep_ == "case"):
        return True
    if any(_is_by_somebody(c) or acts(c, roles) or _is_their_paper(c, roles) for c in told):
        return True
    subject = next((c for c in main.head.children if c.dep_ == "nsubj"), None)
    return subject is not None and subject.lower_ not in ("wir", "ich", "es", "sie", "das", "dies")


def _is_their_paper(noun: Token, roles: Roles) -> bool:
    """Whether what is told comes from a paper of another body: *Aus der Bescheinigung der Kasse geht hervor, dass*."""
    from_it = any(c.dep_ == "case" and c.lower_ in ("aus", "laut", "ausweislich", "gemäß") for c in noun.children)
    return from_it and any(c.dep_ == "nmod" and c.i > noun.i and _is_body(c, roles) for c in noun.children)


def is_denied(clause: Clause) -> bool:
    """Whether *nicht* or *kein* stands in the clause."""
    return clause.find("negation") is not None or any(p.text.lower().startswith("kein") for p in clause.pieces)
