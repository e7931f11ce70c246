"""Credits that follow from verdicts: blocks of downtime, what they grant, until when to claim."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil, floor

import numpy as np

from zusage.core import spans as sp
from zusage.core.availability.explanations import Explainer
from zusage.core.availability.verdicts import Verdict
from zusage.core.errors import TermsError
from zusage.core.explain import Explained, ratio_text
from zusage.core.money import Money
from zusage.core.spans import Spans
from zusage.core.terms.contract import (
    Cause,
    Contract,
    Credit,
    Rollup,
)
from zusage.core.terms.readings import QUESTIONS, effective

CREDIT_KEYS = ("credit_blocks", "credit_over", "credit_free")
COUNTED: Mapping[str, Callable[[Fraction], Fraction]] = {
    "completed": lambda exact: Fraction(floor(exact)),
    "started": lambda exact: Fraction(ceil(exact)),
    "proportional": lambda exact: exact,
}
"""How many of the blocks count, by the reading credit_blocks."""


@dataclass(frozen=True, kw_only=True)
class Claimable:
    """An outage that a customer may claim for, and until when. UTC seconds."""

    outage_end: int
    claim_until: int


@dataclass(frozen=True, kw_only=True)
class EarnedCredit:
    """Part of the fee of one period that a customer may claim.

    percent: exact, of the fee, capped. amount: None without a fee.
    reading: the three readings it was computed under, by key.
    """

    rule: Credit
    percent: Fraction
    amount: Money | None
    reading: Mapping[str, str]
    claims: tuple[Claimable, ...]
    explanation: Explained[object]


def credit_blocks(
    outages: Spans,
    *,
    free_seconds: Fraction | int,
    block_seconds: int,
    blocks: str = "completed",
    over: str = "sum",
    free: str = "deductible",
) -> Fraction:
    """Count the credit blocks of downtime beyond the free time.

    The three words are readings, see docs/readings: which blocks count (`completed`, `started`,
    `proportional`), over what they run (`sum` of the downtime, `each` outage), and whether the
    free time is a `deductible` or a `threshold`.
    outages: int64 (n, 2), UTC seconds, half-open, sorted, disjoint, inside the period.
    Raises TermsError("credit.block_empty") if block_seconds < 1.
    Clauses: M12.

    >>> import numpy as np
    >>> credit_blocks(np.array([[0, 4000]]), free_seconds=260, block_seconds=1800)
    Fraction(2, 1)
    """
    if block_seconds < 1:
        raise TermsError("credit.block_empty", value=block_seconds)
    lengths = [Fraction(int(end - start)) for start, end in outages]
    return _blocks(lengths, free_seconds, block_seconds, blocks=blocks, over=over, free=free)


def _blocks(
    lengths: Sequence[Fraction],
    free_seconds: Fraction | int,
    block_seconds: int,
    *,
    blocks: str,
    over: str,
    free: str,
) -> Fraction:
    """Count the blocks of outages of some lengths, in the order in which they happened."""
    if sum(lengths) <= free_seconds:
        return Fraction(0)
    left = Fraction(0) if free == "threshold" else Fraction(free_seconds)
    if over == "sum":
        lengths = [sum(lengths, Fraction(0))]
    counted = Fraction(0)
    for length in lengths:
        beyond = max(length - left, Fraction(0))
        left = max(left - length, Fraction(0))
        counted += COUNTED[blocks](beyond / block_seconds)
    return counted


@dataclass(frozen=True, kw_only=True)
class _Earning:
    """The downtime that a credit is computed from: outages of one period, in their order.

    component: whose outages they are; a group made of time, or of weights, is one too.
    lengths: counted seconds. ends: UTC seconds at which they were over, perhaps after the period.
    service: seconds that the free share is a share of. excused: counted seconds that earn nothing.
    """

    component: str
    lengths: tuple[Fraction, ...]
    ends: tuple[int, ...]
    service: Fraction
    excused: Fraction


def earned_credits(
    explainer: Explainer,
    verdict: Verdict,
    rule: Credit,
    *,
    contract: Contract,
    fees: Mapping[str, Money | None],
    chosen: Mapping[str, str],
    all_readings: bool = False,
) -> tuple[EarnedCredit, ...]:
    """Return the credit of one verdict, or with all_readings one for each way to read the rule.

    fees: what the credit may be a part of, by the value of the reading credit_fee.

    The first one is always under the readings that hold. Downtime whose cause the rule excludes
    counts for the promise and earns nothing. A service that is settled by its worst component
    earns the highest of its components' credits: the one with the lowest ratio may be excused.
    Clauses: M09, M12, M13, M14, M15.
    """
    causes = frozenset(c for name in rule.excludes for c in contract.exclusions[name].causes)
    earnings = _earnings(explainer, verdict, causes)
    stated = effective(rule, chosen)
    fee = fees.get(stated["credit_fee"])
    choices = [QUESTIONS[key].readings if all_readings else (stated[key],) for key in CREDIT_KEYS]
    ways = sorted(product(*choices), key=lambda way: not _named(way).items() <= stated.items())
    found = []
    for way in ways:
        readings = stated | _named(way)
        grants = [_grant(rule, earning, readings) for earning in earnings]
        highest = max(grants, key=lambda grant: grant.granted)
        found.append(_credit(rule, verdict, highest, fee, readings))
    return tuple(credit for credit in found if credit.percent or all_readings)


def _earnings(explainer: Explainer, verdict: Verdict, causes: frozenset[Cause]) -> list[_Earning]:
    """Return what a verdict's credit may be computed from; for the worst, one for each member."""
    members = explainer.member_verdicts(verdict)
    if explainer.how(verdict) is Rollup.WORST:
        decided = explainer.facts.names[explainer.lanes(verdict)[0]]
        ordered = sorted(members, key=lambda member: member[1].component != decided)
        return [
            _earning(explainer, member.component, ((1, member),), causes) for _, member in ordered
        ]
    return [_earning(explainer, verdict.component, members, causes)]


