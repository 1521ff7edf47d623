"""Spoil correct rewrites: the errors that the judge learns to see.

Each kind knows word classes, not sentences: it drops, brings in, exchanges or moves words of a class, with words of
other sentences as donors. None of them is an operator of evaluation/operators.py, which is for measuring only. A spoilt
rewrite tells which of its words are wrong.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from klartext.grammar.verbs import lemma_of_participle, verb


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a rewrite; ``wrong`` after a change."""

    text: str
    space: str
    pos: str
    lemma: str = ""
    morph: str = ""
    dep: str = ""
    wrong: bool = False

    def to(self, text: str) -> Word:
        """Return the word with another text, as a wrong one."""
        if self.text[:1].isupper() and self.pos not in ("NOUN", "PROPN") and self.text not in _ALWAYS_CAPITAL:
            text = text[:1].upper() + text[1:]
        return Word(text, self.space, self.pos, self.lemma, self.morph, self.dep, True)


Words = list[Word]
_ALWAYS_CAPITAL: Final = frozenset("Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer Ihres".split())
_CONTENT: Final = ("NOUN", "VERB", "ADJ", "ADV", "PROPN", "NUM")
_MODALS: Final = {
    "Sing": "kann muss darf soll will wird mag könnte müsste dürfte sollte".split(),
    "Plur": "können müssen dürfen sollen wollen werden mögen könnten müssten dürften sollten".split(),
}
_MODAL_NUMBER: Final = {form: number for number, forms in _MODALS.items() for form in forms}
_DENYING: Final = ("nicht", "nie", "keinesfalls", "nicht mehr", "noch nicht", "kaum")
_LIMITING: Final = (
    "nur ausschließlich auch sogar immer meist meistens vielleicht möglicherweise wahrscheinlich unbedingt freiwillig"
    " teilweise überwiegend vollständig vorläufig endgültig erst schon bereits noch mindestens höchstens ungefähr"
    " sofort umgehend später vorher nachher zusätzlich erneut dauerhaft kostenlos jederzeit"
).split()
_QUANTITIES: Final = (
    ("alle", "manche", "viele", "wenige", "mehrere", "einige", "beide", "keine", "die meisten"),
    ("allen", "manchen", "vielen", "wenigen", "mehreren", "einigen", "beiden", "keinen"),
    ("jeder", "mancher", "keiner", "einer"), ("jede", "manche", "keine", "eine"), ("jedes", "manches", "kein"),
    ("jeden", "manchen", "keinen", "einen"), ("ein", "kein", "jedes"), ("eine", "keine", "jede"),
    ("einen", "keinen", "jeden"), ("einem", "keinem", "jedem"), ("einer", "keiner", "jeder"),
    ("ganz", "halb", "teilweise"), ("mehr", "weniger", "genau"), ("weitere", "bisherige", "andere"),
)  # fmt: skip
_JOINTS: Final = (
    ("wenn", "weil", "obwohl", "bevor", "nachdem", "solange", "damit", "auch wenn", "nur wenn", "außer wenn", "bis"),
    ("und", "oder", "aber", "statt"),
    ("vor", "nach", "während", "seit"),
    ("mit", "ohne", "trotz", "wegen", "gegen", "für", "durch", "über", "unter"),
    ("für", "gegen", "ohne"),
    ("mit", "ohne", "bei", "außer"),
    ("deshalb", "trotzdem", "dennoch", "außerdem", "stattdessen"),
    ("denn", "aber", "oder"),
    ("ab", "bis", "seit"),
    ("dass", "ob"),
    ("falls", "weil", "obwohl"), ("sofern", "weil", "obwohl"), ("soweit", "weil", "obwohl"), ("sobald", "bevor"),
    ("weil", "wenn", "damit", "bevor"), ("da", "wenn"), ("innerhalb", "vor", "statt"), ("sondern", "und"),
)  # fmt: skip
_OPPOSITES: Final = (
    "genehmigen ablehnen|bewilligen versagen|zustimmen widersprechen|annehmen zurückweisen|erhöhen senken"
    "|steigen fallen"
    "|beginnen enden|öffnen schließen|gewähren entziehen|anmelden abmelden|einzahlen auszahlen|kaufen verkaufen"
    "|mieten vermieten|erlauben verbieten|fordern erlassen|zahlen bekommen|überweisen erhalten|geben nehmen"
    "|schicken erhalten|vorlegen behalten|anerkennen bestreiten|aufheben bestätigen|erteilen entziehen"
    "|prüfen ignorieren"
    "|berücksichtigen ausschließen|fortsetzen abbrechen|verlängern verkürzen|behalten verlieren|gewinnen verlieren"
    "|genehmigt abgelehnt|bewilligt abgelehnt|zulässig unzulässig|begründet unbegründet|vollständig unvollständig"
    "|gültig ungültig|wirksam unwirksam|richtig falsch|neu alt|alt jung|hoch niedrig|lang kurz|groß klein|früh spät"
    "|erste letzte|ersten letzten|voll leer|öffentlich privat|eigene fremde|eigenen fremden|notwendig überflüssig"
    "|nötig unnötig|möglich unmöglich|zuständig unzuständig|beigefügt fehlend|fristgerecht verspätet"
    "|rechtzeitig verspätet|bisher künftig|vorher danach|oben unten|Anfang Schluss|Vorteil Nachteil|Erhöhung Senkung"
    "|Bewilligung Ablehnung|Zustimmung Widerspruch|Gewinn Verlust|Einnahmen Ausgaben|Gläubiger Schuldner"
    "|Verkäufer Erwerber|Kläger Beklagter|Eltern Kinder|Ehemann Ehefrau|Guthaben Schulden|Zuschuss Abzug"
    "|Eingang Ausgang|Aufnahme Entlassung|Anmeldung Abmeldung|Erlaubnis Verbot|Pflicht Recht|Anspruch Pflicht"
)
_OPPOSITE: Final = {
    a: b for pair in _OPPOSITES.split("|") for one, other in [pair.split()] for a, b in ((one, other), (other, one))
}
_PERSONS: Final = (
    ("wir", "Sie", "die Behörde", "das Gericht", "Ihr Nachbar", "er", "sie", "Dritte", "ich"),
    ("Sie", "wir", "er", "andere", "die Behörde", "Ihre Angehörigen"),
    ("uns", "Ihnen", "ihm", "ihr", "dem Gericht", "der Gemeinde"),
    ("Ihnen", "uns", "ihm", "ihr", "der Behörde", "Ihrem Arzt"),
    ("Ihr", "unser", "sein", "ihr", "dessen"), ("Ihre", "unsere", "seine", "ihre", "deren"),
    ("Ihren", "unseren", "seinen"), ("Ihrem", "unserem", "seinem"), ("Ihrer", "unserer", "seiner"),
    ("Ihres", "unseres", "seines"), ("unser", "Ihr", "sein"), ("unsere", "Ihre", "seine"),
    ("unseren", "Ihren", "seinen"), ("unserem", "Ihrem", "seinem"), ("unserer", "Ihrer", "seiner"),
    ("sein", "Ihr", "unser"), ("seine", "Ihre", "unsere"), ("seinen", "Ihren"), ("seinem", "Ihrem", "unserem"),
)  # fmt: skip
_PLAIN_EXTRA: Final = frozenset(
    "bitte dann deshalb dafür dazu darum dabei daher denn also so da es nun jetzt hier dort auch derzeit zurzeit dies"
    " das nämlich dadurch außerdem danach davor".split()
)
"""What a rewrite may hold without saying more: its loss is no error."""
_ENDINGS: Final = ("en", "em", "er", "es", "e", "t", "st", "")


