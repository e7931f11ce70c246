"""Amendments: which of them hold on a day, and which wait for a signature or their day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from zusage.core.errors import Path
from zusage.core.terms.contract import Amendment, Contract, PartyRole

Problem: TypeAlias = tuple[str, Path, Mapping[str, object]]

SIDES = (PartyRole.PROVIDER, PartyRole.CUSTOMER)


@dataclass(frozen=True, kw_only=True)
class Pending:
    """An amendment that does not hold yet.

    missing: ids of the parties that have not signed by the day asked about.
    holds_from: the first day on which it will hold; None while signatures are missing.
    """

    amendment: Amendment
    missing: tuple[str, ...]
    holds_from: date | None


def signers(contract: Contract) -> tuple[str, ...]:
    """Return the ids of the parties that have to sign: every provider and every customer."""
    return tuple(name for name, party in contract.parties.items() if party.role in SIDES)


def holds_from(
    contract: Contract, amendment: Amendment, *, agreed_on: date | None = None
) -> date | None:
    """Return the first day on which an amendment holds, or None while a signature is missing.

    It never reaches back before its last signature.

    agreed_on: when the agreement was signed; one from before valid_from has its own day where
    the amendment names it. None: an agreement that is signed under the amended contract.
    Clauses: V06, P19.
    """
    signed: dict[str, date] = {}
    for signature in amendment.signatures:
        signed[signature.party] = min(signature.on, signed.get(signature.party, signature.on))
    if not set(signers(contract)) <= signed.keys():
        return None
    is_existing = agreed_on is not None and agreed_on < amendment.valid_from
    begins = (amendment.existing_from if is_existing else None) or amendment.valid_from
    return max([begins, *(signed[party] for party in signers(contract))])


def in_force(
    contract: Contract, day: date, *, agreed_on: date | None = None
) -> tuple[Amendment, ...]:
    """Return the amendments that hold on a day, in the order of their valid_from."""
    found = []
    for amendment in contract.amendments:
        begins = holds_from(contract, amendment, agreed_on=agreed_on)
        if begins is not None and begins <= day:
            found.append(amendment)
    return tuple(sorted(found, key=lambda amendment: amendment.valid_from))


def pending(contract: Contract, day: date, *, agreed_on: date | None = None) -> tuple[Pending, ...]:
    """Return the amendments that do not hold on a day, and what they wait for."""
    holding = in_force(contract, day, agreed_on=agreed_on)
    found = []
    for amendment in contract.amendments:
        if amendment in holding:
            continue
        signed = {signature.party for signature in amendment.signatures if signature.on <= day}
        missing = tuple(party for party in signers(contract) if party not in signed)
        begins = holds_from(contract, amendment, agreed_on=agreed_on)
        found.append(Pending(amendment=amendment, missing=missing, holds_from=begins))
    return tuple(sorted(found, key=lambda waiting: waiting.amendment.valid_from))


def amendment_problems(contract: Contract) -> Iterator[Problem]:
    """Yield what keeps amendments from having one clear order and beginning.

    Codes: amendment.same_day, amendment.before_contract, amendment.existing_before_valid,
    amendment.side_missing.
    """
    roles = {party.role for party in contract.parties.values()}
    if contract.amendments and not roles.issuperset(SIDES):
        yield "amendment.side_missing", ("amendments",), {}
    dates = [document.date for document in contract.documents.values() if document.date]
    begin = min(dates, default=None)
    days: set[date] = set()
    for index, amendment in enumerate(contract.amendments):
        path, day = ("amendments", index), amendment.valid_from
        if day in days:
            yield "amendment.same_day", (*path, "valid_from"), {"value": day.isoformat()}
        days.add(day)
        if begin and day < begin:
            facts = {"value": day.isoformat(), "begin": begin.isoformat()}
            yield "amendment.before_contract", (*path, "valid_from"), facts
        if amendment.existing_from and amendment.existing_from < day:
            facts = {"value": amendment.existing_from.isoformat(), "begin": day.isoformat()}
            yield "amendment.existing_before_valid", (*path, "existing_from"), facts
