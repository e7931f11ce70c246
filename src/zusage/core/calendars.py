"""Service hours: a weekly pattern by the wall clock, holidays, special days and closures.

Open means: the wall clock lies in a span. So spans are laid out on the wall's own axis, without
any zone, and each stretch of constant offset takes its part of them over to UTC. A time that the
wall clock skips is never open; a time that it shows twice is open twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

import numpy as np

from zusage.core import spans as sp
from zusage.core.errors import Refusal, TermsError
from zusage.core.spans import Seconds, Spans
from zusage.core.zones import (
    DAY_SECONDS,
    YEAR_MAX,
    YEAR_MIN,
    date_of,
    day_number,
    local_date,
    out_of_range,
    pieces,
    zone_info,
)

SPAN_END_MAX = 2 * DAY_SECONDS
DATES_OF_A_LEAP_YEAR = 366

DaySpan = tuple[int, int]
DaySpans = tuple[DaySpan, ...]


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """When a service, a desk or a clock is open.

    week: Monday first, each day's spans as seconds from midnight; an end above 24:00 belongs to
    the day on which the span starts.
    holidays: dates without spans of their own. special_days: dates whose spans replace the week's
    and any holiday's. closures: spans of a date that are cut out of whatever is open.
    years: first and last year for which the holidays are known; outside, questions are refused.
    A span over the midnight before the first of these years counts by the weekly pattern.
    Clauses: V04, T01, P08.
    """

    zone: str
    week: tuple[DaySpans, ...]
    holidays: frozenset[date] = frozenset()
    annual_holidays: frozenset[tuple[int, int]] = frozenset()
    special_days: Mapping[date, DaySpans] = field(default_factory=dict)
    closures: Mapping[date, DaySpans] = field(default_factory=dict)
    years: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        """Refuse what has no open time, a span that ends before it starts, and unknown zones."""
        zone_info(self.zone)
        days = [*self.week, *self.special_days.values(), *self.closures.values()]
        for start, end in (span for day in days for span in day):
            if not 0 <= start < end <= SPAN_END_MAX or start >= DAY_SECONDS:
                raise TermsError("calendar.bad_span", start=start, end=end)
        assert len(self.week) == 7
        regular = any(self.week) and len(self.annual_holidays) < DATES_OF_A_LEAP_YEAR
        if not regular and not any(_open_on(self, day) for day in self.special_days):
            raise TermsError("calendar.no_open_time")


ALWAYS_WEEK: tuple[DaySpans, ...] = (((0, DAY_SECONDS),),) * 7


def always(zone: str) -> Calendar:
    """Return the calendar that is open all the time."""
    return Calendar(zone=zone, week=ALWAYS_WEEK)


def is_always(calendar: Calendar) -> bool:
    """Say whether a calendar is open at every instant."""
    exceptions = (calendar.holidays, calendar.annual_holidays, calendar.special_days)
    full = all(_covers_day(day) for day in calendar.week)
    return full and not any(exceptions) and not calendar.closures


def _covers_day(day: DaySpans) -> bool:
    return sp.total(sp.clip(sp.spans_of(day), start=0, end=DAY_SECONDS)) == DAY_SECONDS


def open_spans(calendar: Calendar, *, start: int, end: int) -> Spans:
    """Return the open time between two instants, as UTC seconds.

    Raises Refusal("calendar.out_of_range") where the holidays are not known, and
    Refusal("time.out_of_range") outside the years 1900 to 2200.

    >>> nine_to_five = Calendar(zone="UTC", week=(((32400, 61200),),) * 5 + ((), ()))
    >>> open_spans(nine_to_five, start=0, end=86400).tolist()
    [[32400, 61200]]
    """
    if end <= start:
        return sp.EMPTY
    first, last = local_date(calendar.zone, start), local_date(calendar.zone, end - 1)
    check_years(calendar, first, last)
    wall = wall_spans(calendar, first=day_number(first) - 2, last=day_number(last) + 1)
    from_year = min(first.year, date_of(start // DAY_SECONDS).year)
    to_year = max(last.year, date_of(end // DAY_SECONDS).year)
    return sp.clip(_to_utc(wall, calendar.zone, from_year, to_year), start=start, end=end)


def known_years(calendar: Calendar) -> tuple[int, int]:
    """Return the first and the last year for which the holidays and the wall clock are known."""
    first, last = calendar.years or (YEAR_MIN, YEAR_MAX)
    return max(first, YEAR_MIN), min(last, YEAR_MAX)


def check_years(calendar: Calendar, first: date, last: date) -> None:
    """Refuse dates for which the holidays or the wall clock are not known."""
    years = known_years(calendar)
    for day in (first, last):
        if not years[0] <= day.year <= years[1]:
            raise not_known(calendar, day)


def not_known(calendar: Calendar, day: date) -> Refusal:
    """Return the refusal of a question about a date, or behind one, that is not known."""
    years = calendar.years
    if years and not years[0] <= day.year <= years[1]:
        known = f"{years[0]}-{years[1]}"
        return Refusal("calendar.out_of_range", known=known, wanted=day.isoformat())
    return out_of_range()


def _to_utc(wall: Spans, zone: str, from_year: int, to_year: int) -> Spans:
    """Take wall-clock spans over to UTC, stretch by stretch of constant offset."""
    starts, offsets = pieces(zone, from_year, to_year)
    ends = np.append(starts[1:], day_number(date(to_year + 1, 1, 1)) * DAY_SECONDS)
    parts = [
        sp.clip(wall, start=int(start + offset), end=int(end + offset)) - offset
        for start, end, offset in zip(starts, ends, offsets, strict=True)
    ]
    return sp.normalise(np.concatenate(parts))


def wall_spans(calendar: Calendar, *, first: int, last: int) -> Spans:
    """Return the open time of some dates on the wall's axis.

    first, last: day numbers since 1970-01-01, both included.
    The result is in seconds since 1970-01-01 00:00 wall time; the last day may run over.
    """
    days = np.arange(first, last + 1, dtype=np.int64)
    regular = days[regular_days(calendar, days)]
    parts = [np.empty((0, 2), dtype=np.int64)]
    for weekday, spans in enumerate(calendar.week):
        chosen = regular[(regular + 3) % 7 == weekday] * DAY_SECONDS
        parts.extend(np.stack((chosen + start, chosen + end), axis=1) for start, end in spans)
    parts.append(_dated(calendar.special_days, first, last))
    opened = sp.normalise(np.concatenate(parts))
    return sp.subtract(opened, _closed(calendar, first, last))


def regular_days(calendar: Calendar, days: Seconds) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    """Say for each day number whether the weekly pattern holds on it."""
    excepted = [day_number(day) for day in (*calendar.holidays, *calendar.special_days)]
    if days.size:
        years = range(date_of(int(days[0])).year, date_of(int(days[-1])).year + 1)
        excepted.extend(_annual(calendar, years))
    # A table, because the other way loads the part of NumPy for masked arrays.
    return ~np.isin(days, np.array(excepted, dtype=np.int64), kind="table")


def _annual(calendar: Calendar, years: range) -> list[int]:
    leap = [year for year in years if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)]
    return [
        day_number(date(year, month, day))
        for month, day in calendar.annual_holidays
        for year in (leap if (month, day) == (2, 29) else years)
    ]


def _dated(days: Mapping[date, DaySpans], first: int, last: int) -> Spans:
    pairs = [
        (day_number(day) * DAY_SECONDS + start, day_number(day) * DAY_SECONDS + end)
        for day, spans in days.items()
        if first <= day_number(day) <= last
        for start, end in spans
    ]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _closed(calendar: Calendar, first: int, last: int) -> Spans:
    """Return the closures that can touch the spans of some dates, on the wall's axis."""
    return sp.normalise(_dated(calendar.closures, first - 1, last + 1))


