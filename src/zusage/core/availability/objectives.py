"""An objective on exact integers: what it allows, and whether seconds miss it."""

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
    share = (1 - promise.objective) * service_seconds
    budget, reading = promise.budget_seconds, promise.readings["budget"]
    if budget is None or reading == "percentage":
        return share
    return Fraction(budget) if reading == "fixed" else min(share, Fraction(budget))


def missed(promise: Promise, *, downtime: Seconds, service: Seconds) -> Mask:
    """Say for each pair of downtime and service seconds whether the promise is missed.

    In int64 while the products surely fit, which they do but for objectives with many decimals;
    else in integers of any size.
    """
    part, whole = promise.objective.numerator, promise.objective.denominator
    longest = max(int(np.abs(each).max(initial=0)) for each in (downtime, service))
    if max(longest, HUNDREDTHS) * max(whole, 4 * HUNDREDTHS) > np.iinfo(np.int64).max:
        downtime, service = downtime.astype(object), service.astype(object)
    if promise.readings["rounding"] == "two_decimals":
        safe = np.maximum(service, 1)
        shown = (2 * HUNDREDTHS * (safe - downtime) + safe) // (2 * safe)
        beyond = shown * whole < part * HUNDREDTHS
    else:
        beyond = downtime * whole > (whole - part) * service
    budget, reading = promise.budget_seconds, promise.readings["budget"]
    if budget is not None and reading != "percentage":
        beyond = downtime > budget if reading == "fixed" else beyond | (downtime > budget)
    result: Mask = (beyond & (service > 0)).astype(np.bool_)
    return result
