"""A contract file is read whole, or refused with every mistake in it at its place."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.errors import Finding, TermsError
from zusage.formats.contract_yaml import load_contract, set_block
from zusage.formats.contract_yaml.scan import FINDINGS_MAX, NODES_MAX, scan
from zusage.formats.contract_yaml.written import plain

CONTRACTS = sorted((Path(__file__).parents[3] / "contracts").glob("*.yaml"))

GOOD = """\
zusage: 1
name: sample
version: 1
title: {de: Muster, en: Sample}
zone: Europe/Berlin
parties:
  provider: {name: {de: Anbieter, en: Provider}, role: provider}
  customer: {name: {de: Kunde, en: Customer}, role: customer}
documents:
  D: {title: {de: Vertrag, en: Agreement}, date: 2025-01-01}
clauses:
  C1: {document: D, at: "1", says: {de: a, en: a}}
  C2: {document: D, at: "2", says: {de: b, en: b}}
calendars:
  office: {zone: Europe/Berlin, week: {mon-fri: ["09:00-17:00"]}, clauses: [C1]}
components:
  web: {title: {de: Web, en: Web}}
exclusions:
  planned: {title: {de: p, en: p}, precedence: 1, maintenance: true}
levels:
  standard:
    title: {de: s, en: s}
    availability:
      - id: main
        title: {de: m, en: m}
        objective: 99.8 %
        per: calendar_month
        counted: office
        components: [web]
        excludes: [planned]
        clauses: [C2]
    remedies:
      - {kind: termination_right, title: {de: k, en: k}, promise: main,
         when: [{what: availability, misses: 4}]}
duties:
  - {do: backup, title: {de: d, en: d}, by: provider, every: day, evidence: snapshot}
