"""The form of a record, of all its fields or of some, and the drafts of what is typed in it."""
