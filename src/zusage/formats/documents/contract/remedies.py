"""What follows from a missed promise, each with an example that is computed."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import numpy as np

from zusage.core.money import MINOR_UNITS, Money
from zusage.core.periods import Period, add_months
from zusage.core.terms.contract import (
    Availability,
    Consultation,
    Credit,
    Level,
    Missed,
    Remedy,
    TerminationRight,
    Trigger,
)
from zusage.core.zones import midnight
from zusage.formats.documents.contract.allowances import (
    YEARLY,
    open_in,
    years_of,
)
from zusage.formats.documents.contract.telling import Telling
from zusage.formats.documents.outline import Block, Listing, Note, Paragraph, Section, anchor_of

EXAMPLE_YEAR = 2026
EXAMPLE_FEE = 100
"""In whole units of the contract's currency."""
EXAMPLE_BLOCKS = 4
"""The outage of the example is so many blocks long."""


def remedies(telling: Telling, name: str, level: Level) -> Iterator[Section]:
    """Yield a section for each consequence of a level."""
    promised = {promise.id: promise for promise in level.availability}
    for position, remedy in enumerate(level.remedies, start=1):
        promise = promised[remedy.promise]
        yield Section(
            title=telling.text(remedy.title),
            anchor=anchor_of("remedy", name, str(position)),
            blocks=tuple(_blocks(telling, remedy, promise)),
            marks=telling.marks(remedy),
        )


def _blocks(telling: Telling, remedy: Remedy, promise: Availability) -> Iterator[Block]:
    if isinstance(remedy, Credit):
        yield from _credit(telling, remedy, promise)
    else:
        yield from _right(telling, remedy, promise)
    if remedy.sole_remedy:
        yield Paragraph(text=telling.say("remedy.sole"))


# ---- credits ---------------------------------------------------------------------------------


def _credit(telling: Telling, credit: Credit, promise: Availability) -> Iterator[Block]:
    say, wording = telling.say, telling.wording
    facts = {
        "percent": wording.percentage(credit.percent),
        "block": wording.duration(credit.block),
        "free": wording.percentage(credit.free) if credit.free else "",
        "period": wording.term("period", promise.per),
    }
    yield Paragraph(text=say("credit.free" if credit.free else "credit.all", **facts))
    points = []
    if credit.cap:
        cap, carried = wording.percentage(credit.cap), "kept" if credit.carried_over else "lost"
        points.append(say(f"credit.cap.{carried}", cap=cap, period=facts["period"]))
    if credit.excludes:
        titles = (telling.contract.exclusions[name].title for name in credit.excludes)
        points.append(say("credit.excludes", causes="; ".join(map(telling.text, titles))))
    points += _claim(telling, credit)
    keys = ["credit_blocks", "credit_over", *(["credit_free"] if credit.free else [])]
    points += [telling.read(key, telling.under(credit)[key]) for key in keys]
    yield Listing(items=tuple(points))
    yield _credit_example(telling, credit, promise)


def _claim(telling: Telling, credit: Credit) -> Iterator[str]:
    claim = credit.claim
    if claim:
        yield telling.say(
            "credit.claim",
            length=telling.wording.duration(claim.within, dative=True),
            channel=telling.wording.name(claim.channel),
        )
        if claim.proof:
            yield telling.say("credit.proof", proof=telling.text(claim.proof))


def _credit_example(telling: Telling, credit: Credit, promise: Availability) -> Note:
    """Return an outage of some blocks in one period, worked out step by step."""
    # The rules of credits bring the whole judging of outages along, which no other part needs.
    from zusage.core.remedies.credits import credit_blocks

    say, wording, readings = telling.say, telling.wording, telling.under(credit)
    counted, period = _example_period(telling, promise)
    outage = credit.block.amount * EXAMPLE_BLOCKS
    free = credit.free.ratio * counted if credit.free else Fraction(0)
    blocks = credit_blocks(
        np.array([[0, outage]], dtype=np.int64),
        free_seconds=free,
        block_seconds=credit.block.amount,
        blocks=readings["credit_blocks"],
        over=readings["credit_over"],
        free=readings["credit_free"],
    )
    exact = blocks * credit.percent.ratio
    granted = min(exact, credit.cap.ratio) if credit.cap else exact
    fee = _example_fee(telling)
    steps = [say("example.outage", outage=wording.seconds(outage), period=period)]
    if credit.free:
        share = wording.percentage(credit.free)
        facts = {"share": share, "counted": wording.seconds(counted), "free": wording.seconds(free)}
        steps.append(say("example.free", **facts))
    steps.append(
        say(
            "example.blocks.one" if blocks == 1 else "example.blocks.many",
            blocks=_plain_number(telling, blocks),
            block=wording.duration(credit.block),
            percent=wording.percentage(credit.percent),
            total=wording.share(exact, 2),
        )
    )
    if granted < exact:
        steps.append(say("example.cap", total=wording.share(granted, 2)))
    steps.append(
        say("example.money", fee=wording.money(fee), credit=wording.money(fee.share(granted)))
    )
    return Note(title=say("example.title"), blocks=(Listing(items=tuple(steps), numbered=True),))


