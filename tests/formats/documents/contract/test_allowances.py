"""Allowed downtime: against a second, slower count of open seconds, minute by minute."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tests.documents import everything, telling
from zusage.core.calendars import always
from zusage.core.terms.contract import Availability
from zusage.core.terms.quantities import parse_duration
from zusage.formats.documents.contract.allowances import (
    Allowance,
    allowances,
    allowed_seconds,
    years_of,
)

ZONE = "Europe/Berlin"
PROMISES = {promise.id: promise for promise in everything().levels["gold"].availability}


def found(promise: Availability, calendar_name: str, budget: str = "percentage") -> list[Allowance]:
    calendar = telling().calendar(calendar_name)
    return list(allowances(promise, calendar, zone=ZONE, budget=budget))


def real_hours(year: int, month: int) -> int:
    """Count the real hours of a month by the zone database, not by our own clocks."""
    after = date(year + month // 12, month % 12 + 1, 1)
    first, last = (
        datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
        for day in (date(year, month, 1), after)
    )
    return (last - first) // timedelta(hours=1)


def test_months_of_all_hours_are_told_apart_by_length_and_clock_change() -> None:
    rows = {(each.days, each.shift): each for each in found(PROMISES["monthly"], "always")}
    assert list(rows) == [(28, 0), (29, 0), (30, 0), (31, 0), (31, -3600), (31, 3600)]
    for year in (2024, 2025):
        for month in range(1, 13):
            hours, days = real_hours(year, month), monthrange(year, month)[1]
            row = rows[days, (hours - days * 24) * 3600]
            assert row.counted == (hours * 3600, hours * 3600)
            assert row.allowed == (Fraction(hours * 3600, 1000),) * 2


def test_years_of_business_hours_range_over_the_known_years() -> None:
    (row,) = found(PROMISES["office"], "business")
    seconds = [office_seconds(year) for year in (2025, 2026)]
    assert row.counted == (min(seconds), max(seconds))
    assert row.allowed == (min(seconds) * Fraction(1, 200), max(seconds) * Fraction(1, 200))
    assert (row.days, row.shift) == (365, 0)


def office_seconds(year: int) -> int:
    """Count the hours of the calendar `business` day by day, from its text."""
    off = {"2025-01-01", "2025-05-01", "2025-08-15", "2025-12-24", "2025-06-20"}
    off |= {"2026-01-01", "2026-05-01", "2026-12-24"}
    total = 0
    for number in range(365):
        day = date(year, 1, 1) + timedelta(days=number)
        if day.isoformat() in off:
            continue
        hours = {4: 4}.get(day.weekday(), 8 if day.weekday() < 4 else 0)
        total += (2 if day.isoformat() == "2025-12-31" else hours) * 3600
    return total


def test_rolling_weeks_of_nights_lose_or_win_an_hour() -> None:
    (row,) = found(PROMISES["watch"], "night_watch")
    assert (row.days, row.counted) == (7, (55 * 3600, 57 * 3600))
    single = replace(PROMISES["watch"], days=None)
    assert [each.days for each in found(single, "night_watch")] == [1]


def test_calendars_without_years_take_a_cycle_of_weekdays() -> None:
    first, last = years_of(always(ZONE))
    assert last - first == 27
    assert years_of(telling().calendar("business")) == (2025, 2026)


@pytest.mark.parametrize(
    ("budget", "allowed"),
    [("percentage", Fraction(26784, 10)), ("fixed", Fraction(2608)), ("stricter", Fraction(2608))],
)
def test_a_stated_downtime_is_read_in_three_ways(budget: str, allowed: Fraction) -> None:
    assert allowed_seconds(PROMISES["monthly"], 744 * 3600, budget) == allowed


def test_the_stricter_of_both_can_be_the_percentage() -> None:
    assert allowed_seconds(PROMISES["monthly"], 720 * 3600, "stricter") == 2592
    generous = replace(PROMISES["monthly"], stated_budget=parse_duration("9h"))
    assert allowed_seconds(generous, 720 * 3600, "fixed") == 9 * 3600
    assert allowed_seconds(PROMISES["office"], 7200, "fixed") == 36
