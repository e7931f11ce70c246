"""The report on availability over some months, as a document: what a customer and a lawyer read.

Every figure comes from the core; here it only gets its form.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zusage.core.evaluation import Judged
from zusage.core.explain import Evidence
from zusage.core.periods import Period, PeriodKind, PeriodRule, periods_between
from zusage.core.terms.contract import Contract, PartyRole
from zusage.core.terms.readings import QUESTIONS
from zusage.core.zones import local_date
from zusage.formats.documents.explanation_outline import (
    Telling,
    badge,
    clause_section,
    component_name,
    percent_text,
)
from zusage.formats.documents.month_outline import Months
from zusage.formats.documents.outline import (
    Align,
    Break,
    Column,
    Fact,
    Facts,
    Link,
    Listing,
    Outline,
    Paragraph,
    Part,
    Prose,
    Row,
    RowKind,
    Section,
    Strong,
    Table,
    Tree,
    anchor_of,
    compact,
    targets_in,
)
from zusage.formats.documents.promise_outline import (
    Promised,
    Verdicts,
    anchor,
    by_promise,
)
from zusage.formats.documents.sources import SourceFile, names_of, told
from zusage.formats.documents.wording import Wording

HASH_SHOWN = 12
"""So many digits of a hash stand at the foot of each page; the first page has all."""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a report is made of.

    judged: as `evaluate` yields them with all readings, the stated ones first.
    start, end: UTC seconds, half-open. sources: the contract file first. row_of: the further
    columns of an input row. notes: sentences about the files, by their names.
    """

    contract: Contract
    judged: Sequence[Judged]
    start: int
    end: int
    sources: Sequence[SourceFile]
    row_of: Callable[[Evidence], Mapping[str, str]]
    customer: str = ""
    notes: Sequence[str] = ()


def report_outline(report: Report, *, lang: str) -> Outline:
    """Return the report as a document in German or English. Clauses: V19."""
    return _Report(report, Wording(language=lang)).outline()


