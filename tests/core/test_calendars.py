"""Open time and business days against an oracle that asks the wall clock second by second."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import calendars as oracle
from tests.strategies import DAY, GRAIN, HOUR, fine_situations, second_of, situations
from zusage.core.calendars import (
    Calendar,
    always,
    business_days,
    is_always,
    open_spans,
    wall_spans,
    with_zone,
)
from zusage.core.errors import Refusal, TermsError
from zusage.core.zones import date_of, day_number

NINE_TO_FIVE = ((9 * HOUR, 17 * HOUR),)
WEEKDAYS = (NINE_TO_FIVE,) * 5 + ((), ())
WEEK_OFF = ((),) * 7


def calendar(zone="Europe/Berlin", week=WEEKDAYS, **exceptions):
    return Calendar(zone=zone, week=week, **exceptions)


def hours(day: str, found: list[list[int]]) -> list[tuple[float, float]]:
    """Write UTC spans as hours of a UTC date."""
    midnight = second_of(f"{day}T00:00")
    return [((a - midnight) / HOUR, (b - midnight) / HOUR) for a, b in found]


def opened(calendar: Calendar, day: str, days: int = 1) -> list[tuple[float, float]]:
    start = second_of(f"{day}T00:00")
    return hours(day, open_spans(calendar, start=start, end=start + days * DAY).tolist())


# ---- Against the oracle ----------------------------------------------------------------------


@given(situations(count=2))
def test_open_time_is_that_of_the_wall_clock(situation):
    calendar, instants = situation
    start, end = sorted(instants)
    found = open_spans(calendar, start=start, end=end)
    assert found.tolist() == oracle.open_spans(calendar, start, end, GRAIN)


@given(fine_situations(count=2))
def test_open_time_is_exact_to_the_second(situation):
    calendar, instants = situation
    start, end = sorted(instants)
    found = open_spans(calendar, start=start, end=end)
    assert found.tolist() == oracle.open_spans(calendar, start, end, 1)


@given(situations(), st.integers(0, 20))
def test_business_days_are_those_with_open_time_of_their_own(situation, days):
    calendar, (around,) = situation
    first = around // DAY - 7
    found = business_days(calendar, first=first, last=first + days)
    assert found.tolist() == [
        number
        for number in range(first, first + days + 1)
        if oracle.is_business_day(calendar, date_of(number), GRAIN)
    ]


@given(situations(), st.integers(0, 5))
def test_wall_spans_are_those_of_some_dates(situation, days):
    """Within the dates asked for: what ran over from the date before is not theirs."""
    calendar, (around,) = situation
    first = around // DAY
    inside = wall_spans(calendar, first=first - 1, last=first + days)
    cells = range(first * DAY, (first + days + 1) * DAY, GRAIN)
    shown = {at for at in cells if oracle.wall_is_open(calendar, oracle.wall_of("UTC", at))}
    found = {at for a, b in inside.tolist() for at in range(a, b, GRAIN) if at in cells}
    assert found == shown


@given(situations())
def test_order_of_facts_does_not_matter(situation):
    calendar, (around,) = situation
    turned = replace(
        calendar,
        week=tuple(tuple(reversed(day)) for day in calendar.week),
        special_days=dict(reversed(calendar.special_days.items())),
        closures=dict(reversed(calendar.closures.items())),
    )
    window = {"start": around - 3 * DAY, "end": around + 3 * DAY}
    assert open_spans(turned, **window).tolist() == open_spans(calendar, **window).tolist()


@given(situations(count=3))
def test_parts_of_open_time_make_the_whole(situation):
    calendar, instants = situation
    a, b, c = sorted(instants)
    whole = oracle_seconds(open_spans(calendar, start=a, end=c).tolist())
    first = oracle_seconds(open_spans(calendar, start=a, end=b).tolist())
    rest = oracle_seconds(open_spans(calendar, start=b, end=c).tolist())
    assert first + rest == whole


def oracle_seconds(spans: list[list[int]]) -> int:
    return sum(end - start for start, end in spans)


# ---- Cases -----------------------------------------------------------------------------------


def test_spans_of_a_day_join_where_they_touch_or_overlap():
    halves = (((9 * HOUR, 12 * HOUR), (12 * HOUR, 13 * HOUR), (11 * HOUR, 12 * HOUR)),) * 7
    assert opened(calendar("UTC", halves), "2026-01-05") == [(9, 13)]


def test_span_over_midnight_belongs_to_the_day_on_which_it_starts():
    fridays = (*WEEK_OFF[:4], ((22 * HOUR, 30 * HOUR),), (), ())
    saturday_off = calendar("UTC", fridays, holidays=frozenset({date(2026, 1, 10)}))
    assert opened(saturday_off, "2026-01-09", days=3) == [(22, 30)]
    friday_off = calendar("UTC", fridays, holidays=frozenset({date(2026, 1, 9)}))
    assert opened(friday_off, "2026-01-09", days=3) == []


def test_night_of_the_clock_change_is_an_hour_shorter_or_longer():
    nights = calendar(week=(((0, 6 * HOUR),),) * 7)
    assert opened(nights, "2025-03-29", days=2) == [(0, 5), (23, 28), (46, 48)]
    assert opened(nights, "2025-10-26") == [(0, 5), (23, 24)]
    gap = calendar(week=(((2 * HOUR, 3 * HOUR),),) * 7)
    assert opened(gap, "2025-03-30") == []
    assert opened(gap, "2025-10-26") == [(0, 2)]


def test_half_of_a_repeated_hour_is_open_twice():
    assert opened(calendar(week=(((2 * HOUR, 2 * HOUR + 1800),),) * 7), "2025-10-26") == [
        (0, 0.5),
        (1, 1.5),
    ]


def test_fixed_offset_knows_no_summer():
    assert opened(calendar("+01:00"), "2025-07-01") == [(8, 16)]
    assert opened(calendar("Europe/Amsterdam"), "2025-07-01") == [(7, 15)]
    assert with_zone(calendar("Europe/Amsterdam"), "+01:00") == calendar("+01:00")


def test_leap_day_is_an_annual_holiday_in_leap_years_only():
    leap = calendar("UTC", (NINE_TO_FIVE,) * 7, annual_holidays=frozenset({(2, 29), (12, 25)}))
    assert opened(leap, "2024-02-28", days=3) == [(9, 17), (57, 65)]
    assert opened(leap, "2100-02-28", days=2) == [(9, 17), (33, 41)]
    assert opened(leap, "2000-02-29") == []
    assert opened(leap, "2025-12-25") == []


def test_special_day_replaces_holiday_and_week():
    eve = date(2026, 12, 24)
    short = {eve: ((8 * HOUR, 12 * HOUR),)}
    assert opened(calendar("UTC", holidays=frozenset({eve}), special_days=short), "2026-12-24") == [
        (8, 12)
    ]
    assert opened(calendar("UTC", special_days={eve: ()}), "2026-12-24") == []


def test_closure_over_midnight_also_cuts_the_next_day():
    closed = calendar("UTC", ALL_DAY, closures={date(2026, 1, 5): ((22 * HOUR, 30 * HOUR),)})
    assert opened(closed, "2026-01-05", days=2) == [(0, 22), (30, 48)]


ALL_DAY = (((0, DAY),),) * 7


@pytest.mark.parametrize(
    ("closures", "is_business_day"),
    [
        ({date(2026, 1, 5): ((9 * HOUR, 16 * HOUR),)}, True),
        ({date(2026, 1, 5): ((9 * HOUR, 16 * HOUR), (16 * HOUR, 17 * HOUR))}, False),
        ({date(2026, 1, 4): ((20 * HOUR, 48 * HOUR),)}, False),
    ],
)
def test_day_closed_as_a_whole_is_no_business_day(closures, is_business_day):
    monday = day_number(date(2026, 1, 5))
    found = business_days(calendar(closures=closures), first=monday, last=monday)
    assert found.tolist() == [monday] * is_business_day


def test_date_that_the_wall_skips_is_no_business_day():
    friday = day_number(date(2011, 12, 30))
    found = business_days(calendar("Pacific/Apia"), first=friday - 2, last=friday + 3)
    assert found.tolist() == [friday - 2, friday - 1, friday + 3]


def test_always_is_open_all_the_time():
    assert is_always(always("Europe/Berlin"))
    assert opened(always("Europe/Berlin"), "2025-03-30", days=2) == [(0, 48)]


@pytest.mark.parametrize(
    "changes",
    [
        {"week": WEEKDAYS},
        {"holidays": frozenset({date(2026, 1, 1)})},
        {"annual_holidays": frozenset({(1, 1)})},
        {"special_days": {date(2026, 1, 1): ((0, DAY),)}},
        {"closures": {date(2026, 1, 1): ((0, HOUR),)}},
        {"week": (((0, 12 * HOUR), (13 * HOUR, DAY)),) * 7},
    ],
)
def test_exceptions_make_it_something_else_than_always(changes):
    assert not is_always(replace(always("UTC"), **changes))


def test_halves_of_a_day_are_the_whole_day():
    assert is_always(calendar("UTC", (((12 * HOUR, DAY), (0, 12 * HOUR)),) * 7))


def test_no_dates_have_no_business_days():
    assert business_days(calendar(), first=5, last=4).tolist() == []
    assert wall_spans(calendar(), first=5, last=4).tolist() == []


def test_nothing_is_open_in_no_time():
    assert open_spans(calendar(), start=5, end=5).tolist() == []
    assert open_spans(calendar(), start=second_of("2026-01-05T10:00"), end=0).tolist() == []


# ---- Refusals --------------------------------------------------------------------------------

NEW_YEAR = {date(2026, 1, 1): NINE_TO_FIVE}
EVERY_DATE = frozenset(
    (day.month, day.day) for day in (date(2024, 1, 1) + timedelta(days=n) for n in range(366))
)


@pytest.mark.parametrize(
    ("zone", "facts"),
    [
        ("UTC", {"week": WEEK_OFF}),
        ("UTC", {"week": WEEK_OFF, "special_days": {date(2026, 1, 1): ()}}),
        ("UTC", {"annual_holidays": EVERY_DATE}),
        (
            "UTC",
            {
                "week": WEEK_OFF,
                "special_days": NEW_YEAR,
                "closures": {date(2026, 1, 1): ((0, DAY),)},
            },
        ),
        (
            "Pacific/Apia",
            {"week": WEEK_OFF, "special_days": {date(2011, 12, 30): NINE_TO_FIVE}},
        ),
    ],
)
def test_calendar_that_is_never_open_is_refused(zone, facts):
    with pytest.raises(TermsError, match=r"^calendar\.no_open_time$"):
        calendar(zone, **facts)


@pytest.mark.parametrize(
    "facts",
    [
        {"week": WEEK_OFF, "special_days": NEW_YEAR},
        {"annual_holidays": EVERY_DATE - {(2, 29)}},
        {"annual_holidays": EVERY_DATE, "special_days": NEW_YEAR},
    ],
)
def test_calendar_that_is_hardly_ever_open_is_not(facts):
    assert calendar("UTC", **facts).zone == "UTC"


@pytest.mark.parametrize("span", [(9, 9), (9, 8), (-1, 5), (DAY, DAY + 1), (0, 2 * DAY + 1)])
@pytest.mark.parametrize("place", ["week", "special_days", "closures"])
def test_span_outside_its_day_is_refused(span, place):
    facts = {place: {date(2026, 1, 1): (span,)}} if place != "week" else {}
    week = ((span,), *WEEKDAYS[1:]) if place == "week" else WEEKDAYS
    with pytest.raises(TermsError) as caught:
        calendar(week=week, **facts)
    (finding,) = caught.value.findings
    assert finding.code == "calendar.bad_span"
    assert (finding.facts["start"], finding.facts["end"]) == span


def test_unknown_zone_is_refused():
    with pytest.raises(TermsError, match=r"^zone\.unknown$"):
        calendar("Europe/Nowhere")


FROZEN = calendar("Europe/Berlin", years=(2025, 2026))


@pytest.mark.parametrize(
    ("start", "end", "wanted"),
    [
        ("2024-12-31T22:59", "2025-06-01T00:00", "2024-12-31"),
        ("2026-06-01T00:00", "2026-12-31T23:01", "2027-01-01"),
    ],
)
def test_years_without_known_holidays_are_refused(start, end, wanted):
    with pytest.raises(Refusal) as caught:
        open_spans(FROZEN, start=second_of(start), end=second_of(end))
    assert caught.value.code == "calendar.out_of_range"
    assert caught.value.facts == {"known": "2025-2026", "wanted": wanted}


def test_known_years_are_open_from_their_first_to_their_last_second():
    start, end = second_of("2024-12-31T23:00"), second_of("2026-12-31T23:00")
    free = replace(FROZEN, years=None)
    found = open_spans(FROZEN, start=start, end=end).tolist()
    assert found == open_spans(free, start=start, end=end).tolist()


@pytest.mark.parametrize("years", [None, (1800, 2300)])
@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2201, 1, 1)])
def test_years_without_a_known_wall_clock_are_refused(years, day):
    number = day_number(day)
    for ask in (
        lambda: open_spans(calendar(years=years), start=number * DAY, end=number * DAY + DAY),
        lambda: business_days(calendar(years=years), first=number, last=number),
    ):
        with pytest.raises(Refusal) as caught:
            ask()
        assert caught.value.code == "time.out_of_range"
