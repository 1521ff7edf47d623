"""Whole runs of ``klartext batch`` with the real pipeline: whatever happens on the way, the bytes are the same."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

LETTERS = sorted((Path(__file__).parents[1] / "evaluation" / "briefe").glob("*.txt"))[:5]
FILES = ("bericht.html", "briefe.csv", "befunde.csv")


def start(folder, out, *more):
    command = [sys.executable, "-m", "klartext", "batch", str(folder), "--report", str(out), *more]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def finish(process):
    _, err = process.communicate(timeout=240)
    assert process.returncode == 2, err
    assert "kaputt.docx: KT-E08" in err


def content(out):
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("vorlagen")
    for letter in LETTERS:
        shutil.copy(letter, path)
    (path / "kaputt.docx").write_bytes(b"\x00\x01")
    return path


@pytest.fixture(scope="module")
def expected(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("erwartet") / "bericht"
    finish(start(folder, out))
    assert not out.with_name("bericht.arbeit").exists()
    return content(out)


def wait_for_results(base, process, least=2):
    while process.poll() is None:
        if base.exists():
            try:
                with sqlite3.connect(f"file:{base}?mode=ro", uri=True) as known:
                    if known.execute("SELECT count(*) FROM results").fetchone()[0] >= least:
                        return
            except sqlite3.OperationalError:
                pass
        time.sleep(0.05)
    pytest.fail("the run ended before it could be interrupted")


def test_a_killed_run_goes_on_and_gives_the_same_bytes(folder, expected, tmp_path):
    out = tmp_path / "bericht"
    process = start(folder, out)
    wait_for_results(tmp_path / "bericht.arbeit" / "ergebnisse.sqlite", process)
    process.kill()
    process.communicate()
    assert not out.exists()
    finish(start(folder, out, "--jobs", "2"))
    assert content(out) == expected


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="Die Arbeiter findet die Prüfung nur unter Linux")
def test_the_letters_of_a_killed_actor_are_repeated(folder, expected, tmp_path):
    pytest.importorskip("ray", reason="ray (Extra cluster) ist nicht installiert")
    out = tmp_path / "bericht"
    process = start(folder, out, "--engine", "ray", "--jobs", "2")
    wait_for_results(tmp_path / "bericht.arbeit" / "ergebnisse.sqlite", process)
    for worker in _workers_of(process.pid)[:1]:
        os.kill(worker, signal.SIGKILL)
    finish(process)
    assert content(out) == expected


def _workers_of(driver):
    """Return the actors among the descendants of a process."""
    parents, actors = {}, []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                if (entry / "cmdline").read_bytes().startswith(b"ray::Worker"):
                    actors.append(int(entry.name))
            except OSError:
                continue

    def below(pid):
        while pid in parents and pid != driver:
            pid = parents[pid]
        return pid == driver

    found = [pid for pid in actors if below(pid)]
    assert found, "no actor was found"
    return found
