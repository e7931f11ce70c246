"""Plain text: within its width, tables that stay tables, and nothing that steers a terminal."""

import doctest

import pytest

from tests import documents
from tests.conftest import Golden
from zusage.formats.documents import plain as module
from zusage.formats.documents.outline import (
    Column,
    Fact,
    Facts,
    Lane,
    Listing,
    Node,
    Note,
    Paragraph,
    Row,
    RowKind,
    Section,
    Table,
    Timeline,
    Tree,
)
from zusage.formats.documents.plain import columns_of, parts_text, text, wrapped

HOSTILE = "\x1b[2J\x9b1m \u202e ✓ 漢字漢字 e\u0301 " + "W" * 300


def lines(table: Table, width: int = 80) -> list[str]:
    return parts_text([table], language="en", width=width).splitlines()


def prose_table(*cells: str) -> Table:
    columns = (Column(title="What", share=2), Column(title="How", share=1), Column(title="No"))
    return Table(title="Rules", columns=columns, rows=(Row(cells=cells),), title_hidden=True)


def test_examples_hold() -> None:
    assert doctest.testmod(module).failed == 0


def test_text_is_as_it_was(golden: Golden) -> None:
    golden("show/sample.txt", text(documents.outline(), width=80))


@pytest.mark.parametrize("width", [10, 40, 57, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    section = Section(
        title=HOSTILE,
        anchor="a",
        blocks=(
            Paragraph(text=HOSTILE),
            Facts(pairs=(Fact(name=HOSTILE, values=(HOSTILE, "b")),)),
            prose_table(HOSTILE, HOSTILE, "1"),
        ),
    )
    for outline in (documents.outline(), documents.outline(blocks=(), sections=(section,))):
        assert max(map(columns_of, text(outline, width=width).splitlines())) <= max(width, 40)


def test_nothing_steers_the_terminal() -> None:
    lane = Lane(title=HOSTILE, bars=())
    picture = Timeline(title=HOSTILE, description=HOSTILE, seconds=9, lanes=(lane,))
    columns = (Column(title=HOSTILE), Column(title=HOSTILE))
    table = Table(title=HOSTILE, columns=columns, rows=(Row(cells=(HOSTILE, HOSTILE)),))
    note = Note(title=HOSTILE, blocks=(Listing(items=(HOSTILE,)),))
    tree = Tree(nodes=(Node(title=HOSTILE, value=HOSTILE, lines=(HOSTILE,)),))
    section = Section(title=HOSTILE, anchor="a", blocks=(picture, table, note, tree))
    outline = documents.outline(
        title=HOSTILE, subtitle=HOSTILE, identity=(HOSTILE,), sections=(section,)
    )
    assert not {"\x1b", "\x9b", "\u202e"} & set(text(outline))


def test_no_line_ends_with_a_space() -> None:
    assert [line for line in text(documents.outline()).splitlines() if line != line.rstrip()] == []


def test_marks_share_their_brackets() -> None:
    assert "1  Findings\u00a0[A1, A2]" in text(documents.outline())


def test_links_name_the_section_or_the_address() -> None:
    said = text(documents.outline(), width=200)
    assert "the list →2 or a page <https://example.org/?a=1&b=2> or" in said


def test_prose_shares_the_width_and_figures_keep_theirs() -> None:
    found = lines(prose_table("one two three " * 8, "four five six " * 8, "12 345"), 60)
    assert found[0] == "What                            How                   No"
    assert found[1] == "─" * 60
    assert found[2].endswith("12 345")
    assert len(found) > 4


def test_a_table_that_fits_is_as_narrow_as_its_words() -> None:
    assert lines(prose_table("a", "b", "c")) == ["What  How  No", "─" * 13, "a     b    c"]


def test_a_table_too_wide_becomes_cards() -> None:
    columns = tuple(Column(title=f"Column {n}", share=1) for n in range(5))
    rows = (
        Row(cells=("Group",), kind=RowKind.GROUP),
        Row(cells=("first", "long words here", "", "and more of them", "end of it")),
        Row(cells=("second", "x", "y", "z", "w")),
    )
    found = lines(Table(title="t", columns=columns, rows=rows, title_hidden=True), 40)
    assert found == [
        "▸ Group",
        "",
        "first",
        "  Column 1: long words here",
        "  Column 3: and more of them",
        "  Column 4: end of it",
        "",
        "second",
        "  Column 1: x",
        "  Column 2: y",
        "  Column 3: z",
        "  Column 4: w",
    ]


def test_figures_that_do_not_fit_become_cards() -> None:
    columns = (Column(title="A"), Column(title="B"))
    table = Table(title="t", columns=columns, rows=(Row(cells=("x" * 30, "y" * 30)),))
    assert lines(table, 40)[0] == "t"
    assert lines(table, 40)[2] == "  B: " + "y" * 30


def test_a_long_word_does_not_turn_a_table_into_cards() -> None:
    assert lines(prose_table("a " + "x" * 60, "b", "c"), 60)[0].startswith("What ")


def test_a_long_heading_of_a_card_stands_above_its_words() -> None:
    columns = (Column(title="A"), Column(title="H" * 30))
    table = Table(title="t", columns=columns, rows=(Row(cells=("x" * 39, "words")),))
    assert lines(table, 40)[2:] == ["  " + "H" * 30 + ": words"]


def test_columns_align() -> None:
    found = lines(documents.table(), 60)
    assert found[1] == "Promise          Down  Verdict"
    assert found[4] == "Reachable\u00a0[A1]  1 min   ✓\u00a0met"


def test_a_timeline_is_a_strip_of_letters() -> None:
    found = parts_text([documents.timeline()], language="en").splitlines()
    assert found[2] == "██?="
    assert found[3:5] == ["Archive", "····"]
    assert "█ down" in found[5]


def test_days_have_two_letters_where_there_is_room() -> None:
    timeline = documents.timeline()
    ticks = tuple(timeline.ticks[:1]) * 12
    day = Timeline(title="t", description="d", seconds=24 * 3600, lanes=timeline.lanes, ticks=ticks)
    assert parts_text([day], language="en").splitlines()[2] == "██···██···▒▒···??···==··"


def test_a_timeline_wider_than_the_terminal_is_broken() -> None:
    ticks = tuple(documents.timeline().ticks[:1]) * 60
    lane = Lane(title="x", bars=())
    long = Timeline(title="t", description="d", seconds=60, lanes=(lane,), ticks=ticks)
    assert parts_text([long], language="en", width=40).splitlines()[2:4] == ["·" * 40, "·" * 20]


def test_wide_characters_take_two_columns() -> None:
    assert columns_of("漢e\u0301x") == 4
    assert list(wrapped("漢漢漢", 4)) == ["漢漢", "漢"]


def test_a_word_wider_than_the_line_begins_one_of_its_own() -> None:
    assert list(wrapped("ab cdefgh", 5)) == ["ab", "cdefg", "h"]
