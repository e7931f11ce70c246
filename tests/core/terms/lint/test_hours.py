"""L2, L17: minutes that belong to nobody or to both sides, and holidays without dates."""

from datetime import date

from tests.core.terms.lint.whole import (
    BUSINESS,
    WHOLE,
    changed,
    codes,
    facts_of,
    found,
    one,
)
from zusage.core.errors import Finding, Severity
from zusage.core.terms.lint import lint
from zusage.core.terms.lint.hours import clock_text, week_not_partitioned
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.quantities import parse_day_span
from zusage.core.terms.saying import number

OUTSIDE = (*BUSINESS, "outside")


def week(**days: str) -> dict[str, tuple[tuple[int, int], ...]]:
    return {key.replace("_", "-"): (parse_day_span(span),) for key, span in days.items()}


def places(finding: Finding) -> list[tuple[object, ...]]:
    """Return the places of a finding as days, begin and end."""
    listed = finding.facts["places"]
    assert isinstance(listed, tuple)
    return [(days(facts_of(s)["days"]), facts_of(s)["start"], facts_of(s)["end"]) for s in listed]


def days(runs: object) -> list[str]:
    """Return runs of weekdays as "mon-fri"."""
    assert isinstance(runs, tuple)
    names = []
    for run in runs:
        facts = facts_of(run)
        ends = [facts["first"], facts["last"]] if facts else [run]
        names.append("-".join(getattr(end, "code", "").rpartition(".")[2] for end in ends))
    return names


def test_1214_minutes_of_the_week_are_neither() -> None:
    night = {"night": week(mon_sun="18:01-31:59")}
    (finding,) = week_not_partitioned(Survey(changed((OUTSIDE, night))))
    assert finding.facts["minutes"] == number(1214)
    assert places(finding) == [
        (["mon-fri"], "07:59", "08:00"),
        (["mon-fri"], "18:00", "18:01"),
        (["sat-sun"], "07:59", "18:01"),
    ]
    # 1 January (Thursday), 14 August (Friday) and 25 December (Friday) have no hours at all.
    assert finding.facts["holidays"] == number(3)
    assert finding.facts["holiday_minutes"] == number(602)


def test_what_a_contract_has_settled_is_a_note_and_an_assumption_is_not() -> None:
    night = {"night": week(mon_sun="18:01-31:59")}
    assert one((OUTSIDE, night)).code == "lint.L2.decided"
    assert one((OUTSIDE, night)).severity is Severity.NOTE
    assumed = ((*BUSINESS, "reading"), {"municipality": "catholic"})
    by_author = ((*BUSINESS, "assumes"), {"seam": "18:00"})
    assert codes((OUTSIDE, night), assumed, by_author) == ["lint.L2", "lint.L11.assumed"]


def test_without_variants_nothing_can_have_settled_it() -> None:
    night = {"night": week(mon_sun="18:00-31:00")}
    finding = found((OUTSIDE, night), ((*BUSINESS, "variants"), ()))[0]
    assert (finding.code, finding.severity) == ("lint.L2", Severity.AMBIGUOUS)
    assert places(finding) == [(["mon-fri"], "07:00", "08:00"), (["sat-sun"], "07:00", "18:00")]


def test_minutes_that_are_both_contradict() -> None:
    night = {"night": week(mon_fri="17:30-32:00", sat="08:00-32:00", sun="08:00-33:00")}
    (finding,) = week_not_partitioned(Survey(changed((OUTSIDE, night))))
    assert (finding.code, finding.severity) == ("lint.L2.both", Severity.CONTRADICTION)
    assert finding.facts["minutes"] == number(5 * 30 + 60)
    assert places(finding)[0] == (["mon"], "08:00", "09:00")


def test_neighbouring_days_are_one_run_and_others_are_not() -> None:
    night = {"night": week(mon="18:00-32:00", wed="18:00-32:00", thu="18:00-32:00")}
    (finding,) = week_not_partitioned(Survey(changed((OUTSIDE, night))))
    assert (["tue", "fri"], "18:00", "24:00") in places(finding)
    assert (["sat-sun"], "00:00", "24:00") in places(finding)


def test_a_time_of_day_has_seconds_only_where_needed() -> None:
    assert (clock_text(86_400), clock_text(1)) == ("24:00", "00:00:01")


def test_holidays_without_dates_are_found() -> None:
    empty = {"municipality": {"catholic": (), "protestant": ()}}
    holidays = (*BUSINESS, "holidays")
    finding = one(((*holidays, "dates"), ()), ((*holidays, "by_reading"), empty))
    assert (finding.code, finding.severity) == ("lint.L17.no_dates", Severity.AMBIGUOUS)


def test_years_without_a_holiday_are_found() -> None:
    finding = one(((*BUSINESS, "holidays", "years"), "2025-2028"))
    assert finding.code == "lint.L17.empty_years"
    assert finding.facts["years"] == (2025, 2028)


def test_dates_of_unknown_origin_are_found_and_those_by_hand_are_not() -> None:
    package = (*BUSINESS, "holidays", "package")
    assert one((package, "holidays")).code == "lint.L17.no_version"
    assert codes((package, "explicit")) == []


def test_a_calendar_without_holidays_needs_no_dates() -> None:
    assert codes(
        ((*BUSINESS, "holidays"), None), ((*BUSINESS, "reading", "municipality"), "catholic")
    ) == ["lint.L19"]


def test_holidays_that_end_within_a_year_are_found_on_a_day_only() -> None:
    assert lint(WHOLE) == ()
    assert lint(WHOLE, on=date(2026, 12, 31)) == ()
    (finding,) = lint(WHOLE, on=date(2027, 1, 1))
    assert (finding.code, finding.facts["last"]) == ("lint.L17.ending", 2027)
