"""The list of clauses, with the places of this document that use them."""

from tests.documents import telling, words
from zusage.formats.documents.contract.clauses import clauses
from zusage.formats.documents.outline import Mark, Paragraph, Section

ONE = Mark(text="A1", target="clause.A1")


def test_clauses_stand_by_document_with_their_places_and_uses() -> None:
    inner = Section(title="i", anchor="i", blocks=(Paragraph(text=("x", ONE, ONE)),))
    sections = (
        Section(title="s", anchor="s", marks=(ONE,), blocks=()),
        Section(title="t", anchor="t", blocks=(inner,)),
    )
    head = (Paragraph(text=("y", Mark(text="A2", target="clause.A2"))),)
    assert words(clauses(telling("de"), head, sections)) == [
        *("Klauseln", "Klauseln", "Klausel", "Stelle", "Inhalt in eigenen Worten", "Hier in"),
        "Anlage A",
        *("A1", "1", "Der Dienst wird betrieben.", "1, 2.1"),
        *("A2", "2", "Der Dienst ist verfügbar. / Verweist auf: 1 und 9", "Anfang"),
        *("A3", "3", "Ohne Verwendung."),
    ]


def test_a_clause_of_the_head_and_of_a_section_names_both() -> None:
    sections = (Section(title="s", anchor="s", marks=(ONE,), blocks=()),)
    found = words(clauses(telling("en"), (Paragraph(text=ONE),), sections))
    assert found[found.index("The service is operated.") + 1] == "head, 1"


def test_no_clauses_are_no_section() -> None:
    assert list(clauses(telling("en", clauses={}), (), ())) == []
