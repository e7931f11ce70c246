"""Wall clock and UTC: an IANA zone or a fixed offset, as pieces of constant offset."""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from zusage.core.errors import Refusal, TermsError
from zusage.core.spans import Seconds

EPOCH = date(1970, 1, 1)
DAY_SECONDS = 86_400
# The years of questions. Offsets are known for a year more on either side, so that the first and
# the last day of these years are whole in every zone.
YEAR_MIN, YEAR_MAX = 1900, 2200
SECOND_MIN = (date(YEAR_MIN - 1, 1, 1) - EPOCH).days * DAY_SECONDS
SECOND_MAX = (date(YEAR_MAX + 2, 1, 1) - EPOCH).days * DAY_SECONDS

FIXED = re.compile(r"(?:UTC)?([+-])([0-9]{2}):?([0-9]{2})")
NAME = re.compile(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*")
# Files beside the zones: "right/..." counts leap seconds, the others name no place.
NOT_A_ZONE = re.compile(r"(right|posix)/.*|posixrules|localtime|Factory")
RFC_3339 = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}"
    r"(?:\.(?P<fraction>[0-9]+))?(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})?"
)
TEXT_SHOWN = 40


class Pieces(NamedTuple):
    """Stretches of constant offset: piece i runs from starts[i] to starts[i + 1].

    starts: int64 (n,), UTC seconds. offsets: int64 (n,), seconds to add for the wall clock.
    """

    starts: Seconds
    offsets: Seconds


@lru_cache(maxsize=64)
def zone_info(name: str) -> ZoneInfo | timezone:
    """Return the zone called "Europe/Berlin", "UTC", or a fixed offset "+01:00".

    Raises TermsError("zone.unknown").

    >>> zone_info("+01:00").utcoffset(None)
    datetime.timedelta(seconds=3600)
    """
    fixed = FIXED.fullmatch(name)
    if fixed and int(fixed[2]) < 24 and int(fixed[3]) < 60:
        offset = timedelta(hours=int(fixed[2]), minutes=int(fixed[3]))
        return timezone(-offset if fixed[1] == "-" else offset)
    try:
        if not fixed and NAME.fullmatch(name) and not NOT_A_ZONE.fullmatch(name):
            return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        pass
    raise TermsError("zone.unknown", value=name)


def day_number(day: date) -> int:
    """Count the days since 1970-01-01."""
    return day.toordinal() - EPOCH.toordinal()


def date_of(number: int) -> date:
    """Return the date that is so many days after 1970-01-01."""
    return date.fromordinal(number + EPOCH.toordinal())


def to_second(at: datetime) -> int:
    """Return an aware instant as UTC seconds. Raises Refusal("time.naive") or "time.subsecond"."""
    if at.tzinfo is None:
        raise Refusal("time.naive", value=at.isoformat())
    if at.microsecond:
        raise Refusal("time.subsecond", value=at.isoformat())
    delta = at - datetime(1970, 1, 1, tzinfo=UTC)
    return delta.days * DAY_SECONDS + delta.seconds


def from_second(second: int) -> datetime:
    """Return UTC seconds as an aware instant.

    >>> from_second(0).isoformat()
    '1970-01-01T00:00:00+00:00'
    """
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(second))


def parse_instant(text: str) -> int:
    """Read an instant as RFC 3339 writes it, with its offset or Z, in whole seconds.

    Raises TermsError("time.invalid"), TermsError("time.naive") without an offset, and
    TermsError("time.subsecond") for a fraction other than zero.

    >>> parse_instant("2026-01-05T09:00:00+01:00") - parse_instant("2026-01-05T08:00:00Z")
    0
    """
    match = RFC_3339.fullmatch(text)
    if not match:
        raise TermsError("time.invalid", value=text[:TEXT_SHOWN])
    if match["offset"] is None:
        raise TermsError("time.naive", value=text[:TEXT_SHOWN])
    if match["fraction"] and match["fraction"].strip("0"):
        raise TermsError("time.subsecond", value=text[:TEXT_SHOWN])
    try:
        return to_second(datetime.fromisoformat(text[:19] + match["offset"].upper()))
    except ValueError:
        raise TermsError("time.invalid", value=text[:TEXT_SHOWN]) from None


def instant_text(second: int) -> str:
    """Write an instant in UTC as RFC 3339 has it.

    >>> instant_text(0)
    '1970-01-01T00:00:00Z'
    """
    return from_second(second).isoformat().replace("+00:00", "Z")


