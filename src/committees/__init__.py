"""The tree of bodies, its seats and offices, the rules of each body."""
