"""Write which word pieces of Gemma 3 the German model keeps: one bit a piece, in the order of its 262,144 pieces.

    python models/training/pieces.py --tokenizer full/tokenizer.json --text amt.conllu --text pairs.jsonl … \
        --out models/gemma-3-270m-klartext/pieces.bin

The full list: ``AutoTokenizer.from_pretrained(folder, gguf_file=name).save_pretrained("full")`` of transformers.

Kept are the pieces of German running text, those of frequent German words, those of the noun table of the pipeline,
single characters of Latin script with digits and signs, bytes, and every piece on the way to one of them. A text
whose pieces are all kept is then cut as the full list cuts it; any other text is cut finer, down to bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from tokenizers import Tokenizer
from wordfreq import top_n_list

from klartext.model.pieces import CONTROL

NOUNS: Final = Path(__file__).resolve().parents[1] / "de_klartext" / "nouns.txt"
_BYTE: Final = re.compile(r"<0x[0-9A-F]{2}>")
_WORD: Final = re.compile(r"[a-zäöüß]+(?:-[a-zäöüß]+)*")
_SCRIPTS: Final = ("LATIN", "GREEK")
_FREQUENT, _KNOWN, _CAPITALS = 20_000, 100_000, 3_000
"""Ranks of wordfreq: every piece of the frequent words, shared pieces of the known ones, capitals of the first."""
_SHARED: Final = 3
"""So many words must share a piece that comes from a word list alone."""


def main() -> None:
    """Count, close and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json with all pieces")
    parser.add_argument("--text", type=Path, action="append", required=True, help=".txt, .jsonl or .conllu")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.tokenizer))
    vocab: dict[str, int] = tokenizer.get_vocab()
    kept = {vocab[piece] for piece in (*CONTROL, *filter(_always, vocab))}
    kept |= set(_count(tokenizer, [line for path in args.text for line in _lines(path)]))
    kept |= _of_words(tokenizer)
    _close(kept, vocab, _ranks(args.tokenizer))
    bits = bytearray((max(vocab.values()) + 8) // 8)
    for number in kept:
        bits[number >> 3] |= 1 << (number & 7)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    args.out.write_bytes(bits)
    print(f"{args.out}: {len(kept)} of {len(vocab)} pieces")


def _always(piece: str) -> bool:
    if len(piece) > 1:
        return bool(_BYTE.fullmatch(piece))
    return not piece.isalpha() or unicodedata.name(piece, "").split(" ", 1)[0] in _SCRIPTS


def _lines(path: Path) -> Iterator[str]:
    """Yield each line of a text as it stands and, as within a running text, behind a blank."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        rows = (json.loads(line) for line in text.splitlines())
        found: Iterable[str] = (row[k] for row in rows for k in ("complex", "plain", "text") if k in row)
    elif path.suffix == ".conllu":
        found = (line.removeprefix("# text = ") for line in text.splitlines() if line.startswith("# text = "))
    else:
        found = filter(None, map(str.strip, text.splitlines()))
    for line in found:
        yield from (line, f" {line}")


def _count(tokenizer: Tokenizer, texts: list[str]) -> Counter[int]:
    counted: Counter[int] = Counter()
    for start in range(0, len(texts), 2000):
        for encoded in tokenizer.encode_batch(texts[start : start + 2000], add_special_tokens=False):
            counted.update(encoded.ids)
    return counted


def _of_words(tokenizer: Tokenizer) -> set[int]:
    words = [word for word in top_n_list("de", _KNOWN) if _WORD.fullmatch(word)]
    frequent, capitals = words[:_FREQUENT], [word.upper() for word in words[:_CAPITALS]]
    nouns = [line.split("\t", 1)[0] for line in NOUNS.read_text(encoding="utf-8").splitlines()]
    kept = set(_count(tokenizer, _written(frequent)))
    for some in (_written(words), [f" {noun}" for noun in nouns], [f" {word}" for word in capitals]):
        kept |= {piece for piece, uses in _count(tokenizer, some).items() if uses >= _SHARED}
    return kept


def _written(words: Iterable[str]) -> list[str]:
    return [f" {form}" for word in words for form in (word, word.capitalize())]


def _ranks(path: Path) -> dict[tuple[str, str], int]:
    merges = json.loads(path.read_text(encoding="utf-8"))["model"]["merges"]
    return {tuple(pair): rank for rank, pair in enumerate(merges)}


def _close(kept: set[int], vocab: dict[str, int], ranks: dict[tuple[str, str], int]) -> None:
    """Add every piece that appears while the kept ones are put together from characters."""
    for piece in [piece for piece, number in vocab.items() if number in kept and len(piece) > 1]:
        parts = list(piece)
        while len(parts) > 1:
            pairs = [(ranks.get(pair, len(ranks)), at) for at, pair in enumerate(pairwise(parts))]
            rank, at = min(pairs)
            if rank == len(ranks):
                break
            parts[at : at + 2] = ["".join(parts[at : at + 2])]
            kept.add(vocab[parts[at]])
        if len(parts) == 1:
            kept.update(vocab[sign] for sign in piece if sign in vocab)


if __name__ == "__main__":
    main()
