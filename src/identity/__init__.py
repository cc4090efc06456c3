"""Member companies, people, signing in."""
