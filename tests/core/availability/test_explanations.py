"""Every figure explains itself: its tree adds up, and its rows are the ones that decided."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given

from tests.histories import (
    Situation,
    facts_of,
    history_of,
    promise_of,
    row,
    second,
    situations,
    window,
)
from tests.oracle.availability import History, Row
from zusage.core.availability import explanations
from zusage.core.availability.explanations import Explainer, readings_of
from zusage.core.availability.promises import Promise
from zusage.core.availability.verdicts import Verdict, judge
from zusage.core.explain import Explained
from zusage.core.terms.contract import Cause, Rollup

DAY = "2025-01-10"
WATCHED = ((f"{DAY}T00:00", "2025-01-11T00:00"),)


def explained(
    promise: Promise, history: History
) -> dict[str, tuple[Explainer, Verdict, Explained[object]]]:
    names = [name for name in history.watched if name not in history.groups]
    judgement = judge(promise, facts_of(history, names))
    explainer = Explainer(judgement)
    found = [(verdict, explainer.explain(verdict)) for verdict in judgement.verdicts()]
    return {verdict.component: (explainer, verdict, tree) for verdict, tree in found}


def tree_of(promise: Promise, *rows: Row, **further: Any) -> Explained[object]:
    return explained(promise, history_of(*rows, watched=WATCHED, **further))["web"][2]


def part(tree: Explained[object], what: str) -> Explained[object]:
    (found,) = (each for each in tree.walk() if each.what == what)
    return found


def lines(tree: Explained[object], what: str) -> list[tuple[str, int]]:
    return [(each.source, each.row) for each in part(tree, what).inputs]


def down(start: str, end: str, state: str = "down", **further: Any) -> Row:
    return row(f"{DAY}T{start}", f"{DAY}T{end}", state, **further)


@given(situations())
def test_the_figures_of_a_tree_are_those_of_its_verdict(situation: Situation) -> None:
    judgement = judge(situation.promise(), situation.facts())
    explainer = Explainer(judgement)
    for verdict in judgement.verdicts():
        tree = explainer.explain(verdict)
        values = {each.what: each.value for each in tree.walk() if each.what != "excluded"}
        taken = [each.value for each in tree.walk() if each.what == "excluded"]
        assert tree.value == verdict.ratio
        assert values["service_seconds"] == verdict.service_seconds
        assert values["downtime"] == verdict.downtime_seconds
        assert values["raw_downtime"] == verdict.raw_seconds
        assert values["unmeasured"] == verdict.unmeasured_seconds
        assert values["allowed"] == verdict.allowed
        agreed, removed = values["agreed_time"], values.get("removed_time", 0)
        assert isinstance(agreed, int)
        assert isinstance(removed, int)
        assert agreed - removed == verdict.service_seconds
        assert taken == list(verdict.excluded_seconds.values())
        assert tree.reading == readings_of(verdict.promise)


@given(situations("billed", "yearly", readings=("outage_begin", "degraded", "unmeasured")))
def test_a_figure_without_rows_is_nought_and_rows_make_a_figure(situation: Situation) -> None:
    judgement = judge(situation.promise(), situation.facts())
    explainer = Explainer(judgement)
    for verdict in judgement.verdicts():
        for each in explainer.explain(verdict).walk():
            if (
                each.what in ("raw_downtime", "unmeasured", "excluded", "removed_time")
                and each.value
            ):
                assert each.inputs, each.what


def test_formulas_show_the_numbers() -> None:
    tree = tree_of(
        promise_of("billed"), down("08:00", "09:00"), down("10:00", "10:30", cause="third_party")
    )
    assert tree.formula == "(86400 - 3600) / 86400 = 23/24"
    assert part(tree, "service_seconds").formula == "86400 - 0 = 86400"
    assert part(tree, "downtime").formula == "5400 - 1800 = 3600"
    assert part(tree, "allowed").formula == "(1 - 999/1000) × 86400 = 432/5"
    assert lines(tree, "raw_downtime") == [("outages.csv", 2), ("outages.csv", 3)]
    assert lines(tree, "excluded") == [("outages.csv", 3)]
    assert tree.rounding == "exact"


def test_a_budget_is_explained_as_the_text_has_it() -> None:
    tree = tree_of(promise_of("billed", chosen={"budget": "fixed"}))
    assert part(tree, "allowed").formula == "2608"
    assert part(tree, "allowed").reading == {"budget": "fixed"}
    assert part(tree_of(promise_of("monthly")), "allowed").reading == {}


def test_no_service_time_is_explained_too() -> None:
    history = history_of(watched=((f"{DAY}T20:00", f"{DAY}T21:00"),))
    tree = explained(promise_of("monthly"), history)["web"][2]
    assert (tree.value, tree.formula) == (None, "(0 - 0) / 0 = -")


def test_rounding_is_named_where_it_decides() -> None:
    assert (
        tree_of(promise_of("billed", chosen={"rounding": "two_decimals"})).rounding
        == "two_decimals"
    )


@pytest.mark.parametrize(
    ("reading", "expected"), [("down_only", [2]), ("partial", [2, 3]), ("degraded", [2, 3, 4])]
)
def test_only_rows_that_count_stand_behind_downtime(reading: str, expected: list[int]) -> None:
    rows = [
        down("08:00", "09:00", state) for state in ("down", "partial", "degraded", "no_evidence")
    ]
    tree = tree_of(promise_of("billed", chosen={"degraded": reading}), *rows)
    assert [line for _, line in lines(tree, "raw_downtime")] == expected
    assert [line for _, line in lines(tree, "unmeasured")] == [5]


def test_missing_evidence_stands_behind_downtime_where_it_counts_as_down() -> None:
    promise = promise_of("billed", chosen={"unmeasured": "down"})
    assert lines(tree_of(promise, down("08:00", "09:00", "no_evidence")), "raw_downtime") == [
        ("outages.csv", 2)
    ]


def test_rows_of_other_components_and_times_stay_out() -> None:
    promise = promise_of("billed")
    history = history_of(
        down("08:00", "09:00", of="mail"),
        row("2025-01-09T00:00", "2025-01-09T01:00"),
        row("2025-02-09T00:00", "2025-02-09T01:00"),
        watched=WATCHED,
        components=("web", "mail"),
    )
    assert lines(explained(promise, history)["web"][2], "raw_downtime") == []
    assert lines(explained(promise, history)["mail"][2], "raw_downtime") == [("outages.csv", 2)]


def test_a_row_that_began_before_it_failed_is_named_in_the_period_it_began_in() -> None:
    promise = promise_of("billed", chosen={"outage_begin": "last_good_check"})
    good = second("2025-01-31T23:00")
    history = history_of(
        row("2025-02-01T00:00", "2025-02-01T01:00", last_good=good),
        watched=(("2025-01-31T00:00", "2025-02-01T00:00"),),
    )
    assert lines(explained(promise, history)["web"][2], "raw_downtime") == [("outages.csv", 2)]


def test_only_windows_that_took_something_are_evidence() -> None:
    windows = [
        window(f"{DAY}T08:00", f"{DAY}T08:30"),
        window(f"{DAY}T08:15", f"{DAY}T08:20", told=f"{DAY}T08:15"),
        window(f"{DAY}T12:00", f"{DAY}T12:30"),
        window(f"{DAY}T08:00", f"{DAY}T08:30", of="mail"),
    ]
    promise = promise_of("monthly", excludes=("planned", "suspension"))
    suspended = down("14:00", "15:00", cause="suspension")
    history = history_of(
        down("08:10", "08:40"),
        suspended,
        windows=windows,
        watched=WATCHED,
        components=("web", "mail"),
    )
    tree = explained(promise, history)["web"][2]
    planned = next(each for each in tree.walk() if each.facts.get("exclusion") == "planned")
    # The late window excludes nothing by itself, but lies inside one that does.
    assert [each.row for each in planned.inputs] == [2, 3]
    assert lines(tree, "removed_time") == [
        ("outages.csv", 3),
        ("windows.csv", 2),
        ("windows.csv", 3),
        ("windows.csv", 4),
    ]


def test_maintenance_that_stays_in_the_service_time_removes_nothing() -> None:
    windows = [window(f"{DAY}T08:00", f"{DAY}T08:30")]
    promise = promise_of("monthly", excludes=("planned",), chosen={"maintenance": "downtime"})
    rows = down("08:00", "08:30"), down("14:00", "15:00", cause="suspension")
    tree = tree_of(promise, *rows, windows=windows)
    assert "removed_time" not in {each.what for each in tree.walk()}
    assert part(tree, "excluded").value == 1800


def test_removed_doubt_is_explained_for_every_verdict() -> None:
    promise = promise_of("billed", chosen={"unmeasured": "removed"}, excludes=("planned",))
    told = "2024-10-01T00:00"
    history = history_of(
        row("2025-01-31T20:00", "2025-02-01T04:00", "no_evidence"),
        row("2025-01-31T12:00", "2025-02-01T12:00"),
        windows=[window("2025-01-31T18:00", "2025-02-01T02:00", told=told)],
        watched=(("2025-01-31T00:00", "2025-02-02T00:00"),),
    )
    judgement = judge(promise, facts_of(history, ("web",)))
    explainer = Explainer(judgement)
    for verdict in judgement.verdicts():
        tree = explainer.explain(verdict)
        assert lines(tree, "excluded") == [("windows.csv", 2)]
        assert lines(tree, "removed_time") == [("outages.csv", 2), ("windows.csv", 2)]


def test_very_many_rows_are_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explanations, "ROWS_SHOWN", 2)
    rows = [down(f"{hour:02}:00", f"{hour:02}:30") for hour in range(5)]
    assert lines(tree_of(promise_of("billed"), *rows), "raw_downtime") == [
        ("outages.csv", 2),
        ("outages.csv", 3),
    ]


# ---- Groups ----------------------------------------------------------------------------------


def grouped(how: str, *rows: Row, members: Sequence[str] = ("web", "mail")) -> Mapping[str, Any]:
    groups = {"both": (how, members)}
    history = history_of(*rows, watched=WATCHED, components=("web", "mail", "store"), groups=groups)
    return explained(promise_of("billed"), history)


ROWS = (
    down("08:00", "09:00"),
    down("08:30", "09:30", of="mail"),
    down("01:00", "02:00", of="store"),
)


@pytest.mark.parametrize(("how", "seconds"), [("any", 5400), ("all", 1800)])
def test_a_group_names_its_members_and_their_rows(how: str, seconds: int) -> None:
    explainer, verdict, tree = grouped(how, *ROWS)["both"]
    made = part(tree, f"group_{how}")
    assert made.facts == {"members": "web, mail", "worst": ""}
    assert part(tree, "downtime").value == seconds
    assert lines(tree, "raw_downtime") == [("outages.csv", 2), ("outages.csv", 3)]
    assert explainer.how(verdict) is Rollup(how)
    assert explainer.lanes(verdict) == (0, 1)
    assert explainer.member_verdicts(verdict) == ((1, verdict),)


def test_the_worst_component_is_named_and_only_its_rows() -> None:
    rows = (*ROWS, down("12:00", "12:01", of="mail"))
    explainer, verdict, tree = grouped("worst", *rows)["both"]
    assert part(tree, "group_worst").facts == {"members": "web, mail", "worst": "mail"}
    assert lines(tree, "raw_downtime") == [("outages.csv", 3), ("outages.csv", 5)]
    assert explainer.lanes(verdict) == (1,)
    assert [(weight, each.component) for weight, each in explainer.member_verdicts(verdict)] == [
        (1, "web"),
        (1, "mail"),
    ]


def test_a_component_is_no_group() -> None:
    explainer, verdict, tree = grouped("any", *ROWS)["store"]
    assert not [each for each in tree.walk() if each.what.startswith("group")]
    assert explainer.how(verdict) is None
    assert explainer.lanes(verdict) == (2,)


# ---- Downtime that earns ---------------------------------------------------------------------


def hours(promise: Promise, history: History, name: str, *causes: Cause) -> list[tuple[int, ...]]:
    explainer, verdict, _ = explained(promise, history)[name]
    day = second(f"{DAY}T00:00")
    earning = explainer.earning(verdict, frozenset(causes))
    assert not (earning % 3600).any()
    return [tuple((edge - day) // 3600 for edge in span) for span in earning.tolist()]


@pytest.mark.parametrize(
    ("how", "causes", "expected"),
    [
        ("any", (), [(8, 11)]),
        # The mail's attack explains nothing while the web is down for another reason.
        ("any", (Cause.MALWARE,), [(8, 10)]),
        ("all", (), [(9, 10)]),
        # All were down only because the mail was under attack.
        ("all", (Cause.MALWARE,), []),
    ],
)
def test_a_cause_excuses_a_group_as_it_excuses_its_members(
    how: str, causes: tuple[Cause, ...], expected: list[tuple[int, int]]
) -> None:
    history = history_of(
        down("08:00", "10:00"),
        down("09:00", "11:00", of="mail", cause="malware"),
        watched=WATCHED,
        components=("web", "mail"),
        groups={"both": (how, ("web", "mail"))},
    )
    assert hours(promise_of("billed"), history, "both", *causes) == expected


def test_what_earns_was_watched_and_counted() -> None:
    history = history_of(
        down("08:00", "12:00"),
        down("09:00", "10:00", cause="third_party"),
        row("2025-01-10T23:00", "2025-01-11T05:00"),
        row("2025-01-10T15:00", "2025-01-10T16:00", cause="third_party"),
        watched=WATCHED,
    )
    assert hours(promise_of("billed"), history, "web") == [(8, 12), (23, 24)]
    explainer, verdict, _ = explained(promise_of("billed"), history)["web"]
    causes = frozenset({Cause.MALWARE})
    assert (
        explainer.earning(verdict, causes).tolist() == explainer.earning(verdict, causes).tolist()
    )
