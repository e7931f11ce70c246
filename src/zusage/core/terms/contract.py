"""The typed contract: everything a service description or SLA promises, as frozen values.

The file format is these classes: field names are the keys of the file, docstrings and types make
the published JSON Schema, and `formats.contract_yaml` reads one into the other.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, TypeAlias

from zusage.core.money import Money
from zusage.core.periods import PeriodKind
from zusage.core.terms.quantities import Duration, Percentage, Text
from zusage.core.terms.timetable import CalendarTerm

Names: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule carries: its clauses and how they are read.

    clauses: ids of the clauses that the rule comes from.
    reading: readings that both sides have chosen on purpose.
    assumes: readings that the author takes where the text leaves the question open; lint says so.
    """

    clauses: Names = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    assumes: Mapping[str, str] = field(default_factory=dict)


# ---- who and what ---------------------------------------------------------------------------


class PartyRole(StrEnum):
    """Which side a party stands on."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    DELEGATE = "delegate"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, kw_only=True)
class Party(Rule):
    """Somebody who owes or may demand something; a delegate does a provider's work."""

    name: Text
    role: PartyRole


@dataclass(frozen=True, kw_only=True)
class Document(Rule):
    """A text that belongs to the contract.

    precedence: 1 beats 2 where texts contradict each other.
    articles: the numbers that exist in it, so that a citation of another one is found.
    mutable: the other side may change it any time; then its hash and date are to be kept here.
    """

    title: Text
    date: dt.date | None = None
    precedence: int | None = None
    articles: Names = ()
    address: str | None = None
    mutable: bool = False
    sha256: str | None = None
    kept_on: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Clause:
    """One clause in our own words.

    cites: articles of the same document that its text refers to.
    resolved: what a citation of an article that does not exist seems to mean.
    """

    document: str
    at: str
    says: Text
    cites: Names = ()
    resolved: Mapping[str, str] = field(default_factory=dict)


class LifecycleState(StrEnum):
    """Where a product stands."""

    ON_SALE = "on_sale"
    END_OF_SALE = "end_of_sale"
    END_OF_LIFE = "end_of_life"


@dataclass(frozen=True, kw_only=True)
class Lifecycle(Rule):
    """Whether the service is still sold, and what its customers are offered instead."""

    state: LifecycleState
    offer: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Instance(Rule):
    """What a customer gets of their own, what is shared, and where it stands."""

    dedicated: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()
    included: tuple[Text, ...] = ()
    not_included: tuple[Text, ...] = ()
    locations: Names = ()
    exclusive_hardware: bool = False


@dataclass(frozen=True, kw_only=True)
class Meter:
    """How a component is measured: which probes, from where, how often."""

    probes: Names = ()
    from_point: Text | None = None
    every: Duration | None = None


@dataclass(frozen=True, kw_only=True)
class Component(Rule):
    """A part of the service that is up or down by itself.

    weight: its share where a promise rolls components up by weight.
    """

    title: Text
    delivery_point: Text | None = None
    meter: Meter | None = None
    weight: int = 1


# ---- availability ---------------------------------------------------------------------------


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
    precedence: where two exclusions claim the same second, 1 takes it before 2.
    silent: the text says nothing; it excludes only under the reading silent_maintenance=excluded.
    length_max: longest window; length_else says what a longer one leads to.
    notice, notice_inside: least notice for the part of a window inside a calendar's hours.
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


class Strength(StrEnum):
    """How firm a promise is."""

    GUARANTEED = "guaranteed"
    BEST_EFFORT = "best_effort"


@dataclass(frozen=True, kw_only=True)
class Availability(Rule):
    """A promise that components are available for a share of the counted time of a period.

    counted: name of the calendar whose hours count, or "always".
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


# ---- desk -----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Limit(Rule):
    """A time within which something is owed.

    clock: name of the calendar in which it runs, "elapsed" for all hours; None where the text
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

    channels: the times hold only for reports by these; empty means by all of the desk's.
    not_for: kinds of tickets without these times.
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
    """A kind of ticket and what it means for contract and money."""

    title: Text
    chargeable: bool = False
    changes_contract: bool = False


@dataclass(frozen=True, kw_only=True)
class ClosingReason(Rule):
    """A reason for which a ticket may be closed, and what shows it."""

    title: Text
    evidence: str


@dataclass(frozen=True, kw_only=True)
class Demand(Rule):
    """Something a report must have, or its reporter must have done."""

    title: Text


@dataclass(frozen=True, kw_only=True)
class Desk(Rule):
    """Who may report what, how and when, and how tickets end."""

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
    """How many people of a role a customer names, with what, and how a change takes effect."""

    role: str
    most: int
    facts: Names = ()
    change_notice: Duration | None = None


# ---- remedies -------------------------------------------------------------------------------


