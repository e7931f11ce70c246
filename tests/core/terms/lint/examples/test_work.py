"""Examples for money, terms and copies."""

from datetime import date

from tests.core.terms.lint.whole import BACKUP, changed, facts_of, get, length
from zusage.core.money import parse_money
from zusage.core.terms.contract import Keep
from zusage.core.terms.lint.examples import difference
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.saying import Saying

Change = tuple[tuple[str | int, ...], object]
RATE, NOTICE = ("terms", "rates", 0), ("terms", "notice")


def example(key: str, path: tuple[str | int, ...], *changes: Change) -> Saying | None:
    contract = changed(*changes)
    return difference(Survey(contract), key, path, get(path, contract))


def test_80_minutes_at_95_euros() -> None:
    facts = facts_of(example("work_steps", RATE))
    assert facts["exact"] == parse_money("126.67 EUR")
    assert facts["quarters"] == parse_money("142.50 EUR")
    assert facts["hours"] == parse_money("190.00 EUR")


def test_a_rate_by_price_list_is_told_in_minutes() -> None:
    facts = facts_of(example("work_steps", RATE, ((*RATE, "amount"), None)))
    assert facts == {"minutes": 80, "quarters": 90, "hours": 120}


def test_notice_in_the_second_month_of_three() -> None:
    facts = facts_of(example("notice", NOTICE))
    assert (facts["begin"], facts["given"]) == (date(2026, 1, 1), date(2026, 2, 10))
    # The end of March is the end of the minimum term and of the month after the notice.
    assert facts["later_end"] == date(2026, 3, 31)
    assert facts["after_minimum"] == date(2026, 5, 31)


def test_notice_to_the_end_of_a_later_month_ends_later_than_the_minimum() -> None:
    facts = facts_of(example("notice", NOTICE, ((*NOTICE, "months"), 3)))
    assert facts["later_end"] == date(2026, 5, 31)
    assert facts["after_minimum"] == date(2026, 7, 31)


def test_a_minimum_term_in_days_has_no_example() -> None:
    days: Change = (("terms", "commitments", 0, "lasts"), length("90 days"))
    assert example("notice", NOTICE, days) is None


def test_yearly_copies_after_ten_years() -> None:
    facts = facts_of(example("yearly_backup", BACKUP))
    assert (facts["until_next"], facts["forever"]) == (1, 10)


def test_five_days_without_a_backup() -> None:
    facts = facts_of(example("seven_days", BACKUP))
    assert (facts["hours"], facts["newest"], facts["oldest"]) == (168, 7, 288)
    day = facts_of(example("seven_days", BACKUP, ((*BACKUP, "keep"), Keep(hours=25))))
    assert (day["newest"], day["oldest"]) == (2, 145)
