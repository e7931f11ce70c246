"""One evaluation as asked for on the command line: contract, files, window, and its verdicts."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256

import numpy as np

from zusage.core.availability.facts import Group
from zusage.core.availability.gathering import Gathered, Log, Observed, gather, matching
from zusage.core.availability.promises import agreement_start
from zusage.core.errors import Refusal
from zusage.core.evaluation import (
    Judged,
    Question,
    evaluate,
    other_readings,
    promised,
    service_group,
)
from zusage.core.explain import Evidence
from zusage.core.terms.contract import Availability, Contract
from zusage.interfaces.cli import inputs


@dataclass(frozen=True, kw_only=True)
class Case:
    """Everything that was handed in for an evaluation, read and checked.

    promises: level and promise. each: every component is judged as if it alone were the service.
    """

    question: Question
    promises: list[tuple[str, Availability]]
    files: inputs.Files
    window: tuple[int | None, int | None]
    each: bool
    pattern: str | None
    maintenance_for_all: bool
    contract_hash: str
    _gathered: dict[object, Gathered] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def contract(self) -> Contract:
        """Return the contract that is judged."""
        return self.question.contract

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace) -> "Case":
        """Read all files named on the command line."""
        source = inputs.read_contract(arguments.contract)
        contract = source.contract
        question = Question(
            contract=contract,
            chosen=inputs.parse_readings(arguments.reading),
            fee=inputs.amount(arguments.fee),
            list_price=inputs.amount(arguments.list_price),
            anchor=arguments.anchor,
            customer_zone=inputs.zone(arguments.customer_zone),
            all_readings=arguments.all_readings,
        )
        promises = promised(contract, arguments.level)
        if not arguments.each:
            promises = _fitting(contract, promises, arguments.component)
        return cls(
            question=question,
            promises=promises,
            files=inputs.read_files(arguments),
            window=inputs.window(arguments, contract.zone),
            each=arguments.each,
            pattern=arguments.component,
            maintenance_for_all=arguments.maintenance_for_all,
            contract_hash=sha256(source.text).hexdigest(),
        )

    def judge(self, level: str, term: Availability) -> Iterator[Judged]:
        """Yield the verdicts of one promise, then those that other readings would change."""
        gathered = self.gathered(term)
        facts = gathered.facts
        judged = [*self._asked(evaluate(self.question, level, term, facts))]
        yield from judged
        if not self.question.all_readings:
            return
        known = {_key(each): _figures(each) for each in judged}
        for chosen in other_readings(self.question, term):
            other = replace(self.question, chosen=chosen, all_readings=False)
            facts = self.gathered(term, chosen).facts
            for each in self._asked(evaluate(other, level, term, facts)):
                if known.get(_key(each)) != _figures(each):
                    yield each

    def _asked(self, judged: Iterator[Judged]) -> Iterator[Judged]:
        """Yield the verdicts that were asked for: a group is judged with members that were not."""
        yield from (each for each in judged if matching([each.verdict.component], self.pattern))

    def gathered(self, term: Availability, chosen: dict[str, str] | None = None) -> Gathered:
        """Return the facts that a promise is judged on; the same ones for the same components.

        Most readings change neither the components nor the window, so the rows are put on lanes
        once for all of them.
        """
        chosen = chosen or dict(self.question.chosen)
        components, groups = self._components(term, chosen)
        window = self._agreed_window(term, chosen)
        made = tuple((group.name, group.members, group.how) for group in groups)
        key = components, made, window
        if key not in self._gathered:
            self._gathered[key] = self._gather(components, groups, window)
        return self._gathered[key]

    def _gather(
        self,
        components: tuple[str, ...],
        groups: list[Group],
        window: tuple[int | None, int | None],
    ) -> Gathered:
        return gather(
            components,
            outages=self.files.outages.log,
            maintenance=self.files.maintenance.log if self.files.maintenance else None,
            observed=self.files.observed,
            window=window,
            maintenance_for_all=self.maintenance_for_all,
            groups=groups,
        )

    def _agreed_window(
        self, term: Availability, chosen: dict[str, str]
    ) -> tuple[int | None, int | None]:
        """Return the window without the time before the agreement, if its first day is known."""
        asked, (start, end) = self.question, self.window
        begin = agreement_start(
            asked.contract,
            term,
            chosen,
            anchor=asked.anchor,
            customer_zone=asked.customer_zone,
        )
        is_open = start is None and not self.files.observed.spans
        if begin is None or is_open:
            return start, end
        if end is not None and end <= begin:
            raise Refusal("evaluate.window_before_agreement", anchor=str(asked.anchor))
        return begin if start is None else max(start, begin), end

    def _components(
        self, term: Availability, chosen: dict[str, str]
    ) -> tuple[tuple[str, ...], list[Group]]:
        contract = self.question.contract
        if self.each:
            return _every(self.files.outages.log, self.files.observed, self.pattern)
        named = _named(self.files.outages.log, self.files.observed) | self.window_names
        wanted = matching(sorted(named), self.pattern)
        unknown = [name for name in wanted if name not in contract.components]
        if unknown:
            raise Refusal(
                "evaluate.component_unknown",
                value=", ".join(unknown[:10]),
                count=len(unknown),
                allowed=", ".join(contract.components),
            )
        components = matching(_promised_of(contract, term), self.pattern)
        group = service_group(contract, term, chosen) if not self.pattern else None
        return components, [group] if group else []

    @property
    def window_names(self) -> set[str]:
        """Return the components that the maintenance file names, where they mean anything."""
        if self.files.maintenance is None or self.maintenance_for_all:
            return set()
        return {name for name in self.files.maintenance.log.names if name}

    def unused_windows(self) -> list[int]:
        """Return the lines of windows on components that no file says anything else about."""
        if self.files.maintenance is None or not self.each:
            return []
        log = self.files.maintenance.log
        known = _named(self.files.outages.log, self.files.observed)
        unknown = [at for at, name in enumerate(log.names) if name in self.window_names - known]
        return [int(line) for line in log.row[np.isin(log.name_at, unknown)]]

    def row_of(self, evidence: Evidence) -> dict[str, str]:
        """Return the further columns of an input row."""
        return self.files.row_of(evidence)


def _promised_of(contract: Contract, term: Availability) -> tuple[str, ...]:
    return term.components or tuple(contract.components)


def _fitting(
    contract: Contract, promises: list[tuple[str, Availability]], pattern: str | None
) -> list[tuple[str, Availability]]:
    """Return the promises that are made of a component that fits; refuse where none is."""
    found = [each for each in promises if matching(_promised_of(contract, each[1]), pattern)]
    if not found:
        raise Refusal("evaluate.component_none", value=pattern or "*")
    return found


def _named(log: Log, observed: Observed) -> set[str]:
    return {name for name in log.names if name} | set(observed.spans) - set(observed.groups)


def _every(
    log: Log, observed: Observed, pattern: str | None
) -> tuple[tuple[str, ...], list[Group]]:
    """Return every component of the files as a service of its own, and the groups they name."""
    both = sorted(set(log.names) & set(observed.groups))
    if both:
        raise Refusal("evaluate.group_has_rows", value=", ".join(both))
    names = _named(log, observed)
    chosen = list(matching(sorted(names), pattern))
    groups = {name: observed.groups[name] for name in matching([*observed.groups], pattern)}
    if not (chosen or groups):
        raise Refusal("evaluate.component_none", value=pattern or "*")
    for _, members in groups.values():
        chosen.extend(member for member in members if member not in chosen)
    lanes = {name: lane for lane, name in enumerate(chosen)}
    return tuple(chosen), [
        Group(name=name, members=tuple(lanes[member] for member in members), how=how)
        for name, (how, members) in groups.items()
    ]


def _key(judged: Judged) -> tuple[str, str]:
    return judged.verdict.component, judged.verdict.period.name


def _figures(judged: Judged) -> tuple[object, ...]:
    verdict = judged.verdict
    return (
        verdict.service_seconds,
        verdict.downtime_seconds,
        verdict.ratio,
        verdict.allowed,
        verdict.met,
    )
