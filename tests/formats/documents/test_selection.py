"""Parts of an outline: what points to one clause, with nothing left that leads nowhere."""

from dataclasses import replace

from tests import documents
from zusage.formats.documents.outline import (
    Block,
    Fact,
    Facts,
    Link,
    Listing,
    Mark,
    Node,
    Note,
    Paragraph,
    Row,
    Section,
    Table,
    Tree,
)
from zusage.formats.documents.selection import about

ONE, TWO = (Mark(text=name, target=f"clause.{name}") for name in ("A1", "A2"))


def clause_list() -> Section:
    columns = documents.table_of_figures().columns
    rows = tuple(Row(cells=(name, "says"), anchor=f"clause.{name}") for name in ("A1", "A2", "A3"))
    return Section(
        title="Clauses", anchor="clauses", blocks=(Table(title="c", columns=columns, rows=rows),)
    )


def left(*blocks: Block, target: str = "clause.A1") -> list[str]:
    """Return what stays of a section with these blocks."""
    section = Section(title="Section", anchor="section", blocks=blocks)
    outline = documents.outline(blocks=(), sections=(section, clause_list()))
    return documents.words(about(outline, target).sections)


def test_only_what_has_the_mark_stays() -> None:
    assert left(
        Paragraph(text=("yes", ONE)),
        Paragraph(text=("no", TWO)),
        Listing(items=(("first", ONE), "second")),
        Listing(items=("third",)),
        Facts(pairs=(Fact(name="n", values=(("v", ONE), "w")), Fact(name="m", values=("x",)))),
        Facts(pairs=(Fact(name="k", values=("y",)),)),
        Note(title="Note", blocks=(Paragraph(text=("z", ONE)),)),
        Note(title="Other note", blocks=(Paragraph(text="u"),)),
        Tree(nodes=(Node(title=("tree", ONE)),)),
    ) == [
        "Section",
        "yes [A1]",
        "first [A1]",
        "n",
        "v [A1]",
        "Note",
        "z [A1]",
        "Clauses",
        "c",
        "Year",
        "Days",
        "A1",
        "says",
    ]


def test_rows_stay_below_the_heading_of_their_group() -> None:
    said = left(documents.table())
    assert said[5:9] == ["Year one", "Reachable [A1]", "1 min", "met"]
    assert "Sum" not in said


def test_a_section_with_the_mark_stays_whole_with_the_places_of_its_other_marks() -> None:
    inner = Section(
        title="Whole", anchor="whole", marks=(ONE,), blocks=(Paragraph(text=("x", TWO)),)
    )
    said = left(inner)
    assert said[1:3] == ["Whole [A1]", "x [A2]"]
    assert [word for word in said if word in ("A1", "A2", "A3")] == ["A1", "A2"]


def test_a_section_without_the_mark_goes() -> None:
    assert left(Paragraph(text="no"))[0] == "Clauses"


def test_links_to_what_is_gone_become_text_in_every_block() -> None:
    gone = Section(title="Gone", anchor="gone", blocks=())
    link = Link(text="there", target="gone")
    out = Link(text="out", address="https://example.org")
    whole = Section(
        title="Whole",
        anchor="whole",
        marks=(ONE,),
        blocks=(
            Paragraph(text=("see ", link, out)),
            Listing(items=((link,),)),
            Facts(pairs=(Fact(name="n", values=(link,)),)),
            replace(documents.table_of_figures(), rows=(Row(cells=(link, "1")),)),
            Note(title="Note", blocks=(Paragraph(text=link),)),
            Tree(
                nodes=(Node(title=link, value=link, lines=(link,), children=(Node(title=link),)),)
            ),
            documents.timeline(),
        ),
    )
    head = (Paragraph(text=("head ", link, TWO)),)
    outline = documents.outline(blocks=head, sections=(gone, whole, clause_list()))
    found = about(outline, "clause.A1")
    assert "see thereout" in documents.words(found.sections)
    assert documents.words(found.blocks) == ["head there"]


def test_a_heading_loses_a_mark_whose_place_is_gone() -> None:
    lone = Section(title="Lone", anchor="lone", marks=(TWO,), blocks=(Paragraph(text=("x", ONE)),))
    facts = tuple(
        Section(
            title=name,
            anchor=name,
            marks=marks,
            blocks=(Facts(pairs=(Fact(name=name, values=("v",), anchor=f"clause.{name}"),)),),
        )
        for name, marks in (("A1", (ONE,)), ("A2", ()))
    )
    outline = documents.outline(blocks=(), sections=(lone, *facts))
    assert documents.words(about(outline, "clause.A1").sections)[:2] == ["Lone", "x [A1]"]
