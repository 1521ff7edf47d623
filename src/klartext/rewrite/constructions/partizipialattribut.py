"""A whole sentence packed before a noun becomes a relative clause behind it.

*die von Ihnen am 3. Mai gestellten Anträge* → *die Anträge, die Sie am 3. Mai gestellt haben*
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from klartext.grammar.adjectives import attributive, stems
from klartext.grammar.determiners import determiner
from klartext.grammar.features import READINGS, Case, Gender, Number
from klartext.grammar.nouns import analyses
from klartext.grammar.phrases import noun_phrase
from klartext.grammar.pronouns import relative
from klartext.grammar.verbs import Person, Verb, lemma_of_participle, verb
from klartext.rewrite.clause import capitalised, inner_text, is_capital_start, is_polite, token_span
from klartext.rewrite.contract import Rewrite, Scene
from klartext.spans import Edit, Span

_COMPLEMENTS: Final = frozenset({"obl", "obl:agent", "obl:arg", "obj", "iobj", "nmod", "expl:pv"})
_CARRIED: Final = _COMPLEMENTS | {"advmod", "case", "mark", "compound:prt"}
_AGENT_PREPOSITIONS: Final = frozenset({"von", "vom", "durch", "seitens"})
_BEHIND: Final = frozenset({"nmod", "flat", "nummod", "appos", "case", "det", "det:poss", "amod", "punct"})
_NOUN_PREPOSITIONS: Final = frozenset({"auf", "von", "vom", "zu", "zum", "zur", "gegen", "über", "für", "an"})
_ARTICLES: Final = frozenset({"der", "die", "das", "den", "dem", "des"})
_NO_COMMA_BEFORE: Final = frozenset({".", ",", ";", ":", "!", "?", ")"})
_UNCLEAR_NEXT: Final = frozenset({"(", "–", "—", "-", "/", "bzw.", "“", '"', "«"})
_PRONOUNS: Final = frozenset({"sich", "Ihnen", "Sie", "uns", "ihm", "ihr", "ihnen", "ihn"})
_QUANTITIES: Final = frozenset({
    "alle", "allen", "aller", "sämtliche", "sämtlichen", "einige", "mehrere", "viele", "beide", "beiden", "manche",
    "solche", "etwaige", "andere", "weitere",
})  # fmt: skip
_CITED: Final = frozenset({"Absatz", "Satz", "Nummer", "§", "§§", "Artikel", "Anlage", "Abs.", "Nr."})
_TITLES: Final = ("gesetz", "gesetzes", "verordnung", "richtlinie", "abkommen", "übereinkommen")
_VERBAL_PREPOSITIONS: Final = _NOUN_PREPOSITIONS | {"am", "ans", "aufs", "in", "im"}
_ENDING: Final = re.compile(r"(?:e|er|es|en|em)\Z")

# Attributes that describe a state: the participle with *sein* (*die im Bescheid genannt sind*).
_STATES: Final = frozenset(
    """
    abgestellt angegeben aufgeführt aufgelistet befreit beigefügt beigelegt beschrieben bezeichnet eingetragen enthalten
    gelagert gemeldet genannt geregelt gespeichert gekennzeichnet verbunden vermerkt versehen vorgesehen vorgeschrieben
    abgedruckt abgebildet dargestellt benannt betroffen verpflichtet verunreinigt versichert hinterlegt ausgewiesen
    erwähnt bestimmt verzeichnet erfasst
""".split()
)
# Actions without an end: the attribute speaks of the present (*die Wohnung, die Sie bewohnen*).
_LASTING: Final = frozenset(
    """
    anstreben begehren benötigen betreiben bevorzugen bewirtschaften bewohnen besitzen brauchen favorisieren nutzen
    unterhalten verwalten verwenden wünschen
""".split()
)
# Actions that may be over or go on; only a date tells (*die von Ihnen gezahlte Miete*).
_OPEN_ENDED: Final = frozenset(
    """
    aufwenden ausüben begleiten benutzen beschäftigen besuchen betreuen beziehen erziehen führen halten leisten leiten
    pflegen tragen verlangen vertreten zahlen bezahlen speichern fördern vergüten
