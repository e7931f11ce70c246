"""L5: citations of articles that do not exist, or of the wrong one."""

from tests.core.terms.lint.whole import codes, one
from zusage.core.errors import Severity

CITES, RESOLVED = ("clauses", "C1", "cites"), ("clauses", "C1", "resolved")


def test_a_citation_of_nothing_is_a_contradiction() -> None:
    finding = one((CITES, ("2", "7.1.1")))
    assert (finding.code, finding.severity) == ("lint.L5", Severity.CONTRADICTION)
    assert (finding.path, finding.clauses) == ((*CITES, 1), ("C1",))
    assert finding.facts["cited"] == "7.1.1"
    assert finding.facts["articles"] == ("1", "2")


def test_a_citation_of_nothing_with_its_meaning_says_both() -> None:
    finding = one((CITES, ("7.1.1",)), (RESOLVED, {"7.1.1": "2"}))
    assert (finding.code, finding.facts["resolved"]) == ("lint.L5.resolved", "2")


def test_an_article_that_exists_may_still_be_the_wrong_one() -> None:
    assert one((RESOLVED, {"2": "1"})).code == "lint.L5.elsewhere"
    assert codes((RESOLVED, {"2": "2"})) == []


def test_a_document_without_articles_cannot_be_checked() -> None:
    finding = one((("documents", "main", "articles"), ()))
    assert (finding.code, finding.severity) == ("lint.L5.no_articles", Severity.NOTE)
