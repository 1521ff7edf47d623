"""Only what has changed goes to the browser, and what it makes of that is what the server means."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.page.sheets import Sheet, changes, shown_of
from klartext.view import Html

BLOCKS = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["<p>1</p>", "<p>2</p>", "<p>ß „3“</p>"]))


def applied(shown: dict[str, str], told: str) -> dict[str, str]:
    """Return what a browser shows after it has done what it was told."""
    sheet = json.loads(told)["sheets"]["liste"]
    return {key: sheet["new"].get(key, shown.get(key)) for key, _ in sheet["order"]}


def marks(told: str) -> str:
    return json.dumps({"liste": dict(json.loads(told)["sheets"]["liste"]["order"])})


def sheet(blocks: dict[str, str]) -> dict[str, Sheet]:
    return {"liste": Sheet([(key, Html(block)) for key, block in blocks.items()])}


@settings(deadline=None)
@given(st.lists(BLOCKS, min_size=1, max_size=5))
def test_the_browser_shows_in_the_end_what_the_server_means(states: list[dict[str, str]]):
    shown: dict[str, str] = {}
    known = "{}"
    for state in states:
        told = changes("brief", sheet(state), shown_of(known))
        new = json.loads(told)["sheets"]["liste"]["new"]
        assert set(new) == {key for key in state if shown.get(key) != state[key]}
        shown, known = applied(shown, told), marks(told)
        assert list(shown.items()) == list(state.items())


def test_what_makes_no_sense_counts_as_nothing():
    for told in ("", "[]", "{", '{"liste": 3}', '{"liste": ["a"]}'):
        assert shown_of(told).get("liste", {}) == {}
