"""Numbers, durations, dates, money and service times in German and English, as people write them.

Exact values come in; what is cut off for display is cut toward zero and never feeds a decision.
Babel is imported when the first date or amount is written: most of a document needs none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import groupby

from zusage.core.calendars import DaySpan, DaySpans
from zusage.core.money import MINOR_UNITS, Money
from zusage.core.terms.quantities import Duration, Percentage, Text, Unit
from zusage.core.terms.timetable import WEEKDAYS, Week, week_spans
from zusage.core.zones import DAY_SECONDS, date_of, wall_second
from zusage.texts import area, sentence

NARROW = "\u00a0"
"""Between a number and its unit: a space at which no line ends."""

LOCALES = {"de": "de", "en": "en_GB"}
POINTS = {"de": (".", ","), "en": (",", ".")}
WHOLE_DAY: DaySpans = ((0, DAY_SECONDS),)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """Writes typed values in one language, "de" or "en"."""

    language: str

    def say(self, code: str, /, **facts: object) -> str:
        """Return the sentence of a code, such as "document.contents", with its facts."""
        return sentence(code, self.language, facts)

    def term(self, kind: str, key: str) -> str:
        """Return the word for a key of a closed list; raises KeyError where the texts lack it."""
        return self.say(f"document.{kind}.{key}")

    def known(self, kind: str, key: str) -> str | None:
        """Return the word for a name that an author chose, or None where the texts lack it."""
        entry = area("document").get(f"{kind}.{key}")
        return entry[self.language] if entry else None

    def name(self, key: str, kind: str = "name") -> str:
        """Return the word for a name that an author chose, or the name itself, legibly.

        kind: "name", or the kind of thing: "place", "probe", "event", "hours".

        >>> Wording(language="de").name("contact_person"), Wording(language="de").name("my_name")
        ('Ansprechpartner', 'my name')
        """
        return self.known(kind, key) or key.replace("_", " ")

    def text(self, text: Text) -> str:
        """Return a text of the contract."""
        return text.in_language(self.language)

    # ---- numbers -----------------------------------------------------------------------------

    def number(self, number: int) -> str:
        """Write a whole number with its thousands apart.

        >>> Wording(language="de").number(-12345), Wording(language="en").number(1000)
        ('-12.345', '1,000')
        """
        return f"{number:,}".replace(",", POINTS[self.language][0])

    def count(self, number: int, unit: str) -> str:
        """Write a number of things.

        >>> Wording(language="de").count(2, "account"), Wording(language="de").count(5, "GB")
        ('2\\xa0Konten', '5\\xa0GB')
        """
        word = self.name(f"{unit}.{'one' if number == 1 else 'many'}", "count")
        return f"{self.number(number)}{NARROW}{word.partition('.')[0]}"

    def decimal(self, value: Fraction, places: int) -> str:
        """Write a number with so many decimals, the rest cut off.

        >>> Wording(language="de").decimal(Fraction(20000, 3), 2)
        '6.666,66'
        """
        whole, part = divmod(int(abs(value) * 10**places), 10**places)
        sign = "-" if value < 0 and (whole or part) else ""
        rest = f"{POINTS[self.language][1]}{part:0{places}}" if places else ""
        return f"{sign}{self.number(whole)}{rest}"

    def percentage(self, share: Percentage) -> str:
        """Write a percentage exactly as stated.

        >>> Wording(language="de").percentage(Percentage(ratio=Fraction(998, 1000)))
        '99,8\\xa0%'
        """
        digits = str(share).removesuffix(" %")
        return f"{digits.replace('.', POINTS[self.language][1])}{NARROW}%"

    def share(self, ratio: Fraction, places: int = 3) -> str:
        """Write a computed share in percent, cut to so many decimals.

        >>> Wording(language="en").share(Fraction(2, 3))
        '66.666\\xa0%'
        """
        return f"{self.decimal(ratio * 100, places)}{NARROW}%"

    def money(self, amount: Money) -> str:
        """Write an amount with its currency.

        >>> Wording(language="de").money(Money(currency="EUR", minor=109500))
        '1.095,00\\xa0€'
        """
        from babel.numbers import format_currency

        exact = Decimal(amount.minor).scaleb(-MINOR_UNITS[amount.currency])
        return format_currency(exact, amount.currency, locale=LOCALES[self.language])

    def currency(self, code: str) -> str:
        """Write the name of a currency.

        >>> Wording(language="de").currency("EUR")
        'Euro (EUR)'
        """
        from babel.numbers import get_currency_name

        name = get_currency_name(code, locale=LOCALES[self.language])
        return code if name == code else f"{name} ({code})"

    # ---- time --------------------------------------------------------------------------------

    def seconds(self, seconds: int | Fraction) -> str:
        """Write a length in hours, minutes and seconds; a part of a second is cut off.

        >>> Wording(language="en").seconds(Fraction(26089, 10)).replace(NARROW, " ")
        '43 min 28 s'
        """
        whole = int(abs(Fraction(seconds)))
        minutes, rest = divmod(whole, 60)
        hours, minutes = divmod(minutes, 60)
        parts = [(hours, "h"), (minutes, "min"), (rest, "s")]
        said = [f"{self.number(n)}{NARROW}{unit}" for n, unit in parts if n]
        sign = "-" if seconds < 0 and whole else ""
        return sign + (" ".join(said) or f"0{NARROW}s")

    def hours(self, seconds: int | Fraction) -> str:
        """Write a length for a column of figures, cut to whole seconds toward less.

        >>> Wording(language="en").hours(2608), Wording(language="en").hours(Fraction(-1, 2))
        ('0:43:28', '-0:00:01')
        """
        whole = seconds.__floor__()
        minutes, rest = divmod(abs(whole), 60)
        return f"{'-' if whole < 0 else ''}{minutes // 60}:{minutes % 60:02}:{rest:02}"

    def duration(self, length: Duration, *, dative: bool = False) -> str:
        """Write a duration in the unit in which it is promised.

        dative: in German, the form after "von" and "nach": 3 Monaten.

        >>> Wording(language="de").duration(Duration(amount=3, unit=Unit.MONTHS))
        '3\\xa0Monate'
        """
        if length.unit is Unit.SECONDS:
            return self.seconds(length.amount)
        number = "one" if length.amount == 1 else "dative" if dative else "many"
        unit = self.term(f"unit.{length.unit.value}", number)
        return f"{self.number(length.amount)}{NARROW}{unit}"

    def day(self, day: date) -> str:
        """Write a date in full.

        >>> Wording(language="de").day(date(2025, 4, 15))
        '15. April 2025'
        """
        return self._formatted(day, "long")

    def short_day(self, day: date) -> str:
        """Write a date for a table.

        >>> Wording(language="de").short_day(date(2025, 4, 15))
        '15.04.2025'
        """
        return self._formatted(day, "medium")

    def day_and_month(self, day: date) -> str:
        """Write a date in a list of one year, in a few characters.

        >>> Wording(language="de").day_and_month(date(2025, 4, 5))
        '5.4.'
        """
        return self._formatted(day, "d.M.", "d MMM")

    def day_of_year(self, month: int, day: int) -> str:
        """Write a day that returns every year.

        >>> Wording(language="en").day_of_year(12, 25)
        '25 December'
        """
        return self._formatted(date(2000, month, day), "d. MMMM", "d MMMM")

    def month(self, year: int, month: int) -> str:
        """Write a month.

        >>> Wording(language="de").month(2025, 3)
        'März 2025'
        """
        return self._formatted(date(year, month, 1), "MMMM y")

    def period(self, name: str) -> str:
        """Write the name of a period: a month in words, from day to day, or the year as it is.

        >>> Wording(language="de").period("2025-03"), Wording(language="de").period("2025")
        ('März 2025', '2025')
        """
        first, _, last = name.partition("/")
        if last:
            return "–".join(self.short_day(date.fromisoformat(day)) for day in (first, last))
        year, _, month = name.partition("-")
        return self.month(int(year), int(month)) if month else name

    def moment(self, zone: str, second: int) -> str:
        """Write an instant by the wall clock of a zone, for a table.

        >>> Wording(language="de").moment("Europe/Berlin", 0)
        '01.01.1970 01:00'
        """
        day, clock = divmod(wall_second(zone, second), DAY_SECONDS)
        return f"{self.short_day(date_of(day))} {self.clock(clock)}"

    def _formatted(self, day: date, german: str, english: str = "") -> str:
        style = english or german if self.language == "en" else german
        return _date(day, style, LOCALES[self.language])

    # ---- service times -----------------------------------------------------------------------

    def clock(self, second: int) -> str:
        """Write a time of day.

        >>> Wording(language="de").clock(86400), Wording(language="de").clock(32401)
        ('24:00', '09:00:01')
        """
        minutes, rest = divmod(second, 60)
        tail = f":{rest:02}" if rest else ""
        return f"{minutes // 60:02}:{minutes % 60:02}{tail}"

    def day_span(self, span: DaySpan) -> str:
        """Write a span of a day; one over midnight says so.

        >>> Wording(language="en").day_span((32400, 61200))
        '09:00–17:00'
        """
        start, end = span
        if end <= DAY_SECONDS:
            return f"{self.clock(start)}–{self.clock(end)}"
        days, second = divmod(end, DAY_SECONDS)
        said = f"{self.clock(start)}–{self.clock(second)}"
        code = f"document.span_over_midnight.{'one' if days == 1 else 'many'}"
        return self.say(code, span=said, days=days)

    def week(self, week: Week) -> tuple[str, ...]:
        """Write a week as a contract states it; see `days`."""
        return self.days(week_spans(week))

    def days(self, days: Sequence[DaySpans]) -> tuple[str, ...]:
        """Write a week, days with the same hours together; a week without a gap is one phrase.

        days: the open spans of each day, Monday first.

        >>> Wording(language="de").days([((32400, 61200),)] * 5 + [()] * 2)
        ('Mo–Fr 09:00–17:00',)
        """
        if all(spans == WHOLE_DAY for spans in days):
            return (self.say("document.always"),)
        by_hours: dict[DaySpans, list[int]] = {}
        for day, spans in enumerate(days):
            if spans:
                by_hours.setdefault(spans, []).append(day)
        return tuple(
            f"{self.weekdays(numbers)} {', '.join(map(self.day_span, spans))}"
            for spans, numbers in by_hours.items()
        )

    def weekdays(self, days: Iterable[int]) -> str:
        """Write days of the week, Monday is 0; three or more in a row become a range.

        >>> Wording(language="en").weekdays([0, 1, 2, 4, 6])
        'Mon–Wed, Fri, Sun'
        """
        runs = groupby(enumerate(sorted(days)), key=lambda pair: pair[1] - pair[0])
        said: list[str] = []
        for _, run in runs:
            names = [self.term("weekday", WEEKDAYS[day]) for _, day in run]
            said += [f"{names[0]}–{names[-1]}"] if len(names) > 2 else names
        return ", ".join(said)

    # ---- sentences ---------------------------------------------------------------------------

    def all_of(self, parts: Iterable[str]) -> str:
        """Join words by commas and "and".

        >>> Wording(language="de").all_of(["a", "b", "c"])
        'a, b und c'
        """
        return self._listed(list(parts), "document.and")

    def one_of(self, parts: Iterable[str]) -> str:
        """Join words by commas and "or".

        >>> Wording(language="en").one_of(["a", "b"])
        'a or b'
        """
        return self._listed(list(parts), "document.or")

    def _listed(self, parts: list[str], word: str) -> str:
        if len(parts) < 2:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {self.say(word)} {parts[-1]}"

    def question(self, key: str) -> str:
        """Return the question that a text leaves open."""
        return self.say(f"reading.{key}")

    def reading(self, key: str, value: str) -> str:
        """Return a reading as the answer to its question, a phrase without a full stop."""
        return self.say(f"reading.{key}.{value}")


def capital(text: str) -> str:
    """Return a phrase as the begin of a sentence.

    >>> capital("jede Wartung")
    'Jede Wartung'
    """
    return text[:1].upper() + text[1:]


@cache
def _date(day: date, style: str, locale: str) -> str:
    """Write a date; a document names the same days again and again."""
    from babel.dates import format_date

    return format_date(day, style, locale=locale)
