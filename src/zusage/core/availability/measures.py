"""Seconds per component and period: service, raw and counted downtime, excluded, unmeasured.

Everything is laid on the axis of counted time: an instant becomes the number of counted seconds
before it, so a promise on business hours and one on all hours are measured by the same sums.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from zusage.core import spans as sp
from zusage.core.availability.downtimes import Downtime, downtime_of
from zusage.core.availability.exclusions import Excluded, Note, excluded_time
from zusage.core.availability.facts import MISSING, Facts, Group
from zusage.core.availability.promises import Promise
from zusage.core.calendars import with_zone
from zusage.core.clocks import ServiceClock
from zusage.core.periods import Period, periods_between
from zusage.core.spans import Seconds, Spans
from zusage.core.terms.contract import Rollup
from zusage.core.zones import wall_seconds

Mask = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Sets:
    """The time that decides, in UTC seconds on lanes, groups included.

    raw: downtime before exclusions. counted: after them. excluded: downtime that each exclusion
    takes, in order of precedence. removed: time that leaves the service. unmeasured: without
    evidence and not down. doubtful: the part of it that would count if it were down, and does
    count under the reading `down`.
    least, most: counted downtime by the bounds of the checks; None where no row has any.
    """

    raw: Spans
    counted: Spans
    excluded: Mapping[str, Spans]
    removed: Spans
    unmeasured: Spans
    doubtful: Spans
    least: Spans | None
    most: Spans | None

    def map(self, function: Callable[..., Spans], *others: "Sets") -> "Sets":
        """Return what a function makes of each set, and of the same set of others beside it.

        Sets that are None stay so. Exclusions are matched by their names.
        """
        all_of_them = (self, *others)

        def made(name: str) -> Any:  # Spans, or None in least and most
            given = [getattr(sets, name) for sets in all_of_them]
            return None if given[0] is None else function(*given)

        plain = {each.name: made(each.name) for each in fields(self) if each.name != "excluded"}
        excluded = {
            name: function(*(sets.excluded[name] for sets in all_of_them)) for name in self.excluded
        }
        return Sets(excluded=excluded, **plain)


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Whole seconds by component and period, as columns of equal length (n,), int64.

    lane: position in facts.names. period: position in periods. Only pairs with any watched time
    appear. agreed is the service time before anything is removed from it.
    bounded: lanes whose downtime has bounds, because some of their rows name checks.
    """

    promise: Promise
    facts: Facts
    sets: Sets
    notes: tuple[Note, ...]
    periods: tuple[Period, ...]
    lane: Seconds
    period: Seconds
    agreed: Seconds
    service: Seconds
    raw: Seconds
    downtime: Seconds
    excluded: Mapping[str, Seconds]
    unmeasured: Seconds
    doubtful: Seconds
    least: Seconds | None
    most: Seconds | None
    bounded: frozenset[int]
    complete: Mask

    def __len__(self) -> int:
        return len(self.lane)

    @property
    def surely(self) -> tuple[Seconds, Seconds]:
        """Return service and downtime as if all time without evidence were up."""
        match self.promise.readings["unmeasured"]:
            case "down":
                return self.service, self.downtime - self.doubtful
            case "removed":
                return self.service + self.unmeasured, self.downtime
            case "no_statement" | "up":
                return self.service, self.downtime
            case unknown:
                raise KeyError(unknown)


