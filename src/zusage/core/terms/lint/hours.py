"""L2, L17: hours that leave time to nobody, and holidays that are not frozen."""

from collections.abc import Iterator, Mapping
from datetime import date

import numpy as np

from zusage.core import spans as sp
from zusage.core.calendars import Calendar, DaySpans, regular_days
from zusage.core.errors import Finding, Path, Severity
from zusage.core.spans import Spans
from zusage.core.terms.lint.counting import calendar_of, example_year
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.saying import Saying, hours_named, number, say
from zusage.core.terms.timetable import WEEKDAYS, CalendarTerm, Holidays, week_spans
from zusage.core.zones import DAY_SECONDS, day_number

WEEK_SECONDS = 7 * DAY_SECONDS


def week_not_partitioned(survey: Survey) -> Iterator[Finding]:
    """L2: minutes of the week that are neither inside nor outside the hours, or both."""
    for path, term in survey.of(CalendarTerm):
        if not term.outside:
            continue
        calendar = calendar_of(term)
        inside = _on_week(calendar.week)
        outside = sp.union(*(_on_week(week_spans(week)) for week in term.outside.values()))
        both = sp.intersect(inside, outside)
        neither = sp.gaps(sp.union(inside, outside), start=0, end=WEEK_SECONDS)
        place = (*path, "outside")
        if both.size:
            facts = _facts(both, term, path)
            yield finding("L2.both", Severity.CONTRADICTION, place, term, facts)
        if neither.size:
            facts = _facts(neither, term, path) | _holidays(calendar, outside)
            code, severity = _verdict(term)
            yield finding(code, severity, place, term, facts)


def _verdict(term: CalendarTerm) -> tuple[str, Severity]:
    """Time that is neither stays open, unless every reading that fills it was chosen on purpose."""
    asked = {key for variant in term.variants for key in variant.when}
    if asked and asked <= set(term.reading):
        return "L2.decided", Severity.NOTE
    return "L2", Severity.AMBIGUOUS


def _facts(spans: Spans, term: CalendarTerm, path: Path) -> dict[str, object]:
    return {
        "calendar": hours_named(path[-1]),
        "others": tuple(hours_named(name) for name in term.outside),
        "minutes": number(sp.total(spans) // 60),
        "places": tuple(_places(spans)),
    }


def _on_week(week: tuple[DaySpans, ...]) -> Spans:
    """Lay a week out on seconds from Monday 00:00; what runs over Sunday midnight comes back."""
    raw = sp.spans_of(
        (day * DAY_SECONDS + start, day * DAY_SECONDS + end)
        for day, spans in enumerate(week)
        for start, end in spans
    )
    within = sp.clip(raw, start=0, end=WEEK_SECONDS)
    over = sp.clip(raw, start=WEEK_SECONDS, end=2 * WEEK_SECONDS) - WEEK_SECONDS
    return sp.union(within, over)


def _places(spans: Spans) -> Iterator[Saying]:
    """Say each time of day once, with the days on which it occurs."""
    days: dict[tuple[int, int], list[int]] = {}
    for day in range(7):
        today = sp.clip(spans, start=day * DAY_SECONDS, end=(day + 1) * DAY_SECONDS)
        for start, end in (today - day * DAY_SECONDS).tolist():
            days.setdefault((start, end), []).append(day)
    for (start, end), found in days.items():
        yield say(
            "lint.weekly", days=tuple(_runs(found)), start=clock_text(start), end=clock_text(end)
        )


def _runs(days: list[int]) -> Iterator[Saying]:
    """Put neighbouring weekdays together: Monday to Friday, Sunday."""
    rest = list(days)
    while rest:
        first = last = rest.pop(0)
        while rest and rest[0] == last + 1:
            last = rest.pop(0)
        names = [say(f"document.weekday.{WEEKDAYS[day]}") for day in (first, last)]
        yield names[0] if first == last else say("lint.days", first=names[0], last=names[1])


def clock_text(seconds: int) -> str:
    """Write seconds from midnight as a time of day.

    >>> clock_text(64860), clock_text(3601)
    ('18:01', '01:00:01')
    """
    text = f"{seconds // 3600:02}:{seconds // 60 % 60:02}"
    return f"{text}:{seconds % 60:02}" if seconds % 60 else text


def _holidays(calendar: Calendar, outside: Spans) -> dict[str, object]:
    """Count the holidays on working weekdays of a year, and the minutes that the longest leaves.

    A holiday has no hours of its own, and the time outside the hours is the same as on any day.
    """
    year = example_year(calendar)
    first, after = day_number(date(year, 1, 1)), day_number(date(year + 1, 1, 1))
    days = np.arange(first, after, dtype=np.int64)
    off = days[~regular_days(calendar, days)]
    working = [int(day) for day in off if calendar.week[(day + 3) % 7]]
    open_minutes = [
        sp.total(sp.gaps(outside, start=w * DAY_SECONDS, end=(w + 1) * DAY_SECONDS)) // 60
        for w in ((day + 3) % 7 for day in working)
    ]
    return {
        "year": year,
        "holidays": number(len(working)),
        "holiday_minutes": number(max(open_minutes, default=0)),
    }


def holidays_not_frozen(survey: Survey) -> Iterator[Finding]:
    """L17: holidays without dates, years without a holiday, dates of unknown origin."""
    for path, term in survey.of(CalendarTerm):
        if term.holidays is None:
            continue
        place = (*path, "holidays")
        years = _empty_years(term, term.holidays)
        facts: dict[str, object] = {
            "calendar": hours_named(path[-1]),
            "source": term.holidays.source,
        }
        if years is None:
            yield finding("L17.no_dates", Severity.AMBIGUOUS, place, term, facts)
        elif years:
            facts = {**facts, "years": years, "known": term.holidays.years}
            yield finding("L17.empty_years", Severity.AMBIGUOUS, place, term, facts)
        if term.holidays.package != "explicit" and not _names_a_version(term.holidays.package):
            facts = {"calendar": hours_named(path[-1]), "package": term.holidays.package}
            yield finding("L17.no_version", Severity.NOTE, place, term, facts)


def _empty_years(term: CalendarTerm, holidays: Holidays) -> tuple[int, ...] | None:
    """Return the years of the stated range without any holiday; None if there is none at all."""
    found = {day.year for day in _all_dates(holidays)}
    calendar = calendar_of(term)
    if not found:
        return None
    first, last = calendar.years or (min(found), max(found))
    return tuple(year for year in range(first, last + 1) if year not in found)


def _all_dates(holidays: Holidays) -> set[date]:
    chosen: list[Mapping[str, tuple[date, ...]]] = list(holidays.by_reading.values())
    return {*holidays.dates, *(d for values in chosen for days in values.values() for d in days)}


def _names_a_version(package: str) -> bool:
    return any(character.isdigit() for character in package)


def ending_holidays(survey: Survey, on: date) -> Iterator[Finding]:
    """L17: holidays that are known for less than a year from a day on."""
    for path, term in survey.of(CalendarTerm):
        years = calendar_of(term).years
        if years and years[1] <= on.year:
            facts = {"calendar": hours_named(path[-1]), "last": years[1], "on": on}
            yield finding("L17.ending", Severity.NOTE, (*path, "holidays"), term, facts)
