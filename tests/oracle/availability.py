"""A second judge of availability, slow and plain: it asks of one second at a time what it is.

Written from the clauses and their readings, not from the product. It reads the contract as the
mapping that stands in the file, cuts a period at every instant where anything begins or ends, and
asks of the first second of each piece: is it agreed, watched, down, excluded, unmeasured?
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from tests.oracle.contract import (
    Hours,
    Span,
    Term,
    face_edges,
    later,
    percent,
    periods,
    readings_of,
    seconds_in,
    wall,
)

BAD = {
    "down_only": ("down",),
    "partial": ("down", "partial"),
    "degraded": ("down", "partial", "degraded"),
}


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
