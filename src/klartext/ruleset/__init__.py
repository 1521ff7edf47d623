"""Rules as data: load them, find what they mark, explain and test them."""

from klartext.ruleset.adapt import adapt
from klartext.ruleset.load import load_rules, load_word_list
from klartext.ruleset.match import LetterVoice, SkippedRule, find, skipped_rules
from klartext.ruleset.rule import Rule, RuleSet, Source, fixed_replacement

__all__ = [
    "LetterVoice",
    "Rule",
    "RuleSet",
    "SkippedRule",
    "Source",
    "adapt",
    "find",
    "fixed_replacement",
    "load_rules",
    "load_word_list",
    "skipped_rules",
]
