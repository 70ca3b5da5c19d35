"""A backup in the place of the office, and what can still be read of a broken one."""
