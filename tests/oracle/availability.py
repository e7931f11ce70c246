"""A second judge of availability, slow and plain: it asks of one second at a time what it is.

Written from the clauses and their readings, not from the product. It reads the contract as the
mapping that stands in the file, cuts a period at every instant where anything begins or ends, and
asks of the first second of each piece: is it agreed, watched, down, excluded, unmeasured?
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

Term = Mapping[str, Any]
Span = tuple[int, int]

# Question by question, the answer that holds unless somebody chose another one.
DEFAULTS = {
    "budget": "percentage",
    "clock_zone": "local",
    "part_year": "served",
    "yearly_mean": "time_weighted",
    "maintenance": "downtime",
    "planned": "announced",
    "silent_maintenance": "not_excluded",
    "components": "worst",
    "degraded": "down_only",
    "clock_change": "real",
    "unmeasured": "no_statement",
    "outage_begin": "first_failed_check",
    "rounding": "exact",
    "credit_blocks": "completed",
    "credit_over": "sum",
    "credit_free": "deductible",
    "claim_window": "per_outage",
    "conditions": "either",
    "runs": "whole_months",
}
BAD = {
    "down_only": ("down",),
    "partial": ("down", "partial"),
    "degraded": ("down", "partial", "degraded"),
}
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of an outage log; instants in UTC seconds."""

    component: str
    start: int
    end: int
    state: str = "down"
    cause: str = ""
    last_good: int | None = None
    last_bad: int | None = None


@dataclass(frozen=True, kw_only=True)
class Window:
    """A maintenance window; without a component it is one of every component."""

    component: str
    start: int
    end: int
    announced: int | None = None


