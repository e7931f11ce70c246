"""Explanations as trees that people read: each figure, its arithmetic, clauses and evidence."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from zusage.core.evaluation import Judged
from zusage.core.explain import Evidence, Explained
from zusage.core.remedies.credits import EarnedCredit, stated_credits
from zusage.core.remedies.rights import Right
from zusage.core.terms.contract import Contract, TerminationRight
from zusage.core.terms.quantities import Text
from zusage.core.terms.references import ALWAYS
from zusage.formats.documents.outline import (
    Badge,
    Break,
    Code,
    Fact,
    Facts,
    Mark,
    Node,
    Prose,
    Section,
    Tone,
    anchor_of,
    inlines,
)
from zusage.formats.documents.wording import NARROW, Wording

TONES = {True: Tone.GOOD, False: Tone.BAD, None: Tone.OPEN}
WORDS = {True: "verdict.met", False: "verdict.missed", None: "verdict.open"}
PLACES_MORE = 2
"""Decimals of a shown percentage beyond those of its objective."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What makes trees readable: the contract whose clauses they name, and the words.

    names: of files, by the path they were read from; a path without a name is shown itself.
    """

    contract: Contract
    wording: Wording
    names: Mapping[str, str] = field(default_factory=dict)

    def tree(self, judged: Judged) -> Node:
        """Return the tree of a verdict, its credits included."""
        verdict, say = judged.verdict, self.wording.say
        node = self._node(judged.explain(), judged, places=places_of(judged))
        lines = [
            say("explanation.line.target", objective=self._objective(judged)),
            say(
                "explanation.line.period",
                start=self.wording.moment(verdict.promise.zone, verdict.period.start),
                end=self.wording.moment(verdict.promise.zone, verdict.period.end),
                zone=verdict.promise.zone,
            ),
        ]
        if not verdict.complete:
            lines.append(say("explanation.line.incomplete"))
        if verdict.flips:
            lines.append(say("explanation.line.turned"))
        credits = tuple(self._credit(each, judged) for each in stated_credits(judged.credits))
        return Node(
            title=node.title,
            value=(*inlines(node.value), " ", badge(judged, self.wording)),
            lines=(*node.lines, *lines),
            children=(*node.children, *credits, *map(self._right, judged.rights)),
        )

    def _objective(self, judged: Judged) -> str:
        return self.wording.percentage(judged.verdict.promise.term.objective)

    def _credit(self, credit: EarnedCredit, judged: Judged) -> Node:
        node = self._node(credit.explanation, judged, places=PLACES_MORE)
        zone, moment = judged.verdict.promise.zone, self.wording.moment
        claims = tuple(
            self.wording.say(
                "explanation.line.claim",
                end=moment(zone, claim.outage_end),
                until=moment(zone, claim.claim_until),
            )
            for claim in credit.claims
        )
        return Node(title=node.title, value=node.value, lines=(*node.lines, *claims))

    def _right(self, right: Right) -> Node:
        run = ", ".join(map(self.wording.period, right.run))
        lines = [self.wording.say("explanation.line.run", run=run)]
        if isinstance(right.remedy, TerminationRight) and not right.remedy.fee_due:
            lines.append(self.wording.say("explanation.line.no_fee"))
        title = self.wording.text(right.remedy.title)
        return Node(title=(title, *marks(right.remedy.clauses)), lines=tuple(lines))

    def _node(self, explained: Explained[object], judged: Judged, *, places: int) -> Node:
        facts = {key: self._word(key, value) for key, value in explained.facts.items()}
        # A credit may be that of one component of the service; names of lanes are unique.
        if explained.facts.get("component") == judged.verdict.component:
            facts["component"] = component_name(judged, self.wording)
        title = self.wording.say(f"explanation.{explained.what}", **facts)
        return Node(
            title=(title, *marks(explained.clauses)),
            value=self._value(explained, places),
            lines=tuple(self._lines(explained)),
            children=tuple(self._node(part, judged, places=places) for part in explained.parts),
        )

    def _word(self, key: str, value: object) -> str:
        match key, value:
            case "calendar", str() if value == ALWAYS:
                return self.wording.say("document.always")
            case "calendar", str():
                return self.wording.name(value, "hours")
            case "period", str():
                return self.wording.period(value)
            case _, Text():
                return self.wording.text(value)
            case _:
                return str(value)

    def _value(self, explained: Explained[object], places: int) -> str:
        match explained.unit, explained.value:
            case "ratio", Fraction() as ratio:
                return self.wording.share(ratio, places)
            case "percent", Fraction() as percent:
                return percent_text(percent, self.wording)
            case "seconds", int() | Fraction() as seconds:
                return self._seconds(seconds)
            case _:
                return ""

    def _seconds(self, seconds: int | Fraction) -> str:
        """Write seconds as the arithmetic has them, and as people do."""
        is_whole = isinstance(seconds, int) or seconds.denominator == 1
        plain = self.wording.decimal(Fraction(seconds), 0 if is_whole else 2) + f"{NARROW}s"
        return plain if seconds < 60 else f"{plain} = {self.wording.seconds(seconds)}"

    def _lines(self, explained: Explained[object]) -> Iterator[Prose]:
        say = self.wording.say
        if explained.what == "credit":
            yield from self._credit_lines(explained.facts)
        if _is_arithmetic(explained.formula):
            label = say(
                f"explanation.line.{'blocks' if explained.unit == 'percent' else 'formula'}"
            )
            yield (label, Code(text=explained.formula))
        # The readings of a whole verdict are those of its promise; they stand with the promise.
        if explained.what != "verdict":
            for key, value in explained.reading.items():
                question, reading = say(f"reading.{key}"), self.wording.reading(key, value)
                yield say("explanation.line.reading", question=question, reading=reading)
        for source, lines in lines_by_source(explained.inputs):
            code = (
                "explanation.line.inputs.one" if lines.isdigit() else "explanation.line.inputs.many"
            )
            yield say(code, file=self.names.get(source, source), lines=lines)
        if explained.rounding:
            yield say(f"explanation.rounding.{explained.rounding}")

    def _credit_lines(self, facts: Mapping[str, object]) -> Iterator[Prose]:
        say = self.wording.say
        yield say(
            "explanation.line.credit",
            earning=facts["earning_seconds"],
            excused=facts["excused_seconds"],
            free=facts["free_seconds"],
            block=facts["block_seconds"],
        )
        if facts["fee"]:
            yield say("explanation.line.fee", fee=facts["fee"], amount=facts["amount"])


def _is_arithmetic(formula: str) -> bool:
    """Say whether a formula says more than that a number is itself."""
    left, _, right = formula.partition(" = ")
    return bool(formula) and left != right


def places_of(judged: Judged) -> int:
    """Return the decimals with which a percentage is shown: those of the objective and two."""
    digits = str(judged.verdict.promise.term.objective).removesuffix(" %")
    return len(digits.partition(".")[2]) + PLACES_MORE


def component_name(judged: Judged, wording: Wording) -> str:
    """Name a verdict's component; the service that several make up has no name of its own."""
    verdict = judged.verdict
    return wording.say("verdict.service") if verdict.is_service else verdict.component


