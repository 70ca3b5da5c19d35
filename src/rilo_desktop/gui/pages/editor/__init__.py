"""The editor of a record: made from its description, arranged by hand, the same for every kind."""
