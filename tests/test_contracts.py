"""The shipped contracts: every clause has a home, and what they promise is what their texts say."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from zusage.core.terms.contract import Answer, Cause, Contract, Credit, Option, Rule
from zusage.core.terms.quantities import Percentage
from zusage.core.terms.timetable import CalendarTerm, calendar_under
from zusage.core.terms.walk import walk
from zusage.formats.contract_yaml import load_contract
from zusage.formats.holiday_dates import REGION_KEY, holiday_lines, resolve

ROOT = Path(__file__).parent.parent
FILES = (ROOT / "contracts").glob("*.yaml")
NAMES = ["kyoox-mautic", "mailjet", "phlymail", "pluvo"]
NAMES += ["traut-call-connect", "traut-smawo", "traut-smawo-lite"]
LINE_MAX = 110


def contract_of(name: str) -> Contract:
    return load_contract((ROOT / "contracts" / f"{name}.yaml").read_bytes()).contract


CONTRACTS = {name: contract_of(name) for name in NAMES}

every_contract = pytest.mark.parametrize("name", NAMES)


def known_clauses() -> list[str]:
    """Return the ids of all clauses: one a line in clauses.txt, with what it says."""
    lines = (ROOT / "tests" / "clauses.txt").read_text().splitlines()
    return [line.split(" ", 1)[0] for line in lines]


def homes(contract: Contract) -> set[str]:
    """Return the clauses that a rule carries; to be listed under `clauses` alone is no home."""
    return {
        clause
        for _, value in walk(contract)
        if isinstance(value, Rule | CalendarTerm)
        for clause in value.clauses
    }


# ---- clauses ------------------------------------------------------------------------------------


def test_the_seven_contracts_are_there() -> None:
    assert sorted(file.stem for file in FILES) == NAMES


def test_there_are_103_clauses() -> None:
    found = known_clauses()
    assert len(found) == len(set(found)) == 103
    counted = {letter: sum(id.startswith(letter) for id in found) for letter in "KMPVT"}
    assert counted == {"K": 22, "M": 15, "P": 19, "V": 30, "T": 17}


def test_every_clause_is_stated_and_has_a_home() -> None:
    stated = {clause for contract in CONTRACTS.values() for clause in contract.clauses}
    carried = {clause for contract in CONTRACTS.values() for clause in homes(contract)}
    assert stated == carried == set(known_clauses())


@every_contract
def test_no_contract_states_a_clause_without_a_home(name: str) -> None:
    contract = CONTRACTS[name]
    assert set(contract.clauses) == homes(contract)


def test_a_clause_that_loses_its_rule_is_found() -> None:
    contract = CONTRACTS["kyoox-mautic"]
    options = {key: option for key, option in contract.options.items() if key != "kshield"}
    assert set(contract.clauses) - homes(replace(contract, options=options)) == {"K13"}
    desk = CONTRACTS["mailjet"]
    assert set(desk.clauses) - homes(replace(desk, desk=None)) == {"M01", "M05"}


@every_contract
def test_each_clause_says_where_it_stands_and_what_it_means(name: str) -> None:
    for key, clause in CONTRACTS[name].clauses.items():
        assert key.startswith(clause.document)
        assert clause.at
        assert clause.says.de.endswith(".")
        assert clause.says.en.endswith(".")
        assert clause.says.de != clause.says.en


TRAUT_ONLY = {
    "T02": {"traut-smawo"},
    "T03": {"traut-call-connect"},
    # Call Connect's matrix has no restore tests, and only Lite has the optional firewall.
    "T13": {"traut-smawo", "traut-smawo-lite"},
    "T15": {"traut-smawo-lite"},
}


def test_the_clauses_of_one_schedule_stand_where_they_apply() -> None:
    traut = {name for name in NAMES if name.startswith("traut")}
    for clause in (id for id in known_clauses() if id.startswith("T")):
        found = {name for name in traut if clause in CONTRACTS[name].clauses}
        assert found == TRAUT_ONLY.get(clause, traut), clause


# ---- files --------------------------------------------------------------------------------------


@every_contract
def test_a_contract_is_named_like_its_file_and_stands_at_its_first_version(name: str) -> None:
    assert (CONTRACTS[name].name, CONTRACTS[name].version) == (name, 1)


@every_contract
def test_lines_are_short_enough_to_read(name: str) -> None:
    lines = (ROOT / "contracts" / f"{name}.yaml").read_text().splitlines()
    assert max(map(len, lines)) <= LINE_MAX


@every_contract
def test_a_shipped_contract_chooses_no_reading(name: str) -> None:
    stated = [value.reading for _, value in walk(CONTRACTS[name]) if hasattr(value, "reading")]
    assert len(stated) > 10
    assert not any(stated)


@every_contract
def test_exclusions_take_their_turn_one_after_the_other(name: str) -> None:
    turns = [exclusion.precedence for exclusion in CONTRACTS[name].exclusions.values()]
    assert sorted(turns) == list(range(1, len(turns) + 1))


CALENDARS = [(name, key) for name in NAMES for key in CONTRACTS[name].calendars]


@pytest.mark.parametrize(("name", "calendar"), CALENDARS)
def test_the_holidays_of_2015_to_2040_are_frozen(name: str, calendar: str) -> None:
    kept = CONTRACTS[name].calendars[calendar].holidays
    assert kept is not None
    is_open = REGION_KEY in kept.by_reading
    found = resolve(kept.source, years=range(2015, 2041), is_region_open=is_open)
    # Another release of the package may have another number, but no other dates.
    assert holiday_lines(replace(found, package=kept.package)) == holiday_lines(kept)


def test_the_firewall_column_of_lite_depends_on_the_rented_firewall() -> None:
    lite = CONTRACTS["traut-smawo-lite"]
    conditions = [matrix.only_with for c in CONTRACTS.values() for matrix in c.matrices]
    assert [found for found in conditions if found] == [{"Firewall at the customer": "firewall"}]
    assert "Firewall at the customer" in {column.en for column in lite.matrices[0].columns}
    depending = {duty.do for duty in lite.duties if duty.only_with == "firewall"}
    assert depending == {"monitor_firewall", "update_firewall", "intrusion_detection"}


# ---- what is promised ---------------------------------------------------------------------------

ALWAYS, BUSINESS = "always", "business"

# Contract, level, percentage, period, counted hours; in the words of the texts.
PROMISES = [
    ("kyoox-mautic", "guaranteed", "99.9 %", "calendar_month", ALWAYS),
    ("mailjet", "standard", "99.99 %", "billing_month", ALWAYS),
    ("phlymail", "standard", "99.6 %", "calendar_year", ALWAYS),
    ("pluvo", "standard", "99.8 %", "calendar_month", BUSINESS),
    ("traut-call-connect", "standard", "99.9 %", "calendar_year", BUSINESS),
    ("traut-smawo", "standard", "98.5 %", "calendar_year", BUSINESS),
]


def test_the_promises_of_availability_are_those_of_the_texts() -> None:
    found = [
        (name, level, str(promise.objective), promise.per.value, promise.counted)
        for name, contract in CONTRACTS.items()
        for level, terms in contract.levels.items()
        for promise in terms.availability
    ]
    assert found == PROMISES


def test_the_credit_is_the_one_of_the_text() -> None:
    credit = CONTRACTS["mailjet"].levels["standard"].remedies[0]
    assert isinstance(credit, Credit)
    assert credit.percent.ratio == Fraction(5, 100)
    assert (credit.block.amount, credit.free) == (1800, Percentage(ratio=Fraction(1, 10_000)))
    assert (credit.cap, credit.carried_over) == (Percentage(ratio=Fraction(1)), False)
    assert credit.claim is not None
    assert str(credit.claim.within) == "30 days"


def test_what_earns_no_credit_counts_as_downtime_all_the_same() -> None:
    contract = CONTRACTS["mailjet"]
    promise = contract.levels["standard"].availability[0]
    credit = contract.levels["standard"].remedies[0]
    assert isinstance(credit, Credit)
    assert not set(promise.excludes) & set(credit.excludes)
    causes = {cause for key in credit.excludes for cause in contract.exclusions[key].causes}
    assert causes == set(Cause) - {Cause.PROVIDER, Cause.SUSPENSION}


TIMES = {
    "pluvo": [("1h", "24h"), ("2h", "48h"), ("3h", "72h"), ("24h", "5 business days")],
    "traut-smawo": [("1h", "2h"), ("4h", "4h"), ("24h", "48h")],
    "traut-smawo-lite": [("1h", "2h"), ("4h", "4h"), ("24h", "48h")],
    "traut-call-connect": [("1h", "2h"), ("4h", "4h"), ("24h", "48h")],
}


@pytest.mark.parametrize("name", TIMES)
def test_response_and_the_second_time_are_those_of_the_table(name: str) -> None:
    found = []
    for target in CONTRACTS[name].levels["standard"].targets:
        second = target.recovery or target.update
        assert target.response
        assert second
        found.append((str(target.response.within), str(second.within)))
    assert found == TIMES[name]


def test_the_clock_is_left_out_where_the_text_names_none() -> None:
    pluvo = CONTRACTS["pluvo"].levels["standard"].targets
    assert [t.recovery.clock for t in pluvo if t.recovery] == [None, None, None, BUSINESS]
    traut = CONTRACTS["traut-smawo"].levels["standard"].targets
    assert {t.response.clock for t in traut if t.response} == {None}


def test_a_citation_leads_to_an_article_or_says_what_it_seems_to_mean() -> None:
    dangling: set[str] = set()
    for contract in CONTRACTS.values():
        for clause in contract.clauses.values():
            articles = contract.documents[clause.document].articles
            missing = [cited for cited in clause.cites if cited not in articles]
            assert set(missing) <= set(clause.resolved)
            assert set(clause.resolved.values()) <= set(articles)
            dangling.update(missing)
    assert dangling == {"7.1.1", "7.1.2"}


def test_the_one_activity_without_anybody_is_the_operation_of_the_application() -> None:
    orphans = [
        row.title.en
        for contract in CONTRACTS.values()
        for matrix in contract.matrices
        for row in matrix.rows
        for answer in row.answers
        if answer == Answer()
    ]
    assert orphans == ["Operate, monitor and support the application"]


def test_storage_grows_in_the_steps_of_the_texts() -> None:
    kyoox, phlymail = (CONTRACTS[name].options["storage"] for name in ("kyoox-mautic", "phlymail"))
    assert (kyoox.included, kyoox.step, kyoox.most) == (50, 100, None)
    assert (phlymail.included, phlymail.step, phlymail.most) == (5, 5, 500)
    assert phlymail.reducible_to == "usage"


def test_fast_storage_is_booked_in_one_place_and_included_in_the_other() -> None:
    ssd: Option = CONTRACTS["kyoox-mautic"].options["ssd"]
    assert ssd.requires
    assert ssd.requires.locations == ("EU",)
    assert ssd.included_at == ("CH",)


# ---- calendars under their readings -------------------------------------------------------------

NINE, FIVE, EIGHT, SIX, MINUTE = 9 * 3600, 17 * 3600, 8 * 3600, 18 * 3600, 60

# Calendar, readings, zone, spans of Monday and of Sunday.
HOURS = [
    ("pluvo", {}, "Europe/Amsterdam", ((NINE, FIVE),), ()),
    ("pluvo", {"clock_zone": "fixed"}, "+01:00", ((NINE, FIVE),), ()),
    ("traut-smawo", {}, "Europe/Berlin", ((EIGHT, SIX),), ()),
    (
        "traut-smawo",
        {"seam": "cover"},
        "Europe/Berlin",
        ((EIGHT - MINUTE, SIX + MINUTE),),
        (),
    ),
    ("traut-smawo", {"weekends": "inside"}, "Europe/Berlin", ((EIGHT, SIX),), ((EIGHT, SIX),)),
    (
        "traut-smawo",
        {"seam": "cover", "weekends": "inside"},
        "Europe/Berlin",
        ((EIGHT - MINUTE, SIX + MINUTE),),
        ((EIGHT - MINUTE, SIX + MINUTE),),
    ),
]


@pytest.mark.parametrize(("name", "readings", "zone", "monday", "sunday"), HOURS)
def test_hours_follow_the_reading(
    name: str,
    readings: dict[str, str],
    zone: str,
    monday: tuple[tuple[int, int], ...],
    sunday: tuple[tuple[int, int], ...],
) -> None:
    calendar = calendar_under(CONTRACTS[name].calendars[BUSINESS], readings)
    assert (calendar.zone, calendar.week[0], calendar.week[6]) == (zone, monday, sunday)
    # Where weekends are inside, so are the holidays.
    assert bool(calendar.holidays) == (readings.get("weekends") != "inside")


def test_the_three_schedules_share_one_calendar() -> None:
    calendars = [CONTRACTS[name].calendars[BUSINESS] for name in NAMES if "traut" in name]
    assert len(calendars) == 3
    assert calendars[0] == calendars[1] == calendars[2]
    assert "planned_unavailability" in calendars[0].outside
