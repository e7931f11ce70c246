"""Outage and maintenance logs as CSV: good rows as columns, bad rows each with their reasons.

Columns: component, started_at, ended_at, state; optionally cause, decided_by, announced_at,
last_good_at, last_bad_at, source. Further columns are kept as evidence, untouched.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from zusage.core.availability.facts import CAUSES, MISSING, NO_CAUSE
from zusage.core.availability.gathering import EVERY, MAINTENANCE, Log
from zusage.core.errors import Finding, TermsError
from zusage.core.spans import Seconds
from zusage.core.zones import SECOND_MAX, SECOND_MIN, YEAR_MAX, YEAR_MIN, parse_instant

REQUIRED = ("component", "started_at", "ended_at", "state")
INSTANTS = ("started_at", "ended_at", "announced_at", "last_good_at", "last_bad_at")
OPTIONAL_INSTANTS = INSTANTS[2:]
STATES = {"down": 0, "partial": 1, "degraded": 2, "no_evidence": 3, "maintenance": MAINTENANCE}
CAUSE_AT = {cause.value: position for position, cause in enumerate(CAUSES)}
KNOWN = {*REQUIRED, *OPTIONAL_INSTANTS, "cause"}
BYTES_MAX = 1 << 30
TIME_CODES = {
    "time.invalid": "outages.time_invalid",
    "time.naive": "outages.time_naive",
    "time.subsecond": "outages.time_subsecond",
}
LETTERS = np.array([ord(letter) for letter in "0000-00-00T00:00:00Z"], dtype=np.uint32)
DIGITS = np.array([letter == "0" for letter in "0000-00-00T00:00:00Z"])
CHUNK = 1 << 16


@dataclass(frozen=True, kw_only=True)
class OutageFile:
    """What a file held.

    log: its good rows. findings: what is wrong with the others, each with its line.
    rejected: the bad rows as they stood, by line. evidence: the further columns, by name, one
    value per good row; the rows of the log point at them by position.
    """

    log: Log
    findings: tuple[Finding, ...]
    rejected: Mapping[int, tuple[str, ...]]
    header: tuple[str, ...]
    evidence: Mapping[str, tuple[str, ...]]


def read_outages(source: bytes, name: str, *, maintenance: bool = False) -> OutageFile:
    """Read a log; a row that cannot be trusted is never half used.

    name: the file's name, for findings and evidence.
    maintenance: whether this is a log of windows, in which a row without component means every
    component, a missing state means maintenance, and any other state is refused.
    Instants are RFC 3339 in whole seconds, with Z or an offset.
    Raises TermsError for a file that is no such table: outages.not_utf8, outages.too_large,
    outages.not_csv, outages.empty, outages.column_missing, outages.column_twice.
    Findings: outages.column_count, outages.time_invalid, outages.time_naive,
    outages.time_subsecond, outages.time_out_of_range, outages.ends_before_begin,
    outages.state_unknown, outages.state_not_maintenance, outages.cause_unknown,
    outages.component_missing, outages.bounds_order. Where a table is torn off by outages.not_csv,
    the findings of the rows before it are raised with it. A row's line is the one it begins on.
    """
    header, lines, rows, torn = _table(source, name, maintenance=maintenance)
    file = _Rows(name, header, lines, rows, maintenance=maintenance).read()
    if torn:
        raise TermsError(findings=[*file.findings, *torn])
    return file


def _table(
    source: bytes, name: str, *, maintenance: bool
) -> tuple[tuple[str, ...], list[int], list[list[str]], tuple[Finding, ...]]:
    """Split a file into its header and its rows with their line numbers.

    The last value says what tears the table off, if anything: the rows before it can be checked.
    """
    if len(source) > BYTES_MAX:
        raise TermsError("outages.too_large", file=name, value=len(source), limit=BYTES_MAX)
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TermsError("outages.not_utf8", file=name, byte=error.start) from None
    lines: list[int] = []
    rows: list[list[str]] = []
    torn: tuple[Finding, ...] = ()
    try:
        for line, row in csv_rows(text, name, code="outages.not_csv"):
            lines.append(line)
            rows.append(row)
    except TermsError as error:
        if not rows:
            raise
        torn = error.findings
    if not rows:
        raise TermsError("outages.empty", file=name)
    header = tuple(cell.strip() for cell in rows[0])
    _check_header(header, name, REQUIRED[1:3] if maintenance else REQUIRED)
    kept = [at for at in range(1, len(rows)) if rows[at]]
    return header, [lines[at] for at in kept], [rows[at] for at in kept], torn


def csv_rows(text: str, name: str, *, code: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV text, each with the line it begins on; a blank line is an empty row.

    The delimiter is a semicolon where the first line has more of them than commas.
    Raises TermsError with the given code where quotes do not match, and for a NUL, which some
    readers drop and others stop at.
    """
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, problem = 1, "NUL"
    try:
        for row in reader:
            if any("\0" in cell for cell in row):
                break
            yield line, row
            line = reader.line_num + 1
        else:
            return
    except csv.Error as error:
        problem = str(error)
    raise TermsError(
        findings=[Finding(code=code, facts={"file": name, "problem": problem}).at(line, 1)]
    )


