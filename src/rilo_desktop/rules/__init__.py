"""What judges records on every path. Rules never lose work: they block release, never saving."""
