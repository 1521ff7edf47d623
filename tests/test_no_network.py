"""In a network of its own without a route to anywhere the program does all its work."""

import json
import os
import shutil
import subprocess
import sys

import pytest

LETTER = "Sehr geehrte Frau Muster,\n\ndie Nachweise sind bis zum 3. Mai 2025 vorzulegen.\n"
ALONE = ["unshare", "--map-root-user", "--net"]
PROBE = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"


@pytest.fixture(autouse=True)
def own_network():
    if shutil.which("unshare") is None or subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode:
        pytest.skip("Ein eigenes Netz ist hier nicht erlaubt (unshare --map-root-user --net).")


def alone(*arguments, cwd):
    """Run Python where no other machine can be reached."""
    environment = {**os.environ, "HOME": str(cwd), "XDG_DATA_HOME": str(cwd / "daten")}
    return subprocess.run(
        [*ALONE, sys.executable, *arguments],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_nothing_can_be_reached_there(tmp_path):
    done = alone("-c", PROBE, cwd=tmp_path)
    assert done.returncode == 1 and "unreachable" in done.stderr


def test_letters_are_checked_one_by_one_and_many_at_once(tmp_path):
    (tmp_path / "briefe").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "briefe" / name).write_text(LETTER, encoding="utf-8")
    checked = alone("-m", "klartext", "check", "briefe/a.txt", "--format", "json", cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["findings"]
    many = alone("-m", "klartext", "batch", "briefe", "--report", "bericht.json", cwd=tmp_path)
    assert many.returncode == 0, many.stderr
    assert len(json.loads((tmp_path / "bericht.json").read_text(encoding="utf-8"))["letters"]) == 2
