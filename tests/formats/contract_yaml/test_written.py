"""A file as it is written: where things stand, and how YAML spells a value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.errors import TermsError
from zusage.formats.contract_yaml.scan import Scalar, scan
from zusage.formats.contract_yaml.written import (
    Written,
    flow_text,
    node_at,
    path_error,
    path_in,
    plain,
    scalar_text,
    with_texts,
)

SAMPLE = "a:\n  - b: [1, {c: 2}]  # x\n  - |\n    text # no\n\n# y\nd: 'e'\n"


def test_paths_lead_to_nodes():
    file = Written(SAMPLE.encode())
    assert plain(file.at(("a", 0, "b"))) == ["1", {"c": "2"}]
    assert plain(file.parent(("a", 1))) == [{"b": ["1", {"c": "2"}]}, "text # no\n"]
    assert file.in_flow(("a", 0, "b", 1, "c"))
    assert not file.in_flow(("a", 0, "b"))
    assert [file.is_flow(file.at(p)) for p in (("a", 0, "b"), ("a",), ("d",))] == [
        True,
        False,
        False,
    ]


NOWHERE = [("x",), ("a", "b"), ("a", 2), ("d", 0), ("a", "-1"), ("a", "00"), ("a", "9" * 5000)]


@pytest.mark.parametrize("path", NOWHERE)
def test_path_that_leads_nowhere_is_refused(path):
    with pytest.raises(TermsError) as caught:
        Written(SAMPLE.encode()).at(path)
    assert caught.value.findings[0].code == "yaml.path_unknown"


@pytest.mark.parametrize("path", [(), ("d", "x")])
def test_root_and_single_values_have_no_inside(path):
    with pytest.raises(TermsError):
        Written(SAMPLE.encode()).parent(path)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("a.0.b.1.c", ("a", 0, "b", 1, "c")),
        ("d", ("d",)),
        ("a", ("a",)),
        ("e.7.1", ("e", "7.1")),
        ("e.7.1.f", ("e", "7.1", "f")),
        ("e.7", ("e", "7")),
        ("e.7.2", None),
        ("", None),
        (".", None),
        ("a.", None),
        ("a.0.", None),
        ("a.9", None),
        ("a.x", None),
        ("d.x", None),
        (f"a.{'9' * 5000}", None),
        ("." * 500_000, None),
        ("a." * 500_000, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_path_is_written_with_dots(text, path):
    root = scan(f"{SAMPLE}e: {{'7': x, '7.1': {{f: g}}}}\n".encode())
    assert path_in(root, text) == path


def test_node_is_found_by_its_path():
    root = scan(SAMPLE.encode())
    assert node_at(root, ()) is root
    found = node_at(root, ("a", 0, "b", 0))
    assert found is not None
    assert plain(found) == "1"
    assert node_at(root, ("x", "y")) is None


def test_texts_are_changed_without_the_file():
    root = scan(SAMPLE.encode())
    changed = with_texts(root, {("a", 0, "b", 1, "c"): "3", ("d",): "f", ("x",): "y"})
    assert plain(changed) == {"a": [{"b": ["1", {"c": "3"}]}, "text # no\n"], "d": "f"}
    assert plain(root) == plain(scan(SAMPLE.encode()))


def test_values_end_before_blank_lines_and_comments():
    file = Written(SAMPLE.encode())
    text = file.text
    assert text[: file.end_of(file.at(("a",)))].endswith("text # no")
    assert text[: file.end_of(file.at(("a", 0)))].endswith("{c: 2}]")
    assert text[: file.end_of(file.root)].endswith("'e'")


def test_parts_begin_at_their_key_or_dash():
    file = Written(b"a:\n- 1\n# - no\n- 2\nb: [x, y]\n")
    starts = [start for start, _ in file.parts(file.root)]  # type: ignore[arg-type]
    assert [file.text[start] for start in starts] == ["a", "b"]
    items = [start for start, _ in file.parts(file.parent(("a", 0)))]
    assert [file.text[start : start + 3] for start in items] == ["- 1", "- 2"]
    inner = [start for start, _ in file.parts(file.parent(("b", 0)))]
    assert [file.text[start] for start in inner] == ["x", "y"]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_end_as_yaml_ends_them(newline):
    file = Written(f"a: 1{newline}b: 2".encode())
    second = len(f"a: 1{newline}")
    assert file.line_end(2) == 4
    assert file.next_line(2) == second
    assert file.line_start(second + 1) == second
    assert file.line_start(2) == 0
    assert file.line_end(second) == file.next_line(second) == len(file.text)


def test_comments_are_told_from_texts():
    file = Written(SAMPLE.encode())
    assert file.comments(file.root, 0, len(file.text)) == ["# x", "# y"]
    start = file.text.index("d:")
    assert file.comments(file.at(("d",)), start, len(file.text)) == []


def test_edit_that_changes_another_value_is_refused():
    file = Written(b"a: 1\nb: 2\n")
    assert file.edited(3, 4, "x", {"a": "x", "b": "2"}) == b"a: x\nb: 2\n"
    for new in ("x\nb: 3", "[", "y"):
        with pytest.raises(TermsError) as caught:
            file.edited(8, 9, new, {"a": "1", "b": "x"})
        (finding,) = caught.value.findings
        assert (finding.code, finding.line) == ("yaml.edit_refused", 2)


def test_file_with_explicit_keys_is_left_alone():
    """The way to write a key with a question mark is known to YAML and to nobody else."""
    from zusage.formats.contract_yaml.rewrite import remove

    with pytest.raises(TermsError) as caught:
        remove(b"? a\n: 1\n? b\n: 2\n", ("a",))
    assert caught.value.findings[0].code == "yaml.edit_refused"


@pytest.mark.parametrize(
    ("text", "style", "flow", "spelled"),
    [
        ("x y", "", False, "x y"),
        ("x y", "'", False, "x y"),
        ("x y", '"', False, '"x y"'),
        ("x, y", "", False, "x, y"),
        ("x, y", "", True, "'x, y'"),
        ("", "", True, "''"),
        (" x", "", False, "' x'"),
        ("a: b", "|", False, "'a: b'"),
        ("# a", "", False, "'# a'"),
        ("a\nb", "", False, '"a\\nb"'),
        ('say "a"', '"', False, '"say \\"a\\""'),
        ("\ufeff", "", False, '"\\ufeff"'),
    ],
)
def test_single_values_are_spelled_plainly_where_that_is_safe(text, style, flow, spelled):
    assert scalar_text(text, style=style, flow=flow) == spelled


@given(st.text(), st.sampled_from(["", "'", '"', "|"]), st.booleans())
def test_any_text_is_read_back(text, style, flow):
    spelled = scalar_text(text, style=style, flow=flow)
    around = f"{{k: {spelled}}}" if flow else f"k: {spelled}\n"
    assert plain(scan(around.encode())) == {"k": text}


def test_values_in_brackets_are_read_back():
    root = scan(SAMPLE.encode())
    assert plain(scan(flow_text(root).encode())) == plain(root)
    assert isinstance(root, Scalar) is False


def test_error_names_the_path_as_amendments_write_it():
    (finding,) = path_error("yaml.path_unknown", ("a", 0, "b")).findings
    assert finding.facts == {"value": "a.0.b"}
