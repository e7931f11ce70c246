"""Every sentence that people read, in German and English, by code.

One file per first part of a code: the sentences of "lint.L1" stand in lint.toml as
[L1] de = "..." en = "...". {name} is replaced by the fact of that name.
"""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

LANGUAGES = ("de", "en")


@lru_cache(maxsize=64)
def area(name: str) -> Mapping[str, Mapping[str, str]]:
    """Return the texts of one area by the rest of their code; empty if there is no such area."""
    source = files(__package__) / f"{name}.toml"
    return tomllib.loads(source.read_text("utf-8")) if source.is_file() else {}


def sentence(code: str, language: str, facts: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code with its facts filled in.

    Raises KeyError for a code without a text: a test finds those before a user does.
    """
    first, _, rest = code.partition(".")
    return area(first)[rest][language].format_map(facts or {})
