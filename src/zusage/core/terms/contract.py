"""The typed contract: everything a service description or SLA promises, as frozen values.

The file format is these classes and those of the modules that it is put together from: field
names are the keys of the file, docstrings and types make the published JSON Schema, and
`formats.contract_yaml` reads one into the other.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zusage.core.terms.consequences import (
    Claim,
    Consultation,
    Credit,
    Missed,
    Remedy,
    TerminationRight,
    Trigger,
)
from zusage.core.terms.duties import (
    Cadence,
    Duty,
    EvidenceKind,
    Keep,
    MaintenanceRule,
    NameRule,
    Register,
    Suspension,
)
from zusage.core.terms.fees import (
    BillingPlan,
    Commitment,
    Notice,
    Rate,
    Terms,
)
from zusage.core.terms.offers import (
    Answer,
    Matrix,
    MatrixRow,
    Option,
    Price,
    Requirement,
)
from zusage.core.terms.parties import (
    Clause,
    Component,
    Document,
    Instance,
    Lifecycle,
    LifecycleState,
    Meter,
    Party,
    PartyRole,
)
from zusage.core.terms.promises import (
    Availability,
    Cause,
    Exclusion,
    Fallback,
    Rollup,
)
from zusage.core.terms.quantities import Text
from zusage.core.terms.rules import (
    Names,
    Rule,
    Strength,
)
from zusage.core.terms.tickets import (
    Category,
    ClosingReason,
    ContactRule,
    Demand,
    Desk,
    Limit,
    Target,
)
from zusage.core.terms.timetable import CalendarTerm

__all__ = [
    "Amendment",
    "Answer",
    "Availability",
    "BillingPlan",
    "Cadence",
    "Category",
    "Cause",
    "Change",
    "Claim",
    "Clause",
    "ClosingReason",
    "Commitment",
    "Component",
    "Consultation",
    "ContactRule",
    "Contract",
    "Credit",
    "Demand",
    "Desk",
    "Document",
    "Duty",
    "EvidenceKind",
    "Exclusion",
    "Fallback",
    "Instance",
    "Keep",
    "Level",
    "Lifecycle",
    "LifecycleState",
    "Limit",
    "MaintenanceRule",
    "Matrix",
    "MatrixRow",
    "Meter",
    "Missed",
    "NameRule",
    "Names",
    "Notice",
    "Option",
    "Party",
    "PartyRole",
    "Price",
    "Rate",
    "Register",
    "Remedy",
    "Requirement",
    "Rollup",
    "Rule",
    "Signature",
    "Strength",
    "Suspension",
    "Target",
    "TerminationRight",
    "Terms",
    "Trigger",
]


@dataclass(frozen=True, kw_only=True)
class Level(Rule):
    """A service level that a customer has or books. One without availability promises none.

    included: whether it comes with the base service.
    """

    title: Text
    included: bool = False
    availability: tuple[Availability, ...] = ()
    targets: tuple[Target, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed for which party, and when.

    party: id of the party.
    person: who signed.
    on: the day of the signature.
    """

    party: str
    person: str
    on: dt.date


@dataclass(frozen=True, kw_only=True)
class Change:
    """One changed value.

    path: where it stands in the file, such as levels.standard.availability.0.objective.
    to: the new value as it would stand there.
    """

    path: str
    to: str


@dataclass(frozen=True, kw_only=True)
class Amendment(Rule):
    """A dated change of the contract; it holds once all parties named in the contract signed.

    valid_from: the first day on which it holds.
    existing_from: from when it also holds for agreements that were signed before valid_from; none
    means that it holds for those as well from valid_from on.
    """

    title: Text
    valid_from: dt.date
    existing_from: dt.date | None = None
    signatures: tuple[Signature, ...] = ()
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Contract:
    """A whole service contract, as one file states it.

    zusage: version of the file format.
    name: short name, the same in all versions of the contract.
    version: number of the version, counted from 1.
    zone: zone of the wall clock by which months and years are cut, such as Europe/Berlin.
    languages: languages in which the contract is kept.
    """

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
