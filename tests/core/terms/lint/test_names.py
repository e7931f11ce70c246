"""L10: what is defined and never used, and names that do not fit together."""

from dataclasses import replace

import pytest

from tests.core.terms.lint.whole import CREDIT, REMOVED, codes, get, one, text
from zusage.core.errors import Severity
from zusage.core.terms.contract import Clause, Component, Option, Party, PartyRole
from zusage.core.terms.saying import Name

SPARE = {
    "calendars": replace(get(("calendars", "business")), outside={}),
    "components": Component(title=text("spare")),
    "exclusions": get(("exclusions", "foreign")),
    "parties": Party(name=text("spare"), role=PartyRole.THIRD_PARTY),
    "clauses": Clause(document="main", at="2", says=text("spare")),
}


@pytest.mark.parametrize("section", SPARE)
def test_what_nothing_refers_to_is_found(section: str) -> None:
    finding = one(((section, "spare"), SPARE[section]))
    assert (finding.code, finding.severity) == (f"lint.L10.{section}", Severity.NOTE)
    assert finding.path == (section, "spare")


def test_a_promise_without_components_uses_all() -> None:
    everything = ((*("levels", "plus", "availability", 0), "components"), ())
    assert "lint.L10.components" not in codes(
        everything, (("components", "spare"), SPARE["components"])
    )


def test_provider_and_customer_are_always_used() -> None:
    silent = [(("terms", "notice", "by"), ()), (("amendments",), ())]
    assert codes(*silent) == []


def test_two_providers_leave_open_who_owes() -> None:
    second = Party(name=text("second"), role=PartyRole.PROVIDER)
    finding = one((("parties", "second"), second), (("amendments",), ()))
    assert (finding.code, finding.path) == ("lint.L10.providers", ("parties", "second"))
    assert finding.facts["party"] == text("second")
    nothing: list[tuple[tuple[str | int, ...], object]] = [
        (("levels",), {}),
        (("components",), {}),
        (("exclusions",), {}),
    ]
    assert "lint.L10.providers" not in codes(
        (("parties", "second"), second), *nothing, (("duties", 0, "components"), ())
    )


def test_an_option_that_changes_nothing() -> None:
    finding = one((("options", "badge"), Option(title=text("badge"))))
    assert (finding.code, finding.path) == ("lint.L10.options", ("options", "badge"))


@pytest.mark.parametrize(
    "change",
    [
        (("duties", 0, "only_with"), "badge"),
        (("matrices", 0, "only_with"), {"Provider": "badge"}),
        (("options", "ssd", "requires", "options"), ("badge",)),
        (("options", "badge", "most"), 3),
        (("options", "badge", "pillars"), (text("one"),)),
    ],
)
def test_an_option_that_something_depends_on(change: tuple[tuple[str | int, ...], object]) -> None:
    assert codes((("options", "badge"), Option(title=text("badge"))), change) == []


def test_an_option_that_is_a_level_changes_the_level() -> None:
    assert codes((("options", "plus"), Option(title=text("plus")))) == []


def test_a_reporter_must_be_a_contact() -> None:
    finding = one((("desk", "reporters"), ("contact", "anybody")))
    assert (finding.code, finding.path) == ("lint.L10.reporter", ("desk", "reporters", 1))
    assert finding.facts["roles"] == (Name(key="contact"),)
    assert codes((("desk", "reporters"), ("anybody",)), (("contacts",), ())) == []


def test_a_claim_needs_a_channel_of_the_desk() -> None:
    finding = one(((*CREDIT, "claim", "channel"), "letter"))
    assert (finding.code, finding.path) == ("lint.L10.channel", (*CREDIT, "claim", "channel"))
    without = [(("desk", "channels"), ()), (("levels", "standard", "targets", 0, "channels"), ())]
    reading = (("levels", "standard", "targets", 0, "reading", "phone_report"), REMOVED)
    assert codes(((*CREDIT, "claim", "channel"), "letter"), *without, reading) == []
