"""The how-to pages and the README are followed word by word: their commands are run."""

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HOWTO = ROOT / "docs" / "howto"
FIRST = (HOWTO / "first-contract.md").read_text()
MONTH = (HOWTO / "judge-a-month.md").read_text()
COMMAND = Path(sys.executable).with_name("zusage")


def blocks(page: str, language: str) -> list[str]:
    """Return the blocks of code of a page that are in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[list[str]]:
    """Return the arguments of every `$ zusage` of a page."""
    lines = "\n".join(blocks(page, "console")).replace("\\\n", " ").splitlines()
    split = [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]
    return [words[1:] for words in split if words[0].endswith("zusage")]


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], cwd=folder, capture_output=True, text=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write the files that the pages tell a reader to write."""
    who, what = blocks(FIRST, "yaml")[:2]
    (tmp_path / "shop.yaml").write_text(who + what)
    for name in ("outages", "maintenance", "observed", "status"):
        [text] = re.findall(rf"`{name}\.csv`:\n\n```csv\n(.*?)```", MONTH, re.DOTALL)
        (tmp_path / f"{name}.csv").write_text(text)
    return tmp_path


@pytest.mark.parametrize("page", [FIRST, MONTH], ids=["first-contract", "judge-a-month"])
def test_the_commands_of_the_pages_work(page: str, folder: Path) -> None:
    asked = [words for words in commands(page) if words[0] != "freeze"]
    assert len(asked) >= 3
    done = [run(words, folder) for words in asked]
    assert [(each.args[1:], each.stderr) for each in done if each.returncode > 1] == []


def test_the_month_is_judged_as_the_page_says(folder: Path) -> None:
    files = ["--outages", "outages.csv", "--maintenance", "maintenance.csv"]
    asked = ["evaluate", "shop.yaml", *files, "--observed", "observed.csv", "--fee", "400.00 EUR"]
    [verdict] = json.loads(run([*asked, "--format", "json"], folder).stdout)
    assert (verdict["met"], verdict["service_seconds"]) == (False, 2_674_800)
    assert (verdict["downtime_seconds"], verdict["allowed_seconds"]) == (5_310, "13374/5")
    assert [credit["amount"] for credit in verdict["credits"]] == ["20.00 EUR"]
    started = [*asked, "--format", "json", "--reading", "credit_blocks=started"]
    [other] = json.loads(run(started, folder).stdout)
    assert [credit["amount"] for credit in other["credits"]] == ["40.00 EUR"]
    for figure in ("2,674,800", "2,674.8", "5,310", "2,635.2", "20.00 EUR", "40.00 EUR"):
        assert figure in MONTH


def test_a_notice_of_a_status_page_is_refused_and_rejected_as_the_page_says(folder: Path) -> None:
    asked = ["evaluate", "shop.yaml", "--outages", "status.csv", "--observed", "observed.csv"]
    refused = run([*asked, "--lang", "en"], folder)
    [shown] = blocks(MONTH, "text")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert " ".join(shown.split()) == " ".join(refused.stderr.split())
    [wanted] = [words for words in commands(MONTH) if "--reject" in words]
    assert run(wanted, folder).returncode == 0
    assert blocks(MONTH, "csv")[-1] == (folder / "rejected.csv").read_text()


def test_lint_says_what_the_page_shows(folder: Path) -> None:
    [shown] = blocks(FIRST, "text")
    said = run(["lint", "shop.yaml", "--lang", "en"], folder).stdout
    # Where the lines break depends on the terminal.
    assert " ".join(shown.split()) in " ".join(said.split())


def test_business_hours_are_frozen_as_the_page_says(folder: Path) -> None:
    file = folder / "shop.yaml"
    [hours] = [block for block in blocks(FIRST, "yaml") if block.startswith("calendars:")]
    text = file.read_text().replace("components:\n", f"{hours}components:\n", 1)
    monthly = "        per: calendar_month\n"
    text = text.replace(monthly, f"{monthly}        counted: business\n")
    file.write_text(text)
    assert run(["freeze", "shop.yaml"], folder).returncode == 0
    assert "2026-03-08" in file.read_text()
    assert run(["freeze", "shop.yaml", "--check"], folder).returncode == 0
    found = json.loads(run(["lint", "shop.yaml", "--format", "json"], folder).stdout)
    assert "error" not in json.dumps(found)


def test_the_commands_of_the_readme_work(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text()
    [log] = blocks(readme, "csv")
    (tmp_path / "outages.csv").write_text(log)
    (tmp_path / "contracts").symlink_to(ROOT / "contracts")
    done = [run(words, tmp_path) for words in commands(readme)]
    assert len(done) >= 3
    assert [(each.args[1:], each.stderr) for each in done if each.returncode > 1] == []
    assert (tmp_path / "march.pdf").read_bytes().startswith(b"%PDF-")


def test_a_command_that_fails_is_seen(folder: Path) -> None:
    [words] = commands("```console\n$ zusage evaluate shop.yaml \\\n    --outages none.csv\n```\n")
    assert run(words, folder).returncode == 2
