"""Asking a language model beside everything else: nothing of it may touch what a person has decided."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from loaded import checker

from klartext.config import Config
from klartext.decisions import Review
from klartext.documents import read_text
from klartext.errors import ModelError
from klartext.model import Ask, Candidate, Identity
from klartext.model.asking import questions
from klartext.nlp import finished
from klartext.page import SAMPLE, listening, opening
from klartext.page import desk as steps
from klartext.page.asking import Inquiry, Switch, taking_turns
from klartext.page.desk import Desk
from klartext.page.gathering import Runs
from klartext.page.incoming import Source
from klartext.page.office import Office
from klartext.records import (
    Analysis,
    Check,
    Document,
    Finding,
    HeldBack,
    Letter,
    Proposal,
    Scores,
    Sentence,
    Suggestion,
    Versions,
)
from klartext.session import Answer, Draft, Reading
from klartext.spans import Span

SENTENCES = tuple(f"Der Antrag Nummer {n} wird von der Stadt geprüft." for n in "ABCD")
TEXT = " ".join(SENTENCES)
NO_SCORES = Scores(0, 0, None, None, None, None, None, None)


class ScriptedModel:
    """Waits before every answer until it may go on; fails or goes wrong where it is told to."""

    def __init__(self, problem: Exception | None = None, at: int = 2) -> None:
        self.problem, self.at = problem, at
        self.go, self.asked, self.over = threading.Semaphore(0), threading.Semaphore(0), threading.Event()
        self.cancelled = False

    @property
    def identity(self) -> Identity:
        return Identity("probe", "1", "")

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        try:
            for number, ask in enumerate(asks):
                self.asked.release()
                while not self.go.acquire(timeout=0.01):
                    if cancelled():
                        self.cancelled = True
                        return
                if self.problem and number == self.at:
                    raise self.problem
                yield number, (Candidate(ask.sentence.replace("wird von der Stadt geprüft", "prüft die Stadt"), None),)
        finally:
            self.over.set()

    def losses(self, texts: Sequence[str]) -> list[float]:
        raise NotImplementedError

    def close(self) -> None:
        pass


@dataclass
class TinyKlartext:
    """Finds one hard place in every sentence and has no rule for it; every second wording of the model is held back."""

    model: ScriptedModel | None = None
    memory: Any = None
    settings: Config = field(default_factory=Config)

    def analyse(self, document: Document, actor: str = "") -> Analysis:
        text, sentences, findings = document.text, [], []
        for number, words in enumerate(SENTENCES, 1):
            if (start := text.find(words)) >= 0:
                span = Span(start, start + len(words))
                sentences.append(Sentence(f"s{number}", span, words, 9))
                findings.append(Finding(f"f{number}", "r", "passiv", 2, span, words, "m", "e", ()))
        name = str(self.model.identity) if self.model else None
        return Analysis(
            Letter(document, (), ()), (), tuple(sentences), tuple(findings), (), (), NO_SCORES,
            Versions("0", "0", "0", name),
        )  # fmt: skip

    def reading(self, document: Document) -> Generator[tuple[int, int], None, Reading]:
        yield 1, 1
        nothing: Any = None
        return Reading(nothing, self.analyse(document))

    def drafts(self, reading: Reading, actor: str = "") -> Generator[Draft, None, None]:
        yield Draft(1, 1, len(reading.analysis.letter.text), (), ())

    def review(self, analysis: Analysis, actor: str = "") -> Review:
        return Review(analysis, lambda document, changed: self.analyse(document))

    def ask_model(self, analysis: Analysis, cancelled: Callable[[], bool], parse: object = None) -> Iterator[Answer]:
        assert self.model is not None
        asked = list(questions(analysis))
        for done, (at, (said,)) in enumerate(self.model.rewrite([q.ask for q in asked], cancelled), 1):
            sentence = asked[at].sentence
            proposal = Proposal(
                sentence.id, tuple(f.id for f in asked[at].findings), sentence.span, sentence.text, said.text, "m", "",
                origin="model",
            )  # fmt: skip
            if at % 2:
                yield Answer(done, len(asked), None, (HeldBack(proposal, (Check("aussage", False),)),))
            else:
                yield Answer(done, len(asked), Suggestion(f"m{at + 1}", proposal, ()), ())


def office_with(model: ScriptedModel | None) -> Office:
    klartext: Any = TinyKlartext(model)
    return Office(klartext, None, Switch.of(klartext))


def opened(office: Office, ask: bool = True) -> Desk:
    desk, _ = finished(opening.open_letter(office, TEXT, Source(), ask=ask))
    assert desk is not None
    return drafted(office, desk)


def drafted(office: Office, desk: Desk) -> Desk:
    """Wait for everything that rules propose."""
    while desk.is_drafting:
        assert desk.drafting is not None and desk.drafting.wait(60)
        desk = listening.listen(office, desk)
    return desk


def listened(desk: Desk) -> Desk:
    return listening.listen(office_with(None), desk)


def until(desk: Desk, seen: Callable[[Any], bool]) -> None:
    """Wait for the other thread; a test that waits in vain fails at the end of a generous time."""
    pause = threading.Event()
    for _ in range(2000):
        if desk.asking is not None and seen(desk.asking):
            return
        pause.wait(0.01)
    raise AssertionError(f"not seen: {desk.asking}")


def answered(desk: Desk, model: ScriptedModel, number: int) -> Desk:
    """Let the model answer until so many sentences are done, and listen."""
    assert desk.asking is not None
    for _ in range(number - desk.asking.done):
        model.go.release()
    until(desk, lambda now: now.done >= number or now.course != "running")
    return listened(desk)


def done(step: steps.Step) -> Desk:
    desk, _ = step
    assert desk is not None
    return desk


def test_suggestions_come_while_a_person_already_decides():
    model = ScriptedModel()
    office = office_with(model)
    desk = opened(office)
    assert desk.states == {} and desk.asking is not None and (desk.asking.done, desk.asking.total) == (0, 4)
    desk = answered(desk, model, 1)
    assert desk.states == {"m1": "open"}
    desk = steps.start_editing(done(steps.reject(office, desk, "m1", "Erika Muster", "Nein")), "m1")
    desk = answered(desk, model, 3)
    assert desk.states == {"m1": "rejected", "m3": "open"} and desk.editing == "m1"
    desk = done(steps.accept(office, desk, "m3", "Erika Muster"))
    assert "Nummer C prüft die Stadt" in desk.review.current_text
    desk = answered(desk, model, 4)
    until(desk, lambda now: now.course == "done")
    desk = listened(desk)
    assert desk.asking is not None and len(desk.asking.held_back) == len(desk.review.first.held_back) == 2
    assert [e.decision.kind for e in desk.review.decisions] == ["rejected", "accepted"]


def test_listening_again_changes_nothing_and_a_step_on_an_older_desk_loses_nothing():
    model = ScriptedModel()
    office = office_with(model)
    before = opened(office)
    after = answered(before, model, 1)
    assert listened(after) is after
    again = listened(steps.start_editing(before, "m1"))
    assert again.states == {"m1": "open"} and again.editing == "m1"


def test_what_comes_in_pushes_no_entry_off_the_page():
    model = ScriptedModel()
    klartext: Any = TinyKlartext(model)
    office = Office(klartext, None, Switch.of(klartext))
    before = replace(opened(office), shown=4)
    rival = replace(answered(before, model, 1).review.first.suggestions[0], id="g1")
    after = replace(before, review=before.review.with_suggestions([replace(rival, id="g0")]))
    shown = [i.id for i in after.worklist[: after.shown]]
    grown = listened(after)
    assert grown.states.keys() == {"g0", "m1"}
    assert set(shown) <= {i.id for i in grown.worklist[: grown.shown]}


def test_what_is_held_back_alone_does_not_draw_the_list_anew():
    model = ScriptedModel()
    desk = answered(opened(office_with(model)), model, 1)
    model.go.release()
    until(desk, lambda now: now.done == 2)
    assert listened(desk) is desk


def test_a_person_can_stop_the_search_and_keeps_what_has_come():
    model = ScriptedModel()
    desk = answered(opened(office_with(model)), model, 1)
    listening.leave(desk)
    assert model.over.wait(20) and model.cancelled
    after = listened(desk)
    assert after.asking is not None and (after.asking.course, after.asking.done) == ("stopped", 1)
    assert after.states == {"m1": "open"}


@pytest.mark.parametrize(
    ("problem", "code"),
    [(ModelError("KT-T09", "Das Sprachmodell ist weg.", "Ohne."), "KT-T09"), (RuntimeError("geheim"), "KT-W04")],
)
def test_a_model_that_fails_leaves_its_answers_and_a_calm_message(problem: Exception, code: str):
    model = ScriptedModel(problem)
    office = office_with(model)
    desk = opened(office)
    desk = answered(desk, model, 4)
    assert desk.asking is not None and desk.asking.course == "failed" and desk.asking.error is not None
    assert desk.asking.error.code == code and "geheim" not in str(desk.asking.error)
    assert desk.states == {"m1": "open"}
    assert done(steps.accept(office, desk, "m1", "E")).states == {"m1": "accepted"}


def test_a_model_that_cannot_start_does_not_stop_the_review():
    def broken() -> None:
        raise ModelError("KT-T05", "Der Arbeitsspeicher reicht nicht.", "Schließen Sie Programme.")

    office = replace(office_with(None), switch=Switch(True, None, None, False, broken))
    desk = opened(office)
    assert desk.asking is not None and desk.asking.error is not None and desk.asking.error.code == "KT-T05"
    assert len(desk.worklist) == 4 and desk.inquiry is None


def test_nobody_is_asked_who_was_switched_off():
    model = ScriptedModel()
    desk = opened(office_with(model), ask=False)
    assert desk.asking is None and desk.inquiry is None
    assert desk.review.first.versions.model is None
    assert opened(office_with(model)).review.first.versions.model == "probe 1"


def test_two_desks_get_their_own_suggestions():
    first_model, second_model = ScriptedModel(), ScriptedModel()
    first, second = opened(office_with(first_model)), opened(office_with(second_model))
    first = answered(first, first_model, 3)
    assert set(first.states) == {"m1", "m3"} and listened(second).states == {}
    second = answered(second, second_model, 1)
    assert set(second.states) == {"m1"}


def test_a_new_letter_or_a_closed_page_ends_the_inquiry_of_that_page_only():
    models = [ScriptedModel() for _ in range(3)]
    one, other, next_one = (opened(office_with(m)).inquiry for m in models)
    pages = Runs()
    pages.begin("a", one)
    pages.begin("b", other)
    pages.begin("a", next_one)
    assert models[0].over.wait(20) and models[0].cancelled
    assert other is not None and other.progress.course == "running"
    pages.end("a")
    assert models[2].over.wait(20) and models[2].cancelled and not models[1].over.is_set()
    pages.end("a")
    pages.begin("b", None)
    assert models[1].over.wait(20)


def test_a_suggestion_for_a_sentence_that_has_changed_is_superseded():
    model = ScriptedModel()
    office = office_with(model)
    desk = answered(opened(office), model, 1)
    rival = replace(desk.review.first.suggestions[0], id="g1")
    desk = replace(desk, review=desk.review.with_suggestions([rival]))
    desk = done(steps.accept(office, desk, "g1", "E"))
    assert desk.states["m1"] == "superseded"
    assert done(steps.undo(office, desk, "E")).states["m1"] == "open"


def test_a_letter_without_hard_sentences_asks_nobody():
    model = ScriptedModel()
    klartext: Any = TinyKlartext(model)
    inquiry = Inquiry(klartext, klartext.analyse(read_text("Guten Tag."))).start()
    assert (inquiry.progress.course, inquiry.progress.total) == ("done", 0)
    assert not model.asked.acquire(blocking=False)


# --- the switch ---------------------------------------------------------------------------------------------------


def test_the_switch_says_why_there_is_no_model():
    off = Switch.of(TinyKlartext(), "off")  # type: ignore[arg-type]
    assert not off.on and off.absence == "Das Sprachmodell ist ausgeschaltet." and off.open() is None


def test_the_switch_is_on_where_a_model_is_loaded():
    model = ScriptedModel()
    on = Switch.of(TinyKlartext(model))  # type: ignore[arg-type]
    assert on.on and on.absence is None and on.notice is None and not on.away and on.open() is model


@pytest.mark.parametrize(
    ("address", "away"), [("http://127.0.0.1:8080/v1", False), ("http://modell.amt:8080/v1", True)]
)
def test_the_switch_tells_about_a_server(tmp_path: Path, address: str, away: bool):
    from klartext.config import load_config

    file = tmp_path / "klartext.toml"
    file.write_text(
        f'[modell]\nan = true\nserver = "{address}"\nserver_modell = "m"\nerlaubte_server = ["modell.amt"]\n', "utf-8"
    )
    told = Switch.of(TinyKlartext(ScriptedModel(), settings=load_config(file)))  # type: ignore[arg-type]
    assert told.notice is not None and "modell" in told.notice.lower() and told.away is away


# --- with the real rooms ------------------------------------------------------------------------------------------


class EchoModel(ScriptedModel):
    """Answers every sentence at once with one that loses everything but its first word, and waits for nothing."""

    def rewrite(
        self, asks: Sequence[Ask], cancelled: Callable[[], bool]
    ) -> Iterator[tuple[int, tuple[Candidate, ...]]]:
        for number, ask in enumerate(asks):
            yield number, (Candidate(f"{ask.sentence.split()[0]} gilt.", None),)


def test_the_guard_stands_before_every_wording_and_steps_go_on_meanwhile():
    klartext = replace(checker(), model=EchoModel())
    office = Office(klartext, None, Switch.of(klartext))
    letter = SAMPLE.read_text(encoding="utf-8")
    desk = drafted(office, done(finished(opening.open_letter(office, letter, Source(), ask=True))))
    for suggestion in desk.review.open_suggestions[:3]:
        said = desk
        desk = done(steps.attempt(office, said, lambda s=suggestion.id, d=said: steps.reject(office, d, s, "E", "")))  # type: ignore[misc]
        desk = listened(desk)
    until(desk, lambda now: now.course != "running")
    desk = listened(desk)
    assert desk.asking is not None and desk.asking.course == "done" and desk.asking.total > 0
    assert desk.asking.suggestions == () and len(desk.asking.held_back) == desk.asking.total
    assert len(desk.review.decisions) == 3


def test_two_threads_take_turns_at_the_pipeline():
    class Watched:
        def __init__(self) -> None:
            self.inside, self.together = 0, False

        def __call__(self, text: str) -> Any:
            self.inside += 1
            self.together |= self.inside > 1
            threading.Event().wait(0.001)
            self.inside -= 1
            return text

    watched, turn = Watched(), threading.Lock()
    memory = taking_turns(watched, turn)
    threads = [threading.Thread(target=lambda: [memory("x") for _ in range(30)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    with turn:
        assert watched.inside == 0
    for thread in threads:
        thread.join()
    assert not watched.together