def _check_header(header: tuple[str, ...], name: str, required: Sequence[str]) -> None:
    missing = [column for column in required if column not in header]
    if missing:
        raise TermsError(
            "outages.column_missing", file=name, value=", ".join(missing), found=", ".join(header)
        )
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        raise TermsError("outages.column_twice", file=name, value=", ".join(twice))


class _Rows:
    """The rows of one file while they are checked, column by column."""

    def __init__(
        self,
        name: str,
        header: tuple[str, ...],
        lines: list[int],
        rows: list[list[str]],
        *,
        maintenance: bool,
    ) -> None:
        self.name = name
        self.header = header
        self.lines = lines
        self.rows = rows
        self.maintenance = maintenance
        self.findings: list[Finding] = []
        self.bad = np.zeros(len(rows), dtype=np.bool_)
        self.torn = np.array([len(row) != len(header) for row in rows], dtype=np.bool_)

    def read(self) -> OutageFile:
        self._check_widths()
        instants = {column: self._instants(column) for column in INSTANTS}
        state = self._states()
        cause = self._causes()
        self._check_order(instants)
        self._check_components()
        good = np.flatnonzero(~self.bad)
        names, name_at = (
            np.unique(
                np.array(self._column("component"), dtype=object)[good].astype(str),
                return_inverse=True,
            )
            if len(good)
            else (np.array([], dtype=str), np.empty(0, dtype=np.int64))
        )
        log = Log(
            source=self.name,
            names=tuple(names.tolist()),
            name_at=name_at.astype(np.int64),
            start=instants["started_at"][good],
            end=instants["ended_at"][good],
            state=state[good],
            cause=cause[good],
            announced=instants["announced_at"][good],
            last_good=instants["last_good_at"][good],
            last_bad=instants["last_bad_at"][good],
            row=np.array(self.lines, dtype=np.int64)[good],
        )
        return OutageFile(
            log=log,
            findings=tuple(sorted(self.findings, key=lambda finding: finding.line or 0)),
            rejected={self.lines[at]: tuple(self.rows[at]) for at in np.flatnonzero(self.bad)},
            header=self.header,
            evidence=self._evidence(good.tolist()),
        )

    def _refuse(self, at: int, code: str, **facts: object) -> None:
        self.bad[at] = True
        known = {"file": self.name, **facts}
        self.findings.append(Finding(code=code, facts=known).at(self.lines[at], 1))

    def _check_widths(self) -> None:
        width = len(self.header)
        for at in np.flatnonzero(self.torn).tolist():
            self._refuse(at, "outages.column_count", value=len(self.rows[at]), expected=width)

    def _column(self, name: str) -> list[str]:
        """Return the cells of a column, stripped; "" where it or the cell does not exist."""
        if name not in self.header:
            return [""] * len(self.rows)
        at = self.header.index(name)
        rows = zip(self.rows, self.torn.tolist(), strict=True)
        return ["" if is_torn else row[at].strip() for row, is_torn in rows]

    def _instants(self, column: str) -> Seconds:
        """Return a column of instants as UTC seconds; MISSING where an optional one is empty."""
        cells = self._column(column)
        seconds, unread = _quick(cells)
        for at in unread:
            if self.torn[at] or (not cells[at] and column in OPTIONAL_INSTANTS):
                continue
            try:
                seconds[at] = parse_instant(cells[at])
            except TermsError as error:
                code = TIME_CODES[error.findings[0].code]
                self._refuse(at, code, column=column, value=cells[at])
        beyond = (seconds != MISSING) & ((seconds < SECOND_MIN) | (seconds > SECOND_MAX))
        for at in np.flatnonzero(beyond).tolist():
            years = {"first": YEAR_MIN, "last": YEAR_MAX}
            self._refuse(at, "outages.time_out_of_range", column=column, value=cells[at], **years)
        return seconds

    def _states(self) -> NDArray[np.int8]:
        cells = self._column("state")
        states = np.zeros(len(cells), dtype=np.int8)
        for at, cell in enumerate(cells):
            known = STATES.get(cell or "maintenance" if self.maintenance else cell)
            if known is None:
                self._refuse_state(at, "outages.state_unknown", cell, allowed=", ".join(STATES))
            elif self.maintenance and known != MAINTENANCE:
                self._refuse_state(at, "outages.state_not_maintenance", cell)
            else:
                states[at] = known
        return states

    def _refuse_state(self, at: int, code: str, cell: str, **facts: object) -> None:
        if not self.torn[at]:
            self._refuse(at, code, value=cell, **facts)

    def _causes(self) -> NDArray[np.int8]:
        causes = np.full(len(self.rows), NO_CAUSE, dtype=np.int8)
        for at, cell in enumerate(self._column("cause")):
            if not cell:
                continue
            if cell in CAUSE_AT:
                causes[at] = CAUSE_AT[cell]
            else:
                allowed = ", ".join(CAUSE_AT)
                self._refuse(at, "outages.cause_unknown", value=cell, allowed=allowed)
        return causes

    def _check_order(self, instants: Mapping[str, Seconds]) -> None:
        start, end = instants["started_at"], instants["ended_at"]
        for at in np.flatnonzero((end < start) & ~self.bad).tolist():
            began, ended = (self._column(name)[at] for name in ("started_at", "ended_at"))
            self._refuse(at, "outages.ends_before_begin", start=began, end=ended)
        good, bad = instants["last_good_at"], instants["last_bad_at"]
        wrong = (good != MISSING) & (good > start)
        wrong |= (bad != MISSING) & ((bad < start) | (bad > end))
        for at in np.flatnonzero(wrong & ~self.bad).tolist():
            self._refuse(at, "outages.bounds_order")

    def _check_components(self) -> None:
        if self.maintenance:
            return
        for at, cell in enumerate(self._column("component")):
            if cell == EVERY and not self.torn[at]:
                self._refuse(at, "outages.component_missing")

    def _evidence(self, good: list[int]) -> dict[str, tuple[str, ...]]:
        further = [column for column in self.header if column not in KNOWN]
        columns = {column: self._column(column) for column in further}
        return {column: tuple(cells[at] for at in good) for column, cells in columns.items()}


