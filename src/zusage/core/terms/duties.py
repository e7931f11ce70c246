"""What is owed again and again, at an event or once, and rules for doing it."""

from dataclasses import dataclass
from enum import StrEnum

from zusage.core.terms.promises import Cause
from zusage.core.terms.quantities import Duration, Text
from zusage.core.terms.rules import Names, Rule, Strength


class Cadence(StrEnum):
    """How often a duty is owed; "regularly" where the text names no interval."""

    ONCE = "once"
    CONTINUOUS = "continuous"
    REGULARLY = "regularly"
    ON_EVENT = "on_event"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class EvidenceKind(StrEnum):
    """What shows that a duty was done."""

    SNAPSHOT = "snapshot"
    RESTORE_TEST = "restore_test"
    PROBE = "probe"
    MEASUREMENT = "measurement"
    CERTIFICATE = "certificate"
    TICKET = "ticket"
    NOTIFICATION = "notification"
    PUBLICATION = "publication"
    LOG = "log"
    REGISTER = "register"
    UPLOAD = "upload"
    REPORT = "report"
    ATTESTATION = "attestation"


@dataclass(frozen=True, kw_only=True)
class Keep:
    """How long copies are kept: so many per cadence, or everything for some hours.

    hours: every copy is kept for so many hours.
    daily: how many daily copies are kept.
    weekly: how many weekly copies are kept.
    monthly: how many monthly copies are kept.
    yearly: how many yearly copies are kept.
    """

    hours: int | None = None
    daily: int | None = None
    weekly: int | None = None
    monthly: int | None = None
    yearly: int | None = None


@dataclass(frozen=True, kw_only=True)
class Duty(Rule):
    """Something a party owes once, at an event, or again and again.

    do: its name.
    by: id of the party that owes it; none where the text names nobody.
    evidence: what shows that it was done; none where nothing can.
    on: the event after which it is owed.
    within: time in which it is owed, from the event or the begin of the cadence.
    clock: name of the calendar in which that time runs, "elapsed" for all hours.
    window: when it is done, in words.
    keep: how long its results are kept.
    copies: places that each get one.
    covers: what it extends to.
    components: components that it is about.
    only_with: id of the option without which the duty does not exist.
    at_cost_of: id of the party that pays for it.
    """

    do: str
    title: Text
    by: str | None
    every: Cadence
    evidence: EvidenceKind | None
    on: str | None = None
    within: Duration | None = None
    clock: str | None = None
    window: Text | None = None
    keep: Keep | None = None
    copies: Names = ()
    covers: tuple[Text, ...] = ()
    components: Names = ()
    only_with: str | None = None
    at_cost_of: str | None = None
    strength: Strength = Strength.GUARANTEED


@dataclass(frozen=True, kw_only=True)
class MaintenanceRule(Rule):
    """How maintenance has to be planned; exclusions say what it means for availability.

    planned: false for emergency maintenance.
    outside: calendar outside whose hours it has to take place.
    preferred: when it is done if possible, in words.
    length_max: longest window.
    notice: least time between announcement and begin.
    stays_up: components that stay up meanwhile.
    agreed: whether the customer has to agree to the time.
    """

    title: Text
    planned: bool = True
    outside: str | None = None
    preferred: Text | None = None
    length_max: Duration | None = None
    notice: Duration | None = None
    stays_up: Names = ()
    agreed: bool = False
    strength: Strength = Strength.GUARANTEED


@dataclass(frozen=True, kw_only=True)
class NameRule(Rule):
    """Which names a customer may choose for an address.

    length_min: fewest characters.
    length_max: most characters.
    alphabet: the standard that says which characters are allowed.
    refused: names that are not accepted.
    approved_by: role that has to approve a name.
    most: how many names there may be.
    """

    title: Text
    length_min: int
    length_max: int
    alphabet: str
    refused: tuple[Text, ...] = ()
    approved_by: str | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Register(Rule):
    """A list that is kept with the contract, of programs or licences for example.

    entries: what stands in it.
    """

    title: Text
    entries: Names = ()


@dataclass(frozen=True, kw_only=True)
class Suspension(Rule):
    """When promises rest or the service may be switched off, and what follows from that.

    levels_rest: no promise of the contract holds.
    no_recovery: recovery times alone do not hold.
    extends_recovery: recovery times grow by its length.
    no_remedies: misses during it have no consequence.
    compensated: whether the customer is compensated for it.
    """

    title: Text
    cause: Cause
    levels_rest: bool = False
    no_recovery: bool = False
    extends_recovery: bool = False
    no_remedies: bool = False
    compensated: bool = False
