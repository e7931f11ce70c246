"""Outlines: what can be made, what is refused, and how they are walked."""

from dataclasses import replace

import pytest

from tests import documents
from zusage.formats.documents.outline import (
    Badge,
    Break,
    Column,
    Fact,
    Facts,
    Link,
    Mark,
    Outline,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
    Tone,
    anchor_of,
    anchors_in,
    clean,
    compact,
    inlines,
    joined,
    number_text,
    numbered,
    targets_in,
)


def section(anchor: str, *blocks: object) -> Section:
    return Section(title=anchor, anchor=anchor, blocks=blocks)  # type: ignore[arg-type]


def test_an_outline_with_every_kind_of_block_is_made() -> None:
    made = documents.outline()
    assert list(anchors_in(made.sections)) == [
        "findings",
        "row.one",
        "deeper",
        "deepest",
        "clauses",
        "clause.A1",
        "clause.A2",
    ]


def test_a_link_to_nowhere_is_refused() -> None:
    lost = Paragraph(text=("see ", Link(text="there", target="nowhere")))
    with pytest.raises(AssertionError, match="nowhere"):
        documents.outline(sections=(section("one", lost),))


def test_a_mark_of_a_heading_to_nowhere_is_refused() -> None:
    marked = replace(section("one"), marks=(Mark(text="A9", target="clause.A9"),))
    with pytest.raises(AssertionError, match="A9"):
        documents.outline(sections=(marked,))


def test_one_anchor_twice_is_refused() -> None:
    with pytest.raises(AssertionError, match="twin"):
        documents.outline(sections=(section("twin"), section("twin")))


def test_a_row_with_too_few_cells_is_refused() -> None:
    with pytest.raises(AssertionError, match="Ragged"):
        Table(
            title="Ragged",
            columns=(Column(title="a"), Column(title="b")),
            rows=(Row(cells=("1",)),),
        )


def test_a_heading_of_rows_has_one_cell() -> None:
    columns = (Column(title="a"), Column(title="b"))
    with pytest.raises(AssertionError):
        Table(title="t", columns=columns, rows=(Row(cells=("1", "2"), kind=RowKind.GROUP),))


def test_sections_are_numbered_in_depth() -> None:
    found = {
        each.anchor: number_text(number) for number, each in numbered(documents.outline().sections)
    }
    assert found == {"findings": "1", "deeper": "1.1", "deepest": "1.1.1", "clauses": "2"}


def test_targets_are_found_in_every_kind_of_words() -> None:
    found = list(targets_in(documents.outline().sections))
    assert found == ["clause.A1", "clause.A2", "clauses", "clause.A1"]


def test_words_of_every_block_are_walked_in_order() -> None:
    said = documents.words(documents.outline().sections)
    assert [
        text for text in said if text in ("Mind", "One day", "Archive", "row 12 of log.csv")
    ] == [
        "One day",
        "Archive",
        "Mind",
        "row 12 of log.csv",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [(("a", "b"), ("a.b",)), (("a-b",), ("a", "b")), (("ü",), ("_fc_",)), (("A",), ("a",))],
)
def test_anchors_of_different_names_differ(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    assert anchor_of(*one) != anchor_of(*other)


def test_an_anchor_needs_no_escape_anywhere() -> None:
    assert anchor_of("clause", '§7 "x" <b>é') == "clause._a7_7_20__22_x_22__20__3c_b_3e__e9_"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Größe 5\u00a0%", "Größe 5\u00a0%"),
        ("one\ttwo\r\nthree\u2028four", "one two  three four"),
        ("\x1b[31mred\x07", "\ufffd[31mred\ufffd"),
        ("a\u202eb\u2066c\u200f", "a\ufffdb\ufffdc\ufffd"),
        ("\ud800 \ue000 \ufffe \U000e0041", "\ufffd \ufffd \ufffd \ufffd"),
        ("👩\u200d💻 שלום نص", "👩\u200d💻 שלום نص"),
    ],
)
def test_what_steers_a_display_is_shown_as_a_gap(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_columns_without_a_word_are_dropped() -> None:
    columns = tuple(Column(title=name) for name in "abc")
    rows = (Row(cells=("G",), kind=RowKind.GROUP), Row(cells=("1", "", ("", Break()))))
    found = compact(Table(title="t", columns=columns, rows=rows))
    assert [column.title for column in found.columns] == ["a", "c"]
    assert found.rows[0].cells == ("G",)
    assert found.rows[1].cells == ("1", ("", Break()))


def test_prose_is_joined_from_single_pieces_and_tuples() -> None:
    badge = Badge(text="met", tone=Tone.GOOD)
    assert joined("a", badge, ("b", "c")) == ("a", badge, "b", "c")
    assert inlines(badge) == (badge,)


@pytest.mark.parametrize(
    ("address", "opens"),
    [
        ("HTTPS://example.org", True),
        ("mailto:a@example.org", True),
        ("javascript:x", False),
        ("", False),
    ],
)
def test_only_harmless_addresses_open(address: str, opens: bool) -> None:
    assert Link(text="x", address=address).opens is opens


def test_anchors_of_facts_and_notes_count() -> None:
    facts = Facts(pairs=(Fact(name="n", values=("v",), anchor="f"), Fact(name="m", values=())))
    assert list(anchors_in((facts,))) == ["f"]
    assert isinstance(documents.outline(blocks=(facts,)), Outline)
