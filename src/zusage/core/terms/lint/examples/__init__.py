"""What a reading changes, in numbers of the contract at hand: one small example per question."""

from collections.abc import Callable, Mapping

from zusage.core.errors import Path, Refusal
from zusage.core.terms.contract import (
    Availability,
    Credit,
    Duty,
    Exclusion,
    MaintenanceRule,
    Notice,
    Option,
    Rate,
    Rule,
    Target,
)
from zusage.core.terms.lint.examples import calendars, credits, promises, times, work
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Saying
from zusage.core.terms.timetable import CalendarTerm

Of = Callable[..., Saying | None]

# By question: the kind of rule that an example is made for, and the function that makes it.
EXAMPLES: Mapping[str, tuple[type | tuple[type, ...], Of]] = {
    "credit_blocks": (Credit, credits.blocks),
    "credit_over": (Credit, credits.over),
    "credit_free": (Credit, credits.free),
    "claim_window": (Credit, credits.claim_window),
    "credit_fee": (Credit, credits.fee),
    "budget": (Availability, promises.budget),
    "part_year": (Availability, promises.part_year),
    "yearly_mean": (Availability, promises.yearly_mean),
    "components": (Availability, promises.components),
    "degraded": (Availability, promises.an_hour),
    "unmeasured": (Availability, promises.an_hour),
    "outage_begin": (Availability, promises.outage_begin),
    "rounding": (Availability, promises.rounding),
    "billing_zone": (Availability, promises.billing_zone),
    "clock_change": (Availability, promises.clock_change),
    "maintenance": (Exclusion, promises.maintenance),
    "planned": (Exclusion, promises.planned),
    "silent_maintenance": (Exclusion, promises.silent_maintenance),
    "clock_zone": (CalendarTerm, calendars.differing_hours),
    "dutch_holidays": (CalendarTerm, calendars.differing_hours),
    "seam": (CalendarTerm, calendars.differing_hours),
    "weekends": (CalendarTerm, calendars.differing_hours),
    "municipality": (CalendarTerm, calendars.differing_hours),
    "holidays_region": (CalendarTerm, calendars.differing_hours),
    "recovery_clock": (Target, times.recovery_clock),
    "days_recovery": (Target, times.days_recovery),
    "clock_start": (Target, times.clock_start),
    "update_clock": (Target, times.update_clock),
    "deadline": (Target, times.deadline),
    "phone_report": (Target, times.phone_report),
    "working_days": ((Exclusion, MaintenanceRule), times.working_days),
    "work_steps": (Rate, work.steps),
    "notice": (Notice, work.notice),
    "yearly_backup": ((Duty, Option), work.yearly_backup),
    "seven_days": ((Duty, Option), work.seven_days),
}


def difference(survey: Survey, key: str, path: Path, rule: Rule | CalendarTerm) -> Saying | None:
    """Return what the readings of a question make of an example, or None without one.

    Every number is computed from the rule itself, by the clocks and calendars of the core; hours
    that never come are no example.
    """
    if key not in EXAMPLES:
        return None
    kind, example = EXAMPLES[key]
    assert isinstance(rule, kind), (key, rule)
    try:
        return example(survey, key, path, rule)
    except Refusal:
        return None
