"""Whether a new wording claims something new or leaves something out: every content word needs its trace.

For proposals of a model: it writes freely, so each noun, verb and adjective must come from the old sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from klartext.grammar.pronouns import POLITE_FORMS
from klartext.grammar.verbs import verb
from klartext.guard.equivalents import denying, says_force
from klartext.guard.families import families, root
from klartext.guard.lexicon import is_common_noun
from klartext.guard.phrases import Side
from klartext.guard.predicates import verb_of
from klartext.guard.synonyms import synonyms
from klartext.guard.tree import AUXILIARIES, Tree, Word
from klartext.pipeline.word_forms import lemma_of

_CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_TELLING: Final = frozenset({"NOUN", "PROPN", "VERB"})
_ABBREVIATION: Final = re.compile(r"[^\W\d_]{2,}\.?")
_MONTHS: Final = frozenset("januar februar märz april mai juni juli august september oktober november dezember".split())
_OR: Final = frozenset(
    "oder bzw. beziehungsweise od. entweder ob sonst wahlweise alternativ andernfalls ansonsten weder / bzw".split()
)
_CAUSE: Final = re.compile(
    r"\b(?:weil|denn|da|zumal|weshalb|weswegen|deshalb|deswegen|daher|darum|wegen|aufgrund|auf\sGrund|infolge|mangels"
    r"|angesichts|durch|Gr(?:und|ünde)\w*|begründ\w*|nachdem|sodass|so\sdass|dadurch|somit|folglich|mithin|anlässlich"
    r"|Rücksicht|Hinblick|indem|scheiter\w*|beruh\w*|Folge|Anlass|[a-zäöü]+bedingt|Kontext|Zuge|Wunsch)\b",
    re.IGNORECASE,
)
_BARE: Final = frozenset("der die das den dem".split())
_BEFORE_DATE: Final = {
    "den": frozenset("für auf über um gegen und oder sowie".split()),
    "dem": frozenset("ab seit vor nach von zwischen bei mit und oder sowie zu außer".split()),
}
_DAY: Final = re.compile(r"\d{1,2}\.(?:\d{1,2}\.(?:\d{2,4})?)?")
_LONG: Final = 22
_START: Final = 5
_NO_UMLAUT: Final = str.maketrans("äöü", "aou")
_SHORTEST: Final = 3
_CITATION: Final = re.compile(
    r"Abs(?:atz|atzes|ätze)?|Satz(?:es)?|Nummer|Artikels?|Buchstaben?|Verbindung|[A-Z]{2,}\w*|\w+[A-Z]\w*"
)


def neue_woerter(before: Side, after: Side) -> str:
    """Nothing is claimed that the old sentence does not say: each content word has a source there."""
    new = list(unsourced(before, after))
    return f"„{new[0]}“ steht nicht im alten Satz" if new else ""


def verlorene_woerter(before: Side, after: Side) -> str:
    """Nothing is left out that the old sentence says: each noun and verb has a trace in the new one."""
    lost = list(untraced(before, after))
    return f"„{lost[0]}“ fehlt im neuen Satz" if lost else ""


def gegenteil(before: Side, after: Side) -> str:
    """No word gives way to its opposite while as much is denied as before."""
    was, now = _families(before.tree), _families(after.tree)
    if _denials(before.tree) != _denials(after.tree):
        return ""
    for row in synonyms().opposites:
        gone, come = row & was - now, row & now - was
        if gone and come:
            return f"Aus „{_word(before.tree, gone)}“ wird „{_word(after.tree, come)}“"
    return ""


def verknuepfung(before: Side, after: Side) -> str:
    """*und* does not become *oder*, and a date stays what it was: it is nobody's object."""
    was, now = ({w.lower for w in side.tree.words} for side in (before, after))
    if "oder" in now and not was & _OR:
        return "„oder“ kommt neu hinzu"
    if "oder" in was and not now & _OR:
        return "„oder“ fehlt"
    if "weil" in now and not _CAUSE.search(" ".join(w.text for w in before.tree.words)):
        return "Eine Begründung kommt neu hinzu"
    return "Ein Datum steht ohne sein Verhältniswort" if _bare_dates(after.tree) > _bare_dates(before.tree) else ""


def _bare_dates(tree: Tree) -> int:
    """Count dates behind a mere article: *den 3. Mai*."""
    words = tree.words
    return sum(
        _is_date(tree, i + 1)
        and word.lower in _BARE
        and (i == 0 or words[i - 1].lower not in _BEFORE_DATE.get(word.lower, ()))
        for i, word in enumerate(words[:-1])
    )


