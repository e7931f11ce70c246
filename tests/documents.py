"""What the tests of documents share: a contract with every rule, an outline, and their words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from zusage.core.terms.contract import Contract
from zusage.formats.contract_yaml import load_contract
from zusage.formats.documents.contract.telling import Telling
from zusage.formats.documents.outline import (
    Align,
    Badge,
    Bar,
    Block,
    Break,
    Code,
    Column,
    Fact,
    Facts,
    Inline,
    Lane,
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
    State,
    Strong,
    Table,
    Tick,
    Timeline,
    Tone,
    Tree,
    inlines,
    proses_in,
)
from zusage.formats.documents.wording import Wording

EVERYTHING = Path(__file__).parent / "formats" / "documents" / "everything.yaml"
CONTRACTS = sorted((Path(__file__).parent.parent / "contracts").glob("*.yaml"))
HOUR = 3600


@lru_cache
def everything() -> Contract:
    """Return the contract that uses every kind of rule."""
    return load_contract(EVERYTHING.read_bytes()).contract


def telling(
    language: str = "en", chosen: Mapping[str, str] | None = None, **changes: Any
) -> Telling:
    """Return that contract being told, with some of its sections replaced."""
    contract = replace(everything(), **changes)
    return Telling(contract=contract, wording=Wording(language=language), chosen=chosen or {})


def words(blocks: Iterable[Block]) -> list[str]:
    """Return what blocks say, piece by piece in the order of reading; marks stand in brackets."""
    said = (spoken(prose) for prose in proses_in(tuple(blocks)))
    return [text for text in said if text]


def spoken(prose: Prose) -> str:
    """Return prose as one string; a new line is a slash."""
    return "".join(map(_piece, inlines(prose))).replace("\u00a0", " ")


def _piece(piece: Inline) -> str:
    match piece:
        case str():
            return piece
        case Break():
            return " / "
        case Mark(text=text):
            return f" [{text}]"
        case _:
            return piece.text


def timeline() -> Timeline:
    """Return a day with a bar of every state, the worst one below others."""
    bars = tuple(
        Bar(start=at * HOUR, end=(at + 2) * HOUR, state=state, title=f"{state.value} bar")
        for at, state in zip((0, 5, 10, 15, 20), State, strict=True)
    )
    hidden = Bar(start=5 * HOUR, end=7 * HOUR, state=State.DOWN, title="worse")
    return Timeline(
        title="One day",
        description="Every state once.",
        seconds=24 * HOUR,
        lanes=(Lane(title="Web & mail", bars=(*bars, hidden)), Lane(title="Archive", bars=())),
        ticks=(Tick(at=0, label="0"), Tick(at=12 * HOUR, label="12")),
        shaded=((18 * HOUR, 24 * HOUR),),
    )


def table() -> Table:
    """Return a table with a group, a total, marks and badges."""
    return Table(
        title="Verdicts",
        columns=(
            Column(title="Promise", share=1),
            Column(title="Down", align=Align.END),
            Column(title="Verdict", align=Align.CENTER),
        ),
        rows=(
            Row(cells=("Year one",), kind=RowKind.GROUP),
            Row(
                cells=(
                    ("Reachable", Mark(text="A1", target="clause.A1")),
                    "1 min",
                    Badge(text="met", tone=Tone.GOOD),
                ),
                anchor="row.one",
            ),
            Row(cells=("Quick", "", Badge(text="missed", tone=Tone.BAD))),
            Row(cells=("Sum", "1 min", ""), kind=RowKind.TOTAL),
        ),
    )


def outline(language: str = "en", **changes: Any) -> Outline:
    """Return an outline with every kind of block and word."""
    sample = Outline(
        title="A <b>report</b> & more",
        subtitle="March 2026",
        language=language,
        on=date(2026, 4, 1),
        identity=("sample, version 1", "SHA-256 00ff"),
        blocks=(Facts(pairs=(Fact(name="Name", values=("one", "two"), anchor="fact.name"),)),),
        sections=(_first(), _second()),
    )
    return replace(sample, **changes)


def _first() -> Section:
    text = (
        Strong(text="Firm"),
        " and ",
        Code(text="1/2"),
        Break(),
        Link(text="the list", target="clauses"),
        " or ",
        Link(text="a page", address="https://example.org/?a=1&b=2"),
        " or ",
        Link(text="a trap", address="javascript:alert(1)"),
    )
    inner = Section(
        title="Deeper",
        anchor="deeper",
        blocks=(
            Listing(items=("first", "second"), numbered=True),
            Section(title="Deepest", anchor="deepest", blocks=(Listing(items=("point",)),)),
        ),
    )
    return Section(
        title="Findings",
        anchor="findings",
        marks=(Mark(text="A1", target="clause.A1"), Mark(text="A2", target="clause.A2")),
        blocks=(
            Paragraph(text=text),
            Paragraph(text="An aside.", quiet=True),
            table(),
            timeline(),
            Note(
                title="Mind", tone=Tone.OPEN, blocks=(Paragraph(text="A gap."), table_of_figures())
            ),
            Note(title="Example", blocks=(Paragraph(text="Plain."),)),
            inner,
        ),
    )


def table_of_figures() -> Table:
    """Return a table without prose, which no form stacks."""
    columns = (Column(title="Year"), Column(title="Days", align=Align.END))
    return Table(
        title="Years", columns=columns, rows=(Row(cells=("2026", "9")),), title_hidden=True
    )


def _second() -> Section:
    leaf = Node(title="Service time", value="744 h", lines=("row 12 of log.csv",))
    tree = Tree(
        nodes=(
            Node(title="Availability", value="99.6 %", children=(leaf, Node(title="Downtime"))),
            Node(title="Objective", value=Code(text="499/500")),
        )
    )
    facts = Facts(
        pairs=(
            Fact(name="A1", values=("One.",), anchor="clause.A1"),
            Fact(name="A2", values=("Two.",), anchor="clause.A2"),
        )
    )
    return Section(title="Clauses", anchor="clauses", blocks=(tree, facts))
