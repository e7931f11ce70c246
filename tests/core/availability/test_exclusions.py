"""Exclusions test their own conditions, and each second is taken once, by the first in order."""

from collections.abc import Sequence

import pytest

from tests.histories import facts_of, history_of, promise_of, row, second, verdicts_of, window
from tests.oracle.availability import Row, Window
from zusage.core import spans as sp
from zusage.core.availability.downtimes import downtime_of
from zusage.core.availability.exclusions import Excluded, Note, excluded_time
from zusage.core.spans import Spans

# A Friday of nine service hours, and the day whose announcement is 28 business days before it:
# Christmas Eve to Boxing Day, New Year's Day and New Year's Eve (half open) lie between.
FRIDAY = "2025-01-31"
ENOUGH, TOO_LATE = "2024-12-18", "2024-12-19"
WATCHED = (("2025-01-01T00:00", "2025-03-01T00:00"),)


def excluded(
    *names: str,
    rows: Sequence[Row] = (),
    windows: Sequence[Window] = (),
    components: Sequence[str] = ("web",),
    promise: str = "monthly",
    **chosen: str,
) -> tuple[dict[str, Excluded], list[Note]]:
    bound = promise_of(promise, chosen=chosen, excludes=names)
    history = history_of(*rows, windows=windows, watched=WATCHED, components=components)
    facts = facts_of(history, components)
    found, notes = excluded_time(bound, facts, downtime_of(bound, facts.outages))
    assert [each.name for each in found] == sorted(names, key=lambda name: [*ORDER].index(name)), (
        "not in the order of precedence"
    )
    return {each.name: each for each in found}, [*notes]


ORDER = (
    "suspension",
    "majeure",
    "short",
    "planned",
    "silent",
    "attack",
    "month_ahead",
    "hour_ahead",
)


def hours(spans: Spans, *, lane: int = 0) -> list[tuple[str, str]]:
    """Return the spans of a lane as times of day on 31 January 2025, UTC."""
    day = second(f"{FRIDAY}T00:00")
    own = sp.by_lane(spans).get(lane, sp.EMPTY) - day
    return [(clock(start), clock(end)) for start, end in own.tolist()]


def clock(into: int) -> str:
    return f"{into // 3600:02}:{into % 3600 // 60:02}"


def on_friday(start: str, end: str, *, told: str | None, of: str = "") -> Window:
    return window(f"{FRIDAY}T{start}", f"{FRIDAY}T{end}", told=told, of=of)


# ---- Announcement ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "reading", "taken", "codes"),
    [
        (f"{FRIDAY}T07:59", "announced", True, []),
        (f"{FRIDAY}T08:00", "announced", False, ["maintenance.announced_late"]),
        (f"{FRIDAY}T12:00", "announced", False, ["maintenance.announced_late"]),
        (None, "announced", True, ["maintenance.announcement_assumed"]),
        (None, "any", True, []),
        (f"{FRIDAY}T12:00", "any", True, []),
    ],
)
def test_a_window_counts_when_it_was_announced_before_it_began(
    told: str | None, reading: str, taken: bool, codes: list[str]
) -> None:
    windows = [on_friday("08:00", "08:30", told=told)]
    found, notes = excluded(
        "silent", windows=windows, silent_maintenance="excluded", planned=reading
    )
    assert hours(found["silent"].spans) == ([("08:00", "08:30")] if taken else [])
    assert [(note.code, note.source, note.row) for note in notes] == [
        (code, "windows.csv", 2) for code in codes
    ]


def test_a_text_that_is_silent_excludes_nothing_unless_it_is_read_so() -> None:
    windows = [on_friday("08:00", "08:30", told=None)]
    found, notes = excluded("silent", windows=windows)
    assert (hours(found["silent"].spans), notes) == ([], [])


# ---- Length ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "taken", "codes"),
    [("09:00", True, []), ("09:01", False, ["maintenance.too_long"])],
)
def test_a_window_that_is_too_long_falls_back_to_downtime(
    end: str, taken: bool, codes: list[str]
) -> None:
    windows = [on_friday("08:00", end, told="2025-01-20T08:00")]
    found, notes = excluded("short", windows=windows)
    assert hours(found["short"].spans) == ([("08:00", end)] if taken else [])
    assert [note.code for note in notes] == codes
    found, notes = excluded("short", windows=windows, planned="any")
    assert hours(found["short"].spans) == ([("08:00", end)] if taken else [])


