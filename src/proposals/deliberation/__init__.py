"""Opinion rounds, comments, positions, objections and the chair's record."""
