"""Wall clocks against the standard library's zones, instant by instant."""

from datetime import UTC, date, datetime, timedelta, timezone

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.calendars import instant_of, wall_of
from tests.oracle.periods import begin_of
from tests.strategies import DAY, TURNS, second_of, settings
from zusage.core.errors import Refusal, TermsError
from zusage.core.zones import (
    SECOND_MAX,
    SECOND_MIN,
    YEAR_MAX,
    YEAR_MIN,
    date_of,
    day_number,
    from_second,
    instant,
    instant_text,
    local_date,
    midnight,
    offset_at,
    parse_instant,
    pieces,
    to_second,
    wall_second,
    wall_seconds,
    zone_info,
)

EPOCH = datetime(1970, 1, 1)
near = st.integers(-3 * DAY, 3 * DAY) | st.integers(-1, 1)


def wall_text(zone: str, second: int) -> str:
    return (EPOCH + timedelta(seconds=wall_second(zone, second))).isoformat()


@pytest.mark.parametrize(
    ("zone", "turn"), [(zone, turn) for zone, turns in TURNS.items() for turn in turns]
)
def test_turns_of_the_strategies_are_clock_changes(zone, turn):
    second = second_of(turn)
    assert offset_at(zone, second - 1) != offset_at(zone, second)


@given(settings(), near)
def test_wall_clock_is_that_of_the_zone(setting, shift):
    second = setting.around + shift
    shown = wall_of(setting.zone, second)
    assert wall_text(setting.zone, second) == shown.isoformat()
    assert local_date(setting.zone, second) == shown.date()


@given(settings(), st.lists(near))
def test_many_wall_clocks_are_those_of_each_instant(setting, shifts):
    seconds = np.array([setting.around + shift for shift in shifts], dtype=np.int64)
    each = [wall_second(setting.zone, int(second)) for second in seconds]
    assert wall_seconds(setting.zone, seconds).tolist() == each


@given(settings(), near)
def test_instant_of_a_wall_time_is_that_of_rfc_5545(setting, shift):
    wall = wall_second(setting.zone, setting.around) + shift
    found = instant(setting.zone, wall)
    assert found == instant_of(setting.zone, EPOCH + timedelta(seconds=wall))


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        ("2025-03-30T02:30:00", "2025-03-30T01:30:00Z"),  # in the gap: by the offset before it
        ("2025-10-26T02:30:00", "2025-10-26T00:30:00Z"),  # twice: the first
    ],
)
def test_wall_times_of_clock_change_nights(wall, expected):
    seconds = int((datetime.fromisoformat(wall) - EPOCH).total_seconds())
    assert instant_text(instant("Europe/Berlin", seconds)) == expected


@given(settings(), st.integers(-3, 3))
def test_date_begins_at_its_first_minute(setting, days):
    day = setting.day + timedelta(days=days)
    assert midnight(setting.zone, day) == begin_of(setting.zone, day)


@pytest.mark.parametrize(
    ("zone", "day", "expected"),
    [
        ("Europe/Berlin", date(2025, 3, 30), "2025-03-29T23:00:00Z"),
        ("America/Sao_Paulo", date(2018, 11, 4), "2018-11-04T03:00:00Z"),  # 00:00 is skipped
        ("America/Toronto", date(1919, 3, 31), "1919-03-31T04:30:00Z"),  # 23:30 to 00:30 is
        ("Pacific/Apia", date(2011, 12, 30), "2011-12-30T10:00:00Z"),  # the whole date is
        ("Pacific/Apia", date(2011, 12, 31), "2011-12-30T10:00:00Z"),
        ("America/Goose_Bay", date(2010, 11, 7), "2010-11-07T03:00:00Z"),  # begins twice
    ],
)
def test_midnights_that_are_skipped_or_come_twice(zone, day, expected):
    assert instant_text(midnight(zone, day)) == expected


@pytest.mark.parametrize("zone", TURNS)
def test_pieces_hold_every_change_of_offset(zone):
    starts, offsets = pieces(zone, 2010, 2030)
    first, last = (second_of(f"{year}-01-01T00:00") for year in (2010, 2031))
    hours = np.arange(first, last, 6 * 3600)
    looked_up = offsets[np.searchsorted(starts, hours, "right") - 1]
    assert looked_up.tolist() == [offset_at(zone, int(hour)) for hour in hours]
    assert all(offset_at(zone, int(s) - 1) != offset_at(zone, int(s)) for s in starts[1:])


