"""Met, missed or no statement: decided on exact integers, and whether a doubt would turn it."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from zusage.core.availability.facts import Facts
from zusage.core.availability.measures import Measures
from zusage.core.availability.objectives import allowed_seconds, missed, ratios_below
from zusage.core.availability.promises import Promise
from zusage.core.availability.rollups import Means, measure
from zusage.core.periods import Period

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """One judged promise of one component and period.

    row: its position in the measures. is_service: whether the component is the service that all
    components make up; a component may bear the same name.
    ratio: (service - downtime) / service, exact; None without service time.
    allowed: seconds of downtime that still meet the promise.
    met: None means no statement. flips: whether the promise would be met if all time without
    evidence were up, and missed if it were down.
    bounds: least and most downtime that the checks allow; None where they are not known.
    bounds_flip: whether the verdict depends on where inside the bounds the truth lies.
    """

    promise: Promise
    component: str
    is_service: bool
    row: int
    period: Period
    complete: bool
    service_seconds: int
    raw_seconds: int
    downtime_seconds: int
    excluded_seconds: Mapping[str, int]
    removed_seconds: int
    unmeasured_seconds: int
    ratio: Fraction | None
    allowed: Fraction
    met: bool | None
    flips: bool
    bounds: tuple[int, int] | None
    bounds_flip: bool

    @property
    def remaining(self) -> Fraction:
        """Return the allowed seconds that are left; negative once the promise is missed."""
        return self.allowed - self.downtime_seconds


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """All verdicts of one promise: the measures and, per row, what was decided.

    met: 1 met, 0 missed, -1 no statement. flips, bounds_flip: as in Verdict.
    """

    measures: Measures
    means: Means | None
    met: NDArray[np.int8]
    flips: Mask
    bounds_flip: Mask

    def __len__(self) -> int:
        return len(self.measures)

    def verdict(self, row: int) -> Verdict:
        """Return the verdict of one row."""
        measures, promise = self.measures, self.measures.promise
        service, downtime = int(measures.service[row]), int(measures.downtime[row])
        met = int(self.met[row])
        ratio = Fraction(service - downtime, service) if service > 0 else None
        bounds, lane = None, int(measures.lane[row])
        if measures.least is not None and measures.most is not None and lane in measures.bounded:
            bounds = (int(measures.least[row]), int(measures.most[row]))
        return Verdict(
            promise=promise,
            component=measures.facts.names[lane],
            is_service=lane in measures.facts.service_lanes,
            row=row,
            period=measures.periods[int(measures.period[row])],
            complete=bool(measures.complete[row]),
            service_seconds=service,
            raw_seconds=int(measures.raw[row]),
            downtime_seconds=downtime,
            excluded_seconds={n: int(s[row]) for n, s in measures.excluded.items() if s[row]},
            removed_seconds=int(measures.agreed[row]) - service,
            unmeasured_seconds=int(measures.unmeasured[row]),
            ratio=self.means.ratio[row] if self.means else ratio,
            allowed=allowed_seconds(promise, service),
            met=None if met < 0 else bool(met),
            flips=bool(self.flips[row]),
            bounds=bounds,
            bounds_flip=bool(self.bounds_flip[row]),
        )

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return the verdicts of all rows, by component and period."""
        return tuple(self.verdict(row) for row in range(len(self)))


def judge(promise: Promise, facts: Facts) -> Judgement:
    """Judge a promise on every component, group and period. Clauses: K19, M09, P09, V07, T02, T03.

    Unmeasured time is taken for neither up nor down (reading no_statement): a promise that is met
    without it, but would be missed with it, gets no statement; one that is missed is missed.
    """
    measures, means = measure(promise, facts)
    base, sure = measures.surely
    if means:
        lost = ratios_below(promise, means.ratio)
        flips = ~ratios_below(promise, means.highest) & ratios_below(promise, means.lowest)
    else:
        lost = missed(promise, downtime=measures.downtime, service=measures.service)
        worst = missed(promise, downtime=sure + measures.doubtful, service=base)
        flips = ~missed(promise, downtime=sure, service=base) & worst
    silent = measures.service <= 0
    if promise.readings["unmeasured"] == "no_statement":
        silent = silent | flips
    if promise.is_yearly and promise.readings["part_year"] == "first_full_year":
        silent = silent | ~measures.complete
    return Judgement(
        measures=measures,
        means=means,
        met=np.where(silent, -1, np.where(lost, 0, 1)).astype(np.int8),
        flips=flips,
        bounds_flip=_bounds_flip(measures),
    )


def _bounds_flip(measures: Measures) -> Mask:
    """Say which verdicts depend on where between two checks an outage began or ended."""
    if measures.least is None or measures.most is None:
        return np.zeros(len(measures), dtype=np.bool_)
    promise, service = measures.promise, measures.service
    result: Mask = missed(promise, downtime=measures.least, service=service) != missed(
        promise, downtime=measures.most, service=service
    )
    return result
