"""From rows with names to facts on lanes: which components are judged, and from when to when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from fnmatch import fnmatchcase
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from zusage.core import spans as sp
from zusage.core.availability.facts import ALL_LANES, Facts, Group, Maintenance, Outages
from zusage.core.errors import Refusal
from zusage.core.spans import Seconds, Spans
from zusage.core.terms.contract import Rollup

EVERY = ""


@dataclass(frozen=True, kw_only=True)
class Log:
    """Rows of an outage or maintenance file, good ones only, as columns of equal length.

    name: the component's name by `names[name_at]`; EVERY for a window on all components.
    state: as in facts.State, or 4 for maintenance. announced, last_good, last_bad: or MISSING.
    """

    source: str
    names: tuple[str, ...]
    name_at: Seconds
    start: Seconds
    end: Seconds
    state: NDArray[np.int8]
    cause: NDArray[np.int8]
    announced: Seconds
    last_good: Seconds
    last_bad: Seconds
    row: Seconds


MAINTENANCE = 4


@dataclass(frozen=True, kw_only=True)
class Observed:
    """What was watched: spans by component name, and things made of several components."""

    spans: Mapping[str, Spans] = field(default_factory=dict)
    groups: Mapping[str, tuple[Rollup, tuple[str, ...]]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """Facts, and the names that were left aside because nobody watched them."""

    facts: Facts
    unwatched: tuple[str, ...]


def gather(
    components: Sequence[str],
    *,
    outages: Log,
    maintenance: Log | None,
    observed: Observed,
    window: tuple[int | None, int | None] = (None, None),
    maintenance_for_all: bool = False,
    groups: Sequence[Group] = (),
) -> Gathered:
    """Put the rows of some components on lanes.

    components: names, in the order of their lanes; rows of other components are left out.
    window: from and to, UTC seconds; None stands for the edges of what was watched. Without any
    watched spans, all components count as watched for the whole window.
    groups: made of the components' lanes; watched while all their members are, and inside the
    spans that the observed file names for the group itself, if it does.
    Raises Refusal("evaluate.window_missing") without both.
    """
    spans = _watched(components, observed, window, groups)
    facts = Facts(
        components=tuple(components),
        outages=_outages(outages, components),
        maintenance=_maintenance(outages, maintenance, components, for_all=maintenance_for_all),
        observed=spans,
        groups=tuple(groups),
        outages_source=outages.source,
    )
    present = set(sp.lanes_of(spans).tolist())
    unwatched = [name for lane, name in enumerate(components) if lane not in present]
    return Gathered(facts=facts, unwatched=tuple(unwatched))


def _watched(
    components: Sequence[str],
    observed: Observed,
    window: tuple[int | None, int | None],
    groups: Sequence[Group],
) -> Spans:
    start, end = window
    if not observed.spans and (start is None or end is None):
        raise Refusal("evaluate.window_missing")
    lowest, highest = -sp.INSTANT_MAX, sp.INSTANT_MAX
    low, high = (lowest if start is None else start), (highest if end is None else end)
    whole = np.array([[low, high]], dtype=np.int64)
    by_lane = [
        sp.intersect(observed.spans.get(name, sp.EMPTY), whole) if observed.spans else whole
        for name in components
    ]
    for group in groups:
        if group.how in (Rollup.WORST, Rollup.WEIGHTED):
            by_lane.append(sp.EMPTY)  # made of its members' seconds, not of time
            continue
        own = observed.spans.get(group.name, whole)
        members = [by_lane[lane] for lane in group.members]
        by_lane.append(reduce(sp.intersect, members, sp.intersect(own, whole)))
    lanes = np.repeat(np.arange(len(by_lane)), [len(spans) for spans in by_lane])
    joined = np.concatenate([sp.EMPTY, *by_lane])
    return sp.on_lanes(joined, lanes.astype(np.int64))


def _lane_of(log: Log, components: Sequence[str]) -> Seconds:
    """Return the lane of each row; -2 for a component that is not judged."""
    lanes = {name: lane for lane, name in enumerate(components)} | {EVERY: ALL_LANES}
    table = np.array([lanes.get(name, -2) for name in log.names] or [-2], dtype=np.int64)
    return table[log.name_at] if len(log.name_at) else log.name_at


def _outages(log: Log, components: Sequence[str]) -> Outages:
    lane = _lane_of(log, components)
    mine = (log.state < MAINTENANCE) & (lane >= 0)
    names = (column.name for column in fields(Outages) if column.name != "lane")
    return Outages(lane=lane[mine], **{name: getattr(log, name)[mine] for name in names})


def _maintenance(
    outages: Log, maintenance: Log | None, components: Sequence[str], *, for_all: bool
) -> Maintenance:
    """Return the windows of both files; a maintenance row of an outage log is a window too."""
    columns: list[tuple[Seconds, Seconds, Seconds, Seconds, Seconds]] = []
    sources: list[str] = []
    for log, everywhere in ((outages, False), (maintenance, for_all)):
        if log is None:
            continue
        lane = np.full(len(log.row), ALL_LANES) if everywhere else _lane_of(log, components)
        mine = (log.state == MAINTENANCE) & (lane >= ALL_LANES)
        rows = (lane, log.start, log.end, log.announced, log.row)
        columns.append(tuple(column[mine] for column in rows))
        sources.extend([log.source] * int(mine.sum()))
    lane, start, end, announced, row = (np.concatenate(each) for each in zip(*columns, strict=True))
    return Maintenance(
        lane=lane, start=start, end=end, announced=announced, row=row, source=tuple(sources)
    )


def matching(names: Sequence[str], pattern: str | None) -> tuple[str, ...]:
    """Return the names that fit a pattern with * and ?; all of them without one."""
    return tuple(name for name in names if pattern is None or fnmatchcase(name, pattern))
