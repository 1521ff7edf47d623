"""Reviews: people decide, nothing is lost, nothing is decided by itself."""

import ast
import inspect
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_samples import LETTER, analyse, analysis, document, with_rival

import klartext
from klartext.decisions import Review, apply_decisions, from_dict, resume, text_hash, to_dict, to_steps
from klartext.errors import DecisionError
from klartext.records import Check, HeldBack, Proposal, Suggestion
from klartext.spans import Span

START = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(minutes=1)
        return self.now


def review(original=LETTER, again=True):
    return Review(analysis(original), analyse if again else None, clock=Clock())


def refused(code, step):
    with pytest.raises(DecisionError) as caught:
        step()
    assert caught.value.code == code
    return caught.value


def test_a_new_review_is_all_open_and_changes_nothing():
    done = review()
    assert len(done.open_suggestions) == 6
    assert {done.state(s.id) for s in done.analysis.suggestions} == {"open"}
    assert done.released_text() == LETTER
    assert done.current_text == done.analysis.letter.text
    assert done.decisions == ()


def test_accepting_records_who_when_and_what():
    done = review()
    after = done.accept("g3", "  Ada   Kern ")
    assert done.state("g3") == "open"
    assert after.state("g3") == "accepted"
    (entry,) = after.decisions
    decision = entry.decision
    assert (decision.person, decision.kind, decision.time) == ("Ada Kern", "accepted", START + timedelta(minutes=1))
    assert decision.original == LETTER[decision.span.start : decision.span.end] == "unter Bezug-\r\nnahme auf"
    assert (decision.replacement, decision.final) == ("zu", "zu")
    assert (entry.category, entry.explanation) == ("amtswort", "Kürzer.")
    assert all(c.passed for c in entry.checks)
    assert after.decision("g3") == decision
    assert "Wir schreiben zu § 5 SGB X" in after.released_text()
    assert "Wir schreiben zu § 5 SGB X" in after.current_text


@pytest.mark.parametrize("person", ["", "   ", "\n"])
def test_nobody_cannot_decide(person):
    done = review()
    some = done.accept("g3", "A")
    for step in (
        lambda: done.accept("g3", person),
        lambda: done.reject("g3", person),
        lambda: done.edit("g3", person, "zu"),
        lambda: some.undo(person),
        lambda: some.undo("A").redo(person),
    ):
        refused("KT-D01", step)


def test_no_function_of_the_package_decides_without_a_person():
    for name in ("accept", "reject", "edit", "undo", "redo"):
        person = inspect.signature(getattr(Review, name)).parameters["person"]
        assert person.default is inspect.Parameter.empty
    root = Path(klartext.__file__).parent
    for path in root.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Decision":
                assert path.parent.name == "decisions", f"{path} makes decisions"


def test_a_naive_clock_is_a_programming_error():
    with pytest.raises(ValueError, match="aware"):
        Review(analysis(), clock=lambda: datetime(2025, 1, 1)).accept("g3", "A")


def test_alternative_is_accepted_by_its_wording():
    done = review().accept("g4", "A", "Falls")
    assert "- Falls Sie Fragen" in done.released_text()
    refused("KT-D07", lambda: review().accept("g4", "A", "Wann"))


def test_rejecting_keeps_the_text_and_the_reason():
    done = review().reject("g4", "A", " Fachbegriff ")
    assert done.state("g4") == "rejected"
    assert done.decisions[0].decision.reason == "Fachbegriff"
    assert done.released_text() == LETTER
    assert len(done.open_suggestions) == 5


def test_editing_runs_through_the_guard():
    done = review().edit("g4", "A", "Wenn")
    assert done.state("g4") == "edited"
    error = refused("KT-D06", lambda: review().edit("g1", "A", "nicht"))
    assert "(Prüfung „Verneinung“)" in str(error)
    assert [c.name for c in review().check_edit("g1", "nicht") if not c.passed] == ["verneinung", "modalitaet"]
    insisted = review().edit("g1", "A", "nicht", insist=True)
    (entry,) = insisted.decisions
    assert entry.insisted
    assert "worden, nicht 50,00 Euro" in insisted.released_text()
    refused("KT-D12", lambda: review().edit("g4", "A", " Sofern "))


def test_insisting_covers_only_facts_of_the_own_place():
    done = review().edit("g3", "A", "zu 70 Euro und", insist=True).accept("g1", "A")
    assert "zu 70 Euro und" in done.released_text()


