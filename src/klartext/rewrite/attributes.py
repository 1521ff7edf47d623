"""Extended attributes before a noun: *die am 4. Mai eingegangenen Unterlagen*; those that may become a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from klartext.grammar.adjectives import attributive, stems
from klartext.grammar.determiners import DEFINITE_ARTICLES, determiner
from klartext.grammar.features import READINGS, Gender, Number
from klartext.grammar.nouns import MONTHS, analyses
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.prepositions import AGENT_PREPOSITIONS, contraction
from klartext.grammar.verbs import Verb, verb
from klartext.rewrite.contract import Scene
from klartext.rewrite.fields import token_span
from klartext.rewrite.verb_complex import AUXILIARIES
from klartext.ruleset.word_groups import word_groups

_COMPLEMENTS: Final = frozenset({"obl", "obl:agent", "obl:arg", "obj", "iobj", "nmod", "expl:pv"})
_CARRIED: Final = _COMPLEMENTS | {"advmod", "case", "mark", "compound:prt"}
_BEHIND: Final = frozenset({"nmod", "flat", "nummod", "appos", "case", "det", "det:poss", "amod", "punct"})
NOUN_PREPOSITIONS: Final = frozenset({"auf", "von", "vom", "zu", "zum", "zur", "gegen", "über", "für", "an"})
_QUANTITIES: Final = frozenset({
    "alle", "allen", "aller", "sämtliche", "sämtlichen", "einige", "mehrere", "viele", "beide", "beiden", "manche",
    "solche", "etwaige", "andere", "weitere",
})  # fmt: skip
_OF_TIME: Final = frozenset({"am", "ab", "bis", "seit", "zum", "vom", "um", "im"})
_PLACES: Final = frozenset({"in", "im", "auf", "unter", "an", "am"})
_WEEKDAYS: Final = frozenset("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonnabend Sonntag".split())
_EMPTY: Final = frozenset({"durchgeführt", "erfolgt", "stattgefunden", "vorgenommen", "abgehalten"})
"""Participles that only say that a deed was done."""
_POINTING: Final = frozenset(
    "abgedruckt angeführt angegeben aufgeführt aufgelistet aufgezählt bezeichnet erwähnt genannt vermerkt".split()
)
"""Participles that only say where something stands."""
_DEEDS: Final = ("kontrolle", "inspektion", "besprechung", "gespräch", "schau", "übergabe", "abnahme", "messung")
_DATE: Final = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?")
_DATED_PAPERS: Final = ("antrag", "schreiben", "bescheid", "widerspruch", "einspruch", "brief", "erklärung", "vertrag")
_TITLES: Final = ("gesetz", "gesetzes", "verordnung", "richtlinie", "abkommen", "übereinkommen")
ENDING: Final = re.compile(r"(?:e|er|es|en|em)\Z")
"""The ending of a participle or adjective before a noun."""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute with its noun: tokens ``start`` to the participle, ``anchor`` is where the clause may follow."""

    doc: Doc
    word: Token
    noun: Token
    start: int
    anchor: int
    number: Number
    gender: Gender | None


def attribute_of(scene: Scene, word: Token) -> Attribute | None:
    """Return the attribute that ends with a word, None where it is none or its noun and ends are not sure."""
    noun, doc = word.head, word.doc
    if word.dep_ != "amod" or word.pos_ not in ("ADJ", "VERB") or noun.i < word.i or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    start = _start(word)
    if word.right_edge != word or not _carries(word, start) or not _stands_alone(word, start):
        return None
    features = _features(noun, word, start)
    if features is None or not _is_simple(noun, word) or not _starts_clean(noun, start):
        return None
    anchor = _behind_phrase(scene, noun, _anchor(noun))
    if anchor is None or not _agrees_with_verb(noun, features[0]) or _is_inside_attribute(noun):
        return None
    if _is_torn(doc, start, anchor) or _belongs_to_title(noun) or _has_relative_clause(noun, anchor):
        return None
    if _cuts(scene, start, word.i + 1) or scene.is_protected(token_span(doc, word.i, word.i + 1)):
        return None
    if any(p.span.start < doc[anchor].idx + len(doc[anchor]) < p.span.end for p in scene.protected):
        return None
    return Attribute(doc, word, noun, start, anchor, *features)


def _has_relative_clause(noun: Token, anchor: int) -> bool:
    """Whether a clause follows the noun: two of them in a row would need an *und*."""
    return any(c.dep_.startswith("acl") and c.i > anchor for c in noun.subtree)


