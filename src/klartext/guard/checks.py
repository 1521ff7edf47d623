"""What may not change between a sentence and its new wording: one function for each kind of loss.

Every check returns in German what is wrong, empty if nothing is. A check that cannot tell says so: doubt holds back.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from klartext.grammar.verbs import Verb, verb
from klartext.guard import facts as f
from klartext.guard.equivalents import denied_twice, denying, for_denying
from klartext.guard.families import families, meets, root, words
from klartext.guard.lexicon import is_common_noun
from klartext.guard.words import (
    CONDITIONS,
    DUTY_INFINITIVE,
    FORCE,
    MODALS,
    QUANTITIES,
    WordClass,
    first_fault,
    sentences,
)  # fmt: skip
from klartext.pipeline.words import FUNCTION_WORDS
from klartext.records import Check, Protected
from klartext.ruleset.lexicon import load_lexicon
from klartext.spans import Edit, Span, apply_edits


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence before and after an edit.

    ``span`` counts in ``sentence``; the spans of ``protected`` count in the letter, where the sentence starts at
    ``start``. ``before`` and ``after`` are flat; ``spelt`` is ``before`` with the abbreviations written out that
    ``after`` writes out.
    """

    sentence: str
    start: int
    span: Span
    replacement: str
    changed: str
    before: str
    spelt: str
    after: str
    protected: tuple[Protected, ...]
    facts_before: tuple[f.Fact, ...]
    facts_after: tuple[f.Fact, ...]

    @classmethod
    def of(cls, sentence: str, start: int, span: Span, replacement: str, protected: Iterable[Protected] = ()) -> Change:
        """Return the change; ``span`` counts in the sentence.

        Raises:
            ValueError: The span reaches past the sentence.
        """
        changed = apply_edits(sentence, [Edit(span, replacement)])
        before, after = f.flat(sentence), f.flat(changed)
        whole = Span(start, start + len(sentence))
        near = tuple(p for p in protected if p.span.overlaps(whole))
        spelt = f.written_out(before, after)
        return cls(
            sentence, start, span, replacement, changed, before, spelt, after, near, f.facts(spelt), f.facts(after)
        )

    @property
    def splits(self) -> bool:
        """Whether the new wording has more sentences."""
        return sentences(self.after) > sentences(self.before)

    @property
    def touched(self) -> tuple[Protected, ...]:
        """The protected places that the edit overlaps."""
        here = Span(self.start + self.span.start, self.start + self.span.end)
        return tuple(p for p in self.protected if p.span.overlaps(here))


def geschuetzt(change: Change) -> str:
    """Protected places under the edit survive word for word; legal terms may be inflected."""
    for place in change.touched:
        if place.kind == "rechtsbehelf":
            return "Die Rechtsbehelfsbelehrung bleibt, wie sie ist"
        if _is_lost(place, change.before, change.after):
            return f"„{f.flat(place.text)}“ bleibt nicht, wie es ist"
    return ""


def zahlen(change: Change) -> str:
    """Every number keeps its value, written in digits or as a word, and its place among the others."""
    return _same_facts(change, "zahl", "betrag")


def betraege(change: Change) -> str:
    """Every amount keeps number and unit; currency signs stay even where a placeholder stands for the number."""
    fault = _same_facts(change, "betrag")
    return fault or f.difference(f.currency_words(change.spelt), f.currency_words(change.after))


def daten(change: Change) -> str:
    """Every date keeps its value and its place among the others."""
    return _same_facts(change, "datum")


def fristen(change: Change) -> str:
    """Every date and duration keeps its direction: *bis* stays *bis*, *innerhalb* stays *innerhalb*."""
    spelt, _ = _until(change.spelt, change.after)
    before, after = f.time_limits(spelt), f.time_limits(change.after)
    fault = f.difference(before, after)
    if fault and _direction_words(spelt) == _direction_words(change.after):
        fault = f.difference(_only_numbered(before), _only_numbered(after))
    return fault and _limit_fault(change, before, after)


def _limit_fault(change: Change, before: Counter[str], after: Counter[str]) -> str:
    """Return what changed between time limits, less those that say the same: *mit Ablauf des*, *bis zum*."""
    lost, new = before - after, after - before
    for was in list(lost.elements()):
        for now in list(new.elements()):
            if _same_limit(was, now, change):
                lost, new = lost - Counter([was]), new - Counter([now])
                break
    if change.splits:
        new = Counter({v: n for v, n in new.items() if v not in before and v not in _BARE_UNITS})
        lost = Counter({v: n for v, n in lost.items() if v not in _VAGUE_UNITS})
    if not lost:
        new = Counter({v: n for v, n in new.items() if not _says_length(v, change.spelt)})
    return f.difference(lost, new)


def _says_length(limit: str, text: str) -> bool:
    """Whether a text holds the unit of a length of time in another word: *jährlich*, *das 45. Lebensjahr*.

    Its number is compared by the check of numbers.
    """
    unit = _DIRECTION.sub("", limit).rpartition(" ")[2]
    return unit in _STEMS and re.search(_STEMS[unit], text, re.IGNORECASE) is not None


_STEMS: Final = {
    "tag": "tag|täg", "woche": "woch|wöch", "monat": "monat", "jahr": "jahr|jähr", "stunde": "stund|stünd",
    "minute": "minut", "werktag": "werktag|werktäg", "kalenderjahr": "kalenderjahr", "kalendermonat": "kalendermonat",
    "arbeitstag": "arbeitstag", "kalendertag": "kalendertag", "halbjahr": "halbjahr|halbjähr",
    "quartal": "quartal|vierteljahr|vierteljähr",
}  # fmt: skip


