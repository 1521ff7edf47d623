"""German verbs: conjugate the known ones, name their participles, recognise a participle.

Two tables stand beside this module. ``irregular.txt`` holds the principal parts of strong and mixed verbs without
prefix: infinitive, 2nd and 3rd person singular present ("-" where regular), past, Konjunktiv II, participle.
``verbs.txt`` lists the verbs that are known by their build: "ein|reichen" (separable), "·beantragen" (participle
without ge-), "an|er·kennen" (both), "wieder|ein|setzen" (two particles). Marks behind a blank say what the build does
not:

- s perfect with "sein", b with both and mostly "haben", B with both and mostly "sein";
- w weak although the base is irregular elsewhere;
- ! the reading that official letters mean, where an infinitive or a participle has two.

``models/training/verbs.py`` writes ``verbs.txt``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal

Person = Literal[1, 2, 3]
Number = Literal["Sing", "Plur"]
Tense = Literal["Pres", "Past"]
Mood = Literal["Ind", "Sub"]
Auxiliary = Literal["haben", "sein"]

_AUXILIARIES: Final[Mapping[str, tuple[Auxiliary, ...]]] = MappingProxyType(
    {"": ("haben",), "s": ("sein",), "b": ("haben", "sein"), "B": ("sein", "haben")}
)
_SEIN: Final[Mapping[tuple[Tense, Mood], tuple[str, ...]]] = MappingProxyType(
    {
        ("Pres", "Ind"): ("bin", "bist", "ist", "sind", "seid", "sind"),
        ("Pres", "Sub"): ("sei", "seist", "sei", "seien", "seiet", "seien"),
        ("Past", "Ind"): ("war", "warst", "war", "waren", "wart", "waren"),
        ("Past", "Sub"): ("wäre", "wärst", "wäre", "wären", "wärt", "wären"),
    }
)
_PRETERITE_PRESENT: Final = frozenset(("dürfen", "können", "mögen", "müssen", "sollen", "wissen", "wollen"))
# A stem that only an e makes pronounceable: "rechn-et", "öffn-et", "atm-et", but "lern-t", "wohn-t", "film-t".
_NEEDS_E: Final = re.compile(r"(?:[dt]|(?:[bdfgkpstvwz]|ch)[mn])\Z")
_HISSES: Final = ("s", "ß", "x", "z")
# Adjectives in today's German, although they are participles of "bekennen" and "verscheiden".
_ADJECTIVES: Final = frozenset(("bekannt", "verschieden"))
_LIKE_PARTICIPLES: Final = frozenset(
    """alt bereit breit bunt dicht echt fett fest gut hart heißt kalt kaputt laut leicht nackt nett satt schlecht spät
    bewusst berühmt akut eigen offen selten trocken zufrieden verantwortlich""".split()
)
"""Adjectives that end like participles."""
# Particles that join any verb without changing how it is conjugated: "weitergewähren", "zurücküberweisen".
_PRODUCTIVE: Final = tuple("fort heran heraus hinzu mit nach voraus weiter wieder zurück zusammen".split())


@dataclass(frozen=True, slots=True)
class _Parts:
    """Principal parts of a verb without separable particle; the first three persons are present singular."""

    infinitive: str
    first: str
    second: str
    third: str
    past: str
    subjunctive: str


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb with all its forms.

    ``particle`` is written apart in a main clause: "ein", "wieder ein" or "". ``auxiliaries`` has two entries where the
    verb forms its perfect with both, the more usual one first.
    """

    infinitive: str
    particle: str
    auxiliaries: tuple[Auxiliary, ...]
    participle: str
    zu_infinitive: str
    _parts: _Parts

    @property
    def auxiliary(self) -> Auxiliary:
        """The verb that forms the perfect, the more usual one where both do."""
        return self.auxiliaries[0]

    def finite(self, person: Person, number: Number, tense: Tense = "Pres", mood: Mood = "Ind") -> str:
        """Return a finite form without its particle: "reicht"."""
        cell = person - 1 + 3 * (number == "Plur")
        if self._parts.infinitive == "sein":
            return _SEIN[tense, mood][cell]
        if tense == "Past":
            return _past(self._parts, cell, mood)
        return _subjunctive(self._parts, cell) if mood == "Sub" else _present(self._parts, cell)

    def finite_joined(self, person: Person, number: Number, tense: Tense = "Pres", mood: Mood = "Ind") -> str:
        """Return a finite form as it stands at the end of a clause: "einreicht"."""
        return self.particle.replace(" ", "") + self.finite(person, number, tense, mood)

    def polite_imperative(self) -> tuple[str, str]:
        """Return the form that "Sie" follows, and the particle for the end: ("reichen", "ein")."""
        return self.finite(3, "Plur", mood="Sub"), self.particle

    def perfect(
        self, person: Person, number: Number, tense: Tense = "Pres", mood: Mood = "Ind", *, with_object: bool = False
    ) -> tuple[str, str]:
        """Return finite auxiliary and participle: ("hat", "geprüft"); with ``tense`` Past the pluperfect.

        ``with_object`` tells that the clause has an accusative object, for verbs that know both auxiliaries: "Wir haben
        die Gebühr eingezogen", "Sie sind eingezogen".
        """
        auxiliary = "haben" if with_object and "haben" in self.auxiliaries else self.auxiliary
        return _simplex(auxiliary).finite(person, number, tense, mood), self.participle


