"""The store keeps decisions, no words of the letter unless asked, and survives a killed process."""

import csv
import json
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from review_samples import LETTER, analyse, analysis, document

from klartext.decisions import Review, text_hash
from klartext.errors import StoreError
from klartext.store import open_store

TESTS = Path(__file__).resolve().parent
START = datetime(2025, 3, 1, tzinfo=UTC)
LETTER_HASH = text_hash(document())


class Clock:
    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(days=1)
        return self.now


def review():
    return Review(analysis(), analyse, clock=Clock())


def decided():
    return review().accept("g3", "Ada").reject("g4", "Ben", "=Fachwort").edit("g1", "Ada", "allein", insist=True)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ordner" / "speicher.sqlite"


@pytest.fixture
def store(path):
    with open_store(path, clock=Clock()) as opened:
        yield opened


def content(path):
    return b"".join(p.read_bytes() for p in sorted(path.parent.iterdir()))


def refused(code, step):
    with pytest.raises(StoreError) as caught:
        step()
    assert caught.value.code == code
    assert caught.value.remedy
    return caught.value


def test_recorded_decisions_can_be_listed_and_filtered(store):
    assert store.record(decided()) == 3
    found = store.list_decisions()
    assert [r.number for r in found] == [3, 2, 1]
    assert found[2].time == START + timedelta(days=1)
    assert found[1].reason == "=Fachwort"
    assert {r.letter for r in found} == {LETTER_HASH}
    assert {r.pipeline for r in found} == {"de_klartext 0.1.0"}
    assert [r.number for r in store.list_decisions(person="Ada")] == [3, 1]
    assert [r.number for r in store.list_decisions(kind="rejected")] == [2]
    assert [r.number for r in store.list_decisions(rule="wort-sofern", category="amtswort")] == [2]
    assert [r.number for r in store.list_decisions(since=START + timedelta(days=2))] == [3, 2]
    assert [r.number for r in store.list_decisions(until=START + timedelta(days=2))] == [1]
    assert [r.number for r in store.list_decisions(letter="0")] == []
    assert [r.number for r in store.list_decisions(limit=1)] == [3]


def test_recording_twice_adds_nothing_and_brings_up_to_date(store):
    done = decided()
    store.record(done)
    store.record(done.undo("Ada"))
    assert [(r.number, r.in_force) for r in store.list_decisions()] == [(3, False), (2, True), (1, True)]


def test_acceptance_counts_what_holds(store):
    store.record(decided().accept("g5", "Ada").undo("Ada"))
    found = {s.rule: (s.accepted, s.edited, s.rejected, s.acceptance) for s in store.stats()}
    assert found == {
        "wort-unter-bezugnahme-auf": (1, 0, 0, 1.0),
        "wort-sofern": (0, 0, 1, 0.0),
        "wort-lediglich": (0, 1, 0, 1.0),
    }


def test_no_word_of_the_letter_is_kept_unless_asked(path):
    with open_store(path) as store:
        store.record(decided())
        store.save_draft(decided())
        assert all(r.original is r.replacement is r.final is None for r in store.list_decisions())
        kept = content(path)
    for words in ("Bezug", "allein", "Sofern", "Wenn", "50,00", "Vor_Name"):
        assert words.encode() not in kept
    with open_store(path, with_text=True) as store:
        store.record(review().accept("g5", "Ada"))
        assert store.list_decisions(rule="wort-umgehend")[0].original == "umgehend"


