"""What a contract says, as the outline of a document: `contract_outline`."""

from zusage.formats.documents.contract.whole import contract_outline

__all__ = ["contract_outline"]
