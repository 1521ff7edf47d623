"""Faults of clauses: the place of the finite verb, the forms beside it, its subject, commas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from klartext.grammar.verbs import lemma_of_participle, verb
from klartext.guard.phrases import Side
from klartext.guard.tree import OPENERS, Clause, Tree, Word, is_plural_form

Fault = tuple[str, str]
"""What is wrong, and the words that show it: a fault both sides share does not count."""


def clause_faults(before: Side, after: Side) -> str:
    """Return the first fault that only the new wording has."""
    had: set[Fault] | None = None
    for fault in _faults(after):
        if had is None:
            had = set(_faults(before))
        if fault not in had:
            return _said(fault)
    return _lost_verb(before, after) or _lost_particle(before, after)


def _said(fault: Fault) -> str:
    kind, words = fault
    return f"{kind}: „{words}“" if words else kind


def _faults(side: Side) -> Iterator[Fault]:
    for clause in side.clauses:
        for check in (_second_place, _verb_first, _last_place, _forms, _one_finite, _joined_particle):
            yield from check(side.tree, clause)
        yield from _agreement(side, clause)
    for look in _OF_SENTENCES:
        yield from look(side)


# --- place of the finite verb ---------------------------------------------------------------------------------------

_NOT_A_FIELD: Final = frozenset({"punct", "cc", "discourse", "vocative", "mark", "case", "det", "cc:preconj", "dep"})
_SIDE_CLAUSES: Final = frozenset({"advcl", "parataxis", "acl", "acl:relcl", "ccomp", "xcomp", "csubj", "conj", "appos"})
_FOCUS: Final = frozenset(
    """auch nur nicht selbst sogar erst schon bereits insbesondere lediglich allein gerade jedoch aber hingegen dagegen
    allerdings also nämlich zwar mindestens höchstens spätestens frühestens ausschließlich etwa rund circa ca. noch
    besonders wiederum vielmehr maximal ungefähr fast nahezu einzig entweder weder sowohl je umso bzw. denn vor z. d. h.
    so dann""".split()
)
"""Words that may stand before a front part without being one themselves."""


def _second_place(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for two parts before the finite verb of a main clause, one of them the subject."""
    if clause.kind != "main" or not clause.finite or not _is_surely_main(tree, clause):
        return
    verb = clause.finite[0]
    front = [w for w in tree.below(clause.head.i) if tree.right[w.i] < verb.i and _is_part(tree, clause, w)]
    if clause.shares:
        front = [w for w in front if w.i > tree.words[clause.head.head].i]
    subjects = [w for w in front if w.dep in ("nsubj", "nsubj:pass")]
    predicate_first = clause.head.i < verb.i and bool(subjects) and clause.head.pos in ("VERB", "ADJ", "ADV")
    crowded = len(subjects) == 1 and (
        _ends_late(tree, front, subjects[0], clause)
        or any(_crowds(tree, w, subjects[0]) for w in front if w is not subjects[0])
    )
    if predicate_first or crowded or (not subjects and _two_fronts(tree, front, verb)):
        yield "Das Verb steht nicht an zweiter Stelle", verb.text


def _is_surely_main(tree: Tree, clause: Clause) -> bool:
    """Whether relation and first word leave no doubt that it is no subordinate clause."""
    if clause.opener is not None or clause.head.dep not in ("ROOT", "root", "parataxis", "conj", "ccomp"):
        return False
    start = tree.left[clause.head.i]
    words = [w for w in tree.words[start : clause.finite[0].i] if w.pos not in ("PUNCT", "CCONJ", "ADP")]
    if not words or clause.head.dep in ("ROOT", "root"):
        return True
    first = words[0]
    if clause.head.dep == "ccomp":
        return start > 0 and ":" in (tree.words[start - 1].text, tree.words[start].text)
    return first.pos != "SCONJ" and first.lower not in OPENERS


def _is_part(tree: Tree, clause: Clause, word: Word) -> bool:
    if word.dep in _NOT_A_FIELD or word in clause.verbs or word is clause.particle:
        return False
    return not (word.dep == "advmod" and word.lower in _FOCUS)


