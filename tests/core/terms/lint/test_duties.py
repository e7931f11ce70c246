"""L9: copies without a length, notice without a lower bound, duties without a time."""

import pytest

from tests.core.terms.lint.whole import BACKUP, REPORT, codes, found, get, one
from zusage.core.errors import Severity
from zusage.core.terms.contract import Cadence, Keep, Strength


def test_a_yearly_copy_is_kept_for_an_unknown_time() -> None:
    reading = {"seven_days": "within_168_hours"}
    assert codes(((*BACKUP, "reading"), reading)) == ["lint.L9.yearly", "lint.L11"]


def test_an_option_keeps_copies_as_well() -> None:
    finding = found((("options", "storage", "keep"), Keep(yearly=2)))[0]
    assert (finding.code, finding.path) == ("lint.L9.yearly", ("options", "storage", "keep"))
    assert finding.facts["count"] == 2


def test_copies_that_are_none() -> None:
    finding = one((("options", "storage", "keep"), Keep()))
    assert (finding.code, finding.severity) == ("lint.L9.keep_nothing", Severity.ERROR)
    assert codes((("options", "storage", "keep"), Keep(daily=1))) == []


def test_notice_where_possible_has_no_lower_bound() -> None:
    soft = [
        (("maintenance", 0, "strength"), Strength.BEST_EFFORT),
        (("maintenance", 0, "clauses"), ()),
    ]
    assert one(*soft).code == "lint.L9.notice"
    assert (
        codes(*soft, (("maintenance", 0, "notice"), None), (("maintenance", 0, "reading"), {}))
        == []
    )


@pytest.mark.parametrize(
    ("every", "on", "code", "severity"),
    [
        (Cadence.ON_EVENT, "alarm", "lint.L9.no_time", Severity.NOTE),
        (Cadence.ONCE, None, "lint.L9.once", Severity.NOTE),
        (Cadence.ONCE, "alarm", "lint.L9.no_time", Severity.NOTE),
        (Cadence.ON_EVENT, None, "lint.L9.no_event", Severity.AMBIGUOUS),
        (Cadence.REGULARLY, None, "lint.L9.regularly", Severity.AMBIGUOUS),
    ],
)
def test_duties_without_a_time(
    every: Cadence, on: str | None, code: str, severity: Severity
) -> None:
    finding = one(((*BACKUP, "every"), every), ((*BACKUP, "on"), on))
    assert (finding.code, finding.severity, finding.path) == (code, severity, BACKUP)


@pytest.mark.parametrize("every", [Cadence.CONTINUOUS, Cadence.WEEK])
def test_a_cadence_is_time_enough(every: Cadence) -> None:
    assert codes(((*BACKUP, "every"), every)) == []


def test_a_duty_within_a_time_is_bounded() -> None:
    assert get((*REPORT, "every")) is Cadence.ON_EVENT
    assert codes(((*REPORT, "every"), Cadence.ONCE)) == []
