"""Met, missed or no statement, and what a verdict says beside it."""

import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from tests.histories import (
    facts_of,
    history_of,
    only_verdict,
    promise_of,
    row,
    second,
    verdicts_of,
    window,
)
from tests.oracle.availability import Row
from zusage.core.availability.gathering import Observed, gather
from zusage.core.availability.promises import Promise, bind
from zusage.core.availability.verdicts import Verdict, judge
from zusage.core.periods import PeriodKind
from zusage.core.terms.quantities import Percentage
from zusage.formats.contract_yaml import load_contract
from zusage.formats.outage_csv import read_outages

# A hundred thousand seconds in which everything counts: a second is a thousandth of a percent.
LONG = (("2025-01-10T00:00", "2025-01-11T03:46:40"),)
START = second(LONG[0][0])


def promise(objective: str = "0.998", **chosen: str) -> Promise:
    return promise_of(
        "billed",
        chosen=chosen,
        objective=Percentage(ratio=Fraction(objective)),
        stated_budget=None,
        excludes=(),
    )


def seconds(length: int, state: str = "down", *, at: int = 0, **further: int) -> Row:
    return Row(
        component="web",
        start=START + at,
        end=START + at + length,
        state=state,
        last_good=START + at - further["good"] if "good" in further else None,
        last_bad=START + at + further["bad"] if "bad" in further else None,
    )


def judged(*rows: Row, objective: str = "0.998", **chosen: str) -> Verdict:
    return only_verdict(promise(objective, **chosen), history_of(*rows, watched=LONG))


@pytest.mark.parametrize(("down", "met"), [(0, True), (200, True), (201, False), (100_000, False)])
def test_the_allowed_second_is_the_last_one_that_meets(down: int, met: bool) -> None:
    verdict = judged(seconds(down))
    assert verdict.ratio == Fraction(100_000 - down, 100_000)
    assert (verdict.met, verdict.flips) == (met, False)
    assert verdict.allowed == 200
    assert verdict.remaining == 200 - down


@pytest.mark.parametrize(
    ("down", "blind", "met", "flips"),
    [
        (0, 200, True, False),
        (0, 201, None, True),
        (200, 1, None, True),
        (201, 5000, False, False),
        (0, 100_000, None, True),
    ],
)
def test_doubt_silences_only_a_promise_that_it_could_turn(
    down: int, blind: int, met: bool | None, flips: bool
) -> None:
    verdict = judged(seconds(down), seconds(blind, "no_evidence", at=100_000 - blind))
    assert (verdict.met, verdict.flips) == (met, flips)
    assert verdict.service_seconds == 100_000
    assert verdict.downtime_seconds == down


@pytest.mark.parametrize(
    ("reading", "service", "down", "met"),
    [
        ("up", 100_000, 100, True),
        ("down", 100_000, 300, False),
        ("removed", 99_800, 100, True),
        ("no_statement", 100_000, 100, None),
    ],
)
def test_unmeasured_time_is_read(reading: str, service: int, down: int, met: bool | None) -> None:
    rows = seconds(100), seconds(200, "no_evidence", at=100)
    verdict = judged(*rows, unmeasured=reading)
    assert (verdict.service_seconds, verdict.downtime_seconds) == (service, down)
    assert (verdict.met, verdict.unmeasured_seconds) == (met, 200)
    assert verdict.flips


def test_removed_doubt_may_itself_miss_a_promise() -> None:
    # 200 of 100,000 are allowed; of the 50,000 that remain without the doubt, only 100 are.
    rows = seconds(150), seconds(50_000, "no_evidence", at=50_000)
    assert judged(*rows, unmeasured="removed").met is False
    assert judged(*rows, unmeasured="up").met is True


def test_doubt_inside_a_window_that_excludes_downtime_decides_nothing() -> None:
    told = history_of(
        row("2025-01-10T08:00", "2025-01-10T09:00", "no_evidence"),
        windows=[window("2025-01-10T07:00", "2025-01-10T10:00", told="2024-11-01T00:00")],
        watched=LONG,
    )
    silent = promise_of("billed", excludes=("planned",), chosen={"maintenance": "downtime"})
    verdict = only_verdict(silent, told)
    assert (verdict.unmeasured_seconds, verdict.met, verdict.flips) == (3600, True, False)


