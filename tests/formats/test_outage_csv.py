"""Outage logs as CSV: good rows to the second, bad rows each with line and reason, all at once."""

import csv
import io
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.histories import second
from zusage.core.availability.facts import CAUSES, MISSING, NO_CAUSE
from zusage.core.errors import Finding, TermsError
from zusage.core.terms.contract import Cause
from zusage.core.zones import parse_instant
from zusage.formats import outage_csv
from zusage.formats.outage_csv import OutageFile, csv_rows, read_outages

HEADER = "component,started_at,ended_at,state"
EIGHT, NINE = "2025-01-10T08:00:00Z", "2025-01-10T09:00:00Z"
GOOD = f"web,{EIGHT},{NINE},down"


def read(*lines: str, maintenance: bool = False) -> OutageFile:
    text = "\n".join(lines) + "\n"
    return read_outages(text.encode(), "log.csv", maintenance=maintenance)


def said(found: tuple[Finding, ...]) -> list[tuple[int | None, str]]:
    assert all(finding.facts["file"] == "log.csv" for finding in found)
    return [(finding.line, finding.code.removeprefix("outages.")) for finding in found]


def refused(source: bytes, *, maintenance: bool = False) -> Finding:
    with pytest.raises(TermsError) as error:
        read_outages(source, "log.csv", maintenance=maintenance)
    (finding,) = error.value.findings
    assert finding.facts["file"] == "log.csv"
    return finding


# ---- Good files ------------------------------------------------------------------------------


def test_every_column_is_read() -> None:
    header = f"{HEADER},cause,decided_by,announced_at,last_good_at,last_bad_at,source"
    row = f"{GOOD},malware,Ada,2025-01-01T00:00:00Z,2025-01-10T07:59:00Z,2025-01-10T08:59:00Z,x#1"
    file = read(header, row, f"mail,{EIGHT},{EIGHT},no_evidence,,,,,,")
    log = file.log
    assert (file.findings, file.rejected, log.source) == ((), {}, "log.csv")
    assert file.header == tuple(header.split(","))
    assert [log.names[at] for at in log.name_at] == ["web", "mail"]
    assert log.start.tolist() == [second("2025-01-10T08:00")] * 2
    assert log.end.tolist() == [second("2025-01-10T09:00"), second("2025-01-10T08:00")]
    assert log.state.tolist() == [0, 3]
    assert log.cause.tolist() == [CAUSES.index(Cause.MALWARE), NO_CAUSE]
    assert log.announced.tolist() == [second("2025-01-01T00:00"), MISSING]
    assert log.last_good.tolist() == [second("2025-01-10T07:59"), MISSING]
    assert log.last_bad.tolist() == [second("2025-01-10T08:59"), MISSING]
    assert log.row.tolist() == [2, 3]


@pytest.mark.parametrize(
    ("state", "number"),
    [("down", 0), ("partial", 1), ("degraded", 2), ("no_evidence", 3), ("maintenance", 4)],
)
def test_every_state_is_read(state: str, number: int) -> None:
    assert read(HEADER, f"web,{EIGHT},{NINE},{state}").log.state.tolist() == [number]


@pytest.mark.parametrize("cause", [cause.value for cause in Cause])
def test_every_cause_is_read(cause: str) -> None:
    file = read(f"{HEADER},cause", f"{GOOD},{cause}")
    assert [CAUSES[at].value for at in file.log.cause] == [cause]


def test_further_columns_are_kept_as_evidence_of_the_good_rows() -> None:
    file = read(
        f"{HEADER},source,word", f"{GOOD},a,b", f"web,{NINE},{EIGHT},down,c,d", f"{GOOD},,e"
    )
    assert file.evidence == {"source": ("a", ""), "word": ("b", "e")}
    assert file.log.row.tolist() == [2, 4]


@pytest.mark.parametrize(
    "source",
    [
        f"\ufeff{HEADER}\n{GOOD}\n",
        f"{HEADER}\r\n{GOOD}\r\n",
        f"{HEADER}\r{GOOD}\r",
        f"{HEADER}\n{GOOD}",
        f"{HEADER}\n{GOOD}\n".replace(",", ";"),
        f" component , started_at ,ended_at,state\n web , {EIGHT} ,{NINE}, down \n",
        'state,component,ended_at,started_at\n"down","web",' + f'"{NINE}","{EIGHT}"\n',
        f"{HEADER}\nweb,2025-01-10t09:00:00+01:00,2025-01-10 10:00:00.000+01:00,down\n",
    ],
)
def test_the_same_table_in_other_clothes(source: str) -> None:
    file = read_outages(source.encode(), "log.csv")
    assert file.findings == ()
    log = file.log
    assert (log.names, log.row.tolist(), log.state.tolist()) == (("web",), [2], [0])
    assert log.start.tolist() == [second("2025-01-10T08:00")]
    assert log.end.tolist() == [second("2025-01-10T09:00")]


def test_a_header_alone_is_a_log_without_rows() -> None:
    log = read(HEADER).log
    assert (len(log.row), log.names) == (0, ())


