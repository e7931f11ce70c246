"""The generated pages of the reference: each is made from what the program itself goes by."""

import argparse
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from zusage.core.terms.contract import Cause
from zusage.core.terms.readings import QUESTIONS
from zusage.formats.contract_yaml.guide import guide
from zusage.formats.outage_csv import REQUIRED, STATES
from zusage.texts import area, sentence

GENERATED = "This page is generated; `./dev docs` rewrites it."
Rows = Iterable[Iterable[str]]


@lru_cache
def words() -> Mapping[str, Any]:
    """Return what the pages say of names in the code."""
    source = files(__package__) / "reference_words.toml"
    return tomllib.loads(source.read_text("utf-8"))


def pages(
    parsers: Mapping[str, argparse.ArgumentParser], exit_codes: Mapping[str, int]
) -> dict[str, str]:
    """Return every page by its file name.

    parsers: the configured parser of each subcommand, by its name. exit_codes: number by name.
    """
    return {
        "cli.md": cli_page(parsers, exit_codes),
        "contract-file.md": guide(),
        "errors.md": errors_page(),
        "outage-log.md": outage_log_page(),
        "readings.md": readings_page(),
        "verdict-json.md": verdict_page(),
    }


# ---- Markdown --------------------------------------------------------------------------------


def table(head: Iterable[str], rows: Rows) -> str:
    """Return a table; a bar inside a cell is escaped."""
    lines = [list(head), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def code(text: str) -> str:
    """Return text as code."""
    return f"`{text}`"


def page(*blocks: str) -> str:
    """Join the blocks of a page, the note on its origin behind the title."""
    return "\n\n".join(block.strip("\n") for block in (blocks[0], GENERATED, *blocks[1:])) + "\n"


def prose(name: str) -> str:
    """Return a paragraph."""
    return str(words()["prose"][name])


# ---- Pages -----------------------------------------------------------------------------------


def cli_page(parsers: Mapping[str, argparse.ArgumentParser], exit_codes: Mapping[str, int]) -> str:
    """Return every subcommand with its arguments, as its parser knows them."""
    meaning = words()["exit_codes"]
    codes = [(str(number), meaning[name]) for name, number in exit_codes.items()]
    sections = [
        f"## zusage {name}\n\n{_sentence(parser.description or '')}\n\n"
        + table(("argument", "meaning"), map(_argument, _arguments(parser)))
        for name, parser in parsers.items()
    ]
    return page(
        "# Commands",
        prose("commands"),
        f"## Exit codes\n\n{table(('code', 'meaning'), codes)}",
        *sections,
    )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    # The list of a parser's arguments has no public name; it has had this one since Python 2.7.
    for action in parser._actions:
        if not isinstance(action, argparse._HelpAction):
            yield action


def _argument(action: argparse.Action) -> tuple[str, str]:
    values = _values(action)
    names = [f"{name} {values}".strip() for name in action.option_strings] or [values]
    needed = " (required)" if action.option_strings and action.required else ""
    return ", ".join(map(code, names)), f"{action.help or ''}{needed}"


def _values(action: argparse.Action) -> str:
    """Return how the values of an argument are written in its usage."""
    if action.nargs == 0:
        return ""
    choices = "|".join(map(str, action.choices or ()))
    name = action.metavar or choices or action.dest.upper()
    one = name if isinstance(name, str) else " ".join(name)
    several = {"+": f"{one} ...", "*": f"[{one} ...]", "?": f"[{one}]"}
    return several.get(str(action.nargs), one)


def errors_page() -> str:
    """Return every code of an error, a finding or a note with its sentences."""
    sections = [
        f"## {group['title']}\n\nWho must act: {group['act']}\n\n"
        + table(
            ("code", "English", "German"),
            ((code(each), _shown(each, "en"), _shown(each, "de")) for each in error_codes(group)),
        )
        for group in words()["errors"]
    ]
    return page(
        "# Errors, findings and notes",
        prose("errors"),
        *sections,
    )


def error_codes(group: Mapping[str, Any]) -> list[str]:
    """Return the codes of a group of errors, in the order of their texts."""
    codes = [f"{name}.{rest}" for name in group["areas"] for rest in area(name)]
    return [each for each in codes if re.fullmatch(group.get("only", ".*"), each)]


def _shown(code: str, language: str) -> str:
    first, _, rest = code.partition(".")
    return " ".join(area(first)[rest][language].split())


def outage_log_page() -> str:
    """Return the format of the outage and maintenance logs."""
    known = words()
    columns = [
        (code(name), "yes" if name in REQUIRED else "", said)
        for name, said in known["columns"].items()
    ]
    states = _named(STATES, known["states"])
    return page(
        "# Logs of outages and maintenance",
        prose("log"),
        f"## Columns\n\n{table(('column', 'required', 'meaning'), columns)}",
        prose("log_further"),
        f"## States\n\n{table(('state', 'meaning'), states)}",
        f"## Causes\n\n{table(('cause', 'meaning'), _named(Cause, known['causes']))}",
        f"## How rows merge\n\n{prose('log_merging')}",
        f"## Rows that cannot be trusted\n\n{prose('log_bad')}",
    )


def _named(names: Iterable[str], said: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code(str(name)), said[str(name)]) for name in names]


def readings_page() -> str:
    """Return the index of the open questions, with their readings and their pages."""
    rows = [
        (
            f"[{question.number}](../readings/{question.number}-{question.key}.md)",
            code(question.key),
            sentence(f"reading.{question.key}", "en"),
            "<br>".join(
                f"{code(value)}: {sentence(f'reading.{question.key}.{value}', 'en')}"
                for value in question.readings
            ),
        )
        for question in QUESTIONS.values()
    ]
    return page(
        "# Open questions and their readings",
        prose("readings"),
        table(("no.", "key", "question", "readings"), rows),
    )


def verdict_page() -> str:
    """Return every key of the JSON of `zusage evaluate`."""
    known = words()
    sections = [
        f"## {title}\n\n"
        + table(
            ("key", "type", "meaning"),
            ((code(key), kind, said) for key, (kind, said) in known[name].items()),
        )
        for name, title in (
            ("verdict", "A verdict"),
            ("credit", "A credit"),
            ("right", "A right"),
            ("explanation", "An explanation"),
        )
    ]
    return page(
        "# The JSON of zusage evaluate",
        prose("verdict"),
        *sections,
    )
