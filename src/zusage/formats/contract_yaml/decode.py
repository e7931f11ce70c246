"""Nodes to typed values, by the type hints of the core's dataclasses; every error at once.

A value with an error is left out, so that what refers to the rest of the file is still checked.
"""

import re
import types
from collections.abc import Callable, Collection
from collections.abc import Mapping as MappingType
from dataclasses import MISSING, fields
from datetime import date
from difflib import get_close_matches
from enum import Enum
from functools import lru_cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from zusage.core.errors import Finding, Path, TermsError
from zusage.core.money import Money, parse_money
from zusage.core.terms.quantities import (
    Duration,
    Percentage,
    parse_day_span,
    parse_duration,
    parse_percentage,
)
from zusage.formats.contract_yaml.scan import (
    FINDINGS_MAX,
    SHOWN_MAX,
    Mapping,
    Node,
    Scalar,
    Sequence,
    shown,
)

# What a node becomes when it has a finding. A list or mapping then lacks it, a record has the
# default instead or, where there is none, is BAD itself.
BAD: Any = object()

# No number of a contract is negative: they count things.
INTEGER = re.compile(r"0|[1-9][0-9]{0,11}")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Full(Exception):
    """So many findings that more would help nobody."""


def _integer(text: str) -> int:
    if not INTEGER.fullmatch(text):
        raise TermsError("terms.integer_expected", value=text)
    return int(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise TermsError("terms.boolean_expected", value=text)
    return text == "true"


def _date(text: str) -> date:
    # The pattern first: Python also takes week dates such as 2025-W01-1.
    try:
        if DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise TermsError("terms.date_expected", value=text)


def _string(text: str) -> str:
    if not text:
        raise TermsError("terms.value_missing")
    return text


SCALARS: dict[Any, Callable[[str], Any]] = {
    str: _string,
    int: _integer,
    bool: _boolean,
    date: _date,
    Percentage: parse_percentage,
    Duration: parse_duration,
    Money: parse_money,
    tuple[int, int]: parse_day_span,
}


@lru_cache(maxsize=256)
def hints_of(kind: type) -> dict[str, Any]:
    """Return the resolved types of a dataclass' fields."""
    return get_type_hints(kind)


class Decoder:
    """Reads nodes as values and collects findings with place, clauses and code.

    places: line and column of each value by its path.
    kept: for a list without its bad items, the positions in the file of the others.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.places: dict[Path, tuple[int, int]] = {}
        self.kept: dict[Path, tuple[int, ...]] = {}
        self.clauses: list[tuple[str, ...]] = [()]

    def decode(self, hint: Any, node: Node, path: Path) -> Any:
        """Return the value of a node for a type hint, or BAD after noting what is wrong."""
        self.places[path] = (node.place.line, node.place.column)
        if hint in SCALARS:
            return self._scalar(SCALARS[hint], node, path)
        origin, inner = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            return self._union(inner, node, path)
        if origin is Literal:
            return self._literal(inner, node, path)
        if origin is tuple:
            return self._tuple(inner[0], node, path)
        if origin is MappingType:
            return self._mapping(inner[0], inner[1], node, path)
        if issubclass(hint, Enum):
            return self._scalar(lambda text: _member(hint, text), node, path)
        return self._record(hint, node, path)

    def add(self, code: str, node: Node, path: Path, **facts: object) -> Any:
        """Note a finding at a node, with the clauses of the innermost rule around it."""
        finding = Finding(code=code, path=path, clauses=self.clauses[-1], facts=facts)
        self.findings.append(finding.at(node.place.line, node.place.column))
        if len(self.findings) >= FINDINGS_MAX:
            raise Full
        return BAD

    def _scalar(self, parse: Callable[[str], Any], node: Node, path: Path) -> Any:
        if not isinstance(node, Scalar):
            return self.add("terms.scalar_expected", node, path)
        try:
            return parse(node.text)
        except TermsError as error:
            facts = dict(error.findings[0].facts)
            if "value" in facts:
                facts["value"] = shown(node.text)
            return self.add(error.findings[0].code, node, path, **facts)

    def _literal(self, choices: tuple[Any, ...], node: Node, path: Path) -> Any:
        allowed = {str(value): value for value in choices}
        if isinstance(node, Scalar) and node.text in allowed:
            return allowed[node.text]
        value = shown(node.text) if isinstance(node, Scalar) else ""
        return self.add(
            "terms.choice_expected", node, path, value=value, allowed=", ".join(allowed)
        )

    def _union(self, options: tuple[Any, ...], node: Node, path: Path) -> Any:
        chosen = [option for option in options if option is not type(None)]
        if len(chosen) == 1:
            return self.decode(chosen[0], node, path)
        by_kind = {kind_of(option): option for option in chosen}
        kind = node.get("kind") if isinstance(node, Mapping) else None
        if isinstance(kind, Scalar) and kind.text in by_kind:
            return self.decode(by_kind[kind.text], node, path)
        value = shown(kind.text) if isinstance(kind, Scalar) else ""
        allowed = ", ".join(by_kind)
        return self.add("terms.kind_expected", kind or node, path, value=value, allowed=allowed)

    def _tuple(self, item: Any, node: Node, path: Path) -> Any:
        if not isinstance(node, Sequence):
            return self.add("terms.list_expected", node, path)
        values = [self.decode(item, child, (*path, i)) for i, child in enumerate(node.items)]
        good = tuple(index for index, value in enumerate(values) if value is not BAD)
        if len(good) < len(values):
            self.kept[path] = good
        return tuple(values[index] for index in good)

    def _mapping(self, key_hint: Any, value_hint: Any, node: Node, path: Path) -> Any:
        if not isinstance(node, Mapping):
            return self.add("terms.mapping_expected", node, path)
        result = {}
        for name, child in node.items:
            key = self._scalar(SCALARS[key_hint], name, (*path, name.text))
            value = self.decode(value_hint, child, (*path, name.text))
            if key is not BAD and value is not BAD:
                result[key] = value
        return result

    def _record(self, kind: type, node: Node, path: Path) -> Any:
        if not isinstance(node, Mapping):
            allowed = ", ".join(hints_of(kind))
            return self.add("terms.record_expected", node, path, allowed=allowed)
        self.clauses.append(_clauses_of(node) or self.clauses[-1])
        try:
            return self._fields(kind, node, path)
        finally:
            self.clauses.pop()

    def _fields(self, kind: Any, node: Mapping, path: Path) -> Any:
        hints, values = hints_of(kind), {}
        for name, child in node.items:
            if name.text in hints:
                values[name.text] = self.decode(hints[name.text], child, (*path, name.text))
            else:
                self._unknown(name, (*path, name.text), hints)
        missing = required(kind) - values.keys()
        for key in sorted(missing):
            self.add("terms.key_missing", node, path, value=key)
        good = {key: value for key, value in values.items() if value is not BAD}
        if required(kind) - good.keys():
            return BAD
        return kind(**{key: None for key in hints if key not in defaults(kind)} | good)

    def _unknown(self, name: Scalar, path: Path, allowed: Collection[str]) -> None:
        near = get_close_matches(name.text[:SHOWN_MAX], allowed, n=1)
        facts = {"value": shown(name.text), "near": "".join(near), "allowed": ", ".join(allowed)}
        self.add("terms.unknown_key", name, path, **facts)


def kind_of(record: type) -> str:
    """Return the value of `kind` by which a record is told from others."""
    name: str = get_args(hints_of(record)["kind"])[0]
    return name


@lru_cache(maxsize=256)
def defaults(record: Any) -> frozenset[str]:
    """Return the keys of a record that have a default."""
    return frozenset(
        field.name
        for field in fields(record)
        if field.default is not MISSING or field.default_factory is not MISSING
    )


@lru_cache(maxsize=256)
def required(record: Any) -> frozenset[str]:
    """Return the keys that a record must have; one that may be None can be left out."""
    hints = hints_of(record)
    optional = {name for name, hint in hints.items() if type(None) in get_args(hint)}
    return frozenset(hints.keys() - defaults(record) - optional)


def _member(kind: type[Enum], text: str) -> Enum:
    try:
        return kind(text)
    except ValueError:
        allowed = ", ".join(str(member.value) for member in kind)
        raise TermsError("terms.choice_expected", value=text, allowed=allowed) from None


def _clauses_of(node: Mapping) -> tuple[str, ...]:
    """Return the clause ids that a mapping names, for its findings."""
    named = node.get("clauses")
    if not isinstance(named, Sequence):
        return ()
    return tuple(item.text for item in named.items if isinstance(item, Scalar))