def _plain_number(telling: Telling, number: Fraction) -> str:
    places = 0 if number.denominator == 1 else 2
    return telling.wording.decimal(number, places)


def _example_fee(telling: Telling) -> Money:
    terms = telling.contract.terms
    currency = terms.currency if terms and terms.currency in MINOR_UNITS else "EUR"
    assert currency is not None
    return Money(currency=currency, minor=EXAMPLE_FEE * 10 ** MINOR_UNITS[currency])


def _example_period(telling: Telling, promise: Availability) -> tuple[int, str]:
    """Return the counted seconds of one period of the promise, and its name."""
    calendar = telling.calendar(promise.counted)
    first, last = years_of(calendar)
    year = min(max(EXAMPLE_YEAR, first), last)
    is_yearly = promise.per in YEARLY
    start = date(year, 1, 1) if is_yearly else date(year, 4, 1)
    end = add_months(start, 12 if is_yearly else 1)
    zone = telling.contract.zone
    period = Period(start=midnight(zone, start), end=midnight(zone, end), name="")
    name = str(year) if is_yearly else telling.wording.month(year, start.month)
    return open_in(calendar, [period])[0], name


# ---- rights ----------------------------------------------------------------------------------


def _right(
    telling: Telling, remedy: Consultation | TerminationRight, promise: Availability
) -> Iterator[Block]:
    say, wording = telling.say, telling.wording
    both = telling.under(remedy)["conditions"] == "both_required"
    whens = [_when(telling, trigger, promise) for trigger in remedy.when]
    joined = (wording.all_of if both else wording.one_of)(whens)
    if isinstance(remedy, Consultation):
        right = say("right.consultation")
    else:
        right = say("right.termination.due" if remedy.fee_due else "right.termination.free")
    yield Paragraph(text=say("right", when=joined, right=right))
    for trigger in remedy.when:
        if trigger.in_a_row and trigger.what is Missed.AVAILABILITY:
            yield _run_example(telling, trigger, promise)
            break


def _when(telling: Telling, trigger: Trigger, promise: Availability) -> str:
    """Return one condition: what was missed, how often, in which time."""
    say, wording = telling.say, telling.wording
    facts = {
        "misses": wording.number(trigger.misses),
        "title": telling.text(promise.title),
        "periods": wording.term(f"period.{promise.per}", "many"),
        "length": wording.duration(trigger.within, dative=True) if trigger.within else "",
    }
    if trigger.misses == 1:
        form = "once"
    else:
        form = "in_a_row" if trigger.in_a_row else "within" if trigger.within else "times"
    return say(f"when.{trigger.what.value}.{form}", **facts)


def _run_example(telling: Telling, trigger: Trigger, promise: Availability) -> Note:
    """Return the periods of a run that begins with the first one of a year."""
    say, wording = telling.say, telling.wording
    is_yearly = promise.per in YEARLY
    first = date(EXAMPLE_YEAR, 1, 1)
    starts = [add_months(first, i * (12 if is_yearly else 1)) for i in range(trigger.misses)]
    names = [str(day.year) if is_yearly else wording.month(day.year, day.month) for day in starts]
    ends = add_months(starts[-1], 12 if is_yearly else 1)
    text = say("example.run", periods=wording.all_of(names), day=wording.day(ends))
    return Note(title=say("example.run_title"), blocks=(Paragraph(text=text),))
