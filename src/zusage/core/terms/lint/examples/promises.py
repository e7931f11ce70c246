"""Availability: budgets, part years, means, components, measuring and maintenance."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from zusage.core.errors import Path
from zusage.core.periods import Period, PeriodKind
from zusage.core.terms.contract import Availability, Exclusion
from zusage.core.terms.lint.counting import (
    YEARLY,
    allowed,
    counted_calendar,
    example_year,
    open_in,
    samples,
    usual,
    year_periods,
)
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.quantities import Unit
from zusage.core.terms.saying import Instant, PeriodName, Saying, percent, say, time
from zusage.core.zones import DAY_SECONDS, midnight

HOUR = 3600
CUSTOMER_ZONES = ("Europe/Berlin", "America/New_York")
# Where a text names no length of a maintenance, examples take one of four hours.
MAINTENANCE_SECONDS = 4 * HOUR
# Where it names no interval of measuring, they take one of five minutes.
MEASURED_SECONDS = 300
# Two decimals of a percentage round up from half a hundredth.
HALF_HUNDREDTH = Fraction(1, 20_000)


def budget(survey: Survey, key: str, path: Path, promise: Availability) -> Saying | None:
    """Return what is allowed in the longest period under each reading."""
    stated = promise.stated_budget
    if stated is None or stated.unit is not Unit.SECONDS:
        return None
    sample = max(samples(survey.contract, promise), key=lambda sample: sample.counted)
    share = allowed(promise, sample.counted)
    return say(
        f"lint.example.{key}",
        period=PeriodName(name=sample.period.name),
        percentage=time(share),
        fixed=time(stated.amount),
        stricter=time(min(share, Fraction(stated.amount))),
    )


def part_year(survey: Survey, key: str, path: Path, promise: Availability) -> Saying:
    """Return what is allowed in a first year that begins on 1 October."""
    zone = survey.contract.zone
    calendar = counted_calendar(survey.contract, promise)
    year = example_year(calendar)
    begin, end = midnight(zone, date(year, 10, 1)), midnight(zone, date(year + 1, 1, 1))
    quarter = Period(start=begin, end=end, name="")
    (served,) = open_in(calendar, [quarter])
    whole = year_periods(PeriodKind.CALENDAR_YEAR, zone=zone, year=year)
    return say(
        f"lint.example.{key}",
        begin=date(year, 10, 1),
        served=time(allowed(promise, served)),
        full=time(allowed(promise, open_in(calendar, whole)[0])),
    )


def yearly_mean(survey: Survey, key: str, path: Path, promise: Availability) -> Saying | None:
    """Return the mean of months when all that a year allows falls into its shortest month."""
    calendar = counted_calendar(survey.contract, promise)
    year, zone = example_year(calendar), survey.contract.zone
    months = year_periods(PeriodKind.CALENDAR_MONTH, zone=zone, year=year)
    counted = {
        month.name: seconds
        for month, seconds in zip(months, open_in(calendar, months), strict=True)
        if seconds
    }
    if not counted:
        return None
    total, shortest = sum(counted.values()), min(counted, key=lambda month: counted[month])
    down = min(allowed(promise, total), Fraction(counted[shortest]))
    return say(
        f"lint.example.{key}",
        down=time(down),
        month=PeriodName(name=shortest),
        weighted=percent(1 - down / total),
        of_months=percent(1 - down / counted[shortest] / len(counted)),
    )


def components(survey: Survey, key: str, path: Path, promise: Availability) -> Saying:
    """Return the downtime when every component is down for an hour, one after the other."""
    number = len(survey.components_of(promise))
    return say(
        f"lint.example.{key}", number=number, worst=time(HOUR), any=time(number * HOUR), all=time(0)
    )


def an_hour(survey: Survey, key: str, path: Path, promise: Availability) -> Saying | None:
    """Return how much of what is allowed one hour is that counts or does not."""
    sample = usual(samples(survey.contract, promise))
    share = allowed(promise, sample.counted)
    if not share:
        return None
    return say(
        f"lint.example.{key}",
        period=PeriodName(name=sample.period.name),
        allowed=time(share),
        share=percent(HOUR / share),
    )


def outage_begin(survey: Survey, key: str, path: Path, promise: Availability) -> Saying | None:
    """Return how many outages it takes until the choice alone uses up what is allowed."""
    every = max(_intervals(survey, promise), default=MEASURED_SECONDS)
    sample = usual(samples(survey.contract, promise))
    share = allowed(promise, sample.counted)
    if not share:
        return None
    return say(
        f"lint.example.{key}",
        every=time(every),
        half=time(Fraction(every, 2)),
        outages=-(-share // every),
        period=PeriodName(name=sample.period.name),
        allowed=time(share),
    )


def _intervals(survey: Survey, promise: Availability) -> Iterator[int]:
    for name in survey.components_of(promise):
        meter = survey.contract.components[name].meter
        if meter and meter.every and meter.every.unit is Unit.SECONDS:
            yield meter.every.amount


def rounding(survey: Survey, key: str, path: Path, promise: Availability) -> Saying:
    """Return the downtime that rounding to two decimals forgives."""
    sample = usual(samples(survey.contract, promise))
    return say(
        f"lint.example.{key}",
        period=PeriodName(name=sample.period.name),
        least=percent(promise.objective.ratio - HALF_HUNDREDTH),
        objective=promise.objective,
        forgiven=time(HALF_HUNDREDTH * sample.counted),
    )


def clock_change(survey: Survey, key: str, path: Path, promise: Availability) -> Saying:
    """Return what the longer and the shorter month or year allow in real and in nominal time."""
    calendar = counted_calendar(survey.contract, promise)
    year = example_year(calendar)
    month = max(
        year_periods(PeriodKind.CALENDAR_MONTH, zone=survey.contract.zone, year=year),
        key=_excess,
    )
    (real,) = open_in(calendar, [month])
    return say(
        f"lint.example.{key}",
        month=PeriodName(name=month.name),
        real=time(allowed(promise, real)),
        nominal=time(allowed(promise, real - _excess(month))),
    )


def billing_zone(survey: Survey, key: str, path: Path, promise: Availability) -> Saying:
    """Return when a billing month begins in the contract's zone, and for a customer elsewhere."""
    zone = survey.contract.zone
    elsewhere = next(each for each in CUSTOMER_ZONES if each != zone)
    first = date(example_year(counted_calendar(survey.contract, promise)), 6, 1)
    return say(
        f"lint.example.{key}",
        zone=elsewhere,
        month=PeriodName(name=first.isoformat()[:7]),
        here=Instant(second=midnight(zone, first), zone=zone),
        there=Instant(second=midnight(elsewhere, first), zone=zone),
    )


