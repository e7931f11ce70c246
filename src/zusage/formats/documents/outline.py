"""A document as a tree, before it becomes a page, a PDF or plain text.

Whoever makes a document builds an `Outline` of sections and blocks, with every text already in the
reader's language; `html.page`, `typst.pdf` and `plain.text` give it its form. Nothing here knows
about contracts or verdicts.

Words: `Prose` is one piece or a tuple of pieces: strings, `Strong`, `Code`, `Link`, `Mark`,
`Badge`, `Break`.
Blocks: `Paragraph`, `Listing`, `Facts`, `Table`, `Note`, `Timeline`, `Tree`, and `Section`, which
holds the others and further sections. Sections are numbered by the forms: 1, 1.1, 1.1.1.

Links lead to the anchor of a `Section`, a `Row` or a `Fact`; make anchors with `anchor_of`. An
outline with a link to nowhere or with one anchor twice is refused by an assertion when it is made.

    Section(
        title="January 2026",
        anchor=anchor_of("month", "2026-01"),
        blocks=(
            Table(
                title="Verdicts",
                columns=(Column(title="Promise", share=1), Column(title="Verdict")),
                rows=(Row(cells=("99.8 %", Badge(text="met", tone=Tone.GOOD))),),
            ),
            Timeline(title="January", description="One outage of 2 h.", seconds=744 * 3600, ...),
            Tree(nodes=(Node(title="Availability", value="99.61 %", children=(...)),)),
        ),
    )
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

# ---- words ----------------------------------------------------------------------------------


class Tone(StrEnum):
    """What a badge or a note means; the forms show it by a sign and a word, colour comes on top."""

    PLAIN = "plain"
    GOOD = "good"
    BAD = "bad"
    OPEN = "open"


SIGNS = {Tone.PLAIN: "·", Tone.GOOD: "✓", Tone.BAD: "✗", Tone.OPEN: "?"}
"""What stands before the word of a badge, in every form of a document."""


@dataclass(frozen=True, kw_only=True)
class Strong:
    """Words that carry the sentence."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Code:
    """Something to be read letter by letter: a formula, a key, a hash."""

    text: str


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link inside the document, or to an address outside.

    target: an anchor of the same outline. address: used instead; only https, http and mailto
    become links, any other address is shown as text.
    """

    text: str
    target: str = ""
    address: str = ""

    @property
    def opens(self) -> bool:
        """Say whether its address is of a kind that may be opened from a document."""
        return self.address.lower().startswith(("https:", "http:", "mailto:"))

    @property
    def spelt_out(self) -> str:
        """Return its words with the address beside them, for an address that is not opened."""
        return f"{self.text} ({self.address})"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A small, quiet link beside a statement to where it comes from, such as a clause."""

    text: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A verdict in a word or two, with the sign of its tone before it."""

    text: str
    tone: Tone


@dataclass(frozen=True, kw_only=True)
class Break:
    """The end of a line inside prose."""


Inline: TypeAlias = str | Strong | Code | Link | Mark | Badge | Break
Prose: TypeAlias = Inline | tuple[Inline, ...]


def inlines(prose: Prose) -> tuple[Inline, ...]:
    """Return prose as a tuple, also when it is a single piece."""
    return prose if isinstance(prose, tuple) else (prose,)


def joined(*parts: Prose) -> tuple[Inline, ...]:
    """Put prose together without anything between the parts."""
    return tuple(piece for part in parts for piece in inlines(part))


def anchor_of(*parts: str) -> str:
    """Return an anchor that is safe in an address and differs whenever the parts differ.

    >>> anchor_of("clause", "V07"), anchor_of("month", "2026-01"), anchor_of("a.b")
    ('clause.V07', 'month.2026-01', 'a_2e_b')
    """
    return ".".join("".join(map(_safe, part)) for part in parts)


def _safe(character: str) -> str:
    is_kept = character.isascii() and (character.isalnum() or character == "-")
    return character if is_kept else f"_{ord(character):x}_"


# ---- blocks ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """One paragraph; a quiet one is an aside."""

    text: Prose
    quiet: bool = False


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A list of points, numbered where the order matters."""

    items: tuple[Prose, ...]
    numbered: bool = False


