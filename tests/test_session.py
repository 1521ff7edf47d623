import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from loaded import checker

from klartext.decisions import Review
from klartext.documents import read_text
from klartext.errors import DecisionError, ModelError
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
    return checker()


@pytest.fixture(scope="module")
def analysis(klartext):
    return klartext.analyse(read_text(LETTER, "brief.txt"))


def test_a_letter_gets_findings_of_grammar_and_words(analysis):
    found = {f.category for f in analysis.findings}
    assert {"passiv", "modaler_infinitiv", "partizipialattribut", "amtswort", "abkuerzung"} <= found


MESSAGES = [
    ("Ich bitte um Mitteilung, ob Sie umgezogen sind.", "bitten-um-mitteilung", "Bitte teilen Sie mir … mit"),
    ("Wir bitten um Mitteilung, ob Sie umgezogen sind.", "bitten-um-mitteilung", "Bitte teilen Sie uns … mit"),
    ("Es wird um Geduld gebeten. Ich melde mich.", "unpersoenlich", "„Sie“ oder „ich“"),
    ("Man kann den Ausweis im Bürgerbüro abholen.", "unpersoenlich", "„Sie“ oder „wir“"),
    ("Der Antragsteller muss die Kosten tragen.", "unpersoenlich", "schreiben Sie „Sie“"),
    ("Sie müssen den Unterhalt zu Händen der Kindesmutter zahlen.", "unpersoenlich", "Nennen Sie den Namen"),
    ("Der Leistungsempfänger ist am 21.11.2024 verstorben.", "unpersoenlich", None),
    ("Der Antragsteller hat Ihnen die Pläne vorgelegt. Der Antragsteller ist 12 Jahre alt.", "unpersoenlich", None),
    ("Der Nachweis ist vorzulegen.", "modaler-infinitiv", "wer handeln muss"),
    ("Der Betrag ist von Ihnen zu erstatten.", "modaler-infinitiv", "geläufig ist „müssen“"),
    ("Der Vermieter hat die Belege vorzulegen.", "modaler-infinitiv", "geläufig ist „müssen“"),
    ("Der Vermieter hatte die Belege vorzulegen.", "modaler-infinitiv", "geläufig ist „mussten“"),
    ("Die Nachreichung hat bis zum 3. Mai zu erfolgen.", "modaler-infinitiv", "wer handeln muss"),
    ("Der Nachweis ist durch Vorlage einer Bescheinigung zu führen.", "modaler-infinitiv", "wer handeln muss"),
    ("Der Antrag war abzulehnen.", "modaler-infinitiv", "etwas tun musste"),
    ("Er ist als unzuverlässig anzusehen.", "modaler-infinitiv", "keine Pflicht"),
]


@pytest.mark.parametrize(("text", "rule", "told"), MESSAGES)
def test_a_message_is_true_for_its_place_and_letter(klartext, text, rule, told):
    messages = [f.message for f in klartext.analyse(read_text(text)).findings if f.rule == rule]
    assert messages == [] if told is None else (len(messages) == 1 and told in messages[0])


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


@settings(deadline=None, derandomize=True, max_examples=20)
@given(st.text(min_size=1, max_size=120).filter(str.strip))
def test_any_text_is_analysed_without_a_crash(klartext, text):
    try:
        document = read_text(text)
    except Exception as error:
        assert type(error).__name__ == "InputError"
        return
    analysis = klartext.analyse(document)
    assert klartext.review(analysis).released_text() == document.original


REVIEWED = LETTER.replace(
    "Rechtsbehelfsbelehrung",
    """Hiermit wird Ihnen mitgeteilt, dass die Unterlagen geprüft worden sind. Sie sind nunmehr vollständig.

- Der Antrag ist bis zum 1. Juli 2025 einzureichen.
- Die Gebühr ist zu entrichten.

Hiermit wird Ihnen mitgeteilt, dass die Unterlagen geprüft worden sind. Eine Zahlung der Gebühr hat zu erfolgen.

Rechtsbehelfsbelehrung""",
)
OWN_WORDS = (
    "",
    "Ich prüfe das.",
    "Dies ist nunmehr durch den Antragsteller zu veranlassen",
    "Der Nachweis ist vorzulegen.\n\nDie Prüfung des Antrags hat zu erfolgen.",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "accept", "reject", "edit", "undo", "redo"]), st.integers(0, 40)), max_size=12
)


def walked(review, steps):
    """Take the steps that are possible."""
    for name, at in steps:
        ids = [s.id for s in review.analysis.suggestions]
        try:
            if name in ("undo", "redo"):
                review = getattr(review, name)("A")
            elif name == "edit":
                review = review.edit(ids[at % len(ids)], "A", OWN_WORDS[at % len(OWN_WORDS)], insist=True)
            else:
                review = getattr(review, name)(ids[at % len(ids)], "A")
        except DecisionError:
            continue
    return review


@settings(deadline=None, derandomize=True, max_examples=20)
@given(STEPS)
def test_after_any_decisions_all_is_as_if_the_whole_letter_were_read_anew(klartext: Klartext, steps):
    document = read_text(REVIEWED)
    again = walked(klartext.review(klartext.analyse(document)), steps)
    anew = Review(klartext.fresh().analyse(document), lambda now, _: klartext.fresh().analyse(now), again.log)
    assert again.current_text == anew.current_text
    assert again.scores == anew.scores
    assert again.analysis == anew.analysis
    assert again.open_suggestions == anew.open_suggestions


SAME_SENTENCE = (
    "Die Unterlagen wurden geprüft.",
    "Die Bank hat den Betrag überwiesen. Die Unterlagen wurden geprüft.",
    "Die Unterlagen wurden geprüft. Ich danke Ihnen.",
    "Die Unterlagen wurden geprüft. Wir danken Ihnen.",
)


def test_what_a_sentence_is_told_depends_on_the_letter_around_it_and_on_no_letter_before(klartext: Klartext):
    shared = klartext.fresh()
    told = []
    for text in SAME_SENTENCE:
        analysis = shared.analyse(read_text(text))
        assert analysis == klartext.fresh().analyse(read_text(text))
        told.append({s.proposal.replacement for s in analysis.suggestions})
    assert told == [{"Wir haben die Unterlagen"}, set(), {"Ich habe die Unterlagen"}, {"Wir haben die Unterlagen"}]


def test_a_letter_that_was_read_before_gives_the_same_analysis(klartext: Klartext):
    fresh = klartext.fresh()
    document = read_text(SAMPLE.read_text(encoding="utf-8"))
    assert fresh.analyse(document) == fresh.analyse(document) == klartext.fresh().analyse(document)
