"""SHA-256 checksums in hexadecimal digits: of a text, of a file, and one for several files together."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path


def text_sha256(text: str) -> str:
    """Return the checksum of a text in UTF-8; lone halves of characters count, too."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def file_sha256(path: Path) -> str:
    """Return the checksum of a file, which is never in memory as a whole.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def combined(sums: Mapping[str, str]) -> str:
    """Return one checksum from the checksums of files by their names; their order does not matter."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
    return hashlib.sha256(lines.encode()).hexdigest()
