"""The list page: search, filters with counts, rows, and the record at the right. One for all kinds."""
