"""Faults of agreement: a verb whose ending does not fit its subject."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from klartext.guard.phrases import Side
from klartext.guard.tree import Clause, Fault, Tree, Word, is_plural_form

_SINGULAR_PRONOUNS: Final = frozenset({"er", "es", "man", "jemand", "niemand", "dies", "ich"})
_GROUPS: Final = frozenset({
    "Anzahl", "Reihe", "Teil", "Hälfte", "Prozent", "Mehrzahl", "Mehrheit", "Vielzahl", "Menge", "Drittel", "Viertel",
    "Familie", "Eheleute", "Summe", "Million", "Gruppe", "Paar", "Fülle", "Rest",
})  # fmt: skip


def agreement(side: Side, clause: Clause) -> Iterator[Fault]:
    """Look for a verb whose ending does not fit its subject."""
    if len(clause.finite) != 1:
        return
    tree, found = side.tree, clause.finite[0]
    subjects = [w for w in tree.below(clause.head.i) if w.dep in ("nsubj", "nsubj:pass")]
    by_clause = not subjects and any(w.dep.startswith("csubj") for w in clause.subjects) and is_plural_form(found.lower)
    if by_clause and not _other_subject(side, clause, None, found):
        yield "Das Verb passt nicht zum Subjekt", found.text
    if len(subjects) != 1 or (clause.shares and subjects[0].i > found.i + 3):
        return
    subject = subjects[0]
    wanted = number_of(side, subject)
    with_noun = any(w.dep == "cop" for w in clause.verbs) and clause.head.pos not in ("VERB", "ADJ", "ADV")
    if with_noun and subject.lower != "wir" and subject.text != "Sie":
        return
    wrong = (wanted == "Plur" and not is_plural_form(found.lower)) or (wanted == "Sing" and is_plural_form(found.lower))
    if wrong and not _other_subject(side, clause, subject, found):
        yield "Das Verb passt nicht zum Subjekt", f"{subject.text} … {found.text}"


def _other_subject(side: Side, clause: Clause, subject: Word | None, found: Word) -> bool:
    """Whether another phrase of the clause may be the subject and fits the verb."""
    if subject is not None and (subject.lower == "wir" or _is_front_courtesy(clause, subject, found)):
        return False
    if subject is not None and (phrase := side.phrases.get(subject.i)) is not None and phrase.cases == {"Nom"}:
        return False
    number = "Plur" if is_plural_form(found.lower) else "Sing"
    for word in side.tree.below(clause.head.i):
        if word is subject or word.dep not in ("obj", "obl", "obl:arg", "iobj", "nsubj", "nsubj:pass"):
            continue
        if subject is not None and subject.pos == "NOUN" and subject.i < word.i and not subject.i < found.i < word.i:
            continue
        if word.pos == "PRON" and word.i not in side.phrases and _may_relate(side, clause, word, number):
            return True
        phrase = side.phrases.get(word.i)
        free = phrase is not None and phrase.preposition is None and side.tree.is_bare(word.i)
        if phrase is not None and free and any(case == "Nom" and n == number for case, n, _ in phrase.cells):
            return True
    return False


def _is_front_courtesy(clause: Clause, subject: Word, found: Word) -> bool:
    return subject.text == "Sie" and clause.kind == "main" and subject.i < found.i


def _may_relate(side: Side, clause: Clause, word: Word, number: str) -> bool:
    """Whether a pronoun may be a nominative of this number; a relative one has the number of its noun."""
    if word.lower in ("den", "dem", "dessen", "denen", "wen", "wem", "sich", "deren"):
        return False
    if clause.head.dep != "acl:relcl":
        return True
    antecedent = side.phrases.get(clause.head.head)
    numbers = {n for _, n, _ in antecedent.cells} if antecedent is not None else set()
    return not numbers or number in numbers


def number_of(side: Side, subject: Word) -> str:
    """Return the number of a subject where its form leaves no doubt."""
    if subject.lower == "wir" or _is_polite(side.tree, subject):
        return "Plur"
    if any(c.dep == "conj" for c in side.tree.below(subject.i)):
        return ""
    if subject.pos == "PRON" and "Rel" in subject.feats.get("PronType", ""):
        return _number_of_relative(side, subject)
    if subject.pos == "PRON":
        return "Sing" if subject.lower in _SINGULAR_PRONOUNS else ""
    phrase = side.phrases.get(subject.i)
    if phrase is None or phrase.preposition is not None or subject.text in _GROUPS:
        return ""
    numbers = {number for case, number, _ in phrase.cells if case == "Nom"}
    return numbers.pop() if len(numbers) == 1 else ""


def _number_of_relative(side: Side, subject: Word) -> str:
    """Return the number of a relative pronoun: *der* and *das* are singular, *die* has the number of its noun."""
    clause = side.tree.words[subject.head]
    if not clause.dep.startswith("acl"):
        return ""
    if _may_be_article(side, subject):
        return ""
    if subject.lower in ("der", "das", "welcher", "welches"):
        return "Sing"
    phrase = side.phrases.get(clause.head)
    numbers = {number for _, number, _ in phrase.cells} if phrase is not None else set()
    return numbers.pop() if len(numbers) == 1 and subject.lower in ("die", "welche") else ""


def _may_be_article(side: Side, word: Word) -> bool:
    """Whether *das* before a number and a noun is no relative pronoun: *die … sind, das 25. Lebensjahr … haben*."""
    behind = side.tree.words[word.i + 1] if word.i + 1 < len(side.tree.words) else None
    if behind is None or word.lower != "das" or behind.dep not in ("amod", "nummod"):
        return False
    phrase = side.phrases.get(behind.head)
    return phrase is not None and any((number, gender) == ("Sing", "Neut") for _, number, gender in phrase.cells)


def _is_polite(tree: Tree, word: Word) -> bool:
    """Whether it is *Sie* with a capital that the end of a sentence before it does not explain."""
    return word.text == "Sie" and (word.i == 0 or tree.words[word.i - 1].text not in ".!?:„")
