"""The help topics that the program ships: one page each, in the languages of the window."""
