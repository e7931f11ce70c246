"""One run of the verdicts in a process of its own, so that its memory is its own.

`python -m bench._verdicts COMPONENTS` judges a year of that many components on one processor and
writes seconds, peak memory and counts as JSON.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402  # reads the number of threads when it is imported

from zusage.core import spans as sp  # noqa: E402
from zusage.core.availability.facts import (  # noqa: E402
    MISSING,
    NO_CAUSE,
    Facts,
    Outages,
    no_maintenance,
    parts,
)
from zusage.core.availability.promises import Promise, bind  # noqa: E402
from zusage.core.availability.verdicts import judge  # noqa: E402
from zusage.core.periods import PeriodKind  # noqa: E402
from zusage.core.zones import to_second  # noqa: E402
from zusage.formats.contract_yaml import load_contract  # noqa: E402

CONTRACTS = Path(__file__).parent.parent / "contracts"
PROMISES = (
    ("kyoox-mautic", "guaranteed"),
    ("mailjet", "standard"),
    ("phlymail", "standard"),
    ("pluvo", "standard"),
    ("traut-smawo", "standard"),
)
PERIODS = (PeriodKind.CALENDAR_MONTH, PeriodKind.CALENDAR_YEAR)
YEAR = 2025
OUTAGES = 50
LENGTH_MAX = 7200
# An hour more on either side, so that the year is whole in every zone of the contracts.
START = to_second(datetime(YEAR, 1, 1, tzinfo=UTC)) - 7200
END = to_second(datetime(YEAR + 1, 1, 1, tzinfo=UTC)) + 7200


def year_of(components: int) -> Facts:
    """Draw the facts of a year: for each component random outages that may overlap."""
    draw, count = np.random.default_rng(1), components * OUTAGES
    start = np.sort(draw.integers(START, END - LENGTH_MAX, (components, OUTAGES)), axis=1).ravel()
    unknown = np.full(count, MISSING)
    outages = Outages(
        lane=np.repeat(np.arange(components, dtype=np.int64), OUTAGES),
        start=start,
        end=start + draw.integers(1, LENGTH_MAX, count),
        state=np.zeros(count, dtype=np.int8),
        cause=np.full(count, NO_CAUSE, dtype=np.int8),
        last_good=unknown,
        last_bad=unknown,
        row=np.arange(count, dtype=np.int64) + 2,
    )
    watched = np.tile(np.array([[START, END]]), (components, 1))
    return Facts(
        components=tuple(f"c{lane}" for lane in range(components)),
        outages=outages,
        maintenance=no_maintenance(),
        observed=sp.on_lanes(watched, np.arange(components, dtype=np.int64)),
    )


def promises() -> Iterator[Promise]:
    """Yield the promise of each contract, monthly and yearly."""
    for name, level in PROMISES:
        contract = load_contract((CONTRACTS / f"{name}.yaml").read_bytes()).contract
        term = contract.levels[level].availability[0]
        for per in PERIODS:
            yield bind(contract, level=level, term=replace(term, per=per), chosen={})


def main(components: int) -> None:
    """Judge, and print what it took."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    facts, made = year_of(components), list(promises())
    counts: dict[str, list[int]] = {}
    began = time.perf_counter()
    for promise in made:
        judged = (judge(promise, part) for part in parts(facts))
        found = [(int((each.met == 0).sum()), len(each)) for each in judged]
        missed, verdicts = map(sum, zip(*found, strict=True))
        counts[f"{promise.contract} {promise.term.per.value}"] = [missed, verdicts]
    seconds = time.perf_counter() - began
    print(json.dumps({"seconds": seconds, "peak_bytes": peak_bytes(), "counts": counts}))


def peak_bytes() -> int:
    """Return the most memory this process had at once.

    Not ru_maxrss, which a process inherits from the one that started it.
    """
    [line] = [
        line
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("VmHWM:")
    ]
    return int(line.split()[1]) * 1024


if __name__ == "__main__":
    main(int(sys.argv[1]))
