"""Rights from runs of misses, against a second book-keeper and by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.histories import (
    history_of,
    hosting,
    only_verdict,
    promise_of,
    second,
)
from tests.oracle import remedies as oracle
from zusage.core.availability.verdicts import Verdict
from zusage.core.periods import PeriodKind, periods_between
from zusage.core.remedies.rights import rights
from zusage.core.terms.contract import (
    Consultation,
    Missed,
    TerminationRight,
    Trigger,
)
from zusage.core.terms.quantities import Duration, Unit

# ---- Rights ----------------------------------------------------------------------------------


def months(*said: tuple[bool | None, bool], first: str = "2025-01-01T00:00") -> list[Verdict]:
    """Return verdicts of consecutive months: whether each was met, and whether it is complete."""
    sample = only_verdict(promise_of("billed"), history_of())
    promise = promise_of("billed", per=PeriodKind.CALENDAR_MONTH)
    start = second(first)
    periods = periods_between(promise.period_rule, start=start, end=start + 2000 * 86_400)
    return [
        replace(sample, promise=promise, period=period, met=met, complete=complete)
        for period, (met, complete) in zip(periods, said, strict=False)
    ]


def remedy(
    *when: Trigger, kind: str = "consultation", **reading: str
) -> Consultation | TerminationRight:
    (talk, end) = hosting().levels["office"].remedies
    assert isinstance(talk, Consultation)
    assert isinstance(end, TerminationRight)
    return replace(talk if kind == "consultation" else end, when=when, reading=reading)


def trigger(misses: int, *, row: bool = True, within: int | None = None) -> Trigger:
    length = Duration(amount=within, unit=Unit.MONTHS) if within else None
    return Trigger(what=Missed.AVAILABILITY, misses=misses, in_a_row=row, within=length)


def found(verdicts: Sequence[Verdict], *remedies: Any, **chosen: str) -> list[str]:
    return [right.period for right in rights(verdicts, remedies, chosen=chosen)]


SAID = st.lists(
    st.tuples(st.sampled_from((False, False, True, None)), st.sampled_from((True, True, False))),
    max_size=14,
)


@given(SAID, st.integers(1, 4), st.booleans())
def test_runs_agree_with_the_second_book_keeper(
    said: list[tuple[bool | None, bool]], misses: int, partial: bool
) -> None:
    verdicts = months(*said)
    plain = [(each.period.name, each.met, each.complete) for each in verdicts]
    runs = "partial_months_count" if partial else "whole_months"
    assert found(verdicts, remedy(trigger(misses)), runs=runs) == oracle.rights_in_a_row(
        plain, misses=misses, partial=partial
    )


@given(SAID, st.integers(1, 4), st.integers(1, 7), st.booleans())
def test_misses_within_some_months_agree_with_the_second_book_keeper(
    said: list[tuple[bool | None, bool]], misses: int, within: int, partial: bool
) -> None:
    verdicts = months(*said)
    plain = [(each.period.name, each.met, each.complete) for each in verdicts]
    runs = "partial_months_count" if partial else "whole_months"
    rule = remedy(trigger(misses, row=False, within=within))
    assert found(verdicts, rule, runs=runs) == oracle.rights_within(
        plain, misses=misses, within=within, partial=partial
    )


MISSED, MET, SILENT = (False, True), (True, True), (None, True)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([MISSED, MISSED], ["2025-02"]),
        # One right per run, however long it is.
        ([MISSED, MISSED, MISSED, MISSED], ["2025-02"]),
        ([MISSED, MISSED, MET, MISSED, MISSED], ["2025-02", "2025-05"]),
        ([MISSED, SILENT, MISSED], []),
        # A month that was watched in part neither counts nor bridges.
        ([MISSED, (False, False), MISSED], []),
    ],
)
def test_two_months_in_a_row(said: list[tuple[bool | None, bool]], expected: list[str]) -> None:
    assert found(months(*said), remedy(trigger(2))) == expected


def test_a_gap_between_periods_ends_a_run() -> None:
    verdicts = months(MISSED, MISSED, MISSED)
    assert found([verdicts[0], verdicts[2]], remedy(trigger(2))) == []


def test_a_right_names_its_run_its_period_and_its_component() -> None:
    verdicts = months(MET, MISSED, MISSED, MISSED)
    (right,) = rights(verdicts, [remedy(trigger(3))], chosen={})
    assert right.run == ("2025-02", "2025-03", "2025-04")
    assert (right.period, right.component) == ("2025-04", "web")
    assert isinstance(right.remedy, Consultation)


def test_misses_of_six_months_begin_with_the_period_that_ends_them() -> None:
    # January is the first of six months up to June, and too early for July.
    early = [MISSED, MET, MISSED, MET, MET]
    rule = remedy(trigger(3, row=False, within=6), kind="termination_right")
    assert found(months(*early, MISSED), rule) == ["2025-06"]
    assert found(months(*early, MET, MISSED), rule) == []


def test_misses_in_a_row_that_must_also_lie_within_some_months() -> None:
    said = [MISSED] * 5
    assert found(months(*said), remedy(trigger(2, within=2))) == ["2025-02"]
    assert found(months(*said), remedy(trigger(3, within=2))) == []


def test_billing_months_that_end_on_the_31st_are_in_a_row() -> None:
    promise = promise_of("billed", anchor=date(2024, 12, 31))
    periods = periods_between(
        promise.period_rule, start=second("2025-01-15T00:00"), end=second("2025-05-15T00:00")
    )
    sample = only_verdict(promise_of("billed"), history_of())
    verdicts = [
        replace(sample, promise=promise, period=period, met=False, complete=True)
        for period in periods
    ]
    assert [period.name for period in periods][:3] == [
        "2024-12-31/2025-01-30",
        "2025-01-31/2025-02-27",
        "2025-02-28/2025-03-30",
    ]
    assert found(verdicts, remedy(trigger(3))) == ["2025-02-28/2025-03-30"]


def test_either_condition_is_enough_unless_both_are_needed() -> None:
    times = Trigger(what=Missed.TIMES, misses=3)
    rule = remedy(trigger(2), times)
    verdicts = months(MISSED, MISSED)
    assert found(verdicts, rule) == ["2025-02"]
    # Misses of times are known to the desk only, so what needs both cannot be said here.
    assert found(verdicts, rule, conditions="both_required") == []
    assert found(verdicts, remedy(trigger(2)), conditions="both_required") == ["2025-02"]


def test_each_remedy_gives_its_own_right() -> None:
    verdicts = months(*[MISSED] * 4)
    two, four = remedy(trigger(2)), remedy(trigger(4), kind="termination_right")
    given_ = rights(verdicts, [two, four], chosen={})
    assert [(right.remedy.kind, right.period) for right in given_] == [
        ("consultation", "2025-02"),
        ("termination_right", "2025-04"),
    ]
