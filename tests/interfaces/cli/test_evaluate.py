"""`zusage evaluate` from files to verdicts: what is judged, written, noted and refused."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.histories import HOSTING
from zusage.interfaces.cli import main

OUTAGES = """\
component,started_at,ended_at,state,cause,source
web,2025-01-10T08:00:00Z,2025-01-10T09:10:00Z,down,,ticket 1
mail,2025-01-20T08:00:00Z,2025-01-20T08:30:00Z,down,malware,ticket 2
web,2025-01-10T09:00:00Z,2025-01-10T09:30:00Z,degraded,,ticket 3
store,2025-01-12T00:00:00Z,2025-01-12T06:00:00Z,no_evidence,,
"""
MAINTENANCE = """\
component,started_at,ended_at,announced_at,source
web,2025-01-10T08:30:00Z,2025-01-10T09:00:00Z,2024-11-01T00:00:00Z,plan 1
,2025-01-15T08:00:00Z,2025-01-15T08:30:00Z,,
store,2025-01-16T08:00:00Z,2025-01-16T08:30:00Z,2025-01-16T08:00:00Z,
"""
SPAN = {"monitored_from": "2025-01-01T00:00:00Z", "monitored_to": "2025-03-01T00:00:00Z"}
OBSERVED = json.dumps([{"component": name, **SPAN} for name in ("web", "mail", "store")])
COMMAND = Path(sys.executable).with_name("zusage")


class Desk:
    """A folder with files, and the command run in it."""

    def __init__(self, folder: Path, output: Callable[[], Any]) -> None:
        self.folder = folder
        self.output = output

    def file(self, name: str, text: str | bytes) -> str:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return str(path)

    def run(self, *arguments: str, code: int = 0, lang: str = "en") -> tuple[str, str]:
        """Run evaluate; return what it wrote and what it said."""
        assert main(["evaluate", *arguments, "--lang", lang]) == code
        captured = self.output()
        return captured.out, captured.err

    def verdicts(self, *arguments: str, contract: Path = HOSTING) -> list[dict[str, Any]]:
        """Return the verdicts on the three files of this module."""
        found: list[dict[str, Any]] = json.loads(
            self.run(
                str(contract),
                *("--outages", self.file("outages.csv", OUTAGES)),
                *("--observed", self.file("observed.json", OBSERVED)),
                *arguments,
                *("--format", "json"),
            )[0]
        )
        return found


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys.readouterr)


def picked(found: list[dict[str, Any]], **wanted: str) -> dict[str, Any]:
    """Return the one verdict with these values; period is its name."""
    (verdict,) = (
        each
        for each in found
        if {**each, "period": each["period"]["name"]}.items() >= wanted.items()
    )
    return verdict


# ---- What is judged --------------------------------------------------------------------------


def test_every_promise_is_judged_on_its_components_and_its_service(desk: Desk) -> None:
    found = desk.verdicts()
    pairs = {(each["level"], each["promise"], each["component"]) for each in found}
    assert pairs == {
        *(("office", "monthly", name) for name in ("web", "mail", "store", "service")),
        ("office", "nights", "web"),
        *(("round_the_clock", "billed", name) for name in ("web", "mail", "store", "service")),
        *(("round_the_clock", "yearly", name) for name in ("web", "mail", "service")),
        ("round_the_clock", "thirty", "store"),
    }


def test_a_level_may_be_asked_for(desk: Desk) -> None:
    found = desk.verdicts("--level", "office")
    assert {each["level"] for each in found} == {"office"}


def test_components_may_be_asked_for_and_make_no_service(desk: Desk) -> None:
    found = desk.verdicts("--level", "round_the_clock", "--component", "[ms]*")
    assert {each["component"] for each in found} == {"mail", "store"}


def test_figures_are_exact(desk: Desk) -> None:
    verdict = picked(desk.verdicts(), promise="billed", component="web", period="2025-01")
    assert verdict["service_seconds"] == 31 * 86_400
    assert verdict["raw_downtime_seconds"] == verdict["downtime_seconds"] == 4200
    assert Fraction(verdict["ratio"]) == 1 - Fraction(4200, 31 * 86_400)
    assert (verdict["met"], verdict["period"]["complete"]) == (False, True)
    assert verdict["allowed_seconds"] == "13392/5"


def test_a_reading_may_be_chosen(desk: Desk) -> None:
    readings = ("--reading", "degraded=degraded", "unmeasured=down", "--reading", "budget=fixed")
    found = desk.verdicts(*readings)
    web = picked(found, promise="billed", component="web", period="2025-01")
    store = picked(found, promise="billed", component="store", period="2025-01")
    assert web["downtime_seconds"] == 5400
    assert store["downtime_seconds"] == 6 * 3600
    assert web["allowed_seconds"] == "2608/1"
    assert web["readings"]["degraded"] == "degraded"


def test_all_readings_show_what_others_would_change(desk: Desk) -> None:
    found = desk.verdicts("--level", "round_the_clock", "--component", "web", "--all-readings")
    first = next(each for each in found if each["promise"] == "billed")
    assert len(first["credits"]) == 12
    others = [
        each for each in found if (each["promise"], each["period"]["name"]) == ("billed", "2025-01")
    ][1:]
    assert all(each["component"] == "web" for each in others)
    changed = [
        {key for key in each["readings"] if each["readings"][key] != first["readings"][key]}
        for each in others
    ]
    assert sorted(changed, key=sorted) == [{"budget"}, {"budget"}, {"degraded"}]


def test_each_component_is_a_service_of_its_own(desk: Desk) -> None:
    other = OUTAGES.replace("web,", "host/a,").replace("mail,", "host/b,")
    found = json.loads(
        desk.run(
            str(HOSTING),
            *("--each", "--level", "round_the_clock", "--fee", "100.00 EUR"),
            *("--outages", desk.file("o.csv", other)),
            *("--from", "2025-01-02", "--to", "2025-02-01", "--format", "json"),
        )[0]
    )
    billed = {each["component"]: each for each in found if each["promise"] == "billed"}
    assert [*billed] == ["host/a", "host/b", "store"]
    assert [each["credits"] != [] for each in billed.values()] == [True, False, False]


def test_things_made_of_components_are_judged_with_each(desk: Desk) -> None:
    january = {**SPAN, "monitored_to": "2025-02-01T00:00:00Z"}
    observed = [
        {"component": "web", **january},
        {"component": "mail", **january},
        {"component": "trio", "any_of": ["web", "mail"], **january},
    ]
    asked = (
        *(str(HOSTING), "--each", "--level", "round_the_clock", "--format", "json"),
        *("--outages", desk.file("o.csv", OUTAGES.replace("store", "web"))),
        *("--observed", desk.file("w.json", json.dumps(observed))),
    )
    found = json.loads(desk.run(*asked)[0])
    billed = [each for each in found if each["promise"] == "billed"]
    assert {each["component"]: each["downtime_seconds"] for each in billed} == {
        "web": 4200,
        "mail": 1800,
        "trio": 6000,
    }
    alone = json.loads(desk.run(*asked, "--component", "t*")[0])
    assert {each["component"] for each in alone} == {"trio"}


def test_names_of_the_files_are_mapped_to_components(desk: Desk) -> None:
    log = OUTAGES.replace("web,", "old-web,").replace("mail,", "new-web,")
    observed = OBSERVED.replace('"web"', '"old-web"').replace("mail", "new-web")
    asked = (
        *(str(HOSTING), "--level", "round_the_clock", "--format", "json"),
        *("--outages", desk.file("o.csv", log)),
        *("--observed", desk.file("w.json", observed)),
        *("--map", "old-web=web", "new-web=web"),
    )
    found = json.loads(desk.run(*asked)[0])
    web = picked(found, promise="billed", component="web", period="2025-01")
    assert web["downtime_seconds"] == 4200 + 1800
    assert {each["component"] for each in found} == {"web", "store", "service"}


# ---- Time ------------------------------------------------------------------------------------


def test_dates_begin_at_midnight_in_the_zone_of_the_contract(desk: Desk) -> None:
    found = desk.verdicts("--level", "office", "--from", "2025-01-10", "--to", "2025-01-11")
    web = picked(found, promise="monthly", component="web")
    assert web["service_seconds"] == 9 * 3600
    assert not web["period"]["complete"]
    times = ("--from", "2025-01-10T07:00:00Z", "--to", "2025-01-10T12:00:00+01:00")
    shifted = desk.verdicts("--level", "office", *times)
    assert picked(shifted, promise="monthly", component="web")["service_seconds"] == 4 * 3600


def test_periods_that_are_cut_are_incomplete(desk: Desk) -> None:
    found = desk.verdicts("--component", "web", "--to", "2025-01-20")
    assert {each["period"]["complete"] for each in found} == {False}
    web = picked(found, promise="billed", period="2025-01")
    assert web["service_seconds"] == 19 * 86_400 - 3600


def test_billing_months_follow_the_anchor(desk: Desk) -> None:
    agreement = ("--level", "round_the_clock", "--anchor", "2024-10-31")
    found = desk.verdicts("--component", "web", *agreement)
    names = [each["period"]["name"] for each in found if each["promise"] == "billed"]
    assert names == ["2024-12-31/2025-01-30", "2025-01-31/2025-02-27", "2025-02-28/2025-03-30"]


# ---- Maintenance -----------------------------------------------------------------------------


def test_windows_hold_for_their_component_or_for_all(desk: Desk) -> None:
    windows = ("--maintenance", desk.file("m.csv", MAINTENANCE), "--level", "office")
    found = desk.verdicts(*windows)
    removed = {
        name: picked(found, promise="monthly", component=name, period="2025-01")["removed_seconds"]
        for name in ("web", "mail", "store")
    }
    assert removed == {"web": 3600, "mail": 0, "store": 1800}
    found = desk.verdicts(*windows, "--maintenance-for-all")
    store = picked(found, promise="monthly", component="store", period="2025-01")
    assert store["removed_seconds"] == 3600


def test_what_a_reader_should_know_is_noted(desk: Desk) -> None:
    said = desk.run(
        str(HOSTING),
        *("--level", "office", "--format", "csv"),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--maintenance", desk.file("m.csv", MAINTENANCE)),
        *("--observed", desk.file("w.json", OBSERVED.replace("mail", "store"))),
    )[1].splitlines()
    notes = [line.replace(f"{desk.folder}/", "").split("; ")[0].split(". ")[0] for line in said]
    assert notes == [
        "Note: maintenance windows in m.csv announced only after they began: 1",
        "Note: maintenance windows in m.csv that name no announcement: 1",
        "Note: rows in outages.csv that overlap a row of another state: 2",
        "Note: without an observed span there is no verdict",
    ]
    assert [line.partition("(lines: ")[2] for line in said[:3]] == ["4).", "3).", "2, 4)."]
    assert said[3].endswith("Not judged (1): mail.")


def test_windows_of_components_that_nobody_knows_are_noted_with_each(desk: Desk) -> None:
    asked = (
        *(str(HOSTING), "--each", "--level", "office", "--format", "csv"),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--maintenance", desk.file("m.csv", MAINTENANCE.replace("store,", "shop,"))),
        *("--observed", desk.file("w.json", OBSERVED)),
    )
    assert "for components that nothing else is known of: 1" in desk.run(*asked)[1]
    assert "nothing else is known" not in desk.run(*asked, "--maintenance-for-all")[1]


def test_many_lines_are_cut_in_a_note(desk: Desk) -> None:
    days = [f"2025-01-{day:02}" for day in range(1, 15)]
    rows = "".join(f",{day}T08:00:00Z,{day}T08:30:00Z,,\n" for day in days)
    said = desk.run(
        str(HOSTING),
        *("--level", "office", "--format", "csv"),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--maintenance", desk.file("m.csv", MAINTENANCE.splitlines()[0] + "\n" + rows)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )[1]
    assert "no announcement: 14;" in said
    assert "(lines: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 …)" in said


def test_evidence_of_a_row_stands_beside_its_line(desk: Desk) -> None:
    windows = ("--maintenance", desk.file("m.csv", MAINTENANCE), "--level", "office")
    web = picked(desk.verdicts(*windows), promise="monthly", component="web", period="2025-01")
    text = json.dumps(web["explanation"])
    assert '"source": "ticket 1"' in text
    assert '"source": "plan 1"' in text
    assert "ticket 2" not in text


# ---- Credits ---------------------------------------------------------------------------------


def test_a_fee_turns_percent_into_money(desk: Desk) -> None:
    found = desk.verdicts("--level", "round_the_clock", "--fee", "99.99 EUR")
    service = picked(found, promise="billed", component="service", period="2025-01")
    (credit,) = service["credits"]
    assert (credit["percent"], credit["amount"]) == ("10/1", "10.00 EUR")
    assert credit["reading"] == "completed, sum, deductible"
    assert picked(found, promise="billed", component="web", period="2025-01")["credits"] == []


# ---- Writing ---------------------------------------------------------------------------------


def test_verdicts_as_csv(desk: Desk) -> None:
    text = desk.run(
        str(HOSTING),
        *("--level", "round_the_clock", "--component", "web", "--format", "csv"),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )[0]
    rows = [*csv.DictReader(io.StringIO(text))]
    assert {row["promise"] for row in rows} == {"billed", "yearly"}
    assert next(row for row in rows if row["promise"] == "billed")["downtime_seconds"] == "4200"


@pytest.mark.parametrize(
    ("form", "start"),
    [("json", b"["), ("csv", b"component,"), ("html", b"<!doctype html>"), ("pdf", b"%PDF-")],
)
def test_verdicts_are_written_to_a_file(desk: Desk, form: str, start: bytes) -> None:
    target = desk.folder / "out"
    out, _ = desk.run(
        str(HOSTING),
        *("--level", "office", "--component", "web", "--format", form, "-o", str(target)),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )
    assert out == ""
    assert target.read_bytes().lower().startswith(start.lower())
    assert sorted(path.name for path in desk.folder.iterdir()) == ["out", "outages.csv", "w.json"]


def test_a_table_is_what_people_get(desk: Desk) -> None:
    asked = (
        *(str(HOSTING), "--level", "round_the_clock", "--component", "web"),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )
    english, german = desk.run(*asked)[0], desk.run(*asked, lang="de")[0]
    assert "Billing month" in english
    assert "Abrechnungsmonat" in german
    assert "\x1b" not in english + german


# ---- Bad input -------------------------------------------------------------------------------

BAD = """\
component,started_at,ended_at,state,note
web,2025-01-10T09:00:00Z,2025-01-10T08:00:00Z,down,"=1+1, x"
web,2025-01-10T08:00:00Z,2025-01-10T08:30:00Z,down,good
web,2025-01-10T08:00:00,soon,broken,
"mail","2025-01-10T08:00:00Z"
"""


def test_all_bad_rows_are_told_and_nothing_is_written(desk: Desk) -> None:
    target = desk.folder / "out.json"
    out, said = desk.run(
        str(HOSTING),
        *("--outages", desk.file("bad.csv", BAD)),
        *("--maintenance", desk.file("m.csv", MAINTENANCE.replace(",2025-01-15T08:30:00Z", ",x"))),
        *("--observed", desk.file("w.json", OBSERVED)),
        *("--format", "json", "-o", str(target)),
        code=2,
    )
    assert out == ""
    assert not target.exists()
    lines = said.replace(f"{desk.folder}/", "").splitlines()
    assert [line.split(": ")[:2] for line in lines] == [
        ["bad.csv:2:1", "error outages.ends_before_begin"],
        ["bad.csv:4:1", "error outages.time_naive"],
        ["bad.csv:4:1", "error outages.time_invalid"],
        ["bad.csv:4:1", "error outages.state_unknown"],
        ["bad.csv:5:1", "error outages.column_count"],
        ["m.csv:3:1", "error outages.time_invalid"],
    ]


def test_rejected_rows_are_listed_as_they_stood(desk: Desk) -> None:
    rejects = desk.folder / "rejects.csv"
    out, said = desk.run(
        str(HOSTING),
        *("--level", "round_the_clock", "--component", "web", "--format", "json"),
        *("--outages", desk.file("bad.csv", BAD), "--reject", str(rejects)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )
    assert len(said.splitlines()) == 5
    assert picked(json.loads(out), promise="billed", period="2025-01")["downtime_seconds"] == 1800
    log = str(desk.folder / "bad.csv")
    assert [*csv.reader(io.StringIO(rejects.read_text()))] == [
        ["file", "line", "reasons", "row"],
        [
            *(log, "2", "outages.ends_before_begin", "web", "2025-01-10T09:00:00Z"),
            *("2025-01-10T08:00:00Z", "down", "=1+1, x"),
        ],
        [
            *(log, "4", "outages.state_unknown outages.time_invalid outages.time_naive", "web"),
            *("2025-01-10T08:00:00", "soon", "broken", ""),
        ],
        [log, "5", "outages.column_count", "mail", "2025-01-10T08:00:00Z"],
    ]


def test_nothing_rejected_is_an_empty_list(desk: Desk) -> None:
    rejects = desk.folder / "rejects.csv"
    desk.verdicts("--reject", str(rejects))
    assert rejects.read_text() == "file,line,reasons,row\n"


@pytest.mark.parametrize("missing", ["contract", "--outages", "--maintenance", "--observed"])
def test_a_file_that_is_not_there_is_bad_input(desk: Desk, missing: str) -> None:
    files = {
        "contract": str(HOSTING),
        "--outages": desk.file("outages.csv", OUTAGES),
        "--maintenance": desk.file("m.csv", MAINTENANCE),
        "--observed": desk.file("w.json", OBSERVED),
        missing: str(desk.folder / "nowhere"),
    }
    contract = files.pop("contract")
    flags = [part for pair in files.items() for part in pair]
    out, said = desk.run(contract, *flags, code=2)
    assert out == ""
    assert "nowhere" in said


def test_the_name_of_the_output_says_the_form(desk: Desk) -> None:
    asked = (
        *(str(HOSTING), "--reading", "budget=fixed", "--outages", desk.file("o.csv", OUTAGES)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )
    target = desk.folder / "verdicts.json"
    desk.run(*asked, "-o", str(target))
    assert isinstance(json.loads(target.read_text()), list)
    desk.run(*asked, "--format", "csv", "-o", str(target), code=3)


def test_readings_do_not_take_the_contract_behind_them(desk: Desk) -> None:
    log, watched = desk.file("o.csv", OUTAGES), desk.file("w.json", OBSERVED)
    files = ("--outages", log, "--observed", watched, "--format", "csv")
    before = desk.run(str(HOSTING), *files, "--reading", "budget=fixed", "unmeasured=down")
    behind = desk.run(*files, "--reading", "budget=fixed", "unmeasured=down", str(HOSTING))
    assert before == behind


def test_an_output_that_cannot_be_written_leaves_nothing_behind(desk: Desk) -> None:
    asked = (
        *(str(HOSTING), "--format", "csv"),
        *("--outages", desk.file("outages.csv", OUTAGES)),
        *("--observed", desk.file("w.json", OBSERVED)),
    )
    target = desk.folder / "nowhere" / "out.csv"
    assert str(target) in desk.run(*asked, "-o", str(target), code=4)[1]
    assert str(desk.folder) in desk.run(*asked, "-o", str(desk.folder), code=4)[1]
    assert [*desk.folder.parent.rglob(".*.part")] == []


def test_a_contract_with_errors_is_bad_input(desk: Desk) -> None:
    bad = desk.file("c.yaml", HOSTING.read_text().replace("objective: 99.8 %", "objective: 998 %"))
    out, said = desk.run(bad, "--outages", desk.file("o.csv", OUTAGES), code=2)
    assert out == ""
    assert "c.yaml:" in said
    assert "998 %" in said


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--level", "gold"), 3, "best_effort"),
        (("--level", "best_effort"), 3, "hosting"),
        (("--component", "x*"), 3, "x*"),
        (("--each", "--component", "x*"), 3, "x*"),
        (("--map", "web"), 3, "NAME=COMPONENT"),
        (("--map", "nobody=web"), 3, "nobody"),
        (("--map", "web=shop"), 3, "--map NAME=COMPONENT"),
        (("--from", "soon"), 3, "soon"),
        (("--from", "2025-02-30"), 3, "2025-02-30"),
        (("--from", "2025-01-01T00:00:00"), 3, "2025-01-31T08:00:00Z"),
        (("--from", "2025-02-01", "--to", "2025-02-01"), 3, "--to"),
        (("--reading", "billing_zone=customer_zone"), 3, "--customer-zone"),
        (("--reading", "budget=small"), 2, "stricter"),
        (("--reading", "size=small"), 2, "unmeasured"),
        (("--fee", "100"), 2, "100"),
        (("--fee", "100.00 XXX"), 2, "EUR"),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_the_next_step(
    desk: Desk, arguments: tuple[str, ...], code: int, words: str
) -> None:
    for lang in ("en", "de"):
        out, said = desk.run(
            str(HOSTING),
            *("--outages", desk.file("o.csv", OUTAGES)),
            *("--observed", desk.file("w.json", OBSERVED)),
            *arguments,
            code=code,
            lang=lang,
        )
        assert out == ""
        assert words in said or (lang == "de" and "NAME=KOMPONENTE" in said)


def test_unknown_components_are_refused_with_the_next_step(desk: Desk) -> None:
    other = OUTAGES.replace("web", "shop"), MAINTENANCE.replace("web", "shop")
    for log, windows in ((other[0], MAINTENANCE), (OUTAGES, other[1])):
        said = desk.run(
            str(HOSTING),
            *("--outages", desk.file("o.csv", log)),
            *("--maintenance", desk.file("m.csv", windows)),
            *("--observed", desk.file("w.json", OBSERVED)),
            code=3,
        )[1]
        assert "shop" in said
        assert "--map NAME=COMPONENT" in said
        assert "--each" in said


def test_without_watched_time_a_window_is_needed(desk: Desk) -> None:
    said = desk.run(str(HOSTING), "--outages", desk.file("o.csv", OUTAGES), code=3)[1]
    assert "--from" in said


@pytest.mark.parametrize("arguments", [("--anchor", "soon"), ("--format", "xml")])
def test_an_argument_that_cannot_be_read_is_bad_input(
    desk: Desk, arguments: tuple[str, str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", str(HOSTING), "--outages", "o.csv", *arguments])
    assert stopped.value.code == 2


def test_a_reader_that_goes_away_is_no_error(desk: Desk) -> None:
    year = ("--from", "2025-01-01", "--to", "2026-01-01", "--format", "json")
    command = [
        str(COMMAND),
        "evaluate",
        str(HOSTING),
        "--outages",
        desk.file("o.csv", OUTAGES),
        *year,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.read(1)
        running.stdout.close()
        said = running.stderr.read()
        assert running.wait() == 0
    assert b"Traceback" not in said
