"""YAML becomes nodes with places; what is hostile or a slip becomes a finding, soon."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zusage.core.errors import TermsError
from zusage.formats.contract_yaml.scan import (
    BYTES_MAX,
    DEPTH_MAX,
    FINDINGS_MAX,
    NODES_MAX,
    SHOWN_MAX,
    Mapping,
    Scalar,
    Sequence,
    scan,
    shown,
)

SAMPLE = "a: 99.8 %\nb: ['no', \"x\\ty\"]\nc:\n  d: |\n    ä\ne:\n"


def refused(source):
    """Return the findings of a source as (code, line, column)."""
    with pytest.raises(TermsError) as caught:
        scan(source.encode() if isinstance(source, str) else source)
    assert all(finding.line and finding.column for finding in caught.value.findings)
    return [(finding.code, finding.line, finding.column) for finding in caught.value.findings]


def test_values_stay_the_text_they_are():
    root = scan(SAMPLE.encode())
    assert isinstance(root, Mapping)
    assert [name.text for name, _ in root.items] == ["a", "b", "c", "e"]
    share, words = root.get("a"), root.get("b")
    assert isinstance(share, Scalar)
    assert (share.text, share.style) == ("99.8 %", "")
    assert isinstance(words, Sequence)
    assert [(w.text, w.style) for w in words.items if isinstance(w, Scalar)] == [
        ("no", "'"),
        ("x\ty", '"'),
    ]
    nothing = root.get("e")
    assert isinstance(nothing, Scalar)
    assert nothing.text == ""
    assert root.get("z") is None


def test_places_count_characters_and_lines():
    root = scan(f"# ü\n{SAMPLE}".encode())
    assert isinstance(root, Mapping)
    inner = root.get("c")
    assert isinstance(inner, Mapping)
    block = inner.get("d")
    assert isinstance(block, Scalar)
    assert block.text == "ä\n"
    assert (block.place.line, block.place.column) == (5, 6)
    assert f"# ü\n{SAMPLE}"[block.place.start : block.place.end] == "|\n    ä\n"


def test_byte_order_mark_is_no_part_of_the_first_key():
    root = scan("\ufeffa: b".encode())
    assert isinstance(root, Mapping)
    assert root.get("a") is not None


SLIPS = {
    "empty": (b"", [("yaml.empty", 1, 1)]),
    "only a comment": (b"# nothing\n", [("yaml.empty", 2, 1)]),
    "two documents": (b"a: 1\n---\nb: 2\n", [("yaml.documents", 2, 1)]),
    "tag": (b"a: !!python/name:os.system x\n", [("yaml.tag", 1, 4)]),
    "tag of our own": (b"a: [!x y, !z {}]\n", [("yaml.tag", 1, 5), ("yaml.tag", 1, 11)]),
    "anchor": (b"a: &x 1\nb: 2\n", [("yaml.alias", 1, 4)]),
    "alias": (b"a: *x\n", [("yaml.alias", 1, 4)]),
    "cycle": (b"&a [*a]", [("yaml.alias", 1, 1)]),
    "anchored mapping": (b"a: &x {b: c}\n", [("yaml.alias", 1, 4)]),
    "merge": (b"a:\n  <<: {b: c}\n", [("yaml.merge_key", 2, 3)]),
    "list as key": (b"? [a, b]\n: c\n", [("yaml.key_not_scalar", 1, 3)]),
    "key twice": (
        b"a: 1\nb: {c: 1, c: 2}\na: 3\n",
        [
            ("yaml.duplicate_key", 2, 11),
            ("yaml.duplicate_key", 3, 1),
        ],
    ),
    "tab": (b"a:\n\tb: c\n", [("yaml.tab", 2, 1)]),
    "open quote": (b"a: 1\nb: 'x\nc: d\n", [("yaml.quote_open", 2, 4)]),
    "open double quote": (b'"a', [("yaml.quote_open", 1, 1)]),
    "open bracket": (b"a: [b", [("yaml.syntax", 2, 1)]),
    "colon": (b"a: b: c", [("yaml.syntax", 1, 5)]),
    "version": (b"%YAML 3.0\n---\na: b\n", [("yaml.syntax", 1, 1)]),
    "nul": ("ä: b\x00".encode(), [("yaml.control_character", 1, 5)]),
    "escape": (b"a: \x1b[2J", [("yaml.control_character", 1, 4)]),
    "second byte order mark": ("a: \ufeffb".encode(), [("yaml.control_character", 1, 4)]),
    "utf-16": ("a: b\n".encode("utf-16"), [("yaml.not_utf8", 1, 1)]),
    "utf-16 without mark": ("a: b\n".encode("utf-16-le"), [("yaml.control_character", 1, 2)]),
    "latin-1": ("a: 1\nb: ä".encode("latin-1"), [("yaml.not_utf8", 2, 4)]),
    "surrogate bytes": (b"a: \xed\xa0\x80", [("yaml.not_utf8", 1, 4)]),
    "escaped surrogate": (b'a: "\\ud800"', [("yaml.syntax", 1, 7)]),
}


@pytest.mark.parametrize(("source", "found"), SLIPS.values(), ids=SLIPS)
def test_slip_is_found_at_its_place(source, found):
    assert refused(source) == found


def bomb(levels=9, width=9):
    """Return the classic bomb: lists of aliases of lists of aliases, a billion values unfolded."""
    lines = ["a0: &a0 [x]"]
    for level in range(1, levels + 1):
        lines.append(f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]")
    return "\n".join(lines)


HOSTILE = {
    "alias bomb": (bomb(), "yaml.alias"),
    "10 MB": (b"a: " + b"x" * (10 << 20), "yaml.too_large"),
    "10 MB of keys": (b"".join(b"k%d: v\n" % i for i in range(900_000)), "yaml.too_large"),
    "deep brackets": (b"[" * 1_000_000, "yaml.too_deep"),
    "deep braces": (b"{a: " * 200_000, "yaml.too_deep"),
    "deep dashes": (b"- " * 500_000, "yaml.too_deep"),
    "deep indentation": ("".join(f"{' ' * i}k:\n" for i in range(1400)), "yaml.too_deep"),
    "100,000 keys": (b"".join(b"k%d: \n" % i for i in range(100_000)), "yaml.too_many_nodes"),
    "100,000 items": (b"[" + b"a," * 100_000 + b"]", "yaml.too_many_nodes"),
    "one key often": (b"k: v\n" * 5000, "yaml.duplicate_key"),
    "many tags": (b"[" + b"!t a," * 5000 + b"]", "yaml.tag"),
    "1 MB in open quotes": (b"'" + b"x" * (BYTES_MAX - 1), "yaml.quote_open"),
    "1 MB of open quotes": (b"a: '" * (BYTES_MAX // 4), "yaml.syntax"),
    "1 MB of question marks": (b"? " * (BYTES_MAX // 2), "yaml.too_deep"),
}


@pytest.mark.parametrize(("source", "code"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_file_ends_in_a_finding(source, code):
    found = refused(source)
    assert {finding[0] for finding in found} == {code}
    assert len(found) <= FINDINGS_MAX


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (b"a: " + b"x" * (BYTES_MAX - 3), None),
        (b"a: " + b"x" * (BYTES_MAX - 2), "yaml.too_large"),
        (b"[" * DEPTH_MAX + b"a" + b"]" * DEPTH_MAX, None),
        (b"[" * (DEPTH_MAX + 1) + b"a" + b"]" * (DEPTH_MAX + 1), "yaml.too_deep"),
        (b"[" + b"a," * (NODES_MAX - 1) + b"]", None),
        (b"[" + b"a," * NODES_MAX + b"]", "yaml.too_many_nodes"),
    ],
)
def test_limits_stand_where_they_are_said_to_stand(source, code):
    if code:
        assert refused(source)[0][0] == code
    else:
        assert scan(source) is not None


def test_what_is_shown_is_short_and_harmless():
    assert shown("x" * SHOWN_MAX) == "x" * SHOWN_MAX
    assert shown("x" * 5000) == "x" * SHOWN_MAX + "…"
    assert shown("\x1b[2J\u2028ä") == "\ufffd[2J\ufffdä"
    assert shown("abc", most=2) == "ab…"


def findings_of(source):
    try:
        scan(source)
    except TermsError as error:
        return error.findings
    return ()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(source):
    assert all(finding.line for finding in findings_of(source))


@given(st.text(alphabet=st.sampled_from("a:{}[]-'\"|>#&*!%@`?, \n\t\r\ufeff\x85ä1~"), max_size=40))
def test_any_marks_are_read_or_refused(text):
    assert all(finding.line for finding in findings_of(text.encode()))
