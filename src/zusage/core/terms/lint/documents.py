"""L12, L22: texts that the other side may change any time, and documents of one rank."""

from collections.abc import Iterator
from itertools import combinations

from zusage.core.errors import Finding, Severity
from zusage.core.terms.contract import Document
from zusage.core.terms.lint.survey import Survey, finding


def mutable_texts(survey: Survey) -> Iterator[Finding]:
    """L12: a text "in its current version", of which no version is kept with the contract."""
    for path, document in survey.of(Document):
        if document.mutable and not (document.sha256 and document.kept_on):
            missing = tuple(
                name for name in ("sha256", "kept_on") if getattr(document, name) is None
            )
            facts = {
                "document": document.title,
                "address": document.address or path[-1],
                "missing": missing,
            }
            yield finding("L12", Severity.AMBIGUOUS, path, document, facts)


def documents_without_order(survey: Survey) -> Iterator[Finding]:
    """L22: where two documents of one rank contradict each other, nothing says which one holds."""
    ranked = [(path, doc) for path, doc in survey.of(Document) if doc.precedence is not None]
    for (_, left), (path, right) in combinations(ranked, 2):
        if left.precedence == right.precedence:
            facts = {"left": left.title, "right": right.title, "rank": left.precedence}
            place = (*path, "precedence")
            yield finding("L22", Severity.AMBIGUOUS, place, right, facts)
