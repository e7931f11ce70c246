"""What a row of an outage log is under a promise's readings, and whom its cause excuses."""

import pytest

from tests.histories import facts_of, history_of, promise_of, row, second
from tests.oracle.availability import Row
from zusage.core import spans as sp
from zusage.core.availability.downtimes import Downtime, downtime_of
from zusage.core.spans import Spans
from zusage.core.terms.contract import Cause

NINE, TEN, ELEVEN = "2025-01-10T09:00", "2025-01-10T10:00", "2025-01-10T11:00"
CAUSES = (Cause.FORCE_MAJEURE, Cause.THIRD_PARTY)


def read(*rows: Row, also: tuple[Cause, ...] = (), **chosen: str) -> Downtime:
    promise = promise_of("monthly", chosen=chosen)
    return downtime_of(promise, facts_of(history_of(*rows), ("web",)).outages, also_excused=also)


def hours(spans: Spans) -> list[tuple[int, ...]]:
    """Return spans in hours of 10 January 2025."""
    day = second("2025-01-10T00:00")
    return [tuple((edge - day) // 3600 for edge in span) for span in spans.tolist()]


STATES = [row(NINE, TEN, state) for state in ("down", "partial", "degraded", "no_evidence")]


@pytest.mark.parametrize(
    ("reading", "states"),
    [
        ("down_only", ["down"]),
        ("partial", ["down", "partial"]),
        ("degraded", ["down", "partial", "degraded"]),
    ],
)
def test_which_states_count_is_read(reading: str, states: list[str]) -> None:
    for one in STATES:
        expected = [(9, 10)] if one.state in states else []
        assert hours(read(one, degraded=reading).raw) == expected


@pytest.mark.parametrize(
    ("reading", "begin"),
    [("first_failed_check", TEN), ("last_good_check", NINE), ("midpoint", "2025-01-10T09:30")],
)
def test_the_begin_of_an_outage_is_read(reading: str, begin: str) -> None:
    one = row(TEN, ELEVEN, last_good=second(NINE))
    plain = row("2025-01-10T20:00", "2025-01-10T21:00")
    raw = read(one, plain, outage_begin=reading).raw.tolist()
    assert raw[0] == [second(begin), second(ELEVEN)]
    assert raw[1] == [plain.start, plain.end]


def test_missing_evidence_has_no_earlier_begin() -> None:
    blind = row(TEN, ELEVEN, "no_evidence", last_good=second(NINE))
    assert hours(read(blind, outage_begin="last_good_check").unmeasured) == [(10, 11)]


def test_an_outage_from_its_last_good_check_on_is_measured() -> None:
    blind, down = row(NINE, TEN, "no_evidence"), row(TEN, ELEVEN, last_good=second(NINE))
    assert hours(read(blind, down).unmeasured) == [(9, 10)]
    assert hours(read(blind, down, outage_begin="last_good_check").unmeasured) == []


@pytest.mark.parametrize("state", ["down", "partial", "degraded"])
def test_any_worse_state_is_evidence(state: str) -> None:
    down = row("2025-01-10T09:30", ELEVEN, state)
    read_as = read(row(NINE, TEN, "no_evidence"), down)
    assert sp.total(read_as.unmeasured) == 1800


def test_a_cause_excuses_its_row() -> None:
    one = read(row(NINE, ELEVEN, cause="force_majeure"))
    assert hours(one.raw) == hours(one.excused(CAUSES)) == [(9, 11)]
    assert hours(one.answered) == []


def test_a_cause_excuses_only_what_no_other_downtime_covers() -> None:
    one = read(row(NINE, ELEVEN, cause="force_majeure"), row(TEN, ELEVEN, cause="provider"))
    assert hours(one.excused(CAUSES)) == [(9, 10)]
    assert hours(one.answered) == [(10, 11)]


def test_two_excused_rows_do_not_spoil_each_other() -> None:
    one = read(row(NINE, TEN, cause="third_party"), row(NINE, ELEVEN, cause="force_majeure"))
    assert hours(one.excused((Cause.FORCE_MAJEURE,))) == [(9, 11)]
    assert hours(one.excused((Cause.THIRD_PARTY,))) == [(9, 10)]
    assert hours(one.excused((Cause.MALWARE,))) == []


def test_a_row_that_is_no_downtime_excuses_nothing() -> None:
    assert hours(read(row(NINE, TEN, "degraded", cause="third_party")).excused(CAUSES)) == []


def test_missing_evidence_and_suspensions_are_excused_whatever_their_state() -> None:
    blind = read(row(NINE, TEN, "no_evidence", cause="third_party"))
    assert hours(blind.excused(CAUSES)) == [(9, 10)]
    resting = read(row(NINE, TEN, "degraded", cause="suspension"))
    assert hours(resting.excused((Cause.SUSPENSION,))) == [(9, 10)]


def test_a_cause_may_be_excused_for_something_else_too() -> None:
    attack, other = row(NINE, ELEVEN, cause="malware"), row(TEN, ELEVEN, cause="third_party")
    assert hours(read(attack, other).answered) == [(9, 11)]
    assert hours(read(attack, other, also=(Cause.MALWARE,)).answered) == []
    assert hours(read(attack, other, also=(Cause.MALWARE,)).excused((Cause.MALWARE,))) == [(9, 11)]


def test_an_excused_outage_is_excused_from_its_begin_as_read() -> None:
    one = row(TEN, ELEVEN, cause="third_party", last_good=second(NINE))
    early = read(one, outage_begin="last_good_check")
    assert hours(early.raw) == hours(early.excused(CAUSES)) == [(9, 11)]


def test_bounds_run_between_checks() -> None:
    one = row(TEN, "2025-01-10T13:00", last_good=second(NINE), last_bad=second("2025-01-10T12:00"))
    plain = row("2025-01-10T20:00", "2025-01-10T21:00")
    bounds = read(one, plain).bounds()
    assert bounds is not None
    assert hours(bounds[0]) == [(10, 12), (20, 21)]
    assert hours(bounds[1]) == [(9, 13), (20, 21)]


def test_there_are_no_bounds_without_checks_and_none_of_excused_outages() -> None:
    assert read(row(NINE, TEN)).bounds() is None
    excused = read(row(TEN, ELEVEN, cause="third_party", last_good=second(NINE))).bounds()
    assert excused is not None
    assert [hours(each) for each in excused] == [[], []]


def test_a_log_without_gaps_leaves_nothing_unmeasured() -> None:
    assert hours(read(row(NINE, TEN)).unmeasured) == []
