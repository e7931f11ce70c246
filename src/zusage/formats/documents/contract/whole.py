"""A contract as a document: everything it promises, in sentences, with clauses and readings."""

from collections.abc import Mapping
from datetime import date

from zusage.core.errors import Refusal
from zusage.core.terms.contract import Contract
from zusage.formats.documents.contract.clauses import clauses
from zusage.formats.documents.contract.desk import desk
from zusage.formats.documents.contract.hours import holiday_lists, hours
from zusage.formats.documents.contract.offers import matrices, options
from zusage.formats.documents.contract.promises import promises
from zusage.formats.documents.contract.readings import readings
from zusage.formats.documents.contract.subject import head, service, version_text
from zusage.formats.documents.contract.telling import Telling
from zusage.formats.documents.contract.terms import amendments, names, registers, terms
from zusage.formats.documents.contract.work import duties, maintenance, suspensions
from zusage.formats.documents.outline import Outline, anchor_of
from zusage.formats.documents.selection import about
from zusage.formats.documents.wording import Wording

NO_DATE = date(1970, 1, 1)
"""The date of a document whose contract names none; a PDF/A must have one."""

HASH_SHOWN = 16

PARTS = (
    service,
    promises,
    hours,
    desk,
    maintenance,
    suspensions,
    duties,
    options,
    matrices,
    terms,
    names,
    registers,
    amendments,
)


def contract_outline(
    contract: Contract,
    *,
    language: str,
    sha256: str,
    chosen: Mapping[str, str] | None = None,
    clause: str | None = None,
) -> Outline:
    """Return a contract as a document in "de" or "en"; sections without content are left out.

    sha256: of the contract's file, for the foot of each page.
    chosen: readings that go over those of the contract, by key.
    clause: show only what comes from this clause.
    Raises Refusal("show.clause_unknown").
    """
    if clause is not None and clause not in contract.clauses:
        raise Refusal("show.clause_unknown", clause=clause, known=", ".join(contract.clauses))
    telling = Telling(contract=contract, wording=Wording(language=language), chosen=chosen or {})
    sections = [section for part in PARTS for section in part(telling)]
    sections.append(readings(telling))
    sections += holiday_lists(telling)
    blocks = head(telling, sha256)
    sections += clauses(telling, blocks, sections)
    outline = Outline(
        title=telling.text(contract.title),
        subtitle=telling.say("subtitle", name=contract.name, version=version_text(telling)),
        language=language,
        on=_date(contract),
        identity=(
            telling.say("subtitle", name=contract.name, version=version_text(telling)),
            f"SHA-256 {sha256[:HASH_SHOWN]}",
        ),
        blocks=blocks,
        sections=tuple(sections),
    )
    return about(outline, anchor_of("clause", clause)) if clause else outline


def _date(contract: Contract) -> date:
    """Return the newest date in the contract."""
    dates = [document.date for document in contract.documents.values() if document.date]
    dates += [amendment.valid_from for amendment in contract.amendments]
    return max(dates, default=NO_DATE)
