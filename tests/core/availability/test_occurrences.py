"""Rows behind verdicts: what each outage counted, and what became of each maintenance window."""

from itertools import pairwise
from pathlib import Path

import pytest

from tests.judging import CONTRACTS, LEARNING, MAIL, case_of, case_on, judged_in
from zusage.core.availability.facts import State
from zusage.core.availability.measures import Measures
from zusage.core.availability.occurrences import (
    Standing,
    Window,
    occurrences,
    unwatched,
    windows,
)
from zusage.core.explain import Evidence
from zusage.core.terms.contract import Cause
from zusage.core.zones import parse_instant
from zusage.interfaces.cli.case import Case

YEAR = (parse_instant("2026-01-01T00:00:00+01:00"), parse_instant("2026-10-01T00:00:00+02:00"))


def measures_of(case: Case) -> Measures:
    return judged_in(case)[0].explainer.judgement.measures


def windows_of(case: Case) -> dict[int, Window]:
    """Return the windows of nine months by the line of their file."""
    start, end = YEAR
    return {w.evidence.row: w for w in windows(measures_of(case), start=start, end=end)}


# ---- outages ---------------------------------------------------------------------------------


def test_an_outage_has_its_length_its_hours_and_what_counted() -> None:
    start, end = YEAR
    found = {
        o.evidence.row: o
        for o in occurrences(measures_of(case_of(*LEARNING)), start=start, end=end)
    }
    # 08:20 to 09:25 by the clock of Amsterdam: 25 minutes lie in business hours.
    first = found[11]
    assert (first.component, first.seconds) == ("learning/hafenwerk", 65 * 60)
    assert (first.hours_seconds, first.counted_seconds) == (25 * 60, 25 * 60)
    assert (first.state, first.cause) == (State.DOWN, Cause.PROVIDER)
    # A holiday has no hours; the customer's network is in hours but does not count.
    assert (found[13].hours_seconds, found[13].counted_seconds) == (0, 0)
    assert (found[4].hours_seconds, found[4].counted_seconds) == (100 * 60, 0)
    assert (found[7].cause, found[20].state) == (None, State.NO_EVIDENCE)


def test_outages_come_by_their_begin_and_only_those_that_touch_the_time() -> None:
    start = parse_instant("2026-03-10T10:20:00Z")
    end = parse_instant("2026-04-14T08:05:00Z")
    found = [*occurrences(measures_of(case_of(*LEARNING)), start=start, end=end)]
    assert [o.evidence.row for o in found] == [9, 10, 11]
    assert found[0].start < start, "a row is shown whole"
    assert [o.is_part for o in found] == [True, False, False]


def test_an_outage_over_the_end_of_a_month_counts_in_each_month_once(tmp_path: Path) -> None:
    """Friday 30 January 16:00 to Monday 2 February 10:00: an hour in each month."""
    case = case_on(
        tmp_path,
        outages="platform,2026-01-30T15:00:00Z,2026-02-02T09:00:00Z,down,,,,x\n",
        observed="platform,2026-01-01T00:00:00+01:00,2026-03-01T00:00:00+01:00\n",
    )
    edges = [parse_instant(f"2026-0{month}-01T00:00:00+01:00") for month in (1, 2, 3)]
    months = [
        next(occurrences(measures_of(case), start=start, end=end)) for start, end in pairwise(edges)
    ]
    assert [(o.hours_seconds, o.counted_seconds) for o in months] == [(3600, 3600)] * 2
    assert [o.is_part for o in months] == [True, True]
    (whole,) = occurrences(measures_of(case), start=edges[0], end=edges[2])
    assert (whole.hours_seconds, whole.is_part) == (7200, False)
    assert {o.seconds for o in (*months, whole)} == {66 * 3600}


def test_the_checks_around_an_outage_are_kept() -> None:
    start, end = YEAR
    found = {
        o.evidence.row: o
        for o in occurrences(measures_of(case_of(*LEARNING)), start=start, end=end)
    }
    assert found[9].last_good == parse_instant("2026-03-10T10:11:00Z")
    assert found[9].last_bad == parse_instant("2026-03-10T10:40:20Z")
    assert (found[11].last_good, found[11].last_bad) == (None, None)


def test_around_the_clock_every_second_is_in_hours() -> None:
    start, end = YEAR
    found = [*occurrences(measures_of(case_of(*MAIL)), start=start, end=end)]
    assert all(o.hours_seconds == o.seconds for o in found)
    assert [o.component for o in found][:3] == ["api", "api", "outbound"]


# ---- maintenance -----------------------------------------------------------------------------


