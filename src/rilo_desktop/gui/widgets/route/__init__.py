"""The route of a case: an ordered strip of legs, and the fields of the leg that is chosen."""
