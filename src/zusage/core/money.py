"""Money in integer minor units of one currency; a share of it is rounded once, half up."""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from zusage.core.errors import Refusal, TermsError

MINOR_UNITS = {"CHF": 2, "EUR": 2, "GBP": 2, "USD": 2}
AMOUNT = re.compile(
    r"(?P<sign>-)?(?P<whole>[0-9]{1,15})(?:\.(?P<part>[0-9]{1,9}))? (?P<currency>[^ ]+)"
)


@dataclass(frozen=True, kw_only=True)
class Money:
    """An amount that adds only to its own currency. Invoice totals: BT-112 and others.

    Raises TermsError("money.currency_unknown").
    """

    currency: str
    minor: int

    def __post_init__(self) -> None:
        """Refuse a currency whose minor units are not known."""
        if self.currency not in MINOR_UNITS:
            allowed = ", ".join(MINOR_UNITS)
            raise TermsError("money.currency_unknown", value=self.currency, allowed=allowed)

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise Refusal("money.currencies_mixed", left=self.currency, right=other.currency)
        return Money(currency=self.currency, minor=self.minor + other.minor)

    def share(self, ratio: Fraction) -> "Money":
        """Return this part of the amount, rounded half up (away from zero) to minor units.

        >>> str(Money(currency="EUR", minor=9999).share(Fraction(1, 20)))
        '5.00 EUR'
        """
        exact = self.minor * ratio
        sign = -1 if exact < 0 else 1
        return Money(currency=self.currency, minor=sign * int(abs(exact) + Fraction(1, 2)))

    def __str__(self) -> str:
        places = MINOR_UNITS[self.currency]
        whole, part = divmod(abs(self.minor), 10**places)
        return f"{'-' if self.minor < 0 else ''}{whole}.{part:0{places}} {self.currency}"


def parse_money(text: str) -> Money:
    """Read "95.00 EUR": digits, at most the currency's decimals, one space, the ISO 4217 code.

    Raises TermsError("money.invalid") or TermsError("money.currency_unknown").

    >>> parse_money("95.00 EUR")
    Money(currency='EUR', minor=9500)
    """
    match = AMOUNT.fullmatch(text.strip())
    if not match:
        raise TermsError("money.invalid", value=text)
    unit = Money(currency=match["currency"], minor=1)
    places, part = MINOR_UNITS[unit.currency], match["part"] or ""
    if len(part) > places:
        raise TermsError("money.invalid", value=text)
    minor = int(match["whole"] + part.ljust(places, "0"))
    return replace(unit, minor=-minor if match["sign"] else minor)
