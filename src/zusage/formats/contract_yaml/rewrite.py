"""Careful edits of a contract file: the text outside the edited value stays as it is.

Each edit works on the characters of the file and is checked by reading the result again: it must
hold the same values everywhere but at the edited place, or the edit is refused.
No comment is lost: those inside a replaced or removed value move to lines of their own.
"""

import json
import re
from collections.abc import Iterator
from collections.abc import Sequence as SequenceType
from typing import Any, NoReturn, TypeAlias

from zusage.core.errors import Finding, Path, TermsError
from zusage.formats.contract_yaml.scan import Mapping, Node, Scalar, Sequence, scan

BOM = "\ufeff"
STEP = 2

BREAK = re.compile(r"\r?\n|\Z")
COMMENT = re.compile(r"#[^\r\n]*")
# What a YAML reader would not take as it is, or would take for a line break.
UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def set_scalar(source: bytes, path: Path, text: str) -> bytes:
    """Replace a single value by another one, whatever it is written like.

    text: the value, not YAML: it is put in quotes where YAML needs them. Double quotes stay.
    Raises TermsError: yaml.path_unknown, yaml.path_not_scalar, yaml.edit_refused.

    >>> set_scalar(b"a: {b: 99.8 %}  # why\\n", ("a", "b"), "99.9 %").decode()
    'a: {b: 99.9 %}  # why\\n'
    """
    old = _Text(source)
    node = old.at(path)
    if not isinstance(node, Scalar):
        _refuse("yaml.path_not_scalar", path)
    start, end = node.place.start, old.end_of(node)
    new = _scalar(text, style=node.style, flow=old.in_flow(path))
    if old.text[start - 1 : start] in (":", "-"):
        new = " " + new
    new += "".join(f"  {comment}" for comment in old.comments(node, start, end))
    return old.edited(start, end, new, _with(old.root, path, text))


def set_block(source: bytes, path: Path, lines: SequenceType[str]) -> bytes:
    """Give a key of a mapping a new value, or add the key with it at the mapping's end.

    lines: the value as YAML lines without their outer indentation, such as ["source: NL",
    "dates:", "  - 2026-01-01"]. Inside {...} the value is written in that style as well.
    Raises TermsError: yaml.path_unknown, yaml.edit_refused, and those of reading the lines.

    >>> set_block(b"a: {b: 1}  # why\\nc: 2\\n", ("a",), ["b: 2"]).decode()
    'a:  # why\\n  b: 2\\nc: 2\\n'
    """
    old = _Text(source)
    parent, key = old.parent(path), str(path[-1]) if path else ""
    if not isinstance(parent, Mapping):
        _refuse("yaml.path_unknown", path)
    block = "\n".join(lines)
    value = scan(block.encode())
    if old.is_flow(parent):
        start, end, new = _flow_edit(old, parent, key, value)
    elif parent.get(key):
        start, end, new = _block_edit(old, parent, key, value, block)
    else:
        start = end = old.line_end(old.end_of(parent))
        indent = " " * (parent.place.column - 1)
        new = old.newline + indent + _scalar(key, style="", flow=False)
        new += ":" + _body(old, value, block, indent=indent)
    return old.edited(start, end, new, _with(old.root, path, _plain(value)))


def remove(source: bytes, path: Path) -> bytes:
    """Take a key with its value, or an item of a list, out of the file.

    A mapping or list that loses its only part becomes {} or [].
    Raises TermsError: yaml.path_unknown, yaml.edit_refused.

    >>> remove(b"a: 1  # one\\nb: 2\\n", ("a",)).decode()
    '# one\\nb: 2\\n'
    """
    old = _Text(source)
    parent, node = old.parent(path), old.at(path)
    index = next(i for i, (_, child) in enumerate(old.parts(parent)) if child is node)
    if len(parent.items) == 1:
        start, end, new = _emptied(old, parent)
    elif old.is_flow(parent):
        start, end, new = _flow_removal(old, parent, index)
    else:
        start, end, new = _block_removal(old, parent, index)
    return old.edited(start, end, new, _without(old.root, path))


