"""Nodes to typed values, by the type hints of the core's dataclasses; every error at once."""

import types
from collections.abc import Callable
from collections.abc import Mapping as MappingType
from dataclasses import MISSING, fields, is_dataclass
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
from zusage.formats.contract_yaml.scan import FINDINGS_MAX, Mapping, Node, Scalar, Sequence

# What a node becomes when it has a finding: the parent then is not made either.
BAD: Any = object()


class Full(Exception):
    """So many findings that more would help nobody."""


def _integer(text: str) -> int:
    if not text.lstrip("-").isdigit() or len(text) > 12:
        raise TermsError("terms.integer_expected", value=text)
    return int(text)


def _boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise TermsError("terms.boolean_expected", value=text)
    return text == "true"


def _date(text: str) -> date:
    try:
        if len(text) == len("2025-01-31"):
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
    """Reads nodes as values and collects findings with place, clauses and code."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.places: dict[Path, tuple[int, int]] = {}
        self.clauses: list[tuple[str, ...]] = [()]

    def decode(self, hint: Any, node: Node, path: Path) -> Any:
        """Return the value of a node for a type hint, or BAD after noting what is wrong."""
        self.places[path] = (node.place.line, node.place.column)
        if hint in SCALARS:
            return self._scalar(SCALARS[hint], node, path)
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self._union(get_args(hint), node, path)
        if origin is Literal:
            return self._literal(hint, node, path)
        if origin is tuple:
            return self._tuple(get_args(hint)[0], node, path)
        if origin is MappingType:
            return self._mapping(*get_args(hint), node, path)
        if isinstance(hint, type) and issubclass(hint, Enum):
            return self._scalar(lambda text: _member(hint, text), node, path)
        assert is_dataclass(hint), hint
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
            return self.add(error.findings[0].code, node, path, **error.findings[0].facts)

    def _literal(self, hint: Any, node: Node, path: Path) -> Any:
        allowed = {str(value): value for value in get_args(hint)}
        if isinstance(node, Scalar) and node.text in allowed:
            return allowed[node.text]
        value = node.text if isinstance(node, Scalar) else ""
        return self.add(
            "terms.choice_expected", node, path, value=value, allowed=", ".join(allowed)
        )

    def _union(self, options: tuple[Any, ...], node: Node, path: Path) -> Any:
        chosen = [option for option in options if option is not type(None)]
        if len(chosen) == 1:
            return self.decode(chosen[0], node, path)
        by_kind = {get_args(hints_of(option)["kind"])[0]: option for option in chosen}
        kind = node.get("kind") if isinstance(node, Mapping) else None
        if not isinstance(kind, Scalar) or kind.text not in by_kind:
            value = kind.text if isinstance(kind, Scalar) else ""
            allowed = ", ".join(by_kind)
            return self.add("terms.kind_expected", kind or node, path, value=value, allowed=allowed)
        return self.decode(by_kind[kind.text], node, path)

    def _tuple(self, item: Any, node: Node, path: Path) -> Any:
        if not isinstance(node, Sequence):
            return self.add("terms.list_expected", node, path)
        values = [
            self.decode(item, child, (*path, index)) for index, child in enumerate(node.items)
        ]
        return BAD if any(value is BAD for value in values) else tuple(values)

    def _mapping(self, key_hint: Any, value_hint: Any, node: Node, path: Path) -> Any:
        if not isinstance(node, Mapping):
            return self.add("terms.mapping_expected", node, path)
        result = {}
        for name, child in node.items:
            key = self._scalar(SCALARS[key_hint], name, (*path, name.text))
            result[key] = self.decode(value_hint, child, (*path, name.text))
        return BAD if any(BAD in pair for pair in result.items()) else result

    def _record(self, kind: type, node: Node, path: Path) -> Any:
        if not isinstance(node, Mapping):
            return self.add("terms.record_expected", node, path, kind=kind.__name__)
        self.clauses.append(_clauses_of(node) or self.clauses[-1])
        try:
            return self._fields(kind, node, path)
        finally:
            self.clauses.pop()

    def _fields(self, kind: type, node: Mapping, path: Path) -> Any:
        hints, values = hints_of(kind), {}
        known = {field.name: field for field in fields(kind)}
        for name, child in node.items:
            if name.text not in known:
                near = get_close_matches(name.text, known, n=1)
                self.add(
                    "terms.unknown_key",
                    name,
                    (*path, name.text),
                    value=name.text,
                    near="".join(near),
                    allowed=", ".join(known),
                )
                continue
            values[name.text] = self.decode(hints[name.text], child, (*path, name.text))
        for name, field in known.items():
            needed = field.default is MISSING and field.default_factory is MISSING
            if needed and name not in values and not _may_be_none(hints[name]):
                self.add("terms.key_missing", node, path, value=name)
                values[name] = BAD
            elif needed and name not in values:
                values[name] = None
        if any(value is BAD for value in values.values()):
            return BAD
        try:
            return kind(**values)
        except TermsError as error:
            return self.add(error.findings[0].code, node, path, **error.findings[0].facts)


def _may_be_none(hint: Any) -> bool:
    return type(None) in get_args(hint)


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