""".split()
)
_EVENTS: Final = frozenset("Ablauf Eingang Erhalt Zustellung Bekanntgabe Abschluss Kontrolle Antragstellung".split())
# Verbs with *von* for something else than who acts (*von der Steuer befreit*).
_TAKING_FROM: Final = frozenset(
    """
    abhalten abhängen ableiten absetzen abtrennen abwenden abweichen abziehen ausnehmen ausschließen befreien beziehen
    empfangen entbinden entfernen entlasten entfernen erhalten erheben erwerben fernhalten fordern freistellen kaufen
    lösen mieten trennen übernehmen überzeugen unterrichten unterscheiden verlangen verschonen ausgehen
""".split()
)
_UNITS: Final = frozenset(
    """
    Euro EUR Prozent Tag Woche Monat Jahr Stunde Minute Meter Kilometer Anfang Seite Hand
""".split()
)
_INTRANSITIVE: Final = frozenset({"stattfinden"})
# Adjectives that carry a complement and can stand behind *sein*.
_ADJECTIVES: Final = frozenset(
    """
    erforderlich notwendig nötig zuständig maßgeblich maßgebend abhängig unabhängig anhängig bekannt unbekannt
    verantwortlich ersichtlich zugänglich verfügbar üblich geeignet wichtig gültig fällig tätig ansässig vergleichbar
    zulässig unzulässig angemessen ursächlich erreichbar sichtbar anrechenbar ausreichend wesentlich nützlich schädlich
    entscheidend relevant
""".split()
)
_EXPLANATION: Final = (
    "Was vor dem Substantiv stand, steht jetzt in einem Nebensatz dahinter: So kommt das Substantiv früher, "
    "und man muss sich weniger merken."
)


@dataclass(frozen=True, slots=True)
class _Attribute:
    """An attribute with its noun: tokens ``start`` to the participle, ``anchor`` is where the clause may follow."""

    doc: Doc
    word: Token
    noun: Token
    start: int
    anchor: int
    number: Number
    gender: Gender | None


@dataclass(frozen=True, slots=True)
class _Agent:
    """Who acts: the words of the phrase to leave out, and the subject instead."""

    start: int
    end: int
    text: str
    person: Person
    number: Number


@dataclass(frozen=True, slots=True)
class _Relative:
    """The relative clause without its commas, and how sure it is."""

    text: str
    confidence: float = 0.9


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield a relative clause for every attribute before a noun that carries words of its own."""
    for token in scene.doc:
        attribute = _attribute(scene, token)
        relative = attribute and _relative(attribute)
        if attribute and relative:
            rewrite = _rewrite(scene, attribute, relative)
            if rewrite:
                yield rewrite


# --- finding --------------------------------------------------------------------------------------------------------


def _attribute(scene: Scene, word: Token) -> _Attribute | None:
    noun, doc = word.head, word.doc
    if word.dep_ != "amod" or word.pos_ not in ("ADJ", "VERB") or noun.i < word.i or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    start = _start(word)
    if word.right_edge != word or not _carries(word, start) or not _stands_alone(word, start):
        return None
    features = _features(noun, word, start)
    if features is None or not _is_simple(noun, word) or not _starts_clean(noun, start):
        return None
    anchor = _anchor(noun)
    if anchor is None or not _agrees_with_verb(noun, features[0]) or _is_inside_attribute(noun):
        return None
    if _is_torn(doc, start, anchor) or _belongs_to_title(noun) or _has_relative_clause(noun, anchor):
        return None
    if _cuts(scene, start, word.i + 1) or scene.is_protected(token_span(doc, word.i, word.i + 1)):
        return None
    if any(p.span.start < doc[anchor].idx + len(doc[anchor]) < p.span.end for p in scene.protected):
        return None
    return _Attribute(doc, word, noun, start, anchor, *features)


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
    after = doc[anchor + 2] if anchor + 2 < len(doc) else None
    cites = after is not None and after.text in _CITED
    return cites or behind.lower_ in _NOUN_PREPOSITIONS or behind.lower_ in ("ans", "aufs", "in", "bei", "mit")


