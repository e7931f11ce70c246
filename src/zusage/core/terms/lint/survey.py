"""A contract laid out for the rules: everything of one kind, with the path to it."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from typing import TypeVar

from zusage.core.errors import Finding, Path, Severity
from zusage.core.terms.contract import Availability, Contract, Rule
from zusage.core.terms.readings import QUESTIONS
from zusage.core.terms.timetable import CalendarTerm
from zusage.core.terms.walk import walk

V = TypeVar("V")


class Survey:
    """A contract, walked once. The rules only read it."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self._found: dict[type, list[tuple[Path, object]]] = {}
        self._rules: dict[Path, Rule | CalendarTerm] = {}
        for path, value in walk(contract):
            if is_dataclass(value):
                self._found.setdefault(type(value), []).append((path, value))
            if isinstance(value, Rule | CalendarTerm):
                self._rules[path] = value

    def of(self, *kinds: type[V]) -> Iterator[tuple[Path, V]]:
        """Yield the values of exactly these kinds, kind by kind, in file order."""
        for kind in kinds:
            for path, value in self._found.get(kind, ()):
                assert isinstance(value, kind)
                yield path, value

    def rules(self) -> Iterator[tuple[Path, Rule | CalendarTerm]]:
        """Yield everything that carries clauses and readings."""
        yield from self._rules.items()

    def rule_at(self, path: Path) -> Rule | CalendarTerm:
        """Return the rule that stands at a path."""
        return self._rules[path]

    def components_of(self, promise: Availability) -> tuple[str, ...]:
        """Return the components that a promise is about; all of the contract's if it names none."""
        return promise.components or tuple(self.contract.components)


def readings_of(rule: Rule | CalendarTerm) -> dict[str, str]:
    """Return every reading that holds for a rule: stated, assumed by its author, or the default."""
    defaults = {key: question.default for key, question in QUESTIONS.items()}
    return {**defaults, **rule.assumes, **rule.reading}


def finding(
    code: str,
    severity: Severity,
    path: Path,
    rule: Rule | CalendarTerm | None,
    facts: Mapping[str, object],
) -> Finding:
    """Return a finding of a lint rule at a place, with the clauses of the rule it is about."""
    clauses = rule.clauses if rule else ()
    return Finding(code=f"lint.{code}", severity=severity, path=path, clauses=clauses, facts=facts)
