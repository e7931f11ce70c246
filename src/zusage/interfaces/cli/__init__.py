"""The command `zusage`. Each subcommand is a module that is imported only when it is called.

A module offers `configure(parser)` and `run(arguments) -> exit code`.
Exit codes: 0 done, 1 done and something was found, 2 bad input, 3 refused, 4 a tool failed or the
result could not be written, 130 interrupted.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
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


# For those who work on this program: not in the overview.
INTERNAL = ("reference",)
# Arguments that take several words, which must not take the file that follows them.
PAIRS = ("--reading", "--map")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        _replace_closed_streams()
        return _run(pairs_last(arguments))
    except KeyboardInterrupt:
        return 130


def _run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="zusage", description=__doc__.split("\n")[0])
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    wanted = next((word for word in arguments if not word.startswith("-")), None)
    for name, summary in COMMANDS.items():
        # Without a help text, a command works and stays out of the overview.
        add = partial(commands.add_parser, name, description=summary)
        sub = add() if name in INTERNAL else add(help=summary)
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


def _replace_closed_streams() -> None:
    """Put a stream where the caller has closed one; writing to standard output then fails."""
    # Python leaves None there, and print would drop a result without a word.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def pairs_last(arguments: list[str]) -> list[str]:
    """Move each --reading and --map with its K=V behind the other words.

    There they cannot take the contract that stands behind them.

    >>> pairs_last(["--reading", "budget=fixed", "contract.yaml"])
    ['contract.yaml', '--reading', 'budget=fixed']
    """
    others: list[str] = []
    pairs: list[str] = []
    is_pair = is_open = False
    for at, word in enumerate(arguments):
        if word == "--":
            return [*others, *pairs, *arguments[at:]]
        # The first word is a value even without "=", so that it can be refused as one.
        is_pair = word in PAIRS or (is_open and not word.startswith("-"))
        is_open = word in PAIRS or (is_pair and "=" in _following(arguments, at))
        (pairs if is_pair else others).append(word)
    return [*others, *pairs]


def _following(words: Sequence[str], at: int) -> str:
    return words[at + 1] if at + 1 < len(words) else ""


def language() -> str:
    """Return the language of the terminal: German where its locale says so, else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "de" if next(filter(None, names), "").startswith("de") else "en"
