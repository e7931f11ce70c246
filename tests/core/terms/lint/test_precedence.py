"""L15, L20, L21: exclusions of one rank, levels without a default, terms without an end."""

from tests.core.terms.lint.whole import PROMISE, REMOVED, YEARLY, codes, one
from zusage.core.errors import Severity
from zusage.core.terms.saying import Name


def test_two_exclusions_of_one_rank_in_one_promise() -> None:
    rank = (("exclusions", "foreign", "precedence"), 1)
    finding = one(rank)
    assert (finding.code, finding.severity) == ("lint.L15", Severity.AMBIGUOUS)
    assert finding.path == ("exclusions", "foreign", "precedence")
    both = ((*YEARLY, "excludes"), ("foreign", "maintenance"))
    assert codes(rank, both) == ["lint.L15"]


def test_exclusions_of_different_promises_never_meet() -> None:
    alone = ((*PROMISE, "excludes"), ("maintenance",))
    assert codes((("exclusions", "foreign", "precedence"), 1), alone) == []


def test_several_levels_need_one_default() -> None:
    none = one((("levels", "standard", "included"), False))
    assert (none.code, none.path) == ("lint.L20", ("levels",))
    both = one((("levels", "plus", "included"), True))
    assert (both.code, both.path) == ("lint.L20.several", ("levels", "plus"))
    alone = [(("levels", "plus"), REMOVED), (("levels", "standard", "included"), False)]
    assert codes(*alone) == []


def test_a_minimum_term_needs_an_end() -> None:
    finding = one((("terms", "notice"), None))
    assert (finding.code, finding.facts["what"]) == ("lint.L21", Name(key="agreement"))
    assert codes((("terms", "notice"), None), (("terms", "commitments"), ())) == []
