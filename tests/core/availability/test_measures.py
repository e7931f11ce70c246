"""Measured seconds against the oracle, and the laws that hold for any history."""

from typing import Any

from hypothesis import given

from tests.histories import Situation, situations
from tests.oracle.availability import Figures
from zusage.core.availability.verdicts import Verdict, judge


def figures(verdict: Verdict) -> Figures:
    """Return what the oracle would say, from the product's verdict."""
    judged = verdict
    return Figures(
        component=judged.component,
        start=judged.period.start,
        end=judged.period.end,
        complete=judged.complete,
        service=judged.service_seconds,
        raw=judged.raw_seconds,
        downtime=judged.downtime_seconds,
        excluded=dict(judged.excluded_seconds),
        unmeasured=judged.unmeasured_seconds,
        doubtful=0,
        ratio=judged.ratio,
        allowed=judged.allowed,
        met=judged.met,
        flips=judged.flips,
        bounds=judged.bounds,
    )


def by_key(found: list[Figures]) -> dict[tuple[str, int], dict[str, Any]]:
    keyed = {(one.component, one.start): {**vars(one), "doubtful": 0} for one in found}
    assert len(keyed) == len(found), "a component has two verdicts for one period"
    return keyed


@given(situations())
def test_every_figure_agrees_with_the_oracle(situation: Situation) -> None:
    judgement = judge(situation.promise(), situation.facts())
    ours = by_key([figures(verdict) for verdict in judgement.verdicts()])
    assert ours == by_key(situation.judge().verdicts())
