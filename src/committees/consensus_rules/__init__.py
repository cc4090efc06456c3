"""How long a body takes over a consensus: windows in days, and what its drafters may do."""
