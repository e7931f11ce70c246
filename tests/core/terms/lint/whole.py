"""A contract without any finding, and what lint finds once one thing in it is changed."""

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from pathlib import Path
from typing import Any

from zusage.core.errors import Finding
from zusage.core.terms.contract import Contract
from zusage.core.terms.lint import lint
from zusage.core.terms.quantities import Duration, Percentage, Text, parse_duration
from zusage.core.terms.quantities import parse_percentage as percentage
from zusage.core.terms.saying import Saying
from zusage.formats.contract_yaml import load_contract

WHOLE: Contract = load_contract(Path(__file__).with_name("whole.yaml").read_bytes()).contract
REMOVED = object()

PROMISE = ("levels", "standard", "availability", 0)
YEARLY = ("levels", "plus", "availability", 0)
TARGET = ("levels", "standard", "targets", 0)
CREDIT = ("levels", "standard", "remedies", 0)
RIGHT = ("levels", "standard", "remedies", 1)
BUSINESS = ("calendars", "business")
BACKUP = ("duties", 0)
REPORT = ("duties", 1)


def changed(*changes: tuple[tuple[str | int, ...], Any]) -> Contract:
    """Return the whole contract with other values at some paths; REMOVED takes a key away."""
    contract: Any = WHOLE
    for path, value in changes:
        contract = put(contract, path, value)
    result: Contract = contract
    return result


def put(value: Any, path: tuple[str | int, ...], new: Any) -> Any:
    """Return a value with something else at a path inside it."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{str(key): put(getattr(value, str(key)), rest, new)})
    if isinstance(value, Mapping):
        inner = put(value.get(key), rest, new)
        return {k: v for k, v in {**value, key: inner}.items() if v is not REMOVED}
    items = [*value, None] if key == len(value) else list(value)
    items[int(key)] = put(items[int(key)], rest, new)
    return tuple(item for item in items if item is not REMOVED)


def get(path: tuple[str | int, ...], value: Any = WHOLE) -> Any:
    """Return what stands at a path of the whole contract."""
    for key in path:
        value = getattr(value, str(key)) if is_dataclass(value) else value[key]
    return value


def found(*changes: tuple[tuple[str | int, ...], Any]) -> list[Finding]:
    """Return the findings of the whole contract with some changes."""
    return list(lint(changed(*changes)))


def one(*changes: tuple[tuple[str | int, ...], Any]) -> Finding:
    """Return the only finding of the whole contract with some changes."""
    findings = found(*changes)
    assert len(findings) == 1, [finding.code for finding in findings]
    return findings[0]


def codes(*changes: tuple[tuple[str | int, ...], Any]) -> list[str]:
    """Return the codes found in the whole contract with some changes."""
    return [finding.code for finding in found(*changes)]


def text(words: str) -> Text:
    """Return a text that is the same in both languages."""
    return Text(de=words, en=words)


def length(words: str) -> Duration:
    """Return a duration as the file states it."""
    return parse_duration(words)


def share(words: str) -> Percentage:
    """Return a percentage as the file states it."""
    return percentage(words)


def facts_of(saying: object) -> Mapping[str, object]:
    """Return the facts of a sentence inside a sentence."""
    assert isinstance(saying, Saying), saying
    return saying.facts
