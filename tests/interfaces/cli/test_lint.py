"""zusage lint: what people and programs get, and the exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Golden
from zusage.formats.contract_yaml import load_contract
from zusage.interfaces.cli import main
from zusage.interfaces.cli.outcome import BAD_INPUT, DONE, FOUND

ROOT = Path(__file__).parents[3]
CONTRACTS = sorted(path.relative_to(ROOT) for path in (ROOT / "contracts").glob("*.yaml"))
WHOLE = "tests/core/terms/lint/whole.yaml"
KYOOX, PLUVO = "contracts/kyoox-mautic.yaml", "contracts/pluvo.yaml"
TRAUT = "contracts/traut-smawo.yaml"

Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")


def text_of(capsys: Printed, *arguments: str, lang: str = "en") -> str:
    """Return what lint prints, with line breaks inside sentences taken out."""
    main(["lint", *arguments, "--lang", lang])
    return " ".join(capsys.readouterr().out.split())


# ---- what is found in the seven contracts -----------------------------------------------------


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_findings_of_a_contract(path: Path, lang: str, capsys: Printed, golden: Golden) -> None:
    assert main(["lint", str(path), "--lang", lang]) == DONE
    golden(f"lint/{path.stem}.{lang}.txt", capsys.readouterr().out)


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_lines_fit_into_100_columns(path: Path, capsys: Printed) -> None:
    main(["lint", str(path)])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 100


def test_43_minutes_28_seconds_are_a_thousandth_of_no_month(capsys: Printed) -> None:
    said = text_of(capsys, KYOOX)
    assert "43 min 28 s is 0.1 % of no calendar month." in said
    assert "28 days 40 min 19.2 s" in said
    assert "30 days 43 min 12 s, 31 days 44 min 38.4 s" in said
    assert "43 min 28 s would be 0.1 % of 30.185 days." in said


def test_1214_minutes_of_the_week_are_neither(capsys: Printed) -> None:
    assert "1,214 minutes a week are neither" in text_of(capsys, TRAUT)
    assert "1.214 Minuten je Woche gehören weder zu" in text_of(capsys, TRAUT, lang="de")


def test_articles_that_do_not_exist(capsys: Printed) -> None:
    said = text_of(capsys, PLUVO)
    for article in ("7.1.1", "7.1.2"):
        assert f"cites article {article};" in said


def test_a_denominator_that_is_missing(capsys: Printed) -> None:
    said = text_of(capsys, TRAUT)
    assert "37.8 h may be down; of all hours (8,760 h) it is 131.4 h." in said


# ---- text and JSON ----------------------------------------------------------------------------


def test_a_contract_without_findings_says_so(capsys: Printed) -> None:
    assert main(["lint", WHOLE, "--lang", "en"]) == DONE
    said = capsys.readouterr().out
    assert "No findings." in said
    assert "Findings: 0 in files: 1 (0 error · 0 contradiction · 0 ambiguous · 0 note)" in said


def test_findings_stand_in_the_order_of_the_file(capsys: Printed) -> None:
    main(["lint", KYOOX, "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    places = [(row["line"], row["column"]) for row in rows]
    assert places == sorted(places)
    assert len(places) > 20


def test_json_has_exact_facts(capsys: Printed) -> None:
    assert main(["lint", KYOOX, "--format", "json", "--lang", "en"]) == DONE
    rows = json.loads(capsys.readouterr().out)
    (found,) = [row for row in rows if row["code"] == "lint.L1"]
    line = (ROOT / KYOOX).read_text().splitlines()[found["line"] - 1]
    assert line[found["column"] - 1 :].startswith("43m28s")
    assert found["file"] == KYOOX
    assert (found["severity"], found["clauses"]) == ("contradiction", ["K19"])
    assert found["facts"]["equal"] == {"value": "815/27", "unit": "days"}
    assert found["facts"]["lengths"][0] == {
        "code": "lint.share_days",
        "facts": {"days": 28, "share": {"value": "12096/5", "unit": "time"}},
    }
    assert found["sentence"].startswith("43 min 28 s is 0.1 % of no calendar month.")


def test_every_finding_of_every_contract_is_said_whole(capsys: Printed) -> None:
    for lang in ("de", "en"):
        main(["lint", *map(str, CONTRACTS), "--format", "json", "--lang", lang])
        rows = json.loads(capsys.readouterr().out)
        assert [row for row in rows if "{" in row["sentence"] or "  " in row["sentence"]] == []
        assert [row for row in rows if not row["sentence"].endswith((".", "?"))] == []


def test_less_severe_findings_can_be_left_out(capsys: Printed) -> None:
    main(["lint", KYOOX, "--severity", "contradiction", "--format", "json"])
    rows = json.loads(capsys.readouterr().out)
    assert {row["severity"] for row in rows} == {"contradiction"}


def test_holidays_are_held_against_a_day_only_when_there_is_one(capsys: Printed) -> None:
    assert "lint.L17.ending" not in codes(capsys, WHOLE)
    assert "lint.L17.ending" in codes(capsys, WHOLE, "--on", "2027-06-01")


def codes(capsys: Printed, *arguments: str) -> list[str]:
    main(["lint", *arguments, "--format", "json"])
    return [row["code"] for row in json.loads(capsys.readouterr().out)]


# ---- exit codes -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("least", "code"), [("error", DONE), ("contradiction", FOUND), ("note", FOUND)]
)
def test_the_exit_code_follows_the_severity_that_fails(least: str, code: int) -> None:
    assert main(["lint", KYOOX, "--fail-on", least]) == code


def test_a_severity_that_is_not_shown_does_not_fail() -> None:
    assert main(["lint", KYOOX, "--severity", "error", "--fail-on", "note"]) == DONE
    assert main(["lint", WHOLE, "--fail-on", "note"]) == DONE


def test_an_error_fails_by_itself(tmp_path: Path, capsys: Printed) -> None:
    broken = tmp_path / "broken.yaml"
    text = (ROOT / WHOLE).read_text()
    broken.write_text(text.replace("included_at: [CH]", "included_at: [CH, EU]"))
    load_contract(broken.read_bytes())
    assert main(["lint", str(broken), "--lang", "en"]) == FOUND
    assert "✗ error  L13 option  C1" in capsys.readouterr().out


def test_files_that_cannot_be_read_do_not_hide_the_others(tmp_path: Path, capsys: Printed) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("zusage: 2\nname: x\n")
    files = [str(broken), str(tmp_path / "missing.yaml"), str(tmp_path), KYOOX]
    assert main(["lint", *files, "--lang", "en", "--format", "json"]) == BAD_INPUT
    rows = json.loads(capsys.readouterr().out)
    by_file: dict[str, set[str]] = {}
    for row in rows:
        by_file.setdefault(row["file"], set()).add(row["code"])
    assert by_file[files[0]] >= {"terms.choice_expected", "terms.key_missing"}
    assert by_file[files[1]] == {"cli.file_missing"}
    assert by_file[files[2]] == {"cli.file_unreadable"}
    assert "lint.L1" in by_file[KYOOX]


def test_a_broken_file_is_shown_with_its_code(tmp_path: Path, capsys: Printed) -> None:
    (tmp_path / "broken.yaml").write_text("zusage: 2\n")
    main(["lint", str(tmp_path / "broken.yaml"), "--lang", "en"])
    assert "1:9     ✗ error  terms.choice_expected" in capsys.readouterr().out


# ---- colour -----------------------------------------------------------------------------------


def test_there_is_no_colour_without_a_terminal(capsys: Printed) -> None:
    main(["lint", KYOOX])
    assert "\033[" not in capsys.readouterr().out


def on_a_terminal(**environment: str) -> str:
    """Return what lint prints to a pseudo-terminal."""
    command = [str(Path(sys.executable).with_name("zusage")), "lint", KYOOX, "--lang", "en"]
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    done = subprocess.run(
        [sys.executable, "-c", f"import pty; pty.spawn({command!r})"],
        capture_output=True,
        text=True,
        env=inherited | environment,
        cwd=ROOT,
    )
    return done.stdout


def test_colour_never_stands_alone() -> None:
    assert "\033[35m≠ contradiction\033[0m" in on_a_terminal()
    assert "≠ contradiction  L1" in on_a_terminal(NO_COLOR="1")


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_the_masked_arrays_of_numpy_are_never_loaded(path: Path) -> None:
    # They cost as much as a third of the check itself.
    code = "import sys; from zusage.interfaces.cli import main; main(sys.argv[1:]); "
    code += "sys.exit('numpy.ma' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code, "lint", str(path)], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