def test_unknown_suggestion_is_refused():
    for step in (lambda d: d.accept("g99", "A"), lambda d: d.state("g99"), lambda d: d.check_edit("g99", "x")):
        refused("KT-D02", lambda step=step: step(review()))


def test_undo_and_redo_go_back_and_forth():
    done = review().accept("g3", "A").reject("g4", "A").undo("B")
    assert done.state("g4") == "open"
    assert done.state("g3") == "accepted"
    assert done.redo("C").state("g4") == "rejected"
    assert done.undo("B").released_text() == LETTER
    assert len(done.decisions) == 2
    refused("KT-D05", lambda: review().undo("A"))
    refused("KT-D05", lambda: done.redo("C").redo("C"))
    refused("KT-D05", lambda: done.accept("g4", "A").redo("A"))


def test_conflicting_suggestion_is_superseded_and_comes_back():
    done = Review(with_rival(analysis()), clock=Clock()).accept("rival", "A")
    assert done.state("g1") == "superseded"
    assert [s.id for s in done.superseded_suggestions] == ["g1"]
    refused("KT-D03", lambda: done.accept("g1", "A"))
    assert done.undo("A").state("g1") == "open"
    assert done.reject("rival", "A").state("g1") == "open"


def test_changed_sentence_is_analysed_again_and_builds_on_the_change():
    done = review().accept("g2", "A")
    (new,) = [s for s in done.open_suggestions if s.id not in {f"g{n}" for n in range(1, 7)}]
    assert new.proposal.original == "seitens der Behörde geprüft"
    assert new.proposal.replacement == "bei uns geprüft"
    assert new.proposal.sentence == "s2"
    assert all(i in {f.id for f in done.analysis.findings} for i in new.proposal.findings)
    both = done.accept(new.id, "B")
    assert "Der Antrag ist bei uns geprüft worden, lediglich" in both.released_text()
    assert both.state("g2") == both.state(new.id) == "accepted"
    refused("KT-D04", lambda: both.reject("g2", "A"))
    assert both.undo("B").current_text == done.current_text
    assert both.reject(new.id, "B").current_text == done.current_text
    assert [e.decision.suggestion for e in both.in_force] == [new.id]


def test_figures_are_those_of_the_text_as_it_stands():
    def counted(read, changed=()):
        found = analyse(read)
        return replace(found, scores=replace(found.scores, words=len(read.text)))

    start = Review(counted(document()), counted, clock=Clock())
    assert start.scores.words == len(start.current_text)
    assert start.accept("g3", "A").scores.words == len(start.accept("g3", "A").current_text) < start.scores.words
    assert review(again=False).accept("g3", "A").scores is None


def test_the_reading_is_that_of_the_text_as_it_stands():
    assert review().reading is None
    changed = review().accept("g3", "A")
    assert changed.reading is not None and changed.reading.letter.text == changed.current_text
    assert changed.undo("A").reading is None
    assert review(again=False).accept("g3", "A").reading is None


def test_other_suggestions_keep_their_ids_after_a_change():
    done = review().accept("g2", "A")
    assert {"g1", "g3", "g4", "g5", "g6"} <= {s.id for s in done.open_suggestions}
    assert "nur 50,00 Euro" in done.accept("g1", "A").released_text()


def test_suggestion_that_no_longer_fits_the_changed_sentence_is_superseded():
    done = review().edit("g4", "A", "Wenn")

    def forgetful(read, changed=()):
        found = analyse(read)
        return found if "Sofern" in read.text else type(found)(
            found.letter, found.protected, found.sentences, (), (), (), found.scores, found.versions
        )  # fmt: skip

    blank = Review(analysis(), forgetful, clock=Clock()).edit("g4", "A", "Wenn")
    assert done.state("g5") == "open"
    assert blank.state("g5") == "superseded"
    assert blank.state("g6") == "open", "its own sentence did not change"


def test_deciding_again_replaces_the_former_decision():
    done = review().accept("g4", "A").edit("g4", "B", "Falls")
    assert "- Falls Sie" in done.released_text()
    assert [e.number for e in done.in_force] == [2]
    rejected = done.reject("g4", "C")
    assert rejected.released_text() == LETTER
    assert "- Falls Sie" in rejected.undo("C").released_text()
    assert "- Wenn Sie" in rejected.accept("g4", "D").released_text()


