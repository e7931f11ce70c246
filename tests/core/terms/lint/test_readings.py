"""L11, L19: each open question once, and readings that answer none."""

from dataclasses import replace

import pytest

from tests.core.terms.lint.whole import (
    CREDIT,
    PROMISE,
    REMOVED,
    TARGET,
    WHOLE,
    YEARLY,
    codes,
    facts_of,
    found,
    get,
    one,
)
from zusage.core.errors import Severity
from zusage.core.terms.contract import Rule
from zusage.core.terms.lint import lint
from zusage.core.terms.lint.questions import questions_of
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.readings import QUESTIONS
from zusage.core.terms.saying import say
from zusage.core.terms.timetable import CalendarTerm

ASKING = [
    (path, key) for path, rule in Survey(WHOLE).rules() for key in questions_of(Survey(WHOLE), rule)
]


@pytest.mark.parametrize(("path", "key"), ASKING)
def test_a_question_is_open_as_soon_as_its_reading_is_gone(
    path: tuple[str | int, ...], key: str
) -> None:
    findings = [f for f in found(((*path, "reading", key), REMOVED)) if f.path == path]
    assert [f.facts["key"] for f in findings] == [key]
    is_single = len(QUESTIONS[key].readings) == 1
    assert findings[0].code == ("lint.L11.single" if is_single else "lint.L11")
    assert findings[0].severity is (Severity.NOTE if is_single else Severity.AMBIGUOUS)
    assert findings[0].facts["used"] == say(f"reading.{key}.{QUESTIONS[key].default}")
    assert findings[0].facts["other_keys"] == QUESTIONS[key].readings[1:]


def test_an_assumption_of_the_author_stays_open_and_is_the_one_used() -> None:
    gone = ((*CREDIT, "reading", "credit_fee"), REMOVED)
    finding = one(gone, ((*CREDIT, "assumes"), {"credit_fee": "list_price"}))
    assert (finding.code, finding.severity) == ("lint.L11.assumed", Severity.AMBIGUOUS)
    assert finding.facts["used_key"] == "list_price"
    assert finding.facts["other_keys"] == ("invoiced",)


def test_one_question_of_several_rules_is_one_finding_at_the_first() -> None:
    gone = [((*path, "reading", "rounding"), REMOVED) for path in (PROMISE, YEARLY)]
    finding = one(*gone, ((*YEARLY, "clauses"), ("C1", "C1")))
    assert (finding.path, finding.facts["rules"]) == (PROMISE, 2)
    assert finding.clauses == ("C1",)


def test_the_same_question_read_in_two_ways_is_two_findings() -> None:
    gone = [((*path, "reading", "rounding"), REMOVED) for path in (PROMISE, YEARLY)]
    assumed = ((*YEARLY, "assumes"), {"rounding": "two_decimals"})
    assert codes(*gone, assumed) == ["lint.L11", "lint.L11.assumed"]


def test_a_question_without_an_example_shows_none() -> None:
    right = (*CREDIT[:-1], 1)
    finding = one(((*right, "reading", "conditions"), REMOVED))
    assert finding.facts["difference"] == ""
    finding = one(((*CREDIT, "reading", "credit_free"), REMOVED))
    assert facts_of(finding.facts["difference"])


def test_a_reading_that_its_rule_does_not_ask_for() -> None:
    finding = one(((*CREDIT, "reading", "rounding"), "exact"))
    assert (finding.code, finding.severity) == ("lint.L19", Severity.NOTE)
    assert finding.path == (*CREDIT, "reading", "rounding")
    assert one(((*CREDIT, "assumes", "rounding"), "exact")).path == (*CREDIT, "assumes", "rounding")


def test_a_reading_that_is_agreed_and_assumed() -> None:
    assert one(((*CREDIT, "assumes"), {"credit_fee": "list_price"})).code == "lint.L19.twice"


def test_a_time_answers_the_questions_of_its_target() -> None:
    place = (*TARGET, "response", "reading")
    gone = ((*TARGET, "reading", "deadline"), REMOVED)
    assert codes((place, {"deadline": "strict"}), gone) == []
    assert one((place, {"rounding": "exact"})).path == (*place, "rounding")


def test_a_contract_without_rules_asks_nothing() -> None:
    empty = replace(WHOLE, levels={}, exclusions={}, calendars={}, desk=None, duties=(), terms=None)
    bare = replace(empty, maintenance=(), options={}, components={}, contacts=())
    assert [f.code for f in lint(bare) if f.code.startswith("lint.L11")] == []
    assert isinstance(get(PROMISE), Rule)
    assert isinstance(get(("calendars", "business")), CalendarTerm)
