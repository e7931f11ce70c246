"""Which questions of the catalogue a rule of a contract leaves open.

It follows from the kind and the content of the rule, never from who wrote it. What a promise, an
exclusion or a credit asks stands in `core.terms.readings`, for verdicts need it too; here the rest
of the contract is known, so a question that makes no difference is not asked.
"""

from collections.abc import Iterator

from zusage.core.errors import Path
from zusage.core.terms.contract import (
    Availability,
    Consultation,
    Credit,
    Duty,
    Exclusion,
    Limit,
    MaintenanceRule,
    Notice,
    Option,
    Rate,
    Rule,
    Target,
    TerminationRight,
)
from zusage.core.terms.lint.counting import clock_change_counts
from zusage.core.terms.lint.survey import Survey, readings_of
from zusage.core.terms.quantities import Duration, Unit
from zusage.core.terms.readings import QUESTIONS, asked_by
from zusage.core.terms.references import ELAPSED
from zusage.core.terms.timetable import CalendarTerm

# A citation of an article that does not exist is found by L5, with both articles in it.
TOLD_ELSEWHERE = "citation"


def asked(survey: Survey) -> Iterator[tuple[Path, Rule | CalendarTerm, str]]:
    """Yield every question that a rule asks, with the rule and its place, in file order."""
    for path, rule in survey.rules():
        for key in questions_of(survey, rule):
            yield path, rule, key


def questions_of(survey: Survey, rule: Rule | CalendarTerm) -> tuple[str, ...]:
    """Return the keys of the questions that a rule asks."""
    match rule:
        case Availability():
            return _of_promise(survey, rule)
        case Exclusion():
            return _of_exclusion(rule)
        case Credit():
            return asked_by(rule)
        case CalendarTerm():
            return _of_calendar(rule)
        case Target():
            return _of_target(survey, rule)
        case Consultation() | TerminationRight():
            several = ("conditions",) if len(rule.when) > 1 else ()
            in_a_row = any(trigger.in_a_row for trigger in rule.when)
            return (*several, *(("runs",) if in_a_row else ()))
        case Duty() | Option():
            return _of_copies(rule)
        case MaintenanceRule():
            return ("working_days",) if _in_business_days(rule.notice) else ()
        case Notice():
            terms = survey.contract.terms
            return ("notice",) if terms and terms.commitments else ()
        case Rate():
            return ("work_steps",)
        case _:
            return ()


def _of_promise(survey: Survey, promise: Availability) -> tuple[str, ...]:
    keys = list(asked_by(promise))
    if not clock_change_counts(survey.contract, promise):
        keys.remove("clock_change")
    if "components" not in keys and len(survey.components_of(promise)) > 1:
        keys.append("components")
    return tuple(keys)


def _of_exclusion(exclusion: Exclusion) -> tuple[str, ...]:
    """What the text is silent about raises no further question unless it is read as excluded."""
    keys = asked_by(exclusion)
    excluded = readings_of(exclusion)["silent_maintenance"] == "excluded"
    if not exclusion.silent or excluded:
        return keys
    return tuple(key for key in keys if key not in ("planned", "maintenance"))


def _of_calendar(term: CalendarTerm) -> tuple[str, ...]:
    """Return the questions on which the hours or the holidays depend."""
    keys = {key for variant in term.variants for key in variant.when}
    keys.update(term.holidays.by_reading if term.holidays else ())
    return tuple(key for key in QUESTIONS if key in keys)


def _of_target(survey: Survey, target: Target) -> tuple[str, ...]:
    limits = [limit for limit in (target.response, target.update, target.recovery) if limit]
    desk = survey.contract.desk
    channels = set(desk.channels) if desk else set()
    asks = {
        "recovery_clock": runs_unknown(target.recovery),
        "days_recovery": any(_in_business_days(limit.within) for limit in limits),
        "clock_start": bool(limits),
        "update_clock": target.update is not None,
        "deadline": any(limit.clock != ELAPSED for limit in limits),
        "phone_report": bool(target.channels) and bool(channels - set(target.channels)),
    }
    return tuple(key for key, is_asked in asks.items() if is_asked)


def runs_unknown(limit: Limit | None) -> bool:
    """Say whether a time is in hours and does not say in which."""
    return limit is not None and limit.clock is None and limit.within.unit is Unit.SECONDS


def _of_copies(rule: Duty | Option) -> tuple[str, ...]:
    keep = rule.keep
    yearly = ("yearly_backup",) if keep and keep.yearly else ()
    return (*yearly, *(("seven_days",) if keep and keep.hours else ()))


def _in_business_days(length: Duration | None) -> bool:
    return length is not None and length.unit is Unit.BUSINESS_DAYS


def stated_readings(rule: Rule | CalendarTerm) -> dict[str, str]:
    """Return what a rule states on purpose; a target also by one of its times."""
    return _merged(rule, "reading")


def assumed_readings(rule: Rule | CalendarTerm) -> dict[str, str]:
    """Return what the author of a rule assumes; a target also by one of its times."""
    return _merged(rule, "assumes")


def _merged(rule: Rule | CalendarTerm, name: str) -> dict[str, str]:
    parts: list[Rule | CalendarTerm] = [rule]
    if isinstance(rule, Target):
        parts.extend(limit for limit in (rule.response, rule.update, rule.recovery) if limit)
    return {key: value for part in parts for key, value in getattr(part, name).items()}
