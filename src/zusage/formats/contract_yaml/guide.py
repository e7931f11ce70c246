"""The reference page of the contract file, from the types and docstrings that its schema is of."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, Literal, Union, get_args, get_origin

from zusage.core.terms.contract import Contract, Rule
from zusage.formats.contract_yaml.decode import hints_of, required
from zusage.formats.contract_yaml.schema import SIMPLE, SIMPLE_NAMES, kinds, meanings, summary

HEAD = """\
# The contract file

A service contract is one YAML file. Every key, its type and its meaning stand below; an editor
learns the same from [schema.json](../../contracts/schema.json), which `zusage schema` prints.

* Values are read as they are written: nothing is taken for a number or a boolean that is not
  asked for. Quotes are needed only where YAML or an editor would read something else, as in
  `at: "4.2"` or `week: {mon-fri: ["09:00-17:00"]}`.
* Keys that are not listed are refused, with the nearest one that exists.
* Anchors, aliases, tags, merge keys and a second document are refused.
* A file has at most one megabyte.

This page is generated; `./dev docs` rewrites it.
"""

PLAIN_WORDS = {str: "text", int: "number", bool: "true or false"}
SIMPLE_HEAD = "## Single values\n\n| type | what it is |\n|---|---|"
TABLE_HEAD = ("| key | type | default | meaning |", "|---|---|---|---|")


def guide() -> str:
    """Return the reference of the contract file in Markdown: sections, keys, types, meanings."""
    simple = [f"| {name} | {SIMPLE[kind]['description']} |" for kind, name in _names().items()]
    table = "\n".join([SIMPLE_HEAD, *simple, ""])
    sections = [
        _enum(kind) if issubclass(kind, Enum) else _record(kind) for kind in kinds(Contract)
    ]
    return "\n".join([HEAD, table, _record(Rule), *sections])


def _names() -> Mapping[Any, str]:
    return {kind: name.replace("_", " ") for kind, name in SIMPLE_NAMES.items()}


def _enum(kind: type[Enum]) -> str:
    allowed = ", ".join(f"`{member.value}`" for member in kind)
    return f"## {kind.__name__}\n\n{summary(kind)}\n\nOne of {allowed}.\n"


def _record(kind: Any) -> str:
    """Write the section of a record; the keys of every rule stand in a section of their own."""
    explained, hints = meanings(kind), hints_of(kind)
    is_rule = issubclass(kind, Rule) and kind is not Rule
    rows = []
    for field in fields(kind):
        if is_rule and field.name in hints_of(Rule):
            continue
        hint = hints[field.name]
        means = explained.get(field.name) or " ".join(summary(inner) for inner in _inside(hint))
        default = _default(field.default, needed=field.name in required(kind))
        rows.append(f"| `{field.name}` | {_type(hint)} | {default} | {means} |")
    intro = summary(kind) + (" It has the [keys of every rule](#rule) as well." if is_rule else "")
    return "\n".join([f"## {kind.__name__}", "", intro, "", *TABLE_HEAD, *rows, ""])


def _default(value: object, *, needed: bool) -> str:
    if needed:
        return "**needed**"
    if value in (MISSING, None, ()):
        return ""
    if isinstance(value, tuple):
        return ", ".join(f"`{part}`" for part in value)
    written = value.value if isinstance(value, Enum) else value
    return f"`{str(written).lower()}`"


def _type(hint: Any) -> str:
    """Write a type in words, with a link where it has a section of its own."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in PLAIN_WORDS:
        return PLAIN_WORDS[hint]
    if hint in SIMPLE_NAMES:
        return _names()[hint]
    if origin in (Union, types.UnionType):
        return " or ".join(_type(option) for option in inner if option is not type(None))
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in inner)
    if origin is tuple:
        return f"list of {_type(inner[0])}"
    if origin is Mapping:
        return f"{_type(inner[1])}, by {_type(inner[0]).replace('text', 'name')}"
    return f"[{hint.__name__}](#{hint.__name__.lower()})"


def _inside(hint: Any) -> list[Any]:
    """Return the records or enums that a type comes down to."""
    inner = [option for option in get_args(hint) if option not in (type(None), Ellipsis, str)]
    return [kind for option in inner for kind in _inside(option)] if inner else [hint]
