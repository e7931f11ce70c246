"""The files of a document by name and hash, without the folders they lay in."""

import pytest

from zusage.formats.documents.outline import Break, Code
from zusage.formats.documents.sources import SourceFile, names_of, short_names, told
from zusage.formats.documents.wording import Wording


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        (["/logs/anna/log.csv", "windows.csv"], ["log.csv", "windows.csv"]),
        (["/a/may/log.csv", "june/log.csv"], ["may/log.csv", "june/log.csv"]),
        (["/a/x/log.csv", "/b/x/log.csv"], ["a/x/log.csv", "b/x/log.csv"]),
        (["log.csv", "deep/log.csv"], ["log.csv", "deep/log.csv"]),
        (["/log.csv", "log.csv"], ["/log.csv", "log.csv"]),
        (["log.csv", "log.csv"], ["log.csv", "log.csv"]),
        ([], []),
    ],
)
def test_a_name_is_as_short_as_the_others_allow(paths: list[str], names: list[str]) -> None:
    assert short_names(paths) == dict(zip(paths, names, strict=True))


def test_a_file_is_told_by_name_rows_and_hash() -> None:
    log = SourceFile(kind="outages", path="/srv/o.csv", sha256="1" * 64, rows=9, rejected=2)
    assert list(told([log], names_of([log]), Wording(language="en"))) == [
        (
            "outages o.csv, rows: 9, of which rejected as bad: 2",
            Break(),
            "SHA-256 ",
            Code(text="1" * 64),
        )
    ]
