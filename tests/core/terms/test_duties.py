"""Duties and rules for maintenance, names and suspensions: what holds when the file is silent."""

from zusage.core.terms.duties import (
    Cadence,
    Duty,
    Keep,
    MaintenanceRule,
    NameRule,
    Register,
    Suspension,
)
from zusage.core.terms.promises import Cause
from zusage.core.terms.quantities import Text
from zusage.core.terms.rules import Strength

TEXT = Text(de="x", en="x")


def test_duty_may_have_nobody_and_nothing_that_shows_it():
    """Both are told apart from a forgotten key: the lint rules name them."""
    duty = Duty(do="x", title=TEXT, by=None, every=Cadence.REGULARLY, evidence=None)
    assert (duty.by, duty.evidence, duty.only_with) == (None, None, None)
    assert duty.strength is Strength.GUARANTEED


def test_nothing_is_kept_unless_stated():
    assert Keep() == Keep(hours=None, daily=None, weekly=None, monthly=None, yearly=None)


def test_maintenance_is_planned_and_needs_no_consent_unless_stated():
    rule = MaintenanceRule(title=TEXT)
    assert (rule.planned, rule.agreed, rule.outside) == (True, False, None)


def test_suspension_changes_nothing_unless_stated():
    rule = Suspension(title=TEXT, cause=Cause.FORCE_MAJEURE)
    changes = (rule.levels_rest, rule.no_recovery, rule.extends_recovery, rule.no_remedies)
    assert not any(changes)
    assert not rule.compensated


def test_names_and_registers_hold_what_is_listed():
    rule = NameRule(title=TEXT, length_min=4, length_max=48, alphabet="IDNA 2008")
    assert (rule.refused, rule.approved_by, rule.most) == ((), None, None)
    assert Register(title=TEXT, entries=("a", "b")).entries == ("a", "b")
