"""A contract file to a contract, with the places of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from zusage.core.errors import Finding, Path, TermsError
from zusage.core.terms.contract import Contract
from zusage.core.terms.references import check_references
from zusage.formats.contract_yaml.decode import BAD, Decoder, Full
from zusage.formats.contract_yaml.scan import FINDINGS_MAX, scan, shown

FACT_MAX = 1000

# Where the names of each kind are given.
HOMES: Mapping[str, Path] = {
    "clause": ("clauses",),
    "document": ("documents",),
    "calendar": ("calendars",),
    "exclusion": ("exclusions",),
    "component": ("components",),
    "party": ("parties",),
    "option": ("options",),
    "channel": ("desk", "channels"),
    "promise": ("levels",),
}
# Homes that are lists: there a name is a value, not a key.
LISTS = (("desk", "channels"), ("levels",))


@dataclass(frozen=True, kw_only=True)
class Source:
    """A contract with the text it was read from.

    places: line and column, from 1, by path.
    """

    contract: Contract
    text: bytes
    places: Mapping[Path, tuple[int, int]]

    def placed(self, finding: Finding) -> Finding:
        """Return a finding with the place of its path, or of the nearest thing around it."""
        return _placed(finding, self.places)


def load_contract(text: bytes) -> Source:
    """Read a contract file. Raises TermsError with all findings, each with line and column."""
    root = scan(text)
    decoder = Decoder()
    try:
        contract = decoder.decode(Contract, root, ())
        if contract is not BAD:
            decoder.findings.extend(_references(contract, decoder))
    except Full:
        contract = BAD
    if decoder.findings:
        ordered = sorted(decoder.findings, key=lambda found: (found.line or 0, found.column or 0))
        raise TermsError(findings=ordered[:FINDINGS_MAX])
    return Source(contract=contract, text=text, places=decoder.places)


def _references(contract: Contract, decoder: Decoder) -> list[Finding]:
    """Return what the parts of a file say of each other, as far as they could be read.

    A value that could not be read is named already; what follows from its absence is left out.
    """
    bad = [finding.path for finding in decoder.findings]
    found = []
    for finding in check_references(contract):
        placed = replace(finding, path=_path_in_file(finding.path, decoder.kept))
        if not any(_follows(placed, path) for path in bad):
            found.append(_placed(placed, decoder.places))
    return found


def _path_in_file(path: Path, kept: Mapping[Path, tuple[int, ...]]) -> Path:
    """Return the path of a value in the file, whose lists may hold more than could be read."""
    real: Path = ()
    for part in path:
        position = isinstance(part, int) and real in kept
        real = (*real, kept[real][int(part)] if position else part)
    return real


def _follows(finding: Finding, bad: Path) -> bool:
    """Say whether a finding may come from a value that could not be read."""
    if bad[: len(finding.path)] == finding.path:
        return True
    home = HOMES.get(str(finding.facts.get("kind")))
    if finding.code != "terms.name_unknown" or home is None:
        return False
    named = (*home, finding.facts["value"])
    if home in LISTS:
        return bad[: len(home)] == home[: len(bad)]
    return bad[: len(named)] == named[: len(bad)]


def _placed(finding: Finding, places: Mapping[Path, tuple[int, int]]) -> Finding:
    path = finding.path
    while path not in places and path:
        path = path[:-1]
    facts = {key: _shown(key, value) for key, value in finding.facts.items()}
    return replace(finding, facts=facts).at(*places.get(path, (1, 1)))


def _shown(key: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    return shown(value) if key == "value" else shown(value, most=FACT_MAX)
