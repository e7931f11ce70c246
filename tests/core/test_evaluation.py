"""A contract on facts: which promises, whose credits and rights, and what other readings change."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.histories import facts_of, history_of, hosting, promises, row
from tests.oracle.availability import History
from zusage.core.availability.facts import Facts
from zusage.core.errors import Refusal
from zusage.core.evaluation import (
    Judged,
    Question,
    evaluate,
    other_readings,
    promised,
    service_group,
)
from zusage.core.money import parse_money
from zusage.core.terms.contract import Availability, Rollup
from zusage.core.terms.readings import QUESTIONS

JANUARY = (("2025-01-01T00:00", "2025-02-01T00:00"),)
DOWN = ("2025-01-10T08:00", "2025-01-10T09:10")
NAMES = ("web", "mail", "store")


def question(**further: Any) -> Question:
    return Question(contract=hosting(), **{"chosen": {}, **further})


def with_service(history: History, term: Availability, chosen: Mapping[str, str]) -> Facts:
    group = service_group(hosting(), term, chosen)
    assert group is not None
    facts = facts_of(replace(history, groups={"service": (group.how.value, NAMES)}), NAMES)
    return replace(facts, groups=(group,))


def judged(name: str, facts: Facts, asked: Question | None = None) -> list[Judged]:
    level, term = promises(name)[0]
    return [*evaluate(asked or question(), level, term, facts)]


# ---- Which promises --------------------------------------------------------------------------


def test_every_level_that_promises_availability_is_judged() -> None:
    assert [(level, term.id) for level, term in promised(hosting(), None)] == [
        ("office", "monthly"),
        ("office", "nights"),
        ("round_the_clock", "billed"),
        ("round_the_clock", "yearly"),
        ("round_the_clock", "thirty"),
    ]
    assert [term.id for _, term in promised(hosting(), "office")] == ["monthly", "nights"]


@pytest.mark.parametrize(
    ("level", "code", "facts"),
    [
        (
            "gold",
            "evaluate.level_unknown",
            {"value": "gold", "allowed": "office, round_the_clock, best_effort"},
        ),
        (
            "best_effort",
            "evaluate.nothing_promised",
            {"contract": "hosting", "level": "best_effort"},
        ),
    ],
)
def test_a_level_without_promise_is_refused(level: str, code: str, facts: dict[str, str]) -> None:
    with pytest.raises(Refusal) as refused:
        promised(hosting(), level)
    assert (refused.value.code, refused.value.facts) == (code, facts)


def test_a_contract_without_any_promise_is_refused() -> None:
    contract = hosting()
    bare = replace(contract, levels={"best_effort": contract.levels["best_effort"]})
    with pytest.raises(Refusal) as refused:
        promised(bare, None)
    assert refused.value.facts == {"contract": "hosting", "level": ""}


# ---- The service -----------------------------------------------------------------------------


def test_several_components_make_a_service_as_it_is_read() -> None:
    term = promises("billed")[0][1]
    group = service_group(hosting(), term, {})
    assert group is not None
    assert (group.name, group.members, group.how) == ("service", (0, 1, 2), Rollup.WORST)
    assert group.weights == {0: 3, 1: 2, 2: 1}
    other = service_group(hosting(), term, {"components": "any"})
    assert other is not None
    assert other.how is Rollup.ANY
    assert service_group(hosting(), replace(term, components=("web",)), {}) is None
    all_of_them = service_group(hosting(), replace(term, components=()), {})
    assert all_of_them is not None
    assert len(all_of_them.members) == 3


def test_only_the_service_earns_where_there_is_one() -> None:
    history = history_of(row(*DOWN), watched=JANUARY, components=NAMES)
    facts = with_service(history, promises("billed")[0][1], {})
    found = judged("billed", facts, question(fee=parse_money("100.00 EUR")))
    credits = {each.verdict.component: [str(c.amount) for c in each.credits] for each in found}
    assert credits == {"web": [], "mail": [], "store": [], "service": ["10.00 EUR"]}


def test_every_component_earns_for_itself_where_there_is_none() -> None:
    history = history_of(row(*DOWN), row(*DOWN, of="mail"), watched=JANUARY, components=NAMES)
    found = judged("billed", facts_of(history, NAMES))
    assert [len(each.credits) for each in found] == [1, 1, 0]
    # A component that merely bears the name is no service.
    named = [replace(one, component="service") for one in history.rows if one.component == "web"]
    watched = {"service": history.watched["web"], "mail": history.watched["mail"]}
    other = replace(history, rows=[*named, row(*DOWN, of="mail")], watched=watched)
    found = judged("billed", facts_of(other, ("service", "mail")))
    assert [len(each.credits) for each in found] == [1, 1]


def test_a_component_called_service_is_not_the_service() -> None:
    term = replace(promises("billed")[0][1], components=())
    named = hosting()
    components = {"service" if name == "web" else name: c for name, c in named.components.items()}
    group = service_group(replace(named, components=components), term, {})
    assert group is not None
    assert group.name == "service*"
    history = history_of(
        row(*DOWN, of="service"),
        watched=JANUARY,
        components=[*components],
        groups={group.name: (group.how.value, [*components])},
    )
    facts = replace(facts_of(history, [*components]), groups=(group,))
    found = judged("billed", facts, question(fee=parse_money("100.00 EUR")))
    assert [(each.verdict.component, each.is_settled, len(each.credits)) for each in found] == [
        ("service", False, 0),
        ("mail", False, 0),
        ("store", False, 0),
        ("service*", True, 1),
    ]


def test_a_group_of_a_file_called_service_is_not_the_service() -> None:
    groups = {"service": ("any", NAMES)}
    history = history_of(row(*DOWN), watched=JANUARY, components=NAMES, groups=groups)
    found = judged("billed", facts_of(history, NAMES))
    assert [(each.verdict.component, each.is_settled, len(each.credits)) for each in found] == [
        ("web", True, 1),
        ("mail", True, 0),
        ("store", True, 0),
        ("service", True, 1),
    ]


def test_a_list_price_is_what_a_credit_refers_to_where_it_is_read_so() -> None:
    facts = facts_of(history_of(row(*DOWN), watched=JANUARY), ("web",))
    asked = question(
        fee=parse_money("100.00 EUR"),
        list_price=parse_money("150.00 EUR"),
        chosen={"credit_fee": "list_price"},
    )
    (found,) = judged("billed", facts, asked)
    assert [str(credit.amount) for credit in found.credits] == ["15.00 EUR"]


def test_all_readings_list_twelve_ways_of_a_credit() -> None:
    facts = facts_of(history_of(row(*DOWN), watched=JANUARY), ("web",))
    (found,) = judged("billed", facts, question(all_readings=True))
    ways = {tuple(credit.reading.values()) for credit in found.credits}
    assert len(found.credits) == len(ways) == 12


def test_no_service_time_earns_nothing() -> None:
    night = history_of(row(*DOWN), watched=(("2025-01-10T20:00", "2025-01-10T21:00"),))
    level, term = promises("monthly")[0]
    (credit,) = hosting().levels["round_the_clock"].remedies
    office = replace(hosting().levels["office"], remedies=(replace(credit, promise="monthly"),))
    asked = replace(question(), contract=replace(hosting(), levels={"office": office}))
    (found,) = evaluate(asked, level, term, facts_of(night, ("web",)))
    assert (found.verdict.met, found.credits) == (None, ())


# ---- Rights ----------------------------------------------------------------------------------


def test_rights_stand_with_the_period_that_completes_their_run() -> None:
    history = history_of(
        row("2025-02-03T08:00", "2025-02-04T08:00"),
        row("2025-03-03T08:00", "2025-03-04T08:00"),
        row("2025-04-03T08:00", "2025-04-04T08:00"),
        watched=(("2024-12-31T23:00", "2025-05-31T22:00"),),
    )
    found = judged("monthly", facts_of(history, ("web",)))
    given = {
        each.verdict.period.name: [right.remedy.kind for right in each.rights] for each in found
    }
    assert given == {
        "2025-01": [],
        "2025-02": [],
        "2025-03": ["consultation"],
        "2025-04": ["termination_right"],
        "2025-05": [],
    }


def test_rights_of_components_do_not_mix() -> None:
    history = history_of(
        row("2025-02-03T08:00", "2025-02-04T08:00"),
        row("2025-03-03T08:00", "2025-03-04T08:00", of="mail"),
        watched=(("2024-12-31T23:00", "2025-03-31T22:00"),),
        components=NAMES,
    )
    found = judged("monthly", facts_of(history, NAMES))
    assert not any(each.rights for each in found)
    service = judged("monthly", with_service(history, promises("monthly")[0][1], {}))
    assert [(each.verdict.component, len(each.rights)) for each in service if each.rights] == [
        ("service", 1)
    ]


# ---- Readings and explanations ---------------------------------------------------------------


def test_a_verdict_carries_its_level_readings_and_explanation() -> None:
    facts = facts_of(history_of(row(*DOWN), watched=JANUARY), ("web",))
    (found,) = judged("billed", facts)
    assert found.level == "round_the_clock"
    assert found.readings["budget"] == "percentage"
    assert "maintenance" not in found.readings
    assert found.explain().value == found.verdict.ratio


def test_billing_months_follow_the_agreement() -> None:
    history = history_of(watched=(("2025-01-15T00:00", "2025-03-15T00:00"),))
    facts = facts_of(history, ("web",))
    found = judged("billed", facts, question(anchor=date(2024, 12, 31)))
    assert [each.verdict.period.name for each in found] == [
        "2024-12-31/2025-01-30",
        "2025-01-31/2025-02-27",
        "2025-02-28/2025-03-30",
    ]


def test_many_components_are_judged_part_by_part() -> None:
    names = tuple(f"c{number}" for number in range(4100))
    rows = [row(*DOWN, of=name) for name in (names[0], names[4099])]
    facts = facts_of(history_of(*rows, watched=JANUARY, components=names), names)
    found = judged("billed", facts)
    assert [each.verdict.component for each in found] == [*names]
    down = {each.verdict.component: each.verdict.downtime_seconds for each in found}
    assert {name for name, seconds in down.items() if seconds} == {names[0], names[4099]}


def test_other_readings_change_one_answer_at_a_time() -> None:
    chosen = {"degraded": "partial"}
    term = promises("monthly")[0][1]
    found = [*other_readings(question(chosen=chosen), term)]
    changes = [
        {key: value for key, value in other.items() if chosen.get(key) != value} for other in found
    ]
    assert all(len(change) == 1 for change in changes)
    pairs = {(key, value) for change in changes for key, value in change.items()}
    assert len(pairs) == len(changes)
    asked = {key for key, _ in pairs}
    assert asked == {
        "components",
        "degraded",
        "clock_change",
        "unmeasured",
        "outage_begin",
        "rounding",
        "maintenance",
        "planned",
        "municipality",
        "clock_zone",
    }
    assert ("degraded", "down_only") in pairs
    assert {value for key, value in pairs if key == "maintenance"} == {"downtime"}
    for key, value in pairs:
        assert value in QUESTIONS[key].readings


def test_the_customers_zone_is_tried_only_where_it_is_known() -> None:
    term = promises("billed")[0][1]
    without = [*other_readings(question(), term)]
    assert {"billing_zone": "customer_zone"} not in without
    known = [*other_readings(question(customer_zone="Europe/Paris"), term)]
    assert {"billing_zone": "customer_zone"} in known
