"""Who and what a contract is about: parties, documents, clauses, instance, components."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from zusage.core.terms.quantities import Duration, Text
from zusage.core.terms.rules import Names, Rule


class PartyRole(StrEnum):
    """Which side a party stands on."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    DELEGATE = "delegate"
    THIRD_PARTY = "third_party"


@dataclass(frozen=True, kw_only=True)
class Party(Rule):
    """Somebody who owes or may demand something; a delegate does a provider's work.

    name: what it is called.
    """

    name: Text
    role: PartyRole


@dataclass(frozen=True, kw_only=True)
class Document(Rule):
    """A text that belongs to the contract.

    date: the day of its version.
    precedence: 1 beats 2 where texts contradict each other.
    articles: the numbers that exist in it, so that a citation of another one is found.
    address: where it can be read.
    mutable: the other side may change it any time; then its hash and date are to be kept here.
    sha256: hash of the version that is kept.
    kept_on: the day on which that version was kept.
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

    says: what it says.
    document: id of the document in which it stands.
    at: its number or heading there.
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
    """Whether the service is still sold, and what its customers are offered instead.

    offer: what its customers are offered.
    """

    state: LifecycleState
    offer: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Instance(Rule):
    """What a customer gets of their own, what is shared, and where it stands.

    dedicated: what each customer has alone.
    shared: what customers share.
    included: what belongs to the base service.
    not_included: what does not, so that nobody expects it.
    locations: names of the places where it can stand.
    exclusive_hardware: whether the machines serve nothing else.
    """

    dedicated: tuple[Text, ...] = ()
    shared: tuple[Text, ...] = ()
    included: tuple[Text, ...] = ()
    not_included: tuple[Text, ...] = ()
    locations: Names = ()
    exclusive_hardware: bool = False


@dataclass(frozen=True, kw_only=True)
class Meter:
    """How a component is measured.

    probes: kinds of checks, such as https.
    from_point: where the checks are made.
    every: how long after one check the next one is made.
    """

    probes: Names = ()
    from_point: Text | None = None
    every: Duration | None = None


@dataclass(frozen=True, kw_only=True)
class Component(Rule):
    """A part of the service that is up or down by itself.

    delivery_point: the point up to which the provider answers for it.
    weight: its share where a promise rolls components up by weight.
    """

    title: Text
    delivery_point: Text | None = None
    meter: Meter | None = None
    weight: int = 1
