"""Competencies of the offices: matrix, gaps, who can help whom."""
