"""The operators of ``evaluation/operators.py``, loaded once for all tests of the guard."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _module():
    spec = spec_from_file_location("klartext_operators", ROOT / "evaluation" / "operators.py")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


_operators = _module()
OPERATORS = _operators.OPERATORS
GRAMMAR_OPERATORS = _operators.GRAMMAR_OPERATORS
MODEL_OPERATORS = _operators.MODEL_OPERATORS
