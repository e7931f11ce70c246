"""Time that a promise does not count, and the conditions that it must meet.

Each exclusion tests its own conditions; where they fail, the time falls back to downtime. Where
two claim the same second, the one with the lower precedence number has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import assert_never

import numpy as np

from zusage.core import spans as sp
from zusage.core.availability.downtimes import Downtime
from zusage.core.availability.facts import ALL_LANES, MISSING, Facts, Maintenance
from zusage.core.availability.promises import Promise
from zusage.core.business_days import BusinessDays
from zusage.core.calendars import open_spans
from zusage.core.periods import add_months
from zusage.core.spans import Seconds, Spans
from zusage.core.terms.contract import Cause, Exclusion, Fallback
from zusage.core.terms.quantities import Unit
from zusage.core.zones import local_date


@dataclass(frozen=True, kw_only=True)
class Note:
    """Something about a row that a reader of the verdict should know, without prose."""

    code: str
    source: str
    row: int
    facts: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class Excluded:
    """What one exclusion takes, as clean sets on lanes.

    spans: without what those before it take. removed: the part that leaves the service time too,
    not only the downtime. windows: all accepted maintenance, whoever takes it.
    """

    name: str
    rule: Exclusion
    spans: Spans
    removed: Spans
    windows: Spans


def excluded_time(
    promise: Promise, facts: Facts, downtime: Downtime
) -> tuple[tuple[Excluded, ...], tuple[Note, ...]]:
    """Return what each exclusion of a promise takes, in order, and what was noted.

    Clauses: K19, M02, M09, M10, V07, V08, V16, V22, P09, T02, T04.
    """
    taken = sp.EMPTY
    result: list[Excluded] = []
    notes: list[Note] = []
    for name, rule, readings in promise.exclusions:
        windows = sp.EMPTY
        if rule.maintenance:
            windows, said = _maintenance(promise, rule, readings, facts)
            notes.extend(said)
            spans = windows
            leaves = windows if readings["maintenance"] == "both" else sp.EMPTY
        else:
            spans = downtime.excused(rule.causes)
            leaves = downtime.excused([c for c in rule.causes if c is Cause.SUSPENSION])
        own = sp.subtract(spans, taken)
        removed = sp.intersect(own, leaves)
        taken = sp.union(taken, own)
        result.append(Excluded(name=name, rule=rule, spans=own, removed=removed, windows=windows))
    return tuple(result), tuple(notes)


def _maintenance(
    promise: Promise, rule: Exclusion, readings: Mapping[str, str], facts: Facts
) -> tuple[Spans, list[Note]]:
    """Return the windows that a maintenance exclusion accepts."""
    log = facts.maintenance
    if rule.silent and readings["silent_maintenance"] == "not_excluded":
        return sp.EMPTY, []
    notes: list[Note] = []
    accepted: list[tuple[Spans, int]] = []
    watched = _watched(facts)
    notice = _Notice(promise, rule, log, watched)
    for at in watched:
        spans, said = _window(notice, readings, at)
        notes.extend(
            Note(code=code, source=_source(log, at), row=int(log.row[at]), facts=known)
            for code, known in said
        )
        if len(spans):
            accepted.append((spans, int(log.lane[at])))
    return _on_lanes(accepted, _lanes(rule, facts)), notes


def _watched(facts: Facts) -> list[int]:
    """Return the positions of the windows that touch the time watched; others mean nothing."""
    log = facts.maintenance
    if not (len(log.start) and len(facts.observed)):
        return []
    seen = sp.off_lanes(facts.observed)
    touching = (log.start < seen[:, 1].max()) & (log.end > seen[:, 0].min())
    return np.flatnonzero(touching).tolist()


def _source(log: Maintenance, at: int) -> str:
    return log.source[at] if log.source else ""


def _lanes(rule: Exclusion, facts: Facts) -> Seconds:
    """Return the lanes that an exclusion holds for."""
    allowed = [name not in rule.except_components for name in facts.components]
    return np.flatnonzero(allowed).astype(np.int64)


def _on_lanes(accepted: list[tuple[Spans, int]], lanes: Seconds) -> Spans:
    parts = [sp.EMPTY]
    for spans, lane in accepted:
        if lane == ALL_LANES:
            tiled = np.tile(spans, (len(lanes), 1))
            parts.append(sp.on_lanes(tiled, np.repeat(lanes, len(spans))))
        elif lane in lanes:
            parts.append(sp.on_lanes(spans, np.full(len(spans), lane, dtype=np.int64)))
    return sp.normalise(np.concatenate(parts))


def _window(
    notice: "_Notice", readings: Mapping[str, str], at: int
) -> tuple[Spans, list[tuple[str, dict[str, object]]]]:
    """Return the part of one window that counts as planned, and what is to be said about it.

    The reading planned=any asks for no announcement, and so for no notice; a length still holds.
    """
    rule, log = notice.rule, notice.log
    start, end, announced = (int(column[at]) for column in (log.start, log.end, log.announced))
    window = sp.spans_of([(start, end)])
    asked = readings["planned"] != "any"
    said: list[tuple[str, dict[str, object]]] = []
    if asked and announced == MISSING:
        said.append(("maintenance.announcement_assumed", {}))
    elif asked and announced >= start:
        return sp.EMPTY, [("maintenance.announced_late", {"late": announced - start})]
    longest = rule.length_max
    if longest and end - start > longest.amount:
        facts: dict[str, object] = {"length": end - start, "most": longest.amount}
        if rule.length_else is Fallback.DOWNTIME:
            return sp.EMPTY, [*said, ("maintenance.too_long", facts)]
        said.append(("maintenance.longer_than_agreed", facts))
    if rule.notice and asked and announced != MISSING:
        inside = notice.inside(start, end)
        given, needed = notice.given(announced, start), rule.notice.amount
        if len(inside) and given < needed:
            said.append(("maintenance.notice_short", {"given": given, "needed": needed}))
            window = sp.subtract(window, inside)
    return window, said


class _Notice:
    """What a rule asks of announcements; hours and days are found once for all its windows."""

    def __init__(
        self, promise: Promise, rule: Exclusion, log: Maintenance, watched: list[int]
    ) -> None:
        self.promise = promise
        self.rule = rule
        self.log = log
        self.watched = watched

    @cached_property
    def _hours(self) -> Spans:
        """Return the hours that need a notice, from the first window to the end of the last."""
        assert self.rule.notice_inside is not None
        starts, ends = self.log.start[self.watched], self.log.end[self.watched]
        calendar = self.promise.calendars[self.rule.notice_inside]
        return open_spans(calendar, start=int(starts.min()), end=int(ends.max()))

    @cached_property
    def _days(self) -> BusinessDays:
        assert self.rule.notice_inside is not None, "check_references asks for the calendar"
        return BusinessDays(self.promise.calendars[self.rule.notice_inside])

    def inside(self, start: int, end: int) -> Spans:
        """Return the part of a window for which the notice is needed."""
        if self.rule.notice_inside is None:
            return sp.spans_of([(start, end)])
        return sp.clip(self._hours, start=start, end=end)

    def given(self, announced: int, start: int) -> int:
        """Return the notice given, in the unit of the rule."""
        assert self.rule.notice is not None
        zone = self.promise.zone
        first, last = local_date(zone, announced), local_date(zone, start)
        match self.rule.notice.unit:
            case Unit.BUSINESS_DAYS:
                return self._days.count(announced, start)
            case Unit.DAYS:
                return (last - first).days
            case Unit.MONTHS:
                months = (last.year - first.year) * 12 + last.month - first.month
                return months - (add_months(first, months) > last)
            case Unit.SECONDS:
                return start - announced
            case _:
                assert_never(self.rule.notice.unit)
