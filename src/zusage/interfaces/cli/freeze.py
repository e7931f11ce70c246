"""`zusage freeze`: resolve the holidays of a contract's calendars and keep the dates in the file.

A block to start from: `holidays: {source: DE-BY, package: explicit, years: 2025-2035}`.
"""

import argparse
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from zusage.core.errors import Finding, TermsError
from zusage.core.terms.timetable import Holidays
from zusage.formats.contract_yaml.load import Source, load_contract
from zusage.formats.contract_yaml.rewrite import set_block
from zusage.formats.holiday_dates import EXPLICIT, REGION_KEY, holiday_lines, resolve
from zusage.interfaces.cli import files
from zusage.interfaces.cli.outcome import DONE, FOUND
from zusage.texts import sentence

YEARS = re.compile(r"(\d{4})-(\d{4})")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("contract", type=files.non_empty, metavar="CONTRACT", help="help.contract")
    parser.add_argument("--years", metavar="FIRST-LAST", help="help.years")
    parser.add_argument(
        "--check",
        action="store_true",
        help="help.check.freeze",
    )


def run(arguments: argparse.Namespace) -> int:
    """Rewrite the blocks that differ, or with --check print what differs.

    A newer package that finds the same dates is no difference for --check.
    """
    file, lang = arguments.contract, arguments.lang
    chosen = _years(arguments.years) if arguments.years else None
    try:
        text = files.read_bytes(file)
        blocks = _resolved(load_contract(text), chosen)
    except TermsError as error:
        raise TermsError(findings=[_in_file(f, file) for f in error.findings]) from None
    if not blocks:
        print(sentence("freeze.nothing", lang, {"file": file}))
    for block in blocks:
        if not arguments.check and not block.is_frozen:
            text = set_block(text, ("calendars", block.calendar, "holidays"), block.lines)
    # Written before anything is said, so that a closed pipe cannot leave it half done.
    if not arguments.check and not all(block.is_frozen for block in blocks):
        files.write({file: text})
    for block in blocks:
        _say(block, file=file, lang=lang, is_check=arguments.check)
    return FOUND if arguments.check and any(block.differences for block in blocks) else DONE


@dataclass(frozen=True, kw_only=True)
class Block:
    """The holidays of one calendar: as the contract keeps them, and as they resolve now."""

    calendar: str
    kept: Holidays
    found: Holidays

    @property
    def lines(self) -> list[str]:
        """Return the block as it should stand in the file."""
        return holiday_lines(self.found)

    @property
    def is_frozen(self) -> bool:
        """Say whether the file holds these dates, years and package already."""
        return self.lines == holiday_lines(self.kept)

    @property
    def differences(self) -> list[tuple[date, str, tuple[str, ...]]]:
        """Return each date with its sign, and the readings if it differs under some only."""
        kept, found = _by_reading(self.kept), _by_reading(self.found)
        labels = list(dict.fromkeys((*kept, *found)))
        changed: dict[tuple[date, str], list[str]] = {}
        for label in labels:
            old, new = kept.get(label, frozenset()), found.get(label, frozenset())
            for day in old ^ new:
                changed.setdefault((day, "-" if day in old else "+"), []).append(label)
        return [
            (day, sign, () if under == labels else tuple(under))
            for (day, sign), under in sorted(changed.items())
        ]


def _by_reading(holidays: Holidays) -> Mapping[str, frozenset[date]]:
    """Return all dates under each reading; without a question, under one that has no name."""
    common = frozenset(holidays.dates)
    named = {
        f"{key}={value}": common.union(dates)
        for key, by_value in holidays.by_reading.items()
        for value, dates in by_value.items()
    }
    return named or {"": common}


def _resolved(source: Source, chosen: range | None) -> list[Block]:
    """Resolve the holidays of every calendar; all that cannot be resolved is reported at once."""
    blocks: list[Block] = []
    findings: list[Finding] = []
    for name, term in source.contract.calendars.items():
        if term.holidays is None:
            continue
        kept = term.holidays
        years = chosen or _years(kept.years)
        try:
            found = resolve(kept.source, years=years, is_region_open=REGION_KEY in kept.by_reading)
        except TermsError as error:
            path = ("calendars", name, "holidays")
            findings.extend(source.placed(replace(f, path=path)) for f in error.findings)
            continue
        blocks.append(Block(calendar=name, kept=kept, found=found))
    if findings:
        raise TermsError(findings=findings)
    return blocks


def _years(text: str) -> range:
    match = YEARS.fullmatch(text)
    if not match or match[1] > match[2]:
        raise TermsError("freeze.years_invalid", value=text)
    return range(int(match[1]), int(match[2]) + 1)


def _in_file(finding: Finding, file: str) -> Finding:
    return replace(finding, facts={**finding.facts, "file": file})


def _say(block: Block, *, file: str, lang: str, is_check: bool) -> None:
    """Print what became of a block, and each date that differs."""
    differences, package = block.differences, block.found.package
    facts = {
        "file": file,
        "calendar": block.calendar,
        "source": block.found.source,
        "years": block.found.years,
        "package": sentence("freeze.explicit", lang) if package == EXPLICIT else package,
        "count": len(differences),
    }
    if differences:
        print(sentence("freeze.differs", lang, facts))
    for line in _difference_lines(block, lang):
        print(line)
    if not is_check and not block.is_frozen:
        print(sentence("freeze.written", lang, facts))
    elif not differences:
        print(sentence("freeze.same", lang, facts))


def _difference_lines(block: Block, lang: str) -> Iterator[str]:
    for day, sign, readings in block.differences:
        under = sentence("freeze.under", lang, {"readings": ", ".join(readings)})
        yield f"{sign} {day}" + (f" ({under})" if readings else "")
