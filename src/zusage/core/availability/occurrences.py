"""The rows behind verdicts, each with what it meant: outages, and windows with their judgement."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from zusage.core import spans as sp
from zusage.core.availability.facts import ALL_LANES, CAUSES, MISSING, NO_CAUSE, State
from zusage.core.availability.measures import Measures
from zusage.core.calendars import open_spans
from zusage.core.explain import Evidence
from zusage.core.spans import Spans
from zusage.core.terms.contract import Cause, Exclusion


@dataclass(frozen=True, kw_only=True)
class Occurrence:
    """One row of an outage log.

    start, end: UTC seconds, half-open, as in the file. is_part: whether it reaches beyond the time
    asked for, so that the two figures below are those of its part in it.
    hours_seconds: its part in counted hours.
    counted_seconds: the part of it that is downtime of the promise, exclusions taken out.
    last_good, last_bad: the checks around its edges, where the file names them.
    """

    component: str
    start: int
    end: int
    is_part: bool
    state: State
    cause: Cause | None
    hours_seconds: int
    counted_seconds: int
    last_good: int | None
    last_bad: int | None
    evidence: Evidence

    @property
    def seconds(self) -> int:
        """Return its length in real seconds."""
        return self.end - self.start


class Standing(StrEnum):
    """What a promise makes of a maintenance window."""

    EXCLUDED = "excluded"
    PARTLY = "partly"
    LATE = "late"
    TOO_LONG = "too_long"
    SILENT = "silent"
    NO_RULE = "no_rule"
    EXCEPTED = "excepted"


@dataclass(frozen=True, kw_only=True)
class Window:
    """One maintenance window with its judgement.

    component: None for a window on every component. announced: UTC seconds, None where not said.
    is_part: as in Occurrence; hours_seconds and taken_seconds are those of the part.
    taken_seconds: downtime that it takes out, of all components. is_assumed: it counts as
    announced although the file names no announcement. is_breach: it was longer than agreed.
    """

    component: str | None
    start: int
    end: int
    is_part: bool
    announced: int | None
    standing: Standing
    is_assumed: bool
    is_breach: bool
    hours_seconds: int
    taken_seconds: int
    evidence: Evidence

    @property
    def seconds(self) -> int:
        """Return its length in real seconds."""
        return self.end - self.start


def occurrences(measures: Measures, *, start: int, end: int) -> Iterator[Occurrence]:
    """Yield the outages of a log that touch a time, by their begin. start, end: UTC seconds.

    Counted is only what lies in that time: month by month, the parts of an outage add up.
    """
    rows = measures.facts.outages
    touching = np.flatnonzero((rows.start < end) & (rows.end > start))
    order = touching[np.lexsort((rows.lane[touching], rows.start[touching]))]
    open_time = counted_hours(measures, start=start, end=end) if len(order) else sp.EMPTY
    for at in order.tolist():
        lane, cause = int(rows.lane[at]), int(rows.cause[at])
        first, last = int(rows.start[at]), int(rows.end[at])
        hours = sp.clip(open_time, start=first, end=last)
        yield Occurrence(
            component=measures.facts.components[lane],
            start=first,
            end=last,
            is_part=first < start or last > end,
            state=State(int(rows.state[at])),
            cause=None if cause == NO_CAUSE else CAUSES[cause],
            hours_seconds=sp.total(hours),
            counted_seconds=sp.total(sp.intersect(_on_lane(measures.sets.counted, lane), hours)),
            last_good=_known(int(rows.last_good[at])),
            last_bad=_known(int(rows.last_bad[at])),
            evidence=Evidence(source=measures.facts.outages_source, row=int(rows.row[at])),
        )


def windows(measures: Measures, *, start: int, end: int) -> Iterator[Window]:
    """Yield the maintenance windows that touch a time, by their begin, each with its judgement.

    Clauses: K19, M09, M10, P09, V07, V08.
    """
    log, noted = measures.facts.maintenance, _noted(measures)
    touching = np.flatnonzero((log.start < end) & (log.end > start))
    rule = _maintenance_rule(measures)
    open_time = counted_hours(measures, start=start, end=end) if len(touching) else sp.EMPTY
    for at in touching[np.argsort(log.start[touching], kind="stable")].tolist():
        lane = int(log.lane[at])
        evidence = Evidence(source=log.source[at] if log.source else "", row=int(log.row[at]))
        codes = noted.get((evidence.source, evidence.row), frozenset())
        component = None if lane == ALL_LANES else measures.facts.components[lane]
        first, last = int(log.start[at]), int(log.end[at])
        hours = sp.clip(open_time, start=first, end=last)
        yield Window(
            component=component,
            start=first,
            end=last,
            is_part=first < start or last > end,
            announced=_known(int(log.announced[at])),
            standing=_standing(rule, component, codes),
            is_assumed="maintenance.announcement_assumed" in codes,
            is_breach="maintenance.longer_than_agreed" in codes,
            hours_seconds=sp.total(hours),
            taken_seconds=_taken(measures, rule, lane, hours),
            evidence=evidence,
        )


def counted_hours(measures: Measures, *, start: int, end: int) -> Spans:
    """Return the hours between two instants that count for the promise, as UTC seconds."""
    clock = measures.promise.clock
    if clock is None:
        return sp.spans_of([(start, end)])
    return open_spans(clock.calendar, start=start, end=end)


def unwatched(measures: Measures, component: str, *, start: int, end: int) -> Spans:
    """Return the time between two instants in which nobody watched a component, as UTC seconds."""
    lane = measures.facts.names.index(component)
    return sp.gaps(_on_lane(measures.facts.observed, lane), start=start, end=end)


def _on_lane(spans: Spans, lane: int) -> Spans:
    first, after = np.searchsorted(sp.lanes_of(spans), (lane, lane + 1)).tolist()
    own: Spans = spans[first:after] - lane * sp.LANE_SECONDS
    return own


def _known(second: int) -> int | None:
    return None if second == MISSING else second


def _noted(measures: Measures) -> Mapping[tuple[str, int], frozenset[str]]:
    """Return what was noted about each row of the maintenance logs."""
    found: dict[tuple[str, int], frozenset[str]] = {}
    for note in measures.notes:
        key = note.source, note.row
        found[key] = found.get(key, frozenset()) | {note.code}
    return found


def _maintenance_rule(measures: Measures) -> tuple[str, Exclusion, Mapping[str, str]] | None:
    """Return the exclusion of a promise that takes maintenance windows, if it has one."""
    rules = (each for each in measures.promise.exclusions if each[1].maintenance)
    return next(rules, None)


def _standing(
    found: tuple[str, Exclusion, Mapping[str, str]] | None,
    component: str | None,
    codes: frozenset[str],
) -> Standing:
    if found is None:
        return Standing.NO_RULE
    _, rule, readings = found
    if rule.silent and readings["silent_maintenance"] == "not_excluded":
        return Standing.SILENT
    if component in rule.except_components:
        return Standing.EXCEPTED
    if "maintenance.announced_late" in codes:
        return Standing.LATE
    if "maintenance.too_long" in codes:
        return Standing.TOO_LONG
    return Standing.PARTLY if "maintenance.notice_short" in codes else Standing.EXCLUDED


def _taken(
    measures: Measures,
    found: tuple[str, Exclusion, Mapping[str, str]] | None,
    lane: int,
    hours: Spans,
) -> int:
    """Return the downtime inside some hours of a window that the maintenance rule takes out."""
    if found is None:
        return 0
    excluded = measures.sets.excluded[found[0]]
    lanes = range(len(measures.facts.components)) if lane == ALL_LANES else (lane,)
    return sum(sp.total(sp.intersect(_on_lane(excluded, each), hours)) for each in lanes)
