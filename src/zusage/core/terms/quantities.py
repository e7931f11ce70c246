"""The typed values of a contract: percentages, durations, times of day, texts. No floats."""

import re
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from zusage.core.calendars import SPAN_END_MAX, DaySpan
from zusage.core.errors import TermsError
from zusage.core.zones import DAY_SECONDS


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text of the contract in our own words, in German and English.

    de: the German text.
    en: the English text.
    """

    de: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the text in "de" or "en"."""
        return self.de if language == "de" else self.en


@dataclass(frozen=True, kw_only=True, order=True)
class Percentage:
    """An exact share of one: 99.8 % is Fraction(499, 500)."""

    ratio: Fraction

    def __str__(self) -> str:
        percent = self.ratio * 100
        places = 0
        while (percent * 10**places).denominator != 1 and places < 12:
            places += 1
        digits = f"{int(percent * 10**places):0{places + 1}}"
        whole = digits if not places else f"{digits[:-places]}.{digits[-places:]}"
        return f"{whole} %"


# Digits are those of ASCII; the same patterns stand in the published JSON Schema.
PERCENTAGE = re.compile(r"([0-9]{1,3})(?:\.([0-9]{1,9}))? ?%")


def parse_percentage(text: str) -> Percentage:
    """Read "99.8 %". Raises TermsError("percentage.invalid") or "percentage.out_of_range".

    >>> parse_percentage("99.8 %").ratio
    Fraction(499, 500)
    """
    match = PERCENTAGE.fullmatch(text)
    if not match:
        raise TermsError("percentage.invalid", value=text)
    ratio = Fraction(f"{match[1]}.{match[2] or 0}") / 100
    if ratio > 1:
        raise TermsError("percentage.out_of_range", value=text)
    return Percentage(ratio=ratio)


class Unit(StrEnum):
    """What a duration counts. A day or month is one of the wall clock, not a number of seconds."""

    SECONDS = "seconds"
    DAYS = "days"
    BUSINESS_DAYS = "business_days"
    MONTHS = "months"


@dataclass(frozen=True, kw_only=True)
class Duration:
    """A length of time in the unit in which the contract promises it."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        if self.unit is Unit.SECONDS:
            return duration_text(self.amount)
        name = self.unit.value.replace("_", " ")
        return f"{self.amount} {name.removesuffix('s') if self.amount == 1 else name}"


PARTS = re.compile(r"(?=[0-9])(?:([0-9]{1,6})h)?(?: ?([0-9]{1,6})m)?(?: ?([0-9]{1,8})s)?")
COUNTED = re.compile(r"([0-9]{1,5}) (day|week|month|year|business day)s?")
FACTORS = {
    "day": (1, Unit.DAYS),
    "week": (7, Unit.DAYS),
    "month": (1, Unit.MONTHS),
    "year": (12, Unit.MONTHS),
    "business day": (1, Unit.BUSINESS_DAYS),
}


def parse_duration(text: str) -> Duration:
    """Read "43m28s", "8h", "28 business days", "14 days", "3 months", "1 year".

    Raises TermsError("duration.invalid").

    >>> parse_duration("43m28s").amount, str(parse_duration("28 business days"))
    (2608, '28 business days')
    """
    counted = COUNTED.fullmatch(text)
    if counted:
        factor, unit = FACTORS[counted[2]]
        return Duration(amount=int(counted[1]) * factor, unit=unit)
    parts = PARTS.fullmatch(text)
    if not parts:
        raise TermsError("duration.invalid", value=text)
    hours, minutes, seconds = (int(part or 0) for part in parts.groups())
    return Duration(amount=hours * 3600 + minutes * 60 + seconds, unit=Unit.SECONDS)


def duration_text(seconds: int) -> str:
    """Write whole seconds as hours, minutes and seconds.

    >>> duration_text(2608), duration_text(0), duration_text(86400)
    ('43m28s', '0s', '24h')
    """
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    text = "".join(f"{n}{unit}" for n, unit in ((hours, "h"), (minutes, "m"), (rest, "s")) if n)
    return ("-" if seconds < 0 else "") + (text or "0s")


DAY_SPAN = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?-([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?"
)


def parse_day_span(text: str) -> DaySpan:
    """Read "09:00-17:00" or "22:00-30:00" (over midnight), as seconds from the day's midnight.

    Raises TermsError("span.invalid") or TermsError("span.backwards").

    >>> parse_day_span("22:00-30:00")
    (79200, 108000)
    """
    match = DAY_SPAN.fullmatch(text)
    if not match:
        raise TermsError("span.invalid", value=text)
    numbers = [int(part or 0) for part in match.groups()]
    start, end = (h * 3600 + m * 60 + s for h, m, s in (numbers[:3], numbers[3:]))
    sixty = max(numbers[1], numbers[2], numbers[4], numbers[5])
    if sixty > 59 or start >= DAY_SECONDS or end > SPAN_END_MAX:
        raise TermsError("span.invalid", value=text)
    if end <= start:
        raise TermsError("span.backwards", value=text)
    return start, end
