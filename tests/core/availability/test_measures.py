"""Measured seconds: against the oracle, by laws that hold for any history, and by hand."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.histories import (
    Situation,
    facts_of,
    history_of,
    only_verdict,
    promise_of,
    row,
    second,
    situations,
    verdicts_of,
    window,
)
from tests.oracle.availability import Figures, Row
from zusage.core import spans as sp
from zusage.core.availability.measures import Sets, measure_promise
from zusage.core.availability.verdicts import Verdict, judge
from zusage.core.periods import PeriodKind

HOUR = 3600
YEARLY = ("yearly", "nights")


def figures(verdict: Verdict) -> Figures:
    """Return what the oracle would say, from the product's verdict."""
    return Figures(
        component=verdict.component,
        start=verdict.period.start,
        end=verdict.period.end,
        complete=verdict.complete,
        service=verdict.service_seconds,
        raw=verdict.raw_seconds,
        downtime=verdict.downtime_seconds,
        excluded=dict(verdict.excluded_seconds),
        unmeasured=verdict.unmeasured_seconds,
        doubtful=0,
        ratio=verdict.ratio,
        allowed=verdict.allowed,
        met=verdict.met,
        flips=verdict.flips,
        bounds=verdict.bounds,
    )


def by_key(found: list[Figures]) -> dict[tuple[str, int], dict[str, Any]]:
    keyed = {(one.component, one.start): {**vars(one), "doubtful": 0} for one in found}
    assert len(keyed) == len(found), "a component has two verdicts for one period"
    return keyed


def judged(situation: Situation) -> dict[tuple[str, int], dict[str, Any]]:
    judgement = judge(situation.promise(), situation.facts())
    return by_key([figures(verdict) for verdict in judgement.verdicts()])


def with_rows(situation: Situation, changed: list[Row]) -> Situation:
    return replace(situation, history=replace(situation.history, rows=changed))


def read_as(situation: Situation, **chosen: str) -> Situation:
    return replace(situation, chosen={**situation.chosen, **chosen})


# ---- Against the oracle ----------------------------------------------------------------------


@given(situations())
def test_every_figure_agrees_with_the_oracle(situation: Situation) -> None:
    assert judged(situation) == by_key(situation.judge().verdicts())


# ---- Laws ------------------------------------------------------------------------------------


