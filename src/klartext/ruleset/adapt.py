"""Fit the rules to a house: switched-off rules go, own thresholds and own terms come in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, get_args

from klartext.config import Config, OwnTerm, Threshold, unknown_name, wrong_value
from klartext.records import Category
from klartext.ruleset.rule import CodePattern, Rule, RuleSet, Source, WordPattern

OWN_LIST: Final = "eigene-begriffe"
_CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)


def adapt(ruleset: RuleSet, config: Config) -> RuleSet:
    """Return the rules as a house wants them; parameters are those of its profile. The digest stays.

    Raises:
        ConfigError: KT-K05 a rule, category or parameter does not exist; KT-K04 a value has the wrong type.
    """
    off = _switched_off(ruleset, config)
    set_by_house = _thresholds(ruleset, config)
    at_most = _severities(ruleset, config)
    kept = (
        replace(_with_parameters(rule, config, set_by_house), at_most=_at_most(rule, at_most))
        for rule in ruleset.rules
        if not off & {rule.id, rule.category, rule.word_list}
    )
    return RuleSet((*kept, *_own_rules(config)), ruleset.digest, ruleset.word_lists)


def _switched_off(ruleset: RuleSet, config: Config) -> set[str | None]:
    known = _names(ruleset)
    for name in config.rules_off:
        if name not in known:
            raise unknown_name(name, known, "Die Regel oder Kategorie", config.path)
    return set(config.rules_off)


def _severities(ruleset: RuleSet, config: Config) -> dict[str | None, int]:
    known = _names(ruleset)
    for name, _ in config.severities:
        if name not in known:
            raise unknown_name(name, known, "Die Regel oder Kategorie", config.path)
    return dict(config.severities)


def _at_most(rule: Rule, chosen: dict[str | None, int]) -> int:
    """Return the severity that the house allows a rule; what names it most exactly counts."""
    return next((chosen[name] for name in (rule.id, rule.word_list, rule.category) if name in chosen), rule.at_most)


def _names(ruleset: RuleSet) -> set[str]:
    return {rule.id for rule in ruleset.rules} | {w.id for w in ruleset.word_lists} | set(_CATEGORIES)


def _thresholds(ruleset: RuleSet, config: Config) -> dict[str, list[Threshold]]:
    with_parameters = {r.id: r.pattern for r in ruleset.rules if isinstance(r.pattern, CodePattern)}
    found: dict[str, list[Threshold]] = {}
    for threshold in config.thresholds:
        pattern = with_parameters.get(threshold.rule)
        if pattern is None:
            raise unknown_name(threshold.rule, with_parameters, "Eine Regel mit Schwellen namens", config.path)
        if threshold.parameter not in pattern.parameters:
            raise unknown_name(threshold.parameter, pattern.parameters, "Die Schwelle", config.path)
        shipped = pattern.parameters[threshold.parameter]
        if type(threshold.value) is not type(shipped):
            raise wrong_value(threshold.parameter, threshold.value, f"ein Wert wie {shipped!r}", config.path)
        found.setdefault(threshold.rule, []).append(threshold)
    return found


def _with_parameters(rule: Rule, config: Config, thresholds: dict[str, list[Threshold]]) -> Rule:
    if not isinstance(rule.pattern, CodePattern):
        return rule
    chosen = {t.parameter: t.value for t in thresholds.get(rule.id, ())}
    parameters = {**rule.pattern.for_profile(config.profile), **chosen}
    return replace(rule, pattern=CodePattern(rule.pattern.detector, parameters, {}))


def _own_rules(config: Config) -> Iterator[Rule]:
    for number, own in enumerate(config.own_terms, 1):
        yield _own_rule(number, own)


def _own_rule(number: int, own: OwnTerm) -> Rule:
    return Rule(
        id=f"eigen-{number}",
        title=f"„{own.term}“",
        category="amtswort",
        severity=1,
        message="Ihr Haus möchte „{treffer}“ vermeiden.",
        reason="Das Wort steht in der Liste Ihres Hauses.",
        sources=(Source("hausregel", "klartext.toml", "Abschnitt [begriffe]"),),
        pattern=WordPattern(own.term, "lemma"),
        plain=own.plain,
        word_list=OWN_LIST,
    )