def _near(words: Words, at: int) -> Words:
    """Mark the nearest words on both sides of a gap."""
    before = next((i for i in range(at - 1, -1, -1) if words[i].pos != "PUNCT"), None)
    behind = next((i for i in range(at, len(words)) if words[i].pos != "PUNCT"), None)
    return [replace(w, wrong=True) if i in (before, behind) else w for i, w in enumerate(words)]


def _without(words: Words, start: int, end: int) -> Words | None:
    """Return the words without some, with a capital at the front and the blank before the gap of the last one."""
    left = [*words[:start], *words[end:]]
    if not any(w.pos in _CONTENT for w in left):
        return None
    if start == 0 and left:
        w = left[0]
        left[0] = Word(w.text[:1].upper() + w.text[1:], w.space, w.pos, w.lemma, w.morph, w.dep, True)
    elif start:
        w = left[start - 1]
        left[start - 1] = Word(w.text, words[end - 1].space, w.pos, w.lemma, w.morph, w.dep, w.wrong)
    return _near(left, start)


def _put(words: Words, at: int, texts: Sequence[str], pos: str = "X") -> Words:
    """Return the words with new ones before position ``at``."""
    left = list(words)
    if at:
        w = left[at - 1]
        left[at - 1] = Word(w.text, " ", w.pos, w.lemma, w.morph, w.dep, w.wrong)
    gap = words[at - 1].space if at else " "
    new = [Word(t, " ", pos, t, "", "", True) for t in texts]
    new[-1] = Word(new[-1].text, gap or "", pos, "", "", "", True)
    return [*left[:at], *new, *left[at:]]


