"""Calendars spelled out, and the lists of their days off."""

from dataclasses import replace

from tests.documents import everything, telling, words
from zusage.core.terms.timetable import Variant
from zusage.formats.documents.contract.hours import days_by_year, holiday_lists, hours

BUSINESS = everything().calendars["business"]


def test_everything_about_a_calendar_is_told() -> None:
    assert words(hours(telling("de")))[:22] == [
        "Zeiten",
        "Geschäftszeit [A2]",
        "Stunden",
        "Mo–Do 08:00–12:00, 13:00–17:00",
        "Fr 08:00–12:00",
        "Uhrzeit in",
        "Europe/Berlin",
        "Feiertage",
        "Bayern: frei",
        "Für 2025–2026 festgehalten, 2 bis 3 Tage im Jahr: Liste",
        "Ermittelt mit holidays 0.109",
        "Jedes Jahr geschlossen",
        "24. Dezember",
        "Tage mit eigenen Stunden",
        "31. Dezember 2025: 08:00–10:00",
        "Schließungen",
        "20. Juni 2025: 00:00–24:00",
        "Ausdrücklich geplante Nichtverfügbarkeit",
        "Mo–So 17:00–08:00 am Folgetag",
        "Night watch",
        "Stunden",
        "Mo–So 22:00–06:00 am Folgetag",
    ]


def test_a_day_without_hours_is_closed() -> None:
    day = next(iter(BUSINESS.special_days))
    closed = replace(BUSINESS, special_days={day: ()})
    assert "31 December 2025: closed" in words(hours(telling(calendars={"b": closed})))


def test_days_off_follow_the_reading() -> None:
    assert [day.isoformat() for day in days_by_year(telling(), "business")[2025]] == [
        "2025-01-01",
        "2025-05-01",
        "2025-08-15",
    ]
    protestant = telling("en", {"municipality": "protestant"})
    assert len(days_by_year(protestant, "business")[2025]) == 2
    assert "Recorded for 2025–2026 (days a year: 2): list" in words(hours(protestant))


def test_days_off_that_are_worked_are_no_list() -> None:
    worked = replace(BUSINESS, variants=(Variant(when={"weekends": "inside"}, holidays=False),))
    chosen = telling("en", {"weekends": "inside"}, calendars={"business": worked})
    assert "Bavaria: not off under the reading used" in words(hours(chosen))
    assert list(holiday_lists(chosen)) == []


def test_a_list_by_hand_is_called_one() -> None:
    assert BUSINESS.holidays is not None
    own = replace(BUSINESS, holidays=replace(BUSINESS.holidays, package="explicit"))
    assert "Listed by hand" in words(hours(telling(calendars={"business": own})))


def test_dates_are_listed_year_by_year() -> None:
    assert words(holiday_lists(telling("de"))) == [
        "Feiertage im Einzelnen",
        "Geschäftszeit",
        "Feiertage zu: Geschäftszeit",
        "Jahr",
        "Freie Tage",
        "2025",
        "1.1., 1.5., 15.8.",
        "2026",
        "1.1., 1.5.",
    ]


def test_no_calendar_is_no_section() -> None:
    assert list(hours(telling(calendars={}))) == []
    assert list(holiday_lists(telling(calendars={}))) == []
