"""Everything inside a value is found once, with its path."""

from collections.abc import Mapping
from dataclasses import dataclass

from zusage.core.terms.walk import walk


@dataclass(frozen=True)
class Leaf:
    name: str


@dataclass(frozen=True)
class Tree:
    leaves: tuple[Leaf, ...]
    named: Mapping[object, Leaf]
    only: Leaf | None = None


SAMPLE = Tree(leaves=(Leaf("a"), Leaf("b")), named={"x": Leaf("c"), 7: Leaf("d")})


def test_everything_is_found_with_its_path_top_down_in_order():
    assert [path for path, _ in walk(SAMPLE)] == [
        (),
        ("leaves",),
        ("leaves", 0),
        ("leaves", 0, "name"),
        ("leaves", 1),
        ("leaves", 1, "name"),
        ("named",),
        ("named", "x"),
        ("named", "x", "name"),
        ("named", "7"),
        ("named", "7", "name"),
        ("only",),
    ]


def test_path_leads_to_its_value():
    found = dict(walk(SAMPLE))
    assert found[("leaves", 1)] == Leaf("b")
    assert found[("named", "7", "name")] == "d"
    assert found[("only",)] is None
    assert found[()] is SAMPLE


def test_walk_can_begin_inside():
    assert list(walk("x", ("a", 1))) == [(("a", 1), "x")]


def test_class_is_a_value_and_not_looked_into():
    assert list(walk(Leaf)) == [((), Leaf)]
