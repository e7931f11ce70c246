"""The catalogue of readings: known keys, one default each, and who overrules whom."""

from fractions import Fraction
from typing import Any

import pytest

from zusage.core.errors import TermsError
from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import (
    Availability,
    Claim,
    Credit,
    Exclusion,
    Party,
    PartyRole,
    Rule,
)
from zusage.core.terms.quantities import Duration, Percentage, Text, Unit
from zusage.core.terms.readings import QUESTIONS, asked_by, check_reading, effective

TEXT = Text(de="x", en="x")
HALF = Percentage(ratio=Fraction(1, 2))
HOUR = Duration(amount=3600, unit=Unit.SECONDS)


def test_questions_are_numbered_without_gap_and_found_by_key():
    assert [question.number for question in QUESTIONS.values()] == list(range(1, 39))
    assert all(key == question.key for key, question in QUESTIONS.items())


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.key)
def test_readings_differ_and_the_first_is_the_default(question):
    assert len(set(question.readings)) == len(question.readings) >= 1
    assert question.default == question.readings[0]
    for reading in question.readings:
        check_reading(question.key, reading)


def test_unknown_key_and_unknown_value_are_refused():
    with pytest.raises(TermsError) as caught:
        check_reading("colour", "red")
    assert caught.value.findings[0].code == "reading.unknown_key"
    with pytest.raises(TermsError) as caught:
        check_reading("rounding", "up")
    (finding,) = caught.value.findings
    assert finding.code == "reading.unknown_value"
    assert finding.facts == {"key": "rounding", "value": "up", "allowed": "exact, two_decimals"}


def test_who_evaluates_overrules_the_rule_and_the_rule_its_author():
    rule = Rule(reading={"rounding": "two_decimals", "degraded": "partial"},
                assumes={"degraded": "degraded", "deadline": "strict"})  # fmt: skip
    found = effective(rule, {"rounding": "exact"})
    assert (found["rounding"], found["degraded"], found["deadline"]) == (
        "exact",
        "partial",
        "strict",
    )
    assert found.keys() == QUESTIONS.keys()
    assert found["credit_over"] == QUESTIONS["credit_over"].default


def test_without_a_rule_the_defaults_hold():
    assert effective(None, {}) == {key: q.default for key, q in QUESTIONS.items()}


def promise(**more):
    given: dict[str, Any] = {
        "id": "a",
        "title": TEXT,
        "objective": HALF,
        "per": PeriodKind.CALENDAR_MONTH,
    }
    return Availability(**given | more)


ALWAYS = {"degraded", "clock_change", "unmeasured", "outage_begin", "rounding"}


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({}, set()),
        ({"stated_budget": HOUR}, {"budget"}),
        ({"per": PeriodKind.CALENDAR_YEAR}, {"part_year", "yearly_mean"}),
        ({"per": PeriodKind.CONTRACT_YEAR}, {"part_year", "yearly_mean"}),
        ({"per": PeriodKind.BILLING_MONTH}, {"billing_zone"}),
        ({"components": ("a",)}, set()),
        ({"components": ("a", "b")}, {"components"}),
    ],
)
def test_promise_asks_what_its_terms_leave_open(more, asked):
    assert set(asked_by(promise(**more))) == ALWAYS | asked


def test_exclusion_asks_what_its_terms_leave_open():
    plain = Exclusion(title=TEXT, precedence=1, maintenance=True)
    assert asked_by(plain) == ("maintenance", "planned")
    days = Duration(amount=28, unit=Unit.BUSINESS_DAYS)
    silent = Exclusion(title=TEXT, precedence=1, maintenance=True, silent=True, notice=days)
    assert asked_by(silent) == ("planned", "silent_maintenance", "working_days")
    assert asked_by(Exclusion(title=TEXT, precedence=1, notice=HOUR)) == ()


def test_credit_asks_what_its_terms_leave_open():
    terms: dict[str, Any] = {
        "kind": "credit",
        "title": TEXT,
        "promise": "a",
        "percent": HALF,
        "block": HOUR,
    }
    plain = Credit(**terms)
    assert asked_by(plain) == ("credit_blocks", "credit_over", "credit_fee")
    more = Credit(**terms, free=HALF, claim=Claim(within=HOUR, channel="ticket"))
    assert set(asked_by(more)) - set(asked_by(plain)) == {"credit_free", "claim_window"}


def test_other_rules_ask_nothing():
    assert asked_by(Party(name=TEXT, role=PartyRole.CUSTOMER)) == ()
