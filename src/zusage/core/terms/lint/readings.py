"""L11, L19: questions that a text leaves open, and readings that answer no question."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from zusage.core.errors import Finding, Path, Severity
from zusage.core.terms.contract import Limit, Rule
from zusage.core.terms.lint.examples import difference
from zusage.core.terms.lint.questions import (
    asked,
    assumed_readings,
    questions_of,
    stated_readings,
)
from zusage.core.terms.lint.survey import Survey
from zusage.core.terms.readings import QUESTIONS, Question
from zusage.core.terms.saying import say
from zusage.core.terms.timetable import CalendarTerm


@dataclass(kw_only=True)
class _Open:
    """One question that is open, and the rules that ask it."""

    path: Path
    rule: Rule | CalendarTerm
    key: str
    used: str
    assumed: bool
    clauses: list[str] = field(default_factory=list)
    rules: int = 0


def open_questions(survey: Survey) -> Iterator[Finding]:
    """L11: each question that is open, once, with what is used and what it would change."""
    found: dict[tuple[str, str, bool], _Open] = {}
    for path, rule, key in asked(survey):
        if key in stated_readings(rule):
            continue
        assumed = assumed_readings(rule)
        used = assumed.get(key, QUESTIONS[key].default)
        place = (key, used, key in assumed)
        entry = found.setdefault(
            place, _Open(path=path, rule=rule, key=key, used=used, assumed=key in assumed)
        )
        entry.rules += 1
        entry.clauses.extend(clause for clause in rule.clauses if clause not in entry.clauses)
    for entry in found.values():
        yield _finding(survey, entry)


def _finding(survey: Survey, entry: _Open) -> Finding:
    question = QUESTIONS[entry.key]
    others = [value for value in question.readings if value != entry.used]
    facts = {
        "number": question.number,
        "key": entry.key,
        "question": say(f"reading.{entry.key}"),
        "used": say(f"reading.{entry.key}.{entry.used}"),
        "used_key": entry.used,
        "others": tuple(say(f"reading.{entry.key}.{value}") for value in others),
        "other_keys": tuple(others),
        "rules": entry.rules,
        "difference": difference(survey, entry.key, entry.path, entry.rule) or "",
    }
    return Finding(
        code=_code(question, entry),
        severity=Severity.AMBIGUOUS if others else Severity.NOTE,
        path=entry.path,
        clauses=tuple(entry.clauses),
        facts=facts,
    )


def _code(question: Question, entry: _Open) -> str:
    if len(question.readings) == 1:
        return "lint.L11.single"
    return "lint.L11.assumed" if entry.assumed else "lint.L11"


def readings_without_question(survey: Survey) -> Iterator[Finding]:
    """L19: a reading that its rule does not ask for, or one that is both stated and assumed."""
    for path, rule in survey.rules():
        keys = questions_of(survey, _asking(survey, path, rule))
        for name in ("reading", "assumes"):
            for key, value in getattr(rule, name).items():
                facts = {"key": key, "value": value, "question": say(f"reading.{key}")}
                place = (*path, name, key)
                if key not in keys:
                    yield _note("lint.L19", place, rule, facts)
                elif name == "assumes" and key in rule.reading:
                    yield _note("lint.L19.twice", place, rule, facts)


def _asking(survey: Survey, path: Path, rule: Rule | CalendarTerm) -> Rule | CalendarTerm:
    """Return the rule whose questions a rule may answer: for a time, its target."""
    if not isinstance(rule, Limit):
        return rule
    return survey.rule_at(path[:-1])


def _note(code: str, path: Path, rule: Rule | CalendarTerm, facts: dict[str, object]) -> Finding:
    return Finding(code=code, severity=Severity.NOTE, path=path, clauses=rule.clauses, facts=facts)
