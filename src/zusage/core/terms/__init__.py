"""The typed contract: its values, readings, checks, and differences between versions."""
