"""What can be booked, and who does what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zusage.core.money import Money
from zusage.core.terms.duties import Keep
from zusage.core.terms.quantities import Duration, Text
from zusage.core.terms.rules import Names, Rule


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """What an option needs.

    locations: one of these places.
    options: all of these options.
    not_options: none of these options.
    """

    locations: Names = ()
    options: Names = ()
    not_options: Names = ()


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a quantity of an option costs.

    amount: the price of one unit.
    per: the time that it pays for.
    """

    amount: Money
    per: Literal["month", "year", "once", "hour"]


@dataclass(frozen=True, kw_only=True)
class Option(Rule):
    """Something that can be booked.

    unit: what one of it is.
    per: whether each instance, each account or the agreement has its own quantity.
    step: quantities are multiples of it.
    least: smallest quantity.
    most: largest quantity, of everything that an instance has, also of what is included.
    included: how many come with the base service.
    included_per: thing for each of which so many come with the base service.
    included_at: locations where it belongs to the base service.
    minimum_term: shortest time for which it is booked.
    reducible_to: "usage" if it can be reduced only down to what is in use.
    ends_after: what must have happened before it can be ended.
    keep: how long its results are kept.
    pillars: the measures that a package consists of.
    """

    title: Text
    unit: str = "instance"
    per: Literal["instance", "account", "agreement"] = "instance"
    step: int = 1
    least: int = 0
    most: int | None = None
    included: int = 0
    included_per: str | None = None
    included_at: Names = ()
    requires: Requirement | None = None
    minimum_term: Duration | None = None
    reducible_to: Literal["usage", "nothing"] | None = None
    ends_after: str | None = None
    keep: Keep | None = None
    prices: tuple[Price, ...] = ()
    pillars: tuple[Text, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One cell of a matrix; nobody and not applicable are two things.

    by: id of the party that does it; none means nobody.
    applicable: false where there is nothing to do.
    """

    by: str | None = None
    applicable: bool = True


@dataclass(frozen=True, kw_only=True)
class MatrixRow(Rule):
    """One activity; the answers stand in the order of the matrix' columns."""

    title: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True, kw_only=True)
class Matrix(Rule):
    """Who does what: activities by subject, or by party.

    columns: what the columns are called.
    only_with: for a column, by its English title, the option without which it does not apply.
    """

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[MatrixRow, ...]
    only_with: Mapping[str, str] = field(default_factory=dict)
