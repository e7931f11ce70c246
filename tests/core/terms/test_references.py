"""What a contract names must exist in it, and its rules must be such that they can be applied."""

from dataclasses import replace
from typing import Any

import pytest

from zusage.core.errors import Finding
from zusage.core.terms.contract import Component, Contract
from zusage.core.terms.quantities import Duration, Text, Unit
from zusage.core.terms.references import (
    ALLOWED_MAX,
    AT_LEAST_ONE,
    SECTIONS,
    VARIANTS_MAX,
    check_references,
    names_of,
)
from zusage.core.terms.timetable import Variant
from zusage.core.terms.walk import walk
from zusage.formats.contract_yaml import load_contract

GOOD = """\
zusage: 1
name: sample
version: 1
title: {de: Muster, en: Sample}
zone: Europe/Berlin
parties:
  provider: {name: {de: a, en: a}, role: provider}
  customer: {name: {de: a, en: a}, role: customer}
documents:
  D: {title: {de: a, en: a}, precedence: 1}
clauses:
  C1: {document: D, at: "1", says: {de: a, en: a}}
calendars:
  office:
    zone: Europe/Berlin
    week: {mon-fri: ["09:00-17:00"]}
    holidays:
      source: NL
      package: explicit
      years: 2025-2026
      by_reading: {dutch_holidays: {termijnenwet: [2025-05-05], lustrum: []}}
    variants: [{when: {clock_zone: fixed}, zone: "+01:00"}]
    clauses: [C1]
components:
  web: {title: {de: a, en: a}}
exclusions:
  planned:
    title: {de: a, en: a}
    precedence: 1
    maintenance: true
    notice: 2 business days
    notice_inside: office
    except_components: [web]
    assumes: {planned: any}
levels:
  standard:
    title: {de: a, en: a}
    availability:
      - id: main
        title: {de: a, en: a}
        objective: 99.8 %
        per: rolling
        days: 30
        counted: office
        components: [web]
        excludes: [planned]
        clauses: [C1]
        reading: {rounding: exact}
    targets:
      - priority: P1
        title: {de: a, en: a}
        response: {within: 1h, clock: office}
        recovery: {within: 2h, clock: elapsed}
        channels: [phone]
    remedies:
      - kind: credit
        title: {de: a, en: a}
        promise: main
        percent: 5 %
        block: 30m
        excludes: [planned]
        clauses: [C1]
      - kind: termination_right
        title: {de: a, en: a}
        promise: main
        when: [{what: availability, misses: 4}]
maintenance: [{title: {de: a, en: a}, outside: office, stays_up: [web]}]
desk: {hours: office, channels: [phone, mail]}
contacts: [{role: boss, most: 3}]
duties:
  - do: backup
    title: {de: a, en: a}
    by: provider
    every: day
    evidence: snapshot
    clock: office
    components: [web]
    only_with: more
    at_cost_of: provider
options:
  more: {title: {de: a, en: a}, requires: {options: [more], not_options: [more]}}
matrices:
  - title: {de: a, en: a}
    columns: [{de: a, en: One}]
    rows: [{title: {de: a, en: a}, answers: [{by: provider}]}]
    only_with: {One: more}
names: [{title: {de: a, en: a}, length_min: 4, length_max: 48, alphabet: IDNA 2008, most: 1}]
terms: {notice: {months: 1, by: [provider]}}
amendments:
  - title: {de: a, en: a}
    valid_from: 2026-01-01
    signatures: [{party: provider, person: X, on: 2025-12-01}]
"""
CONTRACT = load_contract(GOOD.encode()).contract


def altered(value: Any, path: tuple[Any, ...], new: object) -> Any:
    """Return a frozen value with another one at a path inside it."""
    if not path:
        return new
    first, rest = path[0], path[1:]
    if isinstance(value, tuple):
        return (*value[:first], altered(value[first], rest, new), *value[first + 1 :])
    if isinstance(value, dict):
        return {**value, first: altered(value.get(first), rest, new)}
    return replace(value, **{first: altered(getattr(value, first), rest, new)})


def findings(*changes: tuple[tuple[Any, ...], object]) -> list[Finding]:
    contract = CONTRACT
    for path, new in changes:
        contract = altered(contract, path, new)
    return check_references(contract)


def codes(*changes: tuple[tuple[Any, ...], object]) -> list[tuple[str, tuple[Any, ...]]]:
    return [(finding.code, finding.path) for finding in findings(*changes)]


