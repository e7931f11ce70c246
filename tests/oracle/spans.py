"""Sets of time as plain Python sets of seconds."""

from collections.abc import Iterable

Pairs = Iterable[Iterable[int]]


def seconds(pairs: Pairs) -> set[int]:
    """Return every second that lies in one of the pairs."""
    return {at for start, end in pairs for at in range(start, end)}


def spans(chosen: set[int]) -> list[list[int]]:
    """Return the longest runs of seconds, in order, half-open."""
    starts = sorted(at for at in chosen if at - 1 not in chosen)
    ends = sorted(at + 1 for at in chosen if at + 1 not in chosen)
    return [list(span) for span in zip(starts, ends, strict=True)]
