"""Examples for promises: what is allowed, by every reading, to the second."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.core.terms.lint.whole import PROMISE, YEARLY, changed, facts_of, get, length, share
from zusage.core.periods import PeriodKind
from zusage.core.terms.lint.examples import difference
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Instant, PeriodName, Saying, percent, time
from zusage.core.zones import midnight

Change = tuple[tuple[str | int, ...], object]
MAINTENANCE = ("exclusions", "maintenance")
HOUR = 3600
WHOLE_SHARE = share("100 %")


def example(key: str, path: tuple[str | int, ...], *changes: Change) -> Saying | None:
    contract = changed(*changes)
    return difference(Survey(contract), key, path, get(path, contract))


def test_a_budget_beside_the_percentage_of_the_longest_month() -> None:
    facts = facts_of(example("budget", PROMISE, ((*PROMISE, "stated_budget"), length("1h"))))
    # 230 hours in July 2026, half a percent of which is 1 h 9 min.
    assert facts["period"] == PeriodName(name="2026-07")
    assert (facts["percentage"], facts["fixed"]) == (time(69 * 60), time(HOUR))
    assert facts["stricter"] == time(HOUR)
    assert example("budget", PROMISE, ((*PROMISE, "stated_budget"), length("1 day"))) is None


def test_a_first_year_that_begins_in_october() -> None:
    facts = facts_of(example("part_year", YEARLY))
    assert facts["begin"] == date(2026, 10, 1)
    # 92 days and the hour that October has more.
    assert facts["served"] == time(Fraction(92 * 24 + 1, 200) * HOUR)
    assert facts["full"] == time(Fraction(8760, 200) * HOUR)


def test_all_downtime_in_the_shortest_month() -> None:
    facts = facts_of(example("yearly_mean", YEARLY))
    assert facts["month"] == PeriodName(name="2026-02")
    assert facts["down"] == time(Fraction(8760, 200) * HOUR)
    assert facts["weighted"] == percent(Fraction(199, 200))
    assert facts["of_months"] == percent(1 - Fraction(8760, 200) / 672 / 12)


def test_months_without_counted_hours_are_left_out() -> None:
    closed = {date(2026, 2, day): ((0, 86_400),) for day in range(1, 29)}
    business = replace(get(("calendars", "business")), closures=closed)
    counted: Change = ((*YEARLY, "counted"), "business")
    edits: list[Change] = [(("calendars", "business"), business), counted]
    facts = facts_of(example("yearly_mean", YEARLY, *edits))
    assert facts["month"] == PeriodName(name="2026-08")


def test_a_year_without_counted_hours_has_no_mean() -> None:
    once = {date(2027, 3, 1): ((0, 86_400),)}
    business = replace(get(("calendars", "business")), week={}, special_days=once, variants=())
    counted: Change = ((*YEARLY, "counted"), "business")
    edits: list[Change] = [(("calendars", "business"), business), counted]
    assert example("yearly_mean", YEARLY, *edits) is None


def test_more_downtime_than_the_month_has_is_cut_to_the_month() -> None:
    facts = facts_of(example("yearly_mean", YEARLY, ((*YEARLY, "objective"), share("50 %"))))
    assert facts["down"] == time(672 * HOUR)


def test_components_one_after_the_other() -> None:
    facts = facts_of(example("components", PROMISE))
    assert facts["number"] == 2
    assert (facts["worst"], facts["any"], facts["all"]) == (time(HOUR), time(2 * HOUR), time(0))


def test_an_hour_that_counts_or_does_not() -> None:
    for key in ("degraded", "unmeasured"):
        facts = facts_of(example(key, PROMISE))
        assert facts["allowed"] == time(210 * 18)
        assert facts["share"] == percent(Fraction(200, 210))
        assert example(key, PROMISE, ((*PROMISE, "objective"), WHOLE_SHARE)) is None


def test_outages_until_the_choice_of_their_begin_uses_up_what_is_allowed() -> None:
    facts = facts_of(example("outage_begin", PROMISE))
    assert facts["every"] == time(60)
    assert facts["outages"] == 63
    assert example("outage_begin", PROMISE, ((*PROMISE, "objective"), WHOLE_SHARE)) is None
    unmetered: list[Change] = [(("components", name, "meter"), None) for name in ("web", "mail")]
    # Nothing says how often: five minutes are taken, 3,780 s are allowed.
    assert facts_of(example("outage_begin", PROMISE, *unmetered))["outages"] == 13
    daily = (("components", "web", "meter", "every"), length("1 day"))
    assert facts_of(example("outage_begin", PROMISE, daily))["every"] == time(30)


def test_half_a_hundredth_is_forgiven_by_rounding() -> None:
    facts = facts_of(example("rounding", PROMISE))
    assert facts["least"] == percent(Fraction("0.99495"))
    assert facts["forgiven"] == time(Fraction(210 * HOUR, 20_000))


def test_the_month_with_an_hour_more() -> None:
    facts = facts_of(example("clock_change", YEARLY))
    assert facts["month"] == PeriodName(name="2026-10")
    assert facts["real"] == time(Fraction(745 * HOUR, 200))
    assert facts["nominal"] == time(Fraction(744 * HOUR, 200))


def test_maintenance_that_is_taken_off_service_time_too() -> None:
    facts = facts_of(example("maintenance", MAINTENANCE))
    assert facts["length"] == time(1800)
    assert facts["downtime"] == time(210 * 18)
    assert facts["both"] == time((210 * HOUR - 1800) * Fraction(1, 200))
    longer = facts_of(example("maintenance", MAINTENANCE, ((*MAINTENANCE, "length_max"), None)))
    assert longer["length"] == time(4 * HOUR)


def test_maintenance_of_no_promise_has_no_example() -> None:
    unused: Change = ((*PROMISE, "excludes"), ())
    assert example("maintenance", MAINTENANCE, unused) is None
    assert example("silent_maintenance", MAINTENANCE, unused) is None


def test_a_maintenance_without_announcement_beside_what_is_allowed() -> None:
    facts = facts_of(example("planned", MAINTENANCE))
    assert (facts["length"], facts["allowed"]) == (time(1800), time(210 * 18))
    assert facts["share"] == percent(Fraction(1800, 210 * 18))
    assert example("planned", MAINTENANCE, ((*PROMISE, "excludes"), ())) is None
    assert example("planned", MAINTENANCE, ((*PROMISE, "objective"), WHOLE_SHARE)) is None


@pytest.mark.parametrize(
    ("zone", "elsewhere", "hours"),
    [("UTC", "Europe/Berlin", -2), ("Europe/Berlin", "America/New_York", 6)],
)
def test_a_billing_month_begins_by_two_clocks(zone: str, elsewhere: str, hours: int) -> None:
    facts = facts_of(example("billing_zone", PROMISE, (("zone",), zone)))
    here, there = facts["here"], facts["there"]
    assert isinstance(here, Instant)
    assert isinstance(there, Instant)
    assert (facts["zone"], there.second - here.second) == (elsewhere, hours * HOUR)
    assert here.second == midnight(zone, date(2026, 6, 1))


def test_silent_maintenance_adds_up_over_the_period() -> None:
    silent: Change = ((*MAINTENANCE, "silent"), True)
    month = facts_of(example("silent_maintenance", MAINTENANCE, silent))
    assert (month["sum"], month["allowed"]) == (time(1800), time(210 * 18))
    yearly: Change = ((*PROMISE, "per"), PeriodKind.CALENDAR_YEAR)
    year = facts_of(example("silent_maintenance", MAINTENANCE, silent, yearly))
    assert (year["sum"], year["allowed"]) == (time(12 * 1800), time(2580 * 18))
