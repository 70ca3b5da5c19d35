"""Models of the lists: ordered keys, and pages of rows from the database worker."""
