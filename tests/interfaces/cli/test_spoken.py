"""Facts as people read them, in German and English, and as machines get them."""

import json
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from fractions import Fraction

import pytest

from tests.core.terms.lint.whole import WHOLE, put
from zusage.core.errors import Finding
from zusage.core.money import parse_money
from zusage.core.terms.contract import Contract
from zusage.core.terms.diff import Difference, diff
from zusage.core.terms.lint import lint
from zusage.core.terms.quantities import Text, parse_duration, parse_percentage
from zusage.core.terms.references import check_references
from zusage.core.terms.saying import (
    Instant,
    Name,
    PeriodName,
    days,
    hours,
    hours_named,
    number,
    percent,
    say,
    time,
)
from zusage.core.terms.walk import walk
from zusage.interfaces.cli.plain_facts import plain
from zusage.interfaces.cli.spoken import spoken, word

BERLIN = Instant(second=1_780_668_000, zone="Europe/Berlin")


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (number(1214), "1.214", "1,214"),
        (time(2608), "43 min 28 s", "43 min 28 s"),
        (time(Fraction("2419.2")), "40 min 19,2 s", "40 min 19.2 s"),
        (time(Fraction("0.75")), "0,7 s", "0.7 s"),
        (time(Fraction("60.04")), "1 min", "1 min"),
        (hours(Fraction(136_080)), "37,8 h", "37.8 h"),
        (hours(7200), "2 h", "2 h"),
        (days(Fraction(2_608_000)), "30,185 Tagen", "30.185 days"),
        (percent(Fraction(9985, 10_000)), "99,85 %", "99.85 %"),
        (percent(Fraction(29_761, 10_000)), "297 %", "297 %"),
        (BERLIN, "Fr 05.06.2026, 16:00", "Fri 5 Jun 2026, 16:00"),
        (PeriodName(name="2026-03"), "März 2026", "March 2026"),
        (PeriodName(name="2026"), "Jahr 2026", "the year 2026"),
        (PeriodName(name="2026-06-01"), "Zeitraum ab 2026-06-01", "the period from 2026-06-01"),
        (Name(key="contact_person"), "Ansprechpartner", "contact person"),
        (Name(key="no_word"), "no word", "no word"),
        (hours_named("business"), "Geschäftszeit", "business hours"),
        (Text(de="eins", en="one"), "eins", "one"),
        (parse_percentage("99.8 %"), "99,8 %", "99.8 %"),
        (parse_duration("28 business days"), "28 Arbeitstage", "28 business days"),
        (parse_money("95.00 EUR"), "95,00 €", "€95.00"),
        (date(2026, 8, 15), "15.08.2026", "15 Aug 2026"),
        (say("severity.note"), "Hinweis", "note"),
        (("a", "b"), "a, b", "a, b"),
        (("a, b", "c"), "a, b; c", "a, b; c"),
        (("A.", "B."), "A. B.", "A. B."),
        ((), "", ""),
        (None, "", ""),
        (12345, "12345", "12345"),
    ],
)
def test_a_fact_in_words(value: object, german: str, english: str) -> None:
    assert word(value, "de").replace("\u00a0", " ") == german
    assert word(value, "en").replace("\u00a0", " ") == english


def test_a_fact_that_is_empty_leaves_no_gap() -> None:
    facts = {"question": "Why?", "used": "so", "others": "not so", "difference": ""}
    assert spoken("lint.L11", "en", facts).endswith("Also possible: not so.")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, True),
        (None, None),
        (7, 7),
        (Fraction(1, 3), "1/3"),
        (time(Fraction(1, 2)), {"value": "1/2", "unit": "time"}),
        (BERLIN, "2026-06-05T14:00:00Z"),
        (say("a.b", x=(1, 2)), {"code": "a.b", "facts": {"x": [1, 2]}}),
        (PeriodName(name="2026-03"), "2026-03"),
        (Name(key="business"), "business"),
        (Text(de="eins", en="one"), {"de": "eins", "en": "one"}),
        (date(2026, 8, 15), "2026-08-15"),
        (parse_percentage("99.8 %"), "99.8 %"),
        ([parse_duration("43m28s")], ["43m28s"]),
    ],
)
def test_a_fact_for_machines(value: object, expected: object) -> None:
    assert plain(value) == expected


def left_out() -> Iterator[Contract]:
    """Yield the whole contract without one of its optional values, for each that it has."""
    for path, record in walk(WHOLE):
        for field in fields(record) if is_dataclass(record) else ():
            made = field.default_factory
            default = field.default if made is MISSING else made()
            if default is not MISSING and getattr(record, field.name) != default:
                contract: Contract = put(WHOLE, (*path, field.name), default)
                if not check_references(contract):
                    yield contract


def test_whatever_is_left_out_of_a_contract_can_be_told() -> None:
    told = 0
    for contract in left_out():
        said: list[Finding | Difference] = [*lint(contract)]
        said += [*diff(WHOLE, contract), *diff(contract, WHOLE)]
        sentences = [spoken(each.code, lang, each.facts) for each in said for lang in ("de", "en")]
        assert [text for text in sentences if "{" in text or not text] == []
        assert json.dumps([plain(each.facts) for each in said])
        told += bool(sentences)
    assert told > 100
