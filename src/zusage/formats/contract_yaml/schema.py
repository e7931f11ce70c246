"""The JSON Schema of the contract file, made from the types and docstrings that reading uses."""

import inspect
import re
import types
from collections.abc import Callable
from collections.abc import Mapping as MappingType
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin

from zusage.core.money import MINOR_UNITS, Money
from zusage.core.terms.contract import Contract
from zusage.core.terms.quantities import Duration, Percentage
from zusage.core.terms.references import AT_LEAST_ONE
from zusage.formats.contract_yaml.decode import DATE, hints_of, kind_of, required
from zusage.formats.contract_yaml.scan import Mapping, Node, Scalar, Sequence

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NUMBER_MAX = 10**12 - 1
MEANING = re.compile(r"(\w+(?:, \w+)*): (.+)")

DAY_TIME = r"(0?[0-9]|1[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?"
SPAN_END = r"(([0-3]?[0-9]|4[0-7]):[0-5][0-9](:[0-5][0-9])?|48:00(:00)?)"
CURRENCIES = "|".join(MINOR_UNITS)

# What a single value looks like, by its type; {} and [] are no single values.
SIMPLE: MappingType[Any, dict[str, Json]] = {
    str: {"type": "string", "minLength": 1},
    int: {"type": "integer", "minimum": 0, "maximum": NUMBER_MAX},
    bool: {"type": "boolean"},
    date: {
        "description": "A day of the calendar, such as 2026-01-31.",
        "type": "string",
        "format": "date",
        "pattern": f"^{DATE.pattern}$",
    },
    Percentage: {
        "description": "An exact share of a hundred, such as 99.8 %.",
        "type": "string",
        "pattern": r"^(0?[0-9]{1,2}(\.[0-9]{1,9})?|100(\.0{1,9})?) ?%$",
    },
    Duration: {
        "description": "A length of time: hours, minutes and seconds such as 8h or 43m28s, or "
        "days, business days, weeks, months or years such as 28 business days.",
        "type": "string",
        "pattern": "^([0-9]{1,5} (day|week|month|year|business day)s?"
        "|[0-9]{1,6}h( ?[0-9]{1,6}m)?( ?[0-9]{1,8}s)?"
        "|[0-9]{1,6}m( ?[0-9]{1,8}s)?|[0-9]{1,8}s)$",
    },
    Money: {
        "description": "An amount with its currency, such as 95.00 EUR.",
        "type": "string",
        "pattern": rf"^-?[0-9]{{1,13}}(\.[0-9]{{1,2}})? ({CURRENCIES})$",
    },
    tuple[int, int]: {
        "description": "Hours of a day, such as 09:00-17:00, or 22:00-30:00 into the next day.",
        "type": "string",
        "pattern": f"^{DAY_TIME}-{SPAN_END}$",
    },
}
SIMPLE_NAMES = {
    date: "date",
    Percentage: "percentage",
    Duration: "duration",
    Money: "money",
    tuple[int, int]: "day_span",
}


def json_schema() -> dict[str, Json]:
    """Return the schema of a contract file (JSON Schema, draft 2020-12)."""
    definitions: dict[str, Json] = {}
    for kind in kinds(Contract):
        definitions[kind.__name__] = _enum(kind) if issubclass(kind, Enum) else _record(kind)
    for simple, name in SIMPLE_NAMES.items():
        definitions[name] = SIMPLE[simple]
    return {
        "$schema": DIALECT,
        "title": "Service contract (zusage: 1)",
        "description": "Keys, types and meanings of a contract file. References between parts, "
        "readings and calendars are checked by `zusage lint`.",
        "$ref": "#/$defs/Contract",
        "$defs": definitions,
    }


def kinds(root: type) -> tuple[type, ...]:
    """Return a record and all records and enums inside it, in the order of their first use."""
    found: dict[type, None] = {}
    _collect(root, found)
    return tuple(found)


