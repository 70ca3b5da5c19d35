"""The register of activities: a line to note one, and the year in numbers, above their list."""