def test_good_contract_has_no_findings():
    assert check_references(CONTRACT) == []


PROMISE = ("levels", "standard", "availability", 0)
TARGET = ("levels", "standard", "targets", 0)
NAMES = [
    ("document", ("clauses", "C1", "document")),
    ("clause", ("calendars", "office", "clauses", 0)),
    ("calendar", ("exclusions", "planned", "notice_inside")),
    ("component", ("exclusions", "planned", "except_components", 0)),
    ("calendar", (*PROMISE, "counted")),
    ("component", (*PROMISE, "components", 0)),
    ("exclusion", (*PROMISE, "excludes", 0)),
    ("clause", (*PROMISE, "clauses", 0)),
    ("calendar", (*TARGET, "response", "clock")),
    ("channel", (*TARGET, "channels", 0)),
    ("exclusion", ("levels", "standard", "remedies", 0, "excludes", 0)),
    ("promise", ("levels", "standard", "remedies", 1, "promise")),
    ("calendar", ("maintenance", 0, "outside")),
    ("component", ("maintenance", 0, "stays_up", 0)),
    ("calendar", ("desk", "hours")),
    ("party", ("duties", 0, "by")),
    ("calendar", ("duties", 0, "clock")),
    ("component", ("duties", 0, "components", 0)),
    ("option", ("duties", 0, "only_with")),
    ("party", ("duties", 0, "at_cost_of")),
    ("option", ("options", "more", "requires", "options", 0)),
    ("option", ("options", "more", "requires", "not_options", 0)),
    ("party", ("matrices", 0, "rows", 0, "answers", 0, "by")),
    ("option", ("matrices", 0, "only_with", "One")),
    ("party", ("terms", "notice", "by", 0)),
    ("party", ("amendments", 0, "signatures", 0, "party")),
]


@pytest.mark.parametrize(("kind", "path"), NAMES, ids=lambda value: str(value)[:60])
def test_name_that_leads_nowhere_is_found(kind, path):
    (finding,) = findings((path, "nowhere"))
    assert (finding.code, finding.path) == ("terms.name_unknown", path)
    assert (finding.facts["kind"], finding.facts["value"]) == (kind, "nowhere")


def test_every_kind_of_name_is_tried():
    fields = {(key, section) for names in SECTIONS.values() for key, section in names.items()}
    tried = {(next(part for part in reversed(path) if isinstance(part, str)), kind)
             for kind, path in NAMES}  # fmt: skip
    assert fields - {("only_with", "option")} <= tried


@pytest.mark.parametrize(
    ("path", "word"),
    [((*PROMISE, "counted"), "always"), ((*TARGET, "response", "clock"), "elapsed")],
)
def test_words_stand_in_place_of_a_calendar(path, word):
    assert findings((path, word)) == []
    (finding,) = findings((path, {"always": "elapsed", "elapsed": "always"}[word]))
    assert finding.code == "terms.name_unknown"


def test_nothing_named_is_nothing_wrong():
    assert findings((("duties", 0, "by"), None), ((*TARGET, "response", "clock"), None)) == []


def test_finding_has_the_clauses_of_the_innermost_rule_around_it():
    assert findings(((*PROMISE, "excludes", 0), "x"))[0].clauses == ("C1",)
    assert findings((("duties", 0, "by"), "x"))[0].clauses == ()
    inside = findings(((*TARGET, "clauses"), ("C1",)), ((*TARGET, "response", "clock"), "x"))
    assert inside[0].clauses == ("C1",)


def test_few_of_many_allowed_names_are_shown():
    text = Text(de="a", en="a")
    many: dict[str, object] = {f"c{i}": Component(title=text) for i in range(ALLOWED_MAX + 1)}
    (finding,) = findings(
        (("components",), many | {"web": Component(title=text)}), ((*PROMISE, "components", 0), "x")
    )
    allowed = str(finding.facts["allowed"])
    assert allowed.endswith(f"c{ALLOWED_MAX - 1}, …")
    assert findings(((*PROMISE, "components", 0), "x"))[0].facts["allowed"] == "web"


