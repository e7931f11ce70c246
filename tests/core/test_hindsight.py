"""Two versions of a contract on the same outages: what would have been different."""

from datetime import date
from fractions import Fraction
from typing import Any

from tests.core.terms.lint.whole import CREDIT, PROMISE, WHOLE, changed, length, share, text
from zusage.core.availability.gathering import Observed, gather
from zusage.core.evaluation import Judged, Question, evaluate, service_group
from zusage.core.hindsight import Otherwise, compare, totals
from zusage.core.money import Money, parse_money
from zusage.core.spans import spans_of
from zusage.core.terms.contract import Contract
from zusage.core.terms.readings import QUESTIONS
from zusage.core.zones import midnight
from zusage.formats.outage_csv import read_outages

# March and April 2026; two hours down on a Monday in March, half an hour on one in April.
START, END = (midnight("Europe/Berlin", date(2026, month, 1)) for month in (3, 5))
LOG = b"""component,started_at,ended_at,state
web,2026-03-02T08:00:00Z,2026-03-02T10:00:00Z,down
web,2026-04-13T08:00:00Z,2026-04-13T08:30:00Z,down
"""
DEFAULTS = {key: question.default for key, question in QUESTIONS.items()}
FEE = parse_money("100.00 EUR")
Change = tuple[tuple[str | int, ...], Any]


def judged(contract: Contract, fee: Money | None = FEE) -> list[Judged]:
    """Judge the promise about business hours on the log."""
    term = contract.levels["standard"].availability[0]
    group = service_group(contract, term, DEFAULTS)
    assert group is not None
    whole = spans_of([(START, END)])
    gathered = gather(
        term.components,
        outages=read_outages(LOG, "outages.csv").log,
        maintenance=None,
        observed=Observed(spans={"web": whole, "mail": whole}),
        window=(START, END),
        maintenance_for_all=False,
        groups=[group],
    )
    question = Question(contract=contract, chosen={}, fee=fee)
    return list(evaluate(question, "standard", term, gathered.facts))


def compared(*edits: Change, fee: Money | None = FEE) -> tuple[Otherwise, ...]:
    return compare(judged(WHOLE, fee), judged(changed(*edits), fee))


def service(found: tuple[Otherwise, ...]) -> list[Otherwise]:
    return [each for each in found if each.is_service]


def test_the_same_contract_makes_no_difference() -> None:
    assert compared() == ()
    assert len(judged(WHOLE)) == 6


def test_a_stricter_promise_would_have_been_missed() -> None:
    (april,) = service(compared(((*PROMISE, "objective"), share("99.8 %"))))
    # 220 hours in April: 66 minutes were allowed, 26.4 would have been.
    assert (april.period, april.level, april.promise) == (
        "2026-04",
        "standard",
        WHOLE.levels["standard"].availability[0].title,
    )
    assert april.old is not None
    assert april.new is not None
    assert (april.old.met, april.new.met) == (True, False)
    assert (april.old.downtime_seconds, april.new.downtime_seconds) == (1800, 1800)
    assert (april.old.allowed, april.new.allowed) == (Fraction(3960), Fraction(1584))


def test_a_promise_that_allows_another_time_with_the_same_outcome_is_the_same() -> None:
    assert compared(((*PROMISE, "objective"), share("99.6 %"))) == ()


def test_credits_are_compared_in_percent_and_in_money() -> None:
    # March: 120 minutes less 66 free ones is one whole block of 30 minutes.
    (march,) = compared(((*CREDIT, "percent"), share("7.5 %")))
    assert march.old is not None
    assert march.new is not None
    assert (march.old.percent, march.new.percent) == (Fraction(5), Fraction(15, 2))
    assert (march.old.amount, march.new.amount) == (
        parse_money("5.00 EUR"),
        parse_money("7.50 EUR"),
    )
    assert totals(judged(WHOLE)) == parse_money("5.00 EUR")
    assert totals(judged(WHOLE, None)) is None


def test_without_a_fee_the_percent_alone_differs() -> None:
    (march,) = compared(((*CREDIT, "percent"), share("7.5 %")), fee=None)
    assert march.old is not None
    assert march.old.amount is None


def test_rights_are_compared() -> None:
    trigger = (("levels", "standard", "remedies", 1, "when", 0, "misses"), 1)
    found = compared(trigger)
    assert [(each.period, each.component) for each in found] == [("2026-03", "service")]
    assert found[0].old is not None
    assert found[0].new is not None
    assert found[0].old.rights == ()
    assert [title.en for title in found[0].new.rights] == ["Right to terminate"]


def test_a_promise_that_only_one_version_makes() -> None:
    old = judged(WHOLE)
    gone, come = compare(old, []), compare([], old)
    assert len(gone) == len(come) == 6
    assert {each.new for each in gone} == {each.old for each in come} == {None}
    assert [each.promise for each in gone] == [each.promise for each in come]


def test_another_id_is_another_promise_and_another_title_is_not() -> None:
    renamed = compared(((*PROMISE, "id"), "other"), ((*CREDIT, "promise"), "other"))
    assert len(renamed) == 12
    assert compared(((*PROMISE, "title"), text("other"))) == ()


def test_differences_stand_in_the_order_of_time() -> None:
    found = compared(((*CREDIT, "block"), length("1m")), ((*PROMISE, "objective"), share("99.9 %")))
    assert [each.period for each in found] == sorted(each.period for each in found)
