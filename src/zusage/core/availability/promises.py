"""A promise made ready to be judged: its terms with calendar, exclusions and readings in place."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import assert_never

from zusage.core.business_days import BusinessDays
from zusage.core.calendars import Calendar, always, is_always
from zusage.core.clocks import ServiceClock
from zusage.core.errors import Refusal
from zusage.core.periods import PeriodKind, PeriodRule, add_months
from zusage.core.terms.contract import Availability, Contract, Exclusion
from zusage.core.terms.quantities import Duration, Unit
from zusage.core.terms.readings import QUESTIONS, effective
from zusage.core.terms.references import ALWAYS
from zusage.core.terms.timetable import calendar_under
from zusage.core.zones import DAY_SECONDS, date_of, day_number, instant, midnight, wall_second

YEARS = (PeriodKind.CALENDAR_YEAR, PeriodKind.CONTRACT_YEAR)


@dataclass(frozen=True, kw_only=True)
class Promise:
    """One availability promise of one level, with everything that decides it.

    clock: the counted hours; None where all hours count.
    exclusions: by name, in the order of their precedence, each with its own readings.
    calendars: every calendar of the contract under the readings, by name.
    readings: the readings that hold for the promise, by key. calendar_readings: those that the
    hours that count depend on.
    """

    contract: str
    version: int
    level: str
    term: Availability
    zone: str
    clock: ServiceClock | None
    exclusions: tuple[tuple[str, Exclusion, Mapping[str, str]], ...]
    calendars: Mapping[str, Calendar]
    readings: Mapping[str, str]
    period_rule: PeriodRule
    calendar_readings: Mapping[str, str] = field(default_factory=dict)

    @property
    def objective(self) -> Fraction:
        """Return the promised share of one."""
        return self.term.objective.ratio

    @property
    def budget_seconds(self) -> int | None:
        """Return the downtime that the text names beside the percentage, if it does."""
        stated = self.term.stated_budget
        return stated.amount if stated and stated.unit is Unit.SECONDS else None

    @property
    def is_yearly(self) -> bool:
        """Say whether the promise is judged over years."""
        return self.term.per in YEARS

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the clauses of the promise and of its exclusions."""
        named = [*self.term.clauses]
        for _, exclusion, _ in self.exclusions:
            named.extend(clause for clause in exclusion.clauses if clause not in named)
        return tuple(named)

    def after(self, start: int, length: Duration) -> int:
        """Return the instant that lies a duration after another, or before it.

        Days and months keep the time on the wall in the contract's zone. Business days are those on
        which its hours open: all days where all hours count.
        """
        wall = wall_second(self.zone, start)
        match length.unit:
            case Unit.SECONDS:
                return start + length.amount
            case Unit.DAYS:
                return instant(self.zone, wall + length.amount * DAY_SECONDS)
            case Unit.BUSINESS_DAYS:
                calendar = self.clock.calendar if self.clock else always(self.zone)
                return BusinessDays(calendar).add(start, length.amount)
            case Unit.MONTHS:
                day = day_number(add_months(date_of(wall // DAY_SECONDS), length.amount))
                return instant(self.zone, day * DAY_SECONDS + wall % DAY_SECONDS)
            case _:
                assert_never(length.unit)


def bind(
    contract: Contract,
    *,
    level: str,
    term: Availability,
    chosen: Mapping[str, str],
    anchor: date | None = None,
    customer_zone: str | None = None,
) -> Promise:
    """Make a promise ready under the readings that somebody chose.

    anchor: first day of the agreement, for billing months and contract years; without one, a
    billing month is the calendar month in UTC and a contract year the calendar year.
    customer_zone: in which billing months run under the reading customer_zone.
    Raises TermsError of the calendar that counts, and Refusal("evaluate.customer_zone_missing").
    Clauses: M09, V04, V07, T01.
    """
    readings = effective(term, chosen)
    calendars = {
        name: calendar_under(calendar, {**calendar.assumes, **calendar.reading, **chosen})
        for name, calendar in contract.calendars.items()
    }
    counted = calendars[term.counted] if term.counted != ALWAYS else always(contract.zone)
    ordered = sorted(
        ((name, contract.exclusions[name]) for name in term.excludes),
        key=lambda pair: pair[1].precedence,
    )
    zone = _billing_zone(contract, term, readings, anchor=anchor, customer_zone=customer_zone)
    return Promise(
        contract=contract.name,
        version=contract.version,
        level=level,
        term=term,
        zone=contract.zone,
        clock=None if is_always(counted) else ServiceClock(counted),
        exclusions=tuple((name, rule, effective(rule, chosen)) for name, rule in ordered),
        calendars=calendars,
        readings=readings,
        period_rule=_period_rule(term, zone, anchor),
        calendar_readings=calendar_readings(contract, term, chosen),
    )


def agreement_start(
    contract: Contract,
    term: Availability,
    chosen: Mapping[str, str],
    *,
    anchor: date | None,
    customer_zone: str | None = None,
) -> int | None:
    """Return the UTC second at which an agreement begins, None without a first day.

    It is midnight in the zone in which the promise's periods run. Time before it belongs to no
    agreement, so it is neither judged nor makes a period whole (question part_year).
    Raises Refusal("evaluate.customer_zone_missing"). Clauses: M09, P09, T02.
    """
    if anchor is None:
        return None
    readings = effective(term, chosen)
    zone = _billing_zone(contract, term, readings, anchor=anchor, customer_zone=customer_zone)
    return midnight(zone, anchor)


def calendar_readings(
    contract: Contract, term: Availability, chosen: Mapping[str, str]
) -> dict[str, str]:
    """Return the readings that the hours of a promise depend on, by key. Clauses: V04, T01, T04."""
    calendar = contract.calendars.get(term.counted)
    if calendar is None:
        return {}
    keys = [*(calendar.holidays.by_reading if calendar.holidays else {})]
    keys.extend(key for variant in calendar.variants for key in variant.when)
    stated = {**calendar.assumes, **calendar.reading, **chosen}
    return {key: stated.get(key, QUESTIONS[key].default) for key in keys}


def _billing_zone(
    contract: Contract,
    term: Availability,
    readings: Mapping[str, str],
    *,
    anchor: date | None,
    customer_zone: str | None,
) -> str:
    """Return the zone in which the periods of a promise run (reading billing_zone)."""
    if term.per is not PeriodKind.BILLING_MONTH:
        return contract.zone
    if readings["billing_zone"] == "contract_zone":
        return contract.zone if anchor else "UTC"
    if customer_zone is None:
        raise Refusal("evaluate.customer_zone_missing")
    return customer_zone


def _period_rule(term: Availability, zone: str, anchor: date | None) -> PeriodRule:
    rule = PeriodRule(kind=term.per, zone=zone, anchor=anchor, days=term.days)
    if anchor is None and term.per is PeriodKind.BILLING_MONTH:
        return replace(rule, kind=PeriodKind.CALENDAR_MONTH)
    if anchor is None and term.per is PeriodKind.CONTRACT_YEAR:
        return replace(rule, kind=PeriodKind.CALENDAR_YEAR)
    return rule
