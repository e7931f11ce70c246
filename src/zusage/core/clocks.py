"""Clocks that run only while a calendar is open: elapsed time, due instants, business days.

F(t) counts the open seconds before t. Elapsed is F(end) - F(start); due is the left inverse of F,
so a deadline that falls on closing time stays there. Nothing is clamped: the tables grow until
they reach the answer, or the question is refused.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np

from zusage.core import spans as sp
from zusage.core.calendars import Calendar, business_days, check_years, open_spans
from zusage.core.errors import Refusal
from zusage.core.spans import INSTANT_MAX, Seconds
from zusage.core.zones import (
    DAY_SECONDS,
    YEAR_MAX,
    YEAR_MIN,
    date_of,
    day_number,
    instant,
    local_date,
    midnight,
    wall_second,
)

CHUNK = 1 << 14
TABLE_MAX = 1 << 22


class Boundary(StrEnum):
    """Where a result on the edge of open time lies: on it, or at the next opening."""

    EARLIEST = "earliest"
    NEXT_OPEN = "next_open"


class FromNonworking(StrEnum):
    """Where counting business days begins on a day off: there, or at the next or last one."""

    STEP = "step"
    FORWARD = "forward"
    BACKWARD = "backward"


class Rank:
    """Finds the last edge at or before a value, by a table of buckets instead of a search.

    edges: int64 (n,), strictly rising. Buckets are about as wide as the usual step between edges,
    so a look-up and a step or two replace a search through all edges.
    """

    def __init__(self, edges: Seconds) -> None:
        usual = int(np.median(np.diff(edges))) if edges.size > 1 else 1
        width = int(edges[-1] - edges[0]) + 1
        self.first = int(edges[0])
        self.shift = max(usual.bit_length() - 1, (width // TABLE_MAX).bit_length())
        bounds = np.arange((width >> self.shift) + 2, dtype=np.int64) << self.shift
        self.table = np.searchsorted(edges, bounds + self.first, "right") - 1
        self.steps = int(np.diff(self.table).max())
        self.following = np.append(edges[1:], np.iinfo(np.int64).max)

    def __call__(self, values: Seconds) -> Seconds:
        """Return positions (m,) for values (m,), all between the first and the last edge."""
        found: Seconds = self.table[(values - self.first) >> self.shift]
        for _ in range(self.steps):
            found += self.following[found] <= values
        return found


@dataclass(frozen=True, kw_only=True)
class _Table:
    """The open spans of some years, ready for look-ups.

    first, last: the instants between which it answers.
    starts, lengths, sums: int64 (n + 1,); sums counts the open seconds before each span.
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
        return Rank(np.append(self.starts, self.last))

    @cached_property
    def by_sum(self) -> Rank:
        return Rank(np.append(self.sums[1:], self.open_total))

    @cached_property
    def lists(self) -> tuple[list[int], list[int], list[int]]:
        return self.starts.tolist(), self.lengths.tolist(), self.sums.tolist()

    @cached_property
    def open_total(self) -> int:
        return int(self.sums[-1] + self.lengths[-1])

    def open_before(self, at: Seconds) -> Seconds:
        """F(t): the open seconds before each instant."""
        position = self.by_start(at)
        begun = np.minimum(at - self.starts[position], self.lengths[position])
        counted: Seconds = self.sums[position] + begun
        return counted

    def reach(self, target: Seconds) -> Seconds:
        """Return the first instant with so many open seconds before it; target 1 to the total."""
        return self._inside(self.by_sum(target - 1) + 1, target)

    def last_with(self, target: Seconds) -> Seconds:
        """Return the last instant with so many open seconds before it; target 0 to total - 1."""
        return self._inside(self.by_sum(target) + 1, target)

    def _inside(self, position: Seconds, target: Seconds) -> Seconds:
        instants: Seconds = self.starts[position] + target - self.sums[position]
        return instants

    def open_before_one(self, at: int) -> int:
        starts, lengths, sums = self.lists
        position = bisect_right(starts, at) - 1
        return sums[position] + min(at - starts[position], lengths[position])

    def reach_one(self, target: int) -> int:
        starts, _, sums = self.lists
        position = bisect_right(sums, target - 1) - 1
        return starts[position] + target - sums[position]

    def last_with_one(self, target: int) -> int:
        starts, _, sums = self.lists
        position = bisect_right(sums, target) - 1
        return starts[position] + target - sums[position]


