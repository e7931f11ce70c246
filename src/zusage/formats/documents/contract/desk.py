"""The desk: response, update and recovery times, who may report what, and how tickets end."""

from collections.abc import Iterator, Sequence

from zusage.core.terms.contract import Desk, Level, Limit, Strength, Target
from zusage.core.terms.lint.questions import assumed_readings, stated_readings
from zusage.core.terms.quantities import Duration
from zusage.core.terms.readings import QUESTIONS
from zusage.formats.documents.contract.telling import Telling, lines
from zusage.formats.documents.outline import (
    Block,
    Column,
    Fact,
    Facts,
    Link,
    Paragraph,
    Prose,
    Row,
    Section,
    Table,
    anchor_of,
)
from zusage.formats.documents.wording import capital


def desk(telling: Telling) -> Iterator[Section]:
    """Yield the section on the desk."""
    blocks: list[Block] = [*_times(telling)]
    if telling.contract.desk:
        blocks += _reporting(telling, telling.contract.desk)
    blocks += _contacts(telling)
    if blocks:
        rules = [telling.contract.desk] if telling.contract.desk else []
        yield Section(
            title=telling.say("section.desk"),
            anchor="desk",
            blocks=tuple(blocks),
            marks=telling.marks(*rules),
        )


# ---- times -----------------------------------------------------------------------------------


def _times(telling: Telling) -> Iterator[Section]:
    for name, level in telling.contract.levels.items():
        if level.targets:
            yield Section(
                title=telling.say("target.section", title=telling.text(level.title)),
                anchor=anchor_of("targets", name),
                blocks=(_targets(telling, level), *_target_notes(telling, level.targets)),
            )


def _targets(telling: Telling, level: Level) -> Table:
    """Return the table of priorities; a kind of time that no priority has is no column."""
    kinds = [
        kind
        for kind in ("response", "update", "recovery")
        if any(getattr(target, kind) for target in level.targets)
    ]
    notes = [tuple(_target_conditions(telling, target)) for target in level.targets]
    columns = [Column(title=telling.say("target.priority"), share=3)]
    columns += [Column(title=telling.say(f"target.{kind}"), share=2) for kind in kinds]
    has_notes = any(notes)
    columns += [Column(title=telling.say("target.conditions"), share=3)] * has_notes
    rows = []
    for target, conditions in zip(level.targets, notes, strict=True):
        cells: list[Prose] = [telling.marked(_priority(telling, target), target)]
        cells += [_limit(telling, target, getattr(target, kind)) for kind in kinds]
        cells += [lines(conditions)] * has_notes
        rows.append(Row(cells=tuple(cells)))
    return Table(
        title=telling.say("target.table"),
        columns=tuple(columns),
        rows=tuple(rows),
        title_hidden=True,
    )


def _priority(telling: Telling, target: Target) -> str:
    """Return the priority before its title, unless the title begins with it."""
    title, name = telling.text(target.title), telling.wording.name(target.priority)
    return title if title.lower().startswith(name.lower()) else f"{name}: {title}"


def _limit(telling: Telling, target: Target, limit: Limit | None) -> Prose:
    if limit is None:
        return telling.say("target.none")
    clock = limit.clock
    if clock is None and limit is target.recovery:
        clock = "elapsed" if _read(telling, target, "recovery_clock") == "elapsed" else None
        if clock is None:
            clock = target.response.clock if target.response else None
    parts = [telling.limit(limit, clock)]
    if limit.not_for:
        kinds = telling.wording.all_of(map(telling.category, limit.not_for))
        parts.append(telling.say("target.not_for", kinds=kinds))
    return lines(parts)


def _read(telling: Telling, target: Target, key: str) -> str:
    """Return the reading of a question that a target or one of its times answers."""
    known = {
        key: QUESTIONS[key].default,
        **assumed_readings(target),
        **stated_readings(target),
        **telling.chosen,
    }
    return known[key]


def _target_conditions(telling: Telling, target: Target) -> Iterator[str]:
    say, wording = telling.say, telling.wording
    if target.channels:
        channels = wording.one_of(map(wording.name, target.channels))
        yield say("target.channels", channels=channels)
    if target.not_for:
        kinds = wording.all_of(map(telling.category, target.not_for))
        yield say("target.not_for", kinds=kinds)
    if target.workaround_ends_recovery and target.recovery:
        yield say("target.workaround")
    if target.strength is Strength.BEST_EFFORT:
        yield say("strength.best_effort")


