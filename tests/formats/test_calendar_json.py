"""JSON read strictly, and calendars of it."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.strategies import HOUR, situations
from zusage.core.calendars import Calendar
from zusage.core.errors import TermsError
from zusage.formats.calendar_json import DAY_SPANS_MAX, read_calendar, read_json

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
EXAMPLE = {
    "zone": "Europe/Berlin",
    "week": {"mon": ["08:00-12:00", "13:00-17:00"], "fri": ["22:00-30:00"]},
    "holidays": ["2026-01-06"],
    "annual_holidays": ["12-25"],
    "special_days": {"2026-12-24": ["08:00-12:00"]},
    "closures": {"2026-03-02": ["10:00-11:30"]},
}

# ---- Calendars -------------------------------------------------------------------------------


def test_every_part_of_a_calendar_is_read():
    assert read_calendar(EXAMPLE) == Calendar(
        zone="Europe/Berlin",
        week=(
            ((8 * HOUR, 12 * HOUR), (13 * HOUR, 17 * HOUR)),
            *((),) * 3,
            ((22 * HOUR, 30 * HOUR),),
            *((),) * 2,
        ),
        holidays=frozenset({date(2026, 1, 6)}),
        annual_holidays=frozenset({(12, 25)}),
        special_days={date(2026, 12, 24): ((8 * HOUR, 12 * HOUR),)},
        closures={date(2026, 3, 2): ((10 * HOUR, 11 * HOUR + 1800),)},
    )


def test_days_of_the_week_come_alone_in_ranges_and_in_lists():
    found = read_calendar(
        {"zone": "UTC", "week": {"mon-tue": ["08:00-09:00"], "tue,sun": ["07:00-08:00:30"]}}
    )
    early, late = (7 * HOUR, 8 * HOUR + 30), (8 * HOUR, 9 * HOUR)
    assert found.week == ((late,), (early, late), *((),) * 4, (early,))


def span_text(span: tuple[int, int]) -> str:
    clock = (f"{at // HOUR:02}:{at // 60 % 60:02}:{at % 60:02}" for at in span)
    return "-".join(clock)


@given(situations())
def test_calendar_is_read_as_it_is_written(situation):
    calendar, _ = situation
    dated = {
        key: {str(day): [span_text(span) for span in spans] for day, spans in days.items()}
        for key, days in (("special_days", calendar.special_days), ("closures", calendar.closures))
    }
    written = {
        "zone": calendar.zone,
        "week": {
            name: [span_text(span) for span in spans]
            for name, spans in zip(WEEKDAYS, calendar.week, strict=True)
        },
        "holidays": [str(day) for day in calendar.holidays],
        "annual_holidays": [f"{month:02}-{day:02}" for month, day in calendar.annual_holidays],
        **dated,
    }
    found = read_calendar(read_json(json.dumps(written).encode()))
    assert [set(day) for day in found.week] == [set(day) for day in calendar.week]
    for name in ("zone", "holidays", "annual_holidays", "special_days", "closures"):
        assert getattr(found, name) == getattr(calendar, name)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"zone": "Europe/Nowhere"}, "zone.unknown"),
        ({"zone": 1}, "calendar.wrong_type"),
        ({"zone": None}, "calendar.wrong_type"),
        ({"weak": {}}, "calendar.unknown_key"),
        ({"week": []}, "calendar.wrong_type"),
        ({"week": {"mon": "09:00-17:00"}}, "calendar.wrong_type"),
        ({"week": {"mon": [9]}}, "calendar.wrong_type"),
        ({"week": {"monday": ["09:00-17:00"]}}, "calendar.weekday_unknown"),
        ({"week": {"mon": ["9-17"]}}, "span.invalid"),
        ({"week": {"mon": ["09:60-17:00"]}}, "span.invalid"),
        ({"week": {"mon": ["24:00-25:00"]}}, "span.invalid"),
        ({"week": {"mon": ["09:00-48:01"]}}, "span.invalid"),
        ({"week": {"mon": ["22:00-06:00"]}}, "span.backwards"),
        ({"week": {"mon": ["09:00-09:00"]}}, "span.backwards"),
        ({"week": {}, "special_days": {}}, "calendar.no_open_time"),
        ({"week": {"mon": []}, "special_days": {}}, "calendar.no_open_time"),
        ({"holidays": ["06.01.2026"]}, "calendar.date_invalid"),
        ({"holidays": ["2026-02-29"]}, "calendar.date_invalid"),
        ({"holidays": ["2026-W01-1"]}, "calendar.date_invalid"),
        ({"holidays": {"2026-01-06": []}}, "calendar.wrong_type"),
        ({"annual_holidays": ["02-30"]}, "calendar.annual_day_invalid"),
        ({"annual_holidays": ["12-25-2026"]}, "calendar.annual_day_invalid"),
        ({"annual_holidays": ["W01-1"]}, "calendar.annual_day_invalid"),
        ({"special_days": {"today": []}}, "calendar.date_invalid"),
        ({"special_days": {"2026-12-24": ["08:00"]}}, "span.invalid"),
        ({"closures": {"2026-12-24": "08:00-09:00"}}, "calendar.wrong_type"),
        ({"closures": {"2026-12-24": ["09:00-08:00"]}}, "span.backwards"),
    ],
)
def test_what_is_wrong_with_a_calendar_has_a_code(changes, code):
    with pytest.raises(TermsError) as caught:
        read_calendar({**EXAMPLE, **changes})
    assert [finding.code for finding in caught.value.findings] == [code]


@pytest.mark.parametrize("value", [None, [], "UTC", 5, True])
def test_calendar_is_an_object(value):
    with pytest.raises(TermsError, match=r"^calendar\.wrong_type$"):
        read_calendar(value)


def test_calendar_needs_a_zone():
    with pytest.raises(TermsError, match=r"^calendar\.zone_missing$"):
        read_calendar({"week": {"mon": ["09:00-17:00"]}})


@pytest.mark.parametrize("place", ["mon", "2026-01-05"])
def test_day_with_very_many_spans_is_refused(place):
    spans = [f"{at // 60:02}:{at % 60:02}-{at // 60:02}:{at % 60 + 1:02}" for at in range(0, 98, 2)]
    key = "week" if place == "mon" else "special_days"
    most = {"zone": "UTC", key: {place: spans[:DAY_SPANS_MAX]}}
    assert read_calendar(most).zone == "UTC"
    with pytest.raises(TermsError, match=r"^calendar\.too_many_spans$"):
        read_calendar({"zone": "UTC", key: {place: spans[: DAY_SPANS_MAX + 1]}})


# ---- JSON ------------------------------------------------------------------------------------

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_json_is_read_as_it_is_written(value):
    assert read_json(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "json.invalid"),
        (b"{", "json.invalid"),
        (b"{} {}", "json.invalid"),
        (b"{'a': 1}", "json.invalid"),
        (b'{"a": NaN}', "json.invalid"),
        (b"-Infinity", "json.invalid"),
        (b'"\xff"', "json.invalid"),
        (b"\xff\xfe{\x00}\x00", "json.invalid"),
        (b"1" * 5000, "json.invalid"),
        (b'{"a": 1, "b": 2, "a": 1}', "json.key_twice"),
        (b'{"x": {"a": 1, "a": 1}}', "json.key_twice"),
    ],
)
def test_what_is_no_strict_json_is_refused(text, code):
    with pytest.raises(TermsError) as caught:
        read_json(text)
    assert [finding.code for finding in caught.value.findings] == [code]


def test_key_that_stands_twice_is_named():
    with pytest.raises(TermsError) as caught:
        read_json(b'{"start": 1, "end": 2, "end": 3}')
    assert caught.value.findings[0].facts == {"value": "end"}


@pytest.mark.parametrize("level", [b"[", b'{"a":'])
def test_json_that_is_very_deep_stops_at_the_limit_of_the_interpreter(level):
    with pytest.raises(RecursionError):
        read_json(level * 100_000)


def test_byte_order_mark_is_no_part_of_the_text():
    assert read_json(b"\xef\xbb\xbf5") == 5