def _with(words: Words, at: int, text: str) -> Words:
    return [*words[:at], words[at].to(text), *words[at + 1 :]]


@dataclass(slots=True)
class Spoiler:
    """Makes errors; ``sentences`` are donors: words by class, claims, and similar sentences."""

    sentences: Sequence[Words]
    draw: random.Random
    donors: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    clauses: list[list[str]] = field(default_factory=list)
    phrases: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Collect donors."""
        for words in self.sentences:
            for i, w in enumerate(words):
                if w.text.isalpha() and i:
                    self.donors[w.pos, w.morph].append(w.text)
                if w.pos == "PUNCT" and w.text == "," and i + 2 < len(words) and words[i + 1].pos == "SCONJ":
                    end = next((k for k in range(i + 1, len(words)) if words[k].pos == "PUNCT"), len(words))
                    self.clauses.append([v.text for v in words[i + 1 : end]])
                if w.pos == "ADP":
                    end = next((k for k in range(i + 1, min(i + 5, len(words))) if words[k].pos == "NOUN"), 0)
                    if end and all(v.pos in ("DET", "ADJ", "NOUN") for v in words[i + 1 : end + 1]):
                        self.phrases.append([v.text for v in words[i : end + 1]])

    def _pick(self, words: Words, test: Callable[[Word], bool]) -> int | None:
        fit = [i for i, w in enumerate(words) if test(w)]
        return self.draw.choice(fit) if fit else None

    # --- content ---------------------------------------------------------------------------------------------------

    def word_lost(self, words: Words) -> Words | None:
        """Drop a word that carries meaning and can be left out."""
        at = self._pick(
            words,
            lambda w: w.pos in ("ADV", "ADJ", "PART") and w.text.lower() not in _PLAIN_EXTRA and w.text != "zu",
        )
        return None if at is None else _without(words, at, at + 1)

    def any_word_lost(self, words: Words) -> Words | None:
        """Drop any word but signs and what may be left out."""
        at = self._pick(words, lambda w: w.pos != "PUNCT" and w.text.lower() not in _PLAIN_EXTRA)
        return None if at is None else _without(words, at, at + 1)

    def phrase_lost(self, words: Words) -> Words | None:
        """Drop a phrase with its preposition."""
        at = self._pick(words, lambda w: w.pos == "ADP")
        if at is None:
            return None
        end = next((k for k in range(at + 1, min(at + 6, len(words))) if words[k].pos in ("NOUN", "PROPN")), None)
        return None if end is None else _without(words, at, end + 1)

    def clause_lost(self, words: Words) -> Words | None:
        """Drop what stands between two signs."""
        marks = [-1, *(i for i, w in enumerate(words) if w.pos == "PUNCT" and w.text in ",.;:")]
        spans = [(a, b) for a, b in pairwise(marks) if b - a > 3 and (a >= 0 or words[b].text != ".")]
        if len(marks) < 3 or not spans:
            return None
        a, b = self.draw.choice(spans)
        return _without(words, a + 1, b + 1) if a < 0 or words[a].text == "." else _without(words, a, b)

    def joined_lost(self, words: Words) -> Words | None:
        """Drop one member of a row, with its *und* or *oder*."""
        at = self._pick(words, lambda w: w.pos == "CCONJ" and w.text in ("und", "oder", "sowie"))
        if at is None or at < 1:
            return None
        end = next((k for k in range(at + 1, min(at + 6, len(words))) if words[k].pos == words[at - 1].pos), None)
        return None if end is None else _without(words, at, end + 1)

    def sentence_lost(self, words: Words) -> Words | None:
        """Drop one of several sentences."""
        ends = [i + 1 for i, w in enumerate(words) if w.pos == "PUNCT" and w.text in ".!?"]
        if len(ends) < 2:
            return None
        k = self.draw.randrange(len(ends))
        return _without(words, ends[k - 1] if k else 0, ends[k])

    def word_exchanged(self, words: Words) -> Words | None:
        """Put a word of the same class and form from another sentence."""
        at = self._pick(words, lambda w: w.pos in ("NOUN", "VERB", "ADJ", "ADV", "ADP", "SCONJ", "PRON", "AUX"))
        if at is None:
            return None
        found = self.donors.get((words[at].pos, words[at].morph), [])
        new = self.draw.choice(found) if found else ""
        return _with(words, at, new) if new and new.lower() != words[at].text.lower() else None

    def noun_exchanged(self, words: Words) -> Words | None:
        """Put another noun of the same form, one that ends or begins alike where there is one."""
        at = self._pick(words, lambda w: w.pos == "NOUN" and len(w.text) > 3)
        if at is None:
            return None
        w = words[at]
        found = self.donors.get(("NOUN", w.morph), [])
        some = self.draw.sample(found, min(60, len(found)))
        close = [t for t in some if t != w.text and (t[:4] == w.text[:4] or t[-5:] == w.text[-5:])]
        new = self.draw.choice(close or some or [w.text])
        return _with(words, at, new) if new != w.text else None

    def verb_exchanged(self, words: Words) -> Words | None:
        """Put another verb of the same form."""
        at = self._pick(words, lambda w: w.pos == "VERB")
        if at is None:
            return None
        found = self.donors.get(("VERB", words[at].morph), [])
        new = self.draw.choice(found) if found else ""
        return _with(words, at, new) if new and new.lower() != words[at].text.lower() else None

    def opposite(self, words: Words) -> Words | None:
        """Put the opposite of a word, in a form that is known."""
        at = self._pick(words, lambda w: w.text in _OPPOSITE or w.lemma in _OPPOSITE)
        if at is None:
            return None
        w = words[at]
        if w.text in _OPPOSITE:
            return _with(words, at, _OPPOSITE[w.text])
        new, old = verb(_OPPOSITE[w.lemma]), verb(w.lemma)
        if new is None or old is None:
            return None
        if w.text == old.participle:
            return _with(words, at, new.participle)
        if w.text == old.zu_infinitive:
            return _with(words, at, new.zu_infinitive)
        number = "Plur" if "Number=Plur" in w.morph else "Sing"
        changed = _with(words, at, new.finite(3, number))
        if new.particle:
            end = next((k for k in range(at, len(changed)) if changed[k].pos == "PUNCT"), len(changed))
            changed = _put(changed, end, [new.particle], "ADP")
        return changed

    # --- force, time, negation -------------------------------------------------------------------------------------

    def modal_exchanged(self, words: Words) -> Words | None:
        """Put another modal verb of the same number."""
        at = self._pick(words, lambda w: w.text.lower() in _MODAL_NUMBER and w.pos == "AUX")
        if at is None:
            return None
        old = words[at].text.lower()
        return _with(words, at, self.draw.choice([m for m in _MODALS[_MODAL_NUMBER[old]] if m != old]))

    def modal_added(self, words: Words) -> Words | None:
        """Turn a fact into a duty, a right or a possibility."""
        at = self._pick(words, lambda w: w.pos == "VERB" and "VerbForm=Fin" in w.morph and "Tense=Pres" in w.morph)
        if at is None or verb(words[at].lemma) is None:
            return None
        number = "Plur" if "Number=Plur" in words[at].morph else "Sing"
        modal = self.draw.choice(_MODALS[number])
        end = next((k for k in range(at + 1, len(words)) if words[k].pos == "PUNCT"), len(words))
        changed = _with(words, at, modal)
        return _put(changed, end, [words[at].lemma], "VERB")

    def modal_lost(self, words: Words) -> Words | None:
        """Turn a duty, a right or a possibility into a fact."""
        at = self._pick(words, lambda w: w.pos == "AUX" and w.text.lower() in _MODAL_NUMBER and w.lemma != "werden")
        if at is None:
            return None
        end = next((k for k in range(at + 1, len(words)) if words[k].pos == "VERB"), None)
        known = verb(words[end].text) if end is not None else None
        if known is None or end is None:
            return None
        finite = known.finite(3, "Plur" if _MODAL_NUMBER[words[at].text.lower()] == "Plur" else "Sing")
        changed = _with(words, at, finite)
        return _with(changed, end, known.particle) if known.particle else _without(changed, end, end + 1)

    def tense(self, words: Words) -> Words | None:
        """Put a finite verb into another tense."""
        at = self._pick(words, lambda w: "VerbForm=Fin" in w.morph and verb(w.lemma) is not None)
        if at is None:
            return None
        known, w = verb(words[at].lemma), words[at]
        number = "Plur" if "Number=Plur" in w.morph else "Sing"
        if known is None:
            return None
        if self.draw.random() < 0.7:
            new = known.finite(3, number, "Past" if "Tense=Pres" in w.morph else "Pres")
            return _with(words, at, new) if new != w.text.lower() else None
        end = next((k for k in range(at + 1, len(words)) if words[k].pos == "PUNCT"), len(words))
        helper, participle = known.perfect(3, number, self.draw.choice(("Pres", "Past")))
        return _put(_with(words, at, helper), end, [participle], "VERB") if not known.particle else None

    def denied(self, words: Words) -> Words | None:
        """Bring in a denial before a late part of the clause."""
        at = self._pick(words, lambda w: w.pos in ("VERB", "ADJ", "ADV", "ADP"))
        return _put(words, at, self.draw.choice(_DENYING).split(), "PART") if at else None

    def denial_lost(self, words: Words) -> Words | None:
        """Drop or turn a denial."""
        at = self._pick(words, lambda w: w.text.lower().startswith(("nicht", "kein", "nie", "weder", "ohne")))
        if at is None:
            at = self._pick(words, lambda w: w.pos == "ADJ" and w.text.startswith("un") and len(w.text) > 6)
            return None if at is None else _with(words, at, words[at].text[2:])
        text = words[at].text
        if text.lower().startswith("kein"):
            return _with(words, at, text[1:].lower())
        if text.lower() == "ohne":
            return _with(words, at, "mit")
        return _without(words, at, at + 1)

    def limited(self, words: Words) -> Words | None:
        """Bring in a small word that limits or widens."""
        at = self._pick(words, lambda w: w.pos in ("NOUN", "ADP", "DET", "ADJ", "VERB", "NUM"))
        return _put(words, at, [self.draw.choice(_LIMITING)], "ADV") if at else None

    def quantity(self, words: Words) -> Words | None:
        """Exchange a quantity, an article, or put one."""
        return self._from(words, _QUANTITIES)

    def joint(self, words: Words) -> Words | None:
        """Exchange what joins parts: conditions, reasons, times, prepositions."""
        return self._from(words, _JOINTS)

    def persons(self, words: Words) -> Words | None:
        """Exchange a person."""
        return self._from(words, _PERSONS)

    def _from(self, words: Words, rows: Iterable[Sequence[str]]) -> Words | None:
        rows = list(rows)
        first = {row[0] for row in rows} | {t for row in rows for t in row[1:3]}

        def fits(w: Word) -> bool:
            return (w.text if w.text in _ALWAYS_CAPITAL else w.text.lower()) in first

        at = self._pick(words, fits)
        if at is None:
            return None
        text = words[at].text
        old = text if text in _ALWAYS_CAPITAL and at else text.lower() if text not in _ALWAYS_CAPITAL else text
        fit = [t for row in rows if old in row for t in row if t != old]
        new = self.draw.choice(fit).split() if fit else []
        if not new:
            return None
        changed = _with(words, at, new[0])
        return _put(changed, at + 1, new[1:]) if len(new) > 1 else changed

    # --- who and what ----------------------------------------------------------------------------------------------

    def phrases_swapped(self, words: Words) -> Words | None:
        """Exchange two nouns, with their articles where the forms agree."""
        nouns = [i for i, w in enumerate(words) if w.pos in ("NOUN", "PROPN")]
        if len(nouns) < 2:
            return None
        a, b = sorted(self.draw.sample(nouns, 2))
        alike = [(i, k) for i in nouns for k in nouns if i < k and words[i].morph == words[k].morph]
        if alike and self.draw.random() < 0.8:
            a, b = self.draw.choice(alike)
        if words[a].text == words[b].text:
            return None
        one, other = words[a].text, words[b].text
        return _with(_with(words, a, other), b, one)

    def actor_added(self, words: Words) -> Words | None:
        """Name somebody who acts in a passive."""
        at = self._pick(words, lambda w: w.pos == "AUX" and w.lemma == "werden")
        who = self.draw.choice(("von Ihnen", "von uns", "vom Gericht", "von Dritten", "durch Ihren Arbeitgeber"))
        return None if at is None else _put(words, at + 1, who.split())

    def phrase_added(self, words: Words) -> Words | None:
        """Bring in a phrase of another sentence."""
        at = self._pick(words, lambda w: w.pos in ("VERB", "ADP", "PUNCT"))
        return _put(words, at, self.draw.choice(self.phrases)) if at and self.phrases else None

    def clause_added(self, words: Words) -> Words | None:
        """Bring in a clause of another sentence at the end."""
        if not words or words[-1].pos != "PUNCT" or not self.clauses:
            return None
        clause = self.draw.choice(self.clauses)
        changed = _put(words, len(words) - 1, clause)
        w = changed[len(words) - 2]
        changed[len(words) - 2] = Word(w.text + ",", " ", w.pos, w.lemma, w.morph, w.dep, True)
        return changed

    def claim_added(self, words: Words) -> Words | None:
        """Bring in a whole sentence of another text, before or behind."""
        other = self.draw.choice(self.sentences)
        new = [w.text + w.space for w in other]
        texts = "".join(new).split()
        return _put(words, len(words) if self.draw.random() < 0.8 else 0, texts) if 3 < len(texts) < 25 else None

    def mixed(self, words: Words) -> Words | None:
        """Go on like another sentence."""
        other = self.draw.choice(self.sentences)
        marks = [i for i, w in enumerate(words) if w.pos in ("PUNCT", "VERB", "AUX", "CCONJ")][:-1]
        theirs = [i for i, w in enumerate(other) if w.pos in ("PUNCT", "VERB", "AUX", "CCONJ")][:-1]
        if not marks or not theirs:
            return None
        tail = [Word(w.text, w.space, w.pos, "", "", "", True) for w in other[self.draw.choice(theirs) + 1 :]]
        return [*words[: self.draw.choice(marks) + 1], *tail]

    # --- grammar ---------------------------------------------------------------------------------------------------

    def moved(self, words: Words) -> Words | None:
        """Move one word to another place."""
        at = self._pick(words, lambda w: w.pos in ("VERB", "AUX", "PRON", "ADP", "DET", "ADV"))
        if at is None or len(words) < 5:
            return None
        to = self.draw.choice([i for i in range(len(words) - 1) if abs(i - at) > (0 if words[at].pos == "DET" else 1)])
        w = words[at]
        rest = _without(words, at, at + 1)
        return (
            _put(rest, to, [w.text.lower() if at == 0 and w.text not in _ALWAYS_CAPITAL else w.text]) if rest else None
        )

    def ending(self, words: Words) -> Words | None:
        """Give a word another ending."""
        at = self._pick(words, lambda w: w.pos in ("DET", "ADJ", "VERB", "AUX", "NOUN", "PRON") and len(w.text) > 2)
        if at is None:
            return None
        text = words[at].text
        stem = next((text.removesuffix(e) for e in _ENDINGS if e and text.endswith(e) and len(text) - len(e) > 1), text)
        new = stem + self.draw.choice(_ENDINGS)
        return _with(words, at, new) if new != text else None

    def form(self, words: Words) -> Words | None:
        """Exchange infinitive, participle and finite form."""
        at = self._pick(words, lambda w: w.pos == "VERB")
        if at is None:
            return None
        w = words[at]
        known = verb(w.lemma) or verb(lemma_of_participle(w.text) or "")
        if known is None:
            return None
        forms = [known.infinitive, known.participle, known.zu_infinitive, known.finite_joined(3, "Sing")]
        forms += [known.finite(3, "Plur"), known.finite_joined(3, "Sing", "Past")]
        new = self.draw.choice(forms)
        return _with(words, at, new) if new != w.text else None

    def doubled(self, words: Words) -> Words | None:
        """Say a word twice."""
        at = self._pick(words, lambda w: w.pos != "PUNCT")
        return None if at is None else _put(words, at + 1, [words[at].text])

    def sign(self, words: Words) -> Words | None:
        """Drop or bring in a comma, or spell a word with the wrong first letter."""
        if self.draw.random() < 0.4:
            at = self._pick(words, lambda w: w.text[:1].isalpha())
            if not at:
                return None
            text = words[at].text
            first = text[0].lower() if text[0].isupper() else text[0].upper()
            w = words[at]
            return [*words[:at], Word(first + text[1:], w.space, "X", "", "", "", True), *words[at + 1 :]]
        at = self._pick(words, lambda w: w.text == ",")
        if at is not None and self.draw.random() < 0.6:
            return _without(words, at, at + 1)
        at = self._pick(words[:-2], lambda w: w.pos != "PUNCT" and w.space == " ")
        if at is None:
            return None
        w = words[at]
        return [*words[:at], Word(w.text + ",", w.space, w.pos, "", "", "", True), *words[at + 1 :]]


KINDS: Final[dict[str, float]] = {
    "word_lost": 1.5, "any_word_lost": 1.0, "phrase_lost": 1.5, "clause_lost": 1.2, "joined_lost": 0.7,
    "sentence_lost": 0.7, "word_exchanged": 2.0, "noun_exchanged": 1.5, "verb_exchanged": 1.5, "opposite": 2.0,
    "modal_exchanged": 2.0, "modal_added": 0.8, "modal_lost": 1.2, "tense": 2.0, "denied": 1.0, "denial_lost": 1.5,
    "limited": 1.2, "quantity": 1.2, "joint": 2.0, "persons": 2.5, "phrases_swapped": 1.5, "actor_added": 0.5,
    "phrase_added": 1.0, "clause_added": 0.8, "claim_added": 0.8, "mixed": 0.5,
    "moved": 1.5, "ending": 2.5, "form": 1.2, "doubled": 0.6, "sign": 1.5,
}  # fmt: skip
"""Kinds of errors and how often each is tried; where one does not fit, another is drawn."""


def spoil(spoiler: Spoiler, words: Words, kinds: Sequence[str] = tuple(KINDS)) -> tuple[str, Words] | None:
    """Return a kind and a spoilt rewrite; now and then two errors at once."""
    weights = [KINDS[k] for k in kinds]
    for _ in range(8):
        kind = spoiler.draw.choices(kinds, weights)[0]
        spoilt = getattr(spoiler, kind)(words)
        if spoilt and text_of(spoilt) != text_of(words):
            return kind, spoilt
    return None


def text_of(words: Words) -> str:
    """Return the text."""
    return " ".join("".join(w.text + w.space for w in words).split())
