"""Consequences are told apart by their kind; the file decides how far they go."""

from fractions import Fraction
from typing import get_args

from zusage.core.terms.consequences import (
    Consultation,
    Credit,
    Missed,
    Remedy,
    TerminationRight,
    Trigger,
)
from zusage.core.terms.quantities import Duration, Percentage, Text, Unit

TEXT = Text(de="x", en="x")
FIVE = Percentage(ratio=Fraction(5, 100))
HALF_HOUR = Duration(amount=1800, unit=Unit.SECONDS)


def test_credit_has_no_cap_no_free_time_and_is_not_carried_over_unless_stated():
    credit = Credit(kind="credit", title=TEXT, promise="a", percent=FIVE, block=HALF_HOUR)
    assert (credit.cap, credit.free, credit.claim) == (None, None, None)
    assert not credit.carried_over
    assert not credit.sole_remedy


def test_trigger_counts_all_misses_unless_in_a_row():
    trigger = Trigger(what=Missed.TIMES, misses=3)
    assert not trigger.in_a_row
    assert trigger.within is None


def test_fee_is_due_at_termination_unless_stated():
    when = (Trigger(what=Missed.AVAILABILITY, misses=4, in_a_row=True),)
    right = TerminationRight(kind="termination_right", title=TEXT, promise="a", when=when)
    assert right.fee_due


def test_consequences_are_the_three_of_the_file():
    assert get_args(Remedy) == (Credit, Consultation, TerminationRight)