def test_no_service_time_is_no_statement() -> None:
    night = history_of(watched=(("2025-01-10T22:00", "2025-01-10T23:00"),))
    verdict = only_verdict(promise_of("monthly"), night)
    assert (verdict.service_seconds, verdict.ratio, verdict.met) == (0, None, None)
    removed = history_of(seconds(100_000, "no_evidence"), watched=LONG)
    verdict = only_verdict(promise(unmeasured="removed"), removed)
    assert (verdict.service_seconds, verdict.ratio, verdict.met) == (0, None, None)


@pytest.mark.parametrize(
    ("rounding", "met"),
    [("exact", False), ("two_decimals", True)],
)
def test_rounding_is_read(rounding: str, met: bool) -> None:
    assert judged(seconds(205), rounding=rounding).met is met
    assert judged(seconds(206), rounding=rounding).met is False


@pytest.mark.parametrize(
    ("good", "bad", "bounds", "flips"),
    [
        (0, 190, (190, 190), False),
        (10, 190, (190, 200), False),
        (11, 190, (190, 201), True),
        (11, 10, (10, 201), True),
    ],
)
def test_bounds_of_the_checks_may_decide(
    good: int, bad: int, bounds: tuple[int, int], flips: bool
) -> None:
    one = replace(seconds(190, at=50_000, good=good, bad=bad))
    verdict = judged(one)
    assert verdict.bounds == bounds
    assert (verdict.met, verdict.bounds_flip) == (True, flips)


def test_bounds_are_unknown_without_checks() -> None:
    verdict = judged(seconds(100))
    assert (verdict.bounds, verdict.bounds_flip) == (None, False)


def test_what_left_the_service_time_is_said() -> None:
    history = history_of(
        Row(component="web", start=START, end=START + 600, state="down", cause="suspension"),
        watched=LONG,
    )
    verdict = only_verdict(promise_of("billed", excludes=("suspension",)), history)
    assert (verdict.removed_seconds, verdict.service_seconds) == (600, 99_400)
    assert (verdict.raw_seconds, verdict.downtime_seconds) == (600, 0)
    assert verdict.excluded_seconds == {"suspension": 600}
    assert verdict.met


# ---- Periods ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reading", "service_days", "met"),
    [("served", 31, False), ("full_year", 365, True), ("first_full_year", 31, None)],
)
def test_a_year_that_is_cut_is_read(reading: str, service_days: int, met: bool | None) -> None:
    # A day is lost of the month that was watched: 1/31 is more than 0.4 %, 1/365 is less.
    yearly = promise_of("yearly", chosen={"part_year": reading}, excludes=())
    history = history_of(
        row("2025-01-10T00:00", "2025-01-11T00:00"),
        watched=(("2024-12-31T23:00", "2025-01-31T23:00"),),
    )
    verdict = only_verdict(yearly, history)
    assert verdict.service_seconds == service_days * 86_400
    assert (verdict.met, verdict.complete) == (met, False)


def test_a_whole_year_is_complete_under_every_reading() -> None:
    history = history_of(watched=(("2023-12-31T23:00", "2024-12-31T23:00"),))
    for reading in ("served", "full_year", "first_full_year"):
        verdict = only_verdict(promise_of("yearly", chosen={"part_year": reading}), history)
        assert (verdict.met, verdict.complete) == (True, True)
        assert verdict.service_seconds == 366 * 86_400


def test_a_part_of_a_month_is_never_padded() -> None:
    monthly = promise_of("billed", per=PeriodKind.CALENDAR_MONTH)
    history = history_of(watched=(("2025-01-31T22:59:59", "2025-02-28T22:59:59"),))
    first, last = verdicts_of(monthly, history)
    assert (first.period.name, first.service_seconds, first.complete) == ("2025-01", 1, False)
    assert last.service_seconds == 28 * 86_400 - 1
    assert not last.complete


