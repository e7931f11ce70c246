"""Facts that need words: a sentence inside a sentence, a number with its unit, an instant.

Findings and differences carry facts, never prose. Where a fact must be spoken differently in
German and English, it is one of these values, and the interface says it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction


class Measure(StrEnum):
    """How a number is spoken."""

    NUMBER = "number"
    TIME = "time"
    HOURS = "hours"
    DAYS = "days"
    PERCENT = "percent"


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """An exact number and how it is spoken; time counts seconds, percent a share of one."""

    value: Fraction
    measure: Measure = Measure.NUMBER


@dataclass(frozen=True, kw_only=True)
class Instant:
    """An instant, spoken by the wall clock of a zone. second: UTC."""

    second: int
    zone: str


@dataclass(frozen=True, kw_only=True)
class Saying:
    """A sentence of the texts, by its code, with facts of its own."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


def number(value: Fraction | int) -> Quantity:
    """Return a plain number, grouped by thousands when it is spoken."""
    return Quantity(value=Fraction(value))


def time(seconds: Fraction | int) -> Quantity:
    """Return a length of time, spoken as hours, minutes and seconds."""
    return Quantity(value=Fraction(seconds), measure=Measure.TIME)


def hours(seconds: Fraction | int) -> Quantity:
    """Return a length of time, spoken as a decimal number of hours."""
    return Quantity(value=Fraction(seconds, 3600), measure=Measure.HOURS)


def days(seconds: Fraction | int) -> Quantity:
    """Return a length of time, spoken as a decimal number of days of 24 hours."""
    return Quantity(value=Fraction(seconds, 86_400), measure=Measure.DAYS)


def percent(share: Fraction) -> Quantity:
    """Return a share of one, spoken as a percentage."""
    return Quantity(value=share, measure=Measure.PERCENT)


def say(code: str, **facts: object) -> Saying:
    """Return a sentence of the texts with its facts."""
    return Saying(code=code, facts=facts)


@dataclass(frozen=True, kw_only=True)
class PeriodName:
    """The name of a period, such as "2026-10", spoken as a month or a year."""

    name: str


@dataclass(frozen=True, kw_only=True)
class Name:
    """A name that the author of a contract chose, spoken where the texts have a word for it.

    kind: "name", or what it names: "hours", "event", "place".
    """

    key: str
    kind: str = "name"


def hours_named(key: object) -> Name:
    """Return the name of a contract's calendar, or of a part of one."""
    return Name(key=str(key), kind="hours")
