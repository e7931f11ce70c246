"""An amendment holds once both sides signed, from its day on, and never before."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.terms.amendments import (
    Pending,
    amendment_problems,
    holds_from,
    in_force,
    pending,
    signers,
)
from zusage.core.terms.contract import (
    Amendment,
    Contract,
    Document,
    Party,
    PartyRole,
    Signature,
)
from zusage.core.terms.quantities import Text

TEXT = Text(de="x", en="x")
PARTIES = {
    "we": Party(name=TEXT, role=PartyRole.PROVIDER),
    "host": Party(name=TEXT, role=PartyRole.DELEGATE),
    "you": Party(name=TEXT, role=PartyRole.CUSTOMER),
}
MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
DAY = timedelta(days=1)


def amended(valid_from, *signed, existing_from=None):
    """Return an amendment; signed are pairs of a party and the day of its signature."""
    signatures = tuple(Signature(party=party, person="X", on=on) for party, on in signed)
    return Amendment(
        title=TEXT, valid_from=valid_from, existing_from=existing_from, signatures=signatures
    )


def contract(*amendments, parties=PARTIES, begin=None):
    documents = {
        "D": Document(title=TEXT, date=begin),
        "E": Document(title=TEXT, date=begin and begin + DAY),
        "F": Document(title=TEXT),
    }
    return Contract(
        zusage=1,
        name="a",
        version=1,
        title=TEXT,
        zone="UTC",
        parties=parties,
        documents=documents,
        amendments=amendments,
    )


SIGNED = amended(JUNE, ("we", MAY), ("you", MAY))


def test_providers_and_customers_sign_but_no_delegates():
    assert signers(contract()) == ("we", "you")


@pytest.mark.parametrize(
    ("day", "holds"), [(JUNE - DAY, False), (JUNE, True), (JULY + 3650 * DAY, True)]
)
def test_signed_amendment_holds_from_its_day(day, holds):
    assert (in_force(contract(SIGNED), day) == (SIGNED,)) is holds


@pytest.mark.parametrize(
    "signed", [[], [("we", MAY)], [("you", MAY)], [("we", MAY), ("host", MAY)]]
)
def test_amendment_without_both_signatures_never_holds(signed):
    amendment = amended(JUNE, *signed)
    assert holds_from(contract(amendment), amendment) is None
    assert in_force(contract(amendment), date(2099, 1, 1)) == ()


def test_late_signature_does_not_reach_back():
    late = amended(JUNE, ("we", MAY), ("you", JULY))
    assert holds_from(contract(late), late) == JULY
    assert in_force(contract(late), JULY - DAY) == ()
    assert in_force(contract(late), JULY) == (late,)


def test_first_signature_of_a_party_counts():
    twice = amended(JUNE, ("we", MAY), ("you", JULY), ("you", MAY))
    assert holds_from(contract(twice), twice) == JUNE


@pytest.mark.parametrize(
    ("agreed_on", "begins"), [(None, JUNE), (JUNE, JUNE), (JUNE - DAY, JULY), (MAY, JULY)]
)
def test_agreement_signed_before_has_its_own_day(agreed_on, begins):
    amendment = amended(JUNE, ("we", MAY), ("you", MAY), existing_from=JULY)
    assert holds_from(contract(amendment), amendment, agreed_on=agreed_on) == begins
    for day, holds in ((begins - DAY, ()), (begins, (amendment,))):
        assert in_force(contract(amendment), day, agreed_on=agreed_on) == holds


def test_agreement_signed_before_follows_when_nothing_is_said():
    assert holds_from(contract(SIGNED), SIGNED, agreed_on=MAY) == JUNE


def test_amendments_hold_in_the_order_of_their_days():
    later = amended(JULY, ("we", MAY), ("you", MAY))
    assert in_force(contract(later, SIGNED), JULY) == (SIGNED, later)


def test_what_does_not_hold_yet_is_listed_with_its_reason():
    unsigned = amended(JULY, ("we", MAY))
    late = amended(JUNE + DAY, ("we", MAY), ("you", JULY))
    future = amended(JULY + DAY, ("we", MAY), ("you", MAY))
    whole = contract(future, unsigned, late, SIGNED)
    assert pending(whole, JUNE) == (
        Pending(amendment=late, missing=("you",), holds_from=JULY),
        Pending(amendment=unsigned, missing=("you",), holds_from=None),
        Pending(amendment=future, missing=(), holds_from=JULY + DAY),
    )
    assert [waiting.amendment for waiting in pending(whole, date(2030, 1, 1))] == [unsigned]


DAYS = st.dates(date(2026, 1, 1), date(2026, 3, 1))
SIGNATURES = st.lists(st.tuples(st.sampled_from(list(PARTIES)), DAYS), max_size=5)


@given(DAYS, SIGNATURES, DAYS | st.none(), DAYS, DAYS | st.none())
def test_every_amendment_holds_or_waits_and_holds_for_good(
    valid_from, signed, existing_from, day, agreed_on
):
    """Said once more from the clause: in writing, signed by both, not before its day."""
    amendment = amended(valid_from, *signed, existing_from=existing_from)
    whole = contract(amendment)
    holds = in_force(whole, day, agreed_on=agreed_on) == (amendment,)
    begins = valid_from
    if agreed_on and agreed_on < valid_from and existing_from:
        begins = existing_from
    both = all(any(p == party and on <= day for p, on in signed) for party in ("we", "you"))
    assert holds == (both and begins <= day)
    assert (pending(whole, day, agreed_on=agreed_on) == ()) == holds
    if holds:
        assert in_force(whole, day + DAY, agreed_on=agreed_on) == (amendment,)


def codes(whole):
    return [(code, path) for code, path, _ in amendment_problems(whole)]


def test_clear_amendments_have_no_problems():
    assert codes(contract(SIGNED, amended(JULY), begin=MAY)) == []
    assert codes(contract(amended(MAY), begin=MAY)) == []
    assert codes(contract(amended(JUNE, existing_from=JUNE))) == []
    assert codes(contract(parties={})) == []


def test_two_amendments_for_one_day_have_no_order():
    (problem,) = amendment_problems(contract(SIGNED, amended(MAY), amended(JUNE)))
    assert problem == (
        "amendment.same_day",
        ("amendments", 2, "valid_from"),
        {"value": "2026-06-01"},
    )


def test_amendment_before_the_contract_is_found():
    (problem,) = amendment_problems(contract(amended(MAY - DAY), begin=MAY))
    assert problem[:2] == ("amendment.before_contract", ("amendments", 0, "valid_from"))
    assert problem[2] == {"value": "2026-04-30", "begin": "2026-05-01"}


def test_existing_agreements_do_not_go_first():
    found = codes(contract(amended(JUNE, existing_from=MAY)))
    assert found == [("amendment.existing_before_valid", ("amendments", 0, "existing_from"))]


@pytest.mark.parametrize("missing", ["we", "you"])
def test_both_sides_have_to_be_named(missing):
    parties = {name: party for name, party in PARTIES.items() if name != missing}
    assert codes(contract(SIGNED, parties=parties)) == [("amendment.side_missing", ("amendments",))]
