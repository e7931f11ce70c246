"""A contract file to a contract, with the places of everything in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from zusage.core.errors import Finding, Path, TermsError
from zusage.core.terms.contract import Contract
from zusage.core.terms.references import check_references
from zusage.formats.contract_yaml.decode import BAD, Decoder, Full
from zusage.formats.contract_yaml.scan import scan


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
    except Full:
        contract = BAD
    if contract is not BAD:
        found = check_references(contract)
        decoder.findings.extend(_placed(finding, decoder.places) for finding in found)
    if decoder.findings:
        ordered = sorted(decoder.findings, key=lambda f: (f.line or 0, f.column or 0))
        raise TermsError(findings=ordered)
    return Source(contract=contract, text=text, places=decoder.places)


def _placed(finding: Finding, places: Mapping[Path, tuple[int, int]]) -> Finding:
    path = finding.path
    while path not in places and path:
        path = path[:-1]
    return finding.at(*places.get(path, (1, 1)))
