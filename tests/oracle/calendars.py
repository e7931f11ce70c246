"""When a calendar is open, second by second, from its definition alone.

Written without a look at the kernel: no set of spans, no table of offsets. An instant is open when
the wall clock shows a time in a span of that date or of the date before, and in no closure.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from zusage.core.calendars import Calendar, DaySpans

ONE_DAY = timedelta(days=1)


@lru_cache
def zone_of(name: str) -> tzinfo:
    """Return the zone of a name such as "Europe/Berlin" or "-03:30"."""
    fixed = re.fullmatch(r"([+-])(..):(..)", name)
    if not fixed:
        return ZoneInfo(name)
    ahead = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
    return timezone(ahead if fixed[1] == "+" else -ahead)


def wall_of(zone: str, second: int) -> datetime:
    """Return what the wall clock shows at an instant."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=second)
    return at.astimezone(zone_of(zone)).replace(tzinfo=None)


def own_spans(calendar: Calendar, day: date) -> DaySpans:
    """Return the spans that start on a date, before closures."""
    if day in calendar.special_days:
        return calendar.special_days[day]
    if day in calendar.holidays or (day.month, day.day) in calendar.annual_holidays:
        return ()
    return calendar.week[day.weekday()]


def shows(spans: DaySpans, day: date, wall: datetime) -> bool:
    """Say whether a wall time lies in one of the spans of a date, which may run over midnight."""
    since = wall - datetime(day.year, day.month, day.day)
    return any(timedelta(seconds=a) <= since < timedelta(seconds=b) for a, b in spans)


def wall_is_open(calendar: Calendar, wall: datetime) -> bool:
    """Say whether a time on the wall is open."""
    days = (wall.date(), wall.date() - ONE_DAY)
    opened = any(shows(own_spans(calendar, day), day, wall) for day in days)
    return opened and not is_closed(calendar, wall)


def is_closed(calendar: Calendar, wall: datetime) -> bool:
    """Say whether a time on the wall lies in a closure."""
    days = (wall.date(), wall.date() - ONE_DAY)
    return any(shows(calendar.closures.get(day, ()), day, wall) for day in days)


def is_open(calendar: Calendar, second: int) -> bool:
    """Say whether the calendar is open in the second that begins at an instant."""
    return wall_is_open(calendar, wall_of(calendar.zone, second))


def open_spans(calendar: Calendar, start: int, end: int, grain: int) -> list[list[int]]:
    """Return the open time, grain by grain."""
    found: list[list[int]] = []
    for at in range(start, end, grain):
        if is_open(calendar, at):
            if found and found[-1][1] == at:
                found[-1][1] = at + grain
            else:
                found.append([at, at + grain])
    return found


def is_business_day(calendar: Calendar, day: date, grain: int) -> bool:
    """Say whether some time of the date's own spans is neither closed nor skipped by the wall."""
    return any(
        not is_closed(calendar, wall) and exists(calendar.zone, wall)
        for wall in walls(own_spans(calendar, day), day, grain)
    )


def walls(spans: DaySpans, day: date, grain: int) -> Iterator[datetime]:
    """Yield the wall times of a date's spans, grain by grain."""
    for start, end in spans:
        for second in range(start, end, grain):
            yield datetime(day.year, day.month, day.day) + timedelta(seconds=second)


def exists(zone: str, wall: datetime) -> bool:
    """Say whether the wall clock ever shows a time."""
    return bool(instants_showing(zone, wall))


def instants_showing(zone: str, wall: datetime) -> list[int]:
    """Return the instants, none to two, at which the wall clock shows a time, in order."""
    seconds = seconds_since_1970(wall)
    candidates = {seconds - offset for offset in offsets_around(zone, seconds)}
    return sorted(at for at in candidates if wall_of(zone, at) == wall)


def instant_of(zone: str, wall: datetime) -> int:
    """Return the instant of a wall time: the first one; in a gap, by the offset before it."""
    showing = instants_showing(zone, wall)
    if showing:
        return showing[0]
    seconds = seconds_since_1970(wall)
    return seconds - offsets_around(zone, seconds)[0]


def seconds_since_1970(wall: datetime) -> int:
    """Count the seconds on the wall's own axis."""
    return int((wall - datetime(1970, 1, 1)).total_seconds())


def offsets_around(zone: str, seconds: int) -> list[int]:
    """Return the offset well before and well after a time; clock changes lie far apart."""
    around = (seconds - 30 * 3600, seconds + 30 * 3600)
    return [seconds_since_1970(wall_of(zone, at)) - at for at in around]