@dataclass(frozen=True, kw_only=True)
class History:
    """What happened, and what was watched. groups: name to how ("any", "all") and members."""

    rows: Sequence[Row]
    windows: Sequence[Window]
    watched: Mapping[str, Sequence[Span]]
    groups: Mapping[str, tuple[str, Sequence[str]]]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What a verdict must say."""

    component: str
    start: int
    end: int
    complete: bool
    service: int
    raw: int
    downtime: int
    excluded: Mapping[str, int]
    unmeasured: int
    doubtful: int
    ratio: Fraction | None
    allowed: Fraction
    met: bool | None
    flips: bool
    bounds: tuple[int, int] | None


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


# ---- One second ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Second:
    """What one second of one component is. excluded: by which exclusion, "" for none."""

    raw: bool
    counted: bool
    excluded: str
    removed: bool
    unmeasured: bool
    doubtful: bool
    claims: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Judge:
    """One promise of a contract on one history."""

    contract: Term
    term: Term
    history: History
    chosen: Mapping[str, str]
    anchor: date | None = None

    @cached_property
    def readings(self) -> dict[str, str]:
        """The readings of the promise."""
        return readings_of(self.term, self.chosen)

    @property
    def zone(self) -> str:
        """The zone of the contract."""
        return str(self.contract["zone"])

    @cached_property
    def hours(self) -> Hours | None:
        """The hours that count; None for all."""
        name = self.term.get("counted", "always")
        return None if name == "always" else Hours.of(self.contract["calendars"][name], self.chosen)

    @cached_property
    def exclusions(self) -> list[tuple[str, Term]]:
        """The exclusions of the promise, first things first."""
        names = self.term.get("excludes", ())
        named = [(name, self.contract["exclusions"][name]) for name in names]
        return sorted(named, key=lambda pair: int(pair[1]["precedence"]))

    def counts(self, row: Row) -> bool:
        """Say whether a row is downtime before exclusions."""
        return row.state in BAD[self.readings["degraded"]]

    def excused(self, row: Row) -> bool:
        """Say whether the promise excludes the row's cause."""
        return any(row.cause in term.get("causes", ()) for _, term in self.exclusions)

    def begin(self, row: Row, edge: str) -> int:
        """Return when a row begins: as read, or by the bounds of its checks.

        Only an outage can have begun before its first failed check.
        """
        reading = self.readings["outage_begin"]
        if row.last_good is None or edge == "least" or row.state == "no_evidence":
            return row.start
        if edge == "most" or reading == "last_good_check":
            return row.last_good
        return row.start if reading == "first_failed_check" else (row.last_good + row.start) // 2

    def finish(self, row: Row, edge: str) -> int:
        """Return when a row ends: as logged, or by the least that the checks prove."""
        return row.last_bad if edge == "least" and row.last_bad is not None else row.end

    def accepted(self, window: Window, term: Term, at: int) -> bool:
        """Say whether a second of a window is excused by a maintenance exclusion."""
        readings = readings_of(term, self.chosen)
        if term.get("silent") and readings["silent_maintenance"] == "not_excluded":
            return False
        longest, falls_back = term.get("length_max"), term.get("length_else") == "downtime"
        if longest and falls_back and window.end - window.start > seconds_in(longest):
            return False
        if readings["planned"] == "any" or window.announced is None:
            return True
        if window.announced >= window.start:
            return False
        notice = term.get("notice")
        if not notice:
            return True
        inside = term.get("notice_inside")
        hours = Hours.of(self.contract["calendars"][inside], self.chosen) if inside else None
        if hours and not hours.shows_open(wall(hours.zone, at)):
            return True
        return self.notice_given(window, notice, hours)

    def notice_given(self, window: Window, notice: str, hours: Hours | None) -> bool:
        """Say whether a window was announced early enough."""
        assert window.announced is not None
        amount, _, unit = notice.partition(" ")
        if not unit:
            return window.start - window.announced >= seconds_in(notice)
        zone = hours.zone if hours and unit.startswith("business") else self.zone
        told, begins = (wall(zone, at).date() for at in (window.announced, window.start))
        if unit.startswith("business"):
            assert hours is not None
            days = (told + timedelta(days=n) for n in range(1, (begins - told).days + 1))
            return sum(hours.is_business_day(day) for day in days) >= int(amount)
        if unit.startswith("month"):
            return later(told, int(amount)) <= begins
        return (begins - told).days >= int(amount)

    def second(self, component: str, at: int, edge: str = "") -> Second:
        """Say what a second of one component is."""
        own = [row for row in self.history.rows if row.component == component]
        over = [row for row in own if self.begin(row, edge) <= at < self.finish(row, edge)]
        down = [row for row in over if self.counts(row)]
        # A cause excuses only what no other counted row covers too.
        guilty = any(not self.excused(row) for row in down)
        claims, removed_by = [], set()
        for name, term in self.exclusions:
            if term.get("maintenance"):
                mine = component not in term.get("except_components", ())
                windows = [
                    w
                    for w in self.history.windows
                    if w.component in ("", component) and w.start <= at < w.end
                ]
                if mine and any(self.accepted(w, term, at) for w in windows):
                    claims.append(name)
                    if readings_of(term, self.chosen)["maintenance"] == "both":
                        removed_by.add(name)
                continue
            for row in over:
                meant = row.cause in term.get("causes", ()) and not guilty
                # Downtime or doubt is excused; a suspension rests the promise whatever is up.
                if meant and (
                    self.counts(row) or row.state == "no_evidence" or row.cause == "suspension"
                ):
                    claims.append(name)
                    if row.cause == "suspension":
                        removed_by.add(name)
                    break
        first = claims[0] if claims else ""
        removed = first in removed_by
        seen = [row for row in over if row.state != "no_evidence"]
        blind = any(row.state == "no_evidence" for row in over) and not seen
        return Second(
            raw=bool(down),
            counted=bool(down) and not claims,
            excluded=first if down else "",
            removed=removed,
            unmeasured=blind and not removed,
            doubtful=blind and not claims,
            claims=frozenset(claims[:1]),
        )

    def joined(self, seconds: Sequence[Second], how: str) -> Second:
        """Make one second of a group from those of its members."""
        every_or_any = all if how == "all" else any
        raw = every_or_any(s.raw for s in seconds)
        counted = every_or_any(s.counted for s in seconds)
        removed = all(s.removed for s in seconds)
        maybe_raw = every_or_any(s.raw or s.unmeasured for s in seconds)
        maybe_counted = every_or_any(s.counted or s.doubtful for s in seconds)
        order = [name for name, _ in self.exclusions]
        claims = sorted({name for s in seconds for name in s.claims}, key=order.index)
        return Second(
            raw=raw,
            counted=counted,
            excluded=claims[0] if raw and not counted else "",
            removed=removed,
            unmeasured=maybe_raw and not raw and not removed,
            doubtful=maybe_counted and not counted,
            claims=frozenset(claims),
        )

    # ---- Sums --------------------------------------------------------------------------------

    def watched(self, name: str) -> list[Span]:
        """Return when a component or all members of a group were watched."""
        own = [span for span in self.history.watched.get(name, ()) if span[0] < span[1]]
        if name not in self.history.groups:
            return own
        _, members = self.history.groups[name]
        sets = [self.history.watched.get(m, ()) for m in members]
        sets += [own] if name in self.history.watched else []
        edges = sorted({x for spans in sets for span in spans for x in span})
        return [
            (a, b)
            for a, b in pairwise(edges)
            if all(any(s <= a < e for s, e in spans) for spans in sets)
        ]

    def what(self, name: str, at: int, edge: str = "") -> Second:
        """Say what a second of a component or of a group is."""
        if name not in self.history.groups:
            return self.second(name, at, edge)
        how, members = self.history.groups[name]
        return self.joined([self.second(member, at, edge) for member in members], how)

    def cuts(self, start: int, end: int) -> list[int]:
        """Return every instant in a period at which anything may change, with its two ends."""
        found = {start, end}
        for row in self.history.rows:
            found.update((row.start, row.end, self.begin(row, ""), self.begin(row, "most")))
            found.add(self.finish(row, "least"))
        for window in self.history.windows:
            found.update((window.start, window.end))
        for spans in self.history.watched.values():
            found.update(edge for span in spans for edge in span)
        found.update(self.calendar_cuts(start, end))
        return sorted(at for at in found if start <= at <= end)

    def calendar_cuts(self, start: int, end: int) -> set[int]:
        """Return where the counted hours and those of the notice rules begin and end."""
        calendars = {term.get("notice_inside") for _, term in self.exclusions} - {None}
        hours = [Hours.of(self.contract["calendars"][name], self.chosen) for name in calendars]
        hours += [self.hours] if self.hours else []
        return {edge for each in hours for edge in each.edges(start, end)}

    def agreed(self, at: int) -> bool:
        """Say whether a second counts at all."""
        return self.hours is None or self.hours.shows_open(wall(self.hours.zone, at))

    def sums(self, name: str, period: Span) -> dict[str, Any]:
        """Add up the seconds of one period."""
        watched = self.watched(name)
        sums: dict[str, Any] = dict.fromkeys(
            ("agreed", "whole", "seen", "raw", "downtime", "removed", "unmeasured", "doubtful"), 0
        )
        sums |= {"excluded": {}, "least": 0, "most": 0}
        for a, b in pairwise(self.cuts(*period)):
            length, is_seen = b - a, any(s <= a < e for s, e in watched)
            sums["seen"] += length * is_seen
            if not self.agreed(a):
                continue
            sums["whole"] += length
            if not is_seen:
                continue
            sums["agreed"] += length
            now = self.what(name, a)
            for key in ("raw", "removed", "unmeasured", "doubtful"):
                sums[key] += length * getattr(now, key)
            sums["downtime"] += length * now.counted
            if now.excluded:
                sums["excluded"][now.excluded] = sums["excluded"].get(now.excluded, 0) + length
            for edge in ("least", "most") if self.has_bounds(name) else ():
                bound = self.what(name, a, edge).counted
                doubt = now.doubtful and self.readings["unmeasured"] == "down"
                sums[edge] += length * (bound or doubt)
        return sums

    def nominal(self, name: str, period: Span, *, full: bool) -> int:
        """Count agreed seconds by the face of the clock, as if every day had 24 hours."""
        zone, total = (self.hours.zone if self.hours else self.zone), 0
        for start, end in [period] if full else merged(self.watched(name)):
            low, high = max(start, period[0]), min(end, period[1])
            if low >= high:
                continue
            first, last = wall(zone, low), wall(zone, high)
            marks = {first, last}
            if self.hours:
                marks.update(face_edges(self.hours, first, last))
            for a, b in pairwise(sorted(mark for mark in marks if first <= mark <= last)):
                if self.hours is None or self.hours.shows_open(a):
                    total += int((b - a).total_seconds())
        return total

    # ---- Verdicts ----------------------------------------------------------------------------

    def figures(self, name: str, period: Span) -> Figures:
        """Judge one component in one period."""
        sums, readings = self.sums(name, period), self.readings
        yearly = self.term["per"].endswith("year")
        full = yearly and readings["part_year"] == "full_year"
        agreed = sums["whole"] if full else sums["agreed"]
        if readings["clock_change"] == "nominal":
            agreed = self.nominal(name, period, full=full)
        up = agreed - sums["removed"]
        service = up - (sums["unmeasured"] if readings["unmeasured"] == "removed" else 0)
        doubt = sums["doubtful"]
        added = doubt if readings["unmeasured"] == "down" else 0
        downtime = sums["downtime"] + added
        complete = sums["seen"] == period[1] - period[0]
        lost = self.missed(service, downtime)
        flips = self.missed(up, sums["downtime"]) != self.missed(up, sums["downtime"] + doubt)
        met: bool | None = not lost
        if service <= 0 or (readings["unmeasured"] == "no_statement" and not lost and flips):
            met = None
        if yearly and readings["part_year"] == "first_full_year" and not complete:
            met = None
        return Figures(
            component=name,
            start=period[0],
            end=period[1],
            complete=complete,
            service=service,
            raw=sums["raw"] + added,
            downtime=downtime,
            excluded=sums["excluded"],
            unmeasured=sums["unmeasured"],
            doubtful=doubt,
            ratio=Fraction(service - downtime, service) if service > 0 else None,
            allowed=self.allowed(service),
            met=met,
            flips=flips,
            bounds=(sums["least"], sums["most"]) if self.has_bounds(name) else None,
        )

    def has_bounds(self, name: str) -> bool:
        """Say whether any row of a component, or of a group, tells its last good or bad check."""
        names = self.history.groups[name][1] if name in self.history.groups else (name,)
        own = [row for row in self.history.rows if row.component in names]
        return any(row.last_good is not None or row.last_bad is not None for row in own)

    def allowed(self, service: int) -> Fraction:
        """Return the downtime that still meets the promise."""
        share = (1 - percent(self.term["objective"])) * service
        stated, reading = self.term.get("stated_budget"), self.readings["budget"]
        if not stated or reading == "percentage":
            return share
        fixed = Fraction(seconds_in(stated))
        return fixed if reading == "fixed" else min(fixed, share)

    def missed(self, service: int, downtime: int) -> bool:
        """Say whether so much downtime misses the promise."""
        if service <= 0:
            return False
        stated, reading = self.term.get("stated_budget"), self.readings["budget"]
        below = self.below(Fraction(service - downtime, service))
        if not stated or reading == "percentage":
            return below
        over = downtime > seconds_in(stated)
        return over if reading == "fixed" else over or below

    def below(self, ratio: Fraction) -> bool:
        """Say whether a ratio is below the promise."""
        if self.readings["rounding"] == "two_decimals":
            down = ratio * 10_000 // 1
            rest = ratio * 10_000 - down
            ratio = Fraction(down + (rest >= Fraction(1, 2)), 10_000)
        return ratio < percent(self.term["objective"])

    def all_periods(self) -> list[Span]:
        """Return the periods that any watched time touches."""
        spans = [span for name in self.history.watched for span in self.watched(name)]
        if not spans:
            return []
        first, last = min(s for s, _ in spans), max(e for _, e in spans)
        return periods(self.term, self.zone, self.anchor, first, last)

    def verdicts(self) -> list[Figures]:
        """Judge every component and group in every period in which it was watched."""
        names = [name for name in self.history.watched if name not in self.history.groups]
        return [
            self.figures(name, period)
            for name in [*names, *self.history.groups]
            for period in self.all_periods()
            if any(s < period[1] and e > period[0] for s, e in self.watched(name))
        ]


