"""`zusage show`: a contract as a readable document: text, HTML or PDF."""

import argparse
import sys
from hashlib import sha256
from typing import TYPE_CHECKING

from zusage.interfaces.cli import files
from zusage.interfaces.cli.outcome import DONE

if TYPE_CHECKING:
    from zusage.formats.documents.outline import Outline

FORMATS = ("text", "html", "pdf")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    parser.add_argument("contract", metavar="CONTRACT", type=files.non_empty, help="help.contract")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        help="help.form.text",
    )
    parser.add_argument("-o", "--output", metavar="F", type=files.non_empty, help="help.output")
    parser.add_argument("--clause", metavar="ID", help="help.clause")
    parser.add_argument(
        "--reading",
        nargs="+",
        action="extend",
        default=[],
        metavar="K=V",
        help="help.reading.show",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the contract and write the document."""
    form = files.form_of(arguments.output, arguments.format, forms=FORMATS, default=None)
    from zusage.formats.documents.contract import contract_outline
    from zusage.interfaces.cli import inputs

    source = inputs.read_contract(arguments.contract)
    outline = contract_outline(
        source.contract,
        language=arguments.lang,
        sha256=sha256(source.text).hexdigest(),
        chosen=inputs.parse_readings(arguments.reading),
        clause=arguments.clause,
    )
    files.write({arguments.output or files.STANDARD: _content(outline, form)})
    return DONE


def _content(outline: "Outline", form: str) -> bytes:
    """Return the document; only the form that is asked for is imported."""
    match form:
        case "html":
            from zusage.formats.documents.html import page

            return page(outline).encode()
        case "pdf":
            from zusage.formats.documents.typst import pdf

            return pdf(outline)
        case _:
            from zusage.formats.documents.plain import text
            from zusage.interfaces.cli import inputs

            width = inputs.terminal_width(sys.stdout)
            return text(outline, width=min(width, 100)).encode()
