"""L10: what is defined and never used, and who is promised by without being one clear party."""

from collections.abc import Collection, Iterator

from zusage.core.errors import Finding, Severity
from zusage.core.terms.contract import (
    Answer,
    Availability,
    Credit,
    Desk,
    Duty,
    Exclusion,
    Limit,
    MaintenanceRule,
    Matrix,
    NameRule,
    Notice,
    Option,
    PartyRole,
    Requirement,
    Rule,
    Signature,
)
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.saying import Name, hours_named


def unused_names(survey: Survey) -> Iterator[Finding]:
    """L10: calendars, components, exclusions, parties and clauses that nothing refers to."""
    contract = survey.contract
    used = {
        "calendars": _calendars(survey),
        "components": _components(survey),
        "exclusions": _exclusions(survey),
        "parties": _parties(survey),
        "clauses": _clauses(survey),
    }
    for section, names in used.items():
        defined = getattr(contract, section)
        for name in defined:
            if name not in names:
                facts = {
                    "name": _spoken(section, name),
                    "title": _title(defined[name]),
                }
                rule = defined[name] if isinstance(defined[name], Rule) else None
                code = f"L10.{section}"
                yield finding(code, Severity.NOTE, (section, name), rule, facts)


def _spoken(section: str, name: str) -> str | Name:
    return hours_named(name) if section == "calendars" else name


def _title(value: object) -> object:
    """Return the name that people give to a thing, or nothing."""
    return getattr(value, "title", None) or getattr(value, "name", None) or ""


def _calendars(survey: Survey) -> Collection[str | None]:
    return {
        *(promise.counted for _, promise in survey.of(Availability)),
        *(limit.clock for _, limit in survey.of(Limit)),
        *(exclusion.notice_inside for _, exclusion in survey.of(Exclusion)),
        *(rule.outside for _, rule in survey.of(MaintenanceRule)),
        *(duty.clock for _, duty in survey.of(Duty)),
        *(desk.hours for _, desk in survey.of(Desk)),
    }


def _components(survey: Survey) -> Collection[str]:
    if any(not promise.components for _, promise in survey.of(Availability)):
        return survey.contract.components
    return {
        *(c for _, promise in survey.of(Availability) for c in promise.components),
        *(c for _, exclusion in survey.of(Exclusion) for c in exclusion.except_components),
        *(c for _, rule in survey.of(MaintenanceRule) for c in rule.stays_up),
        *(c for _, duty in survey.of(Duty) for c in duty.components),
    }


def _exclusions(survey: Survey) -> Collection[str]:
    return {
        *(name for _, promise in survey.of(Availability) for name in promise.excludes),
        *(name for _, credit in survey.of(Credit) for name in credit.excludes),
    }


def _parties(survey: Survey) -> Collection[str | None]:
    """Provider and customer are sides of every promise; others have to do or get something."""
    sides = (PartyRole.PROVIDER, PartyRole.CUSTOMER)
    parties = survey.contract.parties
    return {
        *(name for name, party in parties.items() if party.role in sides),
        *(name for _, duty in survey.of(Duty) for name in (duty.by, duty.at_cost_of)),
        *(answer.by for _, answer in survey.of(Answer)),
        *(name for _, notice in survey.of(Notice) for name in notice.by),
        *(signature.party for _, signature in survey.of(Signature)),
        *(rule.approved_by for _, rule in survey.of(NameRule)),
    }


def _clauses(survey: Survey) -> Collection[str]:
    return {clause for _, rule in survey.rules() for clause in rule.clauses}


def several_providers(survey: Survey) -> Iterator[Finding]:
    """L10: two parties on the provider's side: a promise does not say which of them owes it."""
    parties = survey.contract.parties.items()
    providers = [(name, party) for name, party in parties if party.role is PartyRole.PROVIDER]
    promises = [promise for _, promise in survey.of(Availability)]
    for name, party in providers[1:]:
        facts = {
            "party": party.name,
            "first": providers[0][1].name,
            "promises": tuple(promise.title for promise in promises),
        }
        if promises:
            yield finding("L10.providers", Severity.AMBIGUOUS, ("parties", name), party, facts)


def options_without_effect(survey: Survey) -> Iterator[Finding]:
    """L10: an option whose booking changes nothing that anybody owes or pays."""
    used = _options_in_use(survey)
    for path, option in survey.of(Option):
        if not _has_effect(option) and path[-1] not in used:
            facts = {"option": option.title}
            yield finding("L10.options", Severity.NOTE, path, option, facts)


def _has_effect(option: Option) -> bool:
    """Say whether an option is a quantity, has a price, a retention or measures of its own."""
    quantity = option.included or option.most is not None or option.step != 1
    return bool(quantity or option.keep or option.pillars or option.prices)


def _options_in_use(survey: Survey) -> Collection[str | None]:
    contract = survey.contract
    return {
        *(duty.only_with for duty in contract.duties),
        *(name for _, matrix in survey.of(Matrix) for name in matrix.only_with.values()),
        *(n for _, r in survey.of(Requirement) for n in (*r.options, *r.not_options)),
        *contract.levels,
    }


def reporters_without_contact(survey: Survey) -> Iterator[Finding]:
    """L10: who may report is not one of the roles that the customer names; channels nobody has."""
    contract = survey.contract
    roles = {rule.role for rule in contract.contacts}
    for path, desk in survey.of(Desk):
        for index, role in enumerate(desk.reporters):
            if roles and role not in roles:
                facts = {
                    "role": Name(key=role),
                    "roles": tuple(Name(key=each) for each in sorted(roles)),
                }
                place = (*path, "reporters", index)
                yield finding("L10.reporter", Severity.AMBIGUOUS, place, desk, facts)
    channels = contract.desk.channels if contract.desk else ()
    for path, credit in survey.of(Credit):
        if channels and credit.claim and credit.claim.channel not in channels:
            facts = {
                "channel": Name(key=credit.claim.channel),
                "channels": tuple(Name(key=each) for each in channels),
            }
            place = (*path, "claim", "channel")
            yield finding("L10.channel", Severity.AMBIGUOUS, place, credit, facts)
