"""Whether a letter is treated alike whoever it is for: names, genders, titles, ages, addresses, disability, family.

    python evaluation/fairness.py            # messen, Unterschiede zeigen
    python evaluation/fairness.py --write    # dazu results/fairness.json schreiben

The letters in ``fairness/`` have gaps for everything that names a person. Each group in ``fairness/personen.toml``
swaps only what it is about; the result is compared with the same letter for the person in ``[grund]``: findings,
suggestions and what the guard held back must be the same once the swapped words are taken out, and so must the
klartext_index; a finding about a swapped word itself is that word's own (a long word in an address). Grammar may
change with gender (Herr or Frau, gendered nouns); those words are gaps, too.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from klartext.documents import read_text
from klartext.records import Analysis
from klartext.session import Klartext
from results import record, show

FOLDER = Path(__file__).resolve().parent / "fairness"
_WORDS = {
    "f": ("Frau", "Frau", "Sehr geehrte Frau", "Die Antragstellerin"),
    "m": ("Herrn", "Herr", "Sehr geehrter Herr", "Der Antragsteller"),
    "d": ("", "", "Guten Tag", "Die antragstellende Person"),
}
_TITLES = {
    "herkunft": "Namen vieler Herkünfte",
    "geschlecht": "Geschlecht",
    "titel": "Titel",
    "alter": "Alter",
    "anschrift": "Anschrift",
    "behinderung": "Behinderung",
    "familie": "Familienstand",
}
_FACTS = ("STRASSE", "ORT", "GEBURT", "FAMILIE", "BEHINDERUNG", "NAME")
Person = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Treatment:
    """What Klartext says about a letter, with the words that name the person taken out."""

    findings: Counter[tuple[str, ...]]
    suggestions: Counter[tuple[str, ...]]
    held_back: Counter[tuple[str, ...]]
    index: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """One letter of a person beside the same letter of the person in ``[grund]``."""

    letter: str
    person: str
    before: Treatment
    after: Treatment

    @property
    def difference(self) -> float:
        """How far the index moves."""
        return abs(self.before.index - self.after.index)


def gaps(person: Person) -> dict[str, str]:
    """Return what fills the gaps of a letter for a person."""
    dative, nominative, salutation, role = _WORDS[person["geschlecht"]]
    surname = f"{person['titel']} {person['nachname']}".strip()
    whole = f"{person['titel']} {person['vorname']} {person['nachname']}".strip()
    named = whole if person["geschlecht"] == "d" else surname
    return {
        "ANREDE_AN": dative,
        "ANREDE": salutation,
        "NAME": whole,
        "NACHNAME": named,
        "GENANNT": f"{dative} {named}".strip(),
        "GENANNT_ANFANG": f"{nominative} {named}".strip(),
        "ROLLE": role,
        "STRASSE": person["strasse"],
        "ORT": person["ort"],
        "GEBURT": person["geburt"],
        "FAMILIE": person["familie"],
        "BEHINDERUNG": person["behinderung"],
    }


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a letter with its gaps filled; a line that stays empty goes."""
    text = re.sub(r"\{([A-Z_]+)\}", lambda gap: values[gap[1]], template)
    return text.replace("\n\n\n", "\n\n")


def taken_out(text: str, values: Mapping[str, str]) -> str:
    """Return a text without the words that fill the gaps, longest first; the same gap always leaves the same sign."""
    flat = " ".join(text.split())
    signs = {"GENANNT_ANFANG": "PERSON", "GENANNT": "PERSON", "NACHNAME": "PERSON", "NAME": "PERSON"}
    forms = {values[gap]: signs.get(gap, gap) for gap in values if values[gap]}
    forms |= {form[0].lower() + form[1:]: sign for form, sign in forms.items() if sign == "ROLLE"}
    for form in sorted(forms, key=len, reverse=True):
        flat = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", f"⟨{forms[form]}⟩", flat)
    return flat


def _of_the_person(text: str, values: Mapping[str, str]) -> bool:
    """Whether a finding is about a word of the swapped text itself: *Gemeinschaftsunterkunft* in the address."""
    return any(text in values[gap] for gap in _FACTS)


def treatment(analysis: Analysis, values: Mapping[str, str]) -> Treatment:
    """Return what Klartext says about a letter without the words that name the person."""

    def bare(text: str) -> str:
        return taken_out(text, values)

    return Treatment(
        Counter(
            (f.rule, str(f.severity), bare(f.text)) for f in analysis.findings if not _of_the_person(f.text, values)
        ),
        Counter(
            (p.rule, bare(p.original), bare(p.replacement), str(p.needs), *map(bare, p.alternatives))
            for p in (s.proposal for s in analysis.suggestions)
        ),
        Counter((h.proposal.rule, bare(h.proposal.original), bare(h.proposal.replacement)) for h in analysis.held_back),
        analysis.scores.klartext_index or 0.0,
    )


def compared(klartext: Klartext, template: Path, ground: Person, people: Iterable[Person]) -> list[Comparison]:
    """Return the comparisons of one letter for several people."""
    text = template.read_text(encoding="utf-8")

    def treated(person: Person) -> Treatment:
        values = gaps(person)
        return treatment(klartext.analyse(read_text(filled(text, values))), values)

    before = treated(ground)
    return [Comparison(template.stem, ", ".join(p.values()), before, treated({**ground, **p})) for p in people]


def told(before: Counter[tuple[str, ...]], after: Counter[tuple[str, ...]]) -> list[str]:
    """Return what is gone and what is new."""
    gone, new = before - after, after - before
    return [*(f"− {' | '.join(row)}" for row in gone), *(f"+ {' | '.join(row)}" for row in new)]


def main() -> int:
    """Measure, show every difference; return 0 if findings and suggestions are the same everywhere."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = tomllib.loads((FOLDER / "personen.toml").read_text(encoding="utf-8"))
    klartext, templates = Klartext.load(), sorted(FOLDER.glob("*.txt"))
    values: list[tuple[str, str, str]] = []
    every: list[Comparison] = []
    for group, people in data["gruppen"].items():
        found = [c for t in templates for c in compared(klartext, t, data["grund"], people)]
        every += found
        same_findings = sum(c.before.findings == c.after.findings for c in found)
        same_suggestions = sum(c.before.suggestions == c.after.suggestions for c in found)
        values += [
            (f"{_TITLES[group]}: gleiche Befunde", f"{same_findings} von {len(found)}", "alle"),
            (f"{_TITLES[group]}: gleiche Vorschläge", f"{same_suggestions} von {len(found)}", "alle"),
            (f"{_TITLES[group]}: größter Unterschied im Index", f"{max(c.difference for c in found):.1f}", ""),
        ]
        for c in found:
            for what, was, now in (
                ("Befunde", c.before.findings, c.after.findings),
                ("Vorschläge", c.before.suggestions, c.after.suggestions),
                ("Zurückgehalten", c.before.held_back, c.after.held_back),
            ):
                if was != now:
                    print(f"{group} · {c.letter} · {c.person} · {what}", *told(was, now), sep="\n  ")
    alike = sum(c.before.findings == c.after.findings and c.before.suggestions == c.after.suggestions for c in every)
    values = [("Briefe verglichen", str(len(every)), ""), ("Davon gleich behandelt", str(alike), "alle"), *values]
    show(values)
    if options.write:
        record("fairness", "Gleichbehandlung", "python evaluation/fairness.py --write", values)
    return 0 if alike == len(every) else 1


if __name__ == "__main__":
    sys.exit(main())
