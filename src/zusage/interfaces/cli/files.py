"""The files of a command: inputs read by name, results written whole or not at all.

Every command reads and writes through this module, so that a fault of the system always carries
the name of the file, and that what is read is never overwritten by what is written.
"""

import argparse
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from zusage.core.errors import Refusal

STANDARD = "-"
INPUTS = ("contract", "old", "new", "outages", "maintenance", "observed")
OUTPUTS = ("output", "reject")
# By the ending of a name, what is written into it.
FORMS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".json": "json",
    ".csv": "csv",
}


class OutputError(OSError):
    """A result that could not be written; filename says where to."""


def non_empty(text: str) -> str:
    """Take an argument that is not empty: an unset variable of a script is no file."""
    if not text:
        raise argparse.ArgumentTypeError("is empty")
    return text


def read_bytes(path: str) -> bytes:
    """Read a file whole. Raises OSError, which carries the name of the file."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        error.filename = path
        raise


# ---- Before anything is read -----------------------------------------------------------------


def check_outputs(arguments: argparse.Namespace) -> None:
    """Refuse to write over an input, or two results into one file.

    Raises Refusal("cli.output_is_input") or Refusal("cli.outputs_same").
    """
    given = vars(arguments)
    # An input of the name "-" is a file; only an output means a stream by it.
    inputs = {_identity(os.path.join(".", given[name])) for name in INPUTS if given.get(name)}
    outputs = [given.get("output") or STANDARD]
    if given.get("reject"):
        outputs.append(given["reject"])
    written = [_identity(path) for path in outputs]
    for path, identity in zip(outputs, written, strict=True):
        if identity is not None and identity in inputs:
            raise Refusal("cli.output_is_input", file=path)
    if len(written) == 2 and written[0] is not None and written[0] == written[1]:
        raise Refusal("cli.outputs_same", file=outputs[1])


def _identity(path: str) -> object:
    """Return what all names of one file have in common; None for a device or a pipe."""
    if path == STANDARD:
        return STANDARD
    try:
        found = os.stat(path)
    except OSError:
        return os.path.realpath(path)
    return (found.st_dev, found.st_ino) if stat.S_ISREG(found.st_mode) else None


def form_of(
    path: str | None, wanted: str | None, *, forms: tuple[str, ...], default: str | None
) -> str:
    """Return the form of a document: the one asked for, else what the name of the file says.

    forms: those of the command. default: for a name that tells none of them; None refuses it.
    On standard output it is the first of the forms, unless there is a default.
    Raises Refusal: "cli.form_contradicts", "cli.form_unknown", "cli.pdf_to_terminal".
    """
    is_standard = path is None or path == STANDARD
    told = None if path is None or is_standard else FORMS.get(Path(path).suffix.lower())
    if told == "text" and told not in forms:
        told = "table"
    if told and (told not in forms or (wanted and wanted != told)):
        raise Refusal("cli.form_contradicts", file=path, form=wanted or default or forms[0])
    form = wanted or told or default
    if form is None and not is_standard:
        raise Refusal("cli.form_unknown", file=path, allowed=", ".join(forms))
    form = form or forms[0]
    if form == "pdf" and is_standard and sys.stdout.isatty():
        raise Refusal("cli.pdf_to_terminal")
    return form


# ---- Writing ---------------------------------------------------------------------------------


def write(contents: Mapping[str, bytes]) -> None:
    """Write results by name, "-" being standard output; a file gets all of its bytes or none.

    What has to be written in place (standard output, a device, a pipe) goes first; only then do
    the files appear, each in one step. A file keeps its mode, a symbolic link stays one.
    Raises OutputError; BrokenPipeError where the reader of standard output has left.
    """
    staged: list[tuple[str, Path, Path]] = []
    in_place: list[str] = []
    try:
        for path, content in contents.items():
            with _naming(path):
                if _is_replaced(path):
                    target = Path(os.path.realpath(path))
                    part = target.with_name(f".zusage-{os.urandom(8).hex()}.part")
                    staged.append((path, part, target))
                    _stage(part, target, content)
                else:
                    in_place.append(path)
        # Standard output last: what is said there cannot be taken back.
        for path in sorted(in_place, key=lambda path: path == STANDARD):
            with _naming(path):
                _write_in_place(path, contents[path])
        for path, part, target in staged:
            with _naming(path):
                part.replace(target)
    finally:
        for _, part, _ in staged:
            with suppress(OSError):
                part.unlink()


def make_folder(path: str) -> None:
    """Make a folder and those above it, where they are missing. Raises OutputError."""
    with _naming(path):
        Path(path).mkdir(parents=True, exist_ok=True)


def _is_replaced(path: str) -> bool:
    """Say whether a name is that of a file, or of none yet. Raises OSError for a loop of links."""
    if path == STANDARD:
        return False
    try:
        return stat.S_ISREG(os.stat(path).st_mode)
    except FileNotFoundError:
        return True


def _stage(part: Path, target: Path, content: bytes) -> None:
    """Write beside the target, with its mode; a new file gets the usual one."""
    mode = None
    with suppress(FileNotFoundError):
        mode = stat.S_IMODE(target.stat().st_mode)
        # A file that its owner has locked stays as it is.
        os.close(os.open(target, os.O_WRONLY))
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        if mode is not None:
            os.fchmod(file.fileno(), mode)


def _write_in_place(path: str, content: bytes) -> None:
    if path == STANDARD:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with open(path, "wb") as file:
        file.write(content)


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Give a fault of the system the name of the result that it kept from being written."""
    try:
        yield
    except OSError as error:
        if path == STANDARD and isinstance(error, BrokenPipeError):
            raise
        raise OutputError(error.errno, error.strerror, path) from error
