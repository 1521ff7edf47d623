"""The targets of ``evaluation/fuzz`` for a moment, fed by hypothesis; ``fuzz.py`` feeds them longer."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from outside import EVALUATION, load

targets = load(EVALUATION / "fuzz", "targets")
SIGNS = st.sampled_from([
    "§ 5 Abs. 2 SGB X", "(", ")", "„", "“", "{{", "}}", "\n", "\n\n", "- ", "1. ", "3. Mai 2025", "1.234,56 EUR",
    "a.a.", "\u00ad", "\u200b", "\u0301", ",", ";", "–", "nicht ", "zu ", "wird ", "\ufeff", "\x1b", "\U0001f600",
    "IBAN DE89 3704", "<script>", "<!-- klartext: aus -->", "|", "Wir ", "Sie ", "worden", "\t", "_" * 9, "." * 9,
    "\u2028", "ß", "İ", "ﬁ",
])  # fmt: skip
MANY = {"leser": 150, "briefteile": 150, "regeln": 20, "pruefung": 60}


def broken(target):
    """Texts cut, doubled and mixed from the seeds of a target, with signs that hurt."""
    whole = list(targets.seeds(target))
    pieces = st.tuples(st.sampled_from(whole), st.integers(0, 1200), st.integers(1, 300)).map(
        lambda pick: pick[0][pick[1] % len(pick[0]) :][: pick[2]]
    )
    return st.lists(st.one_of(pieces, SIGNS.map(str.encode), st.binary(max_size=4)), max_size=8).map(b"".join)


@pytest.mark.parametrize(("target", "examples"), MANY.items())
def test_what_is_promised_holds_for_broken_input(target, examples):
    @settings(deadline=None, derandomize=True, max_examples=examples, suppress_health_check=list(HealthCheck))
    @given(broken(target))
    def holds(data):
        targets.TARGETS[target](data)

    holds()


@pytest.mark.parametrize("target", sorted(targets.TARGETS))
def test_the_seeds_themselves_keep_the_promise(target):
    for seed in list(targets.seeds(target))[:3]:
        targets.TARGETS[target](seed)


FOUND = {
    "leser": [b"\6<?xml version='1.0' encoding='UTF-9'?><a/>", b"\7<?xml version='1.0' encoding='UTF-7'?><a/>"],
    "regeln": [b"Es wird gebeten, diese bis zum 10.11.2025\0\0\2U einzureichen. Zahlungen sind zu erstatten.\n"],
}


@pytest.mark.parametrize(("target", "data"), [(target, data) for target, found in FOUND.items() for data in found])
def test_what_the_fuzzer_has_found_keeps_the_promise(target, data):
    targets.TARGETS[target](data)
