"""Help beside the work."""
