"""`zusage clock`: due instants, elapsed time and business days by a service calendar.

With --batch, each line of standard input is a question in JSON and gets one line of answer, in
order; what is wrong with a question is its answer, as a code. Format: docs/algorithms/clocks.md.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache
from types import NoneType
from typing import BinaryIO, TypeAlias, TypeVar

from zusage.core.business_days import BusinessDays, FromNonworking
from zusage.core.calendars import Calendar
from zusage.core.clocks import Boundary, ServiceClock
from zusage.core.errors import Refusal, TermsError
from zusage.core.terms.quantities import Unit, duration_text, parse_duration
from zusage.core.terms.timetable import WEEKDAYS, calendar_under
from zusage.core.zones import from_second, instant_text, parse_instant, wall_second
from zusage.formats.calendar_json import read_calendar, read_json
from zusage.interfaces.cli.outcome import DONE
from zusage.texts import sentence

Question: TypeAlias = Mapping[str, object]
Answer: TypeAlias = dict[str, str | int]
Choice = TypeVar("Choice", bound=StrEnum)
T = TypeVar("T")

LINE_BYTES_MAX = 1 << 18
# A calendar's tables take some 0.1 MB for a few years.
CALENDARS_KEPT = 1024
COMMON_KEYS = frozenset(("id", "op", "calendar"))
JSON_NAMES = {str: "string", int: "integer", dict: "object"}
OPERATION_OF = {
    "due": "due",
    "before": "before",
    "elapsed": "elapsed",
    "add-days": "add_business_days",
    "count-days": "count_business_days",
}


class Hours:
    """A calendar with what answers questions about it."""

    def __init__(self, calendar: Calendar) -> None:
        self.zone = calendar.zone
        self.clock = ServiceClock(calendar)
        self.business_days = BusinessDays(calendar)


# ---- Operations ------------------------------------------------------------------------------


def due(hours: Hours, question: Question) -> Answer:
    """Answer when so much open time has passed."""
    start, seconds = instant(question, "start"), expect(question, "seconds", int)
    boundary = choice(question, "boundary", Boundary.EARLIEST)
    return {"at": instant_text(hours.clock.due_at(start, seconds, boundary))}


def before(hours: Hours, question: Question) -> Answer:
    """Answer from when so much open time leads up to an end, which may be called start as well."""
    if "end" in question and "start" in question:
        raise TermsError("clock.end_and_start")
    end = instant(question, "start" if "start" in question else "end")
    seconds = expect(question, "seconds", int)
    boundary = choice(question, "boundary", Boundary.EARLIEST)
    return {"at": instant_text(hours.clock.before_at(end, seconds, boundary))}


def elapsed(hours: Hours, question: Question) -> Answer:
    """Answer how much open time lies between two instants; negative backwards."""
    start, end = instant(question, "start"), instant(question, "end")
    return {"seconds": hours.clock.elapsed_between(start, end)}


def add_business_days(hours: Hours, question: Question) -> Answer:
    """Answer the same time of day so many business days later or earlier."""
    start, days = instant(question, "start"), expect(question, "days", int)
    from_nonworking = choice(question, "from_nonworking", FromNonworking.STEP)
    return {"at": instant_text(hours.business_days.add(start, days, from_nonworking))}


def count_business_days(hours: Hours, question: Question) -> Answer:
    """Answer how many business days lie after a start's date, up to an end's date."""
    start, end = instant(question, "start"), instant(question, "end")
    return {"days": hours.business_days.count(start, end)}


OPERATIONS: dict[str, tuple[Callable[[Hours, Question], Answer], frozenset[str]]] = {
    "due": (due, frozenset(("start", "seconds", "boundary"))),
    "before": (before, frozenset(("end", "start", "seconds", "boundary"))),
    "elapsed": (elapsed, frozenset(("start", "end"))),
    "add_business_days": (add_business_days, frozenset(("start", "days", "from_nonworking"))),
    "count_business_days": (count_business_days, frozenset(("start", "end"))),
}


def answer(name: str, hours: Callable[[], Hours], question: Question) -> Answer:
    """Answer a question. Raises TermsError or Refusal for what is wrong with it."""
    if name not in OPERATIONS:
        raise TermsError("clock.op_unknown", value=name, allowed=", ".join(OPERATIONS))
    operation, known = OPERATIONS[name]
    for key in question:
        if key not in known and key not in COMMON_KEYS:
            raise TermsError("clock.unknown_key", value=key, allowed=", ".join(sorted(known)))
    return operation(hours(), question)


# ---- Values of a question --------------------------------------------------------------------


def instant(question: Question, key: str) -> int:
    """Return an instant of a question in UTC seconds."""
    return parse_instant(expect(question, key, str))


def choice(question: Question, key: str, default: Choice) -> Choice:
    """Return one of the values that a key may have."""
    if key not in question:
        return default
    kind, value = type(default), expect(question, key, str)
    if value not in list(kind):
        raise TermsError("clock.choice_unknown", key=key, value=value, allowed=", ".join(kind))
    return kind(value)


def expect(question: Question, key: str, kind: type[T]) -> T:
    """Return a value of exactly this type: true is no number, and 3600.0 not a whole one."""
    if key not in question:
        raise TermsError("clock.key_missing", value=key)
    value = question[key]
    if type(value) is not kind:
        raise TermsError("clock.wrong_type", key=key, expected=JSON_NAMES[kind])
    return value


# ---- Lines of questions ----------------------------------------------------------------------

COMPACT = json.JSONEncoder(separators=(",", ":"))
CANONICAL = json.JSONEncoder(separators=(",", ":"), sort_keys=True)


def answer_lines(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer every line at once, so that a program can wait for each answer before it goes on."""
    while line := source.readline(LINE_BYTES_MAX + 1):
        if len(line) > LINE_BYTES_MAX and not line.endswith(b"\n"):
            found: dict[str, object] = {"id": None, "error": "clock.line_too_long"}
            while (rest := source.readline(LINE_BYTES_MAX)) and not rest.endswith(b"\n"):
                pass
        else:
            found = answer_line(line)
        sink.write(COMPACT.encode(found).encode() + b"\n")
        sink.flush()


