"""Pairs by going backwards: a plain sentence becomes an official one by the inverse of what the rules do.

Each function below takes the analysis of one plain sentence and returns an official wording, or None where it does not
fit or a form is not sure. ``harder`` applies several of them, one after the other.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml
from spacy.tokens import Doc, Token

from klartext.grammar.adjectives import attributive
from klartext.grammar.determiners import determiner
from klartext.grammar.features import Case, Gender
from klartext.grammar.nouns import noun_forms
from klartext.grammar.phrases import NounPhrase, noun_phrase
from klartext.grammar.prepositions import contract
from klartext.grammar.verbs import Number, Person, Tense, Verb, lemma_of_participle, verb
from klartext.ruleset.lexicon import Lexicon

_MOST = 3
"""So many constructions go into one sentence at most."""
_STATES = frozenset(
    """erhalten zurückerhalten behalten bekommen betragen kosten ergeben enthalten umfassen betreffen besitzen dauern
    wiegen bedeuten laufen finden verlieren ausgeben""".split()
)
"""Verbs whose passive nobody writes, or whose official verb means something else."""
_PRONOUNS = frozenset(("ihnen", "uns", "ihm", "ihr", "sich", "es", "sie", "ihn"))
_CAN = ("können", "dürfen", "müssen", "sollen")
_ARTICLES: Mapping[Gender, tuple[str, str]] = {"Masc": ("der", "dem"), "Fem": ("die", "der"), "Neut": ("das", "dem")}
_IDLE = ("haben", "sein", "werden", "geben", "brauchen", "kennen", "wissen", "heißen", "bitten", *_STATES)
"""Verbs that are no action."""


@dataclass(frozen=True, slots=True)
class Words:
    """What the inverse needs from the rules.

    Args:
        nouns: The nouns of action of a verb whose object becomes a genitive: prüfen → Prüfung.
        events: The nouns of a verb whose subject becomes a genitive: eingehen → Eingang.
        light: Light verb constructions of a verb, as words in front and verb: (in Abzug, bringen).
        verbs: Official verbs for a plain one with the same arguments.
        acts: Verbs of action with an object, of which there is a passive.
        prepositions: Plain preposition to (official one, its case, governors, nouns).
    """

    nouns: Mapping[str, Sequence[str]]
    events: Mapping[str, Sequence[str]]
    light: Mapping[str, Sequence[tuple[str, str]]]
    verbs: Mapping[str, Sequence[str]]
    acts: frozenset[str]
    prepositions: Mapping[str, Sequence[tuple[str, str, frozenset[str], frozenset[str]]]]

    @classmethod
    def of(cls, lexicon: Lexicon, rules: Path) -> Words:
        """Read the lexicon backwards; ``rules`` is the folder of the rules."""
        nouns, events, light, verbs = (defaultdict(list) for _ in range(4))
        for action in lexicon.actions.by_noun.values():
            if action.object == "akkusativ" and action.genitive == "akkusativ" and not action.reflexive:
                nouns[action.verb].append(action.noun)
            elif action.genitive == "subjekt":
                events[action.verb].append(action.noun)
        acts = frozenset(a.verb for a in lexicon.actions.by_noun.values() if a.object == "akkusativ")
        words = _listed(rules)
        for entry in lexicon.light_verbs.values():
            front, _, last = words.get(entry.id, "").rpartition(" ")
            takes_object = entry.arguments.get("akkusativ") == "akkusativ"
            is_free = not entry.needs or "akkusativ" in entry.needs
            if entry.verb and takes_object and front and is_free and not entry.passive and not entry.reflexive:
                light[entry.verb].append((front, last))
        for row in yaml.safe_load((rules / "wortersatz.yaml").read_text(encoding="utf-8"))["verben"]:
            if "objekte" not in row and row["regel"].startswith("amtswort") and " " not in words[row["regel"]]:
                verbs[row["statt"]].append(words[row["regel"]])
        prepositions = defaultdict(list)
        for official in lexicon.prepositions.by_word.values():
            for plain in official.plain:
                if plain.sure and not plain.passive and (plain.governors or plain.nouns) and official.place == "vor":
                    prepositions[plain.word].append((official.word, official.cases[0], plain.governors, plain.nouns))
        return cls(nouns, events, light, verbs, acts, prepositions)


def _listed(rules: Path) -> dict[str, str]:
    """Return the words of every word list by the id of their entry."""
    loaded = [yaml.safe_load(p.read_text(encoding="utf-8")) for p in sorted(rules.glob("*/*.yaml"))]
    return {e["id"]: e["wort"] for content in loaded for e in content.get("eintraege", ()) if "wort" in e}


@dataclass(frozen=True, slots=True)
class Clause:
    """The main clause of a plain sentence: ``subject`` and ``object`` are phrases, ``close`` the end of its field.

    ``predicate`` are the indices of its verbal pieces; ``verb`` is the full verb, ``modal`` the infinitive of a modal.
    """

    doc: Doc
    finite: Token
    root: Token
    subject: NounPhrase
    object: NounPhrase | None
    predicate: frozenset[int]
    close: int
    verb: Verb
    modal: str
    tense: str

    def text(self, start: int, end: int, without: Sequence[NounPhrase | None] = ()) -> str:
        """Return the words from ``start`` to ``end`` without predicate and some phrases."""
        gone = {i for p in without if p for i in range(p.start, p.end)} | self.predicate
        return _spaced(t for t in self.doc[start:end] if t.i not in gone)


def _spaced(tokens: Iterator[Token]) -> str:
    return "".join(t.text_with_ws for t in tokens).strip()


def read_clause(doc: Doc) -> Clause | None:
    """Return the main clause; None where the sentence is not of a build that the inverse surely knows."""
    sents = list(doc.sents)
    root = sents[0].root if len(sents) == 1 else None
    if root is None or root.pos_ != "VERB" or not doc.text.endswith(".") or "bitte" in doc.text.lower().split():
        return None
    if any(c.dep_ in ("conj", "cop", "parataxis", "expl", "aux:pass", "nsubj:pass") for c in root.children):
        return None
    helpers = [c for c in root.children if c.dep_ == "aux"]
    particles = [c for c in root.children if c.dep_ == "compound:prt"]
    finite = next((t for t in (root, *helpers) if "Fin" in t.morph.get("VerbForm", [])), None)
    subjects = [c for c in root.children if c.dep_ == "nsubj"]
    objects = [c for c in root.children if c.dep_ == "obj"]
    if finite is None or len(subjects) != 1 or len(objects) > 1 or len(helpers) > 1 or root.lemma_ in _IDLE:
        return None
    subject = noun_phrase(subjects[0])
    object_ = noun_phrase(objects[0]) if objects else None
    full = _known(root)
    if subject is None or full is None or full.infinitive in _IDLE or (objects and object_ is None):
        return None
    predicate = frozenset(t.i for t in (root, *helpers, *particles))
    close = max(predicate) if max(predicate) > finite.i else _end_of_field(doc, root, finite)
    tense = _tense(finite, root)
    modal = finite.lemma_ if finite is not root and finite.lemma_ in _CAN else ""
    if not tense or finite.i == 0 or subject.start > close or (object_ and object_.start > close):
        return None
    return Clause(doc, finite, root, subject, object_, predicate, close, full, modal, tense)


def _known(token: Token) -> Verb | None:
    """Return the verb of a token; None where its form does not bear out what the analysis says."""
    kind = token.morph.get("VerbForm", [])
    if kind == ["Part"]:
        lemma = lemma_of_participle(token.text)
        return verb(lemma) if lemma else None
    found = verb(token.lemma_)
    if found is None or (kind == ["Inf"] and token.text not in (found.infinitive, found.zu_infinitive)):
        return None
    return found


def _end_of_field(doc: Doc, root: Token, finite: Token) -> int:
    for t in doc[finite.i + 1 :]:
        if t.text == "," and any(
            c.dep_ in ("advcl", "ccomp", "xcomp") and c.left_edge.i <= t.i + 1 for c in root.rights
        ):
            return t.i
    return len(doc) - 1


def _tense(finite: Token, root: Token) -> str:
    """Return present, past or nothing where it is neither or not sure."""
    if "Sub" in finite.morph.get("Mood", []):
        return ""
    present = "Pres" in finite.morph.get("Tense", [])
    if finite is root:
        return "present" if present else "past"
    if finite.lemma_ in ("haben", "sein") and "Part" in root.morph.get("VerbForm", []):
        return "past" if present else ""
    return "present" if finite.lemma_ in _CAN and present and "Inf" in root.morph.get("VerbForm", []) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _inner(doc: Doc, start: int) -> str:
    """Return the rest of a sentence from ``start`` on."""
    return doc[start:].text


def _sentence(front: str, finite: str, *rest: str) -> str:
    words = " ".join(p for p in (_capital(front), finite, *rest) if p)
    for mark in (",", ".", ";", ":"):
        words = words.replace(f" {mark}", mark)
    return words


def _is_office(phrase: NounPhrase) -> bool:
    return phrase.head.lower_ == "wir"


def _is_reader(phrase: NounPhrase) -> bool:
    return phrase.is_polite


def _agent(phrase: NounPhrase, rng: random.Random) -> str | None:
    """Return who acts, as a passive says it: nothing for the office, *von Ihnen*, *durch das Amt*."""
    if _is_office(phrase):
        return ""
    if _is_reader(phrase):
        return "von Ihnen"
    if phrase.is_pronoun:
        return None
    by = rng.choice((("von", "Dat"), ("durch", "Acc"), ("von", "Dat"), ("seitens", "Gen")))
    return phrase.after(by[0], cast("Case", by[1]))


def passive(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Wir prüfen Ihren Antrag → Ihr Antrag wird geprüft."""
    c = read_clause(doc)
    if c is None or c.object is None or c.object.is_pronoun or c.object.number is None or c.object.case != "Acc":
        return None
    if _is_office(c.subject) and any(t.lower_ in ("uns", "unser", "unsere", "unserem", "unseren") for t in doc):
        return None
    agent, new = _agent(c.subject, rng), c.object.inflect("Nom")
    if agent is None or new is None or c.verb.infinitive not in words.acts or "sich" in doc.text.split():
        return None
    number = c.object.number
    be = verb(c.modal or "werden")
    assert be is not None
    finite = be.finite(3, number, "Past" if c.tense == "past" else "Pres")
    bracket = c.verb.participle + (" werden" if c.modal else "")
    return _with_new_subject(c, new, finite, agent, bracket)