def _crowds(tree: Tree, word: Word, subject: Word) -> bool:
    """Whether a part before the verb cannot belong to the subject that stands there, too."""
    if word.dep in ("obj", "iobj", "obl:arg", "xcomp", "ccomp", "expl:pv", "compound:prt"):
        return not (word.i > subject.i and word.pos == "NUM")
    if word.dep == "advcl":
        return word.i < subject.i and not _is_resumed(tree, subject) and not _behind_colon(tree, word, subject)
    if word.dep == "advmod":
        return word.pos in ("ADV", "PART", "ADJ") and (word.i < subject.i or subject.pos == "PRON")
    if word.dep == "obl" and not _behind_colon(tree, word, subject):
        return word.i < subject.i or (
            subject.pos == "PRON" and subject.lower in ("wir", "sie", "er", "es", "ich", "man")
        )
    return False


def _ends_late(tree: Tree, front: list[Word], subject: Word, clause: Clause) -> bool:
    """Whether a statement keeps its verb for the end, behind subject and other parts."""
    verb = clause.finite[0]
    if verb.i + 1 < len(tree.words) and tree.words[verb.i + 1].pos != "PUNCT":
        return False
    between = [w for w in front if w.i > subject.i and w.dep in ("obl", "advmod", "obl:agent")]
    return len(between) > 1 or any(_leads(tree, w) in _NEVER_OF_NOUN for w in between)


_NEVER_OF_NOUN: Final = frozenset("innerhalb binnen bis seit trotz wegen durch ab während".split())


def _leads(tree: Tree, word: Word) -> str:
    return tree.words[tree.left[word.i]].lower


def _is_resumed(tree: Tree, subject: Word) -> bool:
    return subject.lower in ("der", "die", "das", "dieser", "diese", "dieses", "dies", "so", "wer", "was")


def _behind_colon(tree: Tree, word: Word, subject: Word) -> bool:
    return any(w.text in (":", "–", "-", ";", "(") for w in tree.words[tree.right[word.i] : tree.left[subject.i] + 1])


def _two_fronts(tree: Tree, front: list[Word], verb: Word) -> bool:
    heavy = [w for w in front if w.dep in ("obj", "obl:arg", "advcl")]
    if len(heavy) < 2 or any(w.text in (":", "–", ";") for w in tree.words[heavy[0].i : verb.i]):
        return False
    kinds = {w.dep for w in heavy}
    return "advcl" in kinds and len(kinds) > 1 and heavy[0].dep == "advcl" and heavy[-1].pos in ("NOUN", "PRON")


