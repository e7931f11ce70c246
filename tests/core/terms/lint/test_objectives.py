"""L1, L3, L4, L16: numbers that a lawyer can follow with a pocket calculator."""

from dataclasses import replace
from fractions import Fraction

from tests.core.terms.lint.whole import (
    PROMISE,
    YEARLY,
    changed,
    codes,
    facts_of,
    get,
    length,
    one,
    share,
)
from zusage.core.errors import Severity
from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import Availability
from zusage.core.terms.lint import lint
from zusage.core.terms.lint.objectives import nothing_covered, stated_budget
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import PeriodName, Quantity

MONTHLY = replace(get(YEARLY), per=PeriodKind.CALENDAR_MONTH, objective=share("99.9 %"))


def lengths(promise: Availability) -> tuple[object, ...]:
    """Return the seconds that the percentage allows, as the L1 finding lists them."""
    survey = Survey(changed((YEARLY, promise)))
    (finding,) = stated_budget(survey)
    listed = finding.facts["lengths"]
    assert isinstance(listed, tuple)
    return tuple(quantity(facts_of(saying)["share"]) for saying in listed)


def quantity(value: object) -> Fraction:
    assert isinstance(value, Quantity)
    return value.value


def test_43_minutes_28_seconds_are_a_thousandth_of_no_month() -> None:
    promise = replace(MONTHLY, stated_budget=length("43m28s"), clauses=("C1",))
    (finding,) = stated_budget(Survey(changed((YEARLY, promise))))
    assert (finding.code, finding.severity) == ("lint.L1", Severity.CONTRADICTION)
    assert finding.path == (*YEARLY, "stated_budget")
    assert finding.clauses == ("C1",)
    assert quantity(finding.facts["equal"]) == Fraction(2608 * 1000, 86_400)
    # 28 to 31 days, March and October with their clock changes, a twelfth of 365.2425 days.
    assert lengths(promise) == (
        Fraction("2419.2"),
        Fraction("2505.6"),
        Fraction("2592"),
        Fraction("2678.4"),
        Fraction("2674.8"),
        Fraction("2682"),
        Fraction("2629.746"),
    )


def test_a_budget_that_fits_one_length_only_is_ambiguous() -> None:
    promise = replace(MONTHLY, stated_budget=length("43m12s"))
    (finding,) = stated_budget(Survey(changed((YEARLY, promise))))
    assert (finding.code, finding.severity) == ("lint.L1.some", Severity.AMBIGUOUS)
    assert [facts_of(s)["days"] for s in as_tuple(finding.facts["same"])] == [30]
    assert len(as_tuple(finding.facts["wrong"])) == 6


def as_tuple(value: object) -> tuple[object, ...]:
    assert isinstance(value, tuple)
    return value


def test_a_duration_beside_100_percent_allows_what_is_forbidden() -> None:
    promise = replace(MONTHLY, objective=share("100 %"), stated_budget=length("5m"))
    (finding,) = stated_budget(Survey(changed((YEARLY, promise))))
    assert finding.code == "lint.L1.none"
    assert "equal" not in finding.facts


def test_a_year_is_compared_with_its_two_lengths() -> None:
    promise = replace(get(YEARLY), stated_budget=length("43h48m"))
    assert lengths(promise) == (Fraction(365 * 432), Fraction(366 * 432))


def test_counted_hours_and_rolling_periods_are_compared_as_they_are() -> None:
    week = replace(get(YEARLY), per=PeriodKind.ROLLING, days=7, stated_budget=length("1h1s"))
    assert lengths(week) == (Fraction(7 * 432),)
    hours = replace(get(PROMISE), stated_budget=length("1h1s"))
    assert len(lengths(hours)) == 12


def test_a_duration_rounded_to_its_own_unit_is_the_same() -> None:
    rolling = replace(get(YEARLY), per=PeriodKind.ROLLING, days=31, objective=share("99.9 %"))
    for written in ("44m38s", "44m", "45m"):
        same = replace(rolling, stated_budget=length(written))
        assert list(stated_budget(Survey(changed((YEARLY, same))))) == []
    for written in ("44m37s", "44m39s", "43m", "46m"):
        other = replace(rolling, stated_budget=length(written))
        assert len(list(stated_budget(Survey(changed((YEARLY, other)))))) == 1


def test_whole_hours_are_compared_by_the_hour_and_days_not_at_all() -> None:
    rolling = replace(get(YEARLY), per=PeriodKind.ROLLING, days=30)
    for written, number in (("3h", 0), ("4h", 0), ("5h", 1), ("1 day", 0)):
        promise = replace(rolling, stated_budget=length(written))
        assert len(list(stated_budget(Survey(changed((YEARLY, promise)))))) == number


def test_a_missing_denominator_is_computed_both_ways() -> None:
    finding = one(((*PROMISE, "denominator_stated"), False))
    assert (finding.code, finding.severity) == ("lint.L3", Severity.AMBIGUOUS)
    # January is nearest to the mean month: 21 days of ten hours out of 744 hours.
    assert finding.facts["period"] == PeriodName(name="2026-01")
    assert quantity(finding.facts["counted"]) == 210
    assert quantity(finding.facts["of_counted"]) == Fraction(21, 20)
    assert quantity(finding.facts["of_whole"]) == Fraction(744, 200)


def test_a_promise_over_all_hours_is_held_against_the_hours_of_the_desk() -> None:
    finding = one(((*YEARLY, "denominator_stated"), False))
    assert quantity(finding.facts["counted"]) == 2580
    assert quantity(finding.facts["of_whole"]) == Fraction(8760, 200)


def test_without_any_hours_a_missing_denominator_is_still_found() -> None:
    contract = changed((YEARLY, replace(get(YEARLY), denominator_stated=False)))
    bare = replace(contract, calendars={}, desk=None, levels={"plus": contract.levels["plus"]})
    assert "lint.L3.alone" in [finding.code for finding in lint(bare)]


def test_prose_that_takes_the_hours_out_is_held_against_the_formula() -> None:
    finding = one(((*PROMISE, "prose_counts"), "not_counted"))
    assert (finding.code, finding.severity) == ("lint.L4", Severity.CONTRADICTION)
    assert quantity(finding.facts["formula"]) == 210 * 3600 * Fraction(1, 200)
    assert quantity(finding.facts["prose"]) == (744 - 210) * 3600 * Fraction(1, 200)


def test_prose_does_not_matter_where_all_hours_count() -> None:
    assert codes(((*YEARLY, "prose_counts"), "not_counted")) == []


def test_a_promise_about_nothing_is_found() -> None:
    finding = one(((*PROMISE, "components"), ()))
    assert (finding.code, finding.facts["components"]) == ("lint.L16", ("web", "mail"))


def test_one_component_need_not_be_named_but_none_is_too_few() -> None:
    assert "lint.L16" not in codes(
        (("components",), {"web": get(("components", "web"))}), ((*PROMISE, "components"), ())
    )
    bare = changed((("components",), {}), ((*PROMISE, "components"), ()))
    (finding,) = nothing_covered(Survey(replace(bare, levels={"a": bare.levels["standard"]})))
    assert (finding.code, finding.path) == ("lint.L16.none", ("levels", "a", "availability", 0))