def _belongs_to_title(noun: Token) -> bool:
    """Whether the noun stands in the title of a law: *Gesetz zur Regelung der Verhältnisse der … Personen*."""
    return any(a.lower_.endswith(_TITLES) and a.i < noun.i for a in noun.ancestors)


def _start(word: Token) -> int:
    """Return the first token of the attribute; the article before it may hang on it by mistake."""
    first = word.left_edge
    strayed = first.pos_ in ("PRON", "DET") and first.lower_ in _ARTICLES and first.head == word
    return first.i + 1 if strayed else first.i


def _features(noun: Token, word: Token, start: int) -> tuple[Number, Gender | None] | None:
    """Return number and gender of the noun, None where the forms leave them open.

    An article far from its noun may hang elsewhere; then articles and endings alone decide.
    """
    article = word.doc[start - 1] if start else None
    if article is not None and article.lower_ in _ARTICLES and article.pos_ in ("PRON", "DET") and article.head != noun:
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
    return any(c.dep_ in _COMPLEMENTS for c in children) or _is_gerundive(word)


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
    verbs = [noun.head, *(c for c in noun.head.children if c.dep_ in ("aux", "aux:pass", "cop"))]
    numbers = {n for v in verbs if "Fin" in v.morph.get("VerbForm", []) for n in v.morph.get("Number", [])}
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
    if cases and not set(cases) <= _NOUN_PREPOSITIONS:
        return False
    if child.text.startswith("§") or child.ent_type_ == "DATE" or _is_month(child):
        return True
    return not any(_agrees(t, noun) for t in child.subtree if t.pos_ in ("NOUN", "PROPN"))


def _is_month(token: Token) -> bool:
    months = ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember").split()
    return token.text in months


def _agrees(other: Token, noun: Token) -> bool:
    """Whether a relative pronoun for the noun could mean another one."""
    number = other.morph.get("Number", [])
    if number != noun.morph.get("Number", []):
        return False
    return number == ["Plur"] or other.morph.get("Gender", []) == noun.morph.get("Gender", [])


def _cuts(scene: Scene, start: int, end: int) -> bool:
    moved = token_span(scene.doc, start, end)
    return any(p.span.overlaps(moved) and not moved.contains(p.span) for p in scene.protected)


# --- wording --------------------------------------------------------------------------------------------------------


def _relative(attribute: _Attribute) -> _Relative | None:
    word = attribute.word
    if _is_gerundive(word):
        return _gerundive(attribute)
    base = _ENDING.sub("", word.text)
    if base == word.text:
        return None
    base = base.lower()
    if base == "befindlich":
        return _present(attribute, "befinden", "sich ")
    if base.endswith("end") and verb(base[:-1]):
        return _present(attribute, base[:-1])
    infinitive = lemma_of_participle(base)
    known = verb(infinitive) if infinitive else None
    if known and known.participle == base and base not in _ADJECTIVES:
        return _past(attribute, known, base)
    if base in _ADJECTIVES or (base.endswith("pflichtig") and len(base) > len("pflichtig")):
        return _adjective(attribute, base)
    return None


def _is_gerundive(word: Token) -> bool:
    if any(c.dep_ == "mark" and c.lower_ == "zu" for c in word.children):
        return True
    return bool(re.search(r"\wzu\w+end(?:e|er|es|en|em)\Z", word.text)) and _bare(word) is not None


def _bare(word: Token) -> Verb | None:
    """Return the verb of *einzureichende* or of *zu zahlende*."""
    base = _ENDING.sub("", word.text.lower())
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


