"""Which sentence tells a change, and with which facts: numbers computed, names in words."""

from collections.abc import Mapping
from typing import Any, TypeAlias

from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import (
    Availability,
    Cause,
    Clause,
    Commitment,
    ContactRule,
    Contract,
    Credit,
    EvidenceKind,
    Level,
    Limit,
    PartyRole,
    Price,
    Trigger,
)
from zusage.core.terms.diff.changes import WEEKS, Changed, Holder, Kind, is_span
from zusage.core.terms.lint.counting import allowed, samples, usual
from zusage.core.terms.lint.hours import clock_text
from zusage.core.terms.quantities import Text
from zusage.core.terms.references import ALWAYS, ELAPSED
from zusage.core.terms.saying import Name, PeriodName, hours, hours_named, say, time
from zusage.core.terms.timetable import CalendarTerm

Facts: TypeAlias = dict[str, object]

# Of a long list only the first few are told, and how many more there are.
LISTED_MAX = 6
READINGS = ("reading", "assumes")

# Where the words of a closed list stand.
WORDS: Mapping[type, str] = {
    Cause: "document.cause",
    EvidenceKind: "document.evidence",
    PartyRole: "document.role",
    PeriodKind: "document.period",
}
# Values of closed lists that are told by words of our own.
VALUES = frozenset(
    {
        *("account", "agreement", "instance", "hour", "day", "week", "month", "quarter", "year"),
        *("once", "continuous", "regularly", "on_event", "advance", "arrears", "end_of_month"),
        *("availability", "times", "best_effort", "guaranteed", "breach", "downtime"),
        *("counted", "not_counted", "nothing", "usage"),
        *("on_sale", "end_of_sale", "end_of_life"),
    }
)
# Fields whose values are names of something that the contract defines elsewhere.
SECTIONS: Mapping[str, str] = {
    "components": "components",
    "except_components": "components",
    "stays_up": "components",
    "excludes": "exclusions",
    "by": "parties",
    "at_cost_of": "parties",
    "only_with": "options",
    "options": "options",
    "not_options": "options",
    "document": "documents",
    "price_list": "documents",
}
HOURS = ("counted", "clock", "hours", "notice_inside", "outside")


def told(change: Changed, old: Contract, new: Contract) -> tuple[str, Facts]:
    """Return the rest of the code of the sentence that tells a change, and its facts."""
    facts: Facts = {"subject": subject(change, old, new), "field": _fields(change)}
    if _is_reading(change):
        return _reading(change, facts)
    if change.kind is Kind.SETS:
        before, after = _listed(change, change.old, old), _listed(change, change.new, new)
        code = "swapped" if before and after else "gained" if after else "lost"
        return code, facts | {"lost": before, "gained": after}
    if change.kind is Kind.CHANGED:
        facts["old"] = _value(change, change.old, old)
        facts["new"] = _value(change, change.new, new)
        return _changed(change), facts | _numbers(change, old, new)
    is_added = change.kind is Kind.ADDED
    value, contract = (change.new, new) if is_added else (change.old, old)
    return _whole(change, value, contract, facts)


def _changed(change: Changed) -> str:
    """Return the sentence of a changed value: one of its own where the field deserves it."""
    holder, name = change.holders[-1].new, str(change.path[-1])
    if change.old is None or change.new is None:
        return "set" if change.old is None else "unset"
    if isinstance(holder, Availability) and name in ("objective", "per", "counted"):
        return name
    if isinstance(holder, Clause) and name == "says":
        return name
    if isinstance(holder, Credit) and name == "percent":
        return name
    if isinstance(holder, Trigger) and name == "misses":
        return name
    if isinstance(holder, Price) and name == "amount":
        return name
    if isinstance(change.new, bool):
        return "now" if change.new else "no_longer"
    return "changed"


def _numbers(change: Changed, old: Contract, new: Contract) -> Facts:
    """Return what a sentence of its own shows besides the two values."""
    holder = change.holders[-1]
    match holder.new:
        case Availability() if change.path[-1] in ("objective", "per", "counted"):
            before, after = usual(samples(old, holder.old)), usual(samples(new, holder.new))
            return {
                "old_period": PeriodName(name=before.period.name),
                "new_period": PeriodName(name=after.period.name),
                "old_counted": hours(before.counted),
                "new_counted": hours(after.counted),
                "old_allowed": time(allowed(holder.old, before.counted)),
                "new_allowed": time(allowed(holder.new, after.counted)),
            }
        case Credit():
            return {"block": holder.new.block}
        case Price():
            return {"per": say(f"diff.value.{holder.new.per}")}
        case _:
            return {}


