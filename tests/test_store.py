"""The store keeps decisions, no words of the letter unless asked, and survives a killed process."""

import csv
import json
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import postgres_server
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from review_samples import LETTER, analyse, analysis, document
from sqlalchemy import create_engine, text

from klartext.config import Config
from klartext.decisions import Review, text_hash
from klartext.errors import StoreError
from klartext.store import SCHEMA_VERSION, Judgement, delete_store, open_store
from klartext.store.formats import VERSION_TABLE
from klartext.store.tables import metadata

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


@pytest.fixture(scope="session")
def postgres():
    """The URL of a PostgreSQL server of its own."""
    if reason := postgres_server.missing():
        pytest.skip(reason)
    with postgres_server.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request, path):
    """Where a store may be: a file, or an empty database."""
    if request.param == "sqlite":
        return path
    url = request.getfixturevalue("postgres")
    empty(url)
    return url


@pytest.fixture
def store(where):
    with open_store(where, clock=Clock()) as opened:
        yield opened


def run(url, *commands):
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        for command in commands:
            connection.execute(text(command))
    engine.dispose()


def empty(url):
    run(url, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


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


def test_only_decisions_that_hold_are_counted(store):
    store.record(decided().accept("g5", "Ada").undo("Ada"))
    assert {(t.rule, t.kind, t.number) for t in store.tallies() if t.kind != "shown"} == {
        ("wort-unter-bezugnahme-auf", "accepted", 1),
        ("wort-sofern", "rejected", 1),
        ("wort-lediglich", "edited", 1),
    }


def test_no_word_of_the_letter_is_kept_unless_asked(path):
    with open_store(path) as store:
        store.record(decided())
        store.save_draft(decided())
        recorded = store.list_decisions()
        assert recorded and all(r.original is r.replacement is r.final is None for r in recorded)
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


def test_draft_with_text_keeps_own_words(where):
    with open_store(where, with_text=True) as store:
        store.save_draft(decided())
        again = store.load_draft(LETTER_HASH).resume(review())
    assert again.notes == ()
    assert again.review.released_text() == decided().released_text()


def test_draft_is_bound_to_its_letter(store):
    assert store.load_draft("0" * 64) is None
    store.save_draft(decided())
    other = Review(analysis("Anders."), clock=Clock())
    refused("KT-S05", lambda: store.load_draft(LETTER_HASH).resume(other))


def test_draft_of_an_older_version_that_knew_more_is_read(store):
    store.save_draft(decided())
    saved = store.load_draft(LETTER_HASH)
    with store.engine.begin() as connection:
        steps = json.loads(connection.execute(text("SELECT steps FROM drafts")).scalar_one())
        older = json.dumps([step | {"choice": 0} for step in steps])
        connection.execute(text("UPDATE drafts SET steps = :steps"), {"steps": older})
    assert store.load_draft(LETTER_HASH) == saved


def test_damaged_draft_is_reported(store):
    store.save_draft(decided())
    with store.engine.begin() as connection:
        connection.execute(text("UPDATE drafts SET steps = '[{]'"))
    refused("KT-S06", lambda: store.load_draft(LETTER_HASH))


def test_store_uses_the_write_ahead_log(path):
    open_store(path).close()
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


def test_a_purge_leaves_nothing_in_either_database(where):
    with open_store(where, with_text=True, clock=Clock()) as store:
        store.record(decided())
        store.save_draft(decided())
        (first, *_) = store.items()
        store.judge(Judgement(first.letter, first.mark, "Cem", "right", START))
        assert store.purge(everything=True) == 3 + 1 + 1
        assert (store.list_decisions(), store.tallies(), store.items(), store.judgements()) == ((), (), (), ())


def test_what_is_too_old_goes_when_the_store_is_opened(where):
    with open_store(where, clock=Clock()) as store:
        store.record(decided())
    late = lambda: START + timedelta(days=32)  # noqa: E731
    with open_store(where, clock=late, keep_days=30) as store:
        assert [r.number for r in store.list_decisions()] == [3, 2]
        assert [t.kind for t in store.tallies()].count("accepted") == 0
        assert store.expire(27) == 2
        assert store.tallies() == ()


def test_what_gets_too_old_goes_while_a_server_has_the_store_open(where):
    now = [START]
    with open_store(where, with_text=True, clock=lambda: now[0], keep_days=30) as store:
        store.record(decided())
        store.save_draft(decided())
        assert len(store.list_decisions()) == 3
        now[0] = START + timedelta(days=400)
        assert store.load_draft(LETTER_HASH) is None
        assert (store.list_decisions(), store.tallies(), store.items()) == ((), (), ())


def test_shown_counts_what_people_saw_and_is_kept_once(store):
    done = review().accept("g3", "Ada")
    store.record(done)
    store.record(done.reject("g4", "Ada"))
    shown = {t.rule: t.number for t in store.tallies() if t.kind == "shown"}
    assert shown["wort-lediglich"] == 2
    assert sum(shown.values()) == len(done.analysis.suggestions)
    assert {(t.year, t.month) for t in store.tallies()} == {(2025, 3)}


def test_nothing_is_counted_as_shown_before_the_first_decision(store):
    store.record(review())
    assert store.tallies() == ()


def test_reasons_and_rejected_wordings(where):
    with open_store(where, with_text=True) as store:
        store.record(decided())
        assert [(r.rule, r.reason, r.number) for r in store.reasons()] == [("wort-sofern", "=Fachwort", 1)]
        assert [(w.rule, w.original, w.number) for w in store.rejected_wordings()] == [("wort-sofern", "Sofern", 1)]


def test_texts_that_a_database_refuses_are_made_storable(store):
    store.record(review().reject("g4", "Ada", "vor\x00nach \ud800"))
    assert store.list_decisions()[0].reason == "vor\ufffdnach ?"


def test_a_judgement_is_bound_to_a_decision_and_a_later_one_counts(where):
    with open_store(where, with_text=True) as store:
        store.record(decided())
        item = next(i for i in store.items() if i.rule == "wort-sofern")
        assert item.sentence.startswith("- Sofern Sie Fragen haben")
        assert "Wenn Sie Fragen haben" in item.proposed
        for verdict in ("wrong", "right"):
            store.judge(Judgement(item.letter, item.mark, "Cem", verdict, START))
        assert [(j.verdict, rule) for j, rule in store.judgements()] == [("right", "wort-sofern")]
        refused("KT-S08", lambda: store.judge(Judgement("0" * 64, "x", "Cem", "right", START)))


def test_nobody_takes_a_second_look_at_their_own_decisions(where):
    with open_store(where, with_text=True) as store:
        store.record(decided())
        own = {item.rule for item in store.items() if (item.letter, item.mark) in store.decided_by("Ben")}
        assert own == {"wort-sofern"}
        assert store.decided_by("Cem") == frozenset()
        item = next(i for i in store.items() if i.rule == "wort-sofern")
        refused("KT-S12", lambda: store.judge(Judgement(item.letter, item.mark, "Ben", "right", START)))
        assert store.judgements() == ()


def test_without_text_there_is_nothing_to_judge(store):
    store.record(decided())
    assert store.items() == ()


FIRST_FORMAT = """
CREATE TABLE decisions (
    id INTEGER NOT NULL PRIMARY KEY, letter VARCHAR(64) NOT NULL, mark VARCHAR(64) NOT NULL, number INTEGER NOT NULL,
    time DATETIME NOT NULL, person TEXT NOT NULL, kind VARCHAR(16) NOT NULL, in_force BOOLEAN NOT NULL,
    insisted BOOLEAN NOT NULL, rule TEXT NOT NULL, category TEXT, origin VARCHAR(16) NOT NULL, reason TEXT,
    klartext TEXT NOT NULL, pipeline TEXT NOT NULL, rules TEXT NOT NULL, model TEXT, original TEXT, replacement TEXT,
    final TEXT, UNIQUE (letter, mark));
CREATE INDEX decisions_by_rule ON decisions (rule);
CREATE INDEX decisions_by_time ON decisions (time);
CREATE TABLE drafts (letter VARCHAR(64) NOT NULL PRIMARY KEY, saved DATETIME NOT NULL, steps TEXT NOT NULL);
INSERT INTO decisions VALUES (1, 'aa', 'bb', 1, '2025-03-01 08:00:00.000000', 'Ada', 'accepted', 1, 0, 'wort-sofern',
    'amtswort', 'rule', NULL, '0.1.0', 'de_klartext 0.1.0', 'sha256:abc', NULL, NULL, NULL, NULL);
PRAGMA user_version=1;
"""
"""What the first Klartext with a store has written."""


def test_a_store_of_the_first_format_is_brought_up_to_date(path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(FIRST_FORMAT)
    connection.close()
    for _ in range(2):
        with open_store(path) as store:
            (kept,) = store.list_decisions()
            assert (kept.person, kept.rule, kept.place_start) == ("Ada", "wort-sofern", None)
            store.record(decided())
            assert {t.kind for t in store.tallies()} == {"shown", "accepted", "edited", "rejected"}
            with store.engine.begin() as opened:
                opened.execute(text("DELETE FROM decisions WHERE person <> 'Ada' OR letter <> 'aa'"))


def test_a_failed_migration_changes_nothing(path):
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.executescript(FIRST_FORMAT + "CREATE TABLE judgements (stoert TEXT);")
    connection.close()
    before = tables_of(path)
    refused("KT-S01", lambda: open_store(path))
    assert tables_of(path) == before


def tables_of(path):
    connection = sqlite3.connect(path)
    try:
        return connection.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    finally:
        connection.close()


def test_migrations_lead_to_the_tables_the_program_uses(store):
    with store.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        assert compare_metadata(found, metadata) == []
        assert found.get_current_revision() == f"{SCHEMA_VERSION:04}"


def test_a_newer_database_is_left_alone(store, where):
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '0099'"))
    problem = refused("KT-S02", lambda: open_store(where))
    assert "99" in problem.what
    assert store.record(decided()) == 3


def test_a_foreign_postgres_table_is_left_alone(postgres):
    empty(postgres)
    run(postgres, "CREATE TABLE decisions (name TEXT)")
    refused("KT-S01", lambda: open_store(postgres))
    empty(postgres)
    run(postgres, "CREATE TABLE kunden (name TEXT)")
    open_store(postgres).close()


def test_a_password_is_in_no_message():
    problem = refused("KT-S01", lambda: open_store("postgresql://ada:geheim@/klartext?host=/gibt/es/nicht"))
    assert "geheim" not in str(problem)
    assert "ada" in problem.where


def test_a_deleted_store_leaves_no_table(postgres):
    empty(postgres)
    open_store(postgres).close()
    run(postgres, "CREATE TABLE kunden (name TEXT)")
    delete_store(Config(store_url=postgres))
    engine = create_engine(postgres.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        assert connection.execute(text(query)).scalars().all() == ["kunden"]
    engine.dispose()


RECORDER = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from review_samples import analysis
from klartext.decisions import Review
from klartext.store import open_store

store = open_store({where})
start = Review(analysis())
for number in range(1000):
    store.record(start.accept("g3", f"Person {{number}}"))
    print(number, flush=True)
"""


def test_a_kill_in_the_middle_of_a_thousand_decisions_loses_none_that_was_confirmed(where):
    told = f"Path({str(where)!r})" if isinstance(where, Path) else repr(where)
    code = RECORDER.format(tests=str(TESTS), where=told)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        while int(process.stdout.readline()) < 500:
            pass
        process.kill()
        rest = process.stdout.read().splitlines()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
    confirmed = int(rest[-1]) if rest else 500
    assert 500 <= confirmed < 999
    with open_store(where) as store:
        kept = {r.person for r in store.list_decisions()}
        assert kept >= {f"Person {number}" for number in range(confirmed + 1)}
        assert len(kept) <= confirmed + 2
        store.record(decided())


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
