"""Diff: what a new version of a contract changes for the customer, one difference per change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from zusage.core.errors import Path
from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import Contract, Rule
from zusage.core.terms.diff.changes import Changed, Kind, changes
from zusage.core.terms.diff.effects import Effect, effect_of
from zusage.core.terms.diff.sentences import told
from zusage.core.terms.lint.counting import calendar_of, example_year, open_in, year_periods
from zusage.core.terms.saying import hours, hours_named
from zusage.core.terms.timetable import CalendarTerm


class Group(StrEnum):
    """What a difference is about, in the order in which differences are told."""

    PROMISES = "promises"
    TIMES = "times"
    REMEDIES = "remedies"
    DUTIES = "duties"
    OPTIONS = "options"
    TERMS = "terms"
    CALENDARS = "calendars"
    TEXTS = "texts"


# By the part of the contract; inside a level by the part of the level.
GROUPS: Mapping[str, Group] = {
    "levels": Group.PROMISES,
    "availability": Group.PROMISES,
    "exclusions": Group.PROMISES,
    "components": Group.PROMISES,
    "maintenance": Group.PROMISES,
    "suspensions": Group.PROMISES,
    "targets": Group.TIMES,
    "desk": Group.TIMES,
    "contacts": Group.TIMES,
    "remedies": Group.REMEDIES,
    "duties": Group.DUTIES,
    "matrices": Group.DUTIES,
    "registers": Group.DUTIES,
    "names": Group.OPTIONS,
    "options": Group.OPTIONS,
    "instance": Group.OPTIONS,
    "terms": Group.TERMS,
    "amendments": Group.TERMS,
    "lifecycle": Group.TERMS,
    "calendars": Group.CALENDARS,
}


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One change, as a sentence with facts and what it means for the customer.

    path: in the new contract, or in the old one where the thing is gone (is_gone).
    """

    group: Group
    effect: Effect
    code: str
    facts: Mapping[str, object]
    path: Path
    clauses: tuple[str, ...]
    is_gone: bool = False


def diff(old: Contract, new: Contract) -> tuple[Difference, ...]:
    """Return what changes for the customer, by group, then in the order of the new contract.

    The order of the file, its comments and the way a week is written make no difference.
    """
    found = [_difference(change, old, new) for change in changes(old, new)]
    found.extend(_hours(old, new))
    groups = list(Group)
    return tuple(sorted(found, key=lambda difference: groups.index(difference.group)))


def _difference(change: Changed, old: Contract, new: Contract) -> Difference:
    code, facts = told(change, old, new)
    return Difference(
        group=_group(change.path),
        effect=effect_of(change, old, new),
        code=f"diff.{code}",
        facts=facts,
        path=change.path,
        clauses=_clauses(change),
        is_gone=change.kind is Kind.REMOVED,
    )


def _group(path: Path) -> Group:
    inside_level = str(path[2]) if len(path) > 2 and path[0] == "levels" else ""
    return GROUPS.get(inside_level) or GROUPS.get(str(path[0]), Group.TEXTS)


def _clauses(change: Changed) -> tuple[str, ...]:
    """Return the clauses of the innermost rule around a change, or of the rule itself."""
    if change.path[0] == "clauses" and len(change.path) > 1:
        return (str(change.path[1]),)
    whole = change.new if change.new is not None else change.old
    for record in (whole, *(holder.new for holder in reversed(change.holders))):
        if isinstance(record, Rule | CalendarTerm) and record.clauses:
            return record.clauses
    return ()


def _hours(old: Contract, new: Contract) -> Iterator[Difference]:
    """Sum up what the changes of a calendar mean: open hours of a year, before and after."""
    for name, term in new.calendars.items():
        if name not in old.calendars or old.calendars[name] == term:
            continue
        year = example_year(calendar_of(term))
        before, after = _open_in(old.calendars[name], year), _open_in(term, year)
        if before != after:
            yield Difference(
                group=Group.CALENDARS,
                effect=Effect.BETTER if after > before else Effect.WORSE,
                code="diff.hours",
                facts={
                    "subject": hours_named(name),
                    "year": year,
                    "old": hours(before),
                    "new": hours(after),
                },
                path=("calendars", name),
                clauses=term.clauses,
            )


def _open_in(term: CalendarTerm, year: int) -> int:
    calendar = calendar_of(term)
    whole = year_periods(PeriodKind.CALENDAR_YEAR, zone=calendar.zone, year=year)
    return open_in(calendar, whole)[0]
