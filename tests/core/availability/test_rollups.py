"""A service from its components and a year from its months, against the oracle and by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from tests.histories import (
    Situation,
    facts_of,
    history_of,
    hosting,
    promise_of,
    row,
    situations,
    verdicts_of,
)
from tests.oracle.availability import Figures, History, Row, mean_of_months, worst
from zusage.core.availability.facts import Facts
from zusage.core.availability.promises import Promise
from zusage.core.availability.rollups import measure, worst_member
from zusage.core.availability.verdicts import Judgement, Verdict, judge
from zusage.core.terms.contract import Rollup

HOUR = 3600
JANUARY = (("2025-01-01T00:00", "2025-02-01T00:00"),)


def grouped(history: History, how: Rollup, weights: Mapping[int, int] | None = None) -> Facts:
    """Gather a history with a service that is made of all its components."""
    names = tuple(history.watched)
    made = replace(history, groups={"service": (how.value, names)})
    facts = facts_of(made, names)
    (group,) = facts.groups
    return replace(facts, groups=(replace(group, weights=weights or {}),))


def service_of(promise: Promise, facts: Facts) -> tuple[Judgement, list[Verdict]]:
    judgement = judge(promise, facts)
    return judgement, [v for v in judgement.verdicts() if v.component == "service"]


def january(*rows: Row, components: Sequence[str] = ("web", "mail", "store")) -> History:
    return history_of(*rows, watched=JANUARY, components=components)


# ---- The worst component ---------------------------------------------------------------------


@given(situations("monthly", "billed", readings=("degraded", "unmeasured", "outage_begin")))
def test_the_worst_component_settles_the_service(situation: Situation) -> None:
    situation = replace(situation, history=replace(situation.history, groups={}))
    oracle = situation.judge()
    by_period: dict[int, list[Figures]] = {}
    for figures in oracle.verdicts():
        by_period.setdefault(figures.start, []).append(figures)
    _, found = service_of(situation.promise(), grouped(situation.history, Rollup.WORST))
    assert [verdict.period.start for verdict in found] == sorted(by_period)
    for verdict in found:
        members = by_period[verdict.period.start]
        expected = worst(oracle, members)
        assert verdict.ratio == expected.ratio
        assert verdict.met == expected.met
        assert verdict.unmeasured_seconds == expected.unmeasured
        whole = len(members) == 3 and all(member.complete for member in members)
        assert verdict.complete is whole
        # Whatever decides, one missed component is enough, and one doubtful one for silence.
        assert (verdict.met is False) == any(member.met is False for member in members)


def test_the_component_that_decided_is_named() -> None:
    history = january(
        row("2025-01-10T08:00", "2025-01-10T09:00", of="mail"),
        row("2025-01-10T08:00", "2025-01-10T08:30", of="web"),
    )
    judgement, (verdict,) = service_of(promise_of("billed"), grouped(history, Rollup.WORST))
    assert verdict.downtime_seconds == HOUR
    assert worst_member(judgement.measures, verdict.row) == 1
    assert worst_member(judgement.measures, 0) is None
    other, (verdict,) = service_of(promise_of("billed"), grouped(history, Rollup.ANY))
    assert worst_member(other.measures, verdict.row) is None


def test_unmeasured_time_of_another_component_keeps_the_service_silent() -> None:
    history = january(
        row("2025-01-10T08:00", "2025-01-10T08:30", of="mail"),
        row("2025-01-12T08:00", "2025-01-12T12:00", "no_evidence", of="web"),
    )
    _, (verdict,) = service_of(promise_of("billed"), grouped(history, Rollup.WORST))
    assert verdict.met is None
    assert verdict.flips


def test_a_service_with_a_component_that_nobody_watched_is_incomplete() -> None:
    history = history_of(watched=JANUARY, components=("web",))
    history = replace(history, watched={**history.watched, "mail": []})
    for how in (Rollup.WORST, Rollup.WEIGHTED):
        _, (verdict,) = service_of(promise_of("billed"), grouped(history, how))
        assert (verdict.met, verdict.complete) == (True, False)
    assert service_of(promise_of("billed"), grouped(history, Rollup.ANY))[1] == []


def test_a_component_without_service_time_does_not_decide() -> None:
    day, night = (
        (("2025-01-10T08:00", "2025-01-10T20:00"),),
        (("2025-01-10T20:00", "2025-01-11T02:00"),),
    )
    history = history_of(watched=day, components=("web", "mail"))
    history = replace(history, watched={**history.watched, **history_of(watched=night).watched})
    judgement, (verdict,) = service_of(promise_of("monthly"), grouped(history, Rollup.WORST))
    assert verdict.ratio == 1
    assert worst_member(judgement.measures, verdict.row) == 1


# ---- Weights ---------------------------------------------------------------------------------


def test_weights_add_seconds_and_never_percentages() -> None:
    history = january(
        row("2025-01-10T08:00", "2025-01-10T12:00", of="web"),
        row("2025-01-10T08:00", "2025-01-10T09:00", of="store"),
        row("2025-01-12T08:00", "2025-01-12T09:00", "no_evidence", of="mail"),
    )
    weights = {lane: part.weight for lane, part in enumerate(hosting().components.values())}
    assert weights == {0: 3, 1: 2, 2: 1}
    _, (verdict,) = service_of(promise_of("billed"), grouped(history, Rollup.WEIGHTED, weights))
    assert verdict.service_seconds == 6 * 31 * 24 * HOUR
    assert verdict.downtime_seconds == (3 * 4 + 1) * HOUR
    assert verdict.unmeasured_seconds == 2 * HOUR
    assert verdict.complete


def test_weights_of_one_make_an_ordinary_sum() -> None:
    history = january(row("2025-01-10T08:00", "2025-01-10T12:00", of="web"))
    _, (verdict,) = service_of(promise_of("billed"), grouped(history, Rollup.WEIGHTED))
    assert verdict.ratio == 1 - Fraction(4, 3 * 31 * 24)


# ---- The mean of months ----------------------------------------------------------------------


@given(situations("yearly", "nights", readings=("degraded", "unmeasured", "rounding")))
def test_the_mean_of_months_agrees_with_the_oracle(situation: Situation) -> None:
    # A contract year without an agreement is a calendar year, its months those of the zone.
    assume(situation.anchor or situation.term.id == "yearly")
    chosen = {**situation.chosen, "yearly_mean": "mean_of_months"}
    situation = replace(situation, chosen=chosen)
    oracle = situation.judge()
    found = judge(situation.promise(), situation.facts()).verdicts()
    assert [(v.component, v.period.start) for v in found] == [
        (figures.component, figures.start) for figures in oracle.verdicts()
    ]
    for verdict in found:
        year = verdict.period.start, verdict.period.end
        assert verdict.ratio == mean_of_months(oracle, verdict.component, year)
        if verdict.met is not None:
            assert verdict.ratio is not None
            assert verdict.met is not oracle.below(verdict.ratio)


def test_a_mean_of_months_weighs_a_short_month_like_a_long_one() -> None:
    # Half of February and of March lost: the mean of months forgets that March is longer.
    promise = promise_of("yearly", chosen={"yearly_mean": "mean_of_months"})
    watched = (("2025-01-31T23:00", "2025-03-31T22:00"),)
    history = history_of(row("2025-01-31T23:00", "2025-02-28T23:00"), watched=watched)
    (verdict,) = verdicts_of(promise, history)
    assert verdict.ratio == Fraction(1, 2)
    timed = promise_of("yearly")
    (verdict,) = verdicts_of(timed, history)
    assert verdict.ratio == Fraction(31 * 24 - 1, (28 + 31) * 24 - 1)


def test_doubt_may_turn_a_mean_of_months() -> None:
    promise = promise_of("yearly", chosen={"yearly_mean": "mean_of_months"})
    watched = (("2025-01-31T23:00", "2025-03-31T22:00"),)
    blind = history_of(row("2025-02-01T23:00", "2025-02-28T23:00", "no_evidence"), watched=watched)
    (verdict,) = verdicts_of(promise, blind)
    assert verdict.ratio == 1
    assert (verdict.met, verdict.flips) == (None, True)
    for reading, met in (("up", True), ("down", False), ("removed", True)):
        chosen = {"yearly_mean": "mean_of_months", "unmeasured": reading}
        (verdict,) = verdicts_of(promise_of("yearly", chosen=chosen), blind)
        assert (verdict.met, verdict.flips) == (met, True)


def test_a_service_has_the_lowest_of_its_components_means() -> None:
    promise = promise_of("yearly", chosen={"yearly_mean": "mean_of_months"})
    history = history_of(
        row("2025-02-10T00:00", "2025-02-11T00:00", of="web"),
        row("2025-03-10T00:00", "2025-03-11T00:00", of="mail"),
        watched=(("2025-01-31T23:00", "2025-03-31T22:00"),),
        components=("web", "mail"),
    )
    facts = grouped(history, Rollup.WORST)
    _, (verdict,) = service_of(promise, facts)
    # The web's day is a larger part of February than the mail's of March.
    assert verdict.ratio == 1 - Fraction(1, 28) / 2
    weighted = grouped(history, Rollup.WEIGHTED)
    _, (verdict,) = service_of(promise, weighted)
    assert verdict.ratio == 1 - (Fraction(1, 56) + Fraction(24, 2 * (31 * 24 - 1))) / 2


def test_a_year_without_service_time_has_no_mean() -> None:
    promise = promise_of("nights", chosen={"yearly_mean": "mean_of_months"})
    history = history_of(watched=(("2025-01-10T10:00", "2025-01-10T12:00"),))
    facts = grouped(history, Rollup.WORST)
    measures, means = measure(promise, facts)
    assert means is not None
    assert (len(measures), means.ratio) == (2, (None, None))
    assert [verdict.met for verdict in judge(promise, facts).verdicts()] == [None, None]


@pytest.mark.parametrize("how", [Rollup.WORST, Rollup.WEIGHTED, Rollup.ANY, Rollup.ALL])
def test_nothing_watched_has_no_service(how: Rollup) -> None:
    history = history_of(watched=(), components=("web", "mail"))
    assert service_of(promise_of("billed"), grouped(history, how))[1] == []
