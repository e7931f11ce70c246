"""The contract file: YAML with places to a typed contract, its schema, and careful rewriting."""

from zusage.formats.contract_yaml.amend import contract_on
from zusage.formats.contract_yaml.load import Source, load_contract
from zusage.formats.contract_yaml.rewrite import remove, set_block, set_scalar

__all__ = ["Source", "contract_on", "load_contract", "remove", "set_block", "set_scalar"]