def out_of_range() -> Refusal:
    """Return the refusal of an instant or date outside the years that have answers."""
    return Refusal("time.out_of_range", first=YEAR_MIN, last=YEAR_MAX)


def offset_at(zone: str, second: int) -> int:
    """Return the seconds that the wall clock of the zone is ahead of UTC at an instant.

    Raises Refusal("time.out_of_range").
    """
    if not SECOND_MIN <= second <= SECOND_MAX:
        raise out_of_range()
    offset = datetime.fromtimestamp(second, tz=zone_info(zone)).utcoffset()
    assert offset is not None
    return offset.days * DAY_SECONDS + offset.seconds


@lru_cache(maxsize=8192)
def _year_changes(zone: str, year: int) -> tuple[tuple[int, int], ...]:
    """Return (instant, new offset) of each offset change in a UTC year, found by bisection.

    Two changes within a day that cancel out would be missed; no zone since 1900 has such a pair.
    """
    start = day_number(date(year, 1, 1)) * DAY_SECONDS
    end = day_number(date(year + 1, 1, 1)) * DAY_SECONDS
    changes, at, offset = [], start, offset_at(zone, start)
    while at < end:
        following = min(at + DAY_SECONDS, end)
        if offset_at(zone, following) != offset:
            following = _change_between(zone, at, following)
            offset = offset_at(zone, following)
            changes.append((following, offset))
        at = following
    return tuple(changes)


def _change_between(zone: str, low: int, high: int) -> int:
    """Return the one instant after low, up to high, at which the offset is another."""
    offset = offset_at(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset_at(zone, middle) == offset else (low, middle)
    return high


@lru_cache(maxsize=256)
def pieces(zone: str, first_year: int, last_year: int) -> Pieces:
    """Return the stretches of constant offset of some UTC years, both included.

    Raises Refusal("time.out_of_range") more than a year outside 1900 to 2200; the zone database
    knows nothing certain there.
    """
    if first_year < YEAR_MIN - 1 or last_year > YEAR_MAX + 1:
        raise out_of_range()
    start = day_number(date(first_year, 1, 1)) * DAY_SECONDS
    found = [(start, offset_at(zone, start))]
    if isinstance(zone_info(zone), ZoneInfo):
        for year in range(first_year, last_year + 1):
            found.extend(change for change in _year_changes(zone, year) if change[0] > start)
    table = np.array(found, dtype=np.int64)
    return Pieces(table[:, 0], table[:, 1])


def wall_second(zone: str, second: int) -> int:
    """Return the wall clock at an instant, as seconds since 1970-01-01 00:00 wall time."""
    return second + offset_at(zone, second)


def wall_seconds(zone: str, seconds: Seconds) -> Seconds:
    """Return the wall clock at many instants: int64 (n,) to (n,)."""
    if not seconds.size:
        return seconds
    years = [date_of(int(at) // DAY_SECONDS).year for at in (seconds.min(), seconds.max())]
    starts, offsets = pieces(zone, *years)
    walls: Seconds = seconds + offsets[np.searchsorted(starts, seconds, "right") - 1]
    return walls


def instant(zone: str, wall: int) -> int:
    """Return the instant at which the wall clock shows a time.

    As RFC 5545 3.3.5 has it: a time in the gap counts with the offset before the gap, a time that
    comes twice is the first one.

    wall: seconds since 1970-01-01 00:00 wall time.

    >>> instant("Europe/Berlin", 9 * 3600)
    28800
    """
    if not SECOND_MIN <= wall <= SECOND_MAX:
        raise out_of_range()
    local = datetime(1970, 1, 1) + timedelta(seconds=wall)
    return to_second(local.replace(tzinfo=zone_info(zone), fold=0))


def midnight(zone: str, day: date) -> int:
    """Return the instant at which a date begins in the zone, also where midnight is skipped.

    A date that the wall clock skips as a whole begins and ends at once. A midnight that comes
    twice is the first one.
    """
    wall = day_number(day) * DAY_SECONDS
    start = instant(zone, wall)
    skipped = wall_second(zone, start) - wall
    return _change_between(zone, start - skipped, start) if skipped else start


def local_date(zone: str, second: int) -> date:
    """Return the date on the wall at an instant."""
    return date_of(wall_second(zone, second) // DAY_SECONDS)
