"""Explained values: a tree that is walked from the figure down to the rows of a file."""

from fractions import Fraction

import pytest

from zusage.core.explain import Evidence, Explained, ratio_text


def test_walk_goes_from_the_figure_to_everything_below_it():
    row = Evidence(source="outages.csv", row=4)
    outage = Explained(what="outage", value=240, unit="seconds", inputs=(row,))
    downtime = Explained(what="downtime", value=240, parts=(outage,))
    allowed = Explained(what="allowed", value=Fraction(864, 5), clauses=("V07",))
    verdict = Explained(what="verdict", value=False, parts=(downtime, allowed))
    assert [part.what for part in verdict.walk()] == ["verdict", "downtime", "outage", "allowed"]
    assert [part.inputs for part in verdict.walk()] == [(), (), (row,), ()]


@pytest.mark.parametrize(
    ("ratio", "text"), [(Fraction(499, 500), "499/500"), (Fraction(1), "1/1"), (Fraction(0), "0/1")]
)
def test_ratio_is_always_a_fraction(ratio, text):
    assert ratio_text(ratio) == text
    assert Fraction(text) == ratio
