"""How much downtime a promise allows, computed for the periods that occur."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

import numpy as np

from zusage.core import spans as sp
from zusage.core.calendars import Calendar, is_always, open_spans
from zusage.core.periods import Period, PeriodKind, PeriodRule, periods_between
from zusage.core.terms.contract import Availability
from zusage.core.zones import DAY_SECONDS, midnight

YEARS = (2024, 2051)
"""Where a calendar knows no years: 28 of them, in which every date falls on every weekday."""

YEARLY = (PeriodKind.CALENDAR_YEAR, PeriodKind.CONTRACT_YEAR)


@dataclass(frozen=True, kw_only=True)
class Allowance:
    """What periods of one length have in common.

    days: length by the calendar. shift: -3600 with a clock set forward inside, 3600 with one set
    back, where every hour counts; else 0.
    counted, allowed: the least and the most of those periods, in seconds; allowed is exact.
    """

    days: int
    shift: int
    counted: tuple[int, int]
    allowed: tuple[Fraction, Fraction]


def years_of(calendar: Calendar) -> tuple[int, int]:
    """Return the first and the last year that the examples are computed for."""
    return calendar.years or YEARS


def allowances(
    promise: Availability, calendar: Calendar, *, zone: str, budget: str
) -> tuple[Allowance, ...]:
    """Return the downtime that a promise allows, by length of the period, shortest first.

    zone: by which the periods are cut. budget: reading of a downtime stated beside the percentage.
    A billing month stands for the calendar month, a contract year for the calendar year.
    """
    periods = _periods(promise, years_of(calendar), zone)
    counted, has_all_hours = open_in(calendar, periods), is_always(calendar)
    groups: dict[tuple[int, int], list[int]] = {}
    for period, seconds in zip(periods, counted, strict=True):
        days = round((period.end - period.start) / DAY_SECONDS)
        shift = period.end - period.start - days * DAY_SECONDS if has_all_hours else 0
        groups.setdefault((days, shift), []).append(seconds)
    return tuple(
        Allowance(
            days=days,
            shift=shift,
            counted=(min(found), max(found)),
            allowed=(
                allowed_seconds(promise, min(found), budget),
                allowed_seconds(promise, max(found), budget),
            ),
        )
        for (days, shift), found in sorted(groups.items(), key=lambda item: _order(item[0]))
    )


def allowed_seconds(promise: Availability, counted: int, budget: str) -> Fraction:
    """Return the downtime that is allowed in so much counted time. Clauses: K19.

    budget: "percentage", "fixed" (the stated downtime) or "stricter" (the less of both).
    """
    by_share = (1 - promise.objective.ratio) * counted
    if promise.stated_budget is None or budget == "percentage":
        return by_share
    stated = Fraction(promise.stated_budget.amount)
    return stated if budget == "fixed" else min(stated, by_share)


def open_in(calendar: Calendar, periods: Sequence[Period]) -> list[int]:
    """Return the open seconds of each period."""
    # At the edge of the known years a zone reaches an hour beyond them, where nothing is asked.
    opened = open_spans(replace(calendar, years=None), start=periods[0].start, end=periods[-1].end)
    windows = np.array([(period.start, period.end) for period in periods], dtype=np.int64)
    return [int(seconds) for seconds in sp.measure(opened, windows)]


def _order(key: tuple[int, int]) -> tuple[int, int]:
    """Sort by days; of one length the usual one first."""
    days, shift = key
    return days, abs(shift) * 2 + (shift > 0)


def _periods(promise: Availability, years: tuple[int, int], zone: str) -> Sequence[Period]:
    start, end = midnight(zone, date(years[0], 1, 1)), midnight(zone, date(years[1] + 1, 1, 1))
    if promise.per is PeriodKind.ROLLING:
        return list(_rolling(promise.days or 1, years, zone))
    kind = PeriodKind.CALENDAR_YEAR if promise.per in YEARLY else PeriodKind.CALENDAR_MONTH
    return periods_between(PeriodRule(kind=kind, zone=zone), start=start, end=end)


def _rolling(days: int, years: tuple[int, int], zone: str) -> Iterator[Period]:
    """Yield the period that begins with each day of the years and ends inside them."""
    midnights = _midnights(years, zone)
    for start, end in zip(midnights, midnights[days:], strict=False):
        yield Period(start=start, end=end, name="")


@lru_cache(maxsize=8)
def _midnights(years: tuple[int, int], zone: str) -> tuple[int, ...]:
    first, after = date(years[0], 1, 1), date(years[1] + 1, 1, 1)
    days = (first + timedelta(days=position) for position in range((after - first).days + 1))
    return tuple(midnight(zone, day) for day in days)
