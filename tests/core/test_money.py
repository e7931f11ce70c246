"""Money against exact decimals."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.errors import Refusal, TermsError
from zusage.core.money import Money, parse_money

minors = st.integers(-(10**12), 10**12)


def euro(minor: int) -> Money:
    return Money(currency="EUR", minor=minor)


@given(minors, st.sampled_from(["CHF", "EUR", "GBP", "USD"]))
def test_amount_is_read_as_it_is_written(minor, currency):
    amount = Money(currency=currency, minor=minor)
    assert parse_money(str(amount)) == amount
    assert str(amount) == f"{Decimal(minor).scaleb(-2):.2f} {currency}"


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("95.00 EUR", 9500),
        ("95 EUR", 9500),
        ("95.5 EUR", 9550),
        ("-0.05 EUR", -5),
        ("0 EUR", 0),
        (" 1.00 EUR\n", 100),
    ],
)
def test_amounts_with_and_without_decimals(text, minor):
    assert parse_money(text) == euro(minor)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (text, "money.invalid")
        for text in (
            *("", "EUR", "95.00", "95.00EUR", "95.00  EUR", "EUR 95", "95,00 EUR", "95. EUR"),
            *(".5 EUR", "1.234 EUR", "--5 EUR", "+5 EUR", "1e5 EUR", "1_000 EUR", "5 EUR EUR"),
            *("NaN EUR", "\N{FULLWIDTH DIGIT FIVE} EUR", "1" * 16 + " EUR"),
        )
    ]
    + [("95.00 XYZ", "money.currency_unknown"), ("95.00 eur", "money.currency_unknown")],
)
def test_what_is_no_amount_is_refused(text, code):
    with pytest.raises(TermsError) as caught:
        parse_money(text)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_unknown_currency_is_refused_from_the_start():
    with pytest.raises(TermsError, match=r"^money\.currency_unknown$"):
        Money(currency="XYZ", minor=1)


@given(minors, st.integers(-1000, 1000), st.integers(1, 1000))
def test_share_is_rounded_once_half_away_from_zero(minor, numerator, denominator):
    ratio = Fraction(numerator, denominator)
    exact = Decimal(minor * numerator) / Decimal(denominator)
    expected = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    assert euro(minor).share(ratio) == euro(expected)


@pytest.mark.parametrize(("minor", "share"), [(5, 3), (-5, -3), (4, 2), (1, 1), (-1, -1)])
def test_half_a_cent_rounds_away_from_zero(minor, share):
    assert euro(minor).share(Fraction(1, 2)) == euro(share)


@given(minors, minors, minors)
def test_order_of_amounts_does_not_matter(a, b, c):
    assert euro(a) + euro(b) + euro(c) == euro(c) + (euro(b) + euro(a))


def test_currencies_do_not_mix():
    with pytest.raises(Refusal) as caught:
        euro(1) + Money(currency="CHF", minor=1)
    assert caught.value.code == "money.currencies_mixed"
    assert caught.value.facts == {"left": "EUR", "right": "CHF"}
