"""The action plan: table, board and timeline of its items, its challenges, and the next plan."""
