"""The thread of an action item: what happened, entry after entry, and a place to write the next."""
