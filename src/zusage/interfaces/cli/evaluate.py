"""`zusage evaluate`: a contract on a log of outages."""

import argparse
import json
import sys

from zusage.core.evaluation import Judged
from zusage.interfaces.cli import files, inputs
from zusage.interfaces.cli.case import Case
from zusage.interfaces.cli.notes import notes
from zusage.interfaces.cli.outcome import DONE
from zusage.interfaces.cli.progress import Progress

FORMATS = ("table", "json", "csv", "html", "pdf")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    inputs.add_evaluation_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, help="help.form.table")
    parser.add_argument("-o", "--output", metavar="F", type=files.non_empty, help="help.output")


def run(arguments: argparse.Namespace) -> int:
    """Judge and write; nothing is written when an input cannot be trusted."""
    output, wanted = arguments.output, arguments.format
    arguments.format = files.form_of(output, wanted, forms=FORMATS, default=FORMATS[0])
    case = Case.from_arguments(arguments)
    judged: list[Judged] = []
    with Progress(total=len(case.promises)) as progress:
        for level, term in case.promises:
            judged.extend(case.judge(level, term))
            progress.step(f"{level}: {term.id}")
    content = _content(case, judged, arguments)
    if output or arguments.format != FORMATS[0]:  # the table on the terminal has the notes itself
        for line in notes(case, judged, arguments.lang):
            print(line, file=sys.stderr)
    files.write({output or files.STANDARD: content, **case.files.rejects(arguments)})
    return DONE


def _content(case: Case, judged: list[Judged], arguments: argparse.Namespace) -> bytes:
    from zusage.formats import verdict_json

    match arguments.format:
        case "json":
            objects = [verdict_json.verdict_object(each, row_of=case.row_of) for each in judged]
            return (json.dumps(objects, ensure_ascii=False, indent=1) + "\n").encode()
        case "csv":
            return verdict_json.verdict_csv(judged).encode()
        case _:
            from zusage.formats.documents.sources import names_of
            from zusage.formats.documents.verdict_outline import render_verdicts
            from zusage.interfaces.cli.sources import sources_of

            sources = [*sources_of(case, arguments)]
            return render_verdicts(
                case.contract,
                judged,
                form=arguments.format,
                lang=arguments.lang,
                width=inputs.terminal_width(sys.stdout),
                notes=notes(case, judged, arguments.lang, names=names_of(sources)),
                sources=sources,
                is_coloured=arguments.output is None and sys.stdout.isatty(),
            )
