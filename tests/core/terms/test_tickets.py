"""What is not named is not owed, not charged and not limited."""

from zusage.core.terms.quantities import Duration, Text, Unit
from zusage.core.terms.rules import Strength
from zusage.core.terms.tickets import Category, ContactRule, Desk, Limit, Target

TEXT = Text(de="x", en="x")
HOUR = Duration(amount=3600, unit=Unit.SECONDS)


def test_target_without_times_owes_nothing():
    target = Target(priority="P5", title=TEXT)
    assert (target.response, target.update, target.recovery) == (None, None, None)
    assert target.strength is Strength.GUARANTEED


def test_limit_without_a_clock_leaves_the_question_open():
    limit = Limit(within=HOUR)
    assert limit.clock is None
    assert not limit.again


def test_category_is_free_and_changes_nothing_unless_stated():
    category = Category(title=TEXT)
    assert (category.chargeable, category.changes_contract) == (False, False)


def test_desk_names_its_ways_and_people():
    desk = Desk()
    assert (desk.hours, desk.channels, desk.reporters, desk.closing) == (None, (), (), {})
    assert ContactRule(role="boss", most=3).change_notice is None
