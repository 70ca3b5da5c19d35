"""The list page, one for all kinds: search, filters with counts, rows, a preview."""
