"""Files of a command: no input is written over, nothing is half written, every fault is a sentence.

The faults come from the system itself: full devices, loops of links, names that are too long.
"""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.judging import MAIL
from zusage.core.errors import Refusal
from zusage.interfaces.cli import files, main

COMMAND = Path(sys.executable).with_name("zusage")
CONTRACT = "contracts/pluvo.yaml"
HEADER = "component,started_at,ended_at,state\n"
WINDOW = ("--from", "2026-03-01", "--to", "2026-04-01")


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "log.csv"
    path.write_text(HEADER + "platform,2026-03-02T08:00:00Z,2026-03-02T09:00:00Z,gone\n")
    return str(path)


def evaluate(*arguments: str) -> int:
    return main(["evaluate", CONTRACT, *WINDOW, *arguments, "--lang", "en"])


# ---- Writing ---------------------------------------------------------------------------------


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.write_bytes(b"old and longer")
    target.chmod(0o640)
    files.write({str(target): b"new"})
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["out"]


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    files.write({str(tmp_path / "out"): b"new"})
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("is_there", [True, False])
def test_a_symbolic_link_stays_one(tmp_path: Path, is_there: bool) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "out", tmp_path / "link"
    if is_there:
        target.touch()
    link.symlink_to(target)
    files.write({str(link): b"new"})
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_is_written_through(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    files.write({str(pipe): b"through"})
    reader.join()
    assert read == [b"through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_device_stays_a_device() -> None:
    files.write({"/dev/null": b"away"})
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)


def test_one_result_that_fails_keeps_back_the_others(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "none" / "second"
    first.write_bytes(b"old")
    with pytest.raises(files.OutputError) as failed:
        files.write({str(first): b"new", str(second): b"new"})
    assert failed.value.filename == str(second)
    assert first.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["first"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
def test_what_fails_in_place_keeps_back_the_files(tmp_path: Path) -> None:
    with pytest.raises(files.OutputError):
        files.write({str(tmp_path / "first"): b"new", "/dev/full": b"new"})
    assert os.listdir(tmp_path) == []


def test_standard_output_gets_bytes(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    files.write({"-": b"\xffbytes"})
    assert capsysbinary.readouterr().out == b"\xffbytes"


# ---- What would be written over ----------------------------------------------------------------


@pytest.mark.parametrize("option", ["-o", "--reject"])
def test_an_input_is_not_written_over(
    tmp_path: Path, log: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Path(log).read_bytes()
    other = tmp_path / "link.csv"
    other.symlink_to(log)
    for name in (log, str(other), f"{tmp_path}/./log.csv"):
        assert evaluate("--outages", log, option, name) == 3
        assert f"{name} is read and would be overwritten" in capsys.readouterr().err
    assert Path(log).read_bytes() == before


def test_an_input_of_the_name_of_a_stream_is_a_file(
    log: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "-", "--lang", "en"]) == 2
    assert capsys.readouterr().err == "There is no file -. Check the path and its spelling.\n"


def test_a_contract_is_not_written_over(tmp_path: Path) -> None:
    contract = tmp_path / "contract.yaml"
    contract.write_bytes(Path(CONTRACT).read_bytes())
    assert main(["show", str(contract), "--format", "text", "-o", str(contract)]) == 3
    assert contract.read_bytes() == Path(CONTRACT).read_bytes()


@pytest.mark.parametrize(("output", "reject"), [("same.csv", "./same.csv"), ("-", "-")])
def test_two_results_into_one_file_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: str, output: str, reject: str
) -> None:
    contract = str(Path(CONTRACT).resolve())
    monkeypatch.chdir(tmp_path)
    asked = ["evaluate", contract, *WINDOW, "--outages", log]
    assert main([*asked, "-o", output, "--reject", reject]) == 3
    assert os.listdir(tmp_path) == ["log.csv"]


def test_rejected_rows_are_written_only_together_with_the_result(tmp_path: Path, log: str) -> None:
    rejects = tmp_path / "rejects.csv"
    asked = ("--outages", log, "--reject", str(rejects))
    assert evaluate(*asked, "-o", str(tmp_path / "none" / "out.csv")) == 4
    assert evaluate(*asked, "--level", "nonsense", "-o", str(tmp_path / "out.csv")) == 3
    assert not rejects.exists()
    assert evaluate(*asked, "-o", str(tmp_path / "out.csv")) == 0
    assert "outages.state_unknown" in rejects.read_text()


# ---- Forms -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "wanted", "expected"),
    [
        (None, None, "table"),
        ("-", "csv", "csv"),
        ("out.PDF", None, "pdf"),
        ("out.htm", None, "html"),
        ("out.txt", None, "table"),
        ("out", None, "table"),
        ("out.log", "csv", "csv"),
        ("out.json", "json", "json"),
    ],
)
def test_the_name_says_the_form_unless_one_is_given(
    path: str | None, wanted: str | None, expected: str
) -> None:
    forms = ("table", "json", "csv", "html", "pdf")
    assert files.form_of(path, wanted, forms=forms, default="table") == expected


@pytest.mark.parametrize(
    ("path", "wanted", "default", "code"),
    [
        ("out.pdf", "html", "pdf", "cli.form_contradicts"),
        ("out.csv", None, "pdf", "cli.form_contradicts"),
        ("out", None, None, "cli.form_unknown"),
    ],
)
def test_a_name_that_contradicts_the_form_is_refused(
    path: str, wanted: str | None, default: str | None, code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        files.form_of(path, wanted, forms=("pdf", "html"), default=default)
    assert refused.value.code == code


# ---- Faults of the system ----------------------------------------------------------------------

UNREADABLE = ("{log}/x", "{folder}/loop", "{folder}/" + "a" * 300, "{folder}", "{folder}/none")


@pytest.mark.parametrize("name", UNREADABLE)
@pytest.mark.parametrize(
    "command",
    [
        ("evaluate", CONTRACT, *WINDOW, "--outages", "{file}"),
        ("evaluate", "{file}", *WINDOW, "--outages", "{log}"),
        ("show", "{file}"),
        ("lint", "{file}"),
        ("freeze", "{file}"),
        ("diff", CONTRACT, "{file}"),
        ("clock", "due", "--calendar", "{file}#a"),
    ],
)
def test_an_input_that_cannot_be_read_is_named(
    tmp_path: Path,
    log: str,
    command: tuple[str, ...],
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    file = name.format(log=log, folder=tmp_path)
    asked = [word.format(file=file, log=log) for word in command]
    assert main([*asked, "--lang", "de"]) == 2
    said = "".join(capsys.readouterr())
    assert file in said.replace("\n", "")
    assert "Errno" not in said


UNWRITABLE = ("{log}/x", "{folder}/loop", "{folder}/" + "a" * 300, "{folder}", "{folder}/none/x")


@pytest.mark.parametrize("name", UNWRITABLE)
@pytest.mark.parametrize(
    "command",
    [
        ("evaluate", *MAIL, "-o", "{file}"),
        ("evaluate", *MAIL, "--reject", "{file}"),
        ("schema", "-o", "{file}"),
        ("show", CONTRACT, "--format", "text", "-o", "{file}"),
    ],
)
def test_an_output_that_cannot_be_written_is_named(
    tmp_path: Path,
    log: str,
    command: tuple[str, ...],
    name: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    file = name.format(log=log, folder=tmp_path)
    asked = [word.format(file=file) for word in command]
    assert main([*asked, "--lang", "en"]) == 4
    captured = capsys.readouterr()
    assert f"{file} cannot be written" in captured.err
    assert captured.out == ""
    assert sorted(os.listdir(tmp_path)) == ["log.csv", "loop"]


def test_pages_of_the_reference_that_cannot_be_written_are_named(
    log: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reference", "--write", f"{log}/x", "--lang", "en"]) == 4
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--outages", "--observed", "--reject", "-o", "--fee"])
def test_an_empty_argument_is_refused(
    log: str, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        evaluate("--outages", log, option, "")
    assert stopped.value.code == 2
    assert "is empty" in capsys.readouterr().err


COMMANDS = [
    ("lint", CONTRACT),
    ("show", CONTRACT),
    ("schema",),
    ("diff", CONTRACT, CONTRACT),
    ("--help",),
    ("--version",),
]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full device")
@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_standard_output_is_said(command: tuple[str, ...]) -> None:
    # As for everybody: Python keeps back what it writes, and fails once more when it ends.
    buffered = {**os.environ, "PYTHONUNBUFFERED": ""}
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [COMMAND, *command, "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=buffered,
            check=False,
        )
    assert done.returncode == 4
    assert done.stderr == b"Standard output cannot be written: the disk is full.\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_closed_standard_output_is_said(command: tuple[str, ...]) -> None:
    line = f"{COMMAND} {' '.join(command)} --lang en >&-"
    done = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, check=False)
    assert done.returncode == 4
    assert done.stderr == b"Standard output cannot be written: it is closed.\n"
