"""Errors carry codes and facts, all findings at once."""

import pytest

from zusage.core.errors import Finding, Refusal, Severity, TermsError


def test_one_code_is_one_finding_with_its_facts():
    error = TermsError("zone.unknown", value="Mars")
    assert error.findings == (Finding(code="zone.unknown", facts={"value": "Mars"}),)
    assert str(error) == "zone.unknown"


def test_findings_are_kept_in_order_and_named_up_to_the_fifth():
    findings = [Finding(code=f"a.{number}") for number in range(7)]
    error = TermsError(findings=findings)
    assert error.findings == tuple(findings)
    assert str(error) == "a.0, a.1, a.2, a.3, a.4"


def test_error_without_anything_still_says_that_something_is_wrong():
    assert [finding.code for finding in TermsError().findings] == ["terms.invalid"]


def test_finding_is_placed_in_its_file_without_a_change():
    finding = Finding(code="a.b", severity=Severity.NOTE, path=("week", 0), clauses=("V04",))
    placed = finding.at(3, 7)
    assert (placed.line, placed.column) == (3, 7)
    assert (finding.line, finding.column) == (None, None)
    assert placed.path == finding.path
    assert placed.clauses == finding.clauses


def test_refusal_carries_its_code_and_facts():
    with pytest.raises(Refusal, match=r"^clock\.negative$") as caught:
        raise Refusal("clock.negative", value=-1)
    assert (caught.value.code, caught.value.facts) == ("clock.negative", {"value": -1})


def test_severities_stand_worst_first():
    assert [severity.value for severity in Severity] == [
        "error",
        "contradiction",
        "ambiguous",
        "note",
    ]
