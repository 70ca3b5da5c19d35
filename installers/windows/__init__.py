"""The Windows program, its setup and its zip: made under Windows, or under wine on Debian."""
