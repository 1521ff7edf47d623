"""Voice and finite verbs of a predicate, made consistent over the words of a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_BECOME: Final = frozenset({"wird", "werden", "wurde", "wurden", "würde", "würden"})
_PLURAL_AUXILIARIES: Final = frozenset({"werden", "haben", "können", "müssen", "dürfen", "sollen", "wollen"})
_INFINITIVE_MARKS: Final = frozenset({"zu", "um", "ohne", "anstatt", "statt"})


def agreeing_voice(deprels: Sequence[str], heads: Sequence[int]) -> list[str]:
    """Return the relations with the subjects of passive verbs, and only those, called ``:pass``.

    Args:
        deprels: Relation of each word.
        heads: Index of the head of each word, its own for the root.
    """
    passive = {h for h, deprel in zip(heads, deprels, strict=True) if deprel == "aux:pass"}
    return [
        deprel.split(":")[0] + (":pass" if h in passive else "")
        if deprel in ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
        else deprel
        for h, deprel in zip(heads, deprels, strict=True)
    ]


def passive_auxiliaries(
    words: Sequence[str], deprels: Sequence[str], heads: Sequence[int], feats: Sequence[Mapping[str, str]]
) -> list[str]:
    """Return the relations with *werden* as ``aux:pass`` where it is the only auxiliary of a participle.

    Args:
        words: The words of a sentence.
        deprels: Relation of each word.
        heads: Index of the head of each word, its own for the root.
        feats: Features of each word.
    """
    found = list(deprels)
    for i, (head, deprel) in enumerate(zip(heads, deprels, strict=True)):
        if deprel != "aux" or words[i].lower() not in _BECOME or feats[head].get("VerbForm") != "Part":
            continue
        others = [j for j, h in enumerate(heads) if h == head and j != i and deprels[j] in ("aux", "aux:pass", "cop")]
        if not others:
            found[i] = "aux:pass"
    return found


def complete_clauses(
    words: Sequence[str], deprels: Sequence[str], heads: Sequence[int], feats: Sequence[dict[str, str]]
) -> None:
    """Make the plural auxiliary finite that ends a clause with a subjunction and no finite verb: *wenn sie … werden*.

    Such forms look like infinitives. ``feats`` is changed in place; the other arguments are those of
    ``passive_auxiliaries``.
    """
    for i, word in enumerate(words):
        head = heads[i]
        if word.lower() not in _PLURAL_AUXILIARIES or deprels[i] not in ("aux", "aux:pass") or i < head:
            continue
        verbs = [head, *(j for j, h in enumerate(heads) if h == head and deprels[j] in ("aux", "aux:pass", "cop"))]
        opened = any(
            h == head and deprels[j] == "mark" and j < head and words[j].lower() not in _INFINITIVE_MARKS
            for j, h in enumerate(heads)
        )
        if opened and i == max(verbs) and not any(feats[j].get("VerbForm") == "Fin" for j in verbs):
            voice = {"Voice": "Pass"} if feats[i].get("Voice") else {}
            feats[i].clear()
            feats[i].update(
                {"Mood": "Ind", "Number": "Plur", "Person": "3", "Tense": "Pres", "VerbForm": "Fin"} | voice
            )


def infinitives_with_zu(words: Sequence[str], lemmas: Sequence[str], feats: Sequence[dict[str, str]]) -> None:
    """Read a verb with *zu* inside as an infinitive, not as a participle: *beizufügen*; ``feats`` changes in place."""
    for word, lemma, feat in zip(words, lemmas, feats, strict=True):
        form = word.lower()
        inside = (i for i in range(1, len(form) - 2) if form.startswith("zu", i))
        if feat.get("VerbForm") == "Part" and any(form[:i] + form[i + 2 :] == lemma for i in inside):
            feat["VerbForm"] = "Inf"


def adverbs_of_verbs(upos: Sequence[str], deprels: Sequence[str], heads: Sequence[int]) -> list[int]:
    """Return the heads with adjectives behind a name hung on its verb: *durch Robin Roth persönlich gestellt*."""
    found = list(heads)
    for i, head in enumerate(heads):
        adverb = deprels[i] == "advmod" and upos[i] == "ADJ" and head == _name_before(i, deprels, heads)
        if adverb and upos[head] == "PROPN" and upos[heads[head]] == "VERB":
            found[i] = heads[head]
    return found


def _name_before(i: int, deprels: Sequence[str], heads: Sequence[int]) -> int:
    """Return the head of a name of several words that ends right before a word; -1 if there is none."""
    return heads[i - 1] if i and deprels[i - 1] in ("flat", "flat:name") else -1
