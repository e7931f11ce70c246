"""Known dates by hand, and the package as a second opinion on our own Dutch rule."""

from datetime import date, timedelta
from itertools import pairwise

import holidays as package
import pytest

from zusage.core.errors import TermsError
from zusage.core.terms.timetable import Holidays
from zusage.formats.contract_yaml import load_contract
from zusage.formats.holiday_dates import (
    LINE_DATES_MAX,
    REGION_KEY,
    easter_sunday,
    holiday_lines,
    resolve,
    years_text,
)


def days_off(found: Holidays, value: str | None = None) -> set[str]:
    """Return all dates under one reading, as month and day with the year in front."""
    days = set(found.dates)
    for by_value in found.by_reading.values():
        days.update(by_value[value or next(iter(by_value))])
    return {day.isoformat() for day in days}


def of_year(year: int, *days: str) -> set[str]:
    return {f"{year}-{day}" for day in days}


def year(number: int) -> range:
    return range(number, number + 1)


# From published calendars, not from a rule.
EASTER = ["1818-03-22", "1943-04-25", "1954-04-18", "1981-04-19", "2000-04-23", "2008-03-23"]
EASTER += ["2016-03-27", "2019-04-21", "2024-03-31", "2025-04-20", "2038-04-25", "2076-04-19"]


@pytest.mark.parametrize("day", EASTER)
def test_easter_falls_on_the_published_sunday(day: str) -> None:
    assert easter_sunday(int(day[:4])).isoformat() == day


DUTCH = {
    # 5 May is a holiday of the lustrum years 2015, 2020, 2025 ... alone under one reading.
    2014: ["01-01", "04-21", "04-26", "05-05", "05-29", "06-09", "12-25", "12-26"],
    2021: ["01-01", "04-05", "04-27", "05-05", "05-13", "05-24", "12-25", "12-26"],
    2025: ["01-01", "04-21", "04-26", "05-05", "05-29", "06-09", "12-25", "12-26"],
    2026: ["01-01", "04-06", "04-27", "05-05", "05-14", "05-25", "12-25", "12-26"],
}
GOOD_FRIDAY = {2014: "04-18", 2021: "04-02", 2025: "04-18", 2026: "04-03"}


@pytest.mark.parametrize("number", DUTCH)
def test_dutch_holidays_are_those_of_the_calendar_on_the_wall(number: int) -> None:
    found, expected = resolve("NL", years=year(number)), of_year(number, *DUTCH[number])
    friday, liberation = {f"{number}-{GOOD_FRIDAY[number]}"}, {f"{number}-05-05"}
    is_lustrum = number == 2025
    assert days_off(found) == days_off(found, "termijnenwet") == expected
    assert days_off(found, "termijnenwet_good_friday") == expected | friday
    assert days_off(found, "lustrum") == (expected if is_lustrum else expected - liberation)
    assert found.package == "explicit"


def test_the_package_knows_the_same_dutch_days_over_a_century_half() -> None:
    years = range(2014, 2065)
    theirs = set(package.country_holidays("NL", years=years, categories=("public", "optional")))
    sundays = {easter_sunday(n) + timedelta(days=days) for n in years for days in (0, 49)}
    ours = days_off(resolve("NL", years=years), "termijnenwet_good_friday")
    assert ours == {day.isoformat() for day in theirs - sundays}


BAVARIA_2026 = ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "05-25", "06-04"]
BAVARIA_2026 += ["10-03", "11-01", "12-25", "12-26"]


def test_assumption_day_depends_on_the_bavarian_municipality() -> None:
    found, expected = resolve("DE-BY", years=year(2026)), of_year(2026, *BAVARIA_2026)
    assert days_off(found, "protestant") == expected
    assert days_off(found) == days_off(found, "catholic") == expected | {"2026-08-15"}
    assert days_off(found, "augsburg") == expected | {"2026-08-08", "2026-08-15"}
    assert found.package == f"holidays {package.__version__}"  # type: ignore[attr-defined]


