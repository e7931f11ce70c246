"""How much time counts for a promise: sample periods of one fixed year, exact to the second.

Examples need a year. It is fixed, so that findings do not change with the day they are made on;
where a calendar's holidays are not known for it, the nearest known year takes its place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

import numpy as np

from zusage.core import spans as sp
from zusage.core.calendars import Calendar, always, is_always, open_spans, with_zone
from zusage.core.periods import Period, PeriodKind, PeriodRule, periods_between
from zusage.core.terms.contract import Availability, Contract
from zusage.core.terms.lint.survey import readings_of
from zusage.core.terms.references import ALWAYS
from zusage.core.terms.timetable import CalendarTerm, calendar_under
from zusage.core.zones import midnight

EXAMPLE_YEAR = 2026
YEARLY = (PeriodKind.CALENDAR_YEAR, PeriodKind.CONTRACT_YEAR)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A period, the seconds of it that count, and those of the whole period."""

    period: Period
    counted: int

    @property
    def whole(self) -> int:
        """Return all seconds of the period."""
        return self.period.end - self.period.start


def calendar_of(term: CalendarTerm) -> Calendar:
    """Return a contract's calendar under the readings that hold for it."""
    return calendar_under(term, readings_of(term))


def counted_calendar(contract: Contract, promise: Availability) -> Calendar:
    """Return the hours that count for a promise."""
    if promise.counted == ALWAYS:
        return always(contract.zone)
    return calendar_of(contract.calendars[promise.counted])


def example_year(calendar: Calendar) -> int:
    """Return the year of the examples, moved into the years that a calendar knows."""
    if calendar.years is None:
        return EXAMPLE_YEAR
    return min(max(EXAMPLE_YEAR, calendar.years[0]), calendar.years[1])


def open_in(calendar: Calendar, periods: Sequence[Period]) -> list[int]:
    """Return the open seconds of each period, also at the edge of the known years."""
    start, end = periods[0].start, periods[-1].end
    opened = open_spans(replace(calendar, years=None), start=start, end=end)
    windows = np.array([(p.start, p.end) for p in periods], dtype=np.int64)
    return [int(seconds) for seconds in sp.measure(opened, windows)]


def samples(contract: Contract, promise: Availability) -> tuple[Sample, ...]:
    """Return the sample periods of a promise: twelve months, one year, or one rolling period."""
    calendar = counted_calendar(contract, promise)
    periods = sample_periods(promise, zone=contract.zone, year=example_year(calendar))
    counted = open_in(calendar, periods)
    return tuple(
        Sample(period=p, counted=seconds) for p, seconds in zip(periods, counted, strict=True)
    )


def sample_periods(promise: Availability, *, zone: str, year: int) -> tuple[Period, ...]:
    """Return the periods without what counts in them; a billing month stands for its month."""
    if promise.per is PeriodKind.ROLLING:
        first = date(year, 6, 1)
        after = first + timedelta(days=promise.days or 1)
        return (Period(start=midnight(zone, first), end=midnight(zone, after), name=str(first)),)
    kind = PeriodKind.CALENDAR_YEAR if promise.per in YEARLY else PeriodKind.CALENDAR_MONTH
    return year_periods(kind, zone=zone, year=year)


def year_periods(kind: PeriodKind, *, zone: str, year: int) -> tuple[Period, ...]:
    """Return the calendar months of a year, or the year itself."""
    rule = PeriodRule(kind=kind, zone=zone)
    start, end = midnight(zone, date(year, 1, 1)), midnight(zone, date(year + 1, 1, 1))
    return periods_between(rule, start=start, end=end)


def usual(found: Sequence[Sample]) -> Sample:
    """Return the first of the samples that are nearest to their mean: a usual period."""
    mean = Fraction(sum(sample.counted for sample in found), len(found))
    return min(found, key=lambda sample: abs(sample.counted - mean))


def allowed(promise: Availability, seconds: int | Fraction) -> Fraction:
    """Return the seconds that may be down out of so many counted ones."""
    return (1 - promise.objective.ratio) * seconds


def counts_all_hours(contract: Contract, promise: Availability) -> bool:
    """Say whether every hour counts for a promise."""
    return is_always(counted_calendar(contract, promise))


def clock_change_counts(contract: Contract, promise: Availability) -> bool:
    """Say whether a clock change makes a month of counted hours longer or shorter."""
    calendar = counted_calendar(contract, promise)
    kind, year = PeriodKind.CALENDAR_MONTH, example_year(calendar)
    real = year_periods(kind, zone=calendar.zone, year=year)
    even = year_periods(kind, zone="UTC", year=year)
    return open_in(calendar, real) != open_in(with_zone(calendar, "UTC"), even)
