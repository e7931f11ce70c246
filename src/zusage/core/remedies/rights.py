"""Rights that runs of missed periods give."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zusage.core.availability.verdicts import Verdict
from zusage.core.terms.contract import (
    Consultation,
    Missed,
    TerminationRight,
    Trigger,
)
from zusage.core.terms.quantities import Duration
from zusage.core.terms.readings import effective


@dataclass(frozen=True, kw_only=True)
class Right:
    """A right that a run of missed periods gave the customer, in the period that completed it."""

    remedy: Consultation | TerminationRight
    component: str
    period: str
    run: tuple[str, ...]


def rights(
    verdicts: Sequence[Verdict],
    remedies: Iterable[Consultation | TerminationRight],
    *,
    chosen: Mapping[str, str],
) -> tuple[Right, ...]:
    """Return the rights that a component's verdicts gave, in the order of their periods.

    verdicts: of one promise and one component, in the order of the periods.
    Only whole periods count (reading whole_months); a period without a statement ends a run; one
    run gives a right once. Misses of response and recovery times are facts of the desk: without
    them, a rule that needs both cannot be applied. Clauses: V20, V21.
    """
    return tuple(
        right
        for remedy in remedies
        for right in _rights(verdicts, remedy, effective(remedy, chosen))
    )


def _rights(
    verdicts: Sequence[Verdict],
    remedy: Consultation | TerminationRight,
    readings: Mapping[str, str],
) -> Iterator[Right]:
    triggers = [trigger for trigger in remedy.when if trigger.what is Missed.AVAILABILITY]
    if len(triggers) < len(remedy.when) and readings["conditions"] == "both_required":
        return
    counted = [v for v in verdicts if v.complete or readings["runs"] == "partial_months_count"]
    for trigger in triggers:
        for run in _runs(counted, trigger):
            last = run[-1]
            names = tuple(verdict.period.name for verdict in run)
            yield Right(remedy=remedy, component=last.component, period=last.period.name, run=names)


def _runs(verdicts: Sequence[Verdict], trigger: Trigger) -> Iterator[list[Verdict]]:
    """Yield the misses that fulfil a trigger, each time it is newly fulfilled."""
    run: list[Verdict] = []
    for verdict in verdicts:
        if trigger.in_a_row and run and verdict.period.start != run[-1].period.end:
            run = []
        if verdict.met is False:
            run.append(verdict)
            recent = _recent(run, trigger.within)
            run = run if trigger.in_a_row else recent
            if len(run) == len(recent) == trigger.misses:
                yield [*run]
                run = run if trigger.in_a_row else []
        elif trigger.in_a_row:
            run = []


def _recent(run: list[Verdict], within: Duration | None) -> list[Verdict]:
    """Return the misses that lie wholly within a duration before the end of the last one."""
    if within is None:
        return run
    back = replace(within, amount=-within.amount)
    first = run[-1].promise.after(run[-1].period.end, back)
    return [verdict for verdict in run if verdict.period.start >= first]
