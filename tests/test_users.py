"""``klartext users``: people who may sign in."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from klartext.cli import main
from klartext.server.people import People, Person

PASSWORD = "vier Wörter hintereinander"


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(["users", *arguments])
    return int(leaving.value.code or 0)


@pytest.fixture(autouse=True)
def typed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))


def test_people_are_added_listed_and_removed(capfd: pytest.CaptureFixture[str], tmp_path: Path):
    (tmp_path / "klartext.toml").write_text('[server]\nkennwoerter = "personen.txt"\n', encoding="utf-8")
    assert run("add", "e.muster", "--name", "Erika Muster") == 0
    assert People(tmp_path / "personen.txt").verify("e.muster", PASSWORD) == Person("e.muster", "Erika Muster")
    assert run("list") == 0
    said, _ = capfd.readouterr()
    assert "e.muster  Erika Muster\n1 Person." in said and PASSWORD not in said
    assert run("remove", "e.muster") == 0
    assert (tmp_path / "personen.txt").read_text(encoding="utf-8") == ""


def test_without_a_file_the_command_says_how_to_name_one(capfd: pytest.CaptureFixture[str]):
    assert run("list") == 2
    assert "KT-A17" in capfd.readouterr().err


def test_a_password_is_typed_twice(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path):
    words = iter([PASSWORD, "etwas anderes als eben"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda question: next(words))
    assert run("add", "a", "--passwords", "personen.txt") == 2
    assert "KT-A18" in capfd.readouterr().err and not (tmp_path / "personen.txt").exists()
