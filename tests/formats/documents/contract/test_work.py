"""Maintenance, suspensions and duties, each with everything that the contract says of it."""

from dataclasses import replace

from tests.documents import everything, telling, words
from zusage.core.terms.contract import Keep
from zusage.formats.documents.contract.work import duties, kept, maintenance, suspensions


def test_maintenance_is_told_rule_by_rule() -> None:
    assert words(maintenance(telling("en")))[4:] == [
        "Planned work [A2]",
        "Planned / Only outside business hours / Preferably: on Sundays / At most 30 min each / "
        "Otherwise announced at least 5 business days ahead / Time agreed with the customer / "
        "Stays up: Mail",
        "Emergency",
        "Unplanned, if need be without notice / Announced at least 1 day ahead / "
        "Best effort, not guaranteed",
    ]
    bare = replace(everything().maintenance[1], notice=None)
    assert words(maintenance(telling("de", maintenance=(bare,))))[-1] == (
        "Ungeplant, wenn nötig ohne Vorlauf / Nach Kräften, ohne Gewähr"
    )


def test_suspensions_say_their_cause_and_effect() -> None:
    assert words(suspensions(telling("de")))[5:] == [
        "Kunde zahlt nicht [A1]",
        "Sperre oder Aussetzung",
        "Alle Zusagen ruhen / Für die Wiederherstellung gilt keine Zeit / "
        "Wiederherstellungszeiten verlängern sich um ihre Dauer / Verfehlungen bleiben ohne Folge",
        *("Abschaltung", "Kunde", "Abschaltung erlaubt, ohne Entschädigung"),
        *("Höhere Gewalt", "Höhere Gewalt", "Wird entschädigt"),
    ]


def test_duties_stand_by_party_with_all_that_is_said_of_them() -> None:
    assert words(duties(telling("en")))[5:] == [
        "Sample Operations",
        "Back up [A1] / Covers: Database / Concerns: Front end and Mail / "
        "Copies kept: every copy for 168 hours, 7 daily and 1 weekly / "
        'Copies in: Frankfurt (eu-central-1) and cellar / Only with the option "Backup Plus" / '
        "At the cost of: Customer",
        'Daily / Within 8 h in the hours "night watch" / At night / Best effort, not guaranteed',
        "Backup copy",
        *("Customer", "Pay", "When the payment has arrived", "Log"),
        *("Partner", "Review", "After the event: moon full / Quarterly / Within 3 days", "Report"),
        *("Nobody named", "Orphaned", "Regularly; interval not named", "Nothing can show it"),
    ]


def test_the_only_component_goes_without_saying() -> None:
    one = {"web": everything().components["web"]}
    duty = replace(everything().duties[0], components=("web",))
    assert "Concerns" not in " ".join(words(duties(telling("en", components=one, duties=(duty,)))))


def test_copies_are_counted_in_every_cadence() -> None:
    said = telling("de")
    assert kept(said, Keep(daily=1, weekly=4, monthly=1, yearly=2)) == (
        "1 tägliche, 4 wöchentliche, 1 monatliche und 2 jährliche"
    )
    assert kept(said, Keep(hours=8760)) == "jede Kopie 8.760 Stunden"
    assert kept(said, Keep(hours=1)) == "jede Kopie 1 Stunde"


def test_nothing_owed_is_no_section() -> None:
    empty = telling("en", maintenance=(), suspensions=(), duties=())
    assert [*maintenance(empty), *suspensions(empty), *duties(empty)] == []
