"""What an office does: the one write path. Form, import, undo and command line all call these."""
