"""The program does all its work where no other machine can be reached, and does not try to reach one.

Every run is watched (``guarded.py``) and, where the system permits it, has a network of its own without any route.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from klartext.paths import office_program

HERE = Path(__file__).parent
LETTER = "Sehr geehrte Frau Muster,\n\ndie Nachweise sind bis zum 3. Mai 2025 vorzulegen.\n"
ALONE = ["unshare", "--map-root-user", "--net"]
PROBE = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"


def is_permitted():
    """Whether processes may have a network of their own here."""
    return shutil.which("unshare") is not None and not subprocess.run([*ALONE, "true"], capture_output=True).returncode


def alone(*arguments, cwd):
    """Run Python guarded, where possible in a network of its own; nothing has been tried to reach anybody else."""
    folders = {"HOME": str(cwd), "XDG_DATA_HOME": str(cwd / "daten"), "XDG_CACHE_HOME": str(cwd / "cache")}
    done = subprocess.run(
        [*(ALONE if is_permitted() else ()), sys.executable, str(HERE / "guarded.py"), *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **folders},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "ANFRAGE AN" not in done.stderr
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_nothing_can_be_reached_in_a_network_of_its_own():
    if not is_permitted():
        pytest.skip("Ein eigenes Netz ist hier nicht erlaubt (unshare --map-root-user --net); nur der Wächter prüft.")
    done = subprocess.run([*ALONE, sys.executable, "-c", PROBE], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1 and "unreachable" in done.stderr


@pytest.mark.parametrize("attempt", [PROBE, "import urllib.request; urllib.request.urlopen('http://beispiel.example')"])
def test_the_guard_sees_an_attempt(attempt, tmp_path):
    (tmp_path / "versuch.py").write_text(attempt, encoding="utf-8")
    with pytest.raises(AssertionError, match="ANFRAGE AN"):
        alone("versuch.py", cwd=tmp_path)


def test_letters_are_checked_one_by_one_and_many_at_once(tmp_path):
    (tmp_path / "briefe").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "briefe" / name).write_text(LETTER, encoding="utf-8")
    checked = alone("-m", "klartext", "check", "briefe/a.txt", "--format", "json", cwd=tmp_path)
    assert json.loads(checked)["findings"]
    alone("-m", "klartext", "batch", "briefe", "--report", "bericht.json", "--jobs", "2", cwd=tmp_path)
    assert len(json.loads((tmp_path / "bericht.json").read_text(encoding="utf-8"))["letters"]) == 2


def test_a_letter_goes_through_page_and_interface(tmp_path):
    told = json.loads(alone(HERE / "whole_review.py", cwd=tmp_path).splitlines()[-1])
    accepted, rejected, resumed = told["said"]
    assert "angenommen" in accepted and "abgelehnt" in rejected and "wieder da" in resumed
    assert set(told["files"]) == {"docx", "txt", "html", "csv", "json", *(["pdf"] if office_program() else [])}
    assert set(told["refused"]) == {403}, "a page names a file or an address that nobody has uploaded"
    assert told["uploaded"]
    assert told["findings"] and all(told["files"].values())


def test_a_language_model_on_this_machine_asks_nobody(tmp_path):
    pytest.importorskip("torch")
    pytest.importorskip("transformers")
    sys.path.append(str(HERE / "model"))
    import tiny

    (tmp_path / "brief.txt").write_text(f"Sehr geehrte Frau Muster,\n\n{tiny.OFFICIAL}\n", encoding="utf-8")
    model = tiny.causal(tmp_path / "modell")
    checked = json.loads(
        alone("-m", "klartext", "check", "brief.txt", "--model", model, "--format", "json", cwd=tmp_path)
    )
    assert checked["klartext"]["model"]
    assert not any("Sprachmodell hat nicht alle" in note for note in checked["notes"])
