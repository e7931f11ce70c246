"""`python -m bench [NAME] [--json]`: run one benchmark or all, as a table or as JSON."""

import argparse
import json
import os
import pkgutil
import platform
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib import import_module

import numpy as np

import bench
from bench import Row

NAMES = sorted(name for _, name, _ in pkgutil.iter_modules(bench.__path__) if name[0] != "_")
HEADINGS = ("operation", "who", "items", "per item", "ratio", "agrees", "memory", "target")


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; exit code 1 if a target was missed or answers differ."""
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__)
    parser.add_argument("name", nargs="?", choices=NAMES, help="all of them without a name")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    modules = {
        name: import_module(f"bench.{name}") for name in NAMES if chosen.name in (None, name)
    }
    rows = {}
    for name, module in modules.items():
        rows[name] = module.run()
        if not chosen.json:
            print(f"\n{name}, on {machine()}\n\n{table(rows[name])}\n\n{module.NOTES}", flush=True)
    if chosen.json:
        print(json.dumps({name: [as_json(row) for row in found] for name, found in rows.items()}))
    return int(any(failed(row) for found in rows.values() for row in found))


def failed(row: Row) -> bool:
    """Say whether a target was missed or an answer differs."""
    differs = row.agreement is not None and row.agreement[0] < row.agreement[1]
    return differs or row.reached is False


def machine() -> str:
    """Name what the figures were measured on."""
    processors = len(os.sched_getaffinity(0))
    python, numpy = platform.python_version(), np.__version__
    return f"{platform.machine()}, {processors} processors, Python {python}, NumPy {numpy}"


def as_json(row: Row) -> dict[str, object]:
    """Return a row for JSON."""
    return {**asdict(row), "seconds_per_item": row.seconds_per_item}


def table(rows: Sequence[Row]) -> str:
    """Lay rows out in columns; those that no row uses are left out."""
    lines = [HEADINGS, *(cells(row) for row in rows)]
    used = [at for at in range(len(HEADINGS)) if any(line[at] for line in lines[1:])]
    widths = [max(len(line[at]) for line in lines) for at in used]
    return "\n".join(
        "  ".join(
            line[at].ljust(width) if at in (0, 1, 7) else line[at].rjust(width)
            for at, width in zip(used, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def cells(row: Row) -> tuple[str, ...]:
    """Write a row."""
    verdict = {None: "", True: ": reached", False: ": MISSED"}[row.reached]
    return (
        row.operation,
        row.contender,
        f"{row.items:,}",
        duration(row.seconds_per_item),
        f"{row.ratio:,.1f} x" if row.ratio is not None else "",
        "{:,}/{:,}".format(*row.agreement) if row.agreement is not None else "",
        f"{row.peak_bytes / 2**20:,.0f} MiB" if row.peak_bytes is not None else "",
        row.target + verdict,
    )


def duration(seconds: float) -> str:
    """Write a duration with a fitting unit.

    >>> duration(0.0000004), duration(0.25)
    ('0.400 µs', '250.000 ms')
    """
    for unit, size in (("s", 1), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:,.3f} {unit}"
    return f"{seconds * 1e6:,.3f} µs"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
