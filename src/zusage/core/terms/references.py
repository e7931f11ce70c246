"""Checks that hold for every contract: names lead somewhere, readings exist, calendars are open."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import islice

from zusage.core.errors import Finding, Path, TermsError
from zusage.core.periods import PeriodKind
from zusage.core.terms.amendments import Problem, amendment_problems
from zusage.core.terms.contract import (
    Answer,
    Availability,
    Clause,
    Component,
    ContactRule,
    Contract,
    Credit,
    Desk,
    Document,
    Duty,
    Exclusion,
    Level,
    Limit,
    MaintenanceRule,
    Matrix,
    NameRule,
    Notice,
    Option,
    Requirement,
    Rule,
    Signature,
    Target,
    Trigger,
)
from zusage.core.terms.quantities import Unit
from zusage.core.terms.readings import check_reading
from zusage.core.terms.timetable import CalendarTerm, calendar_under
from zusage.core.terms.walk import walk
from zusage.core.zones import zone_info

ALWAYS = "always"
ELAPSED = "elapsed"
ALLOWED_MAX = 12
# More than all readings of one question; each is checked as a calendar of its own.
VARIANTS_MAX = 32

# Which part of the contract the names in a field belong to.
SECTIONS: Mapping[type, Mapping[str, str]] = {
    Rule: {"clauses": "clause"},
    CalendarTerm: {"clauses": "clause"},
    Clause: {"document": "document"},
    Availability: {"counted": "calendar", "excludes": "exclusion", "components": "component"},
    Exclusion: {"notice_inside": "calendar", "except_components": "component"},
    Limit: {"clock": "calendar"},
    Target: {"channels": "channel"},
    Desk: {"hours": "calendar"},
    MaintenanceRule: {"outside": "calendar", "stays_up": "component"},
    Credit: {"excludes": "exclusion"},
    Duty: {
        "by": "party",
        "at_cost_of": "party",
        "components": "component",
        "only_with": "option",
        "clock": "calendar",
    },
    Requirement: {"options": "option", "not_options": "option"},
    Matrix: {"only_with": "option"},
    Answer: {"by": "party"},
    Notice: {"by": "party"},
    Signature: {"party": "party"},
}
# Words that stand in place of a calendar's name.
WORDS = {"counted": ALWAYS, "clock": ELAPSED}
# Numbers that would be senseless or endless at nought.
AT_LEAST_ONE: Mapping[type, tuple[str, ...]] = {
    Availability: ("days",),
    Component: ("weight",),
    Contract: ("version",),
    Document: ("precedence",),
    Exclusion: ("precedence",),
    ContactRule: ("most",),
    NameRule: ("length_min", "length_max", "most"),
    Option: ("step",),
    Trigger: ("misses",),
}


def check_references(contract: Contract) -> list[Finding]:
    """Return a finding for each name that leads nowhere and each rule that cannot be applied.

    Each carries the clauses of the innermost rule around it.
    """
    known = names_of(contract)
    clauses: dict[Path, tuple[str, ...]] = {(): ()}
    found: list[Finding] = []
    for path, value in walk(contract):
        own = value.clauses if isinstance(value, Rule | CalendarTerm) else ()
        clauses[path] = own or clauses[path[:-1]]
        for code, place, facts in _checks(known, path, value):
            found.append(Finding(code=code, path=place, clauses=clauses[path], facts=facts))
    return found


def names_of(contract: Contract) -> Mapping[str, Mapping[str, object]]:
    """Return the names that a contract gives to its parts, by the kind of part."""
    return {
        "clause": contract.clauses,
        "document": contract.documents,
        "calendar": contract.calendars,
        "exclusion": contract.exclusions,
        "component": contract.components,
        "party": contract.parties,
        "option": contract.options,
    } | ({"channel": dict.fromkeys(contract.desk.channels)} if contract.desk else {})


@cache
def _sections_of(kind: type) -> tuple[tuple[str, str], ...]:
    """Return the keys of a type that hold names, each with the section of those names."""
    found = (sections for each, sections in SECTIONS.items() if issubclass(kind, each))
    return tuple(item for sections in found for item in sections.items())


def _checks(
    known: Mapping[str, Mapping[str, object]], path: Path, value: object
) -> Iterator[Problem]:
    own: type = type(value)
    for key, section in _sections_of(own):
        names = _named(getattr(value, key), (*path, key))
        if section in known:
            yield from _unknown(known[section], section, names, word=WORDS.get(key))
    for key in AT_LEAST_ONE.get(type(value), ()):
        if getattr(value, key) == 0:
            yield "terms.at_least_one", (*path, key), {"value": 0}
    if isinstance(value, Rule | CalendarTerm):
        yield from _readings(path, value)
    match value:
        case Contract():
            yield from _attempt(zone_info, value.zone, path=(*path, "zone"))
            yield from amendment_problems(value)
        case CalendarTerm():
            yield from _calendar(path, value)
        case Availability() if value.per is PeriodKind.ROLLING and value.days is None:
            yield "period.days_missing", path, {"kind": value.per}
        case Exclusion():
            yield from _exclusion(path, value)
        case Level():
            yield from _remedies(path, value)
        case Matrix():
            for index, row in enumerate(value.rows):
                if len(row.answers) != len(value.columns):
                    facts = {"value": len(row.answers), "expected": len(value.columns)}
                    yield "terms.matrix_ragged", (*path, "rows", index), facts
        case _:
            return


def _named(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Yield the names in a field, each with its place."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        yield from (((*path, index), name) for index, name in enumerate(value))
    elif isinstance(value, Mapping):
        yield from (((*path, key), name) for key, name in value.items())


def _unknown(
    section: Mapping[str, object],
    kind: str,
    names: Iterable[tuple[Path, str]],
    *,
    word: str | None = None,
) -> Iterator[Problem]:
    for place, name in names:
        if name not in section and name != word:
            more = ", …" if len(section) > ALLOWED_MAX else ""
            allowed = ", ".join(islice(section, ALLOWED_MAX)) + more
            yield "terms.name_unknown", place, {"kind": kind, "value": name, "allowed": allowed}


def _readings(path: Path, rule: Rule | CalendarTerm) -> Iterator[Problem]:
    for name in ("reading", "assumes"):
        for key, value in getattr(rule, name).items():
            yield from _attempt(check_reading, key, value, path=(*path, name, key))


def _attempt(check: Callable[..., object], *values: object, path: Path) -> Iterator[Problem]:
    """Yield what a function of the core refuses."""
    try:
        check(*values)
    except TermsError as error:
        yield error.findings[0].code, path, dict(error.findings[0].facts)


def _calendar(path: Path, term: CalendarTerm) -> Iterator[Problem]:
    """Check that a calendar has open time under every reading that changes it."""
    yield from _attempt(calendar_under, term, {}, path=path)
    if len(term.variants) > VARIANTS_MAX:
        yield "calendar.too_many_variants", (*path, "variants"), {"limit": VARIANTS_MAX}
        return
    for index, variant in enumerate(term.variants):
        place = (*path, "variants", index)
        yield from _attempt(calendar_under, term, variant.when, path=place)
        for key, reading in variant.when.items():
            yield from _attempt(check_reading, key, reading, path=(*place, "when", key))
    by_reading = term.holidays.by_reading if term.holidays else {}
    for key, dates in by_reading.items():
        for reading in dates:
            place = (*path, "holidays", "by_reading", key, reading)
            yield from _attempt(check_reading, key, reading, path=place)


def _exclusion(path: Path, exclusion: Exclusion) -> Iterator[Problem]:
    counted = exclusion.notice and exclusion.notice.unit is Unit.BUSINESS_DAYS
    if counted and exclusion.notice_inside is None:
        yield "terms.notice_needs_calendar", (*path, "notice"), {}
    if exclusion.maintenance == bool(exclusion.causes):
        yield "terms.exclusion_needs_one_ground", path, {}


def _remedies(path: Path, level: Level) -> Iterator[Problem]:
    promises = {promise.id: promise for promise in level.availability}
    if len(promises) != len(level.availability):
        yield "terms.promise_twice", (*path, "availability"), {}
    for index, remedy in enumerate(level.remedies):
        place = (*path, "remedies", index)
        yield from _unknown(promises, "promise", [((*place, "promise"), remedy.promise)])
        if isinstance(remedy, Credit) and remedy.block.amount < 1:
            yield "credit.block_empty", (*place, "block"), {}