def measure_promise(promise: Promise, facts: Facts) -> Measures:
    """Measure one promise on all components and every period that the watched time touches.

    Clauses: K19, M09, P09, V07, T02, T03.
    """
    sets, notes = _sets(promise, facts)
    periods = _periods(promise, facts)
    edges = np.array([(p.start, p.end) for p in periods], dtype=np.int64).reshape(-1, 2)
    lanes = np.arange(len(facts.names), dtype=np.int64)
    windows = sp.on_lanes(np.tile(edges, (len(lanes), 1)), np.repeat(lanes, len(edges)))
    pieces, which = sp.cut(facts.observed, windows)
    watched = _Watched(pieces=pieces, which=which, windows=windows)
    present, axis = watched.present, _axis(promise.clock, facts)
    counted_pieces = axis(pieces)

    def seconds(spans: Spans) -> Seconds:
        return watched.summed(sp.measure(axis(spans), counted_pieces))[present]

    agreed = _agreed(promise, watched, counted_pieces)[present]
    unmeasured, removed = seconds(sets.unmeasured), seconds(sets.removed)
    if promise.readings["unmeasured"] == "removed":
        removed = removed + unmeasured
    return Measures(
        promise=promise,
        facts=facts,
        sets=sets,
        notes=notes,
        periods=periods,
        lane=np.repeat(lanes, len(edges))[present],
        period=np.tile(np.arange(len(edges)), len(lanes))[present],
        agreed=agreed,
        service=agreed - removed,
        raw=seconds(sets.raw),
        downtime=seconds(sets.counted),
        excluded={name: seconds(spans) for name, spans in sets.excluded.items()},
        unmeasured=unmeasured,
        doubtful=seconds(sets.doubtful),
        least=None if sets.least is None else seconds(sets.least),
        most=None if sets.most is None else seconds(sets.most),
        bounded=_bounded(facts),
        complete=watched.complete[present],
    )


@dataclass(frozen=True, kw_only=True)
class _Watched:
    """The watched pieces of windows, in UTC seconds on lanes; each belongs to the window which."""

    pieces: Spans
    which: Seconds
    windows: Spans

    @property
    def present(self) -> Mask:
        """Say which windows have any piece."""
        found = np.zeros(len(self.windows), dtype=np.bool_)
        found[self.which] = True
        return found

    @property
    def complete(self) -> Mask:
        """Say which windows are watched as a whole."""
        whole: Mask = self.summed(_lengths(self.pieces)) == _lengths(self.windows)
        return whole

    def summed(self, values: Seconds) -> Seconds:
        """Add up one value for each piece by window."""
        sums = np.zeros(len(self.windows), dtype=np.int64)
        np.add.at(sums, self.which, values)
        return sums


def _lengths(spans: Spans) -> Seconds:
    lengths: Seconds = spans[:, 1] - spans[:, 0]
    return lengths


def _periods(promise: Promise, facts: Facts) -> tuple[Period, ...]:
    if not len(facts.observed):
        return ()
    times = sp.off_lanes(facts.observed)
    return periods_between(
        promise.period_rule, start=int(times[:, 0].min()), end=int(times[:, 1].max())
    )


def _axis(clock: ServiceClock | None, facts: Facts) -> Callable[[Spans], Spans]:
    """Return the map from UTC seconds on lanes to counted seconds on lanes.

    What lies before or after all the time watched is moved to its edges: it is never measured, and
    its holidays need not be known.
    """
    if clock is None or not len(facts.observed):
        return lambda spans: spans
    seen = sp.off_lanes(facts.observed)
    first, last = int(seen[:, 0].min()), int(seen[:, 1].max())

    def counted(spans: Spans) -> Spans:
        lanes = sp.lanes_of(spans)
        edges = (spans - (lanes * sp.LANE_SECONDS)[:, None]).ravel()
        marks = clock.open_before(np.clip(edges, first, last))
        return sp.on_lanes(marks.reshape(-1, 2), lanes)

    return counted


def _agreed(promise: Promise, watched: _Watched, counted_pieces: Spans) -> Seconds:
    """Return the service time of each window before anything is removed from it.

    counted_pieces: the watched pieces on the axis of counted time.
    """
    is_whole = promise.readings["part_year"] == "full_year" and promise.is_yearly
    is_nominal = promise.readings["clock_change"] == "nominal"
    if not (is_whole or is_nominal):
        return watched.summed(_lengths(counted_pieces))
    starts, ends = sp.off_lanes(watched.windows if is_whole else watched.pieces).T
    clock = promise.clock
    if is_nominal:
        zone = clock.calendar.zone if clock else promise.zone
        starts, ends = wall_seconds(zone, starts), wall_seconds(zone, ends)
        # Seen twice within the hour that comes twice, the wall clock may run backwards.
        ends = np.maximum(starts, ends)
        clock = clock and ServiceClock(with_zone(clock.calendar, "UTC"))
    lengths = clock.elapsed(starts, ends) if clock else ends - starts
    return lengths if is_whole else watched.summed(lengths)


