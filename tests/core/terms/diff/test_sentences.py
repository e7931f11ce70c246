"""Which sentence tells a change, and the facts it is told with."""

import dataclasses
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal, get_args, get_origin

import pytest

from tests.core.terms.lint.whole import (
    BACKUP,
    BUSINESS,
    CREDIT,
    PROMISE,
    RIGHT,
    TARGET,
    WHOLE,
    changed,
    get,
    length,
    share,
    text,
)
from zusage.core.money import Money, parse_money
from zusage.core.terms.contract import Cause, Contract
from zusage.core.terms.diff.changes import changes
from zusage.core.terms.diff.sentences import LISTED_MAX, VALUES, WORDS, told
from zusage.core.terms.quantities import Duration, Percentage, Text, parse_day_span
from zusage.core.terms.saying import Name, PeriodName, hours, hours_named, say, time
from zusage.texts import LANGUAGES, area

Change = tuple[tuple[str | int, ...], Any]
STORAGE = ("options", "storage")
LEVEL = get(("levels", "standard", "title"))
TITLE = get((*PROMISE, "title"))


def between(old: Contract, new: Contract) -> tuple[str, dict[str, object]]:
    (change,) = changes(old, new)
    return told(change, old, new)


def sentence(*edits: Change) -> tuple[str, dict[str, object]]:
    return between(WHOLE, changed(*edits))


def test_an_objective_shows_what_it_allows() -> None:
    code, facts = sentence(((*PROMISE, "objective"), share("99.9 %")))
    assert code == "objective"
    assert facts["subject"] == say("diff.in_level", name=TITLE, level=LEVEL)
    assert (facts["old"], facts["new"]) == (share("99.5 %"), share("99.9 %"))
    # January 2026 has 21 days of ten hours.
    assert facts["old_allowed"] == time(210 * 18)
    assert facts["new_allowed"] == time(Fraction(210 * 36, 10))
    assert facts["new_period"] == PeriodName(name="2026-01")


def test_counted_hours_show_how_many_they_are() -> None:
    code, facts = sentence(((*PROMISE, "counted"), "always"))
    assert (code, facts["old"], facts["new"]) == (
        "counted",
        hours_named("business"),
        say("diff.all_hours"),
    )
    assert (facts["old_counted"], facts["new_counted"]) == (hours(210 * 3600), hours(720 * 3600))


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("clauses", "C1", "says"), text("new"), "says"),
        ((*RIGHT, "when", 0, "misses"), 3, "misses"),
        ((*RIGHT, "fee_due"), False, "no_longer"),
        ((*CREDIT, "sole_remedy"), True, "now"),
        ((*CREDIT, "cap"), share("50 %"), "changed"),
        ((*CREDIT, "cap"), None, "unset"),
        ((*BACKUP, "within"), length("1h"), "set"),
        ((*PROMISE, "components"), ("web",), "lost"),
        ((*PROMISE, "components"), ("web", "mail", "dns"), "gained"),
        ((*PROMISE, "components"), ("web", "dns"), "swapped"),
        ((*TARGET, "update"), None, "limit_removed"),
        ((*CREDIT, "claim"), None, "part_removed"),
        (("levels", "plus", "availability"), (), "promise_removed"),
        ((*STORAGE, "prices"), (), "price_removed"),
        (("duties",), get(("duties",))[:1], "removed"),
        ((*CREDIT, "reading", "credit_fee"), "list_price", "reading"),
        ((*CREDIT, "assumes", "credit_fee"), "list_price", "assumed_added"),
        (("matrices", 0, "only_with"), {"Provider": "ssd"}, "value_added"),
    ],
)
def test_each_kind_of_change_has_its_sentence(
    path: tuple[str | int, ...], value: object, code: str
) -> None:
    assert sentence((path, value))[0] == code