"""


def found_in(text):
    """Return the findings of a text, none if it can be read."""
    try:
        load_contract(text.encode() if isinstance(text, str) else text)
    except TermsError as error:
        return error.findings
    return ()


def changed(*edits):
    """Return the good sample with some places changed, each of which must exist."""
    text = GOOD
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_good_sample_is_read_with_its_places():
    source = load_contract(GOOD.encode())
    promise = source.contract.levels["standard"].availability[0]
    assert str(promise.objective) == "99.8 %"
    line = GOOD.splitlines().index("        objective: 99.8 %") + 1
    path = ("levels", "standard", "availability", 0, "objective")
    assert source.places[path] == (line, 20)
    assert source.text == GOOD.encode()


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.name)
def test_contracts_of_the_repository_are_read(path):
    assert load_contract(path.read_bytes()).contract.name == path.stem


TEN_MISTAKES = [
    # what stands there, what stands there instead, the wrong value in it, code, clauses
    ("zone: Europe/Berlin\npar", "zone: Europe/Bonn\npar", "Europe/Bonn", "zone.unknown", ()),
    ("role: customer", "role: buyer", "buyer", "terms.choice_expected", ()),
    ("date: 2025-01-01", "date: 2025-02-30", "2025-02-30", "terms.date_expected", ()),
    ("mon-fri: [", 'sun: ["9"], mon-fri: [', '"9"', "span.invalid", ("C1",)),
    ("precedence: 1", "precedence: first", "first", "terms.integer_expected", ()),
    ("99.8 %", "99.8 %\n        days: 3,5", "3,5", "terms.integer_expected", ("C2",)),
    ("counted: office", "countet: office", "countet", "terms.unknown_key", ("C2",)),
    ("components: [web]", "components: [web, app]", "app", "terms.name_unknown", ("C2",)),
    ("kind: termination_right", "kind: refund", "refund", "terms.kind_expected", ()),
    ("by: provider", "by: nobody", "nobody", "terms.name_unknown", ()),
]


def test_ten_mistakes_are_found_at_once_each_at_its_place():
    text = changed(*((old, new) for old, new, _, _, _ in TEN_MISTAKES))
    findings = found_in(text)
    assert [(finding.code, finding.clauses) for finding in findings] == [
        (code, clauses) for _, _, _, code, clauses in TEN_MISTAKES
    ]
    lines = text.splitlines()
    for finding, (_, _, wrong, _, _) in zip(findings, TEN_MISTAKES, strict=True):
        assert finding.line is not None
        assert finding.column is not None
        assert lines[finding.line - 1][finding.column - 1 :].startswith(wrong)


def test_a_list_without_its_bad_items_keeps_the_places_of_the_others():
    text = GOOD + (
        "  - {do: x, title: {de: d, en: d}, by: provider, every: sometimes, evidence: log}\n"
        "  - {do: y, title: {de: d, en: d}, by: nobody, every: day, evidence: log}\n"
    )
    last = len(text.splitlines())
    assert [(f.code, f.path, f.line) for f in found_in(text)] == [
        ("terms.choice_expected", ("duties", 1, "every"), last - 1),
        ("terms.name_unknown", ("duties", 2, "by"), last),
    ]


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        # The calendar cannot be read: that a promise names it is no second mistake.
        (('week: {mon-fri: ["09:00-17:00"]}', "week: never"), ["terms.mapping_expected"]),
        # The exclusion cannot be read as one for maintenance: that it has no cause follows.
        (("maintenance: true", "maintenance: yes"), ["terms.boolean_expected"]),
        (("role: provider", "role: seller"), ["terms.choice_expected"]),
        (("parties:\n", "parties: none\nx:\n"), ["terms.mapping_expected", "terms.unknown_key"]),
        # A name in a section that is read is wrong all the same.
        (
            ("title: {de: Web, en: Web}", "title: {de: Web, en: Web}, weight: x"),
            ["terms.integer_expected"],
        ),
    ],
)
def test_what_follows_from_a_mistake_is_not_named_again(edit, codes):
    assert [finding.code for finding in found_in(changed(edit))] == codes


def test_findings_stand_in_the_order_of_the_file():
    text = changed(("counted: office", "counted: nights"), ("by: provider", "by: [a]"))
    places = [(finding.line, finding.column) for finding in found_in(text)]
    assert places == sorted(places)
    assert len(places) == 2


def test_root_that_cannot_be_read_ends_the_reading():
    assert {finding.code for finding in found_in("name: x\nparties: {a: b}\n")} == {
        "terms.record_expected",
        "terms.key_missing",
    }
    (finding,) = found_in("[]")
    assert finding.code == "terms.record_expected"
    assert str(finding.facts["allowed"]).startswith("zusage, name, ")


def test_long_names_are_shortened_and_harmless():
    text = changed(("components: [web]", f'components: ["\\e[2J{"x" * 5000}"]'))
    (finding,) = found_in(text)
    value = str(finding.facts["value"])
    assert value.startswith("\ufffd[2Jxxx")
    assert len(value) < 100


def test_source_places_a_finding_at_the_nearest_thing_around_it():
    source = load_contract(GOOD.encode())
    finding = Finding(
        code="x", path=("components", "web", "meter", "probes"), facts={"n": 3, "value": "x" * 200}
    )
    placed = source.placed(finding)
    line = GOOD.splitlines().index("  web: {title: {de: Web, en: Web}}") + 1
    assert (placed.line, placed.column) == (line, 8)
    assert placed.facts == finding.facts
    nowhere = source.placed(replace(finding, path=("nowhere",)))
    assert (nowhere.line, nowhere.column) == (1, 1)


MANY = NODES_MAX // 12
MANY_DAYS = (
    "{source: x, package: explicit, years: 2000-2000, dates: ["
    + ", ".join(["2000-01-01"] * (NODES_MAX // 2))
    + "]}"
)
MANY_VARIANTS = f"[{'{when: {seam: cover}}, ' * (NODES_MAX // 12)}]"
DAYS = [date(2000, 1, 1) + timedelta(days=number) for number in range(NODES_MAX // 7)]
MANY_SPANS = "{" + ", ".join(f"{day}: ['09:00-10:00']" for day in DAYS) + "}"

HOSTILE = {
    "many unknown names": (
        changed(("components: [web]", f"components: [{', '.join(f'c{i}' for i in range(MANY))}]")),
        "terms.name_unknown",
    ),
    "many parties and many unknown ones": (
        changed(("parties:\n", "parties:\n" + "".join(
            f"  p{i}: {{name: {{de: a, en: a}}, role: provider}}\n" for i in range(MANY // 2)
        )))
        + "".join(
            f"  - {{do: x, title: {{de: d, en: d}}, by: q{i}, every: day, evidence: log}}\n"
            for i in range(MANY // 4)
        ),
        "terms.name_unknown",
    ),
    "many unknown keys": (GOOD + "".join(f"kez{i}: 1\n" for i in range(MANY)), "terms.unknown_key"),
    "a number of a million digits": (
        GOOD.replace("version: 1", f"version: {'9' * 1_000_000}"),
        "terms.integer_expected",
    ),
    "a percentage of a million digits": (
        GOOD.replace("99.8 %", f"99.{'9' * 1_000_000} %"),
        "percentage.invalid",
    ),
    "a zone of a million letters": (
        GOOD.replace("zone: Europe/Berlin\npar", f"zone: {'E' * 1_000_000}\npar"),
        "zone.unknown",
    ),
    "a zone outside the folder of zones": (
        GOOD.replace("zone: Europe/Berlin\npar", "zone: ../../../../etc/passwd\npar"),
        "zone.unknown",
    ),
    "many variants and many holidays": (
        changed((", clauses: [C1]", f", holidays: {MANY_DAYS}, variants: {MANY_VARIANTS}")),
        "calendar.too_many_variants",
    ),
    "many special days, all of them closed": (
        changed((
            'week: {mon-fri: ["09:00-17:00"]}',
            f"week: {{}}, special_days: {MANY_SPANS}, closures: {MANY_SPANS}",
        )),
        "calendar.no_open_time",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_contract_ends_in_findings(text, code):
    findings = found_in(text)
    assert {finding.code for finding in findings} == {code}
    assert len(findings) <= FINDINGS_MAX


@given(st.data())
def test_any_change_of_a_contract_is_read_or_refused(data):
    """Characters and lines are taken out, doubled, moved and replaced; nothing else is raised."""
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = min(len(text), start + data.draw(st.integers(0, 30)))
        new = data.draw(
            st.sampled_from(["", "\n", "  ", "- ", ": ", "{", "]", '"', "null", "99.8 %", "8h"])
            | st.just(text[start:end] * 2)
            | st.text(max_size=5)
        )
        text = text[:start] + new + text[end:]
    findings = found_in(text.encode(errors="surrogatepass"))
    assert all(finding.line and finding.column for finding in findings)


@given(st.binary(max_size=300))
def test_any_bytes_after_a_contract_are_read_or_refused(tail):
    findings = found_in(GOOD.encode() + tail)
    assert all(finding.line and finding.column for finding in findings)


STRANGE = ["[]", "{}", "''", "²", "x", "[x]", "{x: y}", "{'': []}", "[{}]", "{x: []}", "'²-²'"]
STRANGE += [
    "2024-02-29",
    "99 %",
    "8h",
    "9999-9999",
    "{mon: ['09:00-17:00']}",
    "always",
    "-1",
    "'1'",
]


def keys_in(value, path=()):
    """Yield the path of each key of each mapping inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in pairs if not isinstance(value, str) else ():
        if isinstance(value, dict):
            yield (*path, key)
        yield from keys_in(child, (*path, key))


@given(st.data())
def test_any_value_anywhere_is_read_or_refused(data):
    source = data.draw(st.sampled_from(CONTRACTS)).read_bytes()
    path = data.draw(st.sampled_from(list(keys_in(plain(scan(source))))))
    text = set_block(source, path, [data.draw(st.sampled_from(STRANGE))])
    assert all(finding.line and finding.column for finding in found_in(text))


@pytest.mark.parametrize("holidays", ["by_reading: {seam: {}}", "years: ²-²", "years: 2030-2020"])
def test_holidays_of_no_use_are_read_or_refused(holidays):
    given = {"source": "source: x", "package": "package: explicit", "years": "years: 2020-2030"}
    given[holidays.partition(":")[0]] = holidays
    text = changed((", clauses: [C1]", f", holidays: {{{', '.join(given.values())}}}"))
    refused = [] if "by_reading" in holidays else ["calendar.years_invalid"]
    assert [finding.code for finding in found_in(text)] == refused