@given(st.dates())
def test_day_numbers_count_from_1970(day):
    assert day_number(day) == (day - date(1970, 1, 1)).days
    assert date_of(day_number(day)) == day


@pytest.mark.parametrize(
    ("name", "hours"), [("+01:00", 1), ("-0330", -3.5), ("UTC+05:45", 5.75), ("UTC", 0)]
)
def test_fixed_offsets(name, hours):
    assert offset_at(name, 0) == hours * 3600


@pytest.mark.parametrize(
    "name",
    [
        *("", "x" * 999, "Europe", "Europe/Nowhere", "Europe/Berlin ", "Europe/Berlin\n"),
        *("localtime", "posix/UTC", "right/Europe/Berlin", "../../etc/passwd"),
        *("+24:00", "+01:60", "+\N{ARABIC-INDIC DIGIT ONE}1:00", "\ud800"),
    ],
)
def test_unknown_zones_are_refused(name):
    with pytest.raises(TermsError, match=r"^zone\.unknown$"):
        zone_info(name)


@given(st.datetimes(timezones=st.just(UTC)).map(lambda at: at.replace(microsecond=0)))
def test_instants_are_read_as_they_are_written(at):
    second = to_second(at)
    assert from_second(second) == at
    assert parse_instant(instant_text(second)) == second


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-05T10:00:00+01:00",
        "2026-01-05t09:00:00z",
        "2026-01-05 09:00:00.000Z",
        "2026-01-04T19:30:00-13:30",
        "2026-01-05T09:00:00-00:00",
    ],
)
def test_one_instant_in_the_forms_of_rfc_3339(text):
    assert instant_text(parse_instant(text)) == "2026-01-05T09:00:00Z"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-01-05T09:00:00", "time.naive"),
        ("2026-01-05T09:00:00.5Z", "time.subsecond"),
        ("2026-01-05T09:00:00.0000001Z", "time.subsecond"),
        ("2026-01-05", "time.invalid"),
        ("2026-02-29T09:00:00Z", "time.invalid"),
        ("2026-01-05T24:00:00Z", "time.invalid"),
        ("2026-01-05T23:59:60Z", "time.invalid"),
        ("2026-01-05T09:00:00+24:00", "time.invalid"),
        ("2026-W02-1T09:00:00Z", "time.invalid"),
        ("20260105T090000Z", "time.invalid"),
        ("\N{FULLWIDTH DIGIT TWO}026-01-05T09:00:00Z", "time.invalid"),
        ("0000-01-05T09:00:00Z", "time.invalid"),
        ("now" * 1000, "time.invalid"),
    ],
)
def test_what_is_no_instant_is_refused(text, code):
    with pytest.raises(TermsError) as caught:
        parse_instant(text)
    (finding,) = caught.value.findings
    assert (finding.code, len(str(finding.facts["value"])) <= 40) == (code, True)


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (datetime(2026, 1, 5), "time.naive"),
        (datetime(2026, 1, 5, microsecond=1, tzinfo=UTC), "time.subsecond"),
    ],
)
def test_datetimes_that_are_no_whole_instant_are_refused(at, code):
    with pytest.raises(Refusal) as caught:
        to_second(at)
    assert caught.value.code == code


def test_aware_datetimes_of_any_offset_are_seconds():
    assert to_second(datetime(1970, 1, 1, tzinfo=timezone(timedelta(hours=1)))) == -3600


@pytest.mark.parametrize("ask", [offset_at, instant, wall_second, local_date])
@pytest.mark.parametrize("second", [SECOND_MIN - 1, SECOND_MAX + 1, -(10**30), 10**30])
def test_nothing_is_guessed_beyond_the_known_years(ask, second):
    with pytest.raises(Refusal) as caught:
        ask("Europe/Berlin", second)
    assert caught.value.code == "time.out_of_range"
    assert caught.value.facts == {"first": YEAR_MIN, "last": YEAR_MAX}


@pytest.mark.parametrize("years", [(YEAR_MIN - 2, 2000), (2000, YEAR_MAX + 2)])
def test_offsets_are_refused_beyond_the_known_years(years):
    with pytest.raises(Refusal) as caught:
        pieces("Europe/Berlin", *years)
    assert caught.value.code == "time.out_of_range"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
@pytest.mark.parametrize("day", [date(YEAR_MIN, 1, 1), date(YEAR_MAX + 1, 1, 1)])
def test_first_and_last_day_are_whole_in_every_zone(zone, day):
    assert local_date(zone, midnight(zone, day)) == day
    assert local_date(zone, midnight(zone, day) - 1) == day - timedelta(days=1)