_BARE_UNITS: Final = frozenset({"tag", "woche", "monat", "jahr", "stunde", "minute"})
_VAGUE_UNITS: Final = frozenset({"tag", "stunde", "minute"})
_SAME_LIMITS: Final[dict[tuple[str, str], tuple[str, str]]] = {
    ("ablauf", "bis"): ("", ""),
    ("innerhalb", ""): ("", r"Zeit|lang|Frist"),
    ("innerhalb", "nach"): ("", r"Zeit|lang"),
    ("", "innerhalb"): (r"\w*[Ff]rist|\w*[Dd]auer|Zeitraum", ""),
    ("nach", ""): ("", r"abgelaufen|vergangen|vorbei|vorüber|her|zurück|lang"),
    ("nach", "bis"): ("", r"noch"),
    ("ablauf", "nach"): ("", ""),
    ("ablauf", ""): ("", r"Ende|endet|abgelaufen|abläuft"),
    ("", "bis"): (r"bis zu|höchstens|längstens|bis zum|bis dahin", ""),
    ("bis", ""): ("", r"bis|Ende|höchstens"),
    ("während", ""): ("", r"in|an|lang"),
    ("vor", "nach"): (r"absehen|ab|nicht|kein\w*", r"frühestens|erst"),
    ("vor", ""): ("", r"davor|vorher|früher|zuvor"),
    ("nach", "ab"): ("", ""),
    ("ab", "nach"): ("", ""),
    ("", "nach"): (r"hinaus|über", ""),
    ("ab", ""): ("", r"seitdem|seit|ab|dann"),
}
"""Directions that say the same, with the word that must stand in the old and in the new sentence."""


def _same_limit(was: str, now: str, change: Change) -> bool:
    if was.removeprefix("1 ") == now.removeprefix("1 "):
        return True
    value = _DIRECTION.sub("", was)
    if _DIRECTION.sub("", now) != value:
        return False
    ways = _SAME_LIMITS.get((was.removesuffix(value).strip(), now.removesuffix(value).strip()))
    return ways is not None and all(
        not way or re.search(rf"(?<!\w)(?:{way})(?!\w)", text)
        for way, text in zip(ways, (change.spelt, change.after), strict=True)
    )


def _direction_words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\b(?:ab|seit|bis|vor|nach|innerhalb|während)\b", text.lower()))


def _only_numbered(limits: Counter[str]) -> Counter[str]:
    """Leave the direction only where a number says which limit is meant: *bis zum Ende des Monats, der auf … folgt*."""
    bare: Counter[str] = Counter()
    for value, count in limits.items():
        bare[value if any(c.isdigit() for c in value) else _DIRECTION.sub("", value)] += count
    return bare


def paragrafen(change: Change) -> str:
    """Every citation stays; only abbreviations within it may be written out."""
    fault = _same_facts(change, "paragraf")
    return fault and f.law_difference(change.spelt, change.after)


def platzhalter(change: Change) -> str:
    """Placeholders stay character by character."""
    return _same_facts(change, "platzhalter")


def eigennamen(change: Change) -> str:
    """Names stay: protected ones, those behind a title, abbreviations in capitals, capitalised unknown words."""
    return _protected_names(change) or _titled_names(change) or _codes(change) or _capitalised(change)


def verneinung(change: Change) -> str:
    """As much is denied as before; *nicht* may become *un-* or *Nicht-* and the other way round."""
    before, after = _masked_bounds(change.spelt), _masked_bounds(change.after)
    before, after = _without_litotes(*_until(before, after))
    explicit = _explicit(after) - _explicit(before)
    was, now = Counter(_implicit(before)) + denying(before), Counter(_implicit(after)) + denying(after)
    lost, new = was - now, now - was
    if explicit == 0:
        return _bare_pair(before, after, lost, new) if lost or new else ""
    weak_was, weak_now = for_denying(before), for_denying(after)
    lost, new = lost + (weak_was - weak_now), new + (weak_now - weak_was)
    if explicit > 0:
        shared = sentences(after) > sentences(before) and _explicit(before) > 0
        return "" if lost.total() + shared >= explicit else "eine Verneinung kommt neu hinzu"
    gone = max(new.total(), min(lost.total(), denied_twice(before)))
    return "" if gone >= -explicit else "eine Verneinung fehlt"


_STRENGTH: Final = (*MODALS, *FORCE)


def modalitaet(change: Change) -> str:
    """Modal verbs stay, and so do the words that set how strictly a statement holds."""
    fault = ""
    for before, after in _force_readings(change):
        if not (fault := first_fault(_STRENGTH, before, after)):
            return ""
    return fault


def force_changes(change: Change) -> dict[str, int]:
    """Return the classes of force that changed however one reads: 1 new, -1 lost."""
    return _changes(_STRENGTH, tuple(_force_readings(change)))


def condition_changes(change: Change) -> dict[str, int]:
    """Return the classes of conditions that changed: 1 new, -1 lost."""
    return _changes(CONDITIONS, (_until(change.spelt, change.after),))


def quantity_changes(change: Change) -> dict[str, int]:
    """Return the classes of quantity that changed: 1 new, -1 lost."""
    return _changes(QUANTITIES, ((change.spelt, change.after),))


def _changes(classes: Sequence[WordClass], readings: Sequence[tuple[str, str]]) -> dict[str, int]:
    found = {c.name: [c.change(before, after) for before, after in readings] for c in classes}
    return {name: changes[0] for name, changes in found.items() if all(changes)}


