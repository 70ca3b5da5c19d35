"""Sets text, lays out blocks and draws pages: knows no record and no type of document."""
