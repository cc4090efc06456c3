"""One company one vote: opening, casting, closing, the result."""