def test_a_row_is_named_by_the_line_on_which_it_begins() -> None:
    note = '"a note\nof two lines"'
    file = read(
        f"{HEADER},note",
        f"{GOOD},{note}",
        "",
        f"{GOOD},x",
        f"web,{NINE},{EIGHT},down,{note}",
        f"{GOOD},y",
    )
    assert file.log.row.tolist() == [2, 5, 8]
    assert said(file.findings) == [(6, "ends_before_begin")]
    assert file.evidence["note"] == ("a note\nof two lines", "x", "y")


# ---- Bad rows --------------------------------------------------------------------------------

BAD = {
    f"web,{NINE},{EIGHT},down": "ends_before_begin",
    f"web,2025-01-10T08:00:00,{NINE},down": "time_naive",
    f"web,{EIGHT},2025-01-10T09:00:00.5Z,down": "time_subsecond",
    f"web,{EIGHT},2025-01-10T09:00:00.0000001Z,down": "time_subsecond",
    f"web,{EIGHT},,down": "time_invalid",
    f"web,yesterday,{NINE},down": "time_invalid",
    f"web,2025-02-30T08:00:00Z,{NINE},down": "time_invalid",
    f"web,2025-01-10,{NINE},down": "time_invalid",
    f"web,+025-01-10T08:00:00Z,{NINE},down": "time_invalid",
    f"web,2025-01-10T08+01:00Z,{NINE},down": "time_invalid",
    f"web,{EIGHT},9999-12-31T23:59:59Z,down": "time_out_of_range",
    f"web,0001-01-01T00:00:00Z,{NINE},down": "time_out_of_range",
    f"web,{EIGHT},{NINE},broken": "state_unknown",
    f"web,{EIGHT},{NINE},Down": "state_unknown",
    f"web,{EIGHT},{NINE},": "state_unknown",
    f",{EIGHT},{NINE},down": "component_missing",
    f"web,{EIGHT},{NINE}": "column_count",
    f"web,{EIGHT},{NINE},down,more": "column_count",
}


@pytest.mark.parametrize("line", BAD)
def test_a_bad_row_is_refused_with_its_reason(line: str) -> None:
    file = read(HEADER, GOOD, line, GOOD)
    assert said(file.findings) == [(3, BAD[line])]
    assert file.rejected == {3: tuple(line.split(","))}
    assert file.log.row.tolist() == [2, 4]


def test_all_bad_rows_are_told_at_once_in_their_order() -> None:
    file = read(HEADER, *BAD)
    assert said(file.findings) == list(enumerate(BAD.values(), start=2))
    assert len(file.log.row) == 0
    assert list(file.rejected) == [*range(2, len(BAD) + 2)]


def test_a_row_may_have_several_reasons() -> None:
    file = read(f"{HEADER},cause", "web,x,y,z,w")
    assert said(file.findings) == [
        (2, "time_invalid"),
        (2, "time_invalid"),
        (2, "state_unknown"),
        (2, "cause_unknown"),
    ]
    assert [finding.facts.get("column") for finding in file.findings[:2]] == [
        "started_at",
        "ended_at",
    ]
    assert file.rejected == {2: ("web", "x", "y", "z", "w")}


@pytest.mark.parametrize(
    ("good", "bad", "fits"),
    [
        ("2025-01-10T08:00:00Z", "2025-01-10T09:00:00Z", True),
        ("2025-01-10T08:00:01Z", "", False),
        ("", "2025-01-10T07:59:59Z", False),
        ("", "2025-01-10T09:00:01Z", False),
        ("", "2025-01-10T08:00:00Z", True),
    ],
)
def test_checks_lie_around_the_edges(good: str, bad: str, fits: bool) -> None:
    file = read(f"{HEADER},last_good_at,last_bad_at", f"{GOOD},{good},{bad}")
    assert said(file.findings) == ([] if fits else [(2, "bounds_order")])


def test_a_bad_optional_instant_is_bad_too() -> None:
    file = read(f"{HEADER},announced_at", f"{GOOD},soon", f"{GOOD},")
    assert said(file.findings) == [(2, "time_invalid")]
    assert file.findings[0].facts["column"] == "announced_at"


def test_findings_carry_what_a_sentence_needs() -> None:
    facts: dict[str, Mapping[str, object]] = {
        finding.code.removeprefix("outages."): finding.facts
        for finding in read(HEADER, *BAD).findings
    }
    assert facts["column_count"] == {"file": "log.csv", "value": 5, "expected": 4}
    assert facts["ends_before_begin"] == {"file": "log.csv", "start": NINE, "end": EIGHT}
    assert facts["time_out_of_range"]["first"] == 1900
    assert facts["time_out_of_range"]["last"] == 2200
    assert "no_evidence" in str(facts["state_unknown"]["allowed"])