def _force_readings(change: Change) -> Iterator[tuple[str, str]]:
    """Yield both texts as they may be read: without courtesies, announcements, double negation, or as they stand."""
    before, after = _plain_force(change.spelt), _plain_force(change.after)
    before, after = _forbidden(*_purpose(*_without_litotes(*_until(before, after))))
    yield before, after
    yield _NO_DUTY.sub("", before), _NO_DUTY.sub("", after)
    yield change.spelt, change.after
    yield _NOT_AVOIDABLE.sub("muss", change.spelt), change.after


def bedingungen(change: Change) -> str:
    """Conditions and exceptions stay; *sofern* and *falls* may become *wenn*, and what happened may become a clause."""
    before, after = _until(change.spelt, change.after)
    fault = first_fault(CONDITIONS, before, after)
    return fault and first_fault(CONDITIONS, before, _without_known_clauses(before, after))


def mengen(change: Change) -> str:
    """Words of quantity stay."""
    return first_fault(QUANTITIES, change.spelt, change.after)


def satzart(change: Change) -> str:
    """Questions stay questions, and the sentence keeps the mark it ends with."""
    before, after = _last_mark(change.before), _last_mark(change.after)
    if before != after:
        return f"Satzende „{before}“ wird zu „{after}“"
    return ""


def leer(change: Change) -> str:
    """Nothing spoils the new text: it is not empty, not the same, nothing doubled, brackets and quotes in pairs."""
    if not any(c.isalnum() for c in change.after):
        return "Der Satz ist leer"
    if change.before == change.after:
        return "Der Satz ist unverändert"
    for pattern, fault in _BLEMISHES:
        if len(pattern.findall(change.changed)) > len(pattern.findall(change.sentence)):
            return fault
    if (doubled := _doubled_words(change.after) - _doubled_words(change.before)).total():
        return f"„{next(iter(doubled))}“ steht doppelt"
    for opening, closing in _PAIRS:
        if _balance(change.after, opening, closing) != _balance(change.before, opening, closing):
            return f"{opening} und {closing} passen nicht zusammen"
    if change.before[:1].isupper() and change.after[:1].islower():
        return "Der Satz beginnt klein"
    return ""


CHECKS: Final[tuple[Callable[[Change], str], ...]] = (
    geschuetzt,
    zahlen,
    betraege,
    daten,
    fristen,
    paragrafen,
    platzhalter,
    eigennamen,
    verneinung,
    modalitaet,
    bedingungen,
    mengen,
    satzart,
    leer,
)
"""All checks of a single change, in the order in which they are reported."""


_OF_PLACES: Final = frozenset({geschuetzt, eigennamen, leer})
"""Checks that look at more than the two texts on one line."""


def run(change: Change, checks: Sequence[Callable[[Change], str]] = CHECKS) -> tuple[Check, ...]:
    """Return the outcome of every check; one that crashes counts as failed."""
    return tuple(
        _run(check, change) if check in _OF_PLACES else _of_texts(check, change.before, change.after)
        for check in checks
    )


@lru_cache(maxsize=16_384)
def _of_texts(check: Callable[[Change], str], before: str, after: str) -> Check:
    """Return the outcome of a check for two flat texts; steps and the proposal they lead to ask the same."""
    return _run(check, _whole(before, after))


@lru_cache(maxsize=256)
def _whole(before: str, after: str) -> Change:
    return Change.of(before, 0, Span(0, len(before)), after)


def _run(check: Callable[[Change], str], change: Change) -> Check:
    try:
        fault = check(change)
    except Exception as error:
        return Check(check.__name__, False, f"Die Prüfung ist abgebrochen ({type(error).__name__})")
    return Check(check.__name__, not fault, fault)


_IF_CLAUSE: Final = re.compile(
    r"(?<!\w)(?:auch wenn|selbst wenn|wenn|falls|sofern|sobald|bevor|nachdem)(?!\w)(?P<inside>[^,.;:?!]+)",
    re.IGNORECASE,
)
_TELLING: Final = 3


def _without_known_clauses(before: str, after: str) -> str:
    """Leave out the conjunction of new clauses that only unpack words of the old sentence: *Bei Verlust*, *wenn …*."""
    if _IF_CLAUSE.search(before):
        return after
    there = families(before)

    def known(hit: re.Match[str]) -> str:
        said = [w for w in words(hit["inside"]) if w.lower() not in FUNCTION_WORDS and len(root(w)) >= _TELLING]
        met = sum(meets(w, there) for w in said)
        return hit["inside"] if said and 2 * met >= len(said) else hit[0]

    return _IF_CLAUSE.sub(known, after)


# --- facts ----------------------------------------------------------------------------------------------------------


def _same_facts(change: Change, *kinds: f.FactKind) -> str:
    before = [x for x in change.facts_before if x.kind in kinds]
    after = [x for x in change.facts_after if x.kind in kinds and not _counts_what_follows(x, change)]
    was, now = Counter(x.value for x in before), Counter(x.value for x in after)
    if change.splits and not was - now:
        after = _first_of_each(after, was)
        now = Counter(x.value for x in after)
    if fault := f.difference(was, now):
        return fault
    for unit in dict.fromkeys(_unit(x) for x in before):
        if fault := _order_fault(
            change, [x for x in before if _unit(x) == unit], [x for x in after if _unit(x) == unit]
        ):
            return fault
    return ""