def test_without_a_desk_channels_are_not_checked():
    assert findings((("desk",), None), ((*TARGET, "channels"), ("fax",))) == []
    assert "channel" not in names_of(replace(CONTRACT, desk=None))
    assert list(names_of(CONTRACT)["channel"]) == ["phone", "mail"]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ((*PROMISE, "reading", "rounding"), "up", "reading.unknown_value"),
        ((*PROMISE, "assumes", "colour"), "red", "reading.unknown_key"),
        (("exclusions", "planned", "assumes", "planned"), "x", "reading.unknown_value"),
        (("calendars", "office", "assumes", "seam"), "x", "reading.unknown_value"),
        (("calendars", "office", "variants", 0, "when", "seam"), "x", "reading.unknown_value"),
        (("calendars", "office", "variants", 0, "when", "x"), "y", "reading.unknown_key"),
        (
            ("calendars", "office", "holidays", "by_reading", "dutch_holidays", "x"),
            (),
            "reading.unknown_value",
        ),
    ],
)
def test_reading_that_the_catalogue_does_not_know_is_found(path, value, code):
    assert codes((path, value)) == [(code, path)]


OFFICE = ("calendars", "office")


@pytest.mark.parametrize(
    ("changes", "code", "path"),
    [
        ([((*OFFICE, "zone"), "Mars")], "zone.unknown", OFFICE),
        ([((*OFFICE, "annual_holidays"), ("13-01",))], "calendar.annual_day_invalid", OFFICE),
        ([((*OFFICE, "holidays", "years"), "2025")], "calendar.years_invalid", OFFICE),
        ([((*OFFICE, "week"), {"monday": ()})], "calendar.weekday_unknown", OFFICE),
        ([((*OFFICE, "week"), {"mon": ()})], "calendar.no_open_time", OFFICE),
        (
            [((*OFFICE, "variants", 0, "zone"), "Mars")],
            "zone.unknown",
            (*OFFICE, "variants", 0),
        ),
        ([(("zone",), "Mars")], "zone.unknown", ("zone",)),
        (
            [(("amendments",), CONTRACT.amendments * 2)],
            "amendment.same_day",
            ("amendments", 1, "valid_from"),
        ),
        ([((*PROMISE, "days"), None)], "period.days_missing", PROMISE),
        (
            [(("exclusions", "planned", "notice_inside"), None)],
            "terms.notice_needs_calendar",
            ("exclusions", "planned", "notice"),
        ),
        (
            [(("exclusions", "planned", "maintenance"), False)],
            "terms.exclusion_needs_one_ground",
            ("exclusions", "planned"),
        ),
        (
            [(("matrices", 0, "rows", 0, "answers"), ())],
            "terms.matrix_ragged",
            ("matrices", 0, "rows", 0),
        ),
        (
            [(("levels", "standard", "availability"),
              CONTRACT.levels["standard"].availability * 2)],
            "terms.promise_twice",
            ("levels", "standard", "availability"),
        ),
    ],
)  # fmt: skip
def test_rule_that_cannot_be_applied_is_found(changes, code, path):
    assert (code, path) in codes(*changes)


def test_notice_in_hours_needs_no_calendar():
    notice = (("exclusions", "planned", "notice"), Duration(amount=3600, unit=Unit.SECONDS))
    assert findings(notice, (("exclusions", "planned", "notice_inside"), None)) == []
    assert findings((("exclusions", "planned", "notice"), None)) == []


def test_block_of_no_length_earns_endless_credits_and_is_found():
    path = ("levels", "standard", "remedies", 0, "block")
    block = CONTRACT.levels["standard"].remedies[0].block  # type: ignore[union-attr]
    assert codes((path, replace(block, amount=0))) == [("credit.block_empty", path)]


def test_flood_of_variants_is_not_tried():
    variants = (Variant(when={"seam": "nothing"}),) * (VARIANTS_MAX + 1)
    path = (*OFFICE, "variants")
    (finding,) = findings((path, variants))
    assert (finding.code, finding.facts) == ("calendar.too_many_variants", {"limit": VARIANTS_MAX})
    assert len(findings((path, variants[1:]))) == VARIANTS_MAX


COUNTS = [
    (path, key)
    for path, value in walk(CONTRACT)
    for key in AT_LEAST_ONE.get(type(value), ())
    if getattr(value, key) is not None
]


@pytest.mark.parametrize(("path", "key"), COUNTS, ids=str)
def test_nought_is_found_where_it_makes_no_sense(path, key):
    assert codes(((*path, key), 0)) == [("terms.at_least_one", (*path, key))]


def test_every_count_is_tried():
    kinds = {type(value) for path, value in walk(CONTRACT) if path in dict(COUNTS)}
    assert kinds == set(AT_LEAST_ONE)
    assert isinstance(CONTRACT, Contract)
