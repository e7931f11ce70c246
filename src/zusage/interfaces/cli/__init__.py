"""The command `zusage`. Each subcommand is a module that is imported only when it is called.

A module offers `configure(parser)` and `run(arguments) -> exit code`.
Exit codes: 0 done, 1 done and something was found, 2 bad input, 3 refused, 4 a tool failed or the
result could not be written, 130 interrupted.
"""

import os
import sys
from argparse import SUPPRESS, Namespace
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zusage.interfaces.cli.parser import Parser

COMMANDS = (
    "lint",
    "show",
    "schema",
    "diff",
    "freeze",
    "evaluate",
    "report",
    "clock",
    "reference",
)
LANGUAGES = ("de", "en")
# For those who work on this program: not in the overview.
INTERNAL = ("reference",)
# Arguments that take several words, which must not take the file that follows them.
PAIRS = ("--reading", "--map")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code."""
    arguments = pairs_last(sys.argv[1:] if argv is None else argv)
    try:
        _replace_closed_streams()
        from zusage.interfaces.cli.outcome import guarded

        lang = language_of(arguments)
        # The help itself may meet a full disk.
        return guarded(Namespace(run=lambda _: _run(arguments, lang), lang=lang))
    except KeyboardInterrupt:
        return 130


def _run(arguments: Sequence[str], lang: str) -> int:
    from zusage.interfaces.cli.outcome import guarded

    parser = parser_of(arguments, lang)
    chosen = parser.parse_args(arguments)
    if chosen.version:
        from zusage import __version__

        print(f"zusage {__version__}")
        return 0
    if chosen.command is None:
        parser.print_help()
        return 0
    return guarded(chosen)


def parser_of(arguments: Sequence[str], lang: str) -> "Parser":
    """Return the parser of the command, in which the subcommand asked for knows its arguments."""
    from zusage.interfaces.cli.parser import Parser
    from zusage.texts import sentence

    parser = Parser(prog="zusage", description=sentence("help.about", lang))
    parser.add_argument("--version", action="store_true", help="help.version")
    parser.add_argument("--lang", choices=LANGUAGES, default=lang, help="help.lang")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    wanted = next((word for word in arguments if word in COMMANDS), None)
    for name in COMMANDS:
        summary = sentence(f"help.command.{name}", lang)
        # Without a help text, a command works and stays out of the overview.
        add = partial(commands.add_parser, name, description=summary)
        sub = add() if name in INTERNAL else add(help=summary)
        # The language may stand before the subcommand or behind it.
        sub.add_argument("--lang", choices=LANGUAGES, default=SUPPRESS, help="help.lang")
        if name == wanted:
            module = import_module(f"zusage.interfaces.cli.{name}")
            module.configure(sub)
            sub.set_defaults(run=module.run)
        sub.speak(lang)
    parser.speak(lang)
    return parser


def _replace_closed_streams() -> None:
    """Put a stream where the caller has closed one; writing to standard output then fails."""
    # Python leaves None there, and print would drop a result without a word.
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        sys.stdout = open(os.devnull, encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def pairs_last(arguments: Sequence[str]) -> list[str]:
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


def language_of(arguments: Sequence[str]) -> str:
    """Return the language that the arguments ask for, else that of the terminal."""
    asked = language()
    for at, word in enumerate(arguments):
        value = _following(arguments, at) if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and value in LANGUAGES:
            asked = value
    return asked


def language() -> str:
    """Return the language of the terminal: German where its locale says so, else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "de" if next(filter(None, names), "").startswith("de") else "en"
