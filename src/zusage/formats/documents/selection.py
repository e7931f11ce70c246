"""Parts of an outline: only what points to one place."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from zusage.formats.documents.outline import (
    Block,
    Facts,
    Inline,
    Link,
    Listing,
    Mark,
    Node,
    Note,
    Outline,
    Paragraph,
    Prose,
    Row,
    RowKind,
    Section,
    Table,
    Tree,
    anchors_in,
    inlines,
    proses_in,
)

B = TypeVar("B", bound=Block)


def about(outline: Outline, target: str) -> Outline:
    """Return an outline with only what has a mark to a target, and the place of the target itself.

    A section whose heading has the mark stays whole. The places of other marks in what stays are
    kept too; any other link to what was left out becomes text.
    """
    first = _kept(outline.sections, target, {target})
    places = {target, *_marked(first)}
    sections = _kept(outline.sections, target, places)
    known = set(anchors_in(sections))
    return replace(
        outline,
        blocks=tuple(_unlinked(block, known) for block in outline.blocks),
        sections=tuple(_unlinked(section, known) for section in sections),
    )


def _marked(blocks: Sequence[Block]) -> set[str]:
    pieces = (piece for prose in proses_in(blocks) for piece in inlines(prose))
    return {piece.target for piece in pieces if isinstance(piece, Mark)}


# ---- what stays ------------------------------------------------------------------------------


def _kept(blocks: Sequence[B], target: str, places: Collection[str]) -> tuple[B, ...]:
    found = (_block(block, target, places) for block in blocks)
    return tuple(block for block in found if block is not None)


def _points(prose: Prose, target: str) -> bool:
    return any(isinstance(piece, Mark) and piece.target == target for piece in inlines(prose))


def _block(block: B, target: str, places: Collection[str]) -> B | None:
    """Return what stays of a block; places: anchors whose rows stay in any case."""
    match block:
        case Section(marks=marks):
            if _points(marks, target):
                return block
            blocks = _kept(block.blocks, target, places)
            return replace(block, blocks=blocks) if blocks else None
        case Paragraph(text=text):
            return block if _points(text, target) else None
        case Listing(items=items):
            items = tuple(item for item in items if _points(item, target))
            return replace(block, items=items) if items else None
        case Facts(pairs=pairs):
            facts = (
                replace(fact, values=tuple(v for v in fact.values if _points(v, target)))
                for fact in pairs
            )
            pairs = tuple(fact for fact in facts if fact.values)
            return replace(block, pairs=pairs) if pairs else None
        case Table():
            rows = _rows(block, target, places)
            return replace(block, rows=rows) if rows else None
        case Note(blocks=parts):
            return block if _kept(parts, target, places) else None
        case _:
            return None


def _rows(table: Table, target: str, places: Collection[str]) -> tuple[Row, ...]:
    """Return the rows that stay, each below the heading of its group."""
    found: list[Row] = []
    group: list[Row] = []
    for row in table.rows:
        if row.kind is RowKind.GROUP:
            group = [row]
        elif row.anchor in places or any(_points(cell, target) for cell in row.cells):
            found += [*group, row]
            group = []
    return tuple(found)


# ---- links to what is gone -------------------------------------------------------------------


def _unlinked(block: B, known: Collection[str]) -> B:
    """Return a block whose links all lead to a known anchor."""

    def words(prose: Prose) -> Prose:
        return tuple(piece for each in inlines(prose) for piece in _piece(each, known))

    def node(each: Node) -> Node:
        return replace(
            each,
            title=words(each.title),
            value=words(each.value),
            lines=tuple(map(words, each.lines)),
            children=tuple(map(node, each.children)),
        )

    match block:
        case Section(blocks=blocks, marks=marks):
            left = tuple(mark for mark in marks if mark.target in known)
            return replace(block, blocks=tuple(_unlinked(b, known) for b in blocks), marks=left)
        case Note(blocks=parts):
            return replace(block, blocks=tuple(_unlinked(part, known) for part in parts))
        case Paragraph(text=text):
            return replace(block, text=words(text))
        case Listing(items=items):
            return replace(block, items=tuple(map(words, items)))
        case Facts(pairs=pairs):
            facts = (replace(fact, values=tuple(map(words, fact.values))) for fact in pairs)
            return replace(block, pairs=tuple(facts))
        case Table(rows=rows):
            changed = (replace(row, cells=tuple(map(words, row.cells))) for row in rows)
            return replace(block, rows=tuple(changed))
        case Tree(nodes=nodes):
            return replace(block, nodes=tuple(map(node, nodes)))
        case _:
            return block


def _piece(piece: Inline, known: Collection[str]) -> tuple[Inline, ...]:
    match piece:
        case Mark(target=target) if target not in known:
            return ()
        case Link(text=text, target=target) if target and target not in known:
            return (text,)
        case _:
            return (piece,)
