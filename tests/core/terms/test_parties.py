"""Parties, documents, clauses and components: what holds when the file is silent."""

from zusage.core.terms.parties import (
    Clause,
    Component,
    Document,
    Instance,
    Lifecycle,
    LifecycleState,
    Party,
    PartyRole,
)
from zusage.core.terms.quantities import Text
from zusage.core.terms.rules import Rule

TEXT = Text(de="x", en="x")


def test_delegate_is_neither_provider_nor_customer():
    party = Party(name=TEXT, role=PartyRole.DELEGATE)
    assert party.role not in (PartyRole.PROVIDER, PartyRole.CUSTOMER)


def test_document_is_fixed_and_without_rank_unless_stated():
    document = Document(title=TEXT)
    assert not document.mutable
    assert document.precedence is None
    assert document.articles == ()


def test_clause_is_no_rule_but_what_rules_come_from():
    clause = Clause(document="D", at="1", says=TEXT)
    assert not isinstance(clause, Rule)
    assert (clause.cites, clause.resolved) == ((), {})


def test_component_weighs_one_and_has_no_meter_unless_stated():
    component = Component(title=TEXT)
    assert component.weight == 1
    assert component.meter is None


def test_service_that_ends_may_name_an_offer():
    ended = Lifecycle(state=LifecycleState.END_OF_LIFE)
    assert ended.offer is None
    assert Instance().exclusive_hardware is False
