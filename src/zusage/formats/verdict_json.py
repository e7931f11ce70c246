"""Verdicts as JSON and CSV: exact fractions as "n/d", whole seconds, instants in UTC."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from zusage.core.evaluation import Judged
from zusage.core.explain import Evidence, Explained, ratio_text
from zusage.core.money import Money
from zusage.core.remedies.credits import EarnedCredit
from zusage.core.remedies.rights import Right
from zusage.core.terms.quantities import Text
from zusage.core.zones import from_second

Row = Callable[[Evidence], Mapping[str, str]]

CSV_COLUMNS = (
    "component",
    "contract",
    "level",
    "promise",
    "period",
    "start",
    "end",
    "complete",
    "service_seconds",
    "raw_downtime_seconds",
    "downtime_seconds",
    "unmeasured_seconds",
    "ratio",
    "objective",
    "allowed_seconds",
    "met",
    "credit_percent",
    "credit_amount",
)


def utc(second: int) -> str:
    """Write an instant as RFC 3339 in UTC.

    >>> utc(0)
    '1970-01-01T00:00:00Z'
    """
    return from_second(second).strftime("%Y-%m-%dT%H:%M:%SZ")


def verdict_object(judged: Judged, *, row_of: Row = lambda _: {}) -> dict[str, object]:
    """Return a verdict as an object of plain JSON values.

    row_of: further columns of an input row, to stand beside its line number as evidence.
    """
    return _figures(judged) | {
        "readings": dict(judged.readings),
        "credits": [credit_object(credit, row_of=row_of) for credit in judged.credits],
        "rights": [right_object(right) for right in judged.rights],
        "explanation": explained_object(judged.explain(), row_of=row_of),
    }


def _figures(judged: Judged) -> dict[str, object]:
    """Return the figures of a verdict without what explains or follows from them."""
    verdict = judged.verdict
    promise, period = verdict.promise, verdict.period
    return {
        "component": verdict.component,
        "contract": promise.contract,
        "contract_version": promise.version,
        "level": judged.level,
        "promise": promise.term.id,
        "clauses": list(promise.clauses),
        "period": {
            "name": period.name,
            "start": utc(period.start),
            "end": utc(period.end),
            "complete": verdict.complete,
        },
        "service_seconds": verdict.service_seconds,
        "downtime_seconds": verdict.downtime_seconds,
        "raw_downtime_seconds": verdict.raw_seconds,
        "excluded_seconds": dict(verdict.excluded_seconds),
        "removed_seconds": verdict.removed_seconds,
        "unmeasured_seconds": verdict.unmeasured_seconds,
        "unmeasured_would_flip": verdict.flips,
        "downtime_bounds_seconds": list(verdict.bounds) if verdict.bounds else None,
        "bounds_would_flip": verdict.bounds_flip,
        "ratio": None if verdict.ratio is None else ratio_text(verdict.ratio),
        "objective": ratio_text(promise.objective),
        "allowed_seconds": ratio_text(verdict.allowed),
        "remaining_seconds": ratio_text(verdict.remaining),
        "met": verdict.met,
    }


def credit_object(credit: EarnedCredit, *, row_of: Row) -> dict[str, object]:
    """Return a credit as an object; percent is exact, of the fee."""
    return {
        "percent": ratio_text(credit.percent),
        "amount": None if credit.amount is None else str(credit.amount),
        "reading": ", ".join(credit.reading.values()),
        "clauses": list(credit.rule.clauses),
        "claims": [
            {"outage_end": utc(claim.outage_end), "claim_until": utc(claim.claim_until)}
            for claim in credit.claims
        ],
        "explanation": explained_object(credit.explanation, row_of=row_of),
    }


def right_object(right: Right) -> dict[str, object]:
    """Return a right with the run of periods that gave it."""
    return {
        "kind": right.remedy.kind,
        "run": list(right.run),
        "clauses": list(right.remedy.clauses),
    }


def explained_object(explained: Explained[object], *, row_of: Row) -> dict[str, object]:
    """Return an explanation as nested objects; what is empty is left out."""
    found: dict[str, object] = {
        "what": explained.what,
        "value": plain_value(explained.value),
        "unit": explained.unit,
        "formula": explained.formula,
        "clauses": list(explained.clauses),
        "reading": dict(explained.reading),
        "facts": {key: plain_value(value) for key, value in explained.facts.items()},
        "inputs": [
            {**row_of(each), "file": each.source, "line": each.row} for each in explained.inputs
        ],
        "rounding": explained.rounding,
        "parts": [explained_object(part, row_of=row_of) for part in explained.parts],
    }
    return {key: value for key, value in found.items() if value not in ("", [], {})}


def plain_value(value: object) -> object:
    """Return a value of ours as one of JSON's; fractions and money keep their exact text."""
    if isinstance(value, Fraction):
        return ratio_text(value)
    if isinstance(value, Money):
        return str(value)
    if isinstance(value, Text):
        return {"de": value.de, "en": value.en}
    return value


def verdict_csv(judged: Iterable[Judged]) -> str:
    """Return verdicts as CSV with a header; the exact fractions stay fractions."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for each in judged:
        found = _figures(each)
        period, credit = each.verdict.period, each.credits[0] if each.credits else None
        own = {
            "period": period.name,
            "start": utc(period.start),
            "end": utc(period.end),
            "complete": str(each.verdict.complete).lower(),
            "met": {True: "true", False: "false", None: ""}[each.verdict.met],
            "credit_percent": ratio_text(credit.percent) if credit else "",
            "credit_amount": str(credit.amount) if credit and credit.amount else "",
        }
        writer.writerow([_cell(own.get(name, found.get(name, ""))) for name in CSV_COLUMNS])
    return out.getvalue()


def _cell(value: object) -> str:
    """Return a cell; text that a spreadsheet would take for a formula is quoted as text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text
