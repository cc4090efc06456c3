"""Drafts that touch the same legal item: their drafters are told early, and nothing else is."""
