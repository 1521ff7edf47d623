"""Long texts and texts made to hurt: the work grows with their length. Steps are counted, nothing is timed."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loaded import pipeline

from klartext.batch.repeats import Repeats
from klartext.documents import read_text
from klartext.letter import read_letter
from klartext.nlp import alone, unwrapped
from klartext.pipeline.sentences import set_boundaries
from klartext.pipeline.tokenizer import GermanTokenizer
from klartext.protect import protect
from klartext.spans import Places, Span

NLP = pipeline().nlp


def lines_run(work):
    """Return how many lines of Klartext a piece of work runs through."""
    count = 0

    def traced(frame, event, _argument):
        nonlocal count
        if "klartext" not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return traced

    before = sys.gettrace()
    sys.settrace(traced)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def taken(text):
    """Run all steps that read characters only."""
    letter = read_letter(read_text(text))
    protected = protect(letter)
    set_boundaries(GermanTokenizer(NLP.vocab)(unwrapped(letter)), letter.blocks, [p.span for p in protected])


@pytest.mark.parametrize(
    "seed", ["1", "(", ")", '"', "»", "a.", ";", "§", "§ 1 ", "A-", "a-\n", "- a\n", "{{", "innerhalb von ", "a\n\n"]
)
def test_four_times_the_text_takes_about_four_times_the_steps(seed):
    short, long = (lines_run(lambda n=n: taken(f"x {seed * (n // len(seed))} x")) for n in (500, 2_000))
    assert long < 6 * short


class Record(dict):
    """The record of a letter with many paragraphs and findings."""

    def __init__(self, paragraphs):
        line = "Bitte reichen Sie uns die Unterlagen {} bald noch einmal mit Datum ein.\n\n"
        text = "".join(line.format(f"{chr(97 + n % 26)}{n}x") for n in range(paragraphs))
        blocks, at = [], 0
        for part in text.split("\n\n")[:-1]:
            blocks.append([at, at + len(part)])
            at += len(part) + 2
        findings = [{"start": start, "end": end} for start, end in blocks]
        super().__init__(text=text, blocks=blocks, protected=[], findings=findings, suggestions=[], sentences=findings)


def test_paragraphs_of_a_batch_look_only_at_their_own_findings():
    short, long = (lines_run(lambda n=n: Repeats().add("brief", Record(n))) for n in (50, 200))
    assert long < 6 * short


def test_a_sentence_alone_keeps_its_analysis():
    doc = NLP("Der Bescheid wird geprüft. Sie müssen die Nachweise vorlegen.")
    for sentence in doc.sents:
        bare = alone(sentence)
        assert bare.text == sentence.text
        told = [[(t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.text) for t in words] for words in (bare, sentence)]
        assert told[0] == told[1]


def test_a_letter_of_more_than_a_million_characters_is_read():
    assert len(NLP.make_doc("§" * 40 + " " * 1_000_000).text) > 1_000_000


class Place:
    def __init__(self, start, length):
        self.span = Span(start, start + length)


@given(st.lists(st.builds(Place, st.integers(0, 40), st.integers(0, 9))), st.integers(0, 40), st.integers(0, 9))
def test_places_answers_like_a_search_through_all(places, start, length):
    asked, known = Span(start, start + length), Places(places)

    def same(found, wanted):
        return sorted(map(id, found)) == sorted(map(id, wanted))

    assert same(known.overlapping(asked), [p for p in places if p.span.overlaps(asked)])
    assert same(known.inside(asked), [p for p in places if asked.contains(p.span)])
    assert same(known.around(asked), [p for p in places if p.span.contains(asked)])
