"""YAML text to nodes with their places, and nothing more: no tags, no aliases, no guessed types.

A scalar stays the text it is; the contract's types decide what it means. So "no" is not a boolean
and 99.8 never becomes a float. Hostile input ends in a finding before it costs time or memory.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NoReturn, TypeAlias

import yaml

from zusage.core.errors import Finding, Path, TermsError

BYTES_MAX = 1 << 20
DEPTH_MAX = 24
NODES_MAX = 15_000
FINDINGS_MAX = 200
SHOWN_MAX = 80

# What YAML has no place for, so that its parser need not say so in its own words.
UNREADABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# What a terminal would obey, or a reader of the file would take for a line break.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


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


Node: TypeAlias = Scalar | Sequence | Mapping


def scan(source: bytes) -> Node:
    """Read one YAML document into nodes.

    Raises TermsError with one or more findings: yaml.too_large, yaml.not_utf8,
    yaml.control_character, yaml.syntax, yaml.tab, yaml.quote_open, yaml.empty, yaml.documents,
    yaml.tag, yaml.alias, yaml.too_deep, yaml.too_many_nodes, yaml.duplicate_key,
    yaml.merge_key, yaml.key_not_scalar.
    """
    text = _text(source)
    builder = _Builder(text)
    root = builder.read()
    if root is None or builder.findings:
        raise TermsError(findings=builder.findings)
    return root


def _text(source: bytes) -> str:
    if len(source) > BYTES_MAX:
        raise _refusal("yaml.too_large", "", value=len(source), limit=BYTES_MAX)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8-sig")
        raise _refusal("yaml.not_utf8", before, byte=error.start + 1) from None
    if found := UNREADABLE.search(text):
        number = f"U+{ord(found[0]):04X}"
        raise _refusal("yaml.control_character", text[: found.start()], value=number)
    return text


def _refusal(code: str, before: str, **facts: object) -> TermsError:
    """Return the error at the place behind some text."""
    column = len(before) - before.rfind("\n")
    finding = Finding(code=code, facts=facts).at(before.count("\n") + 1, column)
    return TermsError(findings=[finding])


def shown(value: str, *, most: int = SHOWN_MAX) -> str:
    """Return what a finding says of a value: short, and nothing that a terminal would obey."""
    short = value if len(value) <= most else f"{value[:most]}…"
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", short)


class _Stop(Exception):
    """Ends the reading after a finding that makes going on pointless."""


class _Builder:
    """Turns parser events into nodes and collects what is not allowed."""

    def __init__(self, text: str) -> None:
        self.text = text
        # The parser in C, which every wheel of PyYAML has: a megabyte would keep the one in
        # Python busy for half a minute.
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.findings: list[Finding] = []
        self.count = 0

    def read(self) -> Node | None:
        """Return the document's root, or None after a finding that ended the reading."""
        try:
            return self._document()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            self.findings.append(self._syntax(error))
            return None

    def _syntax(self, error: yaml.MarkedYAMLError) -> Finding:
        """Name the two usual slips; for the others hand on the parser's words."""
        mark = error.problem_mark or error.context_mark
        assert mark, "the parser names a place"
        if self.text[mark.index : mark.index + 1] == "\t":
            return Finding(code="yaml.tab").at(mark.line + 1, mark.column + 1)
        opened = error.context_mark
        at_end = opened is not None and mark.index == len(self.text)
        if opened and at_end and self.text[opened.index : opened.index + 1] in ("'", '"'):
            return Finding(code="yaml.quote_open").at(opened.line + 1, opened.column + 1)
        problem = " ".join(part for part in (error.context, error.problem) if part)
        finding = Finding(code="yaml.syntax", facts={"problem": shown(problem)})
        return finding.at(mark.line + 1, mark.column + 1)

    def _document(self) -> Node:
        next(self.events)
        if isinstance(first := next(self.events), yaml.StreamEndEvent):
            self._stop("yaml.empty", first)
        root = self._node(next(self.events), (), depth=0)
        next(self.events)
        following = next(self.events)
        if not isinstance(following, yaml.StreamEndEvent):
            self._add("yaml.documents", following, ())
        return root

    def _node(self, event: yaml.Event, path: Path, *, depth: int) -> Node:
        assert isinstance(event, yaml.NodeEvent), event
        self.count += 1
        if depth > DEPTH_MAX:
            self._stop("yaml.too_deep", event, path, limit=DEPTH_MAX)
        if self.count > NODES_MAX:
            self._stop("yaml.too_many_nodes", event, path, limit=NODES_MAX)
        if event.anchor is not None:
            self._stop("yaml.alias", event, path, value=shown(event.anchor))
        if tag := getattr(event, "tag", None):
            self._add("yaml.tag", event, path, value=shown(tag))
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
        items: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, path, depth=depth + 1)
            if not isinstance(key, Scalar):
                self._stop("yaml.key_not_scalar", event, path)
            inside = (*path, key.text)
            if key.text == "<<" and not key.style:
                self._add("yaml.merge_key", event, inside)
            if key.text in items:
                self._add("yaml.duplicate_key", event, inside, value=shown(key.text))
            items[key.text] = (key, self._node(next(self.events), inside, depth=depth + 1))
        return Mapping(items=tuple(items.values()), place=_place(start, event))

    def _add(self, code: str, event: yaml.Event, path: Path, **facts: object) -> None:
        mark = event.start_mark
        assert mark, "a parser with a text knows where it stands"
        finding = Finding(code=code, path=path, facts=facts)
        self.findings.append(finding.at(mark.line + 1, mark.column + 1))
        if len(self.findings) >= FINDINGS_MAX:
            raise _Stop

    def _stop(self, code: str, event: yaml.Event, path: Path = (), **facts: object) -> NoReturn:
        self._add(code, event, path, **facts)
        raise _Stop


def _place(start: yaml.Event, end: yaml.Event) -> Place:
    first, last = start.start_mark, end.end_mark
    assert first
    assert last
    return Place(line=first.line + 1, column=first.column + 1, start=first.index, end=last.index)
