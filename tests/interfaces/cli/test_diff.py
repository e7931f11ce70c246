"""zusage diff: sentences for people, rows for programs, and what a log would have changed."""

import json
from pathlib import Path

import pytest

from tests.conftest import Golden
from zusage.interfaces.cli import main
from zusage.interfaces.cli.outcome import BAD_INPUT, DONE, FOUND, REFUSED

ROOT = Path(__file__).parents[3]
PLUVO, MAILJET = "contracts/pluvo.yaml", "contracts/mailjet.yaml"
SMAWO, LITE = "contracts/traut-smawo.yaml", "contracts/traut-smawo-lite.yaml"
# What a new version of a contract changes: the old words in the file, and the new ones.
EDITS = [
    ("objective: 99.8 %", "objective: 99.9 %"),
    ('week: {mon-fri: ["09:00-17:00"]}', 'week: {mon-thu: ["09:00-17:00"]}'),
    ("within: 1h", "within: 30m"),
    ("misses: 4", "misses: 1"),
    ("fee_due: false", "fee_due: true"),
    ("amount: 95.00 EUR", "amount: 99.00 EUR"),
]
OUTAGES = """component,started_at,ended_at,state
platform,2026-03-02T08:00:00Z,2026-03-02T08:15:00Z,down
platform,2026-04-01T08:00:00Z,2026-04-01T10:00:00Z,down
"""
OBSERVED = """component,monitored_from,monitored_to
platform,2026-02-28T23:00:00Z,2026-04-30T22:00:00Z
"""
# One line for each component of the service.
OBSERVED_MAIL = [
    "component,monitored_from,monitored_to\n",
    *(
        f"{name},2026-02-28T23:00:00Z,2026-04-30T22:00:00Z\n"
        for name in ("api", "smtp_in", "outbound")
    ),
]
Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def newer(tmp_path: Path) -> str:
    """Return a file with a new version of the contract."""
    text = (ROOT / PLUVO).read_text()
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "newer.yaml"
    path.write_text(text)
    return str(path)


def said(capsys: Printed, *arguments: str) -> str:
    """Return what diff prints, with line breaks inside sentences taken out."""
    assert main(["diff", *arguments]) in (DONE, FOUND)
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("lang", ["de", "en"])
def test_differences_of_two_contracts(lang: str, capsys: Printed, golden: Golden) -> None:
    assert main(["diff", SMAWO, LITE, "--lang", lang]) == FOUND
    golden(f"diff/smawo-to-lite.{lang}.txt", capsys.readouterr().out)


def test_no_difference_is_said(capsys: Printed) -> None:
    assert said(capsys, PLUVO, PLUVO, "--lang", "en") == (
        f"{PLUVO} and {PLUVO}: no difference in the contract."
    )
    assert "kein Unterschied" in said(capsys, PLUVO, PLUVO, "--lang", "de")


def test_each_change_says_what_it_means_for_the_customer(newer: str, capsys: Printed) -> None:
    text = said(capsys, PLUVO, newer, "--lang", "en")
    # 2026 has 254 working days in the Netherlands, 51 of them Fridays.
    for sentence in (
        "+ better Availability: 99.9 % promised instead of 99.8 %.",
        "+ better Service unreachable: response, time: 30 min instead of 1 h. [V13, V14]",
        "+ better Right to terminate at once: misses needed: 1 instead of 4. [V21]",
        "− worse Right to terminate at once: fee of the period in which it ends: now yes. [V21]",
        "− worse Work outside the subscription: amount: €99.00 instead of €95.00. [V17]",
        "~ different business hours: week: Mon–Thu 09:00–17:00 instead of Mon–Fri 09:00–17:00.",
        "− worse business hours: 1,624 h instead of 2,032 h in 2026. [V04]",
        "Differences: 7 (3 better, 3 worse, 1 different for the customer)",
    ):
        assert sentence in text


def test_lines_fit_into_100_columns(newer: str, capsys: Printed) -> None:
    for old, new in ((PLUVO, newer), (MAILJET, PLUVO), (PLUVO, MAILJET)):
        for lang in ("de", "en"):
            main(["diff", old, new, "--lang", lang])
            out = capsys.readouterr().out
            # The first line names the files, however long their paths are.
            assert max(map(len, out.splitlines()[1:])) <= 100
            assert "{" not in out


def test_json_has_places_and_exact_facts(newer: str, capsys: Printed) -> None:
    assert main(["diff", PLUVO, newer, "--format", "json", "--lang", "en"]) == FOUND
    rows = json.loads(capsys.readouterr().out)["differences"]
    first = rows[0]
    assert (first["code"], first["effect"], first["group"]) == (
        "diff.objective",
        "better",
        "promises",
    )
    assert (first["facts"]["old"], first["facts"]["new"]) == ("99.8 %", "99.9 %")
    assert first["clauses"] == ["V07"]
    line = Path(newer).read_text().splitlines()[first["line"] - 1]
    assert line[first["column"] - 1 :].startswith("99.9 %")
    assert "outages" not in rows


def test_what_is_gone_is_placed_in_the_old_file(capsys: Printed) -> None:
    main(["diff", SMAWO, LITE, "--format", "json"])
    rows = json.loads(capsys.readouterr().out)["differences"]
    gone = [row for row in rows if row["code"] == "diff.removed"]
    assert {row["file"] for row in gone} == {SMAWO}
    assert {row["file"] for row in rows if row not in gone} >= {LITE}