@dataclass(frozen=True, kw_only=True)
class Fact:
    """A name and what it is; several values stand below each other."""

    name: str
    values: tuple[Prose, ...]
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Names with their values, for what would be a table of two columns without a head."""

    pairs: tuple[Fact, ...]


class Align(StrEnum):
    """Where the text of a column stands; figures stand at the end."""

    START = "start"
    END = "end"
    CENTER = "center"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of a table.

    share: 0 for a column as narrow as its words (figures, ids, marks), else its share of the rest.
    is_name: whether it has names or words quoted from a file, which are not hyphenated.
    """

    title: str
    align: Align = Align.START
    share: int = 0
    is_name: bool = False


class RowKind(StrEnum):
    """A row of the body, a heading of the rows that follow (one cell), or a total."""

    BODY = "body"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Row:
    """The cells of a row in the order of the columns; the first one is the row's heading."""

    cells: tuple[Prose, ...]
    kind: RowKind = RowKind.BODY
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with a head.

    title: what it shows; spoken before the table, and printed above it unless title_hidden.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title_hidden: bool = False

    def __post_init__(self) -> None:
        for row in self.rows:
            expected = 1 if row.kind is RowKind.GROUP else len(self.columns)
            assert len(row.cells) == expected, (self.title, row)


def compact(table: Table) -> Table:
    """Return a table without the columns in which no row has a word."""
    body = [row for row in table.rows if row.kind is not RowKind.GROUP]
    kept = [i for i in range(len(table.columns)) if any(_says(row.cells[i]) for row in body)]
    rows = (
        row
        if row.kind is RowKind.GROUP
        else replace(row, cells=tuple(row.cells[position] for position in kept))
        for row in table.rows
    )
    columns = tuple(table.columns[position] for position in kept)
    return replace(table, columns=columns, rows=tuple(rows))


def _says(prose: Prose) -> bool:
    return any(piece != "" for piece in inlines(prose))


class State(StrEnum):
    """What a bar of a timeline shows, worst first."""

    DOWN = "down"
    PARTIAL = "partial"
    DEGRADED = "degraded"
    UNMEASURED = "unmeasured"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A stretch of a lane: seconds from the timeline's start, half-open; title says it in words."""

    start: int
    end: int
    state: State
    title: str


