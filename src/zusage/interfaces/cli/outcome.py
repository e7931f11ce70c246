"""The edge of the command line: what a refusal or a finding becomes, and the exit code."""

import argparse
import errno
import os
import re
import sys
from collections.abc import Iterable
from datetime import date

from zusage.core.errors import Finding, Refusal, TermsError
from zusage.core.terms.saying import say
from zusage.interfaces.cli.files import STANDARD, OutputError, check_outputs
from zusage.texts import area, sentence

DONE, FOUND, BAD_INPUT, REFUSED, TOOL_FAILED = range(5)
INTERRUPTED = 130
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def guarded(arguments: argparse.Namespace) -> int:
    """Run a subcommand; turn findings and refusals into sentences on standard error."""
    try:
        check_outputs(arguments)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except TermsError as error:
        print_findings(error.findings, arguments.lang)
        return BAD_INPUT
    except Refusal as refusal:
        print(sentence(refusal.code, arguments.lang, refusal.facts), file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        _abandon_output()
        return DONE
    except OSError as error:
        return _failed(error, arguments.lang)


def _failed(error: OSError, lang: str) -> int:
    """Say which file the system keeps from us. What has no name is standard output."""
    is_output = isinstance(error, OutputError) or error.filename is None
    code = "cli.file_unwritable" if is_output else unreadable(error).code
    is_standard = error.filename is None or (is_output and error.filename == STANDARD)
    file = sentence("cli.standard_output", lang) if is_standard else error.filename
    reason = sentence(reason_code(error), lang, {"name": _name(error)})
    print(sentence(code, lang, {"file": file, "reason": reason}), file=sys.stderr)
    if is_standard:
        _abandon_output()
    return TOOL_FAILED if is_output else BAD_INPUT


def _abandon_output() -> None:
    """Lead standard output nowhere, so that Python does not fail once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def unreadable(error: OSError) -> Finding:
    """Return what is wrong with an input that the system does not let us read."""
    code = "cli.file_missing" if error.errno == errno.ENOENT else "cli.file_unreadable"
    reason = say(reason_code(error), name=_name(error))
    return Finding(code=code, facts={"file": error.filename, "reason": reason})


def reason_code(error: OSError) -> str:
    """Return the code of the sentence for a fault of the system."""
    name = _name(error)
    return f"cli.errno.{name}" if f"errno.{name}" in area("cli") else "cli.errno.other"


def _name(error: OSError) -> str:
    # A stream that nobody can write to has no number of an error.
    return errno.errorcode.get(error.errno or 0, "closed")


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
        return iso_day(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from None


def iso_day(text: str) -> date:
    """Read 2026-01-31 and nothing else, such as 2026-W05-6. Raises ValueError."""
    if not DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
