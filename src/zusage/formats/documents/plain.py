"""An outline as plain text, for a terminal or a mail; no colours, no escapes, a given width."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import indent
from unicodedata import combining, east_asian_width

from zusage.formats.documents.chart import states_of
from zusage.formats.documents.outline import (
    SIGNS,
    Align,
    Badge,
    Block,
    Break,
    Code,
    Facts,
    Inline,
    Listing,
    Mark,
    Node,
    Note,
    Outline,
    Paragraph,
    Part,
    Prose,
    RowKind,
    Section,
    State,
    Strong,
    Table,
    Timeline,
    Tone,
    Tree,
    clean,
    inlines,
    number_text,
    numbered,
)
from zusage.formats.documents.wording import Wording

WIDTH_LEAST = 40
GAP = 2
COLUMN_LEAST = 12
"""A column of prose narrower than this cannot be read; the table becomes a list of cards then."""
WORD_MOST = 24
"""A word longer than this may be broken, so that it does not decide the width of its column."""

LETTERS = {
    State.DOWN: "█",
    State.PARTIAL: "▓",
    State.DEGRADED: "▒",
    State.UNMEASURED: "?",
    State.MAINTENANCE: "=",
}


def text(outline: Outline, *, width: int = 80) -> str:
    """Return the outline as lines of at most so many columns (40 or more).

    Wide characters count twice. A word longer than the line is broken.
    """
    return "\n".join(_Plain(outline.language, max(width, WIDTH_LEAST)).lines(outline)) + "\n"


def parts_text(parts: Iterable[Part], *, language: str, width: int = 80) -> str:
    """Return parts alone, with a blank line between them: no title, contents or foot."""
    plain = _Plain(language, max(width, WIDTH_LEAST))
    blocks = ("\n".join(plain.part(part, plain.width)) for part in parts)
    return "\n\n".join(blocks) + "\n"


class _Plain:
    """Writes texts of a width in one language."""

    def __init__(self, language: str, width: int) -> None:
        self.wording = Wording(language=language)
        self.width = width
        self.numbers: dict[str, str] = {}

    def lines(self, outline: Outline) -> Iterator[str]:
        width = self.width
        self.numbers = {
            section.anchor: number_text(number) for number, section in numbered(outline.sections)
        }
        yield from wrapped(clean(outline.title), width)
        yield "═" * width
        yield from wrapped(clean(outline.subtitle), width)
        for part in outline.blocks:
            yield ""
            yield from self.part(part, width)
        yield from ("", "", self.wording.say("document.contents"), "")
        for number, section in numbered(outline.sections):
            if len(number) <= 2:
                yield from _hanging(
                    f"{'   ' * (len(number) - 1)}{number_text(number):<4} ",
                    clean(section.title),
                    width,
                )
        yield from self.blocks(outline.sections, ())
        yield from ("", "", "─" * width)
        yield from wrapped(clean(" · ".join(outline.identity)), width)

    def blocks(self, blocks: Iterable[Block], number: tuple[int, ...]) -> Iterator[str]:
        position = 0
        for block in blocks:
            yield ""
            if isinstance(block, Section):
                position += 1
                yield from self.section(block, (*number, position))
            else:
                yield from self.part(block, self.width)

    def section(self, section: Section, number: tuple[int, ...]) -> Iterator[str]:
        if len(number) == 1:
            yield ""
        marks = self.prose(section.marks)
        head = list(
            _hanging(f"{number_text(number)}  ", f"{clean(section.title)}{marks}", self.width)
        )
        yield from head
        if len(number) < 3:
            yield ("═" if len(number) == 1 else "─") * max(map(columns_of, head))
        yield from self.blocks(section.blocks, number)

    def part(self, part: Part, width: int) -> Iterator[str]:
        match part:
            case Paragraph():
                yield from wrapped(self.prose(part.text), width)
            case Listing():
                for position, item in enumerate(part.items, start=1):
                    sign = f"{position}. " if part.numbered else "• "
                    yield from _hanging(sign, self.prose(item), width)
            case Facts():
                yield from self.facts(part, width)
            case Table():
                yield from self.table(part, width)
            case Timeline():
                yield from self.timeline(part, width)
            case Tree():
                yield from self.tree(part.nodes, width)
            case _:
                yield from self.note(part, width)

    # ---- parts -------------------------------------------------------------------------------

    def facts(self, facts: Facts, width: int) -> Iterator[str]:
        names = [clean(fact.name) for fact in facts.pairs]
        left = min(max(map(columns_of, names), default=0), width * 2 // 5)
        for name, fact in zip(names, facts.pairs, strict=True):
            head = list(wrapped(name, left))
            body = [
                line
                for value in fact.values
                for line in wrapped(self.prose(value), width - left - GAP)
            ]
            yield from _beside([head, body], [left, width - left - GAP])

    def note(self, note: Note, width: int) -> Iterator[str]:
        sign = "" if note.tone is Tone.PLAIN else f"{SIGNS[note.tone]} "
        inner = [*wrapped(f"{sign}{clean(note.title)}", width - GAP)]
        for position, part in enumerate(note.blocks):
            inner += [""] * bool(position)
            inner += self.part(part, width - GAP)
        yield from (f"│ {line}".rstrip() for line in inner)

    def tree(self, nodes: Sequence[Node], width: int) -> Iterator[str]:
        for position, node in enumerate(nodes):
            is_last = position == len(nodes) - 1
            value = f": {self.prose(node.value)}" if node.value else ""
            inner = list(wrapped(f"{self.prose(node.title)}{value}", width - 3))
            for line in node.lines:
                inner += wrapped(self.prose(line), width - 3)
            inner += self.tree(node.children, width - 3)
            yield f"{'└─' if is_last else '├─'} {inner[0]}"
            yield from (f"{'  ' if is_last else '│ '} {line}" for line in inner[1:])

    def timeline(self, timeline: Timeline, width: int) -> Iterator[str]:
        """Yield a strip of letters per lane, two for each tick where there is room."""
        cells = max(len(timeline.ticks), 1)
        cells *= max(1, min(2, width // cells))
        yield from wrapped(clean(timeline.title), width)
        for lane in timeline.lanes:
            yield from wrapped(clean(lane.title), width)
            strip = ["·"] * cells
            for bar in sorted(lane.bars, key=lambda bar: -list(State).index(bar.state)):
                first = bar.start * cells // timeline.seconds
                last = max(first + 1, -(-bar.end * cells // timeline.seconds))
                strip[first:last] = LETTERS[bar.state] * (min(last, cells) - first)
            yield from _hard("".join(strip), width)
        legend = [
            f"{LETTERS[s]} {self.wording.term('state', s.value)}" for s in states_of(timeline)
        ]
        yield from wrapped("   ".join(legend), width)
        yield from wrapped(clean(timeline.description), width)

    # ---- tables ------------------------------------------------------------------------------

    def table(self, table: Table, width: int) -> Iterator[str]:
        if not table.title_hidden:
            yield from wrapped(clean(table.title), width)
        cells = [[self.prose(cell) for cell in row.cells] for row in table.rows]
        heads = [clean(column.title) for column in table.columns]
        full = [row for row in cells if len(row) == len(heads)]
        widths = _widths(table, [heads, *full], width)
        if widths is None:
            yield from self.cards(table, heads, cells, width)
            return
        yield from self.row(table, heads, widths)
        yield "─" * (sum(widths) + GAP * (len(widths) - 1))
        is_tall = any(
            columns_of(cell) > width
            for row in full
            for cell, width in zip(row, widths, strict=True)
        )
        for position, (row, words) in enumerate(zip(table.rows, cells, strict=True)):
            if position and (is_tall or row.kind is not RowKind.BODY):
                yield ""
            if row.kind is RowKind.GROUP:
                yield from wrapped(f"▸ {words[0]}", width)
            else:
                yield from self.row(table, words, widths)

    def row(self, table: Table, words: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
        cells = [list(wrapped(word, width)) for word, width in zip(words, widths, strict=True)]
        yield from _beside(cells, widths, [column.align for column in table.columns])

    def cards(
        self, table: Table, heads: Sequence[str], cells: Sequence[Sequence[str]], width: int
    ) -> Iterator[str]:
        """Yield a row as a heading with a line for each further cell that is not empty."""
        for position, (row, words) in enumerate(zip(table.rows, cells, strict=True)):
            yield from [""] * bool(position)
            yield from wrapped(f"▸ {words[0]}" if row.kind is RowKind.GROUP else words[0], width)
            for head, word in zip(heads[1:], words[1:], strict=False):
                if word:
                    yield from indent(
                        "\n".join(_hanging(f"{head}: ", word, width - 2)), "  "
                    ).split("\n")

    # ---- words -------------------------------------------------------------------------------

    def prose(self, prose: Prose) -> str:
        return "".join(map(self.inline, inlines(prose))).replace("]\u00a0[", ", ")

    def inline(self, piece: Inline) -> str:
        match piece:
            case str():
                return clean(piece)
            case Strong(text=text) | Code(text=text):
                return clean(text)
            case Break():
                return "\n"
            case Mark(text=text):
                return f"\u00a0[{clean(text)}]"
            case Badge(text=text, tone=tone):
                return f"{SIGNS[tone]}\u00a0{clean(text)}"
            case _:
                number = self.numbers.get(piece.target, piece.text)
                place = "" if number == piece.text else f"→{number}"
                place = f"<{clean(piece.address)}>" if piece.address else place
                return f"{clean(piece.text)} {place}".rstrip()


# ---- columns --------------------------------------------------------------------------------


def columns_of(text: str) -> int:
    """Count the columns of a terminal that a text takes: wide characters take two."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1
        for character in text
    )


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text into lines of so many columns, at spaces where possible.

    >>> list(wrapped("one two threefour", 6))
    ['one', 'two', 'threef', 'our']
    """
    for paragraph in text.split("\n"):
        line, used = "", 0
        for word in paragraph.split(" "):
            needed = columns_of(word)
            if line and used + 1 + needed <= width:
                line, used = f"{line} {word}", used + 1 + needed
                continue
            if line:
                yield line
            *whole, line = _hard(word, width)
            yield from whole
            used = columns_of(line)
        yield line


def _hard(word: str, width: int) -> Iterator[str]:
    """Break a word where the line is full."""
    piece, used = "", 0
    for character in word:
        size = columns_of(character)
        if used + size > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + character, used + size
    yield piece


def _hanging(first: str, text: str, width: int) -> Iterator[str]:
    """Break a text into lines; the first begins with words, the others are indented as far."""
    margin = columns_of(first)
    if margin > width // 2:
        yield from wrapped(f"{first}{text}", width)
        return
    for position, line in enumerate(wrapped(text, width - margin)):
        yield f"{first if position == 0 else ' ' * margin}{line}".rstrip()


def _beside(
    cells: Sequence[Sequence[str]], widths: Sequence[int], aligns: Sequence[Align] = ()
) -> Iterator[str]:
    """Put blocks of lines beside each other."""
    for position in range(max(map(len, cells), default=0)):
        line = []
        for column, (lines, width) in enumerate(zip(cells, widths, strict=True)):
            words = lines[position] if position < len(lines) else ""
            space = max(width - columns_of(words), 0)
            align = aligns[column] if aligns else Align.START
            left = {Align.START: 0, Align.END: space, Align.CENTER: space // 2}[align]
            line.append(" " * left + words + " " * (space - left))
        yield (" " * GAP).join(line).rstrip()


def _widths(table: Table, rows: Sequence[Sequence[str]], width: int) -> list[int] | None:
    """Return the width of each column, or None where the columns cannot stand side by side."""
    cells = list(zip(*rows, strict=True))
    shares = [column.share for column in table.columns]
    natural = [
        max(columns_of(line) for cell in column for line in cell.split("\n")) for column in cells
    ]
    room = width - GAP * (len(natural) - 1)
    if sum(natural) <= room:
        return natural
    least = [
        min(full, max(COLUMN_LEAST, min(_longest_word(column), WORD_MOST))) if share else full
        for column, full, share in zip(cells, natural, shares, strict=True)
    ]
    if sum(least) > room or not any(shares):
        return None
    return _spread(natural, least, shares, room)


def _longest_word(cells: Iterable[str]) -> int:
    """Return the columns of the longest word; a no-break space parts no words."""
    return max(columns_of(word) for cell in cells for word in cell.replace("\n", " ").split(" "))


def _spread(
    natural: Sequence[int], least: Sequence[int], shares: Sequence[int], room: int
) -> list[int]:
    """Give the room to the columns of prose by their shares, none more than it can use."""
    widths = list(least)
    while (left := room - sum(widths)) > 0:
        growing = [c for c in range(len(widths)) if shares[c] and widths[c] < natural[c]]
        total = sum(shares[column] for column in growing)
        for column in growing:
            more = max(left * shares[column] // total, 1)
            given = min(more, natural[column] - widths[column], room - sum(widths))
            widths[column] += given
    return widths
