"""Services on records: recording, lists, review, import, suggestions, retention."""
