"""L6, L18: nobody responsible, and amendments without all signatures."""

import pytest

from tests.core.terms.lint.whole import BACKUP, codes, get, one
from zusage.core.errors import Severity
from zusage.core.terms.contract import Answer

BY_PARTY, BY_SUBJECT = ("matrices", 0), ("matrices", 1)
NOBODY, DOES_NOT_APPLY = Answer(), Answer(applicable=False)
HOST = Answer(by="host")


def test_a_duty_that_nobody_owes_is_found() -> None:
    finding = one(((*BACKUP, "by"), None))
    assert (finding.code, finding.severity) == ("lint.L6", Severity.AMBIGUOUS)
    assert finding.path == BACKUP


@pytest.mark.parametrize("answers", [(NOBODY, NOBODY), (DOES_NOT_APPLY, NOBODY)])
def test_a_row_by_party_needs_one_of_them(answers: tuple[Answer, ...]) -> None:
    finding = one(((*BY_PARTY, "rows", 0, "answers"), answers))
    assert finding.code == "lint.L6.row"
    assert finding.path == (*BY_PARTY, "rows", 0)
    assert finding.clauses == ("C1",)


def test_a_row_by_subject_needs_somebody_for_each() -> None:
    finding = one(((*BY_SUBJECT, "rows", 0, "answers"), (HOST, NOBODY)))
    assert finding.code == "lint.L6.cell"
    assert finding.path == (*BY_SUBJECT, "rows", 0, "answers", 1)
    assert finding.facts["column"] == get((*BY_SUBJECT, "columns", 1))


def test_not_applicable_is_an_answer() -> None:
    answers = (HOST, DOES_NOT_APPLY)
    assert codes(((*BY_SUBJECT, "rows", 0, "answers"), answers)) == []


def test_an_amendment_needs_both_sides() -> None:
    finding = one((("amendments", 0, "signatures"), get(("amendments", 0, "signatures"))[:1]))
    assert (finding.code, finding.severity) == ("lint.L18", Severity.AMBIGUOUS)
    assert finding.facts["missing"] == (get(("parties", "customer", "name")),)
