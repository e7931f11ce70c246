"""An objective on exact integers: what it allows, and whether seconds miss it."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from zusage.core.availability.promises import Promise
from zusage.core.spans import Seconds

Mask = NDArray[np.bool_]

HUNDREDTHS = 10_000


def allowed_seconds(promise: Promise, service_seconds: int) -> Fraction:
    """Return the downtime that still meets a promise. Clauses: K19 (reading budget).

    Under `percentage` it is the share of the service time, under `fixed` the seconds that the
    text names, under `stricter` the smaller of the two.
    """
    has_share, budget = _limits(promise)
    share = (1 - promise.objective) * service_seconds
    if budget is None:
        return share
    return min(share, Fraction(budget)) if has_share else Fraction(budget)


def missed(promise: Promise, *, downtime: Seconds, service: Seconds) -> Mask:
    """Say for each pair of downtime and service seconds whether the promise is missed.

    Under exact readings that is where the downtime is more than `allowed_seconds`.
    """
    has_share, budget = _limits(promise)
    served: Mask = service > 0
    beyond = np.zeros(len(served), dtype=np.bool_) if budget is None else downtime > budget
    if has_share:
        beyond |= below_objective(promise, downtime=downtime, service=service)
    return beyond & served


def _limits(promise: Promise) -> tuple[bool, int | None]:
    """Say whether the share of the service time limits the downtime, and which seconds do."""
    budget = promise.budget_seconds
    if budget is None:
        return True, None
    match promise.readings["budget"]:
        case "percentage":
            return True, None
        case "fixed":
            return False, budget
        case "stricter":
            return True, budget
        case unknown:
            raise KeyError(unknown)


def below_objective(promise: Promise, *, downtime: Seconds, service: Seconds) -> Mask:
    """Say for each pair of downtime and service seconds whether the ratio is below the objective.

    In int64 while the products surely fit, which they do but for objectives with many decimals;
    else in integers of any size. Without service time there is no ratio, and none below.
    """
    part, whole = promise.objective.numerator, promise.objective.denominator
    longest = max(int(np.abs(each).max(initial=0)) for each in (downtime, service))
    if max(longest, HUNDREDTHS) * max(whole, 4 * HUNDREDTHS) > np.iinfo(np.int64).max:
        downtime, service = downtime.astype(object), service.astype(object)
    match promise.readings["rounding"]:
        case "exact":
            beyond = downtime * whole > (whole - part) * service
        case "two_decimals":
            safe = np.maximum(service, 1)
            shown = (2 * HUNDREDTHS * (safe - downtime) + safe) // (2 * safe)
            beyond = shown * whole < part * HUNDREDTHS
        case unknown:
            raise KeyError(unknown)
    result: Mask = (beyond & (service > 0)).astype(np.bool_)
    return result


def ratios_below(promise: Promise, ratios: Sequence[Fraction | None]) -> Mask:
    """Say for each ratio that is known whether it is below the objective."""
    pairs = [
        (r.denominator - r.numerator, r.denominator) if r is not None else (0, 0) for r in ratios
    ]
    downtime, service = np.array(pairs, dtype=object).reshape(-1, 2).T
    return below_objective(promise, downtime=downtime, service=service)
