"""The layout of a sheet that a person made: its tables, their headers, what each row is."""
