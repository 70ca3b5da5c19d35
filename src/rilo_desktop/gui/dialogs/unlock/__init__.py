"""The page before the work: one question."""
