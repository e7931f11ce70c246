"""Values that explain themselves: the rule, the reading, the inputs and the arithmetic."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Generic, TypeVar

V_co = TypeVar("V_co", covariant=True)


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """A place in what was handed in: a row of a file, counted from 1 with its header."""

    source: str
    row: int


@dataclass(frozen=True, kw_only=True)
class Explained(Generic[V_co]):
    """A value and the tree of what it came from.

    what: key of the computed thing; the interfaces' texts turn it into a sentence.
    unit: "seconds", "ratio", "percent", "money" or "" for values that need none.
    formula: the arithmetic with its numbers, the same in every language.
    rounding: how the value was rounded; "" when it is exact.
    """

    what: str
    value: V_co
    unit: str = ""
    formula: str = ""
    clauses: tuple[str, ...] = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Evidence, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    parts: tuple["Explained[object]", ...] = ()
    rounding: str = ""

    def walk(self) -> Iterator["Explained[object]"]:
        """Yield this value and everything it came from, top down."""
        yield self
        for part in self.parts:
            yield from part.walk()


def ratio_text(ratio: Fraction) -> str:
    """Write an exact fraction as "n/d", also when it is whole.

    >>> ratio_text(Fraction(499, 500)), ratio_text(Fraction(1))
    ('499/500', '1/1')
    """
    return f"{ratio.numerator}/{ratio.denominator}"
