"""The conversion with small packed weights that are written here, and the cutting of texts."""

import pytest

from klartext.model import convert, pieces

NAMES = [
    *pieces.CONTROL,
    *(f"<0x{byte:02X}>" for byte in range(256)),
    *("\n", "▁", *"DHabcdehnrsu", "en", "▁d", "er", "au", "aus", "Haus", "as", "Das", "▁der", "▁Haus"),
]
KEPT = [number for number, name in enumerate(NAMES) if name not in ("Das", "as")]


@pytest.fixture
def kept(tmp_path):
    bits = bytearray((len(NAMES) + 7) // 8)
    for number in KEPT:
        bits[number >> 3] |= 1 << (number & 7)
    path = tmp_path / "pieces.bin"
    path.write_bytes(bits)
    return path


def test_kept_pieces_are_read_from_their_bits(kept):
    assert pieces.kept(kept) == KEPT


def test_the_shipped_list_keeps_control_pieces_and_bytes():
    from klartext import paths

    numbers = pieces.kept(paths.adapter_dir() / "pieces.bin")
    assert numbers[:5] == [0, 1, 2, 3, 4]
    assert {*range(238, 494)} <= {*numbers}
    assert 20_000 < len(numbers) < 50_000


@pytest.mark.parametrize("text", ["der Haus", "aus der", "Ä漢🙂 der", "  zwei  Leerzeichen ", "<eos>", "a\nb"])
def test_every_text_comes_back(text):
    cutter = pieces.cutter(NAMES)
    encoded = cutter.encode(text)
    assert encoded.ids[0] == pieces.CONTROL.index(pieces.START)
    assert cutter.decode(encoded.ids[1:], skip_special_tokens=False) == text


def test_a_text_is_cut_the_same_with_fewer_pieces_if_all_of_its_own_are_kept():
    full, cut = pieces.cutter(NAMES), pieces.cutter([NAMES[number] for number in KEPT])
    text = "der en rer"
    assert cut.encode(text).tokens == full.encode(text).tokens
    assert "▁der" in full.encode("a der").tokens
    assert "Das" in full.encode("Das").tokens
    assert cut.decode(cut.encode("Das").ids[1:]) == "Das"


def test_packed_weights_become_a_folder_that_the_library_loads(kept, tmp_path):
    np, gguf = pytest.importorskip("numpy"), pytest.importorskip("gguf")
    torch, transformers = pytest.importorskip("torch"), pytest.importorskip("transformers")
    random = np.random.default_rng(1)
    tensors = packed(gguf, np, random, tmp_path / "m.gguf")
    target = tmp_path / "m"
    target.mkdir()
    told = []
    convert.convert(tmp_path / "m.gguf", kept, target, told.append)
    assert {entry.name for entry in target.iterdir()} == set(convert.FILES)
    assert len(told) == 3
    model = transformers.AutoModelForCausalLM.from_pretrained(target)
    weights = model.state_dict()
    assert weights["model.embed_tokens.weight"].dtype == torch.float32
    wanted = {
        "model.embed_tokens": tensors["token_embd"][KEPT],
        "model.layers.1.mlp.gate_proj": tensors["blk.1.ffn_gate"],
        "model.layers.0.self_attn.q_norm": tensors["blk.0.attn_q_norm"] - 1,
        "model.norm": tensors["output_norm"] - 1,
    }
    for name, values in wanted.items():
        assert np.allclose(weights[f"{name}.weight"].numpy(), values, atol=1e-3), name
    assert model.config.vocab_size == len(KEPT)
    assert model.generation_config.eos_token_id == pieces.CONTROL.index(pieces.END)
    cut = transformers.AutoTokenizer.from_pretrained(target)
    assert cut.convert_ids_to_tokens(cut("der Haus")["input_ids"])[-1] == "▁Haus"
    assert (cut.bos_token, cut.pad_token_id, cut.padding_side) == (pieces.START, 0, "left")


def packed(gguf, np, random, path):
    """Write small packed weights of the kind of the default model; return them by name."""
    width, heads, head, inner, layers = 32, 2, 16, 64, 2
    shapes = {"token_embd": (len(NAMES), width), "output_norm": (width,)}
    for layer in range(layers):
        shapes |= {
            f"blk.{layer}.{name}": shape
            for name, shape in {
                "attn_q": (heads * head, width),
                "attn_k": (head, width),
                "attn_v": (head, width),
                "attn_output": (width, heads * head),
                "attn_q_norm": (head,),
                "attn_k_norm": (head,),
                "attn_norm": (width,),
                "post_attention_norm": (width,),
                "ffn_norm": (width,),
                "post_ffw_norm": (width,),
                "ffn_gate": (inner, width),
                "ffn_up": (inner, width),
                "ffn_down": (width, inner),
            }.items()
        }
    tensors = {name: random.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    writer = gguf.GGUFWriter(path, "gemma3")
    writer.add_context_length(512)
    writer.add_embedding_length(width)
    writer.add_block_count(layers)
    writer.add_feed_forward_length(inner)
    writer.add_head_count(heads)
    writer.add_head_count_kv(1)
    writer.add_key_length(head)
    writer.add_sliding_window(64)
    writer.add_token_list(NAMES)
    for name, values in tensors.items():
        writer.add_tensor(f"{name}.weight", values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return tensors


def test_unknown_weights_are_an_error_and_not_left_out(kept, tmp_path):
    np, gguf = pytest.importorskip("numpy"), pytest.importorskip("gguf")
    pytest.importorskip("safetensors")
    writer = gguf.GGUFWriter(tmp_path / "m.gguf", "gemma3")
    writer.add_tensor("blk.0.unbekannt.weight", np.zeros((2, 2), dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(KeyError):
        dict(convert._tensors(gguf.GGUFReader(tmp_path / "m.gguf"), KEPT))


def test_parts_are_joined_and_checked(tmp_path, monkeypatch):
    import hashlib

    for number, content in enumerate((b"ab", b"cd")):
        (tmp_path / str(number)).write_bytes(content)
    monkeypatch.setattr(convert, "parts", lambda: [tmp_path / "0", tmp_path / "1"])
    monkeypatch.setattr(convert, "GGUF_SHA256", hashlib.sha256(b"abcd").hexdigest())
    convert.assemble(tmp_path / "ganz")
    assert (tmp_path / "ganz").read_bytes() == b"abcd"
    (tmp_path / "1").write_bytes(b"ce")
    with pytest.raises(ValueError):
        convert.assemble(tmp_path / "kaputt")
    assert not (tmp_path / "kaputt").exists()