def test_a_window_longer_than_agreed_is_a_breach_but_still_excluded() -> None:
    windows = [on_friday("04:00", "04:31", told=f"{ENOUGH}T08:00")]
    found, notes = excluded("planned", windows=windows)
    assert hours(found["planned"].spans) == [("04:00", "04:31")]
    assert [(note.code, dict(note.facts)) for note in notes] == [
        ("maintenance.longer_than_agreed", {"length": 1860, "most": 1800})
    ]


# ---- Notice ----------------------------------------------------------------------------------


def test_only_the_part_inside_the_hours_needs_the_notice() -> None:
    # 06:00 to 08:00 UTC is 07:00 to 09:00 in Berlin, whose hours begin at 08:00.
    windows = [on_friday("06:00", "08:00", told=f"{TOO_LATE}T08:00")]
    found, notes = excluded("planned", windows=windows)
    assert hours(found["planned"].spans) == [("06:00", "07:00")]
    short = next(note for note in notes if note.code == "maintenance.notice_short")
    assert short.facts == {"given": 27, "needed": 28}


@pytest.mark.parametrize(("told", "taken"), [(ENOUGH, True), (TOO_LATE, False)])
def test_the_day_of_the_announcement_does_not_count(told: str, taken: bool) -> None:
    windows = [on_friday("09:00", "09:30", told=f"{told}T22:59")]
    found, notes = excluded("planned", windows=windows)
    assert hours(found["planned"].spans) == ([("09:00", "09:30")] if taken else [])
    assert len(notes) == (0 if taken else 1)


@pytest.mark.parametrize(("day", "taken"), [("2025-02-04", True), ("2025-02-03", False)])
def test_the_day_of_the_window_counts_also_after_an_announcement_on_a_sunday(
    day: str, taken: bool
) -> None:
    windows = [window(f"{day}T09:00", f"{day}T09:30", told="2024-12-22T12:00")]
    found, _ = excluded("planned", windows=windows)
    assert (sp.total(found["planned"].spans) > 0) is taken


def test_an_announcement_that_is_assumed_came_in_time() -> None:
    found, _ = excluded("planned", windows=[on_friday("09:00", "09:30", told=None)])
    assert hours(found["planned"].spans) == [("09:00", "09:30")]


@pytest.mark.parametrize(
    ("name", "told", "taken"),
    [
        # Three days by the dates of the contract's zone, whatever the time of day.
        ("short", "2025-01-28T22:59", True),
        ("short", "2025-01-28T23:00", False),
        # A month ahead of the 31st is the last day of a shorter month.
        ("month_ahead", "2024-12-31T10:00", True),
        ("month_ahead", "2025-01-01T10:00", False),
        # An hour ahead for the part at night, which this window has none of.
        ("hour_ahead", "2025-01-31T08:59", True),
    ],
)
def test_notice_is_given_in_the_unit_of_the_contract(name: str, told: str, taken: bool) -> None:
    found, _ = excluded(name, windows=[on_friday("09:00", "09:30", told=told)])
    assert hours(found[name].spans) == ([("09:00", "09:30")] if taken else [])


