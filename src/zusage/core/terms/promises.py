"""Promises of availability, and the time that does not count against them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from zusage.core.periods import PeriodKind
from zusage.core.terms.quantities import Duration, Percentage, Text
from zusage.core.terms.rules import Names, Rule, Strength


class Cause(StrEnum):
    """Who or what brought an outage about, as decided by a named person."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    CUSTOMER_NETWORK = "customer_network"
    THIRD_PARTY = "third_party"
    DENIAL_OF_SERVICE = "denial_of_service"
    MALWARE = "malware"
    INTRUSION = "intrusion"
    FORCE_MAJEURE = "force_majeure"
    SUSPENSION = "suspension"


class Fallback(StrEnum):
    """What becomes of a maintenance that misses a condition: it counts, or it is reported."""

    DOWNTIME = "downtime"
    BREACH = "breach"


@dataclass(frozen=True, kw_only=True)
class Exclusion(Rule):
    """Time that does not count against a promise, and the conditions it must meet.

    maintenance: the exclusion is for maintenance windows; else for the causes.
    causes: the causes that are excluded.
    precedence: where two exclusions claim the same second, 1 takes it before 2.
    silent: the text says nothing; it excludes only under the reading silent_maintenance=excluded.
    length_max: longest window.
    length_else: what a longer window leads to.
    notice: least time between announcement and begin.
    notice_inside: calendar; only the part of a window inside its hours needs the notice.
    except_components: components that must stay up even then.
    """

    title: Text
    precedence: int
    maintenance: bool = False
    causes: tuple[Cause, ...] = ()
    silent: bool = False
    length_max: Duration | None = None
    length_else: Fallback = Fallback.BREACH
    notice: Duration | None = None
    notice_inside: str | None = None
    except_components: Names = ()


class Rollup(StrEnum):
    """How components make one verdict for the service."""

    WORST = "worst"
    ANY = "any"
    ALL = "all"
    WEIGHTED = "weighted"


@dataclass(frozen=True, kw_only=True)
class Availability(Rule):
    """A promise that components are available for a share of the counted time of a period.

    id: its name inside the level; remedies refer to it.
    objective: the promised share, such as 99.8 %.
    counted: name of the calendar whose hours count, or "always".
    components: what has to be available; none means all of the contract's.
    excludes: exclusions that apply to it.
    stated_budget: downtime that the text names beside the percentage; lint compares the two.
    denominator_stated: whether the text says what the percentage is a percentage of.
    prose_counts: what the prose divides by, where it contradicts the formula: "counted" or
    "not_counted" (the time outside the calendar).
    days: length of a rolling period.
    """

    id: str
    title: Text
    objective: Percentage
    per: PeriodKind
    counted: str = "always"
    components: Names = ()
    excludes: Names = ()
    stated_budget: Duration | None = None
    denominator_stated: bool = True
    prose_counts: Literal["counted", "not_counted"] = "counted"
    strength: Strength = Strength.GUARANTEED
    days: int | None = None
