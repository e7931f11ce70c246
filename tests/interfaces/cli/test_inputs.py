"""What evaluate, report and diff read: files, readings, times and names, right or refused."""

import argparse
import io
import json
from datetime import date
from pathlib import Path

import pytest

from tests.histories import HOSTING, second
from zusage.core.errors import Finding, Refusal, TermsError
from zusage.core.explain import Evidence
from zusage.interfaces.cli import inputs
from zusage.interfaces.cli.inputs import Files

LOG = "component,started_at,ended_at,state,source,empty\n"
ROW = "web,2025-01-10T08:00:00Z,2025-01-10T09:00:00Z,down,ticket 1,\n"
WINDOWS = "component,started_at,ended_at,plan\nweb,2025-01-10T08:00:00Z,2025-01-10T08:30:00Z,7\n"
SPAN = {"monitored_from": "2025-01-01T00:00:00Z", "monitored_to": "2025-02-01T00:00:00Z"}


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", default="en")
    inputs.add_evaluation_arguments(parser)
    return parser.parse_args(["contract.yaml", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "log.csv").write_text(LOG + ROW)
    (tmp_path / "windows.csv").write_text(WINDOWS)
    watched = [{"component": name, **SPAN} for name in ("web", "old", "mail")]
    both = {"component": "both", "any_of": ["old", "mail"], **SPAN}
    (tmp_path / "watched.json").write_text(json.dumps([*watched, both]))
    return tmp_path


def files(folder: Path, *further: str, log: str = "log.csv") -> Files:
    return inputs.read_files(
        parsed(
            *("--outages", str(folder / log)),
            *("--maintenance", str(folder / "windows.csv")),
            *("--observed", str(folder / "watched.json")),
            *further,
        )
    )


# ---- Files -----------------------------------------------------------------------------------


def test_an_outage_log_alone_is_enough(folder: Path) -> None:
    read = inputs.read_files(parsed("--outages", str(folder / "log.csv")))
    assert read.outages.log.names == ("web",)
    assert (read.maintenance, read.observed.spans) == (None, {})


def test_rows_lead_back_to_what_stood_beside_them(folder: Path) -> None:
    read = files(folder)
    log, windows = (str(folder / name) for name in ("log.csv", "windows.csv"))
    assert read.row_of(Evidence(source=log, row=2)) == {"source": "ticket 1"}
    assert read.row_of(Evidence(source=windows, row=2)) == {"plan": "7"}


def test_what_is_wrong_with_all_files_is_said_at_once(folder: Path) -> None:
    (folder / "log.csv").write_text(LOG + ROW.replace("down", "gone"))
    (folder / "windows.csv").write_text("component\n")
    (folder / "watched.json").write_text("{}")
    with pytest.raises(TermsError) as error:
        files(folder)
    assert [finding.code for finding in error.value.findings] == [
        "outages.column_missing",
        "observed.not_a_list",
        "outages.state_unknown",
    ]


def test_a_log_that_is_none_cannot_be_rejected_row_by_row(folder: Path) -> None:
    (folder / "log.csv").write_text("")
    with pytest.raises(TermsError) as error:
        files(folder, "--reject", str(folder / "rejects.csv"))
    assert [finding.code for finding in error.value.findings] == ["outages.empty"]
    assert not (folder / "rejects.csv").exists()


def test_rejected_rows_of_both_files_are_listed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "log.csv").write_text(LOG + ROW.replace("down", "gone") + ROW)
    (folder / "windows.csv").write_text(WINDOWS + "web,x,y\n")
    read = files(folder, "--reject", str(folder / "rejects.csv"))
    assert read.outages.log.row.tolist() == [3]
    asked = argparse.Namespace(reject="rejects.csv", lang="en")
    [(name, content)] = read.rejects(asked).items()
    bad = "web,2025-01-10T08:00:00Z,2025-01-10T09:00:00Z,gone,ticket 1,"
    lines = content.decode().replace(f"{folder}/", "").splitlines()
    assert name == "rejects.csv"
    assert lines == [
        "file,line,reasons,row",
        f"log.csv,2,outages.state_unknown,{bad}",
        "windows.csv,3,outages.column_count,web,x,y",
    ]
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_a_contract_carries_its_name_in_findings(folder: Path) -> None:
    assert inputs.read_contract(str(HOSTING)).contract.name == "hosting"
    bad = folder / "bad.yaml"
    bad.write_text("zusage: 1\n")
    with pytest.raises(TermsError) as error:
        inputs.read_contract(str(bad))
    assert {finding.facts["file"] for finding in error.value.findings} == {str(bad)}


