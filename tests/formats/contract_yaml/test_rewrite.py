"""An edit changes the named value and nothing else; comments, order and line breaks stay."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.errors import TermsError
from zusage.formats.contract_yaml.rewrite import remove, set_block, set_scalar
from zusage.formats.contract_yaml.scan import scan
from zusage.formats.contract_yaml.written import plain, scalar_text

SAMPLE = """\
# head
name: sample  # why

calendars:  # all
  office:
    zone: Europe/Berlin
    holidays: {from: DE-BY}  # to be resolved

    # after
    week: {mon-fri: ["09:00-17:00"]}
  line: {zone: UTC, holidays: {from: NL}, week: {}}
list:
- id: a  # first
  title: 'A: one'
- id: b
deep:
    wide:
        - one
        # between
        - two: 2
          # inside
          three: 3  # beside
empty:
text: |  # long
  first # no comment
  second

folded: >-
  a
  b
last: "x"
"""
BLOCK = ["source: NL", "dates:", "  - 2026-01-01"]


def check(edited, before, after, source=SAMPLE):
    assert source.count(before) == 1
    assert edited.decode() == source.replace(before, after)


# ---- Single values ---------------------------------------------------------------------------

SCALARS = [
    (("name",), "new", "name: sample  # why", "name: new  # why"),
    (("name",), "a: b", "name: sample  # why", "name: 'a: b'  # why"),
    (("name",), "it's # it", "name: sample  # why", "name: 'it''s # it'  # why"),
    (("name",), "", "name: sample  # why", "name: ''  # why"),
    (("name",), "one\ntwo", "name: sample  # why", 'name: "one\\ntwo"  # why'),
    (("name",), "\x1b\u2028ä", "name: sample  # why", 'name: "\\u001b\\u2028ä"  # why'),
    (("last",), "plain", '"x"', '"plain"'),
    (("list", 0, "title"), "plain", "'A: one'", "plain"),
    (("list", 0, "title"), "B: two", "'A: one'", "'B: two'"),
    (("list", 1, "id"), "c", "- id: b", "- id: c"),
    (("calendars", "line", "zone"), "CET", "zone: UTC,", "zone: CET,"),
    (("calendars", "line", "zone"), "a, b", "zone: UTC,", "zone: 'a, b',"),
    (("calendars", "office", "zone"), "a, b", "zone: Europe/Berlin", "zone: a, b"),
    (("calendars", "office", "week", "mon-fri", 0), "9", '"09:00-17:00"', '"9"'),
    (("empty",), "full", "empty:\n", "empty: full\n"),
    (("text",), "short", "|  # long\n  first # no comment\n  second\n", "short  # long\n"),
    (("folded",), "c", ">-\n  a\n  b\n", "c\n"),
    (("deep", "wide", 1, "three"), "4", "three: 3  # beside", "three: 4  # beside"),
    (("deep", "wide", 0), "[x]", "- one", "- '[x]'"),
]


@pytest.mark.parametrize(("path", "text", "before", "after"), SCALARS)
def test_single_value_is_replaced(path, text, before, after):
    check(set_scalar(SAMPLE.encode(), path, text), before, after)


def test_file_of_one_value_can_be_changed():
    assert set_scalar(b"a # x\n", (), "b: c") == b"'b: c' # x\n"


def test_empty_item_and_value_in_brackets_can_be_filled():
    assert set_scalar(b"-  # x\n- b\n", (0,), "a") == b"- a  # x\n- b\n"
    assert set_scalar(b"-\n- b\n", (0,), "a") == b"- a\n- b\n"
    assert set_scalar(b"{a: , b: }", ("a",), "x") == b"{a: x, b: }"
    assert set_scalar(b"{a: , b: }", ("b",), "x") == b"{a: , b: x}"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("name", "x"), "yaml.path_unknown"),
        (("nothing",), "yaml.path_unknown"),
        (("list", 2), "yaml.path_unknown"),
        (("list", "id"), "yaml.path_unknown"),
        (("list",), "yaml.path_not_scalar"),
        ((), "yaml.path_not_scalar"),
    ],
)
def test_path_to_no_single_value_is_refused(path, code):
    with pytest.raises(TermsError) as caught:
        set_scalar(SAMPLE.encode(), path, "x")
    assert caught.value.findings[0].code == code
    assert caught.value.findings[0].facts["value"] == ".".join(str(part) for part in path)


# ---- Blocks ----------------------------------------------------------------------------------

BLOCKS = [
    (
        ("calendars", "office", "holidays"),
        "holidays: {from: DE-BY}  # to be resolved\n",
        "holidays:  # to be resolved\n      source: NL\n      dates:\n        - 2026-01-01\n",
    ),
    (
        ("calendars", "line", "holidays"),
        "{from: NL}",
        "{source: NL, dates: [2026-01-01]}",
    ),
    (
        ("calendars", "line", "week"),
        "week: {}",
        "week: {source: NL, dates: [2026-01-01]}",
    ),
    (
        ("calendars", "line", "a: b"),
        "week: {}",
        "week: {}, 'a: b': {source: NL, dates: [2026-01-01]}",
    ),
    (
        ("calendars", "line", "week", "new"),
        "week: {}",
        "week: {new: {source: NL, dates: [2026-01-01]}}",
    ),
    (
        ("calendars", "office", "notes"),
        '"09:00-17:00"]}\n',
        '"09:00-17:00"]}\n    notes:\n      source: NL\n      dates:\n        - 2026-01-01\n',
    ),
    (
        ("list", 0, "notes"),
        "  title: 'A: one'\n",
        "  title: 'A: one'\n  notes:\n    source: NL\n    dates:\n      - 2026-01-01\n",
    ),
    (
        ("deep", "wide"),
        "        - one\n        # between\n        - two: 2\n          # inside\n"
        "          three: 3  # beside\n",
        "        # between\n        # inside\n        # beside\n"
        "        source: NL\n        dates:\n          - 2026-01-01\n",
    ),
    (
        ("empty",),
        "empty:\n",
        "empty:\n  source: NL\n  dates:\n    - 2026-01-01\n",
    ),
    (
        ("text",),
        "text: |  # long\n  first # no comment\n  second\n",
        "text:\n  # long\n  source: NL\n  dates:\n    - 2026-01-01\n",
    ),
    (
        ("name",),
        "name: sample  # why",
        "name:  # why\n  source: NL\n  dates:\n    - 2026-01-01",
    ),
    (
        ("new",),
        'last: "x"\n',
        'last: "x"\nnew:\n  source: NL\n  dates:\n    - 2026-01-01\n',
    ),
]


@pytest.mark.parametrize(("path", "before", "after"), BLOCKS, ids=str)
def test_block_is_put_in_place(path, before, after):
    check(set_block(SAMPLE.encode(), path, BLOCK), before, after)


def test_list_at_the_column_of_its_key_is_replaced_by_another_one():
    check(
        set_block(SAMPLE.encode(), ("list",), ["- x", "- y"]),
        "- id: a  # first\n  title: 'A: one'\n- id: b\n",
        "# first\n- x\n- y\n",
    )


def test_list_at_the_column_of_its_key_makes_room_for_a_mapping():
    edited = set_block(b"a:\n- x\nb: 1\n", ("a",), BLOCK)
    assert edited == b"a:\n  source: NL\n  dates:\n    - 2026-01-01\nb: 1\n"


@pytest.mark.parametrize(
    ("line", "written"),
    [("30m", "30m"), ('"a: b"', '"a: b"'), ("{b: c}", "{b: c}"), ("[b]", "[b]")],
)
def test_one_line_stands_beside_its_key(line, written):
    assert set_block(b"a: 1  # x\n", ("a",), [line]).decode() == f"a: {written}  # x\n"
    assert set_block(b"a: 1\n", ("n",), [line]).decode() == f"a: 1\nn: {written}\n"
    assert set_block(b"a:\n  # y\n  b: 1\n", ("a",), [line]).decode() == f"a: {written}\n# y\n"


def test_block_of_one_pair_stands_below_its_key():
    assert set_block(b"a: 1\n", ("a",), ["b: c"]) == b"a:\n  b: c\n"


@pytest.mark.parametrize("path", [(), ("list", 0), ("name", "x"), ("nothing", "x")])
def test_block_needs_a_key_of_a_mapping(path):
    with pytest.raises(TermsError) as caught:
        set_block(SAMPLE.encode(), path, BLOCK)
    assert caught.value.findings[0].code == "yaml.path_unknown"


def test_lines_that_are_no_yaml_are_refused():
    with pytest.raises(TermsError) as caught:
        set_block(SAMPLE.encode(), ("new",), ["a: [b"])
    assert caught.value.findings[0].code == "yaml.syntax"


# ---- Taking out ------------------------------------------------------------------------------

REMOVALS = [
    (("name",), "name: sample  # why\n", "# why\n"),
    (("last",), 'last: "x"\n', ""),
    (("empty",), "empty:\n", ""),
    (("text",), "text: |  # long\n  first # no comment\n  second\n", "# long\n"),
    (("calendars", "line"), "  line: {zone: UTC, holidays: {from: NL}, week: {}}\n", ""),
    (("calendars", "line", "zone"), "zone: UTC, ", ""),
    (("calendars", "line", "week"), ", week: {}", ""),
    (("calendars", "line", "holidays", "from"), "{from: NL}", "{}"),
    (("calendars", "office", "week", "mon-fri", 0), '["09:00-17:00"]', "[]"),
    (("list", 0, "id"), "- id: a  # first\n", "- # first\n"),
    (("list", 0, "title"), "  title: 'A: one'\n", ""),
    (("list", 1), "- id: b\n", ""),
    (("list", 1, "id"), "- id: b\n", "- {}\n"),
    (("deep", "wide", 0), "        - one\n", ""),
    (
        ("deep", "wide", 1),
        "        - two: 2\n          # inside\n          three: 3  # beside\n",
        "        # inside\n        # beside\n",
    ),
    (("deep", "wide", 1, "three"), "          three: 3  # beside\n", "          # beside\n"),
]


@pytest.mark.parametrize(("path", "before", "after"), REMOVALS, ids=str)
def test_value_is_taken_out(path, before, after):
    check(remove(SAMPLE.encode(), path), before, after)


@pytest.mark.parametrize(
    ("source", "path", "left"),
    [
        ("- a: 1\n  b: 2\n", (0, "a"), "- b: 2\n"),
        ("- - a\n  - b\n- c\n", (0, 0), "- - b\n- c\n"),
        ("a:\n  b: 1\nc: 2\n", ("a", "b"), "a: {}\nc: 2\n"),
        ("a:  # x\n  b: 1  # y\nc: 2\n", ("a", "b"), "a:  # x\n  {}  # y\nc: 2\n"),
        ("a:\n- b\n", ("a", 0), "a: []\n"),
        ("a:  # x\n- b\n", ("a", 0), "a:  # x\n  []\n"),
        ("a:  # x:\n  b: 1\n", ("a", "b"), "a:  # x:\n  {}\n"),
        ("a: 1\nb: 2", ("b",), "a: 1"),
        ("a: 1\n\nb: 2", ("b",), "a: 1\n"),
        ("a: 1\r\nb: 2", ("b",), "a: 1"),
        ("a: 1\r\nb: 2\r\nc: 3\r\n", ("b",), "a: 1\r\nc: 3\r\n"),
        ("{a: 1, # x\n b: 2}\n", ("a",), "{# x\n  b: 2}\n"),
        ("{a: 1, b: 2 # x\n}\n", ("b",), "{a: 1 # x\n}\n"),
        ("{a: 1, # x\n b: 2}\n", ("b",), "{a: 1 # x\n  }\n"),
        ("{a: [1, # x\n 2]}\n", ("a",), "{ # x\n  }\n"),
        ("a: {b: 1, c: {d: 2, # x\n e: 3}, f: 4}", ("a", "c"), "a: {b: 1, # x\n  f: 4}"),
    ],
)
def test_what_is_left_is_tidy(source, path, left):
    assert remove(source.encode(), path).decode() == left


@pytest.mark.parametrize("path", [(), ("nothing",), ("list", 5), ("name", "x")])
def test_nothing_else_is_taken_out(path):
    with pytest.raises(TermsError) as caught:
        remove(SAMPLE.encode(), path)
    assert caught.value.findings[0].code == "yaml.path_unknown"


# ---- Any file --------------------------------------------------------------------------------

TEXTS = ["x", "99.8 %", "a: b", "# no", "it's", "ü b", "[x", "- y", "8h", "a, b", '"', "☃", "~"]


@dataclass
class Writer:
    """Writes values as YAML, each time in another way, with numbered comments."""

    data: st.DataObject
    newline: str
    comments: list[str] = field(default_factory=list)

    def chance(self, one_in: int) -> bool:
        return self.data.draw(st.integers(1, one_in)) == 1

    def comment(self) -> str:
        self.comments.append(f"# c{len(self.comments)}: 'x")
        return self.comments[-1]

    def beside(self) -> str:
        return f"  {self.comment()}" if self.chance(4) else ""

    def above(self, pad: str) -> str:
        blank = self.newline if self.chance(5) else ""
        return blank + (f"{pad}{self.comment()}{self.newline}" if self.chance(5) else "")

    def scalar(self, text: str, *, flow: bool) -> str:
        return scalar_text(text, style=self.data.draw(st.sampled_from(["", '"'])), flow=flow)

    def flow(self, value: object) -> str:
        if isinstance(value, str):
            return self.scalar(value, flow=True)
        if isinstance(value, list):
            return "[" + self.joined([self.flow(item) for item in value]) + "]"
        assert isinstance(value, dict)
        pairs = [f"{self.scalar(k, flow=True)}: {self.flow(v)}" for k, v in value.items()]
        return "{" + self.joined(pairs) + "}"

    def joined(self, parts: list[str]) -> str:
        text = parts[0] if parts else ""
        for part in parts[1:]:
            gap = f" {self.comment()}{self.newline}      " if self.chance(6) else " "
            text += f",{gap}{part}"
        return text

    def value(self, value: object, pad: str, *, in_list: bool = False) -> str:
        """Write what stands behind a colon, with the line's end."""
        if isinstance(value, str) and self.chance(8) and "#" not in value:
            mark = f" |-{self.beside()}{self.newline}"
            return f"{mark}{pad}  {value}{self.newline}"
        if isinstance(value, str) or not value or self.chance(3):
            text = self.scalar(value, flow=False) if isinstance(value, str) else self.flow(value)
            return f" {text}{self.beside()}{self.newline}"
        deeper = pad if isinstance(value, list) and not in_list and self.chance(3) else pad + "  "
        return f"{self.beside()}{self.newline}{self.block(value, deeper)}"

    def block(self, value: object, pad: str) -> str:
        written = ""
        if isinstance(value, list):
            for item in value:
                inner = self.value(item, pad, in_list=True).removeprefix(" ")
                if isinstance(item, dict) and item and inner.startswith(self.newline + pad + "  "):
                    inner = inner[len(self.newline + pad + "  ") :]
                written += f"{self.above(pad)}{pad}- {inner}"
            return written
        assert isinstance(value, dict)
        for key, child in value.items():
            name = self.scalar(key, flow=False)
            written += f"{self.above(pad)}{pad}{name}:{self.value(child, pad)}"
        return written


