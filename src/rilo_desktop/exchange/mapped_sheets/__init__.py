"""An office's own tables: cells are read, rows become cases, cases become rows of an import."""
