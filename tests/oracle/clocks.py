"""Elapsed time, due instants and business days by walking: second by second, day by day."""

from datetime import datetime

from tests.oracle.calendars import ONE_DAY, instant_of, is_business_day, is_open, wall_of
from zusage.core.calendars import Calendar

Instant = int | None


def elapsed(calendar: Calendar, start: int, end: int, grain: int = 1) -> int:
    """Count the open seconds from start to end, as negative ones where the end lies before."""
    if end < start:
        return -elapsed(calendar, end, start, grain)
    return sum(grain for at in range(start, end, grain) if is_open(calendar, at))


def due(
    calendar: Calendar, start: int, seconds: int, *, to_open: bool, grain: int, steps: int
) -> Instant:
    """Walk on until enough open time has passed, and to an open instant where one is wanted.

    Returns None where the walk ends after so many steps.
    """
    left = seconds
    for at in range(start, start + steps * grain, grain):
        opened = is_open(calendar, at)
        if left == 0 and (opened or not to_open):
            return at
        left -= grain if opened else 0
    return None


def before(
    calendar: Calendar, end: int, seconds: int, *, to_open: bool, grain: int, steps: int
) -> Instant:
    """Walk back until enough open time lies ahead, and to a closing where one is wanted."""
    left = seconds
    for at in range(end, end - steps * grain, -grain):
        was_open = is_open(calendar, at - grain)
        if left == 0 and (was_open or not to_open):
            return at
        left -= grain if was_open else 0
    return None


def add_business_days(
    calendar: Calendar, start: int, days: int, from_nonworking: str, grain: int
) -> int:
    """Go on day by day and count the business days; the time on the wall stays."""
    wall = wall_of(calendar.zone, start)
    day = wall.date()
    toward = {"step": 0, "forward": 1, "backward": -1}[from_nonworking]
    while toward and not is_business_day(calendar, day, grain):
        day += toward * ONE_DAY
    left = abs(days)
    while left:
        day += ONE_DAY if days > 0 else -ONE_DAY
        left -= is_business_day(calendar, day, grain)
    if day == wall.date():
        return start
    return instant_of(calendar.zone, datetime.combine(day, wall.time()))


def count_business_days(calendar: Calendar, start: int, end: int, grain: int) -> int:
    """Go day by day from the start's date to the end's, without the first date."""
    day, last = (wall_of(calendar.zone, at).date() for at in (start, end))
    toward = 1 if last > day else -1
    counted = 0
    while day != last:
        day += toward * ONE_DAY
        counted += toward * is_business_day(calendar, day, grain)
    return counted
