"""The relative clause that says what an attribute before a noun says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from klartext.grammar.features import GENDERS, Case, Number
from klartext.grammar.nouns import names_a_person
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.prepositions import AGENT_PREPOSITIONS
from klartext.grammar.pronouns import relative
from klartext.grammar.verbs import Person, Tense, Verb, lemma_of_participle, verb
from klartext.rewrite.attributes import ENDING, Attribute, gerundive_verb, is_gerundive, is_month
from klartext.rewrite.capitals import inner_text, is_polite
from klartext.rewrite.predicate import MODALS, mood_of
from klartext.rewrite.verb_complex import AUXILIARIES
from klartext.ruleset.word_groups import word_groups

_PRONOUNS: Final = frozenset({"sich", "Ihnen", "Sie", "uns", "ihm", "ihr", "ihnen", "ihn"})
_EVENTS: Final = frozenset("Ablauf Eingang Erhalt Zustellung Bekanntgabe Abschluss Kontrolle Antragstellung".split())
_ACTING: Final = ("dienst", "amt", "behörde", "fachbetrieb")
_UNITS: Final = frozenset(
    """
    Euro EUR Prozent Tag Woche Monat Jahr Stunde Minute Meter Kilometer Anfang Seite Hand
""".split()
)
_INTRANSITIVE: Final = frozenset({"stattfinden"})
_REPORTS: Final = re.compile(r"sei(?:en)?|habe|werde|(?:müss|könn|dürf|soll|woll)e")
"""Subjunctives of reported speech."""
_LEGAL: Final = frozenset({"vertreten"})
"""Verbs whose *zu* with *haben* is a term of law: *zu vertreten haben* (§ 276 BGB) is not *vertreten müssen*."""


@dataclass(frozen=True, slots=True)
class _Agent:
    """Who acts: the words of the phrase to leave out, and the subject instead."""

    start: int
    end: int
    text: str
    person: Person
    number: Number


@dataclass(frozen=True, slots=True)
class RelativeClause:
    """The relative clause without its commas, and how sure it is."""

    text: str
    confidence: float = 0.9


def relative_clause(attribute: Attribute) -> RelativeClause | None:
    """Return the clause for an attribute, None where its verb, tense or actor is not sure."""
    word = attribute.word
    if _is_reported(attribute):
        return None
    if is_gerundive(word):
        return _gerundive(attribute)
    base = ENDING.sub("", word.text)
    if base == word.text:
        return None
    base = base.lower()
    if base == "befindlich":
        return _present(attribute, "befinden", "sich ")
    if base.endswith("end") and verb(base[:-1]):
        return _present(attribute, base[:-1])
    infinitive = lemma_of_participle(base)
    known = verb(infinitive) if infinitive else None
    if known and known.participle == base and base not in word_groups().adjektive_mit_ergaenzung:
        return _past(attribute, known, base)
    if base in word_groups().adjektive_mit_ergaenzung or (base.endswith("pflichtig") and len(base) > len("pflichtig")):
        return _adjective(attribute, base)
    return None


def _gerundive(attribute: Attribute) -> RelativeClause | None:
    """Turn *von Ihnen zu zahlende* into *den Sie zahlen müssen*; without agent *der zu zahlen ist*."""
    known = gerundive_verb(attribute.word)
    zu = next((c for c in attribute.word.children if c.dep_ == "mark"), None)
    if known is None or _denied(attribute) or (zu is not None and zu.i != attribute.word.i - 1):
        return None
    agent = _agent(attribute)
    if isinstance(agent, _Agent):
        must = verb("müssen")
        pronoun = _pronoun(attribute, "Acc")
        if must is None or pronoun is None or pronoun == agent.text.split()[0]:
            return None
        rest = _with_subject(attribute, agent, zu)
        if known.infinitive in _LEGAL and (have := verb("haben")) is not None:
            finite = have.finite(agent.person, agent.number)
            return RelativeClause(f"{pronoun} {rest} {known.zu_infinitive} {finite}", 0.85)
        return RelativeClause(f"{pronoun} {rest} {known.infinitive} {must.finite(agent.person, agent.number)}", 0.85)
    carried = _words(attribute, attribute.start, attribute.word.i, zu)
    pronoun = _pronoun(attribute, "Nom")
    if agent is not None or pronoun is None or not carried:
        return None
    return RelativeClause(f"{pronoun} {carried} {known.zu_infinitive} {_be(attribute)}", 0.7)


def _denied(attribute: Attribute) -> bool:
    return any(t.lower_ in ("nicht", "kaum", "nie", "nur") for t in attribute.doc[attribute.start : attribute.word.i])


def _present(attribute: Attribute, infinitive: str, front: str = "") -> RelativeClause | None:
    """Turn *bei uns vorliegenden* into *die bei uns vorliegen*."""
    known, pronoun = verb(infinitive), _pronoun(attribute, "Nom")
    if known is None or pronoun is None or _tells_the_past(attribute) or _has_date(attribute):
        return None
    if _tells_the_perfect(attribute) and not word_groups().zustaende & {infinitive}:
        return None  # „die den Unfall aufnehmenden Beamten haben gefragt“: they took it down then
    carried = _words(attribute, attribute.start, attribute.word.i)
    return RelativeClause(f"{pronoun} {front}{carried} {known.finite_joined(3, attribute.number)}")


def _adjective(attribute: Attribute, base: str) -> RelativeClause | None:
    """Turn *für die Ermittlung erforderlichen* into *die für die Ermittlung erforderlich sind*."""
    pronoun = _pronoun(attribute, "Nom")
    carried = _words(attribute, attribute.start, attribute.word.i)
    if pronoun is None or len(carried.split()) < 3 or _tells_the_past(attribute) or _has_moment(attribute):
        return None
    return RelativeClause(f"{pronoun} {carried} {base} {_be(attribute)}")


def _past(attribute: Attribute, known: Verb, participle: str) -> RelativeClause | None:
    """Return the clause of a past participle: active with the agent as subject, or perfect, state or passive."""
    agent = _agent(attribute)
    if agent == "unclear":
        return None
    if isinstance(agent, _Agent):
        return _active(attribute, known, agent)
    pronoun = _pronoun(attribute, "Nom")
    if pronoun is None:
        return None
    carried = _words(attribute, attribute.start, attribute.word.i)
    if known.auxiliaries == ("sein",) or participle in word_groups().zustandspartizipien:
        if participle in word_groups().zustandspartizipien and (
            _may_be_over(attribute, participle) or _is_told_to_somebody(attribute)
        ):
            return None
        return RelativeClause(f"{pronoun} {carried} {participle} {_be(attribute)}")
    become = verb("werden")
    if become is None or len(known.auxiliaries) > 1:
        return None
    if known.infinitive in word_groups().dauernd:
        if _has_moment(attribute):
            return None
        return RelativeClause(f"{pronoun} {carried} {participle} {become.finite(3, attribute.number)}", 0.85)
    if not _has_moment(attribute):
        return None
    if known.infinitive in _INTRANSITIVE:
        have, _ = known.perfect(3, attribute.number)
        return RelativeClause(f"{pronoun} {carried} {participle} {have}")
    return RelativeClause(f"{pronoun} {carried} {participle} {become.finite(3, attribute.number, 'Past')}")


def _is_told_to_somebody(attribute: Attribute) -> bool:
    """Whether a pronoun says to whom it was done: *das uns benannte Konto* is no state."""
    return any(c.text in ("uns", "mir", "Ihnen") and not _prepositions(c) for c in attribute.word.children)


def _may_be_over(attribute: Attribute, participle: str) -> bool:
    """Whether a state may have ended with what is told: what stands on paper lasts, what was put somewhere may not."""
    if _tells_the_past(attribute):
        return True
    return _tells_the_perfect(attribute) and participle in word_groups().vergaengliche_zustaende


def _active(attribute: Attribute, known: Verb, agent: _Agent) -> RelativeClause | None:
    pronoun = _pronoun(attribute, "Acc")
    if pronoun is None or known.auxiliaries == ("sein",) or any(c.lower_ == "sich" for c in attribute.word.children):
        return None
    rest = _with_subject(attribute, agent)
    if pronoun == agent.text.split()[0] or _is_ambiguous(pronoun, agent) or _may_mean_another(attribute, pronoun):
        return None
    if known.infinitive in word_groups().dauernd and not _has_moment(attribute):
        return RelativeClause(f"{pronoun} {rest} {known.finite_joined(agent.person, agent.number)}", 0.85)
    if known.infinitive in word_groups().offenes_ende and not _has_moment(attribute):
        return None
    tense: Tense = "Past" if _is_past(_verbs_around(attribute)[0]) else "Pres"
    have, participle = known.perfect(agent.person, agent.number, tense, with_object=True)
    return RelativeClause(f"{pronoun} {rest} {participle} {have}")


def _is_ambiguous(pronoun: str, agent: _Agent) -> bool:
    """Whether pronoun and agent could change places: *das Unternehmen, das die Gemeinde beauftragt hat*."""
    if pronoun not in ("die", "das") or agent.text in ("wir", "ich", "Sie"):
        return False
    return not agent.text.startswith(("der ", "ein ", "dieser ", "jeder ", "unser ", "Ihr "))


def _may_mean_another(attribute: Attribute, pronoun: str) -> bool:
    """Whether the object may be a noun in between, whatever its number: *die Auswertung dieser Unterlagen, die …*."""
    for token in attribute.doc[attribute.noun.i + 1 : attribute.anchor + 1]:
        if token.pos_ != "NOUN" or is_month(token) or not token.morph.get("Number", []):
            continue
        number: Number = "Plur" if "Number=Plur" in token.morph else "Sing"
        genders = [gender for gender in GENDERS if gender in token.morph.get("Gender", [])]
        forms = {found.form("Acc") for gender in genders if (found := relative(number, gender)) is not None}
        if pronoun in forms:
            return True
    return False


def _agent(attribute: Attribute) -> _Agent | str | None:
    """Return who acts, None where nobody is named, and ``unclear`` where it cannot be told."""
    infinitive = lemma_of_participle(ENDING.sub("", attribute.word.text.lower()))
    by = [c for c in attribute.word.children if _prepositions(c) & AGENT_PREPOSITIONS]
    found = [c for c in by if c.dep_ == "obl:agent"]
    if not found and infinitive not in word_groups().attribute_mit_von:
        found = [c for c in by if c.dep_ == "obl" and _prepositions(c) <= {"von", "vom"} and _may_act(c)]
    found = found or [c for c in by if c.dep_ == "obl" and _prepositions(c) == {"durch"} and _is_somebody(c)]
    if not found:
        unclear = any(is_polite(c) or c.lower_ in ("uns", "ihm", "ihr", "ihnen") for c in by)
        return "unclear" if unclear else None
    if len(found) > 1 or (infinitive in word_groups().attribute_mit_von and found[0].pos_ != "PRON"):
        return "unclear"
    phrase = noun_phrase(found[0])
    text = phrase.inflect("Nom") if phrase else None
    start, end = found[0].left_edge.i, found[0].right_edge.i + 1
    if phrase is None or text is None or phrase.number is None or phrase.end != end:
        return "unclear"
    if found[0].doc[end - 1].pos_ in ("ADV", "PART"):
        return "unclear"
    person: Person = 1 if phrase.person == 1 else 3
    return _Agent(start, end, text, person, "Plur" if phrase.is_polite else phrase.number)


def _may_act(token: Token) -> bool:
    """Whether a noun behind *von* can act: no time and no amount."""
    plain = token.pos_ in ("NOUN", "PRON") and token.text[:1].isalpha() and not is_month(token)
    return plain and not any(c.dep_ == "nummod" for c in token.children) and token.lemma_ not in _UNITS


def _is_somebody(token: Token) -> bool:
    """Whether *durch* names a person or a body of ours that acts, no means: *durch unseren Außendienst gemessen*.

    With *das Amt* for *unser Amt* pronoun and agent could change places.
    """
    ours = any(c.dep_ == "det:poss" and c.text in ("unseren", "unser", "Ihren", "Ihr") for c in token.children)
    return ours and token.pos_ == "NOUN" and (names_a_person(token.lemma_) or token.lemma_.lower().endswith(_ACTING))


def _prepositions(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ == "case"}


def _with_subject(attribute: Attribute, agent: _Agent, left_out: Token | None = None) -> str:
    """Return the carried words with the agent as subject; pronouns stand before a subject that is none."""
    before = _words(attribute, attribute.start, agent.start, left_out)
    after = _words(attribute, agent.end, attribute.word.i, left_out)
    first = before.split(" ", 1)[0] if before else ""
    if agent.text in ("Sie", "wir", "ich", "er", "sie", "es") or first not in _PRONOUNS:
        return " ".join(filter(None, (agent.text, before, after)))
    rest = before[len(first) :].strip()
    return " ".join(filter(None, (first, agent.text, rest, after)))


def _words(attribute: Attribute, start: int, end: int, left_out: Token | None = None) -> str:
    """Return words as they stand, without one of them."""
    if left_out is not None and start <= left_out.i < end:
        parts = (_words(attribute, start, left_out.i), _words(attribute, left_out.i + 1, end))
        return " ".join(filter(None, parts))
    return inner_text(attribute.doc, start, end) if start < end else ""


def _pronoun(attribute: Attribute, case: Case) -> str | None:
    found = relative(attribute.number, attribute.gender)
    return found.form(case) or None if found else None


def _be(attribute: Attribute) -> str:
    return "ist" if attribute.number == "Sing" else "sind"


def _has_moment(attribute: Attribute) -> bool:
    """Whether the attribute names a moment or a decision in the past, so that it tells of an event."""
    words = attribute.doc[attribute.start : attribute.word.i]
    for token in words:
        if is_month(token) or re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?", token.text):
            before = {t.lower_ for t in token.subtree if t.dep_ == "case"}
            still = before & {"seit", "ab", "bis"} or ("nach" in before and not _tells_what_was(attribute))
            return not still  # what is done „nach dem 31. August“ may be still to come
        if token.text in _EVENTS and any(c.lower_ in ("nach", "vor", "bei") for c in token.children):
            return True
        if token.lower_ in ("unrecht", "bescheid", "schreiben", "verfügung", "gestern", "zuvor", "bereits", "schon"):
            return True
    return False


def _has_date(attribute: Attribute) -> bool:
    """Whether the attribute names a date but its beginning: *bis zum 31. Dezember 2008 geltend* may be over."""
    for token in attribute.doc[attribute.start : attribute.word.i]:
        if is_month(token) or re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?", token.text):
            return not {t.lower_ for t in token.subtree if t.dep_ == "case"} & {"seit", "ab"}
    return False


def _verbs_around(attribute: Attribute) -> list[Token]:
    """Return the verb of the clause around with its auxiliaries."""
    head = attribute.noun
    while head.head != head and head.pos_ not in ("VERB", "AUX"):
        head = head.head
    return [head, *(c for c in head.children if c.dep_ in AUXILIARIES)]


def _is_reported(attribute: Attribute) -> bool:
    """Whether the clause around only reports what somebody said: an indicative beside *sei* would vouch for it."""
    return any(_REPORTS.fullmatch(v.lower_) for v in _verbs_around(attribute) if mood_of(v) == "Sub")


def _tells_the_past(attribute: Attribute) -> bool:
    """Whether the clause around speaks of the past, so that a present relative clause might be wrong."""
    return any(_is_past(v) for v in _verbs_around(attribute))


def _is_past(token: Token) -> bool:
    """Whether a verb form is past; a plural of the present would look like an infinitive (*gaben* is read as one)."""
    if "Tense=Past" in token.morph:
        return token.lower_ not in ("möchte", "möchten")
    several = token.pos_ == "VERB" and "VerbForm=Fin" in token.morph and "Number=Plur" in token.morph
    return several and mood_of(token) == "Ind" and _may_be_simple_past(token)


def _may_be_simple_past(token: Token) -> bool:
    particle = "".join(c.lower_ for c in token.children if c.dep_ == "compound:prt" and c.i > token.i)
    return verb(token.lower_) is None and verb(particle + token.lower_) is None and token.lemma_ not in MODALS


def _tells_the_perfect(attribute: Attribute) -> bool:
    """Whether the clause around is in the perfect, and no state that goes on: *sind zusammengestoßen*."""
    main, *helpers = _verbs_around(attribute)
    known = verb(lemma_of_participle(main.lower_) or "")
    if known is None:
        return False
    return any(h.lemma_ in known.auxiliaries or h.lemma_ == "haben" or h.lower_ == "worden" for h in helpers)


def _tells_what_was(attribute: Attribute) -> bool:
    return _tells_the_past(attribute) or _tells_the_perfect(attribute)