def answer_line(line: bytes) -> dict[str, object]:
    """Return the answer to one question, or the code of what is wrong with it."""
    identity: object = None
    try:
        question = read_json(line)
        if not isinstance(question, dict):
            raise TermsError("clock.not_an_object")
        if type(question.get("id")) not in (str, int, NoneType):
            raise TermsError("clock.wrong_type", key="id", expected=JSON_NAMES[str])
        identity = question.get("id")
        name = expect(question, "op", str)
        return {"id": identity, **answer(name, lambda: hours_of(question), question)}
    except TermsError as error:
        return {"id": identity, "error": error.findings[0].code}
    except Refusal as refusal:
        return {"id": identity, "error": refusal.code}
    except RecursionError:
        return {"id": identity, "error": "json.too_deep"}


def hours_of(question: Question) -> Hours:
    """Return the calendar of a question; equal ones are read once."""
    return _hours(CANONICAL.encode(expect(question, "calendar", dict)))


@lru_cache(maxsize=CALENDARS_KEPT)
def _hours(canonical: str) -> Hours:
    return Hours(read_calendar(json.loads(canonical)))


# ---- Command line ----------------------------------------------------------------------------


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `zusage clock`."""
    add = parser.add_argument
    add("op", nargs="?", choices=OPERATION_OF, metavar="|".join(OPERATION_OF), help="help.clock.op")
    add("--calendar", metavar="FILE#NAME", help="help.clock.calendar")
    add("--start", metavar="INSTANT", help="help.clock.start")
    add("--end", metavar="INSTANT", help="help.clock.end")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--seconds", type=int, metavar="N", help="help.clock.seconds")
    length.add_argument("--duration", metavar="4h30m", help="help.clock.duration")
    add("--days", type=int, metavar="N", help="help.clock.days")
    add("--boundary", metavar="|".join(Boundary), help="help.clock.boundary")
    add(
        "--from-nonworking",
        metavar="|".join(FromNonworking),
        help="help.clock.from_nonworking",
    )
    text = "help.reading.clock"
    add("--reading", nargs="+", action="extend", default=[], metavar="K=V", help=text)
    add("--json", action="store_true", help="help.clock.json")
    add("--batch", action="store_true", help="help.clock.batch")


def run(arguments: argparse.Namespace) -> int:
    """Answer one question, or a line of each on standard input."""
    if arguments.batch:
        answer_lines(sys.stdin.buffer, sys.stdout.buffer)
        return DONE
    if arguments.op is None:
        raise TermsError("clock.op_missing", allowed=", ".join(OPERATION_OF))
    hours = Hours(contract_calendar(arguments))
    found = answer(OPERATION_OF[arguments.op], lambda: hours, asked(arguments))
    print(COMPACT.encode(found) if arguments.json else said(found, hours, arguments.lang))
    return DONE


def contract_calendar(arguments: argparse.Namespace) -> Calendar:
    """Return the calendar that FILE#NAME names, under the readings of the command line."""
    # Imported late: a batch has no contract.
    from zusage.interfaces.cli.inputs import parse_readings, read_contract

    if arguments.calendar is None:
        raise TermsError("clock.calendar_missing")
    path, _, name = arguments.calendar.rpartition("#")
    contract = read_contract(path or name).contract
    if not path or name not in contract.calendars:
        allowed = ", ".join(contract.calendars)
        raise TermsError("clock.calendar_unknown", value=arguments.calendar, allowed=allowed)
    term = contract.calendars[name]
    chosen = parse_readings(arguments.reading)
    return calendar_under(term, {**term.assumes, **term.reading, **chosen})


def asked(arguments: argparse.Namespace) -> Question:
    """Return the question of the command line, with the keys of a line of JSON."""
    given = {key: getattr(arguments, key) for key in ("start", "end", "seconds", "days")}
    given |= {key: getattr(arguments, key) for key in ("boundary", "from_nonworking")}
    if arguments.duration is not None:
        length = parse_duration(arguments.duration)
        if length.unit is not Unit.SECONDS:
            raise TermsError("clock.duration_in_days", value=arguments.duration)
        given["seconds"] = length.amount
    return {key: value for key, value in given.items() if value is not None}


def said(found: Answer, hours: Hours, language: str) -> str:
    """Say an answer in words; an instant also by the calendar's wall clock."""
    match found:
        case {"at": str(at)}:
            wall = from_second(wall_second(hours.zone, parse_instant(at)))
            return sentence(
                "clock.at",
                language,
                {
                    "at": at,
                    "weekday": sentence(f"clock.{WEEKDAYS[wall.weekday()]}", language),
                    "year": f"{wall:%Y}",
                    "month": f"{wall:%m}",
                    "day": f"{wall:%d}",
                    "time": f"{wall:%H:%M:%S}",
                    "zone": hours.zone,
                },
            )
        case {"seconds": int(seconds)}:
            facts = {"seconds": seconds, "duration": duration_text(seconds)}
            return sentence("clock.seconds", language, facts)
        case _:
            return sentence("clock.days", language, found)
