from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from normalised import document_of
from view_samples import LONG, PASSIVE, SUGGESTION, TEXT, WORD, analysis

from klartext.records import Analysis, Category, Finding, Letter, ProtectedKind
from klartext.spans import Span
from klartext.view import CATEGORY_NAMES, items, join, legend, marked_letter
from klartext.view.names import GROUP_OF, PROTECTED_NAMES

BADGE = re.compile(r'<a class="kt-nr.*?</a>')
TAG = re.compile(r"<[^>]*>")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.names.append(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(fragment: str) -> list[str]:
    parser = Tags()
    parser.feed(fragment)
    assert not parser.open
    return parser.names


def shown_text(fragment: str) -> str:
    return unescape(TAG.sub("", BADGE.sub("", fragment)))


def test_every_category_and_protected_kind_has_a_german_name_and_a_group():
    assert set(CATEGORY_NAMES) == set(GROUP_OF) == set(get_args(Category))
    assert set(PROTECTED_NAMES) == set(get_args(ProtectedKind))


def test_items_count_in_text_order_and_leave_out_no_finding():
    worklist = items(analysis())
    assert [(i.number, i.id) for i in worklist] == [(1, "f3"), (2, "g1")]
    assert {f.id for i in worklist for f in i.findings} == {"f1", "f2", "f3"}


def test_hints_about_one_place_make_one_entry():
    a = analysis((LONG, PASSIVE, WORD), (), ())
    assert [[f.id for f in i.findings] for i in items(a)] == [["f3"], ["f1", "f2"]]
    assert items(a)[1].span == PASSIVE.span


def test_marked_letter_keeps_every_character_of_the_letter():
    a = analysis()
    assert shown_text(join(marked_letter(a, items(a), {}, show_protected=True))) == TEXT


def test_marked_letter_escapes_markup_in_the_letter():
    a = analysis()
    fragment = join(marked_letter(a, items(a), {}))
    assert "script" not in tags(fragment)
    assert "&lt;script&gt;" in fragment


def test_marked_letter_shows_the_most_exact_finding_and_tells_all():
    a = analysis()
    fragment = join(marked_letter(a, items(a), {}))
    (word,) = re.findall(r"<mark [^>]*>seitens</mark>", fragment)
    assert "g-wort s1" in word
    assert "Meldung f1" in word and "Meldung f2" in word


def test_marked_letter_names_number_category_and_message_in_words():
    a = analysis()
    badge = BADGE.findall(join(marked_letter(a, items(a), {"g1": "rejected"})))[1]
    assert 'aria-label="Stelle 2: Passiv, Amtswort – schwer verständlich (Vorschlag, abgelehnt).' in badge
    assert 'href="#karte-g1"' in badge


def test_marked_letter_shows_protected_places_only_on_demand():
    a = analysis()
    assert "Geschützt: Rechtsgrundlage" not in join(marked_letter(a, items(a), {}))
    assert "Geschützt: Rechtsgrundlage" in join(marked_letter(a, items(a), {}, show_protected=True))


def test_marked_letter_of_an_empty_letter_is_empty():
    letter = Letter(document_of(""), (), ())
    empty = replace(analysis((), (), ()), letter=letter, protected=(), sentences=())
    assert shown_text(join(marked_letter(empty, items(empty), {}))) == ""


def test_legend_counts_categories_under_their_group():
    assert "Handlung</mark> Passiv 1" in legend(analysis())
    assert "Ansprache" not in legend(analysis())


@settings(deadline=None, derandomize=True, max_examples=60)
@given(
    st.text(alphabet="ab <&\"'{}$\n§", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 30), st.sampled_from(get_args(Category))), max_size=6),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 30)), max_size=3),
)
def test_any_overlap_of_findings_gives_well_formed_markup_with_the_whole_text(
    text: str, places: list[tuple[int, int, Category]], kept: list[tuple[int, int]]
):
    def span(start: int, length: int) -> Span:
        start = min(start, len(text) - 1)
        return Span(start, min(len(text), start + length))

    found: tuple[Finding, ...] = tuple(
        replace(PASSIVE, id=f"f{n}", category=category, span=span(at, length))
        for n, (at, length, category) in enumerate(places)
    )
    base: Analysis = analysis((), (), ())
    letter = Letter(document_of(text), (), ())
    a = replace(
        base,
        letter=letter,
        findings=found,
        protected=tuple(replace(base.protected[0], span=span(*k)) for k in kept),
        sentences=(),
    )
    fragment = join(marked_letter(a, items(a), {}, show_protected=True))
    tags(fragment)
    assert shown_text(fragment) == text
    assert len(BADGE.findall(fragment)) == len(items(a)) <= len(found)
    assert {f.id for i in items(a) for f in i.findings} == {f.id for f in found}


def test_a_suggestion_without_a_known_finding_still_gets_its_number():
    a = analysis((WORD,), (replace(SUGGESTION, proposal=replace(SUGGESTION.proposal, findings=())),), ())
    fragment = join(marked_letter(a, items(a), {}))
    assert [b for b in BADGE.findall(fragment) if 'id="stelle-g1"' in b]
