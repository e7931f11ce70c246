"""What is promised: levels with their availability, what does not count, what is allowed."""

from collections.abc import Iterator
from fractions import Fraction

from zusage.core.terms.contract import Availability, Exclusion, Fallback, Level, Strength
from zusage.core.terms.references import ALWAYS
from zusage.formats.documents.contract.allowances import (
    Allowance,
    allowances,
    years_of,
)
from zusage.formats.documents.contract.remedies import remedies
from zusage.formats.documents.contract.telling import Telling, lines
from zusage.formats.documents.outline import (
    Align,
    Block,
    Column,
    Fact,
    Facts,
    Inline,
    Link,
    Paragraph,
    Prose,
    Row,
    Section,
    Strong,
    Table,
    anchor_of,
)


def promises(telling: Telling) -> Iterator[Section]:
    """Yield the section with every level."""
    levels = tuple(_level(telling, name, level) for name, level in telling.contract.levels.items())
    if levels:
        yield Section(title=telling.say("section.promises"), anchor="promises", blocks=levels)


def _level(telling: Telling, name: str, level: Level) -> Section:
    booked = telling.say("level.included" if level.included else "level.bookable")
    blocks: list[Block] = [Paragraph(text=booked)]
    if not level.availability:
        blocks.append(Paragraph(text=telling.say("level.none")))
    blocks += [_promise(telling, name, promise) for promise in level.availability]
    blocks += remedies(telling, name, level)
    return Section(
        title=telling.say("level.title", title=telling.text(level.title)),
        anchor=anchor_of("level", name),
        blocks=tuple(blocks),
        marks=telling.marks(level),
    )


def _promise(telling: Telling, level: str, promise: Availability) -> Section:
    return Section(
        title=telling.text(promise.title),
        anchor=anchor_of("promise", level, promise.id),
        blocks=(
            Paragraph(text=statement(telling, promise)),
            *_scope(telling, promise),
            *_exclusions(telling, promise),
            *_allowed(telling, promise),
        ),
        marks=telling.marks(promise),
    )


def statement(telling: Telling, promise: Availability) -> tuple[Inline, ...]:
    """Return the promise in one sentence: how much, per what, of which hours."""
    share = Strong(text=telling.wording.percentage(promise.objective))
    period = telling.wording.term("period", promise.per)
    if promise.days:
        period = telling.say("promise.rolling", days=telling.wording.number(promise.days))
    if promise.counted == ALWAYS:
        zone = telling.contract.zone
        return telling.filled("promise.always", share=share, period=period, zone=zone)
    calendar, counted = telling.calendar(promise.counted), promise.counted
    hours = Link(text=telling.hours(counted, "counted"), target=anchor_of("hours", counted))
    week = "; ".join(telling.wording.days(calendar.week))
    facts = {"period": period, "week": week, "zone": telling.zone(calendar)}
    return telling.filled("promise.counted", share=share, hours=hours, **facts)


def _scope(telling: Telling, promise: Availability) -> Iterator[Facts]:
    """Yield what the promise is about, how parts make one verdict, and how firm it is."""
    say, readings = telling.say, telling.under(promise)
    names = promise.components or tuple(telling.contract.components)
    facts: list[Fact] = []
    beside: list[str] = []
    if names:
        values: list[Prose] = [telling.components(names)]
        if len(names) > 1:
            verdict = telling.wording.reading("components", readings["components"])
            values.append(say("promise.verdict", reading=verdict))
        facts.append(Fact(name=say("promise.components"), values=tuple(values)))
    if promise.stated_budget:
        length = telling.wording.duration(promise.stated_budget)
        reading = telling.wording.reading("budget", readings["budget"])
        beside.append(say("promise.budget", length=length, reading=reading))
    if not promise.denominator_stated:
        beside.append(say("promise.no_denominator"))
    if promise.prose_counts == "not_counted":
        beside.append(say("promise.prose"))
    if beside:
        facts.append(Fact(name=say("promise.stated"), values=tuple(beside)))
    if promise.strength is Strength.BEST_EFFORT:
        facts.append(Fact(name=say("promise.strength"), values=(say("strength.best_effort"),)))
    if facts:
        yield Facts(pairs=tuple(facts))