def _target_notes(telling: Telling, targets: Sequence[Target]) -> Iterator[Paragraph]:
    """Yield how the times are read where the text leaves it open, each reading once."""
    said: dict[str, None] = {}
    for target in targets:
        keys = ["clock_start", "deadline"]
        keys += ["update_clock"] if target.update else []
        keys += ["recovery_clock"] if target.recovery and target.recovery.clock is None else []
        for key in keys:
            said[telling.read(key, _read(telling, target, key))] = None
    link = Link(text=telling.say("readings.link"), target="readings")
    yield Paragraph(text=(f"{' '.join(said)} ", link), quiet=True)


# ---- reporting -------------------------------------------------------------------------------


def _reporting(telling: Telling, desk: Desk) -> Iterator[Section]:
    blocks: list[Block] = [*_who(telling, desk), *_demands(telling, desk)]
    if blocks:
        yield Section(title=telling.say("desk.who"), anchor="reporting", blocks=tuple(blocks))
    if desk.categories:
        yield Section(
            title=telling.say("desk.kinds"),
            anchor="categories",
            blocks=(_categories(telling, desk),),
        )
    if desk.closing:
        yield Section(
            title=telling.say("desk.closing"), anchor="closing", blocks=(_closing(telling, desk),)
        )


def _who(telling: Telling, desk: Desk) -> Iterator[Facts]:
    say, wording = telling.say, telling.wording
    hours: Prose = ""
    if desk.hours:
        title = telling.hours_name(desk.hours)
        hours = (Link(text=title, target=anchor_of("hours", desk.hours)),)
    found: dict[str, Prose] = {
        "reporters": capital(telling.names(desk.reporters)),
        "others": telling.text(desk.others) if desk.others else "",
        "channels": capital(wording.one_of(map(wording.name, desk.channels))),
        "hours": hours,
        "languages": wording.all_of(wording.term("language", name) for name in desk.languages),
    }
    facts = tuple(
        Fact(name=say(f"desk.{name}"), values=(value,)) for name, value in found.items() if value
    )
    if facts:
        yield Facts(pairs=facts)


def _demands(telling: Telling, desk: Desk) -> Iterator[Facts]:
    if desk.demands:
        values = tuple(telling.marked(telling.text(each.title), each) for each in desk.demands)
        yield Facts(pairs=(Fact(name=telling.say("desk.demands"), values=values),))


def _categories(telling: Telling, desk: Desk) -> Table:
    say = telling.say
    columns = (
        Column(title=say("category.title"), share=2),
        Column(title=say("category.fee")),
        Column(title=say("category.contract")),
    )
    rows = tuple(
        Row(
            cells=(
                telling.marked(telling.text(kind.title), kind),
                capital(say("category.charged" if kind.chargeable else "category.free")),
                capital(say("category.changes" if kind.changes_contract else "category.same")),
            )
        )
        for kind in desk.categories.values()
    )
    return Table(title=say("category.table"), columns=columns, rows=rows, title_hidden=True)


def _closing(telling: Telling, desk: Desk) -> Table:
    say = telling.say
    columns = (
        Column(title=say("closing.reason"), share=1),
        Column(title=say("closing.evidence"), share=1),
    )
    rows = tuple(
        Row(
            cells=(
                telling.marked(telling.text(reason.title), reason),
                capital(telling.wording.name(reason.evidence)),
            )
        )
        for reason in desk.closing.values()
    )
    return Table(title=say("closing.table"), columns=columns, rows=rows, title_hidden=True)


def _contacts(telling: Telling) -> Iterator[Section]:
    contacts, say, wording = telling.contract.contacts, telling.say, telling.wording
    if not contacts:
        return
    columns = (
        Column(title=say("contact.role"), share=2),
        Column(title=say("contact.most")),
        Column(title=say("contact.facts"), share=3),
        Column(title=say("contact.change"), share=2),
    )
    rows = tuple(
        Row(
            cells=(
                telling.marked(capital(wording.name(rule.role)), rule),
                wording.number(rule.most),
                capital(telling.names(rule.facts)),
                _change(telling, rule.change_notice),
            )
        )
        for rule in contacts
    )
    table = Table(title=say("contact.table"), columns=columns, rows=rows, title_hidden=True)
    yield Section(title=say("desk.contacts"), anchor="contacts", blocks=(table,))


def _change(telling: Telling, notice: Duration | None) -> str:
    if notice is None:
        return ""
    return telling.say("contact.notice", length=telling.wording.duration(notice))
