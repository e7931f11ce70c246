"""L1, L3, L4, L16: percentages against durations, their denominators, and what they cover."""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from zusage.core.errors import Finding, Severity
from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import Availability
from zusage.core.terms.lint.counting import (
    YEARLY,
    Sample,
    allowed,
    counts_all_hours,
    samples,
    usual,
)
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.quantities import Percentage, Unit
from zusage.core.terms.references import ALWAYS
from zusage.core.terms.saying import PeriodName, Saying, days, hours, hours_named, say, time
from zusage.core.zones import DAY_SECONDS

# The mean year of the calendar: 365.2425 days.
MEAN_MONTH = Fraction(3_652_425, 120_000) * DAY_SECONDS
MONTH_DAYS = (28, 29, 30, 31)
YEAR_DAYS = (365, 366)


def stated_budget(survey: Survey) -> Iterator[Finding]:
    """L1: the downtime that a text names beside a percentage is not that percentage."""
    for path, promise in survey.of(Availability):
        budget = promise.stated_budget
        if budget is None or budget.unit is not Unit.SECONDS:
            continue
        lengths = _lengths(survey, promise)
        wrong = tuple(said for share, said in lengths if not _same(share, budget.amount))
        if not wrong:
            continue
        place = (*path, "stated_budget")
        facts = _budget_facts(promise, lengths)
        if len(wrong) < len(lengths):
            same = tuple(said for share, said in lengths if _same(share, budget.amount))
            facts = {**facts, "same": same, "wrong": wrong}
            yield finding("L1.some", Severity.AMBIGUOUS, place, promise, facts)
        elif promise.objective.ratio == 1:
            yield finding("L1.none", Severity.CONTRADICTION, place, promise, facts)
        else:
            yield finding("L1", Severity.CONTRADICTION, place, promise, facts)


def _budget_facts(
    promise: Availability, lengths: list[tuple[Fraction, Saying]]
) -> dict[str, object]:
    """Return the stated duration, what the share makes of each period, and of which it would be."""
    assert promise.stated_budget is not None
    share = 1 - promise.objective.ratio
    facts: dict[str, object] = {
        "stated": promise.stated_budget,
        "objective": promise.objective,
        "share": Percentage(ratio=share),
        "period": say(f"document.period.{promise.per}"),
        "lengths": tuple(saying for _, saying in lengths),
    }
    if share:
        facts["equal"] = days(promise.stated_budget.amount / share)
    return facts


def _lengths(survey: Survey, promise: Availability) -> list[tuple[Fraction, Saying]]:
    """Return what the percentage allows in each kind of period, with the words for it."""
    found = samples(survey.contract, promise)
    if not counts_all_hours(survey.contract, promise) or promise.per is PeriodKind.ROLLING:
        return [_named(promise, sample) for sample in found]
    if promise.per in YEARLY:
        return [_days_long(promise, number) for number in YEAR_DAYS]
    odd = [s for s in found if s.whole % DAY_SECONDS]
    return [
        *(_days_long(promise, number) for number in MONTH_DAYS),
        *(_named(promise, sample) for sample in odd),
        (
            allowed(promise, MEAN_MONTH),
            say("lint.share_mean", share=time(allowed(promise, MEAN_MONTH))),
        ),
    ]


def _days_long(promise: Availability, number: int) -> tuple[Fraction, Saying]:
    share = allowed(promise, number * DAY_SECONDS)
    return share, say("lint.share_days", days=number, share=time(share))


def _named(promise: Availability, sample: Sample) -> tuple[Fraction, Saying]:
    share = allowed(promise, sample.counted)
    return share, say(
        "lint.share_period", period=PeriodName(name=sample.period.name), share=time(share)
    )


def _same(exact: Fraction, stated: int) -> bool:
    """Say whether a stated duration is the exact one, rounded or cut to its own unit."""
    grain = 1 if stated % 60 else 60 if stated % 3600 else 3600
    return stated <= exact < stated + grain or abs(exact - stated) * 2 <= grain


def missing_denominator(survey: Survey) -> Iterator[Finding]:
    """L3: a percentage without what it is a percentage of; computed both ways."""
    for path, promise in survey.of(Availability):
        if promise.denominator_stated:
            continue
        place = (*path, "objective")
        named = _operating_hours(survey, promise)
        if named is None:
            facts: dict[str, object] = {"objective": promise.objective}
            yield finding("L3.alone", Severity.AMBIGUOUS, place, promise, facts)
            continue
        narrow = replace(promise, counted=named)
        sample = usual(samples(survey.contract, narrow))
        facts = {
            "objective": promise.objective,
            "period": PeriodName(name=sample.period.name),
            "calendar": hours_named(named),
            "counted": hours(sample.counted),
            "whole": hours(sample.whole),
            "of_counted": hours(allowed(promise, sample.counted)),
            "of_whole": hours(allowed(promise, sample.whole)),
        }
        yield finding("L3", Severity.AMBIGUOUS, place, promise, facts)


def _operating_hours(survey: Survey, promise: Availability) -> str | None:
    """Name the hours that a percentage may be meant of: the promise's, the desk's, the first."""
    contract = survey.contract
    desk = contract.desk.hours if contract.desk else None
    named = promise.counted if promise.counted != ALWAYS else desk
    return named or next(iter(contract.calendars), None)


def prose_against_formula(survey: Survey) -> Iterator[Finding]:
    """L4: the prose takes the hours out by which the formula divides."""
    for path, promise in survey.of(Availability):
        if promise.prose_counts == "counted" or counts_all_hours(survey.contract, promise):
            continue
        sample = usual(samples(survey.contract, promise))
        rest = sample.whole - sample.counted
        facts = {
            "objective": promise.objective,
            "calendar": hours_named(promise.counted),
            "period": PeriodName(name=sample.period.name),
            "counted": hours(sample.counted),
            "rest": hours(rest),
            "formula": time(allowed(promise, sample.counted)),
            "prose": time(allowed(promise, rest)),
        }
        place = (*path, "prose_counts")
        yield finding("L4", Severity.CONTRADICTION, place, promise, facts)


def nothing_covered(survey: Survey) -> Iterator[Finding]:
    """L16: a promise that names no component, so that nobody knows what must be up."""
    components = survey.contract.components
    for path, promise in survey.of(Availability):
        if not components:
            facts: dict[str, object] = {"promise": promise.title}
            yield finding("L16.none", Severity.AMBIGUOUS, path, promise, facts)
        elif not promise.components and len(components) > 1:
            facts = {"promise": promise.title, "components": tuple(components)}
            yield finding("L16", Severity.AMBIGUOUS, path, promise, facts)
