"""A title and its name are one: the parser reads the same name for all, and the title is the head of every name.

So origin and gender change nothing in the tree, however many words a name has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from klartext.pipeline.parser import Annotation, Parser
from klartext.protect.name import titled_persons

_ANY_NAME = "Müller"


def annotate(parser: Parser, words: list[str], blanks: list[bool]) -> Annotation:
    """Annotate one sentence; each person with a title is read as the title and one common name.

    Args:
        parser: What annotates.
        words: The words of the sentence.
        blanks: Whether white space stands before each word.
    """
    persons = list(_persons(words, blanks))
    names = {i for person in persons for i in person[1:]}
    first = {person[1] for person in persons}
    read = [i for i in range(len(words)) if i not in names or i in first]
    found = parser.annotate([_ANY_NAME if i in names else words[i] for i in read], [blanks[i] for i in read])
    heads_of_titles(found.heads, found.deprels, (at for at, i in enumerate(read) if i in first))
    return _spread(found, words, read, {i: person[1] for person in persons for i in person[1:]})


def heads_of_titles(heads: list[int], deprels: list[str], names: Iterable[int]) -> None:
    """Hang names flat on the titles before them, in place.

    What hung on the name hangs on the title then, and the title stands where the name stood in the tree.

    Args:
        heads: Index of the head of each word, its own for the root.
        deprels: Relation of each word; ``root`` for the root.
        names: Indices of the words right behind a title, in text order.
    """
    for name in names:
        title = name - 1
        if heads[name] == name:
            heads[title], deprels[title] = title, deprels[name]
        elif heads[title] in (name, heads[name]) and heads[name] != title:
            heads[title], deprels[title] = heads[name], deprels[name]
        elif heads[name] != title:
            continue  # the two stand apart: „dass Frau Müller kennt“
        heads[name], deprels[name] = title, "flat"
        for word, head in enumerate(heads):
            if head == name and word != title:
                heads[word] = title


def _persons(words: Sequence[str], blanks: Sequence[bool]) -> Iterator[range]:
    """Yield the persons in a sentence as ranges of word indices: the title, then the name with its degrees."""
    pieces = [" " * blank + word for word, blank in zip(words, blanks, strict=True)]
    ends = list(accumulate(map(len, pieces)))
    starting = {end - len(word): i for i, (end, word) in enumerate(zip(ends, words, strict=True))}
    ending = {end: i + 1 for i, end in enumerate(ends)}
    for start, end in titled_persons("".join(pieces)):
        if start in starting and end in ending and ending[end] - starting[start] > 1:
            yield range(starting[start], ending[end])


def _spread(found: Annotation, words: Sequence[str], read: Sequence[int], first: dict[int, int]) -> Annotation:
    """Return the annotation of all words from that of the words read.

    Args:
        found: The annotation of the words read.
        words: All words.
        read: Indices of the words read.
        first: For each word of a name the first word of that name.
    """
    place = {i: at for at, i in enumerate(read)}
    whole = Annotation([], [], [], [], [])
    for i, word in enumerate(words):
        at = place[first.get(i, i)]
        head = read[found.heads[at]]
        further = i not in place
        whole.upos.append(found.upos[at])
        whole.feats.append(found.feats[at])
        whole.lemmas.append(word if i in first else found.lemmas[at])
        whole.heads.append(first[i] if further and found.deprels[at] != "flat" else head)
        whole.deprels.append("flat" if further else found.deprels[at])
    return whole
