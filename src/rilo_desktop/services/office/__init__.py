"""Services on the office itself: session, officers, keys, backups, cards, audit log."""
