"""Money, terms and copies: steps of charged work, the end of a contract, what is kept."""

from datetime import date, timedelta
from fractions import Fraction

from zusage.core.errors import Path
from zusage.core.periods import add_months
from zusage.core.terms.contract import Commitment, Duty, Notice, Option, Rate
from zusage.core.terms.lint.counting import EXAMPLE_YEAR
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.quantities import Unit
from zusage.core.terms.saying import Saying, say

# So much work shows the steps apart: more than an hour and a quarter, less than an hour and a half.
WORK_MINUTES = 80
HOUR, QUARTER = 60, 15
# A backup that fails for so many days shows what "the newest" keeps alive.
FAILED_DAYS = 5
YEARS = 10


def steps(survey: Survey, key: str, path: Path, rate: Rate) -> Saying:
    """Return what a piece of work costs, or is charged, by the minute, quarter and hour."""
    quarters, whole = -(-WORK_MINUTES // QUARTER) * QUARTER, -(-WORK_MINUTES // HOUR) * HOUR
    if rate.amount is None:
        facts = {"minutes": WORK_MINUTES, "quarters": quarters, "hours": whole}
        return say("lint.example.work_minutes", **facts)
    return say(
        f"lint.example.{key}",
        minutes=WORK_MINUTES,
        exact=rate.amount.share(Fraction(WORK_MINUTES, HOUR)),
        quarters=rate.amount.share(Fraction(quarters, HOUR)),
        hours=rate.amount.share(Fraction(whole, HOUR)),
    )


def notice(survey: Survey, key: str, path: Path, rule: Notice) -> Saying | None:
    """Return when a contract from 1 January ends, with notice given within its minimum term."""
    terms = [c.lasts for _, c in survey.of(Commitment) if c.lasts.unit is Unit.MONTHS]
    if not terms:
        return None
    begin = date(EXAMPLE_YEAR, 1, 1)
    minimum = add_months(begin, terms[0].amount)
    given = add_months(minimum, -2) + timedelta(days=9)
    return say(
        f"lint.example.{key}",
        begin=begin,
        minimum=terms[0],
        given=given,
        later_end=max(minimum - timedelta(days=1), _month_end(given, rule.months)),
        after_minimum=_month_end(minimum, rule.months),
    )


def _month_end(day: date, months: int) -> date:
    """Return the last day of the month that lies so many months after a day's month."""
    return add_months(day.replace(day=1), months + 1) - timedelta(days=1)


def yearly_backup(survey: Survey, key: str, path: Path, rule: Duty | Option) -> Saying:
    """Return how many yearly copies there are after some years."""
    assert rule.keep is not None
    return say(
        f"lint.example.{key}",
        years=YEARS,
        until_next=rule.keep.yearly,
        forever=(rule.keep.yearly or 0) * YEARS,
    )


def seven_days(survey: Survey, key: str, path: Path, rule: Duty | Option) -> Saying:
    """Return how old the oldest copy is after a few days without a new one."""
    assert rule.keep is not None
    hours = rule.keep.hours or 0
    return say(
        f"lint.example.{key}",
        failed=FAILED_DAYS,
        hours=hours,
        newest=-(-hours // 24),
        oldest=hours + FAILED_DAYS * 24,
    )
