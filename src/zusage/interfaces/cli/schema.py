"""`zusage schema`: print the JSON Schema of the contract file."""

import argparse
import json
import sys
from pathlib import Path

from zusage.formats.contract_yaml.schema import json_schema
from zusage.interfaces.cli.outcome import DONE


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the options of the subcommand."""
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write it to this file")


def run(arguments: argparse.Namespace) -> int:
    """Write the schema to a file or to standard output."""
    text = schema_text()
    if arguments.output:
        arguments.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return DONE


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
