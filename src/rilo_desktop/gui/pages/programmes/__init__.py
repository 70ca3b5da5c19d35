"""Programmes that the office takes part in, and its operations above them."""
