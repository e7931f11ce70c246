"""The generated reference: the committed pages are current, and nothing is missing in them."""

import argparse
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_texts import ANY, texts, uses
from zusage.core.availability.facts import CAUSES
from zusage.formats.outage_csv import KNOWN, STATES
from zusage.interfaces import reference_pages
from zusage.interfaces.cli import COMMANDS, main
from zusage.interfaces.cli.reference import parsers, stale_pages

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "docs" / "reference"
WORDS = reference_pages.words()


def reference(*arguments: object, lang: str = "en") -> int:
    return main(["reference", *map(str, arguments), "--lang", lang])


# ---- Writing and comparing -------------------------------------------------------------------


def test_the_committed_pages_are_current(capsys: pytest.CaptureFixture[str]) -> None:
    code = reference("--check", FOLDER)
    assert (code, capsys.readouterr().out) == (0, f"All pages in {FOLDER} are current: 6.\n")


def test_pages_that_were_written_are_current(tmp_path: Path) -> None:
    assert reference("--write", tmp_path / "new" / "folder") == 0
    assert reference("--check", tmp_path / "new" / "folder") == 0


def test_stale_missing_and_abandoned_pages_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "cli.md").write_text((FOLDER / "cli.md").read_text() + "more\n")
    (tmp_path / "errors.md").unlink()
    (tmp_path / "abandoned.md").write_text("# Nobody makes this page\n")
    assert reference("--check", tmp_path, lang="de") == 1
    said = capsys.readouterr().out.splitlines()
    assert [Path(line.split(" ")[0]).name for line in said] == [
        "abandoned.md",
        "cli.md",
        "errors.md",
    ]
    assert all("entspricht nicht mehr dem Programm" in line for line in said)


def test_the_pages_depend_on_the_language_of_nobody(tmp_path: Path) -> None:
    reference("--write", tmp_path, lang="de")
    pages = {path.name: path.read_text() for path in tmp_path.glob("*.md")}
    reference("--write", tmp_path, lang="en")
    assert stale_pages(pages, tmp_path) == []


# ---- Nothing is missing ----------------------------------------------------------------------


def test_every_command_and_argument_is_there() -> None:
    page = (FOLDER / "cli.md").read_text()
    assert re.findall(r"^## zusage (\S+)$", page, re.MULTILINE) == list(COMMANDS)
    sections = dict(zip(COMMANDS, page.split("\n## zusage ")[1:], strict=True))
    for name, parser in parsers().items():
        for option in options(parser):
            assert f"`{option}" in sections[name], (name, option)


def options(parser: argparse.ArgumentParser) -> set[str]:
    """Read the options from the help that a user sees."""
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", parser.format_usage())) - {"-h"}


def test_every_argument_says_what_it_means() -> None:
    page = (FOLDER / "cli.md").read_text()
    assert re.findall(r"^\| (`.*`) \|  \|$", page, re.MULTILINE) == []


# Texts that a helper says, but that are neither an error nor a finding nor a note.
RAISING = ("TermsError", "Refusal", "Finding", "finding", "_finding", "_refuse", "_stop", "_add")


def test_every_error_finding_and_note_is_there() -> None:
    page = (FOLDER / "errors.md").read_text()
    listed = set(re.findall(r"^\| `([a-z_]+\.\S+)` \|", page, re.MULTILINE))
    raised = {use.code for use in uses() if use.by in RAISING and ANY not in use.code}
    raised |= {code for code in texts() if code.startswith("note.")}
    assert len(raised) > 100
    assert sorted(raised - listed) == []


def test_no_code_is_listed_twice() -> None:
    codes = [code for group in WORDS["errors"] for code in reference_pages.error_codes(group)]
    assert len(codes) == len(set(codes))


def test_columns_states_and_causes_are_those_of_the_reader() -> None:
    assert set(WORDS["columns"]) == KNOWN
    assert list(WORDS["states"]) == list(STATES)
    assert list(WORDS["causes"]) == [cause.value for cause in CAUSES]


