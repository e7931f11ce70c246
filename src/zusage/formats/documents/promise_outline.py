"""The verdicts of one promise: a table with what stands under it, for a terminal or a document.

Nothing is computed here but how figures look; times and percentages are cut toward the worse.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from zusage.core.availability.promises import Promise
from zusage.core.evaluation import Judged
from zusage.core.remedies.credits import stated_credits, total_amount
from zusage.core.terms.contract import Contract
from zusage.core.terms.references import ALWAYS
from zusage.formats.documents.explanation_outline import (
    WORDS,
    badge,
    component_name,
    percent_text,
    places_of,
)
from zusage.formats.documents.outline import (
    Align,
    Column,
    Link,
    Listing,
    Paragraph,
    Part,
    Prose,
    Row,
    RowKind,
    Section,
    Strong,
    Table,
    anchor_of,
)
from zusage.formats.documents.wording import Wording

RAW_FROM, FOLLOWS_FROM, COMPONENT_FROM = 96, 112, 128
"""Width of a terminal from which a table has these columns; below, their content stands under it
or in headings."""

CHANGES_NAMED = 6
"""So many changed verdicts are named in the table; a document names all."""


@dataclass(frozen=True, kw_only=True)
class Promised:
    """The verdicts of one promise, and those that other readings would change.

    others: each differs from the verdict of the same component and period in a figure.
    """

    base: list[Judged] = field(default_factory=list)
    others: list[Judged] = field(default_factory=list)

    @property
    def components(self) -> list[str]:
        """Return the names of what was judged, each once."""
        return [*dict.fromkeys(each.verdict.component for each in self.base)]

    @property
    def settled(self) -> list[Judged]:
        """Return the verdicts that count: the service's, where several components make one."""
        return [each for each in self.base if each.is_settled]

    def changed(self) -> Iterator[tuple[str, str, list[Judged]]]:
        """Yield each reading that would change something: key, value, and what it would change."""
        stated = self.base[0].readings
        by_reading: dict[tuple[str, str], list[Judged]] = {}
        for other in self.others:
            for key, value in other.readings.items():
                if stated.get(key) != value:
                    by_reading.setdefault((key, value), []).append(other)
        for (key, value), judged in by_reading.items():
            yield key, value, judged


class Shown(NamedTuple):
    """Which of the columns a table has that depend on its width and its verdicts."""

    component: bool
    raw: bool
    follows: bool


def by_promise(judged: Iterable[Judged]) -> list[Promised]:
    """Put verdicts together by level and promise, those under the stated readings first.

    judged: as `evaluate` yields them, the first run over a promise being the stated one.
    """
    found: dict[tuple[str, str], Promised] = {}
    for each in judged:
        promise = each.verdict.promise
        own = found.setdefault((each.level, promise.term.id), Promised())
        is_base = not own.base or own.base[0].verdict.promise is promise
        (own.base if is_base else own.others).append(each)
    return [*found.values()]


