"""The evidence of risk indicators: where they were seen, hit rates, and gaps."""
