"""Progress of long work, on a terminal only; a pipe or a file sees none of it."""

import sys
from types import TracebackType
from typing import Self


class Progress:
    """A line on standard error that is written over and cleared at the end."""

    def __init__(self, *, total: int) -> None:
        self.total = total
        self.done = 0
        self.shown = sys.stderr.isatty() and total > 1

    def __enter__(self) -> Self:
        return self

    def step(self, label: str) -> None:
        """Say that one more part is done."""
        self.done += 1
        if self.shown:
            sys.stderr.write(f"\r\x1b[K{self.done}/{self.total}  {label[:60]}")
            sys.stderr.flush()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
