"""The open questions: every one that the rules ask, how it is read, and on whose word."""

from dataclasses import replace
from typing import Any

from tests.documents import everything, telling, words
from zusage.core.terms.readings import QUESTIONS
from zusage.formats.documents.contract.readings import Answered, answered, readings


def how(key: str, **chosen: str) -> list[tuple[str, str]]:
    """Return how a question is read: each reading with its source."""
    found = answered(telling("en", chosen))
    return [(each.used, each.how) for each in found if each.key == key]


def test_the_source_of_a_reading_is_told() -> None:
    assert how("planned") == [("any", "stated"), ("announced", "default")][:1]
    assert how("maintenance") == [("both", "assumed")]
    assert how("rounding") == [("exact", "default")]
    assert how("rounding", rounding="two_decimals") == [("two_decimals", "chosen")]
    assert how("maintenance", maintenance="downtime") == [("downtime", "chosen")]


def test_rules_that_differ_stand_in_rows_of_their_own() -> None:
    silent = everything().exclusions["silent_work"]
    rules = {
        **everything().exclusions,
        "silent_work": replace(silent, assumes={"silent_maintenance": "excluded"}),
    }
    found = answered(telling("en", exclusions=rules))
    assert [each.used for each in found if each.key == "planned"] == ["any", "announced"]


def test_questions_stand_by_number_each_once() -> None:
    found = list(answered(telling()))
    numbers = [QUESTIONS[each.key].number for each in found]
    assert numbers == sorted(numbers)
    assert len(set(found)) == len(found)
    assert Answered(key="budget", used="percentage", how="default") in found


def test_a_question_says_its_reading_source_and_the_others() -> None:
    found = words([readings(telling("de"))])
    at = found.index("4. Gilt der Prozentsatz oder die daneben genannte Dauer? [A2]")
    assert found[at + 1 : at + 4] == [
        "Der Prozentsatz des wirklichen Zeitraums",
        "Vorgabe",
        "Die genannte Dauer / Das Strengere von beiden",
    ]
    at = next(i for i, line in enumerate(found) if line.startswith("37. "))
    assert found[at + 3] == "Keine andere"


def test_citations_of_nothing_stand_beside_what_they_mean() -> None:
    assert words([readings(telling("de"))])[-6:] == [
        *("Klausel", "Genannt", "Gemeint"),
        *("A2", "9", "2"),
    ]


def test_a_contract_without_open_questions_says_so() -> None:
    nothing: dict[str, Any] = {"levels": {}, "exclusions": {}, "calendars": {}, "duties": ()}
    nothing |= {"options": {}, "maintenance": (), "terms": None, "clauses": {}}
    assert words([readings(telling("en", **nothing))]) == [
        "Open questions and readings",
        "The text leaves none of the known questions open.",
    ]
