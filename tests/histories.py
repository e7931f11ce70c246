"""What hypothesis makes up about a service: outages, windows and watched time at bad moments.

A history lies around one of the moments below, its edges on a few ticks, so that rows overlap,
touch, nest and are empty; it may be judged under any readings of the promises in hosting.yaml.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from tests.oracle import availability as oracle
from tests.oracle.availability import History, Row, Window
from zusage.core.availability.facts import Facts, Group
from zusage.core.availability.gathering import Observed, gather
from zusage.core.availability.promises import Promise, bind
from zusage.core.availability.verdicts import Verdict, judge
from zusage.core.spans import spans_of
from zusage.core.terms.contract import Availability, Contract, Rollup
from zusage.formats.contract_yaml import load_contract
from zusage.formats.outage_csv import read_outages

HOSTING = Path(__file__).parent / "data" / "hosting.yaml"
HOUR, DAY = 3600, 86_400

MOMENTS = {
    "leap day": "2024-02-29T12:00",
    "spring forward": "2024-03-31T01:00",
    "holiday": "2024-05-01T06:00",
    "holiday in one town": "2024-08-15T08:00",
    "fall back": "2024-10-27T01:00",
    "closure": "2024-10-28T09:00",
    "turn of the year": "2024-12-31T23:00",
    "turn of the month": "2025-01-31T23:00",
    "an ordinary day": "2025-02-12T12:00",
}
STATES = ("down", "down", "down", "partial", "degraded", "no_evidence", "no_evidence")
CAUSES = ("", "", "", "provider", "suspension", "force_majeure", "third_party", "malware")
READINGS: Mapping[str, Sequence[str]] = {
    "budget": ("percentage", "fixed", "stricter"),
    "clock_zone": ("local", "fixed"),
    "municipality": ("catholic", "protestant", "augsburg"),
    "part_year": ("served", "full_year", "first_full_year"),
    "maintenance": ("downtime", "both"),
    "planned": ("announced", "any"),
    "silent_maintenance": ("not_excluded", "excluded"),
    "degraded": ("down_only", "partial", "degraded"),
    "clock_change": ("real", "nominal"),
    "unmeasured": ("no_statement", "up", "down", "removed"),
    "outage_begin": ("first_failed_check", "last_good_check", "midpoint"),
    "rounding": ("exact", "two_decimals"),
}
ANCHORS = (None, date(2022, 1, 31), date(2023, 3, 30), date(2024, 2, 29), date(2024, 7, 15))


def second(text: str) -> int:
    """Return UTC seconds of "2024-02-29T12:00"."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


@cache
def hosting() -> Contract:
    """Return the contract of the tests, typed."""
    return load_contract(HOSTING.read_bytes()).contract


@cache
def hosting_as_written() -> dict[str, Any]:
    """Return the contract of the tests as the mapping that stands in the file."""
    written: dict[str, Any] = yaml.safe_load(HOSTING.read_text("utf-8"))
    return written


# ---- Strategies ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Situation:
    """A promise, what happened, and how it is read."""

    level: str
    term: Availability
    history: History
    chosen: Mapping[str, str]
    anchor: date | None

    @property
    def components(self) -> tuple[str, ...]:
        """The components of the promise."""
        return self.term.components

    def judge(self) -> oracle.Judge:
        """Return the oracle on this situation."""
        written = hosting_as_written()
        terms = written["levels"][self.level]["availability"]
        return oracle.Judge(
            contract=written,
            term=next(term for term in terms if term["id"] == self.term.id),
            history=self.history,
            chosen=self.chosen,
            anchor=self.anchor,
        )

    def promise(self) -> Promise:
        """Return the promise as the product binds it."""
        return bind(
            hosting(), level=self.level, term=self.term, chosen=self.chosen, anchor=self.anchor
        )

    def facts(self) -> Facts:
        """Return the facts as the product gathers them from a file."""
        return facts_of(self.history, self.components)


def promises(*ids: str) -> list[tuple[str, Availability]]:
    """Return the promises of the sample contract, all or some, each with its level."""
    return [
        (name, term)
        for name, level in hosting().levels.items()
        for term in level.availability
        if not ids or term.id in ids
    ]


@st.composite
def rows(draw: st.DrawFn, components: Sequence[str], around: int, most: int = 8) -> list[Row]:
    """Rows within days of a moment: every state and cause, with and without bounds."""
    begins = st.integers(-60, 60).map(lambda n: around + n * 1800)
    lengths = st.sampled_from((0, 1, 600, 1800, 1801, 3600, 7200, DAY, 3 * DAY))
    before = st.sampled_from((None, None, None, 0, 59, 3600))
    found = []
    for _ in range(draw(st.integers(0, most))):
        start, length = draw(begins), draw(lengths)
        good, bad = draw(before), draw(before)
        found.append(
            Row(
                component=draw(st.sampled_from(components)),
                start=start,
                end=start + length,
                state=draw(st.sampled_from(STATES)),
                cause=draw(st.sampled_from(CAUSES)),
                last_good=None if good is None else start - good,
                last_bad=None if bad is None else max(start, start + length - bad),
            )
        )
    return found


@st.composite
def windows(draw: st.DrawFn, components: Sequence[str], around: int) -> list[Window]:
    """Maintenance windows: of one component or all, told long before, just before, late, never."""
    begins = st.integers(-60, 60).map(lambda n: around + n * 1800)
    lengths = st.sampled_from((0, 600, 1800, 1801, 3600, 3601, 5 * HOUR, 2 * DAY))
    notices = st.sampled_from((None, -600, 0, 1, 1800, HOUR, 3 * DAY, 38 * DAY, 41 * DAY, 60 * DAY))
    found = []
    for _ in range(draw(st.integers(0, 4))):
        start, notice = draw(begins), draw(notices)
        found.append(
            Window(
                component=draw(st.sampled_from(("", *components))),
                start=start,
                end=start + draw(lengths),
                announced=None if notice is None else start - notice,
            )
        )
    return found


