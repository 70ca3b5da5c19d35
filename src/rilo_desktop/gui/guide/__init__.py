"""The guide of a practice office: a first submission, step by step."""
