"""The helpers of the tests themselves: golden files and the PostgreSQL server."""

import os
import re
from pathlib import Path

import psycopg
import pytest

from tests import postgres as postgres_module
from tests.conftest import compare_golden


def test_golden_file_that_is_missing_fails(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception, match="is missing"):
        compare_golden(tmp_path / "a.txt", "x", rewrite=False)


@pytest.mark.parametrize("content", ["Größe\r\n", b"\x00\xff"])
def test_golden_file_is_rewritten_and_then_equal(tmp_path: Path, content: str | bytes) -> None:
    compare_golden(tmp_path / "deep" / "a", content, rewrite=True)
    compare_golden(tmp_path / "deep" / "a", content, rewrite=False)


@pytest.mark.parametrize(("old", "new"), [("one", "two"), (b"one", b"two"), ("x\n", "x\r\n")])
def test_golden_file_that_differs_fails(tmp_path: Path, old: str | bytes, new: str | bytes) -> None:
    compare_golden(tmp_path / "a", old, rewrite=True)
    with pytest.raises(AssertionError, match="differs"):
        compare_golden(tmp_path / "a", new, rewrite=False)


def test_postgres_subtracts_multiranges(postgres: str) -> None:
    query = "select '{[1,10)}'::int4multirange - '{[3,4)}'::int4multirange"
    with psycopg.connect(postgres) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    assert str(row[0]) == "{[1, 3), [4, 10)}"


def test_postgres_is_our_own_server_without_a_network_port(postgres: str) -> None:
    with psycopg.connect(postgres) as connection:
        row = connection.execute("show listen_addresses").fetchone()
    assert row == ("",)


def test_postgres_stops_and_leaves_nothing() -> None:
    with postgres_module.running_server() as conninfo:
        found = re.search(r"host=(\S+)", conninfo)
        assert found is not None
        base = Path(found[1])
        pid = int((base / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(pid, 0)
    assert not base.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_postgres_binaries_are_copied_where_nobody_may_not_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres_module, "is_open_to_all", lambda folder: False)
    account = postgres_module.Account(uid=1, gid=1)
    folder = postgres_module.binaries(tmp_path, account)
    assert folder.is_relative_to(tmp_path)
    assert (folder / "postgres").exists()


def test_a_private_folder_is_not_open_to_all(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    assert not postgres_module.is_open_to_all(tmp_path)
