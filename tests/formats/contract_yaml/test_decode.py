"""Values get the types that the contract's classes name; each mistake is found where it stands."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Literal

import pytest

from zusage.core.money import Money
from zusage.core.terms.quantities import Duration, Percentage, Unit
from zusage.formats.contract_yaml.decode import BAD, Decoder, Full, defaults, kind_of, required
from zusage.formats.contract_yaml.scan import FINDINGS_MAX, scan


class Colour(StrEnum):
    """A choice."""

    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class Circle:
    """One kind of shape."""

    kind: Literal["circle"]
    radius: int


@dataclass(frozen=True, kw_only=True)
class Square:
    """Another kind of shape."""

    kind: Literal["square"]
    side: int = 1


@dataclass(frozen=True, kw_only=True)
class Sample:
    """Every type that a contract has."""

    name: str
    count: int = 0
    is_on: bool = False
    day: dt.date | None = None
    share: Percentage | None = None
    lasts: Duration | None = None
    price: Money | None = None
    hours: tuple[tuple[int, int], ...] = ()
    colour: Colour = Colour.RED
    size: Literal["small", "large"] = "small"
    shapes: tuple[Circle | Square, ...] = ()
    days: Mapping[dt.date, int] = field(default_factory=dict)
    by_name: Mapping[str, "Sample"] = field(default_factory=dict)
    asked: str | None
    clauses: tuple[str, ...] = ()


def decoded(text, kind=Sample):
    """Return the value of a text and the findings as (code, line, column, path)."""
    decoder = Decoder()
    value = decoder.decode(kind, scan(text.encode()), ())
    found = [(f.code, f.line, f.column, f.path) for f in decoder.findings]
    return value, found


def test_every_type_is_read():
    value, found = decoded("""
        name: "no"
        count: 12
        is_on: true
        day: 2024-02-29
        share: 99.8 %
        lasts: 43m28s
        price: 95.00 EUR
        hours: ["09:00-17:00"]
        colour: green
        size: large
        shapes: [{kind: circle, radius: 2}, {kind: square}]
        days: {2025-01-31: 4}
        by_name: {x: {name: inner}}
    """)
    assert found == []
    assert value == Sample(
        name="no",
        count=12,
        is_on=True,
        day=dt.date(2024, 2, 29),
        share=Percentage(ratio=Fraction(499, 500)),
        lasts=Duration(amount=2608, unit=Unit.SECONDS),
        price=Money(currency="EUR", minor=9500),
        hours=((32400, 61200),),
        colour=Colour.GREEN,
        size="large",
        shapes=(Circle(kind="circle", radius=2), Square(kind="square", side=1)),
        days={dt.date(2025, 1, 31): 4},
        by_name={"x": Sample(name="inner", asked=None)},
        asked=None,
    )


WRONG = {
    "name: [a]": "terms.scalar_expected",
    "name:": "terms.value_missing",
    "count: -1": "terms.integer_expected",
    "count: 1.0": "terms.integer_expected",
    "count: 007": "terms.integer_expected",
    "count: ٣": "terms.integer_expected",
    "count: ²": "terms.integer_expected",
    "count: 1_000": "terms.integer_expected",
    f"count: {'9' * 5000}": "terms.integer_expected",
    "is_on: yes": "terms.boolean_expected",
    "is_on: True": "terms.boolean_expected",
    "day: 2025-02-30": "terms.date_expected",
    "day: 2025-02-28T00:00": "terms.date_expected",
    "day: 2025-W01-1": "terms.date_expected",
    "day: 20250228": "terms.date_expected",
    "day: \uff12\uff10\uff12\uff15-01-01": "terms.date_expected",
    "day: 0000-01-01": "terms.date_expected",
    f"share: 99.{'9' * 50} %": "percentage.invalid",
    "share: 100.1 %": "percentage.out_of_range",
    "lasts: 9999999h": "duration.invalid",
    "lasts: 1.5h": "duration.invalid",
    "price: 95 XYZ": "money.currency_unknown",
    "price: 95.001 EUR": "money.invalid",
    "hours: [17:00-09:00]": "span.backwards",
    "hours: [9-17]": "span.invalid",
    "hours: 09:00-17:00": "terms.list_expected",
    "colour: blue": "terms.choice_expected",
    "size: huge": "terms.choice_expected",
    "size: [small]": "terms.choice_expected",
    "shapes: [{kind: oval}]": "terms.kind_expected",
    "shapes: [{radius: 1}]": "terms.kind_expected",
    "shapes: [circle]": "terms.kind_expected",
    "shapes: [{kind: [circle]}]": "terms.kind_expected",
    "shapes: [{kind: circle}]": "terms.key_missing",
    "days: {tomorrow: 1}": "terms.date_expected",
    "days: [1]": "terms.mapping_expected",
    "by_name: {x: y}": "terms.record_expected",
    "nmae: x": "terms.unknown_key",
}


@pytest.mark.parametrize(("line", "code"), WRONG.items(), ids=[line[:40] for line in WRONG])
def test_wrong_value_is_found_and_the_rest_is_read(line, code):
    rest = "" if line.startswith("name") else "name: n\n"
    value, found = decoded(f"{rest}{line}")
    assert [finding[0] for finding in found] == [code]
    assert (value is BAD) == line.startswith("name")


def test_finding_names_place_clauses_and_value():
    decoder = Decoder()
    decoder.decode(
        Sample, scan(b"name: n\nclauses: [V07]\nby_name:\n  x: {name: m, count:  many}\n"), ()
    )
    (finding,) = decoder.findings
    assert (finding.line, finding.column) == (4, 24)
    assert finding.path == ("by_name", "x", "count")
    assert finding.clauses == ("V07",)
    assert finding.facts["value"] == "many"


def test_clauses_of_a_rule_are_its_own_and_end_with_it():
    decoder = Decoder()
    text = "name: n\nclauses: [A]\nby_name: {x: {name: , clauses: [B, [C]]}, y: {name: }}\n"
    decoder.decode(Sample, scan(text.encode()), ())
    assert [f.clauses for f in decoder.findings if f.code == "terms.value_missing"] == [
        ("B",),
        ("A",),
    ]


def test_unknown_key_names_the_nearest_one():
    decoder = Decoder()
    decoder.decode(Sample, scan(b"name: n\nclauzes: []\n" + b"x" * 900 + b": y\n"), ())
    first, second = decoder.findings
    assert (first.facts["near"], second.facts["near"]) == ("clauses", "")
    assert len(str(second.facts["value"])) < 100


def test_missing_key_is_found_at_its_record():
    value, found = decoded("by_name:\n  x: {count: 1}\n")
    assert value is BAD
    assert found == [
        ("terms.key_missing", 2, 6, ("by_name", "x")),
        ("terms.key_missing", 1, 1, ()),
    ]


def test_bad_items_are_left_out_and_the_others_keep_their_positions():
    decoder = Decoder()
    text = "name: n\nshapes: [{kind: oval}, {kind: square}, {kind: circle}, {kind: square}]\n"
    value = decoder.decode(Sample, scan(text.encode()), ())
    assert value.shapes == (Square(kind="square"), Square(kind="square"))
    assert decoder.kept == {("shapes",): (1, 3)}


def test_bad_entries_are_left_out():
    value, _ = decoded("name: n\ndays: {2025-01-01: 1, x: 2, 2025-01-02: y}\n")
    assert value.days == {dt.date(2025, 1, 1): 1}


def test_places_lead_to_every_value():
    decoder = Decoder()
    decoder.decode(Sample, scan(b"name: n\nby_name:\n  x:\n    name: m\n"), ())
    assert decoder.places == {
        (): (1, 1),
        ("name",): (1, 7),
        ("by_name",): (3, 3),
        ("by_name", "x"): (4, 5),
        ("by_name", "x", "name"): (4, 11),
    }


def test_a_flood_of_findings_ends():
    decoder = Decoder()
    text = "name: n\ndays: {" + ", ".join(f"k{i}: x" for i in range(1000)) + "}"
    node = scan(text.encode())
    with pytest.raises(Full):
        decoder.decode(Sample, node, ())
    assert len(decoder.findings) == FINDINGS_MAX


def test_needed_keys_are_those_without_default_that_cannot_be_none():
    assert required(Sample) == {"name"}
    assert "asked" not in defaults(Sample)
    assert {"count", "by_name"} <= defaults(Sample)
    assert kind_of(Circle) == "circle"
