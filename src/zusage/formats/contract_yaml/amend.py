"""The contract file as it holds on a day: its amendments written into the text."""

from datetime import date

from zusage.core.terms.amendments import in_force
from zusage.formats.contract_yaml.load import Source, load_contract
from zusage.formats.contract_yaml.rewrite import set_scalar
from zusage.formats.contract_yaml.written import path_in


def contract_on(source: Source, day: date, *, agreed_on: date | None = None) -> Source:
    """Return the contract with all amendments that hold on a day.

    The amendments stay listed in it. Comments, order and everything else of the file stay, too.

    agreed_on: when the agreement was signed, see core.terms.amendments.holds_from.
    Raises TermsError with the findings of the amended file, if it cannot be read.
    Clauses: V06, P19.
    """
    text = source.text
    holding = in_force(source.contract, day, agreed_on=agreed_on)
    # Of two changes of one place the later one stays.
    changes = {change.path: change.to for amendment in holding for change in amendment.changes}
    for written, to in changes.items():
        path = path_in(source.root, written)
        assert path is not None, "a file with an unknown path is refused when it is read"
        text = set_scalar(text, path, to)
    return source if text == source.text else load_contract(text)
