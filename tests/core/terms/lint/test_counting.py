"""How much time counts: sample periods of the example year, to the second."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.core.terms.lint.whole import BUSINESS, PROMISE, WHOLE, YEARLY, changed, get
from zusage.core.calendars import always
from zusage.core.periods import PeriodKind
from zusage.core.terms.lint.counting import (
    allowed,
    calendar_of,
    clock_change_counts,
    counts_all_hours,
    example_year,
    samples,
    usual,
)

DAY = 86_400
HOURS = 3600


def test_months_of_business_hours() -> None:
    counted = [s.counted // HOURS for s in samples(WHOLE, get(PROMISE))]
    # Weekdays of 2026 times ten hours; 1 January, 14 August and 25 December are off.
    assert counted == [210, 200, 220, 220, 210, 220, 230, 200, 220, 220, 210, 220]


def test_a_year_of_all_hours_has_all_its_days() -> None:
    (year,) = samples(WHOLE, get(YEARLY))
    assert (year.period.name, year.counted, year.whole) == ("2026", 365 * DAY, 365 * DAY)


def test_months_of_all_hours_feel_the_clock_change() -> None:
    months = samples(WHOLE, replace(get(YEARLY), per=PeriodKind.BILLING_MONTH))
    assert [s.counted - s.counted // DAY * DAY for s in months if s.counted % DAY] == [
        23 * HOURS,
        HOURS,
    ]


def test_a_rolling_period_has_its_days() -> None:
    promise = replace(get(YEARLY), per=PeriodKind.ROLLING, days=7)
    (week,) = samples(WHOLE, promise)
    assert week.whole == 7 * DAY


@pytest.mark.parametrize(("years", "expected"), [("2010-2020", 2020), ("2030-2040", 2030)])
def test_the_example_year_moves_into_the_known_ones(years: str, expected: int) -> None:
    contract = changed(((*BUSINESS, "holidays", "years"), years))
    calendar = calendar_of(contract.calendars["business"])
    assert example_year(calendar) == expected
    assert samples(contract, get(PROMISE))[0].period.name == f"{expected}-01"


def test_a_usual_period_is_near_the_mean() -> None:
    months = samples(WHOLE, replace(get(YEARLY), per=PeriodKind.CALENDAR_MONTH))
    assert usual(months).period.name == "2026-04"


def test_what_a_percentage_allows_is_exact() -> None:
    assert allowed(get(PROMISE), 1000) == Fraction(5)
    assert allowed(get(PROMISE), 1) == Fraction(1, 200)


def test_all_hours_or_some() -> None:
    assert counts_all_hours(WHOLE, get(YEARLY))
    assert not counts_all_hours(WHOLE, get(PROMISE))
    assert example_year(always("UTC")) == 2026


def test_a_clock_change_matters_where_it_falls_into_counted_hours() -> None:
    night = {"sun": ((0, 6 * HOURS),)}
    nightly = changed(((*BUSINESS, "week"), night), ((*BUSINESS, "outside"), {}))
    assert clock_change_counts(WHOLE, get(YEARLY))
    assert not clock_change_counts(replace(WHOLE, zone="UTC"), get(YEARLY))
    assert not clock_change_counts(WHOLE, get(PROMISE))
    assert clock_change_counts(nightly, get(PROMISE))
