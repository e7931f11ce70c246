"""The head of a contract and what its customer gets."""

from tests.documents import everything, telling, words
from zusage.core.terms.contract import Component, Instance, Lifecycle, LifecycleState
from zusage.core.terms.quantities import Text
from zusage.formats.documents.contract.subject import head, service

HASH = "ab" * 32


def test_head_names_parties_with_their_side_unless_it_is_their_name() -> None:
    said = words(head(telling("de"), HASH))
    assert "Musterbetrieb, Anbieter" in said
    assert "Kunde" in said
    assert "Partner, im Auftrag des Anbieters [A2]" in said
    assert HASH in said


def test_documents_stand_by_precedence_and_the_rest_apart() -> None:
    said = words(head(telling("en"), HASH))
    at = said.index("Documents; the upper one prevails")
    assert said[at + 1 : at + 3] == ["1. Main agreement", "2. Annex A, 15 April 2025"]
    assert said[at + 3 : at + 5] == [
        "Further documents, without rank",
        "Price list; may be changed by one side, kept as of 2 May 2025 9f86d081884c7d65",
    ]


def test_documents_without_any_order_say_so() -> None:
    prices = {"prices": everything().documents["prices"]}
    said = words(head(telling("en", documents=prices), HASH))
    assert "Documents, without an order" in said
    assert "Documents; the upper one prevails" not in said


def test_a_product_that_ends_is_announced_first() -> None:
    said = words(head(telling("de"), HASH))
    assert said[:2] == [
        "Dieser Dienst wird nicht mehr verkauft",
        "Bitte den Nachfolger wählen. [A1]",
    ]
    ending = Lifecycle(state=LifecycleState.END_OF_LIFE)
    said = words(head(telling("en", lifecycle=ending), HASH))
    assert said[:2] == ["This service is at its end of life", "No replacement is named."]


def test_a_product_on_sale_needs_no_word() -> None:
    for lifecycle in (None, Lifecycle(state=LifecycleState.ON_SALE)):
        assert words(head(telling("en", lifecycle=lifecycle), HASH))[0] == "Contract"


def test_the_instance_is_told_field_by_field() -> None:
    said = words(service(telling("de")))
    assert said[:13] == [
        "Was Sie bekommen [A1]",
        "Für Sie allein",
        "Eigene Datenbank",
        "Gemeinsam genutzt",
        "Verteiler",
        "Enthalten",
        "5 Konten",
        "Nicht enthalten",
        "Schulung",
        "Standorte",
        "Deutschland und Schweiz",
        "Hardware",
        "Dient allein diesem Dienst",
    ]


def test_components_say_how_they_are_measured_and_what_is_open() -> None:
    said = words(service(telling("en", instance=None)))
    assert said[2:] == [
        "Component",
        "Delivery point",
        "Measurement",
        "Front end [A2]",
        "The provider's router",
        "Fetch by HTTPS and query by DNS, at: Frankfurt, every 1 min",
        "Mail",
        "Connection by SMTP / Place of measurement not named / Interval not named",
        "Archive",
        "No measurement named",
    ]


def test_without_delivery_points_there_is_no_column_for_them() -> None:
    one = {"a": Component(title=Text(de="Teil", en="Part"))}
    said = words(service(telling("en", instance=None, components=one)))
    assert said[2:] == ["Component", "Measurement", "Part", "No measurement named"]


def test_nothing_to_tell_is_no_section() -> None:
    assert list(service(telling("en", instance=None, components={}))) == []
    assert list(service(telling("en", instance=Instance(), components={}))) == []
