"""Folders that look like models, made without any library for models."""

import json
import struct


def tensors(path, **shapes):
    """Write a file of weights, all zero, with these shapes."""
    head, at = {}, 0
    for name, shape in shapes.items():
        size = 4
        for length in shape:
            size *= length
        head[name] = {"dtype": "F32", "shape": list(shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(head).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + bytes(at))


def model(folder, config=None, **files):
    """Write a folder with a small model; ``files`` are further files by name, their dots written as two underscores."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps(config or {"model_type": "llama"}), encoding="utf-8")
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    tensors(folder / "model.safetensors", a=(10, 20), b=(5,))
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_text(json.dumps(content), encoding="utf-8")
    return folder
