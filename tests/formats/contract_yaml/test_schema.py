"""The published schema says the same as the reader: what one refuses, the other refuses."""

from dataclasses import dataclass, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from zusage.core.errors import TermsError
from zusage.core.terms.contract import Contract, Credit, Duty, Limit, Rule
from zusage.formats.contract_yaml import load_contract
from zusage.formats.contract_yaml.decode import SCALARS, defaults, hints_of
from zusage.formats.contract_yaml.scan import scan
from zusage.formats.contract_yaml.schema import (
    SIMPLE,
    json_schema,
    json_values,
    kinds,
    meanings,
    summary,
)

CONTRACTS = sorted((Path(__file__).parents[3] / "contracts").glob("*.yaml"))
VALIDATOR = Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)

GOOD = """\
zusage: 1
name: sample
version: 1
title: {de: Muster, en: Sample}
zone: UTC
languages: [de]
parties:
  provider: {name: {de: a, en: b}, role: provider}
documents:
  D: {title: {de: a, en: b}, date: 2024-02-29, precedence: 1, articles: ["1.10"], mutable: true}
calendars:
  office:
    zone: UTC
    week: {mon-fri: ["09:00-17:00", "22:00-30:00"]}
    special_days: {2026-12-24: ["9:00-12:00:30"]}
components:
  web: {title: {de: a, en: b}, meter: {probes: [https], every: 1m30s}}
exclusions:
  p: {title: {de: a, en: b}, precedence: 1, maintenance: true, notice: 2 business days,
      notice_inside: office}
levels:
  s:
    title: {de: a, en: b}
    availability: [{id: m, title: {de: a, en: b}, objective: 99.8 %, per: calendar_month}]
    remedies:
      - {kind: credit, title: {de: a, en: b}, promise: m, percent: 5 %, block: 30m}
      - {kind: termination_right, title: {de: a, en: b}, promise: m,
         when: [{what: availability, misses: 4}]}
terms: {rates: [{title: {de: a, en: b}, amount: 95.00 EUR}]}
"""


def valid(text):
    return VALIDATOR.is_valid(json_values(scan(text.encode())))


def readable(text):
    try:
        load_contract(text.encode())
    except TermsError:
        return False
    return True


def test_schema_is_a_schema():
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name)
def test_contracts_of_the_repository_are_valid(path):
    errors = VALIDATOR.iter_errors(json_values(scan(path.read_bytes())))
    assert [(list(error.absolute_path), error.message) for error in errors] == []


def test_sample_is_good_for_both():
    assert valid(GOOD)
    assert readable(GOOD)


BROKEN = [
    ("zusage: 1", "zusage: 2"),
    ("zusage: 1\n", ""),
    ("name: sample", "name: [sample]"),
    ("name: sample", "name:"),
    ("name: sample", "nmae: sample"),
    ("version: 1", "version: one"),
    ("version: 1", "version: 1.5"),
    ("version: 1", "version: -1"),
    ("version: 1", "version: 0"),
    ("version: 1", "version: 9999999999999"),
    ("{de: Muster, en: Sample}", "{de: Muster}"),
    ("{de: Muster, en: Sample}", "Sample"),
    ("{de: Muster, en: Sample}", "{de: Muster, en: Sample, fr: Exemple}"),
    ("languages: [de]", "languages: de"),
    ("role: provider", "role: seller"),
    ("2024-02-29", "2023-02-29"),
    ("2024-02-29", "29.2.2024"),
    ("mutable: true", "mutable: sometimes"),
    ('"09:00-17:00"', '"9-17"'),
    ('"09:00-17:00"', '"09:00-17:60"'),
    ('"09:00-17:00"', '"24:00-25:00"'),
    ('"22:00-30:00"', '"22:00-48:01"'),
    ('["09:00-17:00", "22:00-30:00"]', '"09:00-17:00"'),
    ("2026-12-24: [", "Christmas: ["),
    ("every: 1m30s", "every: 90"),
    ("every: 1m30s", "every: 1.5h"),
    ("2 business days", "2 working days"),
    ("99.8 %", "99,8 %"),
    ("99.8 %", "100.1 %"),
    ("99.8 %", "99.8"),
    ("99.8 %", f"99.{'9' * 50} %"),
    ("calendar_month", "month"),
    ("kind: credit", "kind: refund"),
    ("kind: credit, ", ""),
    ("percent: 5 %, ", ""),
    ("what: availability, misses: 4", "what: availability, misses: 0"),
    ("what: availability, misses: 4", "what: availability, misses: 4, colour: red"),
    ("95.00 EUR", "95,00 EUR"),
    ("95.00 EUR", "95.00 XYZ"),
    ("95.00 EUR", "95.001 EUR"),
]


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_broken_file_is_refused_by_reader_and_schema(old, new):
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    assert not readable(text)
    assert not valid(text)


