"""`zusage evaluate`: a contract on a log of outages."""

import argparse
import json
import sys

from zusage.core.evaluation import Judged
from zusage.interfaces.cli import inputs
from zusage.interfaces.cli.case import Case, notes
from zusage.interfaces.cli.outcome import DONE
from zusage.interfaces.cli.progress import Progress

FORMATS = ("table", "json", "csv", "html", "pdf")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    inputs.add_evaluation_arguments(parser)
    parser.add_argument("--format", choices=FORMATS, default="table", help="how to print")
    parser.add_argument("-o", "--output", metavar="F", help="write to a file")


def run(arguments: argparse.Namespace) -> int:
    """Judge and write; nothing is written when an input cannot be trusted."""
    case = Case.from_arguments(arguments)
    judged: list[Judged] = []
    with Progress(total=len(case.promises)) as progress:
        for level, term in case.promises:
            judged.extend(case.judge(level, term))
            progress.step(f"{level}: {term.id}")
    said = notes(case, judged, arguments.lang)
    content = _content(case, judged, arguments, said)
    for line in said:
        print(line, file=sys.stderr)
    inputs.write_output(content, arguments.output)
    return DONE


def _content(
    case: Case, judged: list[Judged], arguments: argparse.Namespace, said: list[str]
) -> bytes:
    from zusage.formats import verdict_json

    match arguments.format:
        case "json":
            objects = [verdict_json.verdict_object(each, row_of=case.row_of) for each in judged]
            return (json.dumps(objects, ensure_ascii=False, indent=1) + "\n").encode()
        case "csv":
            return verdict_json.verdict_csv(judged).encode()
        case _:
            from zusage.formats.documents.verdict_outline import render_verdicts

            return render_verdicts(
                case.contract,
                judged,
                form=arguments.format,
                lang=arguments.lang,
                width=inputs.terminal_width(sys.stdout),
                notes=said,
                is_coloured=arguments.output is None and sys.stdout.isatty(),
            )
