"""Member companies and all the names by which one can be recognised."""
