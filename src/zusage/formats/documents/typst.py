"""An outline as a PDF: PDF/A-3a and PDF/UA-1, tagged, with outline, links and page numbers.

The outline travels as JSON to a fixed template of this package, so no text of a contract is ever
read as markup. Only fonts inside the typst wheel are used: the same outline gives the same bytes.
"""

import json
import re
from collections.abc import Iterable
from importlib.resources import files
from itertools import count
from typing import TypeAlias

from zusage.formats.documents import tokens
from zusage.formats.documents.chart import Drawn, svg
from zusage.formats.documents.outline import (
    SIGNS,
    Badge,
    Block,
    Break,
    Code,
    Facts,
    Inline,
    Link,
    Listing,
    Mark,
    Node,
    Outline,
    Paragraph,
    Prose,
    Section,
    Strong,
    Table,
    Timeline,
    Tree,
    clean,
    inlines,
)
from zusage.formats.documents.wording import Wording

STANDARDS = ["a-3a", "ua-1"]
FONT = "Libertinus Serif"
TEMPLATE = "template.typ"
UNSHOWN = re.compile(
    r"the text `(\".*?\")` could not|contains the codepoint `(\".*?\")`", re.DOTALL
)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
LONG_WORD = re.compile(r"\S{28,}")
HASH = re.compile(r"[0-9a-f]{64}")
PIECE = re.compile(r"\S{1,4}")
BREAK_HERE = "\u200b"

Json: TypeAlias = "str | int | bool | list[Json] | dict[str, Json]"
"""What the template is given."""


def pdf(outline: Outline) -> bytes:
    """Return the outline as a PDF on A4.

    A character that the fonts lack is shown as its number, such as [U+1F600]: the archive standard
    wants every character readable. A word too long for a column may be broken anywhere.
    """
    import typst

    given = json.dumps(_Values(outline).document(), ensure_ascii=False)
    template = (files(__package__) / TEMPLATE).read_bytes()
    while True:
        try:
            return typst.compile(
                template,
                sys_inputs={"outline": given},
                ignore_system_fonts=True,
                pdf_standards=STANDARDS,  # type: ignore[arg-type]  # a list of literals
            )
        except typst.TypstError as error:
            replaced = _without_unshown(given, error.diagnostic)
            if replaced == given:
                raise
            given = replaced


def _without_unshown(given: str, diagnostic: str) -> str:
    """Replace the characters that typst says no font of it has."""
    for quoted in UNSHOWN.findall(diagnostic):
        said = ESCAPED.sub(lambda match: chr(int(match[1], 16)), quoted[0] or quoted[1])
        for character in said.strip('"'):
            if not character.isascii():
                given = given.replace(character, f"[U+{ord(character):04X}]")
    return given


class _Values:
    """Turns an outline into plain values for the template."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.wording = Wording(language=outline.language)
        self.pictures = count(1)

    def document(self) -> Json:
        outline, say = self.outline, self.wording.say
        return {
            "title": _text(outline.title),
            "subtitle": _text(outline.subtitle),
            "language": outline.language,
            "on": [outline.on.year, outline.on.month, outline.on.day],
            "identity": _text(" · ".join(outline.identity)),
            "contents": say("document.contents"),
            "page": say("document.page"),
            "colours": dict(tokens.light()),
            "blocks": self.blocks(outline.blocks),
            "sections": self.blocks(outline.sections),
        }

    def blocks(self, blocks: Iterable[Block]) -> Json:
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> Json:
        match block:
            case Section():
                return {
                    "kind": "section",
                    "title": _text(block.title),
                    "anchor": block.anchor,
                    "marks": self.prose(block.marks),
                    "blocks": self.blocks(block.blocks),
                }
            case Paragraph():
                return {"kind": "paragraph", "text": self.prose(block.text), "quiet": block.quiet}
            case Listing():
                items: Json = [self.prose(item) for item in block.items]
                return {"kind": "listing", "items": items, "numbered": block.numbered}
            case Facts():
                return {"kind": "facts", "pairs": self.pairs(block)}
            case Table():
                return self.table(block)
            case Timeline():
                return self.timeline(block)
            case Tree():
                return {"kind": "tree", "nodes": self.nodes(block.nodes)}
            case _:
                return {
                    "kind": "note",
                    "title": _text(block.title),
                    "tone": block.tone.value,
                    "blocks": self.blocks(block.blocks),
                }

    def pairs(self, facts: Facts) -> Json:
        return [
            {
                "name": _text(fact.name),
                "anchor": fact.anchor,
                "values": [self.prose(value) for value in fact.values],
            }
            for fact in facts.pairs
        ]

    def table(self, table: Table) -> Json:
        return {
            "kind": "table",
            "title": "" if table.title_hidden else _text(table.title),
            "columns": [
                {
                    "title": _text(column.title),
                    "align": column.align.value,
                    "share": column.share,
                    "is_name": column.is_name,
                }
                for column in table.columns
            ],
            "rows": [
                {
                    "kind": row.kind.value,
                    "anchor": row.anchor,
                    "cells": [self.prose(cell) for cell in row.cells],
                }
                for row in table.rows
            ],
        }

    def timeline(self, timeline: Timeline) -> Json:
        drawn = Drawn(colours=tokens.light(), font=FONT, name=f"picture{next(self.pictures)}")
        return {
            "kind": "timeline",
            "title": _text(timeline.title),
            "description": _text(timeline.description),
            "svg": svg(timeline, wording=self.wording, drawn=drawn),
        }

    def nodes(self, nodes: Iterable[Node]) -> Json:
        return [
            {
                "title": self.prose(node.title),
                "value": self.prose(node.value),
                "lines": [self.prose(line) for line in node.lines],
                "children": self.nodes(node.children),
            }
            for node in nodes
        ]

    def prose(self, prose: Prose) -> Json:
        return [self.inline(piece) for piece in inlines(prose) if piece != ""]

    def inline(self, piece: Inline) -> Json:
        match piece:
            case str():
                return {"kind": "text", "text": _text(piece)}
            case Strong(text=text):
                return {"kind": "strong", "text": _text(text)}
            case Code(text=text):
                return {"kind": "code", "text": _text(text)}
            case Break():
                return {"kind": "break"}
            case Mark(text=text, target=target):
                return {"kind": "mark", "text": _text(text), "target": target}
            case Badge(text=text, tone=tone):
                return {
                    "kind": "badge",
                    "text": _text(text),
                    "tone": tone.value,
                    "sign": SIGNS[tone],
                }
            case _:
                return self.link(piece)

    def link(self, link: Link) -> Json:
        words = _text(link.text)
        if link.target:
            return {"kind": "link", "text": words, "target": link.target}
        if link.opens:
            return {"kind": "address", "text": words, "address": clean(link.address)}
        return {"kind": "text", "text": _text(link.spelt_out)}


def _text(text: str) -> str:
    """Return a text to be shown, with places to break in words that fit no line.

    A hash fits a line; it stays whole, so that it is the same when it is copied or searched for.
    """
    return LONG_WORD.sub(_breakable, clean(text))


def _breakable(word: re.Match[str]) -> str:
    return word[0] if HASH.fullmatch(word[0]) else BREAK_HERE.join(PIECE.findall(word[0]))
