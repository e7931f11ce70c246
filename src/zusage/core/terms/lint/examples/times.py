"""Times: hours by two clocks, business days, and how far ahead a notice is. Clauses: V08, V13."""

from datetime import timedelta

from zusage.core import spans as sp
from zusage.core.business_days import BusinessDays
from zusage.core.calendars import Calendar, open_spans
from zusage.core.clocks import ServiceClock
from zusage.core.errors import Path
from zusage.core.terms.contract import Exclusion, MaintenanceRule, Target
from zusage.core.terms.lint.limits import (
    KINDS,
    example_clock,
    example_start,
    hours_for,
    worked,
)
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.quantities import Unit
from zusage.core.terms.saying import Instant, Saying, say
from zusage.core.zones import local_date, midnight


def recovery_clock(survey: Survey, key: str, path: Path, target: Target) -> Saying | None:
    """Return when a recovery is due by all hours and by the hours of the contract."""
    assert target.recovery is not None
    facts = worked(survey, target, target.recovery.within)
    return say(f"lint.example.{key}", **facts) if "in_hours" in facts else None


def days_recovery(survey: Survey, key: str, path: Path, target: Target) -> Saying | None:
    """Return when some business days after a Friday afternoon are over, under each reading."""
    limits = (getattr(target, kind) for kind in KINDS)
    counted = next(x for x in limits if x and x.within.unit is Unit.BUSINESS_DAYS)
    name = counted.clock or hours_for(survey, target)
    if name is None or name not in survey.contract.calendars:
        return None
    clock = example_clock(survey, name)
    start = example_start(clock)
    same_time = BusinessDays(clock.calendar).add(start, counted.within.amount)
    zone = clock.calendar.zone
    usual_day = _usual_day(clock, start)
    return say(
        f"lint.example.{key}",
        within=counted.within,
        start=Instant(second=start, zone=zone),
        close=Instant(second=_closing(clock.calendar, same_time), zone=zone),
        same_time=Instant(second=same_time, zone=zone),
        business_hours=Instant(
            second=clock.due_at(start, counted.within.amount * usual_day), zone=zone
        ),
    )


def _usual_day(clock: ServiceClock, at: int) -> int:
    """Return the open seconds of the business day at an instant."""
    return sp.total(_open_on(clock.calendar, at))


def _closing(calendar: Calendar, at: int) -> int:
    """Return when the calendar closes for the day."""
    return int(_open_on(calendar, at)[-1, 1])


def _open_on(calendar: Calendar, at: int) -> sp.Spans:
    day = local_date(calendar.zone, at)
    start, end = (midnight(calendar.zone, d) for d in (day, day + timedelta(days=1)))
    return open_spans(calendar, start=start, end=end)


def working_days(
    survey: Survey, key: str, path: Path, rule: Exclusion | MaintenanceRule
) -> Saying | None:
    """Return the last day on which a maintenance on a Friday in June can be announced."""
    inside = rule.notice_inside if isinstance(rule, Exclusion) else rule.outside
    name = inside or next(iter(survey.contract.calendars), None)
    if name is None:
        return None
    assert rule.notice is not None
    clock = example_clock(survey, name)
    start = example_start(clock)
    announced = BusinessDays(clock.calendar).add(start, -rule.notice.amount)
    return say(
        f"lint.example.{key}",
        notice=rule.notice,
        start=local_date(clock.calendar.zone, start),
        announced=local_date(clock.calendar.zone, announced),
    )
