"""What stands before or above the pages."""
