"""Numbers, graphs and drawings from records: plain data in, plain data out."""