def test_export_writes_csv_and_json(store, tmp_path):
    store.record(decided())
    assert store.export(tmp_path / "aus.json") == 3
    data = json.loads((tmp_path / "aus.json").read_text(encoding="utf-8"))
    assert [row["number"] for row in data["decisions"]] == [1, 2, 3]
    store.export(tmp_path / "aus.csv")
    text = (tmp_path / "aus.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert rows[1]["reason"] == "'=Fachwort"
    refused("KT-S04", lambda: store.export(tmp_path / "aus.xlsx"))
    refused("KT-S04", lambda: store.export(tmp_path / "fehlt" / "aus.csv"))


def test_purge_deletes_for_good(path):
    with open_store(path, with_text=True, clock=Clock()) as store:
        store.record(decided())
        store.save_draft(decided())
        assert store.purge(before=START + timedelta(days=2)) == 2
        assert [r.number for r in store.list_decisions()] == [3, 2]
        assert store.load_draft(LETTER_HASH) is None
        assert store.purge(everything=True) == 2
        assert store.list_decisions() == ()
        assert b"Bezug" not in content(path)
        assert b"Fachwort" not in content(path)
        with pytest.raises(ValueError, match="either"):
            store.purge()
        with pytest.raises(ValueError, match="either"):
            store.purge(before=START, everything=True)


def test_draft_without_text_gives_the_same_letter_but_for_own_words(store):
    done = review().accept("g2", "Ada")
    (new,) = [s.id for s in done.open_suggestions if s.proposal.replacement == "bei uns geprüft"]
    done = done.accept(new, "Ben").accept("g4", "Ada", "Falls").reject("g5", "Ada", "so gewollt")
    store.save_draft(done)
    again = store.load_draft(LETTER_HASH).resume(review())
    assert again.notes == ()
    assert again.review.released_text() == done.released_text()
    assert [e.decision for e in again.review.decisions] == [e.decision for e in done.decisions]
    store.save_draft(done.edit("g1", "Ada", "allein", insist=True))
    more = store.load_draft(LETTER_HASH).resume(review())
    assert len(more.notes) == 1
    assert more.review.state("g1") == "open"
    assert more.review.released_text() == done.released_text()


def test_draft_with_text_keeps_own_words(path):
    with open_store(path, with_text=True) as store:
        store.save_draft(decided())
        again = store.load_draft(LETTER_HASH).resume(review())
    assert again.notes == ()
    assert again.review.released_text() == decided().released_text()


def test_draft_is_bound_to_its_letter(store):
    assert store.load_draft("0" * 64) is None
    store.save_draft(decided())
    other = Review(analysis("Anders."), clock=Clock())
    refused("KT-S05", lambda: store.load_draft(LETTER_HASH).resume(other))
    assert store.drop_draft(LETTER_HASH)
    assert not store.drop_draft(LETTER_HASH)


def test_damaged_draft_is_reported(store, path):
    store.save_draft(decided())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE drafts SET steps = '[{]'")
    connection.close()
    refused("KT-S06", lambda: store.load_draft(LETTER_HASH))


def test_store_uses_the_write_ahead_log(store, path):
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    connection.close()


def test_newer_format_is_left_alone(path):
    open_store(path).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    before = path.read_bytes()
    assert "99" in str(refused("KT-S02", lambda: open_store(path)))
    assert path.read_bytes() == before


def test_foreign_database_is_left_alone(path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE kunden (name TEXT)")
    connection.commit()
    connection.close()
    refused("KT-S01", lambda: open_store(path))


def test_unusable_files_are_reported(tmp_path):
    (tmp_path / "text.sqlite").write_text("Das ist keine Datenbank. " * 100, encoding="utf-8")
    refused("KT-S01", lambda: open_store(tmp_path / "text.sqlite"))
    refused("KT-S01", lambda: open_store(tmp_path))
    refused("KT-S01", lambda: open_store(tmp_path / "text.sqlite" / "unter" / "s.sqlite"))


def test_locked_store_is_reported(path, monkeypatch):
    with open_store(path) as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        with store.engine.connect() as connection:
            connection.connection.execute("PRAGMA busy_timeout=1")
        refused("KT-S03", lambda: store.save_draft(decided()))
        other.close()


WORKER = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from review_samples import analyse, analysis
from klartext.decisions import Review
from klartext.store import open_store

store = open_store(Path({path!r}))
review = Review(analysis(), analyse)
ids = ["g3", "g4", "g5", "g6"]
for suggestion in ids:
    review = review.accept(suggestion, "Ada")
    store.save_draft(review)
print("bereit", flush=True)
while True:
    review = review.undo("Ada")
    store.save_draft(review)
    review = review.redo("Ada")
    store.save_draft(review)
"""


def test_review_survives_a_killed_process(path):
    code = WORKER.format(tests=str(TESTS), path=str(path))
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        assert process.stdout.readline().strip() == "bereit"
        time.sleep(0.3)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    assert process.returncode != 0
    with open_store(path) as store:
        draft = store.load_draft(LETTER_HASH)
        again = draft.resume(review())
        assert again.notes == ()
        assert {again.review.state(i) for i in ("g3", "g4", "g5")} == {"accepted"}
        assert again.review.released_text() != LETTER
        store.save_draft(again.review)
