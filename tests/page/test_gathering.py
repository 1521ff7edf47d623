"""Long work at the page: it lets others in between, can be cancelled, and what comes in disturbs nobody."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator
from functools import cache

import pytest
from loaded import checker

from klartext.decisions import Review
from klartext.documents import read_text
from klartext.errors import KlartextError
from klartext.nlp import finished
from klartext.page import SAMPLE, listening, opening
from klartext.page.desk import Desk
from klartext.page.gathering import Drafting, Found, Halt, Runs, in_turns
from klartext.page.incoming import Source
from klartext.page.office import Office
from klartext.page.opening import Underway
from klartext.session import Draft

TEXT = SAMPLE.read_text(encoding="utf-8")


@cache
def office() -> Office:
    return Office(checker())


def drafted(desk: Desk | None) -> Desk:
    assert desk is not None
    while desk.is_drafting:
        assert desk.drafting is not None and desk.drafting.wait(60)
        desk = listening.listen(office(), desk)
    return desk


def test_in_portions_the_same_suggestions_come_as_at_once():
    whole = office().klartext.analyse(read_text(TEXT))
    desk, _ = finished(opening.open_letter(office(), TEXT, Source()))
    first = drafted(desk).review.first
    assert (first.suggestions, first.held_back) == (whole.suggestions, whole.held_back)
    assert (first.findings, first.scores, first.checklist) == (whole.findings, whole.scores, whole.checklist)


def test_findings_and_scores_need_no_suggestions():
    reading = finished(office().klartext.reading(read_text(TEXT)))
    assert reading.analysis.findings and reading.analysis.scores.klartext_index is not None
    assert reading.analysis.suggestions == ()


def test_while_suggestions_come_the_list_has_the_sentences_that_are_done():
    klartext = office().klartext
    reading = finished(klartext.reading(read_text(TEXT)))
    go, noted = threading.Semaphore(0), threading.Semaphore(0)

    class Stepwise(Drafting):
        def found(self) -> Iterator[Found]:
            for found in super().found():
                yield found
                noted.release()
                go.acquire()

    drafts = klartext.drafts(reading)
    drafting = Stepwise(drafts, len(reading.analysis.sentences), threading.Lock()).start()
    desk = Desk(klartext.review(reading.analysis), drafting=drafting)
    assert desk.is_drafting and desk.worklist == ()
    for _ in range(18):
        noted.acquire()
        go.release()
    noted.acquire()
    some = listening.listen(office(), desk)
    assert some.drafted is not None and some.is_drafting and some.drafted.until > 0
    assert some.worklist and all(entry.span.start < some.drafted.until for entry in some.worklist)
    first = [entry.id for entry in some.worklist]
    for _ in range(1000):
        go.release()
    whole = drafted(some)
    assert first == [entry.id for entry in whole.worklist if entry.id in first]
    assert len(whole.worklist) > len(first) > 0


def test_others_have_their_turn_while_a_letter_is_read():
    turn = threading.Lock()
    ticks = iter(range(1000))
    seen: list[bool] = []

    def work() -> Generator[int, None, str]:
        for number in range(4):
            assert turn.locked()
            yield number
        return "fertig"

    portions = in_turns(work(), turn, clock=lambda: float(next(ticks)))
    while True:
        try:
            assert next(portions)
        except StopIteration as end:
            assert end.value == "fertig"
            break
        seen.append(turn.locked())
    assert seen and not any(seen)


def test_a_cancelled_step_changes_nothing():
    before = drafted(finished(opening.open_letter(office(), TEXT, Source()))[0])
    halt = Halt()
    work = opening.attempt_long(before, opening.open_letter(office(), TEXT * 3, Source(), cancelled=halt))
    assert isinstance(next(work), Underway)
    halt.stop()
    with pytest.raises(StopIteration) as ended:
        next(work)
    after, said = ended.value.value
    assert after is before and "Abgebrochen. Ihr Text steht noch im Feld" in said
    assert not office().turn.locked()


def test_stopping_the_suggestions_keeps_what_has_come_and_shows_the_rest_as_hints():
    klartext = office().klartext
    reading = finished(klartext.reading(read_text(TEXT)))
    desk = Desk(klartext.review(reading.analysis), drafting=Drafting(klartext.drafts(reading), 1, threading.Lock()))
    listening.leave(desk)
    after = listening.listen(office(), desk)
    assert not after.is_drafting and len(after.worklist) > 0
    assert all(entry.suggestion is None for entry in after.worklist)


def test_a_fault_while_suggestions_come_is_told_calmly():
    def broken() -> Generator[Draft, None, None]:
        raise RuntimeError("geheim")
        yield

    reading = finished(office().klartext.reading(read_text(TEXT)))
    drafting = Drafting(broken(), 1, threading.Lock()).start()
    assert drafting.wait(60)
    desk = listening.listen(office(), Desk(Review(reading.analysis), drafting=drafting))
    assert desk.drafted is not None and isinstance(desk.drafted.error, KlartextError)
    said = listening.drafted_message(desk)
    assert "KT-W09" in said and "geheim" not in said


def test_a_page_has_one_run_at_a_time():
    runs, one, other = Runs(), Halt(), Halt()
    runs.begin("a", one)
    runs.begin("a", one)
    assert not one()
    runs.begin("a", other)
    assert one() and not other()
    runs.end("b")
    assert not other()
    runs.end("a")
    assert other()
