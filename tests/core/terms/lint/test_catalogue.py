"""L13: options that cannot be booked, always are, have no quantity, or need each other."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.core.terms.lint.whole import WHOLE, one, text
from zusage.core.errors import Finding
from zusage.core.terms.contract import Contract, Instance, Option, Requirement
from zusage.core.terms.lint.catalogue import (
    COMBINATIONS_MAX,
    allowed_combinations,
    groups,
    option_faults,
    smallest,
)
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Name, number


def option(**fields: Any) -> Option:
    return Option(title=text(str(fields.pop("name", "x"))), **fields)


def needs(*options: str, without: tuple[str, ...] = (), at: tuple[str, ...] = ()) -> Requirement:
    return Requirement(options=options, not_options=without, locations=at)


def catalogue(*locations: str, **options: Option) -> Contract:
    named = {name: replace(value, title=text(name)) for name, value in options.items()}
    return replace(WHOLE, instance=Instance(locations=locations), options=named)


def faults(*locations: str, **options: Option) -> list[Finding]:
    return list(option_faults(Survey(catalogue(*locations, **options))))


def names(findings: list[Finding]) -> list[tuple[str, object]]:
    return [(finding.code.removeprefix("lint.L13."), finding.path[1]) for finding in findings]


# ---- quantities -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"step": 0}, "step"),
        ({"most": 10, "included": 50}, "most_below_included"),
        ({"most": 100, "included": 50, "step": 100}, "no_quantity"),
        ({"most": 10, "least": 11}, "no_quantity"),
        ({"most": 50, "included": 50}, "no_quantity"),
        ({"most": 500, "included": 5, "included_per": "account"}, "exhausted"),
    ],
)
def test_quantities_that_there_are_none_of(fields: dict[str, Any], code: str) -> None:
    assert names(faults(a=option(**fields))) == [(code, "a")]


@pytest.mark.parametrize(
    "fields",
    [
        {"step": 100, "most": 150, "included": 50},
        {"most": 10, "least": 10},
        {"most": 500, "included": 5},
        {"step": 100, "included": 50},
        {"included_per": "account", "most": 3},
    ],
)
def test_quantities_that_there_are_some_of(fields: dict[str, Any]) -> None:
    assert faults(a=option(**fields)) == []


def test_storage_of_500_is_used_up_by_100_accounts_with_5_each() -> None:
    (finding,) = faults(a=option(most=500, included=5, included_per="account", unit="GB"))
    assert finding.facts["full"] == number(100)
    assert finding.facts["per"] == Name(key="account")


def test_the_smallest_quantity_is_a_whole_number_of_steps() -> None:
    assert smallest(option(step=100)) == 100
    assert smallest(option(step=5, least=12)) == 15
    assert smallest(option(step=5, least=15)) == 15


# ---- locations and requirements ---------------------------------------------------------------


def test_an_option_for_one_location_is_in_order() -> None:
    ssd = option(included_at=("CH",), requires=needs(at=("EU",)))
    assert faults("EU", "CH", ssd=ssd) == []


def test_an_option_that_is_included_everywhere_is_none() -> None:
    (finding,) = faults("EU", "CH", ssd=option(included_at=("CH", "EU")))
    assert (finding.code, finding.path) == ("lint.L13.always", ("options", "ssd", "included_at"))


def test_an_option_for_a_location_that_is_not_offered() -> None:
    findings = faults("EU", ssd=option(requires=needs(at=("CH",))))
    assert names(findings) == [("location", "ssd"), ("unreachable", "ssd")]
    assert findings[0].facts["offered"] == ("EU",)
    assert names(faults("EU", ssd=option(included_at=("US",)))) == [("location", "ssd")]


def test_a_contract_without_locations_has_one_without_a_name() -> None:
    contract = replace(catalogue(a=option()), instance=None)
    assert list(option_faults(Survey(contract))) == []
    assert names(faults(a=option(requires=needs(at=("EU",)))))[0] == ("location", "a")


def test_options_that_rule_out_what_they_need() -> None:
    findings = faults(
        a=option(requires=needs("b", without=("c",))), b=option(requires=needs("c")), c=option()
    )
    assert names(findings) == [("unreachable", "a")]


def test_an_included_option_may_be_ruled_out_by_nobody() -> None:
    findings = faults("CH", a=option(included_at=("CH",)), b=option(requires=needs(without=("a",))))
    assert names(findings) == [("always", "a"), ("unreachable", "b")]


def test_options_in_a_circle_are_reported_once() -> None:
    findings = faults(
        a=option(requires=needs("b")), b=option(requires=needs("c")), c=option(requires=needs("a"))
    )
    assert names(findings) == [("cycle", "a")]
    assert findings[0].facts["circle"] == (text("a"), text("b"), text("c"), text("a"))


def test_an_option_beside_a_circle_is_not_in_it() -> None:
    findings = faults(
        x=option(requires=needs("a")), a=option(requires=needs("b")), b=option(requires=needs("a"))
    )
    assert names(findings) == [("cycle", "a")]


def test_more_combinations_than_are_searched_are_named() -> None:
    chain = {f"o{i}": option(requires=needs(f"o{i - 1}")) for i in range(1, 21)}
    findings = faults("EU", "CH", o0=option(), **chain)
    assert names(findings) == [("too_many", "o0")]
    assert findings[0].facts["count"] == number(2 << 21)
    assert findings[0].facts["limit"] == number(COMBINATIONS_MAX)


def test_independent_options_are_searched_one_by_one() -> None:
    assert faults("EU", "CH", **{f"o{i}": option() for i in range(40)}) == []


def test_groups_hang_together_by_needs_and_bans() -> None:
    options = {
        "a": option(requires=needs("c")),
        "b": option(),
        "c": option(),
        "d": option(requires=needs(without=("b",))),
        "e": option(requires=needs("a", "d")),
        "f": option(),
    }
    assert sorted(groups(options)) == [("a", "b", "c", "d", "e"), ("f",)]


def test_the_whole_contract_reports_what_cannot_be_booked() -> None:
    finding = one((("options", "ssd", "requires", "not_options"), ("storage",)))
    assert (finding.code, finding.path) == ("lint.L13.unreachable", ("options", "ssd", "requires"))


# ---- against a slow second opinion ------------------------------------------------------------

NAMES = ("a", "b", "c", "d")
some_names = st.sets(st.sampled_from(NAMES), max_size=2).map(tuple)
some_places = st.sets(st.sampled_from(("EU", "CH")), max_size=2).map(tuple)
options_ = st.builds(
    lambda wanted, banned, places, free: option(
        requires=needs(*wanted, without=banned, at=places), included_at=free
    ),
    some_names,
    some_names,
    some_places,
    some_places,
)


@given(st.tuples(*[options_] * 4), st.sampled_from(("EU", "CH")))
def test_combinations_are_those_that_a_person_would_list(
    options: tuple[Option, ...], location: str
) -> None:
    expected = []
    for chosen in product((False, True), repeat=4):
        had = {name for name, is_had in zip(NAMES, chosen, strict=True) if is_had}
        if all(fits(name, o, had, location) for name, o in zip(NAMES, options, strict=True)):
            expected.append(sum(1 << NAMES.index(name) for name in had))
    assert sorted(allowed_combinations(NAMES, options, location).tolist()) == sorted(expected)


def fits(name: str, option: Option, had: set[str], location: str) -> bool:
    assert option.requires is not None
    if location in option.included_at:
        return name in had
    if name not in had:
        return True
    here = not option.requires.locations or location in option.requires.locations
    return here and had >= {*option.requires.options} and not had & {*option.requires.not_options}
