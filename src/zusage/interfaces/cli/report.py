"""`zusage report`: a document over some months, for the customer and their lawyer."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from zusage.core import spans as sp
from zusage.core.errors import Refusal
from zusage.core.evaluation import Judged
from zusage.core.periods import whole_months_before
from zusage.formats.documents.report_outline import Report, SourceFile, report_outline
from zusage.formats.outage_csv import OutageFile
from zusage.interfaces.cli import inputs
from zusage.interfaces.cli.case import Case, notes
from zusage.interfaces.cli.outcome import DONE
from zusage.interfaces.cli.progress import Progress


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    inputs.add_evaluation_arguments(parser)
    parser.add_argument(
        "--months", type=int, metavar="N", help="only the last N whole calendar months"
    )
    parser.add_argument("--customer", default="", metavar="NAME", help="whom the report is for")
    parser.add_argument("--format", choices=("pdf", "html"), default="pdf", help="what to write")
    parser.add_argument("-o", "--output", metavar="F", help="write to a file")


def run(arguments: argparse.Namespace) -> int:
    """Judge under every reading and write; nothing is written when an input cannot be trusted."""
    # What other readings would change is part of every report.
    arguments.all_readings = True
    case = Case.from_arguments(arguments)
    start, end = _span(case, arguments.months)
    case = replace(case, window=(start, end))
    judged: list[Judged] = []
    with Progress(total=len(case.promises) + 1) as progress:
        for level, term in case.promises:
            judged.extend(case.judge(level, term))
            progress.step(f"{level}: {term.id}")
        report = Report(
            contract=case.contract,
            judged=judged,
            start=start,
            end=end,
            sources=[*_sources(case, arguments)],
            row_of=case.row_of,
            customer=arguments.customer,
            notes=notes(case, judged, arguments.lang),
        )
        content = render_report(report, form=arguments.format, lang=arguments.lang)
    inputs.write_output(content, arguments.output)
    return DONE


def render_report(report: Report, *, form: str, lang: str) -> bytes:
    """Return a report as a PDF or a page."""
    outline = report_outline(report, lang=lang)
    if form == "html":
        from zusage.formats.documents import html

        return html.page(outline).encode()
    from zusage.formats.documents import typst

    return typst.pdf(outline)


def _span(case: Case, months: int | None) -> tuple[int, int]:
    """Return the reported time: what was observed inside --from and --to, or its last months.

    Raises Refusal("report.nothing_observed") or Refusal("report.months_invalid").
    """
    if months is not None and months < 1:
        raise Refusal("report.months_invalid", value=months)
    watched = [case.gathered(term).facts.observed for _, term in case.promises]
    joined = sp.off_lanes(sp.normalise(sp.union(*watched)))
    if not len(joined):
        raise Refusal("report.nothing_observed")
    start, end = int(joined[:, 0].min()), int(joined[:, 1].max())
    if months is None:
        return start, end
    first, after = whole_months_before(case.contract.zone, end, months)
    if first >= after or after <= start:
        raise Refusal("report.nothing_observed")
    return max(start, first), after


def _sources(case: Case, arguments: argparse.Namespace) -> Iterator[SourceFile]:
    """Yield the files that the report is made from, each with its hash and rows."""
    path = arguments.contract
    yield SourceFile(kind="contract", name=path, sha256=_hash(path))
    files = case.files
    yield _log("outages", arguments.outages, files.outages)
    if files.maintenance:
        yield _log("maintenance", arguments.maintenance, files.maintenance)
    if arguments.observed:
        path, rows = arguments.observed, len(files.observed.spans)
        yield SourceFile(kind="observed", name=path, sha256=_hash(path), rows=rows)


def _log(kind: Literal["outages", "maintenance"], path: str, file: OutageFile) -> SourceFile:
    rejected = len(file.rejected)
    rows = len(file.log.row) + rejected
    return SourceFile(kind=kind, name=path, sha256=_hash(path), rows=rows, rejected=rejected)


def _hash(path: str) -> str:
    return sha256(Path(path).read_bytes()).hexdigest()