def test_a_gap_in_the_watch_is_no_part_of_a_period() -> None:
    monthly = promise_of("billed", per=PeriodKind.CALENDAR_MONTH)
    history = history_of(
        row("2025-01-14T00:00", "2025-01-17T00:00"),
        watched=(
            ("2024-12-31T23:00", "2025-01-15T00:00"),
            ("2025-01-16T00:00", "2025-01-31T23:00"),
        ),
    )
    verdict = only_verdict(monthly, history)
    assert verdict.service_seconds == 30 * 86_400
    assert verdict.downtime_seconds == 2 * 86_400
    assert not verdict.complete


def test_a_judgement_has_a_verdict_for_each_row() -> None:
    facts = facts_of(
        history_of(seconds(10), watched=LONG, components=("web", "mail")), ("web", "mail")
    )
    judgement = judge(promise(), facts)
    verdicts = judgement.verdicts()
    assert len(judgement) == len(verdicts) == 2
    assert [verdict.row for verdict in verdicts] == [0, 1]
    assert verdicts[1] == judgement.verdict(1)
    assert [verdict.component for verdict in verdicts] == ["web", "mail"]


@pytest.mark.parametrize(
    ("rounding", "down", "met"),
    [
        ("exact", 8640, True),
        ("exact", 8641, False),
        ("two_decimals", 8748, True),
        ("two_decimals", 8749, False),
    ],
)
def test_a_mean_of_months_decides_as_a_ratio_does(rounding: str, down: int, met: bool) -> None:
    # 25 days were watched: 0.4 % of them are 8,640 s; 0.405 % are 8,748 s, shown as 99.60 % left.
    chosen = {"yearly_mean": "mean_of_months", "rounding": rounding}
    start = second("2025-02-01T00:00")
    history = history_of(
        Row(component="web", start=start, end=start + down, state="down"),
        watched=(("2025-02-01T00:00", "2025-02-26T00:00"),),
    )
    verdict = only_verdict(promise_of("yearly", chosen=chosen), history)
    assert verdict.ratio == 1 - Fraction(down, 25 * 86_400)
    assert verdict.met is met


# ---- The documentation -----------------------------------------------------------------------

ROOT = Path(__file__).parent.parent.parent.parent


@pytest.mark.parametrize(
    ("reading", "met"), [("no_statement", None), ("up", True), ("down", False)]
)
def test_the_worked_example_of_the_documentation(reading: str, met: bool | None) -> None:
    page = (ROOT / "docs" / "algorithms" / "verdicts.md").read_text()
    (log,) = re.findall(r"```csv\n(.*?)```", page, re.DOTALL)
    figures = r"^\| (service|raw|excluded.*?|downtime|unmeasured) \| ([\d,]+) \|"
    stated = dict(re.findall(figures, page, re.MULTILINE))
    numbers = {name: int(digits.replace(",", "")) for name, digits in stated.items()}
    contract = load_contract((ROOT / "contracts" / "pluvo.yaml").read_bytes()).contract
    (term,) = contract.levels["standard"].availability
    facts = gather(
        ("platform",),
        outages=read_outages(log.encode(), "log.csv").log,
        maintenance=None,
        observed=Observed(),
        window=(second("2025-01-31T23:00"), second("2025-02-28T23:00")),
    ).facts
    chosen = {"unmeasured": reading}
    judgement = judge(bind(contract, level="standard", term=term, chosen=chosen), facts)
    (verdict,) = judgement.verdicts()
    doubt = 1200 if reading == "down" else 0
    assert numbers == {
        "service": verdict.service_seconds,
        "raw": verdict.raw_seconds - doubt,
        "excluded: customer_network": verdict.excluded_seconds["customer_network"],
        "excluded: planned_maintenance": verdict.excluded_seconds["planned_maintenance"],
        "downtime": verdict.downtime_seconds - doubt,
        "unmeasured": verdict.unmeasured_seconds,
    }
    assert f"| {verdict.allowed} = " in page
    assert (verdict.met, verdict.flips) == (met, True)
    if reading == "no_statement":
        assert f"= {verdict.ratio}, above" in page
