"""What the window knows between pages: preferences, backups, changes, undo."""