class Missed(StrEnum):
    """What was missed."""

    AVAILABILITY = "availability"
    TIMES = "times"


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """So many misses, in consecutive periods or in all within some months."""

    what: Missed
    misses: int
    in_a_row: bool = False
    within: Duration | None = None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """How a customer has to ask for a credit."""

    within: Duration
    channel: str
    proof: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Credit(Rule):
    """Part of the fee for each block of downtime. Clauses: M12-M15.

    free: share of the period's service time that earns nothing.
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
    """Both sides meet and evaluate the agreement. Clauses: V20."""

    kind: Literal["consultation"]
    title: Text
    promise: str
    when: tuple[Trigger, ...]
    sole_remedy: bool = False


@dataclass(frozen=True, kw_only=True)
class TerminationRight(Rule):
    """The customer may end the agreement at once. Clauses: V21.

    fee_due: whether the fee of the period in which it ends is owed.
    """

    kind: Literal["termination_right"]
    title: Text
    promise: str
    when: tuple[Trigger, ...]
    fee_due: bool = True
    sole_remedy: bool = False


Remedy: TypeAlias = Credit | Consultation | TerminationRight


@dataclass(frozen=True, kw_only=True)
class Level(Rule):
    """A service level that a customer has or books. One without availability promises none."""

    title: Text
    included: bool = False
    availability: tuple[Availability, ...] = ()
    targets: tuple[Target, ...] = ()
    remedies: tuple[Remedy, ...] = ()


# ---- duties, options, terms -----------------------------------------------------------------


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
    """How long copies are kept: so many per cadence, or everything for some hours."""

    hours: int | None = None
    daily: int | None = None
    weekly: int | None = None
    monthly: int | None = None
    yearly: int | None = None


@dataclass(frozen=True, kw_only=True)
class Duty(Rule):
    """Something a party owes once, at an event, or again and again.

    by: id of the party; on: the event after which it is owed, `within` counts from there by the
    calendar named in `clock` ("elapsed" for all hours). at_cost_of: who pays for it.
    only_with: id of the option without which the duty does not exist.
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
class Requirement:
    """What an option needs: one of these locations, all of these options, none of those."""

    locations: Names = ()
    options: Names = ()
    not_options: Names = ()


@dataclass(frozen=True, kw_only=True)
class Price:
    """What a quantity of an option costs."""

    amount: Money
    per: Literal["month", "year", "once", "hour"]


@dataclass(frozen=True, kw_only=True)
class Option(Rule):
    """Something that can be booked.

    unit: what one of it is; step, least, most: which quantities there are; included: how many
    come with the base service. most counts everything of an instance, also what is included.
    included_at: locations where it belongs to the base service.
    reducible_to: "usage" if it can be reduced only down to what is in use.
    ends_after: what must have happened before it can be ended.
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
    """One cell of a matrix: by whom it is done; nobody and not applicable are two things."""

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

    only_with: for a column, by its English title, the option without which it does not apply.
    """

    title: Text
    columns: tuple[Text, ...]
    rows: tuple[MatrixRow, ...]
    only_with: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MaintenanceRule(Rule):
    """How maintenance has to be planned; exclusions say what it means for availability."""

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
    """Which names a customer may choose for an address."""

    title: Text
    length_min: int
    length_max: int
    alphabet: str
    refused: tuple[Text, ...] = ()
    approved_by: str | None = None
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Register(Rule):
    """A list that is kept with the contract, of programs or licences for example."""

    title: Text
    entries: Names = ()


@dataclass(frozen=True, kw_only=True)
class Suspension(Rule):
    """When promises rest or the service may be switched off, and what follows from that.

    levels_rest: no promise of the contract holds. no_recovery: recovery times alone do not hold.
    """

    title: Text
    cause: Cause
    levels_rest: bool = False
    no_recovery: bool = False
    extends_recovery: bool = False
    no_remedies: bool = False
    compensated: bool = False


@dataclass(frozen=True, kw_only=True)
class Commitment(Rule):
    """A minimum term of the whole agreement or of one bookable thing."""

    what: str
    lasts: Duration


@dataclass(frozen=True, kw_only=True)
class Notice(Rule):
    """How an agreement is ended: to the end of the month that lies so many months ahead."""

    months: int
    to: Literal["end_of_month"] = "end_of_month"
    by: Names = ()


@dataclass(frozen=True, kw_only=True)
class BillingPlan(Rule):
    """When fees are invoiced."""

    title: Text
    every: Literal["month", "year", "once"]
    when: Literal["arrears", "advance"]


@dataclass(frozen=True, kw_only=True)
class Rate(Rule):
    """Work that is charged by the hour; no amount means by the named price list."""

    title: Text
    amount: Money | None = None
    price_list: str | None = None
    vat_included: bool = False


@dataclass(frozen=True, kw_only=True)
class Terms(Rule):
    """Currency, minimum terms, notice, invoices and rates."""

    currency: str | None = None
    commitments: tuple[Commitment, ...] = ()
    notice: Notice | None = None
    billing: tuple[BillingPlan, ...] = ()
    rates: tuple[Rate, ...] = ()
    written_changes: bool = False


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed for which party, and when."""

    party: str
    person: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class Change:
    """One changed value: where in the file, and the new value as it would stand there."""

    path: str
    to: str


@dataclass(frozen=True, kw_only=True)
class Amendment(Rule):
    """A dated change of the contract; it holds once all parties named in the contract signed.

    existing_from: from when it also holds for agreements that were signed before.
    """

    title: Text
    valid_from: dt.date
    existing_from: dt.date | None = None
    signatures: tuple[Signature, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contract:
    """A whole service contract, as one file states it."""

    zusage: Literal[1]
    name: str
    version: int
    title: Text
    zone: str
    languages: Names = ("de", "en")
    lifecycle: Lifecycle | None = None
    instance: Instance | None = None
    parties: Mapping[str, Party] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    calendars: Mapping[str, CalendarTerm] = field(default_factory=dict)
    components: Mapping[str, Component] = field(default_factory=dict)
    exclusions: Mapping[str, Exclusion] = field(default_factory=dict)
    levels: Mapping[str, Level] = field(default_factory=dict)
    maintenance: tuple[MaintenanceRule, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    desk: Desk | None = None
    contacts: tuple[ContactRule, ...] = ()
    duties: tuple[Duty, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    matrices: tuple[Matrix, ...] = ()
    names: tuple[NameRule, ...] = ()
    registers: tuple[Register, ...] = ()
    terms: Terms | None = None
    amendments: tuple[Amendment, ...] = ()