@pytest.mark.parametrize(
    ("start", "told", "months"),
    [
        ("2025-02-28T09:00", "2025-01-31T10:00", 1),
        ("2025-02-27T09:00", "2025-01-31T10:00", 0),
        ("2025-02-27T09:00", "2025-01-27T10:00", 1),
        ("2025-02-26T09:00", "2024-12-27T10:00", 1),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(start: str, told: str, months: int) -> None:
    windows = [window(start, start.replace("09:00", "09:30"), told=told)]
    found, notes = excluded("month_ahead", windows=windows)
    assert (sp.total(found["month_ahead"].spans) > 0) == (months >= 1)
    assert [note.facts["given"] for note in notes] == ([] if months else [0])


@pytest.mark.parametrize(("told", "taken"), [("20:30", True), ("20:31", False)])
def test_notice_in_hours_is_counted_in_seconds(told: str, taken: bool) -> None:
    # 21:30 UTC is 22:30 in Berlin, inside the nights.
    windows = [on_friday("21:30", "22:00", told=f"{FRIDAY}T{told}")]
    found, _ = excluded("hour_ahead", windows=windows)
    assert hours(found["hour_ahead"].spans) == ([("21:30", "22:00")] if taken else [])


# ---- Components ------------------------------------------------------------------------------


def test_windows_hold_for_their_component_or_for_all_but_the_excepted() -> None:
    windows = [
        on_friday("04:00", "04:30", told=None),
        on_friday("05:00", "05:30", told=None, of="store"),
        on_friday("05:30", "06:00", told=None, of="mail"),
    ]
    found, _ = excluded("planned", windows=windows, components=("web", "mail", "store"))
    spans = [hours(found["planned"].spans, lane=lane) for lane in range(3)]
    assert spans == [[("04:00", "04:30")], [], [("04:00", "04:30"), ("05:00", "05:30")]]


def test_windows_outside_the_time_watched_say_nothing() -> None:
    windows = [
        window("2024-12-30T00:00", "2025-01-01T00:00", told="2024-12-31T00:00"),
        window("2025-03-01T00:00", "2025-03-02T00:00", told="2025-03-01T12:00"),
    ]
    found, notes = excluded("planned", windows=windows)
    assert (sp.total(found["planned"].spans), notes) == (0, [])


def test_nobody_watching_means_no_windows() -> None:
    history = history_of(windows=[on_friday("04:00", "05:00", told=None)], watched=[])
    promise = promise_of("monthly")
    facts = facts_of(history, ("web",))
    _, notes = excluded_time(promise, facts, downtime_of(promise, facts.outages))
    assert notes == ()


# ---- Precedence ------------------------------------------------------------------------------


def test_the_first_in_order_has_a_second_that_two_claim() -> None:
    rows = [row(f"{FRIDAY}T09:00", f"{FRIDAY}T10:00", cause="force_majeure")]
    windows = [on_friday("09:30", "10:30", told=None)]
    found, _ = excluded("planned", "majeure", rows=rows, windows=windows)
    assert hours(found["majeure"].spans) == [("09:00", "10:00")]
    assert hours(found["planned"].spans) == [("10:00", "10:30")]
    assert hours(found["planned"].windows) == [("09:30", "10:30")]


@pytest.mark.parametrize(("reading", "removed"), [("both", [("09:00", "09:30")]), ("downtime", [])])
def test_maintenance_leaves_the_service_time_only_where_it_is_read_so(
    reading: str, removed: list[tuple[str, str]]
) -> None:
    windows = [on_friday("09:00", "09:30", told=None)]
    found, _ = excluded("planned", windows=windows, maintenance=reading)
    assert hours(found["planned"].spans) == [("09:00", "09:30")]
    assert hours(found["planned"].removed) == removed


def test_only_suspensions_leave_the_service_time_among_causes() -> None:
    rows = [
        row(f"{FRIDAY}T09:00", f"{FRIDAY}T10:00", cause="force_majeure"),
        row(f"{FRIDAY}T10:00", f"{FRIDAY}T11:00", cause="suspension"),
    ]
    found, _ = excluded("suspension", "majeure", rows=rows)
    assert hours(found["suspension"].removed) == [("10:00", "11:00")]
    assert hours(found["majeure"].removed) == []


def test_a_maintenance_row_of_an_outage_log_is_a_window_and_no_downtime() -> None:
    day = (f"{FRIDAY}T09:00", f"{FRIDAY}T10:00")
    promise, watched = (
        promise_of("monthly", excludes=("planned",)),
        [(f"{FRIDAY}T00:00", f"{FRIDAY}T20:00")],
    )
    (verdict,) = verdicts_of(promise, history_of(row(*day, "maintenance"), watched=watched))
    assert (verdict.raw_seconds, verdict.removed_seconds) == (0, 3600)
    both = history_of(row(*day, "maintenance"), row(*day), watched=watched)
    (verdict,) = verdicts_of(promise, both)
    assert (verdict.raw_seconds, verdict.downtime_seconds) == (3600, 0)