def _excess(month: Period) -> int:
    """Return the seconds that a clock change adds to a month, or takes from it."""
    half = DAY_SECONDS // 2
    return (month.end - month.start + half) % DAY_SECONDS - half


def maintenance(survey: Survey, key: str, path: Path, exclusion: Exclusion) -> Saying | None:
    """Return what is allowed beside a maintenance that counts as service time or does not."""
    promise = _promise_with(survey, str(path[-1]))
    if promise is None:
        return None
    sample = usual(samples(survey.contract, promise))
    length = _length(exclusion)
    return say(
        f"lint.example.{key}",
        period=PeriodName(name=sample.period.name),
        length=time(length),
        downtime=time(allowed(promise, sample.counted)),
        both=time(allowed(promise, sample.counted - length)),
    )


def planned(survey: Survey, key: str, path: Path, exclusion: Exclusion) -> Saying | None:
    """Return how much of what is allowed a maintenance takes that nobody announced."""
    promise = _promise_with(survey, str(path[-1]))
    if promise is None:
        return None
    sample = usual(samples(survey.contract, promise))
    length, share = _length(exclusion), allowed(promise, sample.counted)
    if not share:
        return None
    return say(
        f"lint.example.{key}",
        period=PeriodName(name=sample.period.name),
        length=time(length),
        allowed=time(share),
        share=percent(length / share),
    )


def silent_maintenance(survey: Survey, key: str, path: Path, exclusion: Exclusion) -> Saying | None:
    """Return what a maintenance every month adds up to, beside what a promise allows."""
    promise = _promise_with(survey, str(path[-1]))
    if promise is None:
        return None
    sample = usual(samples(survey.contract, promise))
    length = _length(exclusion)
    times = 12 if promise.per in YEARLY else 1
    return say(
        f"lint.example.{key}",
        period=PeriodName(name=sample.period.name),
        length=time(length),
        sum=time(times * length),
        allowed=time(allowed(promise, sample.counted)),
    )


def _length(exclusion: Exclusion) -> int:
    stated = exclusion.length_max
    return stated.amount if stated and stated.unit is Unit.SECONDS else MAINTENANCE_SECONDS


def _promise_with(survey: Survey, name: str) -> Availability | None:
    return next((p for _, p in survey.of(Availability) if name in p.excludes), None)
