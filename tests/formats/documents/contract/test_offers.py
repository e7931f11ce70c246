"""Options with their quantities and conditions, and matrices of responsibility."""

from dataclasses import replace

from tests.documents import everything, telling, words
from zusage.core.terms.contract import Option
from zusage.core.terms.quantities import Text
from zusage.formats.documents.contract.offers import matrices, options

TITLE = Text(de="Ding", en="Thing")


def told(option: Option) -> list[str]:
    """Return what the cells of one option say, without its title."""
    found = words(options(telling("en", options={"thing": option})))
    return found[found.index("Thing") + 1 :]


def test_an_option_says_everything() -> None:
    found = words(options(telling("de")))
    assert found[2:10] == [
        *("Option", "Menge", "Voraussetzung", "Laufzeit und Preis"),
        "Speicher [A1]",
        "In Schritten von 5 GB / Mindestens 10 GB / Höchstens 500 GB / Enthalten: 5 GB je Konto",
        "Nur am Standort Deutschland / Nur zusammen mit: Backup Plus / Nicht zusammen mit: Turm",
        "Mindestens 1 Monat / Verringern nur bis zum belegten Maß / "
        "Endet erst, wenn der Benutzer gelöscht ist / 4,50 € im Monat",
    ]


def test_things_that_are_there_or_not_have_no_quantity() -> None:
    found = words(options(telling("en")))
    assert found[found.index("Tower") + 1] == "Once per agreement"
    assert found[found.index("Bricks") + 1] == "Any number"
    assert "Already included at the location Switzerland" in found
    assert "Can be given up entirely" in found


def test_counted_things_name_their_bounds() -> None:
    account = everything().options["account"]
    assert told(replace(account, title=TITLE)) == [
        "Included: 1 account / Without upper limit / Per agreement"
    ]
    assert told(Option(title=TITLE, unit="account", least=2, most=3)) == [
        "At least 2 accounts / At most 3 accounts"
    ]


def test_columns_without_content_are_left_out() -> None:
    lone = {"bricks": everything().options["bricks"]}
    assert words(options(telling("en", options=lone)))[2:] == [
        *("Option", "Quantity", "Bricks", "Any number")
    ]


def test_a_matrix_of_subjects_says_yes_who_nobody_or_not_applicable() -> None:
    assert words(matrices(telling("de")))[1:] == [
        *("Wer sichert [A1]", "Wer sichert", "Tätigkeit", "Server", "Clients"),
        *("Überwachen [A2]", "ja", "Partner"),
        *("Erproben", "entfällt", "niemand"),
        "«ja» heißt: durch Musterbetrieb.",
        "Die Spalte «Clients» gilt nur mit der Option «Backup Plus».",
        *("Wer zahlt", "Wer zahlt", "Tätigkeit", "Zuständig", "Miete", "Kunde"),
    ]


def test_a_column_that_does_not_exist_is_named_as_it_stands() -> None:
    matrix = replace(everything().matrices[0], only_with={"Tablets": "tower"})
    said = words(matrices(telling("en", matrices=(matrix,))))
    assert said[-1] == 'The column "Tablets" applies only with the option "Tower".'


def test_nothing_on_offer_is_no_section() -> None:
    empty = telling("en", options={}, matrices=())
    assert [*options(empty), *matrices(empty)] == []
