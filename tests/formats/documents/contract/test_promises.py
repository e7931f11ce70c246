"""Promises in sentences, what does not count, and what is allowed."""

from dataclasses import replace

from tests.documents import everything, spoken, telling, words
from zusage.core.terms.contract import Availability
from zusage.formats.documents.contract.promises import promises, statement

GOLD = everything().levels["gold"]
PROMISES = {promise.id: promise for promise in GOLD.availability}


def told(promise: str, language: str = "en", **chosen: str) -> list[str]:
    """Return what one promise says, from its heading to the next section."""
    (section,) = promises(telling(language, chosen))
    (level,) = (block for block in section.blocks if getattr(block, "anchor", "") == "level.gold")
    (found,) = (
        block
        for block in level.blocks  # type: ignore[union-attr]
        if getattr(block, "anchor", "").endswith(f"promise.gold.{promise}")
    )
    return words([found])


def said(promise: Availability, language: str, **chosen: str) -> str:
    return spoken(statement(telling(language, chosen), promise))


def test_a_promise_is_one_sentence() -> None:
    assert said(PROMISES["monthly"], "de") == (
        "99,9 % je Kalendermonat, gerechnet auf alle Stunden (Zeitzone Europe/Berlin)."
    )
    assert said(PROMISES["office"], "de") == (
        "99,5 % je Kalenderjahr, gerechnet auf die Geschäftszeit "
        "(Mo–Do 08:00–12:00, 13:00–17:00; Fr 08:00–12:00, Europe/Berlin)."
    )
    assert said(PROMISES["watch"], "en") == (
        '90 % per rolling 7 days, counted over the hours "night watch" '
        "(Mon–Sun 22:00–06:00 on the next day, Europe/Berlin)."
    )


def test_the_sentence_follows_the_readings_of_its_hours() -> None:
    assert "UTC+01:00, das ganze Jahr" in said(PROMISES["office"], "de", clock_zone="fixed")


def test_scope_names_components_and_what_the_text_says_beside() -> None:
    found = told("monthly")
    assert found[2:8] == [
        "Components",
        "Front end, Mail and Archive",
        "Verdict: the worst component decides",
        "Stated beside it",
        "Allowed downtime of 43 min 28 s; what holds: the percentage of the real period",
        "Firmness",
    ]
    office = told("office")
    assert office[2:4] == ["Components", "Front end"]
    assert office[5].startswith("The text does not say what the percentage")
    assert office[6].startswith("The words subtract the service time")


def test_a_promise_about_nothing_in_particular_has_no_scope() -> None:
    plain = replace(PROMISES["watch"], components=())
    level = {"gold": replace(GOLD, availability=(plain,), remedies=())}
    (section,) = promises(telling("en", components={}, levels=level))
    assert "Components" not in words([section])


def test_exclusions_stand_by_precedence_with_their_conditions() -> None:
    found = told("monthly")
    at = found.index("Condition and effect") + 1
    assert found[at : at + 6] == [
        "Attack [A2]",
        "Only with this cause: denial of service or intrusion",
        "Maintenance [A2]",
        "Taken off the downtime and off the service time / Also without announcement / "
        "At most 30 min; a longer one is noted as a breach / "
        "For the part in business hours: announced at least 5 business days ahead / "
        "Not for: Mail; every outage there counts",
        "Unmentioned maintenance",
        "The text is silent; under the reading used it counts as downtime",
    ]


def test_silence_can_be_read_the_other_way() -> None:
    found = told("monthly", "en", silent_maintenance="excluded", planned="announced")
    assert found[found.index("Unmentioned maintenance") + 1] == (
        "The text is silent; under the reading used it does not count / "
        "Taken off the downtime, not off the service time / Only if announced before it began / "
        "At most 2 h; a longer one counts as downtime / Announced at least 2 days ahead"
    )


def test_maintenance_without_conditions_has_none_told() -> None:
    rule = replace(
        everything().exclusions["maintenance"], length_max=None, notice=None, except_components=()
    )
    one = replace(PROMISES["monthly"], excludes=("maintenance",))
    level = {"gold": replace(GOLD, availability=(one,), remedies=())}
    found = words(promises(telling("en", exclusions={"maintenance": rule}, levels=level)))
    assert found[found.index("Maintenance [A2]") + 1] == (
        "Taken off the downtime and off the service time / Also without announcement"
    )


def test_a_promise_without_exclusions_says_so() -> None:
    assert "Der Text nimmt keine Zeit aus." in told("office", "de")


def test_allowed_downtime_is_rounded_down_and_told_by_length() -> None:
    found = told("monthly", "de")
    at = found.index("Erlaubter Ausfall") + 1
    assert found[at : at + 18] == [
        *("28 Tage", "672 h", "40 min 19 s"),
        *("29 Tage", "696 h", "41 min 45 s"),
        *("30 Tage", "720 h", "43 min 12 s"),
        *("31 Tage", "744 h", "44 min 38 s"),
        *("31 Tage, Beginn der Sommerzeit", "743 h", "44 min 34 s"),
        *("31 Tage, Ende der Sommerzeit", "745 h", "44 min 42 s"),
    ]
    assert found[-1].startswith("Auf ganze Sekunden abgerundet")


def test_the_stated_downtime_can_be_what_is_allowed() -> None:
    found = told("monthly", "en", budget="stricter")
    assert found[found.index("31 days") + 2] == "43 min 28 s"
    assert found[found.index("30 days") + 2] == "43 min 12 s"


def test_ranges_name_the_years_they_hold_for() -> None:
    found = told("office", "en")
    assert found[-1].startswith("Least and greatest of all periods from 2025 to 2026")
    assert " to " in found[-2]


def test_levels_say_whether_they_are_included() -> None:
    found = words(promises(telling("de")))
    assert found[:4] == [
        "Zusagen",
        "Stufe Basis",
        "Diese Stufe ist enthalten.",
        "Eine Verfügbarkeit ist in dieser Stufe nicht zugesagt.",
    ]
    assert found[4:6] == ["Stufe Gold [A2]", "Diese Stufe wird hinzugebucht."]
    assert list(promises(telling("de", levels={}))) == []
