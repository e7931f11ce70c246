"""L8: a guarantee and a best effort for the same thing."""

from collections.abc import Iterator

from zusage.core.errors import Finding, Path, Severity
from zusage.core.terms.contract import (
    Availability,
    Credit,
    Duty,
    Exclusion,
    Level,
    MaintenanceRule,
    Missed,
    Remedy,
    Rule,
    Strength,
    Target,
)
from zusage.core.terms.lint.survey import Survey, finding

FIRM, SOFT = Strength.GUARANTEED, Strength.BEST_EFFORT


def guarantee_against_effort(survey: Survey) -> Iterator[Finding]:
    """L8: what one rule guarantees, another one only tries to do; or a remedy for mere effort."""
    for path, level in survey.of(Level):
        yield from _promises(survey, path, level)
        yield from _remedies(path, level)
    yield from _duties(survey)
    yield from _conditions(survey)


def _promises(survey: Survey, path: Path, level: Level) -> Iterator[Finding]:
    """Two promises of one level about the same components, where the soft one is no higher.

    A goal above what is guaranteed makes sense; one at or below it takes the guarantee back.
    """
    for at, soft in enumerate(level.availability):
        for firm in level.availability:
            is_pair = (soft.strength, firm.strength) == (SOFT, FIRM)
            if not is_pair or soft.objective.ratio > firm.objective.ratio:
                continue
            shared = set(survey.components_of(soft)) & set(survey.components_of(firm))
            if shared:
                place = (*path, "availability", at, "strength")
                yield _pair(place, soft=soft, firm=firm, subject=tuple(sorted(shared)))


def _duties(survey: Survey) -> Iterator[Finding]:
    """A duty of best effort out of the clause that guarantees the same by a promise."""
    for path, duty in survey.of(Duty):
        if duty.strength is not SOFT:
            continue
        for _, firm in survey.of(Availability):
            shared = set(duty.components) & set(survey.components_of(firm))
            one_clause = bool(set(duty.clauses) & set(firm.clauses))
            if firm.strength is FIRM and one_clause and (shared or not duty.components):
                place = (*path, "strength")
                yield _pair(place, soft=duty, firm=firm, subject=tuple(sorted(shared)))


def _pair(
    path: Path, *, soft: Availability | Duty, firm: Availability, subject: tuple[str, ...]
) -> Finding:
    facts = {"firm": firm.title, "soft": soft.title, "subject": subject}
    code = "L8" if subject else "L8.clause"
    return finding(code, Severity.CONTRADICTION, path, _both(soft, firm), facts)


def _both(*rules: Rule) -> Rule:
    """Return a rule with the clauses of all, for a finding about all of them."""
    return Rule(clauses=tuple(dict.fromkeys(c for rule in rules for c in rule.clauses)))


def _remedies(path: Path, level: Level) -> Iterator[Finding]:
    """A remedy for times or an availability that are owed by best effort only."""
    soft_targets = [target for target in level.targets if target.strength is SOFT]
    soft_promises = {p.id: p for p in level.availability if p.strength is SOFT}
    for at, remedy in enumerate(level.remedies):
        soft: list[Rule] = []
        if remedy.promise in soft_promises and _is_about_availability(remedy):
            soft.append(soft_promises[remedy.promise])
        if _is_about_times(remedy):
            soft.extend(soft_targets)
        if soft:
            facts = {"remedy": remedy.title, "soft": tuple(_title(rule) for rule in soft)}
            place = (*path, "remedies", at)
            rules = _both(remedy, *soft)
            yield finding("L8.remedy", Severity.CONTRADICTION, place, rules, facts)


def _title(rule: Rule) -> object:
    assert isinstance(rule, Availability | Target)
    return rule.title


def _is_about_availability(remedy: Remedy) -> bool:
    if isinstance(remedy, Credit):
        return True
    return any(trigger.what is Missed.AVAILABILITY for trigger in remedy.when)


def _is_about_times(remedy: Remedy) -> bool:
    if isinstance(remedy, Credit):
        return False
    return any(trigger.what is Missed.TIMES for trigger in remedy.when)


def _conditions(survey: Survey) -> Iterator[Finding]:
    """An exclusion demands what the rule for maintenance only tries to keep."""
    soft = [rule for _, rule in survey.of(MaintenanceRule) if rule.strength is SOFT]
    for path, exclusion in survey.of(Exclusion):
        for rule in soft:
            if not exclusion.maintenance or not set(rule.clauses) & set(exclusion.clauses):
                continue
            for name in ("notice", "length_max"):
                asked, tried = getattr(exclusion, name), getattr(rule, name)
                if asked and asked == tried:
                    facts = {"soft": rule.title, "firm": exclusion.title, "value": asked}
                    place = (*path, name)
                    rules = _both(exclusion, rule)
                    yield finding(f"L8.{name}", Severity.CONTRADICTION, place, rules, facts)
