"""An outline as one HTML page that needs nothing else: its style is inside, it runs no script."""

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files
from itertools import count

from zusage.formats.documents import tokens
from zusage.formats.documents.chart import Drawn, svg
from zusage.formats.documents.outline import (
    SIGNS,
    Align,
    Badge,
    Block,
    Break,
    Code,
    Column,
    Facts,
    Inline,
    Link,
    Listing,
    Mark,
    Node,
    Outline,
    Paragraph,
    Part,
    Prose,
    Row,
    RowKind,
    Section,
    Strong,
    Table,
    Timeline,
    Tree,
    clean,
    inlines,
    number_text,
    numbered,
)
from zusage.formats.documents.wording import Wording

__all__ = ["SIGNS", "page"]

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def page(outline: Outline) -> str:
    """Return the outline as a page: landmarks, one heading tree, light, dark and print.

    The same outline gives the same text. Texts of the outline are only ever text: no markup,
    no address but https, http and mailto.
    """
    return _Page(outline).whole()


class _Page:
    """Writes one page; knows its words, the numbers of its sections and counts its pictures."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.wording = Wording(language=outline.language)
        self.pictures = count(1)

    def whole(self) -> str:
        outline, say = self.outline, self.wording.say
        style = tokens.css() + (files(__package__) / "page.css").read_text("utf-8")
        identity = " · ".join(map(_text, outline.identity))
        parts = (
            "<!doctype html>",
            f'<html lang="{outline.language}">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{_text(outline.title)}</title>",
            f"<style>\n{style}</style>",
            "</head>",
            "<body>",
            f'<a class="skip" href="#main">{_text(say("document.skip"))}</a>',
            "<header>",
            f"<h1>{_text(outline.title)}</h1>",
            f'<p class="subtitle">{_text(outline.subtitle)}</p>',
            "</header>",
            *self.contents(),
            '<main id="main">',
            *self.parts(outline.blocks),
            *self.sections(outline.sections, number=(), level=2),
            "</main>",
            f"<footer><p>{identity}</p></footer>",
            "</body>",
            "</html>",
        )
        return "\n".join(parts) + "\n"

    def contents(self) -> Iterator[str]:
        """Yield the table of contents: sections and the sections in them."""
        title = _text(self.wording.say("document.contents"))
        yield f'<nav aria-labelledby="contents"><h2 id="contents">{title}</h2>'
        yield "<ol>"
        for number, section in numbered(self.outline.sections):
            if len(number) <= 2:
                link = f'<a href="#{section.anchor}">{_text(section.title)}</a>'
                text = f'<span class="number">{number_text(number)}</span> {link}'
                yield f'<li class="level{len(number)}">{text}</li>'
        yield "</ol></nav>"

    def sections(
        self, blocks: Iterable[Block], *, number: tuple[int, ...], level: int
    ) -> Iterator[str]:
        position = 0
        for block in blocks:
            if isinstance(block, Section):
                position += 1
                yield from self.section(block, number=(*number, position), level=level)
            else:
                yield from self.part(block)

    def section(self, section: Section, *, number: tuple[int, ...], level: int) -> Iterator[str]:
        heading = f"h{min(level, 6)}"
        marks = "".join(map(self.inline, section.marks))
        yield f'<section aria-labelledby="{section.anchor}">'
        words = f'<span class="number">{number_text(number)}</span> {_text(section.title)}'
        marks = f"<p>{marks}</p>" if marks else ""
        yield (
            f'<div class="head level{min(level, 4)}">'
            f'<{heading} id="{section.anchor}">{words}</{heading}>{marks}</div>'
        )
        yield from self.sections(section.blocks, number=number, level=level + 1)
        yield "</section>"

    def parts(self, parts: Iterable[Part]) -> Iterator[str]:
        for part in parts:
            yield from self.part(part)

    def part(self, part: Part) -> Iterator[str]:
        match part:
            case Paragraph():
                kind = ' class="quiet"' if part.quiet else ""
                yield f"<p{kind}>{self.prose(part.text)}</p>"
            case Listing():
                tag = "ol" if part.numbered else "ul"
                yield f"<{tag}>"
                yield from (f"<li>{self.prose(item)}</li>" for item in part.items)
                yield f"</{tag}>"
            case Facts():
                yield from self.facts(part)
            case Table():
                yield from self.table(part)
            case Timeline():
                yield from self.timeline(part)
            case Tree():
                yield from self.tree(part.nodes)
            case _:
                yield f'<aside class="note {part.tone}">'
                yield f'<p class="title">{_text(part.title)}</p>'
                yield from self.parts(part.blocks)
                yield "</aside>"

    # ---- parts ------------------------------------------------------------------------------

    def facts(self, facts: Facts) -> Iterator[str]:
        yield "<dl>"
        for fact in facts.pairs:
            anchor = f' id="{fact.anchor}"' if fact.anchor else ""
            values = "".join(f"<dd>{self.prose(value)}</dd>" for value in fact.values)
            yield f"<div{anchor}><dt>{_text(fact.name)}</dt>{values}</div>"
        yield "</dl>"

    def table(self, table: Table) -> Iterator[str]:
        """Yield a table; one with prose in it becomes cards on a small screen."""
        stacked = any(column.share for column in table.columns)
        label = f' role="region" aria-label="{_text(table.title)}" tabindex="0"'
        yield f'<div class="{"cards" if stacked else "scroll"}"{"" if stacked else label}>'
        hidden = ' class="hidden"' if table.title_hidden else ""
        yield f'<table role="table"><caption{hidden}>{_text(table.title)}</caption>'
        heads = "".join(
            f'<th scope="col" role="columnheader"{_style(column)}>{_text(column.title)}</th>'
            for column in table.columns
        )
        yield f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        yield '<tbody role="rowgroup">'
        yield from (self.row(table, row) for row in table.rows)
        yield "</tbody></table></div>"

    def row(self, table: Table, row: Row) -> str:
        anchor = f' id="{row.anchor}"' if row.anchor else ""
        if row.kind is RowKind.GROUP:
            span, words = len(table.columns), self.prose(row.cells[0])
            cell = f'<th scope="rowgroup" role="rowheader" colspan="{span}">{words}</th>'
            return f'<tr role="row" class="group"{anchor}>{cell}</tr>'
        cells = []
        for position, (column, prose) in enumerate(zip(table.columns, row.cells, strict=True)):
            words, style = self.prose(prose), _style(column)
            label = f' data-label="{_text(column.title)}"' if words else ""
            if position == 0:
                cells.append(f'<th scope="row" role="rowheader"{style}>{words}</th>')
            else:
                cells.append(f'<td role="cell"{label}{style}>{words}</td>')
        kind = ' class="total"' if row.kind is RowKind.TOTAL else ""
        return f'<tr role="row"{kind}{anchor}>{"".join(cells)}</tr>'

    def timeline(self, timeline: Timeline) -> Iterator[str]:
        drawn = Drawn(
            colours={name: f"var(--{name})" for name in tokens.TOKENS},
            font="inherit",
            name=f"picture{next(self.pictures)}",
        )
        picture = svg(timeline, wording=self.wording, drawn=drawn)
        yield f'<figure><figcaption>{_text(timeline.title)}</figcaption><div class="scroll">'
        yield f'{picture}</div><p class="quiet">{_text(timeline.description)}</p></figure>'

    def tree(self, nodes: Iterable[Node]) -> Iterator[str]:
        yield '<ul class="tree">'
        for node in nodes:
            value = f' <span class="value">{self.prose(node.value)}</span>' if node.value else ""
            yield f"<li><p>{self.prose(node.title)}{value}</p>"
            yield from (f'<p class="quiet">{self.prose(line)}</p>' for line in node.lines)
            if node.children:
                yield from self.tree(node.children)
            yield "</li>"
        yield "</ul>"

    # ---- words -------------------------------------------------------------------------------

    def prose(self, prose: Prose) -> str:
        return "".join(map(self.inline, inlines(prose)))

    def inline(self, piece: Inline) -> str:
        match piece:
            case str():
                return _text(piece)
            case Strong(text=text):
                return f"<strong>{_text(text)}</strong>"
            case Code(text=text):
                return f"<code>{_text(text)}</code>"
            case Break():
                return "<br>"
            case Mark(text=text, target=target):
                label = _text(self.wording.say("document.mark", name=text))
                return f'<a class="mark" href="#{target}" aria-label="{label}">{_text(text)}</a>'
            case Badge(text=text, tone=tone):
                sign = f'<span aria-hidden="true">{SIGNS[tone]}</span>'
                return f'<span class="badge {tone}">{sign}\u00a0{_text(text)}</span>'
            case _:
                return self.link(piece)

    def link(self, link: Link) -> str:
        words = _text(link.text)
        if link.target:
            return f'<a href="#{link.target}">{words}</a>'
        if link.opens:
            return f'<a href="{_text(link.address)}" rel="noreferrer">{words}</a>'
        return _text(link.spelt_out)


def _text(text: str) -> str:
    return escape(clean(text), quote=True)


def _style(column: Column) -> str:
    kinds = [column.align.value] if column.align is not Align.START else []
    kinds += [] if column.share else ["narrow"]
    kinds += ["name"] if column.is_name else []
    return f' class="{" ".join(kinds)}"' if kinds else ""
