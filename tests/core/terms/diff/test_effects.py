"""What a change means for the customer: one case in each direction, and the undecided ones."""

from dataclasses import fields
from typing import Any

import pytest

from tests.core.terms.lint.whole import (
    BACKUP,
    CREDIT,
    PROMISE,
    REMOVED,
    REPORT,
    RIGHT,
    TARGET,
    WHOLE,
    changed,
    get,
    length,
    share,
    text,
)
from zusage.core.money import parse_money
from zusage.core.terms.contract import (
    BillingPlan,
    Cadence,
    Component,
    Contract,
    Demand,
    EvidenceKind,
    Keep,
    Party,
    Requirement,
    Strength,
    Suspension,
)
from zusage.core.terms.diff.changes import changes
from zusage.core.terms.diff.effects import FIELDS, ORDERS, Effect, effect_of

BETTER, WORSE, DIFFERENT = Effect.BETTER, Effect.WORSE, Effect.DIFFERENT
Change = tuple[tuple[str | int, ...], Any]
STORAGE, SSD = ("options", "storage"), ("options", "ssd")
RULE, DESK = ("maintenance", 0), ("desk",)
MAINTENANCE = ("exclusions", "maintenance")


def effect(old: Contract, new: Contract) -> Effect:
    (change,) = changes(old, new)
    return effect_of(change, old, new)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*PROMISE, "objective"), share("99.9 %")),
        ((*PROMISE, "excludes"), ("maintenance",)),
        ((*TARGET, "response", "within"), length("30m")),
        ((*TARGET, "update", "clock"), "elapsed"),
        ((*TARGET, "channels"), ()),
        ((*TARGET, "channels"), ("phone", "mail")),
        ((*CREDIT, "percent"), share("6 %")),
        ((*CREDIT, "block"), length("20m")),
        ((*CREDIT, "free"), None),
        ((*CREDIT, "cap"), None),
        ((*CREDIT, "claim"), None),
        ((*RIGHT, "fee_due"), False),
        ((*RIGHT, "when", 0, "misses"), 3),
        ((*BACKUP, "every"), Cadence.CONTINUOUS),
        ((*BACKUP, "copies"), ("a",)),
        ((*BACKUP, "keep", "hours"), 200),
        ((*BACKUP, "keep", "daily"), 7),
        ((*REPORT, "within"), length("4h")),
        ((*STORAGE, "most"), None),
        ((*STORAGE, "most"), 600),
        ((*STORAGE, "prices", 0, "amount"), parse_money("9.00 EUR")),
        ((*SSD, "requires"), None),
        ((*SSD, "requires", "locations"), ("EU", "CH")),
        ((*SSD, "requires", "locations"), ()),
        ((*RULE, "notice"), length("6 business days")),
        ((*RULE, "length_max"), length("20m")),
        (("terms", "commitments", 0, "lasts"), length("2 months")),
        (("terms", "commitments"), ()),
        (("suspensions",), ()),
        ((*DESK, "channels"), ("phone", "mail", "chat")),
        (("contacts", 0, "most"), 4),
        (("instance", "locations"), ("EU", "CH", "DE")),
        (
            ("calendars", "business", "holidays", "dates"),
            get(("calendars", "business")).holidays.dates[1:],
        ),
        ((*MAINTENANCE, "length_max"), length("10m")),
        (("matrices", 0, "rows", 0, "answers", 1, "by"), "customer"),
    ],
)
def test_better_for_the_customer_and_worse_the_other_way_round(
    path: tuple[str | int, ...], value: object
) -> None:
    new = changed((path, value))
    assert effect(WHOLE, new) is BETTER
    assert effect(new, WHOLE) is WORSE


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ((*PROMISE, "components"), ("web", "dns")),
        ((*PROMISE, "counted"), "always"),
        ((*TARGET, "recovery", "within"), length("16h")),
        ((*TARGET, "update", "clock"), None),
        ((*TARGET, "update", "clock"), "other"),
        ((*STORAGE, "prices", 0, "amount"), parse_money("9.00 CHF")),
        ((*STORAGE, "step"), 50),
        ((*BACKUP, "every"), Cadence.ON_EVENT),
        ((*BACKUP, "evidence"), EvidenceKind.UPLOAD),
        ((*BACKUP, "title"), text("other")),
        ((*CREDIT, "claim", "proof"), text("none")),
        ((*RULE, "outside"), "other"),
        (("title",), text("other")),
        ((*PROMISE, "stated_budget"), length("1h")),
        (("parties", "spare"), Party(name=text("spare"), role=WHOLE.parties["host"].role)),
        (("components", "spare"), Component(title=text("spare"))),
    ],
)
def test_what_cannot_be_decided_is_different(path: tuple[str | int, ...], value: object) -> None:
    new = changed((path, value))
    if path[-1] == "proof":
        assert effect(changed((path, text("some"))), new) is DIFFERENT
    else:
        assert effect(WHOLE, new) is DIFFERENT
        assert effect(new, WHOLE) is DIFFERENT


