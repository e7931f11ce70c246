"""The tree behind a verdict: from the ratio down to the rows of the files and the clauses."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property, reduce

import numpy as np

from zusage.core import spans as sp
from zusage.core.availability.downtimes import Downtime, Mask, downtime_of
from zusage.core.availability.facts import ALL_LANES, CAUSES, Group, State
from zusage.core.availability.promises import Promise
from zusage.core.availability.rollups import worst_member
from zusage.core.availability.verdicts import Judgement, Verdict
from zusage.core.explain import Evidence, Explained, ratio_text
from zusage.core.spans import Seconds, Spans
from zusage.core.terms.contract import Cause, Exclusion, Rollup
from zusage.core.terms.readings import asked_by

# Below this many rows an explanation names every row; above, the first ones and how many follow.
ROWS_SHOWN = 1000


class Explainer:
    """Makes the explanations of one judgement; finds the rows of a lane without a search."""

    def __init__(self, judgement: Judgement) -> None:
        self.judgement = judgement
        self.promise = judgement.measures.promise
        self.facts = judgement.measures.facts
        self._excused: dict[frozenset[Cause], Mapping[int, Spans]] = {}
        self._exclusions: dict[str, Mapping[int, Spans]] = {}

    @cached_property
    def _rows_by_lane(self) -> Mapping[int, Seconds]:
        lanes = self.facts.outages.lane
        order = np.argsort(lanes, kind="stable")
        found, first = np.unique(lanes[order], return_index=True)
        # Splitting nothing gives one empty part, so a log without rows has no lane to go with it.
        return dict(zip(found.tolist(), np.split(order, first[1:]), strict=bool(found.size)))

    def explain(self, verdict: Verdict) -> Explained[object]:
        """Return the tree of one verdict. Its value is the exact ratio, or None."""
        service, down = verdict.service_seconds, verdict.downtime_seconds
        shown = ratio_text(verdict.ratio) if verdict.ratio is not None else "-"
        simple = self.judgement.means is None
        return Explained(
            what="verdict",
            value=verdict.ratio,
            unit="ratio",
            formula=f"({service} - {down}) / {service} = {shown}" if simple else shown,
            clauses=self.promise.clauses,
            reading=readings_of(self.promise),
            facts={
                "component": verdict.component,
                "period": verdict.period.name,
                "complete": verdict.complete,
                "objective": ratio_text(self.promise.objective),
                "met": verdict.met,
                "flips": verdict.flips,
            },
            parts=(
                self._service(verdict),
                self._downtime(verdict),
                self._unmeasured(verdict),
                self._allowed(verdict),
                *self._members(verdict),
            ),
            rounding="exact" if self.promise.readings["rounding"] == "exact" else "two_decimals",
        )

    def _service(self, verdict: Verdict) -> Explained[object]:
        agreed = verdict.service_seconds + verdict.removed_seconds
        counted = self.promise.term.counted
        watched: Explained[object] = Explained(
            what="agreed_time",
            value=agreed,
            unit="seconds",
            clauses=self.promise.term.clauses,
            facts={"calendar": counted, "zone": self.promise.zone, **_ends(verdict)},
        )
        removed: Explained[object] = Explained(
            what="removed_time",
            value=verdict.removed_seconds,
            unit="seconds",
            inputs=self._removing(verdict),
        )
        return Explained(
            what="service_seconds",
            value=verdict.service_seconds,
            unit="seconds",
            formula=f"{agreed} - {verdict.removed_seconds} = {verdict.service_seconds}",
            parts=(watched, removed) if verdict.removed_seconds else (watched,),
        )

    def _downtime(self, verdict: Verdict) -> Explained[object]:
        taken = [f" - {seconds}" for seconds in verdict.excluded_seconds.values()]
        raw: Explained[object] = Explained(
            what="raw_downtime",
            value=verdict.raw_seconds,
            unit="seconds",
            inputs=self._inputs(verdict, self._counts),
        )
        rules = {name: rule for name, rule, _ in self.promise.exclusions}
        excluded = (
            self._excluded(verdict, name, rules[name], seconds)
            for name, seconds in verdict.excluded_seconds.items()
        )
        return Explained(
            what="downtime",
            value=verdict.downtime_seconds,
            unit="seconds",
            formula=f"{verdict.raw_seconds}{''.join(taken)} = {verdict.downtime_seconds}",
            parts=(raw, *excluded),
        )

    def _excluded(
        self, verdict: Verdict, name: str, rule: Exclusion, seconds: int
    ) -> Explained[object]:
        if rule.maintenance:
            inputs = self._windows(verdict, self._taken(name))
        else:
            inputs = self._inputs(verdict, self._caused_by(rule.causes))
        return Explained(
            what="excluded",
            value=seconds,
            unit="seconds",
            clauses=rule.clauses,
            facts={"exclusion": name, "title": rule.title},
            inputs=inputs,
        )

    def _unmeasured(self, verdict: Verdict) -> Explained[object]:
        return Explained(
            what="unmeasured",
            value=verdict.unmeasured_seconds,
            unit="seconds",
            reading={"unmeasured": self.promise.readings["unmeasured"]},
            inputs=self._inputs(verdict, self._blind),
        )

    def _allowed(self, verdict: Verdict) -> Explained[object]:
        objective = ratio_text(self.promise.objective)
        budget = self.promise.budget_seconds
        formula = f"(1 - {objective}) × {verdict.service_seconds} = {ratio_text(verdict.allowed)}"
        if budget is not None and verdict.allowed == budget:
            formula = f"{budget}"
        return Explained(
            what="allowed",
            value=verdict.allowed,
            unit="seconds",
            formula=formula,
            clauses=self.promise.term.clauses,
            reading={"budget": self.promise.readings["budget"]} if budget is not None else {},
        )

    def _members(self, verdict: Verdict) -> Iterator[Explained[object]]:
        """Yield what a group was made of: its components by name, and the one that decided."""
        group = self._group(verdict)
        if group is None:
            return
        names = ", ".join(self.facts.names[lane] for lane in group.members)
        worst = worst_member(self.judgement.measures, verdict.row)
        yield Explained(
            what=f"group_{group.how.value}",
            value=None,
            clauses=self.promise.term.clauses,
            reading={"components": self.promise.readings["components"]},
            facts={"members": names, "worst": "" if worst is None else self.facts.names[worst]},
        )

    def _group(self, verdict: Verdict) -> Group | None:
        position = int(self.judgement.measures.lane[verdict.row]) - len(self.facts.components)
        return self.facts.groups[position] if position >= 0 else None

    def lanes(self, verdict: Verdict) -> tuple[int, ...]:
        """Return the lanes of the components that a verdict was made of."""
        group = self._group(verdict)
        if group is None:
            return (int(self.judgement.measures.lane[verdict.row]),)
        worst = worst_member(self.judgement.measures, verdict.row)
        return group.members if worst is None else (worst,)

    @cached_property
    def _read(self) -> Downtime:
        return downtime_of(self.promise, self.facts.outages)

    @cached_property
    def _blind(self) -> Mask:
        blind: Mask = self.facts.outages.state == State.NO_EVIDENCE
        return blind

    @cached_property
    def _counts(self) -> Mask:
        counts = self._read.counts
        return counts | self._blind if self.promise.readings["unmeasured"] == "down" else counts

    def _caused_by(self, causes: Collection[Cause]) -> Mask:
        positions = [CAUSES.index(cause) for cause in causes]
        return np.isin(self.facts.outages.cause, positions)

    def _inputs(self, verdict: Verdict, wanted: Mask) -> tuple[Evidence, ...]:
        """Return the wanted rows of the outage log that lie in the watched part of the period."""
        outages, found, period = self.facts.outages, [], verdict.period
        for lane in self.lanes(verdict):
            rows = self._rows_by_lane.get(lane, np.empty(0, dtype=np.int64))
            rows = rows[wanted[rows]]
            watched = self._observed.get(lane, sp.EMPTY)
            watched = sp.clip(watched, start=period.start, end=period.end)
            own = np.stack((self._read.start[rows], outages.end[rows]), axis=1)
            found.extend(outages.row[rows[sp.measure(watched, own) > 0]].tolist())
        source = self.facts.outages_source
        return tuple(Evidence(source=source, row=row) for row in sorted(found)[:ROWS_SHOWN])

    def _taken(self, name: str) -> Mapping[int, Spans]:
        """Return the downtime that an exclusion takes, by lane."""
        if name not in self._exclusions:
            spans = self.judgement.measures.sets.excluded[name]
            self._exclusions[name] = sp.by_lane(spans)
        return self._exclusions[name]

    @cached_property
    def _removed(self) -> Mapping[int, Spans]:
        return sp.by_lane(self.judgement.measures.sets.removed)

    def _removing(self, verdict: Verdict) -> tuple[Evidence, ...]:
        """Return the rows and windows that leave the service time."""
        rows = np.zeros(len(self._blind), dtype=np.bool_)
        if any(Cause.SUSPENSION in rule.causes for _, rule, _ in self.promise.exclusions):
            rows |= self._caused_by((Cause.SUSPENSION,))
        if self.promise.readings["unmeasured"] == "removed":
            rows |= self._blind
        return (*self._inputs(verdict, rows), *self._windows(verdict, self._removed))

    def _windows(self, verdict: Verdict, taken: Mapping[int, Spans]) -> tuple[Evidence, ...]:
        """Return the windows in which an exclusion took any time of the period."""
        log, period, lanes = self.facts.maintenance, verdict.period, self.lanes(verdict)
        touching = (log.start < period.end) & (log.end > period.start)
        mine = np.flatnonzero(touching & np.isin(log.lane, [ALL_LANES, *lanes])).tolist()
        own = sp.union(*(taken.get(lane, sp.EMPTY) for lane in lanes))
        own = sp.clip(own, start=period.start, end=period.end)
        took = sp.measure(own, np.stack((log.start, log.end), axis=1))
        return tuple(
            Evidence(source=log.source[at] if log.source else "", row=int(log.row[at]))
            for at in mine
            if took[at]
        )[:ROWS_SHOWN]

    @cached_property
    def _counted(self) -> Mapping[int, Spans]:
        return sp.by_lane(self.judgement.measures.sets.counted)

    @cached_property
    def _observed(self) -> Mapping[int, Spans]:
        return sp.by_lane(self.facts.observed)

    def earning(self, verdict: Verdict, causes: frozenset[Cause]) -> Spans:
        """Return the counted downtime of a verdict that some further causes do not excuse.

        UTC spans, not cut at the ends of the period. A group judged by its worst component or by
        weights has no downtime of its own; ask for its members'.
        """
        group = self._group(verdict)
        lane = int(self.judgement.measures.lane[verdict.row])
        excused = self._excused_by(causes)
        parts = [
            sp.subtract(self._counted.get(each, sp.EMPTY), excused.get(each, sp.EMPTY))
            for each in (group.members if group else (lane,))
        ]
        down = (
            sp.union(*parts)
            if group is None or group.how is Rollup.ANY
            else reduce(sp.intersect, parts)
        )
        return sp.intersect(down, self._observed.get(lane, sp.EMPTY))

    def _excused_by(self, causes: frozenset[Cause]) -> Mapping[int, Spans]:
        if causes not in self._excused:
            outages = self.facts.outages
            downtime = downtime_of(self.promise, outages, also_excused=causes)
            self._excused[causes] = sp.by_lane(downtime.excused(causes))
        return self._excused[causes]

    def member_verdicts(self, verdict: Verdict) -> tuple[tuple[int, Verdict], ...]:
        """Return the verdicts that a group's verdict was made of, each with its weight.

        A component, and a group that is made of time, stands for itself.
        """
        group = self._group(verdict)
        if group is None or group.how in (Rollup.ANY, Rollup.ALL):
            return ((1, verdict),)
        measures = self.judgement.measures
        same = measures.period == measures.period[verdict.row]
        rows = np.flatnonzero(same & np.isin(measures.lane, group.members)).tolist()
        return tuple(
            (group.weights.get(int(measures.lane[row]), 1), self.judgement.verdict(row))
            for row in rows
        )

    def how(self, verdict: Verdict) -> Rollup | None:
        """Return how a group's verdict is made of its members; None for a component."""
        group = self._group(verdict)
        return group.how if group else None


def readings_of(promise: Promise) -> dict[str, str]:
    """Return the readings that a promise depends on, by key."""
    found = {key: promise.readings[key] for key in asked_by(promise.term)}
    for _, rule, readings in promise.exclusions:
        found.update({key: readings[key] for key in asked_by(rule)})
    return {**found, **promise.calendar_readings}


def _ends(verdict: Verdict) -> dict[str, object]:
    return {"start": verdict.period.start, "end": verdict.period.end}