def _with_new_subject(c: Clause, new: str, finite: str, agent: str, bracket: str) -> str | None:
    """Return the clause with the object as its subject: in front if the old subject was there, else behind the verb."""
    words = c.text(c.finite.i + 1, c.close, (c.subject, c.object)).split()
    first = words.pop(0) if words and words[0].lower() in _PRONOUNS else ""
    rest = " ".join(words)
    tail = _inner(c.doc, c.close + (c.close in c.predicate))
    if c.subject.start == 0 and c.subject.end == c.finite.i:
        return _sentence(new, finite, first, agent, rest, bracket, tail)
    if c.subject.start == c.finite.i + 1:
        front = c.text(0, c.finite.i, (c.object,))
        if not front:
            return _sentence(new, finite, first, agent, rest, bracket, tail)
        comma = "," if c.doc[c.finite.i - 1].text == "," else ""
        return _sentence(front.rstrip(",") + comma, finite, first, new, agent, rest, bracket, tail)
    return None


def duty(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Sie müssen die Unterlagen vorlegen → Die Unterlagen sind vorzulegen; Sie haben … vorzulegen."""
    c = read_clause(doc)
    if c is None or c.modal != "müssen" or "Pres" not in c.finite.morph.get("Tense", []) or "nicht" in doc.text:
        return None
    if not (_is_reader(c.subject) or not c.subject.is_pronoun):
        return None
    have = rng.random() < 0.25 or c.object is None or c.object.is_pronoun
    if have:
        if c.subject.number is None and not _is_reader(c.subject):
            return None
        person: Number = "Plur" if _is_reader(c.subject) else cast("Number", c.subject.number)
        finite = cast("Verb", verb("haben")).finite(3, person)
        out = (
            doc[: c.finite.i].text_with_ws + finite + c.finite.whitespace_ + doc[c.finite.i + 1 : c.root.i].text_with_ws
        )
        return out + c.verb.zu_infinitive + doc[c.root.i].whitespace_ + doc[c.root.i + 1 :].text
    assert c.object is not None
    new = c.object.inflect("Nom")
    agent = _agent(c.subject, rng) if rng.random() < 0.4 or not _is_reader(c.subject) else ""
    if new is None or agent is None or c.object.number is None or c.object.case != "Acc":
        return None
    finite = cast("Verb", verb("sein")).finite(3, c.object.number)
    return _with_new_subject(c, new, finite, agent, c.verb.zu_infinitive)


def _noun_of(c_verb: str, table: Mapping[str, Sequence[str]], rng: random.Random) -> tuple[str, Gender] | None:
    names = [(n, f.gender) for n in table.get(c_verb, ()) if (f := noun_forms(n)) and f.gender]
    names = [n for n in names if n[0].lower() != c_verb] or names
    return rng.choice(names) if names else None


def takes_place(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Wir prüfen Ihren Antrag im Mai → Die Prüfung Ihres Antrags erfolgt im Mai."""
    c = read_clause(doc)
    if c is None or c.object is None or c.object.is_pronoun or c.modal or not _is_office(c.subject):
        return None
    noun, genitive = _noun_of(c.verb.infinitive, words.nouns, rng), c.object.inflect("Gen")
    if noun is None or genitive is None or not c.object.determiner or "nicht" in doc.text:
        return None
    if _PRONOUNS & {t.lower_ for t in doc if t.head is c.root or t.head == c.root}:
        return None
    finite = "erfolgte" if c.tense == "past" else "erfolgt"
    new = f"{_ARTICLES[noun[1]][0]} {noun[0]} {genitive}"
    out = _with_new_subject(c, new, finite, "", "")
    return None if out is None or out.endswith(f"{finite}.") else out


def light_verb(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Wir ziehen den Betrag ab → Wir bringen den Betrag in Abzug."""
    found = [(t, v.infinitive) for t in doc if t.pos_ == "VERB" and _has_object(t) and (v := _known(t))]
    found = [f for f in found if f[1] in words.light and f[1] not in _IDLE]
    if not found:
        return None
    old, lemma = rng.choice(found)
    front, last = rng.choice(words.light[lemma])
    new = verb(last)
    if new is None:
        return None
    return _verb_exchanged(doc, old, new, front)


def _has_object(t: Token) -> bool:
    return any(c.dep_ in ("obj", "nsubj:pass") for c in t.children) and not any(c.dep_ == "conj" for c in t.children)


def official_verb(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Sie müssen die Gebühr zahlen → Sie müssen die Gebühr entrichten."""
    known = [(t, v.infinitive) for t in doc if t.pos_ == "VERB" and _has_object(t) and (v := _known(t))]
    found = [f for f in known if f[1] in words.verbs and f[1] not in _IDLE]
    old, lemma = rng.choice(found) if found else (None, "")
    new = verb(rng.choice(words.verbs[lemma])) if old is not None else None
    return _verb_exchanged(doc, old, new, "") if old and new else None


def _verb_exchanged(doc: Doc, old: Token, new: Verb, front: str) -> str | None:
    """Return the sentence with another verb in the same form; ``front`` stands before its bracket."""
    form = _same_form(old, new, front)
    if form is None:
        return None
    particle = next((c for c in old.children if c.dep_ == "compound:prt"), None)
    zu = doc[old.i - 1] if old.i and doc[old.i - 1].text == "zu" and doc[old.i - 1].head == old else None
    words = {old.i: form}
    if particle is not None:
        words[particle.i] = f"{front} {new.particle}".strip()
    elif _is_second(old) and (front or new.particle):
        at = _end_of_field(doc, old, old)
        words[at] = f"{front} {new.particle}".strip() + doc[at].text
        if doc[at].text in ",.":
            words[at] = " " + words[at]
    elif front:
        words[old.i] = f"{front} {form}"
    if zu is not None:
        words[zu.i] = ""
        words[old.i] = f"{front} {new.zu_infinitive}".strip()
    text = "".join(words.get(t.i, t.text) + (t.whitespace_ if words.get(t.i, "x") else "") for t in doc)
    return _capital(re.sub(r" (?=[.,])", "", " ".join(text.split())))


def _is_second(t: Token) -> bool:
    return (
        "Fin" in t.morph.get("VerbForm", [])
        and not any(c.dep_ == "mark" or c.pos_ == "SCONJ" for c in t.children)
        and (t.dep_ == "ROOT")
    )


def _same_form(old: Token, new: Verb, front: str) -> str | None:
    kind = old.morph.get("VerbForm", [])
    if kind == ["Part"]:
        return new.participle
    if kind == ["Inf"]:
        whole = verb(old.lemma_)
        joined = whole is not None and whole.particle and old.text == whole.zu_infinitive
        return new.zu_infinitive if joined else new.infinitive if old.text == old.lemma_ else None
    if kind != ["Fin"] or old.morph.get("Mood", []) != ["Ind"]:
        return None
    person = cast("Person", int((old.morph.get("Person", []) or ["3"])[0]))
    number = cast("Number", (old.morph.get("Number", []) or ["Sing"])[0])
    tense = cast("Tense", (old.morph.get("Tense", []) or ["Pres"])[0])
    own = verb(old.lemma_)
    if own is None or old.text.lower() not in (
        own.finite(person, number, tense),
        own.finite_joined(person, number, tense),
    ):
        return None
    return new.finite(person, number, tense) if _is_second(old) else new.finite_joined(person, number, tense)


def preposition(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Fragen zu Ihrem Antrag → Fragen hinsichtlich Ihres Antrags."""
    options = []
    for t in doc:
        lemma = t.lemma_.lower()
        if t.pos_ == "ADP" and t.dep_ == "case" and lemma in words.prepositions and t.i + 1 < len(doc):
            phrase = noun_phrase(t.head)
            if phrase is None or phrase.start != t.i + 1:
                continue
            for official, case, governors, nouns in words.prepositions[lemma]:
                fits = _ends(t.head.head.lemma_, governors) and _ends(t.head.lemma_, nouns)
                new = phrase.inflect(cast("Case", case)) if fits else None
                if official.endswith("Höhe von") != any(c.isdigit() for c in phrase.text):
                    continue
                if new and (phrase.determiner or case != "Gen"):
                    options.append((t, phrase, f"{official} {new}"))
    if not options:
        return None
    at, phrase, new = rng.choice(options)
    return _capital(doc[: at.i].text_with_ws + new + doc[phrase.end - 1].whitespace_ + doc[phrase.end :].text)


def _ends(lemma: str, words: frozenset[str]) -> bool:
    return not words or any(lemma == w or lemma.lower().endswith(w.lower()) for w in words)


def condition(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Wenn Sie die Unterlagen nicht vorlegen, zahlen wir nicht → Bei Nichtvorlage der Unterlagen zahlen wir nicht."""
    if doc[0].lower_ not in ("wenn", "falls", "sobald", "nachdem", "bevor"):
        return None
    clause = next((t for t in doc if t.dep_ == "advcl" and t.left_edge.i == 0), None)
    if (
        clause is None
        or clause.lemma_ in _IDLE
        or any(c.dep_ in ("aux:pass", "conj", "cop", "advcl") for c in clause.children)
    ):
        return None
    end = clause.right_edge.i
    comma = next((t.i for t in doc[max(end, clause.i) :] if t.text == ","), None)
    if comma is None or comma > max(end, clause.i) + 2 or comma + 1 >= len(doc):
        return None
    helpers = [c for c in clause.children if c.dep_ == "aux"]
    if any(h.lemma_ not in ("haben", "sein") for h in helpers):
        return None
    group = _nominal_group(clause, comma, words, rng)
    if group is None:
        return None
    prefix, noun, gender, rest = group
    by = {"wenn": "bei", "falls": "bei", "sobald": "nach", "nachdem": "nach", "bevor": "vor"}[doc[0].lower_]
    if prefix and by != "bei":
        return None
    name = f"Nicht{noun[0].lower()}{noun[1:]}" if prefix else noun
    article = contract(by, _ARTICLES[gender][1]) if rng.random() < 0.2 and not prefix else by
    return _capital(f"{article} {name} {rest} ".replace("  ", " ") + doc[comma + 1 :].text)


def _nominal_group(clause: Token, end: int, words: Words, rng: random.Random) -> tuple[bool, str, Gender, str] | None:
    """Return whether denied, the noun of action, its gender and what follows it, for a clause up to ``end``."""
    doc = clause.doc
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    object_ = next((c for c in clause.children if c.dep_ == "obj"), None)
    gone = {c.i for c in clause.children if c.dep_ in ("mark", "aux", "compound:prt")} | {clause.i}
    if object_ is not None and (subject is None or subject.lower_ in ("sie", "wir")):
        noun, core = _noun_of(clause.lemma_, words.nouns, rng), noun_phrase(object_)
    elif subject is not None and object_ is None:
        noun, core = _noun_of(clause.lemma_, words.events, rng), noun_phrase(subject)
    else:
        return None
    if noun is None or core is None or core.is_pronoun or not core.determiner or core.needs_comma:
        return None
    genitive = core.inflect("Gen")
    if genitive is None:
        return None
    gone |= set(range(core.start, core.end)) | ({subject.i} if subject is not None else set())
    left = [t for t in doc[clause.left_edge.i : end] if t.i not in gone]
    denied = [t for t in left if t.lower_ == "nicht"]
    rest = [t for t in left if t not in denied]
    if len(denied) > 1 or any(t.pos_ in ("PRON", "VERB", "AUX", "SCONJ") or t.is_punct for t in rest):
        return None
    if any(t.dep_ == "advmod" and t.head is clause for t in rest):
        if len([t for t in rest if t.dep_ == "advmod"]) == len(rest) == 1 and rest[0].text in (
            "rechtzeitig",
            "vollständig",
        ):
            adjective = rest[0].text + "er"
            if noun[1] == "Fem" and denied:
                return False, f"nicht {adjective} {noun[0]}", noun[1], genitive
        return None
    return bool(denied), noun[0], noun[1], f"{genitive} {' '.join(t.text for t in rest)}".strip()


def purpose(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """…, um Ihren Anspruch zu prüfen → … zur Prüfung Ihres Anspruchs; also damit wir … prüfen können."""
    for t in doc:
        if t.lower_ not in ("um", "damit") or t.i < 2 or doc[t.i - 1].text != "," or t.dep_ != "mark":
            continue
        clause = t.head
        if clause.pos_ != "VERB" or clause.dep_ != "advcl":
            continue
        helpers = [c for c in clause.children if c.dep_ == "aux"]
        if t.lower_ == "damit" and [h.lemma_ for h in helpers] != ["können"]:
            continue
        end = max([clause.i, *(h.i for h in helpers)]) + 1
        if end >= len(doc) or doc[end].text not in ".,":
            continue
        noun = _noun_of(clause.lemma_, words.nouns, rng)
        object_ = next((c for c in clause.children if c.dep_ == "obj"), None)
        core = noun_phrase(object_) if object_ is not None else None
        if noun is None or core is None or core.is_pronoun or not core.determiner or core.needs_comma:
            continue
        genitive = core.inflect("Gen")
        inside = [
            c for c in doc[t.i : end] if not core.start <= c.i < core.end and c is not clause and c not in helpers
        ]
        if genitive is None or any(c.lower_ not in ("um", "damit", "zu", "wir") for c in inside):
            continue
        to = "zwecks" if rng.random() < 0.3 else contract("zu", _ARTICLES[noun[1]][1])
        place = _before_bracket(doc, t.i - 1)
        group = f" {to} {noun[0]} {genitive}"
        tail = doc[end + (doc[end].text == ",") :].text
        tail = tail if tail.startswith(".") else " " + tail
        return doc[:place].text + group + _led(doc[place : t.i - 1].text) + tail
    return None


def _led(text: str) -> str:
    return f" {text}" if text else ""


def _before_bracket(doc: Doc, comma: int) -> int:
    """Return where the field before a comma ends: before infinitive, participle or particle."""
    place = comma
    while place > 1 and (
        doc[place - 1].dep_ in ("compound:prt", "aux")
        or (doc[place - 1].pos_ in ("VERB", "AUX") and "Fin" not in doc[place - 1].morph.get("VerbForm", []))
    ):
        place -= 1
    return place


def attribute(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Der Antrag, den Sie am 3. Mai gestellt haben, fehlt → Der von Ihnen am 3. Mai gestellte Antrag fehlt."""
    for clause in doc:
        if clause.dep_ != "acl:relcl" or clause.pos_ != "VERB" or clause.morph.get("VerbForm", []) != ["Part"]:
            continue
        head = clause.head
        helper = [c for c in clause.children if c.dep_ in ("aux", "aux:pass")]
        relative = next((c for c in clause.children if c.dep_ in ("obj", "nsubj:pass") and "Rel" in str(c.morph)), None)
        subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
        if relative is None or head.i + 2 != relative.i or doc[head.i + 1].text != "," or not helper:
            continue
        end = max(clause.i, *(h.i for h in helper)) + 1
        if (
            end >= len(doc)
            or doc[end].text not in ",."
            or any(h.lemma_ not in ("haben", "werden", "sein") for h in helper)
        ):
            continue
        agent = {None: "", "Sie": "von Ihnen", "wir": "von uns"}.get(subject.text if subject is not None else None)
        short = _without_clause(doc, head)
        if agent is None or short is None:
            continue
        article, declension, (case, number, gender) = short
        inside = [t.text for t in doc[relative.i + 1 : clause.i] if t not in (subject, *helper)]
        form = attributive(clause.text, declension, case, number, gender)  # type: ignore[arg-type]
        words_ = " ".join(p for p in (agent, *inside, form) if p)
        tail = doc[end:].text if doc[end].text == "." else " " + doc[end + 1 :].text
        return f"{doc[: article + 1].text} {words_} {doc[article + 1 : head.i + 1].text}{tail}"
    return None


def _without_clause(doc: Doc, head: Token) -> tuple[int, str, tuple[str, str, str]] | None:
    """Return the place of the article before a noun, how adjectives go behind it, and its case, number and gender."""
    article = next((c for c in head.children if c.dep_ in ("det", "det:poss") and c.i < head.i), None)
    if article is None or head.i - article.i > 2:
        return None
    found = determiner(article.text)
    case, number, gender = (head.morph.get(k, []) for k in ("Case", "Number", "Gender"))
    if found is None or not found.declensions or not (case and number and gender):
        return None
    if found.form(case[0], number[0], gender[0]) != article.lower_:  # type: ignore[arg-type]
        return None
    return article.i, found.declensions[0], (case[0], number[0], gender[0])


def request(doc: Doc, words: Words, rng: random.Random) -> str | None:
    """Bitte schicken Sie uns die Unterlagen → Es wird gebeten, uns …; Um Übersendung der Unterlagen wird gebeten."""
    if len(doc) < 5 or doc[0].text != "Bitte" or doc[2].text != "Sie" or not doc.text.endswith("."):
        return None
    root = doc[1]
    full = verb(root.lemma_)
    if full is None or len(list(doc.sents)) != 1 or root.dep_ != "ROOT" or any(c.dep_ == "conj" for c in root.children):
        return None
    particle = next((c for c in root.children if c.dep_ == "compound:prt"), None)
    end = particle.i if particle is not None else _end_of_field(doc, root, root)
    tail = doc[end + (particle is not None) :].text
    field = doc[3:end].text
    noun, object_ = _noun_of(root.lemma_, words.nouns, rng), next((c for c in root.children if c.dep_ == "obj"), None)
    core = noun_phrase(object_) if object_ is not None else None
    if noun and core and not core.is_pronoun and core.determiner and core.start == 3 and rng.random() < 0.7:
        genitive = core.inflect("Gen")
        if genitive:
            opening = rng.choice(("Um {} wird gebeten{}", "Es wird um {} gebeten{}"))
            rest = _spaced(t for t in doc[core.end : end])
            return opening.format(
                f"{noun[0]} {genitive} {rest}".strip(), tail if tail.startswith((".", ",")) else " " + tail
            )
    if "sich" in field.split():
        return None
    lead = rng.choice(("Es wird gebeten,", "Sie werden gebeten,"))
    return _sentence(lead, field, full.zu_infinitive, tail)


CONSTRUCTIONS: tuple[tuple[str, Callable[[Doc, Words, random.Random], str | None]], ...] = (
    ("nominalstil", condition),
    ("nominalstil", purpose),
    ("partizipialattribut", attribute),
    ("amtswort", preposition),
    ("nominalstil", takes_place),
    ("modaler_infinitiv", duty),
    ("unpersoenlich", request),
    ("passiv", passive),
    ("funktionsverbgefuege", light_verb),
    ("amtswort", official_verb),
)
"""In this order, each on what the one before has made."""


def harder(
    parse: Callable[[str], Doc], text: str, words: Words, rng: random.Random
) -> tuple[str, tuple[str, ...]] | None:
    """Return an official wording of a plain sentence, and its constructions; None where nothing fits."""
    what: list[str] = []
    now = text
    skip = rng.random() < 0.3
    for name, construction in CONSTRUCTIONS:
        if len(what) == _MOST or (skip and what):
            break
        if rng.random() < (0.1 if name in ("passiv", "modaler_infinitiv") else 0.25):
            continue
        new = construction(parse(now), words, rng)
        if new is not None and new != now:
            now = new
            what.append(name)
    return (now, tuple(dict.fromkeys(what))) if what else None
