"""The catalogue of readings: where such texts leave a question open, and the names of answers.

A reading is a named choice. The first one is the product's default. A rule may state one as chosen
on purpose (`reading`) or as its author's assumption (`assumes`); who evaluates may set another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from zusage.core.errors import TermsError
from zusage.core.periods import PeriodKind
from zusage.core.terms.contract import Availability, Credit, Exclusion, Rule
from zusage.core.terms.quantities import Unit


class About(StrEnum):
    """The kind of rule that a question is about."""

    AVAILABILITY = "availability"
    EXCLUSION = "exclusion"
    CREDIT = "credit"
    REMEDY = "remedy"
    CALENDAR = "calendar"
    TARGET = "target"
    DUTY = "duty"
    TERMS = "terms"
    CLAUSE = "clause"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One open question: its number in docs/readings, its key, and its readings, default first."""

    number: int
    key: str
    readings: tuple[str, ...]
    about: About

    @property
    def default(self) -> str:
        """Return the reading that is taken unless another one is stated."""
        return self.readings[0]


def _question(number: int, about: About, key: str, *readings: str) -> Question:
    return Question(number=number, key=key, readings=readings, about=about)


QUESTIONS: Mapping[str, Question] = {
    question.key: question
    for question in (
        _question(1, About.CREDIT, "credit_blocks", "completed", "started", "proportional"),
        _question(2, About.CREDIT, "credit_over", "sum", "each"),
        _question(3, About.CREDIT, "credit_free", "deductible", "threshold"),
        _question(4, About.AVAILABILITY, "budget", "percentage", "fixed", "stricter"),
        _question(5, About.CALENDAR, "clock_zone", "local", "fixed"),
        _question(
            6,
            About.CALENDAR,
            "dutch_holidays",
            "termijnenwet",
            "termijnenwet_good_friday",
            "lustrum",
        ),
        _question(7, About.CALENDAR, "seam", "18:00", "cover"),
        _question(8, About.CALENDAR, "weekends", "outside", "inside"),
        _question(9, About.CALENDAR, "municipality", "catholic", "protestant", "augsburg"),
        _question(10, About.AVAILABILITY, "part_year", "served", "full_year", "first_full_year"),
        _question(11, About.AVAILABILITY, "yearly_mean", "time_weighted", "mean_of_months"),
        _question(12, About.EXCLUSION, "maintenance", "downtime", "both"),
        _question(13, About.EXCLUSION, "planned", "announced", "any"),
        _question(14, About.EXCLUSION, "silent_maintenance", "not_excluded", "excluded"),
        _question(15, About.AVAILABILITY, "components", "worst", "any", "all", "weighted"),
        _question(16, About.AVAILABILITY, "degraded", "down_only", "partial", "degraded"),
        _question(17, About.AVAILABILITY, "billing_zone", "contract_zone", "customer_zone"),
        _question(18, About.AVAILABILITY, "clock_change", "real", "nominal"),
        _question(19, About.TARGET, "recovery_clock", "elapsed", "business"),
        _question(20, About.TARGET, "days_recovery", "close", "same_time", "business_hours"),
        _question(21, About.TARGET, "clock_start", "registered", "reported", "happened"),
        _question(22, About.TARGET, "update_clock", "between_updates", "from_report"),
        _question(23, About.REMEDY, "conditions", "either", "both_required"),
        _question(24, About.REMEDY, "runs", "whole_months", "partial_months_count"),
        _question(25, About.CLAUSE, "citation", "literal_and_resolved"),
        _question(26, About.CREDIT, "claim_window", "per_outage", "last_outage_of_month"),
        _question(27, About.AVAILABILITY, "unmeasured", "no_statement", "up", "down", "removed"),
        _question(
            28,
            About.AVAILABILITY,
            "outage_begin",
            "first_failed_check",
            "last_good_check",
            "midpoint",
        ),
        _question(29, About.AVAILABILITY, "rounding", "exact", "two_decimals"),
        _question(30, About.CREDIT, "credit_fee", "invoiced", "list_price"),
        _question(31, About.TARGET, "deadline", "closing", "strict"),
        _question(32, About.TARGET, "phone_report", "from_call", "from_first_report"),
        _question(33, About.TERMS, "work_steps", "exact_minutes", "quarter_hours", "started_hours"),
        _question(34, About.TERMS, "notice", "later_end", "after_minimum"),
        _question(35, About.DUTY, "yearly_backup", "until_next", "forever"),
        _question(36, About.DUTY, "seven_days", "within_168_hours", "newest_seven"),
        _question(37, About.EXCLUSION, "working_days", "announcement_day_not_counted"),
        _question(38, About.CALENDAR, "holidays_region", "state", "nationwide"),
    )
}


def check_reading(key: str, value: str) -> None:
    """Refuse what the catalogue does not know.

    Raises TermsError("reading.unknown_key") or TermsError("reading.unknown_value").
    """
    if key not in QUESTIONS:
        raise TermsError("reading.unknown_key", value=key, allowed=", ".join(QUESTIONS))
    if value not in QUESTIONS[key].readings:
        allowed = ", ".join(QUESTIONS[key].readings)
        raise TermsError("reading.unknown_value", key=key, value=value, allowed=allowed)


def effective(rule: Rule | None, chosen: Mapping[str, str]) -> dict[str, str]:
    """Return every reading that holds for a rule, by key.

    chosen: what the person who evaluates sets; it goes over what the rule states, that over what
    its author assumes, and that over the catalogue's default.
    """
    stated = {**rule.assumes, **rule.reading} if rule else {}
    return {key: question.default for key, question in QUESTIONS.items()} | stated | dict(chosen)


def asked_by(rule: Rule) -> tuple[str, ...]:
    """Return the keys of the questions that a promise, an exclusion or a credit leaves open.

    They follow from what the rule says, whoever wrote it.
    """
    match rule:
        case Availability():
            yearly = rule.per in (PeriodKind.CALENDAR_YEAR, PeriodKind.CONTRACT_YEAR)
            asked = {
                "budget": rule.stated_budget is not None,
                "part_year": yearly,
                "yearly_mean": yearly,
                "components": len(rule.components) > 1,
                "degraded": True,
                "billing_zone": rule.per is PeriodKind.BILLING_MONTH,
                "clock_change": True,
                "unmeasured": True,
                "outage_begin": True,
                "rounding": True,
            }
        case Exclusion():
            counted = rule.notice is not None and rule.notice.unit is Unit.BUSINESS_DAYS
            asked = {
                "maintenance": rule.maintenance and not rule.silent,
                "planned": rule.maintenance,
                "silent_maintenance": rule.silent,
                "working_days": counted,
            }
        case Credit():
            asked = {
                "credit_blocks": True,
                "credit_over": True,
                "credit_free": rule.free is not None,
                "claim_window": rule.claim is not None,
                "credit_fee": True,
            }
        case _:
            asked = {}
    return tuple(key for key, is_asked in asked.items() if is_asked)