@dataclass(frozen=True, kw_only=True)
class Lane:
    """One line of a timeline, a component for example."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A place on the axis, in seconds from the timeline's start."""

    at: int
    label: str


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A picture of what happened when, one bar per outage; `chart.month_timeline` makes one.

    description: everything that the picture shows, in words.
    seconds: length of the axis. shaded: time in which nothing is promised.
    """

    title: str
    description: str
    seconds: int
    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...] = ()
    shaded: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Node:
    """A value in an explanation: what it is, its value, remarks in lines, and what it came from."""

    title: Prose
    value: Prose = ""
    lines: tuple[Prose, ...] = ()
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Nested values, for explanations."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, kw_only=True)
class Note:
    """A remark that stands apart, with a heading of its own."""

    title: str
    blocks: tuple["Part", ...]
    tone: Tone = Tone.PLAIN


Part: TypeAlias = Paragraph | Listing | Facts | Table | Timeline | Tree | Note


@dataclass(frozen=True, kw_only=True)
class Section:
    """A numbered heading with everything below it; marks stand beside the heading."""

    title: str
    anchor: str
    blocks: tuple["Block", ...]
    marks: tuple[Mark, ...] = ()


Block: TypeAlias = Part | Section


@dataclass(frozen=True, kw_only=True)
class Outline:
    """A whole document.

    language: "de" or "en", of every text in it and of the words that the forms add.
    on: the date of the document; a PDF/A must have one, and the clock is not asked.
    identity: what the foot of every page says, such as name, version and hash of a contract.
    blocks: what stands below the title, before the table of contents.
    """

    title: str
    subtitle: str
    language: str
    on: date
    identity: tuple[str, ...]
    blocks: tuple[Part, ...]
    sections: tuple[Section, ...]

    def __post_init__(self) -> None:
        anchors = list(anchors_in((*self.blocks, *self.sections)))
        assert len(set(anchors)) == len(anchors), sorted(anchors)
        nowhere = set(targets_in((*self.blocks, *self.sections))) - set(anchors)
        assert not nowhere, nowhere


# ---- walks ----------------------------------------------------------------------------------


def numbered(
    blocks: Sequence[Block], number: tuple[int, ...] = ()
) -> Iterator[tuple[tuple[int, ...], Section]]:
    """Yield every section with its number, such as (2, 1), in the order of the document."""
    found = (block for block in blocks if isinstance(block, Section))
    for position, section in enumerate(found, start=1):
        yield (*number, position), section
        yield from numbered(section.blocks, (*number, position))


def number_text(number: tuple[int, ...]) -> str:
    """Write the number of a section.

    >>> number_text((2, 1))
    '2.1'
    """
    return ".".join(map(str, number))


def anchors_in(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the anchors of blocks and of everything inside them."""
    for block in blocks:
        match block:
            case Section():
                yield block.anchor
                yield from anchors_in(block.blocks)
            case Note():
                yield from anchors_in(block.blocks)
            case Table():
                yield from (row.anchor for row in block.rows if row.anchor)
            case Facts():
                yield from (fact.anchor for fact in block.pairs if fact.anchor)
            case _:
                pass


def targets_in(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the targets of all links and marks inside blocks, in order, as often as they occur."""
    for prose in proses_in(blocks):
        for piece in inlines(prose):
            if isinstance(piece, Mark | Link) and piece.target:
                yield piece.target


def proses_in(blocks: Sequence[Block]) -> Iterator[Prose]:
    """Yield all prose inside blocks in the order of reading, the titles included."""
    for block in blocks:
        match block:
            case Section():
                yield (block.title, *block.marks)
                yield from proses_in(block.blocks)
            case Note():
                yield block.title
                yield from proses_in(block.blocks)
            case Paragraph():
                yield block.text
            case Listing():
                yield from block.items
            case Facts():
                for fact in block.pairs:
                    yield fact.name
                    yield from fact.values
            case Table():
                yield block.title
                yield from (column.title for column in block.columns)
                yield from (cell for row in block.rows for cell in row.cells)
            case Timeline():
                yield from (block.title, block.description)
                yield from (lane.title for lane in block.lanes)
            case _:
                yield from _node_proses(block.nodes)


def _node_proses(nodes: tuple[Node, ...]) -> Iterator[Prose]:
    for node in nodes:
        yield from (node.title, node.value, *node.lines)
        yield from _node_proses(node.children)


def clean(text: str) -> str:
    """Make a text safe to be shown: on one line, and without characters that steer a display.

    Terminal escapes, controls that turn the direction of neighbouring text, and characters that
    are none become U+FFFD, so that a reader sees that something stood there.

    >>> clean("one\\ntwo\\x1b[31m")
    'one two�[31m'
    """
    return text if text.isprintable() else "".join(map(_clean, text))


# What Python calls printable lacks these, and they are harmless: soft hyphen, joiners, spaces.
KEPT = frozenset("\u00a0\u00ad\u200b\u200c\u200d\u202f\u2009\u2060")


def _clean(character: str) -> str:
    if character in "\t\n\r\x0b\x0c\x85\u2028\u2029":
        return " "
    return character if character.isprintable() or character in KEPT else "\ufffd"
