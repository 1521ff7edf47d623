"""Read CoNLL-U treebanks the way the pipeline sees text: one token per written word.

German treebanks split contractions (*im* = *in dem*); letters do not. ``read`` merges every
multi-word token back into the written one (adposition, relation ``case``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

# UD German PUD gives VerbForm only through its XPOS column.
_PUD_VERB_FORMS = {"VBC": "Fin", "VBN": "Part", "VB": "Inf"}


@dataclass(frozen=True, slots=True)
class Word:
    """One written word; ``head`` is the 0-based index of its head, -1 for the root."""

    form: str
    lemma: str
    upos: str
    xpos: str
    feats: tuple[tuple[str, str], ...]
    head: int
    deprel: str
    space_after: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the corpus it came from."""

    words: tuple[Word, ...]
    corpus: str

    @property
    def text(self) -> str:
        """The sentence as written, without a trailing blank."""
        return "".join(w.form + (" " if w.space_after else "") for w in self.words).rstrip()


def read(path: Path, corpus: str) -> list[Sentence]:
    """Return the sentences of one CoNLL-U file with contractions merged.

    Raises:
        ValueError: A sentence does not form a tree after merging; names file and sentence.
    """
    return [_sentence(block, corpus, path) for block in path.read_text("utf-8").split("\n\n") if block.strip()]


def _sentence(block: str, corpus: str, path: Path) -> Sentence:
    rows = [line.split("\t") for line in block.splitlines() if line and not line.startswith("#")]
    ranges = {r[0]: r for r in rows if "-" in r[0]}
    rows = [r for r in rows if r[0].isdigit()]
    groups = list(_groups(rows, ranges))
    position = {r[0]: i for i, (members, _) in enumerate(groups) for r in members}
    words = tuple(_word(members, surface, position) for members, surface in groups)
    if sum(w.head == -1 for w in words) != 1:
        raise ValueError(f"{path}: no single root in {block[:80]!r}")
    return Sentence(tuple(_normalise(w, corpus) for w in words), corpus)


def _groups(rows: list[list[str]], ranges: dict[str, list[str]]) -> Iterator[tuple[list[list[str]], list[str] | None]]:
    starts = {key.split("-")[0]: (int(key.split("-")[1]), row) for key, row in ranges.items()}
    i = 0
    while i < len(rows):
        if rows[i][0] in starts:
            last, surface = starts[rows[i][0]]
            members = [r for r in rows[i:] if int(r[0]) <= last]
            yield members, surface
            i += len(members)
        else:
            yield [rows[i]], None
            i += 1


def _word(members: list[list[str]], surface: list[str] | None, position: dict[str, int]) -> Word:
    inside = {r[0] for r in members}
    anchor = next((r for r in members if r[6] not in inside), members[0])
    if surface is not None and any(r[3] == "ADP" for r in members):
        anchor = next(r for r in members if r[3] == "ADP")
        outside = next(r[6] for r in members if r[6] not in inside)
        anchor = [*anchor[:6], outside, *anchor[7:]]
    misc = (surface or members[-1])[9]
    feats = tuple(tuple(f.split("=", 1)) for f in anchor[5].split("|")) if anchor[5] != "_" else ()
    return Word(
        form=surface[1] if surface else anchor[1],
        lemma=anchor[2],
        upos=anchor[3],
        xpos=anchor[4],
        feats=feats,  # type: ignore[arg-type]
        head=-1 if anchor[6] == "0" else position[anchor[6]],
        deprel=anchor[7],
        space_after="SpaceAfter=No" not in misc,
    )


def _normalise(word: Word, corpus: str) -> Word:
    if corpus != "pud" or word.upos not in ("VERB", "AUX"):
        return word
    feats = dict(word.feats)
    feats.setdefault("VerbForm", _PUD_VERB_FORMS.get(word.xpos, "Fin"))
    if feats["VerbForm"] == "Part":
        feats.pop("Tense", None)
    return replace(word, feats=tuple(sorted(feats.items())))
