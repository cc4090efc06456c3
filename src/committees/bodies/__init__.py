"""The tree of bodies, each with its remit and its rule."""
