"""L7: times without a clock, with what they would mean by each of the two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from zusage.core.clocks import ServiceClock
from zusage.core.errors import Finding, Path, Refusal, Severity
from zusage.core.terms.contract import Availability, Duty, Limit, Target
from zusage.core.terms.lint.counting import calendar_of, example_year
from zusage.core.terms.lint.questions import runs_unknown, stated_readings
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.quantities import Duration, Unit
from zusage.core.terms.references import ALWAYS, ELAPSED
from zusage.core.terms.saying import Instant, hours_named, say
from zusage.core.zones import midnight

KINDS = ("response", "update", "recovery")
# The example is reported so long before the hours end, or at half the time that is owed.
LEFT_SECONDS = 7200


def clocks_missing(survey: Survey) -> Iterator[Finding]:
    """L7: hours that are owed without saying in which hours they run."""
    for path, target in survey.of(Target):
        open_kinds = [kind for kind in KINDS if runs_unknown(getattr(target, kind))]
        if "recovery_clock" in stated_readings(target) and "recovery" in open_kinds:
            open_kinds.remove("recovery")
        for kind in open_kinds:
            limit: Limit = getattr(target, kind)
            facts = {
                "what": say(f"lint.{kind}"),
                "target": target.title,
                "priority": target.priority,
            }
            found = worked(survey, target, limit.within)
            yield _finding((*path, kind, "within"), target, facts | found)
    for path, duty in survey.of(Duty):
        if duty.clock is None and duty.within and duty.within.unit is Unit.SECONDS:
            facts = {"what": say("lint.duty"), "target": duty.title, "priority": ""}
            found = worked(survey, duty, duty.within)
            yield _finding((*path, "within"), duty, facts | found)


def _finding(path: Path, rule: Target | Duty, facts: dict[str, object]) -> Finding:
    code = "L7" if "in_hours" in facts else "L7.no_hours"
    return finding(code, Severity.AMBIGUOUS, path, rule, facts)


def worked(survey: Survey, rule: Target | Duty, within: Duration) -> dict[str, object]:
    """Return when a report shortly before the end of a Friday would be due by each clock.

    Without any hours in the contract, or too few of them, only the length is returned.
    """
    facts: dict[str, object] = {"within": within}
    name = hours_for(survey, rule)
    if name is None:
        return facts
    clock = example_clock(survey, name)
    try:
        start = example_start(clock, within=within.amount)
        due = clock.due_at(start, within.amount)
    except Refusal:
        return facts
    zone = clock.calendar.zone
    return facts | {
        "calendar": hours_named(name),
        "start": Instant(second=start, zone=zone),
        "elapsed": Instant(second=start + within.amount, zone=zone),
        "in_hours": Instant(second=due, zone=zone),
    }


def hours_for(survey: Survey, rule: Target | Duty) -> str | None:
    """Name the hours that a time without a clock could run in: its target's, the desk's, any."""
    contract = survey.contract
    named = [contract.desk.hours] if contract.desk else []
    if isinstance(rule, Target):
        limits = (rule.response, rule.update, rule.recovery)
        named = [limit.clock for limit in limits if limit and limit.clock != ELAPSED] + named
    counted = [p.counted for _, p in survey.of(Availability) if p.counted != ALWAYS]
    return next(filter(None, (*named, *counted, *contract.calendars)), None)


def example_clock(survey: Survey, name: str) -> ServiceClock:
    """Return the clock of a contract's hours, for examples also beyond its known years."""
    calendar = calendar_of(survey.contract.calendars[name])
    return ServiceClock(replace(calendar, years=None))


def example_start(clock: ServiceClock, *, within: int = 2 * LEFT_SECONDS) -> int:
    """Return an instant two open hours before the end of a Friday in June, or later.

    within: the seconds that are owed; so many do not fit before the hours end.
    """
    year = example_year(clock.calendar)
    friday = next(d for d in (date(year, 6, n) for n in range(1, 8)) if d.weekday() == 4)
    end = midnight(clock.calendar.zone, friday + timedelta(days=1))
    return clock.before_at(end, min(LEFT_SECONDS, within // 2))
