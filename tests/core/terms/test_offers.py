"""Options and matrices: quantities that are not limited, cells that nobody fills."""

from zusage.core.terms.offers import Answer, Matrix, Option, Requirement
from zusage.core.terms.quantities import Text

TEXT = Text(de="x", en="x")


def test_option_is_one_of_something_and_unlimited_unless_stated():
    option = Option(title=TEXT)
    assert (option.unit, option.per, option.step) == ("instance", "instance", 1)
    assert (option.least, option.most, option.included) == (0, None, 0)
    assert (option.requires, option.reducible_to, option.ends_after) == (None, None, None)


def test_requirement_asks_for_nothing_unless_stated():
    assert Requirement() == Requirement(locations=(), options=(), not_options=())


def test_nobody_and_not_applicable_are_two_answers():
    assert Answer() != Answer(applicable=False)
    assert Answer().by is None


def test_matrix_applies_as_a_whole_unless_a_column_needs_an_option():
    matrix = Matrix(title=TEXT, columns=(TEXT,), rows=())
    assert matrix.only_with == {}
