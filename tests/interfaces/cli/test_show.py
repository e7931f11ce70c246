"""The command `zusage show`: its forms, its refusals, and what it imports."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.documents import EVERYTHING
from zusage.interfaces.cli import main


def show(*arguments: object) -> int:
    return main(["show", *map(str, arguments)])


def test_text_goes_to_standard_output(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert show(EVERYTHING, "--lang", "de") == 0
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("Alles: Mustervertrag\n")
    assert "99,9\u00a0% je Kalendermonat" in out


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("a.pdf", b"%PDF"),
        ("a.HTML", b"<!doctype html>"),
        ("a.htm", b"<!doctype"),
        ("a.txt", b"Every"),
    ],
)
def test_the_name_of_the_file_tells_the_form(tmp_path: Path, name: str, begin: bytes) -> None:
    assert show(EVERYTHING, "--lang", "en", "-o", tmp_path / name) == 0
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_form_that_the_name_contradicts_is_refused(tmp_path: Path) -> None:
    assert show(EVERYTHING, "--format", "html", "-o", tmp_path / "a.pdf") == 3
    assert not (tmp_path / "a.pdf").exists()
    assert show(EVERYTHING, "--format", "html", "-o", tmp_path / "a") == 0
    assert (tmp_path / "a").read_bytes().startswith(b"<!doctype html>")


def test_a_pdf_can_be_piped(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert show(EVERYTHING, "--format", "pdf", "--lang", "de") == 0
    reader = PdfReader(io.BytesIO(capsysbinary.readouterr().out))
    assert reader.metadata is not None
    assert reader.metadata.title == "Alles: Mustervertrag"
    said = "\n".join(page.extract_text() for page in reader.pages)
    assert "everything, Fassung 3" in said
    assert f"Seite {len(reader.pages)} von {len(reader.pages)}" in " ".join(said.split())


def test_a_pdf_is_not_written_to_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert show(EVERYTHING, "--format", "pdf", "--lang", "en") == 3
    assert "Name a file with -o" in capsys.readouterr().err


def test_a_name_without_a_form_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert show(EVERYTHING, "--lang", "de", "-o", tmp_path / "a.doc") == 3
    assert "nennt kein Format" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_one_clause_and_readings(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    wanted = ["--clause", "A2", "--reading", "clock_zone=fixed", "municipality=augsburg"]
    assert show(EVERYTHING, "--lang", "en", *wanted) == 0
    out = capsysbinary.readouterr().out.decode()
    assert "UTC+01:00, all year" in out
    assert "City of Augsburg" in out
    assert "Not used anywhere." not in out


def test_an_unknown_clause_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert show(EVERYTHING, "--lang", "de", "--clause", "Z9") == 3
    assert "Eine Klausel «Z9» gibt es in diesem Vertrag nicht" in capsys.readouterr().err


@pytest.mark.parametrize("pair", ["nonsense=x", "clock_zone=moon", "clock_zone"])
def test_an_unknown_reading_is_bad_input(pair: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert show(EVERYTHING, "--lang", "en", "--reading", pair) == 2
    assert "reading.unknown_" in capsys.readouterr().err


def test_a_broken_contract_is_reported_with_file_and_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("zusage: 1\nname: [\n")
    assert show(path, "--lang", "en") == 2
    assert f"{path}:" in capsys.readouterr().err


def test_help_imports_none_of_it() -> None:
    code = (
        "import sys; from zusage.interfaces.cli import main\n"
        "try: main(['show', '--help'])\n"
        "except SystemExit: pass\n"
        "loaded = {'numpy', 'yaml', 'babel', 'typst'} & set(sys.modules)\n"
        "sys.exit(', '.join(loaded) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_text_and_page_need_no_typst(tmp_path: Path) -> None:
    code = (
        "import sys; from zusage.interfaces.cli import main\n"
        f"assert main(['show', {str(EVERYTHING)!r}, '-o', {str(tmp_path / 'a.html')!r}]) == 0\n"
        "assert 'typst' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
