"""The reference page of the contract file is whole, and the committed copy is current."""

import re
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

import pytest

from zusage.core.terms.contract import Contract, Rule
from zusage.formats.contract_yaml.decode import hints_of, required
from zusage.formats.contract_yaml.guide import guide
from zusage.formats.contract_yaml.schema import kinds

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "contract-file.md"
SECTIONS = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", guide(), flags=re.MULTILINE | re.DOTALL))
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.*?) \| (.+) \|$", re.MULTILINE)


def test_committed_page_is_current():
    assert PAGE.read_text("utf-8") == guide(), "write it anew: ./dev docs"


@pytest.mark.parametrize("kind", kinds(Contract), ids=lambda kind: kind.__name__)
def test_every_section_has_every_key(kind: Any):
    section = SECTIONS[kind.__name__]
    is_choice = not is_dataclass(kind)
    if is_choice:
        assert all(f"`{member.value}`" in section for member in kind)
        return
    rows = {key: (type_, default, means) for key, type_, default, means in ROW.findall(section)}
    shared = hints_of(Rule).keys() if issubclass(kind, Rule) else set()
    assert rows.keys() | shared == hints_of(kind).keys()
    for key, (_, default, means) in rows.items():
        assert ("needed" in default) == (key in required(kind)), key
        assert means.endswith("."), key


def test_types_defaults_and_links_are_named():
    rows = {
        key: (type_, default) for key, type_, default, _ in ROW.findall(SECTIONS["Availability"])
    }
    assert rows["objective"] == ("percentage", "**needed**")
    assert rows["counted"] == ("text", "`always`")
    assert rows["excludes"] == ("list of text", "")
    assert rows["denominator_stated"] == ("true or false", "`true`")
    assert rows["prose_counts"] == ("`counted` or `not_counted`", "`counted`")
    assert rows["per"][0] == "[PeriodKind](#periodkind)"
    assert rows["strength"] == ("[Strength](#strength)", "`guaranteed`")
    contract = {
        key: (type_, default) for key, type_, default, _ in ROW.findall(SECTIONS["Contract"])
    }
    assert contract["languages"] == ("list of text", "`de`, `en`")
    assert contract["levels"][0] == "[Level](#level), by name"
    calendar = {key: type_ for key, type_, _, _ in ROW.findall(SECTIONS["CalendarTerm"])}
    assert calendar["closures"] == "list of day span, by date"


def test_links_lead_to_sections():
    headings = {name.lower() for name in SECTIONS}
    assert set(re.findall(r"\]\(#(\w+)\)", guide())) <= headings
