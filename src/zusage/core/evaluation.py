"""A contract on facts: every promise judged, every credit and right that follows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from zusage.core.availability.explanations import Explainer, readings_of
from zusage.core.availability.facts import Facts, Group, parts
from zusage.core.availability.promises import Promise, bind, calendar_readings
from zusage.core.availability.verdicts import Judgement, Verdict, judge
from zusage.core.errors import Refusal
from zusage.core.explain import Explained
from zusage.core.money import Money
from zusage.core.remedies.credits import EarnedCredit, earned_credits
from zusage.core.remedies.rights import Right, rights
from zusage.core.terms.contract import (
    Availability,
    Consultation,
    Contract,
    Credit,
    Level,
    Rollup,
    TerminationRight,
)
from zusage.core.terms.readings import QUESTIONS, asked_by, effective

SERVICE = "service"


@dataclass(frozen=True, kw_only=True)
class Question:
    """What is asked: of which contract, under which readings, for which fee.

    fee: what was invoiced for a period; list_price: what credits refer to under that reading.
    anchor: first day of the agreement, for billing months and contract years.
    customer_zone: for billing months under the reading customer_zone.
    """

    contract: Contract
    chosen: Mapping[str, str]
    fee: Money | None = None
    list_price: Money | None = None
    anchor: date | None = None
    customer_zone: str | None = None
    all_readings: bool = False


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A verdict with what follows from it. Credits and tree are made when somebody asks.

    is_settled: whether credits and rights follow from it, or it is only shown for information.
    """

    question: Question
    level: str
    verdict: Verdict
    explainer: Explainer
    readings: Mapping[str, str]
    is_settled: bool
    rights: tuple[Right, ...]

    @cached_property
    def credits(self) -> tuple[EarnedCredit, ...]:
        """Return the credits of the verdict, none where it is not settled."""
        return _credits(self.question, self.explainer, self.verdict) if self.is_settled else ()

    def explain(self) -> Explained[object]:
        """Return the tree of the verdict."""
        return self.explainer.explain(self.verdict)


def promised(contract: Contract, level: str | None) -> list[tuple[str, Availability]]:
    """Return the availability promises of a level, or of every level that makes any.

    Raises Refusal("evaluate.level_unknown") or Refusal("evaluate.nothing_promised"). Clauses: K18.
    """
    if level is not None and level not in contract.levels:
        allowed = ", ".join(contract.levels)
        raise Refusal("evaluate.level_unknown", value=level, allowed=allowed)
    names = [level] if level else [*contract.levels]
    found = [(name, term) for name in names for term in contract.levels[name].availability]
    if not found:
        raise Refusal("evaluate.nothing_promised", contract=contract.name, level=level or "")
    return found


def service_group(
    contract: Contract, term: Availability, chosen: Mapping[str, str]
) -> Group | None:
    """Return the service that a promise's components make up, if several. Clauses: M09.

    It is called "service", with an asterisk where a component has this name, so that no two lanes
    share one.
    """
    names = term.components or tuple(contract.components)
    if len(names) < 2:
        return None
    how = Rollup(effective(term, chosen)["components"])
    weights = {lane: contract.components[name].weight for lane, name in enumerate(names)}
    name = SERVICE
    while name in contract.components:
        name += "*"
    members = tuple(range(len(names)))
    return Group(name=name, members=members, how=how, weights=weights, is_service=True)


def evaluate(question: Question, level: str, term: Availability, facts: Facts) -> Iterator[Judged]:
    """Judge one promise on facts, with credits and rights, by component and period.

    Credits and rights follow from the settled components: the service where there is one, else
    every component for itself. Clauses: K19, M09-M15, P09, V07, V20, V21, T02, T03.
    """
    promise = bind(
        question.contract,
        level=level,
        term=term,
        chosen=question.chosen,
        anchor=question.anchor,
        customer_zone=question.customer_zone,
    )
    for part in parts(facts):
        yield from _judged(question, judge(promise, part))


def _judged(question: Question, judgement: Judgement) -> Iterator[Judged]:
    """Yield the verdicts of one judgement with what follows from them."""
    promise, facts = judgement.measures.promise, judgement.measures.facts
    explainer = Explainer(judgement)
    verdicts = judgement.verdicts()
    settled = [v for v in verdicts if v.is_service or not facts.service_lanes]
    rows = {verdict.row for verdict in settled}
    given: dict[tuple[str, str], list[Right]] = {}
    for right in _rights(question, promise, settled):
        given.setdefault((right.component, right.period), []).append(right)
    readings = readings_of(promise)
    for verdict in verdicts:
        is_settled = verdict.row in rows
        key = verdict.component, verdict.period.name
        yield Judged(
            question=question,
            level=promise.level,
            verdict=verdict,
            explainer=explainer,
            readings=readings,
            is_settled=is_settled,
            rights=tuple(given.get(key, ())) if is_settled else (),
        )


def other_readings(question: Question, term: Availability) -> Iterator[dict[str, str]]:
    """Yield each way to read a promise otherwise, changing one reading at a time."""
    contract, chosen = question.contract, question.chosen
    found: dict[tuple[str, str], None] = {}
    for rule in (term, *(contract.exclusions[name] for name in term.excludes)):
        stated = effective(rule, chosen)
        for key in asked_by(rule):
            others = (value for value in QUESTIONS[key].readings if value != stated[key])
            found.update(dict.fromkeys((key, value) for value in others))
    if question.customer_zone is None:
        found.pop(("billing_zone", "customer_zone"), None)
    yield from ({**chosen, key: value} for key, value in found)
    yield from _calendar_readings(contract, term, chosen)


def _calendar_readings(
    contract: Contract, term: Availability, chosen: Mapping[str, str]
) -> Iterator[dict[str, str]]:
    """Yield the other readings of the calendar whose hours count."""
    for key, now in calendar_readings(contract, term, chosen).items():
        yield from ({**chosen, key: value} for value in QUESTIONS[key].readings if value != now)


def _level(question: Question, promise: Promise) -> Level:
    return question.contract.levels[promise.level]


def _credits(
    question: Question, explainer: Explainer, verdict: Verdict
) -> tuple[EarnedCredit, ...]:
    rules = [
        remedy
        for remedy in _level(question, verdict.promise).remedies
        if isinstance(remedy, Credit) and remedy.promise == verdict.promise.term.id
    ]
    if not rules or verdict.service_seconds <= 0:
        return ()
    return tuple(
        credit
        for rule in rules
        for credit in earned_credits(
            explainer,
            verdict,
            rule,
            contract=question.contract,
            fees={"invoiced": question.fee, "list_price": question.list_price},
            chosen=question.chosen,
            all_readings=question.all_readings,
        )
    )


def _rights(question: Question, promise: Promise, verdicts: Sequence[Verdict]) -> list[Right]:
    remedies = [
        remedy
        for remedy in _level(question, promise).remedies
        if isinstance(remedy, Consultation | TerminationRight) and remedy.promise == promise.term.id
    ]
    by_component: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_component.setdefault(verdict.component, []).append(verdict)
    return [
        right
        for group in by_component.values()
        for right in rights(group, remedies, chosen=question.chosen)
    ]
