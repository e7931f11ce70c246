"""The contract file: YAML with places to a typed contract, its schema, and careful rewriting."""

from zusage.formats.contract_yaml.load import Source, load_contract
from zusage.formats.contract_yaml.rewrite import remove, set_block, set_scalar

__all__ = ["Source", "load_contract", "remove", "set_block", "set_scalar"]
