"""How a contract is told: its marks, names, hours and readings."""

from tests.documents import everything, spoken, telling
from zusage.core.terms.quantities import parse_duration
from zusage.formats.documents.contract.telling import lines
from zusage.formats.documents.outline import Break, Link, Mark

DE, EN = telling("de"), telling("en")


def test_marks_name_each_clause_once_and_lead_to_the_list() -> None:
    contract = everything()
    rules = (contract.desk, contract.levels["gold"], contract.contacts[0])
    assert None not in rules
    found = EN.marks(*(rule for rule in rules if rule))
    assert found == (
        Mark(text="A1", target="clause.A1"),
        Mark(text="A2", target="clause.A2"),
    )


def test_a_sentence_takes_links_in_its_places() -> None:
    link = Link(text="B", target="b")
    found = EN.filled("range", first="A", last=link)
    assert found == ("A", " to ", link)
    assert DE.filled("range", first=link, last=link) == (link, " bis ", link)


def test_texts_are_in_the_language_of_the_document() -> None:
    assert (DE.text(everything().title), EN.text(everything().title)) == (
        "Alles: Mustervertrag",
        "Everything: a sample contract",
    )


def test_words_get_the_marks_of_their_rules_behind_them() -> None:
    desk = everything().desk
    assert desk is not None
    assert EN.marked("Desk", desk) == ("Desk", Mark(text="A1", target="clause.A1"))


def test_readings_of_the_reader_go_over_those_of_the_contract() -> None:
    rule = everything().exclusions["maintenance"]
    assert EN.under(rule)["maintenance"] == "both"
    assert EN.under(rule)["planned"] == "any"
    assert telling("en", {"planned": "announced"}).under(rule)["planned"] == "announced"


def test_a_question_is_told_with_its_reading() -> None:
    said = EN.read("rounding", "exact")
    assert said.endswith("? Here: no, the exact fraction decides.")


def test_names_of_parties_components_options_and_tickets() -> None:
    assert (EN.party("customer"), EN.party(None)) == ("Customer", "nobody")
    assert DE.components(["web", "mail", "archive"]) == "Oberfläche, Post und Archiv"
    assert (EN.bookable("storage"), EN.bookable("agreement")) == ("Storage", "agreement")
    assert (EN.category("wish"), EN.category("question")) == ("Wish", "question")
    assert telling("en", desk=None).category("wish") == "wish"
    assert DE.places(["DE", "cellar"]) == "Deutschland und cellar"
    assert DE.names(["phone"]) == "Telefon"
    assert DE.event("payment_received") == "wenn die Zahlung eingegangen ist"
    assert DE.event("moon_full") == "Nach dem Ereignis: moon full"


def test_hours_stand_in_their_sentence() -> None:
    assert DE.hours("business", "inside") == "in der Geschäftszeit"
    assert DE.hours("business", "counted") == "die Geschäftszeit"
    assert DE.hours("night_watch", "outside") == "außerhalb der Stunden «night watch»"
    assert EN.hours("elapsed", "inside") == "in all hours"
    assert EN.hours_name("night_watch") == "Night watch"


def test_times_name_their_clock_or_that_there_is_none() -> None:
    assert EN.length(parse_duration("3 days"), None) == "3\u00a0days"
    assert EN.length(parse_duration("2h"), "business") == "2\u00a0h in business hours"
    assert EN.length(parse_duration("2h"), None) == "2\u00a0h, clock not named"


def test_a_limit_has_its_hours_below_it() -> None:
    gold = everything().levels["gold"].targets[0]
    assert gold.response is not None
    assert spoken(EN.limit(gold.response, "business")) == "1 h / in business hours"
    assert spoken(DE.limit(gold.response, None)) == "1 h / Uhr nicht genannt"
    low = everything().levels["gold"].targets[1]
    assert low.recovery is not None
    assert spoken(EN.limit(low.recovery, "business")) == "5 business days"


def test_a_calendar_follows_the_readings() -> None:
    assert EN.zone(EN.calendar("business")) == "Europe/Berlin"
    fixed = telling("en", {"clock_zone": "fixed"})
    assert fixed.zone(fixed.calendar("business")) == "UTC+01:00, all year"
    assert EN.calendar("always").zone == "Europe/Berlin"


def test_lines_stand_below_each_other() -> None:
    assert lines(["a", ("b", "c")]) == ("a", Break(), "b", "c")
    assert lines([]) == ()
