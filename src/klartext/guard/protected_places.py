"""Protected places: they survive word for word, legal terms in any inflection or as their verb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from klartext.grammar.verbs import Verb, verb
from klartext.guard import facts as f
from klartext.guard.change import Change
from klartext.guard.families import families, root
from klartext.guard.proper_names import named
from klartext.guard.time_limits import DIRECTION
from klartext.guard.wording import SHORTEST_TERM
from klartext.guard.words import sentences
from klartext.records import Protected
from klartext.ruleset.lexicon import load_lexicon

_NO_REMEDY: Final = re.compile(r"(?<!\w)im Widerspruch(?= (?:zu|zum|zur|mit|steh\w+|gestanden)(?!\w))")
"""*Im Widerspruch zu etwas stehen* is no legal remedy."""
_VALUES: Final[tuple[f.FactKind, ...]] = ("betrag", "datum", "zahl")
_DEEDS: Final = {
    "gabe": ("gegeben", "geben", "gibt"),
    "nahme": ("genommen", "nehmen", "nimmt"),
    "setzung": ("gesetzt", "setzen", "setzt"),
}


def geschuetzt(change: Change) -> str:
    """Protected places under the edit survive word for word; legal terms may be inflected."""
    for place in change.touched:
        if place.kind == "rechtsbehelf":
            return "Die Rechtsbehelfsbelehrung bleibt, wie sie ist"
        if _is_lost(place, change.texts.before, change.texts.after):
            return f"„{f.flat(place.text)}“ bleibt nicht, wie es ist"
    return ""


def _is_lost(place: Protected, before: str, after: str) -> bool:
    text = f.flat(place.text)
    if place.kind == "rechtsbegriff":
        before = _NO_REMEDY.sub("", before)
        return _term(text, after) < _term(text, before) and not _as_verb(text, after) and not _by_family(text, after)
    if place.kind == "paragraph" and f.occurrences(text, after) != f.occurrences(text, before):
        spelt = f.citation(text)
        same = f.occurrences(spelt, f.citation(after)) == f.occurrences(spelt, f.citation(before))
        return not same and bool(f.law_difference(before, after))
    if place.kind in ("betrag", "datum", "frist", "zahl") and f.occurrences(text, after) != f.occurrences(text, before):
        if place.kind == "frist" and not f.facts(text):
            return _length(text, after) < _length(text, before)
        return _changes_value(text, before, after) or _length(text, after) < _length(text, before)
    count = named if place.kind == "name" else f.occurrences
    if sentences(after) > sentences(before):
        return count(text, after) < count(text, before)
    return count(text, after) != count(text, before)


def _by_family(term: str, text: str) -> bool:
    """Whether a text says a legal term in other grammar: *Rechtskraft*, *rechtskräftig*."""
    there = families(text)
    return all(_said(word, there) for word in term.split() if word[:1].isupper())


def _said(word: str, there: frozenset[str]) -> bool:
    own = root(word)
    return len(own) > SHORTEST_TERM and any(own == other or (own in other) for other in there)


def _term(term: str, text: str) -> int:
    """Count a legal term in any inflection that only changes endings."""
    return len(_inflected_term(term).findall(text))


@lru_cache(maxsize=4096)
def _inflected_term(term: str) -> re.Pattern[str]:
    words = [re.escape(re.sub(r"(?:es|en|er|em|e|s|n)$", "", w) if len(w) > 4 else w) for w in term.split()]
    inflected = r"\s".join(rf"{w}(?:es|en|er|em|e|s|n)?" for w in words)
    return re.compile(rf"(?<!\w){inflected}(?!\w)", re.IGNORECASE)


def _changes_value(place: str, before: str, after: str) -> bool:
    """Whether a place has no number, or one of its numbers, amounts and dates occurs more or less often."""
    inside = {x.value for x in f.facts(place)}
    was, now = f.values(f.facts(before), *_VALUES), f.values(f.facts(after), *_VALUES)
    if sentences(after) > sentences(before):
        return not inside or any(was[value] > now[value] for value in inside)
    return not inside or any(was[value] != now[value] for value in inside)


def _length(limit: str, text: str) -> int:
    """Count a length of time in any case: *zwölf Monate*, *zwölf Monaten*; its direction is checked elsewhere."""
    lengths = {DIRECTION.sub("", value) for value in f.time_limits(limit)}
    found = Counter(DIRECTION.sub("", value) for value in f.time_limits(text).elements())
    return sum(found[length] for length in lengths)


def _as_verb(term: str, text: str) -> bool:
    """Whether a text has the verb of a legal term: *Anhörung*, *wir hören Sie an*."""
    if _spelt_apart(term.lower(), text.lower().replace(" ", "")):
        return True
    found = _verb_of(term)
    if found is None:
        return False
    words = set(re.findall(r"[^\W\d_]+", text))
    joined = {found.infinitive, found.participle, found.zu_infinitive.replace("zu ", "")}
    finite = {found.finite(3, "Sing"), found.finite(3, "Plur")}
    apart = bool(found.particle) and found.particle in words and bool(finite & words)
    return bool(joined & words) or apart or (not found.particle and bool(finite & words))


def _spelt_apart(term: str, squeezed: str) -> bool:
    """Whether a text without blanks has a deed in several words: *Inobhutnahme*, *in Obhut genommen*."""
    return any(
        term.removesuffix(ending) + form in squeezed
        for ending, forms in _DEEDS.items()
        if term.endswith(ending)
        for form in forms
    )


def _verb_of(term: str) -> Verb | None:
    """Return the verb of a term by the list of deeds (*Rücknahme*), or by its ending (*Anhörung*)."""
    action = load_lexicon().actions.of(term)
    stem = term.lower().removesuffix("ung")
    if action is not None:
        return verb(action.verb)
    return None if stem == term.lower() else verb(stem + "en") or verb(stem + "n")


def lost_places(places: Iterable[Protected], before: str, after: str) -> tuple[str, ...]:
    """Return the protected wordings that two flat texts do not hold equally often; a legal term may become more."""
    return tuple(dict.fromkeys(f.flat(p.text) for p in places if _is_lost(p, before, after)))
