"""zusage diff: what a new version of a contract changes for the customer."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from zusage.core.errors import Refusal
from zusage.core.terms.diff import Difference, diff
from zusage.core.terms.diff.effects import Effect
from zusage.formats.contract_yaml import Source
from zusage.formats.documents.plain import wrapped
from zusage.interfaces.cli import files, inputs
from zusage.interfaces.cli.outcome import DONE, FOUND
from zusage.interfaces.cli.plain_facts import plain
from zusage.interfaces.cli.spoken import spoken
from zusage.interfaces.cli.terminal import bold, coloured, is_coloured, width
from zusage.texts import sentence

SIGNS = {Effect.BETTER: "+", Effect.WORSE: "−", Effect.DIFFERENT: "~"}
COLOURS = {Effect.BETTER: "32", Effect.WORSE: "31", Effect.DIFFERENT: "36"}
MARGIN = 18


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the two files, and the logs on which both can be judged."""
    parser.add_argument("old", metavar="OLD", type=files.non_empty, help="help.old")
    parser.add_argument("new", metavar="NEW", type=files.non_empty, help="help.new")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="help.print")
    parser.add_argument(
        "--outages",
        metavar="F",
        type=files.non_empty,
        help="help.outages.diff",
    )
    options = inputs.add_log_arguments(parser)
    parser.set_defaults(log_options=options)


def run(arguments: argparse.Namespace) -> int:
    """Tell the differences, and what they would have changed on a log where one is given.

    0 if there is none, else 1, as other programs of this name do.
    """
    if not arguments.outages:
        _refuse_log_options(arguments)
    old, new = inputs.read_contract(arguments.old), inputs.read_contract(arguments.new)
    differences = diff(old.contract, new.contract)
    hindsight = None
    if arguments.outages:
        # Only asked for with a log: the evaluation is a large import.
        from zusage.interfaces.cli.hindsight import Hindsight

        hindsight = Hindsight.from_arguments(arguments)
    if arguments.format == "json":
        rows: dict[str, object] = {"differences": list(_rows(differences, old, new, arguments))}
        if hindsight:
            rows["outages"] = hindsight.as_json()
        said = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    else:
        lines = [*text(differences, arguments, colour=is_coloured(), columns=width())]
        if hindsight:
            lines += hindsight.lines(arguments.lang, colour=is_coloured(), columns=width())
        said = "".join(f"{line}\n" for line in lines).replace("\u00a0", " ")
    rejects = hindsight.files.rejects(arguments) if hindsight and hindsight.files else {}
    files.write({files.STANDARD: said.encode(), **rejects})
    return FOUND if differences else DONE


def _refuse_log_options(arguments: argparse.Namespace) -> None:
    """Refuse what would have no effect. Raises Refusal("diff.without_log")."""
    given = [name for dest, name in arguments.log_options.items() if getattr(arguments, dest)]
    if given:
        raise Refusal("diff.without_log", value=", ".join(given))


def _rows(
    differences: Sequence[Difference], old: Source, new: Source, arguments: argparse.Namespace
) -> Iterator[dict[str, object]]:
    for difference in differences:
        source = old if difference.is_gone else new
        line, column = source.places.get(difference.path, (None, None))
        yield {
            "group": difference.group.value,
            "effect": difference.effect.value,
            "code": difference.code,
            "path": list(difference.path),
            "file": arguments.old if difference.is_gone else arguments.new,
            "line": line,
            "column": column,
            "clauses": list(difference.clauses),
            "facts": plain(difference.facts),
            "sentence": _sentence(difference, arguments.lang).replace("\u00a0", " "),
        }


def _sentence(difference: Difference, language: str) -> str:
    return spoken(difference.code, language, difference.facts)


def text(
    differences: Sequence[Difference], arguments: argparse.Namespace, *, colour: bool, columns: int
) -> Iterator[str]:
    """Yield the lines that tell the differences, group by group."""
    language = arguments.lang
    names = {"old": arguments.old, "new": arguments.new}
    if not differences:
        yield sentence("diff.same", language, names)
        return
    yield bold(sentence("diff.head", language, names), is_on=colour)
    for group, found in groupby(differences, key=lambda each: each.group):
        yield ""
        yield bold(sentence(f"diff.group.{group.value}", language), is_on=colour)
        for difference in found:
            yield from _told(difference, language, colour=colour, columns=columns)
    yield ""
    counts = Counter(difference.effect for difference in differences)
    facts = {effect.value: counts[effect] for effect in Effect}
    yield sentence("diff.summary", language, {"count": len(differences), **facts})


def _told(difference: Difference, language: str, *, colour: bool, columns: int) -> Iterator[str]:
    """Yield one difference: what it means, then the sentence with its clauses beside it."""
    effect = difference.effect
    mark = f"{SIGNS[effect]} {sentence(f'diff.effect.{effect.value}', language)}"
    clauses = f" [{', '.join(difference.clauses)}]" if difference.clauses else ""
    lines = list(wrapped(_sentence(difference, language) + clauses, columns - MARGIN))
    gap = " " * (MARGIN - len(mark) - 2)
    yield f"  {coloured(mark, COLOURS[effect], is_on=colour)}{gap}{lines[0]}"
    for line in lines[1:]:
        yield f"{' ' * MARGIN}{line}"
