"""`zusage reference`: write the generated pages of the reference, or compare them."""

import argparse
from importlib import import_module
from pathlib import Path

from zusage.interfaces.cli import COMMANDS, files, outcome
from zusage.interfaces.cli.outcome import DONE, FOUND
from zusage.interfaces.cli.parser import Parser
from zusage.interfaces.reference_pages import pages
from zusage.texts import sentence

EXIT_CODES = ("DONE", "FOUND", "BAD_INPUT", "REFUSED", "TOOL_FAILED", "INTERRUPTED")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the subcommand."""
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", type=files.non_empty, metavar="DIR", help="help.reference.write")
    action.add_argument(
        "--check",
        type=files.non_empty,
        metavar="DIR",
        help="help.reference.check",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write or compare the pages."""
    made = pages(parsers(), {name: getattr(outcome, name) for name in EXIT_CODES})
    lang: str = arguments.lang
    if arguments.write:
        files.make_folder(arguments.write)
        files.write({f"{arguments.write}/{name}": text.encode() for name, text in made.items()})
        facts = {"count": len(made), "folder": arguments.write}
        print(sentence("reference.written", lang, facts))
        return DONE
    stale = stale_pages(made, Path(arguments.check))
    for name in stale:
        print(sentence("reference.stale", lang, {"file": Path(arguments.check) / name}))
    if not stale:
        facts = {"count": len(made), "folder": arguments.check}
        print(sentence("reference.current", lang, facts))
    return FOUND if stale else DONE


def parsers() -> dict[str, argparse.ArgumentParser]:
    """Return the configured parser of each subcommand."""
    made: dict[str, argparse.ArgumentParser] = {}
    for name in COMMANDS:
        summary = sentence(f"help.command.{name}", "en")
        parser = made[name] = Parser(prog=f"zusage {name}", description=summary)
        import_module(f"zusage.interfaces.cli.{name}").configure(parser)
        parser.speak("en")
    return made


def stale_pages(made: dict[str, str], folder: Path) -> list[str]:
    """Return the names of pages that differ, that are missing, or that nobody makes any more."""
    found = {path.name: files.read_bytes(str(path)).decode() for path in folder.glob("*.md")}
    return sorted(name for name in {*made, *found} if made.get(name) != found.get(name))
