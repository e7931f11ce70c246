"""Examples for times: business days and notice, counted on a wall calendar. Clauses: V08, V13."""

from dataclasses import replace
from datetime import date

from tests.core.terms.lint.whole import TARGET, WHOLE, changed, facts_of, get, length
from zusage.core.terms.contract import Contract, Limit
from zusage.core.terms.lint.examples import difference
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Instant, Saying
from zusage.core.zones import from_second

Change = tuple[tuple[str | int, ...], object]
MAINTENANCE, RULE = ("exclusions", "maintenance"), ("maintenance", 0)


def example(key: str, path: tuple[str | int, ...], *changes: Change) -> Saying | None:
    contract = changed(*changes)
    return difference(Survey(contract), key, path, get(path, contract))


def at(value: object) -> str:
    assert isinstance(value, Instant)
    return from_second(value.second).isoformat(timespec="minutes").removesuffix("+00:00")


def test_a_recovery_by_both_clocks() -> None:
    recovery: Change = ((*TARGET, "recovery"), Limit(within=length("24h")))
    facts = facts_of(example("recovery_clock", TARGET, recovery))
    assert at(facts["elapsed"]) == "2026-06-06T14:00"
    assert at(facts["in_hours"]) == "2026-06-10T08:00"


def bare() -> Contract:
    """Return a contract with one target and no hours at all."""
    target = replace(get(TARGET), recovery=Limit(within=length("2 business days")))
    target = replace(target, response=None, update=None)
    level = replace(get(("levels", "standard")), availability=(), remedies=(), targets=(target,))
    return replace(WHOLE, calendars={}, desk=None, levels={"standard": level})


def test_without_hours_there_is_no_example() -> None:
    contract = bare()
    assert difference(Survey(contract), "days_recovery", TARGET, get(TARGET, contract)) is None
    hourly = replace(get(TARGET, contract), recovery=Limit(within=length("2h")))
    assert difference(Survey(contract), "recovery_clock", TARGET, hourly) is None
    rule = get(RULE)
    assert difference(Survey(contract), "working_days", RULE, replace(rule, outside=None)) is None


def test_two_business_days_after_a_friday_afternoon() -> None:
    facts = facts_of(example("days_recovery", TARGET))
    # Friday 16:00 in Berlin; Monday and Tuesday; twenty open hours end on Tuesday at 16:00.
    assert at(facts["start"]) == "2026-06-05T14:00"
    assert at(facts["close"]) == "2026-06-09T16:00"
    assert at(facts["same_time"]) == "2026-06-09T14:00"
    assert at(facts["business_hours"]) == "2026-06-09T14:00"


def test_business_days_without_a_clock_run_by_the_hours_of_the_contract() -> None:
    open_clock: Change = ((*TARGET, "recovery", "clock"), None)
    facts = facts_of(example("days_recovery", TARGET, open_clock))
    assert at(facts["close"]) == "2026-06-09T16:00"
    every_hour: Change = ((*TARGET, "recovery", "clock"), "elapsed")
    assert example("days_recovery", TARGET, every_hour) is None


def test_five_business_days_before_a_friday() -> None:
    for path in (MAINTENANCE, RULE):
        facts = facts_of(example("working_days", path))
        assert (facts["start"], facts["announced"]) == (date(2026, 6, 5), date(2026, 5, 29))


def test_notice_without_hours_of_its_own_takes_the_first() -> None:
    facts = facts_of(example("working_days", MAINTENANCE, ((*MAINTENANCE, "notice_inside"), None)))
    assert facts["announced"] == date(2026, 5, 29)


def test_a_time_from_the_event_its_report_and_its_registration() -> None:
    facts = facts_of(example("clock_start", TARGET))
    # One hour by business hours; Friday 16:00 in Berlin, half an hour between the three.
    names = ("happened", "reported", "registered")
    assert [at(facts[name])[-5:] for name in names] == ["14:00", "14:30", "15:00"]
    assert [at(facts[f"from_{name}"])[-5:] for name in names] == ["15:00", "15:30", "16:00"]


def test_a_time_in_all_hours_does_not_wait_for_monday() -> None:
    within: Change = ((*TARGET, "response", "within"), length("4h"))
    by_hours = facts_of(example("clock_start", TARGET, within))
    assert at(by_hours["from_registered"]) == "2026-06-08T09:00"
    elapsed: Change = ((*TARGET, "response", "clock"), "elapsed")
    by_all = facts_of(example("clock_start", TARGET, within, elapsed))
    assert at(by_all["from_registered"]) == "2026-06-05T19:00"


def test_a_report_by_another_channel_first() -> None:
    facts = facts_of(example("phone_report", TARGET))
    assert (at(facts["first"])[-5:], at(facts["required"])[-5:]) == ("14:00", "14:30")
    assert (at(facts["from_first"])[-5:], at(facts["from_required"])[-5:]) == ("15:00", "15:30")


def test_a_second_update_is_due_four_hours_after_the_first() -> None:
    facts = facts_of(example("update_clock", TARGET))
    # Two hours are left on Friday, ten on Monday from 8:00 in Berlin.
    assert at(facts["first"]) == "2026-06-08T08:00"
    assert at(facts["second"]) == "2026-06-08T12:00"
    assert example("update_clock", TARGET, ((*TARGET, "update"), None)) is None


def test_a_deadline_at_closing_time() -> None:
    facts = facts_of(example("deadline", TARGET))
    assert at(facts["start"]) == "2026-06-05T15:00"
    assert at(facts["close"]) == "2026-06-05T16:00"
    assert at(facts["opening"]) == "2026-06-08T06:00"
    # The response runs in all hours: the example is made of the update, four hours.
    elapsed: Change = ((*TARGET, "response", "clock"), "elapsed")
    assert at(facts_of(example("deadline", TARGET, elapsed))["start"]) == "2026-06-05T12:00"


def test_times_without_hours_have_no_example() -> None:
    contract = bare()
    for key in ("clock_start", "phone_report", "update_clock", "deadline"):
        assert difference(Survey(contract), key, TARGET, get(TARGET, contract)) is None
        hourly = replace(get(TARGET, contract), update=Limit(within=length("2h")))
        assert difference(Survey(contract), key, TARGET, hourly) is None


def test_hours_that_never_come_are_no_example() -> None:
    endless: Change = ((*TARGET, "response", "within"), length("999999h"))
    for key in ("clock_start", "phone_report", "deadline"):
        assert example(key, TARGET, endless) is None
