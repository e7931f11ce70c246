"""Lint: what is wrong, contradictory or open in a contract, each with a computed counter-example.

A rule is a function from a survey of the contract to findings. Their codes begin with the number of
the rule; docs/algorithms/lint.md says what each one looks for and how its numbers come about.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from zusage.core.errors import Finding
from zusage.core.terms.contract import Contract
from zusage.core.terms.lint.catalogue import option_faults
from zusage.core.terms.lint.citations import citations_of_nothing
from zusage.core.terms.lint.documents import documents_without_order, mutable_texts
from zusage.core.terms.lint.duties import unbounded_duties
from zusage.core.terms.lint.hours import (
    ending_holidays,
    holidays_not_frozen,
    week_not_partitioned,
)
from zusage.core.terms.lint.limits import clocks_missing
from zusage.core.terms.lint.meters import duties_without_evidence, promises_without_meter
from zusage.core.terms.lint.names import (
    options_without_effect,
    reporters_without_contact,
    several_providers,
    unused_names,
)
from zusage.core.terms.lint.objectives import (
    missing_denominator,
    nothing_covered,
    prose_against_formula,
    stated_budget,
)
from zusage.core.terms.lint.precedence import (
    commitment_without_end,
    exclusions_of_one_rank,
    levels_without_default,
)
from zusage.core.terms.lint.readings import open_questions, readings_without_question
from zusage.core.terms.lint.responsibilities import nobody_responsible, unsigned_amendments
from zusage.core.terms.lint.strengths import guarantee_against_effort
from zusage.core.terms.lint.survey import Survey

LintRule = Callable[[Survey], Iterator[Finding]]

RULES: Mapping[str, tuple[LintRule, ...]] = {
    "L1": (stated_budget,),
    "L2": (week_not_partitioned,),
    "L3": (missing_denominator,),
    "L4": (prose_against_formula,),
    "L5": (citations_of_nothing,),
    "L6": (nobody_responsible,),
    "L7": (clocks_missing,),
    "L8": (guarantee_against_effort,),
    "L9": (unbounded_duties,),
    "L10": (unused_names, several_providers, options_without_effect, reporters_without_contact),
    "L11": (open_questions,),
    "L12": (mutable_texts,),
    "L13": (option_faults,),
    "L14": (promises_without_meter, duties_without_evidence),
    "L15": (exclusions_of_one_rank,),
    "L16": (nothing_covered,),
    "L17": (holidays_not_frozen,),
    "L18": (unsigned_amendments,),
    "L19": (readings_without_question,),
    "L20": (levels_without_default,),
    "L21": (commitment_without_end,),
    "L22": (documents_without_order,),
}


def lint(contract: Contract, *, on: date | None = None) -> tuple[Finding, ...]:
    """Return the findings of all rules, in the order of the rules, without places in the file.

    Every number in them is computed from the contract. A contract that is whole has none.
    on: the day from which known holidays are looked at; without it their end is not judged.
    """
    survey = Survey(contract)
    found = [finding for rules in RULES.values() for rule in rules for finding in rule(survey)]
    return (*found, *(ending_holidays(survey, on) if on else ()))