def _sets(promise: Promise, facts: Facts) -> tuple[Sets, tuple[Note, ...]]:
    """Return the deciding time of all components and groups."""
    downtime = downtime_of(promise, facts.outages)
    exclusions, notes = excluded_time(promise, facts, downtime)
    raw = downtime.raw
    taken = sp.union(*(each.spans for each in exclusions))
    removed = sp.union(*(each.removed for each in exclusions))
    least, most = _bounds(downtime, exclusions)
    sets = Sets(
        raw=raw,
        counted=sp.subtract(raw, taken),
        excluded={each.name: sp.intersect(raw, each.spans) for each in exclusions},
        removed=removed,
        unmeasured=sp.subtract(downtime.unmeasured, removed),
        doubtful=sp.subtract(downtime.unmeasured, taken),
        least=least,
        most=most,
    )
    sets = _with_groups(sets, facts, exclusions)
    return (_doubts_down(sets) if promise.readings["unmeasured"] == "down" else sets), notes


def _bounds(
    downtime: Downtime, exclusions: tuple[Excluded, ...]
) -> tuple[Spans | None, Spans | None]:
    """Return the least and the most counted downtime; None without any bounds."""
    bounds = downtime.bounds()
    if bounds is None:
        return None, None
    windows = sp.union(*(each.windows for each in exclusions))
    least, most = bounds
    return sp.subtract(least, windows), sp.subtract(most, windows)


def _bounded(facts: Facts) -> frozenset[int]:
    """Return the lanes some of whose rows name checks, and those of groups of such lanes."""
    rows = facts.outages
    named = (rows.last_good != MISSING) | (rows.last_bad != MISSING)
    lanes = frozenset(np.unique(rows.lane[named]).tolist())
    groups = enumerate(facts.groups, start=len(facts.components))
    return lanes.union(lane for lane, group in groups if lanes.intersection(group.members))


def _doubts_down(sets: Sets) -> Sets:
    """Count time without evidence as down (reading unmeasured)."""
    return replace(
        sets,
        raw=sp.union(sets.raw, sets.doubtful),
        counted=sp.union(sets.counted, sets.doubtful),
        least=None if sets.least is None else sp.union(sets.least, sets.doubtful),
        most=None if sets.most is None else sp.union(sets.most, sets.doubtful),
    )


def _with_groups(sets: Sets, facts: Facts, exclusions: tuple[Excluded, ...]) -> Sets:
    """Add the time of every group, made from the time of its members."""
    for position, group in enumerate(facts.groups):
        if group.how in (Rollup.WORST, Rollup.WEIGHTED):
            continue  # made of seconds, not of time: see rollups
        own = _of_group(sets, group, len(facts.components) + position, exclusions)
        sets = sets.map(sp.union, own)
    return sets


def _of_group(sets: Sets, group: Group, lane: int, exclusions: tuple[Excluded, ...]) -> Sets:
    """Return the time of a group alone."""

    def joined(spans: Spans, *, every: bool = group.how is Rollup.ALL) -> Spans:
        members = [_moved(spans, member, lane) for member in group.members]
        return reduce(sp.intersect, members) if every else sp.union(*members)

    own = sets.map(joined)
    removed = joined(sets.removed, every=True)
    left, excluded = sp.subtract(own.raw, own.counted), {}
    for each in exclusions:
        taken = sp.intersect(left, joined(each.spans, every=False))
        left = sp.subtract(left, taken)
        excluded[each.name] = taken
    unmeasured = sp.subtract(joined(sp.union(sets.raw, sets.unmeasured)), own.raw)
    doubtful = sp.subtract(joined(sp.union(sets.counted, sets.doubtful)), own.counted)
    return replace(
        own,
        excluded=excluded,
        removed=removed,
        unmeasured=sp.subtract(unmeasured, removed),
        doubtful=doubtful,
    )


def _moved(spans: Spans, lane: int, to: int) -> Spans:
    """Return the part of a set on one lane, moved to another lane."""
    moved: Spans = spans[sp.lanes_of(spans) == lane] + (to - lane) * sp.LANE_SECONDS
    return moved