def test_a_finding_is_given_its_file() -> None:
    found = inputs.named(Finding(code="a.b", facts={"value": 1}), "c.yaml")
    assert found.facts == {"value": 1, "file": "c.yaml"}


# ---- Names -----------------------------------------------------------------------------------


def test_names_of_all_files_are_mapped_and_what_they_watched_is_joined(folder: Path) -> None:
    (folder / "log.csv").write_text(LOG + ROW + ROW.replace("web", "old"))
    watched = json.loads((folder / "watched.json").read_text())
    watched[1] |= {"monitored_from": "2025-01-15T00:00:00Z", "monitored_to": "2025-03-01T00:00:00Z"}
    (folder / "watched.json").write_text(json.dumps(watched))
    read = files(folder, "--map", "old=web", "--map", "both=one", "mail=web")
    assert set(read.outages.log.names) == {"web"}
    assert read.maintenance is not None
    assert read.maintenance.log.names == ("web",)
    assert read.observed.spans["web"].tolist() == [
        [second("2025-01-01T00:00"), second("2025-03-01T00:00")]
    ]
    assert sorted(read.observed.spans) == ["one", "web"]
    assert read.observed.groups["one"][1] == ("web", "web")


@pytest.mark.parametrize("pair", ["web", "=web", "web=", "="])
def test_a_mapping_names_both_sides(folder: Path, pair: str) -> None:
    with pytest.raises(Refusal) as refused:
        files(folder, "--map", pair)
    assert (refused.value.code, refused.value.facts) == ("evaluate.map_invalid", {"value": pair})


def test_a_mapping_of_nothing_is_refused(folder: Path) -> None:
    with pytest.raises(Refusal) as refused:
        files(folder, "--map", "old=web", "ghost=web", "gone=web")
    assert (refused.value.code, refused.value.facts["value"]) == (
        "evaluate.map_unused",
        "ghost, gone",
    )


# ---- Readings and times ----------------------------------------------------------------------


def test_readings_are_pairs_of_the_catalogue() -> None:
    assert inputs.parse_readings(["budget=fixed", "seam=18:00"]) == {
        "budget": "fixed",
        "seam": "18:00",
    }
    for pair, code in (("budget", "reading.unknown_value"), ("x=y", "reading.unknown_key")):
        with pytest.raises(TermsError) as error:
            inputs.parse_readings([pair])
        assert error.value.findings[0].code == code


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (None, None, (None, None)),
        ("2025-01-31", None, (second("2025-01-30T23:00"), None)),
        (None, "2025-07-01", (None, second("2025-06-30T22:00"))),
        (
            "2025-01-31T08:00:00Z",
            "2025-01-31T08:00:01+00:00",
            (second("2025-01-31T08:00"), second("2025-01-31T08:00") + 1),
        ),
    ],
)
def test_times_are_dates_of_the_contract_or_instants(
    start: str | None, end: str | None, expected: tuple[int | None, int | None]
) -> None:
    arguments = argparse.Namespace(start=start, end=end)
    assert inputs.window(arguments, "Europe/Berlin") == expected


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2025-02-30", None, "evaluate.time_invalid"),
        ("2025-W10-1", None, "evaluate.time_invalid"),
        ("20250131", None, "evaluate.time_invalid"),
        ("2025-01-31T08:00:00", None, "evaluate.time_invalid"),
        ("2025-01-31T08:00:00.5Z", None, "evaluate.time_invalid"),
        (None, "tomorrow", "evaluate.time_invalid"),
        ("2025-01-31", "2025-01-31", "evaluate.window_backwards"),
    ],
)
def test_other_times_are_refused(start: str | None, end: str | None, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        inputs.window(argparse.Namespace(start=start, end=end), "Europe/Berlin")
    assert refused.value.code == code


def test_arguments_may_be_given_more_than_once() -> None:
    found = parsed(
        *("--outages", "o", "--reading", "a=b", "c=d", "--reading", "e=f"),
        *("--anchor", "2024-02-29", "--map", "x=y"),
    )
    assert found.reading == ["a=b", "c=d", "e=f"]
    assert (found.anchor, found.names) == (date(2024, 2, 29), ["x=y"])


# ---- Terminal ----------------------------------------------------------------------------------


def test_width_is_that_of_a_terminal() -> None:
    assert inputs.terminal_width(io.StringIO()) == 100
