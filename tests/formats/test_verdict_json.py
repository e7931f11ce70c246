"""Verdicts as JSON and CSV: exact fractions, whole seconds, instants in UTC, no formulas."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given

from tests.histories import (
    Situation,
    facts_of,
    history_of,
    hosting,
    promises,
    row,
    situations,
    window,
)
from zusage.core.evaluation import Judged, Question, evaluate
from zusage.core.explain import Evidence, Explained
from zusage.core.money import parse_money
from zusage.core.terms.quantities import Text
from zusage.core.terms.readings import QUESTIONS
from zusage.formats.verdict_json import (
    CSV_COLUMNS,
    explained_object,
    plain_value,
    utc,
    verdict_csv,
    verdict_object,
)

# As issue 2 lists them: what others may rely on.
PROMISED_KEYS = {
    "component",
    "contract",
    "promise",
    "clauses",
    "period",
    "service_seconds",
    "downtime_seconds",
    "raw_downtime_seconds",
    "excluded_seconds",
    "unmeasured_seconds",
    "ratio",
    "objective",
    "allowed_seconds",
    "met",
    "readings",
    "credits",
    "explanation",
}


def judged(name: str, *rows: Any, component: str = "web", **further: Any) -> list[Judged]:
    history = history_of(*rows, components=(component,), **further)
    level, term = promises(name)[0]
    question = Question(
        contract=hosting(), chosen={}, fee=parse_money("100.00 EUR"), all_readings=False
    )
    return [*evaluate(question, level, term, facts_of(history, (component,)))]


def one(name: str, *rows: Any, **further: Any) -> Judged:
    (found,) = judged(name, *rows, **further)
    return found


DOWN = row("2025-01-10T08:00", "2025-01-10T09:10")


def test_a_verdict_has_every_key_that_was_promised() -> None:
    found = verdict_object(one("billed", DOWN))
    assert found.keys() >= PROMISED_KEYS
    assert json.loads(json.dumps(found)) == found


def test_a_verdict_in_numbers() -> None:
    found = verdict_object(one("billed", DOWN))
    del found["explanation"], found["credits"], found["readings"]
    assert found == {
        "component": "web",
        "contract": "hosting",
        "contract_version": 3,
        "level": "round_the_clock",
        "promise": "billed",
        "clauses": [],
        "period": {
            "name": "2025-01",
            "start": "2025-01-01T00:00:00Z",
            "end": "2025-02-01T00:00:00Z",
            "complete": True,
        },
        "service_seconds": 2678400,
        "downtime_seconds": 4200,
        "raw_downtime_seconds": 4200,
        "excluded_seconds": {},
        "removed_seconds": 0,
        "unmeasured_seconds": 0,
        "unmeasured_would_flip": False,
        "downtime_bounds_seconds": None,
        "bounds_would_flip": False,
        "ratio": "4457/4464",
        "objective": "999/1000",
        "allowed_seconds": "13392/5",
        "remaining_seconds": "-7608/5",
        "met": False,
        "rights": [],
    }


def test_a_credit_in_numbers() -> None:
    (credit,) = _list(verdict_object(one("billed", DOWN))["credits"])
    explanation = credit.pop("explanation")
    assert credit == {
        "percent": "10/1",
        "amount": "10.00 EUR",
        "reading": "completed, sum, deductible",
        "clauses": [],
        "claims": [{"outage_end": "2025-01-10T09:10:00Z", "claim_until": "2025-02-09T09:10:00Z"}],
    }
    assert explanation["value"] == "10/1"


def test_a_credit_without_a_fee_has_no_amount() -> None:
    level, term = promises("billed")[0]
    facts = facts_of(history_of(DOWN), ("web",))
    (found,) = evaluate(Question(contract=hosting(), chosen={}), level, term, facts)
    (credit,) = _list(verdict_object(found)["credits"])
    assert credit["amount"] is None


def test_rights_name_their_kind_and_run() -> None:
    rows = [row(f"2025-0{month}-03T08:00", f"2025-0{month}-04T08:00") for month in (2, 3)]
    found = judged("monthly", *rows, watched=(("2025-01-31T23:00", "2025-03-31T22:00"),))
    assert [verdict_object(each)["rights"] for each in found] == [
        [],
        [{"kind": "consultation", "run": ["2025-02", "2025-03"], "clauses": []}],
    ]


def test_no_service_time_has_no_ratio() -> None:
    night = (("2025-01-10T20:00", "2025-01-10T21:00"),)
    found = verdict_object(one("monthly", watched=night))
    assert (found["ratio"], found["met"], found["allowed_seconds"]) == (None, None, "0/1")


def test_bounds_are_two_numbers() -> None:
    checked = replace(DOWN, last_good=DOWN.start - 60)
    assert verdict_object(one("billed", checked))["downtime_bounds_seconds"] == [4200, 4260]


@given(situations())
def test_the_object_of_any_verdict_is_exact(situation: Situation) -> None:
    question = Question(contract=hosting(), chosen=situation.chosen, anchor=situation.anchor)
    for each in evaluate(question, situation.level, situation.term, situation.facts()):
        found = json.loads(json.dumps(verdict_object(each)))
        verdict = each.verdict
        assert found["ratio"] is None or Fraction(found["ratio"]) == verdict.ratio
        assert Fraction(found["allowed_seconds"]) == verdict.allowed
        assert Fraction(found["remaining_seconds"]) == verdict.remaining
        assert found["raw_downtime_seconds"] == found["downtime_seconds"] + sum(
            found["excluded_seconds"].values()
        )
        for key, value in found["readings"].items():
            assert value in QUESTIONS[key].readings


# ---- Explanations ----------------------------------------------------------------------------


def test_input_rows_stand_with_file_line_and_evidence() -> None:
    seen = []

    def row_of(evidence: Evidence) -> Mapping[str, str]:
        seen.append(evidence)
        # A column of the same name does not hide where the row stands.
        return {"source": f"ticket {evidence.row}", "line": "7", "file": "x"}

    windows = [window("2025-01-10T08:00", "2025-01-10T08:30")]
    rows = row("2025-01-10T08:10", "2025-01-10T08:20")
    found = verdict_object(one("monthly", rows, windows=windows, watched=DAY), row_of=row_of)
    inputs = [part for part in _walk(found["explanation"]) if "inputs" in part]
    assert {part["what"]: part["inputs"] for part in inputs} == {
        "removed_time": [{"file": "windows.csv", "line": 2, "source": "ticket 2"}],
        "raw_downtime": [{"file": "outages.csv", "line": 2, "source": "ticket 2"}],
        "excluded": [{"file": "windows.csv", "line": 2, "source": "ticket 2"}],
    }
    assert Evidence(source="windows.csv", row=2) in seen


DAY = (("2025-01-10T00:00", "2025-01-11T00:00"),)


def test_what_is_empty_is_left_out_and_nought_is_kept() -> None:
    empty: Explained[object] = Explained(what="unmeasured", value=0, unit="seconds")
    assert explained_object(empty, row_of=lambda _: {}) == {
        "what": "unmeasured",
        "value": 0,
        "unit": "seconds",
    }


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Fraction(1, 2), "1/2"),
        (Fraction(2), "2/1"),
        (parse_money("1.50 CHF"), "1.50 CHF"),
        (Text(de="ja", en="yes"), {"de": "ja", "en": "yes"}),
        (5, 5),
        (None, None),
        ("x", "x"),
    ],
)
def test_values_become_plain(value: object, plain: object) -> None:
    assert plain_value(value) == plain


def test_instants_are_written_in_utc() -> None:
    assert utc(1735689600) == "2025-01-01T00:00:00Z"


# ---- CSV -------------------------------------------------------------------------------------


def table(*found: Judged) -> list[dict[str, str]]:
    return [*csv.DictReader(io.StringIO(verdict_csv(found), newline=""))]


def test_a_table_has_a_row_for_each_verdict() -> None:
    rows = table(one("billed", DOWN), one("billed"))
    assert [*rows[0]] == [*CSV_COLUMNS]
    assert rows[0] == {
        "component": "web",
        "contract": "hosting",
        "level": "round_the_clock",
        "promise": "billed",
        "period": "2025-01",
        "start": "2025-01-01T00:00:00Z",
        "end": "2025-02-01T00:00:00Z",
        "complete": "true",
        "service_seconds": "2678400",
        "raw_downtime_seconds": "4200",
        "downtime_seconds": "4200",
        "unmeasured_seconds": "0",
        "ratio": "4457/4464",
        "objective": "999/1000",
        "allowed_seconds": "13392/5",
        "met": "false",
        "credit_percent": "10/1",
        "credit_amount": "10.00 EUR",
    }
    assert (rows[1]["met"], rows[1]["credit_percent"], rows[1]["credit_amount"]) == ("true", "", "")


def test_no_statement_is_an_empty_cell() -> None:
    night = (("2025-01-10T20:00", "2025-01-10T21:00"),)
    (found,) = table(one("monthly", watched=night))
    assert (found["met"], found["ratio"], found["complete"]) == ("", "", "false")


def test_nothing_judged_is_a_header() -> None:
    assert verdict_csv([]) == ",".join(CSV_COLUMNS) + "\n"


@pytest.mark.parametrize("first", ["=", "+", "-", "@"])
def test_a_name_is_no_formula(first: str) -> None:
    name = f'{first}HYPERLINK("x";"y")'
    (found,) = table(one("billed", replace(DOWN, component=name), component=name))
    assert found["component"] == f"'{name}"


def _list(value: object) -> list[dict[str, Any]]:
    assert isinstance(value, list)
    return value


def _walk(explained: Any) -> list[dict[str, Any]]:
    return [explained, *(each for part in explained.get("parts", ()) for each in _walk(part))]
