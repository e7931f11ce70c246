"""L5: citations of articles that do not exist, or that are not the ones meant."""

from collections.abc import Iterator

from zusage.core.errors import Finding, Severity
from zusage.core.terms.contract import Clause
from zusage.core.terms.lint.survey import Survey


def citations_of_nothing(survey: Survey) -> Iterator[Finding]:
    """L5: a clause cites an article that its document does not have, or not the one it means."""
    for path, clause in survey.of(Clause):
        document = survey.contract.documents[clause.document]
        known = set(document.articles)
        for index, cited in enumerate(clause.cites):
            place = (*path, "cites", index)
            facts: dict[str, object] = {
                "clause": path[-1],
                "cited": cited,
                "document": document.title,
                "resolved": clause.resolved.get(cited, ""),
                "articles": document.articles,
            }
            if not known:
                yield _finding("L5.no_articles", Severity.NOTE, place, facts)
            elif cited not in known:
                code = "L5.resolved" if cited in clause.resolved else "L5"
                yield _finding(code, Severity.CONTRADICTION, place, facts)
            elif clause.resolved.get(cited, cited) != cited:
                yield _finding("L5.elsewhere", Severity.CONTRADICTION, place, facts)


def _finding(
    code: str, severity: Severity, path: tuple[str | int, ...], facts: dict[str, object]
) -> Finding:
    """Return a finding of a clause; the clause itself is its only clause."""
    return Finding(
        code=f"lint.{code}",
        severity=severity,
        path=path,
        clauses=(str(facts["clause"]),),
        facts=facts,
    )
