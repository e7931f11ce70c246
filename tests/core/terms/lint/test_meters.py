"""L14: promises without a meter or with too coarse a one, and duties without evidence."""

from fractions import Fraction

import pytest

from tests.core.terms.lint.whole import (
    BACKUP,
    PROMISE,
    WHOLE,
    YEARLY,
    codes,
    found,
    length,
    one,
    share,
)
from zusage.core.errors import Severity
from zusage.core.terms.contract import Meter
from zusage.core.terms.saying import PeriodName, Quantity, Saying, percent

WEB = ("components", "web")


def missing(meter: Meter | None) -> tuple[str, ...]:
    """Return what the finding of a component with a meter says is missing."""
    (finding,) = [f for f in found(((*WEB, "meter"), meter)) if f.code == "lint.L14"]
    assert finding.path == WEB
    said = finding.facts["missing"]
    assert isinstance(said, tuple)
    return tuple(s.code.rpartition(".")[2] for s in said if isinstance(s, Saying))


def test_a_component_of_a_promise_needs_a_meter() -> None:
    assert missing(None) == ("probe", "interval")
    assert missing(Meter(probes=("https",))) == ("interval",)
    assert missing(Meter(every=length("60s"))) == ("probe",)


def test_the_point_may_stand_at_the_meter_or_at_the_component() -> None:
    assert codes(((*WEB, "delivery_point"), None)) == ["lint.L14"]
    assert WHOLE.components["mail"].delivery_point is None


def test_a_component_is_reported_once_for_all_promises() -> None:
    assert codes(((*WEB, "delivery_point"), None), ((*YEARLY, "components"), ("web",))) == [
        "lint.L14"
    ]


@pytest.mark.parametrize(
    ("every", "code", "severity"),
    [
        ("5m59s", None, None),
        ("6m", "lint.L14.coarse", Severity.NOTE),
        ("59m59s", "lint.L14.coarse", Severity.NOTE),
        ("1h", "lint.L14.blind", Severity.AMBIGUOUS),
    ],
)
def test_the_interval_is_held_against_the_shortest_period(
    every: str, code: str | None, severity: Severity | None
) -> None:
    # 200 hours in February 2026, 0.5 % of which is an hour.
    findings = found(((*WEB, "meter", "every"), length(every)))
    assert [(f.code, f.severity) for f in findings] == ([(code, severity)] if code else [])


def test_the_share_is_exact() -> None:
    finding = one(((*WEB, "meter", "every"), length("6m")))
    assert finding.facts["share"] == percent(Fraction(1, 10))
    assert finding.facts["period"] == PeriodName(name="2026-02")
    assert isinstance(finding.facts["budget"], Quantity)
    assert finding.facts["budget"].value == 3600
    assert finding.path == (*WEB, "meter", "every")


def test_a_promise_of_100_percent_has_no_budget_to_compare_with() -> None:
    whole = [((*place, "objective"), share("100 %")) for place in (PROMISE, YEARLY)]
    assert codes(*whole, ((*WEB, "meter", "every"), length("6m"))) == []


def test_an_interval_in_days_is_not_compared() -> None:
    assert codes(((*WEB, "meter", "every"), length("1 day"))) == []


def test_a_duty_needs_evidence() -> None:
    finding = one(((*BACKUP, "evidence"), None))
    assert (finding.code, finding.severity) == ("lint.L14.evidence", Severity.AMBIGUOUS)
