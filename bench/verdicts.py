"""Verdicts on a year with 50 outages a component, beside plain Python, one interval at a time."""

import json
import subprocess
import sys
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from bench import Row
from bench._verdicts import END, OUTAGES, START, promises, year_of
from zusage.core.availability.facts import Facts
from zusage.core.availability.measures import measure_promise
from zusage.core.availability.promises import Promise
from zusage.core.calendars import open_spans
from zusage.core.periods import periods_between

NOTES = f"""\
Monthly and yearly verdicts under the promises of five contracts (K, M, P, V, T): ten verdict runs
over the same facts, {OUTAGES} outages a component, random and overlapping. zusage runs in a process
of its own, on one processor with one thread; memory is that process' peak, reading the outages
included. The time is for all ten runs, without making the facts and reading the contracts.
plain Python: sorts and merges the outages of a component, cuts each one by periods and by the open
spans of the year, and adds up; it is given periods and open spans ready made, and judges fewer
components. agrees: service seconds, downtime and verdict of every component and period."""

COMPONENTS = (10_000, 100_000)
PEER_COMPONENTS = 100
SECONDS_MAX, BYTES_MAX, GROWTH_MAX = 10, 1 << 30, 11

Span: TypeAlias = tuple[int, int]
Figures: TypeAlias = tuple[int, int, bool]
"""Service seconds, downtime, and whether the promise was missed."""


def run() -> list[Row]:
    """Measure ours at both sizes, then the peer."""
    small, large = (measured(components) for components in COMPONENTS)
    growth = large["seconds"] / small["seconds"]
    ours = [
        Row(
            operation="ten runs",
            contender="zusage",
            items=COMPONENTS[0],
            seconds=small["seconds"],
            peak_bytes=int(small["peak_bytes"]),
        ),
        Row(
            operation="ten runs",
            contender="zusage",
            items=COMPONENTS[1],
            seconds=large["seconds"],
            peak_bytes=int(large["peak_bytes"]),
            target=(
                f"{large['seconds']:.1f} s of {SECONDS_MAX} s, 1 GiB, "
                f"grown {growth:.1f}-fold of {GROWTH_MAX}"
            ),
            reached=(
                large["seconds"] <= SECONDS_MAX
                and large["peak_bytes"] <= BYTES_MAX
                and growth <= GROWTH_MAX
            ),
        ),
    ]
    return [*ours, compared(ours[1])]


def measured(components: int) -> dict[str, float]:
    """Judge in a process of its own; return its seconds and its peak memory."""
    done = subprocess.run(  # noqa: S603  # our own module, with a number
        [sys.executable, "-m", "bench._verdicts", str(components)],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    return {"seconds": found["seconds"], "peak_bytes": found["peak_bytes"]}


def compared(ours: Row) -> Row:
    """Let plain Python judge some components, and compare every figure."""
    facts = year_of(PEER_COMPONENTS)
    took, same, count = 0.0, 0, 0
    for promise in promises():
        periods, hours = prepared(promise)
        began = time.perf_counter()
        found = [*judged_plainly(promise, facts, periods, hours)]
        took += time.perf_counter() - began
        expected = figures(promise, facts)
        same += sum(a == b for a, b in zip(found, expected, strict=True))
        count += len(expected)
    return Row(
        operation="ten runs",
        contender="plain Python",
        items=PEER_COMPONENTS,
        seconds=took,
        ratio=took / PEER_COMPONENTS / ours.seconds_per_item,
        agreement=(same, count),
    )


def figures(promise: Promise, facts: Facts) -> list[Figures]:
    """Return our figures, by component and period."""
    measures, bad = measure_promise(promise, facts), 1 - promise.objective
    return [
        (service, down, down > bad * service)
        for service, down in zip(measures.service.tolist(), measures.downtime.tolist(), strict=True)
    ]


# ---- The peer --------------------------------------------------------------------------------


def prepared(promise: Promise) -> tuple[list[Span], list[Span]]:
    """Return the periods of the year and the open time of all of it."""
    periods = periods_between(promise.period_rule, start=START, end=END)
    clipped = [(max(each.start, START), min(each.end, END)) for each in periods]
    if promise.clock is None:
        return clipped, [(START, END)]
    hours = open_spans(promise.clock.calendar, start=START, end=END)
    return clipped, [(start, end) for start, end in hours.tolist()]


def judged_plainly(
    promise: Promise, facts: Facts, periods: Sequence[Span], hours: Sequence[Span]
) -> Iterator[Figures]:
    """Yield the figures of each component and period, as a careful script would find them."""
    rows, bad = facts.outages, 1 - promise.objective
    by_component: list[list[Span]] = [[] for _ in facts.components]
    for lane, start, end in zip(
        rows.lane.tolist(), rows.start.tolist(), rows.end.tolist(), strict=True
    ):
        by_component[lane].append((start, end))
    ends = [end for _, end in hours]
    service = [open_seconds(period, hours, ends) for period in periods]
    for outages in by_component:
        whole = merged(outages)
        for (first, after), agreed in zip(periods, service, strict=True):
            down = sum(
                open_seconds((max(start, first), min(end, after)), hours, ends)
                for start, end in whole
                if start < after and end > first
            )
            yield agreed, down, down > bad * agreed


def merged(outages: list[Span]) -> list[Span]:
    """Put overlapping outages together."""
    found: list[Span] = []
    for start, end in sorted(outages):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def open_seconds(span: Span, hours: Sequence[Span], ends: Sequence[int]) -> int:
    """Count the open seconds of a span."""
    start, end = span
    at, seconds = bisect_right(ends, start), 0
    while at < len(hours) and hours[at][0] < end:
        seconds += min(end, hours[at][1]) - max(start, hours[at][0])
        at += 1
    return seconds