def test_a_credit_shows_its_block_and_a_price_its_time() -> None:
    code, facts = sentence(((*CREDIT, "percent"), share("6 %")))
    assert (code, facts["block"]) == ("percent", length("30m"))
    code, facts = sentence(((*STORAGE, "prices", 0, "amount"), parse_money("9.00 EUR")))
    assert (code, facts["per"]) == ("amount", say("diff.value.month"))


def test_promises_and_times_come_with_their_values() -> None:
    old = changed((("levels", "plus", "availability"), ()))
    code, facts = between(old, WHOLE)
    assert (code, facts["objective"]) == ("promise_added", share("99.5 %"))
    assert facts["period"] == say("document.period.calendar_year")
    code, facts = between(changed(((*TARGET, "update"), None)), WHOLE)
    assert (code, facts["value"], facts["field"]) == (
        "limit_added",
        length("4h"),
        (say("diff.field.update"),),
    )


def test_a_thing_that_comes_is_named() -> None:
    code, facts = between(changed((("duties",), ())), changed((("duties",), (get(BACKUP),))))
    assert (code, facts["kind"], facts["name"]) == (
        "added",
        say("diff.kind.Duty"),
        get((*BACKUP, "title")),
    )
    spare = get(BUSINESS)
    _, facts = sentence((("calendars", "spare"), spare))
    assert (facts["kind"], facts["name"]) == (say("diff.kind.CalendarTerm"), hours_named("spare"))


def test_readings_are_told_by_their_question() -> None:
    _, facts = sentence(((*CREDIT, "reading", "credit_fee"), "list_price"))
    assert facts["question"] == say("reading.credit_fee")
    assert facts["old"] == say("reading.credit_fee.invoiced")
    assert facts["new"] == say("reading.credit_fee.list_price")


def test_the_subject_is_the_nearest_thing_with_a_name() -> None:
    assert sentence((("version",), 2))[1]["subject"] == say("diff.contract")
    assert sentence((("clauses", "C1", "at"), "2"))[1]["subject"] == "C1"
    assert sentence(((*BUSINESS, "zone"), "UTC"))[1]["subject"] == hours_named("business")
    _, facts = sentence((("terms", "commitments", 0, "lasts"), length("2 months")))
    assert facts["subject"] == Name(key="agreement")
    _, facts = sentence((("contacts", 0, "most"), 4))
    assert facts["subject"] == Name(key="contact")
    _, facts = sentence((("levels", "plus", "included"), True))
    assert facts["subject"] == get(("levels", "plus", "title"))


def test_a_single_level_is_not_mentioned() -> None:
    alone = {"standard": get(("levels", "standard"))}
    old = changed((("levels",), alone))
    new = changed((("levels",), alone), ((*PROMISE, "objective"), share("99 %")))
    assert between(old, new)[1]["subject"] == TITLE


def test_the_field_is_the_way_from_the_subject_to_the_value() -> None:
    _, facts = sentence(((*TARGET, "response", "within"), length("30m")))
    assert facts["field"] == (say("diff.field.response"), say("diff.field.within"))
    dates = {"municipality": {"catholic": (date(2026, 8, 15),), "protestant": ()}}
    _, facts = sentence(((*BUSINESS, "holidays", "by_reading"), dates))
    assert facts["field"] == (
        say("diff.field.holidays"),
        say("diff.field.by_reading"),
        Name(key="municipality"),
        Name(key="catholic"),
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((*BACKUP, "by"), "customer", get(("parties", "customer", "name"))),
        ((*BACKUP, "only_with"), "ssd", get(("options", "ssd", "title"))),
        ((*BACKUP, "at_cost_of"), "nobody", "nobody"),
        ((*BACKUP, "window"), text("at night"), say("diff.quoted", text=text("at night"))),
        ((*STORAGE, "unit"), "TB", Name(key="TB")),
        ((*STORAGE, "reducible_to"), "usage", say("diff.value.usage")),
        (("suspensions", 0, "cause"), Cause.MALWARE, say("document.cause.malware")),
        ((*TARGET, "update", "clock"), "elapsed", say("diff.all_hours")),
    ],
)
def test_values_are_told_in_words(
    path: tuple[str | int, ...], value: object, expected: object
) -> None:
    assert sentence((path, value))[1]["new"] == expected


