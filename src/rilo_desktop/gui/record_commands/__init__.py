"""What the list of records and the editor both offer for records: pages, print, the next record."""