def badge(judged: Judged, wording: Wording) -> Badge:
    """Return the verdict by sign and word."""
    met = judged.verdict.met
    return Badge(text=wording.say(WORDS[met]), tone=TONES[met])


def percent_text(percent: Fraction, wording: Wording) -> str:
    """Write a percentage with the decimals it has, at most three, the rest cut off.

    >>> percent_text(Fraction(15), Wording(language="en")).replace(NARROW, " ")
    '15 %'
    """
    places = next((n for n in range(3) if (percent * 10**n).denominator == 1), 3)
    return wording.share(percent / 100, places)


def marks(clauses: Iterable[str]) -> tuple[Mark, ...]:
    """Return links to clauses; the document needs clause_section for them."""
    return tuple(Mark(text=name, target=anchor_of("clause", name)) for name in clauses)


def clause_section(
    contract: Contract, wording: Wording, *, title: str, cited: Iterable[str]
) -> Section:
    """Return what clauses of a contract say, in our own words, one fact each.

    cited: targets of links, as `targets_in` yields them; those of clauses make a fact.
    """
    wanted, pairs = set(cited), []
    for name, clause in contract.clauses.items():
        if anchor_of("clause", name) not in wanted:
            continue
        document = contract.documents[clause.document]
        place = f"{wording.text(document.title)}, {clause.at}"
        pairs.append(
            Fact(
                name=name,
                values=((wording.text(clause.says), Break(), place),),
                anchor=anchor_of("clause", name),
            )
        )
    blocks = (Facts(pairs=tuple(pairs)),) if pairs else ()
    return Section(title=title, anchor=anchor_of("clauses"), blocks=blocks)


def lines_by_source(inputs: Iterable[Evidence]) -> Iterator[tuple[str, str]]:
    """Yield each file with its lines, runs put together.

    >>> rows = [Evidence(source="a.csv", row=row) for row in (2, 3, 4, 9)]
    >>> list(lines_by_source(rows))
    [('a.csv', '2–4, 9')]
    """
    ordered = sorted({(each.source, each.row) for each in inputs})
    for source, found in groupby(ordered, key=lambda pair: pair[0]):
        yield source, ", ".join(_runs([row for _, row in found]))


def _runs(rows: list[int]) -> Iterator[str]:
    first = last = rows[0]
    for row in (*rows[1:], None):
        if row is not None and row == last + 1:
            last = row
            continue
        yield str(first) if first == last else f"{first}–{last}"
        if row is not None:
            first = last = row
