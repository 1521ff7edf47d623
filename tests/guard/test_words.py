"""Classes of words: a wording that is there is never overlooked because its letters were not found."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klartext.guard.facts import flat
from klartext.guard.words import CONDITIONS, FORCE, MODALS, QUANTITIES, Wordings

ROOT = Path(__file__).resolve().parents[2]
CLASSES = (*MODALS, *FORCE, *CONDITIONS, *QUANTITIES)
GIVEN = [
    pytest.param(wordings, id=f"{c.name}-{kind}")
    for c in CLASSES
    for kind in ("words", "synonyms")
    if (wordings := getattr(c, kind)) and wordings.traces and wordings.traces.pattern not in wordings.pattern.pattern
]
"""Those whose traces are more than their own expression."""


def by_pattern(wordings: Wordings, text: str) -> int:
    """Count without looking for letters first."""
    return Wordings(wordings.pattern, None).count(text, text.lower())


@pytest.mark.parametrize("wordings", GIVEN)
@settings(max_examples=300, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_what_the_pattern_finds_has_traces(wordings, data):
    alphabet = st.characters(codec="latin-1", exclude_categories=("Cc",))
    text = data.draw(st.from_regex(wordings.pattern, fullmatch=True, alphabet=alphabet))
    assert wordings.count(text, text.lower()) == by_pattern(wordings, text)


def test_letters_have_the_same_counts_without_traces():
    texts = [flat(p.read_text(encoding="utf-8")) for p in sorted((ROOT / "evaluation" / "lesungen").glob("l1*/*.txt"))]
    assert len(texts) > 50
    for wordings in filter(None, (w for c in CLASSES for w in (c.words, c.synonyms, c.hints))):
        for text in texts:
            assert wordings.count(text, text.lower()) == by_pattern(wordings, text)