def merged(spans: Sequence[Span]) -> list[Span]:
    """Join spans that overlap or touch."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def face_edges(hours: Hours, first: datetime, last: datetime) -> Iterator[datetime]:
    """Yield the times on the wall at which the hours begin or end."""
    day = first.date() - timedelta(days=2)
    while day <= last.date():
        for second in (x for span in hours.spans(day) + hours.closures(day) for x in span):
            yield datetime(day.year, day.month, day.day) + timedelta(seconds=second)
        day += timedelta(days=1)


# ---- Roll-ups that are made of figures -------------------------------------------------------


def worst(judge: Judge, members: Sequence[Figures]) -> Figures:
    """Return the figures that settle a service by its worst component.

    That is the lowest ratio of those that miss. Where none does, it is the component that its
    unmeasured time could push down the furthest.
    """

    def ratio(one: Figures, doubt: int) -> Fraction:
        if one.service <= 0:
            return Fraction(2)
        return Fraction(one.service - one.downtime - doubt, one.service)

    lost = [one for one in members if judge.missed(one.service, one.downtime)]
    if lost:
        return min(lost, key=lambda one: ratio(one, 0))
    return min(members, key=lambda one: ratio(one, one.doubtful))


def mean_of_months(judge: Judge, name: str, year: Span) -> Fraction | None:
    """Return the mean of the ratios of a year's months."""
    per = {"calendar_year": "calendar_month", "contract_year": "billing_month"}
    monthly = Judge(
        contract=judge.contract,
        term={**judge.term, "per": per[judge.term["per"]]},
        history=judge.history,
        chosen={**judge.chosen, "part_year": judge.readings["part_year"]},
        anchor=judge.anchor,
    )
    months = [
        one
        for one in monthly.verdicts()
        if one.component == name and year[0] <= one.start < year[1] and one.ratio is not None
    ]
    ratios = [one.ratio for one in months if one.ratio is not None]
    return sum(ratios, Fraction(0)) / len(ratios) if ratios else None


def utc(second: int) -> str:
    """Write an instant."""
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