GERMANY = {
    2017: [
        "01-01",
        "04-14",
        "04-17",
        "05-01",
        "05-25",
        "06-05",
        "10-03",
        "10-31",
        "12-25",
        "12-26",
    ],
    2018: ["01-01", "03-30", "04-02", "05-01", "05-10", "05-21", "10-03", "12-25", "12-26"],
    2020: ["01-01", "04-10", "04-13", "05-01", "05-21", "06-01", "10-03", "12-25", "12-26"],
    2025: ["01-01", "04-18", "04-21", "05-01", "05-29", "06-09", "10-03", "12-25", "12-26"],
}
# Women's Day since 2019, and the day of liberation in two years only.
BERLIN_TOO = {2017: [], 2018: [], 2020: ["03-08", "05-08"], 2025: ["03-08", "05-08"]}


@pytest.mark.parametrize("number", GERMANY)
def test_where_no_region_is_named_berlin_and_the_country_are_two_readings(number: int) -> None:
    found = resolve("DE-BE", years=year(number), is_region_open=True)
    nationwide = of_year(number, *GERMANY[number])
    assert list(found.by_reading[REGION_KEY]) == ["state", "nationwide"]
    assert days_off(found, "nationwide") == nationwide
    assert days_off(found, "state") == nationwide | of_year(number, *BERLIN_TOO[number])


def test_a_named_region_and_a_country_leave_no_question() -> None:
    berlin = resolve("DE-BE", years=year(2025))
    assert berlin.by_reading == {}
    assert days_off(berlin) == of_year(2025, *GERMANY[2025], *BERLIN_TOO[2025])
    # A country cannot be asked for its region, so the question is not put.
    assert resolve("DE", years=year(2025), is_region_open=True).by_reading == {}
    assert days_off(resolve("DE", years=year(2025))) == of_year(2025, *GERMANY[2025])


@pytest.mark.parametrize(
    ("source", "allowed"), [("XX", "DE"), ("DE-XX", "DE-BY"), ("", "NL"), ("NL-XX", "NL")]
)
def test_an_unknown_source_is_refused_with_what_is_allowed(source: str, allowed: str) -> None:
    with pytest.raises(TermsError) as caught:
        resolve(source, years=year(2025))
    finding = caught.value.findings[0]
    assert finding.code == "holidays.source_unknown"
    assert finding.facts["value"] == source
    assert allowed in str(finding.facts["allowed"])


@pytest.mark.parametrize("years", [range(2013, 2020), range(2099, 2102), range(2020, 2020)])
def test_years_without_known_holidays_are_refused(years: range) -> None:
    with pytest.raises(TermsError) as caught:
        resolve("NL", years=years)
    assert caught.value.findings[0].code == "holidays.years_out_of_range"


CONTRACT = """
zusage: 1
name: sample
version: 1
title: {{de: Muster, en: Sample}}
zone: Europe/Berlin
calendars:
  hours:
    zone: Europe/Berlin
    week: {{mon-fri: ["09:00-17:00"]}}
    holidays:
{block}
"""


@pytest.mark.parametrize("source", ["NL", "DE-BY", "DE-BE", "DE"])
def test_lines_read_back_as_the_same_holidays(source: str) -> None:
    found = resolve(source, years=range(2015, 2041), is_region_open=True)
    block = "\n".join(f"      {line}" for line in holiday_lines(found))
    read = load_contract(CONTRACT.format(block=block).encode()).contract
    assert read.calendars["hours"].holidays == found


def test_a_line_holds_whole_years_or_part_of_one() -> None:
    found = resolve("DE-BY", years=range(2015, 2041))
    lines = [line.strip() for line in holiday_lines(found)]
    rows = [line.rstrip(",").split(", ") for line in lines if line.startswith("20")]
    years = [[day[:4] for day in row] for row in rows]
    assert max(len(row) for row in rows) <= LINE_DATES_MAX
    for before, after in pairwise(years):
        is_cut = before[-1] == after[0]
        assert not is_cut or len({*before, *after}) == 1
    assert "protestant: []" in lines
    assert years_text(range(2015, 2041)) == "2015-2040"


def test_dates_are_sorted_and_stand_once() -> None:
    found = resolve("NL", years=range(2015, 2041))
    for dates in (found.dates, *found.by_reading["dutch_holidays"].values()):
        assert list(dates) == sorted(set(dates))
    assert date(2025, 5, 5) in found.dates
    assert found.by_reading["dutch_holidays"]["lustrum"] == ()
