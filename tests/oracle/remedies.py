"""A second book-keeper for credits, claims and rights, written from the clauses.

Credits are counted second by second: each second of downtime is put into the current block, and a
block is paid when it is full (or begun, or in part). Nothing here is fast.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from zoneinfo import ZoneInfo

from tests.oracle.availability import Judge, merged
from tests.oracle.contract import Span


def blocks(
    outages: Sequence[Span], *, free: Fraction, block: int, which: str, over: str, how: str
) -> Fraction:
    """Count the blocks that downtime earns.

    which: "completed", "started" or "proportional". over: "sum" or "each". how: "deductible" or
    "threshold".
    """
    total = sum(end - start for start, end in outages)
    if total <= free:
        return Fraction(0)
    unpaid = free if how == "deductible" else Fraction(0)
    earned: list[Fraction] = []
    for number, (start, end) in enumerate(sorted(outages)):
        if over == "each" or number == 0:
            earned.append(Fraction(0))
        for _ in range(start, end):
            covered = min(unpaid, Fraction(1))
            unpaid -= covered
            earned[-1] += 1 - covered
    paid = Fraction(0)
    for seconds in earned:
        full = 0
        while seconds >= block:
            seconds -= block
            full += 1
        rest = {"completed": Fraction(0), "started": Fraction(bool(seconds))}
        paid += full + rest.get(which, seconds / block)
    return paid


def credit(
    earned: Fraction, *, percent: Fraction, cap: Fraction | None, fee_cents: int
) -> tuple[Fraction, int]:
    """Return the percentage of the fee, and cents rounded half up, once, at the end."""
    granted = earned * percent
    if cap is not None and granted > cap:
        granted = cap
    exact = fee_cents * granted / 100
    cents = exact.numerator // exact.denominator
    return granted, cents + (exact - cents >= Fraction(1, 2))


def claim_until(zone: str, end: int, days: int) -> int:
    """Return the same time of day so many days after the end of an outage."""
    shown = datetime.fromtimestamp(end, ZoneInfo(zone)).replace(tzinfo=None)
    later = (shown + timedelta(days=days)).replace(tzinfo=ZoneInfo(zone))
    return int(later.astimezone(UTC).timestamp())


def rights_in_a_row(
    months: Sequence[tuple[str, bool | None, bool]], *, misses: int, partial: bool
) -> list[str]:
    """Return the months that complete a run of misses.

    months: name, met, complete, in order, without gaps; a run gives its right once.
    """
    found, run = [], 0
    for name, met, complete in months:
        counts = complete or partial
        if not counts or met is not False:
            run = 0
            continue
        run += 1
        if run == misses:
            found.append(name)
    return found


def rights_within(
    months: Sequence[tuple[str, bool | None, bool]], *, misses: int, within: int, partial: bool
) -> list[str]:
    """Return the months in which so many misses lie within some months, the misses used up then."""
    found: list[str] = []
    kept: list[int] = []
    for at, (name, met, complete) in enumerate(months):
        if met is not False or not (complete or partial):
            continue
        kept = [other for other in [*kept, at] if at - other < within]
        if len(kept) == misses:
            found.append(name)
            kept = []
    return found


# ---- What earns ------------------------------------------------------------------------------


def earns(judge: Judge, name: str, at: int, causes: Sequence[str]) -> bool:
    """Say whether a second is downtime that a credit's excluded causes do not excuse."""
    if name in judge.history.groups:
        how, members = judge.history.groups[name]
        own = [earns(judge, member, at, causes) for member in members]
        return all(own) if how == "all" else any(own)
    second = judge.second(name, at)
    over = [
        row
        for row in judge.history.rows
        if row.component == name and judge.begin(row, "") <= at < judge.finish(row, "")
    ]
    if second.counted:
        answered = [row for row in over if judge.counts(row) and not judge.excused(row)]
        return any(row.cause not in causes for row in answered)
    is_down = judge.readings["unmeasured"] == "down" and second.doubtful
    return is_down and all(row.cause not in causes for row in over)


def outages(judge: Judge, name: str, period: Span, causes: Sequence[str]) -> list[Span]:
    """Return the outages of a period that earn a credit, cut at its ends."""
    watched = judge.watched(name)
    found = [
        (start, end)
        for start, end in pairwise(judge.cuts(*period))
        if any(a <= start < b for a, b in watched) and earns(judge, name, start, causes)
    ]
    return merged(found)
