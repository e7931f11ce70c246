"""One month of a report: verdicts, the course as a picture, outages and maintenance as tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from zusage.core import spans as sp
from zusage.core.availability.facts import State as Kind
from zusage.core.availability.measures import Measures
from zusage.core.availability.occurrences import (
    Occurrence,
    Window,
    counted_hours,
    occurrences,
    unwatched,
    windows,
)
from zusage.core.evaluation import Judged
from zusage.core.explain import Evidence
from zusage.core.periods import Period
from zusage.core.terms.contract import Contract
from zusage.formats.documents.chart import month_timeline
from zusage.formats.documents.outline import (
    Align,
    Bar,
    Break,
    Column,
    Lane,
    Listing,
    Paragraph,
    Part,
    Prose,
    Row,
    RowKind,
    State,
    Strong,
    Table,
    Timeline,
)
from zusage.formats.documents.promise_outline import Promised, Verdicts
from zusage.formats.documents.wording import Wording

LANES_MOST = 12
"""A picture has at most so many lanes; beyond, components without an event are left out."""

NAMED_MOST = 6
"""With so many verdicts a month, each one that another reading changes is named."""

STATES = {
    Kind.DOWN: State.DOWN,
    Kind.PARTIAL: State.PARTIAL,
    Kind.DEGRADED: State.DEGRADED,
    Kind.NO_EVIDENCE: State.UNMEASURED,
}


@dataclass(frozen=True, kw_only=True)
class Course:
    """What happened to the components of one promise in a month."""

    promised: Promised
    measures: tuple[Measures, ...]
    month: Period
    outages: tuple[Occurrence, ...]
    windows: tuple[Window, ...]

    @property
    def measures_of(self) -> dict[str, Measures]:
        """Return the measures by component."""
        return {name: each for each in self.measures for name in each.facts.components}

    @property
    def components(self) -> list[str]:
        """Return the components that the promise was judged on, in their order."""
        return [*self.measures_of]


@dataclass(frozen=True, kw_only=True)
class Months:
    """Tells months of a report.

    end: of the reported time, UTC seconds. names: of files, by the path they were read from.
    """

    contract: Contract
    verdicts: Verdicts
    promised: Sequence[Promised]
    row_of: Callable[[Evidence], Mapping[str, str]]
    names: Mapping[str, str]
    end: int

    @property
    def wording(self) -> Wording:
        """Return the words of the document."""
        return self.verdicts.wording

    def parts(self, month: Period) -> Iterator[Part]:
        """Yield everything about a month, promise by promise."""
        for promised in self.promised:
            if len(self.promised) > 1:
                yield Paragraph(text=Strong(text=self.verdicts.heading(promised)))
            course = self._course(promised, month)
            yield from self._verdicts(promised, month)
            yield from self._pictures(course)
            if course.outages:
                yield self._outages(course)
            if course.windows:
                yield self._windows(course)

    def _course(self, promised: Promised, month: Period) -> Course:
        explainers = {id(each.explainer): each.explainer for each in promised.base}
        measures = tuple(each.judgement.measures for each in explainers.values())
        start, end = month.start, month.end
        return Course(
            promised=promised,
            measures=measures,
            month=month,
            outages=tuple(o for each in measures for o in occurrences(each, start=start, end=end)),
            windows=tuple(w for each in measures for w in windows(each, start=start, end=end)),
        )

    # ---- verdicts ----------------------------------------------------------------------------

    def _verdicts(self, promised: Promised, month: Period) -> Iterator[Part]:
        """Yield the verdicts on the periods that end in the month, or with the report."""
        own = Promised(
            base=[each for each in promised.base if self._ends_in(each, month)],
            others=[each for each in promised.others if self._ends_in(each, month)],
        )
        if not own.base:
            per = self.wording.term("period", promised.base[0].verdict.promise.term.per.value)
            yield Paragraph(text=self.wording.say("report.month.running", period=per), quiet=True)
            return
        yield self.verdicts.table(own)
        found = [*self.verdicts.follow_lines(own), *self.verdicts.remarks(own)]
        if found:
            yield Listing(items=tuple(found))
        if others := tuple(self.verdicts.others(own, in_full=len(own.base) <= NAMED_MOST)):
            yield Paragraph(text=Strong(text=self.wording.say("report.month.others")))
            yield Listing(items=others)

    def _ends_in(self, judged: Judged, month: Period) -> bool:
        last = min(judged.verdict.period.end, self.end) - 1
        return month.start <= last < month.end

    # ---- pictures ----------------------------------------------------------------------------

    def _pictures(self, course: Course) -> Iterator[Timeline]:
        lanes = [(name, self._bars(course, name)) for name in course.components]
        if len(lanes) > LANES_MOST:
            lanes = [(name, bars) for name, bars in lanes if bars]
        chunks = [lanes[at : at + LANES_MOST] for at in range(0, len(lanes), LANES_MOST)]
        for number, chunk in enumerate(chunks, start=1):
            facts = {"month": self.wording.period(course.month.name)}
            title = self.wording.say("report.timeline.title", **facts)
            if len(chunks) > 1:
                facts |= {"number": str(number), "count": str(len(chunks))}
                title = self.wording.say("report.timeline.title.part", **facts)
            yield self._picture(course, chunk, title)

    def _picture(
        self, course: Course, lanes: Sequence[tuple[str, tuple[Bar, ...]]], title: str
    ) -> Timeline:
        month, zone = course.month, self.contract.zone
        hours = counted_hours(course.measures[0], start=month.start, end=month.end)
        closed = sp.gaps(hours, start=month.start, end=month.end) - month.start
        return month_timeline(
            month,
            zone=zone,
            title=title,
            description=self._words(course),
            lanes=[Lane(title=name, bars=bars) for name, bars in lanes],
            shaded=[(start, end) for start, end in closed.tolist()],
        )

    def _words(self, course: Course) -> str:
        """Say what the picture shows; the tables have each outage and window, gaps stand here."""
        zone, say = self.contract.zone, self.wording.say
        if course.outages or course.windows:
            counts = {"outages": len(course.outages), "windows": len(course.windows)}
            said = [say("report.timeline.words", zone=zone, **counts)]
        else:
            said = [say("report.timeline.empty", zone=zone)]
        for name in course.components[:LANES_MOST]:
            for start, end in self._gaps(course, name):
                moments = {"start": self._moment(start), "end": self._moment(end)}
                said.append(say("report.timeline.unwatched", component=name, **moments))
        return " ".join(said)

    def _gaps(self, course: Course, name: str) -> list[tuple[int, int]]:
        month, measures = course.month, course.measures_of[name]
        found = unwatched(measures, name, start=month.start, end=month.end)
        return [(start, end) for start, end in found.tolist()]

    def _bars(self, course: Course, name: str) -> tuple[Bar, ...]:
        found = [(start, end, State.UNMEASURED) for start, end in self._gaps(course, name)]
        found += [
            (each.start, each.end, State.MAINTENANCE)
            for each in course.windows
            if each.component in (None, name)
        ]
        found += [
            (each.start, each.end, STATES[each.state])
            for each in course.outages
            if each.component == name
        ]
        begin = course.month.start
        return tuple(
            Bar(
                start=start - begin,
                end=end - begin,
                state=state,
                title=self._bar(start, end, state),
            )
            for start, end, state in found
        )

    def _bar(self, start: int, end: int, state: State) -> str:
        return self.wording.say(
            "report.timeline.bar",
            state=self.wording.term("state", state.value),
            start=self._moment(start),
            end=self._moment(end),
        )

    # ---- tables ------------------------------------------------------------------------------

    def _outages(self, course: Course) -> Table:
        say, sources = self.wording.say, _sources(course.outages)
        ordered = sorted(course.outages, key=lambda each: (each.component, each.start))
        rows: list[Row] = []
        for name, own in groupby(ordered, key=lambda each: each.component):
            if len(course.components) > 1:
                rows.append(Row(cells=(name,), kind=RowKind.GROUP))
            rows.extend(Row(cells=self._outage(each, sources)) for each in own)
        return Table(
            title=self._title("report.outages.title", sources),
            columns=(
                Column(title=say("report.outages.column.when")),
                Column(title=say("report.outages.column.length"), align=Align.END),
                Column(title=say("report.outages.column.hours"), align=Align.END),
                Column(title=say("report.outages.column.counted"), align=Align.END),
                Column(title=say("report.outages.column.state")),
                Column(title=say("report.outages.column.cause"), share=3),
                Column(title=say("report.outages.column.evidence"), share=5, is_name=True),
            ),
            rows=tuple(rows),
        )

    def _outage(self, outage: Occurrence, sources: set[str]) -> tuple[Prose, ...]:
        hours = self.wording.hours
        further = dict(self.row_of(outage.evidence))
        return (
            self._when(outage.start, outage.end),
            hours(outage.seconds),
            hours(outage.hours_seconds),
            hours(outage.counted_seconds),
            self.wording.term("state", STATES[outage.state].value),
            self._cause(outage, further.pop("decided_by", "")),
            self._evidence(
                outage.evidence, sources, further, *self._part(outage), *self._checks(outage)
            ),
        )

    def _cause(self, outage: Occurrence, person: str) -> str:
        if outage.cause is None:
            return self.wording.say("report.outages.cause.open")
        cause = self.wording.term("cause", outage.cause.value)
        return (
            self.wording.say("report.outages.cause.by", cause=cause, person=person)
            if person
            else cause
        )

    def _part(self, row: Occurrence | Window) -> Iterator[str]:
        """Say that a row reaches beyond its month, whose hours alone stand beside it."""
        if row.is_part:
            yield self.wording.say("report.outages.part")

    def _checks(self, outage: Occurrence) -> Iterator[str]:
        if outage.last_good is not None:
            yield self.wording.say("report.outages.good", at=self._moment(outage.last_good))
        if outage.last_bad is not None:
            yield self.wording.say("report.outages.bad", at=self._moment(outage.last_bad))

    def _windows(self, course: Course) -> Table:
        say, sources = self.wording.say, _sources(course.windows)
        return Table(
            title=self._title("report.maintenance.title", sources),
            columns=(
                Column(title=say("report.outages.column.when")),
                Column(title=say("report.maintenance.column.announced")),
                Column(title=say("report.outages.column.length"), align=Align.END),
                Column(title=say("report.outages.column.hours"), align=Align.END),
                Column(title=say("report.maintenance.column.taken"), align=Align.END),
                Column(title=say("report.maintenance.column.standing"), share=4),
                Column(title=say("report.outages.column.evidence"), share=3, is_name=True),
            ),
            rows=tuple(Row(cells=self._window(each, sources)) for each in course.windows),
        )

    def _window(self, window: Window, sources: set[str]) -> tuple[Prose, ...]:
        say, hours = self.wording.say, self.wording.hours
        standing = [say(f"report.standing.{window.standing.value}")]
        if window.is_assumed:
            standing.append(say("report.standing.assumed"))
        if window.is_breach:
            standing.append(say("report.standing.breach"))
        announced = window.announced
        named = window.component or say("report.maintenance.every")
        return (
            self._when(window.start, window.end),
            say("report.maintenance.unannounced") if announced is None else self._moment(announced),
            hours(window.seconds),
            hours(window.hours_seconds),
            hours(window.taken_seconds),
            "; ".join(standing),
            self._evidence(
                window.evidence,
                sources,
                self.row_of(window.evidence),
                *self._part(window),
                named,
            ),
        )

    def _when(self, start: int, end: int) -> Prose:
        return (self._moment(start), Break(), self._moment(end))

    def _moment(self, second: int) -> str:
        return self.wording.moment(self.contract.zone, second).replace(" ", "\u00a0")

    def _title(self, code: str, sources: set[str]) -> str:
        """Return the title of a table, with the file of its rows where they have only one."""
        title = self.wording.say(code, zone=self.contract.zone)
        if len(sources) > 1:
            return title
        [file] = sources
        return self.wording.say("report.table.file", title=title, file=self.names.get(file, file))

    def _evidence(
        self, evidence: Evidence, sources: set[str], further: Mapping[str, str], *more: str
    ) -> str:
        """Return what the file says beside the times, and where: its further columns and line."""
        say, line = self.wording.say, evidence.row
        file = self.names.get(evidence.source, evidence.source)
        is_named = len(sources) > 1
        said = [
            *(value if name == "source" else f"{name}: {value}" for name, value in further.items()),
            *more,
            say("report.outages.file_line", file=file, line=line)
            if is_named
            else say("report.outages.line", line=line),
        ]
        return "; ".join(said)


def _sources(rows: Sequence[Occurrence | Window]) -> set[str]:
    return {each.evidence.source for each in rows}
