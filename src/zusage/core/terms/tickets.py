"""What is owed to somebody who reports something, and who may report."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zusage.core.terms.quantities import Duration, Text
from zusage.core.terms.rules import Names, Rule, Strength


@dataclass(frozen=True, kw_only=True)
class Limit(Rule):
    """A time within which something is owed.

    within: the time.
    clock: name of the calendar in which it runs, "elapsed" for all hours; none where the text
    does not say.
    again: owed anew after each fulfilment (updates), not only once.
    not_for: kinds of tickets for which this time alone is not owed.
    """

    within: Duration
    clock: str | None = None
    again: bool = False
    not_for: Names = ()


@dataclass(frozen=True, kw_only=True)
class Target(Rule):
    """Response, update and recovery times of one priority. No value means: nothing is owed.

    priority: its name.
    channels: the times hold only for reports by these; empty means by all of the desk's.
    not_for: kinds of tickets without these times.
    workaround_ends_recovery: whether a workaround counts as recovery.
    """

    priority: str
    title: Text
    response: Limit | None = None
    update: Limit | None = None
    recovery: Limit | None = None
    channels: Names = ()
    not_for: Names = ()
    workaround_ends_recovery: bool = False
    strength: Strength = Strength.GUARANTEED


@dataclass(frozen=True, kw_only=True)
class Category(Rule):
    """A kind of ticket and what it means for contract and money.

    chargeable: whether work on it is charged.
    changes_contract: whether it leads to an amended booking.
    """

    title: Text
    chargeable: bool = False
    changes_contract: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosingReason(Rule):
    """A reason for which a ticket may be closed.

    evidence: what shows that the reason holds.
    """

    title: Text
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Demand(Rule):
    """Something a report must have, or its reporter must have done."""

    title: Text


@dataclass(frozen=True, kw_only=True)
class Desk(Rule):
    """Who may report what, how and when, and how tickets end.

    hours: name of the calendar in which the desk is open.
    channels: ways to report, such as phone or ticket.
    languages: languages in which reports are answered.
    reporters: roles that may report.
    demands: what a report must have, or its reporter must have done.
    others: what everybody else is told.
    """

    hours: str | None = None
    channels: Names = ()
    languages: Names = ()
    reporters: Names = ()
    others: Text | None = None
    demands: tuple[Demand, ...] = ()
    categories: Mapping[str, Category] = field(default_factory=dict)
    closing: Mapping[str, ClosingReason] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class ContactRule(Rule):
    """How many people of a role a customer names, with what, and how a change takes effect.

    role: name of the role.
    most: how many there may be.
    facts: what has to be known of each.
    change_notice: how long ahead a change has to be announced.
    """

    role: str
    most: int
    facts: Names = ()
    change_notice: Duration | None = None
