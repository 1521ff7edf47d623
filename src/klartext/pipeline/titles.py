"""A title and its name are one: the title is the head, whatever the name, so that origin and gender change nothing."""

from __future__ import annotations

from collections.abc import Iterable


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
        if heads[name] == title:
            deprels[name] = "flat"
            continue
        if heads[name] == name:
            heads[title], deprels[title] = title, deprels[name]
        elif heads[title] in (name, heads[name]):
            heads[title], deprels[title] = heads[name], deprels[name]
        else:
            continue  # the two stand apart: „dass Frau Müller kennt“
        heads[name], deprels[name] = title, "flat"
        for word, head in enumerate(heads):
            if head == name and word != title:
                heads[word] = title