def _verb_first(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for a statement that opens with its verb and asks nothing, demands nothing, sets no condition."""
    if clause.head.dep not in ("ROOT", "root") or not clause.finite:
        return
    verb = clause.finite[0]
    start, end = tree.left[clause.head.i], tree.right[clause.head.i]
    if any(w.pos not in ("PUNCT", "CCONJ") for w in tree.words[start : verb.i]) or tree.words[end].text != ".":
        return
    following = tree.words[verb.i + 1].text if verb.i + 1 < len(tree.words) else ""
    later = [w for w in tree.words[verb.i + 1 : end + 1] if w.is_finite]
    if following != "Sie" and not later and clause.subjects and verb.text[:1].isupper():
        yield "Der Satz beginnt mit dem Verb", verb.text


def _last_place(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for parts behind the finite verb of a subordinate clause."""
    if clause.kind != "sub" or len(clause.finite) != 1 or (clause.opener is None and clause.head.dep != "acl:relcl"):
        return
    if clause.opener is not None and clause.opener.lower in ("um", "ohne", "statt", "anstatt", "als", "denn", "wie"):
        return
    verb = clause.finite[0]
    if _verb_opens(tree, clause) or clause.shares or (clause.opener is not None and clause.opener.i > verb.i):
        return
    for word in tree.below(clause.head.i):
        if word.i > verb.i and word.dep in _INNER and not _parted(tree, verb, word) and not _is_comparison(tree, word):
            yield "Das Verb steht im Nebensatz nicht am Ende", verb.text
            return
    if clause.head.i > verb.i and not _may_follow(tree, clause, verb):
        yield "Das Verb steht im Nebensatz nicht am Ende", verb.text


def _may_follow(tree: Tree, clause: Clause, verb: Word) -> bool:
    """Whether the predicate may stand behind the finite verb: *hätte prüfen müssen*."""
    if clause.head.pos == "VERB":
        return _is_double_infinitive(clause)
    return _parted(tree, verb, clause.head)


_INNER: Final = frozenset({
    "nsubj", "nsubj:pass", "obj", "iobj", "obl:arg", "advmod", "expl", "expl:pv", "compound:prt", "obl", "obl:agent",
})  # fmt: skip


def _verb_opens(tree: Tree, clause: Clause) -> bool:
    first = next((w for w in tree.words[tree.left[clause.head.i] :] if w.pos not in ("PUNCT", "CCONJ")), None)
    return first is not None and first.is_finite


def _parted(tree: Tree, verb: Word, word: Word) -> bool:
    """Whether a comma, bracket or dash stands between the verb and a later part."""
    return any(w.pos == "PUNCT" or w.pos == "CCONJ" for w in tree.words[verb.i + 1 : tree.left[word.i] + 1])


def _is_comparison(tree: Tree, word: Word) -> bool:
    return any(c.lower in ("als", "wie") for c in tree.below(word.i)) or word.lower in ("als", "wie")


def _is_double_infinitive(clause: Clause) -> bool:
    infinitives = [w for w in clause.verbs if w.feats.get("VerbForm") == "Inf"]
    return len(infinitives) > 1


# --- forms beside the finite verb -----------------------------------------------------------------------------------


def _forms(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for auxiliaries beside a form they do not take: *haben … prüfen*, *muss … geprüft*."""
    head = clause.head
    if head.pos not in ("VERB", "ADJ", "AUX") or clause.shares:
        return
    helpers = [w for w in clause.verbs if w is not head]
    yield from _zu_beside_modal(tree, clause)
    if not helpers or any(c.dep == "conj" and c.pos == "VERB" for c in tree.below(head.i)):
        return
    if any(w.lemma in _BARE_INFINITIVE for w in clause.verbs):
        return
    modals = [w for w in helpers if _MODAL.match(w.lower)]
    others = [w for w in helpers if w not in modals]
    said = " ".join(w.text for w in clause.verbs)
    if any(a.lower == b.lower and a.i < b.i for a in helpers for b in helpers):
        yield "Das Hilfsverb steht doppelt", said
    if _is_bent(head):
        yield "Die Verbform hat eine falsche Endung", head.text
    if modals and not others and is_participle_only(head):
        yield "Neben dem Modalverb fehlt der Infinitiv", said
    elif not modals and len(helpers) == 1:
        yield from _one_helper(clause, helpers[0], said)
    elif not modals and helpers[-1].lower == "worden" and is_infinitive_only(head):
        yield "„werden“ passt nicht zur Verbform", said


def _zu_beside_modal(tree: Tree, clause: Clause) -> Iterator[Fault]:
    modal = next((w for w in clause.finite if w is not clause.head and _MODAL.match(w.lower)), None)
    if modal is None or any(w.is_finite and w is not modal for w in clause.verbs):
        return
    zu = any(c.lower == "zu" and c.dep == "mark" for w in clause.verbs for c in tree.below(w.i))
    if zu or clause.has_zu:
        yield "Neben dem Modalverb steht kein „zu“", modal.text


def _one_helper(clause: Clause, helper: Word, said: str) -> Iterator[Fault]:
    head, form = clause.head, helper.lower
    bare = not clause.has_zu and is_infinitive_only(head)
    if _HAVE.fullmatch(form) and helper.is_finite and bare:
        yield "„haben“ steht neben einem Infinitiv", said
    elif _BE.fullmatch(form) and helper.is_finite and bare:
        yield "„sein“ steht neben einem Infinitiv", said
    elif _BECOME.fullmatch(form) and clause.has_zu:
        yield "„werden“ steht neben „zu“", said
    elif form == "worden":
        yield "Es fehlt „sein“", said


_MODAL: Final = re.compile(
    r"(?:kann|kannst|könn|konnt|könnt|muss|musst|müss|soll|darf|dürf|durft|will|woll|mag$|mög|moch|möch)"
)
_HAVE: Final = re.compile(r"hab(?:e|en|t|est)|hat|hast|hatte[nst]*|hätte[nst]*")
_BE: Final = re.compile(r"ist|sind|bin|seid|war(?:en)?|wäre[n]?|sei(?:en)?")
_BECOME: Final = re.compile(r"werden?|wird|wirst|wurde[n]?|würde[n]?")
_BARE_INFINITIVE: Final = frozenset({"lassen", "sehen", "hören", "brauchen", "helfen", "gehen", "bleiben", "lernen"})


def is_participle_only(word: Word) -> bool:
    """Whether a form is a participle and cannot be an infinitive."""
    form = word.lower
    if verb(form) is not None or word.feats.get("VerbForm") == "Fin":
        return False
    return word.feats.get("VerbForm") == "Part" or lemma_of_participle(form) is not None


def is_infinitive_only(word: Word) -> bool:
    """Whether a form is an infinitive and cannot be a participle."""
    found = verb(word.lower)
    return found is not None and found.participle != found.infinitive and lemma_of_participle(word.lower) is None


def _is_bent(word: Word) -> bool:
    """Whether a participle has an ending that only stands before a noun: *geleerten*."""
    form = word.lower
    if not form.endswith(("ten", "tes", "ter", "tem", "te")) or word.feats.get("VerbForm") == "Fin":
        return False
    bare = re.sub(r"e[nsrm]?$", "", form)
    return lemma_of_participle(bare) is not None and lemma_of_participle(form) is None and verb(form) is None


# --- subject and verb -----------------------------------------------------------------------------------------------


def _agreement(side: Side, clause: Clause) -> Iterator[Fault]:
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
        free = phrase is not None and phrase.preposition is None and _is_case_free(side.tree, word)
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


def _is_case_free(tree: Tree, word: Word) -> bool:
    return not any(c.dep == "case" for c in tree.below(word.i))


_SINGULAR_PRONOUNS: Final = frozenset({"er", "es", "man", "jemand", "niemand", "dies", "ich"})
_GROUPS: Final = frozenset({
    "Anzahl", "Reihe", "Teil", "Hälfte", "Prozent", "Mehrzahl", "Mehrheit", "Vielzahl", "Menge", "Drittel", "Viertel",
    "Familie", "Eheleute", "Summe", "Million", "Gruppe", "Paar", "Fülle", "Rest",
})  # fmt: skip


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
    if subject.lower in ("der", "das", "welcher", "welches"):
        return "Sing"
    phrase = side.phrases.get(clause.head)
    numbers = {number for _, number, _ in phrase.cells} if phrase is not None else set()
    return numbers.pop() if len(numbers) == 1 and subject.lower in ("die", "welche") else ""


def _is_polite(tree: Tree, word: Word) -> bool:
    """Whether it is *Sie* with a capital that the end of a sentence before it does not explain."""
    return word.text == "Sie" and (word.i == 0 or tree.words[word.i - 1].text not in ".!?:„")


def _joined_particle(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for a main clause whose verb keeps its particle (*Wir ablehnen den Antrag*)."""
    if clause.kind != "main" or clause.finite != (clause.head,) or not _is_surely_main(tree, clause):
        return
    if clause.head.i + 1 < len(tree.words) and tree.words[clause.head.i + 1].pos == "PUNCT" and clause.shares:
        return
    found = verb(clause.head.lower) or verb(clause.head.lemma)
    particle = found.particle.replace(" ", "") if found is not None else ""
    if particle and found is not None and clause.head.lower == found.participle:
        return
    if particle and clause.head.lower.startswith(particle):
        yield "Der erste Teil des Verbs gehört ans Ende", clause.head.text


def _one_finite(tree: Tree, clause: Clause) -> Iterator[Fault]:
    """Look for two finite verbs of one predicate."""
    if len(clause.finite) != 2:
        return
    left, right = clause.finite
    if any(w.pos == "PUNCT" or w.pos == "CCONJ" for w in tree.words[left.i : right.i]):
        return
    if not (right.i == left.i + 1 and left is clause.head):
        yield "Der Satz hat ein Verb zu viel", " … ".join(w.text for w in clause.finite)


# --- commas ---------------------------------------------------------------------------------------------------------


def _doubled_verbs(side: Side) -> Iterator[Fault]:
    """Look for the same verb form twice in one stretch without comma or conjunction."""
    seen: set[str] = set()
    for word in side.tree.words:
        if word.pos in ("PUNCT", "CCONJ", "SCONJ"):
            seen = set()
        elif word.pos in ("VERB", "AUX"):
            if word.lower in seen:
                yield "Das Verb steht doppelt", word.text
            seen.add(word.lower)


def _is_inner(side: Side, verb: Word) -> bool:
    """Whether a verb belongs to a clause that ends with it: *dass sie erfolgt ist*, the participle taken for finite."""
    return any(c.kind == "sub" and verb in c.finite for c in side.clauses)


_MARKS: Final = frozenset(', ; : – - — ( ) „ “ . ! ? / » « • … ... "'.split())
_PARTING: Final = _MARKS | frozenset("und oder sowie bzw. als aber sondern denn u. beziehungsweise wie noch".split())
_BEFORE_SUBJUNCTION: Final = _MARKS | frozenset(
    """und oder sowie bzw. aber sondern auch nur erst insbesondere selbst außer je als besonders gerade vor allem denn
    nicht auf ohne statt anstatt dann so wie dadurch sofern zumal immer spätestens frühestens jedoch etwa schon noch
    bereits also egal insoweit insofern weder beispiel nämlich u. beziehungsweise außerdem vorausgesetzt z.b. b.
    kurz lange nachdem bevor ehe das es""".split()
)
_SUBJUNCTIONS: Final = frozenset(
    "dass wenn weil sobald sofern falls soweit solange obwohl nachdem bevor damit ob sodass obgleich".split()
)


_ONLY_SUBJUNCTIONS: Final = frozenset("dass weil sobald sofern falls obwohl nachdem sodass obgleich".split())
"""Those that are nothing else, whatever the parse takes them for."""


def _unparted_verbs(side: Side) -> Iterator[Fault]:
    """Look for two finite verbs with nothing between them that parts clauses."""
    finite = [w for w in side.tree.words if w.is_finite]
    for left, right in pairwise(finite):
        between = side.tree.words[left.i + 1 : right.i]
        if left.lemma in _BARE_INFINITIVE and right.lower.endswith("n"):
            continue
        if not between and (_HAVE.fullmatch(right.lower) or _BE.fullmatch(right.lower)) and _is_inner(side, left):
            continue
        if not any(w.lower in _PARTING or w.pos in ("PUNCT", "CCONJ") for w in between):
            yield "Zwischen zwei Verben fehlt ein Komma", f"{left.text} … {right.text}"


def _unparted_subjunctions(side: Side) -> Iterator[Fault]:
    """Look for a subordinate clause that no comma opens, and for a comma right behind its first word."""
    words = side.tree.words
    for word in words:
        if word.lower not in _SUBJUNCTIONS:
            continue
        opens = word.pos == "SCONJ" and word.dep == "mark"
        sure = word.lower in _ONLY_SUBJUNCTIONS and word.i > 0 and words[word.i - 1].text == ","
        if opens and word.i and words[word.i - 1].lower not in _BEFORE_SUBJUNCTION:
            yield f"Vor „{word.text}“ fehlt ein Komma", words[word.i - 1].text
        comma = word.i + 1 < len(words) and words[word.i + 1].text == ","
        if (opens or sure) and comma and not _opens_clause(words, word.i + 2):
            yield f"Nach „{word.text}“ steht ein Komma", ""
    for clause in side.clauses:
        yield from _unparted_relative(side.tree, clause)


def _opens_clause(words: tuple[Word, ...], at: int) -> bool:
    return at < len(words) and (words[at].pos == "SCONJ" or words[at].dep == "mark")


_RELATES_TO: Final[Mapping[str, frozenset[tuple[str, str]]]] = {
    "das": frozenset({("Sing", "Neut")}),
    "den": frozenset({("Sing", "Masc")}),
    "dem": frozenset({("Sing", "Masc"), ("Sing", "Neut")}),
    "dessen": frozenset({("Sing", "Masc"), ("Sing", "Neut")}),
    "denen": frozenset({("Plur", "Masc"), ("Plur", "Fem"), ("Plur", "Neut")}),
}
"""Relative pronouns by what they can point to; *der*, *die* and *deren* point to nearly everything."""


def _request_with_subject(side: Side) -> Iterator[Fault]:
    """Look for *Bitte Sie schicken …*: behind *bitte* stands the verb."""
    words = side.tree.words
    for word in words[:-2]:
        if word.text == "Bitte" and words[word.i + 1].text == "Sie" and words[word.i + 2].is_finite:
            yield "Hinter „Bitte“ steht das Verb", words[word.i + 2].text


def _wrong_relative(side: Side) -> Iterator[Fault]:
    """Look for a relative pronoun that does not go with the noun right before its comma: *der Gewinn, das …*."""
    words = side.tree.words
    for clause in side.clauses:
        first = side.tree.left[clause.head.i]
        at = first + 1 if words[first].text == "," else first
        noun = side.phrases.get(at - 2) if at >= 2 and words[at - 1].text == "," else None
        if clause.head.dep != "acl:relcl" or noun is None or clause.head.head != at - 2:
            continue
        cells = {(number, gender) for _, number, gender in noun.cells}
        wanted = _RELATES_TO.get(words[at].lower)
        if wanted is not None and cells and not cells & wanted:
            yield "Das Relativpronomen passt nicht zum Hauptwort", f"{words[at - 2].text}, {words[at].text}"


def _unparted_relative(tree: Tree, clause: Clause) -> Iterator[Fault]:
    if clause.head.dep != "acl:relcl" or len(clause.verbs) == 0 or clause.opener is None:
        return
    start = tree.left[clause.head.i]
    first = tree.words[start]
    before = tree.words[start - 1].text if start else ","
    if (
        first.text not in (",", "(", "–", "-")
        and before not in (",", "(", "–", "-", "und", "oder", ";")
        and first.pos != "CCONJ"
    ):
        yield "Vor dem Relativsatz fehlt ein Komma", first.text


def _stray_commas(side: Side) -> Iterator[Fault]:
    """Look for a comma between a front part without a verb of its own and the finite verb."""
    tree = side.tree
    for clause in side.clauses:
        if clause.kind != "main" or not clause.finite or clause.shares:
            continue
        verb, start = clause.finite[0], tree.left[clause.head.i]
        front = tree.words[start : verb.i]
        if len(front) < 2 or front[-1].text != "," or sum(w.text == "," for w in front) > 1:
            continue
        if not any(w.pos in ("VERB", "AUX", "SCONJ") or w.dep in _SIDE_CLAUSES or _hints_clause(w) for w in front):
            yield "Vor dem Verb steht ein Komma zu viel", verb.text


def _hints_clause(word: Word) -> bool:
    return word.i > 0 and (
        word.lower in ("zu", "um", "sie", "wir", "er", "es")
        or (word.lower in OPENERS and word.pos in ("PRON", "SCONJ"))
    )


def _unclosed_clauses(side: Side) -> Iterator[Fault]:
    """Look for a subordinate clause with the next part right behind it."""
    tree = side.tree
    for clause in side.clauses:
        if clause.head.dep not in ("advcl", "acl:relcl", "ccomp", "csubj"):
            continue
        if clause.opener is None and not (clause.head.dep == "advcl" and clause.finite and _verb_opens(tree, clause)):
            continue
        end = tree.right[clause.head.i]
        last = clause.verbs[-1] if clause.verbs else clause.head
        if end != last.i or end + 1 >= len(tree.words):
            continue
        behind = tree.words[end + 1]
        if behind.pos not in ("PUNCT", "CCONJ") and behind.lower not in ("als", "wie", "bzw.", "sowie"):
            yield "Hinter dem Nebensatz fehlt ein Komma", last.text


_OF_SENTENCES: Final = (
    _wrong_relative, _request_with_subject, _unparted_verbs, _unparted_subjunctions, _unclosed_clauses, _stray_commas,
    _doubled_verbs,
)  # fmt: skip


# --- against the old sentence ---------------------------------------------------------------------------------------


def _lost_verb(before: Side, after: Side) -> str:
    """Return a fault where a sentence has no finite verb although the old wording had one in each."""
    if not all(_is_whole(before, root) for root in _roots(before.tree)) or _finite_forms(before) <= _finite_forms(
        after
    ):
        return ""
    whole = all(_is_whole(after, root) for root in _roots(after.tree))
    return "" if whole else "Dem Satz fehlt ein gebeugtes Verb"


def _finite_forms(side: Side) -> set[str]:
    return {w.lower for w in side.tree.words if w.is_finite}


def _roots(tree: Tree) -> list[Word]:
    return [w for w in tree.words if w.head == w.i]


def _is_whole(side: Side, root: Word) -> bool:
    """Whether a sentence has a finite verb outside of its subordinate clauses, or needs none."""
    span = range(side.tree.left[root.i], side.tree.right[root.i] + 1)
    if side.tree.words[span[-1]].text != "." or "dank" in side.tree.phrase(root.i).lower():
        return True
    inner = {w.i for c in side.clauses if c.kind == "sub" and c.head is not root for w in c.finite}
    return any(side.tree.words[i].is_finite and i not in inner for i in span)


_SAME_WITHOUT: Final = frozenset({"zurückmelden", "zusenden", "übersenden"})
"""Verbs that mean the same without their particle: *um Rückmeldung* → *melden Sie sich*."""


def _lost_particle(before: Side, after: Side) -> str:
    """Return a fault where a verb stands without the particle that it, or its noun, had."""
    had = {w.lemma for w in before.tree.words if w.pos in ("VERB", "AUX", "ADJ")}
    nouns = [w.lower.removeprefix("nicht") for w in before.tree.words if w.pos == "NOUN"]
    new = {w.lower for w in after.tree.words}
    for clause in after.clauses:
        lemma, bare = clause.head.lemma, not clause.particle and clause.head.is_finite
        if clause.head.pos != "VERB" or not bare or lemma in had:
            continue
        for particle in _PARTICLES - new:
            if particle + lemma in _SAME_WITHOUT:
                continue
            if particle + lemma in had or _has_noun_of(nouns, particle, lemma):
                return f"Zu „{clause.head.text}“ fehlt „{particle}“"
    return ""


def _has_noun_of(nouns: list[str], particle: str, lemma: str) -> bool:
    """Whether a noun is made from the longer verb: *Rückforderung* from *zurückfordern*."""
    stem = lemma.removesuffix("n").removesuffix("e")
    front = "rück" if particle == "zurück" else particle
    return len(stem) > 3 and any(noun.startswith(front + stem) for noun in nouns)


_PARTICLES: Final = frozenset(
    """ab an auf aus bei ein fest fort frei her hin los mit nach nieder statt vor weg weiter wieder zu zurück
    zusammen bekannt bereit dar durch entgegen heraus herein hinaus hinein hinzu nahe offen voran voraus vorbei vorweg
    teil wahr herab hinweg wett""".split()
)
