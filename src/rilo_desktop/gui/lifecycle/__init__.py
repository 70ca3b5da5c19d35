"""Start, sleep and end of the program."""
