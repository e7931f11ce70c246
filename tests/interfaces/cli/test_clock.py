"""`zusage clock`: one question at a time, and questions line by line."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle import clocks as oracle
from tests.strategies import GRAIN, situations
from zusage.core.zones import instant_text
from zusage.interfaces.cli import main
from zusage.interfaces.cli.clock import LINE_BYTES_MAX, OPERATIONS, answer_lines

COMMAND = Path(sys.executable).with_name("zusage")
OFFICE = {"zone": "Europe/Berlin", "week": {"mon-fri": ["09:00-17:00"]}, "holidays": ["2026-01-06"]}
QUESTIONS: dict[str, dict[str, object]] = {
    "due": {"start": "2026-01-05T15:00:00Z", "seconds": 7200},
    "before": {"end": "2026-01-07T09:00:00Z", "seconds": 7200},
    "elapsed": {"start": "2026-01-05T15:00:00Z", "end": "2026-01-07T09:00:00Z"},
    "add_business_days": {"start": "2026-01-05T15:00:00Z", "days": 2},
    "count_business_days": {"start": "2026-01-05T15:00:00Z", "end": "2026-01-09T09:00:00Z"},
}


def question(op: object = "due", **changes: object) -> dict[str, object]:
    """Return a good question with some keys changed; ... takes a key away."""
    whole = {"id": "a", "op": op, "calendar": OFFICE, **QUESTIONS.get(str(op), {}), **changes}
    return {key: value for key, value in whole.items() if value is not ...}


def batch(*lines: object) -> list[dict[str, object]]:
    """Return the answers to lines: bytes as they are, everything else as JSON."""
    raw = (line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines)
    sink = io.BytesIO()
    answer_lines(io.BytesIO(b"".join(raw)), sink)
    written = sink.getvalue()
    assert written.endswith(b"\n") or not lines
    return [json.loads(line) for line in written.splitlines()]


# ---- Answers ---------------------------------------------------------------------------------


def test_example_of_the_documentation():
    calendar = {
        "zone": "Europe/Berlin",
        "week": {"mon": ["08:00-12:00", "13:00-17:00"], "fri": ["22:00-30:00"]},
        "holidays": ["2026-01-06"],
        "annual_holidays": ["12-25"],
        "special_days": {"2026-12-24": ["08:00-12:00"]},
        "closures": {"2026-03-02": ["10:00-11:30"]},
    }
    asked = question(
        calendar=calendar, start="2026-01-05T09:00:00Z", seconds=3600, boundary="earliest"
    )
    assert batch(asked) == [{"id": "a", "at": "2026-01-05T10:00:00Z"}]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (question("due"), {"at": "2026-01-07T09:00:00Z"}),
        (question("due", seconds=3600), {"at": "2026-01-05T16:00:00Z"}),
        (question("due", seconds=3600, boundary="next_open"), {"at": "2026-01-07T08:00:00Z"}),
        (question("due", seconds=0), {"at": "2026-01-05T15:00:00Z"}),
        (question("before"), {"at": "2026-01-05T15:00:00Z"}),
        (question("before", seconds=3600), {"at": "2026-01-07T08:00:00Z"}),
        (question("before", seconds=3600, boundary="next_open"), {"at": "2026-01-05T16:00:00Z"}),
        (
            question("before", end=..., start="2026-01-07T10:00:00+01:00"),
            {"at": "2026-01-05T15:00:00Z"},
        ),
        (question("elapsed"), {"seconds": 7200}),
        (
            question("elapsed", end="2026-01-05T15:00:00Z", start="2026-01-07T09:00:00Z"),
            {"seconds": -7200},
        ),
        (question("add_business_days"), {"at": "2026-01-08T15:00:00Z"}),
        (question("add_business_days", days=-1), {"at": "2026-01-02T15:00:00Z"}),
        (
            question(
                "add_business_days",
                start="2026-01-06T15:00:00Z",
                days=0,
                from_nonworking="backward",
            ),
            {"at": "2026-01-05T15:00:00Z"},
        ),
        (question("count_business_days"), {"days": 3}),
    ],
)
def test_answers(asked, expected):
    assert batch(asked) == [{"id": "a", **expected}]


WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def written(calendar) -> dict[str, object]:
    """Write a calendar as JSON."""

    def texts(spans) -> list[str]:
        edges = ([f"{at // 3600:02}:{at // 60 % 60:02}" for at in span] for span in spans)
        return ["-".join(edge) for edge in edges]

    return {
        "zone": calendar.zone,
        "week": {day: texts(spans) for day, spans in zip(WEEKDAYS, calendar.week, strict=True)},
        "holidays": [str(day) for day in calendar.holidays],
        "annual_holidays": [f"{month:02}-{day:02}" for month, day in calendar.annual_holidays],
        "special_days": {str(day): texts(spans) for day, spans in calendar.special_days.items()},
        "closures": {str(day): texts(spans) for day, spans in calendar.closures.items()},
    }


@given(st.lists(situations(count=2), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_answers_are_those_of_a_walk_and_stand_in_order(asked, random):
    lines, expected = [], []
    for number, (calendar, (start, end)) in enumerate(asked * 2):
        lines.append(
            {
                "id": number,
                "op": "elapsed",
                "calendar": written(calendar),
                "start": instant_text(start),
                "end": instant_text(end),
            }
        )
        seconds = oracle.elapsed(calendar, start, end, GRAIN)
        expected.append({"id": number, "seconds": seconds})
    order = random.sample(range(len(lines)), len(lines))
    assert batch(*(lines[at] for at in order)) == [expected[at] for at in order]


@pytest.mark.parametrize("identity", ["a", "", 7, -(10**30), "ä€\U0001f600", "\ud800", '"\\\n'])
def test_id_comes_back_as_it_is(identity):
    assert batch(question(id=identity)) == [{"id": identity, "at": "2026-01-07T09:00:00Z"}]


@pytest.mark.parametrize("identity", [..., None])
def test_question_without_an_id_has_an_answer_without_one(identity):
    assert batch(question(id=identity)) == [{"id": None, "at": "2026-01-07T09:00:00Z"}]


# ---- Errors are answers ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (question(calendar={"zone": "UTC", "week": {}}), "calendar.no_open_time"),
        (question(calendar={**OFFICE, "zone": "Mars/Olympus"}), "zone.unknown"),
        (question(calendar={**OFFICE, "zone": "right/Europe/Berlin"}), "zone.unknown"),
        (question(calendar={**OFFICE, "week": {"mon": ["17:00-09:00"]}}), "span.backwards"),
        (question(calendar={**OFFICE, "week": {"mon": ["9-17"]}}), "span.invalid"),
        (question(calendar={**OFFICE, "weeks": {}}), "calendar.unknown_key"),
        (question(calendar="office"), "clock.wrong_type"),
        (question(calendar=...), "clock.key_missing"),
        (question(op=...), "clock.key_missing"),
        (question(op=None), "clock.wrong_type"),
        (question(op="overdue"), "clock.op_unknown"),
        (question(start=...), "clock.key_missing"),
        (question(start=1767625200), "clock.wrong_type"),
        (question(start="2026-01-05T15:00:00"), "time.naive"),
        (question(start="2026-01-05T15:00:00.250Z"), "time.subsecond"),
        (question(start="2026-01-05"), "time.invalid"),
        (question(start="1800-01-05T15:00:00Z"), "time.out_of_range"),
        (question(start="9999-12-31T23:59:59Z"), "time.out_of_range"),
        (question(seconds=...), "clock.key_missing"),
        (question(seconds=-1), "clock.negative"),
        (question(seconds=10**30), "time.out_of_range"),
        (question(seconds=3600.0), "clock.wrong_type"),
        (question(seconds="3600"), "clock.wrong_type"),
        (question(seconds=True), "clock.wrong_type"),
        (question(seconds=None), "clock.wrong_type"),
        (question(boundary="latest"), "clock.choice_unknown"),
        (question(boundary=None), "clock.wrong_type"),
        (question(secnds=5), "clock.unknown_key"),
        (question(end="2026-01-07T09:00:00Z"), "clock.unknown_key"),
        (question("before", seconds=-1), "clock.negative"),
        (question("before", seconds=10**30), "time.out_of_range"),
        (question("before", end=...), "clock.key_missing"),
        (question("before", start="2026-01-07T09:00:00Z"), "clock.end_and_start"),
        (question("elapsed", end=...), "clock.key_missing"),
        (question("elapsed", seconds=5), "clock.unknown_key"),
        (question("elapsed", end="2201-01-01T00:00:00Z"), "time.out_of_range"),
        (question("add_business_days", days=1.5), "clock.wrong_type"),
        (question("add_business_days", days=10**30), "time.out_of_range"),
        (question("add_business_days", days=-(10**30)), "time.out_of_range"),
        (question("add_business_days", from_nonworking="sideways"), "clock.choice_unknown"),
        (question("count_business_days", end="0001-01-01T00:00:00Z"), "time.out_of_range"),
    ],
)
def test_what_is_wrong_with_a_question_is_its_answer(asked, code):
    assert batch(asked, question()) == [
        {"id": "a", "error": code},
        {"id": "a", "at": "2026-01-07T09:00:00Z"},
    ]


HUGE = json.dumps(question(calendar={**OFFICE, "note": "x" * 1_000_000})).encode() + b"\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"\n", "json.invalid"),
        (b"\x00\xff\xfe\n", "json.invalid"),
        (b"{\n", "json.invalid"),
        (b'{"id": "a", "seconds": NaN}\n', "json.invalid"),
        (b'{"id": "a", "seconds": 1' + b"0" * 5000 + b"}\n", "json.invalid"),
        (b'{"id": "a", "op": "due", "op": "due"}\n', "json.key_twice"),
        (b"[" * 100_000 + b"\n", "json.too_deep"),
        (b"[]\n", "clock.not_an_object"),
        (b"null\n", "clock.not_an_object"),
        (b'{"id": ["a"]}\n', "clock.wrong_type"),
        (b'{"id": true}\n', "clock.wrong_type"),
        (HUGE, "clock.line_too_long"),
        (b"x" * (LINE_BYTES_MAX + 1), "clock.line_too_long"),
        (b"x" * LINE_BYTES_MAX + b"\n", "json.invalid"),
    ],
    ids=lambda value: value[:20] if isinstance(value, bytes) else value,
)
def test_line_that_is_no_question_is_answered_too(line, code):
    """The next line is answered as ever."""
    first, *rest = batch(line, *([question()] if line.endswith(b"\n") else []))
    assert first == {"id": None, "error": code}
    assert rest == ([{"id": "a", "at": "2026-01-07T09:00:00Z"}] if line.endswith(b"\n") else [])


@pytest.mark.parametrize("depth", [10, 100, 900, 960, 980, 990, 2000])
def test_calendar_of_any_depth_has_an_answer(depth):
    """Some of these are read and then refused, some too deep to write again, some to read."""
    inner = b'{"a":' * depth + b"1" + b"}" * depth
    line = b'{"id": "a", "op": "due", "calendar": ' + inner + b"}\n"
    (found,) = batch(line)
    assert found["error"] in ("json.too_deep", "calendar.unknown_key")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(
    st.sampled_from(sorted(QUESTIONS)),
    st.sampled_from(["op", "calendar", "start", "end", "seconds", "days", "boundary"]),
    json_values,
)
def test_no_value_of_any_key_stops_the_answers(op, key, value):
    answers = batch({**question(op), key: value}, question())
    assert len(answers) == 2
    assert len(answers[0]) == 2
    assert answers[1] == {"id": "a", "at": "2026-01-07T09:00:00Z"}


@given(
    st.sampled_from(["zone", "week", "holidays", "annual_holidays", "special_days", "closures"]),
    json_values,
)
def test_no_value_in_a_calendar_stops_the_answers(key, value):
    answers = batch(question(calendar={**OFFICE, key: value}), question())
    assert [len(answer) for answer in answers] == [2, 2]
    assert answers[1] == {"id": "a", "at": "2026-01-07T09:00:00Z"}


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line)))
def test_every_line_of_bytes_has_one_answer(lines):
    answers = batch(*(line + b"\n" for line in lines))
    assert len(answers) == len(lines)


def test_no_lines_have_no_answers():
    assert batch() == []


def test_every_operation_is_asked_in_these_tests():
    assert sorted(QUESTIONS) == sorted(OPERATIONS)


# ---- As a program ----------------------------------------------------------------------------


def test_program_that_waits_for_each_answer_gets_it():
    with subprocess.Popen(
        [COMMAND, "clock", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        for seconds, at in ((7200, "2026-01-07T09:00:00Z"), (7201, "2026-01-07T09:00:01Z")):
            running.stdin.write(json.dumps(question(seconds=seconds)).encode() + b"\n")
            running.stdin.flush()
            assert json.loads(running.stdout.readline()) == {"id": "a", "at": at}
        running.stdin.write(b"no JSON, and no end of line")
        running.stdin.close()
        assert json.loads(running.stdout.readline()) == {"id": None, "error": "json.invalid"}
        assert running.wait() == 0


CONTRACT = """\
zusage: 1
name: sample
version: 1
title: {de: Muster, en: Sample}
zone: Europe/Amsterdam
calendars:
  hours:
    zone: Europe/Amsterdam
    week: {mon-fri: ["09:00-17:00"]}
    holidays:
      source: NL
      package: explicit
      years: 2026-2026
      dates: [2026-01-01]
    variants: [{when: {clock_zone: fixed}, zone: "+01:00"}]
    clauses: []
