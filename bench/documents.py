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
Starting it takes about a third of a second more, and the first PDF of a process reads the fonts, so
the best of several runs is shown. A report has 24 months and is judged under every reading. The
plain one has one component and 50 outages a year, all of one cause. The full one is what a service
of three components really asks for: 330 outages of several causes and states, most with the checks
around them, a maintenance window a month, credits, and some 80 pages. Setting their type takes most
of the time, more than the second that the plain one is held to, so this one is held to two. Nobody
else makes such documents, so there is no peer."""

CONTRACTS = Path(__file__).parent.parent / "contracts"
# Two years by the clock of Amsterdam, to which the contract's months belong.
FIRST, DAYS = datetime(2023, 12, 31, 23, tzinfo=UTC), 731
MONTHS, COMPONENTS, OUTAGES = 24, 32, 100
SERVICE, SERVICE_OUTAGES = ("api", "smtp_in", "outbound"), 330
CAUSES = ("provider", "provider", "provider", "third_party", "customer", "force_majeure", "")
STATES = ("down", "down", "down", "partial", "degraded", "no_evidence")


def run() -> list[Row]:
    """Measure each document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for components in (1, COMPONENTS):
            write_logs(folder, components)
        write_service_logs(folder)
        return [
            row("report as PDF", MONTHS, report_command(folder, "pdf"), seconds_max=1),
            row("full report as PDF", MONTHS, full_report_command(folder), seconds_max=2),
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


def write_service_logs(folder: Path) -> None:
    """Write two years of a service as they look: causes, states, checks, maintenance."""
    draw = np.random.default_rng(5)
    outages = ["component,started_at,ended_at,state,cause,last_good_at,last_bad_at,source"]
    for second in sorted(draw.integers(0, (DAYS - 1) * 86_400, SERVICE_OUTAGES).tolist()):
        start = FIRST + timedelta(seconds=second)
        end = start + timedelta(seconds=int(draw.lognormal(6.5, 1.2)) + 60)
        good, bad = start - timedelta(seconds=60), end - timedelta(seconds=20)
        state, cause = str(draw.choice(STATES)), str(draw.choice(CAUSES))
        has_checks = state != "no_evidence" and draw.random() < 0.7
        checks = f"{good.isoformat()},{bad.isoformat()}" if has_checks else ","
        name, cause = draw.choice(SERVICE), "" if state == "no_evidence" else cause
        times = f"{start.isoformat()},{end.isoformat()}"
        outages.append(f"{name},{times},{state},{cause},{checks},probe")
    windows = ["component,started_at,ended_at,announced_at,source"]
    for month in range(MONTHS):
        start = FIRST + timedelta(days=30 * month + 3)
        end, told = start + timedelta(hours=1), start - timedelta(days=40)
        windows.append(f",{start.isoformat()},{end.isoformat()},{told.isoformat()},plan")
    last = (FIRST + timedelta(days=DAYS)).isoformat()
    watched = ["component,monitored_from,monitored_to"]
    watched += [f"{name},{FIRST.isoformat()},{last}" for name in SERVICE]
    for name, lines in (("outages", outages), ("maintenance", windows), ("observed", watched)):
        (folder / f"service-{name}.csv").write_text("\n".join(lines) + "\n")


def full_report_command(folder: Path) -> Callable[[], int]:
    """Return the command that writes a report on a service with everything that it may have."""
    files = [f"--{name}={folder}/service-{name}.csv" for name in ("outages", "maintenance")]
    files += [f"--observed={folder}/service-observed.csv", "-o", str(folder / "full.pdf")]
    return parsed(report, str(CONTRACTS / "mailjet.yaml"), "--fee=480.00 EUR", *files)


def report_command(folder: Path, form: str) -> Callable[[], int]:
    """Return the command that writes a report on one component."""
    target = str(folder / f"report.{form}")
    return command(report, folder, 1, "--format", form, "-o", target)


def table_command(folder: Path) -> Callable[[], int]:
    """Return the command that prints verdicts on many components."""
    return command(evaluate, folder, COMPONENTS, "-o", str(folder / "table.txt"))


def command(module: object, folder: Path, components: int, *more: str) -> Callable[[], int]:
    """Return a command on the logs of so many components."""
    files = ["--outages", str(folder / f"outages-{components}.csv")]
    files += ["--observed", str(folder / f"observed-{components}.csv")]
    return parsed(module, str(CONTRACTS / "pluvo.yaml"), "--each", *files, *more)


def parsed(module: object, *words: str) -> Callable[[], int]:
    """Return a command as it is typed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", default="en")
    module.configure(parser)  # type: ignore[attr-defined]  # a module of a subcommand
    chosen = parser.parse_args(words)

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
