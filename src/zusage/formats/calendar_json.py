"""Calendars as JSON, read strictly: a typo must be seen, since it would change an answer."""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import NoReturn, TypeVar

from zusage.core.calendars import Calendar, DaySpans
from zusage.core.errors import TermsError
from zusage.core.terms.quantities import parse_day_span
from zusage.core.terms.timetable import month_day, week_spans

KEYS = ("zone", "week", "holidays", "annual_holidays", "special_days", "closures")
# More spans a day than anybody opens and closes; each one costs memory in every year asked for.
DAY_SPANS_MAX = 48
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
JSON_NAMES: dict[type, str] = {dict: "object", list: "array", str: "string"}

T = TypeVar("T")


def read_json(text: bytes) -> object:
    """Read one JSON value as RFC 8259 has it, and nothing beyond: no NaN, no key twice.

    Raises TermsError("json.invalid") or TermsError("json.key_twice"), and RecursionError beyond
    some hundred levels: who uses so deep a value would meet it as well.
    """
    try:
        return DECODER.decode(text.decode("utf-8-sig"))
    except ValueError:
        raise TermsError("json.invalid") from None


def _record(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record = dict(pairs)
    if len(record) < len(pairs):
        names = [name for name, _ in pairs]
        raise TermsError("json.key_twice", value=max(names, key=names.count))
    return record


def _not_a_number(text: str) -> NoReturn:
    raise ValueError(text)


DECODER = json.JSONDecoder(object_pairs_hook=_record, parse_constant=_not_a_number)


def read_calendar(value: object) -> Calendar:
    """Read a calendar from its JSON value.

    zone: IANA name or fixed offset; week: spans by weekday, range or list of weekdays;
    holidays: dates; annual_holidays: "12-25", where "02-29" exists in leap years only;
    special_days, closures: spans by date. Only the zone has to be there.

    Raises TermsError: "calendar.wrong_type", "calendar.unknown_key", "calendar.zone_missing",
    "calendar.date_invalid", "calendar.too_many_spans", and those of its parts.

    >>> read_calendar({"zone": "UTC", "week": {"mon": ["22:00-30:00"]}}).week[0]
    ((79200, 108000),)
    """
    fields = _expect(value, dict, "calendar")
    for key in fields:
        if key not in KEYS:
            raise TermsError("calendar.unknown_key", value=key, allowed=", ".join(KEYS))
    if "zone" not in fields:
        raise TermsError("calendar.zone_missing")
    week = week_spans(_spans_by(fields, "week"))
    special_days, closures = (
        {_date(day): spans for day, spans in _spans_by(fields, key).items()}
        for key in ("special_days", "closures")
    )
    if any(len(spans) > DAY_SPANS_MAX for spans in (*week, *special_days.values())):
        raise TermsError("calendar.too_many_spans", limit=DAY_SPANS_MAX)
    return Calendar(
        zone=_expect(fields["zone"], str, "zone"),
        week=week,
        holidays=frozenset(map(_date, _texts(fields.get("holidays", []), "holidays"))),
        annual_holidays=frozenset(
            map(month_day, _texts(fields.get("annual_holidays", []), "annual_holidays"))
        ),
        special_days=special_days,
        closures=closures,
    )


def _spans_by(fields: Mapping[str, object], key: str) -> dict[str, DaySpans]:
    """Read {"...": ["09:00-17:00"]}."""
    by_key = _expect(fields.get(key, {}), dict, key)
    return {
        name: tuple(parse_day_span(text) for text in _texts(texts, key))
        for name, texts in by_key.items()
    }


def _texts(value: object, key: str) -> list[str]:
    return [_expect(item, str, key) for item in _expect(value, list, key)]


def _expect(value: object, kind: type[T], key: str) -> T:
    if not isinstance(value, kind):
        raise TermsError("calendar.wrong_type", key=key, expected=JSON_NAMES[kind])
    return value


def _date(text: str) -> date:
    try:
        if DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise TermsError("calendar.date_invalid", value=text)