def _gerundive(attribute: _Attribute) -> _Relative | None:
    """Turn *von Ihnen zu zahlende* into *den Sie zahlen müssen*; without agent *der zu zahlen ist*."""
    known = _bare(attribute.word)
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
        return _Relative(f"{pronoun} {rest} {known.infinitive} {must.finite(agent.person, agent.number)}", 0.85)
    carried = _words(attribute, attribute.start, attribute.word.i, zu)
    pronoun = _pronoun(attribute, "Nom")
    if agent is not None or pronoun is None or not carried:
        return None
    return _Relative(f"{pronoun} {carried} {known.zu_infinitive} {_be(attribute)}", 0.7)


def _denied(attribute: _Attribute) -> bool:
    return any(t.lower_ in ("nicht", "kaum", "nie", "nur") for t in attribute.doc[attribute.start : attribute.word.i])


def _present(attribute: _Attribute, infinitive: str, front: str = "") -> _Relative | None:
    """Turn *bei uns vorliegenden* into *die bei uns vorliegen*."""
    known, pronoun = verb(infinitive), _pronoun(attribute, "Nom")
    if known is None or pronoun is None or _tells_the_past(attribute) or _has_date(attribute):
        return None
    carried = _words(attribute, attribute.start, attribute.word.i)
    return _Relative(f"{pronoun} {front}{carried} {known.finite_joined(3, attribute.number)}")


def _adjective(attribute: _Attribute, base: str) -> _Relative | None:
    """Turn *für die Ermittlung erforderlichen* into *die für die Ermittlung erforderlich sind*."""
    pronoun = _pronoun(attribute, "Nom")
    carried = _words(attribute, attribute.start, attribute.word.i)
    if pronoun is None or len(carried.split()) < 3 or _tells_the_past(attribute) or _has_moment(attribute):
        return None
    return _Relative(f"{pronoun} {carried} {base} {_be(attribute)}")


def _past(attribute: _Attribute, known: Verb, participle: str) -> _Relative | None:
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
    if known.auxiliaries == ("sein",) or participle in _STATES:
        if _tells_the_past(attribute) and participle in _STATES:
            return None
        return _Relative(f"{pronoun} {carried} {participle} {_be(attribute)}")
    become = verb("werden")
    if become is None or len(known.auxiliaries) > 1:
        return None
    if known.infinitive in _LASTING:
        if _has_moment(attribute):
            return None
        return _Relative(f"{pronoun} {carried} {participle} {become.finite(3, attribute.number)}", 0.85)
    if not _has_moment(attribute):
        return None
    if known.infinitive in _INTRANSITIVE:
        have, _ = known.perfect(3, attribute.number)
        return _Relative(f"{pronoun} {carried} {participle} {have}")
    return _Relative(f"{pronoun} {carried} {participle} {become.finite(3, attribute.number, 'Past')}")


def _active(attribute: _Attribute, known: Verb, agent: _Agent) -> _Relative | None:
    pronoun = _pronoun(attribute, "Acc")
    if pronoun is None or known.auxiliaries == ("sein",) or any(c.lower_ == "sich" for c in attribute.word.children):
        return None
    rest = _with_subject(attribute, agent)
    if pronoun == agent.text.split()[0] or _is_ambiguous(pronoun, agent):
        return None
    if known.infinitive in _LASTING and not _has_moment(attribute):
        return _Relative(f"{pronoun} {rest} {known.finite_joined(agent.person, agent.number)}", 0.85)
    if known.infinitive in _OPEN_ENDED and not _has_moment(attribute):
        return None
    have, participle = known.perfect(agent.person, agent.number, with_object=True)
    return _Relative(f"{pronoun} {rest} {participle} {have}")


def _is_ambiguous(pronoun: str, agent: _Agent) -> bool:
    """Whether pronoun and agent could change places: *das Unternehmen, das die Gemeinde beauftragt hat*."""
    if pronoun not in ("die", "das") or agent.text in ("wir", "ich", "Sie"):
        return False
    return not agent.text.startswith(("der ", "ein ", "dieser ", "jeder ", "unser ", "Ihr "))


