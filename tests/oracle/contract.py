"""A second reading of the contract file, slow and plain: its words, its hours and its periods.

Written from the format and the clauses, not from the product; `availability` judges with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

Term = Mapping[str, Any]
Span = tuple[int, int]

# Question by question, the answer that holds unless somebody chose another one.
DEFAULTS = {
    "budget": "percentage",
    "part_year": "served",
    "maintenance": "downtime",
    "planned": "announced",
    "silent_maintenance": "not_excluded",
    "degraded": "down_only",
    "clock_change": "real",
    "unmeasured": "no_statement",
    "outage_begin": "first_failed_check",
    "rounding": "exact",
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


# ---- Words of the contract -------------------------------------------------------------------


def readings_of(term: Term, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return what holds: chosen over stated over assumed over usual."""
    return {**DEFAULTS, **term.get("assumes", {}), **term.get("reading", {}), **chosen}


def percent(text: str) -> Fraction:
    """Read "99.8 %" as a share of one."""
    return Fraction(text.rstrip("% ")) / 100


def seconds_in(text: str) -> int:
    """Read "43m28s" or "1h"."""
    total, digits = 0, ""
    for letter in text:
        if letter.isdigit():
            digits += letter
        elif letter != " ":
            total += int(digits) * {"h": 3600, "m": 60, "s": 1}[letter]
            digits = ""
    return total


def zone_of(name: str) -> tzinfo:
    """Return a named zone, or a fixed offset like "+01:00"."""
    if name[0] in "+-":
        offset = timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
        return timezone(offset if name[0] == "+" else -offset)
    return ZoneInfo(name)


def wall(zone: str, second: int) -> datetime:
    """Return what the clock on the wall shows, without zone."""
    return datetime.fromtimestamp(second, zone_of(zone)).replace(tzinfo=None, fold=0)


def midnight(zone: str, day: date) -> int:
    """Return when a day begins; no zone of our tests skips a midnight."""
    return int(datetime(day.year, day.month, day.day, tzinfo=zone_of(zone)).timestamp())


# ---- Hours that count ------------------------------------------------------------------------


@dataclass(frozen=True)
class Hours:
    """A calendar of the contract under some readings."""

    zone: str
    term: Term
    chosen: Mapping[str, str]
    holidays_hold: bool = True

    @classmethod
    def of(cls, term: Term, chosen: Mapping[str, str]) -> "Hours":
        """Apply the variants whose readings hold."""
        held, holds = dict(term), True
        readings = {**term.get("assumes", {}), **term.get("reading", {}), **chosen}
        for variant in term.get("variants", ()):
            if all(readings.get(key) == value for key, value in variant["when"].items()):
                held.update({key: variant[key] for key in ("zone", "week") if key in variant})
                holds = variant.get("holidays", True)
        return cls(held["zone"], held, readings, holds)

    def off(self, day: date) -> bool:
        """Say whether a day is a holiday."""
        if f"{day:%m-%d}" in self.term.get("annual_holidays", ()):
            return True
        listed = self.term.get("holidays")
        if not listed or not self.holidays_hold:
            return False
        days = list(listed.get("dates", ()))
        for key, by_value in listed.get("by_reading", {}).items():
            days.extend(by_value.get(self.chosen.get(key, next(iter(by_value))), ()))
        return day in days

    def spans(self, day: date) -> list[tuple[int, int]]:
        """Return the spans that begin on a day, as seconds from its midnight."""
        special = self.term.get("special_days", {})
        if day in special:
            return [read_span(text) for text in special[day]]
        if self.off(day):
            return []
        name = WEEKDAYS[day.weekday()]
        return [
            read_span(text)
            for key, texts in self.term["week"].items()
            for text in texts
            if name in days_of(key)
        ]

    def closures(self, day: date) -> list[tuple[int, int]]:
        """Return what is cut out of a day."""
        return [read_span(text) for text in self.term.get("closures", {}).get(day, ())]

    def shows_open(self, shown: datetime) -> bool:
        """Say whether the time on the wall is inside the hours."""
        into = shown.hour * 3600 + shown.minute * 60 + shown.second
        today, yesterday = shown.date(), shown.date() - timedelta(days=1)

        def inside(spans: Any) -> bool:
            return any(a <= into < b for a, b in spans(today)) or any(
                a <= into + 86400 < b for a, b in spans(yesterday)
            )

        return inside(self.spans) and not inside(self.closures)

    def edges(self, start: int, end: int) -> Iterator[int]:
        """Yield at least every instant at which the hours begin or end."""
        zone, day = zone_of(self.zone), wall(self.zone, start).date() - timedelta(days=2)
        while midnight(self.zone, day) < end:
            for second in (x for span in self.spans(day) + self.closures(day) for x in span):
                shown = datetime(day.year, day.month, day.day) + timedelta(seconds=second)
                for fold in (0, 1):
                    yield int(shown.replace(tzinfo=zone, fold=fold).timestamp())
            yield from self.jumps(day)
            day += timedelta(days=1)

    def jumps(self, day: date) -> Iterator[int]:
        """Yield the instant of a day at which the clock is put forward or back."""
        zone = zone_of(self.zone)
        low, high = midnight(self.zone, day), midnight(self.zone, day + timedelta(days=1))

        def offset(second: int) -> timedelta | None:
            return datetime.fromtimestamp(second, zone).utcoffset()

        if offset(low) == offset(high):
            return
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offset(low) else (low, middle)
        yield high

    def is_business_day(self, day: date) -> bool:
        """Say whether anything is open on a day, by the spans that begin on it."""
        return bool(self.spans(day))