def _whole(change: Changed, value: Any, contract: Contract, facts: Facts) -> tuple[str, Facts]:
    """Tell that something comes or goes: a promise or a time with its value, others by name."""
    facts |= {"value": _value(change, value, contract)}
    match value:
        case Availability():
            period = say(f"document.period.{value.per}")
            facts |= {"name": value.title, "objective": value.objective, "period": period}
            return f"promise_{change.kind}", facts
        case Limit():
            return f"limit_{change.kind}", facts | {"value": value.within}
        case Price():
            return f"price_{change.kind}", facts | {
                "value": value.amount,
                "per": say(f"diff.value.{value.per}"),
            }
        case _:
            name = _name(value, change.path)
            if name is None:
                scalar = isinstance(value, str | tuple | Mapping)
                return f"{'value' if scalar else 'part'}_{change.kind}", facts
            kind = say(f"diff.kind.{type(value).__name__}")
            return str(change.kind), facts | {"kind": kind, "name": name}


def _is_reading(change: Changed) -> bool:
    return len(change.path) > 1 and change.path[-2] in READINGS


def _reading(change: Changed, facts: Facts) -> tuple[str, Facts]:
    """Tell which question is answered, and how."""
    key = str(change.path[-1])
    facts |= {
        "question": say(f"reading.{key}"),
        "old": say(f"reading.{key}.{change.old}") if change.old else "",
        "new": say(f"reading.{key}.{change.new}") if change.new else "",
    }
    stated = "reading" if change.path[-2] == "reading" else "assumed"
    return stated if change.kind is Kind.CHANGED else f"{stated}_{change.kind}", facts


# ---- who and what -----------------------------------------------------------------------------


def subject(change: Changed, old: Contract, new: Contract) -> object:
    """Return the nearest thing with a name around a change, with its level if there are several."""
    holder = _subject(change)
    name = _name(holder.new, holder.path) if holder else None
    if holder is None or name is None:
        return say("diff.contract")
    levels = [each.new for each in change.holders if isinstance(each.new, Level)]
    if levels and levels[0] is not holder.new and len({*old.levels, *new.levels}) > 1:
        return say("diff.in_level", name=name, level=levels[0].title)
    return name


def _subject(change: Changed) -> Holder | None:
    named = [each for each in change.holders if _name(each.new, each.path) is not None]
    return named[-1] if named else None


def _name(record: object, path: tuple[str | int, ...]) -> object | None:
    """Return what a record is called: its title or name, its key, or nothing."""
    match record:
        case Contract():
            return None
        case CalendarTerm():
            return hours_named(path[-1])
        case Clause():
            return path[-1]
        case Commitment():
            return Name(key=record.what)
        case ContactRule():
            return Name(key=record.role)
        case _:
            return _title(record)


def _title(record: object) -> Text | None:
    for name in ("title", "name"):
        if isinstance(value := getattr(record, name, None), Text):
            return value
    return None


def _fields(change: Changed) -> tuple[object, ...]:
    """Return the words for the way from the subject to the value: response, time."""
    holder = _subject(change)
    start = len(holder.path) if holder else 0
    fields = {len(each.path) for each in change.holders}
    return tuple(
        say(f"diff.field.{part}") if position in fields else Name(key=part)
        for position, part in enumerate(change.path)
        if position >= start and isinstance(part, str)
    )


# ---- values -----------------------------------------------------------------------------------


def _value(change: Changed, value: Any, contract: Contract) -> object:
    """Return a value as a fact that can be spoken: names of hours, words for closed lists."""
    name = next((part for part in reversed(change.path) if isinstance(part, str)), "")
    if isinstance(value, bool):
        return say("diff.yes" if value else "diff.no")
    if type(value) in WORDS:
        return say(f"{WORDS[type(value)]}.{value}")
    if isinstance(value, str):
        return _word(name, value, contract)
    if isinstance(value, Text) and change.kind is Kind.CHANGED and name != "says":
        return say("diff.quoted", text=value)
    if isinstance(value, Mapping) and name not in WEEKS:
        return tuple(str(key) for key in value)
    if isinstance(value, tuple) and is_span(value):
        return tuple(f"{clock_text(start)}–{clock_text(end)}" for start, end in value)
    return value


def _word(field: str, value: str, contract: Contract) -> object:
    if field in HOURS:
        return say("diff.all_hours") if value in (ALWAYS, ELAPSED) else hours_named(value)
    if field in SECTIONS:
        found = getattr(contract, SECTIONS[field]).get(value)
        return _name(found, ("",)) or value
    return say(f"diff.value.{value}") if value in VALUES else Name(key=value)


def _listed(change: Changed, values: tuple[Any, ...], contract: Contract) -> tuple[object, ...]:
    """Return the first few values of a list, and how many more there are."""
    spoken = [_value(change, value, contract) for value in values[:LISTED_MAX]]
    if len(values) > LISTED_MAX:
        spoken.append(say("diff.more", number=len(values) - LISTED_MAX))
    return tuple(spoken)