class _Text:
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
                _refuse("yaml.path_unknown", path)
            nodes.append(child)
        return nodes

    def at(self, path: Path) -> Node:
        """Return the node at the path."""
        return self.chain(path)[-1]

    def parent(self, path: Path) -> Mapping | Sequence:
        """Return the node that holds the last part of the path."""
        node = self.at(path[:-1])
        if not path or isinstance(node, Scalar):
            _refuse("yaml.path_unknown", path)
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
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line of a character ends, before its line break."""
        found = BREAK.search(self.text, at)
        assert found, "the end of the text is found at the latest"
        return found.start()

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
            holds = _plain(scan(result))
        except TermsError:
            holds = None
        if holds != wanted:
            line = self.text.count("\n", 0, start) + 1
            raise TermsError(findings=[Finding(code="yaml.edit_refused").at(line, 1)])
        return result


Edit: TypeAlias = tuple[int, int, str]


def _block_edit(old: _Text, parent: Mapping, key: str, value: Node, block: str) -> Edit:
    name, node = next(pair for pair in parent.items if pair[0].text == key)
    colon = old.text.index(":", old.end_of(name)) + 1
    end = old.line_end(old.end_of(node))
    beside = "\n" not in old.text[colon : node.place.start]
    split = old.end_of(node) if beside else old.line_end(colon)
    if beside:
        tail, inner = old.text[split:end], old.comments(node, colon, split)
    else:
        tail, inner = old.text[colon:split], old.comments(node, split, end)
    column = None
    if not beside and not old.is_flow(node) and not isinstance(node, Scalar):
        column = node.place.column
    indent = " " * (parent.place.column - 1)
    return colon, end, _body(old, value, block, indent, column, tail=tail, inner=inner)


def _body(
    old: _Text,
    value: Node,
    block: str,
    indent: str,
    column: int | None = None,
    *,
    tail: str = "",
    inner: SequenceType[str] = (),
) -> str:
    """Return what stands behind a key's colon: on its line if it is one line, else below it."""
    lines = block.split("\n")
    is_one_line = len(lines) == 1 and (isinstance(value, Scalar) or lines[0].strip()[0] in "{[")
    if is_one_line:
        return old.newline.join([f" {lines[0].strip()}{tail}", *(indent + c for c in inner)])
    pad = " " * (column - 1) if column else indent + " " * STEP
    below = [pad + line if line.strip() else "" for line in (*inner, *lines)]
    return old.newline.join([tail, *below])


def _block_removal(old: _Text, parent: Mapping | Sequence, index: int) -> Edit:
    parts = old.parts(parent)
    start, node = parts[index]
    end = old.line_end(old.end_of(node))
    line = old.line_start(start)
    comments = old.comments(_pair(parent, index), start, end)
    indent = " " * (parent.place.column - 1)
    if old.text[line:start].strip():
        # Behind the dash of a list: the next key moves there, or a comment does.
        after = parts[index + 1][0]
        if not comments and not old.text[old.end_of(node) : after].strip():
            return start, after, ""
        return start, end, f"{old.newline}{indent}".join(comments)
    if comments:
        return line, end, old.newline.join(indent + comment for comment in comments)
    if end < len(old.text):
        return line, end + len(old.newline), ""
    return max(line - len(old.newline), 0), end, ""


def _flow_removal(old: _Text, parent: Mapping | Sequence, index: int) -> Edit:
    parts = old.parts(parent)
    pair = _pair(parent, index)
    if index + 1 < len(parts):
        start, end = parts[index][0], parts[index + 1][0]
        return start, end, old.on_lines(old.comments(pair, start, end), start)
    start, end = old.end_of(parts[index - 1][1]), old.end_of(parts[index][1])
    comments = old.comments(pair, start, end)
    return start, end, (" " if comments else "") + old.on_lines(comments, start)