def test_the_exit_code_says_whether_there_is_a_difference() -> None:
    assert main(["diff", PLUVO, PLUVO]) == DONE
    assert main(["diff", PLUVO, PLUVO, "--format", "json"]) == DONE
    assert main(["diff", PLUVO, MAILJET]) == FOUND


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--fee", "100.00 EUR"), "--fee"),
        (("--map", "a=b", "--each", "--from", "2026-01-01"), "--from, --each, --map"),
    ],
)
def test_what_has_no_effect_without_a_log_is_refused(
    arguments: tuple[str, ...], named: str, capsys: Printed
) -> None:
    assert main(["diff", PLUVO, MAILJET, *arguments, "--lang", "en"]) == REFUSED
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"these have no effect: {named}." in captured.err


# ---- on a log ---------------------------------------------------------------------------------


@pytest.fixture
def logs(tmp_path: Path) -> list[str]:
    (tmp_path / "outages.csv").write_text(OUTAGES)
    (tmp_path / "observed.csv").write_text(OBSERVED)
    return [
        *("--outages", str(tmp_path / "outages.csv")),
        *("--observed", str(tmp_path / "observed.csv")),
    ]


def test_a_log_shows_what_would_have_been_different(
    newer: str, logs: list[str], capsys: Printed
) -> None:
    text = said(capsys, PLUVO, newer, *logs, "--lang", "en")
    # March: 22 days of 8 h allowed 21 min 7.2 s, 18 days without Fridays allow 8 min 38.4 s.
    assert (
        'March 2026, platform, "Availability": missed (15 min of downtime, 8 min 38.4 s allowed); '
        "Right to terminate at once. Before: met (15 min of downtime, 21 min 7.2 s allowed)."
    ) in text
    assert 'April 2026, platform, "Availability"' in text


def test_the_service_of_all_components_is_named_in_words(
    logs: list[str], tmp_path: Path, capsys: Printed
) -> None:
    text = (ROOT / MAILJET).read_text()
    strict = tmp_path / "strict.yaml"
    strict.write_text(text.replace("percent: 5 %", "percent: 10 %"))
    (tmp_path / "observed.csv").write_text("".join(OBSERVED_MAIL))
    (tmp_path / "outages.csv").write_text(OUTAGES.replace("platform", "api"))
    names = ["--anchor", "2026-03-01"]
    told = said(capsys, MAILJET, str(strict), *logs, *names, "--lang", "de")
    assert "Dienst insgesamt" in told
    assert ", service," not in told


def test_a_log_on_which_nothing_changes_says_so(logs: list[str], capsys: Printed) -> None:
    text = said(capsys, PLUVO, PLUVO, *logs, "--lang", "en")
    assert "Nothing; verdicts: 2, with the same credits and rights." in text


def test_credits_are_added_up(tmp_path: Path, logs: list[str], capsys: Printed) -> None:
    names = ["--map", "platform=api", "--fee", "100.00 EUR", "--anchor", "2026-03-01"]
    text = (ROOT / MAILJET).read_text()
    assert "percent: 5 %" in text
    newer = tmp_path / "newer.yaml"
    newer.write_text(text.replace("percent: 5 %", "percent: 10 %"))
    outages = said(capsys, MAILJET, str(newer), *logs, *names, "--lang", "en")
    assert "Credits in all: €30.00 instead of €15.00." in outages
    assert "credit 30 % (€30.00)" in outages
    without_fee = said(capsys, MAILJET, str(newer), *logs, *names[:2], *names[4:], "--lang", "en")
    assert "credit 30 %. Before:" in without_fee
    assert "Credits in all" not in without_fee


def test_a_log_in_json_has_both_outcomes(newer: str, logs: list[str], capsys: Printed) -> None:
    main(["diff", PLUVO, newer, *logs, "--format", "json"])
    found = json.loads(capsys.readouterr().out)["outages"]
    assert found["periods"] == 2
    march = found["differences"][0]
    assert (march["period"], march["old"]["met"], march["new"]["met"]) == ("2026-03", True, False)
    assert march["new"]["allowed_seconds"] == "2592/5"
    assert march["new"]["rights"][0]["en"] == "Right to terminate at once"
    assert march["new"]["credit_percent"] == "0/1"


def test_a_contract_that_promises_nothing_has_no_outcome(logs: list[str], capsys: Printed) -> None:
    assert main(["diff", LITE, PLUVO, *logs, "--format", "json"]) == FOUND
    found = json.loads(capsys.readouterr().out)["outages"]["differences"]
    assert {each["old"] for each in found} == {None}
    assert len(found) == 2


def test_rejected_rows_are_listed_once(newer: str, logs: list[str], capsys: Printed) -> None:
    log = Path(logs[1])
    log.write_text(log.read_text() + "platform,x,y,down\n")
    rejects = log.with_name("rejects.csv")
    assert main(["diff", PLUVO, newer, *logs, "--reject", str(rejects), "--lang", "en"]) == FOUND
    assert "March 2026" in (captured := capsys.readouterr()).out
    assert captured.err.count("outages.time_invalid") == 2  # its begin and its end
    assert rejects.read_text().endswith(",platform,x,y,down\n")


def test_a_log_with_components_that_nobody_promised_is_refused(
    newer: str, logs: list[str], capsys: Printed
) -> None:
    assert main(["diff", MAILJET, newer, *logs, "--lang", "en"]) == REFUSED
    assert "platform" in capsys.readouterr().err


@pytest.mark.parametrize("broken", ["zusage: 2\n", "no yaml: ["])
def test_a_file_that_cannot_be_read_is_named(broken: str, tmp_path: Path, capsys: Printed) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(broken)
    assert main(["diff", PLUVO, str(path)]) == BAD_INPUT
    assert str(path) in capsys.readouterr().err
