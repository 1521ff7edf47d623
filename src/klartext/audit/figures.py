"""How people took the suggestions: by rule, by version and by month, what changed, and what a second look says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final, TypeVar

from klartext.audit.arithmetic import cohen_kappa, fisher_exact
from klartext.store import Judgement, Reason, Store, Tally, Verdict, Wording

Month = tuple[int, int]
Reasons = tuple[tuple[str, int], ...]
"""What people gave as the reason of rejections and how often, the most frequent first."""
K = TypeVar("K", bound=Hashable)
_SURE: Final = 0.05
_ENOUGH: Final = 10
"""So many decisions in each of two months before a difference between them is told."""
_REASONS: Final = 5


@dataclass(frozen=True, slots=True)
class Fared:
    """What became of suggestions; an older Klartext did not count those it has ``shown``."""

    shown: int = 0
    accepted: int = 0
    edited: int = 0
    rejected: int = 0

    @property
    def decided(self) -> int:
        """How many were decided."""
        return self.accepted + self.edited + self.rejected

    @property
    def acceptance(self) -> float | None:
        """The share of decisions that took a suggestion, as it was or in own words; None without a decision."""
        return (self.accepted + self.edited) / self.decided if self.decided else None


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """One rule: what became of its suggestions, the reasons of rejections, and the verdicts of the second look."""

    rule: str
    category: str | None
    fared: Fared
    reasons: Reasons = ()
    verdicts: Mapping[Verdict, int] | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """What made suggestions; ``model`` is empty where there was none."""

    klartext: str
    pipeline: str
    rules: str
    model: str


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """One rule in one version."""

    rule: str
    version: Version
    fared: Fared
    reasons: Reasons = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """The latest month beside the one before; ``rule`` is empty for all rules together.

    ``chance`` is how likely so large a difference is if nothing has changed.
    """

    rule: str
    before: Fared
    after: Fared
    chance: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two people agree on the same suggestions; ``kappa`` is None where it is not defined."""

    first: str
    second: str
    number: int
    same: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that ``klartext log stats`` tells.

    ``drift`` lists only what is more than chance; ``rule_versions`` has one entry for each version that made
    suggestions of a rule, in the order of ``rules``.
    """

    total: Fared
    rules: tuple[RuleFigures, ...]
    versions: tuple[tuple[Version, Fared], ...]
    rule_versions: tuple[RuleVersion, ...]
    months: tuple[tuple[Month, Fared], ...]
    compared: tuple[Month, Month] | None
    overall: Drift | None
    drift: tuple[Drift, ...]
    agreement: tuple[Agreement, ...]
    wordings: tuple[Wording, ...]


def figures(store: Store) -> Figures:
    """Return the figures of a store."""
    return count(store.tallies(), store.reasons(), store.judgements(), store.rejected_wordings())


def count(
    tallies: Sequence[Tally],
    reasons: Sequence[Reason] = (),
    judgements: Sequence[tuple[Judgement, str]] = (),
    wordings: Sequence[Wording] = (),
) -> Figures:
    """Return the figures of what a store has counted."""
    by_month = _grouped(tallies, lambda t: (t.year, t.month))
    by_version = _in_order(_grouped(tallies, _version))
    rules, compared = _rules(tallies, reasons, judgements), _compared(by_month)
    return Figures(
        total=_fared(tallies),
        rules=rules,
        versions=by_version,
        rule_versions=tuple(_rule_versions(tallies, reasons, rules, by_version)),
        months=tuple(sorted(by_month.items())),
        compared=compared,
        overall=_drift("", tallies, compared) if compared else None,
        drift=_noticeable(tallies, compared) if compared else (),
        agreement=agreement([judgement for judgement, _ in judgements]),
        wordings=tuple(wordings),
    )


def agreement(judgements: Iterable[Judgement]) -> tuple[Agreement, ...]:
    """Return how each two people agree on the suggestions that both have judged."""
    verdicts: defaultdict[str, dict[tuple[str, str], Verdict]] = defaultdict(dict)
    for judgement in judgements:
        verdicts[judgement.reviewer][judgement.letter, judgement.mark] = judgement.verdict
    found = []
    for first, second in combinations(sorted(verdicts), 2):
        pairs = [(verdicts[first][k], verdicts[second][k]) for k in verdicts[first].keys() & verdicts[second].keys()]
        if pairs:
            found.append(Agreement(first, second, len(pairs), sum(a == b for a, b in pairs), cohen_kappa(pairs)))
    return tuple(found)


def _rules(
    tallies: Sequence[Tally], reasons: Sequence[Reason], judgements: Sequence[tuple[Judgement, str]]
) -> tuple[RuleFigures, ...]:
    category = {t.rule: t.category for t in tallies if t.category}
    verdicts: defaultdict[str, dict[Verdict, int]] = defaultdict(lambda: {"right": 0, "wrong": 0, "harmful": 0})
    for judgement, rule in judgements:
        verdicts[rule][judgement.verdict] += 1
    rows = [
        RuleFigures(
            rule=rule,
            category=category.get(rule),
            fared=fared,
            reasons=_most_given(r for r in reasons if r.rule == rule),
            verdicts=verdicts.get(rule),
        )
        for rule, fared in _grouped(tallies, lambda t: t.rule).items()
    ]
    return tuple(sorted(rows, key=lambda r: (-r.fared.rejected, -r.fared.decided, -r.fared.shown, r.rule)))


def _rule_versions(
    tallies: Sequence[Tally],
    reasons: Sequence[Reason],
    rules: Sequence[RuleFigures],
    versions: Sequence[tuple[Version, Fared]],
) -> Iterator[RuleVersion]:
    fared = _grouped(tallies, lambda t: (t.rule, _version(t)))
    for rule, (version, _) in product((r.rule for r in rules), versions):
        if (rule, version) in fared:
            given = (r for r in reasons if (r.rule, _version(r)) == (rule, version))
            yield RuleVersion(rule, version, fared[rule, version], _most_given(given))


def _most_given(reasons: Iterable[Reason]) -> Reasons:
    numbers: Counter[str] = Counter()
    for reason in reasons:
        numbers[reason.reason] += reason.number
    return tuple(numbers.most_common(_REASONS))


def _grouped(tallies: Iterable[Tally], key: Callable[[Tally], K]) -> dict[K, Fared]:
    groups: defaultdict[K, list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[key(tally)].append(tally)
    return {name: _fared(members) for name, members in groups.items()}


def _version(counted: Tally | Reason) -> Version:
    return Version(counted.klartext, counted.pipeline, counted.rules, counted.model)


def _in_order(found: Mapping[Version, Fared]) -> tuple[tuple[Version, Fared], ...]:
    return tuple(sorted(found.items(), key=lambda v: (v[0].klartext, v[0].rules, v[0].model)))


def _fared(tallies: Iterable[Tally]) -> Fared:
    sums: defaultdict[str, int] = defaultdict(int)
    for tally in tallies:
        sums[tally.kind] += tally.number
    return Fared(sums["shown"], sums["accepted"], sums["edited"], sums["rejected"])


def _compared(months: Mapping[Month, Fared]) -> tuple[Month, Month] | None:
    """Return the latest month with decisions and the one before, if there are decisions in both."""
    decided = [month for month, fared in months.items() if fared.decided]
    if not decided:
        return None
    year, month = latest = max(decided)
    before = (year, month - 1) if month > 1 else (year - 1, 12)
    return (before, latest) if before in decided else None


def _drift(rule: str, tallies: Iterable[Tally], months: tuple[Month, Month]) -> Drift:
    by_month = _grouped((t for t in tallies if rule in ("", t.rule)), lambda t: (t.year, t.month))
    before, after = (by_month.get(month, Fared()) for month in months)
    chance = fisher_exact(
        (before.accepted + before.edited, before.rejected), (after.accepted + after.edited, after.rejected)
    )
    return Drift(rule, before, after, chance)


def _noticeable(tallies: Sequence[Tally], months: tuple[Month, Month]) -> tuple[Drift, ...]:
    found = (_drift(rule, tallies, months) for rule in sorted({t.rule for t in tallies}))
    sure = [d for d in found if min(d.before.decided, d.after.decided) >= _ENOUGH and d.chance < _SURE]
    return tuple(sorted(sure, key=lambda d: d.chance))