def days_of(key: str) -> list[str]:
    """Read "mon-fri" or "sat,sun"."""
    found = []
    for part in key.split(","):
        first, _, last = part.strip().partition("-")
        at = WEEKDAYS.index(first)
        while True:
            found.append(WEEKDAYS[at % 7])
            if WEEKDAYS[at % 7] == (last or first):
                break
            at += 1
    return found


def read_span(text: str) -> tuple[int, int]:
    """Read "09:00-17:00"."""
    ends = [[int(part) for part in side.split(":")] for side in text.split("-")]
    first, last = (sum(n * f for n, f in zip(end, (3600, 60, 1), strict=False)) for end in ends)
    return first, last


# ---- Periods ---------------------------------------------------------------------------------


def later(day: date, months: int) -> date:
    """Return the day so many months on, or the last one of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    for wanted in range(day.day, 27, -1):
        try:
            return date(year, month, wanted)
        except ValueError:
            continue
    return date(year, month, day.day)


def periods(term: Term, zone: str, anchor: date | None, start: int, end: int) -> list[Span]:
    """Return the whole periods that touch some time."""
    per, first = term["per"], wall(zone, start).date()
    last = wall(zone, end - 1).date()
    if per == "rolling":
        day, found = first, []
        while day <= last:
            after = day + timedelta(days=1)
            found.append(
                (midnight(zone, after - timedelta(days=term["days"])), midnight(zone, after))
            )
            day = after
        return found
    if per == "billing_month" and anchor is None:
        per, zone = "calendar_month", "UTC"
    if per == "contract_year" and anchor is None:
        per = "calendar_year"
    begin = anchor if per in ("billing_month", "contract_year") and anchor else date(1980, 1, 1)
    step = 12 if per.endswith("year") else 1
    found = []
    passed = (first.year - begin.year) * 12 // step * step
    for count in range(passed - 2 * 12, passed + (last.year - first.year + 3) * 12, step):
        span = (midnight(zone, later(begin, count)), midnight(zone, later(begin, count + step)))
        if span[0] < end and span[1] > start:
            found.append(span)
    return found


def face_edges(hours: Hours, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the times on the wall at which the hours begin or end."""
    day = first.date() - timedelta(days=2)
    while day <= last.date():
        for second in (x for span in hours.spans(day) + hours.closures(day) for x in span):
            yield datetime(day.year, day.month, day.day) + timedelta(seconds=second)
        day += timedelta(days=1)