def _agent(attribute: _Attribute) -> _Agent | str | None:
    """Return who acts, None where nobody is named, and ``unclear`` where it cannot be told."""
    infinitive = lemma_of_participle(_ENDING.sub("", attribute.word.text.lower()))
    by = [c for c in attribute.word.children if _prepositions(c) & _AGENT_PREPOSITIONS]
    found = [c for c in by if c.dep_ == "obl:agent"]
    if not found and infinitive not in _TAKING_FROM:
        found = [c for c in by if c.dep_ == "obl" and _prepositions(c) <= {"von", "vom"} and _may_act(c)]
    if not found:
        unclear = any(is_polite(c) or c.lower_ in ("uns", "ihm", "ihr", "ihnen") for c in by)
        return "unclear" if unclear else None
    if len(found) > 1 or (infinitive in _TAKING_FROM and found[0].pos_ != "PRON"):
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
    plain = token.pos_ in ("NOUN", "PRON") and token.text[:1].isalpha() and not _is_month(token)
    return plain and not any(c.dep_ == "nummod" for c in token.children) and token.lemma_ not in _UNITS


def _prepositions(token: Token) -> set[str]:
    return {c.lower_ for c in token.children if c.dep_ == "case"}


def _with_subject(attribute: _Attribute, agent: _Agent, left_out: Token | None = None) -> str:
    """Return the carried words with the agent as subject; pronouns stand before a subject that is none."""
    before = _words(attribute, attribute.start, agent.start, left_out)
    after = _words(attribute, agent.end, attribute.word.i, left_out)
    first = before.split(" ", 1)[0] if before else ""
    if agent.text in ("Sie", "wir", "ich", "er", "sie", "es") or first not in _PRONOUNS:
        return " ".join(filter(None, (agent.text, before, after)))
    rest = before[len(first) :].strip()
    return " ".join(filter(None, (first, agent.text, rest, after)))


def _words(attribute: _Attribute, start: int, end: int, left_out: Token | None = None) -> str:
    """Return words as they stand, without one of them."""
    if left_out is not None and start <= left_out.i < end:
        parts = (_words(attribute, start, left_out.i), _words(attribute, left_out.i + 1, end))
        return " ".join(filter(None, parts))
    return inner_text(attribute.doc, start, end) if start < end else ""


def _pronoun(attribute: _Attribute, case: Case) -> str | None:
    found = relative(attribute.number, attribute.gender)
    return found.form(case) or None if found else None


def _be(attribute: _Attribute) -> str:
    return "ist" if attribute.number == "Sing" else "sind"


def _has_moment(attribute: _Attribute) -> bool:
    """Whether the attribute names a moment or a decision in the past, so that it tells of an event."""
    words = attribute.doc[attribute.start : attribute.word.i]
    for token in words:
        if _is_month(token) or re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?", token.text):
            before = {t.lower_ for t in token.subtree if t.dep_ == "case"}
            return not before & {"seit", "ab", "bis"}
        if token.text in _EVENTS and any(c.lower_ in ("nach", "vor", "bei") for c in token.children):
            return True
        if token.lower_ in ("unrecht", "bescheid", "schreiben", "verfügung", "gestern", "zuvor", "bereits", "schon"):
            return True
    return False


def _has_date(attribute: _Attribute) -> bool:
    """Whether the attribute names a date but its beginning: *bis zum 31. Dezember 2008 geltend* may be over."""
    for token in attribute.doc[attribute.start : attribute.word.i]:
        if _is_month(token) or re.fullmatch(r"\d{1,2}\.\d{1,2}\.(?:\d{2,4})?", token.text):
            return not {t.lower_ for t in token.subtree if t.dep_ == "case"} & {"seit", "ab"}
    return False


