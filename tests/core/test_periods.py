"""Periods against plain loops over dates."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import periods as oracle
from tests.strategies import DAY, second_of, settings
from zusage.core.errors import Refusal, TermsError
from zusage.core.periods import (
    PeriodKind,
    PeriodRule,
    add_months,
    periods_between,
    whole_months_before,
)
from zusage.core.zones import instant_text

dates = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(dates, st.integers(-60, 60))
def test_months_are_walked_one_by_one(day, months):
    assert add_months(day, months) == oracle.month_later(day, months)


@given(dates, st.integers(0, 60))
def test_day_of_the_anchor_returns_after_a_short_month(day, months):
    """Month by month from the anchor's day gives the same as all months at once."""
    stepwise = day
    for _ in range(months):
        stepwise = add_months(stepwise, 1, anchor_day=day.day)
    assert stepwise == add_months(day, months)


@st.composite
def asked(draw: st.DrawFn) -> tuple[PeriodRule, int, int]:
    """Draw a rule and a stretch of time near a clock change."""
    setting = draw(settings())
    start = setting.around + draw(st.integers(-40 * DAY, 40 * DAY))
    rule = PeriodRule(
        kind=draw(st.sampled_from(PeriodKind)),
        zone=setting.zone,
        anchor=setting.day + timedelta(days=draw(st.integers(-900, 900))),
        days=draw(st.integers(1, 40)),
    )
    return rule, start, start + draw(st.integers(1, 30 * DAY))


@given(asked())
def test_periods_are_those_of_a_walk_over_dates(question):
    rule, start, end = question
    found = periods_between(rule, start=start, end=end)
    expected = oracle.periods(rule, start, end)
    edges = [tuple(oracle.begin_of(rule.zone, day) for day in pair) for pair in expected]
    assert [(period.start, period.end) for period in found] == edges


@given(asked().filter(lambda question: question[0].kind is not PeriodKind.ROLLING))
def test_periods_other_than_rolling_leave_no_gap(question):
    rule, start, end = question
    found = periods_between(rule, start=start, end=end)
    assert found[0].start <= start
    assert found[-1].end >= end
    assert [period.end for period in found[:-1]] == [period.start for period in found[1:]]


@pytest.mark.parametrize(
    ("rule", "start", "end", "expected"),
    [
        (
            PeriodRule(kind=PeriodKind.CALENDAR_MONTH, zone="Europe/Berlin"),
            "2025-03-31T21:59",
            "2025-03-31T22:01",
            [("2025-03", "2025-02-28T23:00:00Z"), ("2025-04", "2025-03-31T22:00:00Z")],
        ),
        (
            PeriodRule(kind=PeriodKind.CALENDAR_YEAR, zone="Europe/Berlin"),
            "2025-12-31T22:59",
            "2025-12-31T23:00",
            [("2025", "2024-12-31T23:00:00Z")],
        ),
        (
            PeriodRule(kind=PeriodKind.BILLING_MONTH, zone="UTC", anchor=date(2025, 1, 31)),
            "2025-02-28T00:00",
            "2025-03-31T00:01",
            [
                ("2025-02-28/2025-03-30", "2025-02-28T00:00:00Z"),
                ("2025-03-31/2025-04-29", "2025-03-31T00:00:00Z"),
            ],
        ),
        (
            PeriodRule(kind=PeriodKind.CONTRACT_YEAR, zone="UTC", anchor=date(2024, 2, 29)),
            "2025-02-27T00:00",
            "2025-02-27T00:01",
            [("2024-02-29/2025-02-27", "2024-02-29T00:00:00Z")],
        ),
        (
            PeriodRule(kind=PeriodKind.ROLLING, zone="UTC", days=30),
            "2025-03-01T12:00",
            "2025-03-03T00:00",
            [
                ("2025-01-31/2025-03-01", "2025-01-31T00:00:00Z"),
                ("2025-02-01/2025-03-02", "2025-02-01T00:00:00Z"),
            ],
        ),
    ],
    ids=lambda value: value.kind.value if isinstance(value, PeriodRule) else None,
)
def test_periods_have_names_and_begin_at_midnight_on_the_wall(rule, start, end, expected):
    found = periods_between(rule, start=second_of(start), end=second_of(end))
    assert [(period.name, instant_text(period.start)) for period in found] == expected


def test_date_that_the_wall_skips_is_no_period():
    rule = PeriodRule(kind=PeriodKind.ROLLING, zone="Pacific/Apia", days=1)
    start, end = second_of("2011-12-29T10:00"), second_of("2012-01-01T10:00")
    names = [period.name[:10] for period in periods_between(rule, start=start, end=end)]
    assert names == ["2011-12-29", "2011-12-31", "2012-01-01"]


def test_no_time_has_no_periods():
    rule = PeriodRule(kind=PeriodKind.CALENDAR_MONTH, zone="UTC")
    assert periods_between(rule, start=5, end=5) == ()


@pytest.mark.parametrize(
    ("at", "months", "first", "after"),
    [
        ("2026-05-20T12:00", 6, "2025-10-31T23:00", "2026-04-30T22:00"),
        ("2026-04-30T22:00", 1, "2026-03-31T22:00", "2026-04-30T22:00"),
        ("2026-04-30T21:59", 1, "2026-02-28T23:00", "2026-03-31T22:00"),
    ],
)
def test_whole_months_before_an_instant_end_with_the_last_whole_one(at, months, first, after):
    found = whole_months_before("Europe/Berlin", second_of(at), months)
    assert found == (second_of(first), second_of(after))


def test_a_month_is_whole_only_with_its_last_second():
    end = second_of("2026-04-30T22:00")
    before = whole_months_before("Europe/Berlin", end - 1, 1)
    assert (before[1], whole_months_before("Europe/Berlin", end, 1)[0]) == (before[1],) * 2


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        (PeriodRule(kind=PeriodKind.BILLING_MONTH, zone="UTC"), "period.anchor_missing"),
        (PeriodRule(kind=PeriodKind.CONTRACT_YEAR, zone="UTC"), "period.anchor_missing"),
        (PeriodRule(kind=PeriodKind.ROLLING, zone="UTC"), "period.days_missing"),
        (PeriodRule(kind=PeriodKind.ROLLING, zone="UTC", days=0), "period.days_missing"),
    ],
)
def test_rule_without_what_it_needs_is_refused(rule, code):
    with pytest.raises(TermsError) as caught:
        periods_between(rule, start=0, end=DAY)
    assert [finding.code for finding in caught.value.findings] == [code]


@pytest.mark.parametrize("start", ["0001-01-01T00:00", "9999-12-30T00:00", "1890-01-01T00:00"])
@pytest.mark.parametrize("kind", [PeriodKind.CALENDAR_MONTH, PeriodKind.ROLLING])
def test_periods_beyond_the_known_years_are_refused(start, kind):
    rule = PeriodRule(kind=kind, zone="UTC", days=30)
    with pytest.raises(Refusal) as caught:
        periods_between(rule, start=second_of(start), end=second_of(start) + DAY)
    assert caught.value.code == "time.out_of_range"
