"""The list of clauses: where each stands in its document, what it says, where it is used here."""

from collections.abc import Iterator, Mapping, Sequence

from zusage.core.terms.contract import Clause
from zusage.formats.documents.contract.telling import Telling
from zusage.formats.documents.outline import (
    Block,
    Break,
    Column,
    Inline,
    Link,
    Row,
    RowKind,
    Section,
    Table,
    anchor_of,
    number_text,
    numbered,
    targets_in,
)


def clauses(
    telling: Telling, head: Sequence[Block], sections: Sequence[Section]
) -> Iterator[Section]:
    """Yield the list of clauses; head, sections: the document so far, in which they are used."""
    found = telling.contract.clauses
    if not found:
        return
    used: dict[str, list[Inline]] = {
        target: [telling.say("clause.head")] for target in targets_in(head)
    }
    for target, link in _links(sections):
        links = used.setdefault(target, [])
        links += [", ", link] if links else [link]
    rows: list[Row] = []
    for name, document in telling.contract.documents.items():
        own = {key: clause for key, clause in found.items() if clause.document == name}
        if own:
            rows.append(Row(cells=(telling.text(document.title),), kind=RowKind.GROUP))
            rows += [_row(telling, key, clause, used) for key, clause in own.items()]
    say = telling.say
    columns = (
        Column(title=say("clause.id")),
        Column(title=say("clause.at"), share=2),
        Column(title=say("clause.says"), share=6),
        Column(title=say("clause.used"), share=2),
    )
    title = say("section.clauses")
    table = Table(title=title, columns=columns, rows=tuple(rows), title_hidden=True)
    yield Section(title=title, anchor="clauses", blocks=(table,))


def _row(telling: Telling, name: str, clause: Clause, used: Mapping[str, Sequence[Inline]]) -> Row:
    says: list[Inline] = [telling.text(clause.says)]
    if clause.cites:
        cited = telling.wording.all_of(clause.cites)
        says += [Break(), telling.say("clause.cites", articles=cited)]
    anchor = anchor_of("clause", name)
    links = tuple(used.get(anchor, ()))
    return Row(cells=(name, clause.at, tuple(says), links), anchor=anchor)


def _links(sections: Sequence[Section]) -> Iterator[tuple[str, Link]]:
    """Yield each target that a section points to with a link to the section, each pair once."""
    for number, section in numbered(sections):
        own = [block for block in section.blocks if not isinstance(block, Section)]
        targets = [mark.target for mark in section.marks] + list(targets_in(own))
        for target in dict.fromkeys(targets):
            yield target, Link(text=number_text(number), target=section.anchor)
