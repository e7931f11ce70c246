"""What happened, as columns: outages, maintenance windows, and the time that was watched at all.

A component is a lane (see `core.spans`), a row keeps the number it has in the file it came from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from zusage.core import spans as sp
from zusage.core.spans import Seconds, Spans
from zusage.core.terms.contract import Cause, Rollup

MISSING = int(np.iinfo(np.int64).min)
ALL_LANES = -1
CAUSES = tuple(Cause)
NO_CAUSE = -1


class State(IntEnum):
    """What a row says of its component; where rows overlap, the worse one holds, worst first."""

    DOWN = 0
    PARTIAL = 1
    DEGRADED = 2
    NO_EVIDENCE = 3


@dataclass(frozen=True, kw_only=True)
class Outages:
    """Rows of an outage log in columns of equal length; all int64 but the small ones.

    lane: position of the component. start, end: UTC seconds, half-open.
    state: State. cause: position in CAUSES, or NO_CAUSE.
    last_good, last_bad: the last good check before and the last bad one inside, or MISSING.
    row: line of the file, its header being line 1.
    """

    lane: Seconds
    start: Seconds
    end: Seconds
    state: NDArray[np.int8]
    cause: NDArray[np.int8]
    last_good: Seconds
    last_bad: Seconds
    row: Seconds

    def spans(self, mask: NDArray[np.bool_]) -> Spans:
        """Return the chosen rows as one clean set on lanes."""
        return self.between(self.start, self.end, mask)

    def between(self, start: Seconds, end: Seconds, mask: NDArray[np.bool_]) -> Spans:
        """Return the chosen rows with other edges as one clean set on lanes."""
        raw = np.stack((start, end), axis=1)
        if mask.all():
            return sp.normalise(sp.on_lanes(raw, self.lane))
        return sp.normalise(sp.on_lanes(raw[mask], self.lane[mask]))


@dataclass(frozen=True, kw_only=True)
class Maintenance:
    """Announced windows in columns of equal length, int64.

    lane: position of the component, or ALL_LANES. announced: UTC seconds, or MISSING.
    """

    lane: Seconds
    start: Seconds
    end: Seconds
    announced: Seconds
    row: Seconds
    source: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Group:
    """A thing made of components: down when any or only when all are, or their worst, or a sum.

    members: lanes. weights: by lane, for WEIGHTED. is_service: whether it is the service that a
    promise is made about, and not something that a file of watched time names.
    """

    name: str
    members: tuple[int, ...]
    how: Rollup
    weights: Mapping[int, int] = field(default_factory=dict)
    is_service: bool = False


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything that a promise is judged on.

    components: names by lane. observed: the time watched, a clean set on lanes; the group at
    position g has lane len(components) + g.
    """

    components: tuple[str, ...]
    outages: Outages
    maintenance: Maintenance
    observed: Spans
    groups: tuple[Group, ...] = ()
    outages_source: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Return the names of all lanes, groups last."""
        return (*self.components, *(group.name for group in self.groups))

    @cached_property
    def service_lanes(self) -> frozenset[int]:
        """Return the lanes of the groups that are the service itself."""
        lanes = enumerate(self.groups, start=len(self.components))
        return frozenset(lane for lane, group in lanes if group.is_service)


def mixed_rows(outages: Outages) -> Seconds:
    """Return the lines of rows that overlap a row of another state, in the order of the rows.

    Where they do, the worse state holds.
    """
    return _mixed(outages, outages.state)


def rows_of_mixed_causes(outages: Outages) -> Seconds:
    """Return the lines of rows that overlap a row of another cause, in the order of the rows.

    A cause excuses downtime only where no other row is down for a cause that does not. Rows
    without evidence are left aside: where they overlap downtime, the states differ.
    """
    down = _taken(outages, np.flatnonzero(outages.state != State.NO_EVIDENCE))
    return _mixed(down, down.cause)


def _mixed(outages: Outages, values: NDArray[np.int8]) -> Seconds:
    mixed = np.zeros(len(outages.row), dtype=np.bool_)
    spans = sp.on_lanes(np.stack((outages.start, outages.end), axis=1), outages.lane)
    for value in np.unique(values).tolist():
        own = values == value
        mixed[own] = sp.measure(outages.spans(~own), spans[own]) > 0
    lines: Seconds = outages.row[mixed]
    return lines


def no_maintenance() -> Maintenance:
    """Return a log without windows."""
    none = np.empty(0, dtype=np.int64)
    return Maintenance(lane=none, start=none, end=none, announced=none, row=none)


def parts(facts: Facts, *, size: int = 4096) -> Iterator[Facts]:
    """Yield the facts of so many components at a time, each part with lanes of its own from 0.

    Judged part by part, memory stays bounded and the tables stay in the processor's cache. Groups
    need their members side by side, so facts with groups come whole.
    """
    if facts.groups or len(facts.components) <= size:
        yield facts
        return
    rows = facts.outages
    if np.any(rows.lane[1:] < rows.lane[:-1]):
        rows = _taken(rows, np.argsort(rows.lane, kind="stable"))
    seen = sp.lanes_of(facts.observed)
    windows = facts.maintenance
    for first in range(0, len(facts.components), size):
        after = min(first + size, len(facts.components))
        low, high = np.searchsorted(rows.lane, (first, after)).tolist()
        from_, to = np.searchsorted(seen, (first, after)).tolist()
        own = (windows.lane == ALL_LANES) | (windows.lane >= first) & (windows.lane < after)
        lane = windows.lane[own]
        yield replace(
            facts,
            components=facts.components[first:after],
            outages=_moved(_taken(rows, slice(low, high)), first),
            observed=facts.observed[from_:to] - first * sp.LANE_SECONDS,
            maintenance=Maintenance(
                lane=np.where(lane == ALL_LANES, lane, lane - first),
                start=windows.start[own],
                end=windows.end[own],
                announced=windows.announced[own],
                row=windows.row[own],
                source=tuple(name for name, mine in zip(windows.source, own, strict=False) if mine),
            ),
        )


def _taken(outages: Outages, rows: Seconds | slice) -> Outages:
    columns = {field.name: getattr(outages, field.name)[rows] for field in fields(outages)}
    return Outages(**columns)


def _moved(outages: Outages, first: int) -> Outages:
    return replace(outages, lane=outages.lane - first)
