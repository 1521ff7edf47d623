import folders
import pytest

from klartext import doctor, model, paths
from klartext.checksums import file_sha256
from klartext.config import Config, ModelServer
from klartext.errors import ModelError
from klartext.model import install
from klartext.model.cache import Remembering
from klartext.model.worker import Worker

HOUSE = ModelServer(False, "127.0.0.1", 8080, "/v1", "haus")


@pytest.fixture(autouse=True)
def _empty(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "user_cache_dir", lambda: tmp_path / "cache")
    monkeypatch.setattr(install, "find_spec", lambda name: object())
    monkeypatch.setattr("klartext.model.convert.packed", lambda: True)
    monkeypatch.setattr(Worker, "start", lambda self: None)


@pytest.fixture
def installed():
    """Put a small model in the place of the default one."""
    card = {"name": "gemma-3-270m", "version": "1", "wortstuecke": file_sha256(paths.adapter_dir() / install.PIECES)}
    return folders.model(paths.model_dir(), klartext__json={**card, "sha256": {}})


def test_off_is_off(installed):
    assert model.open_model(Config(), "off") is None
    assert "ausgeschaltet" in model.absence(Config(), "off")


def test_auto_takes_what_is_installed(installed):
    found = model.open_model(Config(), "auto")
    assert isinstance(found, Remembering)
    assert found.identity.name.startswith("gemma-3-270m")
    assert model.absence(Config(), "auto") is None


def test_auto_without_a_model_tells_what_adds_it():
    assert model.open_model(Config(), "auto") is None
    assert "klartext model install" in model.absence(Config(), "auto")


def test_auto_without_the_extra_tells_what_is_missing(monkeypatch, installed):
    monkeypatch.setattr(install, "find_spec", lambda name: None if name == "torch" else object())
    assert model.open_model(Config(), "auto") is None
    assert "torch" in model.absence(Config(), "auto")


def test_an_installed_model_needs_the_package_with_the_weights_no_more(monkeypatch, installed):
    monkeypatch.setattr("klartext.model.convert.packed", lambda: False)
    assert model.open_model(Config(), "auto") is not None


def test_a_damaged_model_is_no_model_and_tells_the_remedy(installed):
    (installed / "model.safetensors").write_bytes(b"")
    assert model.open_model(Config(), "auto") is None
    assert "beschädigt" in model.absence(Config(), "auto")


def test_a_folder_by_name(tmp_path):
    folder = folders.model(tmp_path / "haus")
    assert model.open_model(Config(), str(folder)).identity.name == "haus"
    assert model.open_model(Config(model_folder=folder), "auto").identity.name == "haus"
    with pytest.raises(ModelError, match="KT-T06"):
        model.open_model(Config(), str(tmp_path / "fehlt"))
    with pytest.raises(ModelError, match="KT-T06"):
        model.open_model(Config(model_folder=tmp_path / "fehlt"), "auto")


def test_a_folder_without_the_extra_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setattr(install, "find_spec", lambda name: None)
    with pytest.raises(ModelError, match="KT-T01"):
        model.open_model(Config(), str(folders.model(tmp_path)))


def test_a_server_is_asked_only_once_it_is_switched_on(monkeypatch):
    monkeypatch.setattr(install, "find_spec", lambda name: None)
    assert model.open_model(Config(model_server=HOUSE), "auto") is None
    assert "an = true" in model.absence(Config(model_server=HOUSE), "auto")
    found = model.open_model(Config(model_on=True, model_server=HOUSE), "auto")
    assert str(found.identity) == "haus@127.0.0.1"


def entry(config):
    return next(e for e in doctor.examine(config) if e.name == "Sprachmodell für weitere Vorschläge")


@pytest.fixture
def packages(monkeypatch):
    monkeypatch.setattr(doctor, "requires", lambda _: ["spacy", 'typer>=0.1; extra == "model"'])


def test_doctor_shows_version_and_checksum(packages, installed):
    found = entry(Config())
    assert found.state == "gut"
    assert "gemma-3-270m" in found.detail and "sha256:" in found.detail and "typer" in found.detail
    assert found.remedy is None


@pytest.mark.parametrize(("config", "state"), [(Config(), "wählbar"), (Config(model_on=True), "fehlt")])
def test_doctor_names_the_one_command_that_adds_the_model(packages, config, state):
    found = entry(config)
    assert (found.state, found.remedy) == (state, "Einrichten mit: klartext model install")


def test_doctor_sees_damage(packages, installed):
    folders.model(installed, klartext__json={"sha256": {"model.safetensors": "00"}})
    assert "beschädigt" in entry(Config()).detail


def test_doctor_shows_the_folder_of_the_house_or_what_is_wrong_with_it(packages, tmp_path):
    assert "haus" in entry(Config(model_folder=folders.model(tmp_path / "haus"))).detail
    found = entry(Config(model_on=True, model_folder=tmp_path / "fehlt"))
    assert found.state == "fehlt"
    assert "KT-T06" in found.detail


def test_doctor_names_the_server_and_warns(packages):
    away = ModelServer(True, "ki.stadt.example", 443, "/v1", "haus")
    assert entry(Config(model_server=away)).state == "wählbar"
    found = entry(Config(model_on=True, model_server=away))
    assert found.state == "gut"
    assert "https://ki.stadt.example:443/v1" in found.detail and "Achtung" in found.detail
