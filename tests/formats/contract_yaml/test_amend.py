"""The file as it holds on a day: changed where an amendment says so, and nowhere else."""

from datetime import date

import pytest

from zusage.core.errors import TermsError
from zusage.core.terms.amendments import pending
from zusage.formats.contract_yaml.amend import contract_on
from zusage.formats.contract_yaml.load import load_contract
from zusage.texts import sentence

FILE = """\
zusage: 1
name: sample
version: 1
title: {de: Muster, en: Sample}
zone: Europe/Berlin
parties:
  provider: {name: {de: a, en: a}, role: provider}
  customer: {name: {de: a, en: a}, role: customer}
documents:
  D: {title: {de: a, en: a}, date: 2025-01-01, articles: ["7.1"]}
clauses:
  C: {document: D, at: "1", says: {de: a, en: a}, cites: ["7.3"], resolved: {"7.3": "7.1"}}
calendars:
  office: {zone: Europe/Berlin, week: {mon-fri: ["09:00-17:00"]}}
  night: {zone: Europe/Berlin, week: {mon-fri: ["22:00-30:00"]}}
levels:
  standard:
    title: {de: s, en: s}
    availability:
      - id: main
        title: {de: m, en: m}
        objective: 99.8 %  # agreed in 2025
        per: calendar_month
        counted: office
amendments:
  - title: {de: Zweiter, en: Second}
    valid_from: 2026-07-01
    signatures:
      - {party: provider, person: A, on: 2026-05-01}
      - {party: customer, person: B, on: 2026-05-02}
    changes:
      - {path: levels.standard.availability.0.objective, to: 99.95 %}
  - title: {de: Erster, en: First}
    valid_from: 2026-06-01
    existing_from: 2026-09-01
    signatures:
      - {party: provider, person: A, on: 2026-05-01}
      - {party: customer, person: B, on: 2026-05-02}
    changes:
      - {path: levels.standard.availability.0.objective, to: 99.9 %}
      - {path: levels.standard.availability.0.counted, to: night}
      - {path: title.de, to: "Muster: neu"}
      - {path: clauses.C.resolved.7.3, to: "7.2"}
  - title: {de: Entwurf, en: Draft}
    valid_from: 2026-08-01
    signatures: [{party: provider, person: A, on: 2026-07-01}]
    changes:
      - {path: levels.standard.availability.0.objective, to: 99 %}
"""
SOURCE = load_contract(FILE.encode())


def on(day, **more):
    """Return objective, calendar and title of the contract on a day."""
    source = contract_on(SOURCE, date.fromisoformat(day), **more)
    promise = source.contract.levels["standard"].availability[0]
    return str(promise.objective), promise.counted, source.contract.title.de


@pytest.mark.parametrize(
    ("day", "agreed_on", "expected"),
    [
        ("2026-05-31", None, ("99.8 %", "office", "Muster")),
        ("2026-06-01", None, ("99.9 %", "night", "Muster: neu")),
        ("2026-07-01", None, ("99.95 %", "night", "Muster: neu")),
        ("2027-01-01", None, ("99.95 %", "night", "Muster: neu")),
        ("2026-06-30", date(2025, 1, 1), ("99.8 %", "office", "Muster")),
        ("2026-07-01", date(2025, 1, 1), ("99.95 %", "office", "Muster")),
        # Amendments are written in the order of their days, also when the earlier one comes late.
        ("2026-09-01", date(2025, 1, 1), ("99.95 %", "night", "Muster: neu")),
        ("2026-06-01", date(2026, 6, 1), ("99.9 %", "night", "Muster: neu")),
    ],
)
def test_contract_is_as_amended_on_the_day(day, agreed_on, expected):
    assert on(day, agreed_on=agreed_on) == expected


def test_text_is_changed_in_the_named_places_alone():
    before = FILE.splitlines()
    after = contract_on(SOURCE, date(2026, 6, 1)).text.decode().splitlines()
    assert len(after) == len(before)
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] == [
        ("title: {de: Muster, en: Sample}", "title: {de: 'Muster: neu', en: Sample}"),
        (before[11], before[11].replace('"7.3": "7.1"', '"7.3": "7.2"')),
        (
            "        objective: 99.8 %  # agreed in 2025",
            "        objective: 99.9 %  # agreed in 2025",
        ),
        ("        counted: office", "        counted: night"),
    ]


