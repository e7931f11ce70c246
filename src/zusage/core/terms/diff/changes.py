"""What differs between two contracts, value by value, whatever the order in their files.

Records of a list are matched by what they are - a promise by its id, a duty by what is done - never
by their position; lists of plain values are sets. So the same contract in another order, or with
other comments, has no change.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from zusage.core.errors import Path
from zusage.core.money import Money
from zusage.core.terms.contract import (
    Amendment,
    Availability,
    BillingPlan,
    Change,
    Commitment,
    Consultation,
    ContactRule,
    Credit,
    Demand,
    Duty,
    MaintenanceRule,
    Matrix,
    MatrixRow,
    NameRule,
    Price,
    Rate,
    Register,
    Signature,
    Suspension,
    Target,
    TerminationRight,
    Trigger,
)
from zusage.core.terms.quantities import Duration, Percentage, Text
from zusage.core.terms.timetable import Variant, week_spans

LEAVES = (Text, Percentage, Duration, Money, date, StrEnum, str, int)
# Fields whose value is a week: compared by the hours of its days, not by how it is written.
WEEKS = ("week",)

# What makes a record of a list the same one in both contracts.
IDENTITY: Mapping[type, tuple[str, ...]] = {
    Availability: ("id",),
    Target: ("priority",),
    Credit: ("kind", "promise"),
    Consultation: ("kind", "promise"),
    TerminationRight: ("kind", "promise"),
    Trigger: ("what", "in_a_row"),
    Duty: ("do",),
    MaintenanceRule: ("title",),
    Suspension: ("title",),
    NameRule: ("title",),
    Register: ("title",),
    Demand: ("title",),
    Matrix: ("title",),
    MatrixRow: ("title",),
    ContactRule: ("role",),
    Commitment: ("what",),
    BillingPlan: ("title",),
    Rate: ("title",),
    Price: ("per",),
    Amendment: ("title",),
    Signature: ("party",),
    Change: ("path",),
    Variant: ("when",),
}


class Kind(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SETS = "sets"


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A record on the way to a value, with its path and both of its versions, where it has both."""

    path: Path
    old: Any
    new: Any


@dataclass(frozen=True, kw_only=True)
class Changed:
    """One change of a value.

    path: in the new contract, or in the old one where the value is gone.
    holders: the records around it, outermost first.
    old, new: the values; for sets what is lost and what is gained.
    """

    kind: Kind
    path: Path
    holders: tuple[Holder, ...]
    old: Any
    new: Any


Trail: TypeAlias = tuple[Holder, ...]


def changes(old: object, new: object) -> Iterator[Changed]:
    """Yield every change from one value to another, in the order of the new one."""
    yield from _compare(old, new, (), ())


def _compare(old: Any, new: Any, path: Path, trail: Trail) -> Iterator[Changed]:
    if old == new or _is_same_week(path, old, new):
        return
    if _is_record(old) and type(old) is type(new):
        inside = (*trail, Holder(path=path, old=old, new=new))
        for field in fields(new):
            values = (getattr(old, field.name), getattr(new, field.name))
            yield from _compare(*values, (*path, field.name), inside)
    elif isinstance(old, Mapping) and isinstance(new, Mapping) and path[-1] not in WEEKS:
        yield from _mapping(old, new, path, trail)
    elif _has_records(old) or _has_records(new):
        yield from _records(old, new, path, trail)
    elif isinstance(old, tuple) and isinstance(new, tuple) and not is_span(old or new):
        lost = tuple(value for value in old if value not in new)
        gained = tuple(value for value in new if value not in old)
        if lost or gained:
            yield Changed(kind=Kind.SETS, path=path, holders=trail, old=lost, new=gained)
    else:
        yield _one(old, new, path, trail)


def _one(old: Any, new: Any, path: Path, trail: Trail) -> Changed:
    """Return the change of a single value; a record that comes or goes is added or removed."""
    kind = Kind.CHANGED
    if old is None and _is_record(new):
        kind = Kind.ADDED
    elif new is None and _is_record(old):
        kind = Kind.REMOVED
    return Changed(kind=kind, path=path, holders=trail, old=old, new=new)


def _is_record(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, LEAVES)


def _has_records(value: object) -> bool:
    return isinstance(value, tuple) and any(_is_record(item) for item in value)


def is_span(value: object) -> bool:
    """Say whether a value is the hours of one day: pairs of seconds."""
    return isinstance(value, tuple) and all(isinstance(item, tuple) for item in value)


def _is_same_week(path: Path, old: Any, new: Any) -> bool:
    if not (path and path[-1] in WEEKS and old and new):
        return False
    return week_spans(old) == week_spans(new)


def _mapping(
    old: Mapping[Any, Any], new: Mapping[Any, Any], path: Path, trail: Trail
) -> Iterator[Changed]:
    for key in new:
        place = (*path, str(key))
        if key in old:
            yield from _compare(old[key], new[key], place, trail)
        else:
            yield Changed(kind=Kind.ADDED, path=place, holders=trail, old=None, new=new[key])
    for key in old:
        if key not in new:
            place = (*path, str(key))
            yield Changed(kind=Kind.REMOVED, path=place, holders=trail, old=old[key], new=None)


def _records(
    old: tuple[Any, ...], new: tuple[Any, ...], path: Path, trail: Trail
) -> Iterator[Changed]:
    """Match the records of two lists; what is left over was added, removed or renamed."""
    before, after = _identified(old), _identified(new)
    gone = [key for key in before if key not in after]
    come = [key for key in after if key not in before]
    for left in list(gone):
        renamed = [key for key in come if _is_renamed(before[left][1], after[key][1])]
        if renamed:
            after[left] = after.pop(renamed[0])
            gone.remove(left)
            come.remove(renamed[0])
    for key, (index, record) in sorted(after.items(), key=lambda item: item[1][0]):
        place = (*path, index)
        if key in before:
            yield from _compare(before[key][1], record, place, trail)
        else:
            yield Changed(kind=Kind.ADDED, path=place, holders=trail, old=None, new=record)
    for key in gone:
        index, record = before[key]
        place = (*path, index)
        yield Changed(kind=Kind.REMOVED, path=place, holders=trail, old=record, new=None)


def _identified(records: tuple[Any, ...]) -> dict[tuple[Any, ...], tuple[int, Any]]:
    """Return the records by what makes them the same, and by how often that has come before."""
    found: dict[tuple[Any, ...], tuple[int, Any]] = {}
    for index, record in enumerate(records):
        names = IDENTITY.get(type(record))
        identity = tuple(_hashable(getattr(record, name)) for name in names) if names else (index,)
        number = 0
        while (type(record), identity, number) in found:
            number += 1
        found[(type(record), identity, number)] = (index, record)
    return found


def _hashable(value: object) -> object:
    return tuple(sorted(value.items())) if isinstance(value, Mapping) else value


def _is_renamed(old: Any, new: Any) -> bool:
    """Say whether two records differ only in what identifies them."""
    if type(old) is not type(new) or type(old) not in IDENTITY:
        return False
    names = IDENTITY[type(old)]
    same = {name: getattr(new, name) for name in names}
    return bool(replace(old, **same) == new)
