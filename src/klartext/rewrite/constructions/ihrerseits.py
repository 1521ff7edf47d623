"""*Ihrerseits* beside a participle names who acts: *wurde Ihrerseits vorgetragen* → *wurde von Ihnen vorgetragen*.

Elsewhere it says whose something is (*eine Antwort Ihrerseits*, *Sollten Ihrerseits Fragen bestehen*) and stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from klartext.grammar.verbs import lemma_of_participle
from klartext.rewrite.capitals import capitalised, is_capital_start
from klartext.rewrite.contract import Rewrite, Scene
from klartext.spans import Edit, Span

_AGENTS: Final = {"ihrerseits": "von Ihnen", "unsererseits": "von uns", "meinerseits": "von mir"}
_WHY: Final = "„Von Ihnen“ oder „von uns“ sagt deutlicher, wer gehandelt hat."
_SURE: Final = 0.93


def rewrites(scene: Scene) -> Iterator[Rewrite]:
    """Yield the sentence with *von Ihnen* where somebody did something."""
    for token in scene.doc:
        agent = _AGENTS.get(token.lower_)
        if agent is None or (token.lower_ == "ihrerseits" and token.text != "Ihrerseits") or not _is_done(token):
            continue
        place = Span(token.idx, token.idx + len(token))
        if token.lower_ == "ihrerseits" and token.i == 0:
            continue  # the capital may be that of the sentence: hers, theirs or yours
        new = capitalised(agent) if is_capital_start(scene.text, place.start) else agent
        yield Rewrite("ihrerseits", "amtswort", place, (Edit(place, new),), _WHY, confidence=_SURE)


def _is_done(token: Token) -> bool:
    """Whether the word stands with a participle in the passive, or before the noun that the participle tells of."""
    deed = token.head
    if deed.dep_ == "amod" and deed.i == token.i + 1:
        return _is_participle(deed.lemma_)
    helpers = [c for c in deed.children if c.dep_ == "aux:pass" and c.lemma_ == "werden"]
    named = any(c.dep_ == "obl:agent" for c in deed.children)
    return bool(helpers) and not named and lemma_of_participle(deed.lower_) is not None


def _is_participle(adjective: str) -> bool:
    return lemma_of_participle(adjective.lower()) is not None
