"""A contract file as it is written: its characters, and how YAML spells a value."""

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as MappingType
from collections.abc import Sequence as SequenceType
from dataclasses import replace
from typing import TypeAlias

from zusage.core.errors import Finding, Path, TermsError
from zusage.formats.contract_yaml.scan import (
    UNPRINTABLE,
    Mapping,
    Node,
    Scalar,
    Sequence,
    scan,
)

BOM = "\ufeff"
STEP = 2

BREAKS = "\n\r\x85\u2028\u2029"
LINE_END = re.compile(rf"\r\n|[{BREAKS}]|\Z")
COMMENT = re.compile(rf"#[^{BREAKS}]*")
POSITION = re.compile("0|[1-9][0-9]{0,5}")

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


class Written:
    """A file's characters, its nodes, and where they begin and end."""

    def __init__(self, source: bytes) -> None:
        self.root = scan(source)
        text = source.decode()
        self.bom = BOM if text.startswith(BOM) else ""
        self.text = text.removeprefix(BOM)
        self.newline = "\r\n" if "\r\n" in self.text else "\n"

    def chain(self, path: Path) -> list[Node]:
        """Return the nodes from the root to the one at the path."""
        nodes = [self.root]
        for part in path:
            child = _child(nodes[-1], part)
            if child is None:
                raise path_error("yaml.path_unknown", path)
            nodes.append(child)
        return nodes

    def at(self, path: Path) -> Node:
        """Return the node at the path."""
        return self.chain(path)[-1]

    def parent(self, path: Path) -> Mapping | Sequence:
        """Return the node that holds the last part of the path."""
        node = self.at(path[:-1])
        if not path or isinstance(node, Scalar):
            raise path_error("yaml.path_unknown", path)
        return node

    def is_flow(self, node: Node) -> bool:
        """Say whether a collection is written in brackets."""
        return not isinstance(node, Scalar) and self.text[node.place.start] in "{["

    def in_flow(self, path: Path) -> bool:
        """Say whether something above the node at the path is written in brackets."""
        return any(self.is_flow(node) for node in self.chain(path)[:-1])

    def parts(self, node: Mapping | Sequence) -> list[tuple[int, Node]]:
        """Return each value of a collection with the place where its key or its dash begins."""
        if isinstance(node, Mapping):
            return [(name.place.start, value) for name, value in node.items]
        if self.is_flow(node):
            return [(item.place.start, item) for item in node.items]
        dash = re.compile(rf"^ {{{node.place.column - 1}}}-", re.MULTILINE)
        starts = [node.place.start]
        for item in node.items[:-1]:
            found = dash.search(self.text, self.line_end(self.end_of(item)))
            assert found, "each item of a block list begins with a dash of its own"
            starts.append(found.end() - 1)
        return list(zip(starts, node.items, strict=True))

    def end_of(self, node: Node) -> int:
        """Return where the characters of a node end, without blank lines and comments below it."""
        if self.is_flow(node):
            return node.place.end
        if not isinstance(node, Scalar):
            last = node.items[-1]
            return self.end_of(last) if not isinstance(last, tuple) else self.end_of(last[1])
        if node.style not in ("|", ">"):
            return node.place.end
        return node.place.start + len(self.text[node.place.start : node.place.end].rstrip())

    def line_start(self, at: int) -> int:
        """Return where the line of a character begins."""
        return max(self.text.rfind(mark, 0, at) for mark in BREAKS) + 1

    def line_end(self, at: int) -> int:
        """Return where the line of a character ends, before its line break."""
        return self._line_break(at).start()

    def next_line(self, at: int) -> int:
        """Return where the line after that of a character begins."""
        return self._line_break(at).end()

    def _line_break(self, at: int) -> re.Match[str]:
        found = LINE_END.search(self.text, at)
        assert found, "the end of the text is found at the latest"
        return found

    def comments(self, node: Node, start: int, end: int) -> list[str]:
        """Return the comments between two characters around a node, not what looks like one."""
        between, at = [], start
        for scalar in _scalars(node):
            # A comment may stand behind the mark of a text of several lines.
            is_block = scalar.style in ("|", ">")
            begin = self.line_end(scalar.place.start) if is_block else scalar.place.start
            between.append(self.text[at:begin])
            at = max(begin, self.end_of(scalar))
        between.append(self.text[at:end])
        return [found[0].rstrip() for part in between for found in COMMENT.finditer(part)]

    def on_lines(self, comments: SequenceType[str], at: int) -> str:
        """Return comments inside brackets: each ends its line, and the next one is indented."""
        line = self.text[self.line_start(at) : at]
        indent = " " * (len(line) - len(line.lstrip()) + STEP)
        return "".join(f"{comment}{self.newline}{indent}" for comment in comments)

    def edited(self, start: int, end: int, new: str, wanted: object) -> bytes:
        """Put new characters in place of some; refuse what does not hold the wanted values."""
        result = (self.bom + self.text[:start] + new + self.text[end:]).encode()
        try:
            holds = plain(scan(result))
        except TermsError:
            holds = None
        if holds != wanted:
            line = self.text.count("\n", 0, start) + 1
            raise TermsError(findings=[Finding(code="yaml.edit_refused").at(line, 1)])
        return result


