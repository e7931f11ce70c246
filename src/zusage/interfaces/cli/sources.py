"""The files of an evaluation as a document names them."""

import argparse
from collections.abc import Iterator, Mapping
from typing import Literal

from zusage.formats.documents.sources import SourceFile
from zusage.formats.outage_csv import OutageFile
from zusage.interfaces.cli.case import Case


def sources_of(case: Case, arguments: argparse.Namespace) -> Iterator[SourceFile]:
    """Yield the files that were judged, each with its hash and rows, the contract first."""
    yield SourceFile(kind="contract", path=arguments.contract, sha256=case.contract_hash)
    files = case.files
    yield _log("outages", arguments.outages, files.outages, files.hashes)
    if files.maintenance:
        yield _log("maintenance", arguments.maintenance, files.maintenance, files.hashes)
    if arguments.observed:
        rows, known = len(files.observed.spans), files.hashes["observed"]
        yield SourceFile(kind="observed", path=arguments.observed, sha256=known, rows=rows)


def _log(
    kind: Literal["outages", "maintenance"],
    path: str,
    file: OutageFile,
    hashes: Mapping[str, str],
) -> SourceFile:
    rejected = len(file.rejected)
    rows = len(file.log.row) + rejected
    return SourceFile(kind=kind, path=path, sha256=hashes[kind], rows=rows, rejected=rejected)
