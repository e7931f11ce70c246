"""What can be wrong, and who has to act: the author of a contract, the person who asked, or we."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self, TypeAlias

Path: TypeAlias = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding matters to the people who sign the contract, worst first."""

    ERROR = "error"
    CONTRADICTION = "contradiction"
    AMBIGUOUS = "ambiguous"
    NOTE = "note"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that is wrong or open, with its place and its facts, without prose.

    path: keys and list positions from the root of the file.
    line, column: counted from 1; None until the reader of the file has filled them in.
    """

    code: str
    severity: Severity = Severity.ERROR
    path: Path = ()
    clauses: tuple[str, ...] = ()
    facts: Mapping[str, object] = field(default_factory=dict)
    line: int | None = None
    column: int | None = None

    def at(self, line: int, column: int) -> Self:
        """Return the same finding with its place in the file."""
        return replace(self, line=line, column=column)


class TermsError(Exception):
    """The author of a contract or of an input file must act; carries every finding at once."""

    def __init__(
        self, code: str | None = None, /, *, findings: Sequence[Finding] = (), **facts: object
    ) -> None:
        self.findings = tuple(findings) or (Finding(code=code or "terms.invalid", facts=facts),)
        super().__init__(", ".join(f.code for f in self.findings[:5]))


class Refusal(Exception):
    """The person who asked must act; carries a code and facts, the interface makes the sentence."""

    def __init__(self, code: str, /, **facts: object) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)
