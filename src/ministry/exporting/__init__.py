"""Everything that was received, to take away: a table a point, or all of it as JSON."""