def _first_of_each(after: Sequence[f.Fact], was: Counter[str]) -> list[f.Fact]:
    """Leave out the repetitions that a sentence split in several needs."""
    left = Counter(was)
    kept = []
    for fact in after:
        if fact.value not in was or left[fact.value] > 0:
            kept.append(fact)
            left[fact.value] -= 1
    return kept


_ENUMERATES: Final = re.compile(
    r"\s(?:[a-zäöüß]+e[nr]?\s)?(?:Voraussetzung|Bedingung|Ausnahme|Pflicht|Möglichkeit|Nachweis|Angabe|Unterlage|Frage"
    r"|Fäll|Weg|Grund|Gründ|Punkt|Ding|Sache|Schritt|Kriteri|Teil|Aufgabe|Maßnahme|Gruppe|Bescheinigung|Dokument)\w*",
)


def _counts_what_follows(fact: f.Fact, change: Change) -> bool:
    """Whether a small number in words only announces a list: *unter zwei Voraussetzungen*."""
    new = fact.kind == "zahl" and fact.text.isalpha() and fact.value == "2"
    return (
        new
        and not any(x.value == fact.value for x in change.facts_before)
        and bool(_ENUMERATES.match(change.after, fact.end))
    )


def _unit(fact: f.Fact) -> str:
    return fact.value.rpartition(" ")[2] if fact.kind == "betrag" else fact.kind


def _order_fault(change: Change, before: Sequence[f.Fact], after: Sequence[f.Fact]) -> str:
    """Return a fault where facts of one unit changed their order and no longer stand beside the same words."""
    order_before, order_after = [x.value for x in before], [x.value for x in after]
    if order_before == order_after:
        return ""
    was = [(x.value, (x.start, x.end)) for x in before]
    now = [(x.value, (x.start, x.end)) for x in after]
    if _keeps_company(change.spelt, was, change.after, now) or _keeps_family(change.spelt, was, change.after, now):
        return ""
    return "Angaben könnten vertauscht sein: " + ", ".join(f"„{v}“" for v in order_after)


_Place = tuple[str, tuple[int, int]]
_Places = Iterable[_Place]
_ARTICLES: Final = frozenset({
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einer", "eines", "einem", "einen",
})  # fmt: skip
_COMPANY: Final = 3


def _keeps_company(before: str, places_before: _Places, after: str, places_after: _Places) -> bool:
    """Whether facts that changed their order still stand beside the same words, on the left or on the right."""
    was, now = list(places_before), list(places_after)
    for side in (_words_left, _words_right):
        for width in range(1, _COMPANY + 1):
            then = [(value, side(before, span, width)) for value, span in was]
            distinct = {company for _, company in then}
            if len(distinct) == len({value for value, _ in then}) and () not in distinct:
                if Counter(then) == Counter((value, side(after, span, width)) for value, span in now):
                    return True
                break
    return False


def _keeps_family(before: str, was: Sequence[_Place], after: str, now: Sequence[_Place]) -> bool:
    """Whether each fact still shares more word families with its old neighbours than any other fact does."""
    values = {value for value, _ in was}
    if len(values) != len(was) or values != {value for value, _ in now} or len(now) != len(was):
        return False
    old = {value: _around(before, span) for value, span in was}
    new = {value: _around(after, span) for value, span in now}
    for one, other in combinations(sorted(values), 2):
        kept = _shared(old[one], new[one]) + _shared(old[other], new[other])
        if kept <= _CLEARLY * (_shared(old[one], new[other]) + _shared(old[other], new[one])):
            return False
    return True


_NEAR: Final = 45
_CLEARLY: Final = 1.5


def _around(text: str, span: tuple[int, int]) -> dict[str, float]:
    """Return the families near a fact with their weight: the nearer, the heavier."""
    left = [w for w in words(text[max(0, span[0] - _NEAR) : span[0]])][::-1]
    right = list(words(text[span[1] : span[1] + _NEAR]))
    near: dict[str, float] = {}
    for side in (left, right):
        told = [w for w in side if w.lower() not in FUNCTION_WORDS]
        for distance, word in enumerate(told, start=1):
            near[root(word)] = max(near.get(root(word), 0.0), 1 / distance**2)
    return near


def _shared(old: Mapping[str, float], new: Mapping[str, float]) -> float:
    return sum(weight * new[family] for family, weight in old.items() if family in new)


def _words_left(text: str, span: tuple[int, int], width: int) -> tuple[str, ...]:
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text[: span[0]].lower()) if w not in _ARTICLES]
    return tuple(words[-width:])


def _words_right(text: str, span: tuple[int, int], width: int) -> tuple[str, ...]:
    words = [w for w in re.findall(r"[^\W\d_]{2,}", text[span[1] :].lower()) if w not in _ARTICLES]
    return tuple(words[:width])


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
    count = _named if place.kind == "name" else f.occurrences
    if sentences(after) > sentences(before):
        return count(text, after) < count(text, before)
    return count(text, after) != count(text, before)


def _by_family(term: str, text: str) -> bool:
    """Whether a text says a legal term in other grammar: *Rechtskraft*, *rechtskräftig*."""
    there = families(text)
    return all(_said(word, there) for word in term.split() if word[:1].isupper())


def _said(word: str, there: frozenset[str]) -> bool:
    own = root(word)
    return len(own) > _SHORTEST_TERM and any(own == other or (own in other) for other in there)


_SHORTEST_TERM: Final = 5


_NO_REMEDY: Final = re.compile(r"(?<!\w)im Widerspruch(?= (?:zu|zum|zur|mit|steh\w+|gestanden)(?!\w))")
"""*Im Widerspruch zu etwas stehen* is no legal remedy."""


