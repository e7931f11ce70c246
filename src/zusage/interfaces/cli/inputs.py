"""What evaluate, report and diff read: the shared arguments and the files they name."""

import argparse
import csv
import io
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from hashlib import sha256
from typing import Any, TextIO, TypeVar

from zusage.core.availability.gathering import Observed
from zusage.core.errors import Finding, Refusal, TermsError
from zusage.core.explain import Evidence
from zusage.core.money import Money, parse_money
from zusage.core.spans import Spans, union
from zusage.core.terms.readings import check_reading
from zusage.core.zones import midnight, parse_instant, zone_info
from zusage.formats.contract_yaml import Source, load_contract
from zusage.formats.observed import read_observed
from zusage.formats.outage_csv import OutageFile, read_outages
from zusage.interfaces.cli import files
from zusage.interfaces.cli.outcome import DAY, day, iso_day, print_findings

Read = TypeVar("Read")


def add_evaluation_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which contract is judged on what."""
    parser.add_argument("contract", metavar="CONTRACT", type=files.non_empty, help="help.contract")
    parser.add_argument(
        "--outages", metavar="F", type=files.non_empty, required=True, help="help.outages"
    )
    add_log_arguments(parser)


def add_log_arguments(parser: argparse.ArgumentParser) -> dict[str, str]:
    """Add the arguments that say what was watched, and how it is judged.

    Returns the name of each argument by the attribute that it sets.
    """
    added: list[argparse.Action] = []

    def add(name: str, **settings: Any) -> None:
        if "action" not in settings:
            settings.setdefault("type", files.non_empty)
        added.append(parser.add_argument(name, **settings))

    add("--maintenance", metavar="F", help="help.maintenance")
    add("--observed", metavar="F", help="help.observed")
    add("--from", dest="start", metavar="D", help="help.from")
    add("--to", dest="end", metavar="D", help="help.to")
    add("--component", metavar="GLOB", help="help.component")
    add("--level", metavar="L", help="help.level")
    add("--fee", metavar='"100.00 EUR"', help="help.fee")
    add("--list-price", metavar='"120.00 EUR"', help="help.list_price")
    add("--customer-zone", metavar="ZONE", help="help.customer_zone")
    add("--anchor", type=day, metavar="DATE", help="help.anchor")
    add(
        "--reading",
        nargs="+",
        action="extend",
        default=[],
        metavar="K=V",
        help="help.reading.evaluate",
    )
    add("--all-readings", action="store_true", help="help.all_readings")
    add("--each", action="store_true", help="help.each")
    add(
        "--map",
        nargs="+",
        action="extend",
        default=[],
        metavar="NAME=COMPONENT",
        dest="names",
        help="help.map",
    )
    add("--maintenance-for-all", action="store_true", help="help.maintenance_for_all")
    add("--reject", metavar="F", help="help.reject")
    return {each.dest: each.option_strings[0] for each in added}


@dataclass(frozen=True, kw_only=True)
class Files:
    """The logs of an evaluation. hashes: SHA-256 of the bytes that were parsed, by argument."""

    outages: OutageFile
    maintenance: OutageFile | None = None
    observed: Observed = field(default_factory=Observed)
    hashes: Mapping[str, str] = field(default_factory=dict)

    @property
    def logs(self) -> list[OutageFile]:
        """Return the files that have rows."""
        return [self.outages, *([self.maintenance] if self.maintenance else [])]

    @cached_property
    def _positions(self) -> dict[str, tuple[OutageFile, dict[int, int]]]:
        return {
            file.log.source: (file, {row: at for at, row in enumerate(file.log.row.tolist())})
            for file in self.logs
        }

    def row_of(self, evidence: Evidence) -> dict[str, str]:
        """Return the further columns of an input row."""
        file, positions = self._positions[evidence.source]
        at = positions[evidence.row]
        return {name: cells[at] for name, cells in file.evidence.items() if cells[at]}

    def rejects(self, arguments: argparse.Namespace) -> dict[str, bytes]:
        """Name the bad rows on standard error; return what is to be written into --reject."""
        for file in self.logs:
            print_findings(file.findings, arguments.lang)
        return {arguments.reject: self.rejected_rows()} if arguments.reject else {}

    def rejected_rows(self) -> bytes:
        """Return the bad rows as they stood, each with its file, line and reasons, as CSV."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["file", "line", "reasons", "row"])
        for file in self.logs:
            for line, row in file.rejected.items():
                reasons = sorted({found.code for found in file.findings if found.line == line})
                writer.writerow([file.log.source, line, " ".join(reasons), *row])
        return out.getvalue().encode()


