"""Which questions a rule asks: one case where it does and one where it does not, for each key."""

from dataclasses import replace
from typing import Any

import pytest

from tests.core.terms.lint.whole import (
    BACKUP,
    BUSINESS,
    CREDIT,
    PROMISE,
    RIGHT,
    TARGET,
    WHOLE,
    YEARLY,
    changed,
    get,
    length,
)
from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import Keep, Limit, Rule
from zusage.core.terms.lint.examples import EXAMPLES
from zusage.core.terms.lint.questions import (
    TOLD_ELSEWHERE,
    asked,
    assumed_readings,
    questions_of,
    stated_readings,
)
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.readings import QUESTIONS
from zusage.core.terms.timetable import CalendarTerm, Variant

MAINTENANCE = ("exclusions", "maintenance")
RULE = ("maintenance", 0)
NOTICE, RATE = ("terms", "notice"), ("terms", "rates", 0)
Changes = dict[str, Any]

# Key, the rule that asks it, what makes it ask, and what makes it not ask.
CASES: list[tuple[str, tuple[str | int, ...], Changes, Changes]] = [
    ("credit_blocks", CREDIT, {}, {}),
    ("credit_over", CREDIT, {}, {}),
    ("credit_fee", CREDIT, {}, {}),
    ("credit_free", CREDIT, {}, {"free": None}),
    ("claim_window", CREDIT, {}, {"claim": None}),
    ("budget", PROMISE, {"stated_budget": length("1h")}, {}),
    ("part_year", YEARLY, {}, {"per": PeriodKind.CALENDAR_MONTH}),
    ("yearly_mean", YEARLY, {"per": PeriodKind.CONTRACT_YEAR}, {"per": PeriodKind.ROLLING}),
    ("components", PROMISE, {"components": ()}, {"components": ("web",)}),
    ("degraded", PROMISE, {}, {}),
    ("unmeasured", PROMISE, {}, {}),
    ("outage_begin", PROMISE, {}, {}),
    ("rounding", PROMISE, {}, {}),
    ("billing_zone", PROMISE, {"per": PeriodKind.BILLING_MONTH}, {}),
    ("clock_change", PROMISE, {"counted": "always"}, {}),
    ("maintenance", MAINTENANCE, {}, {"maintenance": False}),
    ("planned", MAINTENANCE, {}, {"silent": True}),
    ("silent_maintenance", MAINTENANCE, {"silent": True}, {}),
    ("working_days", MAINTENANCE, {}, {"notice": length("14 days")}),
    ("working_days", RULE, {}, {"notice": None}),
    ("seam", BUSINESS, {}, {"variants": ()}),
    ("municipality", BUSINESS, {}, {"holidays": None}),
    ("recovery_clock", TARGET, {"recovery": Limit(within=length("8h"))}, {}),
    ("days_recovery", TARGET, {}, {"recovery": None}),
    ("clock_start", TARGET, {}, {"response": None, "update": None, "recovery": None}),
    ("update_clock", TARGET, {}, {"update": None}),
    (
        "deadline",
        TARGET,
        {},
        {"response": Limit(within=length("8h"), clock="elapsed"), "update": None, "recovery": None},
    ),
    ("phone_report", TARGET, {}, {"channels": ("phone", "mail")}),
    ("phone_report", TARGET, {}, {"channels": ()}),
    ("conditions", RIGHT, {}, {"when": get(RIGHT).when[:1]}),
    ("runs", RIGHT, {}, {"when": get(RIGHT).when[1:]}),
    ("yearly_backup", BACKUP, {}, {"keep": Keep(daily=7)}),
    ("seven_days", BACKUP, {}, {"keep": None}),
    ("seven_days", ("options", "storage"), {"keep": Keep(hours=24)}, {}),
    ("work_steps", RATE, {}, {}),
    ("notice", NOTICE, {}, {}),
]
ALWAYS_ASKED = {"credit_blocks", "credit_over", "credit_fee", "degraded", "unmeasured"}
ALWAYS_ASKED |= {"outage_begin", "rounding", "work_steps", "notice"}


def rule_at(path: tuple[str | int, ...], changes: Changes) -> Rule | CalendarTerm:
    rule = replace(get(path), **changes)
    assert isinstance(rule, Rule | CalendarTerm)
    return rule


@pytest.mark.parametrize(("key", "path", "asks", "does_not"), CASES)
def test_a_question_follows_from_what_a_rule_says(
    key: str, path: tuple[str | int, ...], asks: Changes, does_not: Changes
) -> None:
    survey = Survey(WHOLE)
    assert key in questions_of(survey, rule_at(path, asks))
    if key not in ALWAYS_ASKED:
        assert key not in questions_of(survey, rule_at(path, does_not))


def test_every_question_with_a_choice_is_asked_by_some_rule() -> None:
    by_calendars = {"clock_zone", "dutch_holidays", "weekends", "holidays_region"}
    covered = {key for key, *_ in CASES} | by_calendars
    assert covered == set(QUESTIONS) - {TOLD_ELSEWHERE}
    assert len(QUESTIONS[TOLD_ELSEWHERE].readings) == 1


@pytest.mark.parametrize("key", ["clock_zone", "dutch_holidays", "weekends", "holidays_region"])
def test_a_calendar_asks_what_its_variants_and_holidays_depend_on(key: str) -> None:
    survey, value = Survey(WHOLE), QUESTIONS[key].readings[1]
    variant = Variant(when={key: value}, zone="UTC")
    holidays = replace(get((*BUSINESS, "holidays")), by_reading={key: {value: ()}})
    assert key in questions_of(survey, rule_at(BUSINESS, {"variants": (variant,)}))
    assert key in questions_of(survey, rule_at(BUSINESS, {"holidays": holidays}))
    assert key not in questions_of(survey, rule_at(BUSINESS, {}))


def test_silence_that_is_read_as_an_exclusion_asks_what_an_exclusion_asks() -> None:
    reading = {"silent_maintenance": "excluded"}
    rule = rule_at(MAINTENANCE, {"silent": True, "reading": reading, "notice": None})
    assert questions_of(Survey(WHOLE), rule) == ("planned", "silent_maintenance")


def test_a_notice_asks_only_beside_a_minimum_term() -> None:
    survey = Survey(changed((("terms", "commitments"), ())))
    assert questions_of(survey, get(NOTICE)) == ()


def test_a_desk_without_channels_leaves_nothing_to_report_by() -> None:
    survey = Survey(changed((("desk",), None)))
    assert "phone_report" not in questions_of(survey, get(TARGET))


def test_other_rules_ask_nothing() -> None:
    assert questions_of(Survey(WHOLE), get(("parties", "host"))) == ()


def test_questions_come_with_their_rule_and_its_place() -> None:
    found = list(asked(Survey(WHOLE)))
    assert (CREDIT, get(CREDIT), "credit_fee") in found
    assert len({(path, key) for path, _, key in found}) == len(found)


def test_a_target_states_its_readings_at_its_times_as_well() -> None:
    response = Limit(
        within=length("1h"), reading={"deadline": "strict"}, assumes={"clock_start": "reported"}
    )
    target = rule_at(TARGET, {"response": response, "update": None})
    assert stated_readings(target)["deadline"] == "strict"
    assert assumed_readings(target) == {"clock_start": "reported"}


def test_an_example_exists_only_for_questions_that_exist() -> None:
    assert set(EXAMPLES) < set(QUESTIONS)
