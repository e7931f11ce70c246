"""Calendars: how many hours another reading opens or closes, and the first time it does."""

from dataclasses import replace
from datetime import date

from zusage.core import spans as sp
from zusage.core.calendars import Calendar, open_spans
from zusage.core.errors import Path
from zusage.core.spans import Spans
from zusage.core.terms.lint.counting import example_year
from zusage.core.terms.lint.survey import Survey, readings_of
from zusage.core.terms.readings import QUESTIONS
from zusage.core.terms.saying import Instant, Saying, hours, say
from zusage.core.terms.timetable import CalendarTerm, calendar_under
from zusage.core.zones import local_date, midnight

# How many years after the example year a difference is looked for.
YEARS_AHEAD = 10


def differing_hours(survey: Survey, key: str, path: Path, term: CalendarTerm) -> Saying:
    """Return, for each reading that is not used, where it first differs and by how much a year."""
    used = readings_of(term)
    base = calendar_under(term, used)
    year = example_year(base)
    last = min(year + YEARS_AHEAD, base.years[1]) if base.years else year + YEARS_AHEAD
    here, parts = _opened(base, year, last), []
    for value in QUESTIONS[key].readings:
        if value != used[key]:
            other = calendar_under(term, {**used, key: value})
            facts: dict[str, object] = {
                "reading": say(f"reading.{key}.{value}"),
                "day": _first_day(base, other, year) or "",
            }
            there = _opened(other, year, last)
            change = _differing(base, sp.subtract(here, there), sp.subtract(there, here))
            code = "calendar_differs" if change else "calendar_same"
            facts |= change or {"first": year, "last": last}
            parts.append(say(f"lint.example.{code}", **facts))
    return say("lint.example.calendar", parts=tuple(parts))


def _differing(base: Calendar, closed: Spans, opened: Spans) -> dict[str, object]:
    """Return the first difference and what changes in its year; nothing where none is."""
    differs = sp.union(closed, opened)
    if not differs.size:
        return {}
    first, end = (int(second) for second in differs[0])
    that_year = local_date(base.zone, first).year
    start, after = (midnight(base.zone, date(y, 1, 1)) for y in (that_year, that_year + 1))
    return {
        "first": Instant(second=first, zone=base.zone),
        "end": Instant(second=end, zone=base.zone),
        "year": that_year,
        "change": _change(
            sp.total(sp.clip(opened, start=start, end=after)),
            sp.total(sp.clip(closed, start=start, end=after)),
        ),
    }


def _change(opened: int, closed: int) -> Saying:
    """Say how many hours of a year another reading adds and takes away."""
    facts = {"opened": hours(opened), "closed": hours(closed)}
    code = "both" if opened and closed else "more" if opened else "less"
    return say(f"lint.example.hours_{code}", **facts)


def _first_day(base: Calendar, other: Calendar, year: int) -> Saying | None:
    """Return the first date from a year on that is a holiday under one reading only."""
    differing = sorted(day for day in base.holidays ^ other.holidays if day.year >= year)
    if not differing or not (base.holidays and other.holidays):
        return None
    code = "holiday_lost" if differing[0] in base.holidays else "holiday_won"
    return say(f"lint.example.{code}", day=differing[0])


def _opened(calendar: Calendar, first: int, last: int) -> Spans:
    start, end = (midnight(calendar.zone, date(year, 1, 1)) for year in (first, last + 1))
    return open_spans(replace(calendar, years=None), start=start, end=end)
