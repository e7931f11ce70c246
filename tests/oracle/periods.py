"""Periods by plain loops over dates and minutes."""

from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from tests.oracle.calendars import ONE_DAY, wall_of
from zusage.core.periods import PeriodKind, PeriodRule

MINUTE = 60
MONTHS = {
    PeriodKind.CALENDAR_MONTH: 1,
    PeriodKind.BILLING_MONTH: 1,
    PeriodKind.CALENDAR_YEAR: 12,
    PeriodKind.CONTRACT_YEAR: 12,
}


def month_later(day: date, months: int) -> date:
    """Walk months on or back; a day that the month lacks becomes the last one it has."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year + 1, 1) if month == 13 else (year - 1, 12)
    for number in range(day.day, 0, -1):
        try:
            return date(year, month, number)
        except ValueError:
            continue
    raise AssertionError(day)


@lru_cache
def begin_of(zone: str, day: date) -> int:
    """Return the first minute in which the wall shows the date or a later one."""
    at = (day - date(1970, 1, 1)).days * 86_400 - 15 * 3600
    while wall_of(zone, at).date() < day:
        at += MINUTE
    return at


def periods(rule: PeriodRule, start: int, end: int) -> list[tuple[date, date]]:
    """Return first date and date after of each period that shares time with start to end."""
    low, high = (wall_of(rule.zone, at).date() for at in (start, end - 1))
    if rule.kind is PeriodKind.ROLLING:
        assert rule.days is not None
        lasts = (low + timedelta(days=n) for n in range((high - low).days + 1))
        found = [(last + ONE_DAY - timedelta(days=rule.days), last + ONE_DAY) for last in lasts]
    else:
        found = list(by_months(rule, low, high))
    return [pair for pair in found if shares(rule.zone, pair, start, end)]


def by_months(rule: PeriodRule, low: date, high: date) -> list[tuple[date, date]]:
    """Return every period of whole months around some dates."""
    anchored = rule.kind in (PeriodKind.BILLING_MONTH, PeriodKind.CONTRACT_YEAR)
    anchor = rule.anchor if anchored else date(low.year, 1, 1)
    assert anchor is not None
    size = MONTHS[rule.kind]
    reach = 2 + (max(abs(low.year - anchor.year), abs(high.year - anchor.year)) + 1) * 12 // size
    edges = [month_later(anchor, size * n) for n in range(-reach, reach + 1)]
    return [(a, b) for a, b in pairwise(edges) if b > low and a <= high]


def shares(zone: str, pair: tuple[date, date], start: int, end: int) -> bool:
    """Say whether a period has a second between start and end."""
    return max(begin_of(zone, pair[0]), start) < min(begin_of(zone, pair[1]), end)
