"""The command `zusage`. Each subcommand is a module that is imported only when it is called.

A module offers `configure(parser)` and `run(arguments) -> exit code`.
Exit codes: 0 done, 1 done and something was found, 2 bad input, 3 refused, 4 a tool failed.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = {
    "lint": "check contract files: contradictions, open questions, promises nobody can measure",
    "show": "render a contract as a readable document: text, HTML or PDF",
    "schema": "print the JSON Schema of the contract file",
    "diff": "say what a new version of a contract changes for the customer",
    "freeze": "resolve the holidays of a contract's calendars and write them into the file",
    "evaluate": "judge every promise of a contract on a log of outages",
    "report": "write a report over some months: verdicts, timelines, outages, explanations",
    "clock": "due instants, elapsed time and business days by a service calendar",
    "reference": "write the generated pages of the reference",
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="zusage", description=__doc__.split("\n")[0])
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(name, help=summary, description=summary)
        sub.add_argument("--lang", choices=("de", "en"), default=language(), help="language")
        if name == wanted:
            module = import_module(f"zusage.interfaces.cli.{name}")
            module.configure(sub)
            sub.set_defaults(run=module.run)
    chosen = parser.parse_args(arguments)
    if chosen.version:
        from zusage import __version__

        print(f"zusage {__version__}")
        return 0
    if chosen.command is None:
        parser.print_help()
        return 0
    from zusage.interfaces.cli.outcome import guarded

    return guarded(chosen)


def language() -> str:
    """Return the language of the terminal: German where its locale says so, else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "de" if next(filter(None, names), "").startswith("de") else "en"
