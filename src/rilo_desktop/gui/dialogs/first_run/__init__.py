"""The first run: what is asked where there is no office yet."""
