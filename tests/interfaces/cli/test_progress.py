"""Progress is for people at a terminal; a pipe or a file sees none of it."""

import io
import sys

import pytest

from zusage.interfaces.cli.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def shown(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, *labels: str) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with Progress(total=len(labels)) as progress:
        for label in labels:
            progress.step(label)
    return stream.getvalue()


def test_a_terminal_sees_each_step_and_a_cleared_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(Terminal(), monkeypatch, "one", "t" * 99)
    assert text == f"\r\x1b[K1/2  one\r\x1b[K2/2  {'t' * 60}\r\x1b[K"


def test_a_pipe_sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(io.StringIO(), monkeypatch, "one", "two") == ""


def test_one_step_is_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(Terminal(), monkeypatch, "one") == ""


def test_the_line_is_cleared_when_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(ValueError, match="broken"), Progress(total=2) as progress:
        progress.step(_broken())
    assert stream.getvalue() == "\r\x1b[K"


def _broken() -> str:
    raise ValueError("broken")
