"""Contracts judged on logs written in a test, by the way of the command line."""

import argparse
import re
from pathlib import Path

from zusage.core.evaluation import Judged
from zusage.formats.documents.verdict_outline import render_verdicts
from zusage.interfaces.cli import inputs
from zusage.interfaces.cli.case import Case

ROOT = Path(__file__).parent.parent
CONTRACTS = ROOT / "contracts"
SAMPLES = ROOT / "samples"

LEARNING = (
    *(str(CONTRACTS / "pluvo.yaml"), "--each", "--component", "learning/*"),
    *("--outages", str(SAMPLES / "outages.csv")),
    *("--maintenance", str(SAMPLES / "maintenance.csv")),
    *("--observed", str(SAMPLES / "observed.json")),
)
MAIL = (
    *(str(CONTRACTS / "mailjet.yaml"), "--fee", "480.00 EUR"),
    *("--outages", str(SAMPLES / "mail" / "outages.csv")),
    *("--maintenance", str(SAMPLES / "mail" / "maintenance.csv")),
    *("--observed", str(SAMPLES / "mail" / "observed.csv")),
)

OUTAGES = "component,started_at,ended_at,state,cause,last_good_at,last_bad_at,source"


def case_of(*arguments: str) -> Case:
    """Read what a command line names; the same arguments as of `zusage evaluate`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lang", default="en")
    inputs.add_evaluation_arguments(parser)
    return Case.from_arguments(parser.parse_args(arguments))


def judged_in(case: Case) -> list[Judged]:
    """Judge every promise of a case."""
    return [judged for level, term in case.promises for judged in case.judge(level, term)]


def case_on(
    folder: Path,
    *arguments: str,
    outages: str = "",
    maintenance: str = "",
    observed: str = "",
    contract: str = "pluvo",
) -> Case:
    """Write logs, given as rows without their head, and read them."""
    files = {
        "outages": (
            "component,started_at,ended_at,state,cause,last_good_at,last_bad_at,source",
            outages,
        ),
        "maintenance": ("component,started_at,ended_at,announced_at,source", maintenance),
        "observed": ("component,monitored_from,monitored_to", observed),
    }
    named: list[str] = []
    for name, (head, rows) in files.items():
        if rows or name == "outages":
            path = folder / f"{name}.csv"
            path.write_text(f"{head}\n{rows}")
            named += [f"--{name}", str(path)]
    return case_of(str(CONTRACTS / f"{contract}.yaml"), *named, *arguments)


def table_of(case: Case, *, lang: str = "en", width: int = 100, is_coloured: bool = False) -> str:
    """Render the verdicts of a case as they stand on a terminal."""
    written = render_verdicts(
        case.contract,
        judged_in(case),
        form="table",
        lang=lang,
        width=width,
        is_coloured=is_coloured,
    )
    return written.decode()


def row_of(table: str, period: str) -> list[str]:
    """Return the cells of the first row of a period."""
    line = next(line for line in table.splitlines() if line.startswith(period))
    return re.split(r" {2,}", line)