def _quick(cells: list[str]) -> tuple[Seconds, list[int]]:
    """Read the cells of the usual form 2025-01-31T08:00:00Z at once; return the others' positions.

    The others are MISSING.
    """
    seconds = np.full(len(cells), MISSING, dtype=np.int64)
    for first in range(0, len(cells), CHUNK):
        part = cells[first : first + CHUNK]
        sized = np.array([at for at, cell in enumerate(part) if len(cell) == 20], dtype=np.int64)
        texts = np.array([part[at] for at in sized], dtype="U20")
        texts, sized = texts[_usual(texts)], sized[_usual(texts)]
        try:
            read = texts.astype("U19").astype("datetime64[s]")
        except ValueError:
            continue  # a thirteenth month or the like; one by one, each gets its reason
        seconds[first + sized] = read.astype(np.int64)
    return seconds, np.flatnonzero(seconds == MISSING).tolist()


def _usual(texts: "np.ndarray[tuple[int], np.dtype[np.str_]]") -> NDArray[np.bool_]:
    """Say which texts have the usual form; NumPy alone would take others for instants too."""
    letters = texts.view(np.uint32).reshape(-1, 20)
    digits = (letters >= ord("0")) & (letters <= ord("9"))
    usual: NDArray[np.bool_] = np.all(np.where(DIGITS, digits, letters == LETTERS), axis=1)
    return usual
