"""A contract being told: its words, its names and its clauses, in one language and reading."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from zusage.core.calendars import Calendar, always
from zusage.core.terms.contract import Contract, Limit, Rule
from zusage.core.terms.lint.survey import readings_of
from zusage.core.terms.quantities import Duration, Text, Unit
from zusage.core.terms.references import ALWAYS, ELAPSED
from zusage.core.terms.timetable import CalendarTerm, calendar_under
from zusage.formats.documents.outline import Break, Inline, Mark, Prose, anchor_of, inlines
from zusage.formats.documents.wording import Wording, capital

SLOT = "\ue000"
"""Stands around the name of a place in a sentence; texts of a contract are put in later."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What every part of a contract's document needs.

    chosen: readings that the reader sets; they go over what the contract states.
    """

    contract: Contract
    wording: Wording
    chosen: Mapping[str, str] = field(default_factory=dict)

    def say(self, code: str, /, **facts: object) -> str:
        """Return a sentence of texts/show.toml."""
        return self.wording.say(f"show.{code}", **facts)

    def text(self, text: Text) -> str:
        """Return a text of the contract in the language of the document."""
        return self.wording.text(text)

    def filled(self, code: str, /, **pieces: Inline) -> tuple[Inline, ...]:
        """Return a sentence of texts/show.toml with links and strong words in its places."""
        slots = {name: f"{SLOT}{name}{SLOT}" for name in pieces}
        parts = self.say(code, **slots).split(SLOT)
        found = (pieces[part] if position % 2 else part for position, part in enumerate(parts))
        return tuple(piece for piece in found if piece != "")

    def under(self, rule: Rule | CalendarTerm) -> dict[str, str]:
        """Return every reading that holds for a rule, by key."""
        return {**readings_of(rule), **self.chosen}

    def read(self, key: str, used: str) -> str:
        """Return a question and the reading used for it, in a sentence each."""
        reading = self.wording.reading(key, used)
        return self.say("read", question=self.wording.question(key), reading=reading)

    def marks(self, *rules: Rule | CalendarTerm) -> tuple[Mark, ...]:
        """Return the marks of the rules' clauses, each once, in order."""
        clauses = dict.fromkeys(clause for rule in rules for clause in rule.clauses)
        return tuple(Mark(text=name, target=anchor_of("clause", name)) for name in clauses)

    def marked(self, words: Prose, *rules: Rule | CalendarTerm) -> tuple[Inline, ...]:
        """Return words with the marks of rules behind them."""
        return (*inlines(words), *self.marks(*rules))

    # ---- names -------------------------------------------------------------------------------

    def party(self, name: str | None) -> str:
        """Return the name of a party; nobody has one of its own."""
        if name is None:
            return self.say("nobody")
        return self.text(self.contract.parties[name].name)

    def components(self, names: Iterable[str]) -> str:
        """Return the titles of components; none named means all."""
        parts = [self.text(self.contract.components[name].title) for name in names]
        return self.wording.all_of(parts)

    def option(self, name: str) -> str:
        """Return the title of an option."""
        return self.text(self.contract.options[name].title)

    def bookable(self, name: str) -> str:
        """Return what a name of something bookable means: an option, or a word."""
        return self.option(name) if name in self.contract.options else self.wording.name(name)

    def category(self, name: str) -> str:
        """Return the word for a kind of ticket, or its title, which may say more."""
        desk, word = self.contract.desk, self.wording.known("name", name)
        if word is None and desk and name in desk.categories:
            return self.text(desk.categories[name].title)
        return word or self.wording.name(name)

    def places(self, names: Iterable[str]) -> str:
        """Return the names of places."""
        return self.wording.all_of(self.wording.name(name, "place") for name in names)

    def names(self, names: Iterable[str]) -> str:
        """Return the words for names of roles, ways or facts."""
        return self.wording.all_of(map(self.wording.name, names))

    def event(self, name: str) -> str:
        """Return the clause for an event after which something is owed."""
        known = self.wording.known("event", name)
        return known or self.say("duty.on", event=self.wording.name(name))

    # ---- hours -------------------------------------------------------------------------------

    def calendar(self, name: str) -> Calendar:
        """Return a calendar of the contract under the readings that hold, or "always"."""
        if name == ALWAYS:
            return always(self.contract.zone)
        term = self.contract.calendars[name]
        return calendar_under(term, self.under(term))

    def zone(self, calendar: Calendar) -> str:
        """Return the zone of a calendar's wall clock; a fixed one says so."""
        zone = calendar.zone
        return self.say("hours.fixed", zone=zone) if zone[0] in "+-" else zone

    def hours_name(self, name: str) -> str:
        """Return the title of a calendar."""
        return capital(self.wording.name(name, "hours"))

    def hours(self, name: str, form: str) -> str:
        """Return a calendar inside a sentence.

        form: "counted" (the business hours), "inside" (in business hours), "outside".
        """
        if name in (ALWAYS, ELAPSED):
            return self.say(f"hours.{form}.always")
        known = self.wording.known("hours", name)
        kind = "known" if known else "named"
        return self.say(f"hours.{form}.{kind}", name=known or self.wording.name(name))

    def length(self, length: Duration, clock: str | None) -> str:
        """Return a duration with the hours in which it runs."""
        said = self.wording.duration(length)
        if length.unit is not Unit.SECONDS:
            return said
        if clock is None:
            return f"{said}, {self.say('clock.unknown')}"
        return f"{said} {self.hours(clock, 'inside')}"

    def limit(self, limit: Limit, clock: str | None) -> Prose:
        """Return a time of the desk, its hours below it."""
        said = self.wording.duration(limit.within)
        if limit.within.unit is not Unit.SECONDS:
            return said
        hours = self.say("clock.unknown") if clock is None else self.hours(clock, "inside")
        return (said, Break(), hours)


def lines(parts: Iterable[Prose]) -> tuple[Inline, ...]:
    """Put prose below each other in one cell."""
    found: list[Inline] = []
    for part in parts:
        found += [Break()] * bool(found)
        found += inlines(part)
    return tuple(found)