def _is_torn(doc: Doc, start: int, anchor: int) -> bool:
    """Whether two prepositions open the attribute, or what stands behind the noun may be part of its phrase."""
    if doc[start].pos_ == "ADP" and start + 1 < len(doc) and doc[start + 1].pos_ == "ADP":
        return True
    behind = doc[anchor + 1] if anchor + 1 < len(doc) else None
    if behind is None or behind.pos_ != "ADP":
        return False
    return behind.dep_ == "case" and not _tells_when(behind)


def _tells_when(case: Token) -> bool:
    """Whether a preposition opens a date or an hour: such a phrase belongs to the verb."""
    head = case.head
    dated = head.pos_ == "NUM" or is_month(head) or head.text in _WEEKDAYS or head.lemma_ == "Uhr"
    return case.lower_ in _OF_TIME and (dated or any(is_month(t) for t in head.subtree))


def _behind_phrase(scene: Scene, noun: Token, anchor: int | None) -> int | None:
    """Return the end of a prepositional phrase between a noun and the finite verb behind it.

    Before the verb of a main clause stands one phrase only: *Der Antrag wegen Krankheit | wurde …*, whatever the parse
    hangs *wegen* on. ``anchor`` where no such phrase follows; None where the clause could also mean a noun in it.
    """
    behind = scene.doc[anchor + 1] if anchor is not None and anchor + 1 < len(scene.doc) else None
    if anchor is None or behind is None or behind.pos_ != "ADP" or behind.dep_ != "case":
        return anchor
    first = next((c.vorfeld for c in scene.clauses if c.vorfeld and c.vorfeld.start <= noun.i < c.vorfeld.end), None)
    if first is None or first.end <= anchor + 1:
        return anchor
    words = sorted(behind.head.subtree, key=lambda t: t.i)
    whole = (words[0].i, words[-1].i + 1) == (anchor + 1, first.end) and len(words) == first.end - anchor - 1
    unclear = any(
        t.text in (",", "(") or (t.pos_ in ("NOUN", "PROPN") and (agrees(t, noun) or not t.morph.get("Number", [])))
        for t in words
    )
    return first.end - 1 if whole and not unclear else None


def _belongs_to_title(noun: Token) -> bool:
    """Whether the noun stands in the title of a law: *Gesetz zur Regelung der Verhältnisse der … Personen*."""
    return any(a.lower_.endswith(_TITLES) and a.i < noun.i for a in noun.ancestors)


def _start(word: Token) -> int:
    """Return the first token of the attribute; the article before it may hang on it by mistake."""
    first = word.left_edge
    strayed = first.pos_ in ("PRON", "DET") and first.lower_ in DEFINITE_ARTICLES and first.head == word
    return first.i + 1 if strayed else first.i


def _features(noun: Token, word: Token, start: int) -> tuple[Number, Gender | None] | None:
    """Return number and gender of the noun, None where the forms leave them open.

    An article far from its noun may hang elsewhere; then articles and endings alone decide.
    """
    article = word.doc[start - 1] if start else None
    if (
        article is not None
        and article.lower_ in DEFINITE_ARTICLES
        and article.pos_ in ("PRON", "DET")
        and article.head != noun
    ):
        found = _readings(noun, word, article)
    else:
        phrase = noun_phrase(noun)
        found = {(number, gender) for _, number, gender in phrase.readings} if phrase else set()
    numbers, genders = {number for number, _ in found}, {gender for _, gender in found}
    if len(numbers) != 1 or (numbers == {"Sing"} and len(genders) != 1):
        return None
    return numbers.pop(), genders.pop() if len(genders) == 1 else None


def _readings(noun: Token, word: Token, article: Token) -> set[tuple[Number, Gender]]:
    """Return number and gender that article, attribute and noun agree in; none if the article may be a pronoun."""
    known, stem = determiner(article.text), stems(word.text)
    if known is None or not stem:
        return set()
    found: set[tuple[Number, Gender]] = set()
    for forms in analyses(noun.text):
        for reading in READINGS:
            case, number, gender = reading
            fits = forms.gender in (gender, None) and known.form(*reading) == article.lower_
            if fits and noun.text in forms.form(case, number, known.declensions[0] if known.declensions else "strong"):
                ways = {attributive(stem[0], declension, *reading) for declension in known.declensions}
                found |= {(number, gender)} if word.text in ways else set()
    before = word.doc[article.i - 1] if article.i else None
    if before is not None and before.text == "," and any(number == "Sing" for number, _ in found):
        return set()
    return found


