"""What a change means for the customer, where that can be decided without guessing."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from zusage.core.money import Money
from zusage.core.terms.contract import (
    Answer,
    Availability,
    BillingPlan,
    Cadence,
    Category,
    Claim,
    Commitment,
    Component,
    Consultation,
    ContactRule,
    Contract,
    Credit,
    Demand,
    Desk,
    Duty,
    Exclusion,
    Instance,
    Keep,
    Level,
    Lifecycle,
    Limit,
    MaintenanceRule,
    Meter,
    NameRule,
    Option,
    PartyRole,
    Price,
    Rate,
    Requirement,
    Suspension,
    Target,
    TerminationRight,
    Trigger,
)
from zusage.core.terms.diff.changes import Changed, Kind
from zusage.core.terms.quantities import Duration, Percentage, Text
from zusage.core.terms.references import ELAPSED
from zusage.core.terms.timetable import CalendarTerm, Holidays


class Effect(StrEnum):
    """What a change means for the customer."""

    BETTER = "better"
    WORSE = "worse"
    DIFFERENT = "different"


BETTER, WORSE, DIFFERENT = Effect.BETTER, Effect.WORSE, Effect.DIFFERENT


@dataclass(frozen=True, kw_only=True)
class Direction:
    """Which way of a value is good for the customer.

    more: whether more of it is better; of a set, whether what is gained is.
    none: what no value at all means beside any value: better, worse, or undecided.
    """

    more: bool
    none: Effect = DIFFERENT


UP = Direction(more=True)
DOWN = Direction(more=False)
UP_FROM_NONE = Direction(more=True, none=WORSE)
DOWN_FROM_NONE = Direction(more=False, none=WORSE)
CAP = Direction(more=True, none=BETTER)
BURDEN = Direction(more=False, none=BETTER)

FIELDS: Mapping[tuple[type, str], Direction] = {
    (Availability, "objective"): UP,
    (Availability, "stated_budget"): DOWN,
    (Availability, "components"): UP,
    (Availability, "excludes"): DOWN,
    (Exclusion, "length_max"): DOWN_FROM_NONE,
    (Exclusion, "notice"): UP_FROM_NONE,
    (Exclusion, "causes"): DOWN,
    (Exclusion, "except_components"): UP,
    (Limit, "within"): DOWN,
    (Limit, "again"): UP,
    (Limit, "not_for"): DOWN,
    (Target, "channels"): Direction(more=True, none=BETTER),
    (Target, "not_for"): DOWN,
    (Target, "workaround_ends_recovery"): DOWN,
    (Credit, "percent"): UP,
    (Credit, "block"): DOWN,
    (Credit, "free"): BURDEN,
    (Credit, "cap"): CAP,
    (Credit, "carried_over"): UP,
    (Credit, "sole_remedy"): DOWN,
    (Credit, "excludes"): DOWN,
    (Claim, "within"): UP,
    (Claim, "proof"): BURDEN,
    (Consultation, "sole_remedy"): DOWN,
    (TerminationRight, "sole_remedy"): DOWN,
    (TerminationRight, "fee_due"): DOWN,
    (Trigger, "misses"): DOWN,
    (Trigger, "within"): UP,
    (Level, "included"): UP,
    (Keep, "hours"): UP_FROM_NONE,
    (Keep, "daily"): UP_FROM_NONE,
    (Keep, "weekly"): UP_FROM_NONE,
    (Keep, "monthly"): UP_FROM_NONE,
    (Keep, "yearly"): UP_FROM_NONE,
    (Option, "least"): DOWN,
    (Option, "most"): CAP,
    (Option, "included"): UP,
    (Option, "included_at"): UP,
    (Option, "minimum_term"): BURDEN,
    (Option, "ends_after"): BURDEN,
    (Option, "pillars"): UP,
    (Requirement, "locations"): Direction(more=True, none=BETTER),
    (Requirement, "options"): DOWN,
    (Requirement, "not_options"): DOWN,
    (Price, "amount"): DOWN,
    (Rate, "amount"): DOWN,
    (MaintenanceRule, "length_max"): DOWN_FROM_NONE,
    (MaintenanceRule, "notice"): UP_FROM_NONE,
    (MaintenanceRule, "outside"): UP_FROM_NONE,
    (MaintenanceRule, "stays_up"): UP,
    (MaintenanceRule, "agreed"): UP,
    (NameRule, "length_min"): DOWN,
    (NameRule, "length_max"): UP,
    (NameRule, "most"): CAP,
    (NameRule, "refused"): DOWN,
    (Suspension, "levels_rest"): DOWN,
    (Suspension, "no_recovery"): DOWN,
    (Suspension, "extends_recovery"): DOWN,
    (Suspension, "no_remedies"): DOWN,
    (Suspension, "compensated"): UP,
    (Commitment, "lasts"): DOWN,
    (Desk, "channels"): UP,
    (Desk, "languages"): UP,
    (Desk, "reporters"): UP,
    (Category, "chargeable"): DOWN,
    (ContactRule, "most"): UP,
    (ContactRule, "facts"): DOWN,
    (ContactRule, "change_notice"): BURDEN,
    (Instance, "dedicated"): UP,
    (Instance, "included"): UP,
    (Instance, "not_included"): DOWN,
    (Instance, "locations"): UP,
    (Instance, "exclusive_hardware"): UP,
    (Meter, "every"): DOWN_FROM_NONE,
    (Meter, "probes"): UP,
    (Answer, "by"): UP_FROM_NONE,
    (Contract, "languages"): UP,
    (CalendarTerm, "annual_holidays"): DOWN,
    (Holidays, "dates"): DOWN,
}

# Values with an order of their own, the best first.
ORDERS: Mapping[tuple[type, str], tuple[str | None, ...]] = {
    (Availability, "strength"): ("guaranteed", "best_effort"),
    (Target, "strength"): ("guaranteed", "best_effort"),
    (MaintenanceRule, "strength"): ("guaranteed", "best_effort"),
    (Exclusion, "length_else"): ("downtime", "breach"),
    (BillingPlan, "when"): ("arrears", "advance"),
    (Lifecycle, "state"): ("on_sale", "end_of_sale", "end_of_life"),
    (Option, "reducible_to"): (None, "usage", "nothing"),
}

# Whole records: what it means that one comes; that one goes means the opposite.
RECORDS: Mapping[type, Effect] = {
    Level: BETTER,
    Availability: BETTER,
    Target: BETTER,
    Limit: BETTER,
    Credit: BETTER,
    Consultation: BETTER,
    TerminationRight: BETTER,
    Trigger: BETTER,
    Option: BETTER,
    BillingPlan: BETTER,
    Keep: BETTER,
    Meter: BETTER,
    Claim: WORSE,
    Requirement: WORSE,
    Commitment: WORSE,
    Suspension: WORSE,
    Demand: WORSE,
    Component: DIFFERENT,
}
CADENCES = (
    Cadence.YEAR,
    Cadence.QUARTER,
    Cadence.MONTH,
    Cadence.WEEK,
    Cadence.DAY,
    Cadence.CONTINUOUS,
)


def effect_of(change: Changed, old: Contract, new: Contract) -> Effect:
    """Return what a change means for the customer; different where it cannot be told."""
    if change.kind in (Kind.ADDED, Kind.REMOVED):
        return _whole(change, old, new)
    holder = change.holders[-1].new
    name = str(change.path[-1])
    if isinstance(holder, Duty):
        return _of_duty(holder, name, change, new)
    if (order := ORDERS.get((type(holder), name))) is not None:
        return _compared(-order.index(change.old), -order.index(change.new))
    if (type(holder), name) == (Limit, "clock"):
        return _of_clock(change)
    if (type(holder), name) == (Availability, "counted"):
        return DIFFERENT
    direction = FIELDS.get((type(holder), name))
    return _directed(direction, change) if direction else DIFFERENT


def _whole(change: Changed, old: Contract, new: Contract) -> Effect:
    """Return what it means that a record comes or goes."""
    is_added = change.kind is Kind.ADDED
    record = change.new if is_added else change.old
    if isinstance(record, Duty):
        coming = BETTER if _is_owed_to_customer(record, new if is_added else old) else WORSE
    else:
        coming = RECORDS.get(type(record), DIFFERENT)
    return coming if is_added else opposite(coming)


def opposite(effect: Effect) -> Effect:
    """Return what the reverse of a change means."""
    return {BETTER: WORSE, WORSE: BETTER}.get(effect, DIFFERENT)


def _is_owed_to_customer(duty: Duty, contract: Contract) -> bool:
    party = contract.parties.get(duty.by) if duty.by else None
    return party is None or party.role is not PartyRole.CUSTOMER


def _of_duty(duty: Duty, name: str, change: Changed, contract: Contract) -> Effect:
    """A duty that is stricter is better where the customer is owed it, and worse where it owes."""
    stricter: Effect = DIFFERENT
    if name == "every" and {change.old, change.new} <= set(CADENCES):
        stricter = _compared(CADENCES.index(change.old), CADENCES.index(change.new))
    elif name == "within":
        stricter = _directed(DOWN_FROM_NONE, change)
    elif name in ("copies", "covers", "components"):
        stricter = _directed(UP, change)
    elif name == "strength":
        stricter = BETTER if change.new == "guaranteed" else WORSE
    elif name == "evidence" and None in (change.old, change.new):
        stricter = BETTER if change.new else WORSE
    elif name == "only_with" and None in (change.old, change.new):
        stricter = WORSE if change.new else BETTER
    elif name == "at_cost_of":
        return _of_cost(change, contract)
    return stricter if _is_owed_to_customer(duty, contract) else opposite(stricter)


def _of_cost(change: Changed, contract: Contract) -> Effect:
    pays = [
        name in contract.parties and contract.parties[name].role is PartyRole.CUSTOMER
        for name in (change.old or "", change.new or "")
    ]
    return _compared(pays[1], pays[0])


def _of_clock(change: Changed) -> Effect:
    """All hours are sooner over than some; no clock leaves it open."""
    if ELAPSED not in (change.old, change.new) or None in (change.old, change.new):
        return DIFFERENT
    return BETTER if change.new == ELAPSED else WORSE


def _directed(direction: Direction, change: Changed) -> Effect:
    old, new = change.old, change.new
    if change.kind is Kind.SETS:
        return _of_sets(direction, change)
    if old is None or new is None:
        if direction.none is DIFFERENT:
            return DIFFERENT
        return direction.none if new is None else opposite(direction.none)
    if not _is_comparable(old, new):
        return DIFFERENT
    rises = _compared(_size(old), _size(new))
    return rises if direction.more else opposite(rises)


def _of_sets(direction: Direction, change: Changed) -> Effect:
    """More of a good thing is better, both more and less is undecided."""
    lost, gained = change.old, change.new
    if lost and gained:
        return DIFFERENT
    if direction.none is BETTER:
        return _of_open_set(change)
    rises = BETTER if gained else WORSE
    return rises if direction.more else opposite(rises)


def _of_open_set(change: Changed) -> Effect:
    """An empty set means everything: to name some is less, to name one more is more."""
    holder, name = change.holders[-1], str(change.path[-1])
    before, after = getattr(holder.old, name), getattr(holder.new, name)
    if not before:
        return WORSE
    if not after:
        return BETTER
    return BETTER if change.new else WORSE


def _is_comparable(old: Any, new: Any) -> bool:
    """Durations need one unit, amounts one currency; names and texts have no more or less."""
    if isinstance(old, str | Text):
        return False
    if isinstance(old, Duration):
        return old.unit is new.unit
    return getattr(old, "currency", None) == getattr(new, "currency", None)


def _size(value: Any) -> Any:
    """Return the number by which values of one unit or currency compare."""
    match value:
        case Duration():
            return value.amount
        case Percentage():
            return value.ratio
        case Money():
            return value.minor
        case _:
            return value


def _compared(old: Any, new: Any) -> Effect:
    if old == new:
        return DIFFERENT
    return BETTER if new > old else WORSE
