"""Zusage runs managed services the way their contract says, and proves it."""

__version__ = "0.1.0"
