"""Services that make, approve, verify and release submissions."""
