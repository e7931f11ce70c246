"""Facts as people read them: quantities, instants, texts and sentences inside sentences."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from zusage.core.money import Money
from zusage.core.terms.quantities import Duration, Percentage, Text
from zusage.core.terms.saying import Instant, Measure, Name, PeriodName, Quantity, Saying
from zusage.core.terms.timetable import WEEKDAYS
from zusage.core.zones import DAY_SECONDS, date_of, wall_second
from zusage.formats.documents.wording import NARROW, Wording
from zusage.texts import sentence

# Decimals of a computed number; what lies beyond is cut off and never decides anything.
PLACES = {Measure.NUMBER: 0, Measure.HOURS: 2, Measure.DAYS: 3, Measure.PERCENT: 3}
MONTH = re.compile(r"(\d{4})-(\d{2})")


def spoken(code: str, language: str, facts: Mapping[str, object]) -> str:
    """Return the sentence of a code, every fact in words; a number and its unit stay together."""
    words = {name: word(value, language) for name, value in facts.items()}
    return re.sub(" +", " ", sentence(code, language, words)).strip()


def word(value: object, language: str) -> str:
    """Write one fact in German or English."""
    wording = Wording(language=language)
    match value:
        case Saying():
            return spoken(value.code, language, value.facts)
        case Quantity():
            return _quantity(value, wording)
        case Instant():
            return _instant(value, wording)
        case PeriodName():
            return _period(value.name, wording)
        case Name():
            return wording.name(value.key, value.kind)
        case Text():
            return wording.text(value)
        case Percentage():
            return wording.percentage(value)
        case Duration():
            return wording.duration(value)
        case Money():
            return wording.money(value)
        case date():
            return wording.short_day(value)
        case Mapping():
            return "; ".join(wording.week(value))
        case tuple():
            return _joined([word(part, language) for part in value])
        case None:
            return ""
        case _:
            return str(value)


def _joined(words: list[str]) -> str:
    """Put sentences one after the other, and anything else between commas or semicolons."""
    if all(part.endswith(".") for part in words):
        return " ".join(words)
    return ("; " if any(", " in part for part in words) else ", ").join(words)


def _period(name: str, wording: Wording) -> str:
    month = MONTH.fullmatch(name)
    if month:
        return wording.month(int(month[1]), int(month[2]))
    if name.isdigit():
        return wording.say("lint.period.year", year=name)
    return wording.say("lint.period.other", name=name)


def _quantity(quantity: Quantity, wording: Wording) -> str:
    value, places = quantity.value, PLACES.get(quantity.measure, 0)
    match quantity.measure:
        case Measure.TIME:
            return _time(value, wording)
        case Measure.PERCENT:
            return f"{_short(value * 100, places if value <= 1 else 0, wording)}{NARROW}%"
        case Measure.HOURS:
            return f"{_short(value, places, wording)}{NARROW}h"
        case Measure.DAYS:
            unit = wording.term("unit.days", "dative")
            return f"{_short(value, places, wording)}{NARROW}{unit}"
        case Measure.NUMBER:
            return _short(value, places, wording)


def _short(value: Fraction, places: int, wording: Wording) -> str:
    """Write a number with the decimals it has, at most so many."""
    while places and (value * 10 ** (places - 1)).denominator == 1:
        places -= 1
    return wording.decimal(value, places)


def _time(seconds: Fraction, wording: Wording) -> str:
    """Write hours, minutes and seconds, with a tenth of a second where there is one."""
    whole = int(seconds)
    tenths = int(seconds * 10) - whole * 10
    if not tenths:
        return wording.seconds(whole)
    before = wording.seconds(whole - whole % 60) if whole >= 60 else ""
    rest = wording.decimal(Fraction(whole % 60 * 10 + tenths, 10), 1)
    return f"{before} {rest}{NARROW}s".strip()


def _instant(instant: Instant, wording: Wording) -> str:
    day, second = divmod(wall_second(instant.zone, instant.second), DAY_SECONDS)
    on = date_of(day)
    weekday = wording.term("weekday", WEEKDAYS[on.weekday()])
    return f"{weekday}{NARROW}{wording.short_day(on)}, {wording.clock(second)}"
