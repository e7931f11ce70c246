"""One figure from several: a service from its components, a year from its months.

Any and all are made of time itself, in `measures`; worst and weighted of the components' seconds.
A mean of months exists only because a text may be read so; it is never taken unasked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from zusage.core.availability.facts import Facts, Group
from zusage.core.availability.measures import Measures, measure_promise
from zusage.core.availability.objectives import missed
from zusage.core.availability.promises import Promise
from zusage.core.periods import PeriodKind
from zusage.core.spans import Seconds
from zusage.core.terms.contract import Rollup


@dataclass(frozen=True, kw_only=True)
class Means:
    """Exact ratios of rows whose ratio is not simply made of their seconds.

    highest, lowest: the ratio if all doubtful time were up, and if it were down.
    """

    ratio: tuple[Fraction | None, ...]
    highest: tuple[Fraction | None, ...]
    lowest: tuple[Fraction | None, ...]


def measure(promise: Promise, facts: Facts) -> tuple[Measures, Means | None]:
    """Measure a promise with its roll-ups. Clauses: M09, P09, T02, T03."""
    if promise.is_yearly and promise.readings["yearly_mean"] == "mean_of_months":
        return _mean_of_months(promise, facts)
    return _with_services(measure_promise(promise, facts)), None


def _with_services(measures: Measures) -> Measures:
    """Add the rows of groups that are made of their members' seconds."""
    for position, group in enumerate(measures.facts.groups):
        if group.how in (Rollup.WORST, Rollup.WEIGHTED):
            lane = len(measures.facts.components) + position
            measures = _with_service(measures, group, lane)
    return measures


def worst_member(measures: Measures, row: int) -> int | None:
    """Return the lane that decided a row of a group judged by its worst member, else None."""
    position = int(measures.lane[row]) - len(measures.facts.components)
    if position < 0 or measures.facts.groups[position].how is not Rollup.WORST:
        return None
    members = np.isin(measures.lane, measures.facts.groups[position].members)
    rows = np.flatnonzero(members & (measures.period == measures.period[row]))
    return int(measures.lane[_worst(measures, rows)])


def _worst(measures: Measures, rows: Seconds) -> int:
    """Return the row that decides: the lowest ratio of those that miss the promise, if any do.

    Where none does, the one that unmeasured time could push down the furthest decides, so that a
    service gets no statement while one of its components may have missed.
    """
    service, downtime = measures.service[rows], measures.downtime[rows]
    lost = missed(measures.promise, downtime=downtime, service=service)
    if lost.any():
        return int(min(rows[lost], key=lambda row: _ratio(measures, int(row), 0)))
    doubts = measures.doubtful
    return int(min(rows, key=lambda row: _ratio(measures, int(row), int(doubts[row]))))


@dataclass(frozen=True, kw_only=True)
class _Summed:
    """One row to add: the weighted sum of some rows of a period."""

    period: int
    rows: tuple[int, ...]
    weights: tuple[int, ...]
    complete: bool


def _with_service(measures: Measures, group: Group, lane: int) -> Measures:
    of_members = np.isin(measures.lane, group.members)
    added: list[_Summed] = []
    for period in np.unique(measures.period[of_members]).tolist():
        rows = np.flatnonzero(of_members & (measures.period == period))
        chosen, weights = (
            tuple(rows.tolist()),
            tuple(group.weights.get(m, 1) for m in measures.lane[rows].tolist()),
        )
        if group.how is Rollup.WORST:
            chosen, weights = (_worst(measures, rows),), (1,)
        whole = len(rows) == len(group.members) and bool(measures.complete[rows].all())
        added.append(_Summed(period=period, rows=chosen, weights=weights, complete=whole))
    return _appended(measures, lane, added)


def _ratio(measures: Measures, row: int, doubtful: int) -> Fraction:
    service = int(measures.service[row])
    down = int(measures.downtime[row]) + doubtful
    return Fraction(service - down, service) if service > 0 else Fraction(2)


def _appended(measures: Measures, lane: int, added: list[_Summed]) -> Measures:
    """Add rows that are weighted sums of others."""

    def summed(column: Seconds) -> Seconds:
        sums = [
            sum(
                int(column[row]) * weight
                for row, weight in zip(each.rows, each.weights, strict=True)
            )
            for each in added
        ]
        return np.concatenate((column, np.array(sums, dtype=np.int64)))

    lanes = np.full(len(added), lane, dtype=np.int64)
    periods = np.array([each.period for each in added], dtype=np.int64)
    complete = np.array([each.complete for each in added], dtype=np.bool_)
    return replace(
        measures,
        lane=np.concatenate((measures.lane, lanes)),
        period=np.concatenate((measures.period, periods)),
        complete=np.concatenate((measures.complete, complete)),
        excluded={name: summed(column) for name, column in measures.excluded.items()},
        least=None if measures.least is None else summed(measures.least),
        most=None if measures.most is None else summed(measures.most),
        agreed=summed(measures.agreed),
        service=summed(measures.service),
        raw=summed(measures.raw),
        downtime=summed(measures.downtime),
        unmeasured=summed(measures.unmeasured),
        doubtful=summed(measures.doubtful),
    )


def _mean_of_months(promise: Promise, facts: Facts) -> tuple[Measures, Means]:
    """Measure years whose ratio is the mean of their months' ratios (reading yearly_mean)."""
    monthly_kind = {
        PeriodKind.CALENDAR_YEAR: PeriodKind.CALENDAR_MONTH,
        PeriodKind.CONTRACT_YEAR: PeriodKind.BILLING_MONTH,
    }
    rule = replace(promise.period_rule, kind=monthly_kind[promise.period_rule.kind])
    months = _with_services(measure_promise(replace(promise, period_rule=rule), facts))
    years = _with_services(measure_promise(promise, facts))
    base, sure = months.surely
    return years, Means(
        ratio=_means(years, months, months.service, months.downtime),
        highest=_means(years, months, base, sure),
        lowest=_means(years, months, base, sure + months.doubtful),
    )


def _means(
    years: Measures, months: Measures, service: Seconds, downtime: Seconds
) -> tuple[Fraction | None, ...]:
    """Return for each row of the years the mean of its months' ratios.

    A service that is settled by its worst component has the lowest of its components' means.
    """
    ratios: dict[tuple[int, int], list[Fraction]] = {}
    for row in np.flatnonzero(service > 0).tolist():
        year = _year_of(years, months.periods[int(months.period[row])].start)
        whole, down = int(service[row]), int(downtime[row])
        found = ratios.setdefault((int(months.lane[row]), year), [])
        found.append(Fraction(whole - down, whole))
    keys = [*zip(years.lane.tolist(), years.period.tolist(), strict=True)]
    means = {key: _mean(ratios.get(key, ())) for key in keys}
    for position, group in enumerate(years.facts.groups):
        if group.how is Rollup.WORST:
            lane = len(years.facts.components) + position
            for year in {year for of, year in keys if of == lane}:
                members = [means[key] for key in keys if key[1] == year and key[0] in group.members]
                means[lane, year] = min((m for m in members if m is not None), default=None)
    return tuple(means[key] for key in keys)


def _year_of(years: Measures, second: int) -> int:
    return next(i for i, year in enumerate(years.periods) if year.start <= second < year.end)


def _mean(ratios: Iterable[Fraction]) -> Fraction | None:
    values = [*ratios]
    return sum(values, Fraction(0)) / len(values) if values else None
