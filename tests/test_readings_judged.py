"""What the pages of docs/readings say of a verdict is what the judge says of the same facts."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from zusage.core.terms.readings import QUESTIONS
from zusage.interfaces.cli import main

FOLDER = Path(__file__).parent.parent / "docs" / "readings"

CONTRACT = """\
zusage: 1
name: sample
version: 1
title: {{de: a, en: a}}
zone: {zone}
parties:
  provider: {{name: {{de: a, en: a}}, role: provider}}
calendars:
  office: {{zone: UTC, week: {{mon-fri: ["09:00-17:00"]}}}}
components:
  api: {{title: {{de: a, en: a}}}}
  incoming: {{title: {{de: a, en: a}}}}
  outgoing: {{title: {{de: a, en: a}}}}
exclusions:
  work: {{title: {{de: a, en: a}}, precedence: 1, maintenance: true{exclusion}}}
levels:
  standard:
    title: {{de: a, en: a}}
    included: true
    availability:
      - id: main
        title: {{de: a, en: a}}
        objective: {objective}
        per: {per}
        counted: {counted}
        components: [{components}]
        excludes: [work]
{more}"""

JUNE = ("2026-06-01", "2026-07-01")
YEAR = ("2026-01-01", "2027-01-01")
# A row of the log: component, begin, seconds from there, state, last good check before it.
Row = tuple[str, str, int, str, str]


def down(begin: str, seconds: int, state: str = "down", *, of: str = "api", good: str = "") -> Row:
    return of, begin, seconds, state, good


def judged(
    folder: Path, reading: str, case: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> dict[str, Any]:
    """Return the verdict of the settled component in the last period of a case."""
    terms = {"zone": "UTC", "exclusion": "", "objective": "99.9 %", "per": "calendar_month"}
    terms |= {"counted": "always", "components": "api", "more": ""}
    contract = folder / "contract.yaml"
    contract.write_text(CONTRACT.format(**terms | case.get("terms", {})))
    arguments = ["evaluate", str(contract), "--outages", log(folder, "outages", case["outages"])]
    if "maintenance" in case:
        arguments += ["--maintenance", log(folder, "maintenance", case["maintenance"])]
    first, end = case.get("during", JUNE)
    arguments += ["--from", first, "--to", end, "--reading", reading, "--format", "json"]
    main(arguments)
    verdicts = json.loads(capsys.readouterr().out)
    settled = [v for v in verdicts if v["component"] == case.get("component", "api")]
    return settled[-1]  # type: ignore[no-any-return]


def log(folder: Path, name: str, rows: list[Row]) -> str:
    """Write a log; the last column of maintenance is the announcement."""
    last = "announced_at" if name == "maintenance" else "last_good_at"
    lines = [f"component,started_at,ended_at,state,{last}"]
    for component, begin, seconds, state, other in rows:
        lines.append(f"{component},{begin}Z,{later(begin, seconds)}Z,{state},{other}")
    (folder / f"{name}.csv").write_text("\n".join(lines) + "\n")
    return str(folder / f"{name}.csv")


def later(begin: str, seconds: int) -> str:
    return (datetime.fromisoformat(begin) + timedelta(seconds=seconds)).isoformat()


WINDOWS = [down(f"2026-{month:02d}-10T02:00:00", 3 * 3600) for month in range(1, 13)]

CASES: dict[str, dict[str, Any]] = {
    "yearly_mean": {
        "terms": {"objective": "99.6 %", "per": "calendar_year"},
        "during": YEAR,
        "outages": [down("2026-02-03T00:00:00", 34 * 3600)],
    },
    "maintenance": {
        "terms": {"objective": "99.8 %", "counted": "office"},
        "outages": [down("2026-06-02T10:00:00", 1250)],
        "maintenance": [
            ("api", "2026-06-09T10:00:00", 4 * 3600, "maintenance", "2026-05-01T00:00:00Z")
        ],
    },
    "planned": {
        "outages": [down("2026-06-09T02:00:00", 3600)],
        "maintenance": [
            ("api", "2026-06-09T02:00:00", 3600, "maintenance", "2026-06-09T02:10:00Z")
        ],
    },
    "silent_maintenance": {
        "terms": {"objective": "99.6 %", "per": "calendar_year", "exclusion": ", silent: true"},
        "during": YEAR,
        "outages": WINDOWS,
        "maintenance": [(*row[:3], "maintenance", "2025-12-01T00:00:00Z") for row in WINDOWS],
    },
    "components": {
        "terms": {"objective": "99.99 %", "components": "api, incoming, outgoing"},
        "component": "service",
        "outages": [
            down("2026-06-02T10:00:00", 180),
            down("2026-06-03T10:00:00", 180, of="incoming"),
            down("2026-05-03T10:00:00", 180, of="outgoing"),
        ],
    },
    "degraded": {
        "outages": [
            down("2026-06-02T10:00:00", 600),
            down("2026-06-03T10:00:00", 1200, "partial"),
            down("2026-06-04T10:00:00", 1800, "degraded"),
        ]
    },
    "unmeasured": {
        "outages": [
            down("2026-06-02T10:00:00", 1200),
            down("2026-06-03T10:00:00", 2400, "no_evidence"),
        ]
    },
    "outage_begin": {
        "terms": {"objective": "99.99 %"},
        "outages": [down("2026-06-02T10:00:00", 200, good="2026-06-02T09:59:00Z")],
    },
    "rounding": {"outages": [down("2026-06-02T10:00:00", 2700)]},
}  # fmt: skip

WORDS = {True: "met", False: "missed", None: "none"}


def page(key: str) -> str:
    return (FOLDER / f"{QUESTIONS[key].number}-{key}.md").read_text("utf-8")


def said(key: str) -> dict[str, str]:
    """Return what a page's example prints for each reading: met, missed or none."""
    block = re.search(r"^```python\n(.*?)^```$", page(key), re.MULTILINE | re.DOTALL)
    assert block
    printed = " ".join(line for line in block[1].splitlines() if not line.startswith((">", ".")))
    found = re.findall(r"(\w+)(?::| \d| 99)[^a-z]*(met|missed|none)", printed)
    assert {reading for reading, _ in found} == set(QUESTIONS[key].readings)
    return dict(found)