class Verdicts:
    """Tells verdicts in one language: for a terminal of a width, or for a document (None).

    all_explained: whether the document has the tree of every verdict, so that each is a link.
    """

    def __init__(
        self,
        contract: Contract,
        wording: Wording,
        *,
        width: int | None = None,
        all_explained: bool = False,
    ) -> None:
        self.contract = contract
        self.wording = wording
        self.say = wording.say
        self.width = width
        self.all_explained = all_explained

    # ---- parts -------------------------------------------------------------------------------

    def all_parts(self, judged: Sequence[Judged]) -> Iterator[Part]:
        """Yield everything for a terminal."""
        for promised in by_promise(judged):
            yield Paragraph(text=self.heading(promised))
            yield from self.parts(promised)
        if not judged:
            yield Paragraph(text=self.say("verdict.nothing"))

    def section(self, promised: Promised) -> Section:
        """Return the section of one promise."""
        return Section(
            title=self.heading(promised),
            anchor=anchor("promise", promised.base[0]),
            blocks=tuple(self.parts(promised)),
        )

    def parts(self, promised: Promised) -> Iterator[Part]:
        """Yield the table of one promise and what stands under it."""
        yield self.table(promised)
        yield Paragraph(text=" ".join(self.legend(promised)), quiet=True)
        yield Paragraph(text=self.totals(promised))
        for title, items in (
            ("verdict.part.follows", self.follow_lines(promised)),
            ("verdict.part.remarks", self.remarks(promised)),
            ("verdict.part.readings", self.readings(promised)),
            ("verdict.part.others", self.others(promised)),
        ):
            if listed := tuple(items):
                yield Paragraph(text=Strong(text=self.say(title)))
                yield Listing(items=listed)

    def heading(self, promised: Promised) -> str:
        """Say in a line what is promised and what counts."""
        first = promised.base[0]
        promise, wording = first.verdict.promise, self.wording
        return self.say(
            "verdict.heading",
            contract=promise.contract,
            level=wording.text(self.contract.levels[first.level].title),
            promise=wording.text(promise.term.title),
            objective=wording.percentage(promise.term.objective),
            period=wording.term("period", promise.term.per.value),
            counted=self.counted(promise),
        )

    def counted(self, promise: Promise) -> str:
        """Name the hours that count, with their week as the readings have it."""
        name = promise.term.counted
        if name == ALWAYS:
            return self.say("document.always")
        hours = ", ".join(self.wording.days(promise.calendars[name].week))
        return f"{self.wording.name(name, 'hours')} ({hours})"

    # ---- the table ---------------------------------------------------------------------------

    def table(self, promised: Promised) -> Table:
        """Return the verdicts of a promise by component and period."""
        shown = self._columns(promised)
        is_grouped = not shown.component and (
            self.width is not None or len(promised.components) > 1
        )
        rows: list[Row] = []
        for _, group in groupby(promised.base, key=lambda each: each.verdict.component):
            own = [*group]
            words = component_name(own[0], self.wording)
            if is_grouped:
                rows.append(Row(cells=(words,), kind=RowKind.GROUP))
            for judged in own:
                cells = [
                    *([words] * shown.component),
                    *self.cells(judged, has_raw=shown.raw),
                    *(["; ".join(self.follows(judged))] * shown.follows),
                ]
                rows.append(Row(cells=tuple(cells)))
        return Table(
            title=self.heading(promised),
            title_hidden=True,
            columns=tuple(self._heads(shown)),
            rows=tuple(rows),
        )

    def _heads(self, shown: Shown) -> Iterator[Column]:
        say, end = self.say, Align.END
        if shown.component:
            yield Column(title=say("verdict.column.component"), share=1, is_name=True)
        yield Column(title=say("verdict.column.period"))
        yield Column(title=say("verdict.column.service"), align=end)
        yield Column(title=say("verdict.column.downtime"), align=end)
        if shown.raw:
            yield Column(title=say("verdict.column.raw"), align=end)
        yield Column(title=say("verdict.column.allowed"), align=end)
        yield Column(title=say("verdict.column.left"), align=end)
        yield Column(title=say("verdict.column.percent"), align=end)
        yield Column(title=say("verdict.column.verdict"))
        if shown.follows:
            yield Column(title=say("verdict.column.follows"), share=2)

    def _columns(self, promised: Promised) -> Shown:
        """Say which columns the table has that not every table has."""
        raw = any(e.verdict.raw_seconds != e.verdict.downtime_seconds for e in promised.base)
        follows = any(map(self.follows, promised.base))
        if self.width is None:
            # A component with one verdict needs no heading of its own; beside its name there is
            # no room on paper for what follows, which then stands under the table.
            is_short = 1 < len(promised.components) == len(promised.base)
            return Shown(component=is_short, raw=raw, follows=follows and not is_short)
        return Shown(
            component=self.width >= COMPONENT_FROM,
            raw=raw and self.width >= RAW_FROM,
            follows=follows and self.width >= FOLLOWS_FROM,
        )

    def cells(self, judged: Judged, *, has_raw: bool) -> tuple[Prose, ...]:
        """Return a row from the period to the verdict."""
        verdict, hours = judged.verdict, self.wording.hours
        return (
            self.period(judged),
            hours(verdict.service_seconds),
            hours(verdict.downtime_seconds),
            *([hours(verdict.raw_seconds)] * has_raw),
            hours(verdict.allowed),
            hours(verdict.remaining),
            self.percent(judged),
            badge(judged, self.wording),
        )

    def period(self, judged: Judged) -> Prose:
        """Write the period, marked when it was not measured as a whole; link to its explanation."""
        name = judged.verdict.period.name
        if self.width is not None:
            return name if judged.verdict.complete else f"{name}\u00a0·"
        has_tree = self.all_explained or is_explained(judged)
        target = anchor("explanation", judged) if has_tree else ""
        return (
            Link(text=name, target=target) if target else name,
            "" if judged.verdict.complete else "\u00a0·",
        )

    def percent(self, judged: Judged) -> str:
        """Write the availability in percent without the sign, the head of the column has it."""
        ratio = judged.verdict.ratio
        return "–" if ratio is None else self.wording.decimal(ratio * 100, places_of(judged))

    def legend(self, promised: Promised) -> Iterator[str]:
        """Yield what a reader needs for the figures."""
        yield self.say("verdict.legend.times")
        if self._columns(promised).raw:
            yield self.say("verdict.legend.raw")
        if not all(each.verdict.complete for each in promised.base):
            yield self.say("verdict.legend.incomplete")
        if len(promised.settled) < len(promised.base):
            yield self.say("verdict.legend.service")

    def totals(self, promised: Promised) -> str:
        """Count the verdicts that are settled, and add up the credits."""
        settled = promised.settled
        met = [each.verdict.met for each in settled]
        said = self.say(
            "verdict.totals",
            count=len(met),
            met=met.count(True),
            missed=met.count(False),
            open=met.count(None),
            incomplete=sum(not each.verdict.complete for each in settled),
        )
        credits = (credit for each in settled for credit in stated_credits(each.credits))
        amount = total_amount(credits)
        if amount is None:
            return said
        return f"{said} {self.say('verdict.totals.amount', amount=self.wording.money(amount))}"

    # ---- what stands under the table ---------------------------------------------------------

    def follow_lines(self, promised: Promised) -> Iterator[str]:
        """Yield what follows from each verdict, where the table has no column for it."""
        has_column = self._columns(promised).follows
        for judged in promised.base:
            found = [*self.follows(judged), *self.otherwise(judged)]
            if found and not (has_column and len(found) == len(self.follows(judged))):
                yield f"{self.where(judged)}: {'; '.join(found)}"

    def follows(self, judged: Judged) -> list[str]:
        """Return the credits and rights of a verdict."""
        said = []
        for credit in stated_credits(judged.credits):
            percent = percent_text(credit.percent, self.wording)
            if credit.amount is None:
                said.append(self.say("verdict.follows.credit", percent=percent))
            else:
                amount = self.wording.money(credit.amount)
                said.append(
                    self.say("verdict.follows.credit_amount", percent=percent, amount=amount)
                )
        for right in judged.rights:
            title = self.wording.text(right.remedy.title)
            said.append(self.say("verdict.follows.right", title=title, run=", ".join(right.run)))
        return said

    def otherwise(self, judged: Judged) -> Iterator[str]:
        """Yield the credits that other readings would give, where they were asked for."""
        stated = {credit.percent for credit in stated_credits(judged.credits)}
        others = sorted({credit.percent for credit in judged.credits} - stated)
        if others and any(others):
            percents = self.wording.one_of(percent_text(each, self.wording) for each in others)
            yield self.say("verdict.follows.credit_otherwise", percents=percents)

    def where(self, judged: Judged) -> str:
        """Name component and period."""
        verdict = judged.verdict
        component, period = component_name(judged, self.wording), verdict.period.name
        return self.say("verdict.where", component=component, period=period)

    def remarks(self, promised: Promised) -> Iterator[str]:
        """Yield what was excluded, what was not measured, and what is uncertain."""
        hours = self.wording.hours
        for judged in promised.base:
            verdict, where = judged.verdict, self.where(judged)
            if verdict.excluded_seconds:
                parts = self.wording.all_of(self._excluded(judged))
                raw = hours(verdict.raw_seconds)
                yield self.say("verdict.remark.excluded", where=where, raw=raw, parts=parts)
            unmeasured = hours(verdict.unmeasured_seconds)
            if verdict.flips:
                yield self.say("verdict.remark.turned", where=where, unmeasured=unmeasured)
            elif verdict.unmeasured_seconds:
                yield self.say("verdict.remark.unmeasured", where=where, unmeasured=unmeasured)
            if verdict.bounds and verdict.bounds_flip:
                least, most = map(hours, verdict.bounds)
                yield self.say("verdict.remark.bounds", where=where, least=least, most=most)

    def _excluded(self, judged: Judged) -> Iterator[str]:
        for name, seconds in judged.verdict.excluded_seconds.items():
            title = self.wording.text(self.contract.exclusions[name].title)
            yield self.say("verdict.remark.part", seconds=self.wording.hours(seconds), title=title)

    def readings(self, promised: Promised) -> Iterator[str]:
        """Yield the readings that the verdicts are under."""
        for key, value in promised.base[0].readings.items():
            yield self.say(
                "verdict.reading",
                question=self.say(f"reading.{key}"),
                reading=self.wording.reading(key, value),
                key=key,
                value=value,
            )

    def others(self, promised: Promised, *, in_full: bool = False) -> Iterator[str]:
        """Yield what each other reading would change; in_full names verdicts that stay as well."""
        for key, value, judged in promised.changed():
            yield self.say(
                "verdict.other.verdicts",
                question=self.say(f"reading.{key}"),
                reading=self.wording.reading(key, value),
                key=key,
                value=value,
                changes="; ".join(self.changes(promised, judged, in_full=in_full)),
            )

    def changes(
        self, promised: Promised, judged: Sequence[Judged], *, in_full: bool = False
    ) -> Iterator[str]:
        """Yield what one other reading makes of verdicts: those that turn, and how many others."""
        known = {place_of(each): each.verdict.met for each in promised.base}
        has_turned = [known.get(place_of(each)) != each.verdict.met for each in judged]
        turned = [each for each, turns in zip(judged, has_turned, strict=True) if turns or in_full]
        named = turned if self.width is None else turned[:CHANGES_NAMED]
        yield from map(self._change, named)
        if len(named) < len(turned):
            yield self.say("verdict.other.more", count=len(turned) - len(named))
        if same := len(judged) - len(turned):
            one, many = "verdict.other.figures.one", "verdict.other.figures.many"
            yield self.say(one if same == 1 else many, count=same)

    def _change(self, judged: Judged) -> str:
        return self.say(
            "verdict.other.change",
            where=self.where(judged),
            verdict=self.say(WORDS[judged.verdict.met]),
            percent=f"{self.percent(judged)}\u00a0%",
        )


def is_explained(judged: Judged) -> bool:
    """Say whether the document of verdicts shows the tree of one: a reader will ask about it."""
    return judged.verdict.met is not True or not judged.verdict.complete


def place_of(judged: Judged) -> tuple[str, str]:
    """Return component and period of a verdict."""
    return judged.verdict.component, judged.verdict.period.name


def anchor(kind: str, judged: Judged) -> str:
    """Return the anchor of a promise or of one explanation."""
    promise = judged.verdict.promise.term.id
    where = place_of(judged) if kind == "explanation" else ()
    return anchor_of(kind, judged.level, promise, *where)