def _earning(
    explainer: Explainer,
    component: str,
    members: Sequence[tuple[int, Verdict]],
    causes: frozenset[Cause],
) -> _Earning:
    """Put the earning outages of some verdicts together, each by its weight."""
    found: list[tuple[int, int, Fraction]] = []
    service = downtime = Fraction(0)
    whole = sum(weight for weight, _ in members)
    for weight, verdict in members:
        share = Fraction(weight, whole)
        found.extend(
            (start, end, seconds * share)
            for start, end, seconds in _outages(verdict, explainer.earning(verdict, causes))
        )
        service += verdict.service_seconds * share
        downtime += verdict.downtime_seconds * share
    ordered = sorted(outage for outage in found if outage[2])
    lengths = tuple(seconds for _, _, seconds in ordered)
    return _Earning(
        component=component,
        lengths=lengths,
        ends=tuple(end for _, end, _ in ordered),
        service=service,
        excused=downtime - sum(lengths),
    )


def _outages(verdict: Verdict, earning: Spans) -> Iterator[tuple[int, int, int]]:
    """Yield begin, end and counted seconds of the outages that touch a verdict's period.

    An outage that runs on into the next period ends there; only its part in this one is counted.
    """
    period, clock = verdict.period, verdict.promise.clock
    inside = sp.clip(earning, start=period.start, end=period.end)
    starts, ends = inside[:, 0], inside[:, 1]
    counted = clock.elapsed(starts, ends) if clock else ends - starts
    over = earning[np.searchsorted(earning[:, 1], starts, "right"), 1]
    yield from zip(starts.tolist(), over.tolist(), counted.tolist(), strict=True)


