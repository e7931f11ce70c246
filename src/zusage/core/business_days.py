"""Business days as a unit of their own: dates on which a calendar opens, added and counted.

The business days of the years that are asked for stand in a sorted list, so that adding and
counting are look-ups. How it works, with an example: docs/algorithms/clocks.md.
"""

from bisect import bisect_left, bisect_right
from datetime import date
from enum import StrEnum

from zusage.core.calendars import Calendar, business_days, check_years, known_years, not_known
from zusage.core.zones import DAY_SECONDS, date_of, day_number, instant, wall_second


class FromNonworking(StrEnum):
    """Where counting business days begins on a day off: there, or at the next or last one."""

    STEP = "step"
    FORWARD = "forward"
    BACKWARD = "backward"


class BusinessDays:
    """Answers for one calendar. It keeps the business days of the years asked for so far."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar
        self.limits = known_years(calendar)
        self._years: tuple[int, int] | None = None
        self._numbers: list[int] = []

    def add(
        self, start: int, days: int, from_nonworking: FromNonworking = FromNonworking.STEP
    ) -> int:
        """Return the instant so many business days later, or earlier, at the same time on the wall.

        On a day off, STEP counts from that date; FORWARD and BACKWARD first move to the next or
        the last business day. A time that the wall skips on the date reached counts with the offset
        before; one that comes twice is the first. A start that stays on its date stays as it is.

        start: UTC seconds. Raises Refusal("calendar.out_of_range") or Refusal("time.out_of_range")
        where a date lies outside the known years. Clauses: V08, V13.
        """
        origin, time_of_day = divmod(wall_second(self.calendar.zone, start), DAY_SECONDS)
        self._cover(origin)
        day = origin
        if from_nonworking is FromNonworking.FORWARD:
            day = self._stepped(day - 1, 1)
        elif from_nonworking is FromNonworking.BACKWARD:
            day = self._stepped(day + 1, -1)
        day = self._stepped(day, days)
        if day == origin:
            return start
        return instant(self.calendar.zone, day * DAY_SECONDS + time_of_day)

    def count(self, start: int, end: int) -> int:
        """Count the business days after the start's date up to the end's date; negative backwards.

        In both directions the start's date does not count and the end's does, so that counting
        what was added gives the same number. start, end: UTC seconds. Raises as `add`.
        Clauses: V08 (28 working days, announcement day not counted).
        """
        first, last = (wall_second(self.calendar.zone, at) // DAY_SECONDS for at in (start, end))
        self._cover(first)
        self._cover(last)
        position = bisect_right if last > first else bisect_left
        return position(self._numbers, last) - position(self._numbers, first)

    def _stepped(self, day: int, count: int) -> int:
        """Return the number of the count-th business day after a day, or before it."""
        while count:
            if count > 0:
                position = bisect_right(self._numbers, day) + count - 1
            else:
                position = bisect_left(self._numbers, day) + count
            if 0 <= position < len(self._numbers):
                return self._numbers[position]
            self._extend(later=count > 0)
        return day

    def _cover(self, day: int) -> None:
        """Make sure that the year of a day is known."""
        on = date_of(day)
        check_years(self.calendar, on, on)
        if self._years is None:
            self._load(on.year - 1, on.year + 1)
        elif not self._years[0] <= on.year <= self._years[1]:
            self._load(min(on.year, self._years[0]), max(on.year, self._years[1]))

    def _extend(self, *, later: bool) -> None:
        """Double the years, to one side, or refuse where there are no more."""
        assert self._years is not None
        first, last = self._years
        if (last if later else first) == self.limits[later]:
            raise not_known(self.calendar, date(last + 1 if later else first - 1, 1, 1))
        width = last - first + 1
        self._load(first if later else first - width, last + width if later else last)

    def _load(self, first: int, last: int) -> None:
        self._years = max(first, self.limits[0]), min(last, self.limits[1])
        self._numbers = business_days(
            self.calendar,
            first=day_number(date(self._years[0], 1, 1)),
            last=day_number(date(self._years[1], 12, 31)),
        ).tolist()
