"""Service clocks against an oracle that walks second by second, and the laws that hold for them."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.oracle import clocks as oracle
from tests.strategies import DAY, GRAIN, HOUR, fine_situations, second_of, situations
from zusage.core.calendars import Calendar, always
from zusage.core.clocks import CHUNK, Boundary, Rank, ServiceClock
from zusage.core.errors import Refusal
from zusage.core.zones import instant_text

EARLIEST, NEXT_OPEN = Boundary.EARLIEST, Boundary.NEXT_OPEN
OFFICE = Calendar(zone="Europe/Berlin", week=(((9 * HOUR, 17 * HOUR),),) * 5 + ((), ()))
boundaries = st.sampled_from(Boundary)
# As far as an oracle walks before it gives up, in grains.
STEPS = 14 * DAY // GRAIN


def column(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


# ---- Against the oracle ----------------------------------------------------------------------


@given(situations(count=2))
def test_elapsed_counts_open_seconds(situation):
    calendar, (start, end) = situation
    found = ServiceClock(calendar).elapsed_between(start, end)
    assert found == oracle.elapsed(calendar, start, end, GRAIN)


@given(fine_situations(count=2))
def test_elapsed_is_exact_to_the_second(situation):
    calendar, (start, end) = situation
    assert ServiceClock(calendar).elapsed_between(start, end) == oracle.elapsed(
        calendar, start, end
    )


@given(situations(), st.integers(0, 30), boundaries)
def test_due_is_where_a_walk_ends(situation, grains, boundary):
    calendar, (start,) = situation
    found = oracle.due(
        calendar,
        start,
        grains * GRAIN,
        to_open=boundary is NEXT_OPEN,
        grain=GRAIN,
        steps=STEPS,
    )
    assume(found is not None)
    assert ServiceClock(calendar).due_at(start, grains * GRAIN, boundary) == found


@given(situations(), st.integers(0, 30), boundaries)
def test_before_is_where_a_walk_back_ends(situation, grains, boundary):
    calendar, (end,) = situation
    found = oracle.before(
        calendar,
        end,
        grains * GRAIN,
        to_open=boundary is NEXT_OPEN,
        grain=GRAIN,
        steps=STEPS,
    )
    assume(found is not None)
    assert ServiceClock(calendar).before_at(end, grains * GRAIN, boundary) == found


@given(fine_situations(count=1), st.integers(0, 400), boundaries)
def test_due_and_before_are_exact_to_the_second(situation, seconds, boundary):
    calendar, (at,) = situation
    clock, walk = ServiceClock(calendar), {"grain": 1, "steps": 1200}
    to_open = boundary is NEXT_OPEN
    due = oracle.due(calendar, at, seconds, to_open=to_open, **walk)
    before = oracle.before(calendar, at, seconds, to_open=to_open, **walk)
    assume(due is not None or before is not None)
    if due is not None:
        assert clock.due_at(at, seconds, boundary) == due
    if before is not None:
        assert clock.before_at(at, seconds, boundary) == before


# ---- Laws ------------------------------------------------------------------------------------

# Full hours as well as any second: openings and closings are worth hitting.
FIRST_HOUR, LAST_HOUR = (second_of(f"{year}-01-01T00:00") // HOUR for year in (2024, 2027))
starts = st.integers(FIRST_HOUR, LAST_HOUR).map(lambda hours: hours * HOUR) | st.integers(
    FIRST_HOUR * HOUR, LAST_HOUR * HOUR
)
lengths = st.integers(0, 400).map(lambda hours: hours * HOUR) | st.integers(0, 400 * HOUR)


@st.composite
def office_clocks(draw: st.DrawFn) -> ServiceClock:
    """Draw a clock that is open in every week of the year, so that every question has an answer."""
    calendar, _ = draw(situations())
    return ServiceClock(
        replace(calendar, week=(*calendar.week[:4], ((9 * HOUR, 17 * HOUR),), (), ()))
    )


@given(office_clocks(), starts, lengths)
def test_elapsed_until_due_is_what_was_asked_for(clock, start, seconds):
    due = clock.due_at(start, seconds)
    assert clock.elapsed_between(start, due) == seconds
    assert seconds == 0 or clock.elapsed_between(start, due - 1) == seconds - 1
    later = clock.due_at(start, seconds, NEXT_OPEN)
    assert clock.elapsed_between(start, later) == seconds
    assert clock.elapsed_between(start, later + 1) == seconds + 1


@given(office_clocks(), starts, lengths)
def test_before_is_the_mirror_of_due(clock, end, seconds):
    start = clock.before_at(end, seconds)
    assert clock.elapsed_between(start, end) == seconds
    assert seconds == 0 or clock.elapsed_between(start + 1, end) == seconds - 1
    earlier = clock.before_at(end, seconds, NEXT_OPEN)
    assert clock.elapsed_between(earlier, end) == seconds
    assert clock.elapsed_between(earlier - 1, end) == seconds + 1
    # There and back again: the earliest due of the latest start is never after the end.
    assert clock.due_at(start, seconds) <= end


@given(office_clocks(), starts, lengths, lengths, boundaries)
def test_due_and_before_are_monotone(clock, start, seconds, more, boundary):
    assert clock.due_at(start, seconds, boundary) <= clock.due_at(start, seconds + more, boundary)
    assert clock.due_at(start, seconds, boundary) <= clock.due_at(start + more, seconds, boundary)
    assert clock.before_at(start, seconds + more, boundary) <= clock.before_at(
        start, seconds, boundary
    )


@given(office_clocks(), starts, starts, starts)
def test_elapsed_adds_up_and_turns_its_sign(clock, a, b, c):
    assert clock.elapsed_between(a, b) + clock.elapsed_between(b, c) == clock.elapsed_between(a, c)
    assert clock.elapsed_between(a, b) == -clock.elapsed_between(b, a)


@given(
    office_clocks(),
    st.lists(st.tuples(starts, lengths, starts), min_size=1, max_size=6),
    boundaries,
)
def test_many_answers_are_those_of_each_question(clock, rows, boundary):
    begin, length, end = (column(list(values)) for values in zip(*rows, strict=True))
    one = ServiceClock(clock.calendar)
    assert clock.due(begin, length, boundary).tolist() == [
        one.due_at(a, n, boundary) for a, n, _ in rows
    ]
    assert clock.before(begin, length, boundary).tolist() == [
        one.before_at(a, n, boundary) for a, n, _ in rows
    ]
    assert clock.elapsed(begin, end).tolist() == [one.elapsed_between(a, b) for a, _, b in rows]


@given(office_clocks(), starts, starts, lengths)
def test_what_was_asked_before_changes_no_answer(clock, first, second, seconds):
    """Growing the table on demand, to either side, moves neither an answer nor the axis."""
    marks = clock.open_before(column([first, second])).tolist()
    due, start = clock.due_at(first, seconds), clock.before_at(first, seconds)
    clock.elapsed_between(first - 900 * DAY, second)
    clock.due_at(second, 1500 * HOUR)
    clock.before_at(first - 900 * DAY, 1500 * HOUR)
    assert clock.open_before(column([first, second])).tolist() == marks
    assert (clock.due_at(first, seconds), clock.before_at(first, seconds)) == (due, start)
    assert marks[1] - marks[0] == ServiceClock(clock.calendar).elapsed_between(first, second)


# ---- Cases -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "seconds", "boundary", "expected"),
    [
        ("2026-01-05T08:00", 8 * HOUR, EARLIEST, "2026-01-05T16:00:00Z"),  # closing time
        ("2026-01-05T08:00", 8 * HOUR, NEXT_OPEN, "2026-01-06T08:00:00Z"),
        ("2026-01-09T15:00", 2 * HOUR, EARLIEST, "2026-01-12T09:00:00Z"),  # over a weekend
        ("2026-01-10T12:00", 0, EARLIEST, "2026-01-10T12:00:00Z"),
        ("2026-01-10T12:00", 0, NEXT_OPEN, "2026-01-12T08:00:00Z"),
        ("2026-01-05T16:00", 0, NEXT_OPEN, "2026-01-06T08:00:00Z"),
        ("2026-01-05T15:59", 0, NEXT_OPEN, "2026-01-05T15:59:00Z"),
    ],
)
def test_due_at_the_edges_of_open_time(start, seconds, boundary, expected):
    clock = ServiceClock(OFFICE)
    assert instant_text(clock.due_at(second_of(start), seconds, boundary)) == expected


@pytest.mark.parametrize(
    ("end", "seconds", "boundary", "expected"),
    [
        ("2026-01-06T16:00", 8 * HOUR, EARLIEST, "2026-01-06T08:00:00Z"),  # an opening
        ("2026-01-06T16:00", 8 * HOUR, NEXT_OPEN, "2026-01-05T16:00:00Z"),
        ("2026-01-12T09:00", 2 * HOUR, EARLIEST, "2026-01-09T15:00:00Z"),  # over a weekend
        ("2026-01-10T12:00", 0, EARLIEST, "2026-01-10T12:00:00Z"),
        ("2026-01-10T12:00", 0, NEXT_OPEN, "2026-01-09T16:00:00Z"),
        ("2026-01-06T08:00", 0, NEXT_OPEN, "2026-01-05T16:00:00Z"),
        ("2026-01-06T08:01", 0, NEXT_OPEN, "2026-01-06T08:01:00Z"),
    ],
)
def test_before_at_the_edges_of_open_time(end, seconds, boundary, expected):
    clock = ServiceClock(OFFICE)
    assert instant_text(clock.before_at(second_of(end), seconds, boundary)) == expected


def test_clock_of_all_hours_counts_real_seconds():
    clock = ServiceClock(always("Europe/Berlin"))
    start = second_of("2025-03-29T12:00")
    assert clock.due_at(start, DAY) == start + DAY
    assert clock.due_at(start, DAY, NEXT_OPEN) == start + DAY
    assert clock.elapsed_between(start, start + 400 * DAY) == 400 * DAY


def test_single_special_day_is_found_decades_away():
    only = Calendar(zone="UTC", week=((),) * 7, special_days={date(2090, 7, 1): ((0, HOUR),)})
    clock = ServiceClock(only)
    opening = second_of("2090-07-01T00:00")
    assert clock.due_at(second_of("2026-01-01T00:00"), HOUR) == opening + HOUR
    assert clock.before_at(second_of("2150-01-01T00:00"), HOUR) == opening
    assert clock.elapsed_between(second_of("1950-01-01T00:00"), opening + 5) == 5


@pytest.mark.parametrize("count", [CHUNK - 1, CHUNK, 2 * CHUNK + 1])
def test_slices_join_without_a_seam(count):
    clock = ServiceClock(OFFICE)
    start = second_of("2024-01-01T00:00") + 997 * np.arange(count)
    seconds = (np.arange(count) * 7919) % (100 * HOUR)
    due = clock.due(start, seconds)
    assert clock.elapsed(start, due).tolist() == seconds.tolist()
    assert clock.elapsed(start, clock.due(start, seconds + 1)).tolist() == (seconds + 1).tolist()


def test_no_questions_have_no_answers():
    clock, none = ServiceClock(OFFICE), column([])
    for found in (
        clock.due(none, none),
        clock.before(none, none),
        clock.elapsed(none, none),
        clock.open_before(none),
    ):
        assert found.tolist() == []


def test_nothing_asked_for_is_due_at_once():
    clock, start = ServiceClock(OFFICE), column([second_of("2026-01-10T12:00")] * 2)
    assert clock.due(start, column([0, 0])).tolist() == start.tolist()
    assert clock.before(start, column([0, 0])).tolist() == start.tolist()


@given(
    st.lists(st.integers(-(10**6), 10**6), min_size=1, unique=True).map(sorted),
    st.lists(st.integers(0, 2 * 10**6), max_size=50),
)
def test_rank_finds_the_last_edge(edges, shifts):
    """Also where the edges are so uneven that it has to search."""
    crowd = sorted({*edges, *range(edges[0], edges[0] + 20)})
    for chosen in (edges, crowd):
        values = [min(chosen[0] + shift, chosen[-1]) for shift in shifts]
        expected = [sum(edge <= value for edge in chosen) - 1 for value in values]
        assert Rank(column(chosen))(column(values)).tolist() == expected


def test_rank_searches_where_many_edges_share_a_bucket():
    edges = [*range(10), *range(10**5, 31 * 10**5, 10**5)]
    values = [0, 3, 9, 10, 99_999, 100_000, 2_950_000]
    expected = [sum(edge <= value for edge in edges) - 1 for value in values]
    assert Rank(column(edges))(column(values)).tolist() == expected


# ---- Refusals --------------------------------------------------------------------------------

FROZEN = replace(OFFICE, years=(2025, 2026))
FIRST, LAST = second_of("2024-12-31T23:00"), second_of("2026-12-31T23:00")
LAST_CLOSING = second_of("2026-12-31T16:00")


def refusal_of(ask, *arguments) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refusal) as caught:
        ask(*arguments)
    return caught.value.code, caught.value.facts


def beyond(wanted: str) -> tuple[str, dict[str, object]]:
    return "calendar.out_of_range", {"known": "2025-2026", "wanted": wanted}


def test_frozen_years_answer_up_to_their_edges():
    clock, free = ServiceClock(FROZEN), ServiceClock(OFFICE)
    assert clock.elapsed_between(FIRST, LAST) == free.elapsed_between(FIRST, LAST)
    assert clock.due_at(LAST_CLOSING - HOUR, HOUR) == LAST_CLOSING
    assert clock.due_at(LAST, 0) == LAST
    first_opening = second_of("2025-01-01T08:00")
    assert clock.before_at(first_opening + HOUR, HOUR) == first_opening
    assert clock.before_at(LAST, 0, NEXT_OPEN) == LAST_CLOSING
    assert clock.open_before(column([FIRST, LAST])).size == 2


@pytest.mark.parametrize("boundary", Boundary)
def test_frozen_years_refuse_what_lies_behind_them(boundary):
    clock = ServiceClock(FROZEN)
    assert refusal_of(clock.elapsed_between, FIRST - 1, LAST) == beyond("2024-12-31")
    assert refusal_of(clock.elapsed_between, FIRST, LAST + 1) == beyond("2027-01-01")
    assert refusal_of(clock.due_at, LAST_CLOSING - HOUR, HOUR + 1, boundary) == beyond("2027-01-01")
    assert refusal_of(clock.before_at, FIRST + DAY, DAY, boundary) == beyond("2024-01-01")
    for move, wanted in ((clock.due, "2027-01-01"), (clock.before, "2024-01-01")):
        asked = column([FIRST]), column([2**63 - 1]), boundary
        assert refusal_of(move, *asked) == beyond(wanted)
    for move in (clock.due, clock.before):
        assert refusal_of(move, column([FIRST - 1]), column([0])) == beyond("2024-12-31")


def test_next_opening_or_closing_must_be_known():
    clock = ServiceClock(FROZEN)
    for ask, at, wanted in (
        (clock.due, LAST_CLOSING, "2027-01-01"),
        (clock.before, second_of("2025-01-01T08:00"), "2024-01-01"),
    ):
        assert ask(column([at]), column([0])).tolist() == [at]
        assert refusal_of(ask, column([at]), column([0]), NEXT_OPEN) == beyond(wanted)


def test_one_question_is_not_refused_because_of_another():
    """Late and short beside early and long: each has an answer within the known years."""
    clock = ServiceClock(FROZEN)
    start, seconds = [LAST_CLOSING - HOUR, FIRST], [HOUR, 4000 * HOUR]
    assert clock.due(column(start), column(seconds)).tolist() == [
        clock.due_at(at, n) for at, n in zip(start, seconds, strict=True)
    ]
    end = [LAST, second_of("2025-01-02T16:00")]
    assert clock.before(column(end), column(seconds[::-1])).tolist() == [
        clock.before_at(at, n) for at, n in zip(end, seconds[::-1], strict=True)
    ]


@pytest.mark.parametrize("seconds", [10**10, 2**62, 2**63 - 1])
@pytest.mark.parametrize("start", ["1900-01-02T00:00", "2200-12-30T00:00"])
def test_lengths_beyond_all_years_are_refused(seconds, start):
    clock, at = ServiceClock(OFFICE), second_of(start)
    for one, many in ((clock.due_at, clock.due), (clock.before_at, clock.before)):
        assert refusal_of(one, at, seconds)[0] == "time.out_of_range"
        assert refusal_of(many, column([at]), column([seconds]))[0] == "time.out_of_range"


@pytest.mark.parametrize("at", [-(10**30), 10**30, second_of("1899-12-31T00:00")])
def test_instants_beyond_all_years_are_refused(at):
    clock = ServiceClock(OFFICE)
    assert refusal_of(clock.due_at, at, 5)[0] == "time.out_of_range"
    assert refusal_of(clock.elapsed_between, 0, at)[0] == "time.out_of_range"


def test_lengths_below_zero_are_refused():
    clock = ServiceClock(OFFICE)
    refused = ("clock.negative", {"value": -1})
    assert refusal_of(clock.due_at, 0, -1) == refused
    assert refusal_of(clock.before_at, 0, -1) == refused
    assert refusal_of(clock.due, column([0, 0]), column([5, -1])) == refused
    assert refusal_of(clock.before, column([0, 0]), column([5, -1])) == refused
