"""The open questions of a contract: how each is read here, on whose word, and how else."""

from collections.abc import Iterator
from dataclasses import dataclass

from zusage.core.terms.contract import Rule
from zusage.core.terms.lint.questions import asked, assumed_readings, stated_readings
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.readings import QUESTIONS
from zusage.core.terms.timetable import CalendarTerm
from zusage.formats.documents.contract.telling import Telling, lines
from zusage.formats.documents.outline import (
    Column,
    Link,
    Paragraph,
    Row,
    Section,
    Table,
    anchor_of,
)
from zusage.formats.documents.wording import capital


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One question, the reading used for it, and on whose word.

    how: "chosen" by who asked for the document, "stated" in the contract, "assumed" by its
    author, or "default" of the product.
    """

    key: str
    used: str
    how: str


def answered(telling: Telling) -> dict[Answered, list[Rule | CalendarTerm]]:
    """Return every question that a contract leaves open, with the rules that ask it, by number."""
    found: dict[Answered, list[Rule | CalendarTerm]] = {}
    for _, rule, key in asked(Survey(telling.contract)):
        found.setdefault(_answer(telling, rule, key), []).append(rule)
    return dict(sorted(found.items(), key=lambda item: QUESTIONS[item[0].key].number))


def _answer(telling: Telling, rule: Rule | CalendarTerm, key: str) -> Answered:
    """Return how one rule is read: what is chosen goes over what is stated, that over the rest."""
    sources = {
        "chosen": telling.chosen,
        "stated": stated_readings(rule),
        "assumed": assumed_readings(rule),
    }
    for how, readings in sources.items():
        if key in readings:
            return Answered(key=key, used=readings[key], how=how)
    return Answered(key=key, used=QUESTIONS[key].default, how="default")


def readings(telling: Telling) -> Section:
    """Return the section on the readings."""
    say = telling.say
    rows = tuple(_row(telling, answer, rules) for answer, rules in answered(telling).items())
    columns = (
        Column(title=say("readings.question"), share=4),
        Column(title=say("readings.used"), share=4),
        Column(title=say("readings.how")),
        Column(title=say("readings.others"), share=4),
    )
    title = say("section.readings")
    table = Table(title=title, columns=columns, rows=rows, title_hidden=True)
    return Section(
        title=title,
        anchor="readings",
        blocks=(
            Paragraph(text=say("readings.intro" if rows else "readings.none")),
            *((table,) if rows else ()),
            *_citations(telling),
        ),
    )


def _row(telling: Telling, answer: Answered, rules: list[Rule | CalendarTerm]) -> Row:
    say, wording, question = telling.say, telling.wording, QUESTIONS[answer.key]
    others = [value for value in question.readings if value != answer.used]
    return Row(
        cells=(
            telling.marked(f"{question.number}. {wording.question(answer.key)}", *rules),
            capital(wording.reading(answer.key, answer.used)),
            capital(say(f"readings.how.{answer.how}")),
            lines(capital(wording.reading(answer.key, value)) for value in others)
            or capital(say("readings.no_other")),
        )
    )


def _citations(telling: Telling) -> Iterator[Section]:
    """Yield the citations of articles that do not exist, each beside what it seems to mean."""
    rows = []
    for name, clause in telling.contract.clauses.items():
        for cited, meant in clause.resolved.items():
            link = Link(text=name, target=anchor_of("clause", name))
            rows.append(Row(cells=((link,), cited, meant)))
    if rows:
        say = telling.say
        columns = (
            Column(title=say("clause.id")),
            Column(title=say("citation.cited")),
            Column(title=say("citation.meant")),
        )
        table = Table(title=say("citation.table"), columns=columns, rows=tuple(rows))
        intro = Paragraph(text=telling.say("citation.intro"))
        title = say("citation.title")
        yield Section(title=title, anchor="citations", blocks=(intro, table))
