"""The documentation is true: links lead somewhere, commands exist, decision records are whole."""

import re
import shlex
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMAND = Path(sys.executable).with_name("zusage")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
DECISION_HEADINGS = ["Context", "Decision", "Consequences", "Alternatives"]

FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)")


def relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


# ---- Links -----------------------------------------------------------------------------------


def broken_links(page: Path, text: str) -> list[str]:
    """List the links to files that are not there, or not in this repository."""
    targets = [target.partition("#")[0] for target in LINK.findall(FENCE.sub("", text))]
    files = [target for target in targets if target and not re.match(r"[a-z][a-z0-9+.-]*:", target)]
    return [target for target in files if not is_in_repository(page.parent / target)]


def is_in_repository(path: Path) -> bool:
    return path.exists() and path.resolve().is_relative_to(ROOT.resolve())


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_links_lead_to_files(page: Path) -> None:
    assert broken_links(page, page.read_text()) == []


def test_broken_link_is_seen() -> None:
    text = "[a](docs/none.md#x) ![b](none.png) [c](pyproject.toml) [d](https:x) [e](#f) [g](/etc)"
    text += "\n```\n[h](inside_code.md)\n```\n"
    assert broken_links(ROOT / "README.md", text) == ["docs/none.md", "none.png", "/etc"]


# ---- Decision records ------------------------------------------------------------------------


def decision_faults(name: str, text: str, *, number: int) -> list[str]:
    """List what is wrong with the record that should have this number."""
    faults = []
    if not re.fullmatch(rf"{number:04d}-[a-z0-9-]+\.md", name):
        faults.append(f"{name}: should be number {number:04d}, followed by words")
    headings = re.findall(r"^## (.+?)\s*$", text, re.MULTILINE)
    if headings != DECISION_HEADINGS:
        faults.append(f"{name}: headings {headings}, expected {DECISION_HEADINGS}")
    return faults


def test_decisions_are_numbered_and_whole() -> None:
    assert DECISIONS != []
    faults = [
        fault
        for number, page in enumerate(DECISIONS, start=1)
        for fault in decision_faults(page.name, page.read_text(), number=number)
    ]
    assert faults == []


@pytest.mark.parametrize(
    ("name", "headings"),
    [("0003-gap.md", DECISION_HEADINGS), ("0002-no-alternatives.md", DECISION_HEADINGS[:3])],
)
def test_faulty_decision_is_seen(name: str, headings: list[str]) -> None:
    text = "# Title\n" + "".join(f"\n## {heading}\n" for heading in headings)
    assert len(decision_faults(name, text, number=2)) == 1


# ---- Commands --------------------------------------------------------------------------------


def shown_commands(text: str) -> list[tuple[str, str]]:
    """Return (program, subcommand) of each line that starts with `$ ` in a block of code."""
    found = []
    for block in FENCE.finditer(text):
        joined = block[0].replace("\\\n", " ")
        for line in re.findall(r"^\$ (.+)$", joined, re.MULTILINE):
            found += [parsed for part in re.split(r"\|\|?|&&|;", line) if (parsed := parse(part))]
    return list(dict.fromkeys(found))


def parse(part: str) -> tuple[str, str] | None:
    """Name our program and its subcommand; None for other programs and for options alone."""
    words = [word for word in shlex.split(part, comments=True) if not re.match(r"[A-Z_]+=", word)]
    program = words[0].rsplit("/", 1)[-1] if words else ""
    if program not in ("zusage", "dev") or len(words) < 2 or words[1].startswith("-"):
        return None
    return program, words[1]


@lru_cache
def exists(program: str, subcommand: str) -> bool:
    """Ask the program itself whether it knows the subcommand."""
    if program == "dev":
        done = subprocess.run(["./dev", "help"], cwd=ROOT, capture_output=True, text=True)
        return re.search(rf"^  {re.escape(subcommand)}\b", done.stdout, re.MULTILINE) is not None
    overview = subprocess.run([COMMAND, "--help"], capture_output=True, text=True)
    assert overview.returncode == 0, overview.stderr
    if not re.search(rf"(?<![\w-]){re.escape(subcommand)}(?![\w-])", overview.stdout):
        return False
    return subprocess.run([COMMAND, subcommand, "--help"], capture_output=True).returncode == 0


def test_commands_in_the_readme_exist() -> None:
    shown = shown_commands((ROOT / "README.md").read_text())
    assert shown != [], "the README shows no command"
    assert [command for command in shown if not exists(*command)] == []


def test_commands_are_read_from_blocks_of_code() -> None:
    text = "$ zusage outside\n```console\n$ ./dev demo\nzusage output\n"
    text += "$ A=1 .venv/bin/zusage lint \\\n  x.yaml | zusage show -  # then\n$ git log\n```\n"
    assert shown_commands(text) == [("dev", "demo"), ("zusage", "lint"), ("zusage", "show")]


@pytest.mark.parametrize("program", ["zusage", "dev"])
def test_unknown_command_is_seen(program: str) -> None:
    assert not exists(program, "no-such-command")
