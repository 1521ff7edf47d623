"""Whole runs of ``klartext batch`` with the real pipeline: whatever happens on the way, the bytes are the same."""

import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

LETTERS = (
    "Ihr Antrag wird von uns geprüft. Die Nachweise sind bis zum 3. Mai vorzulegen.",
    "Seitens des Amtes wird {{name}} um Übersendung der Unterlagen gebeten.",
    "Die Auszahlung erfolgt nach Vorlage der Bescheinigung.",
    "Bitte rufen Sie uns an, wenn Sie Fragen haben.",
)
"""As short as they can be: what takes time here is loading, once for every process."""
FILES = ("bericht.html", "briefe.csv", "befunde.csv")
KLARTEXT = ("-m", "klartext")


def batch(folder, out, *more, program=KLARTEXT):
    command = [sys.executable, *program, "batch", str(folder), "--report", str(out), *more]
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, encoding="utf-8", check=False)


def broken_off(whom, *, after):
    return (str(Path(__file__).with_name("batch_interrupted.py")), whom, str(after))


def finish(done):
    assert done.returncode == 2, done.stderr
    assert "kaputt.docx: KT-E08" in done.stderr


def content(out):
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("vorlagen")
    for number, letter in enumerate(LETTERS):
        (path / f"brief{number}.txt").write_text(letter, encoding="utf-8")
    (path / "kaputt.docx").write_bytes(b"\x00\x01")
    return path


@pytest.fixture(scope="module")
def expected(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("erwartet") / "bericht"
    finish(batch(folder, out))
    assert not out.with_name("bericht.arbeit").exists()
    return content(out)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kennt kein SIGKILL")
def test_a_killed_run_goes_on_and_gives_the_same_bytes(folder, expected, tmp_path):
    out = tmp_path / "bericht"
    killed = batch(folder, out, program=broken_off("self", after=2))
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not out.exists()
    with sqlite3.connect(tmp_path / "bericht.arbeit" / "ergebnisse.sqlite") as known:
        assert known.execute("SELECT count(*) FROM results").fetchone() == (2,)
    known.close()
    finish(batch(folder, out, "--jobs", "2"))
    assert content(out) == expected


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="Die Arbeiter findet die Prüfung nur unter Linux")
def test_the_letters_of_a_killed_actor_are_repeated(folder, expected, tmp_path):
    pytest.importorskip("ray", reason="ray (Extra cluster) ist nicht installiert")
    out = tmp_path / "bericht"
    done = batch(folder, out, "--engine", "ray", "--jobs", "2", program=broken_off("actor", after=1))
    finish(done)
    told = done.stderr.splitlines()
    assert [line.split()[0] for line in told] == ["killed", "kaputt.docx:"], done.stderr
    assert content(out) == expected
