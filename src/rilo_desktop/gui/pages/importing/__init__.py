"""Import: workbooks and JSON files are looked at first, then written as one operation."""
