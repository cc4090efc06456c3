"""Joint work: several bodies host one request, and the chair of each signs."""
