"""What a new version of a contract would have changed on the same logs, as lines or JSON."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from zusage.core.errors import Refusal
from zusage.core.evaluation import Judged
from zusage.core.explain import ratio_text
from zusage.core.hindsight import Otherwise, Outcome, compare, totals
from zusage.core.money import Money
from zusage.core.terms.saying import PeriodName, Saying, percent, say, time
from zusage.formats.documents.plain import wrapped
from zusage.interfaces.cli.case import Case
from zusage.interfaces.cli.inputs import Files
from zusage.interfaces.cli.spoken import spoken
from zusage.interfaces.cli.terminal import bold
from zusage.texts import sentence

INDENT = "  "


@dataclass(frozen=True, kw_only=True)
class Hindsight:
    """Two versions of a contract, judged on the same logs.

    periods: how many periods of promises and components were judged under the new version.
    files: the logs; None if neither version promises anything that they could be judged on.
    """

    found: tuple[Otherwise, ...]
    periods: int
    old_total: Money | None
    new_total: Money | None
    files: Files | None

    @classmethod
    def from_arguments(cls, arguments: argparse.Namespace) -> "Hindsight":
        """Judge both versions under the same arguments."""
        old, old_files = judged_under(arguments, arguments.old)
        new, new_files = judged_under(arguments, arguments.new)
        return cls(
            found=compare(old, new),
            periods=len(new),
            old_total=totals(old),
            new_total=totals(new),
            files=new_files or old_files,
        )

    def lines(self, language: str, *, colour: bool, columns: int) -> Iterator[str]:
        """Yield what would have been different, and the sum of the credits."""
        yield ""
        yield bold(sentence("diff.hindsight.head", language), is_on=colour)
        for each in self.found:
            yield from _wrapped(spoken("diff.hindsight.period", language, facts(each)), columns)
        if not self.found:
            said = spoken("diff.hindsight.same", language, {"periods": self.periods})
            yield from _wrapped(said, columns)
        if self.old_total or self.new_total:
            amounts = {"old": _amount(self.old_total), "new": _amount(self.new_total)}
            yield from _wrapped(spoken("diff.hindsight.total", language, amounts), columns)

    def as_json(self) -> dict[str, object]:
        """Return the same for machines: exact values."""
        return {
            "periods": self.periods,
            "credits": {
                "old": str(self.old_total) if self.old_total else None,
                "new": str(self.new_total) if self.new_total else None,
            },
            "differences": [
                {
                    "level": each.level,
                    "promise": {"de": each.promise.de, "en": each.promise.en},
                    "component": each.component,
                    "period": each.period,
                    "old": _plain(each.old),
                    "new": _plain(each.new),
                }
                for each in self.found
            ],
        }


def judged_under(arguments: argparse.Namespace, contract: str) -> tuple[list[Judged], Files | None]:
    """Judge a contract file on the logs; one that promises nothing has no verdicts."""
    asked = argparse.Namespace(**{**vars(arguments), "contract": contract, "all_readings": False})
    try:
        case = Case.from_arguments(asked)
    except Refusal as refusal:
        if refusal.code == "evaluate.nothing_promised":
            return [], None
        raise
    judged = [each for level, term in case.promises for each in case.judge(level, term)]
    return judged, case.files


def facts(each: Otherwise) -> dict[str, object]:
    """Return the facts of the sentence about one period."""
    return {
        "period": PeriodName(name=each.period),
        "component": say("verdict.service") if each.is_service else each.component,
        "promise": each.promise,
        "old": outcome(each.old),
        "new": outcome(each.new),
    }


def outcome(found: Outcome | None) -> Saying:
    """Return what one version made of a period, as a sentence."""
    if found is None:
        return say("diff.outcome.none")
    met = {True: "met", False: "missed", None: "no_statement"}[found.met]
    parts: list[object] = [
        say(
            f"diff.outcome.{met}",
            down=time(found.downtime_seconds),
            allowed=time(found.allowed),
        )
    ]
    share = percent(found.percent / 100)
    if found.amount:
        parts.append(say("diff.outcome.credit_paid", percent=share, amount=found.amount))
    elif found.percent:
        parts.append(say("diff.outcome.credit", percent=share))
    parts.extend(found.rights)
    return say("diff.outcome.all", parts=tuple(parts))


def _amount(total: Money | None) -> object:
    return total or say("diff.outcome.nothing")


def _wrapped(said: str, columns: int) -> Iterator[str]:
    lines = wrapped(said, columns - 2 * len(INDENT))
    for number, line in enumerate(lines):
        yield f"{INDENT if number == 0 else 2 * INDENT}{line}"


def _plain(found: Outcome | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "met": found.met,
        "downtime_seconds": found.downtime_seconds,
        "allowed_seconds": ratio_text(found.allowed),
        "credit_percent": ratio_text(found.percent),
        "credit_amount": str(found.amount) if found.amount else None,
        "rights": [{"de": title.de, "en": title.en} for title in found.rights],
    }
