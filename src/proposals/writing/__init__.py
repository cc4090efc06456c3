"""Several people of the asking side write one draft at the same time; versions are cut from it."""
