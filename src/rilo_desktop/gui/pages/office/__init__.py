"""The office: its officers, the state of its store, the window, and where shipped data is from."""
