"""One evaluation as asked for: which components and groups it has, and what is said about them."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.histories import HOSTING
from tests.judging import case_of
from zusage.core.errors import Refusal, TermsError
from zusage.core.evaluation import Judged
from zusage.core.terms.contract import Availability, Rollup
from zusage.interfaces.cli.case import Case
from zusage.interfaces.cli.notes import notes

LOG = """\
component,started_at,ended_at,state
web,2025-01-10T08:00:00Z,2025-01-10T09:00:00Z,down
mail,2025-01-11T08:00:00Z,2025-01-11T09:00:00Z,degraded
"""
JANUARY = ("--from", "2025-01-01", "--to", "2025-02-01")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    file = tmp_path / "log.csv"
    file.write_text(LOG)
    return file


def case(log: Path, *arguments: str) -> Case:
    return case_of(str(HOSTING), "--outages", str(log), *arguments)


def term(case: Case, name: str) -> Availability:
    return next(term for _, term in case.promises if term.id == name)


def test_a_case_knows_its_contract_and_its_promises(log: Path) -> None:
    whole = case(log, *JANUARY)
    assert whole.contract.name == "hosting"
    assert len(whole.promises) == 5
    assert [term.id for _, term in case(log, "--component", "store").promises] == [
        "monthly",
        "billed",
        "thirty",
    ]


@pytest.mark.parametrize("option", ["--fee", "--list-price"])
def test_a_negative_amount_is_refused(log: Path, option: str) -> None:
    with pytest.raises(Refusal) as refused:
        case(log, *JANUARY, option, "-100.00 EUR")
    assert (refused.value.code, refused.value.facts) == (
        "evaluate.amount_negative",
        {"value": "-100.00 EUR"},
    )


def test_a_zone_is_checked_even_where_no_reading_asks_for_it(log: Path) -> None:
    with pytest.raises(TermsError) as error:
        case(log, *JANUARY, "--customer-zone", "Mars/X")
    assert [finding.code for finding in error.value.findings] == ["zone.unknown"]


def test_a_list_price_that_is_missing_is_said(log: Path) -> None:
    asked = (*JANUARY, "--reading", "credit_fee=list_price", "--fee", "100.00 EUR")
    for price, count in (((), 1), (("--list-price", "120.00 EUR"), 0)):
        whole = case(log, *asked, *price)
        said = [line for line in notes(whole, [], "en") if "--list-price" in line]
        assert len(said) == count


def test_the_service_is_made_as_the_readings_say(log: Path) -> None:
    for chosen, how in (((), Rollup.WORST), (("--reading", "components=all"), Rollup.ALL)):
        whole = case(log, *JANUARY, *chosen)
        facts = whole.gathered(term(whole, "billed")).facts
        assert facts.components == ("web", "mail", "store")
        assert [(group.name, group.how) for group in facts.groups] == [("service", how)]
    whole = case(log, *JANUARY)
    other = whole.gathered(term(whole, "billed"), {"components": "weighted"}).facts
    assert other.groups[0].how is Rollup.WEIGHTED


def test_chosen_components_make_no_service(log: Path) -> None:
    some = case(log, *JANUARY, "--component", "*a*")
    facts = some.gathered(term(some, "billed")).facts
    assert (facts.components, facts.groups) == (("mail",), ())


def test_each_takes_every_name_of_the_files(log: Path, tmp_path: Path) -> None:
    span = {"monitored_from": "2025-01-01T00:00:00Z", "monitored_to": "2025-02-01T00:00:00Z"}
    watched = tmp_path / "w.json"
    names = [{"component": name, **span} for name in ("z", "a")]
    watched.write_text(json.dumps([*names, {"component": "g", "all_of": ["z", "a"], **span}]))
    every = case(log, "--each", "--observed", str(watched))
    facts = every.gathered(term(every, "billed")).facts
    assert facts.names == ("a", "mail", "web", "z", "g")
    assert facts.groups[0].members == (3, 0)
    few = case(log, "--each", "--observed", str(watched), "--component", "g")
    assert few.gathered(term(few, "billed")).facts.names == ("z", "a", "g")
    assert {each.verdict.component for each in few.judge(*few.promises[0])} == {"g"}


@pytest.mark.parametrize(
    "arguments", [("--component", "nobody"), ("--each", "--component", "nobody")]
)
def test_a_pattern_without_match_is_refused(log: Path, arguments: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        _gather_first(log, *JANUARY, *arguments)
    assert (refused.value.code, refused.value.facts) == (
        "evaluate.component_none",
        {"value": "nobody"},
    )


def _gather_first(log: Path, *arguments: str) -> None:
    found = case(log, *arguments)
    found.gathered(found.promises[0][1])


def test_a_thing_made_of_components_has_no_rows_of_its_own(log: Path, tmp_path: Path) -> None:
    span = {"monitored_from": "2025-01-01T00:00:00Z", "monitored_to": "2025-02-01T00:00:00Z"}
    watched = tmp_path / "w.json"
    both = {"component": "web", "any_of": ["mail"], **span}
    watched.write_text(json.dumps([{"component": "mail", **span}, both]))
    with pytest.raises(Refusal) as refused:
        _gather_first(log, "--each", "--observed", str(watched))
    assert (refused.value.code, refused.value.facts) == (
        "evaluate.group_has_rows",
        {"value": "web"},
    )


def test_an_empty_log_has_nobody_to_judge_each(log: Path) -> None:
    log.write_text(LOG.splitlines()[0])
    every = case(log, *JANUARY, "--each")
    with pytest.raises(Refusal) as refused:
        every.gathered(term(every, "billed"))
    assert refused.value.facts == {"value": "*"}


def test_names_that_the_contract_does_not_have_are_told_ten_at_a_time(log: Path) -> None:
    rows = "".join(LOG.splitlines()[1].replace("web", f"host{n:02}") + "\n" for n in range(12))
    log.write_text(LOG + rows)
    whole = case(log, *JANUARY)
    with pytest.raises(Refusal) as refused:
        whole.gathered(term(whole, "billed"))
    assert refused.value.facts["count"] == 12
    assert str(refused.value.facts["value"]).split(", ") == [f"host{n:02}" for n in range(10)]
    # Components that are not asked for need not be known.
    some = case(log, *JANUARY, "--component", "web")
    assert some.gathered(term(some, "billed")).facts.components == ("web",)


def test_other_readings_are_shown_only_where_they_change_something(log: Path) -> None:
    whole = case(log, *JANUARY, "--component", "mail", "--all-readings")
    found = [*whole.judge("round_the_clock", term(whole, "billed"))]
    chosen = [each.readings["degraded"] for each in found]
    # An hour of December and January are judged. A fixed budget changes both, the stricter one
    # and the mail's state only January.
    assert chosen == ["down_only"] * (2 + 2 + 1) + ["degraded"]
    assert [len(each.credits) for each in found[:2]] == [12, 12]


def test_a_case_without_remarks_has_no_notes(log: Path) -> None:
    whole = case(log, *JANUARY)
    judged = [each for level, term in whole.promises for each in whole.judge(level, term)]
    assert notes(whole, judged, "en") == []
    assert whole.unused_windows() == []


def test_notes_are_told_once_however_many_promises_meet_them(log: Path, tmp_path: Path) -> None:
    windows = tmp_path / "windows.csv"
    windows.write_text(
        "component,started_at,ended_at,announced_at\n"
        ",2025-01-20T08:00:00Z,2025-01-20T09:00:00Z,2025-01-20T08:30:00Z\n"
        "ghost,2025-01-21T08:00:00Z,2025-01-21T09:00:00Z,\n"
    )
    every = case(log, *JANUARY, "--each", "--maintenance", str(windows))
    judged = [each for level, term in every.promises for each in every.judge(level, term)]
    said = notes(every, judged, "de")
    assert len(said) == 2
    assert "(Zeilen: 2)" in said[0]
    assert "(Zeilen: 3)" in said[1]
    assert every.unused_windows() == [3]
    known = case(log, *JANUARY, "--each", "--maintenance", str(windows), "--maintenance-for-all")
    assert (known.unused_windows(), known.window_names) == ([], set())


# ---- The first day of the agreement ----------------------------------------------------------


def test_time_before_the_agreement_is_not_judged(log: Path) -> None:
    """The log's outages lie on 10 and 11 January; midnight of the contract is 23:00 UTC."""
    found = judged_from(log, "2025-01-11", "--component", "web")
    assert [each.verdict.period.name for each in found] == ["2025-01-11/2025-02-10"]
    assert [each.verdict.service_seconds for each in found] == [21 * 86_400]
    assert [each.verdict.downtime_seconds for each in found] == [0]
    # It does not lengthen what was watched either.
    later = judged_from(log, "2024-12-01", "--component", "web")
    assert sum(each.verdict.service_seconds for each in later) == 31 * 86_400


