"""A member: what it sent, how quickly and completely, and what became of it."""
