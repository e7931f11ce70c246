"""L12, L22: texts that may change, and documents of one rank."""

import pytest

from tests.core.terms.lint.whole import codes, one
from zusage.core.errors import Severity

PRICES = ("documents", "prices")


@pytest.mark.parametrize("name", ["sha256", "kept_on"])
def test_a_mutable_text_needs_its_hash_and_its_day(name: str) -> None:
    finding = one(((*PRICES, name), None))
    assert (finding.code, finding.severity) == ("lint.L12", Severity.AMBIGUOUS)
    assert finding.facts["missing"] == (name,)
    assert finding.facts["address"] == "prices.example"


def test_a_text_without_an_address_is_named_by_its_id() -> None:
    finding = one(((*PRICES, "kept_on"), None), ((*PRICES, "address"), None))
    assert finding.facts["address"] == "prices"


def test_a_fixed_text_needs_neither() -> None:
    fixed = [((*PRICES, name), None) for name in ("sha256", "kept_on")]
    assert codes(*fixed, ((*PRICES, "mutable"), False)) == []


def test_two_documents_of_one_rank() -> None:
    finding = one(((*PRICES, "precedence"), 1))
    assert (finding.code, finding.path) == ("lint.L22", (*PRICES, "precedence"))
    assert codes(((*PRICES, "precedence"), None)) == []
