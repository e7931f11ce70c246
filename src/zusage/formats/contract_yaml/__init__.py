"""The contract file: YAML with places to a typed contract, its schema, and careful rewriting."""

from zusage.formats.contract_yaml.load import Source, load_contract

__all__ = ["Source", "load_contract"]
