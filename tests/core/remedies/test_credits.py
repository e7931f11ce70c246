"""Credits and claims against a second book-keeper, by laws, and by hand."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.histories import (
    Situation,
    facts_of,
    history_of,
    hosting,
    only_verdict,
    promise_of,
    row,
    second,
    situations,
)
from tests.oracle import remedies as oracle
from tests.oracle.availability import History
from zusage.core.availability.explanations import Explainer
from zusage.core.availability.facts import Facts
from zusage.core.availability.promises import Promise
from zusage.core.availability.verdicts import judge
from zusage.core.errors import Refusal, TermsError
from zusage.core.money import Money, parse_money
from zusage.core.remedies.credits import (
    EarnedCredit,
    credit_blocks,
    earned_credits,
    stated_credits,
    total_amount,
)
from zusage.core.spans import spans_of
from zusage.core.terms.contract import (
    Credit,
)

WAYS = {
    "credit_blocks": ("completed", "started", "proportional"),
    "credit_over": ("sum", "each"),
    "credit_free": ("deductible", "threshold"),
}
JANUARY = (("2025-01-01T00:00", "2025-02-01T00:00"),)
# 0.01 % of 31 days.
FREE = Fraction(31 * 86_400, 10_000)


def way(blocks: str = "completed", over: str = "sum", free: str = "deductible") -> dict[str, str]:
    return {"credit_blocks": blocks, "credit_over": over, "credit_free": free}


def credit_rule(**changes: Any) -> Credit:
    (rule,) = (each for each in hosting().levels["round_the_clock"].remedies)
    assert isinstance(rule, Credit)
    return replace(rule, **changes)


def credits_of(
    promise: Promise,
    facts: Facts,
    rule: Credit,
    *,
    component: str = "web",
    fee: str = "100.00 EUR",
    chosen: Mapping[str, str] | None = None,
    all_readings: bool = False,
) -> tuple[EarnedCredit, ...]:
    judgement = judge(promise, facts)
    (verdict,) = (each for each in judgement.verdicts() if each.component == component)
    fees = {"invoiced": parse_money(fee) if fee else None, "list_price": parse_money("200.00 EUR")}
    return earned_credits(
        Explainer(judgement),
        verdict,
        rule,
        contract=hosting(),
        fees=fees,
        chosen=chosen or {},
        all_readings=all_readings,
    )


def earned(history: History, **further: Any) -> EarnedCredit:
    """Return the one credit of a history."""
    names = [name for name in history.watched if name not in history.groups]
    promise = further.pop("promise", None) or promise_of("billed")
    rule = further.pop("rule", None) or credit_rule()
    (found,) = credits_of(promise, facts_of(history, names), rule, **further)
    return found


# ---- Blocks ----------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=5),
    st.fractions(0, 100, max_denominator=7),
    st.integers(1, 40),
    st.sampled_from(WAYS["credit_blocks"]),
    st.sampled_from(WAYS["credit_over"]),
    st.sampled_from(WAYS["credit_free"]),
)
def test_blocks_agree_with_counting_second_by_second(
    raw: list[tuple[int, int]], free: Fraction, block: int, blocks: str, over: str, how: str
) -> None:
    outages = spans_of((start, start + length) for start, length in raw)
    pairs = [(start, end) for start, end in outages.tolist()]
    ours = credit_blocks(
        outages, free_seconds=free, block_seconds=block, blocks=blocks, over=over, free=how
    )
    assert ours == oracle.blocks(pairs, free=free, block=block, which=blocks, over=over, how=how)


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        # 4,000 s and 3,000 s, 260 s of them free, blocks of 1,800 s: 6,740 s beyond.
        (way(), 3),
        (way("started"), 4),
        (way("proportional"), Fraction(6740, 1800)),
        # Each by itself: 3,740 s and 3,000 s.
        (way(over="each"), 2 + 1),
        (way("started", "each"), 3 + 2),
        (way("proportional", "each"), Fraction(6740, 1800)),
        # From the first second: 7,000 s.
        (way(free="threshold"), 3),
        (way("started", free="threshold"), 4),
        (way("proportional", free="threshold"), Fraction(7000, 1800)),
        (way(over="each", free="threshold"), 2 + 1),
        (way("started", "each", "threshold"), 3 + 2),
        (way("proportional", "each", "threshold"), Fraction(7000, 1800)),
    ],
)
def test_the_twelve_ways_by_hand(reading: dict[str, str], expected: Fraction | int) -> None:
    outages = np.array([[0, 4000], [10_000, 13_000]])
    assert expected == credit_blocks(
        outages,
        free_seconds=260,
        block_seconds=1800,
        blocks=reading["credit_blocks"],
        over=reading["credit_over"],
        free=reading["credit_free"],
    )


@pytest.mark.parametrize("how", WAYS["credit_free"])
def test_free_downtime_earns_nothing_to_its_last_second(how: str) -> None:
    def started(length: int) -> Fraction:
        outages = np.array([[0, length]])
        return credit_blocks(
            outages, free_seconds=260, block_seconds=1800, blocks="started", free=how
        )

    assert [started(0), started(260), started(261)] == [0, 0, 1]


def test_an_unknown_reading_of_blocks_is_no_other_one() -> None:
    with pytest.raises(KeyError, match="of_old"):
        credit_blocks(spans_of([(0, 4000)]), free_seconds=0, block_seconds=1800, blocks="of_old")


def test_an_empty_block_is_an_error_of_the_contract() -> None:
    with pytest.raises(TermsError) as error:
        credit_blocks(np.array([[0, 1]]), free_seconds=0, block_seconds=0)
    assert error.value.findings[0].code == "credit.block_empty"


# ---- Credits ---------------------------------------------------------------------------------


@given(situations("billed", readings=("degraded", "unmeasured", "silent_maintenance")))
def test_credits_agree_with_the_second_book_keeper(situation: Situation) -> None:
    judgement = judge(situation.promise(), situation.facts())
    explainer, second_judge = Explainer(judgement), situation.judge()
    # The promise excuses third parties already; the credit also forgives attacks.
    causes = ("denial_of_service", "malware")
    for verdict in judgement.verdicts():
        if not verdict.service_seconds:
            continue
        period = verdict.period.start, verdict.period.end
        outages = oracle.outages(second_judge, verdict.component, period, causes)
        found = earned_credits(
            explainer,
            verdict,
            credit_rule(),
            contract=hosting(),
            fees={"invoiced": parse_money("99.99 EUR")},
            chosen={},
            all_readings=True,
        )
        assert len({(*credit.reading.values(),) for credit in found}) == len(found) == 12
        for credit in found:
            # That blocks are counted right is shown above; here, of which seconds.
            paid = credit_blocks(
                np.array(outages, dtype=np.int64).reshape(-1, 2),
                free_seconds=Fraction(verdict.service_seconds, 10_000),
                block_seconds=1800,
                blocks=credit.reading["credit_blocks"],
                over=credit.reading["credit_over"],
                free=credit.reading["credit_free"],
            )
            percent, cents = oracle.credit(
                paid, percent=Fraction(5), cap=Fraction(100), fee_cents=9999
            )
            assert (credit.percent, credit.amount) == (percent, Money(currency="EUR", minor=cents))


@given(situations("billed", readings=("degraded",)), st.data())
def test_a_longer_outage_never_lowers_a_credit(situation: Situation, data: st.DataObject) -> None:
    history = replace(situation.history, groups={}, windows=[])
    answered = [one for one in history.rows if one.state == "down" and not one.cause]
    assume(answered)
    one = data.draw(st.sampled_from(answered))
    longer = replace(one, end=one.end + data.draw(st.sampled_from((1, 1800, 40_000))))
    others = [other for other in history.rows if other is not one]
    before = _percents(situation, history)
    after_ = _percents(situation, replace(history, rows=[*others, longer]))
    for key, percent in before.items():
        # Two started blocks become one where two outages grow together: that reading says so.
        if key[2:4] != ("started", "each"):
            assert after_[key] >= percent


def _percents(situation: Situation, history: History) -> dict[tuple[object, ...], Fraction]:
    judgement = judge(situation.promise(), facts_of(history, situation.components))
    explainer = Explainer(judgement)
    return {
        (verdict.component, verdict.period.name, *credit.reading.values()): credit.percent
        for verdict in judgement.verdicts()
        if verdict.service_seconds
        for credit in earned_credits(
            explainer,
            verdict,
            credit_rule(excludes=()),
            contract=hosting(),
            fees={},
            chosen={},
            all_readings=True,
        )
    }


def test_a_credit_explains_its_arithmetic() -> None:
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    credit = earned(history)
    assert credit.percent == 10
    assert str(credit.amount) == "10.00 EUR"
    assert credit.reading == way()
    explained = credit.explanation
    assert explained.formula == "2/1 × 5 % = 10/1 %"
    assert explained.facts == {
        "component": "web",
        "earning_seconds": 4200,
        "excused_seconds": 0,
        "free_seconds": "6696/25",
        "block_seconds": 1800,
        "fee": "100.00 EUR",
        "amount": "10.00 EUR",
    }
    assert explained.rounding == "half_up"


def test_a_credit_without_a_fee_is_a_percentage() -> None:
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    credit = earned(history, fee="")
    assert credit.percent == 10
    assert (credit.amount, credit.explanation.rounding) == (None, "")


def test_the_fee_is_read() -> None:
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    assert str(earned(history, chosen={"credit_fee": "list_price"}).amount) == "20.00 EUR"


def test_the_cap_holds_and_is_shown() -> None:
    history = history_of(row("2025-01-10T00:00", "2025-01-12T00:00"), watched=JANUARY)
    credit = earned(history)
    assert credit.percent == 100
    assert str(credit.amount) == "100.00 EUR"
    assert credit.explanation.formula == "95/1 × 5 % = 475/1 %, max 100/1 %"
    assert earned(history, rule=credit_rule(cap=None)).percent == 475


def test_amounts_are_rounded_half_up_once() -> None:
    # Two blocks of 5 % are 10 % of 0.05 EUR: half a cent, and not twice a quarter.
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    assert str(earned(history, fee="0.05 EUR").amount) == "0.01 EUR"
    assert str(earned(history, fee="0.04 EUR").amount) == "0.00 EUR"


def test_nothing_earned_is_said_only_where_all_readings_are_asked_for() -> None:
    facts = facts_of(history_of(watched=JANUARY), ("web",))
    assert credits_of(promise_of("billed"), facts, credit_rule()) == ()
    found = credits_of(promise_of("billed"), facts, credit_rule(), all_readings=True)
    assert [credit.percent for credit in found] == [0] * 12
    assert not any(credit.claims for credit in found)
    assert stated_credits(found) == ()
    assert total_amount(stated_credits(found)) is None


def test_the_reading_that_holds_stands_first() -> None:
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    chosen = way("started", "each", "threshold")
    facts = facts_of(history, ("web",))
    found = credits_of(promise_of("billed"), facts, credit_rule(), chosen=chosen, all_readings=True)
    assert found[0].reading == chosen
    (stated,) = stated_credits(found)
    assert stated is found[0]
    (only,) = credits_of(promise_of("billed"), facts, credit_rule(), chosen=chosen)
    assert only == stated


def test_credits_add_up_in_one_currency_only() -> None:
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    credit = earned(history)
    assert str(total_amount([credit, credit, earned(history, fee="")])) == "20.00 EUR"
    assert total_amount([]) is None
    with pytest.raises(Refusal) as refused:
        total_amount([credit, earned(history, fee="1.00 CHF")])
    assert refused.value.code == "money.currencies_mixed"


# ---- Causes ----------------------------------------------------------------------------------


def test_a_cause_may_earn_nothing_though_it_counts() -> None:
    attack = row("2025-01-10T08:00", "2025-01-10T12:00", cause="malware")
    history = history_of(attack, row("2025-01-11T08:00", "2025-01-11T09:00"), watched=JANUARY)
    assert only_verdict(promise_of("billed"), history).downtime_seconds == 5 * 3600
    credit = earned(history)
    assert credit.explanation.facts["earning_seconds"] == 3600
    assert credit.explanation.facts["excused_seconds"] == 4 * 3600
    assert credit.percent == 5


def test_a_cause_forgives_nothing_that_another_outage_covers_too() -> None:
    history = history_of(
        row("2025-01-10T08:00", "2025-01-10T12:00", cause="malware"),
        row("2025-01-10T09:00", "2025-01-10T11:00", cause="provider"),
        watched=JANUARY,
    )
    assert earned(history).explanation.facts["earning_seconds"] == 2 * 3600


def test_hours_that_do_not_count_earn_nothing() -> None:
    # Friday evening to Monday morning: an hour of Friday and two of Monday are service hours.
    history = history_of(
        row("2025-01-10T16:00", "2025-01-13T09:00"),
        watched=(("2024-12-31T23:00", "2025-01-31T23:00"),),
    )
    promise, rule = promise_of("monthly"), credit_rule(free=None)
    credit = earned(history, promise=promise, rule=rule)
    assert credit.explanation.facts["earning_seconds"] == 3 * 3600
    assert credit.percent == 30
    assert [claim.outage_end for claim in credit.claims] == [second("2025-01-13T09:00")]
    night = history_of(
        row("2025-01-10T18:00", "2025-01-10T20:00"),
        watched=(("2024-12-31T23:00", "2025-01-31T23:00"),),
    )
    assert credits_of(promise, facts_of(night, ("web",)), rule) == ()


# ---- Services --------------------------------------------------------------------------------


def service(*rows: Any, how: str, weights: Mapping[int, int] | None = None) -> EarnedCredit:
    names = ("web", "mail")
    history = history_of(*rows, watched=JANUARY, components=names, groups={"service": (how, names)})
    facts = facts_of(history, names)
    facts = replace(facts, groups=(replace(facts.groups[0], weights=weights or {}),))
    (found,) = credits_of(promise_of("billed"), facts, credit_rule(), component="service")
    return found


ATTACK = row("2025-01-10T00:00", "2025-01-11T00:00", cause="malware")
OUTAGE = row("2025-01-12T08:00", "2025-01-12T10:10", of="mail")


def test_the_worst_component_does_not_take_anothers_credit_away() -> None:
    # The web is worst, but by an attack that earns nothing; the mail's outage earns all the same.
    credit = service(ATTACK, OUTAGE, how="worst")
    assert credit.percent == 4 * 5
    assert credit.explanation.facts["component"] == "mail"
    alone = service(row("2025-01-10T00:00", "2025-01-10T01:00"), how="worst")
    assert alone.explanation.facts["component"] == "web"


def test_any_component_earns_for_the_service() -> None:
    other = row("2025-01-12T10:00", "2025-01-12T11:00")
    credit = service(ATTACK, OUTAGE, other, how="any")
    assert credit.explanation.facts["earning_seconds"] == 3 * 3600
    assert credit.explanation.facts["excused_seconds"] == 86_400
    assert credit.explanation.facts["component"] == "service"


def test_a_weighted_service_earns_by_weight() -> None:
    weights = {0: 3, 1: 1}
    rows = (row("2025-01-10T00:00", "2025-01-10T04:00"), OUTAGE)
    credit = service(*rows, how="weighted", weights=weights)
    assert credit.explanation.facts["earning_seconds"] == 3 * 3600 + 130 * 15
    assert credit.explanation.facts["free_seconds"] == "6696/25"
    # 12,750 s are 12,482.16 s beyond the free ones: six full blocks.
    assert credit.percent == 30
    long = row("2025-01-12T08:00", "2025-01-12T13:00", of="mail")
    seventh = service(long, how="weighted", weights={0: 6, 1: 1})
    assert seventh.explanation.facts["earning_seconds"] == Fraction(18_000, 7)


# ---- Claims ----------------------------------------------------------------------------------


def test_each_outage_may_be_claimed_for_thirty_days_after_its_end() -> None:
    # The last window crosses the spring jump: the time on the wall stays.
    history = history_of(
        row("2025-03-01T08:00", "2025-03-01T09:00"),
        row("2025-03-10T08:00", "2025-03-10T09:00"),
        watched=(("2025-03-01T00:00", "2025-04-01T00:00"),),
    )
    claims = earned(history).claims
    assert [claim.outage_end for claim in claims] == [
        second("2025-03-01T09:00"),
        second("2025-03-10T09:00"),
    ]
    assert [claim.claim_until for claim in claims] == [
        second("2025-03-31T08:00"),
        second("2025-04-09T08:00"),
    ]
    ends = [oracle.claim_until("Europe/Berlin", claim.outage_end, 30) for claim in claims]
    assert [claim.claim_until for claim in claims] == ends
    last = earned(history, chosen={"claim_window": "last_outage_of_month"}).claims
    assert {claim.claim_until for claim in last} == {second("2025-04-09T08:00")}


def test_an_outage_over_the_end_of_a_month_may_be_claimed_from_its_real_end() -> None:
    history = history_of(
        row("2025-01-31T20:00", "2025-02-01T05:00"),
        watched=(("2025-01-01T00:00", "2025-03-01T00:00"),),
    )
    judgement = judge(promise_of("billed"), facts_of(history, ("web",)))
    ends = {
        verdict.period.name: [
            (credit.explanation.facts["earning_seconds"], claim.outage_end)
            for credit in earned_credits(
                Explainer(judgement), verdict, credit_rule(), contract=hosting(), fees={}, chosen={}
            )
            for claim in credit.claims
        ]
        for verdict in judgement.verdicts()
    }
    assert ends == {
        "2025-01": [(4 * 3600, second("2025-02-01T05:00"))],
        "2025-02": [(5 * 3600, second("2025-02-01T05:00"))],
    }


def test_nothing_need_be_claimed_where_the_contract_asks_for_no_claim() -> None:
    history = history_of(row("2025-01-10T08:00", "2025-01-10T09:10"), watched=JANUARY)
    assert earned(history, rule=credit_rule(claim=None)).claims == ()
