"""What follows from verdicts: credits with their claims, and rights from runs of misses."""
