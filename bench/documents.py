"""Documents that people wait for: a report of 24 months, a table of verdicts, findings of lint."""

import argparse
import contextlib
import io
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from bench import Row, fastest
from zusage.core.terms.lint import lint
from zusage.formats.contract_yaml import load_contract
from zusage.interfaces.cli import evaluate, report

NOTES = """\
Each row is the whole command after the start of the program: reading the files, judging, writing.
The report is judged under every reading, and has 24 months, one component and 50 outages a year;
the first PDF of a process reads the fonts, so the best of several runs is shown. Nobody else makes
such documents, so there is no peer."""

CONTRACTS = Path(__file__).parent.parent / "contracts"
# Two years by the clock of Amsterdam, to which the contract's months belong.
FIRST, DAYS = datetime(2023, 12, 31, 23, tzinfo=UTC), 731
MONTHS, COMPONENTS, OUTAGES = 24, 32, 100


def run() -> list[Row]:
    """Measure each document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for components in (1, COMPONENTS):
            write_logs(folder, components)
        return [
            row("report as PDF", MONTHS, report_command(folder, "pdf"), seconds_max=1),
            row("report as page", MONTHS, report_command(folder, "html")),
            row("table", MONTHS * COMPONENTS, table_command(folder), seconds_max=2),
            row("lint", 1, lint_command(), seconds_max=0.1),
        ]


def row(
    operation: str, items: int, work: Callable[[], object], *, seconds_max: float | None = None
) -> Row:
    """Measure one command."""
    seconds = fastest(work, runs=3)
    return Row(
        operation=operation,
        contender="zusage",
        items=items,
        seconds=seconds,
        target="" if seconds_max is None else f"{seconds:.3f} s of {seconds_max} s",
        reached=None if seconds_max is None else seconds <= seconds_max,
    )


def write_logs(folder: Path, components: int) -> None:
    """Write two years of random outages, and what was watched."""
    draw = np.random.default_rng(7)
    lines = ["component,started_at,ended_at,state,cause,source"]
    watched = ["component,monitored_from,monitored_to"]
    end = FIRST + timedelta(days=DAYS)
    for number in range(components):
        watched.append(f"site-{number:02},{FIRST.isoformat()},{end.isoformat()}")
        for second in sorted(draw.integers(0, (DAYS - 1) * 86_400, OUTAGES).tolist()):
            start = FIRST + timedelta(seconds=second)
            length = timedelta(seconds=int(draw.integers(60, 3600)))
            ends = (start + length).isoformat()
            lines.append(f"site-{number:02},{start.isoformat()},{ends},down,provider,probe")
    (folder / f"outages-{components}.csv").write_text("\n".join(lines) + "\n")
    (folder / f"observed-{components}.csv").write_text("\n".join(watched) + "\n")


def report_command(folder: Path, form: str) -> Callable[[], int]:
    """Return the command that writes a report on one component."""
    target = str(folder / f"report.{form}")
    return command(report, folder, 1, "--format", form, "-o", target)


def table_command(folder: Path) -> Callable[[], int]:
    """Return the command that prints verdicts on many components."""
    return command(evaluate, folder, COMPONENTS, "-o", str(folder / "table.txt"))


def command(module: object, folder: Path, components: int, *more: str) -> Callable[[], int]:
    """Return a command on the logs of so many components."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", default="en")
    module.configure(parser)  # type: ignore[attr-defined]  # a module of a subcommand
    files = ["--outages", str(folder / f"outages-{components}.csv")]
    files += ["--observed", str(folder / f"observed-{components}.csv")]
    chosen = parser.parse_args([str(CONTRACTS / "pluvo.yaml"), "--each", *files, *more])

    def work() -> int:
        with contextlib.redirect_stderr(io.StringIO()):
            code: int = module.run(chosen)  # type: ignore[attr-defined]
        assert code == 0
        return code

    return work


def lint_command() -> Callable[[], object]:
    """Return the check of one contract, reading its file included."""
    path = CONTRACTS / "pluvo.yaml"
    return lambda: [*lint(load_contract(path.read_bytes()).contract)]
