"""Clocks that run only while a calendar is open: elapsed time, and instants at which it is used up.

F(t) counts the open seconds up to t on an axis of the clock's own. Elapsed is F(end) - F(start);
due is the left inverse of F, so a deadline that falls on closing time stays there. Nothing is
clamped: the table of open spans grows until it holds the answer, or the question is refused.
How it works, with an example: docs/algorithms/clocks.md.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from zusage.core import spans as sp
from zusage.core.calendars import Calendar, known_years, not_known, open_spans
from zusage.core.errors import Refusal
from zusage.core.spans import Seconds
from zusage.core.zones import DAY_SECONDS, local_date, midnight

# So many items at once stay in the processor's cache.
CHUNK = 1 << 14
BUCKETS_MAX = 1 << 22
STEPS_MAX = 4


class Boundary(StrEnum):
    """Where a result on the edge of open time lies: on it, or at the next opening."""

    EARLIEST = "earliest"
    NEXT_OPEN = "next_open"


class Rank:
    """Finds the last edge at or before a value, by a table of buckets instead of a search.

    edges: int64 (n,), strictly rising. Buckets are about as wide as the usual step between edges,
    so a look-up and a step or two replace a search through all edges; where the edges are too
    uneven for that, it searches.
    """

    def __init__(self, edges: Seconds) -> None:
        self.edges = edges
        usual = int(np.median(np.diff(edges))) if edges.size > 1 else 1
        width = int(edges[-1] - edges[0]) + 1
        self.first = int(edges[0])
        self.shift = max(usual.bit_length() - 1, (width // BUCKETS_MAX).bit_length())
        bounds = np.arange((width >> self.shift) + 2, dtype=np.int64) << self.shift
        self.table = np.searchsorted(edges, bounds + self.first, "right") - 1
        self.steps = int(np.diff(self.table).max())
        self.following = np.append(edges[1:], np.iinfo(np.int64).max)

    def __call__(self, values: Seconds) -> Seconds:
        """Return positions (m,) for values (m,), all between the first and the last edge."""
        if self.steps > STEPS_MAX:
            return np.searchsorted(self.edges, values, "right") - 1
        found: Seconds = self.table[(values - self.first) >> self.shift]
        for _ in range(self.steps):
            found += self.following[found] <= values
        return found


@dataclass(frozen=True, kw_only=True)
class _Table:
    """The open spans of some years, ready for look-ups.

    first, last: the instants between which it answers, both included.
    starts, lengths, sums: int64 (n + 1,); sums is F at the start of each span.
    Position 0 is a span of no length, a day before `first`, so that every instant has a position.
    """

    years: tuple[int, int]
    first: int
    last: int
    starts: Seconds
    lengths: Seconds
    sums: Seconds

    @cached_property
    def by_start(self) -> Rank:
        return Rank(np.append(self.starts, self.last + 1))

    @cached_property
    def by_sum(self) -> Rank:
        return Rank(np.append(self.sums[1:], self.top))

    @cached_property
    def bottom(self) -> int:
        return int(self.sums[0])

    @cached_property
    def top(self) -> int:
        return int(self.sums[-1] + self.lengths[-1])

    def marks(self, at: Seconds) -> Seconds:
        """F of each instant."""
        position = self.by_start(at)
        begun = np.minimum(at - self.starts[position], self.lengths[position])
        counted: Seconds = self.sums[position] + begun
        return counted

    def first_at(self, mark: Seconds) -> Seconds:
        """Return the first instant with each mark; above the bottom, up to the top."""
        return self._inside(self.by_sum(mark - 1) + 1, mark)

    def last_at(self, mark: Seconds) -> Seconds:
        """Return the last instant with each mark; from the bottom, below the top."""
        return self._inside(self.by_sum(mark) + 1, mark)

    def _inside(self, position: Seconds, mark: Seconds) -> Seconds:
        instants: Seconds = self.starts[position] + mark - self.sums[position]
        return instants

    # The same for one value: NumPy's overhead for a call is larger than the whole search.

    @cached_property
    def views(self) -> tuple[memoryview, memoryview, memoryview]:
        return self.starts.data, self.lengths.data, self.sums.data

    def mark_of(self, at: int) -> int:
        starts, lengths, sums = self.views
        position = bisect_right(starts, at) - 1
        begun, length = at - starts[position], lengths[position]
        return sums[position] + (begun if begun < length else length)

    def first_of(self, mark: int) -> int:
        starts, _, sums = self.views
        position = bisect_right(sums, mark - 1) - 1
        return starts[position] + mark - sums[position]

    def last_of(self, mark: int) -> int:
        starts, _, sums = self.views
        position = bisect_right(sums, mark) - 1
        return starts[position] + mark - sums[position]


class ServiceClock:
    """Answers for one calendar. It keeps a table of the years that were asked for so far.

    Instants and lengths are UTC seconds: int64 (n,) or, in the methods ending in `_at` and
    `_between`, one int.
    """

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.years = known_years(calendar)
        self.first = midnight(calendar.zone, date(self.years[0], 1, 1))
        self.last = midnight(calendar.zone, date(self.years[1] + 1, 1, 1))
        self._table: _Table | None = None
        self._origin = 0

    def open_before(self, at: Seconds) -> Seconds:
        """Map instants to this clock's axis of open seconds, the same one in every call.

        Only differences mean something: the axis begins anywhere, so marks may be negative.
        """
        if at.size == 0:
            return at
        return _chunked(self._covering(int(at.min()), int(at.max())).marks, at)

    def elapsed(self, start: Seconds, end: Seconds) -> Seconds:
        """Return the open seconds from start to end; negative where end lies before start.

        Raises Refusal("time.out_of_range") or, where the holidays are not known,
        Refusal("calendar.out_of_range"). Clauses: V13, V14, T06.

        >>> from zusage.core.calendars import Calendar
        >>> clock = ServiceClock(Calendar(zone="UTC", week=(((32400, 61200),),) * 5 + ((), ())))
        >>> clock.elapsed_between(0, 10 * 3600), clock.due_at(0, 9 * 3600) - 86400
        (3600, 36000)
        """
        if start.size == 0:
            return start
        table = self._covering(int(min(start.min(), end.min())), int(max(start.max(), end.max())))
        return _chunked(lambda a, b: table.marks(b) - table.marks(a), start, end)

    def due(
        self, start: Seconds, seconds: Seconds, boundary: Boundary = Boundary.EARLIEST
    ) -> Seconds:
        """Return the first instants with so much open time between start and them.

        A deadline at closing time stays there; with NEXT_OPEN it moves to the next opening.
        0 seconds from anywhere are due at once, with NEXT_OPEN at the next opening.
        Raises Refusal("clock.negative") for seconds below 0, and as `elapsed`.
        Clauses: V13, V14, T06, P08.
        """
        return self._moved(start, seconds, boundary, self._due_all)

    def before(
        self, end: Seconds, seconds: Seconds, boundary: Boundary = Boundary.EARLIEST
    ) -> Seconds:
        """Return the latest instants from which so much open time leads up to end.

        An instant at an opening stays there; with NEXT_OPEN it moves to the closing before it.
        Raises as `due`. Clauses: V08.
        """
        return self._moved(end, seconds, boundary, self._before_all)

    def elapsed_between(self, start: int, end: int) -> int:
        """Return the open seconds from one instant to another; the scalar form of `elapsed`."""
        table = self._covering(min(start, end), max(start, end))
        return table.mark_of(end) - table.mark_of(start)

    def due_at(self, start: int, seconds: int, boundary: Boundary = Boundary.EARLIEST) -> int:
        """Return one due instant; the scalar form of `due`."""
        table = self._covering(start, start)
        _refuse_negative(seconds)
        if boundary is Boundary.NEXT_OPEN:
            mark = table.mark_of(start) + seconds
            return self._up_to(mark + 1).last_of(mark)
        if not seconds:
            return start
        mark = table.mark_of(start) + seconds
        return self._up_to(mark).first_of(mark)

    def before_at(self, end: int, seconds: int, boundary: Boundary = Boundary.EARLIEST) -> int:
        """Return one instant ahead of an end; the scalar form of `before`."""
        table = self._covering(end, end)
        _refuse_negative(seconds)
        if boundary is Boundary.NEXT_OPEN:
            mark = table.mark_of(end) - seconds
            return self._down_to(mark - 1).first_of(mark)
        if not seconds:
            return end
        mark = table.mark_of(end) - seconds
        return self._down_to(mark).last_of(mark)

    def _moved(
        self,
        at: Seconds,
        seconds: Seconds,
        boundary: Boundary,
        move: Callable[[Seconds, Seconds, bool], Seconds],
    ) -> Seconds:
        """Check the questions and set those aside that ask for no time at all."""
        if at.size == 0:
            return at
        self._covering(int(at.min()), int(at.max()))
        _refuse_negative(int(seconds.min()))
        # A second more than all years have is refused as well, and its mark stays within int64.
        seconds = np.minimum(seconds, self.last - self.first + 1)
        is_next = boundary is Boundary.NEXT_OPEN
        asked = seconds > 0
        if is_next or asked.all():
            return _chunked(lambda a, n: move(a, n, is_next), at, seconds)
        result = at.copy()
        if asked.any():
            result[asked] = self._moved(at[asked], seconds[asked], boundary, move)
        return result

    def _due_all(self, start: Seconds, seconds: Seconds, is_next: bool) -> Seconds:
        mark = self._known.marks(start) + seconds
        table = self._up_to(int(mark.max()) + is_next)
        return table.last_at(mark) if is_next else table.first_at(mark)

    def _before_all(self, end: Seconds, seconds: Seconds, is_next: bool) -> Seconds:
        mark = self._known.marks(end) - seconds
        table = self._down_to(int(mark.min()) - is_next)
        return table.first_at(mark) if is_next else table.last_at(mark)

    @property
    def _known(self) -> _Table:
        assert self._table is not None
        return self._table

    def _covering(self, first: int, last: int) -> _Table:
        """Return a table that holds both instants."""
        table = self._table
        if table is not None and table.first <= first and last <= table.last:
            return table
        for second in (first, last):
            if not self.first <= second <= self.last:
                raise not_known(self.calendar, local_date(self.calendar.zone, second))
        from_year, to_year = (local_date(self.calendar.zone, at).year for at in (first, last))
        return self._grow(from_year - 1, to_year + 2)

    def _up_to(self, mark: int) -> _Table:
        """Return a table whose open time reaches up to a mark."""
        table, step = self._known, 1
        while table.top < mark:
            if mark - table.top > self.last - table.last:
                raise not_known(self.calendar, date(self.years[1] + 1, 1, 1))
            table = self._grow(table.years[0], table.years[1] + step)
            step *= 2
        return table

    def _down_to(self, mark: int) -> _Table:
        """Return a table whose open time reaches down to a mark."""
        table, step = self._known, 1
        while table.bottom > mark:
            if table.bottom - mark > table.first - self.first:
                raise not_known(self.calendar, date(self.years[0] - 1, 1, 1))
            table = self._grow(table.years[0] - step, table.years[1])
            step *= 2
        return table

    def _grow(self, from_year: int, to_year: int) -> _Table:
        """Extend the table to the years from_year up to, but without, to_year."""
        if self._table is not None:
            known = self._table.years
            from_year, to_year = min(from_year, known[0]), max(to_year, known[1])
        from_year, to_year = max(from_year, self.years[0]), min(to_year, self.years[1] + 1)
        first = midnight(self.calendar.zone, date(from_year, 1, 1))
        last = midnight(self.calendar.zone, date(to_year, 1, 1))
        if self._table is None:
            self._origin = first
        self._table = _built(self.calendar, (from_year, to_year), first, last, self._origin)
        return self._table


def _built(
    calendar: Calendar, years: tuple[int, int], first: int, last: int, origin: int
) -> _Table:
    """Lay out the open spans between two instants; origin is where the axis has its zero."""
    spans = open_spans(calendar, start=first, end=last)
    ahead = sp.total(sp.clip(spans, start=first, end=origin))
    none = np.zeros(1, dtype=np.int64)
    return _Table(
        years=years,
        first=first,
        last=last,
        starts=np.concatenate((none + first - DAY_SECONDS, spans[:, 0])),
        lengths=np.concatenate((none, spans[:, 1] - spans[:, 0])),
        sums=np.concatenate((none, sp.prefix_seconds(spans)[:-1])) - ahead,
    )


def _refuse_negative(seconds: int) -> None:
    if seconds < 0:
        raise Refusal("clock.negative", value=seconds)


def _chunked(answer: Callable[..., Seconds], *columns: Seconds) -> Seconds:
    """Apply a function to slices that fit the processor's cache."""
    if len(columns[0]) <= CHUNK:
        return answer(*columns)
    result = np.empty(len(columns[0]), dtype=np.int64)
    for at in range(0, len(result), CHUNK):
        result[at : at + CHUNK] = answer(*(column[at : at + CHUNK] for column in columns))
    return result
