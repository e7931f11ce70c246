"""Times: hours by two clocks, business days, and how far ahead a notice is. Clauses: V08, V13."""

from dataclasses import dataclass
from datetime import timedelta

from zusage.core import spans as sp
from zusage.core.business_days import BusinessDays
from zusage.core.calendars import Calendar, open_spans
from zusage.core.clocks import Boundary, ServiceClock
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
from zusage.core.terms.quantities import Duration, Unit
from zusage.core.terms.references import ELAPSED
from zusage.core.terms.saying import Instant, Saying, say
from zusage.core.zones import local_date, midnight

# Between an event, its report and its registration lies so much in examples.
STEP_SECONDS = 1800


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


@dataclass(frozen=True, kw_only=True)
class _Timed:
    """A time in hours that a target owes, and the clock in which it runs."""

    clock: ServiceClock
    within: Duration
    is_elapsed: bool

    def due(self, start: int) -> int:
        """Return when the time is over that runs from an instant on."""
        seconds = self.within.amount
        return start + seconds if self.is_elapsed else self.clock.due_at(start, seconds)

    def told(self, **seconds: int) -> dict[str, Instant]:
        """Return instants as they are said."""
        zone = self.clock.calendar.zone
        return {name: Instant(second=at, zone=zone) for name, at in seconds.items()}


def _timed(survey: Survey, target: Target, kinds: tuple[str, ...] = KINDS) -> _Timed | None:
    """Return the first time of a target that is owed in hours."""
    limits = (getattr(target, kind) for kind in kinds)
    owed = next((each for each in limits if each and each.within.unit is Unit.SECONDS), None)
    if owed is None:
        return None
    is_elapsed = owed.clock == ELAPSED
    name = hours_for(survey, target) if is_elapsed or not owed.clock else owed.clock
    if name is None:
        return None
    clock = example_clock(survey, name)
    return _Timed(clock=clock, within=owed.within, is_elapsed=is_elapsed)


def clock_start(survey: Survey, key: str, path: Path, target: Target) -> Saying | None:
    """Return when a time is over that runs from an event, its report or its registration."""
    timed = _timed(survey, target)
    if timed is None:
        return None
    happened = example_start(timed.clock)
    reported, registered = happened + STEP_SECONDS, happened + 2 * STEP_SECONDS
    told = timed.told(
        happened=happened,
        reported=reported,
        registered=registered,
        from_happened=timed.due(happened),
        from_reported=timed.due(reported),
        from_registered=timed.due(registered),
    )
    return say(f"lint.example.{key}", within=timed.within, **told)


def phone_report(survey: Survey, key: str, path: Path, target: Target) -> Saying | None:
    """Return when a time is over that runs from a first report, or from one as it is required."""
    timed = _timed(survey, target)
    if timed is None:
        return None
    first = example_start(timed.clock)
    required = first + STEP_SECONDS
    told = timed.told(
        first=first,
        required=required,
        from_first=timed.due(first),
        from_required=timed.due(required),
    )
    return say(f"lint.example.{key}", within=timed.within, **told)


def update_clock(survey: Survey, key: str, path: Path, target: Target) -> Saying | None:
    """Return when a first update is due, and a second one if there has to be one."""
    timed = _timed(survey, target, ("update",))
    if timed is None:
        return None
    start = example_start(timed.clock)
    first = timed.due(start)
    return say(
        f"lint.example.{key}", **timed.told(start=start, first=first, second=timed.due(first))
    )


def deadline(survey: Survey, key: str, path: Path, target: Target) -> Saying | None:
    """Return a time that ends when the hours close, and when they open again."""
    limits = {kind: getattr(target, kind) for kind in KINDS}
    in_hours = (kind for kind, limit in limits.items() if limit and limit.clock != ELAPSED)
    timed = _timed(survey, target, tuple(in_hours))
    if timed is None:
        return None
    clock, seconds = timed.clock, timed.within.amount
    start = clock.before_at(_closing(clock.calendar, example_start(clock)), seconds)
    told = timed.told(
        start=start,
        close=timed.due(start),
        opening=clock.due_at(start, seconds, Boundary.NEXT_OPEN),
    )
    return say(f"lint.example.{key}", within=timed.within, **told)


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
