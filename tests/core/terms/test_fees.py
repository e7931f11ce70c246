"""Fees and terms: what is open when the file is silent."""

from zusage.core.terms.fees import Notice, Rate, Terms
from zusage.core.terms.quantities import Text

TEXT = Text(de="x", en="x")


def test_terms_say_nothing_unless_stated():
    terms = Terms()
    assert (terms.currency, terms.notice, terms.rates, terms.billing) == (None, None, (), ())
    assert not terms.written_changes


def test_notice_runs_to_the_end_of_a_month():
    notice = Notice(months=1)
    assert notice.to == "end_of_month"
    assert notice.by == ()


def test_rate_without_amount_is_by_the_price_list_and_net():
    rate = Rate(title=TEXT, price_list="P")
    assert rate.amount is None
    assert not rate.vat_included
