"""What can be booked, and who does what."""

from collections.abc import Iterator

from zusage.core.terms.contract import Answer, Matrix, Option, PartyRole, Requirement
from zusage.formats.documents.contract.telling import Telling, lines
from zusage.formats.documents.contract.work import kept
from zusage.formats.documents.outline import (
    Align,
    Badge,
    Block,
    Break,
    Column,
    Inline,
    Paragraph,
    Prose,
    Row,
    Section,
    Table,
    Tone,
    anchor_of,
    compact,
)


def options(telling: Telling) -> Iterator[Section]:
    """Yield the section with the options."""
    found = telling.contract.options
    if not found:
        return
    say = telling.say
    columns = (
        Column(title=say("option.title"), share=3),
        Column(title=say("option.quantity"), share=3),
        Column(title=say("option.requires"), share=3),
        Column(title=say("option.term"), share=3),
    )
    rows = tuple(
        Row(
            cells=(
                _title(telling, option),
                lines(_quantity(telling, option)),
                lines(_requires(telling, option)),
                lines(_term(telling, option)),
            ),
            anchor=anchor_of("option", name),
        )
        for name, option in found.items()
    )
    title = say("section.options")
    table = compact(Table(title=title, columns=columns, rows=rows, title_hidden=True))
    yield Section(title=title, anchor="options", blocks=(table,))


def _title(telling: Telling, option: Option) -> tuple[Inline, ...]:
    said = telling.marked(telling.text(option.title), option)
    if option.pillars:
        pillars = ", ".join(map(telling.text, option.pillars))
        said = (*said, Break(), telling.say("option.pillars", pillars=pillars))
    if option.keep:
        said = (*said, Break(), telling.say("duty.keep", kept=kept(telling, option.keep)))
    return said


def _quantity(telling: Telling, option: Option) -> Iterator[str]:
    """Yield which quantities can be booked; a thing that is there or not has none."""
    say, wording = telling.say, telling.wording
    if option.unit == "instance" and option.step == 1 and option.most in (None, 1):
        once = "option.once" if option.per == "instance" else f"option.once_per.{option.per}"
        yield say(once if option.most == 1 else "option.any")
        return
    amounts = {
        "step": option.step if option.step > 1 else None,
        "least": option.least or None,
        "most": option.most,
        "included": option.included or None,
    }
    for name, amount in amounts.items():
        if amount is None:
            continue
        said = wording.count(amount, option.unit)
        if name == "included" and option.included_per:
            each = wording.name(option.included_per)
            yield say("option.included_per", amount=said, each=each)
        else:
            yield say(f"option.{name}", amount=said)
    if option.most is None:
        yield say("option.no_most")
    if option.per != "instance":
        yield say(f"option.per.{option.per}")


def _requires(telling: Telling, option: Option) -> Iterator[str]:
    say, needed = telling.say, option.requires or Requirement()
    if option.included_at:
        yield say("option.included_at", places=telling.places(option.included_at))
    if needed.locations:
        wording = telling.wording
        places = wording.one_of(wording.name(name, "place") for name in needed.locations)
        yield say("option.locations", places=places)
    if needed.options:
        titles = telling.wording.all_of(map(telling.option, needed.options))
        yield say("option.options", options=titles)
    if needed.not_options:
        titles = telling.wording.all_of(map(telling.option, needed.not_options))
        yield say("option.not_options", options=titles)


def _term(telling: Telling, option: Option) -> Iterator[str]:
    say, wording = telling.say, telling.wording
    if option.minimum_term:
        yield say("option.minimum", length=wording.duration(option.minimum_term))
    if option.reducible_to:
        yield say(f"option.reducible.{option.reducible_to}")
    if option.ends_after:
        yield say("option.ends_after", event=telling.event(option.ends_after))
    for price in option.prices:
        yield say(f"price.{price.per}", amount=wording.money(price.amount))


# ---- matrices --------------------------------------------------------------------------------


def matrices(telling: Telling) -> Iterator[Section]:
    """Yield the section with the matrices of responsibility."""
    parts = tuple(
        Section(
            title=telling.text(matrix.title),
            anchor=anchor_of("matrix", str(position)),
            blocks=tuple(_matrix(telling, matrix)),
            marks=telling.marks(matrix),
        )
        for position, matrix in enumerate(telling.contract.matrices, start=1)
    )
    if parts:
        title = telling.say("section.matrices")
        yield Section(title=title, anchor="matrices", blocks=parts)


def _matrix(telling: Telling, matrix: Matrix) -> Iterator[Block]:
    say, is_wide = telling.say, len(matrix.columns) > 1
    columns = (
        Column(title=say("matrix.activity"), share=3),
        *(
            Column(
                title=telling.text(column),
                align=Align.CENTER if is_wide else Align.START,
                share=2,
            )
            for column in matrix.columns
        ),
    )
    rows = tuple(
        Row(
            cells=(
                telling.marked(telling.text(row.title), row),
                *(_answer(telling, answer, is_wide=is_wide) for answer in row.answers),
            )
        )
        for row in matrix.rows
    )
    yield Table(title=telling.text(matrix.title), columns=columns, rows=rows, title_hidden=True)
    if is_wide:
        yield Paragraph(text=say("matrix.legend", provider=_providers(telling)), quiet=True)
    for english, option in matrix.only_with.items():
        titles = [telling.text(column) for column in matrix.columns if column.en == english]
        facts = {"column": (titles or [english])[0], "option": telling.option(option)}
        yield Paragraph(text=say("matrix.only_with", **facts), quiet=True)


def _answer(telling: Telling, answer: Answer, *, is_wide: bool) -> Prose:
    """Return a cell: yes for the provider where many subjects stand side by side, else the name."""
    if not answer.applicable:
        return telling.say("matrix.not_applicable")
    if answer.by is None:
        return Badge(text=telling.say("nobody"), tone=Tone.OPEN)
    is_provider = telling.contract.parties[answer.by].role is PartyRole.PROVIDER
    return telling.say("matrix.yes") if is_wide and is_provider else telling.party(answer.by)


def _providers(telling: Telling) -> str:
    names = (
        telling.text(party.name)
        for party in telling.contract.parties.values()
        if party.role is PartyRole.PROVIDER
    )
    return telling.wording.all_of(names)
