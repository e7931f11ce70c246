"""Everything inside a contract, with the path to it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from zusage.core.errors import Path


def walk(value: object, path: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield a value and all values inside it, each with its path, top down, in file order."""
    # A stack, because each level of a recursive generator would pass on every value below it.
    waiting = [(path, value)]
    while waiting:
        place, found = waiting.pop()
        yield place, found
        inside = [((*place, key), child) for key, child in _inside(found)]
        waiting.extend(reversed(inside))


def _inside(value: object) -> Iterable[tuple[str | int, object]]:
    """Return what stands directly inside a value, by its key."""
    if isinstance(value, tuple):
        return enumerate(value)
    if isinstance(value, Mapping):
        return ((str(key), child) for key, child in value.items())
    own: type = type(value)
    return ((name, getattr(value, name)) for name in _field_names(own))


@cache
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
