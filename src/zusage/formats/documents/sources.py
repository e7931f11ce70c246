"""The files that a document was made from: who holds them finds them by name and hash.

A document is handed on; where the files lay on the machine that made it is nobody else's business.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from zusage.formats.documents.outline import Break, Code, Prose
from zusage.formats.documents.wording import Wording


@dataclass(frozen=True, kw_only=True)
class SourceFile:
    """A file that a document was made from.

    path: as it was given. rows: without its head, the rejected ones included; of measured time
    the components.
    """

    kind: Literal["contract", "outages", "maintenance", "observed"]
    path: str
    sha256: str
    rows: int = 0
    rejected: int = 0


def short_names(paths: Iterable[str]) -> dict[str, str]:
    """Return by path the shortest end of it that tells it from the others.

    >>> [*short_names(["logs/may/log.csv", "june/log.csv", "b/windows.csv"]).values()]
    ['may/log.csv', 'june/log.csv', 'windows.csv']
    """
    parts = {path: path.split("/") for path in paths}
    return {path: "/".join(_end(own, parts.values())) for path, own in parts.items()}


def _end(own: Sequence[str], every: Iterable[Sequence[str]]) -> Sequence[str]:
    others = [other for other in every if other != own]
    for length in range(1, len(own)):
        end = own[-length:]
        if all(other[-length:] != end for other in others):
            return end
    return own


def names_of(sources: Iterable[SourceFile]) -> dict[str, str]:
    """Return by path how a document names its files."""
    return short_names(source.path for source in sources)


def told(
    sources: Iterable[SourceFile], names: Mapping[str, str], wording: Wording
) -> Iterator[Prose]:
    """Yield each file in two lines: what it is, with its name and rows, and its hash."""
    for file in sources:
        facts = {"name": names[file.path], "rows": file.rows}
        said = wording.say(f"report.cover.file.{file.kind}", **facts)
        if file.rejected:
            said = f"{said}{wording.say('report.cover.rejected', count=file.rejected)}"
        yield (said, Break(), wording.say("report.cover.hash"), Code(text=file.sha256))
