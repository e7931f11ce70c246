"""`zusage show`: a contract as a readable document: text, HTML or PDF."""

import argparse
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from zusage.core.errors import Refusal
from zusage.interfaces.cli.outcome import DONE

if TYPE_CHECKING:
    from zusage.formats.documents.outline import Outline

FORMATS = {".txt": "text", ".html": "html", ".htm": "html", ".pdf": "pdf"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    parser.add_argument("contract", metavar="CONTRACT", help="contract file")
    parser.add_argument(
        "--format",
        choices=sorted(set(FORMATS.values())),
        help="form of the document; by default what the name of the file after -o says, else text",
    )
    parser.add_argument("-o", "--output", metavar="F", help="write to a file")
    parser.add_argument("--clause", metavar="ID", help="only what comes from this clause")
    parser.add_argument(
        "--reading",
        nargs="+",
        action="extend",
        default=[],
        metavar="K=V",
        help="read an open question in another way",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read the contract and write the document."""
    form = _form(arguments)
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
    inputs.write_output(_content(outline, form), arguments.output)
    return DONE


def _form(arguments: argparse.Namespace) -> str:
    """Return the form that was asked for. Raises Refusal for a PDF on a terminal."""
    output = arguments.output or "-"
    form: str | None = arguments.format
    if form is None and output != "-":
        form = FORMATS.get(Path(output).suffix.lower())
        if form is None:
            raise Refusal("show.format_unknown", file=output)
    if form == "pdf" and output == "-" and sys.stdout.isatty():
        raise Refusal("show.pdf_to_terminal")
    return form or "text"


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
