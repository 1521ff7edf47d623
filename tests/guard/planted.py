"""The operators of ``evaluation/operators.py``, loaded once for all tests of the guard."""

from outside import EVALUATION, load

_operators = load(EVALUATION, "operators")
OPERATORS = _operators.OPERATORS
GRAMMAR_OPERATORS = _operators.GRAMMAR_OPERATORS
MODEL_OPERATORS = _operators.MODEL_OPERATORS
