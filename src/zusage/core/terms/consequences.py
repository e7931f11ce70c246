"""What follows when a promise is missed."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

from zusage.core.terms.quantities import Duration, Percentage, Text
from zusage.core.terms.rules import Names, Rule


class Missed(StrEnum):
    """What was missed."""

    AVAILABILITY = "availability"
    TIMES = "times"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """So many misses, in consecutive periods or in all within some months.

    misses: how many.
    in_a_row: whether the periods have to follow each other without one that was met.
    within: the time over which misses are added up.
    """

    what: Missed
    misses: int
    in_a_row: bool = False
    within: Duration | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """How a customer has to ask for a credit.

    within: time after the outage in which it has to be asked for.
    channel: the way to ask.
    proof: what has to be shown.
    """

    within: Duration
    channel: str
    proof: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Credit(Rule):
    """Part of the fee for each block of downtime. Clauses: M12-M15.

    kind: tells this consequence from the others.
    promise: id of the promise that was missed.
    percent: share of the period's fee for each block.
    block: length of one block of downtime.
    free: share of the period's service time that earns nothing.
    cap: largest share of the fee that the credits of a period can reach.
    carried_over: whether what lies above the cap counts in the next period.
    sole_remedy: whether the customer can demand nothing else.
    excludes: exclusions under which downtime earns no credit although it counts.
    """

    kind: Literal["credit"]
    title: Text
    promise: str
    percent: Percentage
    block: Duration
    free: Percentage | None = None
    cap: Percentage | None = None
    carried_over: bool = False
    sole_remedy: bool = False
    excludes: Names = ()
    claim: Claim | None = None


@dataclass(frozen=True, kw_only=True)
class Consultation(Rule):
    """Both sides meet and evaluate the agreement. Clauses: V20.

    kind: tells this consequence from the others.
    promise: id of the promise that was missed.
    sole_remedy: whether the customer can demand nothing else.
    """

    kind: Literal["consultation"]
    title: Text
    promise: str
    when: tuple[Trigger, ...]
    sole_remedy: bool = False


@dataclass(frozen=True, kw_only=True)
class TerminationRight(Rule):
    """The customer may end the agreement at once. Clauses: V21.

    kind: tells this consequence from the others.
    promise: id of the promise that was missed.
    fee_due: whether the fee of the period in which it ends is owed.
    sole_remedy: whether the customer can demand nothing else.
    """

    kind: Literal["termination_right"]
    title: Text
    promise: str
    when: tuple[Trigger, ...]
    fee_due: bool = True
    sole_remedy: bool = False


Remedy: TypeAlias = Credit | Consultation | TerminationRight
