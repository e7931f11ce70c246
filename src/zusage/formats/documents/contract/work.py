"""What has to be done: maintenance, what suspends promises, and the duties of each party."""

from collections.abc import Iterator

from zusage.core.terms.contract import Cadence, Duty, Keep, MaintenanceRule, Strength, Suspension
from zusage.formats.documents.contract.telling import Telling, lines
from zusage.formats.documents.outline import Break, Column, Inline, Row, RowKind, Section, Table
from zusage.formats.documents.wording import capital

KEPT = ("hours", "daily", "weekly", "monthly", "yearly")


def maintenance(telling: Telling) -> Iterator[Section]:
    """Yield the section on maintenance."""
    rules = telling.contract.maintenance
    if rules:
        rows = tuple(
            Row(
                cells=(
                    telling.marked(telling.text(rule.title), rule),
                    lines(_maintenance(telling, rule)),
                )
            )
            for rule in rules
        )
        columns = (
            Column(title=telling.say("maintenance.title"), share=2),
            Column(title=telling.say("maintenance.rules"), share=3),
        )
        title = telling.say("section.maintenance")
        table = Table(title=title, columns=columns, rows=rows, title_hidden=True)
        yield Section(title=title, anchor="maintenance", blocks=(table,))


def _maintenance(telling: Telling, rule: MaintenanceRule) -> Iterator[str]:
    say, wording = telling.say, telling.wording
    yield say("maintenance.planned" if rule.planned else "maintenance.unplanned")
    if rule.outside:
        yield say("maintenance.outside", hours=telling.hours(rule.outside, "outside"))
    if rule.preferred:
        yield say("maintenance.preferred", when=telling.text(rule.preferred))
    if rule.length_max:
        yield say("maintenance.length", length=wording.duration(rule.length_max))
    if rule.notice:
        code = "maintenance.notice" if rule.outside else "maintenance.notice_only"
        yield say(code, length=wording.duration(rule.notice))
    if rule.agreed:
        yield say("maintenance.agreed")
    if rule.stays_up:
        yield say("maintenance.stays_up", components=telling.components(rule.stays_up))
    if rule.strength is Strength.BEST_EFFORT:
        yield say("strength.best_effort")


def suspensions(telling: Telling) -> Iterator[Section]:
    """Yield the section on what lets promises rest."""
    rules = telling.contract.suspensions
    if rules:
        rows = tuple(
            Row(
                cells=(
                    telling.marked(telling.text(rule.title), rule),
                    capital(telling.wording.term("cause", rule.cause)),
                    lines(_suspension(telling, rule)),
                )
            )
            for rule in rules
        )
        columns = (
            Column(title=telling.say("suspension.title"), share=3),
            Column(title=telling.say("suspension.cause"), share=2),
            Column(title=telling.say("suspension.effect"), share=4),
        )
        title = telling.say("section.suspensions")
        table = Table(title=title, columns=columns, rows=rows, title_hidden=True)
        yield Section(title=title, anchor="suspensions", blocks=(table,))


def _suspension(telling: Telling, rule: Suspension) -> Iterator[str]:
    effects = [
        name
        for name in ("levels_rest", "no_recovery", "extends_recovery", "no_remedies")
        if getattr(rule, name)
    ]
    yield from (telling.say(f"suspension.{name}") for name in effects)
    if rule.compensated:
        yield telling.say("suspension.compensated")
    elif not effects:
        yield telling.say("suspension.switched_off")


# ---- duties ----------------------------------------------------------------------------------


def duties(telling: Telling) -> Iterator[Section]:
    """Yield the section with the duties, by party in the order of the parties."""
    by_party: dict[str | None, list[Duty]] = {name: [] for name in telling.contract.parties}
    for duty in telling.contract.duties:
        by_party.setdefault(duty.by, []).append(duty)
    rows: list[Row] = []
    for name, found in by_party.items():
        if found:
            heading = telling.party(name) if name else telling.say("duty.nobody")
            rows.append(Row(cells=(heading,), kind=RowKind.GROUP))
            rows += [_duty(telling, duty) for duty in found]
    if rows:
        columns = (
            Column(title=telling.say("duty.what"), share=5),
            Column(title=telling.say("duty.when"), share=4),
            Column(title=telling.say("duty.evidence"), share=2),
        )
        title = telling.say("section.duties")
        table = Table(title=title, columns=columns, rows=tuple(rows), title_hidden=True)
        yield Section(title=title, anchor="duties", blocks=(table,))


def _duty(telling: Telling, duty: Duty) -> Row:
    say = telling.say
    evidence = telling.wording.term("evidence", duty.evidence) if duty.evidence else ""
    what: tuple[Inline, ...] = telling.marked(telling.text(duty.title), duty)
    for detail in _details(telling, duty):
        what = (*what, Break(), detail)
    shown = capital(evidence or say("duty.no_evidence"))
    return Row(cells=(what, lines(_when(telling, duty)), shown))


def _when(telling: Telling, duty: Duty) -> Iterator[str]:
    """Yield how often and until when a duty is owed."""
    say = telling.say
    if duty.on:
        yield capital(telling.event(duty.on))
    if not duty.on or duty.every not in (Cadence.ON_EVENT, Cadence.ONCE):
        yield say(f"cadence.{duty.every.value}")
    if duty.within:
        length = telling.length(duty.within, duty.clock)
        yield say("duty.within", length=length)
    if duty.window:
        yield capital(telling.text(duty.window))
    if duty.strength is Strength.BEST_EFFORT:
        yield say("strength.best_effort")


def _details(telling: Telling, duty: Duty) -> Iterator[str]:
    """Yield what a duty extends to, what is kept of it, where, and at whose cost."""
    say = telling.say
    if duty.covers:
        yield say("duty.covers", what="; ".join(map(telling.text, duty.covers)))
    if duty.components and len(telling.contract.components) > 1:
        yield say("duty.components", components=telling.components(duty.components))
    if duty.keep:
        yield say("duty.keep", kept=kept(telling, duty.keep))
    if duty.copies:
        yield say("duty.copies", places=telling.places(duty.copies))
    if duty.only_with:
        yield say("duty.only_with", option=telling.option(duty.only_with))
    if duty.at_cost_of:
        yield say("duty.at_cost_of", party=telling.party(duty.at_cost_of))


def kept(telling: Telling, keep: Keep) -> str:
    """Return how long copies are kept."""
    wording = telling.wording
    parts: list[str] = []
    for name in KEPT:
        number = getattr(keep, name)
        if number:
            form = "one" if number == 1 else "many"
            parts.append(telling.say(f"keep.{name}.{form}", number=wording.number(number)))
    return wording.all_of(parts)
