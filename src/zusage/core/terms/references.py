"""Checks that hold for every contract: names lead somewhere, readings exist, calendars are open."""

from collections.abc import Collection, Iterator

from zusage.core.errors import Finding, Path, TermsError
from zusage.core.terms.contract import (
    Availability,
    Contract,
    Credit,
    Desk,
    Duty,
    Exclusion,
    Level,
    Limit,
    MaintenanceRule,
    Matrix,
    Notice,
    Option,
    Rule,
    Target,
)
from zusage.core.terms.quantities import Unit
from zusage.core.terms.readings import check_reading
from zusage.core.terms.timetable import CalendarTerm, calendar_under
from zusage.core.terms.walk import walk

ALWAYS = "always"
ELAPSED = "elapsed"


def check_references(contract: Contract) -> list[Finding]:
    """Return a finding for each name that leads nowhere and each rule that cannot be applied."""
    found: list[Finding] = []
    for path, value in walk(contract):
        if isinstance(value, Rule | CalendarTerm):
            found.extend(_rule(contract, path, value))
        found.extend(_names(contract, path, value))
        if isinstance(value, CalendarTerm):
            found.extend(_calendar(path, value))
    return found


def _rule(contract: Contract, path: Path, rule: Rule | CalendarTerm) -> Iterator[Finding]:
    yield from _known(contract.clauses, rule.clauses, (*path, "clauses"), "clause", rule)
    for name in ("reading", "assumes"):
        for key, value in getattr(rule, name).items():
            try:
                check_reading(key, value)
            except TermsError as error:
                finding = error.findings[0]
                yield _finding(finding.code, (*path, name, key), rule, **finding.facts)


def _calendar(path: Path, term: CalendarTerm) -> Iterator[Finding]:
    readings: list[dict[str, str]] = [{}, *(dict(variant.when) for variant in term.variants)]
    for reading in readings:
        try:
            calendar_under(term, reading)
        except TermsError as error:
            yield _finding(error.findings[0].code, path, term, **error.findings[0].facts)


def _names(contract: Contract, path: Path, value: object) -> Iterator[Finding]:
    """Check the names that a value holds against the section they belong to."""
    calendars = contract.calendars
    match value:
        case Availability():
            wanted = [value.counted] if value.counted != ALWAYS else []
            yield from _known(calendars, wanted, (*path, "counted"), "calendar", value)
            yield from _known(
                contract.exclusions, value.excludes, (*path, "excludes"), "exclusion", value
            )
            yield from _components(contract, value.components, (*path, "components"), value)
        case Exclusion():
            inside = [value.notice_inside] if value.notice_inside else []
            yield from _known(calendars, inside, (*path, "notice_inside"), "calendar", value)
            yield from _components(
                contract, value.except_components, (*path, "except_components"), value
            )
            counted = value.notice and value.notice.unit is Unit.BUSINESS_DAYS
            if counted and value.notice_inside is None:
                yield _finding("terms.notice_needs_calendar", (*path, "notice"), value)
            if value.maintenance == bool(value.causes):
                yield _finding("terms.exclusion_needs_one_ground", path, value)
        case Limit():
            clock = [value.clock] if value.clock not in (None, ELAPSED) else []
            yield from _known(calendars, clock, (*path, "clock"), "calendar", value)
        case Level():
            yield from _remedies(contract, path, value)
        case Desk():
            hours = [value.hours] if value.hours else []
            yield from _known(calendars, hours, (*path, "hours"), "calendar", value)
        case MaintenanceRule():
            outside = [value.outside] if value.outside else []
            yield from _known(calendars, outside, (*path, "outside"), "calendar", value)
            yield from _components(contract, value.stays_up, (*path, "stays_up"), value)
        case _:
            yield from _owed_names(contract, path, value)


def _owed_names(contract: Contract, path: Path, value: object) -> Iterator[Finding]:
    """Check the names in duties, options and matrices."""
    match value:
        case Duty():
            parties = [party for party in (value.by, value.at_cost_of) if party]
            yield from _known(contract.parties, parties, (*path, "by"), "party", value)
            yield from _components(contract, value.components, (*path, "components"), value)
            option = [value.only_with] if value.only_with else []
            yield from _known(contract.options, option, (*path, "only_with"), "option", value)
            clock = [value.clock] if value.clock not in (None, ELAPSED) else []
            yield from _known(contract.calendars, clock, (*path, "clock"), "calendar", value)
        case Option(requires=requires) if requires:
            others = (*requires.options, *requires.not_options)
            yield from _known(contract.options, others, (*path, "requires"), "option", value)
        case Matrix():
            parties = [answer.by for row in value.rows for answer in row.answers if answer.by]
            yield from _known(contract.parties, parties, path, "party", value)
            for index, row in enumerate(value.rows):
                if len(row.answers) != len(value.columns):
                    facts = {"value": len(row.answers), "expected": len(value.columns)}
                    yield _finding("terms.matrix_ragged", (*path, "rows", index), row, **facts)
        case Notice():
            yield from _known(contract.parties, value.by, (*path, "by"), "party", value)
        case Target():
            if contract.desk:
                channels = contract.desk.channels
                yield from _known(channels, value.channels, (*path, "channels"), "channel", value)


def _remedies(contract: Contract, path: Path, level: Level) -> Iterator[Finding]:
    promises = {promise.id for promise in level.availability}
    if len(promises) != len(level.availability):
        yield _finding("terms.promise_twice", (*path, "availability"), level)
    for index, remedy in enumerate(level.remedies):
        place = (*path, "remedies", index)
        yield from _known(promises, [remedy.promise], (*place, "promise"), "promise", remedy)
        if isinstance(remedy, Credit):
            yield from _known(
                contract.exclusions, remedy.excludes, (*place, "excludes"), "exclusion", remedy
            )
            if remedy.block.amount < 1:
                yield _finding("credit.block_empty", (*place, "block"), remedy)


def _components(
    contract: Contract, names: Collection[str], path: Path, rule: Rule
) -> Iterator[Finding]:
    return _known(contract.components, names, path, "component", rule)


def _known(
    section: Collection[str],
    names: Collection[str],
    path: Path,
    kind: str,
    rule: Rule | CalendarTerm,
) -> Iterator[Finding]:
    for name in names:
        if name not in section:
            facts = {"kind": kind, "value": name, "allowed": ", ".join(section)}
            yield _finding("terms.name_unknown", path, rule, **facts)


def _finding(code: str, path: Path, rule: Rule | CalendarTerm, **facts: object) -> Finding:
    return Finding(code=code, path=path, clauses=rule.clauses, facts=facts)
