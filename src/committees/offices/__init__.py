"""Offices in the secretariat, over all bodies."""