def _emptied(old: _Text, parent: Mapping | Sequence) -> Edit:
    start, end = parent.place.start, old.end_of(parent)
    marks = "{}" if isinstance(parent, Mapping) else "[]"
    if old.is_flow(parent):
        inner = old.on_lines(old.comments(parent, start, end), start)
        return start, end, f"{marks[0]}{' ' if inner else ''}{inner}{marks[1]}"
    above = old.text[:start].rstrip()
    if above.endswith((":", "-")) and "#" not in old.text[old.line_start(len(above)) : start]:
        start, marks = len(above), " " + marks
    return start, end, marks + "".join(f"  {c}" for c in old.comments(parent, start, end))


def _flow_edit(old: _Text, parent: Mapping, key: str, value: Node) -> Edit:
    new = _flow(value)
    node = parent.get(key)
    if node:
        start, end = node.place.start, old.end_of(node)
        space = " " if old.text[start - 1] == ":" else ""
        return start, end, space + old.on_lines(old.comments(node, start, end), start) + new
    new = f"{_scalar(key, style='', flow=True)}: {new}"
    if not parent.items:
        return parent.place.start + 1, parent.place.start + 1, new
    end = old.end_of(parent.items[-1][1])
    return end, end, f", {new}"


def _flow(node: Node) -> str:
    """Write a node in brackets on one line."""
    if isinstance(node, Scalar):
        return _scalar(node.text, style=node.style, flow=True)
    if isinstance(node, Sequence):
        return f"[{', '.join(_flow(item) for item in node.items)}]"
    return f"{{{', '.join(f'{_flow(name)}: {_flow(value)}' for name, value in node.items)}}}"


def _scalar(text: str, *, style: str, flow: bool) -> str:
    """Write a single value: plain if that is safe and it was not in double quotes before."""
    if style == '"' or UNPRINTABLE.search(text):
        quoted = json.dumps(text, ensure_ascii=False)
        return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
    return text if _is_plain(text, flow=flow) else "'" + text.replace("'", "''") + "'"


def _is_plain(text: str, *, flow: bool) -> bool:
    """Say whether YAML reads a text back as it is, without quotes."""
    around = f"{{a: {text}, b: c}}" if flow else f"a: {text}\nb: c"
    try:
        return _plain(scan(around.encode())) == {"a": text, "b": "c"}
    except TermsError:
        return False


def _child(node: Node, part: str | int) -> Node | None:
    if isinstance(node, Mapping):
        return node.get(str(part))
    if isinstance(node, Sequence) and str(part).isdecimal() and int(part) < len(node.items):
        return node.items[int(part)]
    return None


def _pair(parent: Mapping | Sequence, index: int) -> Node:
    """Return a part of a collection as a node of its own, with its key."""
    if isinstance(parent, Mapping):
        return Mapping(items=(parent.items[index],), place=parent.place)
    return parent.items[index]


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


Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


def _plain(node: Node) -> Plain:
    """Return a node's values without their places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {name.text: _plain(value) for name, value in node.items}


def _with(root: Node, path: Path, value: Plain) -> Plain:
    """Return the values of a file with another one at the path."""
    if not path:
        return value
    values = _plain(root)
    holder: Any = values
    for part in path[:-1]:
        holder = holder[int(part) if isinstance(holder, list) else str(part)]
    holder[int(path[-1]) if isinstance(holder, list) else str(path[-1])] = value
    return values


def _without(root: Node, path: Path) -> Plain:
    """Return the values of a file without the one at the path."""
    values = _plain(root)
    holder: Any = values
    for part in path[:-1]:
        holder = holder[int(part) if isinstance(holder, list) else str(part)]
    del holder[int(path[-1]) if isinstance(holder, list) else str(path[-1])]
    return values


def _refuse(code: str, path: Path) -> NoReturn:
    raise TermsError(code, value=".".join(str(part) for part in path))
