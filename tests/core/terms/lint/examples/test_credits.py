"""Examples for credits: half an hour and a minute, by every reading. Clauses: M12, M14."""

from datetime import date
from fractions import Fraction

from tests.core.terms.lint.whole import (
    CREDIT,
    PROMISE,
    WHOLE,
    changed,
    facts_of,
    get,
    length,
    share,
)
from zusage.core.terms.contract import Contract, Credit
from zusage.core.terms.lint.examples import difference
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Saying, percent, time

Change = tuple[tuple[str | int, ...], object]


def example(key: str, *changes: Change) -> Saying | None:
    contract: Contract = changed(*changes)
    survey = Survey(contract)
    credit = get(CREDIT, contract)
    assert isinstance(credit, Credit)
    return difference(survey, key, CREDIT, credit)


def test_blocks_of_30_minutes() -> None:
    # June 2026 has 22 days of ten hours; 0.5 % of them is 1 h 6 min.
    facts = facts_of(example("credit_blocks"))
    assert facts["free"] == time(3960)
    assert facts["outage"] == time(31 * 60 + 3960)
    assert facts["completed"] == percent(Fraction(5, 100))
    assert facts["started"] == percent(Fraction(10, 100))
    assert facts["proportional"] == percent(Fraction(5 * 31, 30 * 100))


def test_the_cap_holds_in_examples_too() -> None:
    facts = facts_of(example("credit_blocks", ((*CREDIT, "cap"), share("7 %"))))
    assert (facts["completed"], facts["started"]) == (
        percent(Fraction(5, 100)),
        percent(Fraction(7, 100)),
    )
    uncapped = facts_of(example("credit_blocks", ((*CREDIT, "cap"), None)))
    assert uncapped["started"] == percent(Fraction(10, 100))


def test_two_short_outages_together_and_apart() -> None:
    all_hours = ((*PROMISE, "counted"), "always")
    facts = facts_of(example("credit_over", all_hours, ((*CREDIT, "free"), share("0.01 %"))))
    # 2 x 29 min less 4 min 19.2 s leaves one whole block.
    assert facts["single"] == time(29 * 60)
    assert facts["together"] == percent(Fraction(5, 100))
    assert facts["apart"] == percent(Fraction(0))


def test_free_time_as_deduction_and_as_threshold() -> None:
    all_hours = ((*PROMISE, "counted"), "always")
    facts = facts_of(example("credit_free", all_hours, ((*CREDIT, "free"), share("0.01 %"))))
    assert facts["free"] == time(Fraction("259.2"))
    assert facts["deductible"] == percent(Fraction(0))
    assert facts["threshold"] == percent(Fraction(5, 100))


def test_an_outage_within_the_free_time_earns_nothing_either_way() -> None:
    facts = facts_of(example("credit_free"))
    assert facts["deductible"] == facts["threshold"] == percent(Fraction(0))


def test_a_yearly_promise_has_a_free_time_of_30_days() -> None:
    yearly = ((*CREDIT, "promise"), "year")
    facts = facts_of(example("credit_free", yearly, ((*CREDIT, "free"), share("0.01 %"))))
    assert facts["free"] == time(Fraction("259.2"))


def test_without_a_free_share_nothing_is_free() -> None:
    facts = facts_of(example("credit_blocks", ((*CREDIT, "free"), None)))
    assert facts["free"] == time(0)


def test_a_promise_that_is_not_there_falls_back_to_30_days() -> None:
    facts = facts_of(example("credit_blocks", ((*CREDIT, "promise"), "gone")))
    assert facts["free"] == time(30 * 432)


def test_days_to_claim() -> None:
    facts = facts_of(example("claim_window"))
    assert facts["per_outage"] == date(2026, 7, 2)
    assert facts["of_month"] == date(2026, 7, 29)


def test_blocks_in_days_and_claims_in_months_have_no_example() -> None:
    days = ((*CREDIT, "block"), length("1 day"))
    assert example("credit_blocks", days) is None
    assert example("credit_over", days) is None
    assert example("credit_free", days) is None
    assert example("claim_window", ((*CREDIT, "claim", "within"), length("1 month"))) is None
    assert example("credit_over", ((*CREDIT, "block"), length("1m"))) is None


def test_a_question_without_an_example_has_none() -> None:
    assert difference(Survey(WHOLE), "conditions", CREDIT, get(CREDIT)) is None


def test_one_block_of_the_fee_and_of_the_list_price() -> None:
    facts = facts_of(example("credit_fee", ((*CREDIT, "percent"), share("5 %"))))
    assert [str(facts[name]) for name in ("invoiced", "price")] == ["100.00 EUR", "125.00 EUR"]
    assert [str(facts[name]) for name in ("of_invoiced", "of_price")] == ["5.00 EUR", "6.25 EUR"]