def test_contract_without_a_change_is_the_same():
    assert contract_on(SOURCE, date(2026, 1, 1)) is SOURCE


def test_unsigned_amendment_waits_and_is_seen_to_wait():
    (waiting,) = pending(SOURCE.contract, date(2030, 1, 1))
    assert waiting.amendment.title.en == "Draft"
    assert waiting.missing == ("customer",)


def refused(*edits):
    text = FILE
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(TermsError) as caught:
        load_contract(text.encode())
    return caught.value.findings, text.splitlines()


AMENDMENT_CODES = [
    ([("path: title.de", "path: title.fr")], "amendment.path_unknown", "title.fr"),
    ([("path: title.de", "path: title.de.x")], "amendment.path_unknown", "title.de.x"),
    ([("path: title.de", "path: titel")], "amendment.path_unknown", "titel"),
    (
        [("path: title.de", "path: levels.standard.availability.1.id")],
        "amendment.path_unknown",
        "levels.standard.availability.1.id",
    ),
    ([("path: title.de", "path: title")], "amendment.path_refused", "title"),
    (
        [("path: title.de", "path: amendments.2.valid_from")],
        "amendment.path_refused",
        "amendments.2.valid_from",
    ),
    ([("path: title.de", "path: zusage")], "amendment.path_refused", "zusage"),
    ([("to: night", "to: weekend")], "amendment.value_refused", "weekend"),
    ([("to: 99 %", "to: '99,5 %'")], "amendment.value_refused", "'99,5 %'"),
    ([("2026-08-01", "2026-07-01")], "amendment.same_day", "2026-07-01"),
    ([("2026-08-01", "2024-12-31")], "amendment.before_contract", "2024-12-31"),
    ([("2026-09-01", "2026-05-31")], "amendment.existing_before_valid", "2026-05-31"),
    ([("role: customer", "role: delegate")], "amendment.side_missing", "- title: {de: Zweiter"),
]


@pytest.mark.parametrize(("edits", "code", "there"), AMENDMENT_CODES)
def test_unclear_amendment_is_refused_when_the_file_is_read(edits, code, there):
    (finding,), lines = refused(*edits)
    assert finding.code == code
    assert finding.line is not None
    assert finding.column is not None
    assert lines[finding.line - 1][finding.column - 1 :].startswith(there)
    for language in ("de", "en"):
        said = sentence(code, language, finding.facts)
        assert "{" not in said
        if "value" in finding.facts and code != "amendment.path_refused":
            assert str(finding.facts["value"]) in said or str(finding.facts["path"]) in said


def test_value_that_is_refused_names_why():
    (finding,), _ = refused(("to: 99 %", "to: '99,5 %'"))
    assert finding.facts["cause"] == "percentage.invalid"
    assert finding.path == ("amendments", 2, "changes", 0, "to")


def test_fault_that_shows_elsewhere_is_laid_to_the_change_that_brings_it():
    """A promise for a rolling period needs its days; that is found at the promise."""
    (finding,), _ = refused(
        ("path: clauses.C.resolved.7.3, to: \"7.2\"",
         "path: levels.standard.availability.0.per, to: rolling"),
    )  # fmt: skip
    assert (finding.code, finding.facts["cause"]) == (
        "amendment.value_refused",
        "period.days_missing",
    )
    assert finding.facts["path"] == "levels.standard.availability.0.per"


def test_calendar_that_a_change_closes_is_laid_to_the_change():
    (finding,), _ = refused(
        ('path: title.de, to: "Muster: neu"', "path: calendars.night.zone, to: Europe/Bonn"),
    )
    assert (finding.facts["cause"], finding.facts["value"]) == ("zone.unknown", "Europe/Bonn")


def test_amendments_in_force_that_only_a_later_one_makes_valid_are_refused_on_the_day():
    """The file is judged with all of its amendments; a day may have only some of them."""
    text = FILE.replace("to: night", "to: weekend").replace(
        "objective, to: 99.95 %}",
        "objective, to: 99.95 %}\n"
        "      - {path: levels.standard.availability.0.counted, to: office}",
    )
    source = load_contract(text.encode())
    assert contract_on(source, date(2026, 7, 1)).contract.levels["standard"].availability
    with pytest.raises(TermsError) as caught:
        contract_on(source, date(2026, 6, 1))
    assert [finding.code for finding in caught.value.findings] == ["terms.name_unknown"]
