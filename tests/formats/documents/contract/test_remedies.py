"""Consequences in sentences, each with an example that can be worked out by hand."""

from dataclasses import replace
from fractions import Fraction

import pytest

from tests.documents import everything, telling, words
from zusage.core.terms.contract import Consultation, Credit, Terms
from zusage.core.terms.quantities import Percentage
from zusage.formats.documents.contract.remedies import remedies

GOLD = everything().levels["gold"]


def told(position: int, language: str = "en", **chosen: str) -> list[str]:
    """Return what the consequence at a position says, counted from 0."""
    found = list(remedies(telling(language, chosen), "gold", GOLD))
    return words([found[position]])


def example(position: int = 0, language: str = "en", **chosen: str) -> list[str]:
    found = told(position, language, **chosen)
    title = {"en": "Worked example", "de": "Rechenbeispiel"}[language]
    return found[found.index(title) + 1 :]


def test_a_credit_is_told_with_its_limits() -> None:
    assert told(0)[:6] == [
        "Credit [A2]",
        "For each 30 min of downtime beyond the first 0.01 % of the service time, "
        "5 % of the fee is credited.",
        "At most 12 % of the fee per calendar month; what lies above is lost.",
        "No credit for: Attack.",
        "To be claimed within 30 days after the outage, by ticket.",
        "The claim needs: a log.",
    ]
    assert told(0)[-1] == "The customer can demand nothing else."


def test_a_credit_without_limits_is_short() -> None:
    found = told(1)
    assert found[1:3] == [
        "For each 1 h of downtime, 1 % of the fee is credited.",
        "At most 50 % of the fee per calendar year; what lies above counts in the next one.",
    ]
    assert "The claim needs" not in " ".join(found)


def test_a_credit_without_cap_or_claim() -> None:
    rule = GOLD.remedies[0]
    assert isinstance(rule, Credit)
    assert rule.claim is not None
    bare = replace(rule, cap=None, claim=replace(rule.claim, proof=None))
    level = replace(GOLD, remedies=(bare, replace(bare, claim=None)))
    said, without = (words([each]) for each in remedies(telling(), "gold", level))
    assert not any("At most" in line for line in said)
    assert any("To be claimed" in line for line in said)
    assert not any("To be claimed" in line for line in without)


def test_the_example_is_worked_out() -> None:
    # April: 720 h, of which 0.01 % are 259.2 s. 7,200 s - 259.2 s = 6,940.8 s, 3.856 blocks.
    assert example(0, "de")[:5] == [
        "Im Zeitraum April 2026 fällt der Dienst einmal für 2 h aus.",
        "Frei sind 0,01 % von 720 h, das sind 4 min 19 s.",
        "Es zählen 3 Blöcke zu 30 min, je 5 %: zusammen 15,00 %.",
        "Gutgeschrieben werden höchstens 12,00 %.",
        "Von einer Gebühr von 100,00 € werden 12,00 € gutgeschrieben.",
    ]


@pytest.mark.parametrize(
    ("key", "value", "blocks", "total"),
    [
        ("credit_blocks", "started", "4", "20.00"),
        ("credit_blocks", "proportional", "3.85", "19.28"),
        ("credit_free", "threshold", "4", "20.00"),
    ],
)
def test_the_example_follows_the_readings(key: str, value: str, blocks: str, total: str) -> None:
    assert example(0, "en", **{key: value})[2] == (
        f"{blocks} blocks of 30 min count, 5 % each: {total} % in all."
    )


def test_an_example_of_a_year_counts_the_year() -> None:
    assert example(1) == [
        "In 2026 the service is down once, for 4 h.",
        "4 blocks of 1 h count, 1 % each: 4.00 % in all.",
        "Of a fee of €100.00, €4.00 is credited.",
    ]


@pytest.mark.parametrize(
    ("terms", "fee"),
    [(None, "€100.00"), (Terms(currency="CHF"), "CHF 100.00"), (Terms(currency="JPY"), "€100.00")],
)
def test_the_example_uses_the_currency_of_the_contract(terms: Terms | None, fee: str) -> None:
    found = words(remedies(telling("en", terms=terms), "gold", GOLD))
    assert any(line.replace("CHF100", "CHF 100").startswith(f"Of a fee of {fee}") for line in found)


def test_conditions_are_joined_by_or_unless_both_are_required() -> None:
    assert told(2, "de")[1:4] == [
        "Wenn die Zusage «Erreichbarkeit» in 2 aufeinanderfolgenden Kalendermonaten verfehlt "
        "wurde oder Reaktions- oder Wiederherstellungszeiten innerhalb von 6 Monaten 3-mal "
        "verfehlt wurden, beraten beide Seiten und bewerten die Vereinbarung gemeinsam.",
        "Beispiel",
        "Verfehlt in Januar 2026 und Februar 2026: Das Recht besteht ab dem 1. März 2026.",
    ]
    both = told(2, "de", conditions="both_required")[1]
    assert "verfehlt wurde und Reaktions-" in both


def test_one_miss_and_one_block_are_singular() -> None:
    rule = GOLD.remedies[2]
    assert isinstance(rule, Consultation)
    once = replace(rule, when=tuple(replace(each, misses=1) for each in rule.when))
    assert (
        'If the promise "Reachability" was missed once or response or recovery times '
        in (words(remedies(telling(), "gold", replace(GOLD, remedies=(once,))))[1])
    )
    credit = GOLD.remedies[0]
    assert isinstance(credit, Credit)
    few = replace(credit, free=Percentage(ratio=Fraction(1, 500)))
    said = words(remedies(telling(), "gold", replace(GOLD, remedies=(few,))))
    assert "1 block of 30 min counts, with 5 %: 5.00 % in all." in said


def test_a_right_to_terminate_says_what_is_due() -> None:
    assert told(3)[1:] == [
        'If the promise "Office time" was missed in 2 consecutive calendar years, the customer '
        "may terminate at once and owes no fee for the current period.",
        "Example",
        "Missed in 2026 and 2027: the right exists from 1 January 2028.",
    ]
    assert told(4)[1:] == [
        'If the promise "Reachability" was missed 3 times within 12 months or response or '
        "recovery times were missed 4 times, the customer may terminate at once; the fee of the "
        "current period remains due."
    ]
