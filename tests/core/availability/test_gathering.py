"""Rows with names become facts on lanes: who is judged, who was watched, and whose windows hold."""

import numpy as np
import pytest

from tests.histories import outage_csv, row, second, window, window_csv
from zusage.core import spans as sp
from zusage.core.availability.facts import ALL_LANES, MISSING, Group
from zusage.core.availability.gathering import Gathered, Log, Observed, gather, matching
from zusage.core.errors import Refusal
from zusage.core.spans import Spans
from zusage.core.terms.contract import Rollup
from zusage.formats.outage_csv import read_outages

DAY = ("2025-01-10T00:00", "2025-01-11T00:00")
NEXT = ("2025-01-11T00:00", "2025-01-12T00:00")


def spans(*pairs: tuple[str, str]) -> Spans:
    return sp.spans_of((second(start), second(end)) for start, end in pairs)


def rows() -> Log:
    found = [
        row(*DAY, of="mail", last_good=second("2025-01-09T23:00")),
        row(*DAY, of="unknown"),
        row(*DAY, "maintenance", of="web"),
        row(*NEXT, "no_evidence", of="web", cause="provider"),
    ]
    return read_outages(outage_csv(found), "outages.csv").log


def windows() -> Log:
    found = [window(*DAY), window(*NEXT, of="mail", told=DAY[0]), window(*NEXT, of="unknown")]
    return read_outages(window_csv(found), "windows.csv", maintenance=True).log


def gathered(**further: object) -> Gathered:
    observed = Observed(spans={"web": spans(DAY, NEXT), "mail": spans(NEXT)})
    settings: dict[str, object] = {"maintenance": None, "observed": observed, **further}
    return gather(("web", "mail", "store"), outages=rows(), **settings)  # type: ignore[arg-type]


def test_rows_of_components_that_are_not_judged_are_left_out() -> None:
    outages = gathered().facts.outages
    assert outages.row.tolist() == [2, 5]
    assert outages.lane.tolist() == [1, 0]
    assert outages.last_good.tolist() == [second("2025-01-09T23:00"), MISSING]
    assert gathered().facts.outages_source == "outages.csv"


def test_windows_of_both_files_hold_each_with_its_source() -> None:
    log = gathered(maintenance=windows()).facts.maintenance
    assert log.source == ("outages.csv", "windows.csv", "windows.csv")
    assert log.row.tolist() == [4, 2, 3]
    assert log.lane.tolist() == [0, ALL_LANES, 1]
    assert log.announced.tolist() == [MISSING, MISSING, second(DAY[0])]


def test_windows_of_the_maintenance_file_may_hold_for_everybody() -> None:
    log = gathered(maintenance=windows(), maintenance_for_all=True).facts.maintenance
    assert log.lane.tolist() == [0, ALL_LANES, ALL_LANES, ALL_LANES]


def test_components_that_nobody_watched_are_named() -> None:
    found = gathered()
    assert found.unwatched == ("store",)
    assert {lane: own.tolist() for lane, own in sp.by_lane(found.facts.observed).items()} == {
        0: spans(DAY, NEXT).tolist(),
        1: spans(NEXT).tolist(),
    }


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ((None, None), [("2025-01-10T00:00", "2025-01-12T00:00")]),
        (("2025-01-10T12:00", None), [("2025-01-10T12:00", "2025-01-12T00:00")]),
        ((None, "2025-01-10T12:00"), [("2025-01-10T00:00", "2025-01-10T12:00")]),
        (("2025-01-09T00:00", "2025-02-01T00:00"), [("2025-01-10T00:00", "2025-01-12T00:00")]),
        (("2025-02-01T00:00", "2025-03-01T00:00"), []),
    ],
)
def test_the_time_asked_for_only_cuts_the_time_watched(
    window: tuple[str | None, str | None], expected: list[tuple[str, str]]
) -> None:
    edges = tuple(None if edge is None else second(edge) for edge in window)
    observed = sp.by_lane(gathered(window=edges).facts.observed)
    assert observed.get(0, sp.EMPTY).tolist() == spans(*expected).tolist()


def test_without_a_file_of_watched_time_all_of_the_window_was_watched() -> None:
    edges = (second(DAY[0]), second(DAY[1]))
    found = gathered(observed=Observed(), window=edges)
    assert [own.tolist() for own in sp.by_lane(found.facts.observed).values()] == [[[*edges]]] * 3
    assert found.unwatched == ()


@pytest.mark.parametrize("edges", [(None, None), (0, None), (None, 0)])
def test_nobody_guesses_what_was_watched(edges: tuple[int | None, int | None]) -> None:
    with pytest.raises(Refusal) as refused:
        gathered(observed=Observed(), window=edges)
    assert refused.value.code == "evaluate.window_missing"


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (None, [NEXT]),
        ([DAY], []),
        ([("2025-01-11T06:00", "2025-01-13T00:00")], [("2025-01-11T06:00", "2025-01-12T00:00")]),
    ],
)
def test_a_group_is_watched_while_all_its_members_are(
    own: list[tuple[str, str]] | None, expected: list[tuple[str, str]]
) -> None:
    watched = {"web": spans(DAY, NEXT), "mail": spans(NEXT)}
    if own is not None:
        watched["both"] = spans(*own)
    group = Group(name="both", members=(0, 1), how=Rollup.ANY)
    found = gathered(observed=Observed(spans=watched), groups=[group])
    assert found.facts.names == ("web", "mail", "store", "both")
    lane = sp.by_lane(found.facts.observed).get(3, sp.EMPTY)
    assert lane.tolist() == spans(*expected).tolist()


@pytest.mark.parametrize("how", [Rollup.WORST, Rollup.WEIGHTED])
def test_a_group_that_is_made_of_seconds_is_watched_by_its_members_only(how: Rollup) -> None:
    group = Group(name="both", members=(0, 1), how=how)
    observed = gathered(groups=[group]).facts.observed
    assert sorted(set(sp.lanes_of(observed).tolist())) == [0, 1]


def test_an_empty_log_gives_empty_facts() -> None:
    empty = read_outages(outage_csv([]), "outages.csv").log
    observed = Observed(spans={"web": spans(DAY)})
    facts = gather(("web",), outages=empty, maintenance=None, observed=observed).facts
    assert (len(facts.outages.row), len(facts.maintenance.row)) == (0, 0)
    assert np.array_equal(facts.observed, spans(DAY))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (None, ("a/b", "a/c", "B")),
        ("a/*", ("a/b", "a/c")),
        ("?", ("B",)),
        ("b", ()),
        ("[a]/b", ("a/b",)),
    ],
)
def test_patterns_choose_names(pattern: str | None, expected: tuple[str, ...]) -> None:
    assert matching(("a/b", "a/c", "B"), pattern) == expected
