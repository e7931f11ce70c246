"""The desk: times by priority with their clocks, who may report, how tickets end."""

from dataclasses import replace
from typing import Any

from tests.documents import everything, telling, words
from zusage.core.terms.contract import Desk
from zusage.formats.documents.contract.desk import desk

GOLD = everything().levels["gold"]
P1 = GOLD.targets[0]


def told(language: str = "en", chosen: dict[str, str] | None = None, **changes: Any) -> list[str]:
    return words(desk(telling(language, chosen, **changes)))


def test_times_are_a_table_of_priorities() -> None:
    found = told()
    at = found.index("Priority")
    assert found[at : at + 15] == [
        *("Priority", "Response", "Update", "Recovery", "Conditions"),
        "P1: Outage [A2]",
        "1 h / in business hours",
        "2 h / in all hours",
        "8 h / in all hours",
        "Only when reported by phone / A workaround is enough",
        "Low: everything else",
        "24 h / clock not named",
        "none promised",
        "5 business days / Not for: question",
        "Not for: Wish / Best effort, not guaranteed",
    ]


def test_recovery_without_a_clock_follows_its_reading() -> None:
    found = told("de", {"recovery_clock": "business"})
    assert found[found.index("P1: Ausfall [A2]") + 3] == "8 h / in der Geschäftszeit"


def test_recovery_in_business_hours_without_a_response_has_no_clock() -> None:
    lone = replace(P1, response=None, update=None, channels=(), workaround_ends_recovery=False)
    level = {
        "gold": replace(GOLD, targets=(replace(lone, assumes={"recovery_clock": "business"}),))
    }
    found = told("en", levels=level)
    at = found.index("Priority")
    assert found[at : at + 4] == [
        "Priority",
        "Recovery",
        "P1: Outage [A2]",
        "8 h / clock not named",
    ]


def test_a_reading_of_one_time_holds_for_its_target() -> None:
    assert P1.recovery is not None
    recovery = replace(P1.recovery, reading={"recovery_clock": "business"})
    level = {"gold": replace(GOLD, targets=(replace(P1, recovery=recovery),))}
    assert "8 h / in business hours" in told("en", levels=level)


def test_open_questions_about_times_are_told_once() -> None:
    notes = next(line for line in told() if line.endswith("All readings"))
    assert notes.count("From when does the time run?") == 1
    assert "the time to the next update" in notes
    assert "the time for recovery" in notes
    low = {"gold": replace(GOLD, targets=(replace(GOLD.targets[1], recovery=None),))}
    short = next(line for line in told("en", levels=low) if line.endswith("All readings"))
    assert "next update" not in short
    assert "recovery" not in short


def test_who_may_report_and_what_a_report_needs() -> None:
    found = told("de")
    at = found.index("Wer melden darf")
    assert found[at + 1 : at + 13] == [
        *("Melden dürfen", "Ansprechpartner"),
        *("Alle anderen", "Bitte intern fragen."),
        *("Wege", "Telefon oder E-Mail"),
        *("Besetzt", "Geschäftszeit"),
        *("Sprachen", "Deutsch und Englisch"),
        *("Zu einer Meldung gehört", "Beschreibung [A1]"),
    ]


def test_kinds_of_tickets_say_what_they_cost_and_change() -> None:
    found = told()
    at = found.index("Question: without consequence")
    assert found[at : at + 6] == [
        *("Question: without consequence", "Free of charge", "Stays the same"),
        *("Wish [A1]", "Charged", "Changes"),
    ]


def test_closing_reasons_and_contacts() -> None:
    found = told("de")
    at = found.index("Behoben [A1]")
    assert found[at + 1] == "Wiederherstellung"
    at = found.index("Ansprechpartner [A1]")
    assert found[at : at + 6] == [
        *("Ansprechpartner [A1]", "2", "Name und Telefon", "14 Tage vorher zu melden"),
        *("Night guard", "1"),
    ]


def test_an_empty_desk_has_no_sections() -> None:
    nothing: dict[str, Any] = {"levels": {}, "contacts": ()}
    assert told("en", desk=None, **nothing) == []
    assert told("en", desk=Desk(), **nothing) == []
    contacts_only = told("en", desk=None, levels={})
    assert contacts_only[:2] == ["Service desk", "Contacts"]
