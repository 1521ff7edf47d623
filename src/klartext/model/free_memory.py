"""How much memory is free, asked before a model is loaded."""

from __future__ import annotations

from klartext.errors import ModelError


def free_megabytes() -> int | None:
    """Return the memory that programs can still have; None where nothing can tell."""
    try:
        import psutil
    except ImportError:
        return None
    return int(psutil.virtual_memory().available >> 20)


def require_memory(megabytes: int, where: str) -> None:
    """Refuse to begin what would not fit.

    Raises:
        ModelError: KT-T05.
    """
    free = free_megabytes()
    if free is not None and free < megabytes:
        raise ModelError(
            "KT-T05",
            f"Der Arbeitsspeicher reicht nicht: Nötig sind etwa {megabytes} MB, frei sind {free} MB.",
            "Schließen Sie andere Programme oder arbeiten Sie ohne Sprachmodell weiter.",
            where,
        )
