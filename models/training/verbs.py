"""Write the table of known verbs from word lists and from ``verbs_reviewed.txt``.

    python models/training/verbs.py --out src/klartext/grammar/verbs.txt

A word is a verb when the forms that its build yields are found in the lists of ``simplemma`` and ``wordfreq`` and when
``ablaut`` conjugates it the same way; whether it takes ge- and whether its first part comes off is read from its
participle and its infinitive with "zu". Prefixes that can be both ("um", "über") are only taken from the reviewed list,
and so is everything else the lists get wrong.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import ablaut
import wordfreq
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from klartext.grammar import verbs

REVIEWED = Path(__file__).with_name("verbs_reviewed.txt")
PARTICLES = """
ab an auf aus bei ein fest fort los mit nach vor weg weiter zu zurück zusammen heraus herunter hinaus hin her hinein
herein heran herbei hervor hinzu hinunter hinauf herauf herab hinab hinweg hindurch herum hoch nieder empor entgegen
entlang auseinander voraus voran vorbei vorüber vorweg davon dar dazu daher dahin dabei daran dagegen dazwischen frei
fern gegenüber gleich groß gut heim hinterher klar bereit bekannt bloß offen preis richtig sicher statt stand still
teil übrig umher wahr weis zugute zurecht zuvor zuwider kund kennen fehl fertig neu zwischen acht vorher kurz wett
krank gesund leer lahm haus lieb schwer leicht zueinander aneinander aufeinander gegen quer nahe näher beiseite wieder
""".split()
AMBIGUOUS = ("durch", "hinter", "über", "unter", "um", "voll", "wider", "wieder", "miss")
INSEPARABLE = ("be", "emp", "ent", "er", "ge", "ver", "zer")
# Bases of movement and change: perfect with "sein" unless a prefix makes them take an object.
MOVING = """
gehen kommen laufen fallen steigen sinken sterben wachsen bleiben reisen springen fliegen fließen fliehen gleiten
kriechen schreiten schwinden rennen wandern stürzen eilen strömen rutschen sickern marschieren dringen weichen irren
reifen rücken klettern
""".split()
# What ablaut wrongly forms with "sein".
STANDING = ("bekommen", "geraten", "stehen", "hocken", "kugeln", "laufen", "schrecken", "fliegen", "währen", "klettern")
_VOWEL_LATER = re.compile(r"[aeiouyäöü].*e?[lr]?n\Z")
_SHORTEST = 4
_CELLS = [(number, person) for number in ("Sing", "Plur") for person in (1, 2, 3)]
_ENOUGH = 5


@dataclass(frozen=True, slots=True)
class Lists:
    """``lemmas``: form → lemma as simplemma knows it; ``frequency``: how common a form is."""

    lemmas: Mapping[str, str]
    frequency: Mapping[str, float]

    def weight(self, form: str, lemma: str) -> int:
        """Return how much a form speaks for the lemma."""
        if self.lemmas.get(form) == lemma:
            return 2
        return 1 if self.knows(form) else -1

    def knows(self, form: str) -> bool:
        """Tell whether anybody wrote the form; ``wordfreq`` writes ss for ß."""
        return form in self.lemmas or form.replace("ß", "ss") in self.frequency


def main() -> None:
    """Read the lists and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    dictionary = DefaultDictionaryFactory().get_dictionary("de")
    lists = Lists(dict(dictionary.items()), wordfreq.get_frequency_dict("de", wordlist="best"))
    lines = sorted({*_found(lists), *_reviewed()[0]}, key=lambda line: (_infinitive(line), "!" not in line, line))
    args.out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    print(f"{args.out}: {len(lines)} verbs, {args.out.stat().st_size / 1e3:.0f} kB")


