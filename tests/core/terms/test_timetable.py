"""Calendars of a contract: weeks by name, days off by reading, hours by variant."""

from datetime import date

import pytest

from zusage.core.errors import TermsError
from zusage.core.terms.timetable import (
    CalendarTerm,
    Holidays,
    Variant,
    calendar_under,
    month_day,
    week_spans,
    weekdays,
)

MORNING, EVENING = (32400, 43200), (64800, 72000)
WEEK = {"mon-fri": (MORNING,)}


def code_of(act, *arguments):
    with pytest.raises(TermsError) as caught:
        act(*arguments)
    return caught.value.findings[0].code


@pytest.mark.parametrize(
    ("key", "days"),
    [
        ("mon", (0,)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat-mon", (5, 6, 0)),
        ("mon,wed", (0, 2)),
        ("mon, sat-sun", (0, 5, 6)),
        ("sun-sun", (6,)),
        ("mon-sun", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_week_key_names_days(key, days):
    assert weekdays(key) == days


@pytest.mark.parametrize(
    "key", ["", "mo", "Mon", "mon-", "-fri", "mon,,tue", "mon-fri-sun", "montag"]
)
def test_other_week_keys_are_refused(key):
    assert code_of(weekdays, key) == "calendar.weekday_unknown"


def test_day_named_twice_has_the_spans_of_both_in_order():
    week = week_spans({"mon-tue": (EVENING,), "mon": (MORNING,)})
    assert week == ((MORNING, EVENING), (EVENING,), (), (), (), (), ())


def test_annual_days_are_month_and_day():
    assert month_day("12-25") == (12, 25)
    assert month_day("02-29") == (2, 29)


@pytest.mark.parametrize("text", ["02-30", "13-01", "1-1", "12-25-", "2025-12-25", "W01-1", ""])
def test_other_annual_days_are_refused(text):
    assert code_of(month_day, text) == "calendar.annual_day_invalid"


def holidays(**more):
    given = {"source": "X", "package": "explicit", "years": "2025-2026"}
    return Holidays(**given | more)


def test_calendar_has_what_its_term_states():
    day, other = date(2025, 5, 5), date(2025, 6, 6)
    term = CalendarTerm(
        zone="Europe/Amsterdam",
        week=WEEK,
        holidays=holidays(dates=(day,)),
        annual_holidays=("12-25",),
        special_days={other: (EVENING,)},
        closures={other: (MORNING,)},
    )
    calendar = calendar_under(term, {})
    assert calendar.zone == "Europe/Amsterdam"
    assert calendar.week == ((MORNING,),) * 5 + ((), ())
    assert calendar.holidays == {day}
    assert calendar.years == (2025, 2026)
    assert calendar.annual_holidays == {(12, 25)}
    assert calendar.special_days == {other: (EVENING,)}
    assert calendar.closures == {other: (MORNING,)}


def test_calendar_without_holidays_knows_every_year():
    assert calendar_under(CalendarTerm(zone="UTC", week=WEEK), {}).years is None


def test_days_off_follow_the_reading():
    always, first, second = date(2025, 1, 1), date(2025, 5, 5), date(2025, 4, 18)
    by_reading = {"dutch_holidays": {"termijnenwet": (first,), "lustrum": (), "other": (second,)}}
    term = CalendarTerm(
        zone="UTC", week=WEEK, holidays=holidays(dates=(always,), by_reading=by_reading)
    )
    assert calendar_under(term, {"dutch_holidays": "termijnenwet"}).holidays == {always, first}
    assert calendar_under(term, {"dutch_holidays": "lustrum"}).holidays == {always}
    assert calendar_under(term, {"dutch_holidays": "other"}).holidays == {always, second}
    assert calendar_under(term, {}).holidays == {always, first}
    assert calendar_under(term, {"dutch_holidays": "unlisted"}).holidays == {always}


def test_question_without_readings_adds_no_day_off():
    term = CalendarTerm(zone="UTC", week=WEEK, holidays=holidays(by_reading={"seam": {}}))
    assert calendar_under(term, {}).holidays == frozenset()


def test_variant_applies_when_all_of_its_readings_hold():
    term = CalendarTerm(
        zone="Europe/Amsterdam",
        week=WEEK,
        holidays=holidays(dates=(date(2025, 5, 5),)),
        variants=(
            Variant(when={"clock_zone": "fixed"}, zone="+01:00"),
            Variant(when={"seam": "cover", "weekends": "inside"}, week={"sun": (EVENING,)}),
            Variant(when={"weekends": "inside"}, holidays=False),
        ),
    )
    fixed = calendar_under(term, {"clock_zone": "fixed", "seam": "cover"})
    assert (fixed.zone, fixed.week[0]) == ("+01:00", (MORNING,))
    assert fixed.holidays == {date(2025, 5, 5)}
    both = calendar_under(term, {"seam": "cover", "weekends": "inside"})
    assert (both.zone, both.week[0], both.week[6]) == ("Europe/Amsterdam", (), (EVENING,))
    assert (both.holidays, both.years) == (frozenset(), None)


@pytest.mark.parametrize("years", ["2025", "2026-2025", "25-26", "2025-", "²-³", "2025-2026-2027"])
def test_years_are_a_first_and_a_last_one(years):
    term = CalendarTerm(zone="UTC", week=WEEK, holidays=holidays(years=years))
    assert code_of(calendar_under, term, {}) == "calendar.years_invalid"


def test_years_may_be_a_single_one():
    term = CalendarTerm(zone="UTC", week=WEEK, holidays=holidays(years="2025-2025"))
    assert calendar_under(term, {}).years == (2025, 2025)


def test_calendar_that_never_opens_is_refused():
    term = CalendarTerm(zone="UTC", week={"mon": ()})
    assert code_of(calendar_under, term, {}) == "calendar.no_open_time"
