"""L15, L20, L21: exclusions of one rank, levels without a default, terms without an end."""

from collections.abc import Iterator
from itertools import combinations

from zusage.core.errors import Finding, Severity
from zusage.core.terms.contract import Availability, Terms
from zusage.core.terms.lint.survey import Survey, finding
from zusage.core.terms.saying import Name


def exclusions_of_one_rank(survey: Survey) -> Iterator[Finding]:
    """L15: two exclusions of a promise that could claim the same second with equal right."""
    contract = survey.contract
    reported: set[frozenset[str]] = set()
    for _, promise in survey.of(Availability):
        for left, right in combinations(promise.excludes, 2):
            one, other = contract.exclusions[left], contract.exclusions[right]
            if one.precedence != other.precedence or {left, right} in reported:
                continue
            reported.add(frozenset((left, right)))
            facts = {"left": one.title, "right": other.title, "rank": one.precedence}
            place = ("exclusions", right, "precedence")
            yield finding("L15", Severity.AMBIGUOUS, place, other, facts)


def levels_without_default(survey: Survey) -> Iterator[Finding]:
    """L20: several levels, and not exactly one of them is had without booking it."""
    levels = survey.contract.levels
    included = [name for name, level in levels.items() if level.included]
    if len(levels) > 1 and len(included) != 1:
        code = "L20.several" if included else "L20"
        titles = tuple(levels[name].title for name in included or levels)
        place = ("levels", included[1]) if included else ("levels",)
        rule = levels[included[1]] if included else None
        yield finding(code, Severity.AMBIGUOUS, place, rule, {"levels": titles})


def commitment_without_end(survey: Survey) -> Iterator[Finding]:
    """L21: a minimum term, and nothing that says what follows it or how the contract ends."""
    for path, terms in survey.of(Terms):
        if terms.commitments and terms.notice is None:
            first = terms.commitments[0]
            facts = {"what": Name(key=first.what), "lasts": first.lasts}
            place = (*path, "commitments")
            yield finding("L21", Severity.AMBIGUOUS, place, first, facts)
