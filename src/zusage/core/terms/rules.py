"""What every rule of a contract carries, and how firm it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

Names: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What every rule carries: its clauses and how they are read.

    clauses: ids of the clauses that the rule comes from.
    reading: readings that both sides have chosen on purpose.
    assumes: readings that the author takes where the text leaves the question open; lint says so.
    """

    clauses: Names = ()
    reading: Mapping[str, str] = field(default_factory=dict)
    assumes: Mapping[str, str] = field(default_factory=dict)


class Strength(StrEnum):
    """How firm a promise is."""

    GUARANTEED = "guaranteed"
    BEST_EFFORT = "best_effort"