def _is_date(tree: Tree, i: int) -> bool:
    day = tree.words[i].text
    month = tree.words[i + 1].lower if i + 1 < len(tree.words) else ""
    return bool(_DAY.fullmatch(day)) and (month in _MONTHS or day.count(".") > 1)


def _denials(tree: Tree) -> int:
    return sum(w.lower in ("nicht", "nie", "ohne", "weder") or w.lower.startswith("kein") for w in tree.words)


def _word(tree: Tree, found: frozenset[str]) -> str:
    return next((w.text for w in tree.words if root(w.text) in found), min(found))


def unsourced(before: Side, after: Side) -> Iterator[str]:
    """Yield the content words of the new wording that the old one gives no reason for."""
    known, there = synonyms(), _families(before.tree)
    for names in _content(after.tree, _CONTENT):
        if any(root(n) in known.plain or known.stands_for(n, there) or denying(n) for n in names):
            if not (twin := _twin(names[0], before.tree)):
                continue
            yield twin
        if not any(_shortened(w.text, n) for w in before.tree.words for n in names):
            yield names[0]


def untraced(before: Side, after: Side) -> Iterator[str]:
    """Yield the nouns and verbs of the old wording that have left no trace in the new one."""
    known, there = synonyms(), _families(after.tree)
    for names in _content(before.tree, _TELLING):
        if any(root(n) in known.empty or known.stands_for(n, there) or says_force(n) for n in names):
            continue
        if not any(_shortened(n, w.text) for w in after.tree.words for n in names):
            yield names[0]
    yield from _cut_compounds(before.tree, after.tree)


def _cut_compounds(before: Tree, after: Tree) -> Iterator[str]:
    """Yield long compounds whose first part is gone: *Ferienbetreuungsanmeldeformular*, *Formular zur Anmeldung*."""
    known, there = synonyms(), " ".join(w.lower for w in after.words)
    families_there = _families(after)
    for word in before.words:
        if word.pos != "NOUN" or len(word.text) < _LONG or word.lower[:_START] in there:
            continue
        parts = [word.lower[:at] for at in range(_START, len(word.text) // 2)]
        if not any(known.stands_for(part, families_there) for part in parts if is_common_noun(part.capitalize())):
            yield word.text


def _twin(infinitive: str, other: Tree) -> str:
    """Return a verb that only an umlaut tells from one of the other text: *zählen* beside *zahlen*; empty if none."""
    bare = infinitive.translate(_NO_UMLAUT)
    if bare == infinitive or verb(bare) is None or verb(infinitive) is None:
        return ""
    stem, plain = infinitive[:-2], bare[:-2]
    texts = [w.lower for w in other.words]
    return infinitive if any(plain in t for t in texts) and not any(stem in t for t in texts) else ""


def _shortened(short: str, word: str) -> bool:
    """Whether a text abbreviates a word: *Entsch.*, *Kl.*, *BM*."""
    bare = short.rstrip(".")
    if not _ABBREVIATION.fullmatch(short) or len(bare) >= len(word) or word[:1].lower() != bare[:1].lower():
        return False
    letters = iter(word.lower())
    return (short.endswith(".") or bare.isupper()) and all(c in letters for c in bare.lower())


def _content(tree: Tree, kinds: frozenset[str]) -> Iterator[tuple[str, ...]]:
    """Yield the names of each content word: as it stands, and a verb in its infinitive with its particle first."""
    for word in tree.words:
        if word.pos not in kinds or not word.text.replace("-", "").isalpha() or len(word.text) < _SHORTEST:
            continue
        if word.dep in AUXILIARIES or (word.pos == "ADJ" and word.feats.get("NumType")):
            continue
        if _CITATION.fullmatch(word.text) or word.text in POLITE_FORMS:
            continue
        yield _verb_names(tree, word) if word.pos == "VERB" else (word.text,)


def _verb_names(tree: Tree, word: Word) -> tuple[str, ...]:
    infinitive = verb_of(word)
    particle = tree.child(word.i, "compound:prt")
    front = particle.lower if particle else ""
    joined = infinitive if infinitive.startswith(front) else front + infinitive
    return (joined, front + lemma_of(word.lower), word.text)


def _families(tree: Tree) -> frozenset[str]:
    """Return the families of all words of a text, those of its verbs in their infinitive."""
    verbs = (name for names in _content(tree, frozenset({"VERB"})) for name in names)
    return families(" ".join((*(w.text for w in tree.words), *verbs)))
