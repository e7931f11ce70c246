"""What a new version of a contract would have changed on the same log of outages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from zusage.core.evaluation import Judged
from zusage.core.money import Money
from zusage.core.remedies.credits import stated_credits, total_amount
from zusage.core.terms.quantities import Text

Key: TypeAlias = tuple[str, str, str, bool, str]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one version of a contract made of one promise, component and period.

    met: None means no statement. percent: the sum of the credits; 5 means 5 % of the fee.
    amount: None without a fee. rights: titles of the rights that the period completed.
    """

    met: bool | None
    downtime_seconds: int
    allowed: Fraction
    percent: Fraction
    amount: Money | None
    rights: tuple[Text, ...]


@dataclass(frozen=True, kw_only=True)
class Otherwise:
    """Two outcomes that differ; None where a version does not make the promise.

    is_service: whether the component is the service that all components make up.
    """

    level: str
    promise: Text
    component: str
    is_service: bool
    period: str
    old: Outcome | None
    new: Outcome | None


def compare(old: Iterable[Judged], new: Iterable[Judged]) -> tuple[Otherwise, ...]:
    """Return where two versions of a contract differ: in verdicts, credits or rights.

    Promises are matched by level and id, so a renamed one counts as gone and come. A period that
    is met, or missed, by both with the same credits and rights is the same, whatever was allowed.
    """
    before, after = _outcomes(old), _outcomes(new)
    found = []
    for key in (*after, *(key for key in before if key not in after)):
        title, left = before.get(key, (None, None))
        named, right = after.get(key, (title, None))
        assert named is not None
        if _essence(left) != _essence(right):
            level, _, component, is_service, period = key
            found.append(
                Otherwise(
                    level=level,
                    promise=named,
                    component=component,
                    is_service=is_service,
                    period=period,
                    old=left,
                    new=right,
                )
            )
    return tuple(sorted(found, key=lambda each: (each.period, each.component, each.level)))


def totals(judged: Iterable[Judged]) -> Money | None:
    """Return all credits of an evaluation; None without any amount."""
    return total_amount(credit for each in judged for credit in stated_credits(each.credits))


def _outcomes(judged: Iterable[Judged]) -> Mapping[Key, tuple[Text, Outcome]]:
    found = {}
    for each in judged:
        verdict, term = each.verdict, each.verdict.promise.term
        credits = stated_credits(each.credits)
        outcome = Outcome(
            met=verdict.met,
            downtime_seconds=verdict.downtime_seconds,
            allowed=verdict.allowed,
            percent=sum((credit.percent for credit in credits), Fraction(0)),
            amount=total_amount(credits),
            rights=tuple(right.remedy.title for right in each.rights),
        )
        where = verdict.component, verdict.is_service, verdict.period.name
        key = each.level, term.id, *where
        found[key] = (term.title, outcome)
    return found


def _essence(outcome: Outcome | None) -> object:
    """Return what makes two outcomes differ."""
    if outcome is None:
        return None
    return outcome.met, outcome.percent, outcome.amount, outcome.rights
