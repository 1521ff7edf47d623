from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.records import Evidence
from klartext.ruleset.detectors import Hit
from klartext.ruleset.rule import CodePattern, PhrasePattern, Rule, WordPattern
from klartext.ruleset.select import Candidate, select
from klartext.spans import Span

WORD = WordPattern("w", "form")
CODE = CodePattern("langer_satz", {}, {})


def candidate(id, category, *pieces, pattern=WORD, severity=1):
    rule = Rule(id, id, category, severity, "m", "w", (), pattern)
    spans = tuple(Span(*p) for p in pieces)
    hit = Hit(spans[0].start, spans[-1].end, tuple(Evidence(s, "wort") for s in spans))
    return Candidate(rule, hit, spans)


def ids(*candidates):
    return [c.rule.id for c in select(candidates)]


def test_longer_phrase_wins_within_its_category():
    assert ids(candidate("kurz", "amtswort", (4, 8)), candidate("lang", "amtswort", (0, 10))) == ["lang"]


def test_listed_word_wins_over_a_general_rule():
    general = candidate("allgemein", "abkuerzung", (0, 9), pattern=CODE)
    assert ids(general, candidate("liste", "abkuerzung", (0, 5))) == ["liste"]


def test_word_inside_a_longer_phrase_of_another_category_is_dropped():
    assert ids(candidate("wort", "amtswort", (6, 15)), candidate("floskel", "floskel", (0, 19))) == ["floskel"]


def test_word_between_the_pieces_of_a_phrase_stays():
    split = candidate("gefuege", "funktionsverbgefuege", (0, 7), (20, 28))
    assert ids(split, candidate("wort", "amtswort", (9, 16))) == ["gefuege", "wort"]


def test_constructions_of_different_categories_share_a_place():
    passive = candidate("passiv", "passiv", (0, 20), pattern=CODE)
    impersonal = candidate("unpersoenlich", "unpersoenlich", (0, 20), pattern=CODE)
    assert ids(passive, impersonal) == ["passiv", "unpersoenlich"]
    assert ids(passive, candidate("wort", "amtswort", (4, 9))) == ["passiv", "wort"]


def test_one_detector_may_mark_neighbours_that_share_a_word():
    first = candidate("passiv", "passiv", (0, 4), (10, 17), pattern=CODE)
    second = candidate("passiv", "passiv", (0, 4), (22, 30), pattern=CODE)
    assert len(select([first, second, first])) == 2


_candidates = st.lists(
    st.builds(
        lambda start, length, category, pattern, id: candidate(id, category, (start, start + length), pattern=pattern),
        st.integers(0, 40),
        st.integers(1, 12),
        st.sampled_from(["amtswort", "floskel", "passiv"]),
        st.sampled_from([WORD, CODE, PhrasePattern(("w",))]),
        st.sampled_from("abc"),
    ),
    max_size=14,
)


@settings(deadline=None, derandomize=True)
@given(_candidates, st.randoms(use_true_random=False))
def test_selection_is_stable_and_does_not_depend_on_order(candidates, random):
    once = select(candidates)
    shuffled = random.sample(candidates, len(candidates))
    place = [(c.rule.id, c.rule.category, c.span) for c in once]
    assert [(c.rule.id, c.rule.category, c.span) for c in select(shuffled)] == place
    assert [(c.rule.id, c.rule.category, c.span) for c in select(once)] == place
    for left in once:
        for right in once:
            if left is not right and left.rule.category == right.rule.category and left.rule.id != right.rule.id:
                assert not left.span.overlaps(right.span)