def test_a_bar_does_not_break_a_table() -> None:
    assert reference_pages.table(("a",), [("x|y",)]) == "| a |\n| --- |\n| x\\|y |\n"


# ---- The JSON of a real evaluation -------------------------------------------------------------

OUTAGES = """\
component,started_at,ended_at,state,cause,announced_at,last_good_at,last_bad_at,source
a,2025-01-10T08:00:00Z,2025-01-10T12:00:00Z,down,,,2025-01-10T07:55:00Z,2025-01-10T11:55:00Z,log
a,2025-02-03T08:00:00Z,2025-02-03T12:00:00Z,down,,,,,log
a,2025-03-03T08:00:00Z,2025-03-03T12:00:00Z,down,,,,,log
a,2025-03-12T08:00:00Z,2025-03-12T12:00:00Z,maintenance,,2025-03-01T00:00:00Z,,,log
a,2025-03-12T08:00:00Z,2025-03-12T12:00:00Z,down,,,,,log
a,2025-04-03T08:00:00Z,2025-04-03T12:00:00Z,no_evidence,,,,,log
"""


def evaluated(contract: str, folder: Path) -> list[dict[str, object]]:
    log, out = folder / "log.csv", folder / "verdicts.json"
    log.write_text(OUTAGES)
    window = ["--from", "2025-01-01", "--to", "2025-06-15"]
    asked = ["--fee", "100.00 EUR", "--anchor", "2024-01-10", "--format", "json"]
    path = ROOT / "contracts" / f"{contract}.yaml"
    files = [str(path), "--each", "--outages", str(log), "-o", str(out)]
    assert main(["evaluate", *files, *window, *asked]) == 0
    verdicts: list[dict[str, object]] = json.loads(out.read_text())
    return verdicts


# Where an object of its own page section begins, and where the names of keys are free.
SECTIONS = {"credits[]": "credit", "rights[]": "right", "explanation": "explanation"}
SECTIONS |= {"parts": "explanation"}
FREE = ("excluded_seconds", "readings", "reading", "facts")


def keys_of(value: object, *, section: str, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield (section, key) of every value in an object, as the page writes them."""
    match value:
        case _ if key.endswith(".*"):
            yield section, key
        case dict():
            for name, inner in value.items():
                at = f"{key}.{name}" if key else str(name)
                yield from keys_inside(inner, section, f"{key}.*" if key in FREE else at)
        case list() if value and isinstance(value[0], dict):
            for each in value:
                yield from keys_of(each, section=section, key=f"{key}[]")
        case _:
            yield section, key


def keys_inside(value: object, section: str, key: str) -> Iterator[tuple[str, str]]:
    inner = SECTIONS.get(key) or SECTIONS.get(f"{key}[]")
    if inner is None:
        yield from keys_of(value, section=section, key=key)
        return
    yield section, key if key in SECTIONS else f"{key}[]"
    for each in value if isinstance(value, list) else [value]:
        yield from keys_of(each, section=inner)


def documented(name: str, key: str) -> bool:
    """Say whether the page has a key; a column of an input row has its key with a star."""
    return key in WORDS[name] or re.sub(r"(\[\]\.)\w+$", r"\1*", key) in WORDS[name]


def test_every_key_of_a_verdict_is_there_and_exists(tmp_path: Path) -> None:
    verdicts = [v for name in ("mailjet", "pluvo") for v in evaluated(name, tmp_path)]
    found = {place for verdict in verdicts for place in keys_of(verdict, section="verdict")}
    assert sorted(f"{name}: {key}" for name, key in found if not documented(name, key)) == []
    keys = {(name, key) for name in ("verdict", "credit", "right") for key in WORDS[name]}
    assert sorted(keys - found) == []


def test_a_key_that_is_not_documented_is_seen() -> None:
    [(name, key)] = keys_of({"period": {"colour": "red"}}, section="verdict")
    assert (key, documented(name, key)) == ("period.colour", False)