def _carries(word: Token, start: int) -> bool:
    children = [c for c in word.children if c.i >= start]
    if any(c.dep_ not in _CARRIED or c.i > word.i for c in children):
        return False
    return any(c.dep_ in _COMPLEMENTS for c in children) or is_gerundive(word)


def _stands_alone(word: Token, start: int) -> bool:
    """Whether the attribute is one stretch without coordination or commas of its own."""
    words = word.doc[start : word.i]
    inside = all(word.is_ancestor(t) for t in words)
    clean = not any(t.text in (",", ";", "(", ")", ":", "„", "“") or t.dep_ in ("conj", "cc") for t in words)
    return inside and clean and not any(t.dep_ == "amod" and t.n_lefts and t.i != word.i for t in words)


def _is_simple(noun: Token, word: Token) -> bool:
    """Whether the noun has no clause, no coordination and no second attribute with words of its own."""
    for child in noun.children:
        if child.dep_ in ("acl", "acl:relcl", "conj", "parataxis", "cc"):
            return False
        if child.dep_ == "amod" and child != word and (child.n_lefts or child.n_rights or child.i > noun.i):
            return False
        if child.dep_ == "advmod" and child.i > noun.i:
            return False
    between = word.doc[word.i + 1 : noun.i]
    return all(t.pos_ in ("ADJ", "NUM") and t.head == noun for t in between)


def _starts_clean(noun: Token, start: int) -> bool:
    """Whether only articles, prepositions and plain adjectives of the noun stand before the attribute."""
    before = [t for t in noun.doc[:start] if t.head == noun and t.i < noun.i]
    if sum(t.dep_ == "case" for t in before) > 1 or any(
        t.text == "," for t in noun.doc[min(noun.left_edge.i, start - 1) : start]
    ):
        return False
    first = noun.doc[start]
    own = first.head in (noun, noun.doc[start]) or first.dep_ == "nummod"
    return not own and first.lower_ not in _QUANTITIES


def _agrees_with_verb(noun: Token, number: Number) -> bool:
    """Whether the finite verb has the number that was read from a subject's form."""
    if noun.dep_ not in ("nsubj", "nsubj:pass"):
        return True
    verbs = [noun.head, *(c for c in noun.head.children if c.dep_ in AUXILIARIES)]
    numbers = {n for v in verbs if "VerbForm=Fin" in v.morph for n in v.morph.get("Number", [])}
    return not numbers or number in numbers


def _is_inside_attribute(noun: Token) -> bool:
    """Whether the noun stands in another attribute, in a relative clause or in brackets."""
    for ancestor in (noun, *noun.ancestors):
        if ancestor.dep_ in ("acl:relcl", "acl", "appos", "parataxis"):
            return True
        if ancestor.dep_ == "amod" and ancestor.i < ancestor.head.i:
            return True
    return False


def _anchor(noun: Token) -> int | None:
    """Return the last token of what belongs to the noun, None where that or what the clause refers to is unclear."""
    last = noun.i
    for child in sorted(noun.rights, key=lambda t: t.i):
        if child.dep_ == "punct" and child.text == ",":
            continue
        if child.left_edge.i != last + 1 or child.dep_ not in _BEHIND:
            return None
        if not _is_bound(child, noun):
            return None
        last = child.right_edge.i
    if any(t.text in (",", ";", "(", ":") for t in noun.doc[noun.i : last + 1]):
        return None
    return last


def _is_bound(child: Token, noun: Token) -> bool:
    """Whether a phrase behind the noun belongs to it, and a relative pronoun cannot mean that phrase."""
    cases = [c.lower_ for c in child.children if c.dep_ == "case"]
    if child.dep_ in ("flat", "nummod", "appos") or child.pos_ in ("NUM", "PROPN", "SYM", "X"):
        return True
    if cases and not set(cases) <= NOUN_PREPOSITIONS:
        return False
    if child.text.startswith("§") or child.ent_type_ == "DATE" or is_month(child):
        return True
    return not any(agrees(t, noun) for t in child.subtree if t.pos_ in ("NOUN", "PROPN"))


def is_month(token: Token) -> bool:
    """Whether a word names a month."""
    return token.text in MONTHS