@lru_cache(maxsize=4096)
def verb(infinitive: str, participle: str | None = None) -> Verb | None:
    """Return the verb, or None when it is not surely known.

    Some infinitives are two verbs: "umgehen" has "umgangen" and "umgegangen". Their ``participle`` decides if it is
    given, else the reading that official letters mean if there is one.
    """
    builds = _verbs().get(infinitive) or _joined(infinitive)
    if participle is not None:
        builds = [(build, marks) for build, marks in builds if _participle(build, marks) == participle]
    if len(builds) > 1:
        builds = [(build, marks) for build, marks in builds if "!" in marks]
    return _build(*builds[0]) if len(builds) == 1 else None


@lru_cache(maxsize=4096)
def lemma_of_participle(form: str) -> str | None:
    """Return the infinitive of an uninflected past participle, or None when it is unknown or belongs to several verbs.

    "angehört" can be "anhören" and "angehören"; it is the reading that official letters mean if there is one.
    """
    if form == "worden":
        return "werden"
    if form in _ADJECTIVES:
        return None
    found = _participles().get(form)
    if found is None:
        return _lemma_of_joined(form)
    official = [infinitive for infinitive, marks in found.items() if "!" in marks]
    chosen = official if len(found) > 1 else list(found)
    return chosen[0] if len(chosen) == 1 else None


def may_be_participle(form: str) -> bool:
    """Whether a form can be a past participle: a known one, or one built like one (*krank* and *fest* are none)."""
    if form in _ADJECTIVES or form in _LIKE_PARTICIPLES:
        return False
    return form in _participles() or _lemma_of_joined(form) is not None or form.endswith(("t", "en", "rn", "an"))


def _joined(infinitive: str) -> list[tuple[str, str]]:
    """Return the builds of a verb that is not listed but has a productive particle in front of a listed one."""
    particle = next((p for p in _PRODUCTIVE if infinitive.startswith(p)), "")
    bases = _verbs().get(infinitive.removeprefix(particle), ()) if particle else ()
    return [(f"{particle}|{build}", marks) for build, marks in bases if "|" not in build]


def _lemma_of_joined(form: str) -> str | None:
    particle = next((p for p in _PRODUCTIVE if form.startswith(p)), "")
    lemma = lemma_of_participle(form.removeprefix(particle)) if particle else None
    return particle + lemma if lemma and _joined(particle + lemma) else None


def _table(name: str) -> list[list[str]]:
    lines = (files("klartext.grammar") / name).read_text(encoding="utf-8").splitlines()
    return [line.split() for line in lines]


@lru_cache(maxsize=1)
def _verbs() -> Mapping[str, list[tuple[str, str]]]:
    """Return build and marks of every known verb."""
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for build, *marks in _table("verbs.txt"):
        found[build.replace("|", "").replace("·", "")].append((build, "".join(marks)))
    return MappingProxyType(found)


