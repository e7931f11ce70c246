"""Documents name files by name and hash; the terminal and the JSON keep the path given."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.judging import MAIL, SAMPLES
from zusage.interfaces.cli import main


def given(folder: Path) -> list[str]:
    """Return the arguments of the sample with all its files in a folder."""
    arguments = []
    for argument in MAIL:
        source = Path(argument)
        if source.is_file():
            (folder / source.name).write_bytes(source.read_bytes())
            argument = str(folder / source.name)
        arguments.append(argument)
    # A window that is announced too late, so that a note names the file.
    windows = folder / "maintenance.csv"
    late = "smtp_in,2026-02-03T01:00:00Z,2026-02-03T02:00:00Z,2026-02-03T01:30:00Z,\n"
    head = "component,started_at,ended_at,announced_at,source\n"
    windows.write_text(head + late)
    return arguments


@pytest.mark.parametrize("command", ["report", "evaluate"])
def test_a_document_has_no_path_but_the_hash(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, arguments = tmp_path / "page.html", given(tmp_path)
    assert main([command, *arguments, "--format", "html", "-o", str(page), "--lang", "en"]) == 0
    text = page.read_text()
    assert str(tmp_path) not in text
    assert str(SAMPLES) not in text
    assert "windows in maintenance.csv announced only after they began: 1" in text
    for name in ("outages.csv", "maintenance.csv", "observed.csv"):
        assert sha256((tmp_path / name).read_bytes()).hexdigest() in text
    if command == "evaluate":
        assert f"windows in {tmp_path}/maintenance.csv announced" in capsys.readouterr().err


def test_the_json_keeps_the_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", *given(tmp_path), "--format", "json", "--lang", "en"]) == 0
    assert f"{tmp_path}/outages.csv" in capsys.readouterr().out