def test_swapped_channels_are_different_only_where_none_means_none() -> None:
    assert effect(WHOLE, changed(((*TARGET, "channels"), ("mail",)))) is DIFFERENT


CUSTOMER: Change = ((*BACKUP, "by"), "customer")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("every", Cadence.WEEK),
        ("evidence", None),
        ("strength", Strength.BEST_EFFORT),
        ("components", ()),
        ("only_with", "ssd"),
    ],
)
def test_a_duty_that_is_less_is_worse_from_the_provider_and_better_from_the_customer(
    name: str, value: object
) -> None:
    assert effect(WHOLE, changed(((*BACKUP, name), value))) is WORSE
    assert effect(changed(CUSTOMER), changed(CUSTOMER, ((*BACKUP, name), value))) is BETTER


def test_a_duty_that_comes_is_good_when_the_provider_owes_it() -> None:
    without = changed((("duties",), (get(REPORT),)))
    assert effect(without, WHOLE) is BETTER
    assert effect(WHOLE, without) is WORSE
    assert effect(without, changed(CUSTOMER)) is WORSE
    assert effect(changed(CUSTOMER), without) is BETTER
    assert effect(without, changed(((*BACKUP, "by"), None))) is BETTER


def test_who_pays_matters_when_it_is_the_customer() -> None:
    pays: Change = ((*BACKUP, "at_cost_of"), "customer")
    assert effect(WHOLE, changed(pays)) is WORSE
    assert effect(changed(pays), WHOLE) is BETTER
    assert effect(WHOLE, changed(((*BACKUP, "at_cost_of"), "host"))) is DIFFERENT


def test_strengths_and_states_have_an_order() -> None:
    assert effect(WHOLE, changed(((*PROMISE, "strength"), Strength.BEST_EFFORT))) is WORSE
    assert effect(WHOLE, changed(((*STORAGE, "reducible_to"), "usage"))) is WORSE
    plan = BillingPlan(title=text("plan"), every="month", when="advance")
    old = changed((("terms", "billing"), (plan,)))
    assert (
        effect(
            old,
            changed(
                (
                    ("terms", "billing"),
                    (BillingPlan(title=text("plan"), every="month", when="arrears"),),
                )
            ),
        )
        is BETTER
    )


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ((*DESK, "demands"), (Demand(title=text("facts")),), WORSE),
        (
            ("suspensions", 1),
            Suspension(title=text("more"), cause=get(("suspensions", 0)).cause),
            WORSE,
        ),
        ((*STORAGE, "requires"), Requirement(options=("ssd",)), WORSE),
        ((*STORAGE, "keep"), Keep(daily=1), BETTER),
        ((*TARGET, "response"), None, WORSE),
        (("levels", "plus"), REMOVED, WORSE),
        (("instance",), None, DIFFERENT),
    ],
)
def test_whole_parts_that_come_and_go(
    path: tuple[str | int, ...], value: object, expected: Effect
) -> None:
    assert effect(WHOLE, changed((path, value))) is expected


def test_the_tables_name_fields_that_exist() -> None:
    for kind, name in (*FIELDS, *ORDERS):
        assert name in {field.name for field in fields(kind)}, (kind, name)