def test_windows_of_the_learning_platform_are_judged_one_by_one() -> None:
    found = windows_of(case_of(*LEARNING))
    assert {row: window.standing for row, window in found.items()} == {
        2: Standing.EXCLUDED,
        3: Standing.PARTLY,
        4: Standing.EXCLUDED,
        5: Standing.LATE,
    }
    assert found[2].taken_seconds == 12 * 60 + 30
    assert [found[row].is_breach for row in (2, 3, 4, 5)] == [False, True, True, False]
    assert found[4].hours_seconds == 0
    assert found[5].announced == parse_instant("2026-09-08T09:05:00Z")


def test_windows_of_the_mail_platform_spare_incoming_mail() -> None:
    found = windows_of(case_of(*MAIL))
    assert found[3].standing is Standing.EXCEPTED
    assert (found[3].component, found[3].taken_seconds) == ("smtp_in", 0)
    assert found[2].standing is Standing.EXCLUDED
    assert (found[2].component, found[2].taken_seconds) == (None, 100 * 60)
    assert found[2].evidence == Evidence(source=found[3].evidence.source, row=2)


SPAN = "{},2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00\n"
DOWN = "{},2026-01-12T10:00:00Z,2026-01-12T10:30:00Z,down,,,,x\n"


@pytest.mark.parametrize(
    ("contract", "component", "options", "announced", "standing"),
    [
        ("phlymail", "instance", (), "2026-01-05T10:00:00Z", Standing.SILENT),
        (
            "phlymail",
            "instance",
            ("--reading", "silent_maintenance=excluded"),
            "2026-01-05T10:00:00Z",
            Standing.EXCLUDED,
        ),
        ("kyoox-mautic", "application", (), "", Standing.EXCLUDED),
    ],
)
def test_a_window_stands_as_the_contract_says(
    tmp_path: Path,
    contract: str,
    component: str,
    options: tuple[str, ...],
    announced: str,
    standing: Standing,
) -> None:
    window = f"{component},2026-01-12T09:50:00Z,2026-01-12T10:40:00Z,{announced},x\n"
    case = case_on(
        tmp_path,
        *options,
        contract=contract,
        outages=DOWN.format(component),
        observed=SPAN.format(component),
        maintenance=window,
    )
    [found] = windows_of(case).values()
    assert found.standing is standing
    assert found.taken_seconds == (1800 if standing is Standing.EXCLUDED else 0)
    assert found.is_assumed is not bool(announced)


@pytest.mark.parametrize(
    ("old", "new", "standing"),
    [
        (
            "    length_max: 30m\n",
            "    length_max: 30m\n    length_else: downtime\n",
            Standing.TOO_LONG,
        ),
        (", planned_maintenance]", "]", Standing.NO_RULE),
    ],
)
def test_a_window_that_no_rule_takes_excludes_nothing(
    tmp_path: Path, old: str, new: str, standing: Standing
) -> None:
    text = (CONTRACTS / "pluvo.yaml").read_text()
    assert old in text
    (tmp_path / "contract.yaml").write_text(text.replace(old, new, 1))
    [found] = windows_of(
        case_on(
            tmp_path,
            contract=str(tmp_path / "contract"),
            outages=DOWN.format("platform"),
            observed=SPAN.format("platform"),
            maintenance="platform,2026-01-12T09:50:00Z,2026-01-12T10:40:00Z,2025-11-03T09:00:00Z,x\n",
        )
    ).values()
    assert (found.standing, found.taken_seconds) == (standing, 0)
    assert found.seconds == 50 * 60


def test_a_window_over_the_end_of_a_month_takes_in_each_month_what_lies_there(
    tmp_path: Path,
) -> None:
    """From 16:00 on Friday to 10:00 on Monday both are down and planned: an hour in each month."""
    ends = "2026-01-30T15:00:00Z,2026-02-02T09:00:00Z"
    case = case_on(
        tmp_path,
        outages=f"platform,{ends},down,,,,x\n",
        maintenance=f"platform,{ends},2025-11-03T09:00:00Z,x\n",
        observed="platform,2026-01-01T00:00:00+01:00,2026-03-01T00:00:00+01:00\n",
    )
    edges = [parse_instant(f"2026-0{month}-01T00:00:00+01:00") for month in (1, 2, 3)]
    for start, end in pairwise(edges):
        [found] = windows(measures_of(case), start=start, end=end)
        assert (found.is_part, found.hours_seconds, found.taken_seconds) == (True, 3600, 3600)
    [whole] = windows(measures_of(case), start=edges[0], end=edges[2])
    assert (whole.is_part, whole.hours_seconds, whole.taken_seconds) == (False, 7200, 7200)


# ---- what nobody watched ---------------------------------------------------------------------


def test_time_that_nobody_watched_is_known() -> None:
    start, end = YEAR
    measures = measures_of(case_of(*LEARNING))
    [gap] = unwatched(measures, "learning/ahornschule", start=start, end=end).tolist()
    assert gap == [parse_instant("2026-07-20T06:00:00Z"), parse_instant("2026-07-21T15:30:00Z")]
    assert not len(unwatched(measures, "learning/hafenwerk", start=start, end=end))
