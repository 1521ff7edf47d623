"""*Hiermit* beside who speaks goes: *wir bestätigen hiermit* → *wir bestätigen*.

In a passive it stays: it alone says that the deed is done with the letter (*Sie werden hiermit in Verzug gesetzt*);
without it the sentence would announce. Where another step names who acts, it may go after that.

Source: Duden, Die Grammatik, explicit performative utterances.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.rewrite.contract import Rewrite, Scene
from klartext.spans import Edit, Span

_WHY: Final = "Ohne „hiermit“ sagt der Satz dasselbe: Dass Ihr Schreiben gilt, ist auch ohne dieses Wort klar."
_SURE: Final = 0.95


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the sentence without *hiermit* where *wir* or *ich* acts now."""
    for token in scene.doc[1:]:
        if token.lower_ != "hiermit" or token.pos_ != "ADV":
            continue
        if not _is_said_by_writer(token.head):
            continue
        if not token.nbor(-1).whitespace_ or token.nbor(-1).text == ",":
            continue
        place = Span(token.idx - 1, token.idx + len(token))
        yield Rewrite("hiermit", "floskel", place, (Edit(place, ""),), _WHY, confidence=_SURE)


def _is_said_by_writer(verb: Token) -> bool:
    if verb.pos_ != "VERB" or "VerbForm=Fin" not in verb.morph:
        return False
    return any(c.dep_ == "nsubj" and c.lower_ in ("wir", "ich") for c in verb.children)