@pytest.mark.parametrize(
    ("key", "reading"), [(key, reading) for key in CASES for reading in QUESTIONS[key].readings]
)
def test_page_and_judge_agree(key, reading, tmp_path, capsys):
    verdict = judged(tmp_path, f"{key}={reading}", CASES[key], capsys)
    assert WORDS[verdict["met"]] == said(key)[reading]


BUDGET = {"2,500 s in February": ("02", 2500), "2,650 s in October": ("10", 2650),
          "2,600 s in April": ("04", 2600)}  # fmt: skip


@pytest.mark.parametrize("row", BUDGET)
@pytest.mark.parametrize("column", range(3))
def test_table_of_the_budget_and_judge_agree(row, column, tmp_path, capsys):
    month, seconds = BUDGET[row]
    case = {
        "terms": {"zone": "Europe/Zurich", "more": "        stated_budget: 43m28s\n"},
        "during": (f"2026-{month}-01", f"2026-{int(month) + 1:02d}-01"),
        "outages": [down(f"2026-{month}-05T10:00:00", seconds)],
    }
    (line,) = (line for line in page("budget").splitlines() if line.startswith(f"| {row}"))
    cell = [part.strip() for part in line.strip("|").split("|")][column + 1]
    reading = QUESTIONS["budget"].readings[column]
    verdict = judged(tmp_path, f"budget={reading}", case, capsys)
    assert WORDS[verdict["met"]] == cell


PART_YEAR = {"served": "missed", "full_year": "met", "first_full_year": "none"}


@pytest.mark.parametrize("reading", PART_YEAR)
def test_part_of_a_year_and_judge_agree(reading, tmp_path, capsys):
    """The page: nine hours in November, of an agreement from October, under the three readings."""
    case = {
        "terms": {"zone": "Europe/Berlin", "objective": "99.6 %", "per": "calendar_year"},
        "during": ("2026-10-01", "2027-01-01"),
        "outages": [down("2026-11-05T00:00:00", 9 * 3600)],
    }
    verdict = judged(tmp_path, f"part_year={reading}", case, capsys)
    assert WORDS[verdict["met"]] == PART_YEAR[reading]
    words = {"missed": "misses the promise", "met": "meets it", "none": "has no verdict"}
    assert re.search(rf"{words[PART_YEAR[reading]]}\s+under\s+`{reading}`", page("part_year"))


@pytest.mark.parametrize("month", ["03", "10"])
def test_days_of_clock_change_and_judge_agree(month, tmp_path, capsys):
    case = {
        "terms": {"zone": "Europe/Zurich"},
        "during": (f"2026-{month}-01", f"2026-{int(month) + 1:02d}-01"),
        "outages": [down(f"2026-{month}-05T10:00:00", 60)],
    }
    row = re.search(rf"^2026-{month} ([\d.]+) ([\d.]+)$", page("clock_change"), re.MULTILINE)
    assert row
    for reading, printed in zip(("real", "nominal"), row.groups(), strict=True):
        verdict = judged(tmp_path, f"clock_change={reading}", case, capsys)
        part, _, whole = verdict["allowed_seconds"].partition("/")
        assert f"{int(part) / int(whole or 1):.1f}" == printed
