"""Sets of time: sorted, disjoint, half-open spans of whole UTC seconds, as int64 arrays (n, 2).

Many components at once are the same sets on a longer axis: each component has a *lane*, lane k
begins at k * LANE_SECONDS, and no instant of ours leaves its lane. So there is one implementation
of union, intersection and measure, and no Python loop per component.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from zusage.core.errors import Refusal

Seconds = NDArray[np.int64]
Spans = NDArray[np.int64]

LANE_SECONDS = 1 << 38
INSTANT_MAX = (1 << 37) - 1

EMPTY: Spans = np.empty((0, 2), dtype=np.int64)


def spans_of(pairs: Iterable[tuple[int, int]]) -> Spans:
    """Make a clean set from any pairs of start and end, in any order, overlapping or empty.

    >>> spans_of([(30, 40), (0, 10), (10, 20), (5, 5)]).tolist()
    [[0, 20], [30, 40]]
    """
    raw = np.array([*pairs], dtype=np.int64).reshape(-1, 2)
    return normalise(raw)


def normalise(raw: Spans) -> Spans:
    """Sort, drop the empty ones, and merge what overlaps or touches.

    raw: int64 (n, 2), any order. Raises Refusal("spans.backwards") if one ends before it starts.
    """
    starts, ends = raw[:, 0], raw[:, 1]
    if np.any(ends < starts):
        row = int(np.argmax(ends < starts))
        raise Refusal("spans.backwards", row=row, start=int(starts[row]), end=int(ends[row]))
    keep = ends > starts
    if not keep.all():
        starts, ends = starts[keep], ends[keep]
    if starts.size == 0:
        return EMPTY
    if np.any(starts[1:] < starts[:-1]):
        order = np.argsort(starts, kind="stable")
        starts, ends = starts[order], ends[order]
    if np.all(starts[1:] > ends[:-1]):
        return np.stack((starts, ends), axis=1)
    reach = np.maximum.accumulate(ends)
    first = np.empty(starts.size, dtype=np.bool_)
    first[0] = True
    np.greater(starts[1:], reach[:-1], out=first[1:])
    last = np.append(first[1:], True)
    return np.stack((starts[first], reach[last]), axis=1)


def union(*sets: Spans) -> Spans:
    """Return the time that lies in any of the sets.

    >>> union(spans_of([(0, 10)]), spans_of([(5, 20), (30, 40)])).tolist()
    [[0, 20], [30, 40]]
    """
    filled = [spans for spans in sets if spans.size]
    if len(filled) == 1:
        return filled[0]
    return normalise(np.concatenate(filled)) if filled else EMPTY


def intersect(left: Spans, right: Spans) -> Spans:
    """Return the time that lies in both sets. Both sorted and disjoint.

    >>> intersect(spans_of([(0, 10), (20, 30)]), spans_of([(5, 25)])).tolist()
    [[5, 10], [20, 25]]
    """
    if len(right) > len(left):
        left, right = right, left
    return cut(left, right)[0]


def cut(spans: Spans, windows: Spans) -> tuple[Spans, Seconds]:
    """Cut a set into its parts inside each window; return the parts and their windows' positions.

    windows: int64 (m, 2) in any order, none of them empty; they may overlap, as rolling periods do.

    >>> parts, window = cut(spans_of([(0, 10)]), np.array([[0, 4], [2, 20]]))
    >>> parts.tolist(), window.tolist()
    ([[0, 4], [2, 10]], [0, 1])
    """
    first = np.searchsorted(spans[:, 1], windows[:, 0], "right")
    after = np.searchsorted(spans[:, 0], windows[:, 1], "left")
    count = np.maximum(after - first, 0)
    which = np.repeat(np.arange(len(windows)), count)
    offset = np.arange(which.size) - np.repeat(np.cumsum(count) - count, count)
    chosen, window = spans[first[which] + offset], windows[which]
    starts = np.maximum(chosen[:, 0], window[:, 0])
    ends = np.minimum(chosen[:, 1], window[:, 1])
    return np.stack((starts, ends), axis=1), which


def gaps(spans: Spans, *, start: int, end: int) -> Spans:
    """Return the time between start and end that lies in no span.

    >>> gaps(spans_of([(5, 10)]), start=0, end=20).tolist()
    [[0, 5], [10, 20]]
    """
    inside = clip(spans, start=start, end=end)
    edges = np.concatenate(([start], inside.ravel(), [end])).reshape(-1, 2)
    return edges[edges[:, 1] > edges[:, 0]]


def clip(spans: Spans, *, start: int, end: int) -> Spans:
    """Return the part of the set between start and end.

    >>> clip(spans_of([(0, 10), (20, 30)]), start=5, end=22).tolist()
    [[5, 10], [20, 22]]
    """
    if end <= start:
        return EMPTY
    # Asked for again and again in small sets, so without the steps that many windows need.
    first = np.searchsorted(spans[:, 1], start, "right")
    after = np.searchsorted(spans[:, 0], end, "left")
    inside: Spans = np.clip(spans[first:after], start, end)
    return inside


def subtract(left: Spans, right: Spans) -> Spans:
    """Return the time of the left set that does not lie in the right one.

    >>> subtract(spans_of([(0, 10)]), spans_of([(2, 3), (9, 20)])).tolist()
    [[0, 2], [3, 9]]
    """
    if left.size == 0 or right.size == 0:
        return left
    return intersect(left, gaps(right, start=int(left[0, 0]), end=int(left[-1, 1])))


def total(spans: Spans) -> int:
    """Return the seconds in the set.

    >>> total(spans_of([(0, 10), (20, 25)]))
    15
    """
    return int((spans[:, 1] - spans[:, 0]).sum())


def prefix_seconds(spans: Spans) -> Seconds:
    """Return the seconds of the set before each of its spans, and after the last one: (n + 1,)."""
    sums = np.zeros(len(spans) + 1, dtype=np.int64)
    np.cumsum(spans[:, 1] - spans[:, 0], out=sums[1:])
    return sums


def covered_before(spans: Spans, at: Seconds) -> Seconds:
    """Count, for each instant, the seconds of the set that lie before it.

    at: int64 (m,), any order; sorted instants are several times faster.

    >>> covered_before(spans_of([(0, 10), (20, 30)]), np.array([5, 15, 99])).tolist()
    [5, 10, 20]
    """
    if spans.size == 0:
        return np.zeros(len(at), dtype=np.int64)
    which = np.searchsorted(spans[:, 0], at, "right") - 1
    nearest = np.maximum(which, 0)
    begun = np.minimum(at - spans[nearest, 0], spans[nearest, 1] - spans[nearest, 0])
    return np.where(which < 0, 0, prefix_seconds(spans)[nearest] + begun)


def measure(spans: Spans, windows: Spans) -> Seconds:
    """Count the seconds of the set in each window.

    windows: int64 (m, 2); they may touch, overlap, repeat and be empty.

    >>> measure(spans_of([(0, 10), (20, 30)]), np.array([[0, 15], [15, 25]])).tolist()
    [10, 5]
    """
    edges = covered_before(spans, np.ascontiguousarray(windows).ravel()).reshape(-1, 2)
    return edges[:, 1] - edges[:, 0]


def on_lanes(spans: Spans, lanes: Seconds) -> Spans:
    """Put each span on its lane: int64 (n, 2) and lane numbers (n,), 0 <= lane < 2**24.

    Raises Refusal("spans.out_of_range") for instants beyond the years 2386 BC to 6325.
    """
    if spans.size and int(np.abs(spans).max()) > INSTANT_MAX:
        raise Refusal("spans.out_of_range", limit=INSTANT_MAX)
    return spans + (lanes * LANE_SECONDS)[:, None]


def lanes_of(spans: Spans) -> Seconds:
    """Return the lane number of each span."""
    return (spans[:, 0] + (LANE_SECONDS >> 1)) // LANE_SECONDS


def by_lane(spans: Spans) -> dict[int, Spans]:
    """Split a set on lanes into one set of UTC seconds for each lane that has any.

    >>> by_lane(on_lanes(np.array([[0, 5], [3, 4]]), np.array([0, 2])))[2].tolist()
    [[3, 4]]
    """
    lanes, first = np.unique(lanes_of(spans), return_index=True)
    parts = np.split(off_lanes(spans), first[1:]) if len(lanes) else []
    return dict(zip(lanes.tolist(), parts, strict=True))


def off_lanes(spans: Spans) -> Spans:
    """Take the spans off their lanes, back to UTC seconds."""
    return spans - (lanes_of(spans) * LANE_SECONDS)[:, None]
