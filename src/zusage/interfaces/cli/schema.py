"""`zusage schema`: print the JSON Schema of the contract file."""

import argparse
import json

from zusage.formats.contract_yaml.schema import json_schema
from zusage.interfaces.cli import files
from zusage.interfaces.cli.outcome import DONE


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the subcommand."""
    parser.add_argument("-o", "--output", type=files.non_empty, metavar="F", help="help.output")


def run(arguments: argparse.Namespace) -> int:
    """Write the schema to a file or to standard output."""
    files.write({arguments.output or files.STANDARD: schema_text().encode()})
    return DONE


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