class ServiceClock:
    """Answers for one calendar. It keeps a table of the years that were asked for so far."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.limits = calendar.years or (YEAR_MIN, YEAR_MAX)
        self._table: _Table | None = None

    def open_before(self, at: Seconds) -> Seconds:
        """Map instants to the axis of open seconds, which starts somewhere before all of them."""
        if at.size == 0:
            return at
        table = self._covering(int(at.min()), int(at.max()))
        return _chunked(table.open_before, at)

    def elapsed(self, start: Seconds, end: Seconds) -> Seconds:
        """Return the open seconds from start to end; negative where end lies before start.

        start, end: int64 (n,), UTC seconds. Clauses: V13, V14, T06.
        """
        if start.size == 0:
            return start
        table = self._covering(
            int(min(start.min(), end.min())), int(max(start.max(), end.max()))
        )
        return _chunked(lambda a, b: table.open_before(b) - table.open_before(a), start, end)

    def due(
        self, start: Seconds, seconds: Seconds, boundary: Boundary = Boundary.EARLIEST
    ) -> Seconds:
        """Return the first instants with so much open time between start and them.

        A deadline at closing time stays there; with NEXT_OPEN it moves to the next opening.
        start, seconds: int64 (n,). Raises Refusal("clock.negative") for seconds below 0, and
        Refusal("time.out_of_range") or Refusal("calendar.out_of_range") beyond the known years.
        Clauses: V13, V14, T06, P08.
        """
        if start.size == 0:
            return start
        _refuse_negative(int(seconds.min()))
        table = self._until(int(start.min()), int(start.max()), int(seconds.max()))
        none_asked = not seconds.all()

        def answer(begin: Seconds, length: Seconds) -> Seconds:
            target = table.open_before(begin) + length
            if boundary is Boundary.NEXT_OPEN:
                return np.maximum(table.last_with(target), begin)
            if none_asked:
                return np.where(length > 0, table.reach(np.maximum(target, 1)), begin)
            return table.reach(target)

        return _chunked(answer, start, seconds)

    def before(
        self, end: Seconds, seconds: Seconds, boundary: Boundary = Boundary.EARLIEST
    ) -> Seconds:
        """Return the latest instants from which so much open time leads up to end.

        An instant at an opening stays there; with NEXT_OPEN it moves to the closing before it.
        end, seconds: int64 (n,). Raises as `due`. Clauses: V08.
        """
        if end.size == 0:
            return end
        _refuse_negative(int(seconds.min()))
        table = self._since(int(end.min()), int(end.max()), int(seconds.max()))

        def answer(until: Seconds, length: Seconds) -> Seconds:
            target = table.open_before(until) - length
            if boundary is Boundary.NEXT_OPEN:
                return np.minimum(table.reach(target), until)
            at_most = np.minimum(target, table.open_total - 1)
            return np.where(length > 0, table.last_with(at_most), until)

        return _chunked(answer, end, seconds)

    def elapsed_between(self, start: int, end: int) -> int:
        """Return the open seconds from one instant to another; the scalar form of `elapsed`."""
        table = self._covering(min(start, end), max(start, end))
        return table.open_before_one(end) - table.open_before_one(start)

    def due_at(self, start: int, seconds: int, boundary: Boundary = Boundary.EARLIEST) -> int:
        """Return one due instant; the scalar form of `due`."""
        _refuse_negative(seconds)
        table = self._until(start, start, seconds)
        target = table.open_before_one(start) + seconds
        if boundary is Boundary.NEXT_OPEN:
            return max(table.last_with_one(target), start)
        return table.reach_one(target) if seconds else start

    def before_at(self, end: int, seconds: int, boundary: Boundary = Boundary.EARLIEST) -> int:
        """Return one instant ahead of an end; the scalar form of `before`."""
        _refuse_negative(seconds)
        table = self._since(end, end, seconds)
        target = table.open_before_one(end) - seconds
        if boundary is Boundary.NEXT_OPEN:
            return min(table.reach_one(target), end)
        return table.last_with_one(target) if seconds else end

    def _covering(self, first: int, last: int) -> _Table:
        """Return a table that holds both instants, and at least a year on either side."""
        table = self._table
        if table is not None and table.first <= first and last < table.last:
            return table
        zone = self.calendar.zone
        for second in (first, last):
            if abs(second) > INSTANT_MAX:
                raise Refusal("time.out_of_range", first=YEAR_MIN, last=YEAR_MAX)
        days = local_date(zone, first), local_date(zone, last)
        check_years(self.calendar, *days)
        if days[0].year < YEAR_MIN or days[1].year >= YEAR_MAX:
            raise Refusal("time.out_of_range", first=YEAR_MIN, last=YEAR_MAX)
        return self._grow(days[0].year - 1, days[1].year + 2)

    def _grow(self, from_year: int, to_year: int) -> _Table:
        """Extend the table to the years from_year up to, but without, to_year."""
        if self._table is not None:
            known = self._table.years
            from_year, to_year = min(from_year, known[0]), max(to_year, known[1])
        from_year = max(from_year, self.limits[0])
        to_year = min(to_year, self.limits[1] + 1, YEAR_MAX)
        self._table = _built(self.calendar, from_year, to_year)
        return self._table

    def _until(self, first: int, last: int, seconds: int) -> _Table:
        """Return a table with more open time after the last instant than was asked for."""
        table, step = self._covering(first, last), 1
        while table.open_total - table.open_before_one(last) <= seconds:
            if table.years[1] in (self.limits[1] + 1, YEAR_MAX):
                self._refuse(table.years[1])
            table = self._grow(table.years[0], table.years[1] + step)
            step *= 2
        return table

    def _since(self, first: int, last: int, seconds: int) -> _Table:
        """Return a table with more open time before the first instant than was asked for."""
        table, step = self._covering(first, last), 1
        while table.open_before_one(first) <= seconds:
            if table.years[0] == self.limits[0]:
                self._refuse(table.years[0] - 1)
            table = self._grow(table.years[0] - step, table.years[1])
            step *= 2
        return table

    def _refuse(self, year: int) -> None:
        """Refuse a question whose answer lies in a year beyond the known ones."""
        check_years(self.calendar, date(year, 1, 1), date(year, 1, 1))
        raise Refusal("time.out_of_range", first=YEAR_MIN, last=YEAR_MAX)


def _built(calendar: Calendar, from_year: int, to_year: int) -> _Table:
    first = midnight(calendar.zone, date(from_year, 1, 1))
    last = midnight(calendar.zone, date(to_year, 1, 1))
    spans = open_spans(calendar, start=first, end=last)
    none = np.zeros(1, dtype=np.int64)
    return _Table(
        years=(from_year, to_year),
        first=first,
        last=last,
        starts=np.concatenate((none + first - DAY_SECONDS, spans[:, 0])),
        lengths=np.concatenate((none, spans[:, 1] - spans[:, 0])),
        sums=np.concatenate((none, sp.prefix_seconds(spans)[:-1])),
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


def add_business_days(
    calendar: Calendar,
    start: int,
    days: int,
    from_nonworking: FromNonworking = FromNonworking.STEP,
) -> int:
    """Return the instant so many business days later, or earlier, at the same time on the wall.

    start: UTC seconds. On a day off, STEP counts from there, FORWARD and BACKWARD first move to
    the next or the last business day. Raises Refusal as `ServiceClock.due`. Clauses: V08, V13.
    """
    wall = wall_second(calendar.zone, start)
    origin = wall // DAY_SECONDS
    if from_nonworking is not FromNonworking.STEP:
        origin = _rolled(calendar, origin, forward=from_nonworking is FromNonworking.FORWARD)
    day = _stepped(calendar, origin, days) if days else origin
    return instant(calendar.zone, day * DAY_SECONDS + wall % DAY_SECONDS)


def count_business_days(calendar: Calendar, start: int, end: int) -> int:
    """Count the business days after the start's date up to the end's date; negative backwards.

    The first date does not count, so adding what was counted leads back to a business day's date.
    Clauses: V08 (28 working days, announcement day not counted).
    """
    first, last = (wall_second(calendar.zone, at) // DAY_SECONDS for at in (start, end))
    if last < first:
        return -len(business_days(calendar, first=last, last=first - 1))
    return len(business_days(calendar, first=first + 1, last=last)) if last > first else 0


def _rolled(calendar: Calendar, day: int, *, forward: bool) -> int:
    if len(business_days(calendar, first=day, last=day)):
        return day
    return _stepped(calendar, day, 1 if forward else -1)


def _stepped(calendar: Calendar, day: int, count: int) -> int:
    """Return the day number of the count-th business day after, or before, a day."""
    lowest, highest = (day_number(date(year, 1, 1)) for year in (YEAR_MIN, YEAR_MAX))
    if calendar.years:
        lowest = day_number(date(calendar.years[0], 1, 1))
        highest = day_number(date(calendar.years[1] + 1, 1, 1))
    reach = 2 * abs(count) + 30
    while True:
        if count > 0:
            found = business_days(calendar, first=day + 1, last=min(day + reach, highest - 1))
            if len(found) >= count:
                return int(found[count - 1])
        else:
            found = business_days(calendar, first=max(day - reach, lowest), last=day - 1)
            if len(found) >= -count:
                return int(found[count])
        if day + reach >= highest if count > 0 else day - reach <= lowest:
            beyond = date_of(highest if count > 0 else lowest - 1)
            check_years(calendar, beyond, beyond)
            raise Refusal("time.out_of_range", first=YEAR_MIN, last=YEAR_MAX)
        reach *= 4
