"""Words written for both genders at once: *Ihr/e Bevollmächtigte/r*."""

from __future__ import annotations

import re
from typing import Final

TWO_ENDINGS: Final = re.compile(r"(?<![\w/])[^\W\d_]{2,60}/(?:e[nrms]?|[nrms])(?!\w)")
"""A word with the endings of both genders: in another case both would have to change."""
