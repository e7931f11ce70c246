"""Business days against an oracle that goes day by day."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import clocks as oracle
from tests.strategies import DAY, GRAIN, HOUR, second_of, situations
from zusage.core.business_days import BusinessDays, FromNonworking
from zusage.core.calendars import Calendar
from zusage.core.errors import Refusal
from zusage.core.zones import instant_text

NINE_TO_FIVE = ((9 * HOUR, 17 * HOUR),)
OFFICE = Calendar(
    zone="Europe/Berlin",
    week=(NINE_TO_FIVE,) * 5 + ((), ()),
    holidays=frozenset({date(2026, 1, 6)}),
)
STEP, FORWARD, BACKWARD = FromNonworking
modes = st.sampled_from(FromNonworking)


@st.composite
def weekly(draw: st.DrawFn, count: int) -> tuple[Calendar, list[int]]:
    """Draw a situation with a business day in nearly every week, so that walks end."""
    calendar, instants = draw(situations(count=count, reach=20 * DAY))
    return replace(calendar, week=(*calendar.week[:6], NINE_TO_FIVE)), instants


@given(weekly(1), st.integers(-12, 12), modes)
def test_added_days_are_those_of_a_walk(situation, days, mode):
    calendar, (start,) = situation
    found = BusinessDays(calendar).add(start, days, mode)
    assert found == oracle.add_business_days(calendar, start, days, mode.value, GRAIN)


@given(weekly(2))
def test_counted_days_are_those_of_a_walk(situation):
    calendar, (start, end) = situation
    found = BusinessDays(calendar).count(start, end)
    assert found == oracle.count_business_days(calendar, start, end, GRAIN)


@given(weekly(1), st.integers(-250, 250).filter(bool))
def test_counting_what_was_added_gives_the_same_number(situation, days):
    calendar, (start,) = situation
    business = BusinessDays(calendar)
    assert business.count(start, business.add(start, days)) == days


@given(weekly(2), st.integers(-12, 12), modes)
def test_what_was_asked_before_changes_no_answer(situation, days, mode):
    calendar, (start, other) = situation
    business = BusinessDays(calendar)
    answers = (business.add(start, days, mode), business.count(start, other))
    business.add(start - 900 * DAY, 200)
    business.add(start, -200)
    business.count(other, other + 2000 * DAY)
    assert (business.add(start, days, mode), business.count(start, other)) == answers


@pytest.mark.parametrize(
    ("start", "days", "mode", "expected"),
    [
        ("2026-01-05T09:00", 1, STEP, "2026-01-07T09:00:00Z"),  # the 6th is a holiday
        ("2026-01-05T09:00", -1, STEP, "2026-01-02T09:00:00Z"),
        ("2026-01-05T22:59", 5, STEP, "2026-01-13T22:59:00Z"),  # the time is kept, open or not
        ("2026-03-27T09:00", 1, STEP, "2026-03-30T08:00:00Z"),  # on the wall, over a clock change
        # A Saturday.
        ("2026-01-10T09:00", 0, STEP, "2026-01-10T09:00:00Z"),
        ("2026-01-10T09:00", 0, FORWARD, "2026-01-12T09:00:00Z"),
        ("2026-01-10T09:00", 0, BACKWARD, "2026-01-09T09:00:00Z"),
        ("2026-01-10T09:00", 1, STEP, "2026-01-12T09:00:00Z"),
        ("2026-01-10T09:00", 1, FORWARD, "2026-01-13T09:00:00Z"),
        ("2026-01-10T09:00", 1, BACKWARD, "2026-01-12T09:00:00Z"),
        ("2026-01-10T09:00", -1, STEP, "2026-01-09T09:00:00Z"),
        ("2026-01-10T09:00", -1, FORWARD, "2026-01-09T09:00:00Z"),
        ("2026-01-10T09:00", -1, BACKWARD, "2026-01-08T09:00:00Z"),
        # A Friday: it needs no move.
        ("2026-01-09T09:00", 0, FORWARD, "2026-01-09T09:00:00Z"),
        ("2026-01-09T09:00", 0, BACKWARD, "2026-01-09T09:00:00Z"),
    ],
)
def test_days_are_added_on_the_wall(start, days, mode, expected):
    found = BusinessDays(OFFICE).add(second_of(start), days, mode)
    assert instant_text(found) == expected


SUNDAYS = replace(OFFICE, week=((),) * 6 + (NINE_TO_FIVE,))


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        ("2025-03-23T01:30", 1, "2025-03-30T01:30:00Z"),  # 02:30 is skipped: offset before the gap
        ("2025-10-19T00:30", 1, "2025-10-26T00:30:00Z"),  # 02:30 comes twice: the first
        ("2025-10-26T01:30", 0, "2025-10-26T01:30:00Z"),  # the second stays where it is
    ],
)
def test_wall_times_of_clock_change_nights(start, days, expected):
    assert instant_text(BusinessDays(SUNDAYS).add(second_of(start), days)) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-01-05T09:00", "2026-01-05T20:00", 0),
        ("2026-01-05T20:00", "2026-01-09T01:00", 3),
        ("2026-01-09T01:00", "2026-01-05T20:00", -3),
        ("2026-01-10T09:00", "2026-01-12T09:00", 1),  # from a Saturday
        ("2026-01-10T09:00", "2026-01-09T09:00", -1),
        ("2026-01-09T09:00", "2026-01-10T09:00", 0),
        ("2026-01-04T23:30", "2026-01-05T09:00", 0),  # already Monday in Berlin
    ],
)
def test_days_are_counted_by_the_dates_on_the_wall(start, end, expected):
    assert BusinessDays(OFFICE).count(second_of(start), second_of(end)) == expected


# ---- Refusals --------------------------------------------------------------------------------

FROZEN = BusinessDays(replace(OFFICE, years=(2025, 2026)))
LAST_DAY = second_of("2026-12-31T12:00")


def refusal_of(ask, *arguments) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as caught:
        ask(*arguments)
    return caught.value.code, caught.value.facts


def beyond(wanted: str) -> tuple[str, dict[str, object]]:
    return "calendar.out_of_range", {"known": "2025-2026", "wanted": wanted}


def test_frozen_years_answer_up_to_their_edges():
    first = second_of("2024-12-31T23:00")
    days = FROZEN.count(first, LAST_DAY)
    assert FROZEN.add(first, days) == second_of("2026-12-30T23:00")
    assert refusal_of(FROZEN.add, first, days + 1) == beyond("2027-01-01")
    assert refusal_of(FROZEN.add, LAST_DAY, -days - 1) == beyond("2024-01-01")


def test_frozen_years_refuse_dates_outside():
    assert refusal_of(FROZEN.add, LAST_DAY + DAY, 0) == beyond("2027-01-01")
    assert refusal_of(FROZEN.count, LAST_DAY, LAST_DAY + DAY) == beyond("2027-01-01")
    assert refusal_of(FROZEN.count, LAST_DAY - 900 * DAY, LAST_DAY) == beyond("2024-07-14")


@pytest.mark.parametrize("days", [10**6, -(10**6), 10**40, -(10**40)])
def test_more_days_than_all_years_have_are_refused(days):
    assert refusal_of(BusinessDays(OFFICE).add, LAST_DAY, days)[0] == "time.out_of_range"


@pytest.mark.parametrize("start", [-(10**30), 10**30, second_of("1899-12-30T00:00")])
def test_dates_beyond_all_years_are_refused(start):
    assert refusal_of(BusinessDays(OFFICE).add, start, 1)[0] == "time.out_of_range"
    assert refusal_of(BusinessDays(OFFICE).count, start, 0)[0] == "time.out_of_range"


def test_move_off_a_holiday_needs_a_known_business_day():
    """The last known date is a day off, and nobody knows the next one."""
    closed = replace(FROZEN.calendar, holidays=frozenset({date(2026, 12, 31)}))
    code, facts = refusal_of(BusinessDays(closed).add, LAST_DAY, 0, FORWARD)
    assert (code, facts["wanted"]) == ("calendar.out_of_range", "2027-01-01")
