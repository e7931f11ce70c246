"""L9: duties without an end, without a time, or without a lower bound."""

from collections.abc import Iterator

from zusage.core.errors import Finding, Severity
from zusage.core.terms.contract import (
    Cadence,
    Duty,
    Keep,
    MaintenanceRule,
    Option,
    Strength,
)
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.saying import Name

COUNTED = ("daily", "weekly", "monthly", "yearly")


def unbounded_duties(survey: Survey) -> Iterator[Finding]:
    """L9: copies without a length, notice that may be none, duties without a time."""
    yield from _copies(survey)
    yield from _notices(survey)
    for path, duty in survey.of(Duty):
        if duty.within is not None:
            continue
        facts: dict[str, object] = {"duty": duty.title, "on": duty.on or ""}
        if duty.every is Cadence.REGULARLY:
            yield finding("L9.regularly", Severity.AMBIGUOUS, path, duty, facts)
        elif duty.every is Cadence.ON_EVENT and not duty.on:
            yield finding("L9.no_event", Severity.AMBIGUOUS, path, duty, facts)
        elif duty.every in (Cadence.ON_EVENT, Cadence.ONCE) and duty.on:
            event = {"event": Name(key=duty.on, kind="event")}
            yield finding("L9.no_time", Severity.NOTE, path, duty, facts | event)
        elif duty.every is Cadence.ONCE:
            yield finding("L9.once", Severity.NOTE, path, duty, facts)


def _copies(survey: Survey) -> Iterator[Finding]:
    """A yearly copy: the count says how many there are, not how long one is kept."""
    for kind in (Duty, Option):
        for path, rule in survey.of(kind):
            assert isinstance(rule, Duty | Option)
            keep = rule.keep
            if keep is None or "yearly_backup" in rule.reading:
                continue
            place = (*path, "keep")
            if keep.yearly:
                facts = {"what": rule.title, "count": keep.yearly}
                yield finding("L9.yearly", Severity.AMBIGUOUS, place, rule, facts)
            elif _keeps_nothing(keep):
                facts = {"what": rule.title}
                yield finding("L9.keep_nothing", Severity.ERROR, place, rule, facts)


def _keeps_nothing(keep: Keep) -> bool:
    return not keep.hours and not any(getattr(keep, name) for name in COUNTED)


def _notices(survey: Survey) -> Iterator[Finding]:
    """Notice where possible: no length of it would ever be too short."""
    for path, rule in survey.of(MaintenanceRule):
        if rule.strength is Strength.BEST_EFFORT and rule.notice:
            facts = {"rule": rule.title, "notice": rule.notice}
            place = (*path, "notice")
            yield finding("L9.notice", Severity.AMBIGUOUS, place, rule, facts)
