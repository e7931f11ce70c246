"""Numbers, times and names as people write them, in both languages."""

import doctest
import subprocess
import sys
from datetime import date
from fractions import Fraction

import pytest

from zusage.core.money import Money
from zusage.core.terms.quantities import Duration, Percentage, Text, Unit, parse_duration
from zusage.formats.documents import wording as module
from zusage.formats.documents.wording import NARROW, Wording, capital

DE, EN = Wording(language="de"), Wording(language="en")


def plain(text: str) -> str:
    return text.replace(NARROW, " ")


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("ratio", "german", "english"),
    [
        (Fraction(998, 1000), "99,8 %", "99.8 %"),
        (Fraction(1), "100 %", "100 %"),
        (Fraction(99999, 100000), "99,999 %", "99.999 %"),
        (Fraction(0), "0 %", "0 %"),
    ],
)
def test_promised_percentages_are_exact(ratio: Fraction, german: str, english: str) -> None:
    assert plain(DE.percentage(Percentage(ratio=ratio))) == german
    assert plain(EN.percentage(Percentage(ratio=ratio))) == english


def test_computed_shares_are_cut_not_rounded() -> None:
    assert plain(DE.share(Fraction(99_999_999, 100_000_000))) == "99,999 %"
    assert plain(EN.share(Fraction(-1, 3), 1)) == "-33.3 %"
    assert plain(EN.decimal(Fraction(-1, 1000), 2)) == "0.00"


@pytest.mark.parametrize(
    ("seconds", "german", "english"),
    [
        (2608, "43 min 28 s", "43 min 28 s"),
        (0, "0 s", "0 s"),
        (8760 * 3600, "8.760 h", "8,760 h"),
        (-61, "-1 min 1 s", "-1 min 1 s"),
        (Fraction(-1, 2), "0 s", "0 s"),
    ],
)
def test_lengths_in_hours_minutes_seconds(
    seconds: int | Fraction, german: str, english: str
) -> None:
    assert plain(DE.seconds(seconds)) == german
    assert plain(EN.seconds(seconds)) == english


@pytest.mark.parametrize(
    ("text", "german", "dative", "english"),
    [
        ("28 business days", "28 Arbeitstage", "28 Arbeitstagen", "28 business days"),
        ("1 month", "1 Monat", "1 Monat", "1 month"),
        ("1 year", "12 Monate", "12 Monaten", "12 months"),
        ("2 weeks", "14 Tage", "14 Tagen", "14 days"),
        ("90s", "1 min 30 s", "1 min 30 s", "1 min 30 s"),
    ],
)
def test_durations_in_the_unit_of_the_promise(
    text: str, german: str, dative: str, english: str
) -> None:
    length = parse_duration(text)
    assert plain(DE.duration(length)) == german
    assert plain(DE.duration(length, dative=True)) == dative
    assert plain(EN.duration(length)) == english


def test_every_unit_has_words() -> None:
    for unit in Unit:
        assert "1" in DE.duration(Duration(amount=1, unit=unit))


def test_dates_as_usual_in_the_language() -> None:
    day = date(2025, 3, 5)
    assert (DE.day(day), EN.day(day)) == ("5. März 2025", "5 March 2025")
    assert (DE.short_day(day), EN.short_day(day)) == ("05.03.2025", "5 Mar 2025")
    assert (DE.month(2025, 3), EN.month(2025, 3)) == ("März 2025", "March 2025")
    assert (DE.day_of_year(12, 24), EN.day_of_year(12, 24)) == ("24. Dezember", "24 December")
    assert (DE.day_and_month(day), EN.day_and_month(day)) == ("5.3.", "5 Mar")


def test_money_with_its_decimals() -> None:
    amount = Money(currency="CHF", minor=-123456)
    assert plain(DE.money(amount)) == "-1.234,56 CHF"
    assert plain(EN.money(Money(currency="EUR", minor=5))) == "€0.05"
    assert (DE.currency("EUR"), EN.currency("XQX")) == ("Euro (EUR)", "XQX")


@pytest.mark.parametrize(
    ("days", "german"),
    [
        ([0, 1, 2, 3, 4], "Mo–Fr"),
        ([0, 1], "Mo, Di"),
        ([5, 6, 0], "Mo, Sa, So"),
        ([0, 2, 3, 4, 6], "Mo, Mi–Fr, So"),
    ],
)
def test_weekdays_in_ranges(days: list[int], german: str) -> None:
    assert DE.weekdays(days) == german


def test_weeks_put_days_with_the_same_hours_together() -> None:
    office = ((28800, 43200), (46800, 61200))
    assert DE.week({"mon,wed": office, "sat": ((32400, 32460),)}) == (
        "Mo, Mi 08:00–12:00, 13:00–17:00",
        "Sa 09:00–09:01",
    )
    assert EN.week({"mon-sun": ((0, 86400),)}) == ("around the clock",)


def test_spans_over_midnight_say_so() -> None:
    assert DE.day_span((79200, 108000)) == "22:00–06:00 am Folgetag"
    assert EN.day_span((79200, 79200 + 2 * 86400)) == "22:00–22:00, 2 days later"
    assert EN.day_span((0, 86400)) == "00:00–24:00"
    assert EN.clock(3661) == "01:01:01"


def test_lists_have_one_and() -> None:
    assert [DE.all_of("abc"[:n]) for n in range(4)] == ["", "a", "a und b", "a, b und c"]
    assert EN.one_of(["a", "b", "c"]) == "a, b or c"


def test_names_are_translated_or_left_legible() -> None:
    assert (DE.name("contact_person"), EN.name("contact_person")) == (
        "Ansprechpartner",
        "contact person",
    )
    assert DE.name("head_of_it") == "head of it"
    assert DE.name("DE-BY", "place") == "Bayern"
    assert DE.known("place", "XX") is None


def test_things_are_counted() -> None:
    assert plain(DE.count(1, "account")) == "1 Konto"
    assert plain(DE.count(1200, "account")) == "1.200 Konten"
    assert plain(EN.count(1, "rack_unit")) == "1 rack unit"


def test_words_of_closed_lists_and_texts_of_contracts() -> None:
    assert DE.term("cause", "malware") == "Schadsoftware"
    with pytest.raises(KeyError):
        DE.term("cause", "weather")
    assert DE.text(Text(de="ja", en="yes")) == "ja"


def test_questions_and_readings() -> None:
    assert EN.question("components") == "How do several components make one verdict?"
    assert capital(DE.reading("components", "worst")) == "Die schlechteste Komponente entscheidet"


def test_babel_is_not_imported_for_numbers() -> None:
    code = (
        "import sys; from zusage.formats.documents.wording import Wording;"
        "Wording(language='de').number(5); assert 'babel' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_periods_have_names_that_people_use() -> None:
    assert (DE.period("2025-03"), EN.period("2025")) == ("März 2025", "2025")
    assert DE.period("2025-01-15/2025-02-14") == "15.01.2025–14.02.2025"
