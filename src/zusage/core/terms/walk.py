"""Everything inside a contract, with the path to it."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass

from zusage.core.errors import Path


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield a value and all values inside it, each with its path, top down, in file order."""
    yield path, value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from walk(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, Mapping):
        for key, child in value.items():
            yield from walk(child, (*path, str(key)))
    elif isinstance(value, tuple):
        for index, child in enumerate(value):
            yield from walk(child, (*path, index))