def test_the_agreement_begins_at_midnight_of_the_zone_of_its_periods(log: Path) -> None:
    far = ("--customer-zone", "America/New_York", "--reading", "billing_zone=customer_zone")
    (found,) = judged_from(log, "2025-01-11", "--component", "web", *far)
    assert found.verdict.service_seconds == 21 * 86_400 - 6 * 3600


def judged_from(log: Path, anchor: str, *arguments: str) -> list[Judged]:
    found = case(log, *JANUARY, "--anchor", anchor, *arguments)
    return [*found.judge("round_the_clock", term(found, "billed"))]


def test_a_year_whose_agreement_begins_inside_it_is_not_a_full_one(log: Path) -> None:
    years = ("--from", "2024-01-01", "--to", "2026-01-01", "--reading", "part_year=first_full_year")
    for anchor, met in ((), [True, True]), (("--anchor", "2024-03-01"), [None, True]):
        found = case(log, *years, *anchor, "--component", "web")
        judged = [*found.judge("round_the_clock", term(found, "yearly"))]
        assert [each.verdict.met for each in judged] == met


def test_watched_time_alone_is_cut_at_the_agreement(log: Path, tmp_path: Path) -> None:
    watched = tmp_path / "watched.csv"
    head = "component,monitored_from,monitored_to"
    watched.write_text(f"{head}\nweb,2025-01-01T00:00:00Z,2025-02-01T00:00:00Z\n")
    files = ("--component", "web", "--observed", str(watched), "--anchor", "2025-01-31")
    found = case(log, *files)
    (judged,) = found.judge("round_the_clock", term(found, "billed"))
    assert judged.verdict.service_seconds == 25 * 3600


