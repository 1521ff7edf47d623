"""Klartext: a plain-language assistant for German official letters. A human decides on every suggestion."""

__version__ = "0.1.0"
