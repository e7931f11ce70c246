"""Examples for calendars: hours that another reading opens or closes."""

from datetime import date

from tests.core.terms.lint.whole import BUSINESS, changed, facts_of, get
from zusage.core.terms.lint.examples import difference
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.quantities import parse_day_span
from zusage.core.terms.saying import Instant, Saying, hours, say
from zusage.core.terms.timetable import Variant
from zusage.core.zones import from_second

Change = tuple[tuple[str | int, ...], object]


def parts(key: str, *changes: Change) -> list[Saying]:
    contract = changed(*changes)
    saying = difference(Survey(contract), key, BUSINESS, get(BUSINESS, contract))
    listed = facts_of(saying)["parts"]
    assert isinstance(listed, tuple)
    return [part for part in listed if isinstance(part, Saying)]


def change(part: Saying) -> tuple[str, object, object]:
    said = part.facts["change"]
    assert isinstance(said, Saying)
    return said.code, said.facts["opened"], said.facts["closed"]


def at(value: object) -> str:
    assert isinstance(value, Instant)
    return from_second(value.second).isoformat(timespec="minutes").removesuffix("+00:00")


def test_a_minute_on_either_side_of_each_day() -> None:
    (part,) = parts("seam")
    assert part.code == "lint.example.calendar_differs"
    assert part.facts["reading"] == say("reading.seam.cover")
    # 2 January 2026 at 07:59 in Berlin; 258 days of two minutes each.
    assert at(part.facts["first"]) == "2026-01-02T06:59"
    assert at(part.facts["end"]) == "2026-01-02T07:00"
    assert change(part) == ("lint.example.hours_more", hours(258 * 120), hours(0))
    assert part.facts["day"] == ""


def test_a_holiday_that_another_reading_does_not_know() -> None:
    (protestant, augsburg) = parts("municipality")
    assert at(protestant.facts["first"]) == "2026-08-14T06:00"
    assert change(protestant) == ("lint.example.hours_more", hours(36_000), hours(0))
    assert protestant.facts["day"] == say("lint.example.holiday_lost", day=date(2026, 8, 14))
    assert augsburg.facts["reading"] == say("reading.municipality.augsburg")


def test_a_holiday_that_only_another_reading_knows() -> None:
    by_reading = {"municipality": {"catholic": (), "protestant": (date(2026, 8, 15),)}}
    holidays = ((*BUSINESS, "holidays", "by_reading"), by_reading)
    (protestant, _) = parts("municipality", holidays)
    # 15 August 2026 is a Saturday: a holiday without hours to close.
    assert protestant.code == "lint.example.calendar_same"
    assert protestant.facts["day"] == say("lint.example.holiday_won", day=date(2026, 8, 15))
    assert (protestant.facts["first"], protestant.facts["last"]) == (2026, 2027)


def test_hours_that_another_reading_closes() -> None:
    week = {"mon-fri": (parse_day_span("09:00-18:00"),)}
    shorter = Variant(when={"seam": "cover"}, week=week, holidays=False)
    (part,) = parts("seam", ((*BUSINESS, "variants"), (shorter,)))
    assert at(part.facts["first"]) == "2026-01-01T08:00"
    # An hour less on 258 days, and nine on each of the three holidays.
    assert change(part) == ("lint.example.hours_both", hours(3 * 9 * 3600), hours(258 * 3600))


def test_without_known_years_the_search_ends_after_ten() -> None:
    same = Variant(when={"seam": "cover"}, zone="Europe/Berlin")
    changes: list[Change] = [((*BUSINESS, "variants"), (same,)), ((*BUSINESS, "holidays"), None)]
    (part,) = parts("seam", *changes)
    assert (part.code, part.facts["last"]) == ("lint.example.calendar_same", 2036)


def test_a_holiday_more_only_closes() -> None:
    by_reading = {"municipality": {"catholic": (), "protestant": (date(2026, 8, 14),)}}
    (part, _) = parts("municipality", ((*BUSINESS, "holidays", "by_reading"), by_reading))
    assert change(part) == ("lint.example.hours_less", hours(0), hours(36_000))
