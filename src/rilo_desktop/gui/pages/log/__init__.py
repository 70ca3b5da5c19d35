"""The log of the office: who did what when, narrowed, and as a table to take away."""
