"""Facts that need words: exact values, and how each is meant to be spoken."""

from fractions import Fraction

from zusage.core.terms.saying import (
    Measure,
    Name,
    Quantity,
    days,
    hours,
    hours_named,
    number,
    percent,
    say,
    time,
)


def test_quantities_keep_exact_values() -> None:
    assert number(1214) == Quantity(value=Fraction(1214), measure=Measure.NUMBER)
    assert time(Fraction("259.2")).value == Fraction(1296, 5)
    assert hours(5400) == Quantity(value=Fraction(3, 2), measure=Measure.HOURS)
    assert days(43_200) == Quantity(value=Fraction(1, 2), measure=Measure.DAYS)
    assert percent(Fraction(1, 3)) == Quantity(value=Fraction(1, 3), measure=Measure.PERCENT)


def test_a_saying_is_a_code_with_its_facts() -> None:
    assert say("lint.days", first=1).facts == {"first": 1}
    assert say("lint.days") == say("lint.days")
    assert say("lint.days", first=1) != say("lint.days", first=2)


def test_hours_are_a_kind_of_name() -> None:
    assert hours_named("business") != Name(key="business")
    assert hours_named("business") == Name(key="business", kind="hours")
