"""`zusage report`: a document over some months, for the customer and their lawyer."""

import argparse
from dataclasses import replace

from zusage.core import spans as sp
from zusage.core.errors import Refusal
from zusage.core.evaluation import Judged
from zusage.core.periods import whole_months_before
from zusage.formats.documents.report_outline import Report, report_outline
from zusage.formats.documents.sources import names_of
from zusage.interfaces.cli import files, inputs
from zusage.interfaces.cli.case import Case
from zusage.interfaces.cli.notes import notes
from zusage.interfaces.cli.outcome import DONE
from zusage.interfaces.cli.progress import Progress
from zusage.interfaces.cli.sources import sources_of

FORMATS = ("pdf", "html")
MONTHS_MAX = 1200


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    inputs.add_evaluation_arguments(parser)
    parser.add_argument("--months", type=int, metavar="N", help="help.months")
    parser.add_argument("--customer", default="", metavar="NAME", help="help.customer")
    parser.add_argument("--format", choices=FORMATS, help="help.form.pdf")
    parser.add_argument("-o", "--output", metavar="F", type=files.non_empty, help="help.output")


def run(arguments: argparse.Namespace) -> int:
    """Judge under every reading and write; nothing is written when an input cannot be trusted."""
    # What other readings would change is part of every report.
    arguments.all_readings = True
    output, wanted = arguments.output, arguments.format
    form = files.form_of(output, wanted, forms=FORMATS, default=FORMATS[0])
    case = Case.from_arguments(arguments)
    start, end = _span(case, arguments.months)
    case = replace(case, window=(start, end))
    judged: list[Judged] = []
    with Progress(total=len(case.promises) + 1) as progress:
        for level, term in case.promises:
            judged.extend(case.judge(level, term))
            progress.step(f"{level}: {term.id}")
        sources = [*sources_of(case, arguments)]
        report = Report(
            contract=case.contract,
            judged=judged,
            start=start,
            end=end,
            sources=sources,
            row_of=case.row_of,
            customer=arguments.customer,
            notes=notes(case, judged, arguments.lang, names=names_of(sources)),
        )
        content = render_report(report, form=form, lang=arguments.lang)
    files.write({output or files.STANDARD: content, **case.files.rejects(arguments)})
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
    if months is not None and not 1 <= months <= MONTHS_MAX:
        raise Refusal("report.months_invalid", value=months, limit=MONTHS_MAX)
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