def by_model(done, original, replacement, id):
    """Return a suggestion as a language model makes it: for a place that rules leave alone."""
    start = done.first.letter.text.index(original)
    proposal = Proposal(
        "s1", (), Span(start, start + len(original)), original, replacement, "sprachmodell", "", origin="model"
    )
    return Suggestion(id, proposal, (Check("zahlen", True),))


def test_further_suggestions_leave_every_decision_as_it_is():
    done = review().accept("g3", "A").reject("g4", "B")
    new = by_model(done, "gilt", "zählt", "m1")
    held = HeldBack(new.proposal, (Check("aussage", False),))
    after = done.with_suggestions([new], [held])
    assert (after.state("g3"), after.state("g4"), after.state(new.id)) == ("accepted", "rejected", "open")
    assert after.first.held_back == (held,) and done.first.held_back == ()
    assert after.current_text == done.current_text and after.decisions == done.decisions
    twice = after.with_suggestions([new])
    assert [s.id for s in twice.analysis.suggestions].count(new.id) == 1
    taken = after.accept(new.id, "C")
    assert taken.decisions[-1].decision.origin == "model"
    assert taken.undo("C").undo("C").state("g4") == "open"


def test_a_further_suggestion_for_a_changed_sentence_is_superseded_until_the_change_is_taken_back():
    done = review().accept("g4", "A")
    after = done.with_suggestions([by_model(done, "haben", "stellen", "m1")])
    assert after.state("m1") == "superseded"
    assert after.undo("A").state("m1") == "open"


def test_the_letter_is_read_again_only_when_its_text_changes():
    read = []

    def counting(document, changed=()):
        read.append(document.text)
        return analyse(document)

    done = Review(analysis(), counting, clock=Clock()).accept("g3", "A")
    assert len(read) == 1
    done = done.reject("g4", "A").with_suggestions([by_model(done, "haben", "stellen", "m1")])
    assert len(read) == 1
    done.accept("g1", "A")
    assert len(read) == 2


def test_a_decision_on_a_suggestion_of_the_model_is_open_again_and_that_is_said():
    start = review()
    done = start.with_suggestions([by_model(start, "haben", "stellen", "m1")]).accept("m1", "Ada").accept("g3", "Ben")
    again = resume(review(), to_steps(done.log, with_text=True))
    (note,) = again.notes
    assert "Entscheidung 1 von Ada ist wieder offen: Das Sprachmodell hat diesen Vorschlag noch nicht" in note
    assert again.review.state("g3") == "accepted"
    later = resume(start.with_suggestions([by_model(start, "haben", "stellen", "m1")]), to_steps(done.log, True))
    assert later.notes == () and later.review.state("m1") == "accepted"


SIX = [f"g{n}" for n in range(1, 7)]


@settings(deadline=None, derandomize=True, max_examples=60)
@given(st.lists(st.sampled_from(SIX), unique=True), st.booleans())
def test_order_does_not_matter_and_facts_survive(ids, again):
    texts = set()
    for order in list(permutations(ids))[:6]:
        done = review(again=again)
        for suggestion in order:
            done = done.accept(suggestion, "A")
        texts.add(done.released_text())
    (text,) = texts
    for fact in ("50,00 Euro", "3. Mai 2025", "§ 5 SGB X", "{{Vor_Name}}"):
        assert text.count(fact) == LETTER.count(fact)


STEPS = st.lists(
    st.tuples(st.sampled_from(["accept", "reject", "edit", "undo", "redo"]), st.integers(0, 9), st.sampled_from("AB")),
    max_size=10,
)


def walk(done, steps):
    """Take the steps that are possible."""
    for name, at, person in steps:
        ids = [s.id for s in done.analysis.suggestions]
        try:
            if name in ("undo", "redo"):
                done = getattr(done, name)(person)
            elif name == "edit":
                done = done.edit(ids[at % len(ids)], person, "eigene Worte", insist=True)
            else:
                done = getattr(done, name)(ids[at % len(ids)], person)
        except DecisionError as error:
            assert error.code in {"KT-D03", "KT-D04", "KT-D05"}
    return done


