"""Sets of time against plain Python sets of seconds."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.oracle.spans import seconds, spans
from tests.strategies import SPAN_END_MAX as MOST
from tests.strategies import pairs
from zusage.core import spans as sp
from zusage.core.errors import Refusal

edge = st.integers(0, MOST)


def as_array(raw: list[tuple[int, int]]) -> sp.Spans:
    return np.array(raw, dtype=np.int64).reshape(-1, 2)


@given(pairs())
@example([(5, 9), (0, 5)])
def test_normalise_is_the_set_of_seconds(raw):
    assert sp.spans_of(raw).tolist() == spans(seconds(raw))


@given(pairs(), st.randoms(use_true_random=False))
def test_order_of_spans_does_not_matter(raw, random):
    shuffled = random.sample(raw, len(raw))
    assert sp.spans_of(shuffled).tolist() == sp.spans_of(raw).tolist()


@given(pairs(), pairs(), pairs())
def test_union_intersection_and_difference_are_those_of_seconds(left, right, third):
    one, two = sp.spans_of(left), sp.spans_of(right)
    assert sp.union(one, two, sp.spans_of(third)).tolist() == spans(
        seconds([*left, *right, *third])
    )
    assert sp.intersect(one, two).tolist() == spans(seconds(left) & seconds(right))
    assert sp.subtract(one, two).tolist() == spans(seconds(left) - seconds(right))


@given(pairs(), edge, edge)
def test_clip_and_gaps_are_those_of_seconds(raw, start, end):
    window = seconds([(start, end)])
    assert sp.clip(sp.spans_of(raw), start=start, end=end).tolist() == spans(seconds(raw) & window)
    if start <= end:
        found = sp.gaps(sp.spans_of(raw), start=start, end=end)
        assert found.tolist() == spans(window - seconds(raw))


@given(pairs(), pairs())
def test_measure_goes_window_by_window(raw, windows):
    inside = [seconds(raw) & seconds([window]) for window in windows]
    found = sp.measure(sp.spans_of(raw), as_array(windows))
    assert found.tolist() == [len(part) for part in inside]


@given(pairs(), pairs().map(lambda raw: [(start, end) for start, end in raw if start < end]))
def test_cut_goes_window_by_window(raw, windows):
    parts, which = sp.cut(sp.spans_of(raw), as_array(windows))
    for at, window in enumerate(windows):
        assert parts[which == at].tolist() == spans(seconds(raw) & seconds([window]))


@given(pairs(), st.lists(st.integers(-5, MOST + 5)))
def test_covered_before_counts_seconds(raw, instants):
    chosen = seconds(raw)
    counted = sp.covered_before(sp.spans_of(raw), np.array(instants, dtype=np.int64))
    assert counted.tolist() == [sum(second < at for second in chosen) for at in instants]


@given(pairs())
def test_total_and_prefix_sums_add_up(raw):
    clean = sp.spans_of(raw)
    assert sp.total(clean) == len(seconds(raw))
    assert sp.prefix_seconds(clean).tolist() == [
        sp.total(clean[:count]) for count in range(len(clean) + 1)
    ]


@given(st.lists(pairs(), max_size=4), st.lists(pairs(), max_size=4))
def test_lanes_keep_components_apart(left, right):
    """Many components at once give what each of them gives alone."""
    count = min(len(left), len(right))

    def together(sets: list[list[tuple[int, int]]]) -> sp.Spans:
        lanes = np.repeat(np.arange(count), [len(raw) for raw in sets[:count]])
        # Around 1970, so that some spans begin before it: a lane is not left by that.
        shifted = [(a - MOST // 2, b - MOST // 2) for raw in sets[:count] for a, b in raw]
        return sp.normalise(sp.on_lanes(as_array(shifted), lanes))

    both = sp.intersect(together(left), together(right))
    expected = {
        lane: common
        for lane in range(count)
        if (common := spans(seconds(left[lane]) & seconds(right[lane])))
    }
    found = sp.by_lane(both)
    assert {lane: (own + MOST // 2).tolist() for lane, own in found.items()} == expected


def test_union_of_nothing_is_empty():
    assert sp.union().tolist() == []
    assert sp.union(sp.EMPTY, sp.EMPTY).tolist() == []


def test_span_that_ends_before_it_starts_is_refused():
    with pytest.raises(Refusal) as caught:
        sp.spans_of([(0, 5), (9, 3)])
    assert caught.value.code == "spans.backwards"
    assert caught.value.facts == {"row": 1, "start": 9, "end": 3}


@pytest.mark.parametrize("beyond", [sp.INSTANT_MAX + 1, -sp.INSTANT_MAX - 1])
def test_instant_outside_its_lane_is_refused(beyond):
    span = as_array([(min(beyond, 0), max(beyond, 0))])
    with pytest.raises(Refusal) as caught:
        sp.on_lanes(span, np.array([3]))
    assert caught.value.code == "spans.out_of_range"


@pytest.mark.parametrize("edge", [sp.INSTANT_MAX, -sp.INSTANT_MAX])
@pytest.mark.parametrize("lane", [0, 1, (1 << 24) - 1])
def test_instant_at_the_edge_of_its_lane_comes_back(edge, lane):
    span = as_array([(min(edge, 0), max(edge, 0))])
    put = sp.on_lanes(span, np.array([lane]))
    assert sp.lanes_of(put).tolist() == [lane]
    assert sp.off_lanes(put).tolist() == span.tolist()
