"""Each question has its page, and what the page says is so: its readings, its numbers, its keys."""

import doctest
import re
from pathlib import Path

import pytest

from zusage.core.terms.readings import QUESTIONS, Question, check_reading
from zusage.formats.contract_yaml import load_contract

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "readings"
INDEX = (FOLDER / "README.md").read_text("utf-8")
HEADINGS = ["The clause", "The readings", "Why", "In numbers", "How to choose"]
CLAUSES = {
    name
    for path in (ROOT / "contracts").glob("*.yaml")
    for name in load_contract(path.read_bytes()).contract.clauses
}

TABLE_ROW = re.compile(r"^\| `([^`]+)`( \(default\))? \| .+ \|$", re.MULTILINE)
SETTING = re.compile(r"\{(\w+):\s+([\w:]+)\}|--reading\s+(\w+)=([\w:]+)")


def name_of(question: Question) -> str:
    return f"{question.number}-{question.key}.md"


def page(question: Question) -> str:
    return (FOLDER / name_of(question)).read_text("utf-8")


def table_faults(text: str, question: Question) -> list[str]:
    """List what is wrong with a page's table of readings: missing, unknown, wrong default."""
    rows = TABLE_ROW.findall(text)
    faults = []
    if [reading for reading, _ in rows] != list(question.readings):
        faults.append(f"the table has {[reading for reading, _ in rows]}")
    if len(question.readings) > 1 and [reading for reading, mark in rows if mark] != [
        question.default
    ]:
        faults.append("the default is not marked, or another one is")
    return faults


def settings(text: str) -> list[tuple[str, str]]:
    """Return the key and value of each reading that a text states."""
    return [(a or c, b or d) for a, b, c, d in SETTING.findall(text)]


def headings_of(text: str) -> list[str]:
    """Return the headings of a page; what stands behind "Why" differs from page to page."""
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    return [re.sub(r"^Why `[^`]+` unless something else is stated$", "Why", h) for h in headings]


def failures(text: str, name: str) -> int:
    """Run the Python lines of a page and count what comes out otherwise."""
    test = doctest.DocTestParser().get_doctest(text.replace("```", ""), {}, name, name, 0)
    assert test.examples, "a page has an example"
    result = doctest.DocTestRunner(verbose=False).run(test)
    return result.failed


def test_every_question_has_its_page_and_no_page_is_without_a_question():
    expected = {name_of(question) for question in QUESTIONS.values()} | {"README.md"}
    assert {path.name for path in FOLDER.iterdir()} == expected


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=lambda question: question.key)
class TestPage:
    """What holds for the page of each question."""

    def test_readings_are_those_of_the_catalogue(self, question):
        assert table_faults(page(question), question) == []

    def test_no_unknown_reading_is_stated(self, question):
        for key, value in settings(page(question)):
            check_reading(key, value)

    def test_head_names_key_number_and_clauses_that_exist(self, question):
        title, key, clauses = re.match(  # type: ignore[union-attr]
            r"# (\d+)\. .+\n\nKey `(\w+)` · clauses ([\w, ]+) · ", page(question)
        ).groups()
        assert (int(title), key) == (question.number, question.key)
        assert set(clauses.split(", ")) <= CLAUSES

    def test_page_has_every_part_in_order(self, question):
        assert headings_of(page(question)) == HEADINGS

    def test_numbers_come_out_as_printed(self, question, monkeypatch):
        monkeypatch.chdir(ROOT)
        assert failures(page(question), question.key) == 0

    def test_index_leads_to_the_page(self, question):
        title = page(question).split("\n")[0].partition(". ")[2]
        row = next(line for line in INDEX.splitlines() if f"({name_of(question)})" in line)
        assert row.startswith(f"| {question.number} | [{title}]")
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert cells[2] == f"`{question.key}`"
        assert cells[4] == ", ".join(f"`{reading}`" for reading in question.readings)


# ---- Each check can fail ---------------------------------------------------------------------

SAMPLE = QUESTIONS["rounding"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| `exact` (default) |", "| `exact` |"),
        ("| `two_decimals` |", "| `three_decimals` |"),
        ("| `two_decimals` |", "| two |"),
        ("| `two_decimals` |", "| `two_decimals` (default) |"),
    ],
)
def test_wrong_table_is_seen(old, new):
    assert table_faults(page(SAMPLE).replace(old, new), SAMPLE) != []


def test_missing_part_is_seen():
    assert headings_of(page(SAMPLE).replace("## In numbers", "")) != HEADINGS


def test_stated_readings_are_seen_in_all_forms():
    text = "`reading: {seam: 18:00}` or `assumes: {rounding:\n  exact}` or `--reading a_b=c`"
    assert settings(text) == [("seam", "18:00"), ("rounding", "exact"), ("a_b", "c")]
    assert settings(page(SAMPLE)) != []


def test_wrong_number_is_seen(capsys):
    assert failures(">>> 1 + 1\n2\n", "right") == 0
    assert failures(">>> 1 + 1\n3\n", "wrong") == 1
    assert "Expected:" in capsys.readouterr().out