def read_contract(path: str) -> Source:
    """Read a contract file; its findings carry the file's name."""
    try:
        return load_contract(files.read_bytes(path))
    except TermsError as error:
        raise TermsError(findings=[named(finding, path) for finding in error.findings]) from None


def named(finding: Finding, path: str) -> Finding:
    """Return a finding with the name of its file among its facts."""
    return replace(finding, facts={**finding.facts, "file": path})


def amount(text: str | None) -> Money | None:
    """Read the amount of a fee or a price. Raises Refusal("evaluate.amount_negative")."""
    if text is None:
        return None
    money = parse_money(text)
    if money.minor < 0:
        raise Refusal("evaluate.amount_negative", value=text)
    return money


def zone(name: str | None) -> str | None:
    """Take the name of a zone, whether a reading asks for it or not. Raises zone.unknown."""
    if name is not None:
        zone_info(name)
    return name


def parse_readings(pairs: Iterable[str]) -> dict[str, str]:
    """Read the k=v of --reading. Raises TermsError with the codes of check_reading."""
    chosen = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        check_reading(key, value)
        chosen[key] = value
    return chosen


def window(arguments: argparse.Namespace, zone: str) -> tuple[int | None, int | None]:
    """Read --from and --to: a date begins at midnight in the contract's zone."""
    start, end = (_instant(text, zone) for text in (arguments.start, arguments.end))
    if start is not None and end is not None and end <= start:
        raise Refusal("evaluate.window_backwards", start=arguments.start, end=arguments.end)
    return start, end


def _instant(text: str | None, zone: str) -> int | None:
    if text is None:
        return None
    try:
        if DAY.fullmatch(text):
            return midnight(zone, iso_day(text))
        return parse_instant(text)
    except (ValueError, TermsError):
        raise Refusal("evaluate.time_invalid", value=text) from None


def read_files(arguments: argparse.Namespace) -> Files:
    """Read the logs. Bad rows refuse everything, or are left aside for the file of --reject.

    Raises TermsError with the findings of all files at once.
    """
    findings: list[Finding] = []
    hashes: dict[str, str] = {}

    def read(reader: Callable[[bytes, str], Read], name: str) -> Read | None:
        """Read a file, if one is named; what is wrong with all of it joins the findings."""
        path = getattr(arguments, name)
        if path is None:
            return None
        content = files.read_bytes(path)
        hashes[name] = sha256(content).hexdigest()
        try:
            return reader(content, path)
        except TermsError as error:
            findings.extend(error.findings)
            return None

    outages = read(read_outages, "outages")
    maintenance = read(partial(read_outages, maintenance=True), "maintenance")
    observed = read(read_observed, "observed") or Observed()
    logs = [file for file in (outages, maintenance) if file]
    rows = [finding for file in logs for finding in file.findings]
    if findings or (rows and not arguments.reject):
        raise TermsError(findings=[*findings, *rows])
    assert outages is not None, "a file that could not be read has findings"
    names = _parse_names(arguments.names)
    known = {name for file in logs for name in file.log.names} | {*observed.spans}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Refusal("evaluate.map_unused", value=", ".join(unknown))
    return Files(
        outages=_renamed(outages, names),
        maintenance=_renamed(maintenance, names) if maintenance else None,
        observed=_observed_renamed(observed, names),
        hashes=hashes,
    )


def _parse_names(pairs: Iterable[str]) -> dict[str, str]:
    names = {}
    for pair in pairs:
        name, separator, component = pair.partition("=")
        if not (name and separator and component):
            raise Refusal("evaluate.map_invalid", value=pair)
        names[name] = component
    return names


def _renamed(file: OutageFile, names: Mapping[str, str]) -> OutageFile:
    log = replace(file.log, names=tuple(names.get(name, name) for name in file.log.names))
    return replace(file, log=log)


def _observed_renamed(observed: Observed, names: Mapping[str, str]) -> Observed:
    """Rename what was watched; what two names of one component watched is joined."""
    spans: dict[str, Spans] = {}
    for name, own in observed.spans.items():
        target = names.get(name, name)
        spans[target] = union(spans[target], own) if target in spans else own
    groups = {
        names.get(name, name): (how, tuple(names.get(member, member) for member in members))
        for name, (how, members) in observed.groups.items()
    }
    return Observed(spans=spans, groups=groups)


def terminal_width(stream: TextIO) -> int:
    """Return the columns of a terminal, or 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns if stream.isatty() else 100
