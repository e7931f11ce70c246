"""The survey: what it finds in a contract, and the readings of a rule."""

from tests.core.terms.lint.whole import WHOLE, get
from zusage.core.terms.contract import Availability, Exclusion, Target
from zusage.core.terms.lint.survey import Survey, readings_of


def test_everything_of_a_kind_is_found_with_its_path() -> None:
    found = list(Survey(WHOLE).of(Availability))
    assert [path for path, _ in found] == [
        ("levels", "standard", "availability", 0),
        ("levels", "plus", "availability", 0),
    ]
    assert [promise.id for _, promise in found] == ["hours", "year"]


def test_other_kinds_are_not_found() -> None:
    assert [type(value) for _, value in Survey(WHOLE).of(Target)] == [Target]


def test_every_rule_of_the_contract_is_a_rule_and_calendars_are_too() -> None:
    paths = {path for path, _ in Survey(WHOLE).rules()}
    assert ("calendars", "business") in paths
    assert ("levels", "standard", "targets", 0, "response") in paths
    assert ("levels", "standard", "remedies", 0, "claim") not in paths
    assert Survey(WHOLE).rule_at(("duties", 0)) is get(("duties", 0))


def test_a_promise_without_components_is_about_all() -> None:
    survey = Survey(WHOLE)
    promise = get(("levels", "plus", "availability", 0))
    assert survey.components_of(promise) == ("web",)
    assert survey.components_of(Availability(**{**vars(promise), "components": ()})) == (
        "web",
        "mail",
    )


def test_stated_readings_go_over_assumed_ones_and_these_over_the_default() -> None:
    rule = Exclusion(
        title=get(("exclusions", "foreign", "title")),
        precedence=1,
        reading={"maintenance": "both"},
        assumes={"maintenance": "downtime", "planned": "any"},
    )
    readings = readings_of(rule)
    assert readings["maintenance"] == "both"
    assert readings["planned"] == "any"
    assert readings["rounding"] == "exact"
