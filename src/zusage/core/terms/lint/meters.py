"""L14: promises that nobody can measure, and duties that nothing shows."""

from collections.abc import Iterator
from fractions import Fraction

from zusage.core.errors import Finding, Path, Severity
from zusage.core.terms.contract import Availability, Component, Duty
from zusage.core.terms.lint.counting import allowed, samples
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.quantities import Unit
from zusage.core.terms.saying import PeriodName, Saying, percent, say, time

# Begin or end of an outage is known to one interval; so much of the allowed time may that be.
COARSE = Fraction(1, 10)


def promises_without_meter(survey: Survey) -> Iterator[Finding]:
    """L14: components of a promise without probe, place or interval, or with too long a one."""
    seen: set[str] = set()
    for path, promise in survey.of(Availability):
        for name in survey.components_of(promise):
            component = survey.contract.components[name]
            place: Path = ("components", name)
            missing = _missing(component)
            if missing and name not in seen:
                facts = {
                    "component": component.title,
                    "promise": promise.title,
                    "missing": missing,
                }
                yield finding("L14", Severity.AMBIGUOUS, place, component, facts)
            seen.add(name)
        yield from _coarse(survey, path, promise)


def _missing(component: Component) -> tuple[Saying, ...]:
    """Return what a measurement would need: a probe, the point it looks at, how often."""
    meter = component.meter
    point = component.delivery_point or (meter and meter.from_point)
    wanted = {
        "probe": meter and meter.probes,
        "point": point,
        "interval": meter and meter.every,
    }
    return tuple(say(f"lint.missing.{name}") for name, given in wanted.items() if not given)


def _coarse(survey: Survey, path: Path, promise: Availability) -> Iterator[Finding]:
    """Compare the uncertainty of one boundary with what the shortest period allows."""
    shortest = min(samples(survey.contract, promise), key=lambda sample: sample.counted)
    budget = allowed(promise, shortest.counted)
    for name in survey.components_of(promise):
        component = survey.contract.components[name]
        every = component.meter.every if component.meter else None
        if every is None or every.unit is not Unit.SECONDS or not budget:
            continue
        share = every.amount / budget
        if share >= COARSE:
            facts = {
                "component": component.title,
                "promise": promise.title,
                "objective": promise.objective,
                "every": every,
                "period": PeriodName(name=shortest.period.name),
                "budget": time(budget),
                "share": percent(share),
            }
            severity = Severity.AMBIGUOUS if share >= 1 else Severity.NOTE
            code = "L14.blind" if share >= 1 else "L14.coarse"
            place = ("components", name, "meter", "every")
            yield finding(code, severity, place, promise, facts)


def duties_without_evidence(survey: Survey) -> Iterator[Finding]:
    """L14: a duty without anything that would show that it was done."""
    for path, duty in survey.of(Duty):
        if duty.evidence is None:
            facts = {"duty": duty.title}
            yield finding("L14.evidence", Severity.AMBIGUOUS, path, duty, facts)