def test_a_window_before_the_agreement_is_refused(log: Path) -> None:
    with pytest.raises(Refusal) as refused:
        judged_from(log, "2025-02-01")
    assert (refused.value.code, refused.value.facts) == (
        "evaluate.window_before_agreement",
        {"anchor": "2025-02-01"},
    )


def test_the_agreement_alone_does_not_say_what_was_watched(log: Path) -> None:
    found = case(log, "--to", "2025-02-01", "--anchor", "2025-01-01")
    with pytest.raises(Refusal) as refused:
        found.gathered(term(found, "billed"))
    assert refused.value.code == "evaluate.window_missing"


# ---- What all readings share -----------------------------------------------------------------


def test_rows_are_put_on_lanes_once_for_all_readings_and_promises(log: Path) -> None:
    whole = case(log, *JANUARY, "--all-readings")
    judged = [*whole.judge("round_the_clock", term(whole, "billed"))]
    facts = {
        id(each.explainer.facts.outages): each.explainer.facts.groups[0].how for each in judged
    }
    assert len(judged) > 8
    # One reading of the components makes another service; those without a change share a log.
    assert sorted(facts.values()) == sorted(set(facts.values()))
    assert whole.gathered(term(whole, "billed")) is whole.gathered(term(whole, "monthly"))
    other = replace(whole, window=(0, 86_400))
    assert other.gathered(term(whole, "billed")) is not whole.gathered(term(whole, "billed"))


def test_rows_that_overlap_for_two_causes_are_noted(log: Path) -> None:
    head = "component,started_at,ended_at,state,cause\n"
    hour = "web,2025-01-10T08:00:00Z,2025-01-10T09:00:00Z,down"
    log.write_text(f"{head}{hour},provider\n{hour},force_majeure\n")
    whole = case(log, *JANUARY)
    (said,) = notes(whole, [*whole.judge("office", term(whole, "monthly"))], "en")
    assert "another cause: 2" in said
    assert "(lines: 2, 3)" in said