def _tells_the_past(attribute: _Attribute) -> bool:
    """Whether the clause around speaks of the past, so that a present relative clause might be wrong."""
    head = attribute.noun
    while head.head != head and head.pos_ not in ("VERB", "AUX"):
        head = head.head
    verbs = [head, *(c for c in head.children if c.dep_ in ("aux", "aux:pass", "cop"))]
    return any("Past" in v.morph.get("Tense", []) and v.lower_ not in ("möchte", "möchten") for v in verbs)


# --- writing --------------------------------------------------------------------------------------------------------


def _rewrite(scene: Scene, attribute: _Attribute, relative: _Relative) -> Rewrite | None:
    doc, text = attribute.doc, scene.text
    place = _behind_bracket(attribute)
    following = doc[place + 1] if place + 1 < len(doc) else None
    if following is not None and (following.text in _UNCLEAR_NEXT or _stumbles(relative, following)):
        return None
    comma = "" if following is None or following.text in _NO_COMMA_BEFORE else ","
    at = doc[place].idx + len(doc[place])
    gone = Span(doc[attribute.start].idx, doc[attribute.word.i + 1].idx)
    opens = is_capital_start(text, gone.start)
    edits = [Edit(gone, ""), Edit(Span(at, at), f", {relative.text}{comma}")]
    if opens:
        first = doc[attribute.word.i + 1]
        edits[0] = Edit(Span(gone.start, first.idx + len(first)), capitalised(first.text))
    confidence = relative.confidence
    if place == attribute.anchor and following is not None and following.lower_ in _VERBAL_PREPOSITIONS:
        confidence = min(confidence, 0.8)  # the phrase may belong to the noun
    article = min([attribute.start, *(c.i for c in attribute.noun.lefts if c.dep_ in ("det", "det:poss"))])
    return Rewrite(
        "partizipialattribut",
        "partizipialattribut",
        token_span(doc, article, attribute.noun.i + 1),
        tuple(edits),
        _EXPLANATION,
        confidence=confidence,
    )


def _stumbles(relative: _Relative, following: Token) -> bool:
    """Whether the same verb would stand twice in a row: *durchgeführt wurde, wurde*."""
    return relative.text.rsplit(" ", 1)[-1] == following.text


def _behind_bracket(attribute: _Attribute) -> int:
    """Return the token behind which the clause stands: the noun phrase, or the verbs that close the sentence."""
    doc, at = attribute.doc, attribute.anchor + 1
    while at < len(doc) and (doc[at].pos_ in ("VERB", "AUX") or doc[at].dep_ in ("compound:prt", "mark")):
        at += 1
    closes = at == len(doc) or doc[at].text in (".", ",", ";", ":", "!", "?")
    bracket = doc[attribute.anchor + 1 : at]
    if not closes or not 0 < len(bracket) <= 3 or _has_second_verb(bracket) or _opens_clause(attribute):
        return attribute.anchor
    if _is_ambiguous_from_afar(attribute) or any(c.dep_ in ("xcomp", "ccomp") for t in bracket for c in t.rights):
        return attribute.anchor
    return at - 1


def _is_ambiguous_from_afar(attribute: _Attribute) -> bool:
    """Whether behind the verbs the clause could also belong to the noun that this one depends on."""
    noun = attribute.noun
    return noun.dep_ == "nmod" and _agrees(noun.head, noun)


def _opens_clause(attribute: _Attribute) -> bool:
    """Whether nothing but the noun phrase stands before the verbs behind it."""
    first = min([attribute.start, *(t.i for t in attribute.noun.lefts)])
    before = attribute.doc[:first]
    return all(t.dep_ in ("case", "punct") or t.lower_ in _ARTICLES for t in before)


def _has_second_verb(bracket: DocSpan) -> bool:
    """Whether the verbs behind the noun hold the finite verb of a main clause, which would part noun and clause."""
    for token in bracket:
        if "Fin" in token.morph.get("VerbForm", []) or (token.pos_ == "AUX" and token.dep_ != "aux:pass"):
            head = token.head if token.dep_ in ("aux", "aux:pass", "cop") else token
            if not any(c.dep_ == "mark" and c.lower_ != "zu" for c in head.children):
                return True
    return False
