"""The page Reporting year: what the office owes, what is gathered, and what was announced."""
