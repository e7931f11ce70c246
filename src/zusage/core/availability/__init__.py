"""From outages to verdicts: facts, promises, exclusions, measures, roll-ups, decisions."""
