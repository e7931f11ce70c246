"""Calendars as a contract states them: hours, frozen holidays, and the readings they depend on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from zusage.core.calendars import Calendar, DaySpan, DaySpans
from zusage.core.errors import TermsError

Week: TypeAlias = Mapping[str, DaySpans]

MONTH_DAY = re.compile(r"[0-9]{2}-[0-9]{2}")
YEARS = re.compile(r"([0-9]{4})-([0-9]{4})")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class Holidays:
    """Dates resolved once and kept in the contract, so that no later release changes them.

    source: the rule they were resolved from, such as "NL", "DE-BY" or "DE-BE".
    package: name and version of what resolved them; "explicit" for a list by hand.
    years: first and last year that the list covers, as "2020-2035".
    dates: those that hold under every reading.
    by_reading: for a reading key, the further dates under each of its values.
    """

    source: str
    package: str
    years: str
    dates: tuple[date, ...] = ()
    by_reading: Mapping[str, Mapping[str, tuple[date, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Variant:
    """What another reading makes of a calendar; it applies when all of `when` is read so.

    when: the reading, by the key of the question.
    zone: the zone under it, if it is another one.
    week: the hours under it, if they are others.
    holidays: whether the calendar's holidays are days off under it.
    """

    when: Mapping[str, str]
    zone: str | None = None
    week: Week | None = None
    holidays: bool = True


@dataclass(frozen=True, kw_only=True)
class CalendarTerm:
    """When something is open, by the wall clock of a zone.

    zone: name of a zone such as Europe/Berlin, or a fixed offset such as +01:00.
    week: hours by day, such as {mon-thu: ["09:00-17:00"], fri: ["09:00-12:00", "13:00-15:00"]};
    an end above 24:00 lies on the day after.
    holidays: days off that were resolved once and are kept here.
    annual_holidays: days off of every year, such as "12-25".
    special_days: hours of single dates, in place of the week's and of any holiday's.
    closures: hours of single dates that are cut out of whatever is open.
    variants: zone, week or holidays under other readings of the text; later ones go over earlier.
    outside: what the hours outside the week are by the text, where it names them, so that lint
    can find time that is neither.
    clauses, reading, assumes: as in every rule.
    """

    zone: str
    week: Week
    holidays: Holidays | None = None
    annual_holidays: tuple[str, ...] = ()
    special_days: Mapping[date, DaySpans] = field(default_factory=dict)
    closures: Mapping[date, DaySpans] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
    outside: Mapping[str, Week] = field(default_factory=dict)
    clauses: tuple[str, ...] = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    assumes: Mapping[str, str] = field(default_factory=dict)


def weekdays(key: str) -> tuple[int, ...]:
    """Read the days of a week key: "mon", "mon-fri", "sat-mon", "mon,wed".

    Raises TermsError("calendar.weekday_unknown").

    >>> weekdays("fri-mon"), weekdays("mon,wed")
    ((4, 5, 6, 0), (0, 2))
    """
    days: list[int] = []
    for part in key.split(","):
        first, dash, last = part.strip().partition("-")
        last = last if dash else first
        if first not in WEEKDAYS or last not in WEEKDAYS:
            raise TermsError("calendar.weekday_unknown", value=key)
        start, end = WEEKDAYS.index(first), WEEKDAYS.index(last)
        days.extend((start + i) % 7 for i in range((end - start) % 7 + 1))
    return tuple(days)


def week_spans(week: Week) -> tuple[DaySpans, ...]:
    """Return the spans of each day, Monday first; a day named twice has the spans of both."""
    days: list[list[DaySpan]] = [[] for _ in WEEKDAYS]
    for key, spans in week.items():
        for day in weekdays(key):
            days[day].extend(spans)
    return tuple(tuple(sorted(day)) for day in days)


def month_day(text: str) -> tuple[int, int]:
    """Read "12-25". Raises TermsError("calendar.annual_day_invalid").

    >>> month_day("12-25")
    (12, 25)
    """
    try:
        if MONTH_DAY.fullmatch(text):
            day = date.fromisoformat(f"2000-{text}")
            return day.month, day.day
    except ValueError:
        pass
    raise TermsError("calendar.annual_day_invalid", value=text)


def calendar_under(term: CalendarTerm, readings: Mapping[str, str]) -> Calendar:
    """Return the calendar as it stands under some readings; a reading not given takes the first.

    readings: effective readings by key.
    Raises TermsError("calendar.no_open_time"), "calendar.years_invalid" and those of its parts.
    Clauses: V04, T01, T04, P08.
    """
    zone, week, has_holidays = term.zone, term.week, True
    for variant in term.variants:
        if all(readings.get(key) == value for key, value in variant.when.items()):
            zone, week = variant.zone or zone, variant.week or week
            has_holidays = variant.holidays
    days, years = _days_off(term.holidays, readings) if has_holidays else (set(), None)
    return Calendar(
        zone=zone,
        week=week_spans(week),
        holidays=frozenset(days),
        annual_holidays=frozenset(month_day(day) for day in term.annual_holidays),
        special_days=term.special_days,
        closures=term.closures,
        years=years,
    )


def _days_off(
    holidays: Holidays | None, readings: Mapping[str, str]
) -> tuple[set[date], tuple[int, int] | None]:
    """Return the dates under some readings, and the years that they cover."""
    if holidays is None:
        return set(), None
    days = set(holidays.dates)
    for key, by_value in holidays.by_reading.items():
        first = next(iter(by_value), "")
        days.update(by_value.get(readings.get(key, first), ()))
    return days, _years(holidays.years)


def _years(text: str) -> tuple[int, int]:
    found = YEARS.fullmatch(text)
    if not found or found[1] > found[2]:
        raise TermsError("calendar.years_invalid", value=text)
    return int(found[1]), int(found[2])