def _term(term: str, text: str) -> int:
    """Count a legal term in any inflection that only changes endings."""
    words = [re.escape(re.sub(r"(?:es|en|er|em|e|s|n)$", "", w) if len(w) > 4 else w) for w in term.split()]
    return len(
        re.findall(
            r"(?<!\w)" + r"\s".join(rf"{w}(?:es|en|er|em|e|s|n)?" for w in words) + r"(?!\w)", text, re.IGNORECASE
        )
    )


def _changes_value(place: str, before: str, after: str) -> bool:
    """Whether a place has no number, or one of its numbers, amounts and dates occurs more or less often."""
    inside = {x.value for x in f.facts(place)}
    was, now = f.values(f.facts(before), *_VALUES), f.values(f.facts(after), *_VALUES)
    if sentences(after) > sentences(before):
        return not inside or any(was[value] > now[value] for value in inside)
    return not inside or any(was[value] != now[value] for value in inside)


_VALUES: Final[tuple[f.FactKind, ...]] = ("betrag", "datum", "zahl")


def _length(limit: str, text: str) -> int:
    """Count a length of time in any case: *zwölf Monate*, *zwölf Monaten*; its direction is checked elsewhere."""
    lengths = {_DIRECTION.sub("", value) for value in f.time_limits(limit)}
    found = Counter(_DIRECTION.sub("", value) for value in f.time_limits(text).elements())
    return sum(found[length] for length in lengths)


_DIRECTION: Final = re.compile(r"^(?:ab|ablauf|bis|frühestens|vor|nach|innerhalb|während) ")


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


_DEEDS: Final = {
    "gabe": ("gegeben", "geben", "gibt"),
    "nahme": ("genommen", "nehmen", "nimmt"),
    "setzung": ("gesetzt", "setzen", "setzt"),
}


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


# --- names ----------------------------------------------------------------------------------------------------------

_TITLE: Final = r"(?:Herrn?|Frau|Familie|Eheleuten?|Firma|Fa\.|Dr\.|Prof\.|Professor(?:in)?|Doktor)"
_NAME: Final = r"[A-ZÄÖÜÀ-ÖØ-Þ][\w'’-]*\w"
_TITLED: Final = re.compile(rf"{_TITLE}\s(?:(?:{_TITLE}|von|van|de|zu|der|[A-Z]\.)\s)*(?P<name>{_NAME}(?:\s{_NAME})*)")
_CODE: Final = re.compile(r"(?<![\w.])(?=\w*[A-ZÄÖÜ]\w*[A-ZÄÖÜ])\w{2,}(?:\s[IVX]{1,4})?(?!\w)")
_CAPITALISED: Final = re.compile(r"(?<![\w-])[A-ZÄÖÜÀ-ÖØ-Þ][^\W_]+(?:[-'’][^\W_]+)*(?!\w)")
_POLITE: Final = frozenset({
    "Sie", "Ihnen", "Ihr", "Ihre", "Ihrer", "Ihrem", "Ihren", "Ihres", "Ihrige", "Ihrerseits", "Ihretwegen",
})  # fmt: skip
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:]\s|[„\"»(]\s?|\n)[„\"»(]?$")
_LONGEST_START: Final = 3
"""So many characters stand at most between the end of a sentence and the first word of the next."""


def _protected_names(change: Change) -> str:
    for place in change.protected:
        if place.kind in ("name", "aktenzeichen", "kontakt"):
            text = f.flat(place.text)
            had, has = _named(text, change.before), _named(text, change.after)
            if has < had or (has > had and not change.splits):
                return f"„{text}“ bleibt nicht, wie es ist"
    names = {f.flat(p.text) for p in change.protected if p.kind == "name"}
    return _order_of(sorted(names), change)


def _named(name: str, text: str) -> int:
    """Count a name; its common nouns may be inflected: *des Finanzamtes Erlenwalde*, *dem Finanzamt Erlenwalde*."""
    return len(_named_pattern(name).findall(text))