# ---- Files that are no such table ------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\xff", "not_utf8"),
        (HEADER.encode("utf-16"), "not_utf8"),
        (b"component,started_at,state\n", "column_missing"),
        (b"[{}]", "column_missing"),
        (f"{HEADER},state\n".encode(), "column_twice"),
        (f'{HEADER}\n"web,{EIGHT}'.encode(), "not_csv"),
        (b'"component,started_at', "not_csv"),
        (f'{HEADER}\n"we"b,{EIGHT},{NINE},down\n'.encode(), "not_csv"),
        (f"{HEADER}\nweb\0,{EIGHT},{NINE},down\n".encode(), "not_csv"),
        (f"{HEADER}\n{'x' * 200_000},{EIGHT},{NINE},down\n".encode(), "not_csv"),
    ],
)
def test_a_file_that_is_no_log_is_refused(source: bytes, code: str) -> None:
    assert refused(source).code == f"outages.{code}"


def test_a_quote_that_is_never_closed_is_found_where_it_opens() -> None:
    lines = [HEADER, GOOD, f'"web,{EIGHT},{NINE},down', GOOD, GOOD]
    assert refused("\n".join(lines).encode()).line == 3
    assert refused(f'{HEADER}\n{GOOD}\nweb\0,"a\nb",c,d\n'.encode()).line == 3


def test_bad_rows_before_a_torn_one_are_named_too() -> None:
    lines = [HEADER, GOOD, f"web,{EIGHT},{NINE},gone", f'"web,{EIGHT},{NINE},down', GOOD]
    with pytest.raises(TermsError) as error:
        read(*lines)
    assert said(error.value.findings) == [(3, "state_unknown"), (4, "not_csv")]


def test_missing_and_double_columns_are_named() -> None:
    found = refused(b"component,ended_at,source\n").facts
    assert (found["value"], found["found"]) == ("started_at, state", "component, ended_at, source")
    assert refused(f"{HEADER},a,state,a\n".encode()).facts["value"] == "a, state"


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outage_csv, "BYTES_MAX", 10)
    found = refused(HEADER.encode())
    assert (found.code, found.facts["limit"]) == ("outages.too_large", 10)


# ---- Maintenance -----------------------------------------------------------------------------


def test_a_list_of_windows_needs_neither_component_nor_state() -> None:
    log = read("started_at,ended_at", f"{EIGHT},{NINE}", maintenance=True).log
    assert (log.names, log.state.tolist()) == (("",), [4])


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("maintenance", None),
        ("", None),
        ("down", "state_not_maintenance"),
        ("planned", "state_unknown"),
    ],
)
def test_a_list_of_windows_holds_nothing_else(state: str, code: str | None) -> None:
    file = read(HEADER, f"web,{EIGHT},{NINE},{state}", maintenance=True)
    assert said(file.findings) == ([(2, code)] if code else [])
    assert len(file.log.row) == (0 if code else 1)


def test_a_list_of_windows_is_checked_like_any_other() -> None:
    file = read("started_at,ended_at", f"{NINE},{EIGHT}", "x", f"{EIGHT},{EIGHT}", maintenance=True)
    assert said(file.findings) == [(2, "ends_before_begin"), (3, "column_count")]
    assert file.log.row.tolist() == [4]


def test_windows_need_their_begin_and_end() -> None:
    assert refused(b"component,started_at\n", maintenance=True).facts["value"] == "ended_at"


# ---- Laws ------------------------------------------------------------------------------------

SHAPES = st.sampled_from(
    (EIGHT, "2025-12-31T23:59:60Z", "2025-01-31T24:00:00Z", "2025-02-29T00:00:00Z", "NaT")
)


@given(SHAPES, st.integers(0, 19), st.sampled_from("0123456789-+:.TZtz \u0660x"))
def test_an_instant_is_read_as_elsewhere_or_refused(shape: str, at: int, letter: str) -> None:
    text = shape[:at] + letter + shape[at + 1 :]
    try:
        expected = [parse_instant(text.strip())]
    except TermsError:
        expected = []
    file = read(f"{HEADER},announced_at", f"{GOOD},{text}" if text.strip() else f"{GOOD},x")
    log = file.log
    assert log.announced.tolist() == expected or said(file.findings) == [(2, "time_out_of_range")]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_any_table_is_read_or_refused_row_by_row(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER.split(","))
    writer.writerow(GOOD.split(","))
    writer.writerows(rows)
    file = read_outages(out.getvalue().encode(), "log.csv")
    kept = [row for row in rows if row]
    assert len(file.log.row) + len(file.rejected) == 1 + len(kept)
    assert {finding.line for finding in file.findings} == set(file.rejected)
    assert [*file.rejected.values()] == [tuple(row) for row in kept]


@given(st.lists(st.lists(CELLS, min_size=1, max_size=3), max_size=6))
def test_rows_of_a_table_come_back_with_their_lines(rows: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    lines = []
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in [["first", "row"], *rows]:
        lines.append(len(out.getvalue().encode().splitlines()) + 1)
        writer.writerow(row)
    found = [*csv_rows(out.getvalue(), "log.csv", code="outages.not_csv")]
    assert [row for _, row in found] == [["first", "row"], *rows]
    if not any(mark in cell for row in rows for cell in row for mark in "\x0b\x0c\x1c\x1d\x1e\x85"):
        assert [line for line, _ in found] == lines
