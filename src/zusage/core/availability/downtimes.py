"""The rows of an outage log as a promise reads them: what is downtime, from when, and who answers.

Before exclusions by maintenance; those are in `exclusions`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zusage.core import spans as sp
from zusage.core.availability.facts import CAUSES, MISSING, Outages, State
from zusage.core.availability.promises import Promise
from zusage.core.spans import Seconds, Spans
from zusage.core.terms.contract import Cause

Mask = NDArray[np.bool_]

COUNTED_UP_TO = {
    "down_only": State.DOWN,
    "partial": State.PARTIAL,
    "degraded": State.DEGRADED,
}


@dataclass(frozen=True, kw_only=True)
class Downtime:
    """An outage log under the readings of a promise.

    start: int64 (n,), the instants from which the rows count, by the reading of their begin.
    counts: bool (n,), rows that are downtime. unexcused: those whose cause no exclusion names.
    """

    outages: Outages
    start: Seconds
    counts: Mask
    unexcused: Mask

    @cached_property
    def raw(self) -> Spans:
        """The downtime before exclusions, as a set on lanes."""
        return self.outages.between(self.start, self.outages.end, self.counts)

    @cached_property
    def answered(self) -> Spans:
        """The downtime that no cause excuses."""
        if np.array_equal(self.unexcused, self.counts):
            return self.raw
        return self.outages.between(self.start, self.outages.end, self.unexcused)

    @cached_property
    def unmeasured(self) -> Spans:
        """The time without evidence of anything worse."""
        blind = self.outages.state == State.NO_EVIDENCE
        if not blind.any():
            return sp.EMPTY
        seen = self.outages.between(self.start, self.outages.end, ~blind)
        return sp.subtract(self.outages.spans(blind), seen)

    def excused(self, causes: Collection[Cause]) -> Spans:
        """Return the time that some causes excuse, as a set on lanes.

        A cause excuses only what no other downtime covers as well. Time without evidence is
        excused like downtime; a suspension rests the promise whatever its row's state is.
        Clauses: M02, M13, V03, V16, V22, P09, T02.
        """
        cause, state = self.outages.cause, self.outages.state
        named = np.isin(cause, [CAUSES.index(each) for each in causes])
        resting = cause == CAUSES.index(Cause.SUSPENSION)
        named &= self.counts | (state == State.NO_EVIDENCE) | resting
        if not named.any():
            return sp.EMPTY
        return sp.subtract(self.outages.between(self.start, self.outages.end, named), self.answered)

    def bounds(self) -> tuple[Spans, Spans] | None:
        """Return the least and the most answered downtime that the checks allow, if they are known.

        The least runs from the first to the last bad check, the most from the last good check
        before to the end.
        """
        outages = self.outages
        good, bad = outages.last_good != MISSING, outages.last_bad != MISSING
        if not (good | bad).any():
            return None
        first = np.where(good, outages.last_good, outages.start)
        last = np.where(bad, outages.last_bad, outages.end)
        least = outages.between(outages.start, last, self.unexcused)
        return least, outages.between(first, outages.end, self.unexcused)


def downtime_of(
    promise: Promise, outages: Outages, *, also_excused: Collection[Cause] = ()
) -> Downtime:
    """Read an outage log as a promise does.

    also_excused: further causes that excuse, for a credit for example.
    Clauses: M02, M13, V03, V16, V22, P09, T02.
    """
    counts = outages.state <= COUNTED_UP_TO[promise.readings["degraded"]]
    causes = {cause for _, rule, _ in promise.exclusions for cause in rule.causes}
    causes.update(also_excused)
    excused = np.isin(outages.cause, [CAUSES.index(cause) for cause in causes])
    return Downtime(
        outages=outages,
        start=_begin(promise.readings["outage_begin"], outages),
        counts=counts,
        unexcused=counts & ~excused,
    )


def _begin(reading: str, outages: Outages) -> Seconds:
    """Return the instants from which rows count, by the reading of an outage's begin."""
    known = (outages.last_good != MISSING) & (outages.state < State.NO_EVIDENCE)
    if reading == "first_failed_check" or not known.any():
        return outages.start
    earlier = np.where(known, outages.last_good, outages.start)
    return earlier if reading == "last_good_check" else (earlier + outages.start) // 2
