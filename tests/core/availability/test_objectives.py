"""What an objective allows, and whether seconds miss it: exact, at the very edge."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.histories import promise_of
from zusage.core.availability.objectives import allowed_seconds, missed, ratios_below
from zusage.core.availability.promises import Promise
from zusage.core.terms.quantities import Percentage

MONTH = 31 * 86_400


def promise(objective: str, **chosen: str) -> Promise:
    return promise_of("billed", chosen=chosen, objective=Percentage(ratio=Fraction(objective)))


def is_missed(promise: Promise, downtime: int, service: int) -> bool:
    downtimes, services = np.array([downtime]), np.array([service])
    return bool(missed(promise, downtime=downtimes, service=services)[0])


@pytest.mark.parametrize(
    ("budget", "allowed"),
    [("percentage", Fraction(13392, 5)), ("fixed", Fraction(2608)), ("stricter", Fraction(2608))],
)
def test_the_budget_is_read(budget: str, allowed: Fraction) -> None:
    read = promise("0.999", budget=budget)
    assert allowed_seconds(read, MONTH) == allowed
    assert not is_missed(read, int(allowed), MONTH)
    assert is_missed(read, int(allowed) + 1, MONTH)


def test_the_stricter_budget_is_the_percentage_in_february() -> None:
    read, february = promise("0.999", budget="stricter"), 28 * 86_400
    assert allowed_seconds(read, february) == Fraction(2419200, 1000)
    assert [is_missed(read, seconds, february) for seconds in (2419, 2420, 2608)] == [
        False,
        True,
        True,
    ]
    assert not is_missed(promise("0.999", budget="fixed"), 2608, february)


def test_a_budget_holds_only_where_the_text_names_one() -> None:
    read = promise_of("monthly", chosen={"budget": "fixed"})
    assert allowed_seconds(read, 1000) == 2


@pytest.mark.parametrize(
    ("downtime", "is_low"),
    # 99.795 % is shown as 99.80 %, what lies a second below as 99.79 %.
    [(205, False), (206, True), (200, False)],
)
def test_two_decimals_are_rounded_half_up_before_they_decide(downtime: int, is_low: bool) -> None:
    assert is_missed(promise("0.998", rounding="two_decimals"), downtime, 100_000) is is_low
    assert is_missed(promise("0.998"), downtime, 100_000) is (downtime > 200)


def test_nothing_served_is_nothing_missed() -> None:
    assert not is_missed(promise("0.998"), 0, 0)
    assert not is_missed(promise("0.998", rounding="two_decimals"), 5, 0)


def test_everything_is_promised() -> None:
    assert not is_missed(promise("1"), 0, MONTH)
    assert is_missed(promise("1"), 1, MONTH)


def test_many_decimals_of_a_long_time_do_not_overflow() -> None:
    read = promise_of("monthly", objective=Percentage(ratio=Fraction(99_999_999_999, 10**11)))
    years = 3 * 10**12
    assert [is_missed(read, seconds, years) for seconds in (30, 31)] == [False, True]


@given(
    st.integers(0, 10**11).map(lambda n: Fraction(n, 10**11)),
    st.integers(1, 10**15),
    st.data(),
    st.sampled_from(("exact", "two_decimals")),
)
def test_decisions_are_exact_with_any_decimals_and_weights(
    objective: Fraction, service: int, data: st.DataObject, rounding: str
) -> None:
    near = int((1 - objective) * service)
    downtime = data.draw(st.integers(0, service) | st.sampled_from((near, near + 1)))
    ratio = Fraction(service - downtime, service)
    if rounding == "two_decimals":
        ratio = Fraction((ratio * 20_000 + 1) // 2, 10_000)
    read = promise_of(
        "monthly", chosen={"rounding": rounding}, objective=Percentage(ratio=objective)
    )
    assert is_missed(read, downtime, service) == (ratio < objective)


@given(
    st.fractions(0, 1, max_denominator=10**6),
    st.integers(1, 10**9),
    st.sampled_from(("percentage", "fixed", "stricter")),
    st.data(),
)
def test_a_promise_is_missed_where_the_downtime_is_more_than_allowed(
    objective: Fraction, service: int, budget: str, data: st.DataObject
) -> None:
    read = promise(str(objective), budget=budget)
    allowed = allowed_seconds(read, service)
    near = [max(0, int(allowed) + step) for step in (-1, 0, 1)]
    downtime = data.draw(st.integers(0, service) | st.sampled_from(near))
    assert is_missed(read, downtime, service) == (downtime > allowed)


@given(st.lists(st.none() | st.fractions(0, 1, max_denominator=10**4), max_size=4))
def test_a_ratio_is_below_the_objective_as_its_seconds_are(ratios: list[Fraction | None]) -> None:
    for rounding in ("exact", "two_decimals"):
        read = promise("0.9995", rounding=rounding)
        found = ratios_below(read, ratios).tolist()
        for ratio, is_below in zip(ratios, found, strict=True):
            whole = 10**4 * (ratio.denominator if ratio is not None else 0)
            down = int((1 - ratio) * whole) if ratio is not None else 0
            assert is_missed(read, down, whole) is is_below


@pytest.mark.parametrize("key", ["budget", "rounding"])
def test_an_unknown_reading_is_no_other_one(key: str) -> None:
    with pytest.raises(KeyError, match="of_old"):
        is_missed(promise("0.998", **{key: "of_old"}), 1, 1000)