def business_days(calendar: Calendar, *, first: int, last: int) -> Seconds:
    """Return the day numbers, both ends included, on which a span of their own opens.

    Closures of all of a day's spans make it a day off, shorter ones do not. So does a wall clock
    that skips them, as it skipped a whole date in Samoa in 2011.
    Raises Refusal as `open_spans`.
    """
    check_years(calendar, date_of(first), date_of(last))
    days = np.arange(first, last + 1, dtype=np.int64)
    has_spans = np.array([bool(spans) for spans in calendar.week])
    working = regular_days(calendar, days) & has_spans[(days + 3) % 7]
    for day, spans in calendar.special_days.items():
        if first <= day_number(day) <= last:
            working[day_number(day) - first] = bool(spans)
    cut = sp.union(_closed(calendar, first, last), _skipped(calendar.zone, first, last))
    touched = (
        range(start // DAY_SECONDS, (end - 1) // DAY_SECONDS + 1) for start, end in cut.tolist()
    )
    for number in {*chain.from_iterable(touched)}.intersection(range(first, last + 1)):
        working[number - first] &= _open_on(calendar, date_of(number)) > 0
    found: Seconds = days[working]
    return found


def _skipped(zone: str, first: int, last: int) -> Spans:
    """Return the times that the wall clock skips from a year before to a year after some dates."""
    starts, offsets = pieces(zone, date_of(first).year - 1, date_of(last).year + 1)
    ahead = np.diff(offsets) > 0
    edges = starts[1:][ahead]
    return np.stack((edges + offsets[:-1][ahead], edges + offsets[1:][ahead]), axis=1)


def _open_on(calendar: Calendar, day: date) -> int:
    """Return the open seconds of the spans that start on a day."""
    number = day_number(day)
    own = calendar.special_days.get(day, calendar.week[day.weekday()])
    spans = sp.spans_of(own) + number * DAY_SECONDS
    cut = sp.union(_closed(calendar, number, number), _skipped(calendar.zone, number, number))
    return sp.total(sp.subtract(spans, cut))


def with_zone(calendar: Calendar, zone: str) -> Calendar:
    """Return the same hours by another wall clock. Clauses: V04 (reading fixed)."""
    return replace(calendar, zone=zone)
