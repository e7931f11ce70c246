"""The edge of the command line: what a refusal or a finding becomes, and the exit code."""

import argparse
import os
import sys
from collections.abc import Iterable
from datetime import date

from zusage.core.errors import Finding, Refusal, TermsError
from zusage.texts import sentence

DONE, FOUND, BAD_INPUT, REFUSED, TOOL_FAILED = range(5)


def guarded(arguments: argparse.Namespace) -> int:
    """Run a subcommand; turn findings and refusals into sentences on standard error."""
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except TermsError as error:
        print_findings(error.findings, arguments.lang)
        return BAD_INPUT
    except Refusal as refusal:
        print(sentence(refusal.code, arguments.lang, refusal.facts), file=sys.stderr)
        return REFUSED
    except FileNotFoundError as error:
        facts = {"file": error.filename}
        print(sentence("cli.file_missing", arguments.lang, facts), file=sys.stderr)
        return BAD_INPUT
    except (IsADirectoryError, PermissionError) as error:
        facts = {"file": error.filename, "reason": error.strerror}
        print(sentence("cli.file_unreadable", arguments.lang, facts), file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def print_findings(findings: Iterable[Finding], lang: str) -> None:
    """Write findings to standard error, one per line, each with its place."""
    for finding in findings:
        print(finding_line(finding, lang), file=sys.stderr)


def finding_line(finding: Finding, lang: str) -> str:
    """Write a finding as "file:line:column: severity code [clauses]: sentence"."""
    file = finding.facts.get("file", "")
    place = ":".join(str(part) for part in (file, finding.line, finding.column) if part)
    severity = sentence(f"severity.{finding.severity.value}", lang)
    clauses = f" [{', '.join(finding.clauses)}]" if finding.clauses else ""
    said = sentence(finding.code, lang, finding.facts)
    return f"{place}{': ' if place else ''}{severity} {finding.code}{clauses}: {said}"


def day(text: str) -> date:
    """Read a day given as an argument; argparse shows what is wrong with another text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None