KEYS = st.sampled_from(["a", "b", "c d", "e: f", "ü"])
VALUES = st.recursive(
    st.sampled_from(TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
FILES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


def paths_in(value, path=()):
    """Yield the path of everything inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, child in pairs if not isinstance(value, str) else ():
        yield (*path, key)
        yield from paths_in(child, (*path, key))


def written(data):
    """Draw a file: its values, its bytes, its comments."""
    values = data.draw(FILES)
    writer = Writer(data, data.draw(st.sampled_from(["\n", "\r\n"])))
    text = writer.block(values, "")
    if data.draw(st.booleans()):
        text = text.removesuffix(writer.newline)
    if data.draw(st.booleans()):
        text = "\ufeff" + text
    assert plain(scan(text.encode())) == values
    return values, text.encode(), writer.comments


def values_of(source):
    return plain(scan(source))


def comments_in(source):
    return sorted(re.findall(r"# c\d+: 'x", source.decode()))


def holder(values, path):
    for part in path[:-1]:
        values = values[part]
    return values


def changed_lines(before, after):
    """Return the lines that differ, without those that both have at the begin and at the end."""
    old, new = before.splitlines(), after.splitlines()
    while old and new and old[0] == new[0]:
        old.pop(0), new.pop(0)
    while old and new and old[-1] == new[-1]:
        old.pop(), new.pop()
    return old, new


@given(st.data())
def test_setting_a_value_changes_it_alone_and_back(data):
    values, source, comments = written(data)
    singles = [p for p in paths_in(values) if isinstance(holder(values, p)[p[-1]], str)]
    if not singles:
        return
    path = data.draw(st.sampled_from(singles))
    old, new = holder(values, path)[path[-1]], data.draw(st.sampled_from(TEXTS))
    edited = set_scalar(source, path, new)
    holder(values, path)[path[-1]] = new
    assert values_of(edited) == values
    assert comments_in(edited) == sorted(comments)
    assert len(changed_lines(source, edited)[1]) <= 1
    back = set_scalar(edited, path, old)
    if b"|-" not in b"".join(changed_lines(source, edited)[0]):
        assert back == source


@given(st.data())
def test_setting_a_block_changes_it_alone(data):
    values, source, comments = written(data)
    mappings = [
        path
        for path in [(), *paths_in(values)]
        if isinstance(holder({"": values}, ("", *path))[path[-1] if path else ""], dict)
    ]
    path = (*data.draw(st.sampled_from(mappings)), data.draw(KEYS))
    is_new = path[-1] not in holder(values, path)
    edited = set_block(source, path, ["n:", "  - 1", "  - m: 2"])
    holder(values, path)[path[-1]] = {"n": ["1", {"m": "2"}]}
    assert values_of(edited) == values
    assert comments_in(edited) == sorted(comments)
    if is_new:
        assert remove(edited, path) == source
    else:
        assert set_block(edited, path, ["n:", "  - 1", "  - m: 2"]) == edited


@given(st.data())
def test_taking_out_leaves_the_rest(data):
    values, source, comments = written(data)
    path = data.draw(st.sampled_from(list(paths_in(values))))
    left = remove(source, path)
    del holder(values, path)[path[-1]]
    assert values_of(left) == values
    assert comments_in(left) == sorted(comments)
