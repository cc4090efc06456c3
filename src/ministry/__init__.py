"""METI's desk: an application of its own over the release store only."""
