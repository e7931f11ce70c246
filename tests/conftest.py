"""Fixtures for all tests: golden files, a real PostgreSQL server, and how hard hypothesis tries.

Environment: ZUSAGE_GOLDEN=1 rewrites golden files, ZUSAGE_PROFILE=dev|ci|deep sets the number of
generated examples (`ci` when CI is set, else `dev`).
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

GOLDEN_FOLDER = Path(__file__).parent / "golden"

Golden = Callable[[str, str | bytes], None]

# Timing differs between machines, so no example fails for being slow. The build repeats the same
# examples each time; new ones are looked for on developers' machines and in deep runs.
# dev and ci draw the same cases every time, so that a run means the same for everybody and the
# coverage that is asked for does not hang on luck; deep looks for new ones.
settings.register_profile("dev", max_examples=30, deadline=None, derandomize=True)
settings.register_profile("ci", max_examples=150, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "deep",
    max_examples=5000,
    deadline=timedelta(seconds=60),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("ZUSAGE_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --golden, the same as ZUSAGE_GOLDEN=1."""
    parser.addoption(
        "--golden",
        action="store_true",
        default=os.environ.get("ZUSAGE_GOLDEN") == "1",
        help="rewrite the files in tests/golden instead of comparing with them",
    )


def compare_golden(path: Path, content: str | bytes, *, rewrite: bool) -> None:
    """Compare content with the golden file, or write it there. A missing file is a failure."""
    written = content.encode() if isinstance(content, str) else content
    if rewrite:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written)
        return
    if not path.exists():
        pytest.fail(f"{path} is missing; look at the result, then write it with ./dev golden")
    if isinstance(content, str):
        assert content == path.read_bytes().decode(), f"{path.name} differs; see ./dev golden"
    else:
        assert content == path.read_bytes(), f"{path.name} differs; see ./dev golden"


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Return golden(name, content), which compares with tests/golden/<name>."""
    rewrite = bool(request.config.getoption("--golden"))

    def compare(name: str, content: str | bytes) -> None:
        compare_golden(GOLDEN_FOLDER / name, content, rewrite=rewrite)

    return compare


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL server of this test process on first use; yield its connection string."""
    # Imported late: most tests need no database, and psycopg is slow to import.
    from tests.postgres import running_server

    with running_server() as conninfo:
        yield conninfo