def path_in(root: Node, text: str) -> Path | None:
    """Return the path that an amendment writes as "levels.standard.targets.0.title.de".

    A key may contain dots; the longest one that exists is taken. None if it leads nowhere.
    """
    path: list[str | int] = []
    node, rest = root, text
    while True:
        key = _longest_key(node, rest)
        child = None if key is None else _child(node, key)
        if key is None or child is None:
            return None
        path.append(int(key) if isinstance(node, Sequence) else key)
        if rest == key:
            return tuple(path)
        node, rest = child, rest[len(key) + 1 :]


def _longest_key(node: Node, text: str) -> str | None:
    """Return the key or position with which a path goes on from a node."""
    if isinstance(node, Mapping):
        names = [name.text for name, _ in node.items]
        fitting = [name for name in names if text == name or text.startswith(f"{name}.")]
        return max(fitting, key=len, default=None)
    return text.partition(".")[0] if isinstance(node, Sequence) else None


def node_at(root: Node, path: Path) -> Node | None:
    """Return the node at a path, or None."""
    node: Node | None = root
    for part in path:
        node = _child(node, part) if node else None
    return node


def with_texts(root: Node, texts: MappingType[Path, str], path: Path = ()) -> Node:
    """Return the nodes of a file with other texts at some paths of single values."""
    if isinstance(root, Scalar):
        return replace(root, text=texts.get(path, root.text))
    if isinstance(root, Sequence):
        items = enumerate(root.items)
        return replace(root, items=tuple(with_texts(n, texts, (*path, i)) for i, n in items))
    pairs = [(name, with_texts(n, texts, (*path, name.text))) for name, n in root.items]
    return replace(root, items=tuple(pairs))


def plain(node: Node) -> Plain:
    """Return a node's values without their places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {name.text: plain(value) for name, value in node.items}


def flow_text(node: Node) -> str:
    """Write a node in brackets on one line."""
    if isinstance(node, Scalar):
        return scalar_text(node.text, style=node.style, flow=True)
    if isinstance(node, Sequence):
        return f"[{', '.join(flow_text(item) for item in node.items)}]"
    pairs = ", ".join(f"{flow_text(name)}: {flow_text(value)}" for name, value in node.items)
    return f"{{{pairs}}}"


def scalar_text(text: str, *, style: str, flow: bool) -> str:
    """Write a single value: plain if that is safe and it was not in double quotes before."""
    if style == '"' or UNPRINTABLE.search(text):
        quoted = json.dumps(text, ensure_ascii=False)
        return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
    return text if text and _reads_back(text, flow=flow) else "'" + text.replace("'", "''") + "'"


def _reads_back(text: str, *, flow: bool) -> bool:
    """Say whether YAML reads a text back as it is, without quotes."""
    around = f"{{a: {text}, b: c}}" if flow else f"a: {text}\nb: c"
    try:
        return plain(scan(around.encode())) == {"a": text, "b": "c"}
    except TermsError:
        return False


def _scalars(node: Node) -> Iterator[Scalar]:
    """Yield keys and single values in the order of the file."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    else:
        for name, value in node.items:
            yield name
            yield from _scalars(value)


def _child(node: Node, part: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(part))
    if isinstance(node, Sequence) and POSITION.fullmatch(str(part)) and int(part) < len(node.items):
        return node.items[int(part)]
    return None


def path_error(code: str, path: Path) -> TermsError:
    """Return the error for a path that leads nowhere, or not to what is asked for."""
    return TermsError(code, value=".".join(str(part) for part in path))