@settings(deadline=None, derandomize=True, max_examples=60)
@given(STEPS)
def test_taking_everything_back_is_as_if_nothing_happened(steps):
    done = walk(review(), steps)
    while done.in_force:
        done = done.undo("Z")
    assert done.released_text() == LETTER
    assert done.current_text == done.first.letter.text
    assert {s.id for s in done.open_suggestions} == set(SIX)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(STEPS)
def test_replayed_decisions_give_the_same_letter(steps):
    done = walk(review(), steps)
    data = json.loads(json.dumps(to_dict(done)))
    released = done.released_text()
    assert apply_decisions(document(), data, done.first.protected) == released
    log = from_dict(data, document())
    assert [e.decision for e in Review(done.first, log=log).decisions] == [e.decision for e in done.decisions]
    again = resume(review(), to_steps(done.log, with_text=True))
    assert again.notes == ()
    assert again.review.released_text() == released
    assert again.review.current_text == done.current_text
    assert {s.id: again.review.state(s.id) for s in again.review.analysis.suggestions} == {
        s.id: done.state(s.id) for s in done.analysis.suggestions
    }


def test_resuming_without_text_opens_own_words_again():
    done = review().accept("g4", "A", "Falls").edit("g1", "B", "allein", insist=True).accept("g3", "C").undo("C")
    again = resume(review(), to_steps(done.log, with_text=False))
    (note,) = again.notes
    assert "Entscheidung 2 von B" in note
    assert again.review.state("g1") == again.review.state("g3") == "open"
    assert again.review.decision("g4") == done.decision("g4")
    assert again.review.redo("C").state("g3") == "accepted"


def data_of(done):
    return json.loads(json.dumps(to_dict(done)))


def test_file_format_is_the_documented_one():
    data = data_of(review().accept("g3", "A"))
    assert data["schema_version"] == 1
    assert data["text_sha256"] == text_hash(document())
    (row,) = data["decisions"]
    assert LETTER[row["start"] : row["end"]] == row["original"]
    assert {"number", "suggestion", "kind", "person", "time", "rule", "replacement", "final", "reason"} <= set(row)
    minimal = {k: row[k] for k in ("number", "kind", "person", "time", "start", "end", "original", "final")}
    short = {"schema_version": 1, "text_sha256": data["text_sha256"], "decisions": [minimal]}
    assert apply_decisions(document(), short) == apply_decisions(document(), data)


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("KT-D01", lambda d: d["decisions"][0].update(person=" ")),
        ("KT-D01", lambda d: d["decisions"][0].pop("person")),
        ("KT-D08", lambda d: d.update(schema_version=2)),
        ("KT-D08", lambda d: d.pop("decisions")),
        ("KT-D08", lambda d: d["decisions"][0].update(kind="auto")),
        ("KT-D08", lambda d: d["decisions"][0].update(time="gestern")),
        ("KT-D08", lambda d: d["decisions"][0].update(time="2025-03-01T10:00:00")),
        ("KT-D08", lambda d: d["decisions"][0].update(start="1")),
        ("KT-D08", lambda d: d["decisions"][0].update(number=7)),
        ("KT-D08", lambda d: d["decisions"][0].update(end=0)),
        ("KT-D08", lambda d: d["decisions"][0].update(replaces=[5])),
        ("KT-D08", lambda d: d["decisions"][0].update(checks=[1])),
        ("KT-D08", lambda d: d.update(decisions=["x"])),
        ("KT-D09", lambda d: d.update(text_sha256="0" * 64)),
        ("KT-D10", lambda d: d["decisions"][0].update(original="etwas anderes")),
        ("KT-D10", lambda d: d["decisions"][0].update(start=1, end=5)),
        ("KT-D10", lambda d: d["decisions"].append({**d["decisions"][0], "number": 2})),
        ("KT-D11", lambda d: d["decisions"][0].update(final="zu 7 Euro von")),
    ],
)
def test_bad_file_is_refused(code, spoil):
    data = data_of(review().accept("g3", "A"))
    spoil(data)
    refused(code, lambda: apply_decisions(document(), data))


@pytest.mark.parametrize("data", [None, [], "x", {}, {"schema_version": 1}])
def test_what_is_no_decision_file_is_refused(data):
    refused("KT-D08", lambda: from_dict(data, document()))


def test_decisions_for_another_letter_are_refused():
    refused("KT-D09", lambda: apply_decisions(document("Anders."), data_of(review().accept("g3", "A"))))
