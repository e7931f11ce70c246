"""Every rule carries clauses and readings; they are its own."""

from zusage.core.terms.rules import Rule, Strength


def test_rule_without_clauses_and_readings_has_none():
    rule = Rule()
    assert (rule.clauses, rule.reading, rule.assumes) == ((), {}, {})


def test_rules_do_not_share_their_readings():
    assert Rule().reading is not Rule().reading
    assert Rule(reading={"rounding": "exact"}) != Rule(assumes={"rounding": "exact"})


def test_strengths_are_those_of_the_file():
    assert [str(strength) for strength in Strength] == ["guaranteed", "best_effort"]
