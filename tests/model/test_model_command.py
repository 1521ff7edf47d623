"""``klartext model`` from the outside; what installing does is in ``test_install``."""

import io
import json

import pytest

from klartext import paths
from klartext.cli import main
from klartext.errors import ModelError
from klartext.model import install
from klartext.model.install import Installed

MISSING = Installed("fehlt", paths.model_dir())
THERE = Installed("da", paths.model_dir(), "gemma-3-270m+klartext 0.1.0 sha256:ab12", 235, 1164, adapter=True)


@pytest.fixture
def klartext(capfd, monkeypatch):
    """Return a function that runs a command with an input and gives its exit status, output and error output."""

    def run(*arguments, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        with pytest.raises(SystemExit) as leaving:
            main(["model", *arguments])
        out, err = capfd.readouterr()
        return int(leaving.value.code or 0), out, err

    return run


@pytest.fixture
def machine(monkeypatch):
    """Stand in for the installation; return the list of what was done."""
    done = []
    monkeypatch.setattr(install, "look", lambda check=True: THERE if done[-1:] == ["install"] else MISSING)
    monkeypatch.setattr(install, "require_packages", lambda: None)
    monkeypatch.setattr(install, "install", lambda told: done.append("install") or told("Rechnen") or THERE)
    monkeypatch.setattr(install, "remove", lambda: done.append("remove") or True)
    return done


def test_terms_come_before_the_question_and_the_question_before_the_work(klartext, machine):
    status, out, _ = klartext("install", typed="vielleicht\nja\n")
    assert status == 0
    places = [out.index(part) for part in ("Gemma Terms of Use", "Stimmen Sie", "Rechnen …", "eingerichtet.", "sha256")]
    assert places == sorted(places)
    assert machine == ["install"]


def test_terms_lie_where_the_text_says(klartext, machine):
    _, out, _ = klartext("install", "--ja")
    assert str(paths.adapter_dir() / "GEMMA_TERMS.txt") in out
    terms = (paths.adapter_dir() / "GEMMA_TERMS.txt").read_text(encoding="utf-8")
    assert "3.2 Use Restrictions" in terms and "4.9 No Waiver" in terms
    notice = (paths.adapter_dir() / "NOTICE").read_text(encoding="utf-8")
    assert notice.startswith("Gemma is provided under and subject to the Gemma Terms of Use found at ai.google.dev/")


def test_without_agreement_nothing_is_done(klartext, machine):
    status, _, err = klartext("install", typed="nein\n")
    assert (status, machine) == (2, [])
    assert "KT-T16" in err
    status, _, err = klartext("install", typed="")
    assert (status, machine) == (2, [])
    assert "Abgebrochen" in err


def test_scripts_agree_by_option_but_see_the_terms(klartext, machine):
    status, out, _ = klartext("install", "--ja")
    assert (status, machine) == (0, ["install"])
    assert "Gemma Terms of Use" in out
    status, out, _ = klartext("install", "--ja")
    assert (status, machine) == (0, ["install"])
    assert "schon eingerichtet" in out


def test_a_missing_extra_is_told_before_the_terms(klartext, machine, monkeypatch):
    def missing():
        raise ModelError("KT-T01", "Es fehlt torch.", "Ergänzen.")

    monkeypatch.setattr(install, "require_packages", missing)
    status, out, err = klartext("install", "--ja")
    assert (status, out) == (2, "")
    assert "KT-T01" in err


def test_info_tells_state_and_remedy(klartext, machine):
    status, out, _ = klartext("info")
    assert status == 1
    assert "fehlt" in out and "klartext model install" in out
    klartext("install", "--ja")
    status, out, _ = klartext("info", "--json")
    assert status == 0
    assert json.loads(out)["identity"] == THERE.identity


def test_removing_asks_first(klartext, machine):
    assert klartext("remove", typed="n\n")[0] == 0
    assert machine == []
    assert "gelöscht" in klartext("remove", typed="j\n")[1]
    assert machine == ["remove"]