def _named_pattern(name: str) -> re.Pattern[str]:
    words = r"\s".join(_name_word(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _name_word(word: str) -> str:
    if word in ("Herr", "Herrn"):
        return "Herrn?"
    if not word.isalpha() or len(word) < 5 or not is_common_noun(word):
        return re.escape(word) + ("s?" if word[-1:].isalnum() else "")
    return re.escape(re.sub(r"(?:es|s|e)$", "", word)) + "(?:es|s|e)?"


def _titled_names(change: Change) -> str:
    before, after = _titled(change.before), _titled(change.after)
    if change.splits:
        after = Counter({name: before[name] or count for name, count in after.items()})
    if fault := f.difference(before, after):
        return fault
    return _order_of(sorted(before), change)


def _titled(text: str) -> Counter[str]:
    return Counter(hit["name"] for hit in _TITLED.finditer(text))


def _order_of(names: Sequence[str], change: Change) -> str:
    was, now = _places_of(names, change.before), _places_of(names, change.after)
    if change.splits and len(now) > len(was):
        return ""
    if [n for n, _ in was] == [n for n, _ in now] or _keeps_company(change.before, was, change.after, now):
        return ""
    return "Namen könnten vertauscht sein: " + ", ".join(f"„{n}“" for n, _ in now)


def _places_of(names: Sequence[str], text: str) -> list[tuple[str, tuple[int, int]]]:
    hits = [(n, m.span()) for n in names for m in _named_pattern(n).finditer(text)]
    return sorted(hits, key=lambda hit: hit[1])


def _codes(change: Change) -> str:
    """Abbreviations in capitals (*SGB*, *VwVfG*) stay unless they are written out."""
    before = Counter(_outside(_CODE, change.spelt, change.facts_before))
    after = Counter(_outside(_CODE, change.after, change.facts_after))
    new_words = _words(change.after) - _words(change.spelt)
    for code in before - after:
        if not _spells(code, new_words) and not f.occurrences(code, change.after):
            return f"„{code}“ fehlt"
    old_words = _words(change.spelt) - _words(change.after)
    for code in after - before:
        if not _spells(code, old_words) and not f.occurrences(code, change.spelt):
            return f"„{code}“ kommt neu hinzu"
    return ""


def _outside(pattern: re.Pattern[str], text: str, found: Sequence[f.Fact]) -> Iterator[str]:
    for hit in pattern.finditer(text):
        if not any(x.start <= hit.start() < x.end for x in found):
            yield hit[0]


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_][^\W_]*", text))


def _spells(code: str, words: Counter[str]) -> bool:
    """Whether the letters of an abbreviation run through its words: *KdU*, *Kosten der Unterkunft*."""
    letters = iter("".join(words.elements()).lower())
    return bool(words) and all(c in letters for c in code.lower())


def _capitalised(change: Change) -> str:
    before, after = _nouns(change.spelt, change.facts_before), _nouns(change.after, change.facts_after)
    everywhere_before, everywhere_after = _words(change.spelt), _words(change.after)
    twins = {_folded(w): w for w in everywhere_after - everywhere_before}
    for word in everywhere_before - everywhere_after:
        twin = twins.get(_folded(word))
        if twin and twin.lower() != word.lower():
            return f"„{word}“ wird anders geschrieben: „{twin}“"
    gone = [w for w in before if w not in everywhere_after and w not in after]
    new = [w for w in after if w not in everywhere_before and w not in before]
    for word in gone:
        if not is_common_noun(word) and not _inflected(word, everywhere_after) and not _told(word, everywhere_after):
            return f"„{word}“ fehlt und könnte ein Name sein"
    for word in new:
        if not is_common_noun(word) and not _inflected(word, everywhere_before) and not _told(word, everywhere_before):
            return f"„{word}“ kommt neu hinzu und könnte ein Name sein"
    return ""


def _nouns(text: str, found: Sequence[f.Fact]) -> list[str]:
    """Return capitalised words that do not open a sentence, outside of facts."""
    return [
        hit[0]
        for hit in _CAPITALISED.finditer(text)
        if hit[0] not in _POLITE
        and not _SENTENCE_START.search(text, max(0, hit.start() - _LONGEST_START), hit.start())
        and not any(x.start <= hit.start() < x.end for x in found)
    ]


def _told(word: str, others: Iterable[str]) -> bool:
    """Whether no name but a noun of a verb or a person that the others tell: *des Werfens*, *geworfen*."""
    return meets(word, [root(w) for w in others if w[:1].islower() and len(w) > _SHORTEST_TERM])


def _folded(word: str) -> str:
    """Return what is left of a word when umlauts, accents and ß are written plainly."""
    plain = word.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ı", "i")
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _inflected(word: str, others: Iterable[str]) -> bool:
    """Whether one of the other words is the same but for an ending or the capital letter."""
    forms = _bases(word)
    return any(forms & _bases(other) for other in others)


def _bases(word: str) -> set[str]:
    """Return what a word may be without its ending: *Wohnungsgebers* is *Wohnungsgeber* or *Wohnungsgeb*."""
    low = word.lower()
    return {_stem(low), *(low.removesuffix(ending) for ending in ("s", "n", "es", "en") if len(low) > 4)}


def _stem(word: str) -> str:
    return re.sub(r"(?:es|en|er|em|e|s|n)$", "", word) if len(word) > 4 else word


# --- negation -------------------------------------------------------------------------------------------------------

_NEGATION: Final = re.compile(
    r"(?<!\w)(?:nicht|nichts|kein\w*|nie|niemals|niemand\w*|nirgend\w*|weder|ohne|nein)(?!\w)", re.IGNORECASE
)
_BOUNDS: Final = re.compile(r"(?<!\w)nicht (?:mehr|weniger|später|früher|länger|eher) als(?!\w)", re.IGNORECASE)
_IMPLICIT: Final = re.compile(
    r"(?<!\w)(?P<un>[Uu]n[a-zäöüß]{3,})|(?<!\w)(?P<noun>Nicht[a-zäöüß]{3,})"
    r"|(?<!\w)(?P<less>[a-zäöüß]{4,}los(?:e[rnms]?)?)(?!\w)"
)
_NO_NEGATION: Final = re.compile(
    r"(?:unter(?!blei)|unser|uns(?:$|er)|und$|unten|ungefähr|unverzüglich|unbedingt|unabdingbar|unerlässlich|unumgänglich"
    r"|unmittelbar|unbeschadet|ungeachtet"
    r"|unfall|unfälle|universi|union|uniform|unikat|ungar|unwesen|untat|unkosten|unschwer|nichten?$|nichtig)",
    re.IGNORECASE,
)
_NOT_WITHOUT: Final = re.compile(r"(?<!\w)nicht ohne(?!\w)", re.IGNORECASE)
_LITOTES: Final = re.compile(r"(?<!\w)nicht un(?P<base>[a-zäöüß]{3,})(?!\w)", re.IGNORECASE)


def _explicit(text: str) -> int:
    """Count words of negation; *weder … noch* denies twice."""
    return sum(2 if word.lower() == "weder" else 1 for word in _NEGATION.findall(text))


_NOT_UNTIL: Final = re.compile(
    r"(?<!\w)(?P<first>nicht|kein\w*)(?!\w)(?P<between>[^.]*?(?<!\w))(?P<limit>solange|bevor|ehe|bis)(?!\w)"
    r"(?P<clause>[^.]*?)"
    r"(?<!\w)(?P<second>nicht|kein(?=\w*))",
    re.IGNORECASE,
)
_ONLY_WHEN: Final = re.compile(r"(?<!\w)erst(?!\w)[^.]*(?<!\w)(?:wenn|sobald|nachdem)(?!\w)", re.IGNORECASE)
_NOT_BEFORE: Final = re.compile(r"(?<!\w)nicht vor(?!\w)", re.IGNORECASE)


def _until(before: str, after: str) -> tuple[str, str]:
    """Read *nicht, solange … nicht* as *erst, wenn …*, and *nicht vor* as *frühestens*, where ``after`` says so."""
    if _ONLY_WHEN.search(after) and not _ONLY_WHEN.search(before):
        before = _NOT_UNTIL.sub(r"erst\g<between>wenn\g<clause>", before, count=1)
    if re.search(r"(?<!\w)frühestens(?!\w)", after, re.IGNORECASE):
        before = _NOT_BEFORE.sub("frühestens", before)
    return before, after


def _masked_bounds(text: str) -> str:
    """Hide *nicht mehr als*, which bounds and does not deny."""
    return _BOUNDS.sub("als", text)


def _without_litotes(before: str, after: str) -> tuple[str, str]:
    """Take *nicht unerheblich* as *erheblich*, *nicht ohne* as *nur mit* where the new wording says the second."""
    if re.search(r"(?<!\w)nur(?!\w)", after, re.IGNORECASE):
        before = _NOT_WITHOUT.sub("nur mit", before)
    for hit in _LITOTES.finditer(before):
        stem = _stem(hit["base"])
        if re.search(rf"(?<!\w){re.escape(stem)}", after):
            before = before.replace(hit[0], hit["base"], 1)
    for denied, meant in _OPPOSITES:
        if meant.search(after) and not meant.search(before):
            before = denied.sub("", before, count=1)
    return before, after


_OPPOSITES: Final = tuple(
    (
        re.compile(rf"(?<!\w)nicht (?:{denied})(?!\w)", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{meant})(?!\w)", re.IGNORECASE),
    )
    for denied, meant in (
        ("selten", "oft|häufig"),
        ("unwesentlich|unerheblich|unbedeutend|unwichtig", "wichtig|erheblich|bedeutend|wesentlich"),
        ("entbehrlich|verzichtbar", "nötig|notwendig|erforderlich|muss|müssen|brauchen"),
        ("ausgeschlossen|auszuschließen", "möglich|möglicherweise|kann|können"),
    )
)
"""What *nicht* makes of a word, and how one says it without."""


def _implicit(text: str) -> Iterator[str]:
    for hit in _IMPLICIT.finditer(text):
        if not _NO_NEGATION.match(hit[0]):
            yield _stem(hit[0].lower())


def _bare_pair(before: str, after: str, lost: Counter[str], new: Counter[str]) -> str:
    """Return a fault where only words changed that deny by themselves and nothing took the place of one."""
    words_before, words_after = {_stem(w.lower()) for w in _words(before)}, {_stem(w.lower()) for w in _words(after)}
    weak = sentences(after) == sentences(before)
    for gone in lost:
        if gone.startswith((_DENIAL, "nicht")):
            if not new and not (weak and for_denying(after) - for_denying(before)):
                return "eine Verneinung fehlt"
        elif _bare(gone) in words_after or not words_after - words_before or (not new and denied_twice(before)):
            return f"„{gone}…“ fehlt"
    for come in new:
        if come.startswith((_DENIAL, "nicht")):
            if not lost and not (weak and for_denying(before) - for_denying(after)):
                return "eine Verneinung kommt neu hinzu"
        elif _bare(come) in words_before or not words_before - words_after:
            return f"„{come}…“ kommt neu hinzu"
    return ""


_DENIAL: Final = "strong "


def _bare(word: str) -> str:
    return word.removeprefix("nicht") if word.startswith("nicht") else word.removeprefix("un")


# --- force ----------------------------------------------------------------------------------------------------------

_ONE_DEADLINE: Final = re.compile(r"(?<!\w)(?:bis\sspätestens|spätestens\sbis)(?!\w)", re.IGNORECASE)


_COURTESY: Final = re.compile(
    r"(?<!\w)(?:(?:ich|wir) (?:darf|dürfen|möchten?)|(?:darf|dürfen|möchten?|muss|müssen) (?:ich|wir))(?!\w)"
    r"(?=[^,;.!?]*(?<!\w)(?:bitten|ersuchen|hinweisen|mitteilen|informieren|erinnern|danken|aufmerksam machen)(?!\w))",
    re.IGNORECASE,
)


_NO_DUTY: Final = re.compile(
    r"(?<!\w)(?:davon auszugehen|damit zu rechnen|festzu(?:stellen|halten)|an(?:zu)merken"
    r"|zu (?:entnehmen|erwarten|verstehen|befürchten)"
    r"|darauf hinzuweisen|nicht auszuschließen|abzulehnen|zurückzuweisen|stattzugeben|abzustellen)(?!\w)",
    re.IGNORECASE,
)
_MAY_NOT: Final = re.compile(
    r"(?<!\w)(?:darf|dürfen|kann|können)(?!\w)(?=[^.]*(?<!\w)(?:nicht|kein\w*)(?!\w))", re.IGNORECASE
)
_NOT_AVOIDABLE: Final = re.compile(
    r"(?<!\w)(?:kann|können|konnten?)(?!\w)(?=[^.]*(?<!\w)(?:nicht|kein\w*)(?!\w)[^.]*"
    r"(?:verzichte|abgesehen|absehen|unterbleib|unterlassen|entfallen|entbehr|entsprochen|stattgegeben"
    r"|Folge geleistet))",
    re.IGNORECASE,
)
"""*Wir können nicht darauf verzichten* says *wir müssen*."""
_SO_THAT: Final = re.compile(r"((?<!\w)damit(?!\w)[^.,]*?)\s(?:kann|können)(?!\w)", re.IGNORECASE)
_AIM: Final = re.compile(r"(?<!\w)(?:zur|zum|zwecks|um|für)(?!\w)", re.IGNORECASE)


def _forbidden(before: str, after: str) -> tuple[str, str]:
    """Read *dürfen nicht* as *müssen* where ``before`` forbids with *ist nicht zu*."""
    if DUTY_INFINITIVE.search(before) and _NEGATION.search(before) and not _MAY_NOT.search(before):
        after = _MAY_NOT.sub("müssen", after)
    return before, after


def _purpose(before: str, after: str) -> tuple[str, str]:
    """Leave out *können* where a purpose became a clause: *zur Prüfung*, *damit wir prüfen können*."""
    if _AIM.search(before) and not _SO_THAT.search(before):
        after = _SO_THAT.sub(r"\1", after)
    return before, after


def _plain_force(text: str) -> str:
    """Take *bis spätestens* as *bis*, which says the same twice, and leave out the modal of *ich darf Sie bitten*."""
    return _COURTESY.sub("", _ONE_DEADLINE.sub("bis", text))


# --- form -----------------------------------------------------------------------------------------------------------

_BLEMISHES: Final = (
    (re.compile(r"[^\S\n]{2,}"), "Leerzeichen stehen doppelt"),
    (re.compile(r",\s*,|;\s*;|\.\s*,|,\s*\.(?!\.)|(?<!\.)\.\.(?!\.)"), "Satzzeichen stehen doppelt"),
    (re.compile(r"\s[,;.!?)](?!\.)|[(]\s"), "Leerzeichen stehen falsch"),
    (re.compile(r"^\s|\s$"), "Leerzeichen stehen am Rand"),
    (re.compile(r"[^\S\n]\n|\n[^\S\n]"), "Leerzeichen stehen am Zeilenrand"),
    (re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\ufffc\ufffd⟦⟧]"), "Es gibt unsichtbare oder fremde Zeichen"),
    (re.compile(r"[^\W\d_](?:[,;]|\.(?=[^\W\d_]{3}))[^\W\d_]"), "Nach einem Satzzeichen fehlt ein Leerzeichen"),
)
_PAIRS: Final = (("(", ")"), ("[", "]"), ("{", "}"), ("«", "»"), ("„", "“"), ("‚", "‘"), ("⟨", "⟩"))
_DOUBLED: Final = re.compile(r"(?<!\w)(\w+)\s(?=\1(?!\w))")


_FIRST_CLAUSE: Final = re.compile(
    r"(?:^|[.?!:]\s)(?:Weil|Wenn|Da|Falls|Sofern|Sobald|Nachdem|Soweit|Solange|Bevor|Obwohl|Ob|Wer|Was|Wie|Wann|Wo)\s[^,]*$"
)
_TWICE_AT_COMMA: Final = re.compile(
    r"(?<!\w)(?!d(?:ie|er|as|en|em),)([a-zäöüß]+), \1(?!\w)(?!\sd(?:ie|er|as|en|em|eren|essen)(?!\w))"
)
"""Two equal verbs meet: *die ich durchgeführt habe, habe ich*; not *stellen wir aus, aus der …*."""


def _doubled_words(text: str) -> Counter[str]:
    hits = [hit for hit in _DOUBLED.finditer(text) if not hit[1].isdigit()]
    at_commas = [h[1] for h in _TWICE_AT_COMMA.finditer(text) if not _FIRST_CLAUSE.search(text[: h.start()])]
    return Counter([*(hit[1] for hit in hits if not _is_relative(text, hit)), *at_commas])


def _is_relative(text: str, hit: re.Match[str]) -> bool:
    """Whether the first of two equal words opens a relative clause: *…, gegen die die Händler …*."""
    return hit[1] in ("die", "der", "das") and bool(_OPENS_RELATIVE.search(text[: hit.start()]))


_OPENS_RELATIVE: Final = re.compile(
    r",\s(?:(?:an|auf|aus|bei|durch|für|gegen|in|mit|nach|ohne|über|um|unter|von|vor|wegen|zu)\s)?$"
)


def _balance(text: str, opening: str, closing: str) -> int:
    if opening not in text and closing not in text:
        return 0
    depth = lowest = 0
    for character in text:
        depth += (character == opening) - (character == closing)
        lowest = min(lowest, depth)
    return depth - 1000 * lowest


def _last_mark(text: str) -> str:
    end = text.rstrip('”“"»)’ ')
    return end[-1:] if end[-1:] in ".!?:;," else ""


def lost_places(places: Iterable[Protected], before: str, after: str) -> tuple[str, ...]:
    """Return the protected wordings that two flat texts do not hold equally often; a legal term may become more."""
    return tuple(dict.fromkeys(f.flat(p.text) for p in places if _is_lost(p, before, after)))
