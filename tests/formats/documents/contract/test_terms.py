"""Terms, names, registers and amendments."""

from dataclasses import replace

from tests.documents import everything, telling, words
from zusage.core.terms.contract import Terms
from zusage.formats.documents.contract.terms import amendments, names, registers, terms


def test_money_and_time_of_the_agreement() -> None:
    assert words(terms(telling("de"))) == [
        "Laufzeit und Geld [A1]",
        *("Währung", "Euro (EUR)"),
        *("Mindestlaufzeit", "Vereinbarung: 3 Monate [A1]", "Speicher: 1 Monat"),
        "Kündigung",
        "Durch Musterbetrieb oder Kunde, zum Ende des 2. Monats nach der Kündigung [A1]",
        "Wirkt eine Kündigung schon innerhalb der Mindestlaufzeit? Hier: "
        "ja, es gilt das spätere Ende.",
        *("Rechnung", "Miete: monatlich, im Voraus [A1]"),
        "Arbeit nach Aufwand",
        "Beratung: 1.095,00 € je Stunde einschließlich Umsatzsteuer [A1]",
        "Hilfe: 95,00 € je Stunde ohne Umsatzsteuer",
        "Schulung: nach der Unterlage «Preisliste»",
        "Sonstiges: nach Preisliste",
        *("Änderungen", "Nur schriftlich, unterschrieben von beiden Seiten"),
    ]


def test_notice_of_a_month_by_either_side_without_a_minimum_term() -> None:
    known = everything().terms
    assert known is not None
    assert known.notice is not None
    short = Terms(notice=replace(known.notice, months=1, by=()))
    assert words(terms(telling("en", terms=short)))[1:] == [
        "Notice",
        "By either side, to the end of the month that follows the notice [A1]",
    ]


def test_terms_without_content_are_no_section() -> None:
    assert list(terms(telling("en", terms=None))) == []
    assert list(terms(telling("en", terms=Terms()))) == []


def test_names_have_rules() -> None:
    assert words(names(telling("en"))) == [
        "Names",
        *("Subdomain [A1]", "Length", "4 to 48 characters", "Characters by", "IDNA 2008"),
        *("Refused are", "Marks", "Approved by", "Sample Operations", "At most", "1"),
        *("Short name", "Length", "1 to 8 characters", "Characters by", "ASCII"),
        *("Approved by", "night guard"),
    ]
    free = replace(everything().names[1], approved_by=None)
    assert "Approved by" not in words(names(telling("en", names=(free,))))


def test_registers_list_their_entries_or_say_that_they_are_empty() -> None:
    assert words(registers(telling("de"))) == [
        *("Verzeichnisse", "Programme [A1]", "7-Zip", "VLC"),
        *("Lizenzen", "Noch ohne Eintrag."),
    ]


def test_amendments_say_from_when_by_whom_and_what() -> None:
    assert words(amendments(telling("de"))) == [
        *("Nachträge", "Die Abschnitte davor zeigen den Vertrag ohne diese Nachträge."),
        *("Mehr Speicher [A1]", "Gilt ab", "1. Januar 2026"),
        *("Für bestehende Vereinbarungen ab", "1. Februar 2026"),
        *("Unterschriften", "Musterbetrieb: A. Muster, 1. Dezember 2025"),
        "Noch nicht unterschrieben: Kunde",
        *("Geänderte Werte", "Stelle in der Vertragsdatei", "Neuer Wert"),
        *("options.storage.most", "600"),
    ]


def test_an_amendment_that_both_sides_signed_is_whole() -> None:
    amendment = everything().amendments[0]
    both = (*amendment.signatures, replace(amendment.signatures[0], party="customer"))
    whole = replace(amendment, signatures=both, existing_from=None, changes=())
    assert words(amendments(telling("en", amendments=(whole,))))[3:] == [
        *("Valid from", "1 January 2026", "Signatures"),
        "Sample Operations: A. Muster, 1 December 2025",
        "Customer: A. Muster, 1 December 2025",
    ]


def test_nothing_kept_is_no_section() -> None:
    empty = telling("en", names=(), registers=(), amendments=())
    assert [*names(empty), *registers(empty), *amendments(empty)] == []
