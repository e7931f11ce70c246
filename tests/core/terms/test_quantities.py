"""Percentages, durations and hours are read exactly, and only in the ways the file names."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.errors import TermsError
from zusage.core.terms.quantities import (
    Duration,
    Percentage,
    Text,
    Unit,
    duration_text,
    parse_day_span,
    parse_duration,
    parse_percentage,
)


def code_of(parse, text):
    with pytest.raises(TermsError) as caught:
        parse(text)
    (finding,) = caught.value.findings
    assert finding.facts["value"] == text
    return finding.code


def test_text_is_in_the_language_asked_for():
    text = Text(de="Wartung", en="Maintenance")
    assert (text.in_language("de"), text.in_language("en")) == ("Wartung", "Maintenance")


# ---- Percentages -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("99.8 %", Fraction(998, 1000)),
        ("99.8%", Fraction(998, 1000)),
        ("0 %", Fraction(0)),
        ("100 %", Fraction(1)),
        ("0.01 %", Fraction(1, 10000)),
        ("0.000000001 %", Fraction(1, 10**11)),
        ("099.80 %", Fraction(998, 1000)),
    ],
)
def test_percentage_is_exact(text, ratio):
    assert parse_percentage(text).ratio == ratio


NO_PERCENTAGES = [
    "",
    "%",
    "99.8",
    "99,8 %",
    ".5 %",
    "5. %",
    "-1 %",
    "99.8  %",
    " 99.8 %",
    "99.8 % ",
]
NO_PERCENTAGES += ["1e1 %", "99.8 %\n", "0.0000000001 %", "1000 %", "٩٩ %", "¹ %"]


@pytest.mark.parametrize("text", NO_PERCENTAGES)
def test_other_percentages_are_refused(text):
    assert code_of(parse_percentage, text) == "percentage.invalid"


@pytest.mark.parametrize("text", ["100.000000001 %", "101 %", "999 %"])
def test_more_than_everything_is_refused(text):
    assert code_of(parse_percentage, text) == "percentage.out_of_range"


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (Fraction(998, 1000), "99.8 %"),
        (Fraction(1), "100 %"),
        (Fraction(0), "0 %"),
        (Fraction(1, 10000), "0.01 %"),
        (Fraction(1, 10**11), "0.000000001 %"),
    ],
)
def test_percentage_is_written_without_spare_digits(ratio, text):
    assert str(Percentage(ratio=ratio)) == text


def test_share_without_an_end_is_cut_off():
    assert str(Percentage(ratio=Fraction(1, 3))) == "33.333333333333 %"


@given(st.integers(0, 100 * 10**9))
def test_written_percentage_is_read_back(billionths):
    share = Percentage(ratio=Fraction(billionths, 100 * 10**9))
    assert parse_percentage(str(share)) == share


# ---- Durations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("43m28s", 2608, Unit.SECONDS),
        ("1h30m", 5400, Unit.SECONDS),
        ("1h 30m 5s", 5405, Unit.SECONDS),
        ("2h5s", 7205, Unit.SECONDS),
        ("8h", 28800, Unit.SECONDS),
        ("90m", 5400, Unit.SECONDS),
        ("0s", 0, Unit.SECONDS),
        ("999999h", 999999 * 3600, Unit.SECONDS),
        ("1 day", 1, Unit.DAYS),
        ("14 days", 14, Unit.DAYS),
        ("2 weeks", 14, Unit.DAYS),
        ("3 months", 3, Unit.MONTHS),
        ("1 year", 12, Unit.MONTHS),
        ("28 business days", 28, Unit.BUSINESS_DAYS),
        ("1 business day", 1, Unit.BUSINESS_DAYS),
    ],
)
def test_duration_keeps_its_unit(text, amount, unit):
    assert parse_duration(text) == Duration(amount=amount, unit=unit)


NO_DURATIONS = ["", " ", "8", "h", "8 h", "1.5h", "-8h", "30m1h", "1h  30m", " 1h", "1h ", "8H"]
NO_DURATIONS += ["1000000h", "1 fortnight", "100000 days", "1day", "1  day", "days", "٣h", "8h\n"]


@pytest.mark.parametrize("text", NO_DURATIONS)
def test_other_durations_are_refused(text):
    assert code_of(parse_duration, text) == "duration.invalid"


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (Duration(amount=2608, unit=Unit.SECONDS), "43m28s"),
        (Duration(amount=1, unit=Unit.DAYS), "1 day"),
        (Duration(amount=2, unit=Unit.DAYS), "2 days"),
        (Duration(amount=1, unit=Unit.BUSINESS_DAYS), "1 business day"),
        (Duration(amount=28, unit=Unit.BUSINESS_DAYS), "28 business days"),
        (Duration(amount=12, unit=Unit.MONTHS), "12 months"),
    ],
)
def test_duration_is_written_in_its_unit(duration, text):
    assert str(duration) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0, "0s"), (59, "59s"), (60, "1m"), (3600, "1h"), (3661, "1h1m1s"), (-90, "-1m30s")],
)
def test_seconds_are_written_as_hours_minutes_and_seconds(seconds, text):
    assert duration_text(seconds) == text


@given(
    st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.BUSINESS_DAYS]).flatmap(
        lambda unit: st.builds(Duration, amount=st.integers(0, 99_999), unit=st.just(unit))
    )
    | st.builds(Duration, amount=st.integers(0, 3_599_999_999), unit=st.just(Unit.SECONDS))
)
def test_written_duration_is_read_back(duration):
    assert parse_duration(str(duration)) == duration


# ---- Hours of a day --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("09:00-17:00", (32400, 61200)),
        ("9:00-17:00", (32400, 61200)),
        ("00:00-24:00", (0, 86400)),
        ("22:00-30:00", (79200, 108000)),
        ("23:59:59-48:00", (86399, 172800)),
        ("08:00:30-18:01:05", (28830, 64865)),
    ],
)
def test_hours_are_seconds_of_the_day(text, span):
    assert parse_day_span(text) == span


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("17:00-09:00", "span.backwards"),
        ("09:00-09:00", "span.backwards"),
        ("24:00-25:00", "span.invalid"),
        ("09:00-48:01", "span.invalid"),
        ("09:60-17:00", "span.invalid"),
        ("09:00-17:00:60", "span.invalid"),
        ("9-17", "span.invalid"),
        ("09:00 - 17:00", "span.invalid"),
        ("09:00-17:00\n", "span.invalid"),
        ("", "span.invalid"),
        ("٠٩:00-17:00", "span.invalid"),
    ],
)
def test_other_hours_are_refused(text, code):
    assert code_of(parse_day_span, text) == code
