"""Today: the page that is shown first."""
