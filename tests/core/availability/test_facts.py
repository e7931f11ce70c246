"""Facts on lanes: their names, their cleaned sets, rows that contradict each other, and parts."""

from dataclasses import replace

import numpy as np
import pytest

from tests.histories import facts_of, history_of, row, second, window
from tests.oracle.availability import Row
from zusage.core import spans as sp
from zusage.core.availability.facts import (
    Facts,
    State,
    mixed_rows,
    no_maintenance,
    parts,
    rows_of_mixed_causes,
)

DAY = ("2025-01-10T00:00", "2025-01-11T00:00")


def gathered(*rows: Row, **further: object) -> Facts:
    history = history_of(*rows, components=("web", "mail", "store"), **further)  # type: ignore[arg-type]
    return facts_of(history, ("web", "mail", "store"))


def test_names_of_groups_follow_those_of_components() -> None:
    facts = gathered(groups={"all of it": ("all", ("web", "mail"))})
    assert facts.names == ("web", "mail", "store", "all of it")


def test_the_service_is_known_by_what_it_is_and_not_by_its_name() -> None:
    groups = {"service": ("any", ("web",)), "all of it": ("all", ("web", "mail"))}
    facts = gathered(groups=groups)
    assert facts.service_lanes == frozenset()
    first, second_ = facts.groups
    named = replace(facts, groups=(first, replace(second_, is_service=True)))
    assert named.service_lanes == {4}


def test_rows_become_one_clean_set_on_lanes() -> None:
    facts = gathered(
        row("2025-01-10T09:00", "2025-01-10T11:00", of="mail"),
        row("2025-01-10T08:00", "2025-01-10T10:00", of="mail"),
        row("2025-01-10T07:00", "2025-01-10T07:00", of="mail"),
        row("2025-01-10T08:00", "2025-01-10T09:00", "partial", of="web"),
    )
    down = facts.outages.state == State.DOWN
    begin, end = second("2025-01-10T08:00"), second("2025-01-10T11:00")
    assert sp.by_lane(facts.outages.spans(down))[1].tolist() == [[begin, end]]
    assert list(sp.by_lane(facts.outages.spans(~down))) == [0]
    assert len(facts.outages.spans(facts.outages.row > 0)) == 2


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([], []),
        ([row(*DAY)], []),
        ([row(*DAY), row(*DAY)], []),
        ([row(*DAY), row(*DAY, "degraded")], [2, 3]),
        ([row(*DAY), row(*DAY, "degraded", of="mail")], []),
        ([row(*DAY), row("2025-01-11T00:00", "2025-01-12T00:00", "no_evidence")], []),
        ([row(*DAY), row("2025-01-10T08:00", "2025-01-10T08:00", "degraded")], []),
        (
            [
                row("2025-01-11T00:00", "2025-01-12T00:00", "partial"),
                row(*DAY),
                row("2025-01-10T23:59", "2025-01-13T00:00", "no_evidence"),
            ],
            [2, 3, 4],
        ),
    ],
)
def test_rows_that_overlap_another_state_are_named(rows: list[Row], lines: list[int]) -> None:
    assert mixed_rows(gathered(*rows).outages).tolist() == lines


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([row(*DAY, cause="provider"), row(*DAY, cause="customer")], [2, 3]),
        ([row(*DAY, cause="provider"), row(*DAY)], [2, 3]),
        ([row(*DAY, cause="provider"), row(*DAY, "degraded", cause="provider")], []),
        ([row(*DAY, cause="provider"), row(*DAY, cause="customer", of="mail")], []),
        ([row(*DAY, cause="provider"), row(*DAY, "no_evidence")], []),
        ([row(*DAY, cause="customer"), row("2025-01-11T00:00", "2025-01-12T00:00")], []),
    ],
    ids=[
        "two causes",
        "a cause and none",
        "one cause",
        "two components",
        "nothing seen",
        "touching",
    ],
)
def test_rows_that_overlap_one_of_another_cause_are_named(
    rows: list[Row], lines: list[int]
) -> None:
    assert rows_of_mixed_causes(gathered(*rows).outages).tolist() == lines


def test_a_log_without_windows_is_empty() -> None:
    assert len(no_maintenance().start) == 0


def test_parts_have_lanes_of_their_own_and_lose_nothing() -> None:
    facts = gathered(
        row(*DAY, of="store"),
        row("2025-01-12T00:00", "2025-01-13T00:00", of="web"),
        row(*DAY, of="mail"),
        windows=[window(*DAY, of="mail"), window(*DAY, of="store"), window(*DAY)],
    )
    found = [*parts(facts, size=2)]
    assert [part.components for part in found] == [("web", "mail"), ("store",)]
    assert [part.outages.lane.tolist() for part in found] == [[0, 1], [0]]
    assert [part.outages.row.tolist() for part in found] == [[3, 4], [2]]
    assert [part.maintenance.lane.tolist() for part in found] == [[1, -1], [0, -1]]
    assert [part.maintenance.row.tolist() for part in found] == [[2, 4], [3, 4]]
    assert all(part.maintenance.source == ("windows.csv",) * 2 for part in found)
    watched = [sp.by_lane(part.observed) for part in found]
    assert [[*each] for each in watched] == [[0, 1], [0]]
    assert np.array_equal(watched[1][0], sp.by_lane(facts.observed)[2])


def test_parts_of_sorted_rows_are_the_same_rows() -> None:
    facts = gathered(row(*DAY, of="web"), row(*DAY, of="store"))
    assert [part.outages.row.tolist() for part in parts(facts, size=1)] == [[2], [], [3]]


@pytest.mark.parametrize("groups", [{}, {"one": ("any", ("web", "store"))}])
def test_few_components_and_groups_stay_together(groups: dict[str, object]) -> None:
    facts = gathered(row(*DAY), groups=groups)
    assert [*parts(facts, size=2 if groups else 3)] == [facts]