# ---- what does not count ----------------------------------------------------------------------


def _exclusions(telling: Telling, promise: Availability) -> Iterator[Table | Paragraph]:
    rules = [telling.contract.exclusions[name] for name in promise.excludes]
    if not rules:
        yield Paragraph(text=telling.say("exclusion.none"))
        return
    rows = tuple(
        Row(
            cells=(
                telling.marked(telling.text(rule.title), rule),
                lines(_conditions(telling, rule)),
            )
        )
        for rule in sorted(rules, key=lambda rule: rule.precedence)
    )
    columns = (
        Column(title=telling.say("exclusion.title"), share=2),
        Column(title=telling.say("exclusion.conditions"), share=3),
    )
    yield Table(title=telling.say("exclusion.table"), columns=columns, rows=rows)


def _conditions(telling: Telling, rule: Exclusion) -> Iterator[str]:
    """Yield what must hold so that time does not count, a sentence each."""
    say, wording, readings = telling.say, telling.wording, telling.under(rule)
    if rule.causes:
        causes = wording.one_of(wording.term("cause", cause) for cause in rule.causes)
        yield say("exclusion.causes", causes=causes)
        return
    if rule.silent:
        yield say(f"exclusion.silent.{readings['silent_maintenance']}")
        if readings["silent_maintenance"] == "not_excluded":
            return
    yield say(f"exclusion.off.{readings['maintenance']}")
    yield say(f"exclusion.planned.{readings['planned']}")
    if rule.length_max:
        effect = "downtime" if rule.length_else is Fallback.DOWNTIME else "breach"
        yield say(f"exclusion.longer.{effect}", length=wording.duration(rule.length_max))
    if rule.notice:
        inside = telling.hours(rule.notice_inside, "inside") if rule.notice_inside else ""
        code = "exclusion.notice_inside" if inside else "exclusion.notice"
        yield say(code, length=wording.duration(rule.notice), inside=inside)
    if rule.except_components:
        yield say("exclusion.except", components=telling.components(rule.except_components))


# ---- what is allowed ---------------------------------------------------------------------------


def _allowed(telling: Telling, promise: Availability) -> Iterator[Table | Paragraph]:
    contract, say = telling.contract, telling.say
    calendar = telling.calendar(promise.counted)
    budget = telling.under(promise)["budget"]
    found = allowances(promise, calendar, zone=contract.zone, budget=budget)
    rows = tuple(
        Row(
            cells=(
                _period(telling, allowance),
                _range(telling, *map(Fraction, allowance.counted)),
                _range(telling, *allowance.allowed),
            )
        )
        for allowance in found
    )
    columns = (
        Column(title=say("allowed.period")),
        Column(title=say("allowed.counted"), align=Align.END),
        Column(title=say("allowed.allowed"), align=Align.END),
    )
    yield Table(title=say("allowed.table"), columns=columns, rows=rows)
    first, last = years_of(calendar)
    is_ranged = any(each.counted[0] != each.counted[1] for each in found)
    code = "allowed.ranged" if is_ranged else "allowed.rounded"
    yield Paragraph(text=say(code, first=first, last=last), quiet=True)


def _period(telling: Telling, allowance: Allowance) -> str:
    said = telling.say("allowed.days", days=telling.wording.number(allowance.days))
    if allowance.shift == 0:
        return said
    change = "forward" if allowance.shift < 0 else "back"
    return f"{said}, {telling.say(f'allowed.{change}')}"


def _range(telling: Telling, least: Fraction, most: Fraction) -> str:
    first, last = telling.wording.seconds(least), telling.wording.seconds(most)
    return first if first == last else telling.say("range", first=first, last=last)
