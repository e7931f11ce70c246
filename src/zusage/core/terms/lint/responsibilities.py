"""L6, L18: what nobody is responsible for, and amendments that not everybody signed."""

from collections.abc import Iterator

from zusage.core.errors import Finding, Path, Severity
from zusage.core.terms.amendments import signers
from zusage.core.terms.contract import Amendment, Duty, Matrix, MatrixRow
from zusage.core.terms.lint.survey import Survey, finding


def nobody_responsible(survey: Survey) -> Iterator[Finding]:
    """L6: a matrix answer that applies with nobody in it, and a duty that nobody owes."""
    for path, matrix in survey.of(Matrix):
        by_party = _is_by_party(survey, matrix)
        for at, row in enumerate(matrix.rows):
            place = (*path, "rows", at)
            yield from (
                _by_party(place, matrix, row) if by_party else _by_subject(place, matrix, row)
            )
    for path, duty in survey.of(Duty):
        if not duty.by:
            facts: dict[str, object] = {"duty": duty.title}
            yield finding("L6", Severity.AMBIGUOUS, path, duty, facts)


def _is_by_party(survey: Survey, matrix: Matrix) -> bool:
    """Say whether the columns are the parties, so that one answer is enough for a row."""
    names = [party.name for party in survey.contract.parties.values()]
    return all(column in names for column in matrix.columns)


def _by_party(place: Path, matrix: Matrix, row: MatrixRow) -> Iterator[Finding]:
    if not any(answer.by for answer in row.answers):
        facts = {"matrix": matrix.title, "activity": row.title}
        yield finding("L6.row", Severity.AMBIGUOUS, place, _ruled(matrix, row), facts)


def _by_subject(place: Path, matrix: Matrix, row: MatrixRow) -> Iterator[Finding]:
    for index, answer in enumerate(row.answers):
        if answer.applicable and not answer.by:
            facts = {
                "matrix": matrix.title,
                "activity": row.title,
                "column": matrix.columns[index],
            }
            where = (*place, "answers", index)
            yield finding("L6.cell", Severity.AMBIGUOUS, where, _ruled(matrix, row), facts)


def _ruled(matrix: Matrix, row: MatrixRow) -> Matrix | MatrixRow:
    return row if row.clauses else matrix


def unsigned_amendments(survey: Survey) -> Iterator[Finding]:
    """L18: an amendment that a party has not signed does not hold yet."""
    for path, amendment in survey.of(Amendment):
        signed = {signature.party for signature in amendment.signatures}
        missing = tuple(
            survey.contract.parties[name].name
            for name in signers(survey.contract)
            if name not in signed
        )
        if missing:
            facts = {
                "amendment": amendment.title,
                "missing": missing,
                "valid_from": amendment.valid_from,
            }
            place = (*path, "signatures")
            yield finding("L18", Severity.AMBIGUOUS, place, amendment, facts)
