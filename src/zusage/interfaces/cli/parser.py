"""Parsers that speak German or English: their words stand in texts/help.toml.

A module gives each argument the code of its help, and needs no language for it.
"""

import argparse
import re
import sys
from collections.abc import Iterable
from functools import partial
from typing import NoReturn

from zusage.interfaces.cli import files
from zusage.texts import sentence

# What argparse and our own types of arguments say; its words are part of no contract of Python.
MESSAGES = {
    name: re.compile(form, re.DOTALL)
    for name, form in {
        "required": r"the following arguments are required: (?P<value>.*)",
        "one_required": r"one of the arguments (?P<value>.*) is required",
        "choice": r"argument (?P<name>[^:]*): invalid choice: (?P<value>.*)"
        r" \(choose from (?P<allowed>.*)\)",
        "no_value": r"argument (?P<name>[^:]*): expected (?:one|at least one) argument",
        "extra_value": r"argument (?P<name>[^:]*): ignored explicit argument (?P<value>.*)",
        "number": r"argument (?P<name>[^:]*): invalid int value: (?P<value>.*)",
        "together": r"argument (?P<name>[^:]*): not allowed with argument (?P<value>.*)",
        "empty": r"argument (?P<name>[^:]*): is empty",
        "day": r"argument (?P<name>[^:]*): (?P<value>.*) is no day such as 2026-01-31",
        "unknown": r"unrecognized arguments: (?P<value>.*)",
        "ambiguous": r"ambiguous option: (?P<value>.*) could match (?P<allowed>.*)",
    }.items()
}


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are in one language."""

    lang = "en"

    def speak(self, lang: str) -> None:
        """Put the words of a language in the place of their codes."""
        self.lang = lang
        self.formatter_class = partial(_Formatter, lang=lang)
        # These have no public names; they have had these since Python 2.7.
        self._positionals.title = sentence("help.positional", lang)
        self._optionals.title = sentence("help.options", lang)
        for action in self._actions:
            if isinstance(action, argparse._HelpAction):
                action.help = sentence("help.help", lang)
            elif action.help and action.help.startswith("help."):
                action.help = sentence(action.help, lang)

    def print_help(self, file: object = None) -> None:
        """Write the help; where it cannot be written, that is an error as for any result."""
        files.write({files.STANDARD: self.format_help().encode()})

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and end with 2."""
        self.print_usage(sys.stderr)
        said = in_words(message, self.lang)
        self.exit(2, f"{self.prog}: {sentence('help.error', self.lang)}: {said}\n")


def in_words(message: str, lang: str) -> str:
    """Return a message of argparse in a language; one that is not known here as it is.

    >>> in_words("unrecognized arguments: --nonsense", "en")
    'unknown: --nonsense'
    """
    for name, form in MESSAGES.items():
        if match := form.fullmatch(message):
            return sentence(f"help.error.{name}", lang, match.groupdict())
    return message


class _Formatter(argparse.HelpFormatter):
    """The layout of argparse, with our word before the usage."""

    def __init__(self, prog: str, *, lang: str) -> None:
        super().__init__(prog)
        self.lang = lang

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Begin with the word of the language."""
        word = sentence("help.usage", self.lang)
        super().add_usage(usage, actions, groups, f"{word} " if prefix is None else prefix)
