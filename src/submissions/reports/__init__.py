"""The report of a review: what was found, counted and decided, kept with the case."""
