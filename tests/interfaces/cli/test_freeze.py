"""Freezing holidays: what is written, what is said, and what is refused."""

import re
from pathlib import Path

import pytest

from zusage.formats.contract_yaml import load_contract
from zusage.interfaces.cli import main

CONTRACT = """\
# A sample.
zusage: 1
name: sample
version: 1
title: {de: Muster, en: Sample}
zone: Europe/Amsterdam
calendars:
  hours:
    zone: Europe/Amsterdam
    week: {mon-fri: ["09:00-17:00"]}
    # As the law of the country has it.
    holidays:  # frozen
      source: NL
      package: explicit
      years: 2024-2025
    clauses: []  # none
  always:
    zone: UTC
    week: {mon-sun: ["00:00-24:00"]}
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    file = tmp_path / "sample.yaml"
    file.write_text(CONTRACT)
    return file


def freeze(*arguments: object, lang: str = "en") -> int:
    return main(["freeze", *map(str, arguments), "--lang", lang])


def dates(file: Path) -> list[str]:
    return re.findall(r"\d{4}-\d{2}-\d{2}", file.read_text())


def test_an_empty_block_is_filled_and_all_else_stays(contract: Path) -> None:
    assert freeze(contract) == 0
    lines = contract.read_text().splitlines()
    start = lines.index("    holidays:  # frozen")
    end = lines.index("    clauses: []  # none")
    assert lines[:start] == CONTRACT.splitlines()[:start]
    assert lines[end:] == CONTRACT.splitlines()[start + 4 :]
    holidays = load_contract(contract.read_bytes()).contract.calendars["hours"].holidays
    assert holidays is not None
    # King's Day was a Saturday in 2024 and moved from a Sunday in 2025.
    assert [day.isoformat() for day in holidays.dates if day.month == 4] == [
        "2024-04-01",
        "2024-04-27",
        "2025-04-21",
        "2025-04-26",
    ]


def test_a_frozen_contract_is_not_touched_again(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(contract)
    before = contract.read_bytes()
    contract.chmod(0o444)
    capsys.readouterr()
    assert freeze(contract) == 0
    assert contract.read_bytes() == before
    assert "all holidays agree" in capsys.readouterr().out
    assert freeze(contract, "--check") == 0


def test_check_prints_each_date_that_differs_and_writes_nothing(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(contract)
    text = contract.read_text().replace("2025-04-26", "2025-04-27")
    # Under the lustrum reading 5 May 2024 is none; under the others it is.
    text = text.replace("lustrum: []", "lustrum: [2024-05-05]")
    contract.write_text(text)
    capsys.readouterr()
    assert freeze(contract, "--check") == 1
    assert contract.read_text() == text
    out = capsys.readouterr().out.splitlines()
    assert out[0].endswith("differences: 3 (- in the contract, + by our own rule)")
    assert out[1:] == [
        "- 2024-05-05 (only under dutch_holidays=lustrum)",
        "+ 2025-04-26",
        "- 2025-04-27",
    ]


def test_another_package_with_the_same_dates_is_no_difference_but_is_written_down(
    contract: Path,
) -> None:
    freeze(contract)
    contract.write_text(contract.read_text().replace("explicit", "holidays 0.1"))
    assert freeze(contract, "--check") == 0
    assert freeze(contract) == 0
    assert "package: explicit" in contract.read_text()


def test_other_years_replace_those_of_the_file(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    freeze(contract)
    capsys.readouterr()
    assert freeze(contract, "--years", "2025-2026", lang="de") == 0
    assert {day[:4] for day in dates(contract)} == {"2025", "2026"}
    out = capsys.readouterr().out
    assert "- 2024-01-01" in out
    assert "+ 2026-05-05 (nur bei" in out
    assert "Feiertage festgeschrieben, nach eigener Regel." in out


def test_a_text_without_region_keeps_its_question(contract: Path) -> None:
    asked = "source: DE-BE\n      by_reading: {holidays_region: {state: [], nationwide: []}}"
    contract.write_text(CONTRACT.replace("source: NL", asked))
    assert freeze(contract) == 0
    holidays = load_contract(contract.read_bytes()).contract.calendars["hours"].holidays
    assert holidays is not None
    found = holidays.by_reading["holidays_region"]
    assert [day.isoformat() for day in found["state"]] == ["2024-03-08", "2025-03-08", "2025-05-08"]
    assert found["nationwide"] == ()
    contract.write_text(CONTRACT.replace("source: NL", "source: DE-BE"))
    assert freeze(contract) == 0
    assert "by_reading" not in contract.read_text()


def test_a_contract_without_holidays_is_said_to_have_none(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.sub(r"    # As.*?2025\n", "", CONTRACT, flags=re.DOTALL)
    contract.write_text(text)
    assert freeze(contract, "--check") == 0
    assert "nothing to freeze" in capsys.readouterr().out
    assert contract.read_text() == text


def test_an_unknown_source_is_named_with_its_place(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract.write_text(CONTRACT.replace("source: NL", "source: DE-ZZ"))
    assert freeze(contract) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{contract}:13:7: error holidays.source_unknown:")
    assert "DE-BY" in error


@pytest.mark.parametrize("years", ["2025", "2026-2025", "soon"])
def test_years_that_are_none_are_refused(
    contract: Path, capsys: pytest.CaptureFixture[str], years: str
) -> None:
    assert freeze(contract, "--years", years, lang="de") == 2
    assert f"«{years}» sind keine Jahre" in capsys.readouterr().err
    assert contract.read_text() == CONTRACT


def test_years_beyond_what_is_known_are_refused(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert freeze(contract, "--years", "1990-2025") == 2
    assert "known are the years 2014 to 2100" in capsys.readouterr().err


def test_a_broken_contract_is_refused_with_its_name(
    contract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract.write_text("a: [")
    assert freeze(contract) == 2
    assert f"{contract}:" in capsys.readouterr().err
