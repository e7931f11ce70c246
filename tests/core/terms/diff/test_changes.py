"""What counts as a change, and what does not, whatever the order of the file."""

from dataclasses import replace
from typing import Any

from tests.core.terms.lint.whole import (
    BACKUP,
    BUSINESS,
    CREDIT,
    PROMISE,
    REMOVED,
    REPORT,
    TARGET,
    WHOLE,
    changed,
    get,
    length,
    text,
)
from zusage.core.terms.contract import Commitment
from zusage.core.terms.diff.changes import Changed, Kind, changes
from zusage.core.terms.quantities import parse_day_span

Change = tuple[tuple[str | int, ...], Any]


def made(*edits: Change) -> list[Changed]:
    return list(changes(WHOLE, changed(*edits)))


def only(*edits: Change) -> Changed:
    (change,) = made(*edits)
    return change


def test_a_contract_does_not_differ_from_itself() -> None:
    assert list(changes(WHOLE, replace(WHOLE))) == []


def test_a_changed_value_has_both_versions_and_everything_around_it() -> None:
    change = only(((*TARGET, "response", "within"), length("30m")))
    assert (change.kind, change.old, change.new) == (Kind.CHANGED, length("1h"), length("30m"))
    assert change.path == (*TARGET, "response", "within")
    assert [holder.path for holder in change.holders] == [
        (),
        ("levels", "standard"),
        TARGET,
        (*TARGET, "response"),
    ]


def test_lists_of_names_are_sets() -> None:
    components = (*PROMISE, "components")
    assert made((components, ("mail", "web"))) == []
    assert made((components, ("web", "mail", "web"))) == []
    change = only((components, ("web", "dns")))
    assert (change.kind, change.old, change.new) == (Kind.SETS, ("mail",), ("dns",))


def test_records_are_matched_by_what_they_are() -> None:
    swapped = (get(REPORT), get(BACKUP))
    assert made((("duties",), swapped)) == []
    change = only((("duties",), swapped[:1]))
    assert (change.kind, change.path, change.old.do) == (Kind.REMOVED, BACKUP, "backup")
    change = only((("duties",), (replace(get(BACKUP), do="other", by="host"), *get(("duties",)))))
    assert (change.kind, change.path, change.new.do) == (Kind.ADDED, BACKUP, "other")


def test_two_records_of_one_name_are_told_apart_by_their_order() -> None:
    twice = (get(BACKUP), replace(get(BACKUP), by="host"), get(REPORT))
    old = changed((("duties",), twice))
    assert list(changes(old, changed((("duties",), twice)))) == []
    (change,) = changes(old, changed((("duties",), (twice[0], twice[2]))))
    assert (change.kind, change.path) == (Kind.REMOVED, ("duties", 1))


def test_a_record_with_another_name_and_nothing_else_was_renamed() -> None:
    change = only(((*PROMISE, "id"), "availability"))
    assert (change.kind, change.path, change.old) == (Kind.CHANGED, (*PROMISE, "id"), "hours")


def test_a_record_with_another_name_and_more_is_another_one() -> None:
    edits = [((*PROMISE, "id"), "availability"), ((*PROMISE, "components"), ("web",))]
    assert [(c.kind, c.path) for c in made(*edits)] == [
        (Kind.ADDED, PROMISE),
        (Kind.REMOVED, PROMISE),
    ]


def test_remedies_of_different_kinds_are_never_the_same() -> None:
    first, second = get(("levels", "standard", "remedies"))
    place = ("levels", "standard", "remedies")
    assert made((place, (second, first))) == []
    kinds = [c.kind for c in changes(changed((place, (first,))), changed((place, (second,))))]
    assert kinds == [Kind.ADDED, Kind.REMOVED]


def test_answers_have_a_place_and_no_name() -> None:
    change = only((("matrices", 1, "rows", 0, "answers", 0, "by"), "customer"))
    assert (change.path[-2:], change.new) == ((0, "by"), "customer")


def test_a_part_that_comes_or_goes_is_one_change() -> None:
    assert only(((*CREDIT, "claim"), None)).kind is Kind.REMOVED
    (change,) = changes(changed(((*CREDIT, "claim"), None)), WHOLE)
    assert (change.kind, change.new) == (Kind.ADDED, get((*CREDIT, "claim")))
    assert only(((*CREDIT, "cap"), None)).kind is Kind.CHANGED


def test_a_list_that_was_empty_gets_records() -> None:
    (change,) = changes(changed((("terms", "commitments"), ())), WHOLE)
    assert (change.kind, type(change.new)) == (Kind.ADDED, Commitment)


def test_named_things_come_and_go() -> None:
    assert only((("parties", "host"), REMOVED)).kind is Kind.REMOVED
    change = only((("options", "more"), replace(get(("options", "ssd")), title=text("more"))))
    assert (change.kind, change.path) == (Kind.ADDED, ("options", "more"))


def test_a_week_is_the_same_however_it_is_written() -> None:
    hours = (parse_day_span("08:00-18:00"),)
    written = {"fri,mon": hours, "tue-thu": hours}
    assert made(((*BUSINESS, "week"), written)) == []
    change = only(((*BUSINESS, "week"), {"mon-thu": hours}))
    assert (change.kind, change.new) == (Kind.CHANGED, {"mon-thu": hours})


def test_the_hours_of_a_day_are_one_value() -> None:
    hours = (parse_day_span("08:00-12:00"), parse_day_span("13:00-17:00"))
    days = (*BUSINESS, "special_days")
    (change,) = changes(changed((days, {"2026-12-24": hours})), changed((days, {"2026-12-24": ()})))
    assert (change.kind, change.old, change.new) == (Kind.CHANGED, hours, ())


def test_a_variant_is_known_by_its_readings() -> None:
    change = only(((*BUSINESS, "variants", 0, "zone"), "UTC"))
    assert change.path == (*BUSINESS, "variants", 0, "zone")