def _collect(hint: Any, found: dict[type, None]) -> None:
    if hint in SIMPLE or hint in found:
        return
    if isinstance(hint, type):
        found[hint] = None
        for inner in hints_of(hint).values() if is_dataclass(hint) else ():
            _collect(inner, found)
    elif get_origin(hint) is not Literal:
        for inner in get_args(hint):
            if inner not in (Ellipsis, type(None)):
                _collect(inner, found)


def summary(kind: type) -> str:
    """Return what a record or enum is, in one or a few sentences of its docstring."""
    text = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return " ".join(text.partition(" Clauses: ")[0].split())


def meanings(kind: type) -> dict[str, str]:
    """Return what the keys of a record mean, by its docstring and those it builds on."""
    found: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        keys: list[str] = []
        for line in inspect.cleandoc(base.__doc__ or "").splitlines():
            if named := MEANING.fullmatch(line):
                keys = named[1].split(", ")
                found.update(dict.fromkeys(keys, named[2]))
            else:
                keys = keys if line else []
                found.update({key: f"{found[key]} {line}" for key in keys})
    if "title" in hints_of(kind):
        found["title"] = found.get("title", "what it is called.")
    return {key: text[0].upper() + text[1:] for key, text in found.items()}


def _enum(kind: type[Enum]) -> dict[str, Json]:
    return {
        "description": summary(kind),
        "type": "string",
        "enum": [str(member.value) for member in kind],
    }


def _record(kind: type) -> dict[str, Json]:
    explained = meanings(kind)
    properties: dict[str, Json] = {}
    for key, hint in hints_of(kind).items():
        schema = _schema(hint)
        if key in AT_LEAST_ONE.get(kind, ()):
            schema |= {"minimum": 1}
        properties[key] = {"description": explained[key], **schema} if key in explained else schema
    return {
        "description": summary(kind),
        "type": "object",
        "additionalProperties": False,
        "required": [key for key in hints_of(kind) if key in required(kind)],
        "properties": properties,
    }


def _schema(hint: Any) -> dict[str, Json]:
    """Return the schema of a type, mostly a reference to a definition."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in SIMPLE:
        name = SIMPLE_NAMES.get(hint)
        return {"$ref": f"#/$defs/{name}"} if name else dict(SIMPLE[hint])
    if origin in (Union, types.UnionType):
        return _choice([option for option in inner if option is not type(None)])
    if origin is Literal:
        return {"const": inner[0]} if len(inner) == 1 else {"enum": list(inner)}
    if origin is tuple:
        return {"type": "array", "items": _schema(inner[0])}
    if origin is MappingType:
        names = SIMPLE[inner[0]] if inner[0] is str else _schema(inner[0])
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": _schema(inner[1]),
        }
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _choice(options: list[Any]) -> dict[str, Json]:
    """Return the schema of one type, or of several that their key `kind` tells apart."""
    if len(options) == 1:
        return _schema(options[0])
    return {
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"enum": [kind_of(option) for option in options]}},
        "oneOf": [_schema(option) for option in options],
    }


INTEGER = re.compile(r"[-+]?[0-9]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
RESOLVED: MappingType[re.Pattern[str], Callable[[str], Json]] = {
    re.compile(r"|~|null|Null|NULL"): lambda text: None,
    re.compile(r"true|True|TRUE"): lambda text: True,
    re.compile(r"false|False|FALSE"): lambda text: False,
    INTEGER: int,
    FLOAT: float,
}


def json_values(node: Node) -> Json:
    """Return the values of a file as editors and validators see them (YAML 1.2, core schema).

    Our own reader guesses no types; this is for checking a file against the published schema.
    """
    if isinstance(node, Mapping):
        return {name.text: json_values(value) for name, value in node.items}
    if isinstance(node, Sequence):
        return [json_values(item) for item in node.items]
    return _resolved(node)


def _resolved(scalar: Scalar) -> Json:
    if not scalar.style:
        for pattern, convert in RESOLVED.items():
            if pattern.fullmatch(scalar.text):
                return convert(scalar.text)
    return scalar.text
