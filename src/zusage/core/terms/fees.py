"""Minimum terms, notice, invoices and rates."""

from dataclasses import dataclass
from typing import Literal

from zusage.core.money import Money
from zusage.core.terms.quantities import Duration, Text
from zusage.core.terms.rules import Names, Rule


@dataclass(frozen=True, kw_only=True)
class Commitment(Rule):
    """A minimum term of the whole agreement or of one bookable thing.

    what: "agreement", or the id of the bookable thing.
    lasts: the minimum term.
    """

    what: str
    lasts: Duration


@dataclass(frozen=True, kw_only=True)
class Notice(Rule):
    """How an agreement is ended: to the end of the month that lies so many months ahead.

    months: how many months ahead.
    to: the day of that month.
    by: ids of the parties that may end it.
    """

    months: int
    to: Literal["end_of_month"] = "end_of_month"
    by: Names = ()


@dataclass(frozen=True, kw_only=True)
class BillingPlan(Rule):
    """When fees are invoiced.

    every: the time that an invoice covers.
    when: after that time, or before it.
    """

    title: Text
    every: Literal["month", "year", "once"]
    when: Literal["arrears", "advance"]


@dataclass(frozen=True, kw_only=True)
class Rate(Rule):
    """Work that is charged by the hour.

    amount: the price of an hour; none means by the price list.
    price_list: id of the document with the prices.
    vat_included: whether the amount contains value added tax.
    """

    title: Text
    amount: Money | None = None
    price_list: str | None = None
    vat_included: bool = False


@dataclass(frozen=True, kw_only=True)
class Terms(Rule):
    """Currency, minimum terms, notice, invoices and rates.

    currency: code of the currency of all amounts, such as EUR.
    written_changes: whether changes of the contract need writing.
    """

    currency: str | None = None
    commitments: tuple[Commitment, ...] = ()
    notice: Notice | None = None
    billing: tuple[BillingPlan, ...] = ()
    rates: tuple[Rate, ...] = ()
    written_changes: bool = False