def stated_credits(credits: Iterable[EarnedCredit]) -> tuple[EarnedCredit, ...]:
    """Return the credits under the readings that hold: the first of each rule, where one is due."""
    first: dict[int, EarnedCredit] = {}
    for credit in credits:
        first.setdefault(id(credit.rule), credit)
    return tuple(credit for credit in first.values() if credit.percent)


def total_amount(credits: Iterable[EarnedCredit]) -> Money | None:
    """Return the sum of credits; None where there is none or the fee is not known.

    Raises Refusal("money.currencies_mixed").
    """
    amounts = [credit.amount for credit in credits if credit.amount is not None]
    return sum(amounts[1:], amounts[0]) if amounts else None


def _named(way: tuple[str, ...]) -> dict[str, str]:
    return dict(zip(CREDIT_KEYS, way, strict=True))


@dataclass(frozen=True, kw_only=True)
class _Grant:
    """What a rule grants for some downtime, in percent; 5 means 5 %. percent: before the cap."""

    earning: _Earning
    free: Fraction
    blocks: Fraction
    percent: Fraction
    cap: Fraction | None

    @property
    def granted(self) -> Fraction:
        return self.percent if self.cap is None else min(self.percent, self.cap)

    @property
    def is_capped(self) -> bool:
        return self.granted < self.percent


def _grant(rule: Credit, earning: _Earning, readings: Mapping[str, str]) -> _Grant:
    free = rule.free.ratio * earning.service if rule.free else Fraction(0)
    blocks = _blocks(
        earning.lengths,
        free,
        rule.block.amount,
        blocks=readings["credit_blocks"],
        over=readings["credit_over"],
        free=readings["credit_free"],
    )
    return _Grant(
        earning=earning,
        free=free,
        blocks=blocks,
        percent=blocks * rule.percent.ratio * 100,
        cap=rule.cap.ratio * 100 if rule.cap else None,
    )


def _credit(
    rule: Credit, verdict: Verdict, grant: _Grant, fee: Money | None, readings: Mapping[str, str]
) -> EarnedCredit:
    amount = fee.share(grant.granted / 100) if fee else None
    asked = {key: readings[key] for key in CREDIT_KEYS}
    return EarnedCredit(
        rule=rule,
        percent=grant.granted,
        amount=amount,
        reading=asked,
        claims=_claims(rule, verdict, grant.earning, readings) if grant.granted else (),
        explanation=Explained(
            what="credit",
            value=grant.granted,
            unit="percent",
            formula=_formula(rule, grant),
            clauses=rule.clauses,
            reading=asked,
            facts={
                "component": grant.earning.component,
                "earning_seconds": _whole(sum(grant.earning.lengths, Fraction(0))),
                "excused_seconds": _whole(grant.earning.excused),
                "free_seconds": ratio_text(grant.free),
                "block_seconds": rule.block.amount,
                "fee": str(fee) if fee else "",
                "amount": str(amount) if amount else "",
            },
            rounding="half_up" if fee else "",
        ),
    )


def _formula(rule: Credit, grant: _Grant) -> str:
    """Write the arithmetic of a credit, with its cap where that decides."""
    said = f"{ratio_text(grant.blocks)} × {rule.percent} = {ratio_text(grant.percent)} %"
    return f"{said}, max {ratio_text(grant.granted)} %" if grant.is_capped else said


def _whole(seconds: Fraction) -> int | Fraction:
    """Return whole seconds as such; only a weighted service has others."""
    return seconds.numerator if seconds.denominator == 1 else seconds


def _claims(
    rule: Credit, verdict: Verdict, earning: _Earning, readings: Mapping[str, str]
) -> tuple[Claimable, ...]:
    """Return until when each outage may be claimed. Clauses: M14."""
    if rule.claim is None:
        return ()
    last = max(earning.ends) if readings["claim_window"] == "last_outage_of_month" else None
    within = rule.claim.within
    return tuple(
        Claimable(outage_end=end, claim_until=verdict.promise.after(last or end, within))
        for end in earning.ends
    )