def agrees(other: Token, noun: Token) -> bool:
    """Whether a relative pronoun for the noun could mean another one."""
    number = other.morph.get("Number", [])
    if number != noun.morph.get("Number", []):
        return False
    return number == ["Plur"] or other.morph.get("Gender", []) == noun.morph.get("Gender", [])


def _cuts(scene: Scene, start: int, end: int) -> bool:
    moved = token_span(scene.doc, start, end)
    return any(p.span.overlaps(moved) and not moved.contains(p.span) for p in scene.protected)


def says_only_when(attribute: Attribute) -> bool:
    """Whether an attribute of a deed says no more than when it was: *am 8. Juli durchgeführt*."""
    base = ENDING.sub("", attribute.word.text.lower())
    noun = attribute.noun.lemma_.lower()
    if base not in _EMPTY or (base != "erfolgt" and not noun.endswith((*word_groups().ereignisse, *_DEEDS))):
        return False
    children = [c for c in attribute.word.children if c.i >= attribute.start]
    dated = [c for c in children if is_month(c) or c.pos_ == "NUM" or _DATE.fullmatch(c.text)]
    first = attribute.doc[attribute.start].lower_
    return first in _OF_TIME and len(children) == len(dated) == 1 and not any(
        t.pos_ == "NOUN" and not is_month(t) and t.text not in _WEEKDAYS and t.lemma_ not in ("Jahr", "Uhr")
        for t in attribute.doc[attribute.start : attribute.word.i]
    )  # fmt: skip


def says_only_its_date(attribute: Attribute) -> bool:
    """Whether an attribute says no more of a paper than its date: *unter dem 22. Juli gestellt*.

    Also *am 22. Juli gestellt* of an application, which was made when it was written.
    """
    words = attribute.doc[attribute.start : attribute.word.i]
    noun, filed = attribute.noun.lemma_.lower(), attribute.word.lower_.startswith("gestellt")
    if words[:2].text.lower() == "unter dem":
        paper, date = noun.endswith(_DATED_PAPERS), words[2:]
    else:
        paper, date = filed and noun.endswith("antrag") and words[0].lower_ == "am", words[1:]
    dated = all(t.pos_ == "NUM" or is_month(t) or _DATE.fullmatch(t.text) or t.text.strip(".").isdigit() for t in date)
    return paper and len(date) > 0 and dated


def says_only_where(attribute: Attribute) -> bool:
    """Whether an attribute only points to a place of a paper: *im Beiblatt aufgeführt*, *in § 15 SGB XI genannt*."""
    base = ENDING.sub("", attribute.word.text.lower())
    children = [c for c in attribute.word.children if c.i >= attribute.start]
    return base in _POINTING and len(children) == 1 and attribute.doc[attribute.start].lower_ in _PLACES


def is_short(attribute: Attribute) -> bool:
    """Whether an attribute has but a preposition and a bare noun, easier before the noun: *zu Unrecht erbracht*.

    Not where a clause brings an active verb: who acts is named (*durch Dritte verursacht*), or the noun does it
    (*ohne Termin erscheinend*).
    """
    words = attribute.doc[attribute.start : attribute.word.i]
    if len(words) != 2 or ENDING.sub("", attribute.word.text.lower()).endswith("end"):
        return False
    case, noun = words
    plain = case.pos_ == "ADP" and case.lower_ not in AGENT_PREPOSITIONS and contraction(case.text) is None
    return plain and noun.pos_ == "NOUN" and case.head == noun and noun.head == attribute.word


def is_gerundive(word: Token) -> bool:
    """Whether an attribute says what must be done: *die vorzulegenden Unterlagen*."""
    if any(c.dep_ == "mark" and c.lower_ == "zu" for c in word.children):
        return True
    return bool(re.search(r"\wzu\w+end(?:e|er|es|en|em)\Z", word.text)) and gerundive_verb(word) is not None


def gerundive_verb(word: Token) -> Verb | None:
    """Return the verb of *einzureichende* or of *zu zahlende*."""
    base = ENDING.sub("", word.text.lower())
    if not base.endswith("d"):
        return None
    form = base[:-1]
    if any(c.lower_ == "zu" and c.dep_ == "mark" for c in word.children):
        return verb(form)
    for at in (m.start() for m in re.finditer("zu", form)):
        known = verb(form[:at] + form[at + 2 :])
        if at and known and known.zu_infinitive == form:
            return known
    return None
