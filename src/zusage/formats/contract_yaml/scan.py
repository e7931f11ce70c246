"""YAML text to nodes with their places, and nothing more: no tags, no aliases, no guessed types.

A scalar stays the text it is; the contract's types decide what it means. So "no" is not a boolean
and 99.8 never becomes a float. Hostile input ends in a finding before it costs time or memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from zusage.core.errors import Finding, Path, TermsError

BYTES_MAX = 1 << 20
DEPTH_MAX = 24
NODES_MAX = 100_000
FINDINGS_MAX = 200

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a node stands: line and column from 1, and its characters, half-open, from 0."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class Scalar:
    """A single value as text; style is how it is written: "" for plain, else its first mark.

    The marks are \', ", | and >.
    """

    text: str
    style: str
    place: Place


@dataclass(frozen=True, kw_only=True)
class Sequence:
    """A list of nodes."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, kw_only=True)
class Mapping:
    """Keys and values in the order of the file; keys are unique."""

    items: tuple[tuple[Scalar, "Node"], ...]
    place: Place

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or None."""
        return next((value for name, value in self.items if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, for its place, or None."""
        return next((name for name, _ in self.items if name.text == key), None)


Node: TypeAlias = Scalar | Sequence | Mapping


def scan(source: bytes) -> Node:
    """Read one YAML document into nodes.

    Raises TermsError with one or more findings: yaml.too_large, yaml.not_utf8, yaml.syntax,
    yaml.empty, yaml.documents, yaml.tag, yaml.alias, yaml.too_deep, yaml.too_many_nodes,
    yaml.duplicate_key, yaml.key_not_scalar.
    """
    if len(source) > BYTES_MAX:
        raise TermsError("yaml.too_large", value=len(source), limit=BYTES_MAX)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TermsError("yaml.not_utf8", byte=error.start) from None
    builder = _Builder(yaml.parse(text, Loader=LOADER))
    root = builder.read()
    if root is None or builder.findings:
        raise TermsError(findings=builder.findings)
    return root


class _Stop(Exception):
    """Ends the reading after a finding that makes going on pointless."""


class _Builder:
    """Turns parser events into nodes and collects what is not allowed."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        self.events = events
        self.findings: list[Finding] = []
        self.count = 0

    def read(self) -> Node | None:
        """Return the document's root, or None after a finding that ended the reading."""
        try:
            return self._document()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            problem = " ".join(part for part in (error.context, error.problem) if part)
        except yaml.YAMLError as error:
            place, problem = (1, 1), str(error).partition("\n")[0]
        self.findings.append(Finding(code="yaml.syntax", facts={"problem": problem}).at(*place))
        return None

    def _document(self) -> Node:
        next(self.events)
        if isinstance(next(self.events), yaml.StreamEndEvent):
            self._stop("yaml.empty", None)
        root = self._node(next(self.events), (), depth=0)
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._add("yaml.documents", following)
        return root

    def _node(self, event: yaml.Event, path: Path, *, depth: int) -> Node:
        self.count += 1
        if depth > DEPTH_MAX:
            self._stop("yaml.too_deep", event, path, limit=DEPTH_MAX)
        if self.count > NODES_MAX:
            self._stop("yaml.too_many_nodes", event, path, limit=NODES_MAX)
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            self._stop("yaml.alias", event, path, value=event.anchor)
        if getattr(event, "tag", None):
            self._add("yaml.tag", event, path, value=event.tag)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(text=event.value, style=event.style or "", place=_place(event, event))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(event, path, depth)
        return self._mapping(event, path, depth)

    def _sequence(self, start: yaml.Event, path: Path, depth: int) -> Sequence:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items)), depth=depth + 1))
        return Sequence(items=tuple(items), place=_place(start, event))

    def _mapping(self, start: yaml.Event, path: Path, depth: int) -> Mapping:
        items: list[tuple[Scalar, Node]] = []
        seen: set[str] = set()
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, path, depth=depth + 1)
            if not isinstance(key, Scalar):
                self._stop("yaml.key_not_scalar", event, path)
            if key.text in seen:
                self._add("yaml.duplicate_key", event, (*path, key.text), value=key.text)
            seen.add(key.text)
            value = self._node(next(self.events), (*path, key.text), depth=depth + 1)
            items.append((key, value))
        return Mapping(items=tuple(items), place=_place(start, event))

    def _add(self, code: str, event: yaml.Event | None, path: Path = (), **facts: object) -> None:
        finding = Finding(code=code, path=path, facts=facts)
        mark = event.start_mark if event else None
        self.findings.append(finding.at(mark.line + 1, mark.column + 1) if mark else finding)
        if len(self.findings) >= FINDINGS_MAX:
            raise _Stop

    def _stop(self, code: str, event: yaml.Event | None, path: Path = (), **facts: object) -> None:
        self._add(code, event, path, **facts)
        raise _Stop


def _place(start: yaml.Event, end: yaml.Event) -> Place:
    mark = start.start_mark
    return Place(
        line=mark.line + 1, column=mark.column + 1, start=mark.index, end=end.end_mark.index
    )
