"""A contract file to a contract, with the places of everything in it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from zusage.core.errors import Finding, Path, TermsError
from zusage.core.terms.contract import Change, Contract
from zusage.core.terms.references import check_references
from zusage.formats.contract_yaml.decode import BAD, Decoder, Full
from zusage.formats.contract_yaml.scan import FINDINGS_MAX, Node, Scalar, scan, shown
from zusage.formats.contract_yaml.written import node_at, path_in, with_texts

FACT_MAX = 1000
# An amendment changes the contract, not itself and not what the file is.
UNCHANGEABLE = ("amendments", "zusage", "name")

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

    root: its values as they are written.
    places: line and column, from 1, by path.
    """

    contract: Contract
    text: bytes
    root: Node
    places: Mapping[Path, tuple[int, int]]

    def placed(self, finding: Finding) -> Finding:
        """Return a finding with the place of its path, or of the nearest thing around it."""
        return _placed(finding, self.places)


def load_contract(text: bytes) -> Source:
    """Read a contract file. Raises TermsError with all findings, each with line and column."""
    root = scan(text)
    decoder = Decoder()
    contract = _read(root, decoder)
    if contract and not decoder.findings:
        decoder.findings.extend(_amended(contract, root, decoder.places))
    if decoder.findings or contract is None:
        ordered = sorted(decoder.findings, key=lambda found: (found.line or 0, found.column or 0))
        raise TermsError(findings=ordered[:FINDINGS_MAX])
    return Source(contract=contract, text=text, root=root, places=decoder.places)


def _read(root: Node, decoder: Decoder) -> Contract | None:
    """Return the contract, as far as it can be read; the decoder collects what is wrong."""
    try:
        contract = decoder.decode(Contract, root, ())
    except Full:
        return None
    if contract is BAD:
        return None
    decoder.findings.extend(_references(contract, decoder))
    read: Contract = contract
    return read


def _references(contract: Contract, decoder: Decoder) -> list[Finding]:
    """Return what the parts of a file say of each other, as far as they could be read.

    A value that could not be read is named already; what follows from its absence is left out.
    """
    bad = [finding.path for finding in decoder.findings]
    found = []
    for finding in check_references(contract):
        placed = replace(finding, path=_path_in_file(finding.path, decoder.kept))
        if not any(_follows(placed, path) for path in bad):
            found.append(_placed(_short(placed), decoder.places))
    return found


Changed: TypeAlias = dict[Path, tuple[Path, Change]]


def _amended(
    contract: Contract, root: Node, places: Mapping[Path, tuple[int, int]]
) -> Iterator[Finding]:
    """Yield the changes that lead nowhere, and those that make the file one that is refused.

    The file is tried with all amendments, signed or not, in the order of their days.
    """
    changed: Changed = {}
    by_day = sorted(enumerate(contract.amendments), key=lambda pair: pair[1].valid_from)
    for index, amendment in by_day:
        for number, change in enumerate(amendment.changes):
            place: Path = ("amendments", index, "changes", number)
            path = path_in(root, change.path)
            if path is None:
                yield _finding("amendment.path_unknown", (*place, "path"), change, places)
            elif path[0] in UNCHANGEABLE or not isinstance(node_at(root, path), Scalar):
                yield _finding("amendment.path_refused", (*place, "path"), change, places)
            else:
                changed.pop(path, None)
                changed[path] = ((*place, "to"), change)
    elsewhere = []
    for finding in _tried(root, changed, len(changed)):
        if finding.path in changed:
            place, change = changed[finding.path]
            yield _finding("amendment.value_refused", place, change, places, cause=finding.code)
        else:
            elsewhere.append(finding.code)
    if elsewhere:
        # The first change with which the file is refused, though the fault shows elsewhere.
        counts = range(len(changed) + 1)
        first = bisect_left(counts, True, key=lambda count: bool(_tried(root, changed, count)))
        place, change = list(changed.values())[first - 1]
        yield _finding("amendment.value_refused", place, change, places, cause=elsewhere[0])


def _tried(root: Node, changed: Changed, count: int) -> list[Finding]:
    """Return what is wrong with a file after the first changes."""
    trial = Decoder()
    texts = {path: change.to for path, (_, change) in list(changed.items())[:count]}
    if texts:
        _read(with_texts(root, texts), trial)
    return trial.findings


def _finding(
    code: str,
    path: Path,
    change: Change,
    places: Mapping[Path, tuple[int, int]],
    **facts: object,
) -> Finding:
    facts = {"path": change.path, "value": change.to, **facts}
    return _placed(_short(Finding(code=code, path=path, facts=facts)), places)


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
    return finding.at(*places.get(path, (1, 1)))


def _short(finding: Finding) -> Finding:
    """Return a finding whose texts from the file are short and harmless."""
    return replace(finding, facts={key: _shown(key, it) for key, it in finding.facts.items()})


def _shown(key: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    return shown(value) if key == "value" else shown(value, most=FACT_MAX)
