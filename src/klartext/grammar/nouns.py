"""Forms of nouns, from the table of the German Wiktionary; of an unknown compound those of its longest known head.

Source: package ``german-nouns`` (CC BY-SA 4.0), see ``models/training/noun_forms.py``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from klartext import paths
from klartext.grammar.adjectives import ending
from klartext.grammar.features import CASES, Case, Declension, Gender, Number
from klartext.pipeline.nouns import NounTable

MONTHS: Final = frozenset("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())
_GENDERS: dict[str, Gender | None] = {"m": "Masc", "f": "Fem", "n": "Neut", "-": None}
_SHORTEST_HEAD = 3
_SHORTEST_LOOSE_HEAD = 5
_SHORTEST_FRONT = 3
_JOINTS = ("s", "es", "n", "en", "er", "e")
_FRONTS = frozenset(
    """ab alt an auf aus bei bundes dienst doppel durch ein einzel end erst fehl fern fest folge frei ge gegen gesamt
    grob groß grund haupt heil hilfs hin hoch höchst in jung kern klein kurz lang leer melde mehr mindest mit nach neben
    neu nicht ober ort pflege privat prüf roh rück schreib schwer sofort sonder stief teil tief um un unter ur vor
    voll weg weiter wider wohn zu zahl zusatz zwangs zwischen über""".split()
)
_NO_HEADS = ("samt", "samte", "samts", "samtes", "samten", "stag", "stags", "stages", "stage", "stagen")
_NEEDS_S = re.compile(r"(?:[^rw]ung|heit|keit|schaft|ität|tion)\Z")
_LONG_GENITIVE = re.compile(r"(?<!en)d\Z|amt\Z")
_PEOPLE = frozenset({"Person", "Kind", "Mensch", "Elternteil", "Familienmitglied", "Arzt", "Erbe", "Zeuge"})
_VOWELS = re.compile(r"[aeiouyäöü]+", re.IGNORECASE)
_ADJECTIVAL = re.compile(r"(?:e|er|es)\Z")
_ABSTRACT = re.compile(r"(?P<stem>.{2,}(?:(?<!spr)(?<!schw)ung|heit|keit|schaft|tät|tion|sion|eurin))(?:en|nen)?")
_WOMAN = re.compile(r"(?P<stem>.{3,}(?:er|or|ar|är|ist|ent|ant|at|eur|log)in)(?:nen)?")
_PARTICIPLE = re.compile(
    r"(?P<stem>[A-ZÄÖÜ](?:[a-zäöüß]{3,}(?:end|elnd|ernd)|[a-zäöüß]*(?:berechtigt|verpflichtet|beauftragt|beschäftigt|"
    r"versichert|bedürftig|pflichtig|angehörig|begünstigt|geschädigt|betroffen|behindert|beteiligt|bevollmächtigt|"
    r"bedienstet|befugt|beschuldigt|verletzt|verstorben|untergebracht|eingeschrieben)))(?:e|en|em|er|es)"
)


@dataclass(frozen=True, slots=True)
class NounForms:
    """One way to decline a noun.

    Args:
        lemma: Nominative singular, or plural if there is no other; of a nominalised adjective with its ending.
        gender: None for a noun without singular.
        cells: Forms in Nom, Gen, Dat, Acc of singular, then of plural; best first. Empty for an adjectival noun.
        is_rare: Whether the noun has another, far more usual gender (der, not das Monat).
    """

    lemma: str
    gender: Gender | None
    cells: tuple[tuple[str, ...], ...]
    is_rare: bool = False

    @property
    def is_adjectival(self) -> bool:
        """Whether it declines as an adjective: der Versicherte, ein Versicherter."""
        return not self.cells

    @property
    def stem(self) -> str:
        """What an adjectival noun puts its endings to."""
        return _ADJECTIVAL.sub("", self.lemma)

    def form(self, case: Case, number: Number, declension: Declension = "strong") -> tuple[str, ...]:
        """Return the forms, best first; none if it lacks the number."""
        if self.is_adjectival:
            return (self.stem + ending(declension, case, number, self.gender or "Masc"),)
        return self.cells[CASES.index(case) + 4 * (number == "Plur")]

    def is_archaic(self, form: str, case: Case, number: Number) -> bool:
        """Whether a form is the old dative (dem Bescheide) beside a shorter one."""
        forms = self.form(case, number)
        return case == "Dat" and number == "Sing" and len(forms) > 1 and form == forms[0] + "e"


def noun_forms(lemma: str) -> NounForms | None:
    """Return how a noun declines; the most usual way where there are several."""
    found = _usual_genitives(declensions(lemma))
    return found[0] if found else None


@lru_cache(maxsize=20_000)
def declensions(lemma: str) -> tuple[NounForms, ...]:
    """Return every way to decline a noun; of an unknown compound those of its head."""
    return _table().find(lemma) or _unlisted(lemma, _table().find)


@lru_cache(maxsize=20_000)
def analyses(form: str) -> tuple[NounForms, ...]:
    """Return every way to decline a noun that has this form in one of its cells."""
    found = _listed(form) or _unlisted(form, _listed)
    return _usual_genitives(dict.fromkeys(way for forms in found for way in _both_genders(forms)))


def is_listed(form: str) -> bool:
    """Whether the table has a noun with this very form."""
    return bool(_listed(form))


def names_a_person(lemma: str) -> bool:
    """Whether a noun surely names somebody: it has a form for women, or is one (*Schüler*, *Schülerin*)."""
    return lemma in _PEOPLE or bool(_WOMAN.fullmatch(lemma) or _PARTICIPLE.fullmatch(lemma)) or is_listed(lemma + "in")


def _listed(form: str) -> tuple[NounForms, ...]:
    lemmas = dict.fromkeys([reading.lemma for reading in noun_table().exact(form)] + [form])
    ways = (way for lemma in lemmas for way in _usual_genitives(_table().find(lemma)))
    return tuple(way for way in ways if _has(way, form))


def _unlisted(word: str, look_up: Callable[[str], tuple[NounForms, ...]]) -> tuple[NounForms, ...]:
    """Return what ending or head tell of a noun that is not in the table."""
    front, hyphen, head = word.rpartition("-")
    if hyphen:
        return tuple(_compound(front + hyphen, forms, lower=False) for forms in analyses(head)) if head else ()
    return (
        tuple(_by_suffix(word, _ABSTRACT))
        or (*_of_compound(word, look_up, _SHORTEST_HEAD, _is_front), *_by_participle(word))
        or tuple(_by_suffix(word, _WOMAN))
        or _of_compound(word, look_up, _SHORTEST_LOOSE_HEAD, lambda front: len(front) >= _SHORTEST_FRONT)
    )


def _of_compound(
    word: str, look_up: Callable[[str], tuple[NounForms, ...]], shortest: int, is_front: Callable[[str], bool]
) -> tuple[NounForms, ...]:
    """Return what ``look_up`` says of the longest head whose front can begin a compound."""
    for at in range(2, len(word) - shortest + 1):
        found = () if word[at:] in _NO_HEADS else look_up(word[at].upper() + word[at + 1 :])
        if found and is_front(word[:at]):
            return tuple(_compound(word[:at], forms, lower=True) for forms in found)
    return ()


@lru_cache(maxsize=20_000)
def _is_front(front: str) -> bool:
    """Whether a word stands here that a compound can begin with: a noun, with its Fugenelement, or a prefix."""
    if front.lower() in _FRONTS:
        return True
    bare = (front[: -len(joint)] for joint in _JOINTS if front.endswith(joint))
    if _NEEDS_S.search(front):
        return False
    words = [word for word in (front, *bare, front + "e") if len(word) >= _SHORTEST_FRONT]
    return any(noun_table().exact(word) for word in words) or any(_is_compound(word) for word in words)


def _is_compound(word: str) -> bool:
    """Whether a word is made of known words."""
    return any(
        noun_table().exact(word[at].upper() + word[at + 1 :]) and _is_front(word[:at])
        for at in range(2, len(word) - _SHORTEST_HEAD + 1)
    )


def _has(forms: NounForms, form: str) -> bool:
    if forms.is_adjectival:
        return form.startswith(forms.stem) and form[len(forms.stem) :] in ("e", "en", "em", "er", "es")
    return any(form in cell for cell in forms.cells)


def _usual_genitives(ways: Iterable[NounForms]) -> tuple[NounForms, ...]:
    """Give the declensions of a noun both genitives, the usual first: Amtes, Bescheides, but Antrags, Monats."""
    found = tuple(ways)
    known = {form for way in found if way.cells for form in way.cells[1]}
    return tuple(_with_genitives(way, known) for way in found)


def _with_genitives(way: NounForms, known: set[str]) -> NounForms:
    short, long = way.lemma + "s", way.lemma + "es"
    if not way.cells or not {short, long} & set(way.cells[1]) or not {short, long} <= known:
        return way
    is_long = len(_VOWELS.findall(way.lemma)) == 1 or _LONG_GENITIVE.search(way.lemma)
    best = (long, short) if is_long else (short, long)
    genitives = tuple(dict.fromkeys((*best, *way.cells[1])))
    return replace(way, cells=(way.cells[0], genitives, *way.cells[2:]))


def _both_genders(forms: NounForms) -> Iterator[NounForms]:
    """Yield an adjectival noun for a man and for a woman: the table has some only in one gender."""
    if forms.is_adjectival and forms.gender != "Neut":
        yield NounForms(forms.stem + "er", "Masc", ())
        yield NounForms(forms.stem + "e", "Fem", ())
    else:
        yield forms


def _by_suffix(form: str, suffix: re.Pattern[str]) -> Iterator[NounForms]:
    """Yield the feminine declension that the ending of an unknown noun gives away."""
    if found := suffix.fullmatch(form):
        stem = found["stem"]
        yield NounForms(stem, "Fem", ((stem,),) * 4 + ((stem + ("nen" if stem.endswith("in") else "en"),),) * 4)


def _by_participle(form: str) -> Iterator[NounForms]:
    """Yield the declension of a participle that stands for a person."""
    if found := _PARTICIPLE.fullmatch(form):
        yield NounForms(found["stem"] + "er", "Masc", ())


def _compound(front: str, head: NounForms, lower: bool) -> NounForms:
    def joined(form: str) -> str:
        return front + (form[0].lower() + form[1:] if lower else form)

    cells = tuple(tuple(map(joined, cell)) for cell in head.cells)
    return NounForms(joined(head.lemma), head.gender, cells, head.is_rare)


class _FormsTable:
    """The table in memory: sorted lines, searched by bisection."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        start = int(lines[0]) + 1
        self._paradigms = lines[1:start]
        self._lines = lines[start:]

    def find(self, lemma: str) -> tuple[NounForms, ...]:
        at = bisect_left(self._lines, lemma + "\t")
        if at == len(self._lines) or not self._lines[at].startswith(lemma + "\t"):
            return ()
        numbers = self._lines[at].split("\t")[1].split(" ")
        return tuple(_decoded(lemma, self._paradigms[int(n.rstrip("?"))], n.endswith("?")) for n in numbers)


def _decoded(lemma: str, paradigm: str, is_rare: bool) -> NounForms:
    gender, _, cells = paradigm.partition(":")
    if cells == "*":
        return NounForms(lemma, _GENDERS[gender], (), is_rare)
    decoded = tuple(tuple(_form(lemma, code) for code in cell.split("/") if code) for cell in cells.split(","))
    return NounForms(lemma, _GENDERS[gender], decoded, is_rare)


def _form(lemma: str, code: str) -> str:
    digits = len(code) - len(code.lstrip("0123456789"))
    return lemma[: len(lemma) - int(code[:digits])] + code[digits:]


@lru_cache(maxsize=1)
def _table() -> _FormsTable:
    return _FormsTable((paths.pipeline_dir() / "noun_forms.txt").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def noun_table() -> NounTable:
    """Return the noun table of the shipped pipeline."""
    return NounTable(paths.pipeline_dir() / "nouns.txt")
