"""The verdicts of one promise: what stands in the table and under it, for every kind of log."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from tests.judging import LEARNING, MAIL, case_of, case_on, judged_in, row_of, table_of
from zusage.formats.documents.promise_outline import Promised, Verdicts, by_promise
from zusage.formats.documents.verdict_outline import render_verdicts
from zusage.formats.documents.wording import Wording
from zusage.interfaces.cli.case import Case

YEAR = "platform,2026-01-01T00:00:00+01:00,2026-04-01T00:00:00+02:00\n"


@pytest.fixture(scope="module")
def learning() -> Case:
    return case_of(*LEARNING, "--all-readings")


@pytest.fixture(scope="module")
def mail() -> Case:
    return case_of(*MAIL, "--all-readings")


# ---- figures ---------------------------------------------------------------------------------


def test_a_row_has_every_figure(learning: Case) -> None:
    assert row_of(table_of(learning).partition("hafenwerk")[2], "2026-03") == [
        *("2026-03", "176:00:00", "1:12:20", "1:12:20", "0:21:07", "-0:51:13", "99.315"),
        "✗\u00a0missed",
    ]


def test_an_availability_is_never_shown_better_than_it_is(tmp_path: Path) -> None:
    second = "platform,2026-01-12T10:00:00Z,2026-01-12T10:00:01Z,down,,,,x\n"
    table = table_of(case_on(tmp_path, outages=second, observed=YEAR))
    assert row_of(table, "2026-01")[-2:] == ["99.999", "✓\u00a0met"]
    assert row_of(table, "2026-02")[-2:] == ["100.000", "✓\u00a0met"]


def test_a_miss_by_part_of_a_second_does_not_look_like_none_left(tmp_path: Path) -> None:
    # January 2026 has 168 hours of business: 1,209.6 s are allowed.
    outage = "platform,2026-01-12T10:00:00Z,2026-01-12T10:20:10Z,down,,,,x\n"
    row = row_of(table_of(case_on(tmp_path, outages=outage, observed=YEAR)), "2026-01")
    assert (row[4], row[-1]) == ("-0:00:01", "✗\u00a0missed")


def test_a_log_without_outages_meets_everything(tmp_path: Path) -> None:
    table = table_of(case_on(tmp_path, observed=YEAR))
    assert "Verdicts: 3 (3 met, 0 missed, 0 without statement)" in table
    assert "What follows" not in table
    assert "Remarks" not in table


def test_a_service_that_is_always_down_has_zero_percent(tmp_path: Path) -> None:
    outage = YEAR.strip() + ",down,,,,x\n"
    table = table_of(case_on(tmp_path, outages=outage, observed=YEAR))
    assert row_of(table, "2026-02")[-2:] == ["0.000", "✗\u00a0missed"]
    assert "Verdicts: 3 (0 met, 3 missed" in table


def test_time_without_measurement_gives_no_statement_and_says_why(tmp_path: Path) -> None:
    gap = "platform,2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,no_evidence,,,,x\n"
    short = "platform,2026-02-09T10:00:00Z,2026-02-09T10:01:00Z,no_evidence,,,,x\n"
    table = table_of(case_on(tmp_path, outages=gap + short, observed=YEAR))
    assert row_of(table, "2026-01")[-1] == "?\u00a0no statement"
    assert "platform, 2026-01: 2:00:00 not measured; if they were downtime" in table
    assert "platform, 2026-02: 0:01:00 not measured; that does not change the verdict." in table


def test_no_service_time_has_no_percentage(tmp_path: Path) -> None:
    case = case_on(tmp_path, observed="platform,2026-01-03T00:00:00Z,2026-01-04T00:00:00Z\n")
    assert row_of(table_of(case), "2026-01\u00a0·")[-2:] == ["–", "?\u00a0no statement"]


def test_a_verdict_within_the_bounds_of_the_checks_says_so(tmp_path: Path) -> None:
    outage = (
        "platform,2026-01-12T10:00:00Z,2026-01-12T10:19:00Z,down,,"
        "2026-01-12T09:55:00Z,2026-01-12T10:18:00Z,x\n"
    )
    table = table_of(case_on(tmp_path, outages=outage, observed=YEAR))
    assert "0:18:00 to 0:24:00 count; the verdict depends on it." in " ".join(table.split())


def test_a_period_that_was_cut_is_marked(tmp_path: Path) -> None:
    case = case_on(tmp_path, observed="platform,2026-01-07T00:00:00Z,2026-03-01T00:00:00Z\n")
    table = table_of(case)
    assert "2026-01\u00a0·" in table
    assert "not measured as a whole" in table
    assert "2026-02\u00a0·" not in table


def test_nothing_measured_says_so(tmp_path: Path) -> None:
    case = case_on(tmp_path, "--each", observed=YEAR)
    written = render_verdicts(case.contract, [], form="table", lang="de", width=80)
    assert (
        written.decode() == "Für diese Zusage gibt es keine gemessene Zeit und darum kein Urteil.\n"
    )


# ---- what follows ----------------------------------------------------------------------------


def test_a_run_of_missed_months_gives_rights(learning: Case) -> None:
    said = " ".join(table_of(learning).split())
    assert "learning/hafenwerk, 2026-04: Escalation and joint evaluation" in said
    assert "Right to terminate at once (missed: 2026-03, 2026-04, 2026-05, 2026-06)" in said


def test_on_paper_what_follows_stands_under_names_and_beside_headings(mail: Case) -> None:
    [promised] = by_promise(judged_in(mail))
    month = [each for each in promised.base if each.verdict.period.name == "2026-02"]
    paper = Verdicts(mail.contract, Wording(language="en"))
    named, headed = Promised(base=month), promised
    for own, first in ((named, "Component"), (headed, "Period")):
        columns = [column.title for column in paper.table(own).columns]
        lines = [line.replace("\u00a0", " ") for line in paper.follow_lines(own)]
        is_under = "whole service, 2026-02: credit 25 %, €120.00" in " ".join(lines)
        assert (columns[0], "Follows" in columns, is_under) == (first, own is headed, True)
    assert paper.table(named).columns[0].is_name


def test_credits_have_percent_amount_and_what_other_readings_give(mail: Case) -> None:
    said = " ".join(table_of(mail).replace("\u00a0", " ").split())
    assert "whole service, 2026-02: credit 25 %, €120.00; under other readings 20 %" in said
    assert "Credits together €144.00." in said


def test_without_a_fee_a_credit_is_a_percentage(tmp_path: Path) -> None:
    arguments = [word for word in MAIL if word not in ("--fee", "480.00 EUR")]
    said = " ".join(table_of(case_of(*arguments)).replace("\u00a0", " ").split())
    assert "whole service, 2026-02: credit 25 %" in said
    assert "Credits together" not in said


def test_only_the_service_is_counted_where_components_make_one(mail: Case) -> None:
    assert "Verdicts: 9 (6 met, 3 missed," in table_of(mail)


# ---- readings --------------------------------------------------------------------------------


def test_readings_and_what_others_would_change_are_named(mail: Case) -> None:
    said = " ".join(table_of(mail).split())
    assert "(components=worst)" in said
    assert "(degraded=partial): outbound, 2026-07 missed (99.9551" in said


def test_the_table_names_few_changed_verdicts_and_the_document_all(tmp_path: Path) -> None:
    rows = [f"c{n:02},2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00" for n in range(9)]
    bad = [f"c{n:02},2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,partial,,,,x" for n in range(9)]
    logs = {"observed": "\n".join(rows), "outages": "\n".join(bad)}
    case = case_on(tmp_path, "--each", "--all-readings", **logs)
    said = " ".join(table_of(case).split())
    assert "c05, 2026-01 missed (98.809 %); further ones: 3" in said
    page = render_verdicts(case.contract, judged_in(case), form="html", lang="en", width=80)
    assert "c08, 2026-01 missed (98.809\u00a0%)" in page.decode()


def test_verdicts_under_other_readings_are_told_apart(learning: Case) -> None:
    [promised] = by_promise(judged_in(learning))
    assert len(promised.base) == 27
    assert {key for key, _, _ in promised.changed()} >= {"degraded", "dutch_holidays", "clock_zone"}


@pytest.mark.parametrize(
    ("reading", "hours"), [("seam=18:00", "08:00–18:00"), ("seam=cover", "07:59–18:01")]
)
def test_the_heading_names_the_hours_that_the_readings_give(
    tmp_path: Path, reading: str, hours: str
) -> None:
    case = case_on(
        tmp_path,
        *("--each", "--reading", reading, "--from", "2026-01-01", "--to", "2026-02-01"),
        observed=YEAR,
        contract="traut-smawo",
    )
    said = " ".join(table_of(case, lang="de").split())
    assert f"98,5 % je Kalenderjahr, Geschäftszeit (Mo–Fr {hours})" in said


def test_percentages_have_two_decimals_more_than_the_objective(mail: Case, learning: Case) -> None:
    for case, places in ((mail, 4), (learning, 3)):
        judged = judged_in(case)[0]
        objective: Fraction = judged.verdict.promise.objective
        assert (objective * 10**places).denominator == 1
        assert re.search(rf" 100\.0{{{places}}} ", table_of(case))
