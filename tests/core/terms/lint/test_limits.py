"""L7: hours without a clock, with a worked instant by each of the two."""

from dataclasses import replace
from datetime import date

import pytest

from tests.core.terms.lint.whole import (
    REPORT,
    TARGET,
    WHOLE,
    changed,
    codes,
    found,
    get,
    length,
    one,
)
from zusage.core.errors import Severity
from zusage.core.terms.contract import Limit
from zusage.core.terms.lint.limits import clocks_missing, example_clock, example_start, hours_for
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Instant
from zusage.core.zones import from_second


def at(value: object) -> str:
    """Return an instant in UTC."""
    assert isinstance(value, Instant)
    return from_second(value.second).isoformat(timespec="minutes").removesuffix("+00:00")


def without_clock(kind: str, hours: str) -> tuple[tuple[str | int, ...], Limit]:
    return (*TARGET, kind), Limit(within=length(hours))


def test_24_hours_reported_on_a_friday_are_a_day_or_two_days_and_a_half() -> None:
    finding = next(f for f in found(without_clock("recovery", "24h")) if f.code == "lint.L7")
    assert finding.severity is Severity.AMBIGUOUS
    assert finding.path == (*TARGET, "recovery", "within")
    # Friday 16:00 in Berlin is 14:00 UTC in summer; two hours are left that day.
    assert at(finding.facts["start"]) == "2026-06-05T14:00"
    assert at(finding.facts["elapsed"]) == "2026-06-06T14:00"
    # 2 h on Friday, 10 h on Monday, 10 h on Tuesday, 2 h on Wednesday from 08:00.
    assert at(finding.facts["in_hours"]) == "2026-06-10T08:00"


def test_a_short_time_is_reported_so_late_that_it_does_not_fit() -> None:
    finding = one(without_clock("response", "1h"))
    assert at(finding.facts["start"]) == "2026-06-05T15:30"
    assert at(finding.facts["elapsed"]) == "2026-06-05T16:30"
    assert at(finding.facts["in_hours"]) == "2026-06-08T06:30"


def test_each_time_without_a_clock_is_one_finding() -> None:
    limits = [without_clock(kind, "4h") for kind in ("response", "update")]
    assert codes(*limits) == ["lint.L7", "lint.L7"]


def test_a_stated_reading_settles_the_recovery() -> None:
    recovery = without_clock("recovery", "24h")
    stated = {k: v for k, v in get((*TARGET, "reading")).items() if k != "days_recovery"}
    settled = ((*TARGET, "reading"), {**stated, "recovery_clock": "elapsed"})
    assert codes(recovery, settled) == []
    on_the_time = ((*TARGET, "recovery", "reading"), {"recovery_clock": "elapsed"})
    assert codes(recovery, ((*TARGET, "reading"), stated), on_the_time) == []


def test_business_days_have_a_clock_of_their_own() -> None:
    assert codes(((*TARGET, "recovery", "clock"), None)) == []


def test_a_duty_within_hours_needs_a_clock_and_one_within_days_does_not() -> None:
    finding = one(((*REPORT, "clock"), None))
    assert (finding.code, finding.path) == ("lint.L7", (*REPORT, "within"))
    assert codes(((*REPORT, "clock"), None), ((*REPORT, "within"), length("3 days"))) == []


def test_a_contract_without_hours_shows_no_instant() -> None:
    target = replace(get(TARGET), update=None, recovery=None, response=Limit(within=length("1h")))
    level = replace(get(("levels", "standard")), availability=(), remedies=(), targets=(target,))
    bare = replace(WHOLE, calendars={}, desk=None, duties=(), levels={"a": level})
    (finding,) = clocks_missing(Survey(bare))
    assert finding.code == "lint.L7.no_hours"
    assert "start" not in finding.facts


@pytest.mark.parametrize("clock", ["business", "elapsed"])
def test_hours_are_looked_for_in_the_target_first_then_at_the_desk(clock: str) -> None:
    target = replace(get(TARGET), response=Limit(within=length("1h"), clock=clock))
    survey = Survey(changed((("desk",), None)))
    assert hours_for(survey, target) == "business"


def test_the_example_does_not_need_known_holidays() -> None:
    contract = changed((("calendars", "business", "holidays", "years"), "2026-2026"))
    clock = example_clock(Survey(contract), "business")
    assert from_second(example_start(clock)).isoformat() == "2026-06-05T14:00:00+00:00"
    assert clock.due_at(example_start(clock), 3000 * 3600) > 0


def test_hours_that_come_too_seldom_make_no_example() -> None:
    once = {date(2027, 3, 1): ((0, 3600),)}
    term = replace(get(("calendars", "business")), week={}, special_days=once, variants=())
    edits = [
        (("calendars", "business"), replace(term, outside={})),
        without_clock("recovery", "24h"),
    ]
    finding = next(f for f in found(*edits) if f.path == (*TARGET, "recovery", "within"))
    assert finding.code == "lint.L7.no_hours"
    days = Limit(within=length("2 business days"))
    finding = next(
        f
        for f in found(edits[0], ((*TARGET, "recovery"), days), ((*TARGET, "reading"), {}))
        if f.facts.get("key") == "days_recovery"
    )
    assert finding.facts["difference"] == ""
