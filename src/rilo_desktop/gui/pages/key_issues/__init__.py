"""Key issues in the order of a year, and the records behind each."""
