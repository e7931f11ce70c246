"""Careful edits of a contract file: the text outside the edited value stays as it is.

Each edit works on the characters of the file and is checked by reading the result again: it must
hold the same values everywhere but at the edited place, or the edit is refused.
No comment is lost: those inside a replaced or removed value move to lines of their own.
"""

from collections.abc import Sequence as SequenceType
from typing import Any, TypeAlias

from zusage.core.errors import Path
from zusage.formats.contract_yaml.scan import Mapping, Node, Scalar, Sequence, scan
from zusage.formats.contract_yaml.written import (
    STEP,
    Plain,
    Written,
    flow_text,
    path_error,
    plain,
    scalar_text,
)

# First and last character that an edit replaces, half-open, and what stands there instead.
Edit: TypeAlias = tuple[int, int, str]


def set_scalar(source: bytes, path: Path, text: str) -> bytes:
    """Replace a single value by another one, whatever it is written like.

    text: the value, not YAML: it is put in quotes where YAML needs them. Double quotes stay.
    Raises TermsError: yaml.path_unknown, yaml.path_not_scalar, yaml.edit_refused.

    >>> set_scalar(b"a: {b: 99.8 %}  # why\\n", ("a", "b"), "99.9 %").decode()
    'a: {b: 99.9 %}  # why\\n'
    """
    old = Written(source)
    node = old.at(path)
    if not isinstance(node, Scalar):
        raise path_error("yaml.path_not_scalar", path)
    start, end = node.place.start, old.end_of(node)
    new = scalar_text(text, style=node.style, flow=old.in_flow(path))
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
    old = Written(source)
    parent, key = old.parent(path), str(path[-1]) if path else ""
    if not isinstance(parent, Mapping):
        raise path_error("yaml.path_unknown", path)
    block = "\n".join(lines)
    value = scan(block.encode())
    if old.is_flow(parent):
        start, end, new = _flow_edit(old, parent, key, value)
    elif parent.get(key):
        start, end, new = _block_edit(old, parent, key, value, block)
    else:
        start = end = old.line_end(old.end_of(parent))
        indent = " " * (parent.place.column - 1)
        new = old.newline + indent + scalar_text(key, style="", flow=False)
        new += ":" + _body(old, value, block, indent=indent)
    return old.edited(start, end, new, _with(old.root, path, plain(value)))


def remove(source: bytes, path: Path) -> bytes:
    """Take a key with its value, or an item of a list, out of the file.

    A mapping or list that loses its only part becomes {} or [].
    Raises TermsError: yaml.path_unknown, yaml.edit_refused.

    >>> remove(b"a: 1  # one\\nb: 2\\n", ("a",)).decode()
    '# one\\nb: 2\\n'
    """
    old = Written(source)
    parent, node = old.parent(path), old.at(path)
    index = next(i for i, (_, child) in enumerate(old.parts(parent)) if child is node)
    if len(parent.items) == 1:
        start, end, new = _emptied(old, parent)
    elif old.is_flow(parent):
        start, end, new = _flow_removal(old, parent, index)
    else:
        start, end, new = _block_removal(old, parent, index)
    return old.edited(start, end, new, _without(old.root, path))


def _block_edit(old: Written, parent: Mapping, key: str, value: Node, block: str) -> Edit:
    name, node = next(pair for pair in parent.items if pair[0].text == key)
    colon = old.text.index(":", old.end_of(name)) + 1
    end = old.line_end(old.end_of(node))
    beside = node.place.start <= old.line_end(colon)
    split = old.end_of(node) if beside else old.line_end(colon)
    if beside:
        tail, inner = old.text[split:end], old.comments(node, colon, split)
    else:
        tail, inner = old.text[colon:split], old.comments(node, split, end)
    # What stood below its key keeps its column; at that of the key only a list may stand.
    may_stay = isinstance(value, Sequence) or node.place.column > parent.place.column
    column = node.place.column if may_stay and not beside else None
    indent = " " * (parent.place.column - 1)
    return colon, end, _body(old, value, block, indent, column, tail=tail, inner=inner)


def _body(
    old: Written,
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


def _block_removal(old: Written, parent: Mapping | Sequence, index: int) -> Edit:
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
        return line, old.next_line(end), ""
    width = 2 if old.text[:line].endswith("\r\n") else 1
    return line - width, end, ""


def _flow_removal(old: Written, parent: Mapping | Sequence, index: int) -> Edit:
    parts = old.parts(parent)
    pair = _pair(parent, index)
    if index + 1 < len(parts):
        start, end = parts[index][0], parts[index + 1][0]
        return start, end, old.on_lines(old.comments(pair, start, end), start)
    start, end = old.end_of(parts[index - 1][1]), old.end_of(parts[index][1])
    comments = old.comments(pair, start, end)
    return start, end, (" " if comments else "") + old.on_lines(comments, start)


def _emptied(old: Written, parent: Mapping | Sequence) -> Edit:
    start, end = parent.place.start, old.end_of(parent)
    marks = "{}" if isinstance(parent, Mapping) else "[]"
    if old.is_flow(parent):
        inner = old.on_lines(old.comments(parent, start, end), start)
        return start, end, f"{marks[0]}{' ' if inner else ''}{inner}{marks[1]}"
    above = old.text[:start].rstrip()
    if "#" not in old.text[old.line_start(len(above)) : start]:
        start, marks = len(above), " " + marks
    elif isinstance(parent, Sequence):
        # A list may have stood at the column of its key, brackets may not.
        marks = " " * STEP + marks
    return start, end, marks + "".join(f"  {c}" for c in old.comments(parent, start, end))


def _flow_edit(old: Written, parent: Mapping, key: str, value: Node) -> Edit:
    new = flow_text(value)
    node = parent.get(key)
    if node:
        start, end = node.place.start, old.end_of(node)
        space = " " if old.text[start - 1] == ":" else ""
        return start, end, space + old.on_lines(old.comments(node, start, end), start) + new
    new = f"{scalar_text(key, style='', flow=True)}: {new}"
    if not parent.items:
        return parent.place.start + 1, parent.place.start + 1, new
    end = old.end_of(parent.items[-1][1])
    return end, end, f", {new}"


def _pair(parent: Mapping | Sequence, index: int) -> Node:
    """Return a part of a collection as a node of its own, with its key."""
    if isinstance(parent, Mapping):
        return Mapping(items=(parent.items[index],), place=parent.place)
    return parent.items[index]


def _with(root: Node, path: Path, value: Plain) -> Plain:
    """Return the values of a file with another one at the path."""
    if not path:
        return value
    values, holder, last = _held(root, path)
    holder[last] = value
    return values


def _without(root: Node, path: Path) -> Plain:
    """Return the values of a file without the one at the path."""
    values, holder, last = _held(root, path)
    del holder[last]
    return values


def _held(root: Node, path: Path) -> tuple[Plain, Any, int | str]:
    """Return the values of a file, the list or mapping inside that holds the path, and its key."""
    values = plain(root)
    holder: Any = values
    for part in path[:-1]:
        holder = holder[_key(holder, part)]
    return values, holder, _key(holder, path[-1])


def _key(holder: object, part: int | str) -> int | str:
    return int(part) if isinstance(holder, list) else str(part)