@pytest.mark.parametrize(
    "value",
    ["0 %", "100 %", "100.000 %", "099.8%", "0.000000001 %", "100.0000000001 %", "1000 %", "-1 %"],
)
def test_percentages_mean_the_same_to_both(value):
    text = GOOD.replace("99.8 %", value)
    assert valid(text) == readable(text)


DURATIONS = ["0s", "24h", "1h 30m", "1h30m15s", "15s1h", "1 day", "2 weeks", "12 months", "1d", ""]
DURATIONS += ["1 year", "99999 days", "100000 days", "999999h", "1000000h", "1 business day"]


@pytest.mark.parametrize("value", [*DURATIONS, " 1h", "1h ", "8H", "-1h", "1h  30m", "30m 1h"])
def test_durations_mean_the_same_to_both(value):
    text = GOOD.replace("1m30s", f'"{value}"')
    assert valid(text) == readable(text)


def test_every_single_value_that_is_read_has_a_schema():
    assert set(SIMPLE) == set(SCALARS)


def test_records_refuse_other_keys_and_name_the_needed_ones():
    definitions: Any = json_schema()["$defs"]
    for kind in kinds(Contract):
        if is_dataclass(kind):
            definition = definitions[kind.__name__]
            assert definition["additionalProperties"] is False
            assert definition["properties"].keys() == hints_of(kind).keys()
            assert set(definition["required"]).isdisjoint(defaults(kind))


@pytest.mark.parametrize("kind", kinds(Contract), ids=lambda kind: kind.__name__)
def test_everything_is_explained(kind: Any):
    """A key is explained by its docstring or, if it holds records or choices, by theirs."""
    assert summary(kind).endswith(".")
    is_record = is_dataclass(kind)
    if is_record:
        explained = meanings(kind)
        assert explained.keys() <= hints_of(kind).keys()
        for key, hint in hints_of(kind).items():
            inner = [k for k in kinds(hint) if is_dataclass(k) or issubclass(k, Enum)]
            assert explained.get(key, "").endswith(".") or inner, key


def test_meanings_come_from_the_docstring_and_what_it_builds_on():
    @dataclass(frozen=True, kw_only=True)
    class Sample(Rule):
        """First sentence,
        on two lines. Clauses: X1.

        one, two: the same for both
        and longer.

        Not a key: this.
        """

        one: str
        two: str
        title: str

    assert summary(Sample) == "First sentence, on two lines."
    found = meanings(Sample)
    assert found["one"] == found["two"] == "The same for both and longer."
    assert found["clauses"] == meanings(Rule)["clauses"]
    assert found["title"] == "What it is called."
    assert found.keys() == hints_of(Sample).keys()


def test_kinds_stand_in_the_order_of_their_use():
    found = kinds(Contract)
    assert found[0] is Contract
    assert len(found) == len(set(found))
    assert {Limit, Credit, Duty} <= set(found)
    assert str not in found


def test_file_is_seen_as_editors_see_it():
    text = 'a: [1, "1", 1.10, 1e3, true, "true", no, ~, null, 99.8 %, 2026-01-01, -5]\nb:\n'
    assert json_values(scan(text.encode())) == {
        "a": [1, "1", 1.1, 1000.0, True, "true", "no", None, None, "99.8 %", "2026-01-01", -5],
        "b": None,
    }