class _Report:
    """Tells one report in one language."""

    def __init__(self, report: Report, wording: Wording) -> None:
        self.report = report
        self.contract = report.contract
        self.wording = wording
        self.say = wording.say
        self.names = names_of(report.sources)
        self.promised = by_promise(report.judged)
        self.verdicts = Verdicts(report.contract, wording, all_explained=True)

    def outline(self) -> Outline:
        report, contract = self.report, self.contract
        first, last = self._days()
        sections = (
            self.summary(),
            self.months(),
            self.readings(),
            self.explanations(),
        )
        clauses = clause_section(
            contract,
            self.wording,
            title=self.say("report.part.clauses"),
            cited=targets_in(sections),
        )
        return Outline(
            title=self.say("report.title"),
            subtitle=self.say(
                "report.subtitle",
                title=self.wording.text(contract.title),
                start=self.wording.short_day(first),
                end=self.wording.short_day(last),
            ),
            language=self.wording.language,
            on=last,
            identity=(
                self.say(
                    "report.identity",
                    contract=contract.name,
                    version=contract.version,
                    hash=report.sources[0].sha256[:HASH_SHOWN],
                ),
            ),
            blocks=(self.cover(),),
            sections=tuple(each for each in (*sections, clauses) if each.blocks),
        )

    def _days(self) -> tuple[date, date]:
        zone, report = self.contract.zone, self.report
        return local_date(zone, report.start), local_date(zone, report.end - 1)

    # ---- cover and summary -------------------------------------------------------------------

    def cover(self) -> Facts:
        contract, say, text = self.contract, self.say, self.wording.text
        providers = [p for p in contract.parties.values() if p.role is PartyRole.PROVIDER]
        first, last = map(self.wording.day, self._days())
        version = say(
            "report.cover.contract.version", contract=contract.name, version=contract.version
        )
        pairs: list[tuple[str, tuple[Prose, ...]]] = [
            ("report.cover.provider", tuple(text(party.name) for party in providers)),
            ("report.cover.service", (text(contract.title),)),
            ("report.cover.customer", (self.report.customer,) if self.report.customer else ()),
            (
                "report.cover.period",
                (say("report.cover.period.days", start=first, end=last, zone=contract.zone),),
            ),
            ("report.cover.contract", (version,)),
            ("report.cover.files", tuple(told(self.report.sources, self.names, self.wording))),
        ]
        return Facts(
            pairs=tuple(Fact(name=say(name), values=values) for name, values in pairs if values)
        )

    def summary(self) -> Section:
        parts: list[Part] = []
        for promised in self.promised:
            parts.append(Paragraph(text=Strong(text=self.verdicts.heading(promised))))
            parts.append(Paragraph(text=self.verdicts.totals(promised)))
            parts.append(self._table(promised))
            parts.append(Paragraph(text=" ".join(self.verdicts.legend(promised)), quiet=True))
        if not self.promised:
            parts.append(Paragraph(text=self.say("report.summary.none")))
        if self.report.notes:
            parts.append(Paragraph(text=Strong(text=self.say("report.summary.notes"))))
            parts.append(Listing(items=tuple(self.report.notes)))
        parts.append(Paragraph(text=self.say("report.times"), quiet=True))
        title = self.say("report.part.summary")
        return Section(title=title, anchor=anchor_of("summary"), blocks=tuple(parts))

    def _table(self, promised: Promised) -> Table:
        """Return a verdict a line with what follows; each leads to its explanation."""
        say, rows = self.say, []
        many = len(promised.components) > 1
        before = ""
        for judged in promised.base:
            if many and judged.verdict.component != before:
                before = judged.verdict.component
                rows.append(Row(cells=(component_name(judged, self.wording),), kind=RowKind.GROUP))
            period = judged.verdict.period.name
            mark = "" if judged.verdict.complete else "\u00a0·"
            link = Link(text=self.wording.period(period), target=anchor("explanation", judged))
            percent = self.verdicts.percent(judged)
            left = self.wording.hours(judged.verdict.remaining)
            follows = "; ".join(self.verdicts.follows(judged))
            cells = ((link, mark), percent, left, badge(judged, self.wording), follows)
            rows.append(Row(cells=cells))
        table = Table(
            title=say("report.summary.title"),
            title_hidden=True,
            columns=(
                Column(title=say("verdict.column.period")),
                Column(title=say("verdict.column.percent"), align=Align.END),
                Column(title=say("verdict.column.left"), align=Align.END),
                Column(title=say("verdict.column.verdict")),
                Column(title=say("verdict.column.follows"), share=1),
            ),
            rows=tuple(rows),
        )
        return compact(table)

    # ---- months ------------------------------------------------------------------------------

    def months(self) -> Section:
        report, zone = self.report, self.contract.zone
        rule = PeriodRule(kind=PeriodKind.CALENDAR_MONTH, zone=zone)
        found = periods_between(rule, start=report.start, end=report.end)
        telling = Months(
            contract=self.contract,
            verdicts=self.verdicts,
            promised=self.promised,
            row_of=report.row_of,
            names=self.names,
            end=report.end,
        )
        return Section(
            title=self.say("report.part.months"),
            anchor=anchor_of("months"),
            blocks=tuple(self._month(telling, month) for month in found if self.promised),
        )

    def _month(self, telling: Months, month: Period) -> Section:
        return Section(
            title=self.wording.period(month.name),
            anchor=anchor_of("month", month.name),
            blocks=tuple(telling.parts(month)),
        )

    # ---- readings ----------------------------------------------------------------------------

    def readings(self) -> Section:
        parts: list[Part] = []
        for promised in self.promised:
            if len(self.promised) > 1:
                parts.append(Paragraph(text=Strong(text=self.verdicts.heading(promised))))
            parts.append(self._readings(promised))
        if parts:
            parts.insert(0, Paragraph(text=self.say("report.readings.which")))
        title = self.say("report.part.readings")
        return Section(title=title, anchor=anchor_of("readings"), blocks=tuple(parts))

    def _readings(self, promised: Promised) -> Table:
        say, wording = self.say, self.wording
        changed = {(key, value): judged for key, value, judged in promised.changed()}
        rows = []
        earned = [credit for each in promised.base for credit in each.credits[:1]]
        credits = {key: value for credit in earned for key, value in credit.reading.items()}
        for key, value in {**promised.base[0].readings, **credits}.items():
            others = [
                self._other(promised, key, other, changed.get((key, other), []))
                for other in QUESTIONS[key].readings
                if other != value
            ]
            broken = [piece for said in others for piece in (Break(), said)][1:]
            cells = (say(f"reading.{key}"), wording.reading(key, value), tuple(broken))
            rows.append(Row(cells=cells if others else (*cells[:2], say("report.readings.only"))))
        return Table(
            title=say("report.part.readings"),
            title_hidden=True,
            columns=(
                Column(title=say("report.readings.column.question"), share=3),
                Column(title=say("report.readings.column.taken"), share=3),
                Column(title=say("report.readings.column.others"), share=5),
            ),
            rows=tuple(rows),
        )

    def _other(self, promised: Promised, key: str, value: str, judged: list[Judged]) -> str:
        """Say what another reading would change: verdicts, figures or credits."""
        reading = self.wording.reading(key, value)
        changes = [*self.verdicts.changes(promised, judged), *self._credits(promised, key, value)]
        if not changes:
            return self.say("report.readings.same", reading=reading)
        return self.say("report.readings.changes", reading=reading, changes="; ".join(changes))

    def _credits(self, promised: Promised, key: str, value: str) -> Iterator[str]:
        """Yield the credits that one other reading of a credit rule alone would give."""
        for judged in promised.base:
            if not judged.credits or key not in judged.credits[0].reading:
                continue
            stated = judged.credits[0]
            wanted = {**stated.reading, key: value}
            for credit in judged.credits:
                if dict(credit.reading) == wanted and credit.percent != stated.percent:
                    yield self.say(
                        "report.readings.credit",
                        where=self.verdicts.where(judged),
                        percent=percent_text(credit.percent, self.wording),
                    )

    # ---- explanations ------------------------------------------------------------------------

    def explanations(self) -> Section:
        telling = Telling(contract=self.contract, wording=self.wording, names=self.names)
        sections = tuple(
            Section(
                title=self.verdicts.heading(promised),
                anchor=anchor("explanations", promised.base[0]),
                blocks=tuple(self._explanation(telling, judged) for judged in promised.base),
            )
            for promised in self.promised
        )
        which = Paragraph(text=self.say("report.explanations.which"))
        return Section(
            title=self.say("report.part.explanations"),
            anchor=anchor_of("explanations"),
            blocks=(which, *sections) if sections else (),
        )

    def _explanation(self, telling: Telling, judged: Judged) -> Section:
        return Section(
            title=self.verdicts.where(judged),
            anchor=anchor("explanation", judged),
            blocks=(Tree(nodes=(telling.tree(judged),)),),
        )
