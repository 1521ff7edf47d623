"""What the operating system sees: libraries in C can reach the network without Python or the browser knowing."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

WORK = """
import time
from klartext.session import Klartext
from klartext.documents import read_text
from klartext.page import SAMPLE, build_page
klartext = Klartext.load()
klartext.analyse(read_text(SAMPLE.read_text(encoding="utf-8")))
build_page(klartext)
time.sleep(6)  # long enough for a library that reports in the background
"""
ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


def addresses(command: list[str], log: Path) -> set[str]:
    """Return every network address that a command and its threads turn to."""
    trace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg,sendmmsg", "-o", str(log)]
    done = subprocess.run([*trace, *command], capture_output=True, encoding="utf-8", timeout=300, check=False)
    if "ptrace" in done.stderr:
        pytest.skip("strace darf hier nicht mitlesen")
    assert done.returncode == 0, done.stderr
    return {a or b for a, b in ADDRESS.findall(log.read_text(encoding="utf-8", errors="replace"))}


@pytest.fixture(autouse=True)
def strace() -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace fehlt (Debian: apt-get install strace)")


def test_strace_sees_an_attempt(tmp_path: Path):
    attempt = "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.connect(('192.0.2.1', 9))"
    assert addresses([sys.executable, "-c", attempt], tmp_path / "log") == {"192.0.2.1"}


def test_checking_a_letter_turns_to_no_other_machine(tmp_path: Path):
    found = addresses([sys.executable, "-c", WORK], tmp_path / "log")
    assert {a for a in found if not a.startswith("127.") and a != "::1"} == set()
