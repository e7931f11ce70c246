"""Periods a promise is judged over, by wall clock: months, years, billing months, rolling days."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zusage.core.errors import TermsError
from zusage.core.zones import local_date, midnight


class PeriodKind(StrEnum):
    """How the time is cut. The names are those of the contract file."""

    CALENDAR_MONTH = "calendar_month"
    BILLING_MONTH = "billing_month"
    CALENDAR_YEAR = "calendar_year"
    CONTRACT_YEAR = "contract_year"
    ROLLING = "rolling"


@dataclass(frozen=True, kw_only=True)
class PeriodRule:
    """A kind of period with what it needs.

    anchor: first day of the agreement; day 31 means the last day of a shorter month.
    days: length of a rolling period, which ends with each day.
    """

    kind: PeriodKind
    zone: str
    anchor: date | None = None
    days: int | None = None


@dataclass(frozen=True, kw_only=True, order=True)
class Period:
    """One period: its name and its UTC seconds, half-open."""

    start: int
    end: int
    name: str


def add_months(day: date, months: int, *, anchor_day: int | None = None) -> date:
    """Move a date by months; a day that the month lacks becomes its last day.

    anchor_day: the day to aim for, so that the 31st returns after February.

    >>> add_months(date(2025, 1, 31), 1), add_months(date(2025, 2, 28), 1, anchor_day=31)
    (datetime.date(2025, 2, 28), datetime.date(2025, 3, 31))
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    wanted = anchor_day or day.day
    return date(year, month + 1, min(wanted, monthrange(year, month + 1)[1]))


def periods_between(rule: PeriodRule, *, start: int, end: int) -> tuple[Period, ...]:
    """Return the whole periods that share time with start to end, in order.

    Of rolling periods there is one for each date from the start's to the end's, which it ends with.
    start, end: UTC seconds. The first and the last period may reach beyond them.
    Raises TermsError("period.anchor_missing") or TermsError("period.days_missing"), and
    Refusal("time.out_of_range").

    >>> months = PeriodRule(kind=PeriodKind.CALENDAR_MONTH, zone="Europe/Berlin")
    >>> periods_between(months, start=0, end=1)
    (Period(start=-3600, end=2674800, name='1970-01'),)
    """
    if end <= start:
        return ()
    found = []
    for first, after in _dates(rule, local_date(rule.zone, start), local_date(rule.zone, end - 1)):
        period = Period(
            start=midnight(rule.zone, first),
            end=midnight(rule.zone, after),
            name=_name(rule, first, after),
        )
        # A date that the wall clock skips is a period of no length; nothing can be judged over it.
        if max(period.start, start) < min(period.end, end):
            found.append(period)
    return tuple(found)


def _dates(rule: PeriodRule, first: date, last: date) -> Iterator[tuple[date, date]]:
    """Yield first day and day after of each period that touches the dates, and perhaps one more."""
    if rule.kind is PeriodKind.ROLLING:
        yield from _rolling(rule, first, last)
        return
    months = 12 if rule.kind in (PeriodKind.CALENDAR_YEAR, PeriodKind.CONTRACT_YEAR) else 1
    anchor = date(1900, 1, 1)
    if rule.kind in (PeriodKind.BILLING_MONTH, PeriodKind.CONTRACT_YEAR):
        if rule.anchor is None:
            raise TermsError("period.anchor_missing", kind=rule.kind)
        anchor = rule.anchor
    passed = (first.year - anchor.year) * 12 + first.month - anchor.month
    step = passed // months - 1
    while (begin := add_months(anchor, step * months)) <= last:
        after = add_months(anchor, (step + 1) * months)
        if after > first:
            yield begin, after
        step += 1


def _rolling(rule: PeriodRule, first: date, last: date) -> Iterator[tuple[date, date]]:
    if rule.days is None or rule.days < 1:
        raise TermsError("period.days_missing", kind=rule.kind)
    after = first + timedelta(days=1)
    while after <= last + timedelta(days=1):
        yield after - timedelta(days=rule.days), after
        after += timedelta(days=1)


def _name(rule: PeriodRule, first: date, after: date) -> str:
    if rule.kind is PeriodKind.CALENDAR_MONTH:
        return f"{first:%Y-%m}"
    if rule.kind is PeriodKind.CALENDAR_YEAR:
        return f"{first:%Y}"
    return f"{first.isoformat()}/{(after - timedelta(days=1)).isoformat()}"


def whole_months_before(zone: str, at: int, months: int) -> tuple[int, int]:
    """Return start and end of the last whole calendar months before an instant. Clauses: V19.

    at: UTC seconds; a month that ends at this very instant is the last one.

    >>> start, end = whole_months_before("UTC", 2 * 31 * 86400, 1)
    >>> (end - start) // 86400
    28
    """
    after = local_date(zone, at).replace(day=1)
    return midnight(zone, add_months(after, -months)), midnight(zone, after)
