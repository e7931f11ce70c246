"""A promise made ready: its calendar, its exclusions in order, its readings and its periods."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.histories import hosting, promise_of, promises, second
from zusage.core.availability.promises import agreement_start, bind, calendar_readings
from zusage.core.errors import Refusal, TermsError
from zusage.core.periods import PeriodKind
from zusage.core.terms.quantities import Duration, Percentage, Unit

ANCHOR = date(2024, 1, 31)


def test_exclusions_stand_in_the_order_of_their_precedence() -> None:
    assert [name for name, _, _ in promise_of("monthly").exclusions] == [
        "suspension",
        "majeure",
        "planned",
    ]


def test_each_exclusion_keeps_its_own_readings_unless_one_is_chosen() -> None:
    def maintenance(**chosen: str) -> dict[str, str]:
        promise = promise_of("monthly", chosen=chosen, excludes=("planned", "short"))
        return {name: readings["maintenance"] for name, _, readings in promise.exclusions}

    assert maintenance() == {"short": "downtime", "planned": "both"}
    assert maintenance(maintenance="downtime") == {"short": "downtime", "planned": "downtime"}


def test_a_promise_on_all_hours_has_no_clock() -> None:
    assert promise_of("billed").clock is None
    monthly = promise_of("monthly").clock
    assert monthly is not None
    assert monthly.calendar.zone == "Europe/Berlin"


def test_the_calendar_is_the_one_under_the_readings() -> None:
    fixed = promise_of("monthly", chosen={"clock_zone": "fixed"}).clock
    assert fixed is not None
    assert fixed.calendar.zone == "+01:00"
    assert promise_of("monthly", chosen={"clock_zone": "fixed"}).calendar_readings == {
        "municipality": "catholic",
        "clock_zone": "fixed",
    }
    assert calendar_readings(hosting(), promises("billed")[0][1], {}) == {}


@pytest.mark.parametrize(
    ("name", "anchor", "kind", "zone"),
    [
        ("billed", None, PeriodKind.CALENDAR_MONTH, "UTC"),
        ("billed", ANCHOR, PeriodKind.BILLING_MONTH, "Europe/Berlin"),
        ("nights", None, PeriodKind.CALENDAR_YEAR, "Europe/Berlin"),
        ("nights", ANCHOR, PeriodKind.CONTRACT_YEAR, "Europe/Berlin"),
        ("monthly", ANCHOR, PeriodKind.CALENDAR_MONTH, "Europe/Berlin"),
        ("thirty", None, PeriodKind.ROLLING, "Europe/Berlin"),
    ],
)
def test_periods_of_an_agreement_need_its_first_day(
    name: str, anchor: date | None, kind: PeriodKind, zone: str
) -> None:
    rule = promise_of(name, anchor=anchor).period_rule
    assert (rule.kind, rule.zone) == (kind, zone)


def test_billing_months_may_run_in_the_customers_zone() -> None:
    level, term = promises("billed")[0]
    chosen = {"billing_zone": "customer_zone"}
    promise = bind(
        hosting(), level=level, term=term, chosen=chosen, customer_zone="America/New_York"
    )
    assert promise.period_rule.zone == "America/New_York"
    with pytest.raises(Refusal) as refused:
        bind(hosting(), level=level, term=term, chosen=chosen)
    assert refused.value.code == "evaluate.customer_zone_missing"


def test_an_agreement_begins_at_midnight_of_the_zone_of_its_periods() -> None:
    _, term = promises("billed")[0]
    assert agreement_start(hosting(), term, {}, anchor=None) is None
    for zone, hours in (("America/New_York", 5), ("Asia/Tokyo", -9)):
        chosen = {"billing_zone": "customer_zone"}
        begin = agreement_start(hosting(), term, chosen, anchor=ANCHOR, customer_zone=zone)
        assert begin == second("2024-01-31T00:00") + hours * 3600
    begin = agreement_start(hosting(), term, {}, anchor=ANCHOR, customer_zone="Asia/Tokyo")
    assert begin == second("2024-01-30T23:00")


def test_a_budget_is_seconds_that_the_text_names() -> None:
    assert promise_of("billed").budget_seconds == 43 * 60 + 28
    assert promise_of("monthly").budget_seconds is None
    months = Duration(amount=1, unit=Unit.MONTHS)
    assert promise_of("billed", stated_budget=months).budget_seconds is None


def test_objective_and_kind_are_those_of_the_term() -> None:
    promise = promise_of("monthly", objective=Percentage(ratio=Fraction(1, 2)))
    assert promise.objective == Fraction(1, 2)
    assert [promise_of(name).is_yearly for name in ("monthly", "yearly", "nights")] == [
        False,
        True,
        True,
    ]


def test_clauses_are_named_once_those_of_the_promise_first() -> None:
    contract = hosting()
    level, term = promises("monthly")[0]
    exclusions = {
        name: replace(rule, clauses=("A", name)) for name, rule in contract.exclusions.items()
    }
    promise = bind(
        replace(contract, exclusions=exclusions),
        level=level,
        term=replace(term, clauses=("B", "A")),
        chosen={},
    )
    assert promise.clauses == ("B", "A", "suspension", "majeure", "planned")


def test_a_calendar_without_open_time_is_an_error_of_the_contract() -> None:
    level, term = promises("monthly")[0]
    contract = hosting()
    office = replace(contract.calendars["office"], week={}, special_days={})
    closed = replace(contract, calendars={**contract.calendars, "office": office})
    with pytest.raises(TermsError) as error:
        bind(closed, level=level, term=term, chosen={})
    assert [finding.code for finding in error.value.findings] == ["calendar.no_open_time"]


@pytest.mark.parametrize(
    ("amount", "unit", "until"),
    [
        (7200, Unit.SECONDS, "2025-01-31T12:00"),
        (30, Unit.DAYS, "2025-03-02T10:00"),
        (60, Unit.DAYS, "2025-04-01T09:00"),
        (1, Unit.MONTHS, "2025-02-28T10:00"),
        (-1, Unit.MONTHS, "2024-12-31T10:00"),
        (1, Unit.BUSINESS_DAYS, "2025-02-03T10:00"),
    ],
)
def test_a_duration_runs_by_the_wall_of_the_contract(amount: int, unit: Unit, until: str) -> None:
    start, length = second("2025-01-31T10:00"), Duration(amount=amount, unit=unit)
    assert promise_of("monthly").after(start, length) == second(until)


def test_business_days_are_all_days_where_all_hours_count() -> None:
    length = Duration(amount=1, unit=Unit.BUSINESS_DAYS)
    start = second("2025-01-31T10:00")
    assert promise_of("billed").after(start, length) == second("2025-02-01T10:00")
