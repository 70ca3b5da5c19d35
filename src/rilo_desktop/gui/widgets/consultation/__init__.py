"""A draft paragraph by paragraph, with what the office says of each beside it."""
