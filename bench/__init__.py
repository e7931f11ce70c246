"""Benchmarks: ours beside other libraries, on the same questions, with the answers compared.

Each module of this package is one benchmark. It offers `run() -> list[Row]`, and `NOTES`: what was
compared how, and where conventions differ. `./dev bench [NAME] [--json]` runs one or all of them.
"""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a benchmark.

    items: how many questions or things were worked on; seconds: for all of them, the best of some
    runs. ratio: how many times as long as ours it took, per item. agreement: on how many items of
    how many the answers are the same as ours. peak_bytes: memory, where it was measured.
    target, reached: what is aimed at, in words, and whether it was reached.
    """

    operation: str
    contender: str
    items: int
    seconds: float
    ratio: float | None = None
    agreement: tuple[int, int] | None = None
    peak_bytes: int | None = None
    target: str = ""
    reached: bool | None = None

    @property
    def seconds_per_item(self) -> float:
        """How long one item took on average."""
        return self.seconds / self.items


def fastest(work: Callable[[], object], *, runs: int) -> float:
    """Return the seconds of the fastest run, without pauses of the garbage collector."""
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        gc.disable()
        began = time.perf_counter()
        work()
        took = time.perf_counter() - began
        gc.enable()
        best = min(best, took)
    return best
