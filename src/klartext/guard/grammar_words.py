"""Faults of single words: forms that German does not have, capitals, neighbours that exclude each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final

from klartext.grammar.nouns import noun_table
from klartext.grammar.pronouns import POLITE_FORMS
from klartext.grammar.verbs import lemma_of_participle, verb
from klartext.guard.phrases import Side, noun_cells
from klartext.guard.tree import Tree, Word
from klartext.pipeline.word_forms import is_known
from klartext.pipeline.word_frequency import zipf_frequency

_RARE: Final = 1.5
_SHORTEST_TAIL: Final = 5
_ENDING: Final = re.compile(r"e[nmrs]?$")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PARTICLES: Final = tuple(
    """zurück zusammen entgegen heraus herein hinaus hinein voraus vorbei weiter wieder nieder fest fort frei statt
    bei dar ein hin her los mit nach vor weg ab an auf aus um zu über unter durch bereit bekannt teil un dagegen davon
    dazu""".split()
)
_ABLE: Final = re.compile(r"[^aeiou]bar(?:e[rnms]?)?$")
_ADJECTIVE: Final = re.compile(
    r"(?:ig|lich|isch|bar|sam|los|voll|haft|frei|reich|arm|weise|[^z]u?gerecht|berechtigt|bedingt|bezogen)(?:e[rnms]?)?$"
)
_PRONOMINAL: Final = re.compile(r"(?:beid|best|ander|nächst|letzt|erst|folgend|übrig|einzeln|meist|weit|gleich|all)")
_SMALL_NOUNS: Final = frozenset(
    {"paar", "bisschen", "mal", "recht", "schuld", "prozent", "euro", "leid", "kraft", "dank"}
)
_MODAL_FORMS: Final = frozenset(
    "kann können konnte konnten muss müssen darf dürfen soll sollen will wollen wird werden".split()
)
_NEVER_NOUNS: Final = frozenset(
    "wird wurde wurden worden ist sind war waren hat hatte hatten kann konnte konnten muss darf".split()
)
_SMALL_POLITE: Final = frozenset(w.lower() for w in POLITE_FORMS)
_AFTER: Final = {
    **dict.fromkeys(("innerhalb", "außerhalb", "oberhalb", "unterhalb", "anhand", "infolge", "mithilfe", "aufgrund",
                     "jenseits", "diesseits", "inklusive", "seitens", "anstelle"), ("von", "vom")),
    "bis": ("zu", "zum", "zur", "nach", "in", "ins", "auf", "an", "ans", "vor", "über", "aufs", "unter",
            "einschließlich"),
    "von": ("bis", "ab", "vor", "nach"), "seit": ("vor",), "vom": ("bis",), "statt": ("in", "im", "an", "mit", "auf"),
    "um": ("bis",), "für": ("bis", "vor", "nach"), "auf": ("bis",), "zu": ("je",), "mit": ("je",), "in": ("je",),
}  # fmt: skip
_QUANTITY: Final = ("über", "unter", "um", "ab", "je", "bis", "gegen", "pro")


def word_faults(before: Side, after: Side) -> str:
    """Return the first word of the new wording that cannot stand there."""
    known = {w.lower for w in before.tree.words}
    stems = {_ENDING.sub("", w.lower) for w in before.tree.words if w.pos == "ADJ"}
    for word in after.tree.words:
        if word.lower in known or _ENDING.sub("", word.lower) in stems:
            continue
        if _WORD.fullmatch(word.text) and _is_plain(after.tree, word) and not is_known_form(word.lower):
            return f"„{word.text}“ ist kein bekanntes Wort"
    return (
        _wrong_capital(before.tree, after.tree) or _lost_courtesy(before.tree, after.tree) or _neighbours(before, after)
    )


def _opens(tree: Tree, word: Word) -> bool:
    """Whether a capital needs no other reason than the place of the word."""
    if 0 < word.i <= 2 and all(len(w.text.strip("().")) <= 2 for w in tree.words[: word.i]):
        return True  # behind the number of a list
    return word.i == 0 or tree.words[word.i - 1].text in (".", "!", "?", ":", "„", "(", "–", "-", "/", "»", "“", "•")


def _is_plain(tree: Tree, word: Word) -> bool:
    """Whether a word is written small, or has its capital only from the start of a sentence."""
    at_start = _opens(tree, word) and word.text[1:].islower() and word.pos not in ("NOUN", "PROPN")
    return word.text[0].islower() or at_start


@lru_cache(maxsize=20_000)
def is_known_form(form: str) -> bool:
    """Whether German has this form in lower case: in a word list, used, or built from known parts."""
    if _is_listed(form):
        return True
    if "-" in form:
        return all(is_known_form(piece) for piece in form.split("-") if piece)
    if len(form) > 7 and _ABLE.search(form):
        return True
    if any(_is_rest_known(form.removeprefix(p)) for p in _PARTICLES if form.startswith(p)):
        return True
    return _ADJECTIVE.search(form) is not None and any(
        _is_listed(form[at:]) and _is_front(form[:at]) for at in range(3, len(form) - _SHORTEST_TAIL + 1)
    )


def _is_listed(form: str) -> bool:
    return zipf_frequency(form) >= _RARE or is_known(form)


def _is_front(form: str) -> bool:
    """Whether the first part of a compound is known: *amts|ärztlich*, *archiv|würdig*."""
    return _is_listed(form) or (form.endswith(("s", "n")) and _is_listed(form[:-1]))


def _is_rest_known(rest: str) -> bool:
    """Whether the part behind a particle is a verb form: *zurückzusenden*, *nachgereicht*."""
    rest = rest[2:] if rest.startswith("zu") and len(rest) > 6 else rest
    return len(rest) > 3 and _is_listed(rest)


def _wrong_capital(before: Tree, after: Tree) -> str:
    """Return a fault where a noun is written small, or a verb or adjective with a capital."""
    old = {w.text for w in before.words}
    for word in after.words:
        if word.text in old or not _WORD.fullmatch(word.text) or _opens(after, word):
            continue
        if word.text[0].islower() and _is_small_noun(word):
            return f"„{word.text}“ muss groß geschrieben werden"
        if word.text[0].isupper() and word.text not in POLITE_FORMS and _is_big_verb(after, word):
            return f"„{word.text}“ muss klein geschrieben werden"
    return ""


def _is_small_noun(word: Word) -> bool:
    if word.pos != "NOUN" or word.lower in _SMALL_NOUNS or _PRONOMINAL.match(word.lower):
        return False
    return bool(noun_table().readings(word.text.capitalize()))


def _is_big_verb(tree: Tree, word: Word) -> bool:
    """Whether a word with a capital is used as a verb."""
    if word.pos in ("VERB", "AUX"):
        return word.is_finite or not _has_article(tree, word)
    infinitive = verb(word.lower) is not None and not noun_table().readings(word.text)
    if tree.words[word.i - 1].lower == "zu" and (tree.words[word.i - 1].pos == "PART" or infinitive):
        return True
    participle = lemma_of_participle(word.lower) is not None and not noun_table().readings(word.text)
    if word.lower in _NEVER_NOUNS or (participle and not _has_article(tree, word)):
        return True
    last = word.i + 1 >= len(tree.words) or tree.words[word.i + 1].pos == "PUNCT"
    modal = any(w.is_finite and w.lower in _MODAL_FORMS for w in tree.words[: word.i])
    other = any(w.feats.get("VerbForm") == "Inf" for w in tree.words)
    return last and modal and not other and verb(word.lower) is not None and not _has_article(tree, word)


def _has_article(tree: Tree, word: Word) -> bool:
    before = tree.words[word.i - 1]
    if before.pos == "ADJ":
        return before.head == word.i and before.dep == "amod"
    return before.pos in ("DET", "NUM") or before.lower in ("zum", "beim", "im", "vom", "am", "ins", "ohne", "durch")


def _lost_courtesy(before: Tree, after: Tree) -> str:
    """Return a fault where a form of *Sie* is written small."""
    small = [w for w in after.words if w.lower in _SMALL_POLITE and w.text[0].islower()]
    had = {w.lower for w in before.words if w.lower in _SMALL_POLITE and w.text[0].islower()}
    for word in small:
        if word.lower in had or not _WORD.fullmatch(word.text):
            continue
        lost = sum(w.text in POLITE_FORMS for w in after.words) < sum(w.text in POLITE_FORMS for w in before.words)
        if lost or not _has_antecedent(after, word) or _was_polite(before, after, word) or _is_request(after, word):
            return f"„{word.text}“ muss groß geschrieben werden"
    return ""


def _has_antecedent(tree: Tree, word: Word) -> bool:
    """Whether some noun or name before or behind *sie*, *ihr* or *ihnen* may be meant.

    Several people or things (*sie müssen*, *ihnen*) must have been named before.
    """
    if word.lower == "ihnen" or (word.lower == "sie" and _has_plural_verb(tree, word)):
        return any(w.feats.get("Number") == "Plur" or w.pos == "PROPN" for w in tree.words[: word.i] if _is_thing(w))
    for other in tree.words:
        if other.pos == "PROPN" or (other.pos == "PRON" and other.lower in ("alle", "beide", "die", "viele", "wer")):
            return True
        if other.pos == "NOUN" and other.head != word.i and other.i != word.head:
            cells = noun_cells(other.text)
            if any(number == "Plur" or gender == "Fem" for _, number, gender in cells):
                return True
    return False


def _has_plural_verb(tree: Tree, word: Word) -> bool:
    """Whether a pronoun is the subject of a plural verb."""
    verbs = (tree.words[word.head], *tree.below(word.head))
    return word.dep in ("nsubj", "nsubj:pass") and any(w.is_finite and w.feats.get("Number") == "Plur" for w in verbs)


def _is_thing(word: Word) -> bool:
    if word.text in POLITE_FORMS or word.lower in ("wir", "uns"):
        return False
    return word.pos in ("NOUN", "PROPN", "PRON", "NUM")


def _is_request(tree: Tree, word: Word) -> bool:
    """Whether *sie* follows a verb that opens the sentence, as in a request."""
    verb_before = tree.words[word.i - 1]
    opens = (
        word.i == 1 or tree.words[word.i - 2].text in (".", "!", "?", ":") or tree.words[word.i - 2].lower == "bitte"
    )
    end = next((w.i for w in tree.words[word.i :] if w.text in (".", "!", "?")), len(tree.words))
    alone = not any(w.is_finite for w in tree.words[word.i : end])
    return (
        word.lower == "sie" and word.i > 0 and opens and alone and verb_before.is_finite and tree.words[-1].text != "?"
    )


def _was_polite(before: Tree, after: Tree, word: Word) -> bool:
    """Whether the same noun had *Ihr* with a capital."""
    noun = after.words[word.head].lower
    return any(
        w.text in POLITE_FORMS and before.words[w.head].lower == noun for w in before.words if w.dep.startswith("det")
    )


# --- neighbours -----------------------------------------------------------------------------------------------------


def _neighbours(before: Side, after: Side) -> str:
    had = {f"{left.text} {right.text}" for left, right in pairwise(before.tree.words)}
    return next((f"„{pair}“: zwei Präpositionen" for pair in _adposition_pairs(after.tree) if pair not in had), "")


def _adposition_pairs(tree: Tree) -> Iterator[str]:
    for left, right in pairwise(tree.words):
        if left.pos != "ADP" or right.pos != "ADP" or right.dep != "case" or right.i > right.head:
            continue
        if left.dep == "compound:prt" and verb(tree.words[left.head].lemma) is not None:
            continue
        if left.i > left.head and left.dep == "case":
            continue
        allowed = (
            right.lower in _AFTER.get(left.lower, ()) or right.lower in _QUANTITY or left.lower in ("außer", "statt")
        )
        if not allowed and not _is_nested(tree, left, right):
            yield f"{left.text} {right.text}"


def _is_nested(tree: Tree, left: Word, right: Word) -> bool:
    """Whether the second opens an attribute: *wegen in Bonn erzielter Gewinne*."""
    return left.head != right.head and tree.words[tree.words[right.head].head].pos == "ADJ"
