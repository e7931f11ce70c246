"""Verdicts as table and document: what stands there, at every width, for every kind of log."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from tests.conftest import Golden
from tests.judging import LEARNING, MAIL, case_of, case_on, judged_in
from zusage.core.evaluation import Judged
from zusage.formats.documents import verdict_outline
from zusage.formats.documents.outline import Section, Tree, numbered
from zusage.formats.documents.plain import columns_of
from zusage.formats.documents.verdict_outline import by_promise, render_verdicts
from zusage.interfaces.cli.case import Case

ESCAPE = "\x1b["
YEAR = "platform,2026-01-01T00:00:00+01:00,2026-04-01T00:00:00+02:00\n"
HOSTILE = (
    "<script>alert(1)</script>",
    "=#table[x] *bold* $x$",
    "‮gnol‬ very" + "-long" * 60,
    "bell\x07 and \x1b[31mred",
)


def table_of(case: Case, *, lang: str = "en", width: int = 100, is_coloured: bool = False) -> str:
    """Render the verdicts of a case as they stand on a terminal."""
    written = render_verdicts(
        case.contract,
        judged_in(case),
        form="table",
        lang=lang,
        width=width,
        is_coloured=is_coloured,
    )
    return written.decode()


def row_of(table: str, period: str) -> list[str]:
    """Return the cells of the first row of a period."""
    line = next(line for line in table.splitlines() if line.startswith(period))
    return re.split(r" {2,}", line)


@pytest.fixture(scope="module")
def learning() -> Case:
    return case_of(*LEARNING, "--all-readings")


@pytest.fixture(scope="module")
def mail() -> Case:
    return case_of(*MAIL, "--all-readings")


# ---- golden ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("name", ["learning", "mail"])
def test_tables_of_the_samples_are_as_they_were(
    name: str, lang: str, golden: Golden, request: pytest.FixtureRequest
) -> None:
    case: Case = request.getfixturevalue(name)
    golden(f"verdicts/{name}.{lang}.txt", table_of(case, lang=lang))


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
    # February has 160 hours: 1,152 s are allowed; January 168 hours: 1,209.6 s.
    outage = "platform,2026-01-12T10:00:00Z,2026-01-12T10:20:10Z,down,,,,x\n"
    row = row_of(table_of(case_on(tmp_path, outages=outage, observed=YEAR)), "2026-01")
    assert (row[4], row[-1]) == ("-0:00:01", "✗\u00a0missed")


def test_a_log_without_outages_meets_everything(tmp_path: Path) -> None:
    table = table_of(case_on(tmp_path, observed=YEAR))
    assert "Together 3 verdicts: 3 met, 0 missed, 0 without statement" in table
    assert "What follows" not in table
    assert "Remarks" not in table


def test_a_service_that_is_always_down_has_zero_percent(tmp_path: Path) -> None:
    outage = YEAR.strip() + ",down,,,,x\n"
    table = table_of(case_on(tmp_path, outages=outage, observed=YEAR))
    assert row_of(table, "2026-02")[-2:] == ["0.000", "✗\u00a0missed"]
    assert "Together 3 verdicts: 0 met, 3 missed" in table


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
    assert "Together 9 verdicts: 6 met, 3 missed" in table_of(mail)


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
    assert "c05, 2026-01 missed (98.809 %); and 3 more" in said
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


# ---- widths and colours ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("width", [80, 100, 120, 160])
def test_no_line_is_wider_than_the_terminal(
    learning: Case, mail: Case, width: int, lang: str
) -> None:
    for case in (learning, mail):
        lines = table_of(case, lang=lang, width=width).splitlines()
        assert max(map(columns_of, lines)) <= width
        assert any(set(line) == {"─"} for line in lines), "not a table but cards"


def test_a_wide_terminal_has_a_column_for_components_and_for_what_follows(mail: Case) -> None:
    wide = table_of(mail, width=160)
    assert re.search(r"whole service +2026-02 .*credit 25\u00a0%, €120.00", wide)
    assert "▸" not in wide


@pytest.mark.parametrize("width", [80, 100, 160])
def test_three_hundred_components_stay_readable(tmp_path: Path, width: int) -> None:
    rows = "".join(
        f"customer-{n:03}/site,2026-01-01T00:00:00+01:00,2026-03-01T00:00:00+01:00\n"
        for n in range(300)
    )
    lines = table_of(case_on(tmp_path, "--each", observed=rows), width=width).splitlines()
    assert max(map(columns_of, lines)) <= width
    assert sum("100.000" in line for line in lines) == 600
    assert len(lines) < 1300


def test_colours_come_on_top_of_signs_and_words(learning: Case) -> None:
    coloured = table_of(learning, is_coloured=True)
    assert f"{ESCAPE}31m✗\u00a0missed{ESCAPE}0m" in coloured
    assert re.sub(r"\x1b\[\d+m", "", coloured) == table_of(learning)


# ---- documents -------------------------------------------------------------------------------


def test_the_document_explains_each_verdict_that_is_not_plainly_met(learning: Case) -> None:
    judged = judged_in(learning)
    outline = verdict_outline.verdict_outline(learning.contract, judged, lang="de")
    trees = [
        section
        for _, section in numbered(outline.sections)
        if any(isinstance(block, Tree) for block in section.blocks)
    ]
    [promised] = by_promise(judged)
    asked = [each for each in promised.base if needs_explaining(each)]
    assert len(trees) == len(asked) == 7
    assert all(isinstance(section, Section) for section in trees)


def needs_explaining(judged: Judged) -> bool:
    return judged.verdict.met is not True or not judged.verdict.complete


def test_the_document_names_notes_and_leaves_empty_parts_out(tmp_path: Path) -> None:
    case = case_on(tmp_path, observed=YEAR)
    written = render_verdicts(
        case.contract, judged_in(case), form="html", lang="de", width=80, notes=["Ein Hinweis."]
    ).decode()
    assert "<li>Ein Hinweis.</li>" in written
    assert "Klauseln in unseren Worten" not in written
    assert "Erklärungen" not in written


@pytest.mark.parametrize("form", ["html", "pdf", "table"])
def test_hostile_names_are_only_ever_text(tmp_path: Path, form: verdict_outline.Form) -> None:
    span = "2026-01-01T00:00:00+01:00,2026-02-01T00:00:00+01:00"
    observed = "".join(f'"{name}",{span}\n' for name in HOSTILE)
    down = "2026-01-12T10:00:00Z,2026-01-12T12:00:00Z,down,,,,<b>x</b>"
    outages = "".join(f'"{name}",{down}\n' for name in HOSTILE)
    case = case_on(tmp_path, "--each", observed=observed, outages=outages)
    written = render_verdicts(case.contract, judged_in(case), form=form, lang="en", width=100)
    if form == "pdf":
        assert written.startswith(b"%PDF-")
        return
    text = written.decode()
    assert "<script>" not in text.replace("▸ <script>", "") or form == "table"
    assert not re.search("[\x07\x1b\u202e]", text)
    if form == "html":
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    else:
        assert max(map(columns_of, text.splitlines())) <= 100


def test_percentages_have_two_decimals_more_than_the_objective(mail: Case, learning: Case) -> None:
    for case, places in ((mail, 4), (learning, 3)):
        judged = judged_in(case)[0]
        objective: Fraction = judged.verdict.promise.objective
        assert (objective * 10**places).denominator == 1
        assert re.search(rf" 100\.0{{{places}}} ", table_of(case))
