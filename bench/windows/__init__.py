"""Programs that are started by the bench in processes of their own, each with its window."""