@cache
def _reviewed() -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the lines decided by hand and the words kept out."""
    lines = [line for line in REVIEWED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    out = frozenset(line[2:] for line in lines if line.startswith("- "))
    return tuple(line for line in lines if not line.startswith("- ")), out


def _infinitive(line: str) -> str:
    return line.split()[0].replace("|", "").replace("·", "")


def _found(lists: Lists) -> Iterator[str]:
    by_hand, out = _reviewed()
    reviewed = {_infinitive(line) for line in by_hand}
    words = sorted(_candidates(lists) - out)
    bases = {w: build for w in words if (build := _best(lists, w, _simple_builds(w))) and _agreed(build)}
    bases = {word: build for word, build in bases.items() if word not in reviewed}
    simple = [(line.split()[0], line.split()[1:]) for line in by_hand if "|" not in line]
    bases |= {_infinitive(build): build for build, marks in simple if "w" not in "".join(marks)}
    compounds = {w: build for w in words if (build := _best(lists, w, _separable_builds(w, bases)))}
    joinable = {base: build for base, build in bases.items() if not base.startswith(AMBIGUOUS)}
    for particle in PARTICLES:
        for base, build in joinable.items():
            if _attested(lists, particle, build):
                compounds.setdefault(particle + base, f"{particle}|{build}")
    found = {**bases, **compounds}
    participles = {verbs._participle(build, "") for build in found.values() if "·" not in build}
    for word, build in found.items():
        if word in participles:  # "gelegen" belongs to "liegen"
            continue
        if word not in reviewed | out and (word not in compounds or _agreed(build)) and _common(lists, build):
            yield build + _mark(build)


def _common(lists: Lists, build: str) -> bool:
    """Tell whether the verb is used, not only listed."""
    verb = verbs._build(build, "")
    forms = (verb.infinitive, verb.participle, verb.zu_infinitive)
    return any(form.replace("ß", "ss") in lists.frequency for form in forms)


def _agreed(build: str) -> bool:
    """Tell whether ``ablaut`` conjugates the verb as the build does; its Konjunktiv of -eln and -ern is not used."""
    verb = verbs._build(build, "")
    if build.endswith("ieren") and "|" in build:  # ablaut does not part the particle from a foreign verb
        return _agreed(build.rpartition("|")[2])
    try:
        table = ablaut.conjugate(verb.infinitive)
    except ValueError:
        return False
    bare = verb.particle.replace(" ", "")
    rows = (("Pres", "Ind", table.present), ("Past", "Ind", table.preterite), ("Past", "Sub", table.konjunktiv2))
    same = all(
        [form.removesuffix(f" {bare}") for form in theirs] == [verb.finite(p, n, tense, mood) for n, p in _CELLS]
        for tense, mood, theirs in rows
    )
    return same and (table.past_participle, table.zu_infinitive) == (verb.participle, verb.zu_infinitive)


def _candidates(lists: Lists) -> set[str]:
    forms = Counter(lists.lemmas.values())
    words = {word for word, count in forms.items() if count >= _SHORTEST and lists.knows(word)}
    words |= set(verbs._irregular())
    swiss = {w for w in words if "ss" in w and forms[w.replace("ss", "ß", 1)] >= _SHORTEST}
    return {w for w in words - swiss | set(verbs._irregular()) if w.islower() and w.endswith(("en", "eln", "ern"))}


def _simple_builds(word: str) -> Iterator[str]:
    irregular = verbs._irregular()
    if word in irregular:
        yield word if irregular[word][-1].startswith("ge") else f"·{word}"
        return
    prefix = next((p for p in INSEPARABLE if word.startswith(p)), "")
    if prefix and word.removeprefix(prefix) in irregular:
        yield f"{prefix}·{word.removeprefix(prefix)}"
    elif not word.startswith(AMBIGUOUS):
        yield word
        if prefix or word.endswith("ieren"):
            yield f"·{word}"


def _separable_builds(word: str, bases: Mapping[str, str]) -> Iterator[str]:
    for particle in PARTICLES:
        rest = word.removeprefix(particle)
        if rest == word or len(rest) < _SHORTEST:
            continue
        if rest in bases:
            yield f"{particle}|{bases[rest]}"
        elif _VOWEL_LATER.search(rest):
            yield f"{particle}|{rest}"


def _best(lists: Lists, word: str, builds: Iterator[str]) -> str | None:
    """Return the build whose forms the lists know best, or None when they know too few of them."""
    scored = [(_score(lists, word, build), -place, build) for place, build in enumerate(builds) if _shown(lists, build)]
    score, _, build = max(scored, default=(0, 0, ""))
    return build if score >= _ENOUGH else None


def _shown(lists: Lists, build: str) -> bool:
    """Tell whether a regular verb's participle or, with a particle, its infinitive with "zu" is in the lists."""
    verb = verbs._build(build, "")
    forms = (verb.participle, verb.zu_infinitive) if verb.particle else (verb.participle,)
    return any(lists.knows(form) for form in forms)


def _score(lists: Lists, word: str, build: str) -> int:
    verb = verbs._build(build, "")
    past = [verb.finite_joined(3, number, "Past") for number in ("Sing", "Plur")]
    score = sum(lists.weight(form, word) for form in (verb.finite_joined(3, "Sing"), *past))
    score += 2 * lists.weight(verb.participle, word)
    return score + (3 * lists.weight(verb.zu_infinitive, word) if verb.particle else 0)


def _attested(lists: Lists, particle: str, build: str) -> bool:
    """Tell whether somebody wrote the participle or the infinitive with "zu" of particle and base."""
    verb = verbs._build(f"{particle}|{build}", "")
    seen = sum(lists.knows(form) for form in (verb.infinitive, verb.participle, verb.zu_infinitive))
    return seen >= 2 or lists.knows(verb.zu_infinitive)


def _mark(build: str) -> str:
    infinitive = build.replace("|", "").replace("·", "")
    if build.rpartition("|")[2] in MOVING:
        return " s"
    moves = ablaut.conjugate(infinitive).auxiliary == "sein" and not infinitive.endswith(STANDING)
    return " s" if moves else ""


if __name__ == "__main__":
    main()
