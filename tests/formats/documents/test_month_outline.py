"""The module `month_outline` is tested by what a report says of its months, in one file."""

from pathlib import Path

from tests.formats.documents.test_report_outline import MONTH, report_on, section_of
from tests.judging import case_on

TWO_MONTHS = "platform,2026-01-01T00:00:00+01:00,2026-03-01T00:00:00+01:00\n"


def test_a_month_ends_with_the_report(tmp_path: Path) -> None:
    half = MONTH.replace("2026-02-01", "2026-01-20")
    words = section_of(report_on(case_on(tmp_path, observed=half)), "January 2026")
    assert "2026-01 ·" in words
    assert "Not measured: platform 20 Jan 2026 00:00 to 1 Feb 2026 00:00." in words


def test_an_outage_over_the_end_of_a_month_says_so_in_both_months(tmp_path: Path) -> None:
    rows = (
        "platform,2026-01-20T10:00:00Z,2026-01-20T10:30:00Z,down,,,,x\n"
        "platform,2026-01-30T15:00:00Z,2026-02-02T09:00:00Z,down,,,,x\n"
    )
    report = report_on(case_on(tmp_path, outages=rows, observed=TWO_MONTHS))
    for month in ("January 2026", "February 2026"):
        words = section_of(report, month)
        assert words.count("reaches beyond the month") == 1
        # 66 hours long, an hour of them in the hours of each month.
        assert "66:00:00 1:00:00 1:00:00" in words
