"""Find anything: records, pages and actions from one field; and the overview of shortcuts."""
