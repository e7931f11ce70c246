"""Credits: which blocks count, over what, and after which free time. Clauses: M12, M14."""

from datetime import date, timedelta
from fractions import Fraction

from zusage.core.errors import Path
from zusage.core.money import parse_money
from zusage.core.terms.contract import Availability, Credit
from zusage.core.terms.lint.counting import EXAMPLE_YEAR, samples
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.quantities import Unit
from zusage.core.terms.saying import Saying, percent, say, time

MINUTE = 60
MONTH_SECONDS = 30 * 86_400
INVOICED, LIST_PRICE = parse_money("100.00 EUR"), parse_money("125.00 EUR")


def blocks(survey: Survey, key: str, path: Path, credit: Credit) -> Saying | None:
    """Return what an outage of a block and a minute beyond the free time earns."""
    if credit.block.unit is not Unit.SECONDS:
        return None
    block = credit.block.amount
    beyond = block + MINUTE
    free = free_seconds(survey, credit)
    return say(
        f"lint.example.{key}",
        outage=time(beyond + free),
        free=time(free),
        beyond=time(beyond),
        completed=percent(_earned(credit, Fraction(beyond // block))),
        started=percent(_earned(credit, Fraction(-(-beyond // block)))),
        proportional=percent(_earned(credit, Fraction(beyond, block))),
    )


def over(survey: Survey, key: str, path: Path, credit: Credit) -> Saying | None:
    """Return what two outages, each just short of a block, earn together and apart."""
    if credit.block.unit is not Unit.SECONDS or credit.block.amount <= MINUTE:
        return None
    block = credit.block.amount
    single = block - MINUTE
    together = max(2 * single - free_seconds(survey, credit), Fraction(0)) // block
    return say(
        f"lint.example.{key}",
        single=time(single),
        together=percent(_earned(credit, Fraction(together))),
        apart=percent(_earned(credit, Fraction(single // block))),
    )


def free(survey: Survey, key: str, path: Path, credit: Credit) -> Saying | None:
    """Return what an outage of a block and a minute earns with and without the free time in it."""
    if credit.block.unit is not Unit.SECONDS:
        return None
    block = credit.block.amount
    outage = block + MINUTE
    allowance = free_seconds(survey, credit)
    left = max(outage - allowance, Fraction(0)) // block
    whole = outage // block if outage > allowance else 0
    return say(
        f"lint.example.{key}",
        free=time(allowance),
        share=credit.free,
        outage=time(outage),
        deductible=percent(_earned(credit, Fraction(left))),
        threshold=percent(_earned(credit, Fraction(whole))),
    )


def claim_window(survey: Survey, key: str, path: Path, credit: Credit) -> Saying | None:
    """Return the last day for a claim, for an outage early in a month with a later one."""
    if credit.claim is None or credit.claim.within.unit is not Unit.DAYS:
        return None
    first, last = date(EXAMPLE_YEAR, 6, 2), date(EXAMPLE_YEAR, 6, 29)
    within = timedelta(days=credit.claim.within.amount)
    return say(
        f"lint.example.{key}",
        first=first,
        last=last,
        per_outage=first + within,
        of_month=last + within,
    )


def fee(survey: Survey, key: str, path: Path, credit: Credit) -> Saying:
    """Return what one block earns of a fee that is below the list price, and of that price."""
    return say(
        f"lint.example.{key}",
        invoiced=INVOICED,
        price=LIST_PRICE,
        of_invoiced=INVOICED.share(credit.percent.ratio),
        of_price=LIST_PRICE.share(credit.percent.ratio),
    )


def free_seconds(survey: Survey, credit: Credit) -> Fraction:
    """Return the free time in a month of 30 days, or in the June of the counted hours."""
    share = credit.free.ratio if credit.free else Fraction(0)
    for _, promise in survey.of(Availability):
        if promise.id == credit.promise:
            june = [s for s in samples(survey.contract, promise) if s.period.name.endswith("-06")]
            return share * (june[0].counted if june else MONTH_SECONDS)
    return share * MONTH_SECONDS


def _earned(credit: Credit, number: Fraction) -> Fraction:
    earned = credit.percent.ratio * number
    return min(earned, credit.cap.ratio) if credit.cap else earned
