"""L8: a guarantee and a best effort for the same thing."""

from dataclasses import replace

import pytest

from tests.core.terms.lint.whole import (
    BACKUP,
    PROMISE,
    REMOVED,
    TARGET,
    YEARLY,
    codes,
    found,
    get,
    length,
    one,
    share,
    text,
)
from zusage.core.errors import Severity
from zusage.core.terms.contract import Availability, Strength

SOFT = Strength.BEST_EFFORT
MAINTENANCE = ("maintenance", 0)
AVAILABILITY = ("levels", "standard", "availability")


def second(**fields: object) -> Availability:
    """Return a second promise of the first level, of best effort."""
    values = {"id": "soft", "strength": SOFT, "title": text("soft"), **fields}
    promise: Availability = replace(get(PROMISE), **values)
    return promise


def test_two_promises_about_one_component_contradict() -> None:
    finding = one(((*AVAILABILITY, 1), second()))
    assert (finding.code, finding.severity) == ("lint.L8", Severity.CONTRADICTION)
    assert finding.path == (*AVAILABILITY, 1, "strength")
    assert finding.facts["subject"] == ("mail", "web")


def test_a_goal_above_what_is_guaranteed_makes_sense() -> None:
    assert codes(((*AVAILABILITY, 1), second(objective=share("99.51 %")))) == []
    assert codes(((*AVAILABILITY, 1), second(objective=share("99.4 %")))) == ["lint.L8"]


def test_two_promises_about_different_components_do_not() -> None:
    alone = [((*PROMISE, "components"), ("web",)), ((*PROMISE, "reading", "components"), "worst")]
    assert "lint.L8" not in codes(*alone, ((*AVAILABILITY, 1), second(components=("mail",))))


def test_a_duty_that_only_tries_to_keep_up_what_is_guaranteed() -> None:
    finding = found(((*BACKUP, "strength"), SOFT))[0]
    assert (finding.code, finding.facts["subject"]) == ("lint.L8", ("web",))


def test_one_clause_that_guarantees_and_tries() -> None:
    changes = [((*BACKUP, "strength"), SOFT), ((*BACKUP, "components"), ())]
    assert set(codes(*changes)) == {"lint.L8.clause"}
    assert codes(*changes, ((*BACKUP, "clauses"), ())) == []


def test_a_duty_of_other_clauses_or_components_is_another_matter() -> None:
    soft = ((*BACKUP, "strength"), SOFT)
    assert codes(soft, ((*BACKUP, "clauses"), ())) == []
    only_mail = ((*BACKUP, "components"), ("mail",))
    only_web = [
        ((*PROMISE, "components"), ("web",)),
        ((*PROMISE, "reading", "components"), REMOVED),
    ]
    assert "lint.L8" not in codes(soft, only_mail, *only_web)


def test_a_duty_beside_a_promise_of_best_effort_is_consistent() -> None:
    changes = [((*place, "strength"), SOFT) for place in (BACKUP, PROMISE, YEARLY)]
    assert "lint.L8" not in codes(*changes)


def test_remedies_for_mere_effort() -> None:
    findings = found(((*PROMISE, "strength"), SOFT))
    assert [finding.code for finding in findings] == ["lint.L8.remedy"] * 2
    assert [finding.path[-1] for finding in findings] == [0, 1]


def test_a_sanction_for_times_of_best_effort() -> None:
    finding = one(((*TARGET, "strength"), SOFT))
    assert finding.code == "lint.L8.remedy"
    assert finding.facts["soft"] == (get((*TARGET, "title")),)
    assert finding.path == ("levels", "standard", "remedies", 1)


def test_a_sanction_for_times_alone_does_not_depend_on_the_availability() -> None:
    times = get(("levels", "standard", "remedies", 1, "when"))[1:]
    right = [
        (("levels", "standard", "remedies", 1, "when"), times),
        (("levels", "standard", "remedies", 1, "reading"), {}),
    ]
    assert codes(((*PROMISE, "strength"), SOFT), *right) == ["lint.L8.remedy"]


@pytest.mark.parametrize("name", ["notice", "length_max"])
def test_an_exclusion_that_demands_what_is_only_tried(name: str) -> None:
    other = {"notice": "length_max", "length_max": "notice"}[name]
    changed_length = {"notice": length("1h"), "length_max": length("6 business days")}[name]
    changes = [((*MAINTENANCE, "strength"), SOFT), ((*MAINTENANCE, other), changed_length)]
    finding = found(*changes)[0]
    assert (finding.code, finding.path) == (f"lint.L8.{name}", ("exclusions", "maintenance", name))


def test_conditions_of_other_clauses_are_other_conditions() -> None:
    changes = [((*MAINTENANCE, "strength"), SOFT), ((*MAINTENANCE, "clauses"), ())]
    assert codes(*changes) == ["lint.L9.notice"]