"""


@pytest.fixture
def calendar(tmp_path: Path) -> str:
    file = tmp_path / "sample.yaml"
    file.write_text(CONTRACT)
    return f"{file}#hours"


def clock(*arguments: str) -> int:
    return main(["clock", "--lang", "en", *arguments])


SUNDAY, MONDAY, FRIDAY = (f"2026-07-{day}T14:00:00Z" for day in ("05", "06", "10"))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (
            ["due", "--start", MONDAY, "--seconds", "7200"],
            "2026-07-07T08:00:00Z (Tuesday 2026-07-07, 10:00:00 in Europe/Amsterdam)",
        ),
        (
            ["due", "--start", MONDAY, "--duration", "2h", "--lang", "de"],
            "2026-07-07T08:00:00Z (Dienstag, 07.07.2026, 10:00:00 in Europe/Amsterdam)",
        ),
        (
            ["due", "--start", MONDAY, "--duration", "1h", "--reading", "clock_zone=fixed"],
            "2026-07-06T15:00:00Z (Monday 2026-07-06, 16:00:00 in +01:00)",
        ),
        (
            ["due", "--start", MONDAY, "--duration", "1h", "--boundary", "next_open", "--json"],
            '{"at":"2026-07-07T07:00:00Z"}',
        ),
        (["before", "--end", FRIDAY, "--seconds", "1", "--json"], '{"at":"2026-07-10T13:59:59Z"}'),
        (
            ["elapsed", "--start", MONDAY, "--end", FRIDAY],
            "Open time: 115200 s (32h)",
        ),
        (
            ["add-days", "--start", MONDAY, "--days", "-1", "--json"],
            '{"at":"2026-07-03T14:00:00Z"}',
        ),
        (
            [
                "add-days",
                "--start",
                SUNDAY,
                "--days",
                "0",
                "--from-nonworking",
                "forward",
                "--json",
            ],
            '{"at":"2026-07-06T14:00:00Z"}',
        ),
        (["count-days", "--start", MONDAY, "--end", FRIDAY], "Business days: 4"),
        (
            ["count-days", "--start", FRIDAY, "--end", MONDAY, "--lang", "de"],
            "Geschäftstage: -4",
        ),
    ],
)
def test_one_question_is_answered_in_words(arguments, expected, calendar, capsys):
    assert clock(*arguments, "--calendar", calendar) == 0
    assert capsys.readouterr().out == expected + "\n"


@pytest.mark.parametrize(
    ("arguments", "exit_code", "said"),
    [
        (["due"], 2, 'clock.key_missing: The key "start" is missing.'),
        (["due", "--start", "yesterday", "--seconds", "1"], 2, "time.invalid"),
        (["due", "--start", MONDAY, "--days", "1"], 2, 'The key "days" does not belong'),
        (["due", "--start", MONDAY, "--duration", "2 days"], 2, "clock.duration_in_days"),
        (["due", "--start", MONDAY, "--duration", "soon"], 2, "duration.invalid"),
        (["due", "--start", MONDAY, "--seconds", "-1"], 3, "cannot be -1 seconds long"),
        (["due", "--start", MONDAY, "--duration", "2000h"], 3, "known for the years 2026-2026"),
        (["elapsed", "--start", MONDAY, "--end", "2027-01-02T00:00:00Z"], 3, "2027-01-02"),
        (
            ["due", "--start", MONDAY, "--seconds", "1", "--reading", "x=y"],
            2,
            "reading.unknown_key",
        ),
    ],
)
def test_what_is_wrong_is_said_on_standard_error(arguments, exit_code, said, calendar, capsys):
    assert clock(*arguments, "--calendar", calendar) == exit_code
    shown = capsys.readouterr()
    assert shown.out == ""
    assert said in shown.err


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("sample.yaml#none", "the contract knows: hours"),
        ("sample.yaml", "the contract knows: hours"),
        ("none.yaml#hours", "none.yaml"),
    ],
)
def test_calendar_that_is_not_there_is_named(place, said, calendar, capsys):
    folder = Path(calendar).parent
    assert clock("due", "--calendar", str(folder / place)) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "clock.op_missing: The question is missing. Possible are: due, before, "),
        (["due"], "clock.calendar_missing: The calendar is missing. Give --calendar FILE#NAME."),
    ],
)
def test_question_without_operation_or_calendar_is_refused(arguments, said, capsys):
    assert clock(*arguments) == 2
    assert said in capsys.readouterr().err


def test_last_known_day_is_answered_to_its_end(calendar, capsys):
    end = ["--start", "2026-12-31T16:00:00+01:00", "--duration", "1h", "--json"]
    assert clock("due", *end, "--calendar", calendar) == 0
    assert capsys.readouterr().out == '{"at":"2026-12-31T16:00:00Z"}\n'