@lru_cache(maxsize=1)
def _irregular() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row[0]: tuple(row[1:]) for row in _table("irregular.txt")})


@lru_cache(maxsize=1)
def _participles() -> Mapping[str, dict[str, str]]:
    """Return the infinitives of every participle with their marks."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for infinitive, builds in _verbs().items():
        for build, marks in builds:
            found[_participle(build, marks)][infinitive] = marks
    return MappingProxyType(found)


@lru_cache(maxsize=2)
def _simplex(infinitive: str) -> Verb:
    return _build(infinitive, "s" if infinitive == "sein" else "")


def _build(build: str, marks: str) -> Verb:
    *particles, rest = build.split("|")
    joined, whole = "".join(particles), rest.replace("·", "")
    return Verb(
        infinitive=joined + whole,
        particle=" ".join(particles),
        auxiliaries=_AUXILIARIES[marks.strip("w!")],
        participle=_participle(build, marks),
        zu_infinitive=f"{joined}zu{whole}" if particles else f"zu {whole}",
        _parts=_principal_parts(rest, marks),
    )


def _base(rest: str, marks: str) -> tuple[str, str, tuple[str, ...] | None]:
    """Return inseparable prefix, base and, when it is irregular, the base's principal parts."""
    prefix, _, base = rest.rpartition("·")
    return prefix.replace("·", ""), base, None if "w" in marks else _irregular().get(base)


def _principal_parts(rest: str, marks: str) -> _Parts:
    prefix, base, irregular = _base(rest, marks)
    second, third, past = _weak(base)
    subjunctive = past
    if irregular:
        own_second, own_third, past, subjunctive, _ = irregular
        second, third = (own_second, own_third) if own_third != "-" else (second, third)
    first = third if irregular and base in _PRETERITE_PRESENT else _first_singular(base)
    return _Parts(*(prefix + form for form in (base, first, second, third, past, subjunctive)))


def _participle(build: str, marks: str) -> str:
    particles, bar, rest = build.rpartition("|")
    prefix, base, irregular = _base(rest, marks)
    if base == "sein":
        form = "gewesen"
    elif irregular:
        form = irregular[-1].removeprefix("ge") if "·" in rest else irregular[-1]
    else:
        form = ("" if "·" in rest else "ge") + _weak(base)[1]
    return (particles + bar).replace("|", "") + prefix + form


def _stem(infinitive: str) -> str:
    return infinitive[:-2] if infinitive.endswith("en") else infinitive[:-1]


def _weak(base: str) -> tuple[str, str, str]:
    """Return 2nd and 3rd person singular present and the past of a regular verb."""
    stem = _stem(base)
    if _NEEDS_E.search(stem):
        return stem + "est", stem + "et", stem + "ete"
    return stem + ("t" if stem.endswith(_HISSES) else "st"), stem + "t", stem + "te"


def _present(parts: _Parts, cell: int) -> str:
    stem = _stem(parts.infinitive)
    plural = stem + ("et" if _NEEDS_E.search(stem) else "t")
    return (parts.first, parts.second, parts.third, parts.infinitive, plural, parts.infinitive)[cell]


def _first_singular(infinitive: str) -> str:
    """Return "handle", but "ändere" and "reiche"."""
    return infinitive[:-3] + "le" if infinitive.endswith("eln") else _stem(infinitive) + "e"


def _subjunctive(parts: _Parts, cell: int) -> str:
    if parts.infinitive.endswith(("eln", "ern")):
        stem, first = _stem(parts.infinitive), _first_singular(parts.infinitive)
        return (first, stem + "st", first, stem + "n", stem + "t", stem + "n")[cell]
    return _stem(parts.infinitive) + ("e", "est", "e", "en", "et", "en")[cell]


def _past(parts: _Parts, cell: int, mood: Mood) -> str:
    form = parts.past if mood == "Ind" else parts.subjunctive
    if form.endswith("e"):
        return form + ("", "st", "", "n", "t", "n")[cell]
    second = "est" if form.endswith((*_HISSES, "d", "t")) else "st"
    return form + ("", second, "", "en", "et" if form.endswith(("d", "t")) else "t", "en")[cell]
