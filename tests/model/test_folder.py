import dataclasses

import folders
import pytest

from klartext import __version__
from klartext.checksums import file_sha256
from klartext.errors import ModelError
from klartext.model.folder import damaged, open_folder


def test_a_folder_tells_what_is_in_it(tmp_path):
    found = open_folder(folders.model(tmp_path / "modell"))
    assert (found.kind, found.form, found.weights, found.gguf) == ("causal", "examples", ("model.safetensors",), None)
    assert found.identity.name == "modell"
    assert found.identity.checksum.startswith("sha256:")
    assert (found.adapter, found.wide) == (None, True)


def test_the_card_names_the_model_and_its_form(tmp_path):
    card = {"name": "haus", "version": "3", "form": "amtlich", "vorspann": "leicht: "}
    found = open_folder(folders.model(tmp_path, {"is_encoder_decoder": True}, klartext__json=card))
    assert (found.kind, found.form, found.lead_in) == ("seq2seq", "own", "leicht: ")
    assert str(found.identity).startswith("haus 3 sha256:")


@pytest.mark.parametrize("files", [{"chat_template__jinja": "x"}, {"tokenizer_config__json": {"chat_template": "x"}}])
def test_a_template_means_talk(tmp_path, files):
    assert open_folder(folders.model(tmp_path, **files)).form == "chat"


def test_the_checksum_changes_with_the_weights_and_the_tokenizer_only(tmp_path):
    folder = folders.model(tmp_path)
    first = open_folder(folder).identity.checksum
    (folder / "README.md").write_text("x", encoding="utf-8")
    assert open_folder(folder).identity.checksum == first
    (folder / "tokenizer.json").write_text("[]", encoding="utf-8")
    second = open_folder(folder).identity.checksum
    folders.tensors(folder / "model.safetensors", a=(3,))
    assert len({first, second, open_folder(folder).identity.checksum}) == 3


def test_learnt_weights_belong_to_the_identity(tmp_path):
    folder = folders.model(tmp_path / "m", klartext__json={"name": "basis", "version": "1"})
    adapter = tmp_path / "a"
    adapter.mkdir()
    assert open_folder(folder, adapter).adapter is None
    (adapter / "adapter_config.json").write_text("{}", encoding="utf-8")
    folders.tensors(adapter / "adapter_model.safetensors", a=(1,))
    found = open_folder(folder, adapter)
    assert (found.adapter, found.form) == (adapter, "own")
    assert (found.identity.name, found.identity.version) == ("basis+klartext", __version__)
    assert found.identity.checksum != open_folder(folder).identity.checksum


def test_memory_grows_with_the_weights(tmp_path):
    small = open_folder(folders.model(tmp_path / "a"))
    folders.tensors(folders.model(tmp_path / "b") / "model.safetensors", a=(1000, 3000))
    large = open_folder(tmp_path / "b")
    assert 10 <= large.megabytes - small.megabytes <= 13


@pytest.mark.parametrize(
    ("names", "code"),
    [
        ((), "KT-T06"),
        (("model.safetensors",), "KT-T06"),
        (("config.json", "pytorch_model.bin"), "KT-T07"),
        (("config.json", "model.pt"), "KT-T07"),
        (("config.json", "model.pkl", "readme.txt"), "KT-T07"),
        (("config.json",), "KT-T06"),
        (("a.gguf", "b.gguf"), "KT-T06"),
        (("adapter_config.json", "adapter_model.safetensors"), "KT-T08"),
    ],
)
def test_what_is_no_whole_and_harmless_model_is_refused(tmp_path, names, code):
    for name in names:
        (tmp_path / name).write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=code):
        open_folder(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ModelError, match=r"KT-T06 Diesen Ordner gibt es nicht"):
        open_folder(tmp_path / "fehlt")


@pytest.mark.parametrize("name", ["config__json", "tokenizer_config__json"])
def test_code_of_its_own_is_refused(tmp_path, name):
    folders.model(tmp_path, **{name: {"auto_map": {"AutoModel": "x.py"}}})
    with pytest.raises(ModelError, match="KT-T07"):
        open_folder(tmp_path)


def test_pickles_beside_safe_weights_are_not_used(tmp_path):
    folders.model(tmp_path, pytorch_model__bin={})
    assert open_folder(tmp_path).weights == ("model.safetensors",)


@pytest.mark.parametrize("content", [b"", b"\x05\x00\x00\x00\x00\x00\x00\x00{", b"\xff" * 20])
def test_broken_weights_are_told(tmp_path, content):
    (folders.model(tmp_path) / "model.safetensors").write_bytes(content)
    with pytest.raises(ModelError, match="KT-T04"):
        open_folder(tmp_path)


def test_a_broken_configuration_is_told(tmp_path):
    (folders.model(tmp_path) / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match="KT-T04"):
        open_folder(tmp_path)


def test_files_that_changed_since_installation_are_named(tmp_path):
    folder = folders.model(tmp_path)
    sums = {name: file_sha256(folder / name) for name in ("config.json", "model.safetensors")}
    folders.model(tmp_path, klartext__json={"sha256": {**sums, "fehlt.json": "00"}})
    assert damaged(folder) == ("fehlt.json",)
    folders.tensors(folder / "model.safetensors", a=(10, 20), b=(6,))
    assert damaged(folder) == ("model.safetensors", "fehlt.json")


def test_a_folder_travels_to_the_worker(tmp_path):
    import pickle

    found = open_folder(folders.model(tmp_path))
    assert pickle.loads(pickle.dumps(found)) == found
    assert dataclasses.replace(found, weights=("m.gguf",)).gguf == "m.gguf"
