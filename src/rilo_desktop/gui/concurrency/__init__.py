"""The worker thread, its jobs, and what keeps the GUI thread free."""
