"""Due instants and elapsed time by service hours, beside timegrid, pandas and businesstimedelta.

The questions are the same for all: Monday to Friday 09:00-17:00 in Amsterdam without the Dutch
holidays, random starts over five years, 1 to 80 whole hours (pandas knows no other), and for
elapsed time an end up to 60 days later.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import businesstimedelta
import holidays
import numpy as np
import pandas
import pytz
import timegrid

from bench import Row, fastest
from zusage.core.calendars import Calendar
from zusage.core.clocks import Boundary, ServiceClock
from zusage.core.spans import Seconds

NOTES = """\
Per item: the fastest of several runs; tables, rules and the inputs in each library's own form are
made beforehand. ratio: against zusage with arrays, which is how many deadlines are computed; the
others offer one question per call, as the row "zusage, one by one" shows for ours. The slow ones
answer fewer items: the first of the same list.
agrees: with zusage, to the second. All take "due at closing time stays there", but pandas, which
moves such a result to the next opening; it is compared with boundary next_open. timegrid and pandas
are given local times without a zone (timegrid knows none), which no change of the clock touches
here: it falls on nights when nothing is open. pandas offers no elapsed time."""

ZONE = ZoneInfo("Europe/Amsterdam")
YEARS = range(2020, 2028)
FIRST, LAST = datetime(2021, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)
ITEMS, PANDAS_ITEMS, SLOW_ITEMS = 100_000, 5_000, 400
MICROSECONDS_MAX = 0.12


@dataclass(frozen=True, kw_only=True)
class Questions:
    """The same questions for everybody: UTC seconds, and hours that are asked for."""

    start: Seconds
    end: Seconds
    hours: Seconds


@dataclass(frozen=True, kw_only=True)
class Contender:
    """One library on one operation: its work on prepared inputs, and its answers in seconds."""

    name: str
    items: int
    work: Callable[[], Sequence[Any]]
    seconds: Callable[[Sequence[Any]], list[int]]
    boundary: Boundary = Boundary.EARLIEST
    ratio_min: int = 0
    runs: int = 3


def run() -> list[Row]:
    """Measure and compare."""
    asked, days_off = questions(), sorted(holidays.country_holidays("NL", years=YEARS))
    clock = ServiceClock(dutch_office(days_off))
    rows = compare("due", clock, asked, due_contenders(asked, days_off))
    return rows + compare("elapsed", clock, asked, elapsed_contenders(asked, days_off))


def questions() -> Questions:
    """Draw the questions, the same in every run."""
    random = np.random.default_rng(2026)
    first, last = (int(at.timestamp()) for at in (FIRST, LAST))
    start = random.integers(first, last, ITEMS)
    end = start + random.integers(0, 60 * 86_400, ITEMS)
    return Questions(start=start, end=end, hours=random.integers(1, 81, ITEMS))


def dutch_office(days_off: Sequence[date]) -> Calendar:
    """Return our calendar."""
    day = ((9 * 3600, 17 * 3600),)
    return Calendar(zone=ZONE.key, week=(day,) * 5 + ((), ()), holidays=frozenset(days_off))


def compare(
    operation: str, clock: ServiceClock, asked: Questions, contenders: Sequence[Contender]
) -> list[Row]:
    """Measure ours, as arrays and one by one, then the others."""
    seconds = asked.hours * 3600

    def answers(boundary: Boundary = Boundary.EARLIEST) -> Seconds:
        if operation == "due":
            return clock.due(asked.start, seconds, boundary)
        return clock.elapsed(asked.start, asked.end)

    ours = answers()
    best = fastest(answers, runs=20)
    per_item = best / ITEMS
    rows = [
        Row(
            operation=operation,
            contender="zusage",
            items=ITEMS,
            seconds=best,
            target=f"<= {MICROSECONDS_MAX} µs",
            reached=per_item * 1e6 <= MICROSECONDS_MAX,
        ),
        one_by_one(operation, clock, asked, ours, per_item),
    ]
    for each in contenders:
        given = each.work()
        took = fastest(each.work, runs=each.runs)
        expected = answers(each.boundary)[: each.items].tolist()
        same = sum(a == b for a, b in zip(each.seconds(given), expected, strict=True))
        ratio = took / each.items / per_item
        rows.append(
            Row(
                operation=operation,
                contender=each.name,
                items=each.items,
                seconds=took,
                ratio=ratio,
                agreement=(same, each.items),
                target=f">= {each.ratio_min:,} x",
                reached=ratio >= each.ratio_min,
            )
        )
    return rows


def one_by_one(
    operation: str, clock: ServiceClock, asked: Questions, ours: Seconds, per_item: float
) -> Row:
    """Measure our form for a single question, which is what the others offer."""
    start, end, hours = asked.start.tolist(), asked.end.tolist(), asked.hours.tolist()

    def work() -> list[int]:
        if operation == "due":
            return [clock.due_at(at, n * 3600) for at, n in zip(start, hours, strict=True)]
        return [clock.elapsed_between(a, b) for a, b in zip(start, end, strict=True)]

    same = sum(a == b for a, b in zip(work(), ours.tolist(), strict=True))
    took = fastest(work, runs=3)
    return Row(
        operation=operation,
        contender="zusage, one by one",
        items=ITEMS,
        seconds=took,
        ratio=took / ITEMS / per_item,
        agreement=(same, ITEMS),
    )


# ---- The others ------------------------------------------------------------------------------


def due_contenders(asked: Questions, days_off: Sequence[date]) -> list[Contender]:
    """Return the others with their inputs for due instants."""
    grid, rules = timegrid_calendar(days_off), businesstimedelta_rules(days_off)
    local, aware = local_times(asked.start), utc_times(asked.start)
    lengths = [timedelta(hours=n) for n in asked.hours.tolist()]
    hour = pandas.offsets.CustomBusinessHour(start="09:00", end="17:00", holidays=list(days_off))
    offsets = [hour * n for n in asked.hours[:PANDAS_ITEMS].tolist()]
    stamps = [pandas.Timestamp(at) for at in local[:PANDAS_ITEMS]]
    deltas = [
        businesstimedelta.BusinessTimeDelta(rules, hours=n)
        for n in asked.hours[:SLOW_ITEMS].tolist()
    ]
    return [
        Contender(
            name="timegrid",
            items=ITEMS,
            work=lambda: [
                grid.add_work_duration(at, n) for at, n in zip(local, lengths, strict=True)
            ],
            seconds=local_seconds,
            ratio_min=20,
        ),
        Contender(
            name="pandas",
            items=PANDAS_ITEMS,
            work=lambda: [at + n for at, n in zip(stamps, offsets, strict=True)],
            seconds=local_seconds,
            boundary=Boundary.NEXT_OPEN,
            ratio_min=500,
        ),
        Contender(
            name="businesstimedelta",
            items=SLOW_ITEMS,
            work=lambda: [at + n for at, n in zip(aware[:SLOW_ITEMS], deltas, strict=True)],
            seconds=lambda found: [int(at.timestamp()) for at in found],
            ratio_min=2_000,
        ),
    ]


def elapsed_contenders(asked: Questions, days_off: Sequence[date]) -> list[Contender]:
    """Return the others with their inputs for elapsed time."""
    rules = businesstimedelta_rules(days_off)
    timeline = timegrid_calendar(days_off).compile(
        datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31)
    )
    local = list(zip(local_times(asked.start), local_times(asked.end), strict=True))
    aware = list(zip(utc_times(asked.start), utc_times(asked.end), strict=True))[:SLOW_ITEMS]
    return [
        Contender(
            name="timegrid",
            items=ITEMS,
            work=lambda: [timeline.get_working_duration(a, b) for a, b in local],
            seconds=lambda found: [int(length.total_seconds()) for length in found],
            ratio_min=20,
        ),
        Contender(
            name="businesstimedelta",
            items=SLOW_ITEMS,
            work=lambda: [rules.difference(a, b) for a, b in aware],
            seconds=lambda found: [int(delta.timedelta.total_seconds()) for delta in found],
            ratio_min=2_000,
        ),
    ]


def timegrid_calendar(days_off: Sequence[date]) -> timegrid.TimeGridCalendar:
    """Return timegrid's calendar; it works on local times and knows no zone."""
    calendar = timegrid.TimeGridCalendar.weekdays(time(9), time(17))
    for day in days_off:
        calendar = calendar.close(day)
    return calendar


def businesstimedelta_rules(days_off: Sequence[date]) -> businesstimedelta.Rules:
    """Return businesstimedelta's rules; they need a zone of pytz."""
    zone = pytz.timezone(ZONE.key)
    week = businesstimedelta.WorkDayRule(time(9), time(17), [0, 1, 2, 3, 4], tz=zone)
    return businesstimedelta.Rules([week, businesstimedelta.HolidayRule(set(days_off), tz=zone)])


def utc_times(seconds: Seconds) -> list[datetime]:
    """Return instants as aware datetimes."""
    return [datetime.fromtimestamp(second, UTC) for second in seconds.tolist()]


def local_times(seconds: Seconds) -> list[datetime]:
    """Return instants by the wall clock of Amsterdam, without a zone."""
    return [at.astimezone(ZONE).replace(tzinfo=None) for at in utc_times(seconds)]


def local_seconds(times: Sequence[datetime]) -> list[int]:
    """Return times by the wall clock of Amsterdam as UTC seconds."""
    return [int(at.replace(tzinfo=ZONE).timestamp()) for at in times]
