"""Sending: choose a type, see what would leave, make the PDF."""
