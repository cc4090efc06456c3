"""Departures: what was released waits for the next fixed time and leaves in a batch."""
