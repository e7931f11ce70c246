"""Differences between two contracts: groups, clauses, places, and none where there is none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.core.terms.lint.whole import (
    BACKUP,
    BUSINESS,
    CREDIT,
    PROMISE,
    REMOVED,
    TARGET,
    WHOLE,
    changed,
    get,
    length,
    share,
    text,
)
from zusage.core.terms.diff import Difference, Group, diff
from zusage.core.terms.diff.effects import Effect
from zusage.core.terms.quantities import parse_day_span
from zusage.core.terms.saying import hours
from zusage.formats.contract_yaml import load_contract

ROOT = Path(__file__).parents[4]
FILES = [
    *sorted((ROOT / "contracts").glob("*.yaml")),
    Path(__file__).parents[1] / "lint/whole.yaml",
]
Change = tuple[tuple[str | int, ...], Any]
# Lists whose order means something.
ORDERED = ("answers", "columns")


def one(*edits: Change) -> Difference:
    (difference,) = diff(WHOLE, changed(*edits))
    return difference


def reordered(value: Any, key: str = "") -> Any:
    """Return the tree of a file with every mapping and every list turned round."""
    if isinstance(value, dict):
        return {name: reordered(value[name], name) for name in reversed(value)}
    if isinstance(value, list):
        items = [reordered(item) for item in value]
        return items if key in ORDERED else items[::-1]
    return value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_order_of_a_file_makes_no_difference(path: Path) -> None:
    tree = yaml.load(path.read_text(), Loader=yaml.BaseLoader)  # noqa: S506  # texts only
    turned = yaml.safe_dump(reordered(tree), sort_keys=False, allow_unicode=True)
    old, new = load_contract(path.read_bytes()), load_contract(turned.encode())
    assert old.text != new.text
    assert diff(old.contract, new.contract) == ()


@pytest.mark.parametrize(
    ("path", "value", "group"),
    [
        ((*PROMISE, "objective"), share("99 %"), Group.PROMISES),
        (("levels", "plus", "included"), True, Group.PROMISES),
        (("levels", "plus"), REMOVED, Group.PROMISES),
        (("exclusions", "foreign", "precedence"), 3, Group.PROMISES),
        ((*TARGET, "response", "within"), length("2h"), Group.TIMES),
        ((*CREDIT, "percent"), share("6 %"), Group.REMEDIES),
        ((*BACKUP, "by"), "host", Group.DUTIES),
        (("options", "storage", "step"), 50, Group.OPTIONS),
        (("terms", "currency"), "CHF", Group.TERMS),
        ((*BUSINESS, "annual_holidays"), ("12-24",), Group.CALENDARS),
        (("title",), text("new"), Group.TEXTS),
        (("clauses", "C1", "says"), text("new"), Group.TEXTS),
    ],
)
def test_differences_are_grouped(path: tuple[str | int, ...], value: object, group: Group) -> None:
    found = diff(WHOLE, changed((path, value)))
    assert {difference.group for difference in found} == {group}


def test_groups_stand_in_their_order() -> None:
    edits = [
        (("title",), text("new")),
        ((*BUSINESS, "zone"), "UTC"),
        ((*BACKUP, "by"), "host"),
        ((*PROMISE, "objective"), share("99 %")),
    ]
    groups = [difference.group for difference in diff(WHOLE, changed(*edits))]
    assert groups == sorted(groups, key=list(Group).index)
    assert groups[0] is Group.PROMISES


def test_a_difference_has_the_clauses_of_the_innermost_rule() -> None:
    assert one(((*TARGET, "response", "within"), length("2h"))).clauses == ("C1",)
    assert one((("clauses", "C1", "at"), "9")).clauses == ("C1",)
    assert one((("title",), text("new"))).clauses == ()
    assert one((("duties",), get(("duties",))[:1])).clauses == ("C1",)


def test_what_is_gone_has_its_place_in_the_old_contract() -> None:
    difference = one((("duties",), get(("duties",))[1:]))
    assert (difference.is_gone, difference.path, difference.code) == (True, BACKUP, "diff.removed")
    assert not one(((*BACKUP, "by"), "host")).is_gone


def test_hours_of_a_calendar_are_summed_up() -> None:
    week = {"mon-fri": (parse_day_span("09:00-18:00"),)}
    found = diff(WHOLE, changed(((*BUSINESS, "week"), week)))
    assert [difference.code for difference in found] == ["diff.changed", "diff.hours"]
    total = found[-1]
    # 261 weekdays of 2026 less three holidays.
    assert (total.facts["old"], total.facts["new"]) == (hours(2580 * 3600), hours(2322 * 3600))
    assert (total.effect, total.path, total.clauses) == (Effect.WORSE, BUSINESS, ("C1",))
    (_, back) = diff(changed(((*BUSINESS, "week"), week)), WHOLE)
    assert back.effect is Effect.BETTER


def test_a_calendar_with_the_same_hours_or_a_new_one_has_no_sum() -> None:
    assert one(((*BUSINESS, "clauses"), ())).code == "diff.lost"
    assert one((("calendars", "spare"), get(BUSINESS))).code == "diff.added"
