"""Prepositions: which case they govern, and how they join an article."""

from __future__ import annotations

from typing import Final

from klartext.grammar.features import CASES, Case
from klartext.pipeline.agreement import PREPOSITIONS

AGENT_PREPOSITIONS: Final = frozenset({"von", "vom", "durch", "seitens"})
"""Those before who acts in a passive clause."""
_CONTRACTIONS = {
    "am": ("an", "dem"), "ans": ("an", "das"), "beim": ("bei", "dem"), "im": ("in", "dem"), "ins": ("in", "das"),
    "vom": ("von", "dem"), "zum": ("zu", "dem"), "zur": ("zu", "der"), "aufs": ("auf", "das"), "fürs": ("für", "das"),
    "durchs": ("durch", "das"), "ums": ("um", "das"), "vors": ("vor", "das"), "übers": ("über", "das"),
    "hinters": ("hinter", "das"), "unters": ("unter", "das"), "hinterm": ("hinter", "dem"), "überm": ("über", "dem"),
    "unterm": ("unter", "dem"), "vorm": ("vor", "dem"),
}  # fmt: skip
_USUAL = {(preposition, article): form for form, (preposition, article) in list(_CONTRACTIONS.items())[:8]}
_GENITIVE = """mangels unbeschadet kraft namens inmitten jenseits diesseits abseits beiderseits vermöge zeit unweit
ausweislich ausschließlich inklusive exklusive hinsichtl. bzgl. einschl. zzgl. abzgl. zuungunsten aufseiten vonseiten
behufs betreffs wegen dank eingedenk anlässl. aufgr. wg. vorbehaltl. unbenommen"""
_DATIVE = """gemäß gem. entsprechend zufolge zuwider nahe mitsamt nächst fern zuliebe i.h.v. i.v.m."""
_MORE: dict[str, tuple[Case, ...]] = {
    **dict.fromkeys(_GENITIVE.split(), ("Gen", "Dat")),
    **dict.fromkeys(_DATIVE.split(), ("Dat",)),
    **dict.fromkeys(("wider", "betreffend", "à", "je", "via"), ("Acc",)),
    "entlang": ("Dat", "Gen", "Acc"),
    "laut": ("Dat", "Gen"),
    "binnen": ("Dat", "Gen"),
}


def preposition_case(preposition: str) -> tuple[Case, ...]:
    """Return the cases a preposition or contraction governs, the usual one first; none if it is not known."""
    word = "".join(preposition.lower().split())
    if word in _CONTRACTIONS:
        return ("Acc",) if _CONTRACTIONS[word][1] == "das" else ("Dat",)
    known = _MORE.get(word) or PREPOSITIONS.get(word, ())
    return tuple(case for name in known for case in CASES if case == name)


def contract(preposition: str, article: str) -> str:
    """Return preposition and article as German writes them before a noun: ``zur``, ``beim``, ``mit dem``."""
    return _USUAL.get((preposition, article), f"{preposition} {article}")


def contraction(form: str) -> tuple[str, str] | None:
    """Return the preposition and the article in a contraction (``zur``: zu, der), None if it is none."""
    return _CONTRACTIONS.get(form.lower())
