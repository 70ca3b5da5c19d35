"""All comments on a draft, by paragraph and office."""
