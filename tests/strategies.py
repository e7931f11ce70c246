"""What hypothesis makes up: spans, zones, calendars and instants where time is at its worst.

A *grain* is the number of seconds of which all edges are multiples. With a coarse grain an oracle
can go through weeks; with a grain of 1 through hours. Every rule about time joins here.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume
from hypothesis import strategies as st

from zusage.core.calendars import Calendar, DaySpans
from zusage.core.errors import TermsError

HOUR, DAY = 3600, 86_400
GRAIN = 900

# Instants at which the wall clock jumps, by zone: an hour, half an hour, a whole date that is
# skipped (Samoa, Kwajalein), one that comes twice, and a gap that runs over midnight (Toronto).
TURNS = {
    "Europe/Berlin": ("2025-03-30T01:00", "2025-10-26T01:00", "2028-03-26T01:00"),
    "Europe/Amsterdam": ("2026-03-29T01:00", "2026-10-25T01:00"),
    "Europe/Zurich": ("2024-03-31T01:00",),
    "America/New_York": ("2026-03-08T07:00", "2026-11-01T06:00"),
    "America/Toronto": ("1919-03-31T04:30",),
    "America/Sao_Paulo": ("2018-11-04T03:00", "2018-02-18T02:00"),
    "Australia/Lord_Howe": ("2026-04-04T15:00", "2026-10-03T15:30"),
    "Pacific/Apia": ("2011-12-30T10:00", "2012-03-31T14:00"),
    "Pacific/Kwajalein": ("1969-09-30T13:00", "1993-08-21T12:00"),
    "Africa/Casablanca": ("2026-02-15T02:00", "2026-03-22T02:00"),
    "UTC": (),
    "+01:00": (),
    "-03:30": (),
    "+05:45": (),
}
# Leap days, the one that 2100 lacks, turns of the year, Christmas.
DAYS = ("2024-02-29T12:00", "2100-02-28T23:00", "2027-12-31T23:00", "2025-12-25T08:00")


def second_of(text: str) -> int:
    """Return UTC seconds of "2025-03-30T01:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


# ---- Sets of time ----------------------------------------------------------------------------


# So few seconds that spans often touch, and that all of them can be counted.
SPAN_END_MAX = 15


def pairs() -> st.SearchStrategy[list[tuple[int, int]]]:
    """Starts and ends in any order: empty, touching, overlapping, nested and repeated ones."""
    edge = st.integers(0, SPAN_END_MAX)
    pair = st.tuples(edge, edge).map(lambda two: (min(two), max(two)))
    return st.lists(pair, max_size=8)


# ---- Calendars -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Setting:
    """A zone and an instant in it that deserves a look, as UTC seconds."""

    zone: str
    around: int

    @property
    def day(self) -> date:
        """The date in UTC; the one on the wall is at most a day off."""
        return (datetime(1970, 1, 1) + timedelta(seconds=self.around)).date()


SETTINGS = [
    Setting(zone, second_of(text)) for zone, turns in TURNS.items() for text in (*turns, *DAYS)
]


def settings() -> st.SearchStrategy[Setting]:
    """A zone with one of its clock changes, or a leap day, or a turn of the year."""
    return st.sampled_from(SETTINGS)


USUAL_SPANS = [
    (9 * HOUR, 17 * HOUR),
    (0, DAY),
    (22 * HOUR, 30 * HOUR),
    (8 * HOUR, 12 * HOUR),
    (12 * HOUR, 13 * HOUR),
    (2 * HOUR, 3 * HOUR),
    (1 * HOUR, 2 * HOUR + HOUR // 2),
    (23 * HOUR, 48 * HOUR),
]
# Days before or after the one that a calendar is drawn for.
OFFSETS = st.integers(-6, 6)
KINDS_OF_DAY = 3


@lru_cache
def day_spans(grain: int) -> st.SearchStrategy[DaySpans]:
    """Spans of one day: none to three, over midnight, whole days, touching and overlapping."""
    free = st.tuples(st.integers(0, DAY // grain - 1), st.integers(1, DAY // grain)).map(
        lambda two: (two[0] * grain, min((two[0] + two[1]) * grain, 2 * DAY))
    )
    return st.lists(st.sampled_from(USUAL_SPANS) | free, max_size=3).map(tuple)


@lru_cache
def plans(grain: int) -> st.SearchStrategy[tuple[Any, ...]]:
    """What a calendar is made of, with days counted from the one that it is drawn for."""
    spans = day_spans(grain)
    return st.tuples(
        st.lists(spans, min_size=KINDS_OF_DAY, max_size=KINDS_OF_DAY),
        st.integers(0, KINDS_OF_DAY**7 - 1),
        st.lists(OFFSETS, max_size=3),
        st.lists(OFFSETS, max_size=2),
        st.dictionaries(OFFSETS, spans, max_size=2),
        st.dictionaries(OFFSETS, spans, max_size=3),
    )


@st.composite
def calendars(draw: st.DrawFn, setting: Setting, grain: int = GRAIN) -> Calendar:
    """Draw a calendar whose exceptions lie within a few days of the setting."""
    kinds, week, holidays, annual, special, closures = draw(plans(grain))
    day = {offset: setting.day + timedelta(days=offset) for offset in range(-6, 7)}
    try:
        return Calendar(
            zone=setting.zone,
            # The digits of one number say what kind of day each weekday is.
            week=tuple(kinds[week // KINDS_OF_DAY**at % KINDS_OF_DAY] for at in range(7)),
            holidays=frozenset(day[offset] for offset in holidays),
            annual_holidays=frozenset((day[at].month, day[at].day) for at in annual),
            special_days={day[offset]: spans for offset, spans in special.items()},
            closures={day[offset]: spans for offset, spans in closures.items()},
        )
    except TermsError as error:
        assume(error.findings[0].code != "calendar.no_open_time")
        raise


@st.composite
def situations(
    draw: st.DrawFn, *, grain: int = GRAIN, reach: int = 3 * DAY, count: int = 1
) -> tuple[Calendar, list[int]]:
    """Draw a calendar and some instants near the clock change or date that it is drawn for."""
    setting = draw(settings())
    steps = st.integers(-reach // grain, reach // grain)
    instants = [setting.around + draw(steps) * grain for _ in range(count)]
    return draw(calendars(setting, grain)), instants


@st.composite
def fine_situations(draw: st.DrawFn, *, count: int) -> tuple[Calendar, list[int]]:
    """Draw a calendar whose edges are any seconds within half an hour of the clock change."""
    setting = draw(settings())
    seconds = st.integers(-HOUR // 2, HOUR // 2)
    info = None if setting.zone[0] in "+-" else ZoneInfo(setting.zone)
    offset = datetime.fromtimestamp(setting.around - 1, info or UTC).utcoffset() or timedelta()
    turn = (setting.around + int(offset.total_seconds())) % DAY
    edges = sorted((turn + draw(seconds)) % DAY for _ in range(2))
    spans = ((edges[0], edges[1] + 1),)
    closed = draw(st.sampled_from(((), ((turn, min(turn + 300, 2 * DAY)),))))
    calendar = Calendar(
        zone=setting.zone, week=(spans,) * 7, closures={setting.day: closed} if closed else {}
    )
    return calendar, [setting.around + draw(seconds) for _ in range(count)]
