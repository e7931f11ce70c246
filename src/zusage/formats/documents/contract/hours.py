"""The hours of a contract, spelled out, and the days off in them, year by year."""

from collections.abc import Iterator
from datetime import date

from zusage.core.calendars import DaySpans
from zusage.core.terms.timetable import CalendarTerm, month_day
from zusage.formats.documents.contract.telling import Telling
from zusage.formats.documents.outline import (
    Column,
    Fact,
    Facts,
    Link,
    Prose,
    Row,
    Section,
    Table,
    anchor_of,
)


def hours(telling: Telling) -> Iterator[Section]:
    """Yield the section with every calendar."""
    parts = tuple(
        Section(
            title=telling.hours_name(name),
            anchor=anchor_of("hours", name),
            blocks=(Facts(pairs=tuple(_facts(telling, name, term))),),
            marks=telling.marks(term),
        )
        for name, term in telling.contract.calendars.items()
    )
    if parts:
        yield Section(title=telling.say("section.hours"), anchor="hours", blocks=parts)


def _facts(telling: Telling, name: str, term: CalendarTerm) -> Iterator[Fact]:
    say, wording = telling.say, telling.wording
    calendar = telling.calendar(name)
    yield Fact(name=say("hours.open"), values=wording.days(calendar.week))
    yield Fact(name=say("hours.zone"), values=(telling.zone(calendar),))
    if term.holidays:
        yield Fact(name=say("hours.holidays"), values=tuple(_holidays(telling, name, term)))
    if term.annual_holidays:
        days = [wording.day_of_year(*month_day(day)) for day in term.annual_holidays]
        yield Fact(name=say("hours.annual"), values=(wording.all_of(days),))
    for kind, dated in (("special", term.special_days), ("closures", term.closures)):
        if dated:
            values = tuple(_dated(telling, day, spans) for day, spans in sorted(dated.items()))
            yield Fact(name=say(f"hours.{kind}"), values=values)
    for label, outside in term.outside.items():
        said = say("hours.outside_is", what=wording.name(label))
        yield Fact(name=said, values=wording.week(outside))


def _dated(telling: Telling, day: date, spans: DaySpans) -> str:
    said = ", ".join(map(telling.wording.day_span, spans)) or telling.say("hours.closed")
    return f"{telling.wording.day(day)}: {said}"


def _holidays(telling: Telling, name: str, term: CalendarTerm) -> Iterator[Prose]:
    """Yield where the days off come from, how many there are, and where they are listed."""
    assert term.holidays is not None
    say, wording = telling.say, telling.wording
    calendar = telling.calendar(name)
    region = wording.name(term.holidays.source, "place")
    if not calendar.holidays and calendar.years is None:
        yield say("holidays.worked", region=region)
        return
    yield say("holidays.off", region=region)
    counts = [len(days) for days in days_by_year(telling, name).values()]
    facts = {
        "years": term.holidays.years.replace("-", "–"),
        "least": min(counts),
        "most": max(counts),
    }
    code = "holidays.same" if facts["least"] == facts["most"] else "holidays.count"
    link = Link(text=say("holidays.link"), target=anchor_of("holidays", name))
    yield (f"{say(code, **facts)} ", link)
    if term.holidays.package == "explicit":
        yield say("holidays.by_hand")
    else:
        yield say("holidays.package", package=term.holidays.package)


def days_by_year(telling: Telling, name: str) -> dict[int, list[date]]:
    """Return the days off of each known year, under the readings that hold."""
    calendar = telling.calendar(name)
    first, last = calendar.years or (0, -1)
    found: dict[int, list[date]] = {year: [] for year in range(first, last + 1)}
    for day in sorted(calendar.holidays):
        found.setdefault(day.year, []).append(day)
    return found


def holiday_lists(telling: Telling) -> Iterator[Section]:
    """Yield the annex with the dates of every calendar, a row per year."""
    parts = tuple(
        Section(
            title=telling.hours_name(name),
            anchor=anchor_of("holidays", name),
            blocks=(_list(telling, name),),
        )
        for name, term in telling.contract.calendars.items()
        if term.holidays and any(days_by_year(telling, name).values())
    )
    if parts:
        yield Section(title=telling.say("section.holidays"), anchor="holidays", blocks=parts)


def _list(telling: Telling, name: str) -> Table:
    columns = (
        Column(title=telling.say("holidays.year")),
        Column(title=telling.say("holidays.days"), share=1),
    )
    rows = tuple(
        Row(cells=(str(year), ", ".join(map(telling.wording.day_and_month, days))))
        for year, days in days_by_year(telling, name).items()
    )
    title = telling.say("holidays.table", name=telling.hours_name(name))
    return Table(title=title, columns=columns, rows=rows, title_hidden=True)
