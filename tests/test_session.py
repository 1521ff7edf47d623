import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klartext.decisions import Review
from klartext.documents import read_text
from klartext.errors import ModelError
from klartext.page import SAMPLE
from klartext.records import Suggestion
from klartext.session import Klartext

LETTER = """Stadt Neuenfels
Az.: 12-34/5 B

Sehr geehrte Frau Yılmaz,

die von Ihnen am 3. Mai 2025 eingereichten Unterlagen sind durch das Bauamt geprüft worden. Nunmehr ist
die Gebühr i. H. v. 26,50 EUR bis zum 15.06.2025 zu entrichten.

Rechtsbehelfsbelehrung
Gegen diesen Bescheid kann innerhalb eines Monats Widerspruch erhoben werden.

Mit freundlichen Grüßen
Im Auftrag
Dietz
"""


@pytest.fixture(scope="module")
def klartext():
    return Klartext.load()


@pytest.fixture(scope="module")
def analysis(klartext):
    return klartext.analyse(read_text(LETTER, "brief.txt"))


def test_a_letter_gets_findings_of_grammar_and_words(analysis):
    found = {f.category for f in analysis.findings}
    assert {"passiv", "modaler_infinitiv", "partizipialattribut", "amtswort", "abkuerzung"} <= found


def test_records_fit_the_text(analysis):
    text = analysis.letter.text
    for finding in analysis.findings:
        assert text[finding.span.start : finding.span.end] == finding.text
    for place in analysis.protected:
        assert text[place.span.start : place.span.end] == place.text
    for sentence in analysis.sentences:
        assert text[sentence.span.start : sentence.span.end] == sentence.text


def test_suggestions_passed_the_guard_and_spare_protected_places(analysis):
    assert analysis.suggestions
    for suggestion in analysis.suggestions:
        assert isinstance(suggestion, Suggestion)
        assert all(c.passed for c in suggestion.checks)
        for place in analysis.protected:
            if place.kind != "rechtsbegriff" and suggestion.proposal.span.contains(place.span):
                assert place.text in suggestion.proposal.replacement


def test_legal_remedy_is_left_alone(analysis):
    start = analysis.letter.text.index("Gegen diesen Bescheid")
    assert not [f for f in analysis.findings if f.span.start >= start and f.category != "abkuerzung"]


def test_nothing_is_accepted_by_itself(klartext, analysis):
    review = klartext.review(analysis)
    assert review.released_text() == LETTER
    assert len(review.open_suggestions) == len(analysis.suggestions)


def test_accepting_changes_only_that_place(klartext, analysis):
    review = klartext.review(analysis)
    first = review.open_suggestions[0]
    after = review.accept(first.id, "A. Beispiel")
    proposal = first.proposal
    expected = LETTER.replace(proposal.original, proposal.replacement, 1)
    assert after.released_text().split() == expected.split()


@pytest.mark.parametrize("names", [("Frau Müller", "Herr Müller"), ("Frau Yılmaz", "Herr Nguyen")])
def test_names_change_no_finding(klartext, names):
    found = []
    for name in names:
        text = f"Auf Antrag von {name} wird die Frist verlängert. Die Gebühr ist bis zum 3. Mai 2025 zu zahlen."
        analysis = klartext.analyse(read_text(text))
        found.append([(f.rule, f.text.replace(name, "")) for f in analysis.findings])
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("This letter is written in English and has nothing to do with us. Please return it.", "nicht deutsch"),
        ("Miete 500\nHeizung 80", "keinen ganzen Satz"),
    ],
)
def test_doubtful_input_is_named(klartext, text, note):
    assert any(note in n for n in klartext.analyse(read_text(text)).notes)


def test_a_german_letter_raises_no_doubt(analysis):
    assert analysis.notes == ()


def test_a_model_that_is_not_there_is_refused_in_german():
    with pytest.raises(ModelError) as error:
        Klartext.load(model="/nicht/da")
    assert error.value.code.startswith("KT-T")
    assert error.value.remedy


@settings(deadline=None, derandomize=True, max_examples=40)
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_is_analysed_without_a_crash(klartext, text):
    try:
        document = read_text(text)
    except Exception as error:
        assert type(error).__name__ == "InputError"
        return
    analysis = klartext.analyse(document)
    assert klartext.review(analysis).released_text() == document.original


def test_after_a_decision_only_the_changed_sentences_are_worked_on_again(klartext: Klartext):
    analysis = klartext.analyse(read_text(SAMPLE.read_text(encoding="utf-8")))
    short = klartext.review(analysis)
    long = Review(analysis, lambda document, changed: klartext.analyse(document))
    for number, suggestion in enumerate(analysis.suggestions):
        if short.state(suggestion.id) != "open":
            continue
        step = "reject" if number % 5 == 4 else "accept"
        short, long = (getattr(review, step)(suggestion.id, "A") for review in (short, long))
        assert short.current_text == long.current_text and short.scores == long.scores
        assert short.analysis.suggestions == long.analysis.suggestions
        assert [short.state(s.id) for s in short.analysis.suggestions] == [
            long.state(s.id) for s in long.analysis.suggestions
        ]


def test_a_letter_that_was_read_before_gives_the_same_analysis(klartext: Klartext):
    fresh = klartext.fresh()
    document = read_text(SAMPLE.read_text(encoding="utf-8"))
    assert fresh.analyse(document) == fresh.analyse(document) == klartext.fresh().analyse(document)
