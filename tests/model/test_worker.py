"""The worker with models that do what is asked here; a real model in a worker is in ``test_transformer``."""

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from klartext.errors import ModelError
from klartext.model.contract import Ask, Candidate, Identity
from klartext.model.folder import ModelFolder
from klartext.model.worker import Worker

FOLDER = ModelFolder(Path("modell"), "causal", "own", Identity("m", "1", "sha256:ab"), ("model.safetensors",))
ASKS = [Ask(f"Satz {number}.", ()) for number in range(5)]


class Echo:
    """Says each sentence with the number of sentences that came with it."""

    def together(self, asks, stopped):
        return [(Candidate(f"{ask.sentence} {len(asks)}", 1.0),) for ask in asks]

    def losses(self, texts):
        return [float(len(text)) for text in texts]


class Slow(Echo):
    """Works until it is stopped."""

    def together(self, asks, stopped):
        while not stopped():
            time.sleep(0.01)


class Busy(Echo):
    """Works for two seconds and looks around meanwhile."""

    def together(self, asks, stopped):
        until = time.monotonic() + 2
        while time.monotonic() < until and not stopped():
            time.sleep(0.05)
        return super().together(asks, stopped)


class Deaf(Echo):
    """Works for ever and listens to nobody."""

    def together(self, asks, stopped):
        while True:
            time.sleep(1)


class Dying(Echo):
    """Ends its process when it is asked for a wording."""

    def together(self, asks, stopped):
        os._exit(3)


def load_echo(folder, threads):
    return Echo()


def load_slow(folder, threads):
    return Slow()


def load_busy(folder, threads):
    return Busy()


def load_deaf(folder, threads):
    return Deaf()


def load_dying(folder, threads):
    return Dying()


def load_failing(folder, threads):
    raise ModelError("KT-T11", "Das Sprachmodell lässt sich nicht laden.", "Neu einrichten.", "hier")


def load_too_large(folder, threads):
    raise MemoryError


@pytest.fixture
def worker():
    """Return a function that makes a worker around a loader; all are ended afterwards."""
    made = []

    def make(loader, patience=30.0):
        made.append(Worker(FOLDER, patience=patience, loader=loader))
        return made[-1]

    yield make
    for each in made:
        each.close()


def never():
    return False


def test_candidates_come_in_groups_of_which_the_first_is_one_sentence(worker):
    answers = list(worker(load_echo).rewrite(ASKS, never))
    assert [number for number, _ in answers] == [0, 1, 2, 3, 4]
    assert [candidates[0].text for _, candidates in answers] == [
        *("Satz 0. 1", "Satz 1. 3", "Satz 2. 3", "Satz 3. 3", "Satz 4. 1")
    ]


def test_losses_and_nothing(worker):
    echo = worker(load_echo)
    assert echo.losses(["ab", "abc"]) == [2.0, 3.0]
    assert echo.losses([]) == []
    assert list(echo.rewrite([], never)) == []
    assert str(echo.identity) == "m 1 sha256:ab"


def test_cancelling_stops_between_two_pieces_and_the_model_stays(worker):
    slow = worker(load_slow)
    slow.losses(["bereit"])
    began = time.monotonic()
    assert list(slow.rewrite(ASKS, lambda: time.monotonic() - began > 0.3)) == []
    assert time.monotonic() - began < 5
    assert slow.losses(["ab"]) == [2.0]


def test_who_waits_for_the_turn_can_cancel(worker):
    slow = worker(load_slow)
    slow.losses(["bereit"])
    stop = threading.Event()
    first = threading.Thread(target=lambda: list(slow.rewrite(ASKS, stop.is_set)))
    first.start()
    time.sleep(0.3)
    assert list(slow.rewrite(ASKS, lambda: True)) == []
    stop.set()
    first.join(10)
    assert not first.is_alive()


def test_the_end_of_the_process_is_an_error_and_the_next_request_starts_it_again(worker):
    dying = worker(load_dying)
    with pytest.raises(ModelError, match="KT-T09"):
        list(dying.rewrite(ASKS, never))
    assert dying.losses(["ab"]) == [2.0]


def test_what_dies_again_and_again_is_not_started_for_ever(worker):
    dying = worker(load_dying)
    for _ in range(3):
        with pytest.raises(ModelError, match="KT-T09"):
            list(dying.rewrite(ASKS, never))
    with pytest.raises(ModelError, match="KT-T09"):
        dying.losses(["ab"])


def test_a_model_that_works_for_long_is_left_alone(worker):
    busy = worker(load_busy, patience=1.5)
    busy.losses(["bereit"])
    assert [number for number, _ in busy.rewrite(ASKS[:1], never)] == [0]


def test_a_model_that_hangs_is_ended(worker):
    deaf = worker(load_deaf, patience=1.0)
    with pytest.raises(ModelError, match="KT-T10"):
        list(deaf.rewrite(ASKS, never))
    assert deaf.losses(["ab"]) == [2.0]


@pytest.mark.parametrize(("loader", "code"), [(load_failing, "KT-T11"), (load_too_large, "KT-T05")])
def test_what_the_worker_meets_while_loading_is_told(worker, loader, code):
    with pytest.raises(ModelError, match=code) as raised:
        worker(loader).losses(["ab"])
    assert "Abhilfe" in str(raised.value)


def test_after_closing_there_is_an_error_and_closing_again_does_no_harm(worker):
    echo = worker(load_echo)
    echo.losses(["ab"])
    echo.close()
    echo.close()
    with pytest.raises(ModelError, match="KT-T09"):
        echo.losses(["ab"])


def test_short_memory_is_told_before_anything_is_started(monkeypatch):
    monkeypatch.setattr("klartext.model.free_memory.free_megabytes", lambda: 10)
    with pytest.raises(ModelError, match=r"KT-T05.*900 MB.*10 MB"):
        Worker(replace(FOLDER, megabytes=900)).start()
