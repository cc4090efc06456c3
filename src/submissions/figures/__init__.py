"""Figures: what was asked, answered and given, how long it took, and for whose sake."""
