"""Arguments that are no day are refused in words, not in names of our functions."""

from datetime import date

import pytest

from zusage.interfaces.cli import main
from zusage.interfaces.cli.outcome import day


def test_a_day_is_read() -> None:
    assert day("2026-01-31") == date(2026, 1, 31)


@pytest.mark.parametrize("text", ["yesterday", "2026-02-30", "2026-W10-1", "20260131"])
def test_what_is_no_day_is_named(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["lint", "contracts/pluvo.yaml", "--on", text])
    assert stopped.value.code == 2
    assert f"--on: '{text}' is no day such as 2026-01-31" in capsys.readouterr().err
