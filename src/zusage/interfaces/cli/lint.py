"""zusage lint: what is wrong, contradictory or open in contract files."""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from zusage.core.errors import Finding, Severity, TermsError
from zusage.core.terms.lint import lint
from zusage.formats.contract_yaml import load_contract
from zusage.formats.documents.plain import wrapped
from zusage.interfaces.cli import files
from zusage.interfaces.cli.outcome import BAD_INPUT, DONE, FOUND, day, unreadable
from zusage.interfaces.cli.plain_facts import plain
from zusage.interfaces.cli.spoken import spoken
from zusage.interfaces.cli.terminal import bold, coloured, is_coloured, width
from zusage.texts import sentence

INDENT = "    "
SEVERITIES = list(Severity)
# A sign beside the word, so that a list can be skimmed without colour.
SIGNS = {
    Severity.ERROR: "✗",
    Severity.CONTRADICTION: "≠",
    Severity.AMBIGUOUS: "?",
    Severity.NOTE: "·",
}
COLOURS = {
    Severity.ERROR: "31;1",
    Severity.CONTRADICTION: "35",
    Severity.AMBIGUOUS: "33",
    Severity.NOTE: "36",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare files, format and which findings matter."""
    names = [severity.value for severity in SEVERITIES]
    parser.add_argument(
        "files", nargs="+", type=files.non_empty, metavar="FILE", help="help.contracts"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="help.print")
    parser.add_argument("--severity", choices=names, default="note", help="help.severity")
    parser.add_argument(
        "--fail-on",
        choices=names,
        default="error",
        help="help.fail_on",
    )
    parser.add_argument(
        "--on",
        type=day,
        metavar="DATE",
        help="help.on",
    )


def run(arguments: argparse.Namespace) -> int:
    """Check the files and print what was found. 0, 1 from --fail-on on, 2 if one is unreadable."""
    found: dict[str, Sequence[Finding]] = {}
    unreadable = False
    for path in arguments.files:
        is_read, findings = check(path, on=arguments.on)
        unreadable |= not is_read
        found[path] = [f for f in findings if _matters(f, arguments.severity)]
    if arguments.format == "json":
        print(as_json(found, arguments.lang))
    else:
        write_text(found, arguments.lang)
    if unreadable:
        return BAD_INPUT
    return FOUND if any(_matters(f, arguments.fail_on) for f in _all(found)) else DONE


def _all(found: Mapping[str, Sequence[Finding]]) -> Iterator[Finding]:
    return (finding for findings in found.values() for finding in findings)


def _matters(finding: Finding, least: str) -> bool:
    return SEVERITIES.index(finding.severity) <= SEVERITIES.index(Severity(least))


def check(path: str, *, on: date | None = None) -> tuple[bool, list[Finding]]:
    """Say whether a file can be read as a contract, and return its findings by place."""
    try:
        source = load_contract(files.read_bytes(path))
    except TermsError as error:
        return False, list(error.findings)
    except OSError as error:
        # One file that is not there is no reason to be silent on the others.
        return False, [unreadable(error)]
    placed = [source.placed(finding) for finding in lint(source.contract, on=on)]
    return True, sorted(placed, key=lambda f: (f.line or 0, f.column or 0))


def as_json(found: Mapping[str, Sequence[Finding]], language: str) -> str:
    """Return the findings of all files as one JSON list."""
    rows = [
        {
            "file": path,
            "line": finding.line,
            "column": finding.column,
            "code": finding.code,
            "severity": finding.severity.value,
            "clauses": list(finding.clauses),
            "facts": plain(finding.facts),
            "sentence": _sentence(finding, language),
        }
        for path, findings in found.items()
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _sentence(finding: Finding, language: str) -> str:
    return spoken(finding.code, language, finding.facts).replace("\u00a0", " ")


def write_text(found: Mapping[str, Sequence[Finding]], language: str) -> None:
    """Print the findings of each file, and how many there are of each severity."""
    colour, columns = is_coloured(), width()
    for path, findings in found.items():
        print(bold(path, is_on=colour))
        if not findings:
            print(f"{INDENT}{sentence('lint.clean', language)}")
        for finding in findings:
            print(_head(finding, language, colour=colour))
            for line in wrapped(spoken(finding.code, language, finding.facts), columns - 8):
                print(f"{INDENT * 2}{line}".replace("\u00a0", " "))
        print()
    print(summary(found, language))


def _head(finding: Finding, language: str, *, colour: bool) -> str:
    """Write place, severity, rule and clauses."""
    severity = finding.severity
    said = f"{SIGNS[severity]} {sentence(f'severity.{severity.value}', language)}"
    said = coloured(said, COLOURS[severity], is_on=colour)
    place = f"{finding.line}:{finding.column}" if finding.line else ""
    parts = [said, _rule(finding, language), ", ".join(finding.clauses)]
    return f"{INDENT}{place:<8}{'  '.join(part for part in parts if part)}"


def _rule(finding: Finding, language: str) -> str:
    """Name the rule by number and title; an error of the reader by its code."""
    area, _, rest = finding.code.partition(".")
    if area != "lint":
        return finding.code
    number = rest.partition(".")[0]
    return f"{number} {sentence(f'lint.title.{number}', language)}"


def summary(found: Mapping[str, Sequence[Finding]], language: str) -> str:
    """Return how many findings there are in how many files, by severity."""
    counts = Counter(finding.severity for finding in _all(found))
    parts = [
        f"{counts[severity]} {sentence(f'severity.{severity.value}', language)}"
        for severity in SEVERITIES
    ]
    facts = {
        "findings": counts.total(),
        "files": len(found),
        "counts": " · ".join(parts),
    }
    return sentence("lint.summary", language, facts)
