"""The module `month_outline` is tested by what a report says of its months, in one file."""

from pathlib import Path

from tests.formats.documents.test_report_outline import MONTH, report_on, section_of
from tests.judging import case_on


def test_a_month_ends_with_the_report(tmp_path: Path) -> None:
    half = MONTH.replace("2026-02-01", "2026-01-20")
    words = section_of(report_on(case_on(tmp_path, observed=half)), "January 2026")
    assert "2026-01 ·" in words
    assert "Not measured: platform 20 Jan 2026 00:00 to 1 Feb 2026 00:00." in words
