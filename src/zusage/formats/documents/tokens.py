"""The colours of all documents, once: the page takes them as CSS variables, the PDF as values.

Every text colour has a contrast of at least 4.5 on both grounds, every state colour of at least 3;
the test computes it. One accent; good, bad and open come only beside a sign and a word.
"""

from typing import NamedTuple


class Colour(NamedTuple):
    """A colour on light and on dark ground."""

    light: str
    dark: str


GROUNDS = {
    "paper": Colour("#ffffff", "#14181b"),
    "wash": Colour("#f4f6f6", "#1d2327"),
}
TEXTS = {
    "ink": Colour("#1b2024", "#e7eaec"),
    "quiet": Colour("#59636c", "#a6b0b8"),
    "accent": Colour("#0b5c66", "#74c7d0"),
    "good": Colour("#1c6638", "#82d3a0"),
    "bad": Colour("#a02328", "#f59a93"),
    "open": Colour("#745000", "#e5bb66"),
}
STATES = {
    "down": Colour("#a02328", "#f0837c"),
    "partial": Colour("#b25a12", "#eb9d5b"),
    "degraded": Colour("#857000", "#d6c04f"),
    "unmeasured": Colour("#68727b", "#98a3ab"),
    "maintenance": Colour("#3a6097", "#86aee0"),
}
LINES = {
    "line": Colour("#d8dde0", "#384148"),
    "shade": Colour("#e6eaec", "#2a3238"),
}
TOKENS = {**GROUNDS, **TEXTS, **STATES, **LINES}


def light() -> dict[str, str]:
    """Return each colour for print."""
    return {name: colour.light for name, colour in TOKENS.items()}


def css() -> str:
    """Return the colours as CSS variables, the dark ones where the reader prefers them."""
    day = "".join(f"--{name}:{colour.light};" for name, colour in TOKENS.items())
    night = "".join(f"--{name}:{colour.dark};" for name, colour in TOKENS.items())
    return f":root{{{day}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
