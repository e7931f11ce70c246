"""`zusage reference`: write the generated pages of the reference, or compare them."""

import argparse
from importlib import import_module
from pathlib import Path

from zusage.interfaces.cli import COMMANDS, outcome
from zusage.interfaces.cli.outcome import DONE, FOUND
from zusage.interfaces.reference_pages import pages
from zusage.texts import sentence

EXIT_CODES = ("DONE", "FOUND", "BAD_INPUT", "REFUSED", "TOOL_FAILED")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", type=Path, metavar="DIR", help="write the pages to a folder")
    action.add_argument(
        "--check", type=Path, metavar="DIR", help="compare the pages of a folder; 1 if one is stale"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write or compare the pages."""
    made = pages(parsers(), {name: getattr(outcome, name) for name in EXIT_CODES})
    lang: str = arguments.lang
    if arguments.write:
        arguments.write.mkdir(parents=True, exist_ok=True)
        for name, text in made.items():
            (arguments.write / name).write_text(text, encoding="utf-8")
        facts = {"count": len(made), "folder": arguments.write}
        print(sentence("reference.written", lang, facts))
        return DONE
    stale = stale_pages(made, arguments.check)
    for name in stale:
        print(sentence("reference.stale", lang, {"file": arguments.check / name}))
    if not stale:
        facts = {"count": len(made), "folder": arguments.check}
        print(sentence("reference.current", lang, facts))
    return FOUND if stale else DONE


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the configured parser of each subcommand."""
    made = {}
    for name, summary in COMMANDS.items():
        made[name] = argparse.ArgumentParser(prog=f"zusage {name}", description=summary)
        import_module(f"zusage.interfaces.cli.{name}").configure(made[name])
    return made


def stale_pages(made: dict[str, str], folder: Path) -> list[str]:
    """Return the names of pages that differ, that are missing, or that nobody makes any more."""
    found = {path.name: path.read_text("utf-8") for path in folder.glob("*.md")}
    return sorted(name for name in {*made, *found} if made.get(name) != found.get(name))
