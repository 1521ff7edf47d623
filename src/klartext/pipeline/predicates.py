"""Voice and finite verbs of a predicate, made consistent over the words of a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

_BECOME: Final = frozenset({"wird", "werden", "wurde", "wurden", "würde", "würden"})
_PLURAL_AUXILIARIES: Final = frozenset({"werden", "haben", "können", "müssen", "dürfen", "sollen", "wollen"})
_BE: Final = frozenset({"ist", "sind", "sei", "seien", "war", "waren", "wäre", "wären"})
_STATES: Final = frozenset(
    """ausgefüllt unterschrieben unterzeichnet gegengezeichnet vervollständigt angekreuzt beglaubigt frankiert
    gelocht sortiert gereinigt gesäubert verschlossen verpackt""".split()
)
"""Participles behind which no infinitive with *zu* can hang; they say in what state a thing is given."""
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


def states_in_duties(words: Sequence[str], upos: list[str], deprels: list[str], heads: list[int]) -> None:
    """Hang *ausgefüllt* on the infinitive where both have been read the other way round: *ist ausgefüllt … vorzulegen*.

    Args:
        words: The words of a sentence.
        upos: Part of speech of each word; a state becomes an adjective.
        deprels: Relation of each word.
        heads: Index of the head of each word, its own for the root.
    """
    if _STATES.isdisjoint(words):
        return
    for duty, state in enumerate(heads):
        if deprels[duty] != "xcomp" or words[state] not in _STATES or not _is_due(duty, state, words, deprels, heads):
            continue
        heads[duty], deprels[duty] = (duty if heads[state] == state else heads[state]), deprels[state]
        for i, head in enumerate(heads):
            if head == state and i not in (duty, state) and not _tells_state(i, state, deprels):
                heads[i] = duty
                deprels[i] = "cop" if words[i] in _BE else deprels[i]
            elif head == duty and words[i] in _STATES and words[i - 1] == "und":
                heads[i], deprels[i], upos[i] = state, "conj", "ADJ"
        heads[state], deprels[state], upos[state] = duty, "xcomp", "ADJ"


def _is_due(duty: int, state: int, words: Sequence[str], deprels: Sequence[str], heads: Sequence[int]) -> bool:
    """Whether a state has an *ist* before it and an infinitive with *zu* behind it, all in one clause."""
    be = [i for i, head in enumerate(heads) if head == state and words[i].lower() in _BE and i < state]
    if len(be) != 1 or "," in words[be[0] : duty]:
        return False
    return _has_zu(duty, words, deprels)


def _tells_state(i: int, state: int, deprels: Sequence[str]) -> bool:
    """Whether a word beside a state says more of it: *vollständig ausgefüllt und unterschrieben*."""
    return deprels[i] in ("cc", "conj", "obl:agent") or (deprels[i] == "advmod" and i == state - 1)


def objects_of_infinitives(words: Sequence[str], deprels: list[str], heads: Sequence[int]) -> None:
    """Read *Sie* as the object of a second infinitive with *zu*, which has no subject: *abzulehnen und Sie zu bitten*.

    ``deprels`` is changed in place; the arguments are those of ``passive_auxiliaries``.
    """
    for i, (deprel, head) in enumerate(zip(deprels, heads, strict=True)):
        if words[i] != "Sie" or deprel != "nsubj" or deprels[head] != "conj" or i > head:
            continue
        first = heads[head]
        verbs = [j for j, h in enumerate(heads) if h in (first, head) and deprels[j] in ("aux", "aux:pass", "cop")]
        if not verbs and _has_zu(head, words, deprels) and _has_zu(first, words, deprels):
            deprels[i] = "obj"


def _has_zu(infinitive: int, words: Sequence[str], deprels: Sequence[str]) -> bool:
    word, before = words[infinitive], infinitive - 1
    inside = "zu" in word[1:] and word.endswith(("en", "ern", "eln"))
    return inside or (before >= 0 and words[before] == "zu" and deprels[before] == "mark")


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
