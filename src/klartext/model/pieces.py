"""The word pieces of the default model: which of Gemma's the German model keeps, and the cutting of texts with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tokenizers import Tokenizer

PAD: Final = "<pad>"
END: Final = "<eos>"
START: Final = "<bos>"
UNKNOWN: Final = "<unk>"
CONTROL: Final = (PAD, END, START, UNKNOWN, "<mask>")
_BLANK: Final = "▁"


def kept(path: Path) -> list[int]:
    """Return the numbers of the kept pieces from a file with one bit a piece, lowest bit first."""
    bits = path.read_bytes()
    return [number for number in range(len(bits) * 8) if bits[number >> 3] >> (number & 7) & 1]


def cutter(pieces: Sequence[str]) -> Tokenizer:
    """Return a tokenizer over pieces in their order; where two could be joined, the earlier piece wins.

    Gemma's list is in the order in which its pieces were learnt, so the order alone says how a text is cut. A sign
    without a piece is written in bytes.
    """
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocab = {piece: number for number, piece in enumerate(pieces)}
    tokenizer = Tokenizer(
        models.BPE(vocab=vocab, merges=_joins(vocab), unk_token=UNKNOWN, fuse_unk=True, byte_fallback=True)
    )
    tokenizer.normalizer = normalizers.Replace(" ", _BLANK)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace(_BLANK, " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{START} $A", special_tokens=[(START, vocab[START])]
    )
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False, special=True) for piece in CONTROL])
    return tokenizer


def _joins(vocab: Mapping[str, int]) -> list[tuple[str, str]]:
    """Return every way to join two pieces to a third, by the place of the third and then of its parts."""
    found = [
        (piece[:at], piece[at:])
        for piece in vocab
        for at in range(1, len(piece))
        if piece not in CONTROL and piece[:at] in vocab and piece[at:] in vocab
    ]
    return sorted(found, key=lambda pair: (vocab[pair[0] + pair[1]], vocab[pair[0]], vocab[pair[1]]))
