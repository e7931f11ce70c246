"""A promise counts all hours and excludes nothing unless the file says so."""

from fractions import Fraction

from zusage.core.periods import PeriodKind
from zusage.core.terms.promises import Availability, Cause, Exclusion, Fallback, Rollup
from zusage.core.terms.quantities import Percentage, Text
from zusage.core.terms.rules import Strength

TEXT = Text(de="x", en="x")
PROMISE = Availability(
    id="a",
    title=TEXT,
    objective=Percentage(ratio=Fraction(998, 1000)),
    per=PeriodKind.CALENDAR_MONTH,
)


def test_promise_counts_all_hours_and_excludes_nothing():
    assert PROMISE.counted == "always"
    assert PROMISE.excludes == ()
    assert PROMISE.components == ()
    assert PROMISE.stated_budget is None


def test_promise_is_firm_and_of_the_counted_hours():
    assert PROMISE.strength is Strength.GUARANTEED
    assert PROMISE.denominator_stated
    assert PROMISE.prose_counts == "counted"


def test_maintenance_that_is_too_long_is_a_breach_unless_stated():
    exclusion = Exclusion(title=TEXT, precedence=1, maintenance=True)
    assert exclusion.length_else is Fallback.BREACH
    assert not exclusion.silent
    assert exclusion.causes == ()


def test_causes_and_rollups_are_those_of_the_file():
    assert Cause("denial_of_service") is Cause.DENIAL_OF_SERVICE
    assert [str(rollup) for rollup in Rollup] == ["worst", "any", "all", "weighted"]
