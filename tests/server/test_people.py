"""The file with those who may sign in, slowing down guesses, and signed-in browsers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klartext.errors import ServerError
from klartext.server import people
from klartext.server.attempts import CLIENT, NAME, Attempts
from klartext.server.people import People, Person, add_person, read_people, remove_person
from klartext.server.sessions import LASTS, Sessions

PASSWORD = "vier Wörter hintereinander"


def test_a_password_is_kept_only_as_a_hash(tmp_path: Path):
    path = tmp_path / "personen.txt"
    assert add_person(path, "e.muster", "Erika Muster", PASSWORD)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("e.muster:$argon2id$") and PASSWORD not in text
    assert os.name == "nt" or path.stat().st_mode & 0o077 == 0
    known = People(path)
    assert known.verify("e.muster", PASSWORD) == Person("e.muster", "Erika Muster")
    assert known.verify("e.muster", PASSWORD + "x") is None
    assert known.verify("niemand", PASSWORD) is None
    assert known.verify("e.muster", "x" * 1000) is None


def test_people_can_be_changed_while_the_server_runs(tmp_path: Path):
    path = tmp_path / "personen.txt"
    add_person(path, "a", "", PASSWORD)
    known = People(path)
    assert not known.refresh()
    assert not add_person(path, "a", "Anna", "ein ganz neues Kennwort")
    add_person(path, "b", "Bert", PASSWORD)
    assert known.refresh()
    assert known.verify("a", PASSWORD) is None
    assert known.verify("a", "ein ganz neues Kennwort") == Person("a", "Anna")
    remove_person(path, "a")
    assert known.refresh() and known.find("a") is None and known.find("b") == Person("b", "Bert")


@pytest.mark.parametrize(
    ("login", "name", "password", "code"),
    [
        ("", "", PASSWORD, "KT-N03"),
        ("a:b", "", PASSWORD, "KT-N03"),
        ("#a", "", PASSWORD, "KT-N03"),
        ("a\nb", "", PASSWORD, "KT-N03"),
        ("a", "x:y", PASSWORD, "KT-N03"),
        ("a", "", "zu kurz", "KT-N04"),
        ("a", "", "x" * 129, "KT-N04"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path: Path, login: str, name: str, password: str, code: str):
    with pytest.raises(ServerError) as refused:
        add_person(tmp_path / "personen.txt", login, name, password)
    assert refused.value.code == code
    assert not (tmp_path / "personen.txt").exists()


def test_a_damaged_or_missing_file_is_told_with_its_line(tmp_path: Path):
    path = tmp_path / "personen.txt"
    with pytest.raises(ServerError, match="KT-N01"):
        People(path)
    path.write_text("# wir\na:geheim:Anna\n", encoding="utf-8")
    with pytest.raises(ServerError) as told:
        People(path)
    assert told.value.code == "KT-N02" and str(told.value.where).endswith(":2")
    assert "geheim" not in str(told.value)


def test_removing_somebody_unknown_changes_nothing(tmp_path: Path):
    path = tmp_path / "personen.txt"
    add_person(path, "a", "", PASSWORD)
    with pytest.raises(ServerError, match="KT-N06"):
        remove_person(path, "b")
    assert [e.person.login for e in read_people(path)] == ["a"]


def test_an_unknown_name_takes_the_same_work_as_a_wrong_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "personen.txt"
    add_person(path, "a", "", PASSWORD)
    hashed: list[str] = []
    monkeypatch.setattr(people, "_matches", lambda hash, password: bool(hashed.append(hash)))
    known = People(path)
    known.verify("a", "falsch")
    known.verify("b", "falsch")
    assert len(hashed) == 2
    assert [h.split("$")[1:4] for h in hashed] == [hashed[0].split("$")[1:4]] * 2


# --- attempts ----------------------------------------------------------------------------------------------------


def test_failures_on_one_name_make_the_next_attempt_wait_and_success_ends_that():
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for number in range(NAME.free):
        assert attempts.wait("a", "c") == 0
        attempts.failed("a", f"c{number}")
    assert attempts.wait("a", "other") == 1
    assert attempts.wait("b", "other") == 0
    now[0] += 1
    assert attempts.wait("a", "other") == 0
    attempts.failed("a", "c9")
    assert attempts.wait("a", "other") == 2
    attempts.succeeded("a")
    assert attempts.wait("a", "other") == 0


def test_an_address_that_tries_many_names_waits_too():
    attempts = Attempts(lambda: 0.0)
    for number in range(CLIENT.free + 3):
        attempts.failed(f"name{number}", "c")
    assert attempts.wait("somebody", "c") == 8
    attempts.succeeded("somebody")
    assert attempts.wait("somebody", "c") == 8


@given(st.lists(st.floats(0, 100), max_size=60))
def test_nobody_waits_longer_than_the_longest_time_or_for_ever(gaps: list[float]):
    now = [0.0]
    attempts = Attempts(lambda: now[0])
    for gap in gaps:
        now[0] += gap
        attempts.failed("a", "c")
        assert 0 <= attempts.wait("a", "d") <= NAME.longest
        assert 0 <= attempts.wait("b", "c") <= CLIENT.longest
    now[0] += 3600
    assert attempts.wait("a", "c") == 0


# --- sessions ----------------------------------------------------------------------------------------------------


def test_a_session_ends_with_the_day_or_when_somebody_leaves():
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    first, second = sessions.begin("a"), sessions.begin("a")
    assert first != second and len(first) >= 40
    assert sessions.login(first) == sessions.login(second) == "a"
    assert sessions.login("") is None and sessions.login(first + "x") is None
    sessions.end(first)
    assert sessions.login(first) is None and sessions.login(second) == "a"
    now[0] = LASTS
    assert sessions.login(second) is None