@given(situations(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(situation: Situation, random: Any) -> None:
    history = situation.history
    shuffled = replace(
        history,
        rows=random.sample(history.rows, len(history.rows)),
        windows=random.sample(history.windows, len(history.windows)),
    )
    assert judged(replace(situation, history=shuffled)) == judged(situation)


@given(situations(), st.data())
def test_a_row_split_in_two_changes_nothing(situation: Situation, data: st.DataObject) -> None:
    whole = [one for one in situation.history.rows if one.last_good is None is one.last_bad]
    assume(whole)
    one = data.draw(st.sampled_from(whole))
    at = data.draw(st.integers(one.start, one.end))
    others = [other for other in situation.history.rows if other is not one]
    halves = [replace(one, end=at), replace(one, start=at)]
    assert judged(with_rows(situation, [*others, *halves])) == judged(situation)


@given(situations())
def test_raw_downtime_is_counted_and_excluded_downtime(situation: Situation) -> None:
    for one in judged(situation).values():
        assert one["raw"] == one["downtime"] + sum(one["excluded"].values())
        assert one["unmeasured"] >= 0
        assert one["downtime"] >= 0


@given(situations(*YEARLY, readings=("degraded", "unmeasured", "outage_begin", "clock_change")))
def test_the_months_of_a_year_add_up(situation: Situation) -> None:
    per = {
        PeriodKind.CALENDAR_YEAR: PeriodKind.CALENDAR_MONTH,
        PeriodKind.CONTRACT_YEAR: PeriodKind.BILLING_MONTH,
    }
    # Without an anchor, a billing month is one of UTC and a contract year one of the zone.
    assume(situation.anchor or situation.term.per is PeriodKind.CALENDAR_YEAR)
    term = replace(situation.term, per=per[situation.term.per])
    months = judged(replace(situation, term=term))
    for (component, start), year in judged(situation).items():
        own = [
            month
            for (name, begin), month in months.items()
            if name == component and start <= begin < year["end"]
        ]
        for key in ("service", "raw", "downtime", "unmeasured"):
            assert sum(month[key] for month in own) == year[key]
        for name, seconds in year["excluded"].items():
            assert sum(month["excluded"].get(name, 0) for month in own) == seconds


@given(situations(), st.data())
def test_a_longer_outage_never_raises_the_ratio(situation: Situation, data: st.DataObject) -> None:
    # A suspension rests the promise: the longer it lasts, the less there is to be kept.
    answered = [one for one in situation.history.rows if one.cause != "suspension"]
    assume(answered)
    one = data.draw(st.sampled_from(answered))
    longer = replace(one, end=one.end + data.draw(st.sampled_from((1, 1800, 40 * HOUR))))
    assume(one.state != "no_evidence")
    others = [other for other in situation.history.rows if other is not one]
    before, after = judged(situation), judged(with_rows(situation, [*others, longer]))
    for key, figure in after.items():
        if figure["ratio"] is not None and before[key]["service"] == figure["service"]:
            assert figure["ratio"] <= before[key]["ratio"]


@given(situations("thirty", "yearly", "nights", readings=("degraded", "outage_begin")))
def test_an_exclusion_never_lowers_the_ratio(situation: Situation) -> None:
    read = read_as(situation, maintenance="downtime")
    # A suspension leaves the service time, so it is no mere exclusion.
    kept = [one for one in read.history.rows if one.cause != "suspension"]
    read = with_rows(read, kept)
    without = judged(replace(read, term=replace(read.term, excludes=())))
    for key, figure in judged(read).items():
        assert figure["service"] == without[key]["service"]
        assert figure["downtime"] <= without[key]["downtime"]


@given(situations("monthly", "billed", "yearly"))
def test_components_are_judged_independently(situation: Situation) -> None:
    history = replace(situation.history, groups={})
    together = judged(replace(situation, history=history))
    alone: dict[tuple[str, int], dict[str, Any]] = {}
    for name in situation.components:
        own = replace(
            history,
            rows=[one for one in history.rows if one.component == name],
            watched={name: history.watched[name]},
        )
        facts = facts_of(own, [name])
        found = [figures(verdict) for verdict in judge(situation.promise(), facts).verdicts()]
        alone |= by_key(found)
    assert together == alone


@given(situations())
def test_bounds_hold_the_downtime(situation: Situation) -> None:
    for figure in judged(situation).values():
        if figure["bounds"] is not None:
            least, most = figure["bounds"]
            assert least <= figure["downtime"] <= most


@given(situations(readings=("degraded", "maintenance", "part_year", "budget", "rounding")))
def test_no_statement_is_made_exactly_where_doubt_decides(situation: Situation) -> None:
    silent = judged(situation)
    up, down = (judged(read_as(situation, unmeasured=key)) for key in ("up", "down"))
    for key, figure in silent.items():
        differ = up[key]["met"] is True and down[key]["met"] is False
        assert figure["flips"] is differ or up[key]["met"] is None
        assert figure["met"] == (None if differ else up[key]["met"])


# ---- By hand ---------------------------------------------------------------------------------


def test_the_night_of_spring_has_an_hour_less() -> None:
    # 22:00 to 06:00 by the wall is seven hours then; the outage lasts from 01:00 to 04:00 by it.
    promise = promise_of("nights")
    history = history_of(
        row("2024-03-31T00:00", "2024-03-31T02:00"),
        watched=[("2024-03-30T12:00", "2024-03-31T12:00")],
    )
    verdict = only_verdict(promise, history)
    assert (verdict.service_seconds, verdict.downtime_seconds) == (7 * HOUR, 2 * HOUR)


def test_the_night_of_autumn_has_an_hour_more() -> None:
    promise = promise_of("nights")
    history = history_of(
        row("2024-10-26T23:00", "2024-10-27T03:00"),
        watched=[("2024-10-26T12:00", "2024-10-27T12:00")],
    )
    verdict = only_verdict(promise, history)
    assert (verdict.service_seconds, verdict.downtime_seconds) == (9 * HOUR, 4 * HOUR)


@pytest.mark.parametrize(("clock_change", "hours"), [("real", 31 * 24 - 1), ("nominal", 31 * 24)])
def test_nominal_days_have_twenty_four_hours(clock_change: str, hours: int) -> None:
    promise = promise_of(
        "billed",
        per=PeriodKind.CALENDAR_MONTH,
        chosen={"clock_change": clock_change},
    )
    history = history_of(watched=[("2024-02-29T23:00", "2024-03-31T22:00")])
    verdict = only_verdict(promise, history)
    assert verdict.complete
    assert verdict.service_seconds == hours * HOUR


@pytest.mark.parametrize(("clock_zone", "hours"), [("local", 2), ("fixed", 1)])
def test_nominal_hours_follow_the_wall_of_their_own_calendar(clock_zone: str, hours: int) -> None:
    # 06:00 to 08:00 UTC in July is 08:00 to 10:00 in Berlin, but 07:00 to 09:00 an hour off UTC.
    promise = promise_of("monthly", chosen={"clock_change": "nominal", "clock_zone": clock_zone})
    history = history_of(watched=[("2024-07-10T06:00", "2024-07-10T08:00")])
    assert only_verdict(promise, history).service_seconds == hours * HOUR


def test_a_wall_clock_that_runs_backwards_counts_nothing() -> None:
    promise = promise_of("thirty", chosen={"clock_change": "nominal"})
    # From 02:50 before the clock is put back to 02:10 after it.
    history = history_of(watched=[("2024-10-27T00:50", "2024-10-27T01:10")])
    for verdict in verdicts_of(promise, history):
        assert (verdict.service_seconds, verdict.ratio, verdict.met) == (0, None, None)


def test_facts_outside_the_time_watched_need_no_known_holidays() -> None:
    # The calendar knows the holidays of 2020 to 2030 only.
    promise = promise_of("monthly")
    history = history_of(
        row("2001-01-01T00:00", "2001-02-01T00:00"),
        row("2024-12-31T00:00", "2044-01-01T00:00"),
        windows=[window("2045-01-01T00:00", "2045-01-02T00:00", told="2044-12-31T00:00")],
    )
    verdict = only_verdict(
        replace(promise, period_rule=replace(promise.period_rule, zone="UTC")), history
    )
    assert verdict.service_seconds == verdict.downtime_seconds > 0


def test_nothing_watched_gives_no_verdict() -> None:
    history = history_of(row("2025-01-01T00:00", "2025-01-02T00:00"), watched=[])
    assert verdicts_of(promise_of("monthly"), history) == ()
    assert verdicts_of(promise_of("billed"), history) == ()


def test_a_group_is_made_of_time_and_not_of_percentages() -> None:
    # Two outages that follow one another: any is down 2 h, all never; the means would say 1 h.
    history = history_of(
        row("2025-01-10T08:00", "2025-01-10T09:00", of="web"),
        row("2025-01-10T09:00", "2025-01-10T10:00", of="mail"),
        components=("web", "mail"),
        groups={"one": ("any", ("web", "mail")), "both": ("all", ("web", "mail"))},
    )
    found = {v.component: v.downtime_seconds for v in verdicts_of(promise_of("billed"), history)}
    assert found == {"web": HOUR, "mail": HOUR, "one": 2 * HOUR, "both": 0}


def test_windows_of_a_group_keep_the_service_time_of_a_member_that_must_stay_up() -> None:
    # Maintenance leaves the service time of the web, but mail must stay up even then.
    promise = promise_of("monthly")
    day = ("2025-01-10T08:00", "2025-01-10T09:00")
    history = history_of(
        row(*day, of="web"),
        row("2025-01-10T08:30", "2025-01-10T08:45", of="mail"),
        windows=[window(*day)],
        watched=[("2025-01-10T00:00", "2025-01-11T00:00")],
        components=("web", "mail"),
        groups={"one": ("any", ("web", "mail"))},
    )
    found = {v.component: v for v in verdicts_of(promise, history)}
    assert found["web"].service_seconds == 8 * HOUR
    assert found["web"].downtime_seconds == 0
    assert found["mail"].downtime_seconds == HOUR // 4
    assert found["one"].service_seconds == 9 * HOUR
    assert found["one"].raw_seconds == HOUR
    assert found["one"].downtime_seconds == HOUR // 4
    assert found["one"].excluded_seconds == {"planned": 3 * HOUR // 4}


@pytest.mark.parametrize(
    ("reading", "service", "raw", "down", "bounds"),
    [
        ("no_statement", 24, 1, 1, (3600, 3660)),
        ("up", 24, 1, 1, (3600, 3660)),
        ("down", 24, 3, 3, (3 * 3600, 3 * 3600)),
        ("removed", 22, 1, 1, (3600, 3660)),
    ],
)
def test_time_without_evidence_is_read(
    reading: str, service: int, raw: int, down: int, bounds: tuple[int, int]
) -> None:
    history = history_of(
        row("2025-01-10T08:00", "2025-01-10T09:00", last_good=second("2025-01-10T07:59")),
        row("2025-01-10T06:00", "2025-01-10T08:30", "no_evidence"),
        watched=[("2025-01-10T00:00", "2025-01-11T00:00")],
    )
    verdict = only_verdict(promise_of("billed", chosen={"unmeasured": reading}), history)
    assert verdict.service_seconds == service * HOUR
    assert (verdict.raw_seconds, verdict.downtime_seconds) == (raw * HOUR, down * HOUR)
    assert (verdict.unmeasured_seconds, verdict.bounds) == (2 * HOUR, bounds)


@pytest.mark.parametrize("clock_change", ["real", "nominal"])
def test_a_full_year_of_nights_has_as_many_hours_either_way(clock_change: str) -> None:
    # What spring takes from the nights, autumn gives back.
    chosen = {"part_year": "full_year", "clock_change": clock_change}
    history = history_of(watched=[("2025-01-10T00:00", "2025-01-11T00:00")])
    verdict = only_verdict(promise_of("nights", chosen=chosen), history)
    assert verdict.service_seconds == 365 * 8 * HOUR


def test_a_group_of_seconds_leaves_no_time_behind() -> None:
    history = history_of(
        row("2025-01-10T08:00", "2025-01-10T09:00"),
        components=("web", "mail"),
        groups={"worst": ("worst", ("web", "mail")), "any": ("any", ("web", "mail"))},
    )
    sets = judge(promise_of("billed"), facts_of(history, ("web", "mail"))).measures.sets
    assert sorted(set(sp.lanes_of(sets.raw).tolist())) == [0, 3]


def test_bounds_belong_to_the_component_whose_rows_name_checks() -> None:
    good = second("2025-01-10T07:59")
    history = history_of(
        row("2025-01-10T08:00", "2025-01-10T09:00", last_good=good),
        row("2025-01-10T08:00", "2025-01-10T09:00", of="mail"),
        components=("web", "mail"),
        groups={"one": ("any", ("web", "mail")), "other": ("any", ("mail",))},
    )
    found = {v.component: v.bounds for v in verdicts_of(promise_of("billed"), history)}
    assert found == {"web": (3600, 3660), "mail": None, "one": (3600, 3660), "other": None}


def test_an_unknown_reading_of_unmeasured_time_is_no_other_one() -> None:
    facts = facts_of(history_of(), ("web",))
    measures = measure_promise(promise_of("monthly", chosen={"unmeasured": "of_old"}), facts)
    with pytest.raises(KeyError, match="of_old"):
        _ = measures.surely


def test_time_that_is_degraded_is_not_unmeasured_though_it_may_not_count() -> None:
    """Where states differ the worse one holds, and degraded is worse than not known."""
    rows = [
        row("2025-01-10T08:00", "2025-01-10T10:00", "no_evidence"),
        row("2025-01-10T09:00", "2025-01-10T11:00", "degraded"),
    ]
    facts = facts_of(history_of(*rows), ("web",))
    measures = measure_promise(promise_of("billed"), facts)
    assert measures.unmeasured.sum() == HOUR
    assert measures.downtime.sum() == 0


def test_a_function_is_mapped_over_all_sets_and_over_the_same_ones_of_another() -> None:
    def every(start: int, *, least: bool) -> Sets:
        names = ("raw", "counted", "removed", "unmeasured", "doubtful", "most")
        spans = {name: sp.spans_of([(start + at, start + 9)]) for at, name in enumerate(names)}
        bound = sp.spans_of([(start, start + 1)]) if least else None
        return Sets(excluded={"planned": sp.spans_of([(start, start + 2)])}, least=bound, **spans)

    joined = every(0, least=False).map(sp.union, every(100, least=False))
    assert joined.least is None
    assert joined.removed.tolist() == [[2, 9], [102, 109]]
    assert joined.excluded["planned"].tolist() == [[0, 2], [100, 102]]
    assert joined.most is not None
    assert joined.most.tolist() == [[5, 9], [105, 109]]
    moved = every(0, least=True).map(lambda spans: spans + 1)
    assert moved.least is not None
    assert (moved.raw.tolist(), moved.least.tolist()) == ([[1, 10]], [[1, 2]])
