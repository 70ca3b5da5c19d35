"""The pieces that pages are made of. Every input gets its names from `form`."""
