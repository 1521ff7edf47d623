"""The HTTP interface under ``/api/v1``: for document systems and other programs. Thin: it only asks other rooms."""

from __future__ import annotations

from klartext.api.app import PREFIX, build_api

__all__ = ["PREFIX", "build_api"]