def test_hours_of_a_day_and_names_of_a_part_are_told() -> None:
    lunch = (parse_day_span("08:00-12:00"), parse_day_span("13:00-17:00"))
    code, facts = sentence(((*BUSINESS, "special_days"), {"2026-12-24": lunch}))
    assert (code, facts["value"]) == ("value_added", ("08:00–12:00", "13:00–17:00"))
    by_reading = {"municipality": {"catholic": ()}, "more": {"a": ()}}
    old = changed(((*BUSINESS, "holidays", "by_reading"), {"municipality": {"catholic": ()}}))
    code, facts = between(old, changed(((*BUSINESS, "holidays", "by_reading"), by_reading)))
    assert (code, facts["value"]) == ("value_added", ("a",))


def test_flags_are_told_as_yes_and_no() -> None:
    _, facts = sentence(((*CREDIT, "sole_remedy"), True))
    assert (facts["old"], facts["new"]) == (say("diff.no"), say("diff.yes"))


def test_of_a_long_list_the_first_few_are_told() -> None:
    dates = tuple(date(2026, 3, day) for day in range(1, 11))
    known = get((*BUSINESS, "holidays", "dates"))
    _, facts = sentence(((*BUSINESS, "holidays", "dates"), (*known, *dates)))
    assert facts["gained"] == (*dates[:LISTED_MAX], say("diff.more", number=4))


# ---- words for everything a contract can hold -------------------------------------------------

LEAVES = (Text, Percentage, Duration, Money)


def records() -> dict[type, dict[str, Any]]:
    """Return every record that a contract can hold, with the types of its fields."""
    found: dict[type, dict[str, Any]] = {}

    def visit(hint: Any) -> None:
        if dataclasses.is_dataclass(hint) and isinstance(hint, type) and hint not in LEAVES:
            if hint in found:
                return
            found[hint] = typing.get_type_hints(hint)
            for inner in found[hint].values():
                visit(inner)
        for inner in get_args(hint):
            visit(inner)

    visit(Contract)
    return found


def words(prefix: str) -> set[str]:
    """Return the words that the texts have in both languages below a prefix."""
    texts: Mapping[str, Mapping[str, str]] = area("diff")
    return {
        code.removeprefix(f"{prefix}.")
        for code, said in texts.items()
        if code.startswith(f"{prefix}.") and set(said) == set(LANGUAGES)
    }


def test_every_field_has_a_word() -> None:
    names = {name for hints in records().values() for name in hints}
    assert names <= words("field")
    assert words("field") <= names


def test_every_thing_with_a_name_has_a_word() -> None:
    named = {
        kind.__name__
        for kind, hints in records().items()
        if {"title", "name"} & set(hints) or kind.__name__ in ("CalendarTerm", "Clause")
    }
    named |= {"Commitment", "ContactRule"}
    assert named - {"Contract", "Availability"} <= words("kind")


def choices(hint: Any) -> set[str]:
    """Return the values of the closed lists inside a type."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return set() if hint in WORDS else {member.value for member in hint}
    if get_origin(hint) is Literal:
        return {value for value in get_args(hint) if isinstance(value, str)}
    return {value for inner in get_args(hint) for value in choices(inner)}


def test_every_value_of_a_closed_list_has_a_word() -> None:
    wanted = {value for hints in records().values() for h in hints.values() for value in choices(h)}
    kinds = {"credit", "consultation", "termination_right"}
    assert wanted - kinds == VALUES == words("value")


def test_every_word_of_another_text_exists() -> None:
    for kind, prefix in WORDS.items():
        name, _, rest = prefix.partition(".")
        assert issubclass(kind, StrEnum)
        assert {f"{rest}.{member.value}" for member in kind} <= set(area(name))
