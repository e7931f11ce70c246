"""The terminal: how wide it is, and whether it shows colour. Colour never stands alone."""

import os
import shutil
import sys

WIDTH_MAX = 100


def is_coloured() -> bool:
    """Say whether standard output is a terminal whose user wants colour."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def width() -> int:
    """Return the columns to write in: those of the terminal, at most 100."""
    return min(WIDTH_MAX, shutil.get_terminal_size((WIDTH_MAX, 24)).columns)


def coloured(text: str, code: str, *, is_on: bool) -> str:
    """Return a text in a colour, or as it is."""
    return f"\033[{code}m{text}\033[0m" if is_on else text


def bold(text: str, *, is_on: bool) -> str:
    """Return a text in bold, or as it is."""
    return coloured(text, "1", is_on=is_on)