@st.composite
def watched(
    draw: st.DrawFn, components: Sequence[str], around: int, reach: int
) -> dict[str, list[tuple[int, int]]]:
    """One to three watched spans for most components, overlapping or with gaps between."""
    edge = st.integers(-reach, reach).map(lambda n: around + n * 6 * HOUR)
    found = {}
    for component in components:
        core = (around - reach * 3 * HOUR, around + reach * 3 * HOUR)
        spans = [*draw(st.lists(st.tuples(edge, edge), max_size=2)), core]
        kept = draw(st.integers(0, 9)) > 0
        found[component] = [(min(span), max(span)) for span in spans] if kept else []
    return found


@st.composite
def situations(
    draw: st.DrawFn, *ids: str, readings: Sequence[str] = tuple(READINGS), reach: int = 24
) -> Situation:
    """Draw a promise of the sample contract with a history around a bad moment."""
    level, term = draw(st.sampled_from(promises(*ids)))
    around = second(draw(st.sampled_from(list(MOMENTS.values()))))
    keys = draw(st.lists(st.sampled_from(readings), max_size=3, unique=True)) if readings else []
    reach = 6 if term.per.value == "rolling" else reach
    names = term.components
    groups = {}
    if len(names) > 1 and draw(st.booleans()):
        members = draw(st.permutations(names))[: draw(st.integers(1, len(names)))]
        groups["group"] = (draw(st.sampled_from(("any", "all"))), tuple(members))
    return Situation(
        level=level,
        term=term,
        history=History(
            rows=draw(rows(names, around)),
            windows=draw(windows(names, around)),
            watched=draw(watched(names, around, reach)),
            groups=groups,
        ),
        chosen={key: draw(st.sampled_from(READINGS[key])) for key in keys},
        anchor=draw(st.sampled_from(ANCHORS)),
    )


# ---- By hand ---------------------------------------------------------------------------------


def promise_of(
    name: str,
    *,
    chosen: Mapping[str, str] | None = None,
    anchor: date | None = None,
    **changes: Any,
) -> Promise:
    """Return a promise of the sample contract, some of its terms changed."""
    level, term = promises(name)[0]
    changed = replace(term, **changes)
    return bind(hosting(), level=level, term=changed, chosen=chosen or {}, anchor=anchor)


def history_of(
    *rows: Row,
    windows: Sequence[Window] = (),
    watched: Sequence[tuple[str, str]] = (("2025-01-01T00:00", "2025-02-01T00:00"),),
    components: Sequence[str] = ("web",),
    groups: Mapping[str, tuple[str, Sequence[str]]] | None = None,
) -> History:
    """Return a history of components that were all watched in the same spans."""
    spans = [(second(start), second(end)) for start, end in watched]
    return History(
        rows=rows, windows=windows, watched=dict.fromkeys(components, spans), groups=groups or {}
    )


def row(start: str, end: str, state: str = "down", *, of: str = "web", **further: Any) -> Row:
    """Return a row between two instants like "2025-01-31T08:00"."""
    return Row(component=of, start=second(start), end=second(end), state=state, **further)


def window(start: str, end: str, *, told: str | None = None, of: str = "") -> Window:
    """Return a maintenance window, told of at an instant or nobody knows when."""
    announced = None if told is None else second(told)
    return Window(component=of, start=second(start), end=second(end), announced=announced)


def verdicts_of(promise: Promise, history: History) -> tuple[Verdict, ...]:
    """Judge a history of the components that it watched."""
    names = [name for name in history.watched if name not in history.groups]
    return judge(promise, facts_of(history, names)).verdicts()


def only_verdict(promise: Promise, history: History) -> Verdict:
    """Judge a history of one component and one period."""
    (verdict,) = verdicts_of(promise, history)
    return verdict


# ---- From a history to the product's facts ---------------------------------------------------


def outage_csv(rows: Sequence[Row]) -> bytes:
    """Write rows as an outage log; the first row of data is line 2."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(
        ["component", "started_at", "ended_at", "state", "cause", "last_good_at", "last_bad_at"]
    )
    for row in rows:
        times = [written(at) for at in (row.start, row.end, row.last_good, row.last_bad)]
        writer.writerow([row.component, *times[:2], row.state, row.cause, *times[2:]])
    return out.getvalue().encode()


def window_csv(windows: Sequence[Window]) -> bytes:
    """Write windows as a maintenance log."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["component", "started_at", "ended_at", "announced_at"])
    for window in windows:
        times = [written(at) for at in (window.start, window.end, window.announced)]
        writer.writerow([window.component, *times])
    return out.getvalue().encode()


def written(at: int | None) -> str:
    """Write an instant, or nothing."""
    return "" if at is None else oracle.utc(at)


def facts_of(history: History, components: Sequence[str]) -> Facts:
    """Gather a history as the product does, through its file format."""
    read = read_outages(outage_csv(history.rows), "outages.csv")
    planned = read_outages(window_csv(history.windows), "windows.csv", maintenance=True)
    assert not read.findings
    assert not planned.findings
    lanes = {name: lane for lane, name in enumerate(components)}
    groups = [
        Group(name=name, members=tuple(lanes[member] for member in members), how=Rollup(how))
        for name, (how, members) in history.groups.items()
    ]
    return gather(
        components,
        outages=read.log,
        maintenance=planned.log,
        observed=Observed(spans={name: spans_of(own) for name, own in history.watched.items()}),
        groups=groups,
    ).facts
